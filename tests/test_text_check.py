"""Whether a text is sound: each rule finds the fault planted for it, and nothing in the sample as it stands."""

from pathlib import Path
from typing import Any

import pytest

import texts
from detente.text.check import Draft, problems
from detente.workbench.texts import UnreadableText, check_text, open_text

PLANTED: dict[str, tuple[Any, ...]] = {
    "a bracket that is not there": ("DT0601", ("for [halt-length] from the day", "for [halt-lenght] from the day")),
    "a clause pointed to that is not there": ("DT0601", ("as clause {halt} provides", "as clause {hold} provides")),
    "a round that the text does not have": ("DT0601", ("says: rejects, round: third", "says: rejects, round: fourth")),
    "a round that the case does not have": (
        "DT0601",
        ("rounds: [first, second, third]", "rounds: [first, second, third, fourth]"),
    ),
    "a duty that the plan does not have": ("DT0601", ("[north-holds, south-holds]", "[north-holds, south-hold]")),
    "an answer to nothing": (
        "DT0601",
        ("to: halt-length.thirty, says: reserves", "to: halt-length.forty, says: reserves"),
    ),
    "a side that is none": (
        "DT0601",
        ("{of: north, to: halt-length.thirty, says: reserves", "{of: envoys, to: halt-length.thirty, says: reserves"),
    ),
    "a bracket with the name of a clause": ("DT0602", ("  north-paper: {", "  release: {")),
    "a clause in no obligation": ("DT0603", ("        not_modelled: it is how the release is verified\n", "")),
    "a duty in no clause": ("DT0604", ("[north-holds, south-holds]", "north-holds")),
    "a bracket in no clause": ("DT0605", ("answers:\n", "  loose: {title: A loose one}\nanswers:\n")),
    "a bracket inside an alternative": ("DT0605", ("words: 30 days", "words: '[who-is-told] days'")),
    "an answer without a source": (
        "DT0606",
        (
            ", setting: reported from the room, heard: {by: an envoy, on: 2024-03-05}}\n  - {of: north, to: halt-length.thirty, says: accepts",
            "}\n  - {of: north, to: halt-length.thirty, says: accepts",
        ),
    ),
    "something heard in no setting": (
        "DT0606",
        ("asks for the halt to be dated, setting: reported from the room", "asks for the halt to be dated"),
    ),
    "a bracket closed on nothing": ("DT0607", ("closes: thirty", "closes: sixty")),
    "a bracket closed twice": (
        "DT0607 DT0608",
        ("{round: third, opens: yes, by: south}", "{round: third, closes: forty-five}"),
    ),
    "a bracket opened while open": (
        "DT0607",
        ("{round: second, closes: thirty, by: envoys}", "{round: second, opens: yes}"),
    ),
    "a course that runs backwards": (
        "DT0607",
        ("{round: third, opens: yes, by: south}", "{round: first, opens: yes, by: south}"),
    ),
    "a bracket closed on what was withdrawn": (
        "DT0607 DT0609",
        ("by: south\n        fills", "by: south\n        withdrawn: first\n        fills"),
    ),
    "a bracket closed without a side": (
        "DT0608",
        ("withdrawn: third}\n", "withdrawn: third}\n    turns:\n      - {round: third, closes: both, by: envoys}\n"),
    ),
    "an answer to what was withdrawn": (
        "DT0609",
        ("round: second, withdrawn: third}", "round: first, withdrawn: first}"),
        ("to: halt-length.thirty, says: rejects, round: third", "to: who-is-told.nobody, says: rejects, round: third"),
    ),
    "an answer to what was not there yet": (
        "DT0609",
        (
            "to: halt-length.thirty, says: reserves, round: first",
            "to: halt-length.forty-five, says: reserves, round: first",
        ),
    ),
    "a non-paper that names its author": (
        "DT0610",
        ("status: non-paper, round: first", "status: non-paper, became: halt-length.forty-five, round: first"),
    ),
    "a non-paper open to the other side": (
        "DT0610",
        ("{says: a halt of two months,", "{says: a halt of two months, audience: south,"),
    ),
    "a blank that the plan does not have": ("DT0611", ("fills: {halt-days: 30}", "fills: {halt-day: 30}")),
    "a blank filled beyond its domain": ("DT0611", ("fills: {halt-days: 30}", "fills: {halt-days: 60}")),
    "a clause that points to a closed one": (
        "DT0612",
        ("    title: The halt\n", "    title: The halt\n    audience: north\n"),
    ),
    "an open clause with a closed bracket": (
        "DT0612",
        ("    title: Who is told the count\n", "    title: Who is told the count\n    audience: north\n"),
    ),
    "an authentic language that is missing": (
        "DT0613",
        (", he: הצדדים רוצים שהתותחים בקו הרכס ישתקו.", ""),
        ("    struck: third\n", ""),
    ),
}


@pytest.mark.parametrize("fault", PLANTED)
def test_each_fault_is_found_by_its_rule(fault: str) -> None:
    codes, *changes = PLANTED[fault]
    assert {each.code.id for each in texts.problems(*changes)} == set(codes.split())


def test_the_sample_and_texts_at_random_are_sound() -> None:
    assert texts.problems() == ()
    for seed in range(40):
        assert problems(Draft(texts.read(texts.drawn(seed)), texts.case())) == ()


def test_a_slip_in_a_name_comes_with_a_suggestion_and_a_place(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path, ("for [halt-length] from the day", "for [halt-lenght] from the day"))
    with pytest.raises(UnreadableText) as refused:
        open_text(folder, "ridge")
    (problem,) = refused.value.problems
    assert problem.hint == "did you mean 'halt-length'?"
    assert problem.place is not None
    assert "texts/ridge.yaml:18:12" in str(problem.place)


def test_a_place_is_found_in_a_clause_that_lies_under_others(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path, ("        not_modelled: it is how the release is verified\n", ""))
    (problem,) = check_text(folder, "ridge")
    assert problem.place is not None
    assert problem.place.excerpt.strip() == "counting:"


def test_a_plan_that_is_not_there_is_said(tmp_path: Path) -> None:
    folder = texts.folder(tmp_path, ("plan: ridge", "plan: ridges"))
    assert "no plan called 'ridges'" in next(each.says for each in check_text(folder, "ridge"))
