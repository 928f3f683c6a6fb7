"""What changed since a day: the case as it was then known, set against the case as it stands.

What counts is when something was reported, not when it happened: a report of today about last week is new today.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from detente.case.gaps import dates_of, positions, term_words
from detente.case.model import Case, Claim, Item, Setting, by_id
from detente.case.questions import questions
from detente.case.readings import Conflict, conflicts
from detente.case.references import without_dangling
from detente.case.voices import Voices


@dataclass(frozen=True, slots=True)
class Move:
    """A side's position on an issue, in one column, told differently than in the latest account before."""

    party: str
    issue: str
    setting: Setting
    before: str
    before_words: str
    now: str
    now_words: str


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything reported after `since`; ids, in the file's order.

    `grown` conflicts stood before and gained a version; `closed` questions are now answered.
    """

    since: date
    until: date
    editions: tuple[str, ...]
    claims: tuple[str, ...]
    proposals: tuple[str, ...]
    moves: tuple[Move, ...]
    conflicts: tuple[Conflict, ...]
    grown: tuple[Conflict, ...]
    opened: tuple[str, ...]
    closed: tuple[str, ...]
    contacts: tuple[str, ...]
    resolutions: tuple[str, ...]

    @property
    def none(self) -> bool:
        return not (self.editions or self.claims or self.resolutions)


def known_on(case: Case, day: date) -> Case:
    """The case as the reports up to and including `day` made it known."""
    sources = tuple(
        replace(source, editions=tuple(e for e in source.editions if e.on is not None and e.on <= day))
        for source in case.sources
    )
    kept = {edition.id for source in sources for edition in source.editions}
    told = reported_on(case)
    claims = []
    for claim in case.claims:
        if (told[claim.id] or day) <= day:
            cited = tuple(each for each in claim.sources if each.document in kept)
            retold = tuple(each for each in claim.retold if each.document in kept)
            claims.append(replace(claim, sources=cited, retold=retold))
    known = {claim.part_of for claim in claims}
    then = replace(
        case,
        as_of=min(day, case.as_of),
        sources=tuple(source for source in sources if source.editions),
        claims=tuple(claims),
        proposals=tuple(proposal for proposal in case.proposals if proposal.id in known),
        resolutions=tuple(r for r in case.resolutions if r.on <= day),
    )
    return without_dangling(then)


def reported_on(case: Case) -> dict[str, date | None]:
    """The first day each claim was reported: as stated, else by its earliest edition, else the day of its inference."""
    editions = by_id(edition for source in case.sources for edition in source.editions)
    days: dict[str, date | None] = {}
    for claim in case.claims:
        told = [e.on for c in claim.sources if (e := editions.get(c.document)) and e.on]
        inferred = claim.inference.on if claim.inference else None
        days[claim.id] = claim.reported_on or min(told, default=inferred)
    return days


def changes(case: Case, since: date) -> Changes:
    """What the reports after `since` added, moved, contradicted, opened and answered."""
    before = known_on(case, since)
    old = {claim.id for claim in before.claims}
    fresh = [claim for claim in case.claims if claim.id not in old]
    asked_then, asked_now = ({(q.proposal, q.id): q for q in questions(each)} for each in (before, case))
    held_then = {conflict.id: len(conflict.claims) for conflict in conflicts(before)}
    still_there = {proposal.id for proposal in before.proposals}
    return Changes(
        since=since,
        until=case.as_of,
        editions=_added(_editions(before), _editions(case)),
        claims=tuple(claim.id for claim in fresh),
        proposals=_added(before.proposals, case.proposals),
        moves=tuple(_moves(case, old, fresh)),
        conflicts=tuple(c for c in conflicts(case) if c.id not in held_then),
        grown=tuple(c for c in conflicts(case) if 0 < held_then.get(c.id, 0) < len(c.claims)),
        opened=tuple(q.asks for key, q in asked_now.items() if key not in asked_then),
        closed=tuple(q.asks for key, q in asked_then.items() if key not in asked_now and key[0] in still_there),
        contacts=(*_added(before.rounds, case.rounds), *_added(before.contacts, case.contacts)),
        resolutions=tuple(
            r.id for r in case.resolutions if r.on > since or (r.withdrawn_on is not None and r.withdrawn_on > since)
        ),
    )


def _moves(case: Case, old: set[str], fresh: list[Claim]) -> Iterable[Move]:
    voices, issues, dates = Voices.of(case), by_id(case.issues), dates_of(case)
    new = {claim.id for claim in fresh}
    for party in case.parties:
        held = positions(case, voices, party.id)
        for claim in (each for each in held if each.id in new):
            for term in claim.terms:
                earlier = [
                    (other, t)
                    for other in held
                    for t in other.terms
                    if other.id in old
                    and t.issue == term.issue
                    and other.setting is claim.setting
                    and other.scope == claim.scope
                ]
                if not earlier or claim.setting is None:
                    continue
                last, was = max(earlier, key=lambda pair: dates[pair[0].id] or date.min)
                issue = issues[term.issue]
                words = term_words(issue, was), term_words(issue, term)
                if words[0] != words[1] or last.act is not claim.act:
                    acts = f"{last.act}: {words[0]}", f"{claim.act}: {words[1]}"
                    yield Move(party.id, issue.id, claim.setting, last.id, acts[0], claim.id, acts[1])


def _added(before: Iterable[Item], now: Iterable[Item]) -> tuple[str, ...]:
    known = {item.id for item in before}
    return tuple(item.id for item in now if item.id not in known)


def _editions(case: Case) -> tuple[Item, ...]:
    return tuple(edition for source in case.sources for edition in source.editions)
