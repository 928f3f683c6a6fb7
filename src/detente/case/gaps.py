"""Term by term: how a proposal stands to what each side is known to want.

What a party says in public, what it is reported to say in the room and what others say it wants are three columns,
never merged; within a column the latest account stands first. A verdict is given only where the words allow one:
blanks, other scopes, differing wordings and accounts that differ give `cannot tell`.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import reduce
from operator import add

from detente.case.model import (
    UNSTATED,
    WHOLE_DEAL,
    Act,
    Case,
    Claim,
    Holding,
    Issue,
    Option,
    Pledge,
    Proposal,
    Setting,
    Term,
    by_id,
)
from detente.case.quantity import ZERO, Quantity, Tell, within
from detente.case.voices import Voices


class Verdict(StrEnum):
    """What a proposal does to a position."""

    MET = "met"
    PARTLY = "partly met"
    VIOLATED = "violated"
    SILENT = "silent"
    CANNOT_TELL = "cannot tell"


@dataclass(frozen=True, slots=True)
class Offer:
    """One term of a proposal, under its scope, with the claim that tells it."""

    claim: str
    term: Term
    scope: str


@dataclass(frozen=True, slots=True)
class Account:
    """One claim about what a side wants on an issue, and what the proposal does to it."""

    claim: str
    act: Act
    term: Term
    scope: str
    on: date | None
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True)
class Cell:
    """All accounts in one column, latest first, and the verdict they agree on."""

    verdict: Verdict
    reason: str
    accounts: tuple[Account, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """One issue of a proposal against one side; `cells` follow `Setting`, None where nothing is reported."""

    issue: str
    offers: tuple[Offer, ...]
    total: str
    cells: tuple[Cell | None, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """Something a side is reported to have said to this very proposal; only accept and reject answer it."""

    claim: str
    act: Act
    on: date | None


@dataclass(frozen=True, slots=True)
class Gaps:
    """One proposal against one party, or one of its factions."""

    proposal: str
    party: str
    faction: str | None
    answers: tuple[Answer, ...]
    rows: tuple[Row, ...]

    @property
    def answered(self) -> bool:
        """Acceptance or rejection of this proposal is reported; being willing or reluctant to discuss is neither."""
        return any(answer.act in (Act.ACCEPT, Act.REJECT) for answer in self.answers)


@dataclass(frozen=True, slots=True)
class PledgeGap:
    """Whether a proposal meets one condition of a pledge."""

    pledge: str
    proposal: str
    term: Term
    verdict: Verdict
    reason: str
    offers: tuple[Offer, ...]


def gaps(case: Case, *, proposal: str | None = None, party: str | None = None) -> tuple[Gaps, ...]:
    """Every proposal against every party and faction that has a position, or those asked for."""
    voices = Voices.of(case)
    found = []
    for each in (p for p in case.proposals if proposal in (None, p.id)):
        offers = offers_of(case, each)
        for side in (p for p in case.parties if party in (None, p.id)):
            found.append(_gaps(case, voices, each, offers, side.id, None))
            for faction in side.factions:
                gap = _gaps(case, voices, each, offers, side.id, faction.id)
                if any(cell for row in gap.rows for cell in row.cells) or gap.answers:
                    found.append(gap)
    return tuple(found)


def pledge_gaps(case: Case) -> tuple[PledgeGap, ...]:
    """Every condition of every pledge against every proposal that has terms of its own."""
    issues = by_id(case.issues)
    return tuple(
        _pledge_gap(issues, pledge, proposal, term, offers_of(case, proposal))
        for pledge in case.pledges
        for proposal in case.proposals
        for term in pledge.conditions
    )


def offers_of(case: Case, proposal: Proposal) -> tuple[Offer, ...]:
    """The terms of a proposal in the order of its phases, each with the claim that tells it."""
    order = {phase.id: row for row, phase in enumerate(proposal.phases)}
    told = [
        Offer(claim.id, term, claim.scope)
        for claim in case.claims
        if claim.part_of == proposal.id
        for term in claim.terms
    ]
    return tuple(sorted(told, key=lambda offer: order.get(offer.scope, len(order))))


WANTS = (Act.DEMAND, Act.OFFER, Act.PROPOSE, Act.ACCEPT, Act.CONDITION, Act.PREFER, Act.SUPPORT, Act.CALL_FOR)
REFUSES = (Act.REJECT, Act.RED_LINE)
HEDGES = {
    Act.WILLING: "willing to discuss is not accepting",
    Act.RELUCTANT: "reluctant is not refusing",
}


def positions(case: Case, voices: Voices, party: str, faction: str | None = None) -> tuple[Claim, ...]:
    """The claims that say what a side wants or refuses, in the file's order."""
    return tuple(
        claim
        for claim in case.claims
        if claim.terms
        and claim.act in (*WANTS, *REFUSES, *HEDGES)
        and party in voices.parties_of(claim.holder)
        and (faction is None or voices.faction(claim.holder) == faction)
    )


