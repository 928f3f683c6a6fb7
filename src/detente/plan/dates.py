"""The days of a plan: when each moment falls at the earliest and the latest, as days and, once signed, as dates.

Days count from signature, which is day 0; `counted` says how many days lie between two dates under each convention in
use. A date on no working day rolls as the plan's calendar says.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from detente.errors import NoAnswer
from detente.plan.model import Calendar, Plan, Roll
from detente.plan.network import Clash
from detente.plan.ranges import Timing, days, suggested

WEEK = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True, slots=True)
class Day:
    """One moment: its earliest and latest day after signature, and their dates where the day of signature is stated."""

    moment: str
    earliest: int
    latest: int | None
    first: date | None
    last: date | None


@dataclass(frozen=True, slots=True)
class Dated:
    """The moments of a plan in order of their earliest day, and how its blanks were filled to find them."""

    days: tuple[Day, ...]
    filling: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class Counted:
    """Days from one date to another: those between, the later one included (the first is day 0), and both included."""

    between: int
    after: int
    inclusive: int


def dated(plan: Plan, filling: Mapping[str, int]) -> Dated:
    """The days of every moment at best. Raises NoAnswer where the spans clash.

    Blanks not filled are shown at the first value that is safe, else possible, else at best.
    """
    chosen = dict(filling)
    if Timing(plan, filling).blanks:
        chosen = {**suggested(plan, filling), **filling}
    times = days(plan, chosen)
    if isinstance(times, Clash):
        raise NoAnswer(f"the plan's spans cannot all be kept, even at best: {times.missing} days are missing")
    signed = plan.calendar.signature
    found = []
    for moment, first in times.earliest.items():
        last = times.latest[moment]
        found.append(
            Day(
                moment,
                first,
                last,
                None if signed is None else rolled(plan.calendar, signed + timedelta(first)),
                None if signed is None or last is None else rolled(plan.calendar, signed + timedelta(last)),
            )
        )
    return Dated(tuple(sorted(found, key=lambda day: day.earliest)), tuple(chosen.items()))


def rolled(calendar: Calendar, day: date) -> date:
    """The day itself, or the next working day where the calendar rolls.

    >>> rolled(Calendar(roll=Roll.NEXT, rest_days=("saturday", "sunday")), date(2014, 2, 1))
    datetime.date(2014, 2, 3)
    """
    while calendar.roll is Roll.NEXT and (WEEK[day.weekday()] in calendar.rest_days or day in calendar.holidays):
        day += timedelta(1)
    return day


def counted(first: date, last: date) -> Counted:
    """How many days from one date to another, under each convention.

    >>> counted(date(2014, 1, 20), date(2014, 7, 20))
    Counted(between=180, after=181, inclusive=182)
    """
    after = (last - first).days
    return Counted(after - 1, after, after + 1)
