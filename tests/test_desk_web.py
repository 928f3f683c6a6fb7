"""The desk in a browser: what it serves, to whom it answers, and what its pages are made of."""

import re
import signal
import subprocess
import sys
import urllib.request
from functools import cache
from html.parser import HTMLParser

import pytest
from starlette.testclient import TestClient

from desks import ACEH, GAZA, HOST, STRAIT, desk, got, links, undrawn
from detente.desk.web.ways import WAYS
from rendering import assert_golden

PAGES = {
    "glance": (STRAIT, "/"),
    "claims": (STRAIT, "/claims"),
    "gaps": (STRAIT, "/gaps"),
    "readings": (STRAIT, "/readings"),
    "questions": (STRAIT, "/questions"),
    "since": (STRAIT, "/since"),
    "sheet": (STRAIT, "/sheet"),
    "eyes": (STRAIT, "/eyes"),
    "agreement": (STRAIT, "/agreement"),
    "beliefs": (STRAIT, "/agreement/beliefs"),
    "package": (STRAIT, "/agreement/packages/1"),
    "proposal": (STRAIT, "/agreement/proposals/{proposal}"),
    "plans": (STRAIT, "/plans"),
    "plan": (STRAIT, "/plans/truce"),
    "what-if": (STRAIT, "/plans/truce/what-if"),
    "calendar": (STRAIT, "/plans/truce/calendar"),
    "order": (STRAIT, "/plans/truce/order"),
    "seams": (STRAIT, "/plans/truce/seams"),
    "weighed": (STRAIT, "/plans/truce/weighed"),
    "sequence": (STRAIT, "/plans/truce/sequence"),
    "texts": (STRAIT, "/texts"),
    "text": (STRAIT, "/texts/truce"),
    "redline": (STRAIT, "/texts/truce/redline"),
    "text-since": (STRAIT, "/texts/truce/since"),
    "convergence": (STRAIT, "/texts/truce/convergence"),
    "bracket": (STRAIT, "/texts/truce/brackets/{bracket}"),
    "following": (ACEH, "/following"),
    "standing": (ACEH, "/following/helsinki"),
    "due": (ACEH, "/following/helsinki/due"),
    "matrix": (ACEH, "/following/helsinki/matrix"),
    "report": (ACEH, "/following/helsinki/report"),
    "incidents": (ACEH, "/following/helsinki/incidents"),
    "record": (ACEH, "/following/helsinki/record"),
    "futures-list": (STRAIT, "/futures"),
    "futures": (STRAIT, "/futures/truce"),
}


@cache
def at(case: str) -> TestClient:
    return desk(case)


def named(path: str) -> str:
    """An address with the first of what it leaves to be named."""
    if "{proposal}" in path:
        return next(each for each in links(at(STRAIT).get("/agreement").text) if "/proposals/" in each)
    if "{bracket}" in path:
        return next(each for each in links(at(STRAIT).get("/texts/truce").text) if "/brackets/" in each)
    return path


@cache
def page(name: str) -> str:
    case, path = PAGES[name]
    return at(case).get(named(path)).text


def test_every_way_has_a_page_that_is_looked_at() -> None:
    shown = {re.sub(r"{\w+}|truce|helsinki|packages/1", "*", path) for _, path in PAGES.values()}
    assert shown == {
        re.sub(r"{\w+}|packages/{number}", "*", way.path.replace("packages/{number}", "*"))
        for way in WAYS
        if not way.signed
    }


@pytest.mark.parametrize("name", PAGES)
def test_a_page_reads_as_it_did(name: str) -> None:
    assert_golden(f"web/{name}.html", undrawn(page(name)))


@pytest.mark.parametrize("name", PAGES)
def test_a_page_carries_no_style_or_script_of_its_own_and_loads_nothing_from_elsewhere(name: str) -> None:
    html = page(name)
    assert not re.search(r"<style|\sstyle=|<script(?! src=\"/static/)|\son[a-z]+=|javascript:", html)
    assert [each for each in links(html) if not re.match(r"/(?!/)|#|$", each)] == []


