"""People, what they are to the process, and how long they may stay signed in. Values alone."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

IDLE = timedelta(minutes=30)
"""A session ends when nothing was asked for so long."""
ABSOLUTE = timedelta(hours=12)
"""A session ends so long after it began, whatever was asked."""
INVITED = timedelta(hours=72)
"""An invitation can be taken up for so long."""


class Role(StrEnum):
    """What somebody is to the process."""

    MEDIATOR = "mediator"
    DELEGATE = "delegate"
    MONITOR = "monitor"
    OBSERVER = "observer"


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with a name, a role, and the audience whose copy of the case they get."""

    name: str
    role: Role
    audience: str


@dataclass(frozen=True, slots=True)
class Invitation:
    """A person who may come in until it ends, and the secret that their one-time codes are to be made of."""

    person: Person
    ends: datetime
    secret: str


@dataclass(frozen=True, slots=True)
class Session:
    """A person signed in. `handle` names the session to those who may end it, and lets nobody in."""

    handle: str
    person: Person
    began: datetime
    seen: datetime

    def open_at(self, now: datetime) -> bool:
        """It has ended neither by time nor for want of use."""
        return now - self.seen <= IDLE and now - self.began <= ABSOLUTE
