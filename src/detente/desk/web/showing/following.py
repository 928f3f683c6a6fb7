"""A plan once alive: standing, what is due, the matrix, the monitors' report, incidents, and the record's entries.

Without a day asked for, pages stand at the last day that the viewer's copy of the record tells of; no clock is read.
"""

from datetime import date

from detente.desk.pages import Page
from detente.desk.views import standing as views
from detente.desk.views.entries import entries_page
from detente.desk.web.desk import At, Day, Desk, Seen
from detente.desk.web.shown import Field, Form, Link, Shown
from detente.desk.web.viewer import Viewer
from detente.workbench import ledgers
from detente.workbench.ledgers import Followed


def every_ledger(viewer: Seen, desk: At) -> Shown:
    """The plans that are being followed."""
    names = ledgers.ledgers(desk.case, audience=viewer.audience)
    titles = {name: _followed(desk, viewer, name).draft.plan.title for name in names}
    links = tuple(Link(f"/following/{name}", title) for name, title in titles.items())
    return Shown(titles, lambda: Page("Plans that are followed", ()), links=links)


def standing(viewer: Seen, desk: At, plan: str, on: Day = None, known: Day = None) -> Shown:
    """Where every obligation stood on a day, as was known by a day, whose move it is, and why."""
    followed = _followed(desk, viewer, plan)
    day = on or _last_told(followed)
    found = ledgers.morning(followed, day, known=known)
    page = views.standing_page(followed, found.standings, found)
    return Shown(views.standing_json(found.standings), lambda: page, _when(day, known))


def due(viewer: Seen, desk: At, plan: str, on: Day = None, known: Day = None, days: int = 7) -> Shown:
    """What is owed, whose move it is, and what falls due in the days ahead."""
    followed = _followed(desk, viewer, plan)
    day = on or _last_told(followed)
    found = ledgers.morning(followed, day, known=known, days=days)
    values = {"owed": found.owed, "moves": found.moves, "due": [each.id for each in found.due]}
    return Shown(values, lambda: views.due_page(followed, found, days), _when(day, known, days))


def matrix(viewer: Seen, desk: At, plan: str, on: Day = None, known: Day = None) -> Shown:
    """How far the plan is carried out, duty by duty from 0 to 3, and the figure with its base."""
    followed = _followed(desk, viewer, plan)
    day = on or _last_told(followed)
    found = ledgers.matrix(followed, day, known=known)
    return Shown(found, lambda: views.matrix_page(followed, day, known, found), _when(day, known))


def report(viewer: Seen, desk: At, plan: str, on: Day = None, known: Day = None, days: int = 1) -> Shown:
    """The monitors' report for a window: counts against the one before, denials of access, what came late."""
    followed = _followed(desk, viewer, plan)
    day = on or _last_told(followed)
    found = ledgers.report(followed, day, days=days, known=known)
    return Shown(found, lambda: views.report_page(followed, found), _when(day, known, days))


def incidents(viewer: Seen, desk: At, plan: str, on: Day = None, known: Day = None) -> Shown:
    """Whether each incident happened, against which clause, by whom, with what intent, each told by itself."""
    followed = _followed(desk, viewer, plan)
    day = on or _last_told(followed)
    found = ledgers.incidents(followed, day, known=known)
    return Shown(found, lambda: views.incidents_page(followed, day, known, found), _when(day, known))


def record(viewer: Seen, desk: At, plan: str) -> Shown:
    """Every entry in the order it came to be known."""
    followed = _followed(desk, viewer, plan)
    return Shown(followed.ledger.entries, lambda: entries_page(followed))


def _followed(desk: Desk, viewer: Viewer, plan: str) -> Followed:
    return ledgers.follow(desk.case, plan=plan, audience=viewer.audience)


def _last_told(followed: Followed) -> date:
    """The last day on which anything came to be known, or the case's own day if that is later."""
    known = (each.known.date() for each in followed.ledger.entries)
    return max((followed.draft.case.as_of, *known))


def _when(on: date, known: date | None, days: int | None = None) -> Form:
    fields = [Field("on", "On the day", on.isoformat(), "date")]
    fields += [Field("known", "As known by (empty: now)", known.isoformat() if known else "", "date")]
    fields += [] if days is None else [Field("days", "Days", str(days), "number", least=1, most=366)]
    return Form(tuple(fields), "Show")
