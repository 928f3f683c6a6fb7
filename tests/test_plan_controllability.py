"""Whether networks can be carried out whatever their durations: known verdicts, conflicts that hold, and laws."""

import random
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import network_oracle
import plan90
from detente.formats import networks
from detente.plan.controllability import (
    Conflict,
    Term,
    controllable,
    intervals,
    judge,
    slack,
    with_own_durations,
)
from detente.plan.network import Clash, Contingent, Network, Times, Within, consistent, earliest
from detente.plan.timetable import timetable

SLACK = {  # the margins published with the networks, and the names the plan file gives the same durations
    24: (25, 0, 0, 0, 0, 0, 0, 7, 14, 14, 5),
    30: (19, 6, 6, 6, 6, 6, 6, 13, 14, 14, 5),
    40: (9, 13, 16, 16, 16, 16, 16, 23, 9, 9, 5),
}


@st.composite
def some_networks(draw: st.DrawFn) -> Network:
    """Small networks whose durations chain, branch and meet."""
    points = tuple("zabcdefg"[: draw(st.integers(3, 7))])
    ends = draw(st.lists(st.sampled_from(points[1:]), min_size=1, max_size=3, unique=True))
    contingents = []
    for end in ends:
        start = draw(st.sampled_from(points[: points.index(end)]))
        least = draw(st.integers(0, 6))
        contingents.append(Contingent(start, end, least, least + draw(st.integers(0, 6))))
    requirements = [Within("z", point, 0, None) for point in points[1:]]
    for _ in range(draw(st.integers(0, 8))):
        one, other = draw(st.sampled_from(points)), draw(st.sampled_from(points))
        if one != other:
            requirements.append(Within(one, other, None, draw(st.integers(-6, 14))))
    return Network(points, tuple(requirements), tuple(contingents))


# Known answers


@pytest.mark.known
def test_every_published_network_is_judged_as_known(known: Path) -> None:
    for folder in ("dc", "notdc"):
        for path in sorted((known / "stnu_heatlab" / folder).glob("*.json")):
            (each,) = networks.load(path).sound
            verdict = judge(each.network)
            assert verdict.controllable == (folder == "dc"), path.name
            assert verdict.consistent, path.name
            if verdict.conflict is not None:
                assert holds_up(each.network, verdict.conflict), path.name


@pytest.mark.known
def test_every_small_random_network_is_judged_as_known(known: Path) -> None:
    import json

    path = known / "stnu_small_random" / "stnu.jsonl"
    answers = {each["id"]: each["dc"] for each in map(json.loads, path.read_text().splitlines())}
    for each in networks.load(path).sound:
        verdict = judge(each.network)
        assert verdict.controllable == answers[each.id], each.id
        if verdict.conflict is not None:
            assert holds_up(each.network, verdict.conflict), each.id


@pytest.mark.known
def test_the_plan_of_ninety_days_can_be_carried_out_from_day_24_as_published(known: Path) -> None:
    for path in sorted((known / "plan90_stnu").glob("*.plainStnu")):
        (each,) = networks.load(path).sound
        assert controllable(each.network) == (int(each.id[-2:]) >= 24), path.name


@pytest.mark.parametrize("days", SLACK)
def test_the_slack_of_every_duration_is_the_published_one(days: int) -> None:
    network = timetable(plan90.plan(), {"pause-days": days})
    assert tuple(slack(network, each) for each in network.contingents) == SLACK[days]


def test_four_points_that_a_public_checker_calls_controllable_are_not() -> None:
    """nrealus/stnu-conflicts says yes to this one: at best 26.8 is not ours to choose, and 21.9 + 13 + 21.9 < 60."""
    network = Network(
        ("1", "2", "3", "4"),
        (Within("2", "3", 57, 130), Within("1", "4", 600, 2363)),
        (Contingent("1", "2", 219, 268), Contingent("3", "4", 219, 268)),
    )
    verdict = judge(network)
    assert (verdict.consistent, verdict.controllable) == (True, False)
    assert verdict.conflict is not None
    assert verdict.conflict.missing == 600 - (219 + 130 + 219)


def test_nothing_may_happen_before_signature_and_that_has_to_be_said() -> None:
    late = Within("signature", "ready", None, 3)
    network = Network(("signature", "start", "ready"), (late,), (Contingent("start", "ready", 2, 5),))
    assert controllable(network)  # by starting two days before signature
    floor = Within("signature", "start", 0, None)
    assert not controllable(replace(network, requirements=(late, floor)))


def test_a_duration_that_begins_where_another_ends_is_settled_first() -> None:
    """4 to 10 and then 1 to 10 days cannot be held to 14: they may take 20."""
    both = (Contingent("a", "b", 4, 10), Contingent("b", "c", 1, 10))
    for contingents in (both, both[::-1]):
        assert not controllable(Network(("a", "b", "c"), (Within("a", "c", None, 14),), contingents))
        assert controllable(Network(("a", "b", "c"), (Within("a", "c", None, 20),), contingents))


def test_a_duration_that_may_take_no_time_still_may_take_its_longest() -> None:
    """t is at most 2 after w, w at least 1 before q: with q 1 to 2 after s and t up to 3, nothing keeps both."""
    requirements = (Within("w", "q", 1, None), Within("w", "t", None, 2))
    durations = (Contingent("s", "q", 1, 2), Contingent("s", "t", 0, 3))
    network = Network(("s", "q", "t", "w"), requirements, durations)
    assert not controllable(network)
    assert not network_oracle.controllable(network)


