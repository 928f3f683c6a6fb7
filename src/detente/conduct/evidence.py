"""What has been said of one obligation: claimed, verified and disputed amounts apart, and where each claim stands.

The evidence axis (PLAN 24): a claim is claimed, looked into, confirmed, refuted, inconclusive or not observable; any of
it may be contested, and then resolved by a body that may. Entries are taken in order of their day, then as the record
folds; of two that speak of the same claim, the one later in the record has the last word. Whether a duty is kept is not
decided here.
"""

from collections.abc import Callable
from datetime import date
from enum import StrEnum

from detente.case.model import Standing as Checked
from detente.conduct.authority import why_not_rule, why_not_verify
from detente.conduct.ledger import Entry, EntryKind, Finds, Result
from detente.conduct.sums import NOTHING, Ends, Sum, ends
from detente.plan.model import Kind, Obligation, Plan

Text = Callable[[date], tuple[Plan, Obligation | None]]
"""The plan in force on a day, and how an obligation then reads in it."""


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
_ACCEPTS = frozenset((Result.CONFIRMED, Result.IN_PART, Result.IN_FULL))
_TAKES_BACK = frozenset((Result.REFUTED, Result.INCONCLUSIVE))


def whole(owed: Obligation) -> Ends | None:
    """All that is owed: the quantity, else all batches together; None where no amount is stated."""
    if owed.quantity is not None:
        return ends(owed.quantity)
    parts = [ends(batch.amount) for batch in owed.batches]
    return (sum(low for low, _ in parts), sum(high for _, high in parts)) if parts else None


