"""A folder goes in, whichever tool it is of, and a scenario or the reason for a refusal comes out."""

from pathlib import Path

import pytest

from detente.bargain.packages import tug_of_war
from detente.formats import genius, geniusweb, negmas, scenario
from detente.formats.scale import between_0_and_1
from detente.formats.scenario import Tool
from foreign import FERRY, same


def folder_of(path: Path, texts: dict[str, str]) -> Path:
    path.mkdir(exist_ok=True)
    for name, text in texts.items():
        (path / name).write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("tool", "writer"), [(Tool.GENIUS, genius), (Tool.GENIUSWEB, geniusweb), (Tool.NEGMAS, negmas)]
)
def test_a_folder_is_read_by_the_reader_of_its_tool(tool: Tool, writer: object, tmp_path: Path) -> None:
    texts = {Tool.GENIUS: genius, Tool.GENIUSWEB: geniusweb, Tool.NEGMAS: negmas}[tool].write(tug_of_war(3, 2))
    assert writer is not None
    assert scenario.tools({name: text.encode() for name, text in texts.items()}) == (tool,)
    read = scenario.read(folder_of(tmp_path, texts)).scenario
    assert same(read, tug_of_war(3, 2)) or same(read, between_0_and_1(tug_of_war(3, 2)))


def test_a_folder_may_hold_other_files_beside(tmp_path: Path) -> None:
    other = {"readme.md": "# Ferry", "notes.json": "[]", "stats.yml": "pareto: [1", "plan.xml": "<plan/>"}
    assert scenario.read(folder_of(tmp_path, {**FERRY, **other})).scenario is not None


@pytest.mark.parametrize(
    ("texts", "says"),
    [
        ({}, "holds no scenario that is known"),
        ({"case.yaml": "detente: 1\n"}, "holds no scenario that is known"),
        ({"domain.yml": "type: [\n"}, "the YAML breaks off here"),
        ({"domain.xml": "<negotiation_template/>"}, "0 profiles; at least two parties are needed"),
        ({"domain.xml": "hello"}, "syntax error"),
        ({**FERRY, **negmas.write(tug_of_war(2, 1))}, "holds scenarios of 'Genius' and 'NegMAS'"),
    ],
)
def test_a_folder_without_one_scenario_is_refused(texts: dict[str, str], says: str, tmp_path: Path) -> None:
    reading = scenario.read(folder_of(tmp_path, texts))
    assert reading.scenario is None
    assert any(says in problem.says for problem in reading.problems), reading.problems


def test_a_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "nowhere", Path(__file__)):
        reading = scenario.read(path)
        assert reading.scenario is None
        assert str(path) in reading.problems[0].says


def test_a_file_too_large_is_refused_without_reading_it(tmp_path: Path) -> None:
    folder_of(tmp_path, FERRY)
    with (tmp_path / "island.xml").open("ab") as island:
        island.truncate(8_000_001)
    reading = scenario.read(tmp_path)
    assert "island.xml has 8000001 bytes" in reading.problems[0].says
