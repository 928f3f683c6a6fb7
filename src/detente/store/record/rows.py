"""The rows of the table: asked for within somebody's reach, turned into entries, and added."""

from collections.abc import Collection, Iterable, Iterator
from datetime import date
from typing import cast

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, func, insert, select, true

from detente.store.record.chain import Head, Row
from detente.store.record.entry import Entry, Kept, instant_of
from detente.store.record.reach import Every, Reach
from detente.store.record.refusals import DamagedRecord
from detente.store.record.tables import ENTRY

BATCH = 1000
"""Rows that go through memory at once, and keys asked for in one question."""
# Put together once: these two are asked for at every commit.
_IN_COMPARTMENT = ENTRY.c.compartment == bindparam("compartment")
_HEAD = select(ENTRY.c.number, ENTRY.c.hash).where(_IN_COMPARTMENT).order_by(ENTRY.c.number.desc()).limit(1)
_UNDER_KEYS = select(ENTRY).where(_IN_COMPARTMENT, ENTRY.c.key.in_(bindparam("keys", expanding=True)))


def within(reach: Reach) -> ColumnElement[bool]:
    """The rows somebody may read."""
    return true() if isinstance(reach.reads, Every) else ENTRY.c.compartment.in_(sorted(reach.reads))


def batches(connection: Connection, reach: Reach) -> Iterator[list[Row]]:
    """All rows somebody may read, compartment by compartment in order, as they were when the first was asked for."""
    asked = select(ENTRY).where(within(reach)).order_by(ENTRY.c.compartment, ENTRY.c.number)
    yield from _in_batches(connection, asked)


def rows_after(connection: Connection, compartment: str, number: int) -> Iterator[list[Row]]:
    """The rows of one compartment that stand after a number."""
    asked = select(ENTRY).where(ENTRY.c.compartment == compartment, ENTRY.c.number > number).order_by(ENTRY.c.number)
    yield from _in_batches(connection, asked)


def row_called(connection: Connection, reach: Reach, id_: str) -> Row | None:
    """The row with this id, if it is one that may be read."""
    found = connection.execute(select(ENTRY).where(within(reach), ENTRY.c.id == id_)).first()
    return cast(Row, tuple(found)) if found else None


def heads(connection: Connection, reach: Reach) -> tuple[Head, ...]:
    """Where each compartment that may be read and holds an entry ends."""
    last = (
        select(ENTRY.c.compartment, func.max(ENTRY.c.number).label("number"))
        .where(within(reach))
        .group_by(ENTRY.c.compartment)
        .subquery()
    )
    asked = (
        select(ENTRY.c.compartment, ENTRY.c.number, ENTRY.c.hash)
        .join(last, and_(ENTRY.c.compartment == last.c.compartment, ENTRY.c.number == last.c.number))
        .order_by(ENTRY.c.compartment)
    )
    return tuple(Head(compartment, number, hash_) for compartment, number, hash_ in connection.execute(asked))


def head(connection: Connection, compartment: str) -> Head:
    """Where one compartment ends."""
    found = connection.execute(_HEAD, {"compartment": compartment}).first()
    return Head(compartment, *found) if found else Head(compartment)


def under_keys(connection: Connection, compartment: str, keys: Collection[str]) -> Iterator[Kept]:
    """The entries of one compartment that stand under these keys."""
    wanted = list(keys)
    for start in range(0, len(wanted), BATCH):
        some = wanted[start : start + BATCH]
        for found in connection.execute(_UNDER_KEYS, {"compartment": compartment, "keys": some}):
            yield kept(cast(Row, tuple(found)))


def add(connection: Connection, rows: Iterable[Row]) -> None:
    """Write rows, in their order."""
    names = ENTRY.columns.keys()
    if values := [dict(zip(names, row, strict=True)) for row in rows]:
        connection.execute(insert(ENTRY), values)


def kept(row: Row) -> Kept:
    """The entry that a row stands for. Raises DamagedRecord for a row that no record wrote."""
    compartment, number, id_, key, known, day, kind, payload, previous, hash_ = row
    try:
        entry = Entry(compartment, key, instant_of(known), date.fromisoformat(day), kind, payload)
    except ValueError:
        raise DamagedRecord(
            f"number {number} of {compartment!r} reads as no entry any more; verify the record"
        ) from None
    return Kept(entry, number, id_, previous, hash_)


def _in_batches(connection: Connection, asked: Select[tuple[object, ...]]) -> Iterator[list[Row]]:
    found = connection.execute(asked, execution_options={"yield_per": BATCH})
    for part in found.partitions():
        yield cast(list[Row], [tuple(each) for each in part])
