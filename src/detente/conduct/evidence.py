"""What has been said of one obligation: claimed, verified and disputed amounts apart, and where each claim stands.

The evidence axis (PLAN 24): a claim is claimed, looked into, confirmed, refuted, inconclusive or not observable; any of
it may be contested, and then resolved by a body that may. Entries are taken in order of their day, then as the record
folds; of two that speak of the same claim, the one later in the record has the last word. Whether a duty is kept is not
decided here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from detente.case.model import Standing as Checked
from detente.case.quantity import Quantity
from detente.conduct.authority import why_not_rule, why_not_verify
from detente.conduct.ledger import Entry, EntryKind, Finds, Moment, Result, order
from detente.conduct.sums import NOTHING, Ends, Sum, ends
from detente.plan.model import Kind, Obligation, Plan

Reading = tuple[date, Plan, Obligation | None]
"""A text in force since a day, and how an obligation reads in it."""


class Evidence(StrEnum):
    """Where one claim stands."""

    CLAIMED = "CLAIMED"
    UNDER_VERIFICATION = "UNDER_VERIFICATION"
    CONFIRMED = "CONFIRMED"
    REFUTED = "REFUTED"
    INCONCLUSIVE = "INCONCLUSIVE"
    NOT_OBSERVABLE = "NOT_OBSERVABLE"
    CONTESTED = "CONTESTED"
    RESOLVED = "RESOLVED"


_OF_RESULT = {
    Result.UNDER_WAY: Evidence.UNDER_VERIFICATION,
    Result.CONFIRMED: Evidence.CONFIRMED,
    Result.IN_PART: Evidence.CONFIRMED,
    Result.IN_FULL: Evidence.CONFIRMED,
    Result.REFUTED: Evidence.REFUTED,
    Result.INCONCLUSIVE: Evidence.INCONCLUSIVE,
    Result.NOT_OBSERVABLE: Evidence.NOT_OBSERVABLE,
}
_OF_FINDING = {
    Finds.BREACH: Evidence.CONFIRMED,
    Finds.NO_BREACH: Evidence.REFUTED,
    Finds.UNDECIDED: Evidence.INCONCLUSIVE,
}
# Asked of each entry; read once, for in Python 3.11 it takes time to find a member in its enumeration.
_UNDER_WAY, _IN_PART, _IN_FULL = Result.UNDER_WAY, Result.IN_PART, Result.IN_FULL
_NOT_OBSERVABLE, _CLAIMED, _UNVERIFIED, _RATE = Result.NOT_OBSERVABLE, Evidence.CLAIMED, Checked.UNVERIFIED, Kind.RATE
_REFUTED = Evidence.REFUTED
_ACCEPTS = frozenset((Result.CONFIRMED, Result.IN_PART, Result.IN_FULL))
_TAKES_BACK = frozenset((Result.REFUTED, Result.INCONCLUSIVE))


def whole(owed: Obligation) -> Ends | None:
    """All that is owed: the quantity, else all batches together; None where no amount is stated."""
    if owed.quantity is not None:
        return ends(owed.quantity)
    parts = [ends(batch.amount) for batch in owed.batches]
    return (sum(low for low, _ in parts), sum(high for _, high in parts)) if parts else None


@dataclass(slots=True)
class Claim:
    """Something said that others may confirm or contest: what it states, where it stands on whose word, what counts.

    A result or denial that answers no claim stands for itself.
    """

    entry: Entry
    state: Evidence
    word: Entry | None = None
    stated: Ends | None = None
    counted: Ends | None = None
    accepted: bool = False
    in_full: bool = False
    incident: bool = False


class Seen(NamedTuple):
    """What an entry left to be seen: all that is accepted, since when that is everything and by when it was done.

    `accepting` is the last entry that accepted anything.
    """

    entry: Entry
    given: Ends
    since: date | None
    performed: date | None
    accepting: Entry | None


class Sheet:
    """The evidence on one obligation as entry after entry is taken.

    `since` is the day from which all that is owed has been accepted, `performed` the last day it was claimed to be done
    on, `history` what could be seen of that after each entry that changed it, `unsteady` whether what was all there was
    taken back once, `refused` what had no effect and why, `unread` entries marked unverified, `disputes` those that are
    open, with their amounts, `whole` all that is owed as the text last read.
    """

    def __init__(self, readings: Sequence[Reading]) -> None:
        self._readings = readings
        self.claimed, self.verified = Sum(), Sum()
        self.claims: dict[str, Claim] = {}
        self.since: date | None = None
        self.performed: date | None = None
        self.started: date | None = None
        self.accepting: Entry | None = None
        self.history: list[Seen] = []
        self.unsteady = False
        self.disputes: dict[str, tuple[Entry, Ends]] = {}
        self.refused: list[tuple[Entry, str]] = []
        self.unobserved: list[Entry] = []
        self.unread: list[str] = []
        self._waiting: dict[str, Claim] = {}
        self._unheard: dict[str, list[Entry]] = {}
        self._cause: Entry | None = None
        self._answers: dict[str, tuple[Entry, tuple[Claim, ...]]] = {}
        self._accepted = self._in_full = 0
        self._totals: dict[date, Ends] = {}
        self._owed: Obligation | None = None
        self._plan: Plan | None = None
        self.whole: Ends | None = None
        self._why_not: dict[tuple[str, ...], str] = {}
        self._amended = len(readings) > 1
        self._there = self._turn_to(readings[0][0])

    def take(self, entry: Entry) -> None:
        """Take up one entry that is about the obligation, or of an entry that is."""
        handler = _HANDLERS.get(entry.kind)
        if handler is not None:
            if self._turn_to(entry.on) if self._amended else self._there:
                handler(self, entry)
            if entry.proof.checked is _UNVERIFIED:
                self.unread.append(entry.id)
            if self._unheard and entry.id in self._unheard:
                for early in self._unheard.pop(entry.id):
                    self._hear_again(early, entry)

    def _hear_again(self, early: Entry, cause: Entry) -> None:
        """Take up anew an entry that spoke of another before that was told of; it no longer stands for itself."""
        alone = self.claims.get(early.id)
        if alone is not None and alone.entry is early and early.kind is not EntryKind.CLAIM:
            self._mark(alone, accepted=False, in_full=False)
            self._count(alone, NOTHING, early)
            del self.claims[early.id]
        self._cause = cause
        _HANDLERS[early.kind](self, early)
        self._cause = None

    def _turn_to(self, day: date) -> bool:
        """Read the text in force on a day; whether it has the obligation."""
        _, plan, owed = next(each for each in reversed(self._readings) if each[0] <= day)
        if owed is not self._owed:
            self._plan, self._owed, self._why_not = plan, owed, {}
            self.whole = None if owed is None else whole(owed)
        return owed is not None

    @property
    def owed(self) -> Obligation:
        """The obligation as the text of the day reads."""
        assert self._owed is not None
        return self._owed

    @property
    def evidence(self) -> tuple[tuple[str, Evidence], ...]:
        """Where each claim stands, in the order they came up."""
        return tuple([(slug, claim.state) for slug, claim in self.claims.items()])

    @property
    def disputed(self) -> Ends:
        """What is still in dispute."""
        amounts = [amount for _, amount in self.disputes.values()]
        return sum(low for low, _ in amounts), sum(high for _, high in amounts)

    def steady_by(self, moment: Moment) -> bool:
        """Whether all was there, and whether it was not, is today as it was at a moment."""
        if self.unsteady or self.since is None:
            return not self.unsteady
        return next(order(seen.entry) for seen in self.history if seen.since is not None) <= moment

    def accepted_by_day(self) -> dict[date, Ends]:
        """What was accepted for each day; a total is the whole of its day."""
        found: dict[date, Ends] = {}
        for claim in self.claims.values():
            if claim.counted is not None:
                before = found.get(claim.entry.on, NOTHING)
                found[claim.entry.on] = (before[0] + claim.counted[0], before[1] + claim.counted[1])
        return found | self._totals

    # What is claimed

    def _claim(self, entry: Entry) -> None:
        told = entry.total or entry.amount
        stated = None if told is None else ends(told)
        self.claims[entry.id] = self._waiting[entry.id] = Claim(entry, _CLAIMED, stated=stated)
        if self.started is None:
            self.started = entry.on
        if told is not None and stated is not None:
            (self.claimed.add if entry.total is None else self.claimed.become)(stated, entry.id, told.words)

    def _incident(self, entry: Entry) -> None:
        self.claims[entry.id] = Claim(entry, _CLAIMED, incident=True)

    # What is found when somebody looks

    def _verification(self, entry: Entry) -> None:
        why_not = self._why_not.get(entry.by)
        if why_not is None:
            why_not = self._why_not[entry.by] = why_not_verify(self.owed, entry.by)
        if why_not:
            self.refused.append((entry, why_not))
            return
        result = entry.result
        if result is None:
            return
        if result is _NOT_OBSERVABLE:
            self.unobserved.append(entry)
        claims = self._answered(entry)
        if _say(claims, _OF_RESULT[result], entry):
            self._weigh(entry, claims)

    def _denial(self, entry: Entry) -> None:
        self.unobserved.append(entry)
        _say(self._answered(entry), Evidence.NOT_OBSERVABLE, entry)

    def _answered(self, entry: Entry) -> tuple[Claim, ...]:
        """The claims that an entry answers: those it names, else all of its kind that wait; without any, itself."""
        claims = self._behind(entry) if entry.of else self._unanswered(entry.category)
        if entry.result is not _UNDER_WAY:
            for claim in claims:
                self._waiting.pop(claim.entry.id, None)
        if not claims:
            claims = (Claim(entry, _CLAIMED),)
            self.claims[entry.id] = claims[0]
        self._answers[entry.id] = (entry, claims)
        return claims

    def _unanswered(self, category: str) -> tuple[Claim, ...]:
        return tuple([each for each in self._waiting.values() if not category or each.entry.category == category])

    def _weigh(self, entry: Entry, claims: tuple[Claim, ...]) -> None:
        """Count what is accepted, and no longer what is not; incidents weigh nothing."""
        for claim in claims:
            if claim.incident:
                return
        if entry.result in _ACCEPTS:
            self._accept(entry, claims)
        elif entry.result in _TAKES_BACK:
            for claim in claims:
                self._count(claim, NOTHING, entry)
                self._mark(claim, accepted=False, in_full=False)
        else:
            return
        self._settle(entry)

    def _accept(self, entry: Entry, claims: tuple[Claim, ...]) -> None:
        """Count the amount that a verifier states, else that of what it confirms, else the whole."""
        self.accepting = entry
        if self.started is None:
            self.started = entry.on
        for claim in claims:
            self._mark(claim, accepted=True, in_full=entry.result is _IN_FULL)
        if entry.total is not None:
            self.verified.become(ends(entry.total), entry.id, entry.total.words)
        elif entry.amount is not None:
            for claim in claims[1:]:  # told of several together, it is counted once
                self._count(claim, NOTHING, entry)
            self._count(claims[0], ends(entry.amount), entry, entry.amount.words)
        elif not self._confirm_claimed(entry, claims) and (claims[0].entry is not entry or not entry.of):
            self._confirm_owed(entry, claims)  # but not on the word of a claim that is not there

    def _confirm_claimed(self, entry: Entry, claims: tuple[Claim, ...]) -> bool:
        counted = False
        for claim in claims:
            told = claim.entry.total or claim.entry.amount
            if claim.stated is None or told is None:
                continue
            if claim.entry.total is not None:
                self.verified.become(claim.stated, entry.id, told.words)
            else:
                self._count(claim, claim.stated, entry, told.words)
            counted = True
        return counted

    def _confirm_owed(self, entry: Entry, claims: tuple[Claim, ...]) -> None:
        batches = self.owed.batches
        if entry.part is not None and 0 < entry.part <= len(batches):
            self._count(claims[0], ends(batches[entry.part - 1].amount), entry)
        elif entry.result is not _IN_PART and self.owed.kind is not _RATE and self.whole:
            self._mark(claims[0], accepted=True, in_full=True)
            self.verified.become(self.whole, entry.id)

    def _count(self, claim: Claim, now: Ends, entry: Entry, words: str = "") -> None:
        if claim.counted is not None:
            self.verified.differ(claim.counted, now, entry.id)
        elif now != NOTHING:
            self.verified.add(now, entry.id, words)
        claim.counted = now

    def _settle(self, entry: Entry) -> None:
        """Note the amount of the day, and whether all that is owed is there from this day on."""
        at = self._cause or entry
        if self.owed.lasts and entry.total is not None:
            self._totals[entry.on] = ends(entry.total)
        if not self._all_there():
            self.unsteady = self.unsteady or self.since is not None
            self.since = None
        elif self.since is None:
            self.since = at.on
            told = (claim.entry for claim in self.claims.values() if claim.accepted)
            self.performed = max((each.on for each in told if each.kind is EntryKind.CLAIM), default=entry.on)
        given = self.verified
        self.history.append(Seen(at, (given.low, given.high), self.since, self.performed, self.accepting))

    def _all_there(self) -> bool:
        if self._in_full:
            return True
        if self.whole is not None:
            return self.verified.low >= self.whole[1]
        return bool(self._accepted) and self.accepting is not None and self.accepting.result is not _IN_PART

    def _mark(self, claim: Claim, *, accepted: bool, in_full: bool) -> None:
        self._accepted += accepted - claim.accepted
        self._in_full += in_full - claim.in_full
        claim.accepted, claim.in_full = accepted, in_full

    # What is disputed, and settled

    def _dispute(self, entry: Entry) -> None:
        contested = (each for each in self.claims.values() if not each.incident)
        claims = self._behind(entry) if entry.of else tuple(each for each in contested if each.state is not _REFUTED)
        if not claims:
            claims = (Claim(entry, _CLAIMED),)
            self.claims[entry.id] = claims[0]
        self._answers[entry.id] = (entry, claims)
        _say(claims, Evidence.CONTESTED, entry)
        if entry.total is not None:
            self.disputes.clear()
        stated = entry.total or entry.amount or self._amount_of(entry.of)
        self.disputes[entry.id] = (entry, ends(stated) if stated else NOTHING)

    def _amount_of(self, named: Iterable[str]) -> Quantity | None:
        """The amount of the first entry named that states one."""
        for slug in named:
            told = self._answers[slug][0] if slug in self._answers else None
            told = self.claims[slug].entry if told is None and slug in self.claims else told
            if told is not None and (told.amount or told.total):
                return told.amount or told.total
        return None

    def _resolution(self, entry: Entry) -> None:
        withdrawn = all(slug in self.disputes and self.disputes[slug][0].by == entry.by for slug in entry.of)
        if not withdrawn and self._plan and (why_not := why_not_rule(self._plan, self.owed, entry.by)):
            self.refused.append((entry, why_not))
            return
        claims = self._behind(entry)
        _say(claims, Evidence.RESOLVED, entry)
        self._close(entry)
        if claims:
            self._weigh(entry, claims)

    def _finding(self, entry: Entry) -> None:
        if entry.finds is None or self._plan is None or why_not_rule(self._plan, self.owed, entry.by):
            return  # the legal axis says so
        claims = self._behind(entry)
        _say([each for each in claims if each.incident], _OF_FINDING[entry.finds], entry)
        if entry.finds is not Finds.UNDECIDED:
            _say([each for each in claims if not each.incident], Evidence.RESOLVED, entry)
            self._close(entry)

    def _close(self, entry: Entry) -> None:
        """Disputes that a ruling names, or that contest what it names, are over."""
        named = set(entry.of)
        for slug, (dispute, _) in list(self.disputes.items()):
            contested = {each.entry.id for each in self._answers[slug][1]}
            if slug in named or named & {*dispute.of, *contested}:
                del self.disputes[slug]

    def _behind(self, entry: Entry) -> tuple[Claim, ...]:
        """The claims that the entries it names make or answer; what was not told of yet is waited for."""
        named = entry.of
        if len(named) == 1 and (only := self.claims.get(named[0])) is not None:
            return (only,)
        found: dict[int, Claim] = {}
        for slug in named:
            claim = self.claims.get(slug)
            if claim is not None:
                found[id(claim)] = claim
            elif slug in self._answers:
                found |= {id(each): each for each in self._answers[slug][1]}
            else:
                self._unheard.setdefault(slug, []).append(entry)
        return tuple(found.values())


def _say(claims: Iterable[Claim], state: Evidence, entry: Entry) -> bool:
    """Set where claims stand, but for those on which a later word was heard; whether any was set."""
    heard = False
    for claim in claims:
        if claim.word is None or claim.word.place <= entry.place:
            claim.word, claim.state, heard = entry, state, True
    return heard


_HANDLERS: dict[EntryKind, Callable[[Sheet, Entry], None]] = {
    EntryKind.CLAIM: Sheet._claim,
    EntryKind.INCIDENT: Sheet._incident,
    EntryKind.VERIFICATION: Sheet._verification,
    EntryKind.DENIAL: Sheet._denial,
    EntryKind.DISPUTE: Sheet._dispute,
    EntryKind.RESOLUTION: Sheet._resolution,
    EntryKind.FINDING: Sheet._finding,
}
