"""The two database engines behind one way of speaking to them: how each is opened, made durable, and heard.

SQLite comes with sqlcipher3, not with Python: the system's own may be of a version that loses commits (see
`soundness`). Transactions that write say so when they begin, and wait for each other; readers wait for nobody.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from pathlib import Path
from types import ModuleType
from typing import Protocol
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from detente.errors import Refusal
from detente.store.record import refusals
from detente.store.record.keys import Secret, Unlocked, cipher_key, reason, settle
from detente.store.record.places import InFile, OnServer, Place
from detente.store.record.soundness import POSTGRESQL, SQLITE, unsound
from detente.store.record.tables import ENTRY

PATIENCE = 60
"""Seconds that a writer waits for others before it is told that they are busy."""
WRITES = "detente_writes"
"""The execution option of a connection whose transactions write."""
_PLAIN = b"SQLite format 3\x00"
_SALT = 16
_SETTINGS = ("synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON", "trusted_schema=OFF", "cell_size_check=ON")
_ON_SERVER = f"-c synchronous_commit=on -c lock_timeout={PATIENCE}s -c default_transaction_isolation=read\\ committed"


class RawConnection(Protocol):
    """What is needed of a connection below SQLAlchemy."""

    def execute(self, statement: str) -> object: ...
    def close(self) -> None: ...


def engine(place: Place) -> Engine:
    """The engine of a record that is there. Raises UnreadableRecord in one of its kinds."""
    return _file(place) if isinstance(place, InFile) else _server(place)


def new_engine(place: Place) -> Engine:
    """The engine of a place where nothing is yet; a file is made, empty.

    Raises PlaceTaken, NotWritten, UnreadableRecord.
    """
    return _new_file(place) if isinstance(place, InFile) else _server(place)


@contextmanager
def reading(place: Place, bound: Engine) -> Iterator[Connection]:
    """A connection whose statements see what was acknowledged before each began."""
    with heard(place), bound.connect() as connection, connection.begin():
        yield connection


@contextmanager
def writing(place: Place, bound: Engine) -> Iterator[Connection]:
    """A transaction in which nobody else writes; what it wrote is on disk when it ends, all of it or nothing."""
    with heard(place), bound.connect().execution_options(**{WRITES: True}) as connection, connection.begin():
        if connection.dialect.name == "postgresql" and connection.dialect.has_table(connection, ENTRY.name):
            connection.execute(text(f"LOCK TABLE {ENTRY.name} IN EXCLUSIVE MODE"))
        yield connection


@contextmanager
def heard(place: Place) -> Iterator[None]:
    """Turns what an engine complains of into a refusal."""
    try:
        yield
    except DBAPIError as error:
        raise _refusal(place, error.orig or error) from error
    except _sqlcipher().Error as error:
        raise _refusal(place, error) from error


def _file(place: InFile) -> Engine:
    _refuse_unsound(SQLITE, _sqlcipher().sqlite_version)
    try:
        with place.path.open("rb") as file:
            head = file.read(_SALT)
    except FileNotFoundError:
        raise refusals.NoRecord(f"there is no record at {place}; begin one there first") from None
    except OSError as error:
        raise refusals.NoRecord(f"{place} cannot be read: {reason(error)}") from error
    if not isinstance(place.lock, Unlocked) and head == _PLAIN:
        raise refusals.LockedRecord(f"{place} is not encrypted; open it as unlocked, or keep it in an encrypted record")
    return _sqlite(place.path, cipher_key(place.lock, head))


def _new_file(place: InFile) -> Engine:
    _refuse_unsound(SQLITE, _sqlcipher().sqlite_version)
    key = cipher_key(place.lock, os.urandom(_SALT))
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(place.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        settle(place.path.parent)
    except FileExistsError:
        raise refusals.PlaceTaken(f"{place} is there already; it is left as it is") from None
    except OSError as error:
        raise refusals.NotWritten(f"{place} cannot be written: {reason(error)}") from error
    with heard(place), closing(_connected(place.path, key)) as connection:
        connection.execute("PRAGMA journal_mode=WAL")  # it stays with the file
    return _sqlite(place.path, key)


def _sqlite(path: Path, key: Secret | None) -> Engine:
    bound = create_engine(
        "sqlite://",
        module=_sqlcipher(),
        creator=partial(_connected, path, key),
        poolclass=QueuePool,
        hide_parameters=True,
    )
    event.listen(bound, "begin", _begun)
    return bound


def _connected(path: Path, key: Secret | None) -> RawConnection:
    connection: RawConnection = _sqlcipher().connect(
        f"file:{quote(str(path.absolute()))}?mode=rw",
        uri=True,
        timeout=PATIENCE,
        isolation_level=None,
        check_same_thread=False,
    )
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would tell standard error of every wrong key
    if key:
        connection.execute(f'PRAGMA key="{key.text}"')
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def _begun(connection: Connection) -> None:
    """A writer takes its turn at once: one that turns from reader to writer later could only fail."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def _server(place: OnServer) -> Engine:
    address = os.environ.get(place.variable, "")
    if not address:
        raise refusals.LockedRecord(f"the environment variable {place.variable} is not set; it should hold the address")
    try:
        url = make_url(address.replace("postgres://", "postgresql://", 1)).set(drivername="postgresql+psycopg")
        bound = create_engine(url, connect_args={"options": _ON_SERVER}, hide_parameters=True)
    except ArgumentError:
        raise refusals.NoRecord(
            f"{place.variable} holds no address of a server; write it as postgresql://user@host/database"
        ) from None
    except ModuleNotFoundError:
        raise refusals.NoRecord("a record on a server needs psycopg: pip install 'detente[postgres]'") from None
    try:
        with reading(place, bound) as connection:
            _refuse_unsettled(place, connection)
    except BaseException:
        bound.dispose()
        raise
    return bound


def _refuse_unsettled(place: OnServer, connection: Connection) -> None:
    """A server that is unsound, or told to save the waits that durability costs, would lose what it acknowledged."""
    _refuse_unsound(POSTGRESQL, str(connection.scalar(text("SHOW server_version"))))
    for setting in ("fsync", "full_page_writes"):
        if connection.scalar(text(f"SHOW {setting}")) != "on":
            raise refusals.UnsoundEngine(
                f"{place} has {setting} turned off and would lose what it acknowledged; have it turned on"
            )


def _refuse_unsound(name: str, version: str) -> None:
    if says := unsound(name, version):
        raise refusals.UnsoundEngine(says)


def _sqlcipher() -> ModuleType:
    from sqlcipher3 import dbapi2

    module: ModuleType = dbapi2
    return module


def _refusal(place: Place, error: BaseException) -> Refusal:
    """What an engine said, as a refusal in our words."""
    said, state = str(error).lower(), getattr(error, "sqlstate", None)
    if "not a database" in said:
        return refusals.LockedRecord(f"{place} does not open with this key: it is another one, or this is no record")
    if "locked" in said or "busy" in said or state == "55P03":
        return refusals.RecordBusy(f"others have been writing to {place} for over {PATIENCE} seconds; try again")
    if any(word in said for word in ("malformed", "corrupt", "could not decode", "hmac")):
        return refusals.DamagedRecord(f"{place} is damaged; keep it as it is, and restore a backup in another place")
    if isinstance(place, OnServer):
        return refusals.NotWritten(
            f"{place} does not answer, or refuses; see that it runs and lets you in, and try again"
        )
    return refusals.NotWritten(
        f"{place} could not be read or written ({said.splitlines()[0][:80]}); mend that, try again"
    )
