"""Negotiating texts: their words, what stands in each bracket, what changed between rounds, and how near they are."""

from detente.desk.pages import Page
from detente.desk.views import rounds as views
from detente.desk.views.bracket import bracket_page
from detente.desk.views.text import text_page
from detente.desk.web.desk import Asked, At, Desk, Seen, Several
from detente.desk.web.shown import Field, Form, Link, Shown
from detente.desk.web.viewer import Viewer
from detente.errors import NoAnswer
from detente.text.check import Draft
from detente.text.model import Manner
from detente.text.rounds import revision
from detente.workbench import texts

MANNERS = (("bracketed", "with its brackets"), ("clean", "words alone"), ("annotated", "with who said what"))


def every_text(viewer: Seen, desk: At) -> Shown:
    """The negotiating texts of the case."""
    names = texts.texts(desk.case, audience=viewer.audience)
    titles = {name: _draft(desk, viewer, name).text.title for name in names}
    links = tuple(Link(f"/texts/{name}", title) for name, title in titles.items())
    return Shown(titles, lambda: Page("Negotiating texts", ()), links=links)


def text(
    viewer: Seen,
    desk: At,
    text: str,
    manner: Manner = Manner.BRACKETED,
    language: Several = [],  # noqa: B006 - never changed
    at: Asked = None,
) -> Shown:
    """A text with its brackets, in one language or two side by side, now or as it stood after a round."""
    draft = texts.open_text(desk.case, text, audience=viewer.audience, in_round=at)
    told = texts.told_in(draft, [each for each in language if each])
    whole = _draft(desk, viewer, text)
    fields = [Field("manner", "Shown", manner.value, choices=MANNERS), *_round(whole, "at", "As after", at, "now")]
    if whole.text.languages:
        tongues = tuple((each, each) for each in (whole.text.language, *whole.text.languages))
        fields += [Field("language", "Language", told[0], choices=tongues)]
        beside = told[1] if len(told) > 1 else ""
        fields += [Field("language", "Beside it", beside, choices=(("", "none"), *tongues))]
    links = tuple(
        Link(f"/texts/{text}/brackets/{each.id}", each.title, "what each alternative does to the plan")
        for each in draft.text.brackets
    )
    values = {"revision": revision(draft.text), "text": draft.text}
    form = Form(tuple(fields), "Show")
    return Shown(values, lambda: text_page(draft, manner=manner, languages=told), form, links)


def bracket(viewer: Seen, desk: At, text: str, bracket: str) -> Shown:
    """A bracket: its alternatives, who proposed them, what each side said, what each would do to the plan."""
    draft = _draft(desk, viewer, text)
    found = desk.keeper.kept(
        "Trying each alternative on the plan", (draft, bracket), lambda _: texts.effects(desk.case, draft, bracket)
    )
    shown = next(each for each in draft.text.brackets if each.id == bracket)
    return Shown({"bracket": shown, "effects": found}, lambda: bracket_page(draft, shown, found))


def redline(viewer: Seen, desk: At, text: str, old: Asked = None, new: Asked = None) -> Shown:
    """What was struck and added between two rounds, clause by clause and word by word."""
    draft = _draft(desk, viewer, text)
    first, last = texts.between(draft, old, new)
    found = texts.redline(draft, old=first, new=last)
    fields = (*_round(draft, "old", "From", first), *_round(draft, "new", "To", last))
    page = views.redline_page(draft, first, last, found, draft.text.language)
    return Shown(found, lambda: page, Form(tuple(fields), "Show"))


def since(viewer: Seen, desk: At, text: str, after: Asked = None) -> Shown:
    """What moved after a round, and what each side answers now that it did not."""
    draft = _draft(desk, viewer, text)
    if not draft.text.rounds:
        raise NoAnswer("nothing can have moved: the text has no rounds yet")
    seen = after or draft.text.rounds[max(0, len(draft.text.rounds) - 2)]
    moved, shifted = texts.since(draft, seen)
    page = views.since_page(draft, seen, moved, shifted)
    form = Form(_round(draft, "after", "After", seen), "Show")
    return Shown({"moves": moved, "answers": shifted}, lambda: page, form)


def convergence(viewer: Seen, desk: At, text: str) -> Shown:
    """Which brackets stood open after each round, by issue and by side."""
    draft = _draft(desk, viewer, text)
    found = texts.converge(draft)
    return Shown(found, lambda: views.converge_page(draft, found))


def _draft(desk: Desk, viewer: Viewer, text: str) -> Draft:
    return texts.open_text(desk.case, text, audience=viewer.audience)


def _round(draft: Draft, name: str, label: str, chosen: str | None, none: str = "") -> tuple[Field, ...]:
    """A choice of one of the text's rounds; nothing for a text without rounds."""
    rounds = tuple((each, each) for each in draft.text.rounds)
    given = (("", none), *rounds) if none else rounds
    return (Field(name, label, chosen or "", choices=given),) if rounds else ()
