"""Where a record can be: in a file of this machine, or on a PostgreSQL server that a team shares."""

from dataclasses import dataclass
from pathlib import Path

from detente.store.record.keys import Lock


@dataclass(frozen=True, slots=True)
class InFile:
    """One file, encrypted unless its lock says otherwise, with two more beside it while it is open."""

    path: Path
    lock: Lock

    def __str__(self) -> str:
        return str(self.path)


@dataclass(frozen=True, slots=True)
class OnServer:
    """A PostgreSQL database. Its address may hold a password, so it stands in the environment variable of this name:

    postgresql://user@host/database

    Several records in one database stand in schemas of their own: end the address with ?options=-csearch_path=NAME.
    """

    variable: str

    def __str__(self) -> str:
        return f"the server that {self.variable} names"


Place = InFile | OnServer
