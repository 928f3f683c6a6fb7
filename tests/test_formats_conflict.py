"""A conflict is read as it is written, or refused with the key and the remedy."""

import json
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conflicts import ELMIRA, SYRIA_IRAQ, Entry, entries
from detente.bargain.stability import stability
from detente.errors import Severity, Unreadable
from detente.formats import conflict as conflict_file


def parsed(entry: object) -> conflict_file.ConflictFile:
    return conflict_file.parse(json.dumps(entry, indent=1).encode())


def test_states_keep_the_numbers_and_parties_the_names_of_the_file() -> None:
    conflict = parsed(SYRIA_IRAQ).sound
    assert conflict.states == (1, 2, 3, 4, 5, 6)
    assert [party.name for party in conflict.parties] == ["Syria", "Iraq"]
    assert conflict.options == ("release water", "escalate", "attack")
    assert [conflict.states[row] for row in conflict.party("Syria").moves.after(conflict.row(1))] == [2, 3]


def test_states_in_one_list_of_a_ranking_are_tied() -> None:
    rank = parsed(ELMIRA).sound.party("Ministry").rank
    assert rank.tolist() == [4, 3, 8, 7, 1, 1, 5, 2, 9, 6, 1, 1]


def test_a_move_back_that_is_not_listed_does_not_exist() -> None:
    conflict = parsed(ELMIRA).sound
    assert conflict.party("Ministry").moves.after(conflict.row(2)) == []


def test_keys_that_have_no_part_are_passed_over_and_said() -> None:
    found = parsed({**SYRIA_IRAQ, "expected_formal": {"nash": [6]}, "unilateral_move": {}})
    assert found.conflict is not None
    assert [problem.says for problem in found.problems] == [
        "`expected_formal` is passed over",
        "`unilateral_move` is passed over",
    ]
    assert found.problems[1].hint == "did you mean 'unilateral_moves'?"
    assert {problem.severity for problem in found.problems} == {Severity.WARNING}


@given(entry=entries())
def test_every_conflict_in_the_shape_of_the_file_is_read(entry: Entry) -> None:
    found = parsed(entry)
    assert found.problems == ()
    assert found.sound.states == tuple(int(state) for state in entry["states"])


def without(*path: str | int) -> Callable[[Entry], None]:
    def change(entry: Entry) -> None:
        at = entry
        for step in path[:-1]:
            at = at[step]  # type: ignore[index]
        del at[path[-1]]  # type: ignore[arg-type]

    return change


def having(value: object, *path: str | int) -> Callable[[Entry], None]:
    def change(entry: Entry) -> None:
        at = entry
        for step in path[:-1]:
            at = at[step]  # type: ignore[index]
        at[path[-1]] = value  # type: ignore[index]

    return change


