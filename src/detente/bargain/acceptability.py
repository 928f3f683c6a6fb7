"""The share of profiles that fit the evidence under which a package is no worse than no deal.

This is the acceptability of SMAA (Lahdelma, Hokkanen and Salminen 1998). Factions are drawn independently of each
other, and parties given the reading. Every share is a range: over the readings of the claims, over the rules of
decision where none is stated, and over the fillings of what a proposal leaves blank.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import product
from math import prod, sqrt

import numpy as np
from numpy.typing import NDArray

from detente.bargain.beliefs import Draws
from detente.bargain.packages import Package
from detente.case.ladders import Rungs
from detente.case.model import Party, RuleKind

ALL = "all"
SEPARATES = 0.5
"""A range wider than this says nothing in figures (§2.20)."""
ROUNDING = 1e-6
"""What sums of values may lose to rounding."""


@dataclass(frozen=True, slots=True)
class Share:
    """The least and greatest share over readings, rules and blanks, the draws each rests on, and its standard error.

    `share` is the middle of the range, and None where the evidence does not separate: where the range over readings,
    base measures and leanings of which nobody has told is wider than a half (§2.20).
    """

    who: str
    low: float
    high: float
    separates: bool
    share: float | None
    draws: int
    error: float

    def __str__(self) -> str:
        if not self.separates:
            return "cannot be told from the evidence"
        low, high = f"{self.low:.0%}", f"{self.high:.0%}"
        spread = f"±{100 * self.error:.1f}"
        return f"{low} ({spread})" if low == high else f"{low} to {high} ({spread})"


def share_of(who: str, low: float, high: float, draws: int, error: float) -> Share:
    """A share that is told where its own range is narrow enough.

    >>> str(share_of("israel", 0.4, 0.6, 1000, 0.016)), str(share_of("all", 0.1, 0.9, 1000, 0.016))
    ('40% to 60% (±1.6)', 'cannot be told from the evidence')
    """
    separates = high - low <= SEPARATES
    return Share(who, low, high, separates, (low + high) / 2 if separates else None, draws, error)


def untold(share: Share) -> Share:
    """The same range, without a figure for it."""
    return replace(share, separates=False, share=None)


@dataclass(frozen=True, slots=True, eq=False)
class Holder:
    """A faction, or a party without any: its draws in each reading that some profile fits."""

    name: str
    readings: tuple[Draws, ...]


@dataclass(frozen=True, slots=True, eq=False)
class Side:
    """A party with the holders that make its decision."""

    party: Party
    holders: tuple[Holder, ...]


def fillings(spans: Sequence[Rungs]) -> Iterator[Package]:
    """Every package that a proposal's words allow.

    >>> list(fillings([(0, 1), (2, 2)]))
    [(0, 2), (1, 2)]
    """
    return product(*(range(first, last + 1) for first, last in spans))


def shares(sides: Sequence[Side], spans: Sequence[Rungs]) -> tuple[Share, ...]:
    """The share of every holder, every party with several, and all together, for a proposal with or without blanks."""
    return decided(sides, [[holder_share(holder, spans) for holder in side.holders] for side in sides])


def decided(sides: Sequence[Side], held: Sequence[Sequence[Share]]) -> tuple[Share, ...]:
    """Every holder's share, then that of its party by its rule where it has several, and that of all together."""
    found: list[Share] = []
    parties: list[Share] = []
    for side, own in zip(sides, held, strict=True):
        found.extend(own)
        whole = own[0] if len(own) == 1 else _decided(side.party, own)
        if len(own) > 1:
            found.append(whole)
        parties.append(whole)
    return (*found, _together(ALL, parties))


def accepts(drawn: Draws, package: Package) -> NDArray[np.bool_]:
    """In which draws a package is no worse than no deal: (draws,)."""
    taken: NDArray[np.bool_] = drawn.worth(package) >= drawn.reserve - ROUNDING
    return taken


