"""Where obligations stand, worked out the slow way: day by day from signature, with no look ahead. Also drawn plan-runs.

An independent reading of PLAN 19-26 for plans of one kind: things to be delivered, each due so many days after signature
or after another was verified, some in batches, some on condition, with powers over them. It shares no code with
`detente.conduct` but the values. It keeps what has happened so far and asks on each day what is so on that day.
"""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from detente.case.quantity import Quantity, quantity
from detente.conduct.following import standing
from detente.conduct.ledger import Entry, EntryKind, Exercise, Finds, Ledger, Reads, Result
from detente.plan.model import (
    Batch,
    Calendar,
    Condition,
    Holding,
    Kind,
    Obligation,
    Plan,
    Power,
    Remedy,
    Roll,
    Verification,
    When,
)
from detente.plan.span import span

SIGNED = date(2024, 1, 1)
DAY = timedelta(1)
Amounts = dict[str, Quantity | None]
K = EntryKind


@dataclass
class Duty:
    """What has happened to one obligation so far."""

    counted: dict[str, int] = field(default_factory=dict)
    claims: dict[str, int] = field(default_factory=dict)
    state_of: dict[str, str] = field(default_factory=dict)
    word: dict[str, Entry] = field(default_factory=dict)
    since: date | None = None
    ended: str = ""
    shifts: list[tuple[date, str, Any]] = field(default_factory=list)
    pauses: list[list[Any]] = field(default_factory=list)
    excuses: list[tuple[date, date]] = field(default_factory=list)
    used: dict[str, int] = field(default_factory=dict)
    early: list[Entry] = field(default_factory=list)
    breach: date | None = None
    cure_by: date | None = None


def as_read(ledger: Ledger, known: date) -> tuple[list[Entry], Amounts]:
    """The entries known by a day, with corrections by their own authors put in."""
    seen = [each for each in ledger.entries if each.known.date() <= known]
    amounts: Amounts = {}
    gone = set[str]()
    for each in seen:
        target = next((other for other in seen if each.of and other.id == each.of[0]), None)
        if each.kind is K.CORRECTION and target is not None and target.by == each.by:
            if each.withdraws:
                gone.add(target.id)
            elif each.reads:
                amounts[target.id] = each.reads.amount
    return [each for each in seen if each.kind is not K.CORRECTION and each.id not in gone], amounts


Told = tuple[str, int, int, date | None, dict[str, str]]


def standings(plan: Plan, ledger: Ledger, on: date, known: date) -> dict[str, Told]:
    """State, verified, claimed and due day of each obligation, and where its claims stand."""
    entries, amounts = as_read(ledger, known)
    duties = {each.id: Duty() for each in plan.obligations}
    owed = {each.id: each for each in plan.obligations}
    day = SIGNED
    while day <= on:
        for entry in sorted((e for e in entries if e.on == day), key=lambda e: e.place):
            _happen(plan, owed[entry.about[0]], duties, entry, amounts, day)
        day += DAY
    return {
        slug: (
            where(plan, each, duties, on),
            sum(duties[slug].counted.values()),
            sum(duties[slug].claims.values()),
            next_due(plan, each, duties, on),
            duties[slug].state_of,
        )
        for slug, each in owed.items()
    }


def where(plan: Plan, owed: Obligation, duties: dict[str, Duty], day: date) -> str:
    duty = duties[owed.id]
    if day < SIGNED:
        return "DRAFT"
    if duty.ended:
        return duty.ended
    if duty.since is not None:
        return "CURED" if duty.breach else "SATISFIED"
    if any(first <= day and (last is None or day < last) for first, last, *_ in duty.pauses):
        return "SUSPENDED"
    if any(first <= day <= last for first, last in duty.excuses):
        return "EXCUSED"
    if duty.breach is not None:
        if duty.cure_by is None:
            return "BREACHED"
        return "CURING" if day <= duty.cure_by else "UNCURED"
    waits = [each for each in needs(owed) if duties[each].since is None]
    if waits:
        return "LAPSED" if any(lost(plan, each, duties) for each in waits) else "PENDING"
    given = sum(duty.counted.values())
    for asked, due in parts(plan, owed, duties, day):
        if given < asked and day > due + owed.grace * DAY:
            return "OVERDUE"
    return "IN_FORCE"


