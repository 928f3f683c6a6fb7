"""The days of a plan as an iCalendar file (RFC 5545): an entry for the window of each moment, for any calendar program.

Nothing in it depends on the day it was written, so that the same plan gives the same bytes.
"""

from datetime import UTC, datetime, timedelta

from detente.conduct.moves import OWED
from detente.conduct.standing import Standings
from detente.errors import NoAnswer
from detente.plan.dates import Dated
from detente.plan.model import Plan


def written(plan: Plan, found: Dated) -> str:
    """The file's text. Raises NoAnswer for a plan whose day of signature is not stated."""
    from icalendar import Calendar, Event

    if plan.calendar.signature is None:
        raise NoAnswer(f"{plan.id!r} does not say on which day it is signed, so that no moment has a date")
    stamp = datetime.combine(plan.calendar.signature, datetime.min.time(), UTC)
    calendar = Calendar()
    calendar.add("prodid", "-//detente//plan//EN")
    calendar.add("version", "2.0")
    for day in found.days:
        if day.first is None:
            continue
        event = Event()
        event.add("uid", f"{plan.id}.{day.moment}@detente")
        event.add("dtstamp", stamp)
        event.add("summary", day.moment)
        event.add("dtstart", day.first)
        event.add("dtend", (day.last or day.first) + timedelta(1))
        calendar.add_component(event)
    text: str = calendar.to_ical().decode("utf-8")
    return text


def due_days(standings: Standings) -> str:
    """What is owed on a day as a feed: an entry for the day each duty is due, stamped with the day it was asked for."""
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//detente//standing//EN")
    calendar.add("version", "2.0")
    for each in standings.each:
        if each.state in OWED and each.due is not None:
            event = Event()
            event.add("uid", f"{standings.plan.id}.{each.id}.due@detente")
            event.add("dtstamp", datetime.combine(standings.on, datetime.min.time(), UTC))
            event.add("summary", f"{each.id}: {each.state.value.replace('_', ' ').lower()}")
            event.add("description", "; ".join(str(reason) for reason in each.reasons))
            event.add("dtstart", each.due)
            event.add("dtend", each.due + timedelta(1))
            calendar.add_component(event)
    text: str = calendar.to_ical().decode("utf-8")
    return text