def every_share(drawn: Draws) -> NDArray[np.float64]:
    """The share of every package in one reading, in the order of `itertools.product` over the issues: (packages,).

    The issues are cut in two halves; each package of the first half is held against all of the second, in all draws.
    """
    first, second = (_sums([drawn.values[row] for row in half]) for half in _halves([v.shape[1] for v in drawn.values]))
    needed = np.ascontiguousarray((drawn.reserve[:, None] - ROUNDING - first).T, dtype=np.float32)
    against = np.ascontiguousarray(second.T, dtype=np.float32)
    counts = [np.count_nonzero(against >= each, axis=1) for each in needed]
    found: NDArray[np.float64] = np.concatenate(counts) / len(drawn.reserve)
    return found


def _halves(sizes: list[int]) -> tuple[range, range]:
    """Where to cut the issues so that both halves have about as many packages."""
    cut = min(range(len(sizes) + 1), key=lambda row: prod(sizes[:row]) + prod(sizes[row:]))
    return range(cut), range(cut, len(sizes))


def _sums(columns: list[NDArray[np.float64]]) -> NDArray[np.float64]:
    """The worth of every combination of these issues: (draws, combinations)."""
    total = np.zeros((len(columns[0]) if columns else 1, 1))
    for column in columns:
        total = (total[:, :, None] + column[:, None, :]).reshape(len(column), -1)
    return total


def holder_share(holder: Holder, spans: Sequence[Rungs]) -> Share:
    """Over readings and fillings, the least and greatest worth issue by issue; 0 to 1 where no profile fits."""
    taken = []
    for drawn in holder.readings:
        columns = list(zip(drawn.values, spans, strict=True))
        worst = sum(column[:, first : last + 1].min(axis=1) for column, (first, last) in columns)
        best = sum(column[:, first : last + 1].max(axis=1) for column, (first, last) in columns)
        taken.append((worst >= drawn.reserve - ROUNDING, best >= drawn.reserve - ROUNDING))
    return share_over(holder, taken)


def share_over(holder: Holder, taken: "Sequence[tuple[NDArray[np.bool_], NDArray[np.bool_]]]") -> Share:
    """The share of a holder's draws that agree, at worst and at best, over its readings; 0 to 1 without any."""
    if not holder.readings:
        return share_of(holder.name, 0.0, 1.0, 0, 0.0)
    low, at = min(((float(worst.mean()), len(worst)) for worst, _ in taken), key=lambda pair: pair[0])
    high = max(float(best.mean()) for _, best in taken)
    effective = min(drawn.effective for drawn in holder.readings)
    error = max(sqrt(each * (1 - each) / effective) for each in (low, high))
    return share_of(holder.name, low, high, at, error)


def _decided(party: Party, own: Sequence[Share]) -> Share:
    """The party's share from its factions' by its rule; where none is stated, the range over every rule."""
    lows, highs = [each.low for each in own], [each.high for each in own]
    rules = (
        [party.rule.kind]
        if party.rule.kind is not RuleKind.NOT_STATED
        else [k for k in RuleKind if k is not RuleKind.NOT_STATED]
    )
    names = [each.who for each in own]
    ends = [(_by_rule(rule, lows, names, party), _by_rule(rule, highs, names, party)) for rule in rules]
    error = max(each.error for each in own)
    return share_of(
        party.id,
        min(min(low) for low, _ in ends),
        max(max(high) for _, high in ends),
        min(each.draws for each in own),
        error,
    )


def _by_rule(rule: RuleKind, chances: list[float], names: list[str], party: Party) -> list[float]:
    """The chance that a party agrees when its factions do independently, for each way an open rule can be meant."""
    holders = [names.index(each) for each in party.rule.holders if each in names]
    if rule is RuleKind.LEADER:
        return [chances[row] for row in holders[:1]] or chances
    if rule is RuleKind.VETOES and holders:
        return [prod(chances[row] for row in holders)]
    if rule is RuleKind.MAJORITY:
        return [_majority(chances)]
    return [prod(chances)]


def _majority(chances: list[float]) -> float:
    """The chance that more than half agree."""
    counts = np.array([1.0])
    for each in chances:
        counts = np.convolve(counts, [1 - each, each])
    return float(counts[len(chances) // 2 + 1 :].sum())


def _together(who: str, parts: Sequence[Share]) -> Share:
    return share_of(
        who,
        prod(each.low for each in parts),
        prod(each.high for each in parts),
        min(each.draws for each in parts),
        sqrt(sum(each.error**2 for each in parts)),
    )