def lost(plan: Plan, slug: str, duties: dict[str, Duty]) -> bool:
    """It will not be done: it was ended, or waits for what was."""
    if duties[slug].since is not None:
        return False
    owed = next(each for each in plan.obligations if each.id == slug)
    return bool(duties[slug].ended) or any(lost(plan, each, duties) for each in needs(owed))


def needs(owed: Obligation) -> list[str]:
    events = [when.event for when in owed.done if when.event != "signature"]
    events += owed.condition.events if owed.condition else ()
    return [event.split(".")[0] for event in events]


def parts(plan: Plan, owed: Obligation, duties: dict[str, Duty], today: date) -> list[tuple[int, date]]:
    found = []
    opened = max([SIGNED, *(day for each in needs(owed) if (day := duties[each].since))])
    if any(duties[each].since is None for each in needs(owed)) or duties[owed.id].since is not None:
        opened = SIGNED
    stated = [(when, owed.quantity) for when in owed.done] or [(each.on[0], each.amount) for each in owed.batches]
    asked = 0
    for when, amount in stated:
        asked += int(amount.least) if amount else 0
        anchor = SIGNED if when.event == "signature" else duties[when.event.split(".")[0]].since
        if anchor is None:
            continue
        assert isinstance(when.span.most, int)
        due = max(anchor + when.span.most * DAY, opened)
        for first, how, what in sorted(duties[owed.id].shifts, key=lambda each: each[0]):
            if how == "days":
                due += what * DAY
            elif how == "until":
                due = max(due, what)
            elif owed.clock_stops and first <= due:
                due += max(min(what[1] or today, today) - first, 0 * DAY)
        while plan.calendar.roll is Roll.NEXT and due.weekday() > 4:
            due += DAY
        found.append((asked, due))
    return found


def next_due(plan: Plan, owed: Obligation, duties: dict[str, Duty], day: date) -> date | None:
    given, found = sum(duties[owed.id].counted.values()), parts(plan, owed, duties, day)
    return next((due for asked, due in found if given < asked), found[-1][1] if found else None)


def _happen(plan: Plan, owed: Obligation, duties: dict[str, Duty], entry: Entry, amounts: Amounts, day: date) -> None:
    duty = duties[owed.id]
    amount = amounts.get(entry.id) or entry.amount
    if entry.kind is K.CLAIM:
        duty.claims[entry.id] = int(amount.least) if amount else 0
        duty.state_of[entry.id] = "CLAIMED"
        for early in [each for each in duty.early if each.of[0] == entry.id]:
            _verify(owed, duty, early, amounts, day)
    elif entry.kind is K.VERIFICATION and "monitors" in entry.by:
        _verify(owed, duty, entry, amounts, day)
    elif entry.kind is K.FINDING and "monitors" in entry.by:
        stood = where(plan, owed, duties, day)
        late = duty.since is not None and any(
            duty.since > due + owed.grace * DAY for _, due in parts(plan, owed, duties, day)
        )
        if stood in ("OVERDUE", "BREACHED", "CURING", "UNCURED", "CURED") or (stood == "SATISFIED" and late):
            duty.breach, duty.cure_by = day, entry.cure_by
    elif entry.kind in (K.EXTENSION, K.SUSPENSION, K.EXCUSE, K.WAIVER, K.TERMINATION, K.RESUMPTION):
        _act(plan, owed, duties, entry, day)


def _verify(owed: Obligation, duty: Duty, entry: Entry, amounts: Amounts, day: date) -> None:
    claim = entry.of[0]
    if claim not in duty.claims:  # not told of yet, or taken back
        duty.early.append(entry)
        return
    if claim in duty.word and duty.word[claim].place > entry.place:
        return
    duty.word[claim] = entry
    duty.state_of[claim] = "CONFIRMED" if entry.result is Result.CONFIRMED else "REFUTED"
    if entry.result is Result.CONFIRMED:
        told = duty.claims.get(claim)
        duty.counted[claim] = told or 0
    else:
        duty.counted[claim] = 0
    everything = int(owed.quantity.least) if owed.quantity else sum(int(b.amount.least) for b in owed.batches)
    if sum(duty.counted.values()) < everything:
        duty.since = None
    elif duty.since is None:
        duty.since = day