SYRIA = ("decision_makers", 0)
REFUSED = {
    "no options": (without("options"), "DT0452", "the file has no `options`"),
    "no states": (without("states"), "DT0452", "the file has no `states`"),
    "no moves": (without("unilateral_moves"), "DT0452", "the file has no `unilateral_moves`"),
    "no parties": (having([], "decision_makers"), "DT0452", "`decision_makers` is empty"),
    "states empty": (having({}, "states"), "DT0452", "`states` is empty"),
    "no ranking": (
        without(*SYRIA, "ranking_best_first"),
        "DT0452",
        "decision_makers.0 has no `ranking_best_first`",
    ),
    "no moves of one": (without("unilateral_moves", "Iraq"), "DT0452", "unilateral_moves has no `Iraq`"),
    "no moves from one": (
        without("unilateral_moves", "Iraq", "4"),
        "DT0452",
        "the moves of Iraq say nothing of state 4",
    ),
    "options no list": (having("attack", "options"), "DT0453", "`options` should be a list of objects with a name"),
    "option without name": (
        having({"direction": "both"}, "options", 1),
        "DT0453",
        "item 2 of `options` should be an object with a `name`",
    ),
    "letters": (
        having("YN-", "states", "2"),
        "DT0453",
        "state 2 should be 3 letters, Y or N for each option in the order of `options`",
    ),
    "number": (having("YYY", "states", "two"), "DT0453", "'two' should be the number of a state, such as 1"),
    "moves no list": (
        having(3, "unilateral_moves", "Iraq", "1"),
        "DT0453",
        "the moves of Iraq from 1 should be a list of states",
    ),
    "no move": (having([1], "unilateral_moves", "Iraq", "1"), "DT0453", "Iraq moves from 1 to 1, which is no move"),
    "direction": (having("up", "options", 0, "direction"), "DT0454", "'up' is not a direction"),
    "option unknown": (
        having(["atack"], "decision_makers", 1, "options"),
        "DT0454",
        "Iraq controls 'atack', which is not an option",
    ),
    "ranking unknown": (
        having([1, 3, 6, 2, 4, 5, 7], *SYRIA, "ranking_best_first"),
        "DT0454",
        "the ranking of Syria names 7, which is not a state",
    ),
    "ranking by words": (
        having([1, 3, 6, 2, 4, 5, "1"], *SYRIA, "ranking_best_first"),
        "DT0454",
        "the ranking of Syria names '1', which is not a state",
    ),
    "move to nowhere": (
        having([7], "unilateral_moves", "Iraq", "1"),
        "DT0454",
        "Iraq moves from 1 to 7, which is not a state",
    ),
    "move from nowhere": (
        having([1], "unilateral_moves", "Iraq", "9"),
        "DT0454",
        "Iraq moves from '9', which is not a state",
    ),
    "mover unknown": (
        having({}, "unilateral_moves", "Irak"),
        "DT0454",
        "'Irak' has moves but is no decision maker",
    ),
    "state twice": (having("NNN", "states", "6"), "DT0455", "states 1 and 6 are both NNN"),
    "option twice": (having("attack", "options", 0, "name"), "DT0455", "'attack' stands twice in `options`"),
    "two owners": (
        having(["attack", "escalate"], "decision_makers", 1, "options"),
        "DT0455",
        "'escalate' is controlled by Syria and again by Iraq",
    ),
    "left out": (
        having([1, 3, 6, 2, 4], *SYRIA, "ranking_best_first"),
        "DT0456",
        "the ranking of Syria leaves out state 5",
    ),
    "ranked twice": (
        having([1, 3, 6, 2, [4, 4], 5], *SYRIA, "ranking_best_first"),
        "DT0456",
        "the ranking of Syria has state 4 twice",
    ),
    "payoffs": (
        having({"1": 6, "2": 3, "3": 5, "4": 2, "5": 1, "6": 3}, *SYRIA, "ordinal_payoff_by_state"),
        "DT0456",
        "the payoffs of Syria put state 1 in another place than the ranking does",
    ),
    "payoffs short": (
        having({"1": 6}, *SYRIA, "ordinal_payoff_by_state"),
        "DT0453",
        "the payoffs of Syria should give every state one number",
    ),
    "misperceptions": (
        having({"Iraq": [2]}, "misperceptions"),
        "DT0457",
        "`misperceptions` says that not all see the same conflict",
    ),
    "one's misperceptions": (
        having([2], *SYRIA, "misperceived"),
        "DT0457",
        "`misperceived` says that not all see the same conflict",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_is_named_with_its_key_place_and_remedy(name: str) -> None:
    change, code, says = REFUSED[name]
    entry = deepcopy(SYRIA_IRAQ)
    change(entry)
    found = parsed(entry)
    assert found.conflict is None
    assert (code, says) in [(problem.code.id, problem.says) for problem in found.problems]
    assert all(problem.place is not None and problem.code.remedy for problem in found.problems)
    with pytest.raises(Unreadable, match="cannot be read as a conflict"):
        _ = found.sound


def test_the_place_is_the_line_of_the_key_at_fault() -> None:
    text = json.dumps(SYRIA_IRAQ, indent=1).replace(
        '"ranking_best_first": [\n    2,', '"ranking_best_first": [\n    8,'
    )
    (found, *_) = conflict_file.parse(text.encode(), name="river.json").problems
    assert found.place is not None
    assert found.place.excerpt == "    8,"
    assert str(found.place) == f"river.json:{text.splitlines().index('    8,') + 1}:5"


def test_all_faults_are_told_at_once() -> None:
    entry = deepcopy(SYRIA_IRAQ)
    having("YN-", "states", "2")(entry)
    having([7], "unilateral_moves", "Iraq", "1")(entry)
    without("decision_makers", 0, "options")(entry)
    found = parsed(entry)
    assert {"DT0452", "DT0453", "DT0454"} <= {problem.code.id for problem in found.problems}
    with pytest.raises(Unreadable, match=r"cannot be read as a conflict: conflict.json:\d+:\d+: .* \(and \d+ more\)"):
        _ = found.sound


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "expecting value"),
        (b"{", "expecting property name enclosed in double quotes"),
        (b"\xff{}", "byte 0xff is not UTF-8"),
        (b'{"states": NaN}', "NaN is not a number that JSON knows"),
        (b'{"states": {}, "states": {}}', "the key 'states' stands twice in one object"),
        (b"[]", "the file should be one object with the keys options, decision_makers, states, unilateral_moves"),
        (b"[" * 100_000, ""),
    ],
)
def test_what_is_not_one_json_object_is_refused(raw: bytes, says: str) -> None:
    found = conflict_file.parse(raw)
    assert found.conflict is None
    assert says in found.problems[0].says


