"""Open questions: what a proposal leaves unsaid that practice needs.

Each comes from a rule that says why practice needs the answer and where practice learned it. The same questions go to
every side; a proposal that says it (a claim with the provision, a stated length, a named guarantor) is not asked.
"""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

from detente.case.gaps import Offer, offers_of, term_words
from detente.case.model import Act, Case, Claim, Holding, Issue, Phase, Proposal, Provision, by_id
from detente.case.quantity import Kind
from detente.case.voices import Voices


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask, the claims that raise it, why practice needs it, and where that was learned."""

    id: str
    proposal: str
    asks: str
    raised_by: tuple[str, ...]
    why: str
    learned_from: str


@dataclass(frozen=True, slots=True)
class Table:
    """A proposal laid out for the rules: its claims, its terms in order of phase, and the issues by id."""

    case: Case
    proposal: Proposal
    claims: tuple[Claim, ...]
    offers: tuple[Offer, ...]
    issues: dict[str, Issue]

    def provided(self, provision: Provision, scope: str | None = None) -> bool:
        """Some claim of the proposal makes this provision (within the scope, where one is named)."""
        return any(provision in c.provides and scope in (None, c.scope) for c in self.claims)

    def in_scope(self, scope: str) -> tuple[Offer, ...]:
        return tuple(offer for offer in self.offers if offer.scope == scope)

    @property
    def phases(self) -> tuple[Phase, ...]:
        """The phases inside the plan's length, without what follows it."""
        return tuple(phase for phase in self.proposal.phases if not phase.follow_on)

    def title(self, scope: str) -> str:
        return self.phase_titles([scope]) or scope

    def phase_titles(self, scopes: Collection[str]) -> str:
        return ", ".join(phase.title for phase in self.proposal.phases if phase.id in scopes)


Found = tuple[str, str, tuple[str, ...]]
"""What follows the rule's name in the id, what to ask, and the claims that raise it."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A rule that finds open questions, with practice's reason and source."""

    name: str
    why: str
    learned_from: str
    find: Callable[[Table], Iterator[Found]]


def questions(case: Case, *, proposal: str | None = None) -> tuple[Question, ...]:
    """What the proposals with phases leave open (or the one named), in the order of the rules."""
    found = []
    for each in case.proposals:
        if each.id == proposal or (proposal is None and each.phases):
            claims = tuple(claim for claim in case.claims if claim.part_of == each.id)
            table = Table(case, each, claims, offers_of(case, each), by_id(case.issues))
            for rule in RULES:
                for suffix, asks, raised_by in rule.find(table):
                    slug = "-".join(part for part in (rule.name, suffix) if part)
                    found.append(Question(slug, each.id, asks, raised_by, rule.why, rule.learned_from))
    return tuple(found)


def _answer(table: Table) -> Iterator[Found]:
    voices = Voices.of(table.case)
    about = [c for c in table.case.claims if c.target == table.proposal.id]
    answers = [c for c in about if c.act in (Act.ACCEPT, Act.REJECT)]
    heard = {party for c in answers for party in voices.parties_of(c.holder)}
    heard |= {party for slug in table.proposal.by for party in voices.parties_of(slug)}  # its own proposal
    unheard = [party for party in table.case.parties if party.id not in heard]
    if unheard:
        names = " and ".join(party.name for party in unheard)
        raised = tuple(c.id for c in about if any(p.id in voices.parties_of(c.holder) for p in unheard))
        yield "", f"No answer to “{table.proposal.title}” is reported from {names}: what is it?", raised


def _unstated(provision: Provision, asks: str) -> Callable[[Table], Iterator[Found]]:
    def find(table: Table) -> Iterator[Found]:
        if not table.provided(provision):
            yield "", asks, _first_claims(table)

    return find


def _guarantor(table: Table) -> Iterator[Found]:
    if not table.case.guarantors and not table.provided(Provision.GUARANTOR):
        yield "", "Who guarantees the plan, and what does the guarantor do if one side stops?", _first_claims(table)


