"""Dynamic controllability of networks of many sizes, blanks and slack, against the plain reductions and consistency.

Networks are drawn: lanes of steps, two in five of them contingent, tied to each other by as many upper bounds as there
are points, so wide that most can be carried out. The reductions of Morris and Muscettola (`tests/network_oracle.py`)
are the peer at a size they can do; the check that a network can be kept at best is the floor at every size.
"""

import random
import sys
import time
from collections.abc import Callable
from functools import partial
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "tests"))
import network_oracle
import plan90
from detente.plan.controllability import controllable
from detente.plan.network import Contingent, Network, Within, consistent
from detente.plan.ranges import joint_map, ranges
from detente.plan.timetable import timetable

SEEDS, LANES, ROUNDS = (1, 2, 3), 5, 3
AIMS = {27: 0.002, 160: 0.020, 500: 0.25, 1000: 2.0}


def drawn(points: int, seed: int) -> Network:
    """Lanes of `points` moments in all, with bounds between lanes."""
    chance = random.Random(seed)
    lanes = [["z", *(f"{lane}.{row}" for row in range(points // LANES))] for lane in range(LANES)]
    requirements, contingents = [], []
    first, last = {"z": 0}, {"z": 0}
    for lane in lanes:
        for row, (one, other) in enumerate(pairwise(lane)):
            least = chance.randint(1, 10)
            if row % 2 and chance.random() < 0.8:
                most = least + chance.randint(1, 10)
                contingents.append(Contingent(one, other, least, most))
            else:
                most = least + chance.randint(10, 40)
                requirements.append(Within(one, other, least, most))
            first[other], last[other] = first[one] + least, last[one] + most
    named = [point for lane in lanes for point in lane[1:]]
    for _ in named:
        one, other = chance.sample(named, 2)
        requirements.append(Within(one, other, None, last[other] - first[one] + chance.randint(-5, 30)))
    requirements += [Within("z", point, 0, None) for point in named]
    return Network(("z", *named), tuple(requirements), tuple(contingents))


def seconds(act: Callable[[], object]) -> float:
    """The least CPU seconds of a few runs."""
    spent = []
    for _ in range(ROUNDS):
        start = time.process_time()
        act()
        spent.append(time.process_time() - start)
    return min(spent)


def main() -> None:
    print(f"CPU seconds, one core; lanes drawn with seeds {SEEDS}")
    plan = timetable(plan90.plan(), {"pause-days": 30})
    sizes = {27: [plan]} | {size: [drawn(size, seed) for seed in SEEDS] for size in (160, 500, 1000)}
    for size, networks in sizes.items():
        taken = max(seconds(partial(controllable, network)) for network in networks)
        floor = max(seconds(partial(consistent, network)) for network in networks)
        verdicts = f"{sum(controllable(network) for network in networks)} of {len(networks)} controllable"
        print(
            f"{size:>5} points, {len(networks[0].contingents):>3} contingent, {verdicts}: {taken:.4f} "
            f"(aim {AIMS[size]}); at best alone {floor:.4f}, ratio {taken / floor:.1f}"
        )
    small = [drawn(10, seed) for seed in range(20)]
    ours = seconds(lambda: [controllable(network) for network in small])
    peer = seconds(lambda: [network_oracle.controllable(network) for network in small])
    print(f"   20 networks of 11 points: {ours:.4f}; all reductions {peer:.4f}; ratio {ours / peer:.4f}")
    print(f"one blank over 90 days: {seconds(lambda: ranges(plan90.plan())):.3f} (aim 0.5)")
    exact = plan90.plan(
        ("blanks:\n", "blanks:\n  second-days: {title: x, least: 1, most: 90}\n"),
        ("{second.begins: within 30 days}", '{second.begins: "exactly [second-days] days"}'),
    )
    start = time.process_time()
    found = joint_map(exact, "pause-days", "second-days")
    print(f"two blanks, {len(found)} values of 90 each, every pair tried: {time.process_time() - start:.2f} (aim 10)")


if __name__ == "__main__":
    main()
