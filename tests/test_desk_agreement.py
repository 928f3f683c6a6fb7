"""What could be agreed, as pages and as JSON that other programs rely on."""

import json
import sys
from pathlib import Path

import pytest

from conflicts import SYRIA_IRAQ
from detente.bargain.packages import tug_of_war
from detente.case.secrecy import as_seen_by
from detente.desk import cli, pictures
from detente.desk.brief.html import html
from detente.desk.brief.pdf import markup
from detente.desk.pages import Heading, Picture
from detente.desk.views import agreement, brief
from detente.desk.views.conflict import stability_page
from detente.errors import NotPermitted
from detente.formats import negmas
from detente.workbench import agreements, briefs
from detente.workbench.agreements import Studies
from rendering import assert_golden, plain
from valley_deal import DEAL, deal, without

UNTOLD = without("lower-water", "lower-fence", "lower-toll", "lower-first", "lower-takes")


@pytest.fixture(scope="module")
def studied() -> Studies:
    return agreements.study(deal(), count=200)


@pytest.fixture(scope="module")
def untold() -> Studies:
    return agreements.study(deal(*UNTOLD), count=200)


def test_the_page_of_a_proposal_reads_as_kept(studied: Studies, untold: Studies) -> None:
    for name, each in (("told", studied), ("untold", untold)):
        page = agreement.accept_page(each.main.case, "swap", agreements.accept(each, "swap"), each.main)
        assert_golden(f"accept-{name}.txt", plain(page))


def test_the_page_of_beliefs_reads_as_kept(untold: Studies) -> None:
    assert_golden("beliefs.txt", plain(agreement.beliefs_page(untold.main.case, untold.main)))


def test_the_page_of_packages_reads_as_kept(studied: Studies, untold: Studies) -> None:
    for name, each in (("told", studied), ("untold", untold)):
        assert_golden(f"bridge-{name}.txt", plain(agreement.bridge_page(each.main.case, agreements.bridge(each))))


def test_where_the_evidence_does_not_separate_no_page_shows_a_figure(untold: Studies) -> None:
    page = plain(agreement.bridge_page(untold.main.case, agreements.bridge(untold)))
    assert "%" not in page
    assert "Most worth finding out: which way it leans on" in page


@pytest.mark.parametrize("audience", ["public", "upper", "envoy"])
def test_what_is_computed_about_the_sides_is_for_mediators_alone(audience: str) -> None:
    with pytest.raises(NotPermitted, match="for mediators alone"):
        agreements.study(as_seen_by(deal(), audience))


def test_the_states_that_hold_read_as_kept(tmp_path: Path) -> None:
    file = tmp_path / "rivers.json"
    file.write_text(json.dumps(SYRIA_IRAQ), encoding="utf-8")
    assert_golden("stability.txt", plain(stability_page("rivers.json", *agreements.stability(file))))


@pytest.mark.parametrize("told", [True, False])
def test_the_brief_gains_a_part_on_agreement_with_a_picture_where_the_evidence_separates(told: bool) -> None:
    page = brief.brief(briefs.briefing(deal(*(() if told else UNTOLD)), agreement=True))
    parts = [block.text for block in page.blocks if isinstance(block, Heading) and block.level == 1]
    assert parts == ["What could be agreed", "Annex"]
    planes = [block for block in page.blocks if isinstance(block, Picture) and block.plane]
    assert len(planes) == told
    for picture in planes:
        assert picture.words[0].startswith("Package 1. The swap: Upper 100%")
        assert "<svg" in pictures.svg(picture)
        assert markup(page).count("image(") == 2
    assert "What could be agreed" in html(page)


def test_a_brief_on_agreement_is_for_mediators_alone() -> None:
    with pytest.raises(NotPermitted):
        briefs.briefing(as_seen_by(deal(), "upper"), agreement=True)


# The contract with other programs


def answered(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], *words: str) -> object:
    monkeypatch.setattr(sys, "argv", ["detente", *words, "--json"])
    with pytest.raises(SystemExit) as left:
        cli.main()
    assert not left.value.code
    return json.loads(capsys.readouterr().out)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(DEAL, encoding="utf-8")
    return tmp_path


def test_accept_prints_one_object_for_each_who(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    found = answered(monkeypatch, capsys, "accept", str(folder), "swap")
    assert isinstance(found, list)
    assert [each["who"] for each in found] == ["upper", "lower", "all"]
    for each in found:
        assert list(each) == ["who", "low", "high", "separates", "share", "draws", "error"]
        assert (each["low"], each["high"], each["separates"], each["share"]) == (1.0, 1.0, True, 1.0)


def test_stability_prints_the_states_of_each_concept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rivers.json"
    file.write_text(json.dumps(SYRIA_IRAQ), encoding="utf-8")
    found = answered(monkeypatch, capsys, "stability", str(file))
    assert found == {"nash": [6], "gmr": [1, 6], "smr": [6], "seq": [6], "sim": [6]}


def test_bridge_and_beliefs_answer_as_json(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    bridged = answered(monkeypatch, capsys, "bridge", str(folder))
    assert isinstance(bridged, dict)
    assert bridged["separates"] is True
    held = answered(monkeypatch, capsys, "beliefs", str(folder))
    assert isinstance(held, list)
    assert [each["holder"] for each in held] == ["upper", "lower"]


def test_frontier_prints_one_object(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    small = tmp_path / "small"
    small.mkdir()
    for name, text in negmas.write(tug_of_war(3, 2)).items():
        (small / name).write_text(text, encoding="utf-8")
    found = answered(monkeypatch, capsys, "frontier", str(small))
    assert isinstance(found, dict)
    assert list(found) == ["issues", "packages", "parties", "points", "packages_on_frontier", "nash", "kalai_smorodinsky", "egalitarian", "utilitarian", "bound"]  # fmt: skip
    assert (found["issues"], found["packages"], found["packages_on_frontier"], found["bound"]) == (2, 9, 9, 0)
    assert found["points"] == [[0, 4], [1, 3], [2, 2], [3, 1], [4, 0]]
    assert found["nash"] == found["egalitarian"] == found["kalai_smorodinsky"] == [[2, 2]]
    assert len(found["utilitarian"]) == 5
    picked = answered(monkeypatch, capsys, "solve", str(small))
    assert isinstance(picked, list)
    assert picked[0]["principle"] == "nash"
    assert (picked[0]["worth"], picked[0]["count"], len(picked[0]["packages"])) == ([2, 2], 3, 3)
    of_case = answered(monkeypatch, capsys, "frontier", str(folder))
    assert isinstance(of_case, dict)
    assert of_case["parties"] == ["upper", "lower"]