def _phase_lengths(table: Table) -> Iterator[Found]:
    unstated = frozenset(phase.id for phase in table.phases if phase.length is None)
    if unstated:
        length = str(table.proposal.length or "")
        whole = f" {length[0].upper()}{length[1:]} is the length of the plan." if length else ""
        titles = table.phase_titles(unstated)
        yield "", f"How long is each phase ({titles})?{whole}", _claims_in(table, unstated)


def _durations(table: Table) -> Iterator[Found]:
    for issue in (each for each in table.issues.values() if each.unit == "day"):
        stated = [offer for offer in table.offers if offer.term.issue == issue.id]
        for offer in (each for each in stated if each.term.blank):
            scope = table.title(offer.scope)
            whole = f"; {table.proposal.length} is the length of the plan, not of this" if table.proposal.length else ""
            yield (
                f"length-{issue.id}",
                f"{issue.title}, {scope}: how many days? It is unspecified{whole}.",
                (offer.claim,),
            )
        phases = [phase.id for phase in table.phases]
        scopes = {offer.scope for offer in stated}
        if scopes & set(phases):
            last = max(phases.index(scope) for scope in scopes if scope in phases)
            later = frozenset(phases[last + 1 :])
            if later:
                says = f"{issue.title}: nothing says that it runs through {table.phase_titles(later)}. Does it?"
                yield f"runs-on-{issue.id}", says, tuple(offer.claim for offer in stated)


def _how_many(table: Table) -> Iterator[Found]:
    for issue in (each for each in table.issues.values() if each.unit and each.unit != "day"):
        vague = [o for o in table.offers if o.term.issue == issue.id and _vague(issue, o)]
        if vague:
            said = "; ".join(f"“{term_words(issue, o.term)}” in {table.title(o.scope)}" for o in vague)
            yield issue.id, f"{issue.title}: how many? Stated so far: {said}.", tuple(o.claim for o in vague)


def _vague(issue: Issue, offer: Offer) -> bool:
    amount = offer.term.amount
    if offer.term.option is not None:
        held = next((o.holds for o in issue.options if o.id == offer.term.option), None)
        amount = held if not isinstance(held, Holding) else None
    return offer.term.blank or (amount is not None and not amount.exact)


def _baseline(table: Table) -> Iterator[Found]:
    if table.provided(Provision.BASELINE):
        return
    for offer in table.offers:
        issue = table.issues[offer.term.issue]
        held = next((o.holds for o in issue.options if o.id == offer.term.option), offer.term.amount)
        if not isinstance(held, Holding) and held is not None and held.kind is Kind.MULTIPLE:
            yield issue.id, f"{issue.title}: {held} of what, on which day, counted by whom?", (offer.claim,)


def _order_inside(table: Table) -> Iterator[Found]:
    given = {
        phase.id: [o for o in table.in_scope(phase.id) if table.issues[o.term.issue].given_by]
        for phase in table.proposal.phases
        if not table.provided(Provision.ORDER, phase.id)
    }
    mutual = {
        scope: offers
        for scope, offers in given.items()
        if len({table.issues[o.term.issue].given_by for o in offers}) > 1
    }
    if mutual:
        says = f"{table.phase_titles(mutual)}: both sides give; in what order, or at the same moment?"
        yield "", says, tuple(o.claim for offers in mutual.values() for o in offers)


def _counterpart(table: Table) -> Iterator[Found]:
    """Persons exchanged in some phases, and given by only one side in another."""
    persons = [o for o in table.offers if table.issues[o.term.issue].unit in ("person", "body")]
    givers = {giver for o in persons if (giver := table.issues[o.term.issue].given_by)}
    for phase in table.proposal.phases:
        here = [o for o in persons if o.scope == phase.id]
        giving = {table.issues[o.term.issue].given_by for o in here}
        for absent in (party.id for party in table.case.parties if giving and party.id in givers - giving):
            titles = dict.fromkeys(
                table.issues[o.term.issue].title for o in persons if table.issues[o.term.issue].given_by == absent
            )
            says = f"{phase.title}: nothing is stated on {' or '.join(titles)}. Is any due?"
            yield f"{phase.id}-{absent}", says, tuple(o.claim for o in here)