def test_a_file_of_several_conflicts_is_refused_with_their_names() -> None:
    found = parsed({"water": SYRIA_IRAQ, "spill": ELMIRA})
    assert [problem.says for problem in found.problems] == ["the file holds 2 conflicts: water, spill"]


def test_moves_that_options_do_not_explain_are_warned_of_and_kept() -> None:
    entry = deepcopy(SYRIA_IRAQ)
    having([4, 5], "unilateral_moves", "Iraq", "1")(entry)
    found = parsed(entry)
    assert found.sound.party("Iraq").moves.after(0) == [3, 4]
    assert [(problem.code.id, problem.says) for problem in found.problems] == [
        ("DT0459", "Iraq moves from 1 to 5, against whose or which way 'release water' is")
    ]


def test_a_file_that_is_not_there_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    found = conflict_file.load(tmp_path / "none.json")
    assert "cannot be opened" in found.problems[0].says
    assert conflict_file.load(tmp_path).conflict is None


def test_a_file_is_read_from_disk(tmp_path: Path) -> None:
    (tmp_path / "river.json").write_text(json.dumps(SYRIA_IRAQ), encoding="utf-8")
    assert stability(conflict_file.load(tmp_path / "river.json").sound).nash == (6,)


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.sampled_from(["Y", "both", "attack", "Iraq", "1"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "options", "1"]), inner),
    max_leaves=6,
)


@given(value=plain, key=st.sampled_from(["options", "decision_makers", "states", "unilateral_moves"]))
def test_nothing_in_the_place_of_a_key_makes_reading_fail(value: object, key: str) -> None:
    found = parsed({**SYRIA_IRAQ, key: value})
    assert found.conflict is not None or any(problem.is_error for problem in found.problems)


@pytest.mark.known
def test_every_conflict_of_the_collection_is_read_without_an_error(known: Path) -> None:
    held = json.loads((known / "gmcr_conflicts" / "conflicts.json").read_text(encoding="utf-8"))
    for entry in held.values():
        found = parsed(entry)
        assert found.conflict is not None
        assert all("is passed over" in problem.says for problem in found.problems)
