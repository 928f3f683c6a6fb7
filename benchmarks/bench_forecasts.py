"""How far simple forecasts of real decisions miss: 351 decisions of the European Union, on scales from 0 to 100.

For each decision the positions of at least three actors on the scale, how much each cared (its salience, 0 to 100) and
the outcome are known (DEU III, Arregui and Perarnaud 2022, doi:10.34810/data53, CC BY 4.0). Each forecast is compared
with the salience-weighted mean, issue by issue; the interval of the difference comes from drawing whole proposals anew,
because issues of one proposal are decided together. This is a benchmark and no feature: see the theory page
"Why there are no forecasts". Run it with the folder of known cases: `python benchmarks/bench_forecasts.py FOLDER`.
"""

import csv
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]

DRAWS, SEED = 4000, 1
LEAST_ACTORS = 3


@dataclass(frozen=True, slots=True, eq=False)
class Decision:
    """One decided issue: (actors,) positions, saliences and economic weights, and what came out, all on 0 to 100."""

    proposal: str
    actors: tuple[str, ...]
    positions: Floats
    saliences: Floats
    economies: Floats
    reference: float | None
    outcome: float


@dataclass(frozen=True, slots=True)
class Score:
    """The mean error of a forecast in points of 100, and how much larger it is than the salience-weighted mean's."""

    error: float
    worse_by: float
    low: float
    high: float
    decisions: int


def decisions(path: Path) -> tuple[Decision, ...]:
    """The decisions in a tab-separated DEU III file that have an outcome and enough actors with position and salience.

    Its second line gives each actor's economic weight in the actor's position column.
    """
    with path.open(newline="", encoding="utf-8") as file:
        header, economies, *rows = list(csv.reader(file, delimiter="\t"))
    column = {name: place for place, name in enumerate(header)}
    actors = [name[1:] for name in header if name.startswith("p") and f"s{name[1:]}" in column]
    found = (_decision(row, column, actors, economies) for row in rows)
    return tuple(each for each in found if each is not None)


def salience_weighted_mean(decision: Decision) -> float:
    """The mean position, each actor counted by how much it cares; the plain mean where nobody does."""
    weights = decision.saliences if decision.saliences.any() else np.ones_like(decision.saliences)
    return float(np.average(decision.positions, weights=weights))


def by_economy_and_salience(decision: Decision) -> float:
    """The mean position, each actor counted by its economy times its salience."""
    weights = decision.economies * decision.saliences
    return float(np.average(decision.positions, weights=weights)) if weights.any() else salience_weighted_mean(decision)


def mean(decision: Decision) -> float:
    """The mean position, everybody counted alike."""
    return float(decision.positions.mean())


def median(decision: Decision) -> float:
    """The position in the middle (Black 1948)."""
    return float(np.median(decision.positions))


def salience_weighted_median(decision: Decision) -> float:
    """The position at which half of all salience is reached."""
    order = np.argsort(decision.positions, kind="stable")
    reached = np.cumsum(decision.saliences[order] + 1e-9)
    return float(decision.positions[order][np.searchsorted(reached, reached[-1] / 2)])


def middle_of_the_range(decision: Decision) -> float:
    """Halfway between the two extremes."""
    return float((decision.positions.min() + decision.positions.max()) / 2)


def middle_of_the_scale(_: Decision) -> float:
    """50, without looking."""
    return 50.0


def pulled_to_the_reference(decision: Decision) -> float:
    """The salience-weighted mean, a tenth of the way back to what holds without a decision, where that is known."""
    forecast = salience_weighted_mean(decision)
    return forecast if decision.reference is None else 0.9 * forecast + 0.1 * decision.reference


def nash_from_the_reference(decision: Decision) -> float:
    """The point with the greatest product of salience-weighted gains over the reference point (Nash 1950).

    Distance lowers value in a straight line. Where no point gains anybody anything, the reference point itself.
    """
    if decision.reference is None:
        return salience_weighted_mean(decision)
    points = np.linspace(0, 100, 101)
    distances = np.abs(points[:, None] - decision.positions)
    gains = np.abs(decision.reference - decision.positions) - distances
    powers = decision.saliences / max(decision.saliences.sum(), 1e-9)
    products = np.where((gains > 0).all(axis=1), (np.log(np.maximum(gains, 1e-9)) * powers).sum(axis=1), -np.inf)
    return float(points[products.argmax()]) if np.isfinite(products).any() else decision.reference


