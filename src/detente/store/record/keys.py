"""The keys of a record: what opens its file, and what signs its checkpoints. None is ever taken as an argument.

A key is read from a file that only its owner may read, or from an environment variable named by the caller; it shows
itself in no message, value or log. Losing the key of an encrypted record means losing the record: keep a copy
elsewhere.
"""

import os
import secrets
from dataclasses import dataclass, field
from pathlib import Path

from detente.store.record.files import own_text, write_new
from detente.store.record.refusals import LockedRecord

ROUNDS = 256_000
"""Of PBKDF2-HMAC-SHA512, as SQLCipher 4 derives a key: its own tools open the file with the same passphrase."""


@dataclass(frozen=True, slots=True)
class KeyFile:
    """A file with 64 hexadecimal digits, readable by its owner alone."""

    path: Path


@dataclass(frozen=True, slots=True)
class PassphraseIn:
    """A passphrase in the environment variable of this name."""

    variable: str


@dataclass(frozen=True, slots=True)
class Unlocked:
    """No encryption. For what may be read by whoever finds the file."""


Lock = KeyFile | PassphraseIn | Unlocked


@dataclass(frozen=True, slots=True)
class Secret:
    """Text that must not be seen; it is left out wherever the value is shown."""

    text: str = field(repr=False)


def new_key_file(path: Path) -> KeyFile:
    """Draw a key and write it where only its owner may read it. Raises PlaceTaken, NotWritten."""
    write_new(path, secrets.token_hex(32) + "\n")
    return KeyFile(path)


def secret(lock: KeyFile | PassphraseIn) -> Secret:
    """What opens the lock, as it was written. Raises LockedRecord when it is not to be had."""
    if isinstance(lock, KeyFile):
        return Secret(own_text(lock.path))
    text = os.environ.get(lock.variable, "")
    if not text:
        raise LockedRecord(f"the environment variable {lock.variable} holds no passphrase; set it, then try again")
    return Secret(text)


def cipher_key(lock: Lock, salt: bytes) -> Secret | None:
    """The key for SQLCipher, in its own notation; nothing for a file that is not encrypted. Raises LockedRecord.

    `salt` is the first 16 bytes of the file.
    """
    if isinstance(lock, Unlocked):
        return None
    if isinstance(lock, KeyFile):
        return Secret(f"x'{_key_of(lock).hex()}{salt.hex()}'")
    from hashlib import pbkdf2_hmac

    derived = pbkdf2_hmac("sha512", secret(lock).text.encode(), salt, ROUNDS, 32)
    return Secret(f"x'{derived.hex()}{salt.hex()}'")


def _key_of(lock: KeyFile) -> bytes:
    """The 32 bytes of a key file. Raises LockedRecord without showing what stands there."""
    try:
        key = bytes.fromhex(own_text(lock.path))
    except ValueError:
        key = b""
    if len(key) != 32:
        raise LockedRecord(f"{lock.path} is no key file: it should hold 64 hexadecimal digits and nothing else")
    return key
