"""The player of the house against the slow one, run by run, on plans and habits made up at random."""

import numpy as np

from detente.conduct.futures.chance import Chance
from detente.conduct.futures.conditions import conditions, watched
from detente.conduct.futures.form import NEVER, Days
from detente.conduct.futures.forming import Ready
from detente.conduct.futures.play import play
from detente.conduct.futures.stops import Cause, Ends, ends
from detente.plan.moments import moments
from futures_oracle import Oracle, Told
from futures_plans import sound

RUNS = 8


def differences(seed: int) -> list[str]:
    """What differs in any run of one plan under one set of habits."""
    ready, habits = sound(seed)
    held, chance = conditions(ready, habits), Chance(seed, 0, RUNS)
    form = watched(ready, habits)
    course = play(form, held, chance)
    found = ends(course, held, chance)
    flaws = []
    for run in range(RUNS):
        theirs = Oracle(ready, habits, chance, run).play()
        ours = _told(ready, course.overdue[:, run], found, run)
        flaws += [f"seed {seed}, run {run}: {each}" for each in _differences(ours, theirs)]
    return flaws


def _told(ready: Ready, overdue: Days, found: Ends, run: int) -> Told:
    """One run of a block in the words of the plan."""
    plan, form = ready.plan, ready.form
    day = {}
    for row, phase in enumerate(plan.phases):
        for name, at in zip(moments(phase), (form.begins(row), form.begins(row) + 1), strict=True):
            day[name] = int(found.day[at, run])
    for row, each in enumerate(plan.obligations):
        rows = range(form.starts(row), form.starts(row) + 3)
        for name, at in zip(moments(each), (rows[0], rows[2]) if each.lasts else rows, strict=True):
            day[name] = int(found.day[at, run])
    order = np.argsort(form.position)
    at = int(found.at[run])
    return Told(
        {name: each for name, each in day.items() if each < NEVER},
        {each.id: int(overdue[row]) for row, each in enumerate(plan.obligations) if overdue[row] < NEVER},
        Cause(int(found.cause[run])),
        plan.obligations[order[at]].id if 0 <= at < len(order) else "",
        int(found.stopped[run]) if found.stopped[run] < NEVER else None,
        bool(found.complete[run]),
    )


def _differences(ours: Told, theirs: Told) -> list[str]:
    days = [(name, ours.day.get(name), theirs.day.get(name)) for name in {*ours.day, *theirs.day} - {"signature"}]
    overdue = {*ours.overdue, *theirs.overdue}
    days += [(f"{slug} overdue", ours.overdue.get(slug), theirs.overdue.get(slug)) for slug in overdue]
    words = [(name, getattr(ours, name), getattr(theirs, name)) for name in ("cause", "at", "complete")]
    return [f"{name} {one!r} and not {two!r}" for name, one, two in [*sorted(days), *words] if one != two]
