"""Writers killed in the middle of their work, over and over, on one record; then what they were told is looked for.

Every writer is a process of its own, the odd ones with three threads, and begins by handing in again what was
acknowledged last before the kill. Needs a process without threads: it forks.
"""

import os
import select
import signal
import struct
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from random import Random
from threading import Thread

from sqlalchemy import Engine

from detente.store.record import acts
from detente.store.record.chain import Head, row, walked
from detente.store.record.entry import Entry, Receipt
from detente.store.record.keeping import Record, begin, open_record
from detente.store.record.places import InFile, Place
from detente.store.record.reach import KEEPER
from detente.store.record.verifying import verify
from detente.store.record.writer import Writer
from records import NORTH, Server, entry

COMPARTMENTS = ("north", "shared")
_TOLD = struct.Struct("<BHIQ")
"""Compartment, writer, report and number, as a writer tells them once they are acknowledged."""
_READY = 255
MOST_KEPT = 20_000
"""Entries after which another file is begun, so that looking at it stays quick."""

MakeWriter = Callable[[Place, Engine, Callable[[], str]], Writer]


class HastyWriter(Writer):
    """The fault that must be found: it acknowledges what is not yet kept."""

    def keep(self, entries: tuple[Entry, ...]) -> tuple[Receipt, ...]:
        Thread(target=super().keep, args=(entries,), daemon=True).start()
        return tuple(Receipt(each.compartment, each.key, 0, "", "") for each in entries)


@dataclass
class Tally:
    """What became of what was acknowledged."""

    deaths: int = 0
    acknowledged: int = 0
    kept: int = 0
    lost: int = 0
    flaws: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Told:
    """A report that a writer was told is kept."""

    compartment: str
    key: str
    number: int


@dataclass
class Reports:
    """Everything seen so far of the record under trial: where it ends, and which keys stand in it."""

    heads: dict[str, Head] = field(default_factory=dict)
    keys: set[tuple[str, str]] = field(default_factory=set)
    last: list[Told] = field(default_factory=list)


def crashes(place: Place, deaths: int, seed: int, *, make: MakeWriter = Writer, running: Server | None = None) -> Tally:
    """Kill writers until so many have died; every 50th time the server they write to dies with them."""
    rng, tally, seen, number = Random(seed), Tally(), Reports(), 0
    begin(place).close()
    while tally.deaths < deaths:
        number += 1
        trial(place, number, rng, tally, seen, make, running if number % 50 == 10 else None)
        if len(seen.keys) > MOST_KEPT and isinstance(place, InFile):
            place = InFile(place.path.with_name(f"{number}.db"), place.lock)
            begin(place).close()
            seen = Reports()
    with open_record(place) as record:
        tally.flaws += verify(record, KEEPER).faults
    return tally


def trial(
    place: Place, number: int, rng: Random, tally: Tally, seen: Reports, make: MakeWriter, running: Server | None
) -> None:
    """Let one to four writers work, kill them, and look for what they were told."""
    with killed_after(rng.uniform(0, 0.03), hurry=rng.random() < 0.1, running=running) as gathered:
        for writer in range(rng.randint(1, 4)):
            gathered.start(partial(_work, place, number, writer, seen.last, make))
    told = [each for each in gathered.told(number) if each.number >= 0]
    tally.deaths += gathered.count
    tally.acknowledged += len(told)
    _look(place, number, told, tally, seen)


