"""The power cut again and again under a record that is being written to; then what was acknowledged is looked for."""

from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from detente.store.record import acts, keeping
from detente.store.record.entry import Receipt
from detente.store.record.keeping import Record, open_record
from detente.store.record.keys import Unlocked, new_key_file
from detente.store.record.places import InFile
from detente.store.record.reach import KEEPER
from detente.store.record.refusals import NotWritten, UnreadableRecord
from detente.store.record.verifying import verify
from losing_disk import Disk, losing_disk
from records import NORTH, entry, in_file

CUTS_A_LIFE = 40
"""After which a record has grown long, and another is begun."""


@dataclass
class Cuts:
    """What became of what was acknowledged."""

    cuts: int = 0
    acknowledged: int = 0
    lost: int = 0
    broken: int = 0


def cuts(count: int, seed: int, *, synchronous: str = "FULL") -> Cuts:
    """Cut the power `count` times, under records whose engine syncs so."""
    rng, found = Random(seed), Cuts()
    with TemporaryDirectory() as folder, losing_disk() as disk:
        key = new_key_file(Path(folder) / "record.key")
        while found.cuts < count:
            place = in_file(Path(folder), f"{found.cuts}.db", rng.choice((Unlocked(), key)))
            keeping._make(place, ())  # not `begin`, which gives a file its name afterwards, on the machine's own disk
            _life(place, min(CUTS_A_LIFE, count - found.cuts), disk, rng, found, synchronous)
            disk.files.clear()
            disk.start()
    return found


def _life(place: InFile, count: int, disk: Disk, rng: Random, found: Cuts, synchronous: str) -> None:
    told: list[Receipt] = []
    last = found.cuts + count
    while found.cuts < last and _holds(place, told, found):
        # Now and then the power fails again while the record recovers.
        for most in (12, 160) if rng.random() < 0.2 else (160,):
            disk.start()
            disk.cut_at = rng.randint(1, most)
            _work(place, str(found.cuts), rng, told, synchronous)
            disk.cut(rng)
            found.cuts += 1
    _holds(place, told, found)
    found.acknowledged += len(told)


def _work(place: InFile, name: str, rng: Random, told: list[Receipt], synchronous: str) -> None:
    """Hand in reports until the power fails."""
    try:
        record = open_record(place)
    except (NotWritten, UnreadableRecord):
        return
    _set(record, f"synchronous={synchronous}", "wal_autocheckpoint=8")
    try:
        for number in range(1000):
            says = "x" * rng.choice((10, 100, 1000, 6000))
            reports = [
                entry("north", number, key=f"{name}-{number}-{each}", says=says) for each in range(rng.randint(1, 3))
            ]
            told += acts.append(record, reports, NORTH)
    except NotWritten:
        pass
    finally:
        record.close()


def _set(record: Record, *settings: str) -> None:
    """Change settings of the one connection there is."""
    raw = record.engine.raw_connection()
    for setting in settings:
        raw.cursor().execute(f"PRAGMA {setting}")
    raw.close()


def _holds(place: InFile, told: list[Receipt], found: Cuts) -> bool:
    """Everything told is there, and the record holds together."""
    try:
        with open_record(place) as record:
            kept = {each.number: each.hash for each in acts.entries(record, KEEPER)}
            sound = not verify(record, KEEPER).faults
    except (NotWritten, UnreadableRecord):
        kept, sound = {}, False
    lost = sum(kept.get(each.number) != each.hash for each in told)
    found.lost += lost
    found.broken += not sound
    return sound and not lost
