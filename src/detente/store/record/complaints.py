"""What a database engine complains of, turned into a refusal in our own words: its own could show what was written."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import exc

from detente.errors import Refusal
from detente.store.record.places import OnServer, Place
from detente.store.record.refusals import DamagedRecord, LockedRecord, NotWritten, RecordBusy

PATIENCE = 60
"""Seconds that a writer waits for others before it is told that they are busy."""
_DAMAGE = ("malformed", "corrupt", "could not decode")
_LOCK_NOT_AVAILABLE = "55P03"


@contextmanager
def heard(place: Place) -> Iterator[None]:
    """Turns what an engine complains of meanwhile into a refusal."""
    try:
        yield
    except exc.DBAPIError as error:
        raise refusal(place, error.orig or error) from error
    except exc.TimeoutError as error:
        raise RecordBusy(f"too many are reading {place} at once; try again") from error


def refusal(place: Place, error: BaseException) -> Refusal:
    """The refusal that an engine's error stands for."""
    said, state = str(error).lower(), getattr(error, "sqlstate", None)
    if "not a database" in said:
        return LockedRecord(f"{place} does not open with this key: it is another one, or this is no record")
    if "locked" in said or "busy" in said or state == _LOCK_NOT_AVAILABLE:
        return RecordBusy(f"others have been writing to {place} for over {PATIENCE} seconds; try again")
    if any(word in said for word in _DAMAGE):
        return DamagedRecord(f"{place} is damaged; keep it as it is, and restore a backup in another place")
    if isinstance(place, OnServer):
        return NotWritten(f"{place} does not answer, or refuses; see that it runs and lets you in, and try again")
    return NotWritten(f"{place} could not be read or written ({said.splitlines()[0][:80]}); mend that, try again")
