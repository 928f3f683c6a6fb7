"""An exchange is read as it is written, or refused with the item, the place and the remedy."""

import json
from collections.abc import Callable
from copy import deepcopy
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.errors import Severity, Unreadable
from detente.formats import exchanges as exchange_file
from detente.plan.amount import amount

RIVER: dict[str, Any] = {
    "id": "river",
    "items": [
        {"name": "pull back", "giver": "north", "cost": 4, "value": 7.1, "reversible": 0.1, "phase": 1},
        {"name": "open the bridge", "giver": "south", "cost": 2, "value": 6, "phase": None},
        {"name": "share water", "giver": "south", "cost": 1, "value": 1, "units": 3, "most_at_once": 2},
    ],
    "precedence": [[0, 1]],
    "plan_value": {"north": 5, "south": 2.1},
}


def parsed(entry: object) -> exchange_file.ExchangeFile:
    return exchange_file.parse(json.dumps(entry, indent=1).encode())


def test_numbers_are_kept_as_written_and_the_plan_is_worth_what_the_file_says() -> None:
    ((name, exchange),) = parsed(RIVER).sound
    assert name == "river"
    assert exchange.steps[0].value == amount(Fraction(71, 10))
    assert exchange.steps[0].reversible == amount(Fraction(1, 10))
    assert exchange.precedence == (("pull back", "open the bridge"),)
    assert exchange.worth == (amount(5), amount(Fraction(21, 10)))
    assert (exchange.steps[2].units, exchange.steps[2].at_once) == (3, 2)


def test_a_list_holds_several_and_their_answers_are_passed_over_in_silence() -> None:
    found = parsed([RIVER, {**RIVER, "id": "bridge", "min_total_bond": 3, "an_optimal_order": [0, 1]}])
    assert [name for name, _ in found.sound] == ["river", "bridge"]
    assert found.problems == ()


def test_ranges_and_blanks_are_read_beside_the_worth_of_completing() -> None:
    entry = deepcopy(RIVER)
    del entry["plan_value"]
    entry |= {"completion": {"north": [0, 2], "south": 1}, "reputation": {"north": 1, "south": 0}, "unit": "points"}
    entry["items"][2] |= {"least_units": 1, "cost": [1, 2]}
    ((_, exchange),) = parsed(entry).sound
    assert exchange.completion == (amount(0, 2), amount(1))
    assert exchange.unit == "points"
    assert not exchange.is_filled


def test_a_key_that_is_not_read_is_said() -> None:
    (problem,) = parsed({**RIVER, "precedense": []}).problems
    assert (problem.code.id, problem.severity) == ("DT0489", Severity.WARNING)
    assert problem.hint == "did you mean 'precedence'?"


