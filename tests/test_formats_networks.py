"""Networks of other tools are read exactly, and what is wrong with a file is said with its place."""

import json
from pathlib import Path

import pytest

from detente.formats import networks
from detente.formats.networks import UnreadableNetworks
from detente.plan.network import Contingent, Within
from detente.workbench import drafts

LINE = {
    "id": "r1",
    "nodes": ["z", "a", "c"],
    "ordinary": [["z", 9, "a"], ["a", 0, "z"]],
    "contingent": [["a", 2, 5, "c"]],
}
HEAT = {
    "nodes": [{"node_id": 1}, {"node_id": 2, "min_domain": 0, "max_domain": 4.5}],
    "constraints": [
        {"first_node": 0, "second_node": 1, "type": "stcu", "min_duration": 1.25, "max_duration": 2},
        {"first_node": 1, "second_node": 2, "type": "stc", "min_duration": 0, "max_duration": float("inf")},
    ],
}
PLAIN = """\
# KIND OF NETWORK
STNU
# Time-Point Names
Z 'A' C
# Ordinary Edges
Z 9 A
# Contingent Links
A 2 5 C
"""


def test_a_line_of_json_is_one_network() -> None:
    text = "\n".join(json.dumps({**LINE, "id": name}) for name in ("one", "two"))
    one, two = networks.parse(text.encode(), name="small.jsonl").sound
    assert (one.id, two.id, one.scale) == ("one", "two", 1)
    assert one.network == two.network
    assert one.network.contingents == (Contingent("a", "c", 2, 5),)
    assert Within("a", "z", None, 0) in one.network.requirements


def test_decimals_are_scaled_up_exactly_and_infinity_is_no_bound() -> None:
    (found,) = networks.parse(json.dumps(HEAT).encode(), name="heat.json").sound
    assert found.scale == 4
    assert found.network.contingents == (Contingent("0", "1", 5, 8),)
    assert found.network.requirements == (Within("1", "2", 0, None), Within("0", "2", 0, 18))


def test_the_plain_text_of_the_cstnu_tool_reads() -> None:
    (found,) = networks.parse(PLAIN.encode(), name="small.plainStnu").sound
    assert found.id == "small"
    assert found.network.points == ("Z", "A", "C")
    assert found.network.contingents == (Contingent("A", "C", 2, 5),)


def planted(**changes: object) -> str:
    return json.dumps({**LINE, **changes})


@pytest.mark.parametrize(
    ("code", "text"),
    [
        ("DT0471", "{}"),
        ("DT0471", "# Time-Point Names\n"),
        ("DT0472", planted(ordinary=[["z", 9]])),
        ("DT0472", planted(contingent=[["a", 2, "c"]])),
        ("DT0472", json.dumps({"constraints": [{"first_node": 0, "type": "stc", "min_duration": 0, "max_duration": 1}]})),
        ("DT0472", json.dumps({"constraints": [{"first_node": 0, "second_node": 1, "type": "x", "min_duration": 0, "max_duration": 1}]})),
        ("DT0472", PLAIN.replace("Z 9 A", "Z 9")),
        ("DT0473", planted(ordinary=[["z", "soon", "a"]])),
        ("DT0473", PLAIN.replace("Z 9 A", "Z nine A")),
        ("DT0474", planted(ordinary=[["z", 9, "b"]])),
        ("DT0474", PLAIN.replace("Z 9 A", "Z 9 B")),
        ("DT0475", planted(contingent=[["a", 5, 2, "c"]])),
        ("DT0475", planted(contingent=[["a", 2, "Infinity", "c"]])),
        ("DT0475", planted(contingent=[["a", 2, 5, "c"], ["z", 1, 2, "c"]])),
        ("DT0476", planted(contingent=[["a", -2, 5, "c"]])),
        ("DT0802", '{"nodes": ['),
        ("DT0808", '{"nodes": [], "nodes": []}'),
    ],
)  # fmt: skip
def test_a_planted_fault_is_named_with_its_place(code: str, text: str) -> None:
    found = networks.parse(text.encode(), name="x.json")
    assert code in {problem.code.id for problem in found.problems}
    assert all(problem.place and problem.place.line >= 1 for problem in found.problems)
    if code != "DT0476":
        with pytest.raises(UnreadableNetworks, match=r"x\.json"):
            _ = found.sound


def test_a_fault_in_the_second_line_is_shown_in_the_second_line() -> None:
    text = f"{json.dumps(LINE)}\n{planted(ordinary=[['z', 'soon', 'a']])}\n"
    (problem,) = networks.parse(text.encode(), name="x.jsonl").problems
    assert problem.place is not None
    assert (problem.place.line, problem.place.file) == (2, "x.jsonl")


def test_verdicts_are_given_for_every_network_of_a_file(tmp_path: Path) -> None:
    path = tmp_path / "nets.jsonl"
    tight = planted(id="tight", ordinary=[["a", 4, "c"], ["a", 0, "z"]])
    path.write_text(f"{json.dumps(LINE)}\n{tight}\n", encoding="utf-8")
    one, two = drafts.controllable(path)
    assert (one.id, one.controllable, one.conflict) == ("r1", True, None)
    assert (two.id, two.consistent, two.controllable) == ("tight", True, False)
    assert two.conflict is not None
    assert two.conflict.missing == 1


def test_a_file_that_is_not_there_is_said_in_a_sentence(tmp_path: Path) -> None:
    with pytest.raises(UnreadableNetworks, match="cannot be opened"):
        drafts.controllable(tmp_path / "nothing.json")
