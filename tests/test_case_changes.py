"""What changed is what was reported after a day, whenever it happened."""

from datetime import date
from pathlib import Path

import pytest

import detente
import samples
from detente.case.changes import changes, known_on, reported_on
from detente.case.check import problems
from detente.case.model import Case, by_id
from detente.desk.views.doubts import changes_page
from detente.errors import NoAnswer
from detente.store import casefile
from detente.workbench import cases
from rendering import assert_golden, plain
from second_edition import second_edition

DAY = date(2024, 2, 28)
LATER_CLAIM = """\
  - id: mayor-comes-down
    by: mayor
    act: demand
    says: would now take half a day
    terms: {water: half-day}
    scope: whole deal
    setting: own words in public
    source: {document: radio-evening}
    grade: B3
  - id: plan-water
"""
COMES_DOWN = ("  - id: plan-water\n", LATER_CLAIM)


def test_a_position_told_otherwise_in_the_same_column_has_moved() -> None:
    (move,) = changes(samples.case(COMES_DOWN), DAY).moves
    assert (move.party, move.issue, move.before, move.now) == (
        "upper",
        "water",
        "mayor-wants-water",
        "mayor-comes-down",
    )
    assert (move.before_words, move.now_words) == ("demand: all day", "demand: half day")


@pytest.mark.parametrize(
    "elsewhere",
    [
        ("setting: own words in public\n    source: {document: radio-evening}", "setting: account by others\n    source: {document: radio-evening}"),
        ("    scope: whole deal\n    setting: own words in public\n    source: {document: radio-evening}", "    scope: first\n    part_of: sharing\n    setting: own words in public\n    source: {document: radio-evening}"),
        ("    terms: {water: half-day}\n    scope: whole deal\n    setting: own", "    terms: {water: all-day}\n    scope: whole deal\n    setting: own"),
    ],
    ids=["another column", "another scope", "the same words"],
)  # fmt: skip
def test_another_column_another_scope_or_the_same_words_are_no_move(elsewhere: tuple[str, str]) -> None:
    assert changes(samples.case(COMES_DOWN, elsewhere), DAY).moves == ()


def test_what_counts_is_when_it_was_reported_not_when_it_was_said() -> None:
    said_early = LATER_CLAIM.replace("    setting", "    said_on: 2024-02-01\n    setting", 1)
    found = changes(samples.case((COMES_DOWN[0], said_early)), DAY)
    assert found.claims == ("mayor-comes-down", "analyst-view")
    known_early = said_early.replace("    said_on", "    reported_on: 2024-02-02\n    said_on", 1)
    assert changes(samples.case((COMES_DOWN[0], known_early)), DAY).claims == ("analyst-view",)


def test_a_claim_is_reported_on_the_day_stated_or_of_its_first_edition_or_of_the_inference() -> None:
    days = reported_on(samples.case())
    assert (days["elders-count"], days["analyst-view"]) == (date(2024, 2, 20), date(2024, 2, 29))


def test_a_version_added_to_a_contradiction_makes_it_grow_and_a_first_one_is_new() -> None:
    third = "  - {id: radio-count, by: elders, act: state, says: counts again, facts: {goats-taken: 70}, setting: own words in public, source: {document: radio-evening}, grade: C3}\n  - id: plan-water\n"
    found = changes(samples.case(("  - id: plan-water\n", third)), DAY)
    assert [each.id for each in found.grown] == ["figure-goats-taken"]
    assert next(each.id for each in changes(samples.case(), date(2024, 2, 20)).conflicts) == "figure-goats-taken"


def test_a_provision_made_later_closes_its_question() -> None:
    checked = LATER_CLAIM.replace("act: demand", "act: propose").replace(
        "    terms: {water: half-day}\n    scope: whole deal",
        "    part_of: sharing\n    scope: whole deal\n    provides: verifier",
    )
    found = changes(samples.case((COMES_DOWN[0], checked)), DAY)
    assert found.closed == ("Who verifies that each step was done, and by what method?",)
    assert changes(samples.case(COMES_DOWN), DAY).closed == ()


def test_a_resolution_of_a_person_is_a_change_and_so_is_taking_it_back() -> None:
    assert changes(samples.case(), DAY).resolutions == ("goats",)
    withdrawn = ("why: counted by hand}", "why: counted by hand, withdrawn_by: A. Analyst, withdrawn_on: 2024-03-01}")
    assert changes(samples.case(withdrawn), date(2024, 2, 29)).resolutions == ("goats",)
    assert changes(samples.case(), date(2024, 2, 29)).resolutions == ()


def test_the_case_as_known_on_a_day_stands_by_itself() -> None:
    for day in (date(2024, 2, 19), date(2024, 2, 20), DAY, date(2024, 2, 29), date(2024, 3, 1)):
        then = known_on(samples.case(), day)
        assert [problem.says for problem in problems(then) if problem.is_error] == []
        assert then.as_of == min(day, date(2024, 3, 1))
    assert known_on(samples.case(), date(2024, 3, 1)).claims == samples.case().claims


def test_when_nothing_was_reported_that_is_said() -> None:
    assert changes(samples.case(), date(2024, 2, 29)).none
    assert "Nothing was reported after 29 Feb 2024" in plain(
        changes_page(samples.case(), changes(samples.case(), date(2024, 2, 29)))
    )


def test_a_day_beyond_the_case_has_no_answer() -> None:
    with pytest.raises(NoAnswer, match="the case stands at 2024-03-01"):
        cases.changes(samples.case(), date(2024, 3, 1))


# The second edition of the gallery's case


@pytest.fixture
def later() -> Case:
    path = Path(detente.__file__).parent / "gallery" / "gaza-2024" / casefile.FILE
    found = casefile.parse(second_edition(path.read_text(encoding="utf-8")).encode()).case
    assert found is not None
    return found


def test_a_report_of_five_days_later_makes_half_a_page_of_changes(later: Case) -> None:
    found = cases.changes(later, date(2024, 1, 22))
    page = plain(changes_page(later, found), width=110)
    assert len(page.splitlines()) <= 30  # half a sheet of A4
    assert_golden("since-second-edition.txt", page)


def test_the_later_report_adds_a_draft_a_count_and_no_answer(later: Case) -> None:
    found = cases.changes(later, date(2024, 1, 22))
    assert found.editions == ("nyt-2024-01-27",)
    assert found.proposals == ("draft-two-months",)
    assert [each.id for each in found.grown] == ["figure-pause-prisoners"]
    assert {by_id(later.claims)[slug].sources[0].document for slug in found.claims} == {"nyt-2024-01-27"}
    assert found.closed == ()
