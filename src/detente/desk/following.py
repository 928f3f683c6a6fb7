"""`detente standing`, `due`, `matrix`, `report`, `incident`: a plan once alive, on any day, as known by any day."""

from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import typer

from detente.desk.printing import MEDIATORS, AsJson, CaseName, Reader, print_json, print_page, say

app = typer.Typer(rich_markup_mode=None)

OfPlan = Annotated[
    str | None, typer.Option("--plan", metavar="PLAN", help="The plan; the one with a ledger by default.")
]
On = Annotated[datetime, typer.Option("--on", formats=["%Y-%m-%d"], help="The day asked about.")]
KnownBy = Annotated[
    datetime | None, typer.Option("--known", formats=["%Y-%m-%d"], help="As was known by this day; as is known now.")
]


def _day(found: datetime | None) -> date | None:
    return found.date() if found else None


@app.command()
def standing(
    case: CaseName,
    on: On,
    plan: OfPlan = None,
    known: KnownBy = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Say where every obligation of a plan stood on a day, as was known by a day, and why."""
    from detente.desk.views.standing import standing_json, standing_page
    from detente.workbench import ledgers

    followed = ledgers.follow(case, plan=plan, audience=audience)
    found = ledgers.standings(followed, on.date(), known=_day(known))
    print_json(standing_json(found)) if as_json else print_page(standing_page(followed, found))


@app.command()
def due(
    case: CaseName,
    on: On,
    days: Annotated[int, typer.Option(help="How many days ahead.")] = 7,
    plan: OfPlan = None,
    known: KnownBy = None,
    ics: Annotated[
        Path | None, typer.Option("--ics", metavar="FILE", help="Write the day each duty is due as an iCalendar file.")
    ] = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Say what is owed, whose move it is, and what falls due in the days ahead."""
    from detente.desk.views.standing import due_page
    from detente.workbench import ledgers

    followed = ledgers.follow(case, plan=plan, audience=audience)
    found = ledgers.morning(followed, on.date(), known=_day(known), days=days)
    if ics is not None:
        say(f"written to {ledgers.keep_calendar(found.standings, ics)}")
    if as_json:
        print_json({"owed": found.owed, "moves": found.moves, "due": [each.id for each in found.due]})
    else:
        print_page(due_page(followed, found, days))


@app.command()
def matrix(
    case: CaseName,
    on: On,
    plan: OfPlan = None,
    known: KnownBy = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Say how far a plan is carried out, duty by duty from 0 to 3, and the figure with its base."""
    from detente.desk.views.standing import matrix_page
    from detente.workbench import ledgers

    followed = ledgers.follow(case, plan=plan, audience=audience)
    found = ledgers.matrix(followed, on.date(), known=_day(known))
    print_json(found) if as_json else print_page(matrix_page(followed, on.date(), _day(known), found))


@app.command()
def report(
    case: CaseName,
    on: On,
    days: Annotated[int, typer.Option(help="How many days the window has; it ends on the day asked about.")] = 1,
    plan: OfPlan = None,
    known: KnownBy = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """Give the monitors' report for a window: counts against the one before, denials of access, what came late."""
    from detente.desk.views.standing import report_page
    from detente.workbench import ledgers

    followed = ledgers.follow(case, plan=plan, audience=audience)
    found = ledgers.report(followed, on.date(), days=days, known=_day(known))
    print_json(found) if as_json else print_page(report_page(followed, found))


@app.command()
def incident(
    case: CaseName,
    on: On,
    plan: OfPlan = None,
    known: KnownBy = None,
    audience: Reader = MEDIATORS,
    as_json: AsJson = False,
) -> None:
    """List incidents: whether it happened, against which clause, by whom, with what intent, each told by itself."""
    from detente.desk.views.standing import incidents_page
    from detente.workbench import ledgers

    followed = ledgers.follow(case, plan=plan, audience=audience)
    found = ledgers.incidents(followed, on.date(), known=_day(known))
    print_json(found) if as_json else print_page(incidents_page(followed, on.date(), _day(known), found))
