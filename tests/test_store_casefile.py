"""A folder becomes a case, or a list of problems each with its place; nothing in it raises."""

from pathlib import Path

import pytest

import samples
from detente.case.check import problems
from detente.errors import Problem
from detente.store import casefile, yamltree
from detente.store.casefile import CaseFile, load, parse


def read(*changes: tuple[str, str]) -> CaseFile:
    return parse(samples.planted(*changes).encode())


def told(problem: Problem) -> tuple[str, str]:
    return problem.code.id, str(problem.place)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(samples.VALLEY, encoding="utf-8")
    return tmp_path


def test_a_folder_and_the_file_in_it_hold_the_same_case(folder: Path) -> None:
    one, other = load(folder), load(folder / "case.yaml")
    assert one.problems == other.problems == ()
    assert one.case == other.case == samples.case()
    assert one.name == str(folder)


def test_a_file_may_bear_another_name_and_its_places_bear_it_too(folder: Path) -> None:
    path = folder / "draft.yaml"
    path.write_text(samples.planted(("act: demand", "act: demnad")), encoding="utf-8")
    (problem,) = load(path).problems
    assert str(problem.place) == "draft.yaml:77:10"


# Where there is no case


@pytest.mark.parametrize("name", ["nowhere", "nowhere/case.yaml", "case.yaml/case.yaml", "x" * 300])
def test_a_path_that_leads_nowhere_is_told_as_a_problem(folder: Path, name: str) -> None:
    found = load(folder / name)
    (problem,) = found.problems
    assert (found.case, problem.code.id) == (None, "DT0100")
    assert "cannot be opened: " in problem.says


def test_an_empty_folder_holds_no_case(tmp_path: Path) -> None:
    (problem,) = load(tmp_path).problems
    assert problem.says == f"{tmp_path / 'case.yaml'} cannot be opened: no such file or directory"


def test_a_folder_in_the_place_of_the_file_holds_no_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").mkdir()
    (problem,) = load(tmp_path).problems
    assert (problem.code.id, problem.says[-14:]) == ("DT0100", "is a directory")


