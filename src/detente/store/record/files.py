"""Files that are on the disk when it is said, not only on their way to it, and that only their owner may read."""

import os
import secrets
from pathlib import Path

from detente.store.record.refusals import LockedRecord, NotWritten, PlaceTaken


def own_text(path: Path) -> str:
    """What stands in a key file, without white space around it. Raises LockedRecord."""
    try:
        if os.name == "posix" and path.stat().st_mode & 0o077:
            raise LockedRecord(f"others may read the key file {path}; close it with `chmod 600 {path}`")
        return path.read_text(encoding="ascii").strip()
    except UnicodeDecodeError:
        raise LockedRecord(f"{path} is no key file") from None
    except OSError as error:
        raise LockedRecord(f"the key file {path} cannot be read: {reason(error)}") from error


def write_new(path: Path, text: str | bytes) -> None:
    """Write a file that only its owner may read, to the disk and not only towards it. Raises PlaceTaken, NotWritten."""
    raw = text.encode() if isinstance(text, str) else text
    if path.exists():
        raise taken(path)
    unfinished = beside(path)
    try:
        with open(os.open(unfinished, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600), "wb") as file:
            file.write(raw)
            file.flush()
            os.fsync(file.fileno())
        put(unfinished, path)
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {reason(error)}") from error
    finally:
        unfinished.unlink(missing_ok=True)


def beside(path: Path) -> Path:
    """A name for what is to stand there once it is finished."""
    return path.with_name(f"{path.name}.{secrets.token_hex(4)}.unfinished")


def settle(folder: Path) -> None:
    """Bring the names in a folder to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def reason(error: OSError) -> str:
    return (error.strerror or "no reason given").lower()


def put(unfinished: Path, path: Path) -> None:
    """Give a finished file its name, unless something bears it. Raises PlaceTaken, NotWritten."""
    try:
        try:
            os.link(unfinished, path)
            unfinished.unlink()
        except FileExistsError:
            raise
        except OSError:  # a file system without links, as memory sticks have
            if path.exists():
                raise FileExistsError from None
            unfinished.rename(path)
        settle(path.parent)
    except FileExistsError:
        raise taken(path) from None
    except OSError as error:
        raise NotWritten(f"{path} cannot be written: {reason(error)}") from error


def taken(path: Path) -> PlaceTaken:
    return PlaceTaken(f"{path} is there already; it is left as it is")
