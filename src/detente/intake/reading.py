"""A document read by the rules, and what they propose.

`read` gives everything the rules found, as values; `propose` puts it as proposals, each through the gate.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from detente.case.model import ActorKind, Setting
from detente.intake import gate
from detente.intake.actors import Cast, Found
from detente.intake.amounts import Amount, amounts
from detente.intake.attribution import Attribution, attributions
from detente.intake.chains import Spoken, chained
from detente.intake.dates import Dated, dates, reread
from detente.intake.duties import Duty, Plan, plan
from detente.intake.gazetteer import Gazetteer, world
from detente.intake.parsed import Parsed, Range, parse
from detente.intake.proposals import Proposal, Sort, proposed
from detente.intake.quotations import Quotation, quotations
from detente.intake.stances import Stance, stances

ITSELF = "the document itself"
"""How a chain names the document's own voice."""
SURE = {
    "speech clause": 0.96, "speech quoted": 0.96, "belief clause": 0.88, "according to": 0.96, "as": 0.87,
    "noun": 0.95, "inserted": 0.94, "call": 0.94, "quotation alone": 0.94,
}  # fmt: skip
"""How many of a rule's findings were right on the tuning half of annotated news, drawn towards the mean of all."""


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the rules find in one text."""

    parsed: Parsed
    found: tuple[Attribution, ...]
    cast: Cast
    spoken: tuple[Spoken, ...]
    amounts: tuple[Amount, ...]
    dates: tuple[Dated, ...]
    plan: Plan
    stances: tuple[Stance, ...]
    quoted: tuple[Quotation, ...]
    on: date


def read(
    text: str,
    on: date,
    *,
    paragraphs: tuple[Range, ...] = (),
    gazetteer: Gazetteer | None = None,
    whole_plan: bool | None = None,
) -> Reading:
    """Read a text dated `on`. `whole_plan` says that all of it sets out a plan; None lets the text show it."""
    parsed = parse(text, paragraphs)
    found = attributions(parsed)
    cast = Cast(parsed, gazetteer or world())
    cast.gather(found)
    spoken = chained(parsed, cast, found)
    dated = dates(parsed, on)
    counted = amounts(parsed, tuple((each.start, each.end) for each in dated))
    told = plan(parsed, cast, counted, whole=whole_plan)
    return Reading(
        parsed, found, cast, spoken, counted, dated, told, stances(parsed, cast, spoken), quotations(parsed), on
    )


def propose(reading: Reading, document: str, digest: str) -> tuple[Proposal, ...]:
    """The proposals of a reading, in the order of sorts and, in each, of the text."""
    made = _Proposer(reading, document, digest)
    return tuple(
        each
        for part in (made.amounts(), made.dates(), made.duties(), made.actors(), made.statements(), made.stances())
        for each in part
    )


def mode(reading: Reading, content: tuple[Range, ...]) -> str:
    """Whether the words are quoted whole, in part, or not at all."""
    touched = [q for q in reading.quoted if any(s < q.end and q.start < e for s, e in content)]
    if not touched:
        return "indirect"
    outside = [(s, e) for s, e in content if not any(q.start <= s and e <= q.end + 1 for q in touched)]
    return "mixed" if outside else "direct"


def amount_words(parsed: Parsed, amount: Amount | None) -> str:
    """An amount by its own words; nothing where the text says none."""
    if amount is None or amount.comparator == "blank":
        return ""
    return parsed.text[amount.start : amount.end]


class _Proposer:
    def __init__(self, reading: Reading, document: str, digest: str) -> None:
        self.reading, self.document, self.digest = reading, document, digest
        self.parsed, self.on = reading.parsed, reading.on

    def words(self, at: Range | None) -> str:
        return " ".join(self.parsed.text[slice(*at)].split()) if at else ""

    def made(
        self,
        sort: Sort,
        at: tuple[Range, ...],
        fields: Mapping[str, str | None],
        *,
        sure: float | None = None,
        asks: tuple[str, ...] = (),
        faults: tuple[gate.Fault, ...] = (),
        told_at: Range | None = None,
    ) -> Proposal:
        words = " ... ".join(self.words(each) for each in at)
        broken = () if all(gate.whole(self.parsed.folded, each) for each in at) else (gate.Fault.CUT_WORD,)
        return proposed(
            sort, self.document, self.digest, at, words, fields,
            sure=sure, asks=asks, faults=(*broken, *faults), told_at=told_at,
        )  # fmt: skip

    def actors(self) -> Iterator[Proposal]:
        owing = {id(actor) for duty in self.reading.plan.duties for actor in duty.debtor}
        for actor in self.reading.cast.actors:
            party = id(actor) in owing and actor.kind in (ActorKind.STATE, ActorKind.BODY, ActorKind.GROUP)
            fields = {
                "name": actor.name,
                "kind": actor.kind.value,
                "part": "party" if party else "actor",
                "of": actor.affiliation,
                "role": "; ".join(dict.fromkeys(actor.roles)),
                "also": "; ".join(dict.fromkeys(actor.aliases)),
            }
            yield self.made(Sort.ACTOR, (actor.mentions[0],), fields)

    def amounts(self) -> Iterator[Proposal]:
        for amount in self.reading.amounts:
            at = (amount.start, amount.end)
            wrong = (
                () if gate.same_number(self.words(at), amount.value, amount.comparator) else (gate.Fault.OTHER_NUMBER,)
            )
            fields = {
                "words": self.words(at),
                "value": str(amount.value) if amount.value is not None else None,
                "bound": amount.comparator,
                "unit": amount.unit,
                "of": self.words(amount.phrase),
            }
            asks = ("how many",) if amount.comparator == "blank" else ()
            yield self.made(Sort.AMOUNT, (at,), fields, asks=asks, faults=wrong)

    def dates(self) -> Iterator[Proposal]:
        for dated in self.reading.dates:
            at = (dated.start, dated.end)
            again = {reread(self.words(at), self.on, ahead=ahead) for ahead in (True, False)}
            wrong = () if dated.iso in again else (gate.Fault.OTHER_NUMBER,)
            yield self.made(Sort.DATE, (at,), {"words": self.words(at), "day": dated.iso}, faults=wrong)

    def duties(self) -> Iterator[Proposal]:
        for duty in self.reading.plan.duties:
            fields = {
                "act": duty.action,
                "who": self.debtor(duty),
                "what": self.words(duty.object),
                "how many": amount_words(self.parsed, duty.amount),
                "to": self.words(duty.recipient),
                "when": self.words(duty.when),
                "phase": str(duty.phase) if duty.phase else None,
            }
            yield self.made(Sort.DUTY, (duty.span,), fields, asks=duty.blanks, told_at=duty.act)

    def debtor(self, duty: Duty) -> str:
        return names(duty.debtor) or self.words(duty.debtor_at)

    def statements(self) -> Iterator[Proposal]:
        for spoken in self.reading.spoken:
            told = spoken.attribution
            faults = tuple(
                fault
                for at in told.content
                for fault, _ in gate.cut_off(self.parsed, at, told=told.cue)
                if fault is not gate.Fault.REPORT
            )
            if gate.short_chain(self.reading.found, told.content, len(spoken.chain)):
                faults = (*faults, gate.Fault.CHAIN)
            fields = {
                "who": self.speaker(spoken),
                "through": " > ".join(names(link) or "?" for link in spoken.chain[:-1]),
                "act": "believe" if told.belief else "call for" if told.shape == "call" else "state",
                "speech": mode(self.reading, told.content),
                "said on": self.said_on(spoken),
                "setting": setting(spoken.chain).value,
            }
            asks = () if spoken.speakers else ("who says it",)
            yield self.made(
                Sort.STATEMENT, told.content, fields,
                sure=SURE[told.shape], asks=asks, faults=tuple(dict.fromkeys(faults)), told_at=told.cue,
            )  # fmt: skip

    def speaker(self, spoken: Spoken) -> str:
        return names(spoken.speakers) or self.words(spoken.attribution.speaker)

    def said_on(self, spoken: Spoken) -> str | None:
        """The day that stands with the cue and outside what is said."""
        told = spoken.attribution
        where = gate.sentence(self.parsed, told.cue) if told.cue else None
        if where is None:
            return None
        start, end = where[0].of(where[1])
        for dated in self.reading.dates:
            inside = any(s <= dated.start < e for s, e in told.content)
            if start <= dated.start < end and not inside and dated.iso and len(dated.iso) == 10:
                return dated.iso
        return None

    def stances(self) -> Iterator[Proposal]:
        for stance in self.reading.stances:
            faults = (gate.Fault.SUPPOSED,) if gate.supposed(self.parsed, stance.span, stance.act) else ()
            chain = stance.within.chain if stance.within else ()
            told = (*chain, stance.party) if stance.party not in chain else chain
            through = [names(link) for link in chain if link and link != stance.party]
            fields = {
                "who": names(stance.party),
                "through": " > ".join(through) if chain else ITSELF,
                "act": stance.act.value,
                "setting": (setting(told) if chain else Setting.BY_OTHERS).value,
            }
            yield self.made(Sort.STANCE, (stance.span,), fields, faults=faults)


def setting(chain: tuple[tuple[Found, ...], ...]) -> Setting:
    """How a statement reached the text: told of by others, by somebody without a name, or in a name's own words."""
    if len({tuple(id(actor) for actor in link) for link in chain if link}) > 1:
        return Setting.BY_OTHERS
    anonymous = any(actor.anonymous for link in chain for actor in link)
    return Setting.FROM_THE_ROOM if anonymous else Setting.PUBLIC_WORDS


def names(actors: tuple[Found, ...]) -> str:
    """Several actors as one field."""
    return " & ".join(actor.name for actor in actors)
