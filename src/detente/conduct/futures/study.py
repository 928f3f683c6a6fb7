"""A study of a plan under stated assumptions: thousands of runs, what changes would do, and what the answer hangs on.

It is no forecast. It says where runs of a plan of this shape stop *if* habits are as assumed. Ranges, of which nobody
knows where in them the truth lies, are swept over: figures become bands, and Sobol's indices (Saltelli et al. 2010, as
SciPy has them) say which assumption matters most. Changes are tried on the same chance as the plan itself.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from hashlib import sha256

import numpy as np
from numpy.typing import NDArray

from detente.bargain.study import Study
from detente.conduct.futures.blocks import Block, Setting, Store, blocks, summed
from detente.conduct.futures.conditions import conditions, watched
from detente.conduct.futures.counts import Counts
from detente.conduct.futures.engines import Engine, sweep
from detente.conduct.futures.forming import Ready, names, ready
from detente.conduct.futures.habits import HabitKind, Habits, Measure
from detente.conduct.futures.incentives import Incentives, incentives, with_guarantee
from detente.conduct.futures.variations import Variation, varied
from detente.errors import NoAnswer
from detente.plan.model import Plan

POINTS = 64
"""Points of Sobol's design; the study plays (factors + 2) times as many settings."""
SHARE_OF_RUNS = 10
"""A point of a sweep is played with a tenth of the runs, and at least LEAST."""
LEAST = 200
Factor = tuple[str, Measure]
Point = Mapping[Factor, float]
Progress = Callable[[int, int], None]


@dataclass(frozen=True, slots=True, eq=False)
class Tried:
    """A plan under the assumptions, ranges in the middle: what was changed in words, and what the runs came to."""

    words: str
    ready: Ready
    counts: Counts


@dataclass(frozen=True, slots=True, eq=False)
class Influence:
    """How much of what varies over the assumptions hangs on one of them: Sobol's first and total index.

    Of the share of runs in which all is done, and of the mean days on which fire is halted; NaN where nothing varies.
    """

    factor: Factor
    first: tuple[float, float]
    total: tuple[float, float]