@pytest.mark.parametrize("least", [0, 1])
def test_chained_and_nested_durations_are_judged_as_all_reductions_judge_them(least: int) -> None:
    chance = random.Random(least)
    for _ in range(1500):
        points = [f"p{row}" for row in range(chance.randint(3, 6))]
        contingents = []
        for end in chance.sample(range(1, len(points)), chance.randint(1, min(3, len(points) - 1))):
            start = chance.choice([row for row in range(len(points)) if row != end])
            low = chance.randint(least, 6)
            contingents.append(Contingent(points[start], points[end], low, low + chance.choice([1, 3, 6])))
        requirements = []
        for _ in range(chance.randint(1, 7)):
            one, other = chance.sample(points, 2)
            requirements.append(Within(one, other, None, chance.randint(-6, 16)))
        network = Network(tuple(points), tuple(requirements), tuple(contingents))
        conflict = judge(network).conflict
        assert (conflict is None) == network_oracle.controllable(network), network
        assert conflict is None or conflict.missing > 0


# Conflicts


def holds_up(network: Network, conflict: Conflict) -> bool:
    """The conflict by itself: its links alone are in conflict, its sum is what it says, and granting ends it.

    Every bound in the sum is one of the network's, a contingent's greatest or least length among them.
    """
    links = set(conflict.links)
    alone = Network(
        network.points,
        tuple(each for each in network.requirements if each in links),
        tuple(each for each in network.contingents if each in links),
    )
    if network_oracle.controllable(alone) if len(network.points) < 8 else controllable(alone):
        return False
    total = 0
    for term in conflict.terms:
        stated = term.link.least if term.end == "least" else term.link.most
        if stated is None or abs(term.days) != abs(stated):
            return False
        total += term.days * term.times
    return conflict.missing > 0 and total == -conflict.missing and total + conflict.missing == 0


def granted(conflict: Conflict, term: Term, days: int) -> int:
    """The conflict's sum once one of its bounds is relaxed by some days; below 0 it stands."""
    return sum((each.days + (days if each == term else 0)) * each.times for each in conflict.terms)


@settings(max_examples=200)
@given(some_networks())
def test_a_conflict_is_gone_when_the_days_missing_are_granted_and_stands_with_one_less(network: Network) -> None:
    conflict = judge(network).conflict
    if conflict is None:
        return
    assert holds_up(network, conflict)
    for term in conflict.terms:
        enough = -(-conflict.missing // term.times)
        assert granted(conflict, term, enough) >= 0
        assert granted(conflict, term, enough - 1) < 0


def test_a_conflict_says_in_the_plans_words_which_clauses_stand_against_each_other() -> None:
    conflict = judge(timetable(plan90.plan(), {"pause-days": 23})).conflict
    assert conflict is not None
    assert conflict.missing == 1
    said = [term.link.clause for term in conflict.terms if term.days]
    assert said.count("pause.ends exactly [pause-days] days after pause.begins") == 1
    assert {"verifying release-1 takes 1 to 3 days", "pull-back-3 takes 2 to 5 days"} <= set(said)
    assert {each.owner for each in conflict.links if isinstance(each, Contingent)} == {"monitors", "north"}


# Laws


@settings(max_examples=300)
@given(some_networks())
def test_the_verdict_is_that_of_all_reductions(network: Network) -> None:
    assert controllable(network) == network_oracle.controllable(network)


@given(some_networks())
def test_what_can_be_carried_out_can_be_kept_at_best(network: Network) -> None:
    verdict = judge(network)
    assert verdict.consistent == consistent(network)
    assert verdict.consistent or not verdict.controllable


@given(some_networks(), st.integers(0, 5))
def test_a_duration_that_may_take_longer_never_helps(network: Network, days: int) -> None:
    first = network.contingents[0]
    longer = tuple(replace(each, most=each.most + days) if each is first else each for each in network.contingents)
    assert controllable(network) or not controllable(replace(network, contingents=longer))


@given(some_networks())
def test_with_all_durations_ours_to_choose_both_verdicts_agree(network: Network) -> None:
    ours = with_own_durations(network, "")
    assert ours.contingents == ()
    assert controllable(ours) == consistent(network)


@given(some_networks())
def test_days_at_best_keep_every_span(network: Network) -> None:
    found = earliest(network)
    if isinstance(found, Clash):
        assert found.missing > 0
        assert found.loop[0] == found.loop[-1]
        return
    assert isinstance(found, Times)
    for link in network.requirements:
        gap = found.earliest[link.later] - found.earliest[link.earlier]
        assert link.least is None or gap >= link.least
        assert link.most is None or gap <= link.most


def test_a_chain_of_a_thousand_steps_is_judged_without_deep_recursion() -> None:
    points = tuple(f"p{row}" for row in range(1001))
    chain = tuple(
        Contingent(one, other, 1, 2) if row % 2 else Within(one, other, 0, 3)
        for row, (one, other) in enumerate(pairwise(points))
    )
    network = Network(
        points,
        tuple(each for each in chain if isinstance(each, Within)),
        tuple(each for each in chain if isinstance(each, Contingent)),
    )
    assert controllable(network)
    tight = Within(points[0], points[-1], None, 999)
    assert not controllable(replace(network, requirements=(*network.requirements, tight)))


def test_slack_is_asked_only_of_what_can_be_carried_out() -> None:
    halt = Contingent("z", "a", 1, 5)
    with pytest.raises(ValueError, match="no slack"):
        slack(Network(("z", "a"), (Within("z", "a", None, 3),), (halt,)), halt)
    assert slack(Network(("z", "a"), (), (halt,)), halt) is None


def test_runs_of_numbers() -> None:
    assert intervals([]) == ()
    assert intervals({3, 1, 2, 7}) == ((1, 3), (7, 7))