def _act(plan: Plan, owed: Obligation, duties: dict[str, Duty], entry: Entry, day: date) -> None:
    duty, kind, used = duties[owed.id], entry.kind, entry.exercise
    if where(plan, owed, duties, day) in ("SATISFIED", "CURED", "WAIVED", "TERMINATED", "LAPSED"):
        return
    if kind is K.RESUMPTION and any(by == entry.by and (last is None or last > day) for _, last, by in duty.pauses):
        _resume(duty, day)
        return
    power = next((each for each in plan.powers if each.act.value == _VERB[kind]), None)
    if power is None or power.holder not in entry.by or owed.id not in power.targets:
        return
    if owed.survives and kind in (K.WAIVER, K.TERMINATION):
        return
    if owed.never_suspended and kind in (K.WAIVER, K.TERMINATION, K.SUSPENSION):
        return
    if power.cap is not None and used.days is not None and duty.used.get(power.id, 0) + used.days > power.cap:
        return
    if power.notice:
        takes_effect = next_due(plan, owed, duties, day) if kind is K.EXTENSION else day
        given = used.noticed or min(entry.known.date(), day)
        if ((takes_effect or day) - given).days < power.notice:
            return
    duty.used[power.id] = duty.used.get(power.id, 0) + (used.days or 0)
    if kind is K.EXTENSION:
        duty.shifts.append((day, "days", used.days))
    elif kind is K.SUSPENSION:
        last = used.days if used.days is not None else power.cap
        pause = [day, None if last is None else day + last * DAY, entry.by]
        duty.pauses.append(pause)
        duty.shifts.append((day, "pause", pause))
    elif kind is K.RESUMPTION:
        _resume(duty, day)
    elif kind is K.EXCUSE:
        assert used.days
        duty.excuses.append((day, day + (used.days - 1) * DAY))
        duty.shifts.append((day, "until", day + (used.days - 1) * DAY))
    else:
        duty.ended = "WAIVED" if kind is K.WAIVER else "TERMINATED"


def _resume(duty: Duty, day: date) -> None:
    for pause in duty.pauses:
        if pause[1] is None or pause[1] > day:
            pause[1] = day


_VERB = {
    K.EXTENSION: "extend",
    K.SUSPENSION: "suspend",
    K.RESUMPTION: "resume",
    K.EXCUSE: "excuse",
    K.WAIVER: "waive",
    K.TERMINATION: "terminate",
}


def differences(plan: Plan, ledger: Ledger, on: date, known: date) -> list[str]:
    """Where the fold and this reading do not tell the same."""
    wanted, found = standings(plan, ledger, on, known), []
    for each in standing(plan, ledger, on, known).each:
        claims = {slug: state.value for slug, state in each.evidence if slug in wanted[each.id][4]}
        told = (each.state.value, int(each.verified.least), int(each.claimed.least), each.due, claims)
        if told != wanted[each.id]:
            found.append(f"{each.id} on {on} as known on {known}: {told}, not {wanted[each.id]}")
    return found


# Drawn plan-runs