class Sheet:
    """The evidence on one obligation as entry after entry is taken.

    `claims` says where each claim stands; a result or denial that answers no claim stands for itself. `since` is the day
    from which all that is owed has been accepted, `performed` the last day it was claimed to be done on, `history` what
    was accepted in all by which day, `refused` what had no effect and why, `unread` entries marked unverified.
    """

    def __init__(self, text: Text) -> None:
        self._text = text
        self.claimed, self.verified = Sum(), Sum()
        self.claims: dict[str, Evidence] = {}
        self.since: date | None = None
        self.performed: date | None = None
        self.started: date | None = None
        self.history: list[tuple[date, Ends]] = []
        self.accepted_on: list[date] = []
        self.refused: list[tuple[Entry, str]] = []
        self.unobserved: list[Entry] = []
        self.unread: list[str] = []
        self.accepting: Entry | None = None
        self.disputes: dict[str, tuple[Entry, Ends]] = {}
        self._heard: dict[str, Entry] = {}
        self._word: dict[str, Entry] = {}
        self._roots: dict[str, tuple[str, ...]] = {}
        self._open: list[str] = []
        self._counted: dict[str, Ends] = {}
        self._totals: dict[date, Ends] = {}
        self._accepted: set[str] = set()
        self._in_full: set[str] = set()
        self._incidents: set[str] = set()

    def take(self, entry: Entry) -> None:
        """Take up one entry that is about the obligation, or of an entry that is."""
        handler = _HANDLERS.get(entry.kind)
        if handler is not None:
            self._heard[entry.id] = entry
            if entry.proof.checked is Checked.UNVERIFIED:
                self.unread.append(entry.id)
            handler(self, entry)

    @property
    def disputed(self) -> Ends:
        """What is still in dispute."""
        amounts = [amount for _, amount in self.disputes.values()]
        return sum(low for low, _ in amounts), sum(high for _, high in amounts)

    @property
    def accepted_in_full(self) -> bool:
        """The verifier takes it for the whole, whatever the amounts."""
        return bool(self._in_full)

    def verified_by(self, day: date) -> Ends:
        """What was accepted by the end of a day."""
        found = NOTHING
        for on, amount in self.history:
            if on > day:
                break
            found = amount
        return found

    def accepted_by_day(self) -> dict[date, Ends]:
        """What was accepted for each day; a total is the whole of its day."""
        found: dict[date, Ends] = {}
        for claim, (low, high) in self._counted.items():
            day = self._heard[claim].on
            before = found.get(day, NOTHING)
            found[day] = (before[0] + low, before[1] + high)
        return found | self._totals

    # What is claimed

    def _claim(self, entry: Entry) -> None:
        self.claims[entry.id] = Evidence.CLAIMED
        self._open.append(entry.id)
        self.started = self.started or entry.on
        if entry.total is not None:
            self.claimed.become(ends(entry.total), entry.id)
            self.claimed.said(entry.total.words)
        elif entry.amount is not None:
            self.claimed.add(ends(entry.amount), entry.id)
            if len(self.claimed.entries) == 1:
                self.claimed.said(entry.amount.words)

    def _incident(self, entry: Entry) -> None:
        self.claims[entry.id] = Evidence.CLAIMED
        self._incidents.add(entry.id)

    # What is found when somebody looks

    def _verification(self, entry: Entry) -> None:
        _, owed = self._text(entry.on)
        if owed is None or entry.result is None:
            return
        if why_not := why_not_verify(owed, entry.by):
            self.refused.append((entry, why_not))
            return
        if entry.result is Result.NOT_OBSERVABLE:
            self.unobserved.append(entry)
        claims = self._answered(entry)
        if self._say(claims, _OF_RESULT[entry.result], entry) and not self._incidents.intersection(claims):
            self._weigh(entry, claims, owed)

    def _denial(self, entry: Entry) -> None:
        self.unobserved.append(entry)
        self._say(self._answered(entry), Evidence.NOT_OBSERVABLE, entry)

    def _answered(self, entry: Entry) -> tuple[str, ...]:
        """The claims that an entry answers: those it names, else all of its kind that wait; without any, itself."""
        claims = self._rooted(entry.of) if entry.of else tuple(self._waiting(entry.category))
        if claims and entry.result is not Result.UNDER_WAY:
            self._open = [slug for slug in self._open if slug not in claims]
        self._roots[entry.id] = claims = claims or (entry.id,)
        return claims

    def _waiting(self, category: str) -> list[str]:
        return [slug for slug in self._open if not category or self._heard[slug].category == category]

    def _weigh(self, entry: Entry, claims: tuple[str, ...], owed: Obligation) -> None:
        """Count what is accepted, and no longer what is not."""
        if entry.result in _ACCEPTS:
            self._accept(entry, claims, owed)
        elif entry.result in _TAKES_BACK:
            for claim in claims:
                self._count(claim, NOTHING, entry)
            self._accepted.difference_update(claims)
            self._in_full.difference_update(claims)
        else:
            return
        self._settle(entry, owed)

    def _accept(self, entry: Entry, claims: tuple[str, ...], owed: Obligation) -> None:
        """Count the amount that a verifier states, else that of what it confirms, else the whole."""
        self.accepting = entry
        self.started = self.started or entry.on
        self._accepted.update(claims)
        if entry.result is Result.IN_FULL:
            self._in_full.update(claims)
        if entry.total is not None:
            self.verified.become(ends(entry.total), entry.id)
            self.verified.said(entry.total.words)
        elif entry.amount is not None:
            self._count(claims[0] if len(claims) == 1 else entry.id, ends(entry.amount), entry)
            if len(self.verified.entries) == 1:
                self.verified.said(entry.amount.words)
        elif not self._confirm_claimed(entry, claims):
            self._confirm_owed(entry, claims, owed)

    def _confirm_claimed(self, entry: Entry, claims: tuple[str, ...]) -> bool:
        counted = False
        for claim in claims:
            told = self._heard[claim]
            if claim != entry.id and told.total is not None:
                self.verified.become(ends(told.total), entry.id)
                counted = True
            elif claim != entry.id and told.amount is not None:
                self._count(claim, ends(told.amount), entry)
                counted = True
        return counted

    def _confirm_owed(self, entry: Entry, claims: tuple[str, ...], owed: Obligation) -> None:
        if entry.part is not None and 0 < entry.part <= len(owed.batches):
            self._count(claims[0], ends(owed.batches[entry.part - 1].amount), entry)
        elif entry.result is not Result.IN_PART and owed.kind is not Kind.RATE and (all_owed := whole(owed)):
            self._in_full.update(claims)
            self.verified.become(all_owed, entry.id)

    def _count(self, claim: str, now: Ends, entry: Entry) -> None:
        before = self._counted.get(claim)
        if before is not None:
            self.verified.differ(before, now, entry.id)
        elif now != NOTHING:
            self.verified.add(now, entry.id)
        self._counted[claim] = now

    def _settle(self, entry: Entry, owed: Obligation) -> None:
        """Note the amount of the day, and whether all that is owed is there from this day on."""
        self.history.append((entry.on, self.verified.ends))
        if entry.result in _ACCEPTS:
            self.accepted_on.append(entry.on)
        if entry.total is not None:
            self._totals[entry.on] = ends(entry.total)
        if not self._all_there(owed):
            self.since = None
        elif self.since is None:
            self.since = entry.on
            days = [told.on for claim in self._accepted if (told := self._heard[claim]).kind is EntryKind.CLAIM]
            self.performed = max(days, default=entry.on)

    def _all_there(self, owed: Obligation) -> bool:
        if self._in_full:
            return True
        all_owed = whole(owed)
        if all_owed is not None:
            return self.verified.low >= all_owed[1]
        accepted = self.accepting is not None and self.accepting.result is not Result.IN_PART
        return accepted and bool(self._accepted)

    # What is disputed, and settled

    def _dispute(self, entry: Entry) -> None:
        claims = self._rooted(entry.of) or tuple(
            slug
            for slug, state in self.claims.items()
            if slug not in self._incidents and state is not Evidence.REFUTED
        )
        self._roots[entry.id] = claims = claims or (entry.id,)
        self._say(claims, Evidence.CONTESTED, entry)
        if entry.total is not None:
            self.disputes.clear()
        stated = entry.total or entry.amount
        for slug in () if stated else entry.of:
            stated = stated or ((told := self._heard.get(slug)) and (told.amount or told.total))
        self.disputes[entry.id] = (entry, ends(stated) if stated else NOTHING)

    def _resolution(self, entry: Entry) -> None:
        plan, owed = self._text(entry.on)
        if owed is None:
            return
        withdrawn = all(slug in self.disputes and self.disputes[slug][0].by == entry.by for slug in entry.of)
        if not withdrawn and (why_not := why_not_rule(plan, owed, entry.by)):
            self.refused.append((entry, why_not))
            return
        claims = self._rooted(entry.of)
        self._say(claims, Evidence.RESOLVED, entry)
        self._close(entry)
        if claims and not self._incidents.intersection(claims):
            self._weigh(entry, claims, owed)

    def _finding(self, entry: Entry) -> None:
        plan, owed = self._text(entry.on)
        if owed is None or entry.finds is None or why_not_rule(plan, owed, entry.by):
            return  # the legal axis says so
        claims = self._rooted(entry.of)
        self._say(tuple(slug for slug in claims if slug in self._incidents), _OF_FINDING[entry.finds], entry)
        if entry.finds is not Finds.UNDECIDED:
            self._say(tuple(slug for slug in claims if slug not in self._incidents), Evidence.RESOLVED, entry)
            self._close(entry)

    def _close(self, entry: Entry) -> None:
        """Disputes that a ruling names, or that contest what it names, are over."""
        named = set(entry.of)
        for slug in list(self.disputes):
            if slug in named or named & {*self.disputes[slug][0].of, *self._roots[slug]}:
                del self.disputes[slug]

    def _rooted(self, named: tuple[str, ...]) -> tuple[str, ...]:
        """The claims behind entries, where those are results or disputes."""
        roots = [root for slug in named for root in (self._roots.get(slug) or (slug,))]
        return tuple(dict.fromkeys(slug for slug in roots if slug in self.claims))

    def _say(self, claims: tuple[str, ...], state: Evidence, entry: Entry) -> bool:
        """Set where claims stand, but for those on which a later word was heard; whether any was set."""
        heard = False
        for claim in claims:
            before = self._word.get(claim)
            if before is None or before.place <= entry.place:
                self._word[claim] = entry
                self.claims[claim] = state
                heard = True
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
