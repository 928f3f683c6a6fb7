"""Acts on the team of a shared desk, kept beside the record: ask somebody in, list people and sessions, end them."""

import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS
from detente.case.secrecy import audiences
from detente.errors import NoAnswer, NotPermitted, must_be_known
from detente.store import recordplace
from detente.store.record.places import InFile
from detente.store.team.people import Person, Role
from detente.workbench.cases import open_case
from detente.workbench.folders import home_of
from detente.workbench.records import Name, has_record

if TYPE_CHECKING:
    from detente.store.team.keeping import Team

FILE = "people.db"


@contextmanager
def opened(case: Name) -> "Iterator[Team]":
    """The team of a case, open meanwhile: in a file beside that of its record, or on the record's server."""
    from detente.store.team.credentials import Hasher
    from detente.store.team.keeping import open_team

    if not has_record(case):
        raise NoAnswer(f"a team is kept beside the record, and {case} has none; `detente record init` begins one")
    place = recordplace.load(home_of(case)).place
    if isinstance(place, InFile):
        place = replace(place, path=place.path.with_name(FILE))
    team = open_team(place, hasher=Hasher(), now=lambda: datetime.now(UTC), token=secrets.token_urlsafe)
    try:
        yield team
    finally:
        team.close()


def somebody(case: Name, name: str, role: Role, audience: str) -> Person:
    """A person who may be asked in. Raises UnknownName for an audience the case does not have, NotPermitted."""
    held = open_case(case)
    parties = tuple(party.id for party in held.parties)
    if not 1 <= len(name.strip()) <= 80 or not name.isprintable():
        raise NotPermitted("a name has 1 to 80 letters that can be printed")
    if role is Role.MEDIATOR:
        if audience != MEDIATORS:
            raise NotPermitted("a mediator gets the mediators' copy, and no other")
    elif role is Role.DELEGATE:
        must_be_known("party", audience, parties)
    else:
        must_be_known("audience", audience, [each for each in audiences(held) if each not in (MEDIATORS, *parties)])
    return Person(name.strip(), role, audience)
