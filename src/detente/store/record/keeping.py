"""A record begun, opened and closed, and its tables brought up to date.

An open `Record` may be used by many threads at once; a process that forks must open its own.
"""

import secrets
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine, select

from detente.store.record import refusals, rows
from detente.store.record.chain import Row
from detente.store.record.engines import engine, making, new_engine, reading, writing
from detente.store.record.files import beside, put, taken
from detente.store.record.places import InFile, Place
from detente.store.record.tables import EDITION, EDITION_TABLE, EDITIONS, ENTRY
from detente.store.record.writer import Writer

MIGRATIONS = Path(__file__).parent / "migrations"
NewId = Callable[[], str]


@dataclass(frozen=True, slots=True)
class Record:
    """A record that is open; close it, or open it in a `with`."""

    place: Place
    engine: Engine
    writer: Writer

    def close(self) -> None:
        """Finish what was handed in, then let go of the file or the server."""
        self.writer.close()
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def random_id() -> str:
    """Twenty hexadecimal digits that tell nothing: not when, not where, not after what."""
    return secrets.token_hex(10)


def begin(place: Place, *, new_id: NewId = random_id) -> Record:
    """Begin an empty record. Raises PlaceTaken, NotWritten, UnreadableRecord."""
    made_of(place, ())
    return open_record(place, new_id=new_id)


def open_record(place: Place, *, new_id: NewId = random_id) -> Record:
    """Open a record that is there. Raises UnreadableRecord, in the kind that says why."""
    bound = engine(place)
    try:
        _refuse_other_edition(place, bound)
    except BaseException:
        bound.dispose()
        raise
    return Record(place, bound, Writer(place, bound, new_id))


def bring_up_to_date(place: Place) -> None:
    """Give a record of an earlier detente the tables of this one; its entries stay as they are. Make a backup first."""
    bound = engine(place)
    try:
        with writing(place, bound) as connection:
            _migrate(connection)
    finally:
        bound.dispose()


def made_of(place: Place, batches: Iterable[list[Row]]) -> None:
    """Make a record of rows that come in order, all of them or nothing. Raises PlaceTaken, NotWritten."""
    if not isinstance(place, InFile):
        _make(place, batches)
        return
    if place.path.exists():
        raise taken(place.path)
    unfinished = InFile(beside(place.path), place.lock)
    try:
        _make(unfinished, batches)
        put(unfinished.path, place.path)
    finally:
        for suffix in ("", "-wal", "-shm"):
            unfinished.path.with_name(unfinished.path.name + suffix).unlink(missing_ok=True)


def _make(place: Place, batches: Iterable[list[Row]]) -> None:
    """Tables and rows in one transaction."""
    bound = new_engine(place)
    try:
        with making(place, bound) as connection:
            if bound.dialect.has_table(connection, ENTRY.name):
                raise refusals.PlaceTaken(f"{place} holds a record already; it is left as it is")
            _migrate(connection)
            for batch in batches:
                rows.add(connection, batch)
    finally:
        bound.dispose()


def _refuse_other_edition(place: Place, bound: Engine) -> None:
    with reading(place, bound) as connection:
        if not bound.dialect.has_table(connection, EDITION_TABLE):
            raise refusals.NoRecord(f"{place} holds no record of detente; begin one in another place")
        found = connection.scalar(select(EDITIONS.c.version_num))
    if found == EDITION:
        return
    if found in _editions():
        raise refusals.OtherEdition(f"{place} was written by an earlier detente; back it up, then bring it up to date")
    raise refusals.OtherEdition(f"{place} was written by a later detente; install that one to open it")


def _editions() -> set[str]:
    """Every edition this detente knows."""
    from alembic.script import ScriptDirectory

    return {each.revision for each in ScriptDirectory(str(MIGRATIONS)).walk_revisions()}


def _migrate(connection: Connection) -> None:
    from alembic import command
    from alembic.config import Config

    config = Config(attributes={"connection": connection})
    config.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    command.upgrade(config, "head")
