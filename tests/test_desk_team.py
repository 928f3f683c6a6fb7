"""A shared desk: who comes in, how, and what each may ask for; every address, method, role and relation."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from httpx2 import Response
from starlette.routing import Mount
from starlette.testclient import TestClient

from desks import HOST, STRAIT, client, links
from detente.desk.web.application import application
from detente.desk.web.desk import Desk
from detente.desk.web.guarding import Guard
from detente.desk.web.keeping import Keeper
from detente.desk.web.signing import COOKIE, signed_in
from detente.desk.web.ways import BEFORE, WAYS, Way
from detente.store.team.keeping import Team
from detente.store.team.people import Person, Role
from records import in_file
from rendering import assert_golden
from teams import PASSWORD, Clock, Come, code, come, team

MIRA = Person("Mira", Role.MEDIATOR, "mediators")
PEOPLE = (
    MIRA,
    Person("Dan", Role.DELEGATE, "east"),
    Person("Walid", Role.DELEGATE, "west"),
    Person("Mona", Role.MONITOR, "envoys"),
    Person("Olga", Role.OBSERVER, "public"),
)
OWN = {"origin": f"http://{HOST}"}


class House(NamedTuple):
    """A shared desk, its clock, its team, and what everybody holds."""

    at: TestClient
    clock: Clock
    team: Team
    held: dict[str, Come]
    app: Guard

    def get(self, path: str, name: str) -> Response:
        return self.at.get(path, headers={"cookie": f"{COOKIE}={self.held[name].session}"})

    def post(self, path: str, who: str, *, proof: str | None = None, **given: str) -> Response:
        headers = {"cookie": f"{COOKIE}={self.held[who].session}", **OWN}
        return self.at.post(path, headers=headers, data={**given, "proof": self.proof(who) if proof is None else proof})

    def proof(self, name: str) -> str:
        """What a page of theirs carries in its forms."""
        found = re.search(r'name="proof" value="([^"]+)"', self.get("/", name).text)
        return found[1] if found else ""

    def handle(self, name: str) -> str:
        return self.team.sessions(name)[0].handle


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    clock = Clock()
    held = team(in_file(tmp_path, "people.db"), clock)
    came = {person.name: come(held, person, clock) for person in PEOPLE}
    clock.pass_by(minutes=2)
    desk = Desk(STRAIT, Keeper(patience=120), held, f"http://{HOST}")
    app = application(desk, (HOST,), lambda headers: signed_in(held, headers))
    assert isinstance(app, Guard)
    yield House(client(app), clock, held, came, app)
    held.close()


def address(way: Way, house: House, of: str) -> str:
    """An address of this kind, about something that is `of` somebody where it is anybody's."""
    filled = way.path.replace("{handle}", house.handle(of)).replace("{name}", of)
    return re.sub(r"{\w+}", "1", re.sub(r"{plan}|{text}", "truce", filled))


def test_every_route_has_a_row_and_every_row_a_route(house: House) -> None:
    inner = house.app._app._app  # type: ignore[attr-defined]  # the application behind its guards
    routes = {
        (method, route.path)
        for route in inner.routes
        if not isinstance(route, Mount) and route.path != "/api/v1/openapi.json"
        for method in route.methods - {"HEAD"}
    }
    rows = {(way.method, way.path) for way in WAYS} | set(BEFORE)
    rows |= {("GET", f"/api/v1{way.path if way.path != '/' else '/case'}") for way in WAYS if way.method == "GET"}
    assert routes == rows


@pytest.mark.parametrize("name", [each.name for each in PEOPLE])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: f"{way.method} {way.path}")
def test_the_table_decides_for_every_address_method_role_and_relation(way: Way, name: str, house: House) -> None:
    role = house.held[name].person.role
    nothing = house.get("/nope", name)
    for method in ("GET", "POST", "PUT", "PATCH", "DELETE"):
        for of in (name, "Walid" if name != "Walid" else "Dan"):
            path = address(way, house, of)
            if method == "POST":
                answer = house.post(path, name)
            else:
                headers = {"cookie": f"{COOKIE}={house.held[name].session}", **OWN}
                answer = house.at.request(method, path, headers=headers)
            also = {each for each in WAYS if each.path == way.path and each.method == method}
            allowed = any(role in each.to | each.own for each in also)
            if not allowed:
                assert (answer.status_code, answer.content) == (404, nothing.content)
            elif not way.named or way.method == "POST":
                assert answer.status_code in (200, 303, 422)
            if way.path == "/sessions/{handle}/end" and method == "POST" and of != name:
                assert bool(house.team.sessions(of)) is (role is not Role.MEDIATOR)
            if method == "POST" and way.method == "POST":
                return


@pytest.mark.parametrize("path", ["/", "/claims", "/nope", "/people", "/as/east/", "/plans/truce", "/%2e%2e/"])
def test_who_is_nobody_is_sent_to_sign_in_whatever_they_ask_for(path: str, house: House) -> None:
    answer = house.at.get(path)
    assert (answer.status_code, answer.headers["location"], answer.content) == (303, "/sign-in", b"")
    assert house.at.get(f"/api/v1{path}").status_code == 401
    assert house.at.post(path, headers=OWN).status_code == 303