def _gaps(
    case: Case, voices: Voices, proposal: Proposal, offers: tuple[Offer, ...], party: str, faction: str | None
) -> Gaps:
    held = [claim for claim in positions(case, voices, party, faction) if claim.part_of != proposal.id]
    named = {term.issue for claim in held for term in claim.terms} | {offer.term.issue for offer in offers}
    dates = dates_of(case)
    rows = []
    for issue in (each for each in case.issues if each.id in named):
        offered = tuple(offer for offer in offers if offer.term.issue == issue.id)
        about = [claim for claim in held if any(term.issue == issue.id for term in claim.terms)]
        cells = tuple(
            _cell([_account(issue, claim, offered, dates) for claim in about if claim.setting is setting])
            for setting in Setting
        )
        rows.append(Row(issue.id, offered, total(issue, proposal, offered), cells))
    return Gaps(proposal.id, party, faction, _answers(case, voices, proposal.id, party, faction, dates), tuple(rows))


def _answers(
    case: Case, voices: Voices, proposal: str, party: str, faction: str | None, dates: dict[str, date | None]
) -> tuple[Answer, ...]:
    return tuple(
        Answer(claim.id, claim.act, dates[claim.id])
        for claim in case.claims
        if claim.target == proposal
        and claim.act in (Act.ACCEPT, Act.REJECT, Act.CONDITION, Act.SUPPORT, *HEDGES)
        and party in voices.parties_of(claim.holder)
        and (faction is None or voices.faction(claim.holder) == faction)
    )


def dates_of(case: Case) -> dict[str, date | None]:
    """When each claim was said, else when it was first reported."""
    editions = by_id(edition for source in case.sources for edition in source.editions)
    dates: dict[str, date | None] = {}
    for claim in case.claims:
        told = [e.on for c in claim.sources if (e := editions.get(c.document)) and e.on]
        dates[claim.id] = claim.said_on or claim.reported_on or min(told, default=None)
    return dates


def _account(issue: Issue, claim: Claim, offers: tuple[Offer, ...], dates: dict[str, date | None]) -> Account:
    term = next(term for term in claim.terms if term.issue == issue.id)
    verdict, reason = _judge(issue, claim, term, offers)
    return Account(claim.id, claim.act, term, claim.scope, dates[claim.id], verdict, reason)


def _cell(accounts: Iterable[Account]) -> Cell | None:
    ordered = sorted(accounts, key=lambda account: account.on or date.min, reverse=True)
    if not ordered:
        return None
    verdicts = {account.verdict for account in ordered}
    if len(verdicts) > 1:
        return Cell(Verdict.CANNOT_TELL, "the accounts differ", tuple(ordered))
    return Cell(ordered[0].verdict, ordered[0].reason, tuple(ordered))


def _judge(issue: Issue, claim: Claim, term: Term, offers: tuple[Offer, ...]) -> tuple[Verdict, str]:
    if not offers:
        return Verdict.SILENT, "the proposal says nothing on it"
    if claim.act in HEDGES:
        return Verdict.CANNOT_TELL, HEDGES[claim.act]
    if claim.act in REFUSES and len(claim.terms) > 1:
        return Verdict.CANNOT_TELL, "refused together with other terms; nothing says which of them alone"
    return judge(issue, term, claim.scope, offers, refused=claim.act in REFUSES)


def judge(
    issue: Issue, term: Term, scope: str, offers: tuple[Offer, ...], *, refused: bool = False
) -> tuple[Verdict, str]:
    """What the offers on an issue do to a term that a side wants (or refuses), and why.

    Amounts are compared only within one stated scope. Steps on a ladder without a unit lead to their last one.
    """
    if issue.unit:
        if scope == UNSTATED:
            return Verdict.CANNOT_TELL, "nothing says what the amount covers"
        same = [offer for offer in offers if offer.scope == scope]
        if not same:
            return Verdict.CANNOT_TELL, "amounts of different scope are never compared"
        offers = tuple(same)
    given = offers[-1].term
    if term.blank or given.blank:
        return Verdict.CANNOT_TELL, "left blank" if given.blank else "the position states no amount"
    wanted_amount, given_amount = amount_of(issue, term), amount_of(issue, given)
    if wanted_amount and given_amount:
        return _judge_amounts(wanted_amount, given_amount, refused)
    if term.option is None or given.option is None:
        return Verdict.CANNOT_TELL, "an amount cannot be set against words"
    return _judge_rungs(issue, option_of(issue, term.option), option_of(issue, given.option), refused)


def amount_of(issue: Issue, term: Term) -> Quantity | None:
    """The amount a term states, or that its option holds."""
    if term.option is None:
        return term.amount
    holds = option_of(issue, term.option).holds
    return holds if isinstance(holds, Quantity) else None


