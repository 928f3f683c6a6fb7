"""Profiles that fit the evidence: values and a reservation value drawn at random from all that the claims allow.

Before the claims, the weights of the issues are uniform on the simplex, each ladder's shape is uniform given its
weight, and the reservation value is uniform on [0, 1]; on the increments between rungs this is the density
proportional to the product of w[i]^-(K[i]-1), so that splitting an option leaves an issue's weight as it was. The
claims cut that region (Tervonen et al. 2013 do so for weights). Many chains walk it side by side, each step along one
line of weights, of one ladder's increments, or of the reservation value, on which the density is uniform: hit-and-run
(Smith 1984) with directions of a few coordinates. Where several shapes are possible a chain redraws shape and
increments of an issue together and keeps what the claims allow.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import product

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog
from scipy.special import betainc, betaincinv

from detente.bargain.constraints import Belief, Constraint, Shape

Array = NDArray[np.float64]
MARGIN = 1e-6
"""By how much every constraint must hold for claims not to clash."""


@dataclass(frozen=True, slots=True, eq=False)
class Draws:
    """Profiles of one holder. `values[i]` is (draws, options) and `reserve` (draws,), in utils of the holder.

    `effective` is the least effective sample size over weights and reservation value, `rhat` the greatest split R-hat.
    """

    holder: str
    values: tuple[Array, ...]
    reserve: Array
    effective: float
    rhat: float

    def worth(self, package: tuple[int, ...]) -> Array:
        """What a package is worth in each draw: (draws,)."""
        total = np.zeros(len(self.reserve))
        for column, row in zip(self.values, package, strict=True):
            total += column[:, row]
        return total


@dataclass(frozen=True, slots=True)
class Clash:
    """A smallest set of claims that no profile satisfies: leave any one out and the others can all hold."""

    holder: str
    claims: tuple[str, ...]


class Base(StrEnum):
    """What is taken as equally likely before the claims: the measure used, and two that results are tried against.

    What moves with the base is not knowledge (§2.20). Weights are Dirichlet: with 1 for each issue, with its number of
    increments, or with 1/2, under which a few issues nobody has named carry most of the weight.
    """

    WEIGHTS = "uniform on the weights"
    INCREMENTS = "uniform on the increments"
    UNEQUAL = "a few issues carry most"

    def concentration(self, increments: Iterable[int]) -> tuple[float, ...]:
        """The Dirichlet parameter of each issue.

        >>> Base.INCREMENTS.concentration([1, 4])
        (1.0, 4.0)
        """
        flat = {Base.WEIGHTS: 1.0, Base.UNEQUAL: 0.5}
        return tuple(flat.get(self, float(each)) for each in increments)


def draws(
    belief: Belief,
    count: int,
    rng: np.random.Generator,
    *,
    base: Base = Base.WEIGHTS,
    snapshots: int = 4,
    sweeps: int = 5,
    burn: int = 20,
) -> Draws | None:
    """At least `count` profiles that fit, or None where no profile fits; the same `rng` gives the same draws."""
    return draws_of([belief], count, [rng], base=base, snapshots=snapshots, sweeps=sweeps, burn=burn)[0]


def draws_of(
    beliefs: Sequence[Belief],
    count: int,
    rngs: Sequence[np.random.Generator],
    *,
    base: Base = Base.WEIGHTS,
    snapshots: int = 4,
    sweeps: int = 5,
    burn: int = 20,
) -> list[Draws | None]:
    """As `draws`, for several beliefs over the same ladders at once, each with chance of its own.

    What is drawn of one belief does not depend on which others it is drawn with.
    """
    begun = [(row, starts) for row, belief in enumerate(beliefs) if (starts := _starts(belief, rngs[row])) is not None]
    found: list[Draws | None] = [None] * len(beliefs)
    if not begun:
        return found
    rows = [row for row, _ in begun]
    walk = _Walk(
        [beliefs[row] for row in rows],
        -(-count // snapshots),
        [starts for _, starts in begun],
        base,
        [rngs[row] for row in rows],
    )
    walk.sweep(burn)
    taken = []
    for _ in range(snapshots):
        walk.sweep(sweeps)
        taken.append(walk.profile())
    for place, row in enumerate(rows):
        own = slice(place * walk.chains, (place + 1) * walk.chains)
        found[row] = _gathered(beliefs[row], [([v[own] for v in values], reserve[own]) for values, reserve in taken])
    return found


def _gathered(belief: Belief, taken: list[tuple[list[Array], Array]]) -> Draws:
    """The snapshots of one belief's chains as draws."""
    watched = np.stack([np.column_stack([*(each.max(axis=1) for each in values), r]) for values, r in taken])
    values = tuple(np.concatenate([each[0][i] for each in taken]) for i in range(len(belief.rungs)))
    effective, rhat = _diagnosed(watched)
    return Draws(belief.holder, values, np.concatenate([each[1] for each in taken]), effective, rhat)


