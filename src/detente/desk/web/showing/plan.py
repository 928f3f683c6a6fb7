"""Plans: what they say, what follows, what happens if a blank is filled; for mediators, whether they would hold."""

from detente.desk.pages import Page
from detente.desk.views import plan as plans
from detente.desk.views.outlook import plan_blocks, what_if_page
from detente.desk.views.seams import seams_page, sequence_page, weighed_page
from detente.desk.views.wording import Wording, counted
from detente.desk.web.desk import At, Desk, Seen, Several
from detente.desk.web.shown import Field, Form, Link, Shown
from detente.desk.web.viewer import Viewer
from detente.plan.ranges import Ranges
from detente.plan.wellformed import Draft
from detente.workbench import drafts

SEED = 0


def every_plan(viewer: Seen, desk: At) -> Shown:
    """The plans of the case."""
    names = drafts.plans(desk.case, audience=viewer.audience)
    titles = {name: drafts.open_plan(desk.case, name, audience=viewer.audience).plan.title for name in names}
    links = tuple(
        link
        for name, title in titles.items()
        for link in (Link(f"/plans/{name}", title), Link(f"/plans/{name}/what-if", "What if?", title))
    )
    return Shown(titles, lambda: Page("Plans", ()), links=links)


def plan(viewer: Seen, desk: At, plan: str) -> Shown:
    """A plan: its timeline, the ranges of its blanks, who owes what by when, and what is wrong with it."""
    draft = _draft(desk, viewer, plan)
    told = desk.keeper.kept("Timing the plan", (draft,), lambda _: drafts.outlook(draft))
    return Shown(draft.plan, lambda: Page(draft.plan.title, plan_blocks(Wording.of(draft.case), told)[1:]))


def what_if(viewer: Seen, desk: At, plan: str, fill: Several = []) -> Shown:  # noqa: B006 - never changed
    """What becomes of a plan when its blanks are filled; each may be left blank."""
    draft = _draft(desk, viewer, plan)
    filling = drafts.filling(draft, [each for each in fill if each])
    unfilled = desk.keeper.kept("Timing the plan", (draft,), lambda _: drafts.outlook(draft))
    told = desk.keeper.kept("Trying the blanks", (draft, filling), lambda _: drafts.outlook(draft, filling))
    fields = tuple(_blank(draft, each, filling.get(each.blank)) for each in unfilled.ranges)
    form = Form(fields, "Try it", "Fill a blank and see what the plan becomes.") if fields else None
    values = {"verdict": told.verdict, "ranges": told.ranges, "calendar": told.dated, "why": told.why}
    return Shown(values, lambda: what_if_page(draft, told, filling), form)


def _blank(draft: Draft, told: Ranges, chosen: int | None) -> Field:
    """A blank as a choice, each value with what is known of it."""
    blank = next(each for each in draft.plan.blanks if each.id == told.blank)

    def words(value: int) -> str:
        if _within(told.safe, value):
            return f"{counted(value, 'day')}: whatever happens"
        if _within(told.possible, value):
            return f"{counted(value, 'day')}: for some filling of the others"
        return f"{counted(value, 'day')}: {'at best' if _within(told.best_case, value) else 'cannot be kept'}"

    choices = tuple((f"{blank.id}={value}", words(value)) for value in blank.domain)
    value = "" if chosen is None else f"{blank.id}={chosen}"
    return Field("fill", blank.title, value, choices=(("", "left blank"), *choices))


def _within(runs: tuple[tuple[int, int], ...], value: int) -> bool:
    return any(low <= value <= high for low, high in runs)


def calendar(viewer: Seen, desk: At, plan: str) -> Shown:
    """On which day each moment falls at the earliest and at the latest."""
    draft = _draft(desk, viewer, plan)
    found = drafts.calendar(draft, {})
    return Shown(found, lambda: plans.calendar_page(draft, found))


def order(viewer: Seen, desk: At, plan: str) -> Shown:
    """Who waits for whom, and where nobody can move first."""
    draft = _draft(desk, viewer, plan)
    found = drafts.order(draft)
    return Shown(found, lambda: plans.order_page(draft, found))


def seams(viewer: Seen, desk: At, plan: str) -> Shown:
    """At which moment between two steps a side would gain by stopping, and what would hold it there."""
    draft = _draft(desk, viewer, plan)
    found = desk.keeper.kept(
        "Drawing profiles that fit the claims", (draft, SEED, "seams"), lambda _: drafts.seams(draft, seed=SEED)
    )
    return Shown(found, lambda: seams_page(draft, found))


def weighed(viewer: Seen, desk: At, plan: str) -> Shown:
    """The seams by the mediator's own weights."""
    draft = _draft(desk, viewer, plan)
    found = drafts.weighed(desk.case, draft)
    return Shown(found, lambda: weighed_page(draft, found))


def sequence(viewer: Seen, desk: At, plan: str) -> Shown:
    """An order of steps that needs the least guarantees, by the mediator's own weights."""
    draft = _draft(desk, viewer, plan)
    weights = drafts.weighed(desk.case, draft).exchange
    found = desk.keeper.kept(
        "Looking for an order of steps", (draft, weights), lambda _: drafts.sequence(desk.case, draft)
    )
    return Shown(found, lambda: sequence_page(draft, found))


def _draft(desk: Desk, viewer: Viewer, plan: str) -> Draft:
    return drafts.open_plan(desk.case, plan, audience=viewer.audience)
