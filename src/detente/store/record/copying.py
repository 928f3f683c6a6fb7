"""A whole record copied: as a backup while others write, and from a backup into a new place.

A copy holds what was acknowledged when it began. It is made row by row and every chain is followed on the way, so that
a damaged record is never copied for a sound one; it appears under its name when it is complete and on disk. Both
engines are copied alike: the backup of a server is a file, and a file can be restored to a server.
"""

from collections.abc import Iterable, Iterator

from detente.store.record import rows
from detente.store.record.chain import Head, Row, walked
from detente.store.record.engines import reading
from detente.store.record.keeping import Record, made_of, open_record
from detente.store.record.places import InFile, Place
from detente.store.record.reach import KEEPER, Reach
from detente.store.record.refusals import DamagedRecord


def backup(record: Record, to: InFile, reach: Reach) -> tuple[Head, ...]:
    """Copy what may be read into a new file, and say where each compartment ends in it.

    Others go on writing meanwhile. Raises PlaceTaken, NotWritten, DamagedRecord.
    """
    ends: dict[str, Head] = {}
    with reading(record.place, record.engine) as connection:
        made_of(to, _followed(record.place, rows.batches(connection, reach), ends))
    return tuple(ends.values())


def restore(backed_up: InFile, to: Place) -> tuple[Head, ...]:
    """Make a record of a backup where nothing is yet, and say where each compartment ends in it.

    Verify it afterwards against the checkpoints that were handed out: a backup knows nothing of what came after it.
    Raises PlaceTaken, NotWritten, UnreadableRecord.
    """
    ends: dict[str, Head] = {}
    with open_record(backed_up) as record, reading(record.place, record.engine) as connection:
        made_of(to, _followed(backed_up, rows.batches(connection, KEEPER), ends))
    return tuple(ends.values())


def _followed(place: Place, batches: Iterable[list[Row]], ends: dict[str, Head]) -> Iterator[list[Row]]:
    """The rows themselves, followed on the way; `ends` is where each compartment stands by then."""
    for batch in batches:
        for compartment in dict.fromkeys(row[0] for row in batch):
            part = [row for row in batch if row[0] == compartment]
            found = walked(ends.get(compartment, Head(compartment)), part)
            if found.faults:
                fault = found.faults[0]
                raise DamagedRecord(
                    f"{place} was not copied: number {fault.number} of {compartment!r} {fault.says}. "
                    "Keep it as it is, and look for an earlier backup"
                )
            ends[compartment] = found.head
        yield batch
