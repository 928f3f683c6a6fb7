"""The figures of a study: shares with their error, bands over what is assumed, and where the answer turns.

The error of a share is half of Wilson's interval at 95 %; of a mean, 1.96 standard errors. A band over ways to read the
claims and over ranges is from its lowest to its highest figure, not a chance.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np
from numpy.typing import NDArray

from detente.conduct.futures.counts import Counts
from detente.conduct.futures.forming import Ready
from detente.conduct.futures.stops import Cause
from detente.conduct.futures.study import Factor, Studied, Tried

Z = 1.96
_WORDS = {
    Cause.GAIN: "a side would gain by stopping",
    Cause.PATIENCE: "something is overdue for longer than is borne",
    Cause.SPOILER: "an act of a third group ends it",
    Cause.REFUSAL: "something is refused",
    Cause.PART: "something stays short",
    Cause.DENIAL: "access stays denied",
    Cause.DISPUTE: "a dispute stays open",
    Cause.AGREEMENT: "what comes next is not agreed",
}


@dataclass(frozen=True, slots=True)
class Share:
    """A share of runs: from `low` to `high` over ways to read the claims, each plus or minus `error`."""

    low: float
    high: float
    error: float

    def __str__(self) -> str:
        ends = f"{self.low:.0%}" if round(self.low, 2) == round(self.high, 2) else f"{self.low:.0%} to {self.high:.0%}"
        return f"{ends}, ± {100 * self.error:.1f} points"


@dataclass(frozen=True, slots=True)
class Stop:
    """Where and of what runs stop: before which obligation of the plan's order ('' after the last), and how many."""

    before: str
    cause: Cause
    share: Share

    @property
    def why(self) -> str:
        return _WORDS[self.cause]


@dataclass(frozen=True, slots=True)
class Lost:
    """Mean days an obligation costs beyond the plan, by its debtor and in its verification, each with its error."""

    obligation: str
    debtor: float
    debtor_error: float
    checking: float
    checking_error: float

    @property
    def days(self) -> float:
        return self.debtor + self.checking


def share(counted: NDArray[np.int64], runs: NDArray[np.int64]) -> Share:
    """A share over the ways to read the claims: both (ways,)."""
    shares = counted / np.maximum(runs, 1)
    return Share(
        float(shares.min()),
        float(shares.max()),
        max(wilson(float(s), int(n)) for s, n in zip(shares, runs, strict=True)),
    )


def wilson(found: float, runs: int) -> float:
    """Half of Wilson's interval at 95 %.

    >>> round(wilson(0.5, 100), 3), round(wilson(0, 100), 3)
    (0.096, 0.018)
    """
    return Z / (1 + Z * Z / runs) * sqrt(found * (1 - found) / runs + Z * Z / (4 * runs * runs))


def complete(counts: Counts) -> Share:
    """Runs in which all is done."""
    return share(counts.complete, counts.runs)


def lacking(counts: Counts) -> Share:
    """Runs that go to their end with something lacking."""
    return share(counts.lacking, counts.runs)


def stops(tried: Tried) -> tuple[Stop, ...]:
    """Where runs stop and of what, in the order of the plan."""
    counts, order = tried.counts, in_order(tried.ready)
    return tuple(
        Stop(order[at] if at < len(order) else "", Cause(cause), share(counts.stops[:, cause, at], counts.runs))
        for at in range(len(order) + 1)
        for cause in range(1, len(Cause))
        if counts.stops[:, cause, at].any()
    )


def in_order(ready: Ready) -> tuple[str, ...]:
    """The obligations of a plan in the order of their steps."""
    return tuple(ready.plan.obligations[row].id for row in np.argsort(ready.form.position))


def lost(tried: Tried) -> tuple[Lost, ...]:
    """What each obligation costs in days, most first; in the first way to read the claims."""
    runs, found = int(tried.counts.runs[0]), []
    for each, (debtor, checking, *squares) in zip(
        tried.ready.plan.obligations, tried.counts.lost[0].tolist(), strict=True
    ):
        means = debtor / runs, checking / runs
        errors = [
            Z * sqrt(max(square / runs - mean * mean, 0) / runs) for square, mean in zip(squares, means, strict=True)
        ]
        if any(means):
            found.append(Lost(each.id, means[0], errors[0], means[1], errors[1]))
    return tuple(sorted(found, key=lambda each: -each.days))


