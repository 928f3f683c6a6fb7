"""Random small scenarios for laws, and every package of one, tried one by one."""

from itertools import product

import numpy as np
from hypothesis import strategies as st
from numpy.typing import NDArray

from detente.bargain.packages import Package, Scenario


@st.composite
def scenarios(draw: st.DrawFn, *, whole: bool | None = None, most_parties: int = 4) -> Scenario:
    """Two to four parties, one to four issues of one to four options; scores in integers or not."""
    parties = draw(st.integers(2, most_parties))
    sizes = draw(st.lists(st.integers(1, 4), min_size=1, max_size=4))
    integers = draw(st.booleans()) if whole is None else whole
    scores = st.integers(0, 6) if integers else st.floats(0, 1, width=16).map(float)
    drawn = [[draw(st.lists(scores, min_size=size, max_size=size)) for size in sizes] for _ in range(parties)]
    if integers:
        return named(tuple(tuple(np.array(each, dtype=np.int64) for each in own) for own in drawn))
    return named(tuple(tuple(np.array(each, dtype=np.float64) for each in own) for own in drawn))


def named(values: tuple[tuple[NDArray[np.int64] | NDArray[np.float64], ...], ...]) -> Scenario:
    sizes = [len(each) for each in values[0]]
    return Scenario(
        tuple(f"i{row}" for row in range(len(sizes))),
        tuple(tuple(f"o{rung}" for rung in range(size)) for size in sizes),
        tuple(f"p{row}" for row in range(len(values))),
        values,
        (0.0,) * len(values),
    )


def tried(scenario: Scenario) -> tuple[list[Package], NDArray[np.float64]]:
    """Every package, and what each is worth to each party: (packages, parties)."""
    packages = list(product(*(range(len(each)) for each in scenario.options)))
    return packages, np.array([scenario.worth(package) for package in packages], dtype=float)
