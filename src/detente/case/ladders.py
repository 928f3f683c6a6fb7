"""Which rungs of an issue's ladder the words of a term allow: an interval, never a choice within it."""

from detente.case.gaps import amount_of
from detente.case.model import Issue, Term
from detente.case.quantity import ZERO, Quantity, Tell, same

Rungs = tuple[int, int]
"""The first and last rung, both included."""


def rungs(issue: Issue, term: Term) -> Rungs:
    """The rungs that a term's words allow; a blank allows all but that nothing is given."""
    if term.option is not None:
        rung = issue.rung(term.option)
        return rung, rung
    stated = amount_of(issue, term)
    if stated is None or stated.blank:
        return min(1, len(issue.options) - 1), len(issue.options) - 1
    allowed = [
        row
        for row, each in enumerate(issue.options)
        if isinstance(each.holds, Quantity) and _may_be(stated, each.holds)
    ]
    return (allowed[0], allowed[-1]) if allowed else _between(issue, stated)


def _may_be(stated: Quantity, held: Quantity) -> bool:
    if held.most == ZERO and stated.open_below:
        return False
    return same(stated, held) is not Tell.NO


def _between(issue: Issue, stated: Quantity) -> Rungs:
    """An amount that lies between two options reaches from the one below to the one above."""
    held = [(row, each.holds) for row, each in enumerate(issue.options) if isinstance(each.holds, Quantity)]
    below = [row for row, each in held if each.most <= stated.least]
    above = [row for row, each in held if each.least >= stated.most]
    return max(below, default=0), min(above, default=len(issue.options) - 1)