def drawn(seed: int) -> tuple[Plan, Ledger]:
    """A plan of up to seven duties, and the record of some weeks of it: late, out of order, beyond powers, corrected."""
    rng = Random(seed)
    owed = []
    for row in range(rng.randrange(2, 8)):
        anchor = f"duty-{rng.randrange(row)}.verified" if row and rng.random() < 0.4 else "signature"
        batched = anchor == "signature" and rng.random() < 0.3
        days = sorted(rng.sample(range(1, 40), 3))
        owed.append(
            Obligation(
                f"duty-{row}",
                Kind.DELIVER,
                (("north", "south")[row % 2],),
                (("south", "north")[row % 2],),
                "delivers",
                quantity=None if batched else quantity(str(rng.randrange(1, 5) * 5)),
                done=() if batched else (When(anchor, span(f"within {rng.randrange(1, 25)} days")),),
                batches=tuple(Batch(quantity("5"), (When("signature", span(f"within {day} days")),)) for day in days)
                if batched
                else (),
                condition=Condition(f"duty-{rng.randrange(row)}.verified") if row and rng.random() < 0.3 else None,
                verification=Verification("monitors", "counted"),
                remedy=Remedy("a joint body sets a day", "monitors"),
                grace=rng.choice((0, 0, 1, 3)),
                clock_stops=rng.random() < 0.5,
                survives=rng.random() < 0.1,
                never_suspended=rng.random() < 0.1,
            )
        )
    powers = tuple(
        Holding(
            f"to-{act.value.replace(' ', '-')}",
            rng.choice(("envoy", "envoy", "south")),
            act,
            tuple(each.id for each in owed if rng.random() < 0.8) or ("duty-0",),
            notice=rng.choice((None, None, 2)),
            cap=rng.choice((None, 6, 15)) if act.value in ("extend", "suspend", "excuse") else None,
        )
        for act in (Power.EXTEND, Power.SUSPEND, Power.RESUME, Power.EXCUSE, Power.WAIVE, Power.TERMINATE)
        if rng.random() < 0.8
    )
    calendar = Calendar(signature=SIGNED, roll=rng.choice((Roll.NONE, Roll.NEXT)), rest_days=("saturday", "sunday"))
    plan = Plan(
        "run",
        "Run",
        ("north", "south"),
        monitors=("monitors",),
        calendar=calendar,
        obligations=tuple(owed),
        powers=powers,
    )
    return plan, _record(rng, plan)


def _record(rng: Random, plan: Plan) -> Ledger:
    found: list[Entry] = []
    for row in range(rng.randrange(5, 45)):
        on = SIGNED + rng.randrange(0, 60) * DAY
        known = datetime.combine(on + rng.choice((0, 0, 0, 1, 9)) * DAY, datetime.min.time())
        known += timedelta(minutes=rng.randrange(1440))
        each = rng.choice(plan.obligations)
        about, slug = (each.id,), f"e-{row}"
        claims = [entry for entry in found if entry.kind is K.CLAIM and entry.on <= on]
        roll = rng.random()
        if roll < 0.4 or not claims:
            amount = quantity(str(rng.choice((5, 5, 10, 20))))
            found.append(Entry(slug, K.CLAIM, on, known, each.by, about, amount=amount))
        elif roll < 0.7:
            claim = rng.choice(claims)
            result = rng.choice((Result.CONFIRMED, Result.CONFIRMED, Result.CONFIRMED, Result.REFUTED))
            by = rng.choice((("monitors",), ("monitors",), ("monitors",), each.to))
            known = max(known, claim.known) if rng.random() < 0.7 else known
            found.append(Entry(slug, K.VERIFICATION, on, known, by, claim.about, (claim.id,), result=result))
        elif roll < 0.76:
            cure = on + rng.randrange(1, 9) * DAY if rng.random() < 0.6 else None
            by = rng.choice((("monitors",), ("monitors",), ("north",)))
            found.append(Entry(slug, K.FINDING, on, known, by, about, finds=Finds.BREACH, cure_by=cure))
        elif roll < 0.8:
            claim = rng.choice(claims)
            known = max(known, claim.known) + timedelta(minutes=1)
            if rng.random() < 0.5:
                found.append(Entry(slug, K.CORRECTION, on, known, claim.by, of=(claim.id,), withdraws=True))
            else:
                reads = Reads(amount=quantity(str(rng.choice((5, 15)))))
                by = rng.choice((claim.by, claim.by, ("envoy",)))
                found.append(Entry(slug, K.CORRECTION, on, known, by, of=(claim.id,), reads=reads))
        else:
            kind = rng.choice((K.EXTENSION, K.EXTENSION, K.SUSPENSION, K.RESUMPTION, K.EXCUSE, K.WAIVER, K.TERMINATION))
            days = rng.randrange(1, 10) if kind in (K.EXTENSION, K.SUSPENSION, K.EXCUSE) else None
            if kind is K.SUSPENSION and rng.random() < 0.4:
                days = None
            noticed = on - rng.randrange(0, 4) * DAY if rng.random() < 0.4 else None
            by = (rng.choice(("envoy", "envoy", "envoy", "south")),)
            found.append(Entry(slug, kind, on, known, by, about, exercise=Exercise(days=days, noticed=noticed)))
    rng.shuffle(found)
    return Ledger("run", tuple(found))