@dataclass(frozen=True, slots=True, eq=False)
class Swept:
    """The points at which ranges were tried: where in each range, and what the runs came to there; with each range's
    ends while the others are in the middle, and how much hangs on it."""

    points: tuple[tuple[Point, Counts], ...] = ()
    ends: tuple[tuple[Factor, Counts, Counts], ...] = ()
    influences: tuple[Influence, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Studied:
    """All that a study found. `main` is the plan itself, `others` the changes tried and plans set against it."""

    habits: Habits
    runs: int
    seed: int
    main: Tried
    others: tuple[Tried, ...]
    swept: Swept

    @property
    def digest(self) -> str:
        """The hash of every number in it: the same study gives the same on any engine."""
        every = [self.main.counts, *(each.counts for each in self.others), *(each for _, each in self.swept.points)]
        return sha256("".join(each.digest for each in every).encode()).hexdigest()


def _unheard(done: int, total: int) -> None:  # noqa: ARG001 - nobody listens
    return


@dataclass(frozen=True, slots=True)
class Asked:
    """How much to play, on what chance, where, and what to keep of it."""

    engine: Engine
    runs: int = 10_000
    seed: int = 0
    store: Store | None = None
    progress: Progress = _unheard
    points: int = POINTS


def study(
    plan: Plan,
    habits: Habits,
    asked: Asked,
    *,
    found: Study | None = None,
    against: Sequence[Plan] = (),
    changes: Sequence[str] = (),
) -> Studied:
    """Play a plan, changes of it and plans against it, and sweep over what is assumed in ranges.

    `found` is what claims let one believe of the sides, needed where the habits let incentives count. Raises NoAnswer,
    NotPermitted, UnknownName.
    """
    if habits.incentives and found is None:
        raise NoAnswer("incentives count, and nothing is known of what the sides want")
    if asked.runs < 1:
        raise NoAnswer(f"a study has at least one run, not {asked.runs}")
    numbered = names(plan)
    wanted = [("as it stands", Variation(plan, habits))]
    wanted += [(words, varied(words, plan, habits)) for words in dict.fromkeys((*habits.what_if, *changes))]
    wanted += [(f"against {each.id}", Variation(each, habits)) for each in against]
    settings = [(words, *_setting(each, found, numbered)) for words, each in wanted]
    played = _played([setting for *_, setting in settings], asked, asked.runs)
    tried = tuple(Tried(words, made, counts) for (words, made, _), counts in zip(settings, played, strict=True))
    return Studied(
        habits,
        asked.runs,
        asked.seed,
        tried[0],
        tried[1:],
        _swept(settings[0][1], settings[0][2], habits, asked, found),
    )


def _setting(each: Variation, found: Study | None, numbered: Sequence[str]) -> tuple[Ready, Setting]:
    made = ready(each.plan, dict(each.filling), numbered=numbered)
    ways: tuple[Incentives, ...] = ()
    if each.habits.incentives and found is not None:
        parties = [side.party.id for side in found.sides]
        promised = {**_guarantees(each.habits, {}), **each.guarantees}
        ways = tuple(with_guarantee(way, parties, promised) for way in incentives(found, made))
    return made, Setting(watched(made, each.habits), conditions(made, each.habits, second=each.second), ways)


def _guarantees(habits: Habits, point: Point) -> dict[str, float]:
    """What guarantees assumed are worth to each side at a point of the ranges, in its own utils."""
    held = (each for each in habits.at(point).habits if each.kind is HabitKind.GUARANTEE)
    return {each.who: each.level(Measure.UTILS, 0).low for each in held}


def _played(settings: Sequence[Setting], asked: Asked, runs: int) -> list[Counts]:
    those: list[list[Block]] = [list(blocks(each, runs, asked.seed)) for each in settings]
    return [summed(each) for each in sweep(those, asked.engine, asked.store, asked.progress)]


def _swept(made: Ready, setting: Setting, habits: Habits, asked: Asked, found: Study | None) -> Swept:
    """Sobol's design over the ranges, in the first way to read the claims alone."""
    from scipy.stats import sobol_indices, uniform

    factors, parties = habits.factors, [] if found is None else [side.party.id for side in found.sides]
    if not factors:
        return Swept()
    runs = min(asked.runs, max(LEAST, asked.runs // SHARE_OF_RUNS))
    tried: list[tuple[Point, Counts]] = []

    def at_point(point: Point) -> Setting:
        middle, here = _guarantees(habits, {}), _guarantees(habits, point)
        more = {who: utils - middle[who] for who, utils in here.items()}
        ways = tuple(with_guarantee(each, parties, more) for each in setting.ways[:1])
        return replace(setting, held=conditions(made, habits.at(point)), ways=ways)

    def played(those: Sequence[Point]) -> list[Counts]:
        return _played([at_point(each) for each in those], asked, runs)

    def answers(at: NDArray[np.float64]) -> NDArray[np.float64]:
        those = [dict(zip(factors, column, strict=True)) for column in at.T.tolist()]
        counts = played(those)
        tried.extend(zip(those, counts, strict=True))
        return np.array([measures(each) for each in counts]).T

    with np.errstate(invalid="ignore", divide="ignore"):
        evenly = [uniform()] * len(factors)
        indices = sobol_indices(func=answers, n=asked.points, dists=evenly, rng=asked.seed)  # type: ignore[arg-type]
    first, total = (np.reshape(each, (2, len(factors))) for each in (indices.first_order, indices.total_order))
    influences = tuple(
        Influence(factor, (float(first[0, at]), float(first[1, at])), (float(total[0, at]), float(total[1, at])))
        for at, factor in enumerate(factors)
    )
    ends = played([{factor: end} for factor in factors for end in (0.0, 1.0)])
    return Swept(tuple(tried), tuple(zip(factors, ends[::2], ends[1::2], strict=True)), influences)


def measures(counts: Counts) -> tuple[float, float]:
    """The share of runs in which all is done, and mean days on which fire is halted, in the first way of reading."""
    runs = float(counts.runs[0])
    return float(counts.complete[0]) / runs, float(counts.halted[0].sum()) / runs
