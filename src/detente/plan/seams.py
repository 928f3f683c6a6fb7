"""At each moment between two steps of a plan, under what share of profiles that fit the evidence everyone goes on.

On a draw (PLAN 9-15): what a step is worth to its creditor and costs its debtor are differences of their own utils; V
is what the package the plan ends in is worth above no deal. A side goes on while its slack is not below 0: V, and what
it has sunk for good, less what it has banked for good; reversible parts are neither. The seam before the
first step asks whether anyone begins, the one after the last is the completion test, which no order changes.

Each side's numbers are on its own scale and are never added. Judgements about parties are mediators' alone (§2.19).
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from detente.bargain.acceptability import ALL, ROUNDING, SEPARATES, Share, decided, share_over, untold
from detente.bargain.beliefs import Draws
from detente.bargain.bridging import Fact, base_alone, facts
from detente.bargain.study import Study
from detente.plan.giving import Given, Giving, Ordered, giving
from detente.plan.model import Plan

Array = NDArray[np.float64]
SURE = 0.9
"""The share of profiles under which a guarantee is to hold a seam."""


@dataclass(frozen=True, slots=True)
class Held:
    """Of one holder at one seam: its mean advance, and the guarantee that holds it in nine of ten profiles.

    `worth` is what the whole plan is worth to it above no deal, on the mean: with an advance below minus that it stops.
    All are ranges over readings, in utils of the holder.
    """

    who: str
    advance: tuple[float, float]
    needed: tuple[float, float]
    worth: tuple[float, float]


@dataclass(frozen=True, slots=True)
class Seam:
    """A moment between steps: what has been given, everyone's share of profiles that go on, what would hold them."""

    after: tuple[str, ...]
    shares: tuple[Share, ...]
    held: tuple[Held, ...]


@dataclass(frozen=True, slots=True)
class Seams:
    """All seams of a plan on one order. `weakest` is a row, where the evidence tells one; else `fact` would tell."""

    giving: Giving
    seams: tuple[Seam, ...]
    weakest: int | None
    fact: Fact | None

    @property
    def ordered(self) -> Ordered:
        return self.giving.ordered


def seams(found: Study, others: Callable[[], Sequence[Study]], plan: Plan) -> Seams:
    """Every seam of a plan, from before the first step to after the last."""
    given = giving(plan, found.case)
    here = _shares(found, given)
    wide = _untold(found, given)
    if any(share.separates and share.who not in wide for row in here for share in row):
        for other in others():
            for mine, theirs in zip(here, _shares(other, given), strict=True):
                wide |= {
                    one.who
                    for one, two in zip(mine, theirs, strict=True)
                    if max(one.high, two.high) - min(one.low, two.low) > SEPARATES
                }
    told = [tuple(untold(share) if share.who in wide else share for share in row) for row in here]
    rows = tuple(
        Seam(tuple(step.obligation for step in given.steps[:at]), shares, _held(found, given, at))
        for at, shares in enumerate(told)
    )
    together = [next(share for share in row if share.who == ALL) for row in told]
    weakest = None
    if given.steps and all(share.separates for share in together):
        weakest = min(range(len(rows)), key=lambda at: together[at].low)
    unknown = facts(found, given.end) if weakest is None and given.steps else ()
    return Seams(given, rows, weakest, unknown[0] if unknown else None)


def _untold(found: Study, given: Giving) -> set[str]:
    """Whose shares rest on the base measure more than on claims; their party's and all's with them."""
    return {
        who
        for slug, those in found.parties
        for known in those
        if known.drawn and base_alone(found.case, known, given.end)
        for who in (known.holder, slug, ALL)
    }


def _shares(found: Study, given: Giving) -> list[tuple[Share, ...]]:
    """Everyone's share at each seam."""
    slack_of = [
        [[slacks(drawn, slug, given) for drawn in holder.readings] for holder in side.holders]
        for side, (slug, _) in zip(found.sides, found.parties, strict=True)
    ]
    rows = []
    for at in range(len(given.steps) + 1):
        own = []
        for side, holders in zip(found.sides, slack_of, strict=True):
            held = []
            for holder, readings in zip(side.holders, holders, strict=True):
                goes_on = [slack[:, at] >= -ROUNDING for slack in readings]
                held.append(share_over(holder, [(each, each) for each in goes_on]))
            own.append(held)
        rows.append(decided(found.sides, own))
    return rows


def slacks(drawn: Draws, party: str, given: Giving) -> Array:
    """A holder's slack at every seam, in each draw: (draws, seams)."""
    start = drawn.worth(given.end) - drawn.reserve
    slack = np.repeat(start[:, None], len(given.steps) + 1, axis=1)
    for step in given.steps:
        slack += _change(drawn, party, step)[:, None] * np.array([float(each) for each in step.kept])
    return slack


def changes(drawn: Draws, party: str, given: Giving) -> tuple[Array, Array]:
    """What each step adds to a side's slack once given, and what it is worth to that side: both (draws, steps)."""
    every = [(_change(drawn, party, step), _moved(drawn, party, step)) for step in given.steps]
    return np.column_stack([change for change, _ in every]), np.column_stack([moved for _, moved in every])


def _change(drawn: Draws, party: str, step: Given) -> Array:
    """What a step adds to a side's slack once given: (draws,), at the reversible share that hurts."""
    moved = _moved(drawn, party, step)
    # Giving sinks a cost, which stopping no longer saves; receiving banks a value, which stopping keeps.
    kept: Array = np.minimum(-(1 - step.reversible[0]) * moved, -(1 - step.reversible[1]) * moved)
    return kept


def _moved(drawn: Draws, party: str, step: Given) -> Array:
    """What a step is worth to a side that gives or receives it, below 0 where it costs: (draws,)."""
    if party != step.giver and party not in step.receivers:
        return np.zeros(len(drawn.reserve))
    found: Array = drawn.values[step.issue][:, step.after] - drawn.values[step.issue][:, step.before]
    return found * float(step.part)


def _held(found: Study, given: Giving, at: int) -> tuple[Held, ...]:
    """Each holder's mean advance and the guarantee that would hold it, as ranges over readings."""
    rows = []
    for slug, those in found.parties:
        for known in (each for each in those if each.drawn):
            own = [slacks(drawn, slug, given) for drawn in known.drawn]
            advances = [float((slack[:, at] - slack[:, 0]).mean()) for slack in own]
            worth = [float(slack[:, 0].mean()) for slack in own]
            needed = [max(0.0, -float(np.quantile(slack[:, at], 1 - SURE))) for slack in own]
            rows.append(
                Held(known.holder, (min(advances), max(advances)), (min(needed), max(needed)), (min(worth), max(worth)))
            )
    return tuple(rows)
