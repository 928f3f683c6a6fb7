"""The long form of the two-world tests: many pairs, on the sample and on both cases of the gallery.

Each pair goes through a draw of the doors, the brief as PDF among them; the same seed draws the same pairs and doors.
Differences are printed with what makes them anew. Exit code 1 when there are any.
"""

import argparse
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

import samples
from detente.case.model import MEDIATORS
from detente.store import casefile
from detente.workbench import folders
from two_worlds import BRIEF_AS_PDF, READERS, differences, doors, pair

FOR_MEDIATORS = (("show", "--json"), ("check", "--json"))


@dataclass(frozen=True, slots=True)
class Base:
    """A case to build pairs on, readers of it, and a day to ask for changes since."""

    name: str
    text: str
    readers: tuple[str, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Found:
    """What one pair showed: how many doors were compared, what differed, whether mediators could tell the worlds apart."""

    doors: int
    differences: tuple[str, ...]
    told_apart_by_mediators: bool
    seconds: float


def bases() -> tuple[Base, ...]:
    """The sample twice, for it is quick, and the cases of the gallery."""
    gaza, pause = ((folders.GALLERY / name / casefile.FILE).read_text("utf-8") for name in ("gaza-2024", "pause-2023"))
    valley = Base("valley", samples.VALLEY, READERS, "2024-02-25")
    return (
        valley,
        Base("gaza-2024", gaza, ("public", "israel", "hamas", "egypt", "netanyahu", "al-nono", "wsj"), "2024-01-21"),
        valley,
        Base("pause-2023", pause, ("public", "israel", "hamas", "qatar", "us", "un"), "2023-11-27"),
    )


def tried(seed: int, *, most_doors: int) -> Found:
    """One pair through a draw of its doors."""
    began, rng = time.process_time(), Random(seed)
    base = bases()[seed % 4]
    found = pair(base.text, rng.choice(base.readers), seed)
    every = (*doors(found, base.day), BRIEF_AS_PDF)
    through = every if most_doors == 0 else tuple(rng.sample(every, most_doors))
    with TemporaryDirectory() as folder:
        told = differences(found, through, Path(folder))
        apart = bool(differences(replace(found, reader=MEDIATORS), FOR_MEDIATORS, Path(folder)))
    lines = tuple(f"seed {seed}, {base.name} for {found.reader}: {line}" for line in told)
    return Found(len(through), lines, apart, time.process_time() - began)


def results(seeds: range, *, most_doors: int, workers: int) -> Iterator[Found]:
    """Each pair's result in the order of the seeds, however many workers there are."""
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(partial(tried, most_doors=most_doors), seeds, chunksize=5)


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--count", type=int, default=3000, help="pairs to try")
    words.add_argument("--seed", type=int, default=1, help="of the first pair; the next has the next")
    words.add_argument("--doors", type=int, default=8, help="doors drawn for each pair; 0 for all of them")
    words.add_argument("--workers", type=int, default=2)
    asked = words.parse_args()
    seeds = range(asked.seed, asked.seed + asked.count)
    compared = apart = differing = 0
    seconds = 0.0
    for number, found in enumerate(results(seeds, most_doors=asked.doors, workers=asked.workers), 1):
        compared += found.doors
        differing += len(found.differences)
        apart += found.told_apart_by_mediators
        seconds += found.seconds
        for line in found.differences:
            print(line, flush=True)
        if number % 100 == 0:
            print(f"{number} of {asked.count} pairs, {differing} differences", file=sys.stderr, flush=True)
    print(
        f"{asked.count} pairs, {compared} doors compared, {differing} differences for the reader; "
        f"mediators told {apart} pairs apart; {seconds:.0f} CPU seconds"
    )
    return int(differing > 0)


if __name__ == "__main__":
    sys.exit(main())
