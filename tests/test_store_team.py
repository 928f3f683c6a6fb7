"""Who may come in and how long they stay: invitations, passwords, one-time codes and sessions, on both engines."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Event

import pytest
from sqlalchemy import text

from detente.store.record.engines import engine, reading
from detente.store.record.keys import KeyFile, new_key_file
from detente.store.record.places import InFile, Place
from detente.store.team import credentials
from detente.store.team.credentials import AT_ONCE, WAITING, Hasher, must_be_strong
from detente.store.team.keeping import Team
from detente.store.team.people import Person, Role
from detente.store.team.refusals import Crowded, NameTaken, NoInvitation, NotSignedIn, WeakPassword
from detente.store.team.tables import METADATA
from records import in_file
from teams import PASSWORD, Clock, code, come, team

MIRA = Person("Mira", Role.MEDIATOR, "mediators")
DAN = Person("Dan", Role.DELEGATE, "east")


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture(params=["file", "server"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Place:
    if request.param == "file":
        return in_file(tmp_path, "people.db")
    found: Place = request.getfixturevalue("server").place()
    return found


@pytest.fixture
def held(place: Place, clock: Clock) -> Iterator[Team]:
    found = team(place, clock)
    yield found
    found.close()


def whose(held: Team, session: str) -> Person | None:
    found = held.session(session)
    return None if found is None else found.person


def test_who_is_invited_comes_in_once_and_signs_in_again(held: Team, clock: Clock) -> None:
    invited = held.invite(DAN)
    secret = held.invitation(invited).secret
    session, _ = held.join(invited, PASSWORD, code(secret, clock))
    assert whose(held, session) == DAN
    assert held.people() == (DAN,)
    with pytest.raises(NoInvitation):
        held.join(invited, PASSWORD, code(secret, clock))
    clock.pass_by(minutes=1)
    again = held.sign_in("Dan", PASSWORD, code(secret, clock))
    assert whose(held, again) == DAN


def test_an_invitation_ends_and_a_later_one_replaces_it(held: Team, clock: Clock) -> None:
    first = held.invite(DAN)
    second = held.invite(DAN)
    with pytest.raises(NoInvitation):
        held.invitation(first)
    clock.pass_by(hours=73)
    with pytest.raises(NoInvitation):
        held.invitation(second)


def test_a_name_is_borne_by_one(held: Team, clock: Clock) -> None:
    come(held, DAN, clock)
    with pytest.raises(NameTaken):
        held.invite(Person("Dan", Role.MEDIATOR, "mediators"))


def test_whatever_is_wrong_is_refused_in_the_same_words(held: Team, clock: Clock) -> None:
    secret = come(held, DAN, clock).secret
    clock.pass_by(minutes=2)
    good = code(secret, clock)
    said = set()
    for name, password, given in (
        ("Dan", PASSWORD + "s", good),
        ("Nobody", PASSWORD, good),
        ("Dan", PASSWORD, "000000"),
        ("Dan", PASSWORD, "٣٣٣٣٣٣"),
        ("Dan", PASSWORD, ""),
    ):
        with pytest.raises(NotSignedIn) as refused:
            held.sign_in(name, password, given)
        said.add(str(refused.value))
    assert len(said) == 1


def test_a_one_time_code_is_good_once_and_so_is_a_recovery_code(held: Team, clock: Clock) -> None:
    dan = come(held, DAN, clock)
    with pytest.raises(NotSignedIn):
        held.sign_in("Dan", PASSWORD, code(dan.secret, clock))
    clock.pass_by(minutes=2)
    held.sign_in("Dan", PASSWORD, code(dan.secret, clock))
    with pytest.raises(NotSignedIn):
        held.sign_in("Dan", PASSWORD, code(dan.secret, clock))
    held.sign_in("Dan", PASSWORD, dan.codes[3])
    with pytest.raises(NotSignedIn):
        held.sign_in("Dan", PASSWORD, dan.codes[3])


def test_a_one_time_code_handed_in_twice_at_once_lets_one_in(held: Team, clock: Clock) -> None:
    dan = come(held, DAN, clock)
    clock.pass_by(minutes=2)
    given = code(dan.secret, clock)

    def tried(_: int) -> bool:
        try:
            return bool(held.sign_in("Dan", PASSWORD, given))
        except NotSignedIn:
            return False

    with ThreadPoolExecutor(4) as many:
        assert sum(many.map(tried, range(4))) == 1


def test_a_session_ends_idle_and_ends_anyhow(held: Team, clock: Clock) -> None:
    idle = come(held, DAN, clock).session
    clock.pass_by(minutes=31)
    assert held.session(idle) is None
    used = come(held, MIRA, clock).session
    for _ in range(35):
        clock.pass_by(minutes=20)
        assert held.session(used) is not None
    clock.pass_by(minutes=21)
    assert held.session(used) is None
    assert held.sessions() == ()


def test_a_session_is_ended_by_its_handle_which_lets_nobody_in(held: Team, clock: Clock) -> None:
    mira, dan = come(held, MIRA, clock), come(held, DAN, clock)
    handles = {each.person.name: each.handle for each in held.sessions()}
    assert [each.person for each in held.sessions("Dan")] == [DAN]
    assert held.session(handles["Mira"]) is None
    assert not held.end(handles["Mira"], "Dan")
    assert held.session(mira.session) is not None
    assert held.end(handles["Dan"])
    assert held.session(dan.session) is None


def test_who_is_removed_is_out_at_once_and_may_be_invited_anew(held: Team, clock: Clock) -> None:
    dan = come(held, DAN, clock)
    assert held.remove("Dan")
    assert held.session(dan.session) is None
    assert held.people() == ()
    assert not held.remove("Dan")
    come(held, DAN, clock)


def test_nothing_that_lets_somebody_in_stands_in_the_tables(held: Team, clock: Clock, place: Place) -> None:
    dan = come(held, DAN, clock)
    invited = held.invite(MIRA)
    bound = engine(place)
    with reading(place, bound) as read:
        told = [str(row) for table in METADATA.tables for row in read.execute(text(f"SELECT * FROM {table}"))]
    bound.dispose()
    assert len(told) > 12
    for secret in (dan.session, invited, PASSWORD, *dan.codes):
        assert not any(secret in each for each in told)


def test_a_team_in_an_encrypted_file_opens_with_its_key_alone(tmp_path: Path, clock: Clock) -> None:
    new_key_file(tmp_path / "team.key")
    locked = InFile(tmp_path / "people.db", KeyFile(tmp_path / "team.key"))
    first = team(locked, clock)
    come(first, DAN, clock)
    first.close()
    assert b"Dan" not in (tmp_path / "people.db").read_bytes()
    again = team(locked, clock)
    assert again.people() == (DAN,)
    again.close()


@pytest.mark.parametrize(
    "password", ["correct", "passwordpassword", "qwertyuiop12", "MargaretMargaret", "a" * 101, "aaaaaaaaaaaaaaaa"]
)
def test_a_password_that_would_be_guessed_is_refused(password: str) -> None:
    with pytest.raises(WeakPassword):
        must_be_strong(password, "Margaret", "east")


def test_who_comes_while_many_sign_in_is_sent_away_and_later_let_in() -> None:
    class Slow:
        """A hasher that waits to be let go."""

        def hash(self, _: str) -> str:
            go.wait(30)
            return "hashed"

    go = Event()
    go.set()
    hasher = Hasher(Slow())  # type: ignore[arg-type]  # all that is asked of it
    go.clear()
    with ThreadPoolExecutor(AT_ONCE + WAITING) as many:
        waiting = [many.submit(hasher.hash, "one") for _ in range(AT_ONCE + WAITING)]
        _until(lambda: hasher._room._value == 0)
        with pytest.raises(Crowded):
            hasher.hash("one more")
        go.set()
        assert {each.result() for each in waiting} == {"hashed"}
    assert hasher.hash("again") == "hashed"


def _until(happens: Callable[[], bool]) -> None:
    pause = Event()
    for _ in range(3000):
        if happens():
            return
        pause.wait(0.01)
    raise AssertionError


def test_a_name_not_known_costs_as_much_work_as_one_that_is() -> None:
    class Counting:
        """Counts what it is asked to verify."""

        count = 0

        def hash(self, _: str) -> str:
            return "hashed"

        def verify(self, _: str, __: str) -> bool:
            self.count += 1
            return True

    counting = Counting()
    hasher = Hasher(counting)  # type: ignore[arg-type]  # all that is asked of it
    assert not hasher.fits("anything", None)
    assert hasher.fits("anything", "hashed")
    assert counting.count == 2


def test_recovery_codes_are_many_and_different() -> None:
    assert len(set(credentials.new_codes() + credentials.new_codes())) == 2 * credentials.CODES
