"""A safe order made a calendar: order the steps, check that the plan can be carried out in that order, cut, and repeat.

A safe order need not be a safe calendar: a step may have to wait for another longer than the plan's own spans allow.
Where the check finds a conflict, a wait of the order that stands in it is turned round, and the steps are ordered anew.
What is found so can be carried out; that no order with less guarantee could be is not proved once something was cut.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace

from detente.plan.controllability import Verdict, judge
from detente.plan.exchange import Exchange
from detente.plan.model import Plan
from detente.plan.network import Within
from detente.plan.ranges import Timing, suggested
from detente.plan.schedule import NoSequence, Schedule, Sequenced
from detente.plan.weights import in_the_order, waits_of

MOST_CUTS = 12
"""How often an order is turned before the search is given up."""

Sequencer = Callable[[Exchange], "Sequenced | NoSequence"]


@dataclass(frozen=True, slots=True)
class Agenda:
    """Orders with their verdicts on the calendar, and the waits that were turned round to get there."""

    found: Sequenced | NoSequence
    plans: tuple[Plan, ...]
    verdicts: tuple[Verdict, ...]
    turned: tuple[tuple[str, str], ...]


def agenda(plan: Plan, exchange: Exchange, sequencer: Sequencer) -> Agenda:
    """Orders that need the least guarantees, the first of which the calendar bears, where one was found."""
    turned: list[tuple[str, str]] = []
    while True:
        found = sequencer(replace(exchange, precedence=(*exchange.precedence, *turned)))
        if isinstance(found, NoSequence):
            return Agenda(found, (), (), tuple(turned))
        ordered = tuple(in_the_order(plan, schedule.order) for schedule in found.schedules)
        verdicts = tuple(_verdict(each) for each in ordered)
        if any(each.controllable for each in verdicts) or len(turned) == MOST_CUTS:
            return Agenda(found, ordered, verdicts, tuple(turned))
        cut = _cut(found.schedules[0], verdicts[0], exchange, turned)
        if cut is None:
            return Agenda(found, ordered, verdicts, tuple(turned))
        turned.append(cut)


def _verdict(plan: Plan) -> Verdict:
    """On the plan with its blanks at the first value that works; of a plan no value of which does, at the least."""
    return judge(Timing(plan).network(suggested(plan)))


def _cut(
    schedule: Schedule, verdict: Verdict, exchange: Exchange, turned: list[tuple[str, str]]
) -> tuple[str, str] | None:
    """A wait of the order that stands in the conflict, turned round, if the steps can still be ordered then."""
    in_the_way = {
        (link.earlier.partition(".")[0], link.later.partition(".")[0])
        for link in (verdict.conflict.links if verdict.conflict else ())
        if isinstance(link, Within)
    }
    for earlier, later in waits_of(schedule.order):
        pair = (later, earlier)
        if (earlier, later) in in_the_way and pair not in turned:
            try:
                replace(exchange, precedence=(*exchange.precedence, *turned, pair))
            except ValueError:  # the steps would wait for each other
                continue
            return pair
    return None
