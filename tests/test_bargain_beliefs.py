"""Profiles are drawn from the stated measure, cut by the claims and by nothing else."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.bargain.beliefs import Base, Draws, draws, draws_of, feasible
from detente.bargain.constraints import Belief, Constraint, Part, Shape, both_ends, peaked_at

UP2, UP3 = (Shape(1, 0),), (Shape(2, 0),)
Array = NDArray[np.float64]


def drawn(belief: Belief, count: int = 4000, seed: int = 1, base: Base = Base.WEIGHTS) -> Draws:
    found = draws(belief, count, np.random.default_rng(seed), base=base)
    assert found is not None
    return found


def weights(found: Draws) -> Array:
    return np.column_stack([column.max(axis=1) for column in found.values])


def near(found: Array, expected: object, spread: float, count: float) -> None:
    """Means agree within four standard errors at the effective sample size."""
    assert np.abs(np.asarray(found) - np.asarray(expected)).max() < 4 * spread / np.sqrt(count)


@pytest.mark.parametrize("base", list(Base))
def test_with_no_claims_weights_and_reserve_have_the_moments_of_the_base(base: Base) -> None:
    rungs = (3, 2, 5, 2)
    found = drawn(Belief("x", rungs, tuple(both_ends(each) for each in rungs), ()), base=base)
    a = np.array(base.concentration(each - 1 for each in rungs))
    mean = a / a.sum()
    variance = mean * (1 - mean) / (a.sum() + 1)
    near(weights(found).mean(axis=0), mean, np.sqrt(variance.max()), found.effective)
    assert weights(found).var(axis=0) == pytest.approx(variance, rel=0.12)  # four standard errors of a variance
    near(found.reserve.mean(), 0.5, np.sqrt(1 / 12), found.effective)


def test_a_ladders_shape_is_uniform_given_its_weight() -> None:
    found = drawn(Belief("x", (4, 2), ((Shape(3, 0),), UP2), ()))
    first = found.values[0]
    steps = np.diff(first, axis=1) / first[:, -1:]
    near(steps.mean(axis=0), 1 / 3, np.sqrt(1 / 18), found.effective)
    assert steps.var(axis=0) == pytest.approx(1 / 18, rel=0.12)


def test_the_worst_is_worth_nothing_and_the_best_together_one() -> None:
    shapes = (both_ends(3), peaked_at(4, 1), UP2)
    found = drawn(Belief("x", (3, 4, 2), shapes, ()), count=500)
    assert weights(found).sum(axis=1) == pytest.approx(np.ones(len(found.reserve)))
    for column in found.values:
        assert column.min(axis=1) == pytest.approx(np.zeros(len(found.reserve)), abs=1e-9)


def test_values_fall_from_a_best_rung_between_towards_both_ends() -> None:
    found = drawn(Belief("x", (5, 2), (peaked_at(5, 2), UP2), ()), count=500)
    column = found.values[0]
    assert (np.diff(column[:, :3], axis=1) >= -1e-9).all()
    assert (np.diff(column[:, 2:], axis=1) <= 1e-9).all()


def test_either_end_is_best_equally_often_where_nothing_says_which() -> None:
    found = drawn(Belief("x", (3, 2), (both_ends(3), UP2), ()))
    near(np.array((found.values[0][:, -1] > 0).mean()), 0.5, 0.5, found.effective)


def test_accepting_a_package_bounds_the_reservation_value_as_in_closed_form() -> None:
    """With two issues of two options, taking the first issue alone means r <= w1: E[w1] = 2/3, E[r] = 1/3."""
    takes = Constraint("c", "", (Part(0, 1, 1, 1.0), Part(1, 0, 0, 1.0)), reserve=-1.0)
    found = drawn(Belief("x", (2, 2), (UP2, UP2), (takes,)))
    near(np.array(weights(found)[:, 0].mean()), 2 / 3, np.sqrt(1 / 18), found.effective)
    near(np.array(found.reserve.mean()), 1 / 3, np.sqrt(1 / 18), found.effective)
    assert (found.reserve <= found.worth((1, 0)) + 1e-6).all()


def test_putting_one_issue_before_others_orders_the_weights_as_in_closed_form() -> None:
    """Ranked weights of three issues have the means of order statistics: 11/18, 5/18, 2/18."""
    first = Constraint("a", "", weights=((0, 1.0), (1, -1.0)))
    then = Constraint("b", "", weights=((1, 1.0), (2, -1.0)))
    found = drawn(Belief("x", (2, 2, 2), (UP2,) * 3, (first, then)))
    near(weights(found).mean(axis=0), np.array([11, 5, 2]) / 18, 0.15, found.effective)


@st.composite
def beliefs(draw: st.DrawFn) -> Belief:
    rungs = tuple(draw(st.lists(st.integers(2, 4), min_size=2, max_size=3)))
    shapes = tuple(
        draw(st.sampled_from([both_ends(each), (Shape(each - 1, 0),), peaked_at(each, 1)])) for each in rungs
    )
    found = []
    for number in range(draw(st.integers(0, 2))):
        package = [draw(st.integers(0, each - 1)) for each in rungs]
        sign = draw(st.sampled_from([1.0, -1.0]))
        parts = tuple(Part(row, rung, rung, sign) for row, rung in enumerate(package))
        found.append(Constraint(f"c{number}", "", parts, reserve=-sign))
    return Belief("x", rungs, shapes, tuple(found))


@settings(max_examples=25)
@given(beliefs())
def test_draws_agree_with_throwing_away_what_the_claims_rule_out(belief: Belief) -> None:
    values, reserve = _thrown(belief, 40_000)
    if len(reserve) < 1000:
        return  # too rare to be an oracle
    found = drawn(belief, count=2000)
    spread = 0.35
    count = min(found.effective, len(reserve)) / 2
    near(np.array(found.reserve.mean()), reserve.mean(), spread, count)
    for mine, theirs in zip(found.values, values, strict=True):
        near(mine.mean(axis=0), theirs.mean(axis=0), spread, count)


def _thrown(belief: Belief, count: int) -> tuple[list[Array], Array]:
    """The oracle: profiles from the base, those kept that satisfy every constraint."""
    rng = np.random.default_rng(7)
    weight = rng.dirichlet(np.ones(len(belief.rungs)), size=count)
    values, chosen = [], []
    for row, (size, shapes) in enumerate(zip(belief.rungs, belief.shapes, strict=True)):
        number = rng.integers(len(shapes), size=count)
        column = np.empty((count, size))
        for which, shape in enumerate(shapes):
            here = np.flatnonzero(number == which)
            column[here] = _shaped(rng, len(here), size, shape)
        values.append(column * weight[:, [row]])
        chosen.append(number)
    reserve = rng.random(count)
    keep = np.ones(count, dtype=bool)
    for each in belief.constraints:
        total = each.reserve * reserve
        for part in each.parts:
            total = total + part.times * values[part.issue][:, part.first]
        keep &= total >= 0
    return [column[keep] for column in values], reserve[keep]


def _shaped(rng: np.random.Generator, count: int, size: int, shape: Shape) -> Array:
    column = np.empty((count, size))
    inside = abs(shape.best - shape.worst)
    beyond = size - 1 - inside
    falls = np.cumsum(rng.dirichlet(np.ones(inside), size=count), axis=1)
    more = np.cumsum(rng.dirichlet(np.ones(beyond + 1), size=count)[:, :beyond], axis=1)
    step = 1 if shape.worst > shape.best else -1
    column[:, shape.best] = 1.0
    for k in range(inside):
        column[:, shape.best + step * (k + 1)] = 1 - falls[:, k]
    for k in range(beyond):
        column[:, shape.best - step * (k + 1)] = 1 - more[:, k]
    return column


@settings(max_examples=10)
@given(st.integers(2, 5), st.integers(0, 3))
def test_splitting_an_option_raises_no_weight(size: int, seed: int) -> None:
    plain = drawn(Belief("x", (size, 3), ((Shape(size - 1, 0),), UP3), ()), seed=seed)
    split = drawn(Belief("x", (size + 1, 3), ((Shape(size, 0),), UP3), ()), seed=seed)
    count = min(plain.effective, split.effective) / 2
    near(weights(plain).mean(axis=0), weights(split).mean(axis=0), 0.29, count)


def test_thirty_dimensions_are_covered_and_the_chains_agree() -> None:
    rungs = (4,) * 10
    found = drawn(Belief("x", rungs, tuple(both_ends(4) for _ in rungs), ()), count=1500)
    assert found.effective >= 1000
    assert found.rhat < 1.15  # two halves of two snapshots each: the noise of so short a comparison
    near(weights(found).mean(axis=0), 0.1, 0.1, found.effective)


def test_the_same_seed_draws_the_same() -> None:
    belief = Belief("x", (3, 3), (both_ends(3), UP3), ())
    one, other = drawn(belief, count=100), drawn(belief, count=100)
    assert all((a == b).all() for a, b in zip(one.values, other.values, strict=True))
    assert (one.reserve == other.reserve).all()


def test_what_is_drawn_of_one_belief_does_not_depend_on_those_it_is_drawn_with() -> None:
    takes = Constraint("takes", "", (Part(0, 1, 1, 1.0), Part(1, 0, 0, 1.0)), reserve=-1.0)
    before = Constraint("before", "", weights=((0, 1.0), (1, -1.0)))
    one, other = Belief("x", (2, 3), (UP2, UP3), (takes,)), Belief("y", (2, 3), (UP2, both_ends(3)), (takes, before))
    rngs = [np.random.default_rng(seed) for seed in (1, 2)]
    together = draws_of([one, other], 40, rngs)
    for belief, seed, found in zip((one, other), (1, 2), together, strict=True):
        alone = draws(belief, 40, np.random.default_rng(seed))
        assert found is not None
        assert alone is not None
        assert all((a == b).all() for a, b in zip(found.values, alone.values, strict=True))
        assert (found.reserve == alone.reserve).all()
        assert (found.effective, found.rhat) == (alone.effective, alone.rhat)


def test_what_no_profile_satisfies_is_not_drawn() -> None:
    """Nothing can be better than no deal when no deal is worth more than everything together."""
    everything = tuple(Part(row, 1, 1, -1.0) for row in range(2))
    never = Constraint("never", "", everything, reserve=1.0)
    some = Constraint("some", "", (Part(0, 1, 1, 1.0), Part(1, 0, 0, 1.0)), reserve=-1.0)
    clashing = Belief("x", (2, 2), (UP2, UP2), (never, some))
    assert not feasible(clashing)
    assert draws(clashing, 100, np.random.default_rng(1)) is None


def test_a_shape_is_found_where_only_one_of_several_fits() -> None:
    """Only if the second issue's first rung is its best can leaving both at the start be better than no deal."""
    takes = Constraint("c", "", (Part(0, 0, 0, 1.0), Part(1, 0, 0, 1.0)), reserve=-1.0)
    refuses = Constraint("d", "", (Part(0, 1, 1, -1.0), Part(1, 1, 1, -1.0)), reserve=1.0)
    found = drawn(Belief("x", (2, 2), (UP2, both_ends(2)), (takes, refuses)), count=500)
    assert (found.values[1][:, 0] > 0).all()
