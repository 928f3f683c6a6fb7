"""What was missing from an agreement of 2018 is found in plans modelled on it, each gap by itself."""

import pytest

import hodeidah
from detente.plan.ranges import judged
from detente.plan.wellformed import problems


def test_the_plan_without_gaps_is_well_formed_and_can_be_carried_out() -> None:
    assert problems(hodeidah.draft()) == ()
    assert judged(hodeidah.draft().plan, {}).controllable


@pytest.mark.parametrize("gap", hodeidah.GAPS)
def test_each_gap_is_found_by_itself(gap: str) -> None:
    found = problems(hodeidah.draft(gap))
    assert {problem.code.id for problem in found} == {hodeidah.GAPS[gap][0]}


def test_the_term_that_cannot_be_met_says_how_many_days_are_missing() -> None:
    """14 days before monitors are called, 3 to arrive, 4 to leave, 1 to check: 22 days at best, and a handover to come."""
    (problem,) = problems(hodeidah.draft("a term of 21 days that cannot be met"))
    assert "these cannot all be kept, by 1 day:" in problem.says
    assert "redeployment.ends within 21 days after redeployment.begins" in problem.says


def test_a_term_may_be_met_at_best_and_still_not_whatever_happens() -> None:
    """With all durations at their longest the plan takes 7 + 5 + 2 + 2 = 16 days; at 15 days one is missing."""
    tight = hodeidah.PLAN.replace("within 21 days", "within 15 days")
    from detente.store import planfile

    plan = planfile.parse(tight.encode()).plan
    assert plan is not None
    verdict = judged(plan, {})
    assert (verdict.consistent, verdict.controllable) == (True, False)
    assert verdict.conflict is not None
    assert verdict.conflict.missing == 1