def having(value: object, *path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(entry: dict[str, Any]) -> None:
        at: Any = entry
        for step in path[:-1]:
            at = at[step]
        at[path[-1]] = value

    return change


def without(*path: str | int) -> Callable[[dict[str, Any]], None]:
    def change(entry: dict[str, Any]) -> None:
        at: Any = entry
        for step in path[:-1]:
            at = at[step]
        del at[path[-1]]

    return change


REFUSED = {
    "no items": (without("items"), "DT0482", "`items` should be a list of what is given"),
    "empty": (having([], "items"), "DT0482", "`items` is empty"),
    "items no list": (having("all", "items"), "DT0483", "`items` should be a list of what is given"),
    "no cost": (without("items", 1, "cost"), "DT0482", "item 1 has no `cost`"),
    "no name": (without("items", 1, "name"), "DT0482", "item 1 has no `name`"),
    "giver no word": (having(3, "items", 0, "giver"), "DT0483", "the giver of item 0 should be a word"),
    "no worth": (without("plan_value"), "DT0482", "the exchange has neither `plan_value` nor `completion`"),
    "item no object": (
        having("pull back", "items", 0),
        "DT0483",
        "item 0 should be an object with a name, a giver, a cost and a value",
    ),
    "cost in words": (
        having("four", "items", 0, "cost"),
        "DT0483",
        "the cost of item 0 should be a number or a pair of numbers",
    ),
    "truth for a number": (
        having(True, "items", 0, "cost"),
        "DT0483",
        "the cost of item 0 should be a number or a pair of numbers",
    ),
    "three ends": (
        having([1, 2, "x"], "items", 0, "value"),
        "DT0483",
        "the value of item 0 should be a number or a pair of numbers",
    ),
    "downwards": (having([3, 1], "items", 0, "value"), "DT0487", "the value of item 0 runs from 3 down to 1"),
    "share": (
        having(1.5, "items", 0, "reversible"),
        "DT0487",
        "the reversible share of item 0 should lie between 0 and 1",
    ),
    "half a unit": (having(1.5, "items", 0, "units"), "DT0483", "the units of item 0 should be a whole number"),
    "no unit": (
        having(0, "items", 0, "units"),
        "DT0487",
        "item 0 should have 1 unit or more, and `least_units` no more",
    ),
    "least too many": (
        having(5, "items", 2, "least_units"),
        "DT0487",
        "item 2 should have 1 unit or more, and `least_units` no more",
    ),
    "none at once": (having(0, "items", 2, "most_at_once"), "DT0487", "item 2 should be given at least 1 unit at once"),
    "phase": (having("first", "items", 0, "phase"), "DT0483", "the phase of item 0 should be a whole number"),
    "stranger": (
        having("nord", "items", 0, "giver"),
        "DT0484",
        "'nord' gives 'pull back', but is no party of `plan_value`",
    ),
    "one party": (
        having({"north": 2}, "plan_value"),
        "DT0486",
        "`plan_value` should give a number for each of two parties",
    ),
    "twice": (having("pull back", "items", 1, "name"), "DT0485", "'pull back' stands twice in `items`"),
    "both worths": (
        having({"north": 0, "south": 0}, "completion"),
        "DT0485",
        "`completion` follows from `plan_value`; give one of them",
    ),
    "range with plan value": (
        having([1, 2], "items", 0, "cost"),
        "DT0483",
        "`plan_value` needs exact numbers and units",
    ),
    "pair": (having([[0]], "precedence"), "DT0483", "a pair should be two numbers of items, the earlier first"),
    "pair of nothing": (having([[0, 3]], "precedence"), "DT0484", "there are items 0 to 2, not 0 and 3"),
    "precedence": (
        having("first", "precedence"),
        "DT0483",
        "`precedence` should be a list of pairs of items, counted from 0",
    ),
    "ring": (
        having([[0, 1], [1, 0]], "precedence"),
        "DT0488",
        "these items wait for each other: pull back, open the bridge, pull back",
    ),
    "reputation": (
        having({"north": 1}, "reputation"),
        "DT0483",
        "`reputation` should give north and south a number each",
    ),
    "unit": (having(3, "unit"), "DT0483", "`unit` should be the name of the unit that both parties share"),
    "id": (having(3, "id"), "DT0483", "`id` should be a word"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_a_fault_is_named_with_its_place_and_remedy(name: str) -> None:
    change, code, says = REFUSED[name]
    entry = deepcopy(RIVER)
    change(entry)
    found = parsed([entry])
    assert found.exchanges == ()
    assert (code, says) in [(problem.code.id, problem.says) for problem in found.problems]
    assert all(problem.place is not None and problem.code.remedy for problem in found.problems)
    with pytest.raises(Unreadable, match="cannot be read as an exchange"):
        _ = found.sound


def test_the_place_is_the_line_of_the_item_at_fault() -> None:
    entry = deepcopy(RIVER)
    having(-1, "items", 0, "reversible")(entry)
    (problem,) = parsed([RIVER | {"id": "first"}, entry]).problems
    lines = json.dumps([RIVER | {"id": "first"}, entry], indent=1).splitlines()
    assert problem.place is not None
    assert problem.place.line == lines.index('    "reversible": -1,') + 1
    assert problem.place.excerpt == '    "reversible": -1,'


def test_two_exchanges_of_one_id_are_refused() -> None:
    assert [problem.says for problem in parsed([RIVER, RIVER]).problems] == ["the id 'river' stands twice"]


@pytest.mark.parametrize(
    ("raw", "says"),
    [
        (b"", "expecting value"),
        (b"{", "expecting property name enclosed in double quotes"),
        (b"\xff{}", "byte 0xff is not UTF-8"),
        (b'{"items": NaN}', "NaN is not a number that JSON knows"),
        (b'{"items": 1e999999999}', "too long a number"),
        (b'{"items": [], "items": []}', "the key 'items' stands twice in one object"),
        (b"[]", "the list holds no exchange"),
        (b"3", "an exchange should be an object with `items` and `plan_value`"),
        (b"[" * 100_000, ""),
    ],
)
def test_what_is_no_exchange_is_refused(raw: bytes, says: str) -> None:
    found = exchange_file.parse(raw)
    assert found.exchanges == ()
    assert says in found.problems[0].says


def test_a_file_that_is_not_there_is_a_problem_and_no_crash(tmp_path: Path) -> None:
    assert "cannot be opened" in exchange_file.load(tmp_path / "none.json").problems[0].says


plain = st.recursive(
    st.none() | st.booleans() | st.integers(-2, 9) | st.floats(0, 2) | st.sampled_from(["north", "pull back", "cost"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["north", "south", "name"]), inner),
    max_leaves=6,
)


@given(value=plain, key=st.sampled_from([*exchange_file.KEYS, *exchange_file.ITEM_KEYS]))
def test_nothing_in_the_place_of_a_key_makes_reading_fail(value: object, key: str) -> None:
    entry = deepcopy(RIVER)
    (entry["items"][0] if key in exchange_file.ITEM_KEYS else entry)[key] = value
    found = parsed(entry)
    assert bool(found.exchanges) != any(problem.is_error for problem in found.problems)


@pytest.mark.known
def test_the_collection_is_read_without_a_problem(known: Path) -> None:
    found = exchange_file.load(known / "safe_exchange_small" / "instances.json")
    assert found.problems == ()
    assert len(found.sound) == 120
