"""Swapping the parties' names swaps the results and nothing else (convention 10).

The sides of each case are first called Side1 and Side2 throughout, names that are equally wide and stand nowhere
else. Then they are swapped: in the file before anything is computed, or in what was computed from the file.
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import cache
from typing import TypeVar

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

import samples
from detente.case import check, evidence, gaps, questions, readings
from detente.case.model import MEDIATORS, PUBLIC, Case
from detente.case.secrecy import as_seen_by
from detente.desk.brief.html import html
from detente.desk.plain import Json, as_json, dumps
from detente.desk.views.brief import brief
from detente.store import casefile
from detente.workbench import briefs, folders
from two_worlds import furnished

SIDES = ("side1", "side2")
_GAZA = (folders.GALLERY / "gaza-2024" / casefile.FILE).read_text("utf-8")


def called_sides(text: str, one: str, other: str) -> str:
    """The case with its two parties called Side1 and Side2, inside longer words too."""
    for old, new in zip((one, other), SIDES, strict=True):
        text = text.replace(old, new).replace(old.capitalize(), new.capitalize())
    return text


def swapped(text: str) -> str:
    return re.sub("ide([12])", lambda found: "ide2" if found[1] == "1" else "ide1", text)


VALLEY = called_sides(samples.VALLEY, "upper", "lower")
CASES = {"valley": VALLEY, "gaza-2024": called_sides(_GAZA, "israel", "hamas")}


@cache
def case_of(text: str) -> Case:
    found = casefile.parse(text.encode()).case
    assert found is not None
    return found


def is_sound(text: str) -> bool:
    return not any(problem.is_error for problem in check.problems(case_of(text)))


def results(case: Case) -> dict[str, object]:
    """All that mediators learn from a case, by what it is."""
    found = briefs.briefing(as_seen_by(case, MEDIATORS))
    return {
        "problems": check.problems(case),
        "gaps": found.gaps,
        "pledges": found.pledges,
        "questions": found.questions,
        "readings": found.readings,
        "changes": found.changes,
        "evidence": found.evidence,
        "cautions": found.cautions,
    }


def pages(case: Case) -> dict[str, str]:
    """The brief for mediators, for the public and for each side, by its reader."""
    readers = (MEDIATORS, PUBLIC, *SIDES)
    return {reader: html(brief(briefs.briefing(as_seen_by(case, reader)))) for reader in readers}


def unequal(text: str) -> list[str]:
    """The results that are not merely swapped when the names are."""
    before, after = (results(case_of(each)) for each in (text, swapped(text)))
    return [name for name in before if swapped(dumps(before[name])) != dumps(after[name])]


def turned(text: str) -> list[str]:
    """The results that differ in more than their order when the parties stand in the file the other way round."""
    case = case_of(text)
    before, after = (results(each) for each in (case, replace(case, parties=case.parties[::-1])))
    return [name for name in before if _unordered(before[name]) != _unordered(after[name])]


def _unordered(value: object) -> str:
    return repr(_sorted(as_json(value)))


def _sorted(value: Json) -> Json:
    """Lists in any order, and sentences too, for some name the parties one after the other."""
    if isinstance(value, dict):
        return {key: _sorted(each) for key, each in value.items()}
    if isinstance(value, list):
        return sorted(map(_sorted, value), key=repr)
    return " ".join(sorted(re.findall(r"[\w-]+", value))) if isinstance(value, str) else value


@pytest.mark.parametrize("name", CASES)
def test_swapping_the_names_swaps_the_results_and_nothing_else(name: str) -> None:
    assert unequal(CASES[name]) == []


@pytest.mark.parametrize("name", CASES)
def test_swapping_the_names_swaps_each_page_and_nothing_else(name: str) -> None:
    before, after = (pages(case_of(each)) for each in (CASES[name], swapped(CASES[name])))
    assert {swapped(reader): swapped(page) for reader, page in before.items()} == after


@settings(max_examples=30)
@given(seed=st.integers(0, 999_999))
def test_whatever_a_case_holds_swapping_the_names_swaps_the_results(seed: int) -> None:
    text = furnished(VALLEY, seed)
    assume(is_sound(text))
    assert unequal(text) == []


@pytest.mark.parametrize("name", CASES)
def test_a_side_gains_nothing_by_standing_first(name: str) -> None:
    assert turned(CASES[name]) == []


@settings(max_examples=30)
@given(seed=st.integers(0, 999_999))
def test_whatever_a_case_holds_a_side_gains_nothing_by_standing_first(seed: int) -> None:
    text = furnished(VALLEY, seed)
    assume(is_sound(text))
    assert turned(text) == []


# Asymmetries, each planted in the product

Something = TypeVar("Something")


def _by_the_alphabet(act: Callable[[Case], Iterable[Something]]) -> Callable[[Case], tuple[Something, ...]]:
    return lambda case: tuple(sorted(act(case), key=repr))


def _for_the_first_side(act: Callable[[Case], Iterable[Something]]) -> Callable[[Case], tuple[Something, ...]]:
    return lambda case: tuple(act(replace(case, parties=case.parties[:1])))


def _for_side_one(act: Callable[[Case], Iterable[Something]]) -> Callable[[Case], tuple[Something, ...]]:
    return lambda case: tuple(each for each in act(case) if SIDES[1] not in repr(each))


def test_an_order_by_the_alphabet_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "gaps", _by_the_alphabet(gaps.gaps))
    assert unequal(VALLEY) == ["gaps"]


def test_a_side_known_by_its_name_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "_evidence", _for_side_one(evidence.evidence))
    assert unequal(VALLEY) == ["evidence"]


def test_a_rule_that_looks_only_at_the_first_side_is_caught(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(briefs, "questions", _for_the_first_side(questions.questions))
    monkeypatch.setattr(readings, "strains", _for_the_first_side(readings.strains))
    assert turned(VALLEY) == ["questions", "readings", "changes"]
