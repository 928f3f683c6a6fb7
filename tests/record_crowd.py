"""Two writers, a reader and somebody who makes backups, all at once on one record, each a process of its own."""

import os
import signal
import sys
import time
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Thread

from detente.store.record import acts, copying
from detente.store.record.chain import Head, row, walked
from detente.store.record.keeping import open_record
from detente.store.record.places import Place
from detente.store.record.reach import KEEPER
from detente.store.record.verifying import verify
from records import NORTH, entry, in_file


@dataclass(frozen=True)
class Crowd:
    """What the four did, what was lost, and whatever any of them complained of."""

    acknowledged: int
    reads: int
    backups: int
    lost: int
    flaws: tuple[str, ...]


def crowd(place: Place, seconds: float) -> Crowd:
    """Let them all work so long. Needs a process without threads: it forks."""
    until = time.monotonic() + seconds
    with TemporaryDirectory() as folder:
        told = [Path(folder, name) for name in ("one", "other", "reader", "backup")]
        acts_: list[Callable[[Path], None]] = [
            lambda path: _write(place, "one", until, path),
            lambda path: _write(place, "other", until, path),
            lambda path: _read(place, until, path),
            lambda path: _back_up(place, Path(folder), until, path),
        ]
        pids = [_apart(act, path) for act, path in zip(acts_, told, strict=True)]
        ended = [os.waitstatus_to_exitcode(_awaited(pid, seconds + 120)) for pid in pids]
        words = [path.read_text().split() if path.exists() else [] for path in told]
    flaws = [f"{path.name} ended with {code}" for path, code in zip(told, ended, strict=True) if code]
    with open_record(place) as record:
        flaws += verify(record, KEEPER).faults
        kept = {each.entry.key for each in acts.entries(record, KEEPER)}
    keys = words[0] + words[1]
    lost = sum(key not in kept for key in keys)
    return Crowd(len(keys), int((words[2] or ["0"])[0]), int((words[3] or ["0"])[0]), lost, tuple(flaws))


def _apart(act: Callable[[Path], None], path: Path) -> int:
    pid = os.fork()
    if pid == 0:
        status = 1
        try:
            act(path)
            status = 0
        except BaseException:  # noqa: BLE001 - a process about to end says why
            traceback.print_exc(file=sys.stderr)
        finally:
            sys.stderr.flush()
            os._exit(status)
    return pid


def _awaited(pid: int, seconds: float) -> int:
    """How a process ended; one that does not is made to."""
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        done, status = os.waitpid(pid, os.WNOHANG)
        if done:
            return status
        time.sleep(0.05)
    os.kill(pid, signal.SIGKILL)
    return os.waitpid(pid, 0)[1]


def _write(place: Place, name: str, until: float, path: Path) -> None:
    """Two hands at once, reports of one to five entries."""
    told: list[str] = []
    failed: list[BaseException] = []

    def hand_in(hand: int) -> None:
        rng, number = Random(hand), 0
        try:
            while time.monotonic() < until:
                keys = [f"{name}-{hand}-{number}-{each}" for each in range(rng.randint(1, 5))]
                compartment = rng.choice(("north", "shared"))
                acts.append(record, [entry(compartment, number, key=key) for key in keys], NORTH)
                told.extend(keys)
                number += 1
        except BaseException as error:  # noqa: BLE001 - it is raised again below
            failed.append(error)

    with open_record(place) as record:
        hands = [Thread(target=hand_in, args=(hand,)) for hand in (0, 1)]
        for each in hands:
            each.start()
        for each in hands:
            each.join()
    path.write_text("\n".join(told))
    if failed:
        raise failed[0]


def _read(place: Place, until: float, path: Path) -> None:
    """Read what is new, again and again; it always goes on from what was read before."""
    heads: dict[str, Head] = {}
    reads = 0
    with open_record(place) as record:
        while time.monotonic() < until:
            new = acts.entries(record, NORTH, after={name: head.number for name, head in heads.items()})
            for compartment in ("north", "shared"):
                part = [row(each) for each in new if each.entry.compartment == compartment]
                walk = walked(heads.get(compartment, Head(compartment)), part)
                if walk.faults:
                    raise AssertionError(f"what was read does not go on: {walk.faults}")
                heads[compartment] = walk.head
            reads += 1
            time.sleep(0.005)
    path.write_text(str(reads))


def _back_up(place: Place, folder: Path, until: float, path: Path) -> None:
    """Make backups, and verify each."""
    made = 0
    with open_record(place) as record:
        while time.monotonic() < until or not made:
            backed_up = in_file(folder, f"{made}.db")
            heads = copying.backup(record, backed_up, KEEPER)
            with open_record(backed_up) as copy:
                if verify(copy, KEEPER).faults or acts.heads(copy, KEEPER) != heads:
                    raise AssertionError("a backup does not hold together")
            backed_up.path.unlink()
            made += 1
            time.sleep(0.05)
    path.write_text(str(made))