def test_a_folder_that_may_not_be_read_is_told_as_a_problem(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(path: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(path))

    monkeypatch.setattr(Path, "is_dir", refuse)
    (problem,) = load(folder).problems
    assert problem.says == f"{folder} cannot be opened: permission denied"


def test_what_cannot_be_opened_is_told_alike_to_every_reader(tmp_path: Path) -> None:
    assert load(tmp_path).told_to("public") == load(tmp_path)


def test_a_picture_is_not_a_case(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR" + bytes(range(256)) * 8)
    found = load(tmp_path)
    assert found.case is None
    assert [told(problem) for problem in found.problems] == [("DT0001", "case.yaml:1:1")]


def test_no_more_of_a_file_is_read_than_a_case_may_have(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(yamltree, "MOST_BYTES", 100)
    found = load(folder)
    assert [told(problem) for problem in found.problems] == [("DT0006", "case.yaml:1:1")]
    assert found.tree.lines == ()


# Amounts and options

MISREAD: list[tuple[str, str, str, str, str]] = [
    ("DT0110", "all-day: 24}", "all-day: loads}", "41:47", "'loads' states no amount"),
    ("DT0110", "standing: none", "standing: up", "46:25", "'up' states no amount; an issue without a unit holds none, deferred, wording, yes"),
    ("DT0110", "length: 30 days", "length: 3 months", "67:13", "'month' cannot be turned into 'day'"),
    ("DT0110", "{title: First weeks}", "{title: First weeks, length: soon}", "69:43", "'soon' states no amount"),
    ("DT0110", "domain: at most 24 hours", "domain: at most 24 days", "72:84", "'day' cannot be turned into 'hour'"),
    ("DT0110", "facts: {goats-taken: 40", "facts: {goats-taken: plenty", "125:26", "'plenty' states no amount"),
    ("DT0111", "{water: all-day}", "{water: al-day}", "79:20", "'al-day' is not an option of 'water'; did you mean 'all-day'?"),
    ("DT0111", "{water: all-day}", "{water: later}", "79:20", "'later' is not an option of 'water'; the options are none, half-day, all-day"),
    ("DT0111", "{fence: gone}", "{fence: 3}", "99:20", "'3' is not an option of 'fence'; the options are standing, talks, gate, gone"),
    ("DT0111", "conditions: {path: free-path}", "conditions: {path: open}", "183:62", "'open' is not an option of 'path'; the options are closed, use-of-path, free-path"),
]  # fmt: skip


@pytest.mark.parametrize(("code", "old", "new", "place", "says"), MISREAD)
def test_words_that_are_no_amount_and_no_option_are_told_where_they_stand(
    code: str, old: str, new: str, place: str, says: str
) -> None:
    found = read((old, new))
    (problem,) = found.problems
    assert found.case is None
    assert told(problem) == (code, f"case.yaml:{place}")
    assert "; ".join(filter(None, (problem.says, problem.hint))) == says


def test_all_of_them_are_told_at_once_in_the_order_of_the_file() -> None:
    changes = {old: (old, new) for _, old, new, *_ in MISREAD}
    found = [problem.place for problem in read(*changes.values()).problems if problem.place]
    lines = [(place.line, place.column) for place in found]
    assert len(lines) == len(changes)
    assert lines == sorted(lines)


def test_a_number_in_the_unit_of_its_issue_is_an_amount() -> None:
    (term,) = samples.case(("{water: all-day}", "{water: more than 3 hours}")).claims[0].terms
    assert (term.option, str(term.amount)) == (None, "more than 3 hours")


def test_an_unknown_issue_is_left_for_the_check_to_tell() -> None:
    found = read(("{water: all-day}", "{watter: 3}"), ("issue: water, scope", "issue: watter, scope"))
    assert found.problems == ()
    assert found.case is not None
    assert {told(p) for p in found.placed(problems(found.case)) if p.code.id == "DT0202"} == {
        ("DT0202", "case.yaml:72:55"),
        ("DT0202", "case.yaml:79:21"),
    }


# Places


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("    by: mayor\n    act: demand", "    by: mayer\n    act: demand", "76:9"),
        ("by: [elders, mayor]", "by: [elders, mayer]", "87:18"),
        ("{actor: envoy, sure: no}", "{actor: envoi, sure: no}", "105:18"),
        ("{document: radio-morning, at: [10, 40]}", "{document: radio-noon, at: [10, 40]}", "82:24"),
        ("mediators: [envoy]", "mediators: [envoi]", "28:13"),
        ("of: millers}", "of: milers}", "21:48"),
        ("claim: mayor-holds}]", "claim: mayor-hods}]", "34:70"),
        ("before: [water, goats]", "before: [water, gaots]", "117:21"),
        ("    setting: own words in public\n", "", "75:5"),
        ("    without: standing", "    without: upright", "45:14"),
        ("concerns: captive-goats", "concerns: captive-gaots", "53:15"),
    ],
)
def test_what_the_check_finds_is_placed_in_the_file(old: str, new: str, place: str) -> None:
    found = read((old, new))
    assert found.case is not None
    placed = found.placed(problems(found.case))
    assert [str(problem.place) for problem in placed] == [f"case.yaml:{place}"]
    assert placed[0].place is not None
    assert placed[0].place.excerpt == found.tree.lines[placed[0].place.line - 1]


def test_problems_are_placed_in_the_order_of_the_file_and_once() -> None:
    found = read(("speech: direct\n    grade: B3", "speech: direct"), ("    target: sharing\n", ""))
    assert found.case is not None
    placed = found.placed(reversed(problems(found.case)))
    assert [str(problem.place) for problem in placed] == ["case.yaml:75:5", "case.yaml:103:5"]
    assert found.placed(placed) == placed


def test_a_case_is_the_same_wherever_its_words_stand() -> None:
    moved = "# A comment\n\n" + samples.VALLEY.replace("\nclaims:", "\n\n# Another\nclaims:   # and one more")
    assert parse(moved.encode()).case == parse(samples.VALLEY.encode()).case
    assert parse(moved.encode()) != parse(samples.VALLEY.encode())


def test_the_kinds_of_problem_are_each_listed_once() -> None:
    numbers = [code.id for code in casefile.codes()]
    assert len(numbers) == len(set(numbers))
