"""Ten thousand futures of a plan of 50 obligations over 90 days, against writing as many numbers as they read chance.

The yardstick is drawing as many random numbers in one go. CPU seconds of one process; wall time where two workers and
two engines are compared, which is what is claimed of them. Memory is the most that one process ever held.
"""

import resource
import time
from collections.abc import Callable
from datetime import date

import numpy as np

from detente.case.quantity import quantity
from detente.conduct.futures.blocks import Setting, blocks, played, summed
from detente.conduct.futures.conditions import conditions, watched
from detente.conduct.futures.engines import Cluster, Engine, Pool, sweep
from detente.conduct.futures.forming import ready
from detente.conduct.futures.habits import Habit, HabitKind, Habits, Level, Measure, fixed
from detente.plan.model import Calendar, Condition, Holding, Kind, Obligation, Phase, Plan, Power, Verification, When
from detente.plan.span import span

OBLIGATIONS, RUNS, MANY = 50, 10_000, 1_000_000
DAYS = Measure.DAYS
HABITS = Habits(
    "long",
    (
        Habit("late", HabitKind.DELAY, levels={DAYS: Level(0, 10, mode=2)}),
        Habit("slow", HabitKind.VERIFICATION, levels={DAYS: Level(0, 6, mode=1)}),
        Habit("kept-out", HabitKind.DENIAL, levels={Measure.CHANCE: fixed(0.1), DAYS: fixed(3)}),
        Habit("disputed", HabitKind.DISPUTE, levels={Measure.CHANCE: fixed(0.1), DAYS: fixed(4)}),
        Habit("longer", HabitKind.EXTENSION, "envoy", levels={DAYS: fixed(5)}),
        Habit("patience", HabitKind.PATIENCE, levels={DAYS: Level(3, 30, mode=14)}),
        Habit(
            "spoiler",
            HabitKind.SPOILER,
            levels={Measure.CHANCE: fixed(0.02), Measure.SHARE: fixed(0.1), DAYS: fixed(2)},
        ),
    ),
)


def plan_of(obligations: int) -> Plan:
    """Three phases of 30 days; deliveries that wait for each other by threes, and a halt in fire of each side."""
    sides = ("north", "south")
    phases = tuple(
        Phase(f"phase-{row}", f"Phase {row}", ends=(When(f"phase-{row}.begins", span("exactly 30 days")),))
        for row in range(3)
    )
    owed = [
        Obligation(
            f"duty-{row}",
            Kind.MAINTAIN if row < 2 else Kind.DELIVER,
            (sides[row % 2],),
            (sides[1 - row % 2],),
            "does what the plan says",
            f"phase-{row * 3 // obligations}",
            quantity=None if row < 2 else quantity("40"),
            starts=() if row < 2 else (When(f"phase-{row * 3 // obligations}.begins", span("within 20 days")),),
            takes=None if row < 2 else span("1 to 4 days"),
            condition=Condition(f"duty-{row - 1}.verified") if row > 2 and row % 3 else None,
            verification=Verification("monitors", "counted"),
        )
        for row in range(obligations)
    ]
    powers = (Holding("longer", "envoy", Power.EXTEND, tuple(each.id for each in phases), cap=30),)
    calendar = Calendar(signature=date(2024, 1, 1))
    return Plan(
        "long",
        "Long",
        sides,
        guarantors=("envoy",),
        calendar=calendar,
        phases=phases,
        obligations=tuple(owed),
        powers=powers,
    )


def seconds(act: Callable[[], object], clock: Callable[[], float] = time.process_time) -> float:
    """Seconds of one call, the least of three."""
    spent = []
    for _ in range(3):
        start = clock()
        act()
        spent.append(clock() - start)
    return min(spent)


def unheard(done: int, total: int) -> None:  # noqa: ARG001 - nobody listens
    return


def swept(setting: Setting, engine: Engine, runs: int) -> float:
    """Wall seconds of so many runs on an engine that is up already."""
    try:
        sweep([list(blocks(setting, 40_000, 0))], engine, None, unheard)
        start = time.perf_counter()
        sweep([list(blocks(setting, runs, 1))], engine, None, unheard)
        return time.perf_counter() - start
    finally:
        engine.close()


if __name__ == "__main__":
    made = ready(plan_of(OBLIGATIONS))
    setting = Setting(watched(made, HABITS), conditions(made, HABITS))

    def play(runs: int) -> object:
        return summed(map(played, blocks(setting, runs, 1)))

    once, twice = seconds(lambda: play(RUNS)), seconds(lambda: play(2 * RUNS))
    numbers = RUNS * OBLIGATIONS * 8
    yardstick = seconds(lambda: np.random.default_rng(1).random(numbers))
    print(f"{RUNS} futures of {OBLIGATIONS} obligations: {once:.2f} CPU s (aim: 10)")
    print(f"drawing {numbers} numbers: {yardstick:.3f} CPU s; ratio {once / yardstick:.0f}")
    print(f"twice the runs: {twice / once:.2f} times the time (aim: 2)")
    play(MANY)
    print(f"{MANY} runs: at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB (aim: 500)")
    alone, pool, dask = (swept(setting, engine, MANY // 2) for engine in (Pool(1), Pool(2), Cluster(workers=2)))
    print(f"{MANY // 2} runs on two workers: {alone / pool:.2f} times one in wall time (aim: 1.7)")
    print(f"Dask with two workers: {dask / pool:.2f} times the pool's wall time")