def option_of(issue: Issue, slug: str) -> Option:
    return issue.options[issue.rung(slug)]


def total(issue: Issue, proposal: Proposal, offers: tuple[Offer, ...]) -> str:
    """What a proposal's instalments come to: its steps in order, or the sum of the amounts as far as they are stated.

    The sum is told only where every amount is exact and no phase is silent; else it cannot be told, and why is said.
    """
    titles = {phase.id: phase.title for phase in proposal.phases}
    if len(offers) < 2:
        return ""
    if not issue.unit:
        return " then ".join(
            f"{term_words(issue, offer.term)} ({titles.get(offer.scope, offer.scope)})" for offer in offers
        )
    amounts = [amount_of(issue, offer.term) for offer in offers]
    known = [amount for amount in amounts if amount is not None]
    if len(known) < len(amounts):
        return str(Tell.CANNOT_TELL)
    summed = reduce(add, known)
    scopes = {offer.scope for offer in offers}
    silent = [phase.title for phase in proposal.phases if not phase.follow_on and phase.id not in scopes]
    told = f"{summed.words}: {summed.bounds}"
    if summed.exact and not silent:
        return told
    unsaid = f"; nothing is stated for {', '.join(silent)}" if silent else ""
    return f"{Tell.CANNOT_TELL}; as far as stated, {told}{unsaid}"


def term_words(issue: Issue, term: Term) -> str:
    """A term as it was put: the option's title, the amount's own words, or that it was left blank."""
    if term.option is not None:
        return next((each.title for each in issue.options if each.id == term.option), term.option)
    return term.amount.words if term.amount else "left blank"


def _judge_amounts(wanted: Quantity, given: Quantity, refused: bool) -> tuple[Verdict, str]:
    inside = within(given, wanted)
    if refused:
        return {
            Tell.YES: (Verdict.VIOLATED, "the amount refused"),
            Tell.NO: (Verdict.MET, "not the amount refused"),
            Tell.CANNOT_TELL: (Verdict.CANNOT_TELL, f"{given.words} may or may not be {wanted.words}"),
        }[inside]
    if inside is Tell.YES:
        return Verdict.MET, f"{given.words} lies within {wanted.words}"
    if inside is Tell.CANNOT_TELL:
        return Verdict.CANNOT_TELL, f"{given.words} may or may not reach {wanted.words}"
    if given.most <= ZERO:
        return Verdict.VIOLATED, "nothing is given"
    if given.most < wanted.least or (given.most == wanted.least and wanted.open_below):
        return Verdict.PARTLY, f"{given.words} is less than {wanted.words}"
    return Verdict.CANNOT_TELL, f"{given.words} goes beyond {wanted.words}, and nothing says whether more is welcome"


def _judge_rungs(issue: Issue, wanted: Option, given: Option, refused: bool) -> tuple[Verdict, str]:
    if wanted.id == given.id:
        return (Verdict.VIOLATED, "what was refused") if refused else (Verdict.MET, "as asked")
    if Holding.WORDING in (wanted.holds, given.holds) and given.id != issue.without:
        return Verdict.CANNOT_TELL, f"the wordings differ: \u201c{given.title}\u201d and \u201c{wanted.title}\u201d"
    start = issue.rung(issue.without)
    asked, got = issue.rung(wanted.id) - start, issue.rung(given.id) - start
    same_way = got * asked > 0
    if refused:
        return _judge_refused(given, beyond=same_way and abs(got) > abs(asked), short=same_way)
    if not same_way:
        return Verdict.VIOLATED, "leaves things as without a deal" if got == 0 else "goes the other way"
    if abs(got) > abs(asked):
        return Verdict.CANNOT_TELL, "goes beyond what was asked, and nothing says whether more is welcome"
    return Verdict.PARTLY, "put off to talks" if given.holds is Holding.DEFERRED else "a step on the way"


def _judge_refused(given: Option, *, beyond: bool, short: bool) -> tuple[Verdict, str]:
    if beyond:
        return Verdict.VIOLATED, "goes beyond what was refused"
    if short and given.holds is Holding.DEFERRED:
        return Verdict.CANNOT_TELL, "put off to talks: neither granted nor ruled out"
    if short:
        return Verdict.CANNOT_TELL, "stops short of what was refused; that more is refused does not make less welcome"
    return Verdict.MET, "keeps clear of what was refused"


def _pledge_gap(
    issues: dict[str, Issue], pledge: Pledge, proposal: Proposal, term: Term, offers: tuple[Offer, ...]
) -> PledgeGap:
    offered = tuple(offer for offer in offers if offer.term.issue == term.issue)
    if not offered:
        return PledgeGap(pledge.id, proposal.id, term, Verdict.SILENT, "the proposal says nothing on it", ())
    verdict, reason = judge(issues[term.issue], term, WHOLE_DEAL, offered)
    return PledgeGap(pledge.id, proposal.id, term, verdict, reason, offered)
