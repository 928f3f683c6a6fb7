"""The long forms of the checks on the record: writers killed, power cut, records tampered with, and a crowd at work.

10,000 writers die on each engine, the power is cut 100,000 times under the engine that is shipped, 10,000 tamperings are
tried, and two writers, a reader and backups work for five minutes on each engine. Nothing acknowledged may be lost or kept
twice, and every tampering must be found. Each campaign also runs with a fault planted in it, and must find that.
`--share 0.01` runs a hundredth of everything. Exit code 1 when anything is not as it should be.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from io import TextIOWrapper
from multiprocessing import get_context
from pathlib import Path

from detente.store.record.keeping import begin
from detente.store.record.keys import new_key_file
from record_crashes import HastyWriter, Tally, crashes
from record_crowd import crowd
from record_cuts import CUTS_A_LIFE, Cuts, cuts
from record_trials import trials
from records import Server, in_file, server

DEATHS, CUTS, TAMPERINGS, SECONDS = 10_000, 100_000, 10_000, 300.0
MOST_PLANTED = 20
"""Turns in which a planted fault must show."""


@dataclass(frozen=True, slots=True)
class Asked:
    """How much of each campaign to run, from which seed, on what, and where files may go."""

    share: float
    seed: int
    workers: int
    running: Server
    folder: Path

    def part(self, whole: float) -> int:
        return max(1, round(whole * self.share))


def killed(asked: Asked) -> Iterator[str]:
    """Writers killed on each engine; then some who acknowledge too early."""
    encrypted = in_file(asked.folder, "killed.db", new_key_file(asked.folder / "killed.key"))
    for name, place, running in (("file", encrypted, None), ("server", asked.running.place(), asked.running)):
        found = crashes(place, asked.part(DEATHS), asked.seed, running=running)
        print(f"{name}: {_counted(found)}")
        yield from found.flaws
        if found.lost:
            yield f"{name}: {found.lost} acknowledged entries lost"
        if not found.acknowledged:
            yield f"{name}: nothing was acknowledged, so nothing was shown"
    for name, place in (("file", in_file(asked.folder, "hasty.db")), ("server", asked.running.place())):
        found = crashes(place, MOST_PLANTED, asked.seed, make=HastyWriter)
        print(f"{name}, acknowledged before it is kept: {_counted(found)}")
        if not found.lost:
            yield f"{name}: writers that acknowledge too early were not found out"


def _counted(found: Tally) -> str:
    return f"{found.deaths} writers killed, {found.acknowledged} entries acknowledged, {found.lost} lost, {found.kept} kept"


def cut(asked: Asked) -> Iterator[str]:
    """Power cuts; then some under an engine that does not sync each commit."""
    found = Cuts()
    lives = range(0, asked.part(CUTS), CUTS_A_LIFE)
    with ProcessPoolExecutor(asked.workers, mp_context=get_context("forkserver")) as pool:
        for each in pool.map(partial(_life, asked.part(CUTS)), (asked.seed + start for start in lives), chunksize=5):
            found.cuts += each.cuts
            found.acknowledged += each.acknowledged
            found.lost += each.lost
            found.broken += each.broken
    print(
        f"{found.cuts} power cuts, {found.acknowledged} entries acknowledged, {found.lost} lost, {found.broken} broken"
    )
    if found.lost or found.broken:
        yield f"power cuts: {found.lost} acknowledged entries lost, {found.broken} times the record did not hold together"
    planted = (cuts(5, asked.seed + turn, synchronous="NORMAL").lost for turn in range(MOST_PLANTED))
    lost = next((lost for lost in planted if lost), 0)
    print(f"with synchronous=NORMAL: {lost} lost")
    if not lost:
        yield "power cuts: an engine that does not sync its commits was not found out"


def _life(whole: int, seed: int) -> Cuts:
    return cuts(min(CUTS_A_LIFE, whole), seed)


def tampered(asked: Asked) -> Iterator[str]:
    """Tamperings with a checkpoint at hand; and those that must go unseen without one."""
    found = trials(asked.part(TAMPERINGS), asked.seed * TAMPERINGS, asked.running)
    for kind, count in sorted(found.tried.items()):
        without = f"; without a checkpoint {found.unseen_without[kind]} unseen" if kind in found.unseen_without else ""
        print(f"{kind}: {count} tried, {found.missed[kind]} missed{without}")
        if found.missed[kind]:
            yield f"tampering: {found.missed[kind]} of {count} ({kind}) not found"
    if not found.unseen_without["truncate"]:
        yield "tampering: a chain cut short was found without a checkpoint, which cannot be; the trial shows nothing"


def crowded(asked: Asked) -> Iterator[str]:
    """Two writers, a reader and backups at once, on each engine."""
    encrypted = in_file(asked.folder, "crowd.db", new_key_file(asked.folder / "crowd.key"))
    for name, place in (("file", encrypted), ("server", asked.running.place())):
        begin(place).close()
        found = crowd(place, SECONDS * asked.share)
        print(
            f"{name}: {found.acknowledged} acknowledged, {found.lost} lost; {found.reads} reads, {found.backups} backups"
        )
        yield from (f"{name}: {flaw}" for flaw in found.flaws)
        if found.lost or not (found.acknowledged and found.reads and found.backups):
            yield f"{name}: {found.lost} lost, or somebody never got a turn"


CAMPAIGNS: dict[str, Callable[[Asked], Iterator[str]]] = {
    "killed": killed,
    "cut": cut,
    "tampered": tampered,
    "crowded": crowded,
}


def main() -> int:
    words = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    words.add_argument("--only", choices=CAMPAIGNS, action="append", help="of these campaigns")
    words.add_argument("--share", type=float, default=1.0, help="of the long form")
    words.add_argument("--seed", type=int, default=1)
    words.add_argument("--workers", type=int, default=2)
    said = words.parse_args()
    assert isinstance(sys.stdout, TextIOWrapper)
    sys.stdout.reconfigure(line_buffering=True)
    flaws = 0
    with ExitStack() as open_here:
        folder = Path(open_here.enter_context(tempfile.TemporaryDirectory(prefix="detente-record-")))
        asked = Asked(said.share, said.seed, said.workers, open_here.enter_context(server()), folder)
        for name in said.only or CAMPAIGNS:
            start = time.monotonic()
            print(f"-- {name}", flush=True)
            for flaw in CAMPAIGNS[name](asked):
                flaws += 1
                print(f"flaw: {flaw}", flush=True)
            print(f"{time.monotonic() - start:.0f} seconds", flush=True)
    print(f"{flaws} flaws")
    return int(flaws > 0)


if __name__ == "__main__":
    sys.exit(main())
