"""The case: at a glance, its statements, its gaps, what does not fit, what is left unsaid, what changed."""

from dataclasses import replace

from detente.case.model import MEDIATORS, Case, Claim
from detente.case.secrecy import audiences
from detente.desk.pages import Page
from detente.desk.views import comparison, doubts, overview
from detente.desk.views.sheet import sheet_page
from detente.desk.views.wording import Wording
from detente.desk.web.desk import Asked, At, Day, Desk, Seen
from detente.desk.web.shown import Field, Form, Link, Shown
from detente.desk.web.viewer import Viewer
from detente.errors import must_be_known
from detente.workbench import briefs, cases, texts


def glance(viewer: Seen, desk: At) -> Shown:
    """The case at a glance."""
    case = _case(desk, viewer)
    return Shown(case, lambda: overview.overview(case))


def claims(viewer: Seen, desk: At, party: Asked = None, issue: Asked = None) -> Shown:
    """Who says what, by party and issue, then every statement with its source."""
    case = _case(desk, viewer)
    must_be_known("party", party, [each.id for each in case.parties])
    must_be_known("issue", issue, [each.id for each in case.issues])
    words = Wording.of(case)
    told = tuple(
        claim
        for claim in case.claims
        if (party is None or _speaks_for(words, claim, party))
        and (issue is None or any(term.issue == issue for term in claim.terms))
    )
    chosen = replace(case, claims=told)
    form = Form((_parties(case, party), _issues(case, issue)), "Show", "Show the statements of one side, on one issue.")
    return Shown(told, lambda: _claims_page(words, chosen), form)


def _speaks_for(words: Wording, claim: Claim, party: str) -> bool:
    """Somebody in the chain speaks for that side."""
    return any(party in words.voices.parties_of(link.actor) for link in claim.by)


def _claims_page(words: Wording, chosen: Case) -> Page:
    shown = replace(words, case=chosen)
    blocks = (*overview.who_says_what(shown), *overview.statements(shown), *overview.sources(words))
    return Page(f"Statements: {chosen.title}", blocks)


def gaps(viewer: Seen, desk: At, proposal: Asked = None, party: Asked = None) -> Shown:
    """Each proposal set against what each side is known to want, term by term, and the ladders they stand on."""
    case = _case(desk, viewer)
    found = cases.gaps(case, proposal=proposal, party=party)
    pledges = cases.pledge_gaps(case, proposal=proposal) if party is None else ()

    def page() -> Page:
        told = comparison.comparison(case, found, pledges)
        return replace(told, blocks=(*comparison.ladders(Wording.of(case)), *told.blocks))

    proposals = tuple((each.id, each.title) for each in case.proposals)
    which = Field("proposal", "Proposal", proposal or "", choices=(("", "Every proposal"), *proposals))
    return Shown({"gaps": found, "pledges": pledges}, page, Form((which, _parties(case, party)), "Show"))


def readings(viewer: Seen, desk: At) -> Shown:
    """Contradictions, tensions, groups of one origin, and what can be read in several ways."""
    case = _case(desk, viewer)
    found = cases.readings(case)
    return Shown(found, lambda: doubts.readings_page(case, found))


def questions(viewer: Seen, desk: At, proposal: Asked = None) -> Shown:
    """What the proposals leave unsaid that practice needs."""
    case = _case(desk, viewer)
    found = cases.questions(case, proposal=proposal)
    return Shown(found, lambda: doubts.questions_page(case, found))


def since(viewer: Seen, desk: At, day: Day = None) -> Shown:
    """What was reported after a day; after the last round without one."""
    case = _case(desk, viewer)
    after = day or cases.last_round(case)
    found = cases.changes(case, after)
    form = Form((Field("day", "After", after.isoformat(), "date"),), "Show")
    return Shown(found, lambda: doubts.changes_page(case, found), form)


def sheet(viewer: Seen, desk: At) -> Shown:
    """The one page for tomorrow's room."""
    case = _case(desk, viewer)
    name = next(iter(texts.texts(desk.case, audience=viewer.audience)), None)
    draft, ahead = texts.text_before(desk.case, name, audience=viewer.audience) if name else (None, None)
    page = sheet_page(briefs.briefing(case), draft, ahead)
    return Shown(page, lambda: page)


def eyes(viewer: Seen, desk: At) -> Shown:
    """Whose eyes a mediator may borrow: everybody for whom a copy of the case could be made."""
    case = _case(desk, viewer)
    words = Wording.of(case)
    names = {who: words.voices.name(who) for who in audiences(case) if who != MEDIATORS}
    links = tuple(Link(f"/as/{who}/", name) for who, name in names.items())
    return Shown(names, lambda: Page("See what others see", ()), links=links)


def _case(desk: Desk, viewer: Viewer) -> Case:
    return cases.open_case(desk.case, audience=viewer.audience)


def _parties(case: Case, party: str | None) -> Field:
    named = tuple((each.id, each.name) for each in case.parties)
    return Field("party", "Side", party or "", choices=(("", "Every side"), *named))


def _issues(case: Case, issue: str | None) -> Field:
    named = tuple((each.id, each.title) for each in case.issues)
    return Field("issue", "Issue", issue or "", choices=(("", "Every issue"), *named))
