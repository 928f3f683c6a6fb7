"""`futures/<plan>.yaml` beside a case, read into `Habits`: what is assumed of how a plan is carried out.

    detente: 1
    habits:
      slow-counts:
        kind: slow verification
        who: envoys
        days: 0 to 6, most often 1
        assumed_by: R. Okafor
    what_if: [second verifier]

A level is one number, a range (`0 to 10`: swept over), a range with its peak, or a list of what was seen. As with a
case, `load` never raises on account of what a file holds.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path as FilePath

from detente.case.model import Case
from detente.conduct.futures.habits import MAY, NEEDS, Habit, Habits, Measure
from detente.errors import Code, Path, Problem, did_you_mean
from detente.plan.model import Plan
from detente.store import beside
from detente.store.habitshapes import HabitShape, HabitsShape

FOLDER = "futures"

LACKS = Code(
    "DT1001",
    "A habit does not say how much",
    "A delay without days, or a refusal without its chance, assumes nothing that could be played.",
    "Add the level named: one number, a range such as `0 to 10`, or a list of what was seen.",
)
OUT_OF_PLACE = Code(
    "DT1002",
    "A level that means nothing in a habit of this kind, or lies outside its bounds",
    "Chances and shares lie between 0 and 1, days from 0 up; another number would be played as something else.",
    "Take it out, or write it within its bounds.",
)
NO_GROUNDS = Code(
    "DT1003",
    "A habit stands on nothing",
    "Whoever reads the study must see whose assumption each figure rests on.",
    "Give `source`, editions of the case, or `assumed_by`, the person who assumes it.",
)
NOT_THERE = Code(
    "DT1004",
    "A habit names something that is not there",
    "It would bear on nothing, and the study would look as if it had been tried.",
    "Correct the name.",
)
CODES = (LACKS, OUT_OF_PLACE, NO_GROUNDS, NOT_THERE)


@dataclass(frozen=True, slots=True)
class HabitsFile:
    """What a file held: the habits where they could be built, and the problems met, each with its place."""

    name: str
    habits: Habits | None
    problems: tuple[Problem, ...]


def names(folder: FilePath) -> tuple[str, ...]:
    """The plans whose habits stand beside a case."""
    return beside.names(folder, FOLDER)


def load(folder: FilePath, name: str, plan: Plan, case: Case) -> HabitsFile:
    """Read the habits assumed for a plan beside the case in `folder`."""
    tree = beside.opened(folder, FOLDER, name)
    shape, problems = beside.shaped(tree, HabitsShape)
    if shape is None:
        return HabitsFile(name, None, problems)
    habits = Habits(
        name,
        tuple(_habit(slug, each) for slug, each in shape.habits.items()),
        shape.incentives,
        tuple(shape.halt),
        tuple(shape.what_if),
        shape.title,
        shape.about,
    )
    found = beside.placed_in(tree, (*_lacking(habits), *_unknown(habits, plan, case)))
    return HabitsFile(name, None if found else habits, found)


def _habit(slug: str, s: HabitShape) -> Habit:
    levels = {measure: level for measure in Measure if (level := getattr(s, measure.value)) is not None}
    return Habit(
        slug, s.kind, s.who or "", tuple(s.about), levels, tuple(s.source), s.assumed_by, s.on, s.says
    )  # fmt: skip


def _lacking(habits: Habits) -> Iterator[Problem]:
    for each in habits.habits:
        at: Path = ("habits", each.id)
        for measure in NEEDS[each.kind]:
            if measure not in each.levels:
                yield Problem(LACKS, at, f"{each.id!r} is a {each.kind} and has no `{measure}`")
        may = {*NEEDS[each.kind], *MAY.get(each.kind, ())}
        for measure, level in each.levels.items():
            if measure not in may:
                yield Problem(OUT_OF_PLACE, (*at, measure.value), f"`{measure}` means nothing in a {each.kind}")
            elif measure in (Measure.CHANCE, Measure.SHARE) and level.high > 1:
                yield Problem(
                    OUT_OF_PLACE, (*at, measure.value), f"a {measure} lies between 0 and 1, and this is {level}"
                )
        if not each.source and not each.assumed_by:
            yield Problem(NO_GROUNDS, at, f"{each.id!r} names neither a source nor who assumes it")


def _unknown(habits: Habits, plan: Plan, case: Case) -> Iterator[Problem]:
    owed = {each.id for each in plan.obligations}
    items = owed | {each.id for each in plan.phases}
    voices = {*plan.parties, *plan.guarantors, *plan.monitors}
    voices |= {each.id for each in case.parties} | {each.id for each in case.actors}
    editions = {each.id for source in case.sources for each in source.editions}
    for row, slug in enumerate(habits.halt):
        yield from _named("obligation", slug, owed, ("halt", row))
    for each in habits.habits:
        at: Path = ("habits", each.id)
        if each.who:
            yield from _named("party, monitor or actor", each.who, voices, (*at, "who"))
        for row, slug in enumerate(each.about):
            yield from _named("obligation or phase", slug, items, (*at, "about", row))
        for row, slug in enumerate(each.source):
            yield from _named("edition", slug, editions, (*at, "source", row))


def _named(kind: str, slug: str, known: set[str], at: Path) -> Iterator[Problem]:
    if slug not in known:
        yield Problem(NOT_THERE, at, f"there is no {kind} called {slug!r}", did_you_mean(slug, known))
