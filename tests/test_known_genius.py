"""The Genius domains of the negotiation competitions, against frontiers computed twice elsewhere.

The answers come from two independent computations (NegMAS 0.16 fed with normalised values; plain enumeration with
moocore), which agree after rounding at 1e-10; the tolerance is 1e-9. The domains are GPL and are not part of detente.
"""

import json
from functools import cache
from pathlib import Path
from typing import TypedDict

import numpy as np
import pytest
from numpy.typing import NDArray

from detente.formats import scenario
from detente.formats.reading import Reading
from detente.workbench import agreements

pytestmark = pytest.mark.known

ROUNDED = 10
"""Decimals at which the answers take two points for one."""


class Answer(TypedDict):
    """What is known of one domain; the points may be left out where there are very many."""

    dir: str
    profiles: list[str]
    n_issues: int
    size: int
    reservation: list[float]
    ranges: list[list[float]]
    pareto_unique_utilities: list[list[float]] | None
    packages_on_frontier: int
    nash: list[list[float]]
    kalai_egalitarian: list[list[float]]
    kalai_smorodinsky: list[list[float]]
    max_welfare: list[list[float]]


@cache
def answers(known: Path) -> tuple[Answer, ...]:
    return tuple(json.loads((known / "genius_domains" / "oracle.json").read_text(encoding="utf-8")))


@cache
def read(folder: Path) -> Reading:
    return scenario.read(folder)


def every_package(reading: Reading) -> NDArray[np.float64]:
    """What every package is worth, by adding up: (packages, parties)."""
    assert reading.scenario is not None
    columns = []
    for own in reading.scenario.values:
        worth = np.zeros(1)
        for values in own:
            worth = (worth[:, None] + values).ravel()
        columns.append(worth)
    return np.column_stack(columns)


def test_every_domain_is_read_with_the_parties_and_reservations_known(known: Path) -> None:
    for answer in answers(known):
        found = read(known / "genius_domains" / "xml" / answer["dir"]).scenario
        assert found is not None, answer["dir"]
        assert (list(found.parties), len(found.issues), found.packages) == (
            answer["profiles"],
            answer["n_issues"],
            answer["size"],
        )
        assert found.no_deal == pytest.approx(answer["reservation"], abs=1e-12)


def test_the_worst_and_best_package_of_every_party_are_worth_what_is_known(known: Path) -> None:
    for answer in answers(known):
        found = read(known / "genius_domains" / "xml" / answer["dir"]).scenario
        assert found is not None
        for own, (least, most) in zip(found.values, answer["ranges"], strict=True):
            assert sum(float(values.min()) for values in own) == pytest.approx(least, abs=1e-9), answer["dir"]
            assert sum(float(values.max()) for values in own) == pytest.approx(most, abs=1e-9), answer["dir"]


def test_every_point_known_is_reached_by_as_many_packages_as_known(known: Path) -> None:
    for answer in answers(known):
        points = answer["pareto_unique_utilities"]
        if points is None:
            continue
        worth = np.round(every_package(read(known / "genius_domains" / "xml" / answer["dir"])), ROUNDED)
        close = sum(int((np.abs(worth - point) <= 1e-9).all(axis=1).sum()) for point in np.array(points))
        assert close == answer["packages_on_frontier"], answer["dir"]


def test_frontiers_ties_and_solutions_are_those_known(known: Path) -> None:
    for answer in answers(known):
        found, _ = agreements.frontier(known / "genius_domains" / "xml" / answer["dir"])
        if answer["pareto_unique_utilities"] is not None:
            assert _same(found.points, answer["pareto_unique_utilities"]), answer["dir"]
        assert (found.packages_on_frontier, found.bound) == (answer["packages_on_frontier"], 0), answer["dir"]
        for mine, theirs in (
            (found.nash, answer["nash"]),
            (found.kalai_smorodinsky, answer["kalai_smorodinsky"]),
            (found.egalitarian, answer["kalai_egalitarian"]),
            (found.utilitarian, answer["max_welfare"]),
        ):
            assert _same(mine, theirs), answer["dir"]


def _same(mine: tuple[tuple[float, ...], ...], theirs: list[list[float]]) -> bool:
    """As many vectors, each within 1e-9 of one of the others'."""
    if len(mine) != len(theirs):
        return False
    apart = np.abs(np.array(mine)[:, None] - np.array(theirs)[None]).max(axis=2)
    return bool((apart.min(axis=0) < 1e-9).all() and (apart.min(axis=1) < 1e-9).all())