def feasible(belief: Belief) -> bool:
    """Some profile satisfies every constraint with the margin."""
    return any(_centre(belief, shapes) is not None for shapes in _combinations(belief))


class _Walk:
    """Chains walking side by side, `chains` for each belief, one belief's after the other's.

    Increments are (all chains, increments) an issue; slack is (all chains, constraints), where a belief with fewer
    constraints than another has rows of zeros, which hold always. `shape[i]` is the table of an issue a chain is on.
    """

    def __init__(
        self,
        beliefs: Sequence[Belief],
        chains: int,
        starts: "Sequence[list[_Start]]",
        base: Base,
        rngs: Sequence[np.random.Generator],
    ) -> None:
        self.beliefs, self.rngs, self.chains = beliefs, rngs, chains
        self.rungs = beliefs[0].rungs
        self.issues = range(len(self.rungs))
        self.concentration = base.concentration(options - 1 for options in self.rungs)
        most = max(len(belief.constraints) for belief in beliefs)
        tables = [[[_table(each, i, shape) for shape in each.shapes[i]] for each in beliefs] for i in self.issues]
        self.inside = [np.stack([table.inside for own in each for table in own]) for each in tables]
        self.dropped = [np.stack([table.dropped for own in each for table in own]) for each in tables]
        self.rates = [np.stack([_padded(table.rates, most) for own in each for table in own]) for each in tables]
        counts = [np.array([len(own) for own in each]) for each in tables]
        self.shapes = [np.repeat(each, chains) for each in counts]
        self.first = [np.repeat(np.cumsum(each) - each, chains) for each in counts]
        reserve = [np.array([[each.reserve] for each in belief.constraints]).reshape(-1, 1) for belief in beliefs]
        self.reserve_rate = np.repeat(np.stack([_padded(each, most)[:, 0] for each in reserve]), chains, axis=0)
        self.order = np.random.default_rng(len(self.rungs))
        self._begin(starts)

    def _begin(self, starts: "Sequence[list[_Start]]") -> None:
        total = self.chains * len(self.beliefs)
        self.reserve = np.empty(total)
        self.shape = [each.copy() for each in self.first]
        self.steps = [np.empty((total, options - 1)) for options in self.rungs]
        ends = np.cumsum([options - 1 for options in self.rungs])
        for place, (rng, own) in enumerate(zip(self.rngs, starts, strict=True)):
            chosen = rng.integers(len(own), size=self.chains)
            for number, start in enumerate(own):
                here = place * self.chains + np.flatnonzero(chosen == number)
                mixture = rng.dirichlet(np.ones(len(start.points)), size=len(here)) * 0.9
                mixture[:, 0] += 0.1  # the first point is well inside: a little of it keeps a chain off the edges
                points = mixture @ start.points
                for i in self.issues:
                    self.steps[i][here] = points[:, ends[i] - self.rungs[i] + 1 : ends[i]]
                    self.shape[i][here] += start.shapes[i]
                self.reserve[here] = points[:, -1]
        self._settle()

    def _chance(self, draw: "Callable[[np.random.Generator], Array]") -> Array:
        """Chance for all chains, each belief's from its own source."""
        return np.concatenate([draw(rng) for rng in self.rngs])

    def _uniform(self) -> Array:
        return self._chance(lambda rng: rng.random(self.chains))

    def _settle(self) -> None:
        """Work out weights, contributions and slack from the increments, so that rounding does not add up."""
        self.weight = [self._weight(i) for i in self.issues]
        self.part = [self._part(i, self.steps[i], self.shape[i]) for i in self.issues]
        total = np.sum(self.weight, axis=0)
        for i in self.issues:
            self.steps[i] /= total[:, None]
            self.weight[i] = self.weight[i] / total
            self.part[i] = self.part[i] / total[:, None]
        self.slack = np.sum(self.part, axis=0) + self.reserve[:, None] * self.reserve_rate

    def _weight(self, i: int) -> Array:
        weight: Array = np.einsum("nk,nk->n", self.steps[i], self.inside[i][self.shape[i]])
        return weight

    def _part(self, i: int, steps: Array, shape: NDArray[np.intp]) -> Array:
        part: Array = np.einsum("nk,nck->nc", steps, self.rates[i][shape])
        return part

    def sweep(self, times: int) -> None:
        for _ in range(times):
            order = self.order.permutation(len(self.issues))
            for turn, (one, other) in enumerate(zip(order, np.roll(order, 1), strict=True)):
                if one != other:
                    self._trade_weight(int(one), int(other))
                self._reshape(int(one))
                if self.shapes[one].max() > 1:
                    self._redraw(int(one))
                if turn % 3 == 0:
                    self._move_reserve()
            self._settle()

    def _trade_weight(self, a: int, b: int) -> None:
        """Weight passes from b to a; both ladders keep their shape."""
        tiny = 1e-12
        wa, wb = np.maximum(self.weight[a], tiny), np.maximum(self.weight[b], tiny)
        unit_a, unit_b = self.part[a] / wa[:, None], self.part[b] / wb[:, None]
        low, high = self._chord(unit_a - unit_b, -wa, wb)
        t = self._share(a, b, (wa + low) / (wa + wb), (wa + high) / (wa + wb)) * (wa + wb) - wa
        self.steps[a] *= ((wa + t) / wa)[:, None]
        self.steps[b] *= ((wb - t) / wb)[:, None]
        self.part[a], self.part[b] = unit_a * (wa + t)[:, None], unit_b * (wb - t)[:, None]
        self.weight[a], self.weight[b] = wa + t, wb - t
        self.slack += (unit_a - unit_b) * t[:, None]

    def _share(self, a: int, b: int, low: Array, high: Array) -> Array:
        """What share of their joint weight a gets, drawn from the base between two ends: (chains,)."""
        one, other = self.concentration[a], self.concentration[b]
        u = self._uniform()
        if one == other == 1.0:
            return low + (high - low) * u
        least, most = (betainc(one, other, np.clip(end, 0.0, 1.0)) for end in (low, high))
        share: Array = np.clip(betaincinv(one, other, least + (most - least) * u), low, high)
        return share

    def _reshape(self, i: int) -> None:
        """The increments of one ladder move along a line on which its weight stays."""
        size = self.steps[i].shape[1]
        if size < 2:
            return
        inside = self.inside[i][self.shape[i]]
        line = self._chance(lambda rng: rng.standard_normal((self.chains, size)))
        line -= inside * (np.einsum("nk,nk->n", line, inside) / inside.sum(axis=1))[:, None]
        with np.errstate(divide="ignore", invalid="ignore"):
            bound = -self.steps[i] / line
        low = np.where(line > 0, bound, -np.inf).max(axis=1)
        high = np.where(line < 0, bound, np.inf).min(axis=1)
        outside = 1.0 - inside
        spare = self.weight[i] - np.einsum("nk,nk->n", self.steps[i], outside)
        rate = np.einsum("nk,nk->n", line, outside)
        with np.errstate(divide="ignore", invalid="ignore"):
            limit = spare / rate
        high = np.minimum(high, np.where(rate > 0, limit, np.inf))
        low = np.maximum(low, np.where(rate < 0, limit, -np.inf))
        change = self._part(i, line, self.shape[i])
        low, high = self._chord(change, np.where(np.isfinite(low), low, 0.0), np.where(np.isfinite(high), high, 0.0))
        t = low + (high - low) * self._uniform()
        self.steps[i] = np.maximum(self.steps[i] + line * t[:, None], 0.0)
        self.part[i] = self.part[i] + change * t[:, None]
        self.slack += change * t[:, None]

    def _redraw(self, i: int) -> None:
        """Shape and increments of one issue drawn anew from the base; kept where every constraint still holds."""
        several = [rng for rng, count in zip(self.rngs, self.shapes[i][:: self.chains], strict=True) if count > 1]
        here = np.flatnonzero(self.shapes[i] > 1)
        chance = np.concatenate([rng.random(self.chains) for rng in several])
        raw = np.concatenate([rng.standard_exponential((self.chains, self.rungs[i])) for rng in several])
        shape = self.first[i][here] + (chance * self.shapes[i][here]).astype(np.intp)
        inside = self.inside[i][shape]
        within, beyond = raw[:, :-1] * inside, raw[:, :-1] * (1.0 - inside)
        steps = within / within.sum(axis=1, keepdims=True) + beyond / (beyond.sum(axis=1) + raw[:, -1])[:, None]
        steps *= self.weight[i][here, None]
        part = self._part(i, steps, shape)
        slack = self.slack[here] - self.part[i][here] + part
        kept = (slack >= 0).all(axis=1)
        at = here[kept]
        self.steps[i][at], self.part[i][at] = steps[kept], part[kept]
        self.shape[i][at], self.slack[at] = shape[kept], slack[kept]

    def _move_reserve(self) -> None:
        low, high = self._chord(self.reserve_rate, -self.reserve, 1.0 - self.reserve)
        t = low + (high - low) * self._uniform()
        self.reserve = self.reserve + t
        self.slack += self.reserve_rate * t[:, None]

    def _chord(self, rate: Array, low: Array, high: Array) -> tuple[Array, Array]:
        """How far a chain may go either way before a constraint is broken; standing still is always allowed."""
        slack = np.maximum(self.slack, 0.0)
        with np.errstate(divide="ignore", invalid="ignore"):
            limit = -slack / rate
        low = np.maximum(low, np.where(rate > 0, limit, -np.inf).max(axis=1, initial=-np.inf))
        high = np.minimum(high, np.where(rate < 0, limit, np.inf).min(axis=1, initial=np.inf))
        return np.minimum(low, 0.0), np.maximum(high, 0.0)

    def profile(self) -> tuple[list[Array], Array]:
        """Values of every option, and the reservation value."""
        values = []
        for i in self.issues:
            dropped = self.dropped[i][self.shape[i]]
            values.append(self.weight[i][:, None] - np.einsum("nk,nxk->nx", self.steps[i], dropped))
        return values, self.reserve.copy()


