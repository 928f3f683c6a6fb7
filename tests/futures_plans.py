"""Small plans and habits made up at random, for what must hold of any; and a few by hand."""

from datetime import date
from random import Random

from detente.case.quantity import quantity
from detente.conduct.futures.forming import Ready, ready
from detente.conduct.futures.habits import Habit, HabitKind, Habits, Level, Measure, fixed
from detente.errors import NoAnswer
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
    Roll,
    Verification,
    When,
)
from detente.plan.span import span

SIDES = ("north", "south")
SIGNED = date(2024, 3, 1)


def whens(*pairs: tuple[str, str]) -> tuple[When, ...]:
    return tuple(When(event, span(words)) for event, words in pairs)


def small_plan(rng: Random) -> Plan:
    """Up to three phases and six duties that wait for each other in some way; it may be one that cannot be kept."""
    phases = _phases(rng)
    owed: list[Obligation] = []
    for row in range(rng.randint(2, 6)):
        owed.append(_duty(rng, row, phases, owed))
    targets = (*(each.id for each in phases), *(each.id for each in owed))
    powers = (
        Holding("longer", "envoy", Power.EXTEND, targets, cap=rng.choice((None, 4)), notice=rng.choice((None, 2))),
    )
    rest = ("friday", "saturday") if rng.random() < 0.3 else ()
    calendar = Calendar(signature=SIGNED, roll=Roll.NEXT if rest else Roll.NONE, rest_days=rest)
    return Plan(
        "small", "Small", SIDES, monitors=("monitors",), guarantors=("envoy",), calendar=calendar, phases=phases,
        obligations=tuple(owed), powers=powers,
    )  # fmt: skip


def _phases(rng: Random) -> tuple[Phase, ...]:
    found: list[Phase] = []
    for row in range(rng.randint(0, 3)):
        slug, ends = f"phase-{row}", whens()
        begins = (
            () if row and rng.random() < 0.5 else whens((found[-1].id + ".ends" if row else "signature", "at once"))
        )
        if rng.random() < 0.6:
            ends = whens((f"{slug}.begins", rng.choice(("exactly 12 days", "within 15 days", "5 to 9 days"))))
        found.append(Phase(slug, slug, begins, ends))
    return tuple(found)


def _duty(rng: Random, row: int, phases: tuple[Phase, ...], before: list[Obligation]) -> Obligation:
    slug, side = f"duty-{row}", rng.randrange(2)
    kind = rng.choice((Kind.ACHIEVE, Kind.ACHIEVE, Kind.DELIVER, Kind.MAINTAIN, Kind.RATE, Kind.PROCESS))
    phase = rng.choice(phases).id if phases and rng.random() < 0.7 else ""
    once = [each for each in before if not each.lasts]
    starts = whens()
    if rng.random() < 0.6:
        anchor = rng.choice(
            [*(f"{each.id}.{rng.choice(('starts', 'done', 'verified'))}" for each in once), "signature"]
        )
        starts = whens((anchor, rng.choice(("after", "within 3 days", "2 to 6 days", "at once", "at least 1 days"))))
    condition = None
    if once and rng.random() < 0.3:
        parts = tuple(Condition(f"{each.id}.verified") for each in rng.sample(once, min(2, len(once))))
        condition = Condition(every=rng.random() < 0.5, parts=parts)
    checked = Verification(
        "monitors", "seen", span(rng.choice(("1 day", "0 to 2 days"))) if rng.random() < 0.5 else None
    )
    lasts = kind in (Kind.MAINTAIN, Kind.RATE)
    amount = quantity("10") if kind in (Kind.DELIVER, Kind.RATE) else None
    batches: tuple[Batch, ...] = ()
    if kind is Kind.DELIVER and rng.random() < 0.5:
        amount = None
        batches = (
            Batch(quantity("4"), whens(("signature", "within 6 days"))),
            Batch(quantity("6"), whens(("signature", "within 14 days")), grace=rng.choice((None, 1))),
        )
    return Obligation(
        slug, kind, (SIDES[side],), (SIDES[1 - side],), "does it", phase, amount, "truck",
        starts=starts,
        done=whens(("signature", "within 20 days")) if not lasts and rng.random() < 0.4 else (),
        until=whens((f"{slug}.starts" if rng.random() < 0.5 else "signature", "exactly 25 days")) if lasts and (
            not phase or rng.random() < 0.3
        ) else (),
        takes=span(rng.choice(("2 days", "1 to 4 days"))) if not lasts and rng.random() < 0.5 else None,
        condition=condition,
        verification=None if lasts and kind is Kind.MAINTAIN and rng.random() < 0.3 else checked,
        grace=rng.choice((0, 0, 2)),
        batches=batches,
    )  # fmt: skip


def small_habits(rng: Random) -> Habits:
    """Some habits of every kind, each with numbers or a distribution."""

    def days() -> Level:
        return rng.choice((fixed(3), Level(0, 8, mode=2), Level(0, 9, seen=(0, 1, 1, 9))))

    def chance() -> Level:
        return fixed(rng.choice((0.1, 0.3, 1.0)))

    made: dict[HabitKind, dict[Measure, Level]] = {
        HabitKind.DELAY: {Measure.DAYS: days()},
        HabitKind.REFUSAL: {Measure.CHANCE: fixed(0.1)},
        HabitKind.PART: {Measure.CHANCE: chance(), Measure.SHARE: fixed(0.6)},
        HabitKind.VERIFICATION: {Measure.DAYS: days()},
        HabitKind.DENIAL: {Measure.CHANCE: chance()},
        HabitKind.DISPUTE: {Measure.CHANCE: chance()},
        HabitKind.EXTENSION: {Measure.DAYS: days(), Measure.CHANCE: chance()},
        HabitKind.PATIENCE: {Measure.DAYS: fixed(rng.choice((2, 10))), Measure.CHANCE: chance()},
        HabitKind.AGREEMENT: {Measure.CHANCE: fixed(0.8)},
        HabitKind.SPOILER: {Measure.CHANCE: fixed(0.05), Measure.SHARE: fixed(0.3), Measure.DAYS: days()},
    }
    for kind in (HabitKind.PART, HabitKind.DENIAL, HabitKind.DISPUTE):
        if rng.random() < 0.7:
            made[kind][Measure.DAYS] = days()
    who = {HabitKind.DELAY: rng.choice(("", "north", "south")), HabitKind.PATIENCE: rng.choice(("", "north"))}
    chosen = [kind for kind in made if rng.random() < 0.4]
    return Habits("small", tuple(Habit(str(kind), kind, who.get(kind, ""), levels=made[kind]) for kind in chosen))


def sound(seed: int) -> tuple[Ready, Habits]:
    """A plan that can be played, and habits for it."""
    rng = Random(seed)
    while True:
        try:
            return ready(small_plan(rng)), small_habits(rng)
        except NoAnswer:
            continue
