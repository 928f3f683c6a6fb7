"""The long form of the tests of standings: ten thousand drawn plan-runs against a reading of the rules day by day.

Each run is asked on several days, as then known and as known later, and followed from day to day as well. A planted fault
(a deadline moved by a day) must be noticed. Differences are printed with their seed. Exit code 1 when there are any.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from functools import partial
from random import Random

from detente.conduct.following import Following, standing
from standing_oracle import DAY, SIGNED, differences, drawn, standings


def tried(seed: int, *, days: int) -> list[str]:
    """What differs in one run."""
    plan, ledger = drawn(seed)
    rng, following, found = Random(seed), Following(plan, ledger), []
    for day in sorted(rng.sample(range(75), days)):
        on = SIGNED + day * DAY
        for known in {on, on + rng.randrange(30) * DAY}:
            found += differences(plan, ledger, on, known)
        if following.at(on, on) != standing(plan, ledger, on, on):
            found.append(f"followed to {on}, the standings are others")
    return [f"seed {seed}: {each}" for each in found]


def notices_a_planted_fault(seed: int) -> bool:
    """With a day more of grace for all, some run somewhere is told another way."""
    plan, ledger = drawn(seed)
    kinder = replace(plan, obligations=tuple(replace(each, grace=each.grace + 1) for each in plan.obligations))
    for day in range(75):
        on = SIGNED + day * DAY
        told = {each.id: each.state.value for each in standing(kinder, ledger, on, on).each}
        if told != {slug: each[0] for slug, each in standings(plan, ledger, on, on).items()}:
            return True
    return False


def results(seeds: range, *, days: int, workers: int) -> Iterator[list[str]]:
    """Each run's result in the order of the seeds, however many workers there are."""
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(partial(tried, days=days), seeds, chunksize=20)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=10_000, help="plan-runs to try")
    words.add_argument("--seed", type=int, default=1, help="of the first run; the next has the next")
    words.add_argument("--days", type=int, default=4, help="days asked of each run")
    words.add_argument("--workers", type=int, default=2)
    asked = words.parse_args()
    start, bad = time.perf_counter(), 0
    for number, found in enumerate(
        results(range(asked.seed, asked.seed + asked.count), days=asked.days, workers=asked.workers), 1
    ):
        bad += len(found)
        for line in found:
            print(line, flush=True)
        if number % 1000 == 0:
            print(f"{number} of {asked.count} runs, {bad} differences", file=sys.stderr, flush=True)
    noticed = sum(notices_a_planted_fault(seed) for seed in range(asked.seed, asked.seed + 20))
    seconds = time.perf_counter() - start
    print(f"{asked.count} runs, {bad} differences; a planted fault noticed in {noticed} of 20; {seconds:.0f} seconds")
    return 1 if bad or not noticed else 0


if __name__ == "__main__":
    sys.exit(main())
