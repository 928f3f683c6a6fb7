"""A team and its sessions, kept beside the record. Whoever opens it says by which clock, and where tokens come from."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import Connection, Delete, Engine, Row, Select, Update, delete, insert, select, update

from detente.store.record.engines import engine, making, new_engine, reading
from detente.store.record.places import InFile, Place
from detente.store.team import credentials
from detente.store.team.credentials import Hasher
from detente.store.team.people import INVITED, Invitation, Person, Role, Session
from detente.store.team.refusals import NameTaken, NoInvitation, NotSignedIn
from detente.store.team.tables import INVITATION, METADATA, PERSON, RECOVERY, SESSION

SEEN_EVERY = timedelta(minutes=1)
"""How often it is written down that a session is used."""


class Team:
    """People, invitations and sessions, each act in a transaction of its own."""

    def __init__(
        self, place: Place, bound: Engine, hasher: Hasher, now: Callable[[], datetime], token: Callable[[], str]
    ) -> None:
        self._place, self._engine, self._hasher, self._now, self._token = place, bound, hasher, now, token

    def people(self) -> tuple[Person, ...]:
        """Everybody who has come in, by name."""
        with self._reading() as read:
            return tuple(map(_person, read.execute(select(PERSON).order_by(PERSON.c.name))))

    def invite(self, person: Person) -> str:
        """Ask somebody in: the token that lets them, once. An earlier invitation of theirs ends. Raises NameTaken."""
        token, ends = self._token(), self._now() + INVITED
        with self._writing() as write:
            if write.execute(select(PERSON).where(PERSON.c.name == person.name)).first():
                raise NameTaken(f"somebody is called {person.name!r} already; remove them first, or take another name")
            write.execute(delete(INVITATION).where(INVITATION.c.name == person.name))
            write.execute(
                insert(INVITATION).values(
                    token=credentials.kept_of(token),
                    name=person.name,
                    role=person.role,
                    audience=person.audience,
                    secret=credentials.new_secret(),
                    ends=ends.isoformat(),
                )
            )
        return token

    def invitation(self, token: str) -> Invitation:
        """What a token invites to. Raises NoInvitation."""
        with self._reading() as read:
            return self._invitation(read, token)

    def join(self, token: str, password: str, code: str) -> tuple[str, tuple[str, ...]]:
        """Take an invitation up: a session's token, and recovery codes. Raises NotPermitted in one of its kinds."""
        invited = self.invitation(token)
        credentials.must_be_strong(password, invited.person.name, invited.person.audience, "detente")
        turn = credentials.turn_of(invited.secret, code, self._now())
        if turn is None:
            raise NotSignedIn
        hashed, codes = self._hasher.hash(password), credentials.new_codes()
        with self._writing() as write:
            person = self._invitation(write, token).person
            write.execute(delete(INVITATION).where(INVITATION.c.name == person.name))
            held = {"name": person.name, "role": person.role, "audience": person.audience}
            write.execute(insert(PERSON).values(**held, password=hashed, secret=invited.secret, last_turn=turn))
            rows = [{"code": credentials.kept_of(each), "person": person.name} for each in codes]
            write.execute(insert(RECOVERY), rows)
            return self._begin(write, person), codes

    def sign_in(self, name: str, password: str, code: str) -> str:
        """A new session's token. Raises NotSignedIn, Crowded."""
        with self._reading() as read:
            found = read.execute(select(PERSON).where(PERSON.c.name == name)).first()
        fits = self._hasher.fits(password, found.password if found else None)
        if found is None or not fits:
            raise NotSignedIn
        turn = credentials.turn_of(found.secret, code, self._now())
        with self._writing() as write:
            theirs = PERSON.c.name == name
            spent: Delete | Update
            if turn is None:
                spent = delete(RECOVERY).where(RECOVERY.c.person == name, RECOVERY.c.code == credentials.kept_of(code))
            else:
                spent = update(PERSON).where(theirs, PERSON.c.last_turn < turn).values(last_turn=turn)
            if write.execute(spent).rowcount != 1:
                raise NotSignedIn
            return self._begin(write, _person(found))

    def session(self, token: str) -> Session | None:
        """The open session of a token; that it is used is written down."""
        with self._reading() as read:
            found = read.execute(_sessions().where(SESSION.c.token == credentials.kept_of(token))).first()
        now = self._now()
        if found is None or not (session := _session(found)).open_at(now):
            return None
        if now - session.seen >= SEEN_EVERY:
            with self._writing() as write:
                write.execute(update(SESSION).where(SESSION.c.handle == session.handle).values(seen=now.isoformat()))
            session = replace(session, seen=now)
        return session

    def sessions(self, whose: str | None = None) -> tuple[Session, ...]:
        """The open sessions, of everybody or of one person, by name and beginning."""
        asked = _sessions().order_by(SESSION.c.person, SESSION.c.began)
        with self._reading() as read:
            found = tuple(map(_session, read.execute(asked if whose is None else asked.where(PERSON.c.name == whose))))
        return tuple(each for each in found if each.open_at(self._now()))

    def end(self, handle: str, whose: str | None = None) -> bool:
        """End a session, where `whose` is given only one of theirs; says whether there was one."""
        gone = delete(SESSION).where(SESSION.c.handle == handle)
        with self._writing() as write:
            return write.execute(gone if whose is None else gone.where(SESSION.c.person == whose)).rowcount == 1

    def remove(self, name: str) -> bool:
        """Let somebody in no longer, with all their sessions and invitations; says whether there was anybody."""
        with self._writing() as write:
            for table, column in ((SESSION, SESSION.c.person), (RECOVERY, RECOVERY.c.person)):
                write.execute(delete(table).where(column == name))
            gone = write.execute(delete(INVITATION).where(INVITATION.c.name == name)).rowcount
            return gone + write.execute(delete(PERSON).where(PERSON.c.name == name)).rowcount > 0

    def close(self) -> None:
        """Let go of the engine."""
        self._engine.dispose()

    def _invitation(self, read: Connection, token: str) -> Invitation:
        asked = select(INVITATION).where(INVITATION.c.token == credentials.kept_of(token))
        found = read.execute(asked).first()
        if found is None or datetime.fromisoformat(found.ends) < self._now():
            raise NoInvitation
        return Invitation(_person(found), datetime.fromisoformat(found.ends), found.secret)

    def _begin(self, write: Connection, person: Person) -> str:
        token, now = self._token(), self._now().isoformat()
        held = {"handle": self._token(), "person": person.name, "began": now, "seen": now}
        write.execute(insert(SESSION).values(token=credentials.kept_of(token), **held))
        return token

    @contextmanager
    def _reading(self) -> Iterator[Connection]:
        with reading(self._place, self._engine) as connection:
            yield connection

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        with making(self._place, self._engine) as connection:
            yield connection


def open_team(place: Place, *, hasher: Hasher, now: Callable[[], datetime], token: Callable[[], str]) -> Team:
    """The team kept in a place, begun there if none is. Raises UnreadableRecord, NotWritten."""
    new = isinstance(place, InFile) and not place.path.exists()
    bound = new_engine(place) if new else engine(place)
    with making(place, bound) as connection:
        METADATA.create_all(connection)
    return Team(place, bound, hasher, now, token)


def _sessions() -> Select[tuple[str, str, str, str, str, str]]:
    held = (SESSION.c.handle, SESSION.c.began, SESSION.c.seen, PERSON.c.name, PERSON.c.role, PERSON.c.audience)
    return select(*held).join(PERSON, SESSION.c.person == PERSON.c.name)


def _session(found: Row[tuple[str, ...]]) -> Session:
    began, seen = datetime.fromisoformat(found.began), datetime.fromisoformat(found.seen)
    return Session(found.handle, _person(found), began, seen)


def _person(found: Row[tuple[str, ...]]) -> Person:
    return Person(found.name, Role(found.role), found.audience)