FORECASTS: dict[str, Callable[[Decision], float]] = {
    "salience-weighted mean": salience_weighted_mean,
    "mean weighted by economy and salience": by_economy_and_salience,
    "mean": mean,
    "mean pulled to the reference point": pulled_to_the_reference,
    "middle of the range": middle_of_the_range,
    "middle of the scale": middle_of_the_scale,
    "salience-weighted median": salience_weighted_median,
    "median": median,
    "Nash product from the reference point": nash_from_the_reference,
}
FITTED = "regression, fitted on other proposals"


def scores(cases: Sequence[Decision]) -> dict[str, Score]:
    """The score of every forecast, and of a regression that is fitted without the proposals it forecasts."""
    outcomes = np.array([case.outcome for case in cases])
    said = {name: np.array([forecast(case) for case in cases]) for name, forecast in FORECASTS.items()}
    said[FITTED] = regression(cases, folds=10)
    missed = {name: np.abs(forecast - outcomes) for name, forecast in said.items()}
    yardstick = missed["salience-weighted mean"]
    return {name: _score(errors, yardstick, cases) for name, errors in missed.items()}


def regression(cases: Sequence[Decision], *, folds: int) -> Floats:
    """Least squares on the mean, salience-weighted mean, median, Commission, Parliament and reference: (decisions,).

    Proposals fall into folds by the order of the file; each fold is forecast from the others. A position that is not
    known is filled with the salience-weighted mean.
    """
    outcomes, features = np.array([case.outcome for case in cases]), np.array([_features(case) for case in cases])
    order = {proposal: place for place, proposal in enumerate(dict.fromkeys(case.proposal for case in cases))}
    fold = np.array([order[case.proposal] % folds for case in cases])
    said = np.zeros(len(cases))
    for held_out in range(folds):
        rest, own = fold != held_out, fold == held_out
        fitted = np.linalg.lstsq(features[rest], outcomes[rest], rcond=None)[0]
        said[own] = np.clip(features[own] @ fitted, 0, 100)
    return said


def _decision(
    row: Sequence[str], column: dict[str, int], actors: Sequence[str], economies: Sequence[str]
) -> Decision | None:
    outcome = _on_the_scale(row[column["out"]])
    stated = [(name, _on_the_scale(row[column[f"p{name}"]]), _on_the_scale(row[column[f"s{name}"]])) for name in actors]
    known = [(name, place, care) for name, place, care in stated if place is not None and care is not None]
    if outcome is None or len(known) < LEAST_ACTORS:
        return None
    return Decision(
        proposal=row[column["prnr"]],
        actors=tuple(name for name, _, _ in known),
        positions=np.array([place for _, place, _ in known]),
        saliences=np.array([care for _, _, care in known]),
        economies=np.array([float(economies[column[f"p{name}"]]) for name, _, _ in known]),
        reference=_on_the_scale(row[column["rp"]]),
        outcome=outcome,
    )


def _on_the_scale(words: str) -> float | None:
    try:
        value = float(words)
    except ValueError:
        return None
    return value if 0 <= value <= 100 else None


def _features(case: Decision) -> list[float]:
    weighted = salience_weighted_mean(case)
    places = dict(zip(case.actors, case.positions.tolist(), strict=True))
    reference = weighted if case.reference is None else case.reference
    institutions = [places.get("com", weighted), places.get("ep", weighted)]
    return [1.0, mean(case), weighted, median(case), *institutions, reference]


def _score(errors: Floats, yardstick: Floats, cases: Sequence[Decision]) -> Score:
    """With the middle 95% of the mean difference over proposals drawn anew."""
    rng = np.random.default_rng(SEED)
    proposals = {proposal: row for row, proposal in enumerate(dict.fromkeys(case.proposal for case in cases))}
    belongs = np.array([proposals[case.proposal] for case in cases])
    total = np.bincount(belongs, weights=errors - yardstick)
    size = np.bincount(belongs).astype(np.float64)
    drawn = rng.integers(len(proposals), size=(DRAWS, len(proposals)))
    low, high = np.quantile(total[drawn].sum(axis=1) / size[drawn].sum(axis=1), [0.025, 0.975])
    worse_by = float((errors - yardstick).mean())
    return Score(float(errors.mean()), worse_by, float(low), float(high), len(cases))


if __name__ == "__main__":
    cases = decisions(Path(sys.argv[1]) / "deu3" / "deu3.csv")
    print(f"{len(cases)} decisions, {len({case.proposal for case in cases})} proposals; points of 100")
    print(f"{'forecast':<40} {'misses by':>9} {'worse by':>9}   95% of draws")
    for name, score in sorted(scores(cases).items(), key=lambda each: each[1].error):
        print(f"{name:<40} {score.error:9.2f} {score.worse_by:+9.2f}   {score.low:+.2f} to {score.high:+.2f}")
