"""The long form of the test of the player: ten thousand plans and habits made up at random, run by run, against a slow one.

Differences are printed with their seed. Exit code 1 when there are any.
"""

import argparse
import sys
import time
from concurrent.futures import ProcessPoolExecutor

from futures_trials import RUNS, differences

PLANS = 10_000


def main() -> int:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--plans", type=int, default=PLANS)
    asked.add_argument("--seed", type=int, default=0)
    asked.add_argument("--workers", type=int, default=2)
    told, start, found = asked.parse_args(), time.monotonic(), list[str]()
    with ProcessPoolExecutor(told.workers) as pool:
        for number, flaws in enumerate(
            pool.map(differences, range(told.seed, told.seed + told.plans), chunksize=50), 1
        ):
            found += flaws
            if number % 1000 == 0:
                print(f"{number} of {told.plans} plans, {len(found)} differences", flush=True)
    print("\n".join(found[:50]))
    print(f"{told.plans} plans of {RUNS} runs, {len(found)} differences; {time.monotonic() - start:.0f} seconds")
    return int(bool(found))


if __name__ == "__main__":
    sys.exit(main())
