"""Which database engines may keep a record: those with no known bug that corrupts or loses what was acknowledged.

Only bugs that can reach a record are listed: they strike tables and indexes in ordinary use, not a feature that the
record never touches.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import takewhile

Version = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class KnownBug:
    """A bug of an engine, from `first` up to but not including `mended`, and what to do."""

    engine: str
    first: Version
    mended: Version
    what: str
    remedy: str


SQLITE = "SQLite"
POSTGRESQL = "PostgreSQL"
_WAL_RESET = "a commit during a checkpoint can be lost, or corrupt the file"
_NEWER_SQLITE = "install a newer sqlcipher3"
KNOWN = (
    # https://sqlite.org/wal.html#walresetbug: 3.7.0 to 3.51.2, mended in 3.51.3; in old lines with 3.44.6 and 3.50.7.
    KnownBug(SQLITE, (3, 7, 0), (3, 44, 6), _WAL_RESET, _NEWER_SQLITE),
    KnownBug(SQLITE, (3, 45, 0), (3, 50, 7), _WAL_RESET, _NEWER_SQLITE),
    KnownBug(SQLITE, (3, 51, 0), (3, 51, 3), _WAL_RESET, _NEWER_SQLITE),
    # https://sqlite.org/chronology.html: 3.52.0 was withdrawn within days.
    KnownBug(SQLITE, (3, 52, 0), (3, 52, 1), "the release was withdrawn by its makers", _NEWER_SQLITE),
    KnownBug(SQLITE, (0,), (3, 7, 0), "it has no write-ahead log", _NEWER_SQLITE),
    # https://www.postgresql.org/docs/release/14.4/: indexes built concurrently miss rows, 14.0 to 14.3.
    KnownBug(
        POSTGRESQL, (14, 0), (14, 4), "an index that is rebuilt can miss rows", "update the server to 14.4 or later"
    ),
    # https://www.postgresql.org/support/versioning/: no longer mended, and never tried with this.
    KnownBug(POSTGRESQL, (0,), (14, 0), "it is no longer mended by its makers", "update the server to 14.4 or later"),
)


def version(text: str) -> Version:
    """The numbers a version begins with.

    >>> version("3.53.4"), version("18.4 (Debian 18.4-1)"), version("17beta1")
    ((3, 53, 4), (18, 4), (17,))
    """
    parts = (text.split() or [""])[0].split(".")
    numbers = ("".join(takewhile(str.isdigit, part)) for part in parts)
    return tuple(int(number) for number in takewhile(bool, numbers))


def unsound(engine: str, found: str, known: Iterable[KnownBug] = KNOWN) -> str:
    """Why this version may not keep a record and what to do, in a sentence; nothing when it may.

    >>> unsound("SQLite", "3.40.1")
    'SQLite 3.40.1: a commit during a checkpoint can be lost, or corrupt the file; install a newer sqlcipher3'
    >>> unsound("SQLite", "3.53.4")
    ''
    """
    number = version(found)
    bug = next((each for each in known if each.engine == engine and each.first <= number < each.mended), None)
    return f"{engine} {found}: {bug.what}; {bug.remedy}" if bug else ""
