"""A record sealed into one file, to be carried or kept away: its plain text, encrypted with age.

Sealed for a passphrase, or for those whose public keys (`age1...`) are named; every age tool opens it. What comes out
is the text that `plaintext` reads.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from detente.errors import NotPermitted
from detente.store.record.files import own_text, reason, write_new
from detente.store.record.keeping import Record
from detente.store.record.keys import PassphraseIn, secret
from detente.store.record.plaintext import export
from detente.store.record.reach import Reach
from detente.store.record.refusals import LockedRecord, UnreadableRecord


@dataclass(frozen=True, slots=True)
class For:
    """Those who can open it, by their public keys; these are no secret."""

    recipients: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Identity:
    """A file with the private key of one of them (`AGE-SECRET-KEY-1...`), readable by its owner alone."""

    path: Path


def seal(record: Record, reach: Reach, to: Path, lock: For | PassphraseIn) -> None:
    """Write everything that may be read into a new sealed file. Raises PlaceTaken, NotWritten, NotPermitted."""
    write_new(to, _sealed("".join(export(record, reach)).encode(), lock))


def unseal(path: Path, lock: Identity | PassphraseIn) -> str:
    """The text of a sealed file. Raises LockedRecord, UnreadableRecord."""
    import pyrage

    try:
        sealed = path.read_bytes()
    except OSError as error:
        raise UnreadableRecord(f"{path} cannot be read: {reason(error)}") from error
    try:
        if isinstance(lock, PassphraseIn):
            opened: bytes = pyrage.passphrase.decrypt(sealed, secret(lock).text)
        else:
            opened = pyrage.decrypt(sealed, [_identity(lock)])
        return opened.decode()
    except (pyrage.DecryptError, UnicodeDecodeError):
        raise LockedRecord(f"{path} does not open with this key, or was damaged on its way") from None


def _sealed(raw: bytes, lock: For | PassphraseIn) -> bytes:
    import pyrage

    if isinstance(lock, PassphraseIn):
        sealed: bytes = pyrage.passphrase.encrypt(raw, secret(lock).text)
    else:
        sealed = pyrage.encrypt(raw, _recipients(lock.recipients))
    return sealed


def _recipients(named: Iterable[str]) -> list[object]:
    import pyrage

    found: list[object] = []
    for name in named:
        try:
            found.append(pyrage.x25519.Recipient.from_str(name))
        except pyrage.RecipientError:
            raise NotPermitted(f"{name[:70]!r} is no public key of age; it should begin with age1") from None
    if not found:
        raise NotPermitted("a sealed file needs somebody who can open it; name a public key or a passphrase")
    return found


def _identity(lock: Identity) -> object:
    import pyrage

    lines = [line for line in own_text(lock.path).splitlines() if line and not line.startswith("#")]
    try:
        return pyrage.x25519.Identity.from_str("".join(lines))
    except pyrage.IdentityError:
        raise LockedRecord(f"{lock.path} holds no private key of age") from None
