"""What can be told of a plan whatever is wrong with it, and to whom."""

import pytest

import plan90
from detente.case.secrecy import as_seen_by
from detente.plan import outlook as outlooks
from detente.plan.outlook import Outlook, outlook, told_to
from detente.plan.wellformed import Draft
from detente.store import casefile
from detente.workbench import drafts
from detente.workbench.drafts import UnreadablePlan
from hard_plans import AT_BEST, CIRCLE, TOO_SHORT, UNKNOWN, UNSTATED, WORDS

UNTIMED = {
    "no moment is called 'cleer.done'": UNKNOWN,
    "each waits for the next: second → third → rebuild → sold → second": CIRCLE,
    "'pause-days' stands for days, and its choices are words": WORDS,
}


def told(*changes: tuple[str, str]) -> Outlook:
    return outlook(plan90.draft(*changes))


def test_a_sound_plan_is_told_in_full() -> None:
    found = told()
    assert (found.problems, found.why) == ((), "")
    assert found.ranges[0].safe == ((24, 49),)
    assert found.dated is not None
    assert found.dated.filling == (("pause-days", 24),)
    assert found.verdict is not None
    assert found.verdict.controllable
    assert len(found.slacks) == 11


def test_a_plan_that_clashes_is_told_without_days() -> None:
    found = told(TOO_SHORT)
    assert found.why == "the plan's spans cannot all be kept, even at best: 2 days are missing"
    assert (found.dated, found.verdict, found.slacks) == (None, None, ())
    assert found.ranges[0].best_case == ()
    assert [problem.code.id for problem in found.problems] == ["DT0506"]


def test_a_plan_that_works_only_at_best_is_shown_at_best_and_without_slack() -> None:
    found = told(AT_BEST)
    assert found.dated is not None
    assert found.dated.filling == (("pause-days", 9),)
    assert found.verdict is not None
    assert (found.verdict.consistent, found.verdict.controllable, found.slacks) == (True, False, ())


@pytest.mark.parametrize("why", UNTIMED)
def test_what_keeps_a_plan_from_being_timed_is_said_and_nothing_breaks(why: str) -> None:
    found = told(UNTIMED[why])
    assert (found.why, found.dated) == (why, None)
    assert why in {problem.says for problem in found.problems}
    with pytest.raises(UnreadablePlan):
        drafts.slacks(plan90.draft(UNTIMED[why]), {})


def test_a_plan_with_an_unknown_moment_has_no_order() -> None:
    with pytest.raises(UnreadablePlan, match=r"no moment is called 'cleer\.done'"):
        drafts.order(plan90.draft(UNKNOWN))


def test_blanks_with_too_many_fillings_are_shown_at_their_least() -> None:
    blanks = "".join(f"\n  b{row}: {{title: B, least: 1, most: 90}}" for row in range(3))
    found = told(
        ("least: 1, most: 90}", f"least: 24, most: 90}}{blanks}"),
        ("takes: 5 to 20 days", 'takes: "[b0] to [b1] days"'),
        ("third.begins: within 25 days", 'third.begins: "within [b2] days"'),
    )
    assert "fillings are more than" in found.why
    assert found.ranges == ()
    assert found.dated is not None
    assert dict(found.dated.filling)["pause-days"] == 24


def test_slack_is_left_out_where_it_would_take_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outlooks, "MOST_SLACKS", 10)
    found = told()
    assert (found.slacks, found.without_slack) == ((), 11)


def test_a_plan_that_states_no_times_is_told() -> None:
    found = outlook(Draft(plan90.plan(text=UNSTATED), plan90.case()))
    assert found.dated is not None
    assert {day.earliest for day in found.dated.days} == {0}


def test_a_plan_told_to_a_party_names_no_claim_closed_to_it() -> None:
    closed = plan90.CASE.replace("{id: pulls-back,", "{id: pulls-back, audience: [mediators],")
    case = casefile.parse(closed.encode()).case
    assert case is not None
    south = as_seen_by(case, "south")
    plan = told_to(plan90.plan(), south)
    assert {name for each in plan.obligations for name in each.clauses} == {"releases"}
    assert (plan.elaborates, plan.audience) == ("ninety-days", None)
    assert outlook(Draft(plan, south)).problems == ()
