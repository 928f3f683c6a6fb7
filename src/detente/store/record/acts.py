"""What is done with an open record: add entries, read them, and sign what a compartment holds.

Every act takes the reach of whoever does it. Nothing it answers depends on what lies outside: not a number, not an id,
not the words of a refusal.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime

from detente.store.record import checkpoints, rows
from detente.store.record.chain import Head
from detente.store.record.checkpoints import Checkpoint, Signer
from detente.store.record.engines import reading
from detente.store.record.entry import Entry, Kept, Receipt, checked
from detente.store.record.keeping import Record
from detente.store.record.reach import Reach, may_add, may_read
from detente.store.record.refusals import UnknownEntry


def append(record: Record, entries: Iterable[Entry], reach: Reach) -> tuple[Receipt, ...]:
    """Keep all these entries or none, and return when they are on disk; one receipt for each, in order.

    An entry handed in again under its key gets its first receipt. Raises KeyTaken, OutsideReach, NotAnEntry,
    NotWritten.
    """
    handed_in = tuple(entries)
    for entry in handed_in:
        may_add(reach, checked(entry).compartment)
    return record.writer.keep(handed_in) if handed_in else ()


def entries(record: Record, reach: Reach, *, after: Mapping[str, int] | None = None) -> tuple[Kept, ...]:
    """Everything that may be read, compartment by compartment in order; `after` leaves out what is known already.

    Raises DamagedRecord where a row does not read as an entry.
    """
    with reading(record.place, record.engine) as connection:
        if after is None:
            found = [row for batch in rows.batches(connection, reach) for row in batch]
        else:
            found = [
                row
                for head in rows.heads(connection, reach)
                for batch in rows.rows_after(connection, head.compartment, after.get(head.compartment, 0))
                for row in batch
            ]
    return tuple(map(rows.kept, found))


def entry(record: Record, id_: str, reach: Reach) -> Kept:
    """The entry with this id. Raises UnknownEntry, whether there is none or it may not be read."""
    with reading(record.place, record.engine) as connection:
        found = rows.row_called(connection, reach, id_)
    if found is None:
        raise UnknownEntry(id_)
    return rows.kept(found)


def heads(record: Record, reach: Reach) -> tuple[Head, ...]:
    """Where each compartment that may be read and holds an entry ends, by name."""
    with reading(record.place, record.engine) as connection:
        return rows.heads(connection, reach)


def checkpoint(record: Record, compartment: str, reach: Reach, *, at: datetime, by: Signer) -> Checkpoint:
    """Sign what a compartment holds now, to be handed out. Raises OutsideReach, NothingToAttest."""
    may_read(reach, compartment)
    with reading(record.place, record.engine) as connection:
        return checkpoints.attested(rows.head(connection, compartment), at, by)
