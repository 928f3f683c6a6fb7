"""Changes to try beside a plan, each in a few words, and the plan and assumptions they make.

    extension ITEM DAYS       whoever holds a power for it, else a guarantor, may prolong an obligation or a phase
    second verifier           two look, and the one who is sooner there and sees more counts
    batches OBLIGATION N      so many equal parts
    guarantee PARTY UTILS     worth so much to it at every seam, in its own utils
    fill BLANK DAYS           a number in the place of a blank
    OBLIGATION after OBLIGATION

Nothing else changes, and the chance of everything that keeps its name stays the same, so that a difference comes of the
change alone.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from fractions import Fraction

from detente.case.quantity import quantity
from detente.conduct.futures.forming import names
from detente.conduct.futures.habits import Habit, HabitKind, Habits, Measure, fixed
from detente.errors import NotPermitted, must_be_known
from detente.plan.model import Batch, Condition, Holding, Obligation, Plan, Power


@dataclass(frozen=True, slots=True)
class Variation:
    """A change made: the plan and habits to play, whether two verify, guarantees in utils, blanks filled."""

    plan: Plan
    habits: Habits
    second: bool = False
    guarantees: Mapping[str, float] = field(default_factory=dict)
    filling: Mapping[str, int] = field(default_factory=dict)


def varied(words: str, plan: Plan, habits: Habits) -> Variation:
    """The change that words ask for. Raises NotPermitted for words that mean none, UnknownName."""
    found = words.split()
    if found == ["second", "verifier"]:
        return Variation(plan, habits, second=True)
    if len(found) == 3 and found[1] == "after":
        return Variation(_after(plan, found[0], found[2]), habits)
    make = _MADE.get(found[0]) if len(found) == 3 else None
    if make is None:
        raise NotPermitted(
            f"{words!r} is no change to try; say `extension ITEM DAYS`, `second verifier`, `batches OBLIGATION N`, "
            "`guarantee PARTY UTILS`, `fill BLANK DAYS` or `OBLIGATION after OBLIGATION`"
        )
    return make(plan, habits, found[1], _number(found[2], words))


def _number(word: str, words: str) -> Fraction:
    try:
        number = Fraction(word)
    except (ValueError, ZeroDivisionError):
        number = Fraction(-1)
    if number < 0:
        raise NotPermitted(f"{words!r} ends in {word!r}, which is no number from 0 up")
    return number


def _extension(plan: Plan, habits: Habits, item: str, days: Fraction) -> Variation:
    must_be_known("obligation or phase", item, names(plan))
    holders = (*plan.guarantors, *plan.monitors, *plan.parties)
    power = Holding("power-tried", holders[0], Power.EXTEND, (item,), cap=int(days))
    habit = Habit("extension-tried", HabitKind.EXTENSION, power.holder, (item,), {Measure.DAYS: fixed(float(days))})
    return Variation(replace(plan, powers=(power, *plan.powers)), habits.with_habits([habit]))


def _batches(plan: Plan, habits: Habits, owed: str, number: Fraction) -> Variation:
    each = _obligation(plan, owed)
    if each.quantity is None or each.quantity.least != each.quantity.most or number.denominator != 1 or number < 1:
        raise NotPermitted(f"{owed!r} can be cut into equal parts only where its quantity is one number")
    part = Fraction(each.quantity.least) / number
    batch = Batch(quantity(f"{float(part):g}", unit=each.unit))
    return Variation(_with(plan, replace(each, batches=(batch,) * int(number))), habits)


def _guarantee(plan: Plan, habits: Habits, party: str, utils: Fraction) -> Variation:
    must_be_known("party", party, plan.parties)
    return Variation(plan, habits, guarantees={party: float(utils)})


def _fill(plan: Plan, habits: Habits, blank: str, days: Fraction) -> Variation:
    must_be_known("blank", blank, [each.id for each in plan.blanks])
    return Variation(plan, habits, filling={blank: int(days)})


def _after(plan: Plan, later: str, sooner: str) -> Plan:
    """The plan with one obligation begun only once another is verified, which no longer waits for it."""
    first, second = _obligation(plan, sooner), _obligation(plan, later)
    own = {f"{later}.{moment}" for moment in ("starts", "done", "verified", "ends")}
    if first.condition is not None and own & set(first.condition.events):
        first = replace(first, condition=None)
    first = replace(first, starts=tuple(each for each in first.starts if each.event not in own))
    waits = Condition(f"{sooner}.{'ends' if first.lasts else 'verified'}")
    both = waits if second.condition is None else Condition(parts=(second.condition, waits))
    return _with(_with(plan, first), replace(second, condition=both))


def _obligation(plan: Plan, slug: str) -> Obligation:
    must_be_known("obligation", slug, [each.id for each in plan.obligations])
    return next(each for each in plan.obligations if each.id == slug)


def _with(plan: Plan, owed: Obligation) -> Plan:
    return replace(plan, obligations=tuple(owed if each.id == owed.id else each for each in plan.obligations))


_MADE: dict[str, Callable[[Plan, Habits, str, Fraction], Variation]] = {
    "extension": _extension,
    "batches": _batches,
    "guarantee": _guarantee,
    "fill": _fill,
}
