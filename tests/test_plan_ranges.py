"""What blanks may be: the published ranges, halving where it is allowed, branches and ways."""

import pytest

import plan90
from detente.errors import NoAnswer
from detente.plan.dates import counted, dated
from detente.plan.model import Plan
from detente.plan.ranges import Ranges, Timing, TooManyFillings, by_owner, joint_map, judged, ranges, slacks, suggested

SECOND = (
    ("blanks:\n", "blanks:\n  second-days: {title: Length of the second phase, least: 10, most: 30}\n"),
    ("{second.begins: within 30 days}", '{second.begins: "within [second-days] days"}'),
)


def test_the_pause_of_the_plan_of_ninety_days_has_the_published_ranges() -> None:
    """plan90_stnu: at best 9 to 78 days, whatever happens 24 to 49."""
    assert ranges(plan90.plan()) == (Ranges("pause-days", ((9, 78),), ((24, 49),), ((24, 49),)),)


@pytest.mark.parametrize(("total", "last"), [(80, 39), (85, 44), (88, 47), (95, 54), (100, 59)])
def test_with_another_length_in_all_the_range_ends_where_published(total: int, last: int) -> None:
    plan = plan90.plan(("length: at most 90 days", f"length: at most {total} days"))
    assert ranges(plan)[0].safe == ((24, last),)


def test_of_two_blanks_possible_is_for_some_filling_of_the_other_and_safe_for_every() -> None:
    second, pause = ranges(plan90.plan(*SECOND))
    assert (second.blank, pause.blank) == ("second-days", "pause-days")
    assert second.possible == ((16, 30),)
    assert pause.possible == ((24, 49),)
    assert (second.safe, pause.safe) == ((), ())


def test_a_blank_that_only_bounds_from_above_is_found_by_halving_as_by_trying_every_value() -> None:
    plan = plan90.plan(*SECOND)
    assert Timing(plan).verdict({"pause-days": 30, "second-days": 15}) == (True, False)
    found = {each.value: each for each in joint_map(plan, "pause-days", "second-days")}
    timing = Timing(plan)
    for pause in (8, 9, 23, 24, 49, 50, 79):
        for second in (10, 15, 16, 30):
            told = tuple(
                any(first <= second <= last for first, last in runs)
                for runs in (found[pause].best_case, found[pause].safe)
            )
            assert told == timing.verdict({"pause-days": pause, "second-days": second})


def test_two_blanks_are_mapped_with_all_others_filled() -> None:
    with pytest.raises(NoAnswer, match="open in time are pause-days"):
        joint_map(plan90.plan(), "pause-days", "second-days")


def test_who_decides_a_duration_may_be_able_to_keep_what_others_cannot() -> None:
    """With 23 days one day is missing between the monitors' checks and North's pull-backs; either could give it."""
    seen = dict(by_owner(plan90.plan(), {"pause-days": 23}))
    assert seen == {"monitors": True, "north": True, "envoys": False}


def test_a_filled_blank_is_no_blank() -> None:
    assert ranges(plan90.plan(), {"pause-days": 30}) == ()
    assert ranges(plan90.plan(*SECOND), {"second-days": 30})[0].safe == ((24, 49),)


def test_more_fillings_than_can_be_tried_are_refused_with_the_way_out() -> None:
    third = ("{third.begins: within 25 days}", '{third.begins: "within [third-days] days"}')
    plan = plan90.plan(*SECOND, third, ("blanks:\n", "blanks:\n  third-days: {title: x, least: 1, most: 90}\n"))
    with pytest.raises(TooManyFillings, match="fix a blank, or bound it closer"):
        ranges(plan)


EITHER = (
    "    starts: {clear.done: within 2 days}\n",
    "    condition: {any: [clear.done, talks.done]}\n    starts: {second.begins: within 2 days}\n",
)
BRANCH = (
    "  sold:\n",
    "  mend:\n    kind: achieve\n    by: south\n    to: north\n    does: mends what was broken\n    phase: pause\n"
    "    scenario: broken\n    starts: {pull-back-3.verified: at once}\n    takes: 1 to 4 days\n  sold:\n",
)
NAMED = ("blanks:\n", "scenarios: {broken: a release is late}\nblanks:\n")


def test_where_a_condition_leaves_several_ways_one_that_works_is_enough() -> None:
    assert ranges(plan90.plan(EITHER))[0].safe[0][0] == 24
    both = (EITHER[0], EITHER[1].replace("any", "all"))
    assert ranges(plan90.plan(both))[0].safe == ()


def test_more_ways_than_can_be_timed_are_refused_and_not_cut() -> None:
    ways = ", ".join(f"release-{number}.verified" for number in (1, 2, 3))
    many = (EITHER[0], f"    condition: {{all: [{', '.join(f'{{any: [{ways}]}}' for _ in range(4))}]}}\n")
    with pytest.raises(NoAnswer, match="more than 64 ways"):
        ranges(plan90.plan(many))


def test_a_plan_with_a_branch_has_to_hold_in_it_too() -> None:
    assert ranges(plan90.plan(NAMED, BRANCH))[0].safe == ((28, 49),)


def test_slack_is_that_of_a_filled_plan_that_can_be_carried_out() -> None:
    for ask in (slacks, judged, by_owner):
        with pytest.raises(NoAnswer, match="fill pause-days"):
            ask(plan90.plan(), {})
    with pytest.raises(NoAnswer, match="nothing has slack"):
        slacks(plan90.plan(), {"pause-days": 20})
    assert [each.days for each in slacks(plan90.plan(), {"pause-days": 24})][:2] == [25, 0]


def test_days_are_shown_at_the_first_safe_value_of_a_blank() -> None:
    assert suggested(plan90.plan()) == {"pause-days": 24}
    found = dated(plan90.plan(), {})
    assert dict(found.filling) == {"pause-days": 24}
    by_moment = {day.moment: (day.earliest, day.latest) for day in found.days}
    assert by_moment["signature"] == (0, 0)
    assert by_moment["pause.begins"][0] == 2


def test_days_become_dates_once_the_plan_is_signed_and_roll_where_the_calendar_says() -> None:
    signed = ("length: at most", "calendar: {signature: 2024-02-01, zone: Africa/Cairo}\nlength: at most")
    first = {day.moment: day.first for day in dated(plan90.plan(signed), {}).days}
    assert str(first["signature"]) == "2024-02-01"
    assert str(first["pause.begins"]) == "2024-02-03"  # a Saturday
    rolling = (signed[0], signed[1].replace("zone:", "roll: next working day, rest_days: [friday, saturday], zone:"))
    assert str({d.moment: d.first for d in dated(plan90.plan(rolling), {}).days}["pause.begins"]) == "2024-02-04"


def test_the_last_day_of_the_joint_plan_of_action_is_day_180_or_181_by_convention() -> None:
    from datetime import date

    found = counted(date(2014, 1, 20), date(2014, 7, 20))
    assert (found.between, found.after) == (180, 181)


def test_a_plan_that_clashes_has_no_calendar() -> None:
    clashing: Plan = plan90.plan(("length: at most 90 days", "length: at most 9 days"))
    with pytest.raises(NoAnswer, match="days are missing"):
        dated(clashing, {"pause-days": 24})