def _whose(table: Table) -> Iterator[Found]:
    for offer in table.offers:
        issue = table.issues[offer.term.issue]
        if issue.unit in ("person", "body") and not issue.concerns:
            yield issue.id, f"{issue.title}: whose? The plan does not say.", (offer.claim,)


def _uncovered(table: Table) -> Iterator[Found]:
    covered = {group for o in table.offers for group in table.issues[o.term.issue].concerns}
    for group in table.case.groups:
        if covered and group.id not in covered:
            told = tuple(c.id for c in table.case.claims if group.id in c.speaks_for)
            held = tuple(holder.claim for holder in group.held_by)
            says = f"{group.title}: no term of the plan covers them. Where do they come in?"
            yield group.id, says, (*group.claims, *held, *told)


def _categories(table: Table) -> Iterator[Found]:
    names = {party.id: party.name for party in table.case.parties}
    for offer in table.offers:
        issue = table.issues[offer.term.issue]
        if issue.defined_by:
            says = f"{issue.title}: {names[issue.defined_by]} alone says who falls under it. Who decides?"
            yield issue.id, says, (offer.claim,)


def _who_holds(table: Table) -> Iterator[Found]:
    voices, groups = Voices.of(table.case), by_id(table.case.groups)
    for party in table.case.parties:
        promised = [o for o in table.offers if table.issues[o.term.issue].given_by == party.id]
        doubtful = []
        for offer in (o for o in promised if table.issues[o.term.issue].unit in ("person", "body")):
            held = [h for g in table.issues[offer.term.issue].concerns if g in groups for h in groups[g].held_by]
            if {voices.party(holder.actor) for holder in held} != {party.id}:
                doubtful.append((offer, held))
        if doubtful:
            titles = "; ".join(dict.fromkeys(table.issues[offer.term.issue].title for offer, _ in doubtful))
            raised = [slug for offer, held in doubtful for slug in (offer.claim, *(h.claim for h in held))]
            yield party.id, f"{titles}: does {party.name} hold all of them, and if not, who does?", tuple(raised)


def _deferred(table: Table) -> Iterator[Found]:
    for offer in table.offers:
        issue = table.issues[offer.term.issue]
        held = next((o.holds for o in issue.options if o.id == offer.term.option), None)
        if held is Holding.DEFERRED:
            yield issue.id, f"{issue.title}: left to talks. By when, and what holds if they fail?", (offer.claim,)


def _first_claims(table: Table) -> tuple[str, ...]:
    """The claim that opens the proposal stands for the whole of it."""
    return tuple(claim.id for claim in table.claims[:1])


def _claims_in(table: Table, scopes: frozenset[str]) -> tuple[str, ...]:
    firsts: dict[str, str] = {}
    for claim in table.claims:
        if claim.scope in scopes:
            firsts.setdefault(claim.scope, claim.id)
    return tuple(firsts.values())


