"""The two database engines behind one way of speaking to them.

Transactions that write say so when they begin, and wait for each other; readers wait for nobody.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Connection, Engine, text

from detente.store.record.complaints import heard
from detente.store.record.onfile import WRITES, file_engine, new_file_engine
from detente.store.record.onserver import server_engine
from detente.store.record.places import InFile, Place
from detente.store.record.tables import ENTRY


def engine(place: Place) -> Engine:
    """The engine of a record that is there. Raises UnreadableRecord in one of its kinds."""
    return file_engine(place) if isinstance(place, InFile) else server_engine(place)


def new_engine(place: Place) -> Engine:
    """The engine of a place where nothing is yet; a file is made, empty.

    Raises PlaceTaken, NotWritten, UnreadableRecord.
    """
    return new_file_engine(place) if isinstance(place, InFile) else server_engine(place)


@contextmanager
def reading(place: Place, bound: Engine) -> Iterator[Connection]:
    """A connection whose statements see what was acknowledged before each began."""
    with heard(place), bound.connect() as connection, connection.begin():
        yield connection


@contextmanager
def making(place: Place, bound: Engine) -> Iterator[Connection]:
    """A transaction in which tables come to be, and all that goes into them at once, or nothing."""
    with heard(place), bound.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        yield connection


@contextmanager
def writing(place: Place, bound: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else writes; what it wrote is on disk when it ends, all of it or nothing."""
    with making(place, bound) as connection:
        if connection.dialect.name == "postgresql":  # SQLite lets one write at a time as it is
            connection.execute(text(f"LOCK TABLE {ENTRY.name} IN EXCLUSIVE MODE"))
        yield connection
