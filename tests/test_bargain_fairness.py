"""Adjusted Winner against published divisions, and the three things it promises."""

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.bargain.fairness import adjusted_winner

PANAMA = ("US defense rights", "Use rights", "Land and water", "Expansion rights", "Duration", "Expansion routes", "Compensation", "Jurisdiction", "US military rights", "Defense role of Panama")  # fmt: skip
US = dict(zip(PANAMA, (22, 22, 15, 14, 11, 6, 4, 2, 2, 2), strict=True))
REPUBLIC = dict(zip(PANAMA, (9, 15, 15, 3, 15, 5, 11, 7, 7, 13), strict=True))


def test_the_panama_canal_is_divided_as_brams_and_taylor_divide_it() -> None:
    """Brams and Taylor, Fair Division (1996), ch. 5, after Raiffa (1982): 66 points each, 2/15 of one issue shared."""
    found = adjusted_winner(US, REPUBLIC)
    whole = [item for item, share in found.first_gets if share == 1]
    assert whole == ["US defense rights", "Use rights", "Expansion rights", "Expansion routes"]
    assert (found.split, dict(found.first_gets)["Land and water"]) == ("Land and water", Fraction(2, 15))
    assert found.first_points == found.second_points == 66


@pytest.mark.known
def test_divisions_known_come_out_the_same(known: Path) -> None:
    cases = json.loads((known / "adjusted_winner" / "cases.json").read_text(encoding="utf-8"))
    for name, case in cases.items():
        one, other = (key for key in case if key not in ("issues", "items", "expected", "source", "note", "verified"))
        items = case.get("issues") or case["items"]
        found = adjusted_winner(dict(zip(items, case[one], strict=True)), dict(zip(items, case[other], strict=True)))
        assert found.first_points == found.second_points == Fraction(case["expected"]["each"]), name
        for item, share in case["expected"]["split"].items():
            assert found.split == item, name
            assert dict(found.first_gets)[item] == Fraction(share[one]), name


points = st.lists(st.integers(0, 20), min_size=2, max_size=6)


@given(points, points)
def test_each_has_as_much_as_the_other_at_least_half_and_at_most_one_item_is_split(
    one: list[int], other: list[int]
) -> None:
    size = min(len(one), len(other))
    one, other = one[:size], other[:size]
    assume(sum(one) > 0 and sum(other) > 0)
    first = {str(row): each * sum(other) for row, each in enumerate(one)}
    second = {str(row): each * sum(one) for row, each in enumerate(other)}
    assume(sum(first.values()) == sum(second.values()))
    found = adjusted_winner(first, second)
    assert found.first_points == found.second_points
    assert 2 * found.first_points >= sum(first.values())
    assert sum(0 < share < 1 for _, share in found.first_gets) <= 1
    assert all(0 <= share <= 1 for _, share in found.first_gets)


def test_points_that_do_not_match_are_refused() -> None:
    with pytest.raises(ValueError, match="same number of points"):
        adjusted_winner({"a": 1}, {"a": 2})