def finished(counts: Counts) -> tuple[int, int, int] | None:
    """The days by which a tenth, half and nine tenths of the runs done in full were done; None where none is."""
    by = np.cumsum(counts.finished[0])
    if not len(by) or by[-1] == 0:
        return None
    found = [int(np.searchsorted(by, by[-1] * part)) for part in (0.1, 0.5, 0.9)]
    return found[0], found[1], found[2]


def halt(found: Studied) -> tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]]:
    """The share of runs in which fire is halted on each day: of the plan, and its lowest and highest over all tried."""
    main = found.main.counts
    every = [main, *(each for _, each in found.swept.points)]
    curves = np.vstack([each.halted / np.maximum(each.runs, 1)[:, None] for each in every])
    last = int(np.flatnonzero(curves.any(axis=0)).max(initial=0)) + 2
    mid: NDArray[np.float64] = (main.halted / np.maximum(main.runs, 1)[:, None]).mean(axis=0)
    return mid[:last], curves.min(axis=0)[:last], curves.max(axis=0)[:last]


def band(found: Studied) -> tuple[float, float]:
    """The lowest and highest share of runs in which all is done, over all that is assumed and every way of reading."""
    every = [found.main.counts, *(each for _, each in found.swept.points)]
    shares = np.concatenate([each.complete / np.maximum(each.runs, 1) for each in every])
    return float(shares.min()), float(shares.max())


def outcome(counts: Counts, order: tuple[str, ...]) -> str:
    """What most runs come to, in the first way to read the claims."""
    ways = {"all is done": int(counts.complete[0]), "it goes to its end with something lacking": int(counts.lacking[0])}
    for at, stopped in enumerate(counts.stops[0].sum(axis=0).tolist()):
        ways[f"it stops before {order[at]}" if at < len(order) else "it stops after the last step"] = stopped
    return max(ways, key=lambda each: ways[each])


def turns(found: Studied) -> Iterator[tuple[Factor, str, str]]:
    """Assumptions on which it hangs what most runs come to: each with that at its low and at its high end."""
    order = in_order(found.main.ready)
    for factor, low, high in found.swept.ends:
        ends = outcome(low, order), outcome(high, order)
        if ends[0] != ends[1]:
            yield factor, *ends


def differs(one: Counts, other: Counts) -> tuple[float, float]:
    """By how much the share of runs in which all is done differs from another's, with a bound on its error.

    Both are played on the same chance, so that the error is at most that of two studies apart.
    """
    shares = [float((each.complete / np.maximum(each.runs, 1)).mean()) for each in (one, other)]
    error = sqrt(sum(s * (1 - s) / int(each.runs[0]) for s, each in zip(shares, (one, other), strict=True)))
    return shares[1] - shares[0], Z * error


def row_of(found: Studied, tried: Tried) -> dict[str, object]:
    """One row of a table: a plan or a change of it."""
    counts, done = tried.counts, finished(tried.counts)
    whole, short = complete(counts), lacking(counts)
    most = max(stops(tried), key=lambda each: each.share.high, default=None)
    return {
        "plan": tried.ready.plan.id,
        "change": tried.words,
        "runs": found.runs,
        "seed": found.seed,
        "complete_low": whole.low,
        "complete_high": whole.high,
        "complete_error": whole.error,
        "lacking_low": short.low,
        "lacking_high": short.high,
        "stops_most_before": most.before if most else "",
        "stops_most_why": most.why if most else "",
        "stops_most_low": most.share.low if most else 0.0,
        "stops_most_high": most.share.high if most else 0.0,
        "done_by_day_median": done[1] if done else None,
        "halt_days_mean": float((counts.halted.sum(axis=1) / np.maximum(counts.runs, 1)).mean()),
    }
