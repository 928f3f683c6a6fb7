"""Who gets what: every address is answered for a viewer, from the copy of the case they may have, and no further."""

import inspect
import json
import re
from functools import cache
from typing import get_type_hints

import pytest
from jsonschema import Draft202012Validator
from starlette.testclient import TestClient

from commandline import Run
from desks import ACEH, HOST, STRAIT, desk, got, links
from detente.desk.web.desk import Desk
from detente.desk.web.viewer import Viewer
from detente.desk.web.ways import WAYS as EVERY_WAY
from detente.desk.web.ways import Way
from detente.store.team.people import Role

WAYS = [way for way in EVERY_WAY if not way.signed]
UPPER = Viewer("a delegate", Role.DELEGATE, "east")
ROLES = {role: Viewer("somebody", role, "mediators" if role is Role.MEDIATOR else "public") for role in Role}
SAID = {
    "/api/v1/case": ("show", STRAIT),
    "/api/v1/gaps": ("gaps", STRAIT),
    "/api/v1/readings": ("readings", STRAIT),
    "/api/v1/questions": ("questions", STRAIT),
    "/api/v1/agreement": ("bridge", STRAIT),
    "/api/v1/agreement/beliefs": ("beliefs", STRAIT),
    "/api/v1/plans": ("plan", "list", STRAIT),
    "/api/v1/plans/truce": ("plan", "show", STRAIT, "truce"),
    "/api/v1/plans/truce/calendar": ("plan", "calendar", STRAIT, "truce"),
    "/api/v1/plans/truce/order": ("plan", "order", STRAIT, "truce"),
    "/api/v1/plans/truce/seams": ("plan", "seams", STRAIT, "truce"),
    "/api/v1/texts": ("text", "list", STRAIT),
    "/api/v1/texts/truce": ("text", "show", STRAIT, "truce"),
    "/api/v1/texts/truce/redline": ("text", "redline", STRAIT, "truce"),
    "/api/v1/texts/truce/convergence": ("text", "converge", STRAIT, "truce"),
    "/api/v1/futures/truce": ("futures", STRAIT, "truce", "--runs", "2000"),
    "/api/v1/following/helsinki?on=2005-12-01": ("standing", ACEH, "--on", "2005-12-01"),
    "/api/v1/following/helsinki/due?on=2005-12-01": ("due", ACEH, "--on", "2005-12-01"),
    "/api/v1/following/helsinki/matrix?on=2005-12-01": ("matrix", ACEH, "--on", "2005-12-01"),
    "/api/v1/following/helsinki/report?on=2005-12-01": ("report", ACEH, "--on", "2005-12-01"),
    "/api/v1/following/helsinki/incidents?on=2005-12-01": ("incident", ACEH, "--on", "2005-12-01"),
    "/api/v1/following/helsinki/record": ("record", "list", ACEH),
}


@cache
def at(case: str, viewer: Viewer) -> TestClient:
    return desk(case, viewer)


def somewhere(way: Way) -> str:
    """An address of this kind, and the case that has it."""
    filled = re.sub(r"{plan}|{text}", "truce", way.path)
    return re.sub(r"{\w+}", "1", filled)


@pytest.mark.parametrize("way", EVERY_WAY, ids=lambda way: way.path)
def test_no_way_can_be_asked_without_a_viewer(way: Way) -> None:
    held, hints = inspect.signature(way.answer).parameters, get_type_hints(way.answer)
    for name, kind in (("viewer", Viewer), ("desk", Desk)):
        assert held[name].default is inspect.Parameter.empty
        assert hints[name] is kind


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.path)
def test_a_way_is_open_to_the_roles_in_its_row_and_to_nobody_else(way: Way, role: Role) -> None:
    nothing = got(at(STRAIT, ROLES[role]), "/nope")
    answer = got(at(STRAIT, ROLES[role]), somewhere(way))
    if role not in way.to:
        assert answer == nothing
        assert got(at(STRAIT, ROLES[role]), f"/api/v1{somewhere(way)}") == got(at(STRAIT, ROLES[role]), "/api/v1/nope")
    elif not way.named:
        assert answer.status == 200


@pytest.mark.parametrize("way", [way for way in WAYS if not way.named], ids=lambda way: way.path)
def test_who_is_not_a_mediator_is_offered_no_way_that_is_closed_to_them(way: Way) -> None:
    closed = [each.path for each in WAYS if UPPER.role not in each.to]
    assert not set(links(got(at(STRAIT, UPPER), way.path).text)) & set(closed)


@pytest.mark.parametrize("audience", ["east", "west", "public"])
@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.path)
def test_a_mediator_who_looks_as_another_gets_what_the_other_gets(way: Way, audience: str) -> None:
    path = somewhere(way)
    for where in (path, f"/api/v1{path if path != '/' else '/case'}"):
        own = got(at(STRAIT, Viewer("a delegate", Role.DELEGATE, audience)), where)
        borrowed = got(at(STRAIT, ROLES[Role.MEDIATOR]), f"/as/{audience}{where}")
        assert borrowed.status == own.status
        bare = re.sub(r'<p class="eyes".*?</p>\n', "", borrowed.text, flags=re.DOTALL)
        assert bare.replace(f"/as/{audience}/", "/") == own.text


def test_nobody_else_borrows_eyes_and_nobody_borrows_those_of_mediators() -> None:
    nothing = got(at(STRAIT, UPPER), "/nope")
    assert got(at(STRAIT, UPPER), "/as/west/") == nothing
    assert got(at(STRAIT, UPPER), "/as/east/") == nothing
    assert got(at(STRAIT, ROLES[Role.MEDIATOR]), "/as/mediators/") == nothing


def test_borrowed_eyes_only_read() -> None:
    told = {"origin": f"http://{HOST}"}
    assert at(STRAIT, ROLES[Role.MEDIATOR]).post("/as/east/claims", headers=told).status_code == 404


@pytest.mark.parametrize("path", SAID)
def test_the_values_are_those_that_the_command_line_prints(path: str, run: Run) -> None:
    case = next(each for each in SAID[path] if each.startswith("gallery:"))
    assert got(at(case, ROLES[Role.MEDIATOR]), path).text == run(*SAID[path], "--json").out.rstrip("\n")


def test_every_way_is_described_and_the_description_is_sound() -> None:
    told = json.loads(got(at(STRAIT, ROLES[Role.MEDIATOR]), "/api/v1/openapi.json").text)
    assert set(told["paths"]) == {
        f"/api/v1{way.path if way.path != '/' else '/case'}" for way in EVERY_WAY if way.method == "GET"
    }
    for path in told["paths"].values():
        assert path["get"]["summary"]
        for each in path["get"].get("parameters", ()):
            Draft202012Validator.check_schema(each["schema"])


def test_a_refusal_says_why_unless_what_is_asked_for_is_not_there() -> None:
    lost = "/api/v1/plans/truce/weighed"
    assert "weights" in json.loads(got(at(STRAIT, ROLES[Role.MEDIATOR]), lost).text)["detail"]
    assert json.loads(got(at(STRAIT, ROLES[Role.MEDIATOR]), "/api/v1/since?day=yesterday").text) == {
        "detail": "cannot be read: day"
    }
