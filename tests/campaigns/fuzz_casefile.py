"""The long form of the fuzz test: many spoiled case files, each read as `detente check` reads them.

The same seed spoils the same file in the same way. Whatever breaks a promise is printed with the seed that makes it
anew (`--seed SEED --count 1`). Exit code 1 when anything does.
"""

import argparse
import os
import signal
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import partial
from types import FrameType

from mutants import READ, REFUSED, Verdict, mutant, verdict

BUDGET = 5.0
"""CPU seconds that one file may take."""
BATCH = 250


class Stalled(BaseException):
    """The budget is spent. No handler of exceptions on the way may take it for its own."""


@dataclass(frozen=True, slots=True)
class Found:
    """What the files of some seeds came to."""

    outcomes: Counter[str]
    flaws: tuple[str, ...]
    slowest: float
    seconds: float


def within(budget: float, act: Callable[[], Verdict]) -> Verdict:
    """What `act` gives, or a refusal for stalling once it took `budget` CPU seconds."""

    def stall(number: int, frame: FrameType | None) -> None:
        raise Stalled

    before = signal.signal(signal.SIGPROF, stall)
    signal.setitimer(signal.ITIMER_PROF, budget)
    try:
        return act()
    except Stalled:
        return Verdict(REFUSED, (f"takes more than {budget:g} CPU seconds",))
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def tried(seeds: range, *, budget: float = BUDGET) -> Found:
    """The files of these seeds, one after the other."""
    outcomes: Counter[str] = Counter()
    flaws: list[str] = []
    began, slowest = time.process_time(), 0.0
    for seed in seeds:
        raw, start = mutant(seed), time.process_time()
        found = within(budget, partial(verdict, raw))
        slowest = max(slowest, time.process_time() - start)
        outcomes[found.outcome] += 1
        flaws += [f"seed {seed}: {flaw}" for flaw in found.flaws]
    return Found(outcomes, tuple(flaws), slowest, time.process_time() - began)


def results(seeds: range, *, workers: int) -> Iterator[Found]:
    """What each batch of seeds came to, in their order, however many workers there are."""
    batches = [seeds[row : row + BATCH] for row in range(0, len(seeds), BATCH)]
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(tried, batches)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=100_000, help="files to try")
    words.add_argument("--seed", type=int, default=1, help="of the first file; the next has the next")
    words.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    asked = words.parse_args()
    outcomes: Counter[str] = Counter()
    flawed, slowest, seconds = 0, 0.0, 0.0
    for found in results(range(asked.seed, asked.seed + asked.count), workers=asked.workers):
        before = sum(outcomes.values())
        outcomes += found.outcomes
        flawed += len(found.flaws)
        slowest, seconds = max(slowest, found.slowest), seconds + found.seconds
        for line in found.flaws:
            print(line, flush=True)
        if (tried_now := sum(outcomes.values())) // 5000 > before // 5000:
            print(f"{tried_now} of {asked.count} files, {flawed} flaws", file=sys.stderr, flush=True)
    print(
        f"{sum(outcomes.values())} files: {outcomes[READ]} read, {outcomes[REFUSED]} refused with their places, "
        f"{flawed} flaws; the slowest took {slowest:.2f} CPU seconds; {seconds:.0f} CPU seconds in all"
    )
    return int(flawed > 0)


if __name__ == "__main__":
    sys.exit(main())
