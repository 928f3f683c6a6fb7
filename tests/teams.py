"""Teams in tests: a clock that is set, tokens that are drawn, cheap hashes, and people who have come in."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

import pyotp
from argon2 import PasswordHasher

from detente.store.record.places import Place
from detente.store.team.credentials import Hasher
from detente.store.team.keeping import Team, open_team
from detente.store.team.people import Person
from records import drawn_ids

PASSWORD = "lantern gravel seventeen orchard"
NOON = datetime(2024, 1, 22, 12, tzinfo=UTC)


class Clock:
    """A clock that stands until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, **length: float) -> None:
        self.now += timedelta(**length)


class Come(NamedTuple):
    """Somebody who has come in: what they hold."""

    person: Person
    session: str
    codes: tuple[str, ...]
    secret: str


def cheap() -> Hasher:
    """Hashes as argon2 does, with as little work as it allows."""
    return Hasher(PasswordHasher(time_cost=1, memory_cost=8, parallelism=1))


def team(place: Place, clock: Callable[[], datetime], seed: int = 1) -> Team:
    return open_team(place, hasher=cheap(), now=clock, token=drawn_ids(seed))


def code(secret: str, clock: Callable[[], datetime]) -> str:
    """The one-time code of the moment."""
    return pyotp.TOTP(secret).at(clock())


def come(held: Team, person: Person, clock: Callable[[], datetime], password: str = PASSWORD) -> Come:
    """Ask somebody in, and let them take the invitation up."""
    invited = held.invite(person)
    secret = held.invitation(invited).secret
    session, codes = held.join(invited, password, code(secret, clock))
    return Come(person, session, codes, secret)