class Outline(HTMLParser):
    """The headings, landmarks, labels and fields of a page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.headings: list[int] = []
        self.tags: list[str] = []
        self.labelled: set[str] = set()
        self.fields: set[str] = set()
        self.ids: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        held = {name: value or "" for name, value in attrs}
        self.tags.append(tag)
        if re.fullmatch(r"h[1-6]", tag):
            self.headings.append(int(tag[1]))
        if tag == "label":
            self.labelled.add(held["for"])
        if tag in ("select", "input"):
            self.fields.add(held["id"])
        if "id" in held:
            self.ids.append(held["id"])


@pytest.mark.parametrize("name", PAGES)
def test_a_page_has_its_landmarks_one_first_heading_no_level_left_out_and_a_label_for_every_field(name: str) -> None:
    outline = Outline(undrawn(page(name)))
    assert {"header", "nav", "main"} <= set(outline.tags)
    assert outline.headings.count(1) == 1
    assert outline.headings[0] == 1
    steps = zip(outline.headings, outline.headings[1:], strict=False)
    assert [each for each in steps if each[1] > each[0] + 1] == []
    assert outline.fields == outline.labelled
    assert len(outline.ids) == len(set(outline.ids))


@pytest.mark.parametrize("case", [STRAIT, ACEH])
def test_no_link_of_the_desk_leads_nowhere(case: str) -> None:
    seen: dict[str, int] = {}
    ahead = ["/"]
    while ahead:
        path = ahead.pop()
        if path in seen or "/as/" in path:
            continue
        answer = at(case).get(path)
        seen[path] = answer.status_code
        if answer.headers["content-type"].startswith("text/html"):
            ahead += [re.sub("#.*", "", each) for each in links(answer.text) if each.startswith("/")]
    assert set(seen.values()) <= {200, 422}
    assert len(seen) > 30


@pytest.mark.parametrize("case", [STRAIT, ACEH])
def test_every_statement_cited_stands_on_the_page_of_statements(case: str) -> None:
    held = set(re.findall(r'<tr id="([^"]+)"', at(case).get("/claims").text))
    for way in (each for each in WAYS if not each.signed):
        if not way.named:
            cited = set(re.findall(r'href="/claims#([^"]+)"', at(case).get(way.path).text))
            assert cited <= held


def test_what_if_says_what_becomes_of_the_plan() -> None:
    asked = "/plans/ninety-days-assumed/what-if?fill=halt-days%3D{}"
    kept, lost = (at(GAZA).get(asked.format(days)).text for days in (45, 80))
    assert re.search(r"whatever they turn out to be:</b> yes", kept)
    assert re.search(r"whatever they turn out to be:</b> no", lost)
    assert '<option value="halt-days=45" selected>45 days: whatever happens</option>' in kept
    assert '<option value="halt-days=80" selected>80 days: at best</option>' in lost


@pytest.mark.parametrize("fill", ["halt-days%3Dmany", "nothing%3D4"])
def test_a_blank_filled_amiss_is_refused_and_faults_nothing(fill: str) -> None:
    assert at(GAZA).get(f"/plans/ninety-days-assumed/what-if?fill={fill}").status_code in (404, 422)


@pytest.mark.parametrize("host", ["detente.example", "127.0.0.1", "127.0.0.1:1", "localhost.example:8765", ""])
def test_a_name_that_somebody_else_points_at_this_machine_is_not_answered(host: str) -> None:
    assert got(at(STRAIT), "/", host=host).status == 421


@pytest.mark.parametrize("origin", ["http://detente.example", "null", "", f"http://{HOST}.example"])
def test_what_writes_must_come_from_a_page_of_the_desk(origin: str) -> None:
    assert at(STRAIT).post("/", headers={"origin": origin}).status_code == 403
    assert at(STRAIT).post("/", headers={"origin": f"http://{HOST}"}).status_code == 404


def test_what_is_not_there_and_what_is_not_for_anybody_look_alike() -> None:
    paths = (
        "/nope",
        "/plans/nope",
        "/plans/truce/nope",
        "/as/nobody/",
        "/agreement/packages/99",
        "/texts/x/brackets/y",
    )
    first, *others = (got(at(STRAIT), path) for path in paths)
    assert first.status == 404
    assert all(each == first for each in others)


def test_a_meeting_sheet_is_there_before_any_round() -> None:
    assert "Meeting sheet, before any round" in at(ACEH).get("/sheet").text


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_ink_stands_out_from_paper_by_day_and_by_night(scheme: str) -> None:
    day, night = re.findall(r":root {([^}]*)}", at(STRAIT).get("/static/desk.css").text)[:2]
    inks = dict(re.findall(r"--(\w+): #(\w+)", day)) | (
        dict(re.findall(r"--(\w+): #(\w+)", night)) if scheme == "dark" else {}
    )
    for paper in ("paper", "tint"):
        assert min(contrast(inks[each], inks[paper]) for each in ("ink", "soft", "mark")) >= 4.5
        assert contrast(inks["edge"], inks[paper]) >= 3


def contrast(one: str, other: str) -> float:
    """The ratio of WCAG 2.2 between two colours."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    digits = colour if len(colour) == 6 else "".join(each * 2 for each in colour)
    parts = (int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4))
    linear = (each / 12.92 if each <= 0.04045 else ((each + 0.055) / 1.055) ** 2.4 for each in parts)
    return sum(share * each for share, each in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_the_desk_says_its_address_first_is_there_when_asked_and_ends_when_interrupted() -> None:
    words = [sys.executable, "-m", "detente.desk.cli", "desk", STRAIT, "--port", "0", "--no-browser"]
    code = "import sys; from detente.desk.cli import main; sys.argv = sys.argv[1:]; main()"
    with subprocess.Popen(
        [sys.executable, "-c", code, "detente", *words[3:]], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as served:
        assert served.stdout is not None
        assert served.stderr is not None
        address = served.stdout.readline().strip()
        assert re.fullmatch(r"http://127\.0\.0\.1:\d+/", address)
        with urllib.request.urlopen(f"{address}healthz") as answer:
            assert answer.status == 200
        served.send_signal(signal.SIGINT)
        assert served.wait(30) == 0
        assert served.stderr.read() == ""
