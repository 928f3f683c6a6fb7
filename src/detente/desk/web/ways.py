"""Every address that shows something, what answers it, and who may ask: the one table that decides.

What is not in the table is not there. A way open to everybody still shows each viewer the copy of the case they may
have; ways that judge (what could be agreed, seams, orders, futures) are for mediators alone.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from detente.desk.web.showing import agreement, case, following, futures, people, plan, text
from detente.desk.web.shown import Shown
from detente.desk.web.viewer import Viewer
from detente.store.team.people import Role

EVERYBODY = frozenset(Role)
MEDIATORS = frozenset((Role.MEDIATOR,))


@dataclass(frozen=True, slots=True)
class Way:
    """An address, the words that lead to it, what answers it, the roles it is open to, and the part it belongs to.

    A way that writes answers with a page, or with the address to go on to. To the roles in `own` it is open for what is
    their own alone. One that is `signed` is there only for who signed in by name.
    """

    path: str
    words: str
    answer: Callable[..., Shown | str]
    to: frozenset[Role]
    part: str
    method: str = "GET"
    own: frozenset[Role] = frozenset()
    signed: bool = False

    @property
    def named(self) -> tuple[str, ...]:
        """What must be named to come here, in order.

        >>> Way("/plans/{plan}/seams", "Seams", plan.seams, MEDIATORS, "Plans").named
        ('plan',)
        """
        return tuple(re.findall(r"{(\w+)}", self.path))

    def open_to(self, viewer: Viewer) -> bool:
        """The viewer may come here."""
        return viewer.role in self.to | self.own and (bool(viewer.proof) or not self.signed)


WAYS = (
    Way("/", "At a glance", case.glance, EVERYBODY, "Case"),
    Way("/claims", "Statements", case.claims, EVERYBODY, "Case"),
    Way("/gaps", "Gaps", case.gaps, EVERYBODY, "Case"),
    Way("/readings", "What does not fit", case.readings, EVERYBODY, "Case"),
    Way("/questions", "What is left unsaid", case.questions, EVERYBODY, "Case"),
    Way("/since", "What changed", case.since, EVERYBODY, "Case"),
    Way("/sheet", "Tomorrow’s sheet", case.sheet, EVERYBODY, "Case"),
    Way("/eyes", "See as another", case.eyes, MEDIATORS, "Case"),
    Way("/agreement", "Packages", agreement.packages, MEDIATORS, "Agreement"),
    Way("/agreement/beliefs", "Beliefs", agreement.beliefs, MEDIATORS, "Agreement"),
    Way("/agreement/packages/{number}", "A package", agreement.package, MEDIATORS, "Agreement"),
    Way("/agreement/proposals/{proposal}", "A proposal", agreement.proposal, MEDIATORS, "Agreement"),
    Way("/plans", "Plans", plan.every_plan, EVERYBODY, "Plans"),
    Way("/plans/{plan}", "The plan", plan.plan, EVERYBODY, "Plans"),
    Way("/plans/{plan}/what-if", "What if?", plan.what_if, EVERYBODY, "Plans"),
    Way("/plans/{plan}/calendar", "Calendar", plan.calendar, EVERYBODY, "Plans"),
    Way("/plans/{plan}/order", "Who waits for whom", plan.order, MEDIATORS, "Plans"),
    Way("/plans/{plan}/seams", "Seams", plan.seams, MEDIATORS, "Plans"),
    Way("/plans/{plan}/weighed", "Seams by your weights", plan.weighed, MEDIATORS, "Plans"),
    Way("/plans/{plan}/sequence", "Order of steps", plan.sequence, MEDIATORS, "Plans"),
    Way("/texts", "Texts", text.every_text, EVERYBODY, "Texts"),
    Way("/texts/{text}", "The text", text.text, EVERYBODY, "Texts"),
    Way("/texts/{text}/redline", "Redline", text.redline, EVERYBODY, "Texts"),
    Way("/texts/{text}/since", "What moved", text.since, EVERYBODY, "Texts"),
    Way("/texts/{text}/convergence", "Open brackets", text.convergence, EVERYBODY, "Texts"),
    Way("/texts/{text}/brackets/{bracket}", "A bracket", text.bracket, EVERYBODY, "Texts"),
    Way("/following", "Plans that are followed", following.every_ledger, EVERYBODY, "Following"),
    Way("/following/{plan}", "Standing", following.standing, EVERYBODY, "Following"),
    Way("/following/{plan}/due", "Due", following.due, EVERYBODY, "Following"),
    Way("/following/{plan}/matrix", "Matrix", following.matrix, EVERYBODY, "Following"),
    Way("/following/{plan}/report", "Monitors’ report", following.report, EVERYBODY, "Following"),
    Way("/following/{plan}/incidents", "Incidents", following.incidents, EVERYBODY, "Following"),
    Way("/following/{plan}/record", "Record", following.record, EVERYBODY, "Following"),
    Way("/futures", "Plans tried", futures.every_study, MEDIATORS, "Futures"),
    Way("/futures/{plan}", "Futures", futures.futures, MEDIATORS, "Futures"),
    Way("/people", "People and access", people.everybody, MEDIATORS, "People", signed=True),
    Way("/people/invitations", "", people.invite, MEDIATORS, "People", "POST", signed=True),
    Way("/people/{name}/removal", "", people.remove, MEDIATORS, "People", "POST", signed=True),
    Way("/sessions", "Your sessions", people.sessions, EVERYBODY, "People", signed=True),
    Way("/sessions/{handle}/end", "", people.end, MEDIATORS, "People", "POST", own=EVERYBODY, signed=True),
)
"""In the order in which they are offered."""
BEFORE = (
    ("GET", "/healthz"),
    ("GET", "/sign-in"),
    ("POST", "/sign-in"),
    ("GET", "/invitations/{token}"),
    ("POST", "/invitations/{token}"),
)
"""What is open to who has not signed in, besides the files that pages are drawn with."""


def parts(viewer: Viewer) -> tuple[Way, ...]:
    """The first way of each part, of those open to a viewer."""
    firsts: dict[str, Way] = {}
    for way in WAYS:
        if way.method == "GET" and way.open_to(viewer):
            firsts.setdefault(way.part, way)
    return tuple(firsts.values())


def beside(way: Way, viewer: Viewer) -> tuple[Way, ...]:
    """The ways of the same part to which nothing else need be named, the way itself included."""
    return tuple(
        each
        for each in WAYS
        if each.method == "GET" and each.part == way.part and each.named == way.named and each.open_to(viewer)
    )
