"""What could be agreed, for mediators alone: packages with their trades, shares of each proposal, what is believed."""

from dataclasses import replace

from detente.bargain.bridging import Bridge, Bridging
from detente.case.model import Case
from detente.desk.pages import Page
from detente.desk.views import agreement, overview
from detente.desk.views.wording import Wording
from detente.desk.web.desk import At, Desk, Seen
from detente.desk.web.shown import Link, Shown
from detente.desk.web.viewer import Viewer
from detente.errors import UnknownName, must_be_known
from detente.workbench import agreements, cases

SEED = 0
"""Where chance starts from; the same as on the command line."""


def packages(viewer: Seen, desk: At) -> Shown:
    """A few packages every side could best live with, or that the evidence does not separate them."""
    case, studied = _studied(desk, viewer)
    found = _bridging(desk, case, studied)
    cards = tuple(
        Link(f"/agreement/packages/{number}", f"Package {number}", _name(case, each))
        for number, each in enumerate(found.packages, 1)
    )
    proposals = tuple(
        Link(f"/agreement/proposals/{each.id}", each.title, "how far each side could live with it")
        for each in case.proposals
    )
    return Shown(found, lambda: agreement.bridge_page(case, found), links=cards + proposals)


def package(viewer: Seen, desk: At, number: int) -> Shown:
    """One package with its trades, and in full the statements it rests on."""
    case, studied = _studied(desk, viewer)
    found = _bridging(desk, case, studied)
    if not 1 <= number <= len(found.packages):
        raise UnknownName("package", str(number), [str(each) for each in range(1, len(found.packages) + 1)])
    bridge = found.packages[number - 1]
    return Shown(bridge, lambda: _package_page(case, found, number, bridge))


def proposal(viewer: Seen, desk: At, proposal: str) -> Shown:
    """Under what share of the profiles that fit the evidence each side could live with a proposal."""
    case, studied = _studied(desk, viewer)
    must_be_known("proposal", proposal, [each.id for each in case.proposals])
    found, changed = desk.keeper.kept(
        "Weighing a proposal",
        (case, SEED, proposal),
        lambda _: (agreements.accept(studied, proposal), agreements.effects(studied, proposal)),
    )
    return Shown(found, lambda: agreement.accept_page(case, proposal, found, studied.main, changed))


def beliefs(viewer: Seen, desk: At) -> Shown:
    """What each side's claims tell of what packages are worth to it, and how they can be read."""
    case, studied = _studied(desk, viewer)
    held = agreement.held(studied.main)
    return Shown(held, lambda: agreement.beliefs_page(case, studied.main))


def _studied(desk: Desk, viewer: Viewer) -> tuple[Case, agreements.Studies]:
    case = cases.open_case(desk.case, audience=viewer.audience)
    doing = "Drawing profiles that fit the claims"
    return case, desk.keeper.kept(doing, (case, SEED), lambda _: agreements.study(case, seed=SEED))


def _bridging(desk: Desk, case: Case, studied: agreements.Studies) -> Bridging:
    doing = "Looking for packages"
    return desk.keeper.kept(doing, (case, SEED), lambda _: agreements.bridge(studied, seed=SEED))


def _package_page(case: Case, found: Bridging, number: int, bridge: Bridge) -> Page:
    words = Wording.of(case)
    cited = {claim for step in bridge.steps for claim in step.claims}
    cited |= {claim for _, claim, _ in bridge.rests_on} | set(bridge.touches)
    evidence = replace(words, case=replace(case, claims=tuple(each for each in case.claims if each.id in cited)))
    card = agreement.card(words, bridge, str(number), told=found.separates)
    return Page(f"Package {number}: {case.title}", (*card, *overview.statements(evidence)))


def _name(case: Case, bridge: Bridge) -> str:
    titles = {each.id: each.title for each in case.proposals}
    return ", ".join(titles.get(each, each) for each in bridge.same_as)