@dataclass
class Gathered:
    """Processes at work and the pipes they tell of it through."""

    pids: list[int] = field(default_factory=list)
    pipes: list[int] = field(default_factory=list)
    raw: list[bytes] = field(default_factory=list)

    @property
    def count(self) -> int:
        return len(self.pids)

    def start(self, work: Callable[[int], None]) -> None:
        read, write = os.pipe()
        pid = os.fork()
        if pid == 0:
            status = 1
            try:
                os.close(read)
                work(write)
                status = 0
            except BaseException as error:  # noqa: BLE001 - a process about to end says why
                os.write(2, f"a writer failed: {error!r}\n".encode())
            finally:
                os._exit(status)
        os.close(write)
        self.pids.append(pid)
        self.pipes.append(read)

    def told(self, trial_number: int) -> list[Told]:
        """What was told in whole; the rest was cut off by death."""
        found = []
        for raw in self.raw:
            for compartment, writer, report, number in _TOLD.iter_unpack(raw[: len(raw) // _TOLD.size * _TOLD.size]):
                if compartment != _READY:
                    found.append(Told(COMPARTMENTS[compartment], f"{trial_number}-{writer}-{report}", number))
        return found


@contextmanager
def killed_after(seconds: float, *, hurry: bool, running: Server | None) -> Iterator[Gathered]:
    """Processes that are killed that long after all are at work, or, in a hurry, after they were started.

    A server that is given dies first, and is started again.
    """
    gathered = Gathered()
    yield gathered
    first = [b""] * gathered.count
    if not hurry:
        for at, pipe in enumerate(gathered.pipes):
            select.select([pipe], [], [], 20)
            first[at] = os.read(pipe, _TOLD.size)
    time.sleep(seconds)
    if running:
        running.fall()
    for pid in gathered.pids:
        os.kill(pid, signal.SIGKILL)
    for at, (pid, pipe) in enumerate(zip(gathered.pids, gathered.pipes, strict=True)):
        os.waitpid(pid, 0)
        parts = [first[at]]
        while part := os.read(pipe, 1 << 16):
            parts.append(part)
        os.close(pipe)
        gathered.raw.append(b"".join(parts))
    if running:
        running.rise()


def _work(place: Place, trial_number: int, writer: int, last: list[Told], make: MakeWriter, pipe: int) -> None:
    """Hand in reports until death comes."""
    opened = open_record(place)
    record = Record(place, opened.engine, make(place, opened.engine, opened.writer._new_id))
    for each in last:
        (receipt,) = acts.append(record, [_report(each.compartment, each.key)], NORTH)
        if receipt.number not in (each.number, 0):
            os.write(2, f"{each} was kept a second time as {receipt}\n".encode())
    os.write(pipe, _TOLD.pack(_READY, writer, 0, 0))
    hands = 3 if writer % 2 else 1

    def hand_in(first: int) -> None:
        report = first
        while True:
            at = report % 2
            key = f"{trial_number}-{writer}-{report}"
            (receipt,) = acts.append(record, [_report(COMPARTMENTS[at], key)], NORTH)
            os.write(pipe, _TOLD.pack(at, writer, report, receipt.number))
            report += hands

    for first in range(1, hands):
        Thread(target=hand_in, args=(first,), daemon=True).start()
    hand_in(0)


def _report(compartment: str, key: str) -> Entry:
    return entry(compartment, 1, key=key, says=f"report {key}")


def _look(place: Place, number: int, told: list[Told], tally: Tally, seen: Reports) -> None:
    """Everything told is there once, under its number, in a chain that goes on from where it was."""
    with open_record(place) as record:
        new = acts.entries(record, KEEPER, after={name: head.number for name, head in seen.heads.items()})
    found = {(each.entry.compartment, each.entry.key): each.number for each in new}
    for each in told:
        if found.get((each.compartment, each.key)) not in ((each.number,) if each.number else found.values()):
            tally.lost += 1
    if len(found) != len(new) or seen.keys & found.keys():
        tally.flaws.append(f"trial {number}: a key stands twice")
    for compartment in COMPARTMENTS:
        part = [row(each) for each in new if each.entry.compartment == compartment]
        walk = walked(seen.heads.get(compartment, Head(compartment)), part)
        tally.flaws += [f"trial {number}: {fault}" for fault in walk.faults]
        seen.heads[compartment] = walk.head
    seen.keys |= found.keys()
    seen.last = [each for each in told if each.number][-2:]
    tally.kept += len(new)
