"""From which day on all that an obligation owes has been accepted, with what earlier stages carry over.

A stage held to all quotas so far is complete once these are reached, even if its own is not, unless the last word of
its verifier is that it is done in part. PLAN 20.
"""

from collections.abc import Callable, Sequence
from datetime import date

from detente.conduct.evidence import Seen, Sheet
from detente.conduct.ledger import Result, order
from detente.conduct.sums import Number, ends
from detente.plan.model import Basis, Obligation, Plan


def stages(plan: Plan, owed: Obligation) -> tuple[Obligation, ...]:
    """The stages of one whole up to this one, where carry-over counts; else nothing."""
    if owed.basis is not Basis.CUMULATIVE or owed.quantity is None:
        return ()
    line = [each for each in plan.obligations if each.basis and each.quantity is not None and _one_line(each, owed)]
    return tuple(line[: line.index(owed) + 1])


def _one_line(one: Obligation, other: Obligation) -> bool:
    return (one.unit, one.by) == (other.unit, other.by)


def kept_since(line: Sequence[Obligation], owed: Obligation, history: Callable[[str], list[Seen]]) -> date | None:
    """The day from which all is accepted; `line` are the stages whose surplus counts, this one the last."""
    seen = history(owed.id)
    own = seen[-1] if seen else None
    if own is not None and own.since is not None:
        return own.since
    if not line or (own is not None and own.accepting is not None and own.accepting.result is Result.IN_PART):
        return None
    quota, reached = quota_so_far(line), None
    given: dict[str, Number] = {}
    steps = ((each.id, step) for each in line for step in history(each.id))
    for stage, step in sorted(steps, key=lambda each: order(each[1].entry)):
        given[stage] = step.given[0]
        there = sum(given.values()) >= quota
        reached = (reached or step.entry.on) if there else None
    return max(reached, own.entry.on) if reached is not None and own is not None else reached


def quota_so_far(line: Sequence[Obligation]) -> Number:
    """All that the stages of a line owe together, at its greatest."""
    return sum(ends(each.quantity)[1] for each in line if each.quantity is not None)


def given_so_far(line: Sequence[Obligation], sheet: Callable[[str], Sheet]) -> Number:
    """All that was surely accepted of the stages of a line."""
    return sum(sheet(each.id).verified.low for each in line)
