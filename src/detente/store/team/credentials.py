"""Passwords, one-time codes and recovery codes: made, judged and compared, never kept as they are.

Passwords are hashed by argon2id, a few at a time and a few more waiting, so that a flood of guesses costs others
nothing; a password is judged by zxcvbn, which carries lists of common ones. Codes are of RFC 6238, each good once.
"""

import secrets
from datetime import datetime
from hashlib import sha256
from hmac import compare_digest
from threading import BoundedSemaphore

import pyotp
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from zxcvbn import zxcvbn

from detente.store.team.refusals import Crowded, WeakPassword

LEAST, MOST = 12, 100
"""Letters of a password."""
AT_ONCE, WAITING = 2, 8
STEP = 30
"""Seconds a one-time code is for; the one before and the one after are taken too."""
CODES = 10
"""Recovery codes given out."""


class Hasher:
    """Hashes passwords, `AT_ONCE` at a time; who comes while `WAITING` more wait is sent away."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher()
        self._working, self._room = BoundedSemaphore(AT_ONCE), BoundedSemaphore(AT_ONCE + WAITING)
        self._nobody = self._hasher.hash(secrets.token_urlsafe())

    def hash(self, password: str) -> str:
        """What is kept of a password. Raises Crowded."""
        with _Turn(self._room, self._working):
            return self._hasher.hash(password)

    def fits(self, password: str, kept: str | None) -> bool:
        """The password is the one kept; with none kept it takes as long, and is not. Raises Crowded."""
        with _Turn(self._room, self._working):
            try:
                return self._hasher.verify(kept or self._nobody, password) and kept is not None
            except (VerificationError, InvalidHashError):
                return False


class _Turn:
    """A place among those who wait, then one among those who work."""

    def __init__(self, room: BoundedSemaphore, working: BoundedSemaphore) -> None:
        self._room, self._working = room, working

    def __enter__(self) -> None:
        if not self._room.acquire(blocking=False):
            raise Crowded
        self._working.acquire()

    def __exit__(self, *_: object) -> None:
        self._working.release()
        self._room.release()


def must_be_strong(password: str, *known: str) -> None:
    """Raises WeakPassword for one too short, too long, or soon guessed; `known` are words others know of the person.

    >>> must_be_strong("correct horse battery staple gravel")
    """
    if not LEAST <= len(password) <= MOST:
        raise WeakPassword(
            f"a password has {LEAST} to {MOST} letters; several words that do not belong together do well"
        )
    if zxcvbn(password, user_inputs=list(known))["score"] < 3:
        raise WeakPassword("this password would soon be guessed; take several words that do not belong together")


def new_secret() -> str:
    """A secret that one-time codes are made of, as people type it into their device."""
    return pyotp.random_base32()


def address_of(secret: str, name: str) -> str:
    """The same as an address that devices read."""
    return pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name="detente")


def turn_of(secret: str, code: str, now: datetime) -> int | None:
    """Which step of time a one-time code is for; None where it is for none near `now`."""
    device, step = pyotp.TOTP(secret, interval=STEP), int(now.timestamp()) // STEP
    given = "".join(code.split())
    if not given.isascii():
        return None
    near = [each for each in (step - 1, step, step + 1) if compare_digest(device.at(each * STEP), given)]
    return near[-1] if near else None


def new_codes() -> tuple[str, ...]:
    """Recovery codes, each good once in place of a one-time code."""
    letters = "abcdefghjkmnpqrstuvwxyz23456789"
    drawn = ("".join(secrets.choice(letters) for _ in range(12)) for _ in range(CODES))
    return tuple(f"{each[:4]}-{each[4:8]}-{each[8:]}" for each in drawn)


def kept_of(token: str) -> str:
    """What is kept of a token that is itself too long to be guessed: recovery codes, sessions, invitations."""
    return sha256("".join(token.split()).encode()).hexdigest()
