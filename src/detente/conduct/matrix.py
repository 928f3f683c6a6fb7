"""How far a plan is carried out, as a table of duties on a scale of 0 to 3, and the sum over three times their number.

0 not begun, 1 begun, 2 half of a stated amount or more, 3 kept (PLAN 27). What is no longer owed, or not yet signed, is
no part of the base, and is listed. It measures duties, never a side.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

from detente.conduct.legal import KEPT, OVER, State
from detente.conduct.standing import Standing

MOST = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """One duty: its state and where it stands on the scale; None where it is no part of the base."""

    obligation: str
    state: State
    score: int | None


@dataclass(frozen=True, slots=True)
class Aggregate:
    """The sum of scores over the most they could be. `base` is how many duties are counted.

    >>> print(Aggregate(7, 4))
    58% (7 of 12, 4 duties)
    """

    total: int
    base: int

    @property
    def share(self) -> Fraction | None:
        """The aggregate; None where nothing is counted."""
        return Fraction(self.total, MOST * self.base) if self.base else None

    def __str__(self) -> str:
        if self.share is None:
            return "nothing to count"
        duties = "duty" if self.base == 1 else "duties"
        return f"{float(self.share):.0%} ({self.total} of {MOST * self.base}, {self.base} {duties})"


@dataclass(frozen=True, slots=True)
class Matrix:
    """The duties in the plan's order, and their aggregate."""

    cells: tuple[Cell, ...]
    aggregate: Aggregate

    @property
    def left_out(self) -> tuple[str, ...]:
        return tuple(cell.obligation for cell in self.cells if cell.score is None)


def matrix(standings: Iterable[Standing]) -> Matrix:
    """The implementation matrix of a day's standings."""
    cells = tuple(Cell(each.id, each.state, score(each)) for each in standings)
    return Matrix(cells, aggregate(cell.score for cell in cells))


def aggregate(scores: Iterable[int | None]) -> Aggregate:
    """The aggregate of a table of scores; those that are None count nowhere.

    >>> aggregate([3, 2, None, 0]).share
    Fraction(5, 9)
    """
    counted = [each for each in scores if each is not None]
    if any(not 0 <= each <= MOST for each in counted):
        raise ValueError(f"a score lies between 0 and {MOST}")
    return Aggregate(sum(counted), len(counted))


def score(standing: Standing) -> int | None:
    """Where one duty stands on the scale."""
    if standing.state in KEPT:
        return MOST
    if standing.state in OVER or standing.state is State.DRAFT:
        return None
    if standing.partial is not None and 2 * standing.partial[0] >= standing.partial[1]:
        return 2
    return int(standing.started or standing.partial is not None)
