"""A plan is asked what practice needs, the same of every side, and no longer once it says it."""

import pytest

import samples
from detente.case.questions import RULES, questions

Change = tuple[str, str]
WATER = "    part_of: sharing\n    scope: first\n    terms: {water: blank}"
FENCE = "    part_of: sharing\n    scope: second\n    terms: {fence: talks, goats: all, path: use-of-path}"


def provides(provision: str, scope: str = "first") -> Change:
    return (
        f"    part_of: sharing\n    scope: {scope}\n",
        f"    part_of: sharing\n    scope: {scope}\n    provides: {provision}\n",
    )


ANSWERS = """\
  - {id: mayor-yes, by: mayor, act: accept, says: takes it, target: sharing, setting: own words in public, source: {document: radio-evening}, grade: B3}
  - {id: elders-no, by: elders, act: reject, says: will not, target: sharing, setting: own words in public, source: {document: radio-evening}, grade: B3}
  - id: plan-water
"""
DAYS: Change = ("unit: hour\n    without: none\n    options: {none: 0, half-day: 12, all-day: 24}", "unit: day\n    without: none\n    options: {none: 0, half-day: 12, all-day: 24}")  # fmt: skip
ANY_DOMAIN: Change = ("domain: at most 24 hours", "domain: at most 24")
GIVEN_BY_BOTH: Change = ("    given_by: upper\n    concerns: captive-goats", "    given_by: lower\n    concerns: captive-goats")  # fmt: skip
GOATS_FIRST: Change = (WATER, WATER.replace("water: blank", "water: blank, goats: some"))
PERSONS: Change = ("unit: goat\n    without", "unit: person\n    without")


@pytest.mark.parametrize(
    ("question", "opens", "closes"),
    [
        ("answer", [], [("  - id: plan-water\n", ANSWERS)]),
        ("phase-length", [], [("first: {title: First weeks}", "first: {title: First weeks, length: 10 days}"), ("second: {title: Later weeks}", "second: {title: Later weeks, length: 20 days}")]),
        ("duration-length-water", [DAYS, ANY_DOMAIN], [(WATER, WATER.replace("blank", "half-day"))]),
        ("duration-runs-on-water", [DAYS, ANY_DOMAIN], [("second: {title: Later weeks}", "second: {title: Later weeks, follow_on: yes}")]),
        ("pause-end", [], [provides("pause end")]),
        ("phase-end", [], [provides("phase end")]),
        ("verifier", [], [provides("verifier")]),
        ("guarantor", [], [("guarantors: []", "guarantors: [district]")]),
        ("guarantor", [], [provides("guarantor")]),
        ("breach", [], [provides("breach")]),
        ("list-failure", [], [provides("list failure")]),
        ("order", [GIVEN_BY_BOTH, GOATS_FIRST], [provides("order inside a phase")]),
        ("how-many-water", [], [(WATER, WATER.replace("blank", "12"))]),
        ("counterpart-second-upper", [GIVEN_BY_BOTH, GOATS_FIRST, PERSONS, ("unit: hour", "unit: person"), ANY_DOMAIN], [(FENCE, FENCE.replace("goats: all", "goats: all, water: 12"))]),
        ("whose-goats", [PERSONS, ("    concerns: captive-goats\n", "")], [("    title: Goats given back\n", "    title: Goats given back\n    concerns: herdsmen\n")]),
        ("category-goats", [("    title: Goats given back\n", "    title: Goats given back\n    defined_by: lower\n")], [(FENCE, FENCE.replace("goats: all, ", ""))]),
        ("uncovered-herdsmen", [], [("concerns: captive-goats", "concerns: [captive-goats, herdsmen]")]),
        ("who-holds-upper", [PERSONS, ("held_by: [{actor: upper, claim: mayor-holds}]", "held_by: [{actor: lower, claim: mayor-holds}]")], [("held_by: [{actor: lower, ", "held_by: [{actor: upper, ")]),
        ("ratification", [], [provides("ratification")]),
        ("baseline-water", [("options: {none: 0, half-day: 12, all-day: 24}", "options: {none: 0, half-day: 12, all-day: doubled}"), (WATER, WATER.replace("blank", "all-day"))], [provides("baseline")]),
        ("day-count", [], [provides("day count")]),
        ("deferred-fence", [], [(FENCE, FENCE.replace("talks", "gate"))]),
    ],
)  # fmt: skip
def test_a_question_is_open_until_the_plan_says_it(question: str, opens: list[Change], closes: list[Change]) -> None:
    assert question in {each.id for each in questions(samples.case(*opens))}
    assert question not in {each.id for each in questions(samples.case(*opens, *closes))}


def test_every_rule_gives_its_reason_and_where_practice_learned_it() -> None:
    for rule in RULES:
        assert rule.why.endswith(".")
        assert rule.learned_from.endswith(".")
    assert len({rule.name for rule in RULES}) == len(RULES)


def test_every_question_names_the_rule_and_claims_of_the_case() -> None:
    case = samples.case()
    claims = {claim.id for claim in case.claims}
    rules = tuple(rule.name for rule in RULES)
    for question in questions(case):
        assert question.id.startswith(rules)
        assert set(question.raised_by) <= claims


def test_the_willing_are_named_as_raising_the_question_of_an_answer() -> None:
    (question,) = (each for each in questions(samples.case()) if each.id == "answer")
    assert question.raised_by == ("mayor-willing",)


def test_only_plans_with_phases_are_asked_unless_one_is_named() -> None:
    flat = samples.case(("    phases:\n      first: {title: First weeks}\n      second: {title: Later weeks}\n", ""), (", scope: first, domain", ", scope: whole deal, domain"), ("scope: first", "scope: whole deal"), ("scope: second", "scope: whole deal"))  # fmt: skip
    assert questions(flat) == ()
    assert {"verifier", "answer"} <= {each.id for each in questions(flat, proposal="sharing")}


def test_a_side_is_not_asked_for_its_answer_to_its_own_proposal() -> None:
    (question,) = (each for each in questions(samples.case(("    by: envoy\n    length", "    by: mayor\n    length"))) if each.id == "answer")  # fmt: skip
    assert "from Lower:" in question.asks