@dataclass(frozen=True, slots=True, eq=False)
class _Table:
    """One shape of one issue in numbers, over its increments.

    `inside` (increments,) marks those between best and worst; `dropped` (options, increments) those between the best
    and each rung; `rates` (constraints, increments) is what each increment adds to each constraint.
    """

    inside: Array
    dropped: Array
    rates: Array


def _table(belief: Belief, issue: int, shape: Shape) -> _Table:
    options = belief.rungs[issue]
    inside = np.zeros(options - 1)
    inside[list(shape.between(shape.worst))] = 1.0
    dropped = np.zeros((options, options - 1))
    for rung in range(options):
        dropped[rung, list(shape.between(rung))] = 1.0
    rates = np.zeros((len(belief.constraints), options - 1))
    for row, each in enumerate(belief.constraints):
        rates[row] = _rate(each, issue, shape, inside, dropped)
    return _Table(inside, dropped, rates)


def _padded(rates: Array, rows: int) -> Array:
    """The rates with rows of zeros added."""
    return np.vstack([rates, np.zeros((rows - len(rates), rates.shape[1]))])


def _rate(constraint: Constraint, issue: int, shape: Shape, inside: Array, dropped: Array) -> Array:
    rate = np.zeros(len(inside))
    for part in constraint.parts:
        if part.issue == issue:
            rate += part.times * (inside - dropped[part.rung(shape)])
    for row, times in constraint.weights:
        if row == issue:
            rate += times * inside
    return rate


