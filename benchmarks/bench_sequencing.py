"""Rounds with the least guarantees: a plan of 15 items with phases and blanks, and plans of 200 steps.

The peer is trying every order (`tests/exchange_oracle.py`) at a size it can do, and the states looked through one by
one in plain Python (`tests/exchange_checker.py`). All plans are made up; amounts are points nobody is priced in.
"""

import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from resource import RUSAGE_SELF, getrusage

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import exchange_oracle
from detente.plan.amount import amount
from detente.plan.exchange import Exchange, Step
from detente.plan.guarantees import least_guarantees
from detente.plan.rounds import Effort
from detente.plan.schedule import Mode, Sequenced
from detente.plan.sequencing import by_rounds, by_states
from exchange_checker import faults

SEEDS = (1, 2, 3)


def dealt(steps: int, seed: int) -> Exchange:
    """Steps of turn about, cost 1 to 20, value up to 8 more; the first of the seed that is worth something to both."""
    random = Random(steps * 100 + seed)
    while True:
        costs = [random.randint(1, 20) for _ in range(steps)]
        made = tuple(
            Step(f"s{row}", "AB"[row % 2], amount(cost), amount(cost + random.randint(0, 8)))
            for row, cost in enumerate(costs)
        )
        found = Exchange(("A", "B"), made, unit="points")
        if min(worth.low for worth in found.worth) >= 0:
            return found


def three_phases() -> Exchange:
    """A plan of 15 items in three phases, three of their lengths or numbers left blank, some items reversible."""
    items: tuple[tuple[str, str, int, int, int, int | None, int | None, float, int], ...] = (
        ("pull back from hills", "A", 6, 9, 40, 20, 10, 0, 1),
        ("lift road blocks", "B", 3, 5, 60, 20, 12, 0, 1),
        ("pull back from towns", "B", 12, 15, 3, None, None, 0.7, 1),
        ("free movement", "B", 4, 8, 4, None, None, 0.8, 1),
        ("no flights", "B", 1, 2, 9, None, 2, 0, 1),
        ("aid", "B", 1, 4, 9, 6, 2, 0, 1),
        ("no rockets", "A", 1, 4, 9, None, 2, 0, 1),
        ("hand back villages", "A", 12, 14, 10, None, 3, 0, 2),
        ("hand back fields", "B", 5, 7, 20, None, 6, 0, 2),
        ("pull back from cities", "B", 20, 24, 2, None, None, 0.5, 2),
        ("store weapons", "A", 8, 12, 2, None, None, 0.2, 2),
        ("clear mines", "A", 2, 4, 10, None, 5, 0, 3),
        ("clear roads", "B", 1, 3, 20, None, 10, 0, 3),
        ("open crossings", "B", 6, 14, 3, None, None, 0.6, 3),
        ("joint monitoring", "A", 3, 8, 3, None, None, 0.6, 3),
    )
    return Exchange(
        ("A", "B"),
        tuple(
            Step(name, giver, amount(cost), amount(value), amount(back), phase, units, least, most)
            for name, giver, cost, value, units, least, most, back, phase in items
        ),
        unit="points",
    )


def seconds(act: Callable[[], object]) -> tuple[float, object]:
    start = time.process_time()
    found = act()
    return time.process_time() - start, found


def told(found: object) -> str:
    assert isinstance(found, Sequenced)
    return "; ".join(map(str, found.stages[0])) + f" (up to {found.most_rounds} rounds)"


if __name__ == "__main__":
    spent, _ = seconds(lambda: __import__("ortools.sat.python.cp_model"))
    print(f"CPU seconds, one worker; importing OR-Tools, counted once and apart: {spent:.2f}")
    for mode in Mode:
        spent, found = seconds(partial(by_rounds, three_phases(), mode=mode, effort=Effort(20)))
        print(f"15 items, 3 phases, 3 blanks, {mode} (aim 5): {spent:.2f}: {told(found)}")
    for seed in SEEDS:
        plan = dealt(200, seed)
        spent, found = seconds(partial(by_rounds, plan, effort=Effort(12)))
        print(f"200 steps, seed {seed} (aim 30, proved or the gap): {spent:.2f}: {told(found)}")
    for steps in (12, 15, 18):
        plan = dealt(steps, 1)
        spent, _ = seconds(partial(least_guarantees, plan))
        print(f"least pairs over all orders, {steps} steps: {spent:.2f}")
    print(f"peak memory so far: {getrusage(RUSAGE_SELF).ru_maxrss / 1e3:.0f} MB")
    plan = dealt(7, 1)
    ours, found = seconds(lambda: by_states(plan))
    solver, same = seconds(lambda: by_rounds(plan))
    theirs, least = seconds(lambda: exchange_oracle.least_lexicographic(plan))
    assert told(found).split(" (")[0] == told(same).split(" (")[0]
    print(
        f"7 steps, state by state {ours:.3f}; CP-SAT {solver:.2f}; every order {theirs:.1f}; ratio {theirs / ours:.0f}"
    )
    plan = dealt(12, 1)
    ours, _ = seconds(partial(least_guarantees, plan))
    pairs = [(each.bonds, each.order) for each in least_guarantees(plan).pairs]
    theirs, wrong = seconds(lambda: faults(plan, pairs))
    assert wrong == []
    print(f"12 steps, least pairs {ours:.3f}; checking them in plain Python {theirs:.1f}; ratio {theirs / ours:.0f}")
