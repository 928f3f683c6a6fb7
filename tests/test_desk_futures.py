"""A plan tried on the command line: assumptions first, the same figures twice, and a row for each of many cases."""

import csv
import json
import shutil
from pathlib import Path

import pytest

from commandline import Run
from detente.workbench import folders

STRAIT = "gallery:exercise-strait"


@pytest.fixture(autouse=True)
def _own_cache(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_what_turns_and_what_is_assumed_come_before_any_figure(run: Run) -> None:
    said = run("futures", STRAIT, "--runs", "400").out
    places = [said.index(each) for each in ("The answer turns with", "What is assumed", "Where runs stop", "What costs days", "What each change would do")]  # fmt: skip
    assert places == sorted(places)
    assert "no forecast" in " ".join(said.split())


def test_the_same_seed_gives_the_same_digest_from_the_cache_or_not(run: Run, tmp_path: Path) -> None:
    told = [json.loads(run("futures", STRAIT, "--runs", "300", "--seed", "5", "--json").out) for _ in range(2)]
    shutil.rmtree(tmp_path / "cache")
    told.append(json.loads(run("futures", STRAIT, "--runs", "300", "--seed", "5", "--json").out))
    assert told[0] == told[1] == told[2]
    other = json.loads(run("futures", STRAIT, "--runs", "300", "--seed", "6", "--json").out)
    assert other["digest"] != told[0]["digest"]
    assert {each["stands_on"] for each in other["assumptions"]} == {"assumed by the editors"}


def test_changes_and_other_plans_are_set_beside(run: Run) -> None:
    found = json.loads(
        run("futures", "gallery:gaza-2024", "ninety-days", "--runs", "50", "--vary", "fill halt-days 45", "--against", "two-week-halt", "--json").out
    )  # fmt: skip
    assert [each["change"] for each in found["changes"]] == ["fill halt-days 45", "against two-week-halt"]


@pytest.mark.parametrize(
    ("words", "code", "says"),
    [
        ((STRAIT, "truce", "--vary", "peace now"), 4, "is no change to try"),
        ((STRAIT, "truce", "--vary", "extension road 3"), 2, "road"),
        ((STRAIT, "truce", "--on", "moon"), 4, "is no engine"),
        ((STRAIT, "nothing"), 2, "nothing"),
        (("gallery:minsk-2015",), 5, "futures/PLAN.yaml"),
    ],
)
def test_what_cannot_be_tried_is_refused_in_words(run: Run, words: tuple[str, ...], code: int, says: str) -> None:
    found = run("futures", *words, "--runs", "20")
    assert (found.code, says in found.err) == (code, True), found.err


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("    days: 0 to 10\n", "", "has no `days`"),
        ("days: 0 to 10", "days: ten", "is no level"),
        ("days: 0 to 10", "days: 9 to 3", "from a lower to a higher"),
        ("chance: 0.2", "chance: 2", "between 0 and 1"),
        ("    assumed_by: the editors\n    says: Either", "    says: Either", "neither a source nor who assumes it"),
        ("about: patrols", "about: patrol", "did you mean 'patrols'"),
        ("kind: patience", "kind: patients", "is not a choice"),
    ],
)
def test_a_fault_in_what_is_assumed_has_its_place(run: Run, tmp_path: Path, old: str, new: str, says: str) -> None:
    case = tmp_path / "case"
    shutil.copytree(folders.GALLERY / "exercise-strait", case)
    path = case / "futures" / "truce.yaml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    found = run("futures", str(case), "--runs", "20")
    assert found.code == 3
    assert "futures/truce.yaml:" in found.err
    assert says in found.err


@pytest.mark.parametrize("suffix", [".csv", ".parquet"])
def test_many_cases_give_a_row_for_each_plan_and_change(run: Run, tmp_path: Path, suffix: str) -> None:
    many = tmp_path / "many"
    for name in ("exercise-strait", "aceh-2005", "minsk-2015"):
        shutil.copytree(folders.GALLERY / name, many / name)
    (many / "aceh-2005" / "futures" / "helsinki.yaml").write_text("detente: 1\nhabits: {a: {kind: delay}}\n")
    out = tmp_path / f"rows{suffix}"
    found = run("sweep", str(many), "--out", str(out), "--runs", "50")
    assert found.code == 0, found.err
    if suffix == ".csv":
        rows = list(csv.DictReader(out.read_text(encoding="utf-8").splitlines()))
    else:
        import pyarrow.parquet as pq

        rows = pq.read_table(out).to_pylist()
    assert [each["plan"] for each in rows] == ["helsinki", *["truce"] * 4]
    assert "has no `days`" in rows[0]["refused"]


def test_the_page_and_the_brief_hold_the_study(run: Run, tmp_path: Path) -> None:
    assert run("futures", STRAIT, "--runs", "200", "--out", "page").code == 0
    assert (tmp_path / "page" / "futures-truce.pdf").read_bytes().startswith(b"%PDF")
    assert run("brief", STRAIT, "--out", "brief", "--no-pdf").code == 0
    assert "If it were tried" in (tmp_path / "brief" / "brief-mediators.html").read_text(encoding="utf-8")
    assert run("brief", STRAIT, "--for", "east", "--out", "brief", "--no-pdf").code == 0
    assert "If it were tried" not in (tmp_path / "brief" / "brief-east.html").read_text(encoding="utf-8")
