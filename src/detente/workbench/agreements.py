"""Acts on what could be agreed: study a case, weigh a proposal, look for bridges; frontiers, solutions, stability.

What is computed about the sides is for mediators alone (§2.19).
"""

import os
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS, Case
from detente.errors import NotPermitted, must_be_known
from detente.workbench.cases import open_case
from detente.workbench.folders import folder_of, is_case

if TYPE_CHECKING:
    from detente.bargain.acceptability import Share
    from detente.bargain.bridging import Bridging
    from detente.bargain.conflict import Conflict as GraphModel
    from detente.bargain.doubt import Doubt, Effect
    from detente.bargain.packages import Scenario
    from detente.bargain.solutions import Pick, Solved
    from detente.bargain.stability import Stability
    from detente.bargain.study import Study
    from detente.case.ladders import Rungs


class Studies:
    """A case studied under the base measure used and, when asked for, under those that results are tried against."""

    def __init__(self, main: "Study", others: "Callable[[], tuple[Study, ...]]") -> None:
        self.main = main
        self.others = cache(others)


def study(case: Case, *, count: int = 1000, seed: int = 0) -> Studies:
    """What the claims let one believe of every side, under three base measures. Raises NotPermitted (§2.19)."""
    from detente.bargain.beliefs import Base
    from detente.bargain.study import study as _study

    if case.audience != MEDIATORS:
        raise NotPermitted("what is computed about the sides is for mediators alone; leave out --for")

    def others() -> "tuple[Study, ...]":
        bases = (base for base in Base if base is not Base.WEIGHTS)
        return tuple(_study(case, count=max(1, count // 5), seed=seed, base=base, limit=1) for base in bases)

    return Studies(_study(case, count=count, seed=seed), others)


def accept(studied: Studies, proposal: str) -> "tuple[Share, ...]":
    """The share of everyone for a proposal, with its blanks as a range. Raises UnknownName."""
    from detente.bargain.bridging import told

    return told(studied.main, studied.others, _spans(studied.main.case, proposal))


def _spans(case: Case, proposal: str) -> "tuple[Rungs, ...]":
    from detente.bargain.constraints import package_of

    must_be_known("proposal", proposal, [each.id for each in case.proposals])
    return package_of(case, tuple(term for each in case.claims if each.part_of == proposal for term in each.terms))


def effects(studied: Studies, proposal: str) -> "tuple[Effect, ...]":
    """What each analyst's inference changes about a proposal, for the holder it is about. Raises UnknownName."""
    from detente.bargain.doubt import effects as _effects

    return _effects(studied.main, _spans(studied.main.case, proposal))


def bridge(studied: Studies, *, seed: int = 0) -> "Bridging":
    """A few packages every side could best live with, each with its trades and the claims it rests on."""
    from detente.bargain.bridging import bridge as _bridge

    return _bridge(studied.main, studied.others, seed=seed)


def scenario(folder: Path) -> "Scenario":
    """A bargaining scenario of Genius, GeniusWeb or NegMAS, read from a folder. Raises UnreadableScenario."""
    from detente.formats import scenario as scenarios

    return scenarios.read(folder).sound


def frontier(name: str | os.PathLike[str], *, seed: int = 0) -> "tuple[Solved, Doubt | None]":
    """The frontier and solutions of a scenario folder (no deal 0, ideal 1), or of a case's mean values.

    For a case also why the evidence does not tell its packages apart, if it does not. Raises Unreadable, UnknownName,
    NoAnswer.
    """
    from detente.bargain.frontier import frontier as _frontier
    from detente.bargain.solutions import solved

    given, no_deal, ideal, doubt = _given(name, seed)
    return solved(_frontier(given), no_deal, ideal), doubt


def solve(name: str | os.PathLike[str], *, seed: int = 0) -> "tuple[tuple[Pick, ...], Doubt | None]":
    """What four principles would pick from the frontier, with the packages there. Raises as `frontier` does."""
    from detente.bargain.frontier import frontier as _frontier
    from detente.bargain.solutions import picks

    given, no_deal, ideal, doubt = _given(name, seed)
    return picks(_frontier(given), no_deal, ideal), doubt


def _given(name: str | os.PathLike[str], seed: int) -> "tuple[Scenario, list[float], list[float] | None, Doubt | None]":
    """A scenario, what no deal is worth, the most each can have; for a case, its mean values and what is in doubt."""
    folder = folder_of(name)
    if not is_case(folder):
        given = scenario(folder)
        return given, [0.0] * len(given.parties), [1.0] * len(given.parties), None
    from detente.bargain.doubt import doubt
    from detente.bargain.frontier import frontier as _frontier
    from detente.bargain.linked import exclusions, merged
    from detente.bargain.solutions import picks
    from detente.bargain.study import mean_scenario

    case = open_case(name)
    studied, excluded = study(case, seed=seed), exclusions(case)

    def picked(means: "Scenario") -> dict[str, object]:
        return {
            each.principle: each.packages
            for each in picks(_frontier(merged(means, excluded)), list(means.no_deal), None)
        }

    means = merged(mean_scenario(studied.main), excluded)
    return means, list(means.no_deal), None, doubt(studied.main, studied.others, picked)


def stability(path: Path) -> "tuple[GraphModel, Stability]":
    """A conflict read from a file, and which of its states would hold. Raises UnreadableConflict."""
    from detente.bargain.stability import stability as _stability
    from detente.formats import conflict as conflicts

    conflict = conflicts.load(path).sound
    return conflict, _stability(conflict)
