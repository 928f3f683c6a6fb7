"""The player of the house against the slow one, run by run, on plans and habits made up at random."""

import numpy as np

from detente.conduct.futures.chance import Chance
from detente.conduct.futures.conditions import conditions, watched
from detente.conduct.futures.form import NEVER
from detente.conduct.futures.forming import Ready
from detente.conduct.futures.play import play
from detente.conduct.futures.stops import Cause, ends
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


def _told(ready: Ready, overdue: np.ndarray, found: object, run: int) -> Told:
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
    found = []
    for name in sorted({*ours.day, *theirs.day} - {"signature"}):
        if ours.day.get(name) != theirs.day.get(name):
            found.append(f"{name} {ours.day.get(name)} and not {theirs.day.get(name)}")
    for slug in sorted({*ours.overdue, *theirs.overdue}):
        if ours.overdue.get(slug) != theirs.overdue.get(slug):
            found.append(f"{slug} overdue {ours.overdue.get(slug)} and not {theirs.overdue.get(slug)}")
    for name in ("cause", "at", "complete"):
        if getattr(ours, name) != getattr(theirs, name):
            found.append(f"{name} {getattr(ours, name)!r} and not {getattr(theirs, name)!r}")
    return found