def test_signing_in_gives_a_cookie_that_only_this_host_gets_back_and_no_script_reads(house: House) -> None:
    given = {"name": "Dan", "password": PASSWORD, "code": code(house.held["Dan"].secret, house.clock)}
    answer = house.at.post("/sign-in", headers=OWN, data=given)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    cookie = answer.headers["set-cookie"]
    assert cookie.startswith("__Host-")
    assert {"Path=/", "Secure", "HttpOnly", "SameSite=strict"} <= set(cookie.split("; "))
    assert "Domain" not in cookie
    token = cookie.split("=", 1)[1].split(";")[0]
    assert "Dan, delegate" in house.at.get("/", headers={"cookie": f"{COOKIE}={token}"}).text


def test_signing_in_amiss_looks_the_same_for_a_name_known_and_one_that_is_not(house: House) -> None:
    answers = [
        house.at.post("/sign-in", headers=OWN, data={"name": name, "password": password, "code": "123456"})
        for name, password in (("Dan", "wrong"), ("Nobody", "wrong"), ("Dan", PASSWORD), ("", ""))
    ]
    assert {(each.status_code, each.content) for each in answers} == {(422, answers[0].content)}
    assert not any("set-cookie" in each.headers for each in answers)


def test_who_tries_too_often_has_to_wait(house: House) -> None:
    tried = [house.at.post("/sign-in", headers=OWN, data={"name": f"n{n}"}).status_code for n in range(25)]
    assert tried[:20] == [422] * 20
    assert tried[20:] == [429] * 5


def test_a_form_without_its_proof_or_with_anothers_does_nothing(house: House) -> None:
    end = f"/sessions/{house.handle('Dan')}/end"
    assert house.post(end, "Dan", proof="").status_code == 404
    assert house.post(end, "Dan", proof=house.proof("Walid")).status_code == 404
    assert house.team.sessions("Dan")
    foreign = {"cookie": f"{COOKIE}={house.held['Dan'].session}", "origin": "https://elsewhere.example"}
    assert house.at.post(end, headers=foreign, data={"proof": house.proof("Dan")}).status_code == 403
    assert house.post(end, "Dan").status_code == 303
    assert not house.team.sessions("Dan")
    assert house.get("/", "Dan").headers["location"] == "/sign-in"


def test_a_mediator_invites_and_the_invited_comes_in(house: House) -> None:
    answer = house.post("/people/invitations", "Mira", name="Noor", role="delegate", audience="west")
    path = re.findall(rf"http://{HOST}(/invitations/\w+)", answer.text)[0]
    page = house.at.get(path)
    secret = re.findall(r"<code>(\w+)</code>", page.text)[0]
    weak = house.at.post(path, headers=OWN, data={"password": "password1234", "code": code(secret, house.clock)})
    assert weak.status_code == 422
    assert "guessed" in weak.text
    joined = house.at.post(path, headers=OWN, data={"password": PASSWORD, "code": code(secret, house.clock)})
    assert joined.status_code == 200
    assert len(re.findall(r"<code>", joined.text)) == 10
    assert COOKIE in joined.headers["set-cookie"]
    assert house.at.get(path).status_code == 404
    assert Person("Noor", Role.DELEGATE, "west") in house.team.people()


@pytest.mark.parametrize(
    ("role", "audience"),
    [("mediator", "east"), ("delegate", "mediators"), ("delegate", "envoys"), ("king", "east"), ("monitor", "east")],
)
def test_nobody_is_invited_to_a_copy_that_does_not_go_with_their_role(role: str, audience: str, house: House) -> None:
    answer = house.post("/people/invitations", "Mira", name="Noor", role=role, audience=audience)
    assert answer.status_code == 422
    with pytest.raises(Exception, match="invitation"):
        house.team.invitation("Noor")


def test_a_delegate_gets_their_own_copy_and_is_told_of_nobody_else(house: House) -> None:
    as_east = re.sub(r'<p class="eyes".*?</p>\n', "", house.get("/as/east/claims", "Mira").text, flags=re.DOTALL)
    signed = re.sub(r'<form method="post".*?</form>\n', "", house.get("/claims", "Dan").text, flags=re.DOTALL)
    bare = re.sub(r'<form method="post".*?</form>\n', "", as_east, flags=re.DOTALL).replace("/as/east/", "/")
    people = re.compile(r'<li><a href="/sessions">People</a></li>\n')
    assert people.sub("", signed) == bare
    for path in links(house.get("/", "Dan").text):
        if path.startswith("/") and "/end" not in path:
            told = house.get(path.partition("#")[0], "Dan").text
            assert not any(name in told for name in ("Mira", "Walid", "Mona", "Olga"))


def test_a_session_ends_idle(house: House) -> None:
    assert house.get("/", "Dan").status_code == 200
    house.clock.pass_by(minutes=31)
    assert house.get("/", "Dan").status_code == 303


def test_who_is_removed_is_out_at_once(house: House) -> None:
    assert house.post("/people/Dan/removal", "Mira").status_code == 303
    assert house.get("/", "Dan").status_code == 303
    assert "Dan" not in house.get("/people", "Mira").text


@pytest.mark.parametrize(("name", "path", "who"), [("people", "/people", "Mira"), ("sessions", "/sessions", "Dan")])
def test_a_page_on_people_reads_as_it_did(name: str, path: str, who: str, house: House) -> None:
    bare = re.sub(r'value="[0-9a-f]{64}"', 'value="PROOF"', house.get(path, who).text)
    assert_golden(f"web/{name}.html", bare)


def test_the_page_to_sign_in_reads_as_it_did(house: House) -> None:
    assert_golden("web/sign-in.html", house.at.get("/sign-in").text)


def test_too_much_in_a_form_is_not_read(house: House) -> None:
    assert house.at.post("/sign-in", headers=OWN, data={"name": "n" * 100_000}).status_code == 404
