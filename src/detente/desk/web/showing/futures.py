"""Plans tried many times under what is assumed of them, for mediators alone: a study and no forecast."""

from detente.conduct.futures.engines import Here
from detente.conduct.futures.study import Studied
from detente.desk.pages import Page
from detente.desk.views.futures import futures_json, futures_page
from detente.desk.web.desk import At, Seen
from detente.desk.web.keeping import Tell
from detente.desk.web.shown import Link, Shown
from detente.workbench import futures as acts
from detente.workbench.futures import Assumed

RUNS = 2_000


def every_study(viewer: Seen, desk: At) -> Shown:
    """The plans for which it is assumed how they are carried out."""
    names = [name for name in acts.assumptions(desk.case) if viewer.mediates]
    titles = {name: acts.assumed(desk.case, name).draft.plan.title for name in names}
    links = tuple(Link(f"/futures/{name}", title, f"{RUNS:,} runs") for name, title in titles.items())
    return Shown(titles, lambda: Page("Plans tried under assumptions", ()), links=links)


def futures(viewer: Seen, desk: At, plan: str) -> Shown:
    """Where runs of a plan stop, what costs days, and what changes would do."""
    assumed = acts.assumed(desk.case, plan)
    found = desk.keeper.kept("Playing the plan", (viewer.audience, assumed), lambda tell: _tried(assumed, tell))
    return Shown(futures_json(found), lambda: futures_page(assumed, found))


def _tried(assumed: Assumed, tell: Tell) -> Studied:
    return acts.tried(assumed, runs=RUNS, on=Here(), progress=tell)
