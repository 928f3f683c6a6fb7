"""Phases under which only one side owes anything."""

import re
from collections.abc import Iterable, Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.plan.model import Obligation
from detente.text.check import Draft
from detente.text.model import Clause, Text
from detente.text.rounds import in_force

_STAGED = re.compile(r"\b(?:phase|stage|step)\b", re.IGNORECASE)


@rule(
    "DT0660",
    "A phase under which only one side owes anything",
    why="A side that gives a whole phase long and gets nothing has every reason to stop in it, and is told so at home.",
    remedy="Let the other side owe something in the same phase, or divide what the one owes over several.",
    severity=Severity.WARNING,
)
def phases_bind_both_sides(draft: Draft) -> Iterator[Fault]:
    if draft.plan is None:
        return
    text, duties = in_force(draft.text), {each.id: each for each in draft.plan.obligations}
    told: set[str] = set()
    for clause in text.clauses:
        if clause.under is None and _STAGED.search(f"{clause.title} {clause.id.replace('-', ' ')}"):
            tied = [duties[name] for name in _tied(text, clause) if name in duties]
            told |= {each.phase for each in tied}
            if debtor := _only_debtor(draft, tied):
                yield ("clauses", clause.id), f"only {debtor} owes anything under {clause.title or clause.id!r}"
    worded = {name for each in text.clauses for name in each.obligations}
    for phase in draft.plan.phases:
        owed = [each for each in draft.plan.obligations if each.phase == phase.id]
        debtor = _only_debtor(draft, owed)
        if debtor and phase.id not in told and any(each.id in worded for each in owed):
            yield ("plan",), f"only {debtor} owes anything in the phase {phase.title!r} of the plan"


def _tied(text: Text, top: Clause) -> Iterator[str]:
    """The obligations of a clause and of all under it."""
    inside = {top.id}
    for each in text.clauses:
        if each.id in inside or each.under in inside:
            inside.add(each.id)
            yield from each.obligations


def _only_debtor(draft: Draft, owed: Iterable[Obligation]) -> str:
    """The one side that owes all of it; '' where both do, where none does, or where somebody's debt is not told."""
    debtors = [each.by for each in owed]
    sides = {name for by in debtors for name in by} & {each.id for each in draft.case.parties}
    if len(sides) != 1 or not all(debtors) or len(draft.case.parties) < 2:
        return ""
    return next(each.name for each in draft.case.parties if each.id in sides)
