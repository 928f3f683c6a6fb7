"""Where 500 obligations stand after 100,000 entries, and on each further day, against sorting the same entries.

The yardstick is what any fold must do first: putting the entries in order, by the same places. CPU seconds, the least
of a few rounds; the ledger is built before the clock starts.
"""

import time
from datetime import date, datetime, timedelta
from random import Random

from detente.case.quantity import quantity
from detente.conduct.following import Following, standing
from detente.conduct.ledger import Entry, EntryKind, Exercise, Ledger, Result
from detente.plan.model import (
    Batch,
    Calendar,
    Condition,
    Holding,
    Kind,
    Obligation,
    Phase,
    Plan,
    Power,
    Verification,
    When,
)
from detente.plan.span import span

OBLIGATIONS, ENTRIES, DAYS, ROUNDS, FURTHER = 500, 100_000, 1_000, 3, 20
SIGNED = date(2020, 1, 1)


def long_plan(obligations: int) -> Plan:
    """Ten phases of 100 days; deliveries in five parts, half of them once another is verified, and duties that last."""
    sides = ("north", "south")
    phases = tuple(
        Phase(
            f"phase-{row}",
            f"Phase {row}",
            (When("signature", span(f"exactly {row * 100} days")),),
            (When(f"phase-{row}.begins", span("exactly 100 days")),),
        )
        for row in range(10)
    )
    owed = []
    for row in range(obligations):
        phase = f"phase-{row * 10 // obligations}"
        lasts = row % 10 == 9
        owed.append(
            Obligation(
                f"duty-{row}",
                Kind.MAINTAIN if lasts else Kind.DELIVER,
                (sides[row % 2],),
                (sides[1 - row % 2],),
                "does what the plan says",
                phase,
                quantity=None if lasts else quantity("400"),
                unit="" if lasts else "truck",
                condition=Condition(f"duty-{row - 1}.verified") if row % 2 and not lasts else None,
                verification=Verification("monitors", "counted"),
                grace=2,
                batches=()
                if lasts
                else tuple(
                    Batch(quantity("80"), (When(f"{phase}.begins", span(f"within {day} days")),))
                    for day in range(20, 101, 20)
                ),
            )
        )
    powers = (Holding("longer", "envoy", Power.EXTEND, tuple(each.id for each in phases), cap=30),)
    return Plan(
        "long",
        "Long",
        sides,
        monitors=("monitors",),
        calendar=Calendar(signature=SIGNED),
        phases=phases,
        obligations=tuple(owed),
        powers=powers,
    )


def long_ledger(plan: Plan, entries: int, *, seed: int = 1) -> Ledger:
    """Claims and their verification, one in eight known late, with incidents, disputes and extensions between."""
    rng, found = Random(seed), list[Entry]()
    one, claims = quantity("4"), list[Entry]()
    for row in range(entries):
        on = SIGNED + timedelta(row * DAYS // entries)
        late = rng.randrange(1, 15) if row % 8 == 0 else 0
        known = datetime.combine(on + timedelta(late), datetime.min.time()) + timedelta(minutes=rng.randrange(1440))
        owed = plan.obligations[rng.randrange(len(plan.obligations))]
        about = (owed.id,)
        if row % 2 == 0:
            entry = Entry(f"c-{row}", EntryKind.CLAIM, on, known, owed.by, about, amount=one)
            claims.append(entry)
        elif row % 200 == 1:
            entry = Entry(f"x-{row}", EntryKind.EXTENSION, on, known, ("envoy",), about, exercise=Exercise("longer", 2))
        elif row % 100 == 3:
            entry = Entry(f"d-{row}", EntryKind.DISPUTE, on, known, owed.to, claims[-1].about, of=(claims[-1].id,))
        elif row % 100 == 5:
            entry = Entry(f"i-{row}", EntryKind.INCIDENT, on, known, owed.to, about)
        else:
            claim = claims[-1]
            entry = Entry(
                f"v-{row}",
                EntryKind.VERIFICATION,
                on,
                max(known, claim.known),
                ("monitors",),
                claim.about,
                (claim.id,),
                result=Result.REFUTED if row % 50 == 7 else Result.CONFIRMED,
            )
        found.append(entry)
    return Ledger(plan.id, tuple(found))


def seconds(act: object) -> float:
    """CPU seconds of one call."""
    start = time.process_time()
    act()  # type: ignore[operator]
    return time.process_time() - start


if __name__ == "__main__":
    plan = long_plan(OBLIGATIONS)
    ledger = long_ledger(plan, ENTRIES)
    shuffled = list(ledger.entries)
    Random(2).shuffle(shuffled)
    end = SIGNED + timedelta(DAYS)
    yardstick = min(seconds(lambda: sorted(shuffled, key=lambda each: each.place)) for _ in range(ROUNDS))
    ours = min(seconds(lambda: standing(plan, ledger, end, end)) for _ in range(ROUNDS))
    print(f"{OBLIGATIONS} obligations, {ENTRIES} entries: {ours:.2f} CPU s (aim: 0.5)")
    print(f"sorting the entries: {yardstick:.2f} CPU s; ratio {ours / yardstick:.1f}")
    day = SIGNED + timedelta(DAYS // 2)
    following = Following(plan, ledger)
    following.at(day, day)
    spent = []
    for row in range(1, FURTHER + 1):
        later = day + timedelta(row)
        spent.append(seconds(lambda later=later: following.at(later, later)) * 1e3)
    spent.sort()
    print(f"a further day: median {spent[FURTHER // 2]:.1f}, most {spent[-1]:.1f} CPU ms (aim: 10)")
    assert following.at(later, later) == standing(plan, ledger, later, later)
