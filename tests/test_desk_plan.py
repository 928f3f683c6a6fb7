"""Plans as pages and as JSON that other programs rely on, and the part of a brief that tells of them."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from pypdf import PdfReader

import plan90
from detente.desk import cli
from detente.desk.brief.pdf import pdf
from detente.desk.pages import Heading, Page, Picture, Table
from detente.desk.views import plan as views
from detente.desk.views.brief import brief
from detente.plan.wellformed import Draft
from detente.workbench import briefs, cases, drafts
from rendering import assert_golden, plain

SAFE = {"pause-days": 24}
ASSUMED = (
    "parties: [north",
    "assumptions: [{about: talks take 7 to 14 days, by: A. Mediator, on: 2024-01-21}]\nparties: [north",
)
CHANGED = (
    ("length: at most 90 days", "calendar: {signature: 2024-02-01}\nlength: at most 90 days"),
    ("{release-1.verified: within 1 day}", "{release-1: within 1 day}"),
    ("    verified: {by: monitors, how: seen from the air}\n", ""),
    ("    if_breached: {says: a joint body sets a new day, holder: envoys}\n", ""),
)
"""A day of signature, an ambiguous anchor, nobody who says whether, and a breach without a remedy."""
NETWORK = {
    "id": "tight",
    "nodes": ["start", "ready"],
    "ordinary": [["start", 4, "ready"]],
    "contingent": [["start", 2, 5, "ready"]],
}
EXCHANGE = {
    "id": "swap",
    "items": [
        {"name": "first", "giver": "A", "cost": 4, "value": 6, "reversible": 0},
        {"name": "second", "giver": "B", "cost": 3, "value": 7, "reversible": 0},
    ],
    "plan_value": {"A": 3, "B": 3},
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "plans").mkdir()
    (tmp_path / "case.yaml").write_text(plan90.CASE, encoding="utf-8")
    (tmp_path / "plans" / "ninety.yaml").write_text(plan90.PLAN.replace(*ASSUMED), encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="module")
def draft() -> Draft:
    return plan90.draft(ASSUMED)


@pytest.fixture
def networks(tmp_path: Path) -> Path:
    file = tmp_path / "tight.jsonl"
    file.write_text(json.dumps(NETWORK), encoding="utf-8")
    return file


@pytest.fixture
def exchanges(tmp_path: Path) -> Path:
    file = tmp_path / "swap.json"
    file.write_text(json.dumps(EXCHANGE), encoding="utf-8")
    return file


def read_alike(name: str, page: Page) -> None:
    assert_golden(f"plan-{name}.txt", plain(page))


def test_the_plan_and_its_order_read_as_kept(draft: Draft) -> None:
    read_alike("show", views.plan_page(draft))
    read_alike("order", views.order_page(draft, drafts.order(draft)))


def test_ranges_and_slack_read_as_kept(draft: Draft) -> None:
    read_alike("ranges", views.ranges_page(draft, drafts.ranges(draft)))
    read_alike("slack", views.slack_page(draft, SAFE, *drafts.slacks(draft, SAFE)))


def test_a_plan_that_cannot_be_carried_out_says_what_stands_in_its_way(draft: Draft) -> None:
    short = {"pause-days": 23}
    read_alike("slack-short", views.slack_page(draft, short, *drafts.slacks(draft, short)))


def test_the_calendar_reads_as_kept_before_and_after_signature(draft: Draft) -> None:
    read_alike("calendar", views.calendar_page(draft, drafts.calendar(draft, {})))
    signed = plan90.draft(*CHANGED[:1])
    read_alike("calendar-signed", views.calendar_page(signed, drafts.calendar(signed, {})))


def test_networks_and_guarantees_read_as_kept(networks: Path, exchanges: Path) -> None:
    read_alike("networks", views.networks_page(drafts.controllable(networks)))
    read_alike("guarantees", views.guarantees_page(drafts.guarantees(exchanges)))


# The brief


def opened(folder: Path, audience: str = "mediators") -> Page:
    case = cases.open_case(folder, audience=audience)
    plans = [drafts.open_plan(folder, name, audience=audience) for name in drafts.plans(folder, audience=audience)]
    return brief(briefs.briefing(case, plans=plans))


def test_a_brief_with_a_plan_reads_as_kept(folder: Path) -> None:
    assert_golden("brief-plan.txt", plain(opened(folder)))


def test_each_kind_of_defect_is_said_once_with_its_count(folder: Path) -> None:
    text = plan90.PLAN
    for old, new in CHANGED:
        assert old in text
        text = text.replace(old, new)
    (folder / "plans" / "ninety.yaml").write_text(text, encoding="utf-8")
    page = opened(folder)
    (defects,) = (each for each in page.blocks if isinstance(each, Table) and each.caption == "Defects")
    counts = [(row[0][0].note, row[1][0].text, len(row[2])) for row in defects.rows]
    assert counts == [("DT0501", "8 times", 3), ("DT0507", "11 times", 3), ("DT0521", "1 time", 1)]
    assert_golden("brief-plan-defects.txt", plain(Page("", (defects,))))


def test_the_plan_comes_after_page_one_and_before_the_annex(folder: Path) -> None:
    page = opened(folder)
    assert [block.text for block in page.blocks if isinstance(block, Heading) and block.level == 1] == [
        "The plan",
        "Annex",
    ]
    before = brief(briefs.briefing(cases.open_case(folder)))
    first = page.blocks.index(Heading("The plan", 1))
    assert page.blocks[:first] == before.blocks[: before.blocks.index(Heading("Annex", 1))]
    sheets = PdfReader(io.BytesIO(pdf(page))).pages
    assert sheets[1].extract_text().startswith("The plan")


@pytest.mark.parametrize("audience", ["public", "north", "envoys"])
def test_a_partys_copy_has_the_plan_and_no_judgement(folder: Path, audience: str) -> None:
    page = opened(folder, audience)
    said = plain(page)
    for told in ("Ninety days", "24 to 49", "What is wrong with it", "South releases group 1"):
        assert told in said
    assert any(isinstance(block, Picture) and block.timeline for block in page.blocks)
    for judged in ("could live with", "seam", "exposure", "What could be agreed", "Possible openings"):
        assert judged not in said


def test_a_plan_closed_to_a_reader_is_not_in_its_brief(folder: Path) -> None:
    closed = plan90.PLAN.replace("audience: public", "audience: [north]")
    (folder / "plans" / "ninety.yaml").write_text(closed, encoding="utf-8")
    assert "The plan" in plain(opened(folder, "north"))
    assert "Ninety days" not in plain(opened(folder, "south"))


def test_a_plan_does_not_tell_a_reader_of_claims_closed_to_it(folder: Path) -> None:
    closed = plan90.CASE.replace("{id: pulls-back,", "{id: pulls-back, audience: [mediators],")
    (folder / "case.yaml").write_text(closed, encoding="utf-8")
    told = drafts.open_plan(folder, "ninety", audience="south").plan
    assert {name for each in told.obligations for name in each.clauses} == {"releases"}
    assert told.audience is None
    assert "pulls-back" not in plain(opened(folder, "south"))
    assert drafts.open_plan(folder, "ninety").plan.obligations == plan90.plan().obligations


# The contract with other programs


def answered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> object:
    monkeypatch.setattr(sys, "argv", ["detente", *words, "--json"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert not left.value.code
    return json.loads(capsys.readouterr().out)


def test_ranges_prints_three_ranges_a_blank(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(monkeypatch, capsys, "plan", "ranges", str(folder), "ninety")
    assert found == {"pause-days": {"best_case": [[9, 78]], "possible": [[24, 49]], "safe": [[24, 49]]}}


def test_controllable_prints_one_object_a_network(
    networks: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = rows(answered(monkeypatch, capsys, "plan", "controllable", str(networks)))
    assert list(found) == ["file", "id", "consistent", "controllable", "conflict", "scale"]
    assert (found["file"], found["id"], found["consistent"], found["controllable"]) == (
        "tight.jsonl",
        "tight",
        True,
        False,
    )
    conflict = found["conflict"]
    assert isinstance(conflict, dict)
    assert (list(conflict), conflict["missing"]) == (["terms", "missing", "because"], 1)


def test_guarantee_prints_the_least_bonds_and_an_order(
    exchanges: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (found,) = rows(answered(monkeypatch, capsys, "plan", "guarantee", str(exchanges)))
    assert list(found) == ["id", "min_total_bond", "bonds", "order"]
    bonds = found["bonds"]
    assert isinstance(bonds, dict)
    assert list(bonds) == ["A", "B"]
    assert found["min_total_bond"] == sum(bonds.values())
    assert sorted(found["order"]) == ["first", "second"]


def test_slack_prints_both_verdicts_and_the_days_of_each_duration(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(monkeypatch, capsys, "plan", "slack", str(folder), "ninety", "--fill", "pause-days=24")
    assert isinstance(found, dict)
    assert list(found) == ["consistent", "controllable", "conflict", "as_seen_by", "slack"]
    assert (found["consistent"], found["controllable"], found["conflict"]) == (True, True, None)
    assert {tuple(each) for each in found["slack"]} == {("contingent", "days")}
    days = {each["contingent"]["end"]: each["days"] for each in found["slack"]}
    assert (days["mobilise.done"], days["clear.done"], len(days)) == (25, 14, 11)


def test_calendar_prints_the_days_and_how_blanks_were_filled(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(monkeypatch, capsys, "plan", "calendar", str(folder), "ninety")
    assert isinstance(found, dict)
    assert list(found) == ["days", "filling"]
    assert found["filling"] == [["pause-days", 24]]
    assert found["days"][0] == {"moment": "signature", "earliest": 0, "latest": 0, "first": None, "last": None}


def test_brief_tells_of_plans_and_of_one_that_cannot_be_read(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (folder / "plans" / "torn.yaml").write_text("detente: 1\n", encoding="utf-8")
    out = folder / "out"
    monkeypatch.setattr(sys, "argv", ["detente", "brief", str(folder), "--out", str(out), "--no-pdf", "--no-agreement"])
    with pytest.raises(SystemExit):
        cli.main()
    assert "left out of the brief: torn cannot be used" in capsys.readouterr().err
    assert "Timeline: Ninety days" in (out / "brief-mediators.html").read_text(encoding="utf-8")


def test_plan_show_writes_the_timeline(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = folder / "timeline.svg"
    monkeypatch.setattr(sys, "argv", ["detente", "plan", "show", str(folder), "ninety", "--svg", str(file)])
    with pytest.raises(SystemExit):
        cli.main()
    assert file.read_text(encoding="utf-8").startswith('<svg class="timeline"')
    found = capsys.readouterr()
    assert str(file) in found.err
    assert "Ninety days" in found.out


def rows(found: object) -> list[dict[str, Any]]:
    assert isinstance(found, list)
    return found
