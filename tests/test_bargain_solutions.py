"""What each principle picks from a frontier, with all ties, and when it picks nothing."""

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from detente.bargain.frontier import frontier
from detente.bargain.packages import Scenario
from detente.bargain.solutions import NoZoneOfAgreement, egalitarian, kalai_smorodinsky, nash, utilitarian
from scenarios import scenarios, tried

TRIANGLE = np.array([[4.0, 1.0], [3.0, 3.0], [2.0, 3.5], [1.0, 4.0]])


def test_each_principle_picks_its_point() -> None:
    assert nash(TRIANGLE, [0, 0]).tolist() == [1]
    assert egalitarian(TRIANGLE, [0, 0]).tolist() == [1]
    assert utilitarian(TRIANGLE).tolist() == [1]
    assert kalai_smorodinsky(TRIANGLE, [0, 0], [4, 4]).tolist() == [1]
    assert nash(TRIANGLE, [0, 3]).tolist() == [2, 3] or nash(TRIANGLE, [0, 3]).tolist() == [2]


def test_all_ties_are_kept() -> None:
    mirrored = np.array([[4.0, 2.0], [2.0, 4.0]])
    for rows in (
        nash(mirrored, [0, 0]),
        egalitarian(mirrored, [0, 0]),
        utilitarian(mirrored),
        kalai_smorodinsky(mirrored, [0, 0]),
    ):
        assert rows.tolist() == [0, 1]


def test_where_nobody_can_gain_without_anothers_loss_there_is_no_answer() -> None:
    for principle in (nash, kalai_smorodinsky):
        with pytest.raises(NoZoneOfAgreement, match="better off than no deal"):
            principle(TRIANGLE, [5, 5])


@given(scenarios(), st.sampled_from([0.25, 0.5, 2.0, 4.0]), st.sampled_from([0.0, 1.0, -3.0]))
def test_measuring_a_party_otherwise_moves_neither_nash_nor_kalai_smorodinsky(
    scenario: Scenario, scale: float, shift: float
) -> None:
    points = frontier(scenario).points
    no_deal = points.min(axis=0) - 1.0
    turned, turned_no_deal = points.copy(), no_deal.copy()
    turned[:, 0] = points[:, 0] * scale + shift
    turned_no_deal[0] = no_deal[0] * scale + shift
    assert _apart(points, nash(points, no_deal), lambda p: np.prod(p - no_deal, axis=1))
    assert set(nash(points, no_deal)) & set(nash(turned, turned_no_deal))
    assert set(kalai_smorodinsky(points, no_deal)) & set(kalai_smorodinsky(turned, turned_no_deal))


def _apart(points: np.ndarray, rows: np.ndarray, measure: object) -> bool:
    return len(rows) > 0 and callable(measure) and bool((measure(points)[rows] >= measure(points).max() - 1e-6).all())


@given(scenarios())
def test_no_package_is_better_for_all_than_what_a_principle_picks(scenario: Scenario) -> None:
    points = frontier(scenario).points
    _, worth = tried(scenario)
    no_deal = points.min(axis=0) - 1.0
    for rows in (
        nash(points, no_deal),
        kalai_smorodinsky(points, no_deal),
        egalitarian(points, no_deal),
        utilitarian(points),
    ):
        for point in points[rows]:
            assert not ((worth >= point).all(axis=1) & (worth > point + 1e-9).any(axis=1)).any()


@given(scenarios(most_parties=2))
def test_swapping_the_parties_swaps_every_solution(scenario: Scenario) -> None:
    points = frontier(scenario).points
    assume(len(points) > 1)
    no_deal = points.min(axis=0) - 1.0
    for principle in (nash, kalai_smorodinsky, egalitarian):
        assert principle(points[:, ::-1], no_deal[::-1]).tolist() == principle(points, no_deal).tolist()
    assert utilitarian(points[:, ::-1]).tolist() == utilitarian(points).tolist()
