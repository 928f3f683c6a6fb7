"""Terms that cannot go together are left out everywhere, and the issues they tie are settled as one."""

from itertools import product

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from detente.bargain.frontier import frontier
from detente.bargain.linked import Exclusion, exclusions, free, merged, possible, tied
from detente.bargain.packages import Scenario
from detente.bargain.search import greatest_least, starts
from detente.bargain.study import mean_scenario, study
from valley_deal import deal

APART = (
    "  - {id: swap-both,",
    "  - {id: not-both, by: envoy, act: exclude, says: no fence no water, terms: {fence: gone, water: all}, setting: own words in public, source: {document: radio-1}, grade: B2}\n  - {id: swap-both,",
)
BOTH = (Exclusion("not-both", ((0, (2, 2)), (1, (2, 2)))),)


def test_a_claim_that_terms_cannot_go_together_excludes_every_package_with_both() -> None:
    assert exclusions(deal(APART)) == BOTH
    assert not possible((2, 2, 1), BOTH)
    assert possible((2, 1, 1), BOTH)


def test_the_search_leaves_out_what_cannot_go_together_and_still_moves_both_issues_at_once() -> None:
    case = deal(APART)
    met = [package for package, _ in greatest_least(study(case, count=100), starts(case), keep=100)]
    assert (2, 2, 0) not in met
    assert all(possible(package, BOTH) for package in met)
    assert (1, 2, 0) in met
    assert (2, 0, 0) in met


def test_the_frontier_of_a_case_is_built_over_the_tied_issues_as_one() -> None:
    case = deal(APART)
    means = mean_scenario(study(case, count=100))
    together = merged(means, exclusions(case))
    assert together.issues == ("toll", "fence + water")
    assert (means.packages, together.packages) == (18, 16)
    assert "gone + all" not in together.options[1]


def scenarios() -> st.SearchStrategy[Scenario]:
    sizes = st.lists(st.integers(2, 3), min_size=3, max_size=4)

    def of(shape: list[int]) -> st.SearchStrategy[Scenario]:
        own = st.tuples(*(st.lists(st.integers(0, 9), min_size=each, max_size=each).map(np.array) for each in shape))
        return st.tuples(own, own).map(
            lambda values: Scenario(
                tuple(f"i{row}" for row in range(len(shape))),
                tuple(tuple(f"{row}.{option}" for option in range(size)) for row, size in enumerate(shape)),
                ("a", "b"),
                values,
                (0.0, 0.0),
            )
        )

    return sizes.flatmap(of)


@given(scenario=scenarios(), chosen=st.data())
def test_the_frontier_of_the_merged_scenario_is_that_of_the_packages_left(
    scenario: Scenario, chosen: st.DataObject
) -> None:
    def rung(row: int) -> int:
        return chosen.draw(st.integers(0, len(scenario.options[row]) - 1))

    excluded = tuple(
        Exclusion("c", tuple((row, (at, at)) for row in pair for at in [rung(row)]))
        for pair in chosen.draw(st.lists(st.sampled_from([(0, 1), (1, 2), (0, 2)]), max_size=2))
    )
    left = [
        scenario.worth(package)
        for package in product(*(range(len(each)) for each in scenario.options))
        if possible(package, excluded)
    ]
    points = {tuple(each.tolist()) for each in left}
    best = {p for p in points if not any(q != p and q[0] >= p[0] and q[1] >= p[1] for q in points)}
    together = merged(scenario, excluded)
    assert together.packages == len(left)
    assert {tuple(point) for point in frontier(together).points.tolist()} == best


def test_issues_are_tied_through_others() -> None:
    excluded = (Exclusion("c", ((0, (1, 1)), (1, (0, 0)))), Exclusion("d", ((1, (1, 1)), (3, (0, 0)))))
    assert tied(4, excluded) == ((0, 1, 3), (2,))
    assert len(free((0, 1, 3), [range(2)] * 3, excluded)) == 4