RULES: tuple[Asking, ...] = (
    Asking(
        "answer",
        "Being willing to discuss is not an answer, and rejecting demands is not rejecting a plan.",
        "Reports of January 2024 told willingness and rejection side by side, each of a different text.",
        _answer,
    ),
    Asking(
        "phase-length",
        "A phase without a length gives no date to anything inside it.",
        "Aceh 2005: four stages with dates, from 15 September to 31 December.",
        _phase_lengths,
    ),
    Asking(
        "duration",
        "A halt without a length is read as its longest by one side and its shortest by the other.",
        "November 2023: four days, extended twice, with the end argued over to the last hour.",
        _durations,
    ),
    Asking(
        "pause-end",
        "A pause ends by its term, by a breach or by notice; if nothing says which, the first incident decides.",
        "November 2023: one more day for each ten released; three accounts of why it ended.",
        _unstated(Provision.PAUSE_END, "What ends the pause: a day, a breach, a notice, or the end of a phase?"),
    ),
    Asking(
        "phase-end",
        "The next phase waits for the end of this one; without a test, each side declares it when it suits.",
        "Iran 2016: the day of implementation was set off by a report of the inspectors, not by a date.",
        _unstated(
            Provision.PHASE_END, "How will both sides know that a phase is complete, and what if it is not reached?"
        ),
    ),
    Asking(
        "verifier",
        "What nobody may check is claimed by one side and denied by the other.",
        "Aceh 2005: the monitoring mission ruled on each weapon, and its word was final.",
        _unstated(Provision.VERIFIER, "Who verifies that each step was done, and by what method?"),
    ),
    Asking(
        "guarantor",
        "A step that cannot be taken back needs somebody who answers for the other side's next one.",
        "Aceh 2005: the mission of the European Union and ASEAN states stayed until the last stage.",
        _guarantor,
    ),
    Asking(
        "breach",
        "A breach with no remedy but ending everything makes small breaches end everything.",
        "Iran 2016: heavy water above its limit was shipped out within a week and the deal went on.",
        _unstated(Provision.BREACH, "What follows a breach, and how long is there to put it right?"),
    ),
    Asking(
        "list-failure",
        "An exchange stops on the day a list cannot be filled, unless the plan says what then.",
        "November 2023: the pause ended on a day without an agreed list; each side named the other as the cause.",
        _unstated(Provision.LIST_FAILURE, "What happens when a list cannot be filled or is disputed?"),
    ),
    Asking(
        "order",
        "Who moves first carries the risk; “while” and “afterwards” are two different plans.",
        "Aceh 2005: each withdrawal began only once the weapons of its stage were accepted.",
        _order_inside,
    ),
    Asking(
        "how-many",
        "An exchange is counted at the gate; a word like “hundreds” is not a count.",
        "November 2023: 50 for 150 was stated in advance, three for one.",
        _how_many,
    ),
    Asking(
        "counterpart",
        "In an exchange, a phase in which one side gives nothing is either an oversight or a hidden term.",
        "November 2023: every day's releases had a stated counterpart.",
        _counterpart,
    ),
    Asking(
        "whose",
        "A category without an owner is filled by each side as it sees fit.",
        "January 2024: outlets retold one clause on bodies in three ways.",
        _whose,
    ),
    Asking(
        "category",
        "A category that one side defines by itself is renegotiated at the gate.",
        "Aceh 2005: 71 weapons the monitors had accepted stayed disputed by the government.",
        _categories,
    ),
    Asking(
        "uncovered",
        "Those in no category are released by side deals, or not at all.",
        "November 2023: 24 foreigners were released outside the key.",
        _uncovered,
    ),
    Asking(
        "who-holds",
        "A side cannot deliver what it does not hold.",
        "November 2023: about 40 captives were reported to be with other groups.",
        _who_holds,
    ),
    Asking(
        "ratification",
        "A signature that needs a cabinet or a law behind it is not yet consent.",
        "Aceh 2006: the law that the agreement called for came 102 days late.",
        _unstated(Provision.RATIFICATION, "Who must approve the plan at home, by what rule, and by when?"),
    ),
    Asking(
        "baseline",
        "A multiple without its base cannot be checked.",
        "November 2023: the first day's lorries were counted as 200, 196 and 137 by three counters.",
        _baseline,
    ),
    Asking(
        "day-count",
        "“Within 90 days” differs by a day or more with where counting starts.",
        "Iran 2014: a text's “day 180” was day 181 when the first day counts as day 0.",
        _unstated(Provision.DAY_COUNT, "Which day is day 0, do days of rest count, and whose calendar and clock hold?"),
    ),
    Asking(
        "deferred",
        "Talks without a date bridge today's gap and become the next crisis.",
        "Minsk 2015: the order of elections and border control was left open, and neither came.",
        _deferred,
    ),
)