@dataclass(frozen=True, slots=True, eq=False)
class _Start:
    """A combination of shapes, and points the claims allow: (points, increments of all issues, then reserve)."""

    shapes: tuple[int, ...]
    points: Array


def _starts(belief: Belief, rng: np.random.Generator, corners: int = 6, combinations: int = 6) -> list[_Start] | None:
    """Places to begin from, for each combination of shapes that the claims allow."""
    found = []
    for shapes in _combinations(belief):
        centre = _centre(belief, shapes)
        if centre is None:
            continue
        program = _Program(belief, shapes)
        points = [centre, *(program.best(rng.standard_normal(program.size)) for _ in range(corners))]
        found.append(_Start(shapes, np.array(points)))
        if len(found) == combinations:
            break
    return found or None


def _combinations(belief: Belief) -> "product[tuple[int, ...]]":
    """Every choice of shapes on the issues that some constraint touches; elsewhere the first stands for all."""
    touched = {part.issue for each in belief.constraints for part in each.parts}
    touched |= {row for each in belief.constraints for row, _ in each.weights}
    return product(*(range(len(each)) if row in touched else (0,) for row, each in enumerate(belief.shapes)))


def _centre(belief: Belief, shapes: tuple[int, ...]) -> Array | None:
    """A point with as much room as there is, or None where even the margin is too much."""
    return _Program(belief, shapes).centre()


