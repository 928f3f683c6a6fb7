"""The frontier is what trying every package finds, whatever the number of parties, and can be checked by itself."""

from dataclasses import replace

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from certificates import faults
from detente.bargain.frontier import composite, frontier
from detente.bargain.packages import Scenario, tug_of_war
from scenarios import named, scenarios, tried


@given(scenarios())
def test_points_packages_and_ties_are_those_that_trying_every_package_finds(scenario: Scenario) -> None:
    packages, worth = tried(scenario)
    keys = np.rint(worth * 1e10)
    beaten = [((keys >= key).all(axis=1) & (keys > key).any(axis=1)).any() for key in keys]
    wanted: dict[tuple[float, ...], list[tuple[int, ...]]] = {}
    for package, key, worse in zip(packages, keys, beaten, strict=True):
        if not worse:
            wanted.setdefault(tuple(key), []).append(package)
    found = frontier(scenario)
    assert found.bound == 0
    assert {tuple(each) for each in np.rint(found.points * 1e10)} == set(wanted)
    for row, point in enumerate(found.points):
        there = wanted[tuple(np.rint(point * 1e10))]
        assert sorted(found.packages(row)) == there
        assert found.counts[row] == len(there)
    assert found.packages_on_frontier == sum(map(len, wanted.values()))


@settings(max_examples=60)
@given(scenarios())
def test_a_frontier_passes_an_independent_check(scenario: Scenario) -> None:
    assert faults(frontier(scenario)) == []


@settings(max_examples=60)
@given(scenarios(), st.data())
def test_the_check_notices_a_point_left_out_and_a_point_made_up(scenario: Scenario, data: st.DataObject) -> None:
    found = frontier(scenario)
    assume(len(found.points) > 1)
    row = data.draw(st.integers(0, len(found.points) - 1))
    kept = np.delete(found.points, row, axis=0)
    last = replace(found.stages[-1], worth=kept)
    assert faults(replace(found, points=kept, counts=found.counts[:-1], stages=(*found.stages[:-1], last)))
    moved = found.points.copy()
    moved[row] += 0.5
    assert faults(replace(found, points=moved))


@settings(max_examples=40)
@given(scenarios(most_parties=3))
def test_the_order_of_parties_and_issues_changes_nothing_else(scenario: Scenario) -> None:
    parties = list(range(len(scenario.parties)))[::-1]
    issues = list(range(len(scenario.issues)))[::-1]
    turned = named(tuple(tuple(scenario.values[p][i] for i in issues) for p in parties))
    here, there = frontier(scenario), frontier(turned)
    mine, theirs = np.rint(here.points * 1e9), np.rint(there.points[:, parties] * 1e9)
    assert sorted(mine.tolist()) == sorted(theirs.tolist())
    assert here.packages_on_frontier == there.packages_on_frontier


@given(scenarios())
def test_an_option_worse_for_all_than_another_changes_nothing(scenario: Scenario) -> None:
    values = tuple((*own[:-1], np.append(own[-1], own[-1].min() - 1)) for own in scenario.values)
    assert frontier(named(values)).points.tolist() == frontier(scenario).points.tolist()


@settings(max_examples=40, deadline=None)
@given(scenarios(whole=False, most_parties=3), st.integers(1, 6))
def test_past_its_limit_the_frontier_says_its_bound_and_keeps_it(scenario: Scenario, most: int) -> None:
    found = frontier(scenario, most=most)
    _, worth = tried(scenario)
    short = [(each - found.points).max(axis=1).min() for each in worth]
    assert max(short) <= found.bound + 1e-9
    exact = frontier(scenario)
    if found.bound == 0:
        assert found.points.tolist() == exact.points.tolist()


def test_a_frontier_within_a_bound_is_smaller_and_its_bound_passes_the_check() -> None:
    rng = np.random.default_rng(4)
    weights = rng.dirichlet(np.ones(5), size=2)
    up, down = (np.sort(rng.random((5, 10)), axis=1) for _ in range(2))
    scenario = named((tuple(weights[0][:, None] * up), tuple(weights[1][:, None] * down[:, ::-1])))
    exact, within = frontier(scenario), frontier(scenario, most=500)
    assert 0 < within.bound < 0.1
    assert len(within.points) < len(exact.points)
    assert faults(within) == []
    assert faults(replace(within, bound=0.0))


def test_equally_opposed_issues_tie_by_the_thousand_and_are_counted_not_listed() -> None:
    found = frontier(tug_of_war(10, 18))
    assert found.packages_on_frontier == found.scenario.packages == 10**18
    assert len(found.points) == 163
    assert len([package for package, _ in zip(found.packages(80), range(5), strict=False)]) == 5


def test_sums_that_differ_by_rounding_alone_are_one_point() -> None:
    tenth = np.array([0.1, 0.2, 0.3])
    scenario = named(((tenth, tenth, tenth), (-tenth, -tenth, -tenth)))
    assert len(frontier(scenario).points) == 7


def test_linked_issues_are_merged_and_what_cannot_be_is_left_out() -> None:
    scenario = tug_of_war(3, 3)
    merged = composite(scenario, (0, 2), np.array([[True, False, True], [True] * 3, [False, True, True]]))
    assert merged.issues == ("issue-1", "issue-0 + issue-2")
    assert merged.packages == 3 * 7
    assert merged.options[1][0] == "rung-0 + rung-0"
    assert "rung-0 + rung-1" not in merged.options[1]
    assert merged.worth((2, 6)).tolist() == scenario.worth((2, 2, 2)).tolist()
    assert sorted(map(tuple, frontier(composite(scenario, (0, 2))).points.tolist())) == sorted(
        map(tuple, frontier(scenario).points.tolist())
    )
