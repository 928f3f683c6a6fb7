"""Made-up scenarios of any size, from a kind and a seed, for the benchmarks of the frontier.

Weights are uniform on the simplex, option values uniform, stretched so that the best option of an issue is worth its
weight and the worst nothing. `independent`: every value by itself. `opposed`: parties rank the options of every issue
in opposite order, with curves and weights of their own. `nearly-zero-sum`: one set of weights and straight lines,
disturbed by 5 per cent and by exponents from 0.9 to 1.1.
"""

import numpy as np

from detente.bargain.packages import Scenario

KINDS = ("independent", "opposed", "nearly-zero-sum")


def scenario(kind: str, issues: int, options: int, parties: int = 2, seed: int = 0) -> Scenario:
    """A scenario with `options` to the power of `issues` packages."""
    rng = np.random.default_rng([seed, issues, options, parties, KINDS.index(kind)])
    if kind == "nearly-zero-sum":
        weights, values = _nearly_zero_sum(rng, issues, options, parties)
    else:
        weights = rng.dirichlet(np.ones(issues), size=parties)
        values = rng.random((parties, issues, options))
        values = (values - values.min(axis=2, keepdims=True)) / np.ptp(values, axis=2, keepdims=True)
        if kind == "opposed":
            values = np.sort(values, axis=2)
            values[1::2] = values[1::2, :, ::-1]
    worth = weights[:, :, None] * values
    return Scenario(
        tuple(f"issue-{i}" for i in range(issues)),
        (tuple(f"option-{o}" for o in range(options)),) * issues,
        tuple(f"party-{p}" for p in range(parties)),
        tuple(tuple(worth[p, i] for i in range(issues)) for p in range(parties)),
        (0.0,) * parties,
    )


def _nearly_zero_sum(
    rng: np.random.Generator, issues: int, options: int, parties: int
) -> tuple[np.ndarray, np.ndarray]:
    weights = np.tile(rng.dirichlet(np.ones(issues)), (parties, 1))
    weights[1:] *= 1 + 0.05 * rng.standard_normal((parties - 1, issues))
    weights /= weights.sum(axis=1, keepdims=True)
    line = np.linspace(0, 1, options)
    values = np.empty((parties, issues, options))
    for party in range(parties):
        rising = line if party % 2 == 0 else 1 - line
        for issue in range(issues):
            values[party, issue] = rising ** rng.uniform(0.9, 1.1)
    return weights, values
