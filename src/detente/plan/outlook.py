"""All that can be told of a plan at once: its defects, what its blanks may be, its days, and what has slack.

A plan that cannot be timed is told as far as it goes, and `why` says what keeps its days from being known.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from detente.case.model import Case
from detente.errors import NoAnswer, Problem
from detente.plan.controllability import Verdict
from detente.plan.dates import Dated, dated
from detente.plan.model import Plan
from detente.plan.ranges import Ranges, Slack, Timing, judged, ranges, slacks
from detente.plan.wellformed import Draft, problems, untimed

MOST_SLACKS = 40
"""Of how many uncertain durations the slack is worked out, which takes a second or so."""


@dataclass(frozen=True, slots=True)
class Outlook:
    """A plan, its defects, the ranges of its blanks, and its days and slack where they can be known.

    `without_slack` counts uncertain durations whose slack was not worked out.
    """

    plan: Plan
    problems: tuple[Problem, ...]
    ranges: tuple[Ranges, ...] = ()
    dated: Dated | None = None
    verdict: Verdict | None = None
    slacks: tuple[Slack, ...] = ()
    without_slack: int = 0
    why: str = ""


def outlook(
    draft: Draft, fixed: Mapping[str, int] | None = None, *, tell: Callable[[int], None] | None = None
) -> Outlook:
    """All that can be told of a plan, whatever is wrong with it, with these blanks filled.

    `tell` hears how many fillings have been tried.
    """
    told = Outlook(draft.plan, problems(draft))
    if faults := untimed(draft):
        return replace(told, why=faults[0].says)
    try:
        told = replace(told, ranges=ranges(draft.plan, fixed, tell=tell))
    except NoAnswer as refusal:  # too many fillings: days can be shown by the least of them
        told = replace(told, why=str(refusal))
    try:
        found = dated(draft.plan, {**_shown(draft.plan, told.ranges), **(fixed or {})})
    except NoAnswer as refusal:
        return replace(told, why=told.why or str(refusal))
    filling = dict(found.filling)
    told = replace(told, dated=found, verdict=judged(draft.plan, filling))
    uncertain = len(Timing(draft.plan).network(filling).contingents)
    if told.verdict is None or not told.verdict.controllable or uncertain > MOST_SLACKS:
        return replace(told, without_slack=uncertain)
    return replace(told, slacks=slacks(draft.plan, filling))


def told_to(plan: Plan, case: Case) -> Plan:
    """The plan as the case's audience may have it: without its label, and without names of closed claims or proposals.

    A plan names claims to say what it puts into terms; that one is closed to a reader must not show.
    """
    known = {claim.id for claim in case.claims} | {clause.id for clause in plan.clauses}
    obligations = tuple(
        replace(
            each,
            clauses=tuple(name for name in each.clauses if name in known),
            accepted=tuple(one if one.claim in known else replace(one, claim="") for one in each.accepted),
        )
        for each in plan.obligations
    )
    proposals = {proposal.id for proposal in case.proposals}
    elaborates = plan.elaborates if plan.elaborates in proposals else ""
    return replace(plan, obligations=obligations, elaborates=elaborates, audience=None)


def _shown(plan: Plan, found: tuple[Ranges, ...]) -> dict[str, int]:
    """The filling that days are shown by: of each blank the first value safe, else possible, at best, or allowed."""
    least = {blank.id: blank.domain[0] for blank in Timing(plan).blanks}
    runs = {each.blank: each.safe or each.possible or each.best_case for each in found}
    return least | {blank: ways[0][0] for blank, ways in runs.items() if ways}
