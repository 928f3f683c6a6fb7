"""What a record costs: single and grouped appends against bare writes with fsync, verifying against bare hashing.

Every number stands beside a yardstick measured in the same run, on the same disk: how fast this machine brings the
bytes of an entry to the disk, and how fast it hashes them. Where `DETENTE_RECORD_SERVER` holds the address of an empty
database, a server is measured too.
"""

import os
import tempfile
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from hashlib import sha256
from pathlib import Path

from detente.store.record import acts
from detente.store.record.canonical import canonical
from detente.store.record.chain import line, row
from detente.store.record.entry import Entry
from detente.store.record.keeping import Record, begin
from detente.store.record.keys import Unlocked, new_key_file
from detente.store.record.places import InFile, OnServer, Place
from detente.store.record.reach import KEEPER
from detente.store.record.verifying import verify

SECONDS, HANDS, ENTRIES = 3.0, 64, 30_000
NOON = datetime(2024, 1, 22, 12, tzinfo=UTC)
SINGLE, GROUPED, VERIFIED = 300, 5_000, 30_000
"""What is aimed at, each a second."""


@dataclass(frozen=True, slots=True)
class Measured:
    """How often something was done in a second, and what processor time each took."""

    a_second: float
    microseconds: float

    def __str__(self) -> str:
        return f"{self.a_second:,.0f}/s at {self.microseconds:.0f} CPU µs"


def report(number: int, hand: int = 0) -> Entry:
    """A report of some 300 bytes."""
    payload = canonical({"says": "inspected and found as agreed; " * 7, "buses": number, "note": "تم التحقق"})
    return Entry(
        ("north", "south", "shared")[number % 3], f"{hand}-{number}", NOON, date(2024, 1, 21), "report", payload
    )


def measured(act: Callable[[], int]) -> Measured:
    """How fast an act is that says how much it did."""
    start, spent = time.perf_counter(), time.process_time()
    count = act()
    return Measured(count / (time.perf_counter() - start), (time.process_time() - spent) / count * 1e6)


def written_and_synced(path: Path) -> int:
    """The yardstick of appends: the bytes of an entry written to the end of a file, and synced, one by one."""
    raw, count, until = canonical(report(0).payload).encode(), 0, time.perf_counter() + SECONDS
    handle = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_APPEND)
    while time.perf_counter() < until:
        os.write(handle, raw)
        os.fsync(handle)
        count += 1
    os.close(handle)
    return count


def one_by_one(record: Record) -> int:
    """One hand, which waits for each receipt."""
    count, until = 0, time.perf_counter() + SECONDS
    while time.perf_counter() < until:
        acts.append(record, [report(count)], KEEPER)
        count += 1
    return count


def together(record: Record) -> int:
    """Many hands, each waiting for its own receipt of ten entries at a time; the writer gathers them."""
    counts = [0] * HANDS
    until = time.perf_counter() + SECONDS

    def hand_in(hand: int) -> None:
        while time.perf_counter() < until:
            acts.append(record, [report(counts[hand] + each, hand + 1) for each in range(10)], KEEPER)
            counts[hand] += 10

    hands = [threading.Thread(target=hand_in, args=(hand,)) for hand in range(HANDS)]
    for each in hands:
        each.start()
    for each in hands:
        each.join()
    return sum(counts)


def fill(record: Record) -> None:
    for start in range(0, ENTRIES, 1000):
        acts.append(record, [report(start + each, HANDS + 1) for each in range(1000)], KEEPER)


def verifying(record: Record) -> int:
    found = verify(record, KEEPER)
    assert not found.faults
    return sum(each.entries for each in found.compartments)


def hashing(lines: list[bytes]) -> int:
    """The yardstick of verifying: SHA-256 over the same bytes, which lie in memory."""
    for each in lines:
        sha256(each).hexdigest()
    return len(lines)


def bench(name: str, place: Place, synced: Measured) -> None:
    with begin(place) as record:
        single = measured(lambda: one_by_one(record))
        ratio = synced.a_second / single.a_second
        print(f"{name}: single appends {single} (aim: {SINGLE}/s); each as long as {ratio:.1f} bare writes")
        grouped = measured(lambda: together(record))
        ratio = grouped.a_second / synced.a_second
        print(
            f"{name}: grouped appends {grouped} (aim: {GROUPED:,}/s); {ratio:.1f} entries in the time of a bare write"
        )
        fill(record)
        lines = [line(row(each)).encode() for each in acts.entries(record, KEEPER)]
        hashed = measured(lambda: hashing(lines))
        verified = measured(lambda: verifying(record))
        print(
            f"{name}: verified {verified} over {len(lines):,} entries (aim: {VERIFIED:,}/s); "
            f"bare hashing {hashed}, ratio {hashed.a_second / verified.a_second:.1f}"
        )


if __name__ == "__main__":
    with tempfile.TemporaryDirectory(dir=os.environ.get("DETENTE_BENCH_FOLDER")) as name:
        folder = Path(name)
        synced = measured(lambda: written_and_synced(folder / "bare"))
        print(f"bare os.write and fsync of {len(report(0).payload.encode())} bytes: {synced}")
        bench("encrypted file", InFile(folder / "encrypted.db", new_key_file(folder / "record.key")), synced)
        bench("plain file", InFile(folder / "plain.db", Unlocked()), synced)
        if "DETENTE_RECORD_SERVER" in os.environ:
            bench("server", OnServer("DETENTE_RECORD_SERVER"), synced)