class _Program:
    """The region for one combination of shapes, as a linear program over increments and reservation value."""

    def __init__(self, belief: Belief, shapes: tuple[int, ...]) -> None:
        tables = [_table(belief, i, belief.shapes[i][number]) for i, number in enumerate(shapes)]
        self.size = sum(len(table.inside) for table in tables) + 1
        reserve = np.array([[each.reserve] for each in belief.constraints]).reshape(-1, 1)
        self.rates = np.hstack([*(table.rates for table in tables), reserve])
        self.total = np.concatenate([*(table.inside for table in tables), [0.0]])
        beyond = []
        at = 0
        for table in tables:
            row = np.zeros(self.size)
            row[at : at + len(table.inside)] = (
                2 * table.inside - 1
            )  # what falls beyond the best is less than the weight
            if (table.inside == 0).any():
                beyond.append(row)
            at += len(table.inside)
        self.beyond = np.array(beyond).reshape(-1, self.size)

    def centre(self) -> Array | None:
        """The point whose least room (to constraints, increments and the ends of the reservation value) is greatest."""
        ones = np.ones((len(self.rates), 1))
        positive = np.hstack([-np.eye(self.size), np.ones((self.size, 1))])
        below_one = np.zeros((1, self.size + 1))
        below_one[0, -2:] = 1.0
        rows = np.vstack(
            [
                np.hstack([-self.rates, ones]),
                np.hstack([-self.beyond, np.zeros((len(self.beyond), 1))]),
                positive,
                below_one,
            ]
        )
        bounds = np.concatenate([np.zeros(len(rows) - 1), [1.0]])
        found = linprog(
            np.concatenate([np.zeros(self.size), [-1.0]]),
            A_ub=rows,
            b_ub=bounds,
            A_eq=np.concatenate([self.total, [0.0]])[None],
            b_eq=[1.0],
            bounds=(None, None),
        )
        if found.status != 0 or np.asarray(found.x)[-1] < 0:
            return None
        point: Array = np.asarray(found.x)[:-1]
        return np.maximum(point, 0.0) if (self.rates @ point >= MARGIN).all() or not len(self.rates) else None

    def best(self, objective: Array) -> Array:
        """A corner of the region."""
        found = linprog(
            objective,
            A_ub=np.vstack([-self.rates, -self.beyond]),
            b_ub=np.zeros(len(self.rates) + len(self.beyond)),
            A_eq=self.total[None],
            b_eq=[1.0],
            bounds=[(0.0, None)] * (self.size - 1) + [(0.0, 1.0)],
        )
        point: Array = np.asarray(found.x)
        return point


def _diagnosed(watched: Array) -> tuple[float, float]:
    """The least effective sample size and the greatest split R-hat of quantities watched: (snapshots, chains, watched).

    Chains are independent, so that the spread of their means tells how much their snapshots repeat each other; each
    is split in two halves for R-hat (Gelman et al., Bayesian Data Analysis, 3rd ed., 11.4).
    """
    snapshots, chains, _ = watched.shape
    half = snapshots // 2
    parts = np.concatenate([watched[:half], watched[half : 2 * half]], axis=1)
    within = parts.var(axis=0, ddof=1).mean(axis=0)
    total = (half - 1) / half * within + parts.mean(axis=0).var(axis=0, ddof=1)
    spread = watched.reshape(-1, watched.shape[2]).var(axis=0, ddof=1)
    moving = spread > 1e-18
    repeats = snapshots * watched.mean(axis=0).var(axis=0, ddof=1)[moving] / spread[moving]
    rhat = np.sqrt(total[moving] / within[moving])
    worst = repeats.max(initial=1.0)
    return float(snapshots * chains / worst), float(rhat.max(initial=1.0))
