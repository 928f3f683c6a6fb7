"""SQLite, as the engine of a record in a file: encrypted, written ahead, and synced at every commit.

It comes with sqlcipher3, not with Python: the system's own may be of a version that loses commits (see `soundness`).
"""

import os
import time
from collections.abc import Callable
from contextlib import closing
from functools import partial
from pathlib import Path
from random import uniform
from types import ModuleType
from typing import Protocol
from urllib.parse import quote

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.pool import QueuePool

from detente.store.record import refusals
from detente.store.record.complaints import PATIENCE, refusal
from detente.store.record.files import reason, settle, taken
from detente.store.record.keys import Secret, Unlocked, cipher_key
from detente.store.record.places import InFile
from detente.store.record.soundness import SQLITE, unsound

WRITES = "detente_writes"
"""The execution option of a connection whose transactions write."""
PAUSE = 0.002
"""Seconds between two tries to get one's turn, on average."""
_PLAIN = b"SQLite format 3\x00"
_SALT = 16
_SETTINGS = ("synchronous=FULL", "fullfsync=ON", "checkpoint_fullfsync=ON", "trusted_schema=OFF", "cell_size_check=ON")


class RawConnection(Protocol):
    """What is needed of a connection below SQLAlchemy."""

    def execute(self, statement: str) -> object: ...
    def set_busy_handler(self, handler: Callable[[int], bool]) -> None: ...
    def close(self) -> None: ...


def file_engine(place: InFile) -> Engine:
    """The engine of a file that is there. Raises NoRecord, LockedRecord, UnsoundEngine."""
    _refuse_unsound()
    try:
        with place.path.open("rb") as file:
            head = file.read(_SALT)
    except FileNotFoundError:
        raise refusals.NoRecord(f"there is no record at {place}; begin one there first") from None
    except OSError as error:
        raise refusals.NoRecord(f"{place} cannot be read: {reason(error)}") from error
    if not isinstance(place.lock, Unlocked) and head == _PLAIN:
        raise refusals.LockedRecord(f"{place} is not encrypted; open it as unlocked, or keep it in an encrypted record")
    return _engine(place.path, cipher_key(place.lock, head))


def new_file_engine(place: InFile) -> Engine:
    """The engine of a new, empty file. Raises PlaceTaken, NotWritten, LockedRecord, UnsoundEngine."""
    _refuse_unsound()
    key = cipher_key(place.lock, os.urandom(_SALT))
    try:
        place.path.parent.mkdir(parents=True, exist_ok=True)
        os.close(os.open(place.path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        settle(place.path.parent)
    except FileExistsError:
        raise taken(place.path) from None
    except OSError as error:
        raise refusals.NotWritten(f"{place} cannot be written: {reason(error)}") from error
    try:
        with closing(_connected(place.path, key)) as connection:
            connection.execute("PRAGMA journal_mode=WAL")  # it stays with the file
    except sqlite().Error as error:
        raise refusal(place, error) from error
    return _engine(place.path, key)


def sqlite() -> ModuleType:
    """The SQLite that keeps records; `sqlite_version` is its version."""
    from sqlcipher3 import dbapi2

    module: ModuleType = dbapi2
    return module


def _engine(path: Path, key: Secret | None) -> Engine:
    engine = create_engine(
        "sqlite://",
        module=sqlite(),
        creator=partial(_connected, path, key),
        poolclass=QueuePool,
        hide_parameters=True,
    )
    event.listen(engine, "begin", _begun)
    return engine


def _connected(path: Path, key: Secret | None) -> RawConnection:
    connection: RawConnection = sqlite().connect(
        f"file:{quote(str(path.absolute()))}?mode=rw", uri=True, isolation_level=None, check_same_thread=False
    )
    connection.set_busy_handler(_wait_turn)
    connection.execute("PRAGMA cipher_log_level=NONE")  # it would tell standard error of every wrong key
    if key:
        connection.execute(f'PRAGMA key="{key.text}"')
    for setting in _SETTINGS:
        connection.execute(f"PRAGMA {setting}")
    return connection


def _wait_turn(tries: int) -> bool:
    """Ask again soon. SQLite's own way asks ever more rarely, and gets no turn beside somebody who writes a lot."""
    time.sleep(uniform(0, 2 * PAUSE))
    return tries * PAUSE < PATIENCE


def _begun(connection: Connection) -> None:
    """A writer takes its turn at once: one that turns from reader to writer later could only fail."""
    connection.exec_driver_sql("BEGIN IMMEDIATE" if connection.get_execution_options().get(WRITES) else "BEGIN")


def _refuse_unsound() -> None:
    if says := unsound(SQLITE, sqlite().sqlite_version):
        raise refusals.UnsoundEngine(says)
