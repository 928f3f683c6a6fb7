"""A negotiating text in words: its clauses in one language or two, with its brackets, and who said what to them."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from detente.desk.pages import Block, Heading, Ink, Inked, Line, Lines, Page, Passage, line
from detente.desk.views.wording import COLUMN, Wording, counted, day, listed
from detente.text.answers import Stand, stands
from detente.text.check import Draft
from detente.text.model import Clause, Evidence, Manner, Reply, Text, alternatives
from detente.text.rounds import in_force, revision
from detente.text.wording import BLANK, END_ISOLATE, GAP, ISOLATE, Choice, numbers, pieces

EXERCISE = "EXERCISE"
NONE_REPORTED = "none reported"


def text_page(
    draft: Draft,
    *,
    manner: Manner = Manner.BRACKETED,
    languages: tuple[str, ...] = (),
    recipient: str = "",
) -> Page:
    """The text for its audience, in one language or two side by side; `recipient` is whose copy it is."""
    whole, draft = draft, replace(draft, text=in_force(draft.text))
    text, languages = draft.text, languages or (draft.text.language,)
    blocks: list[Block] = [Lines(tuple(_cover(draft, manner)), bullets=False)]
    if text.terms:
        blocks += [Heading("Words used in one sense"), Lines(tuple(_terms(text, languages)))]
    noted = manner is Manner.ANNOTATED
    numbered = numbers(text)
    for each in text.clauses:
        notes = tuple(_notes(draft, each)) if noted else ()
        blocks.append(_passage(draft, each, numbered[each.id], languages, manner, notes))
    if noted and text.pool:
        blocks += [Heading("Put forward so far"), Lines(tuple(_floated(draft)))]
    if noted and text.ratifications:
        blocks += [Heading("Who has to approve it"), Lines(tuple(ratification_lines(draft)))]
    page = page_of(whole, text.title_in(_told(text, languages[0])), blocks, recipient=recipient, language=languages[0])
    # Words alone do not show what stood in brackets, so that such a copy cannot be read back.
    return replace(page, revision="" if manner is Manner.CLEAN else revision(whole.text))


def page_of(
    draft: Draft, title: str, blocks: Iterable[Block], *, recipient: str = "", language: str | None = None
) -> Page:
    """A page of the text: an exercise says so on every sheet, and every sheet says which revision it shows."""
    words = Wording.of(draft.case)
    reader = recipient or reader_words(words, draft.case.audience)
    foot = f"For {reader}. Revision {revision(draft.text)[:12]}."
    banner = EXERCISE if draft.text.exercise else ""
    return Page(title, tuple(blocks), foot, banner, recipient, language or draft.text.language)


def reader_words(words: Wording, audience: str) -> str:
    return audience if audience in ("mediators", "public") else words.voices.name(audience)


def _told(text: Text, language: str) -> str | None:
    return None if language == text.language else language


def _cover(draft: Draft, manner: Manner) -> Iterator[Line]:
    text = draft.text
    if text.about:
        yield line(text.about)
    if text.rounds:
        yield line(f"As it stood after: {round_words(draft, text.rounds[-1])}.")
    if text.authentic:
        yield line(f"Words that bind: {', '.join(text.authentic)}.")
    if text.day_count:
        yield line(text.day_count)
    still_open = sum(each.chosen is None for each in text.brackets)
    if still_open and manner is Manner.CLEAN:
        yield line(f"{counted(still_open, 'bracket')} still open; each stands here as {GAP}.")


def round_words(draft: Draft, name: str | None) -> str:
    """A round by its title and day; one not given is the beginning."""
    found = next((each for each in draft.case.rounds if each.id == name), None)
    if found is None:
        return "the beginning"
    when = day(found.on) if found.on else found.when
    return f"{found.title} ({when})" if when else found.title


def _terms(text: Text, languages: tuple[str, ...]) -> Iterator[Line]:
    for each in text.terms:
        also = [told for language, told in each.parallel if language in languages]
        note = f"settled by {each.defined_by} by itself" if each.defined_by else ""
        yield line(f"{each.means}", lead=f"{' / '.join((each.term, *also))}:", note=note)


def _passage(
    draft: Draft, clause: Clause, number: str, languages: tuple[str, ...], manner: Manner, notes: tuple[Line, ...]
) -> Passage:
    text = draft.text
    versions = tuple(
        (language, tuple(_inked(draft, clause, _told(text, language), manner)))
        for language in languages
        if clause.wording.in_language(_told(text, language))
    )
    title = clause.title_in(_told(text, languages[0]))
    return Passage(
        number, (Inked(title),) if title else (), number.count(".") + 1, versions, notes, languages[0], clause.id
    )


def _inked(draft: Draft, clause: Clause, language: str | None, manner: Manner) -> Iterator[Inked]:
    names = Wording.of(draft.case)
    for piece in pieces(draft.text, clause.wording.in_language(language), language):
        if not isinstance(piece, Choice) or piece.closed:
            yield Inked(piece.words)
        elif manner is Manner.CLEAN:
            yield Inked(GAP)
        elif manner is Manner.ANNOTATED:
            ways = (f"{isolated(words or BLANK)}{_by(names, each.by)}" for each, words in piece.ways)
            yield Inked(f"[{' | '.join(ways) or BLANK}]", Ink.BRACKET)
        else:
            yield Inked(piece.words, Ink.BRACKET)


def _by(names: Wording, those: tuple[str, ...]) -> str:
    return f" \u2039{', '.join(isolated(names.voices.name(each)) for each in those)}\u203a" if those else ""


def isolated(words: str) -> str:
    """Words that keep their own direction, whatever they stand among (first strong isolate)."""
    return f"{ISOLATE}{words}{END_ISOLATE}"


def _notes(draft: Draft, clause: Clause) -> Iterator[Line]:
    """Who answered what to a clause and to the brackets in it, and how each side reads it."""
    text, words = draft.text, Wording.of(draft.case)
    told, proposing = [clause.id], set()
    for piece in pieces(text, clause.wording.words):
        if isinstance(piece, Choice):
            proposing |= {name for each in piece.bracket.standing for name in each.by}
            told += [f"{piece.bracket.id}.{each.id}" for each in piece.bracket.alternatives]
            if piece.bracket.reopened:
                yield line("closed before, and opened again", lead=f"{piece.bracket.title}:")
    last = stands(text, draft.case)
    for party in draft.case.parties:
        own = [each for each in last if each.of == party.id and each.to in told]
        for each in own:
            yield stand_line(draft, words, each)
        if not own and clause.wordings and party.id not in proposing:
            yield line(NONE_REPORTED, lead=f"{party.name}:")
    for note in text.understandings:
        if note.clause == clause.id:
            yield line(
                f"reads it so: {note.reads}",
                *words.cite(*note.evidence.claims),
                lead=f"{words.voices.name(note.of)}:",
                note=known_by(note.evidence),
            )
    if clause.not_modelled:
        yield line(clause.not_modelled, lead="In no obligation of the plan:")
    elif clause.obligations and draft.plan is not None:
        yield line(", ".join(clause.obligations), lead="In the plan:")


def stand_line(draft: Draft, words: Wording, each: Stand) -> Line:
    said = f"{SAYS[each.answer.says]} {target(draft, each.to)}"
    own = f": {each.answer.words}" if each.answer.words else ""
    return line(
        f"{said}{own}",
        *words.cite(*each.answer.evidence.claims),
        lead=f"{words.voices.name(each.of)}:",
        note=f"{COLUMN[each.setting].lower()}{_and(known_by(each.answer.evidence))}",
    )


SAYS = {
    Reply.ACCEPTS: "accepts",
    Reply.RESERVES: "reserves on",
    Reply.REJECTS: "rejects",
    Reply.SILENT: "was asked and is silent on",
}


def _and(words: str) -> str:
    return f"; {words}" if words else ""


def known_by(evidence: Evidence) -> str:
    """Who of the mediators heard it and when, where no claim tells of it."""
    return f"heard by {evidence.heard.by}, {day(evidence.heard.on)}" if evidence.heard else ""


def target(draft: Draft, name: str) -> str:
    """A clause by its number, a bracket by its title, an alternative by its words in quotation marks."""
    text = draft.text
    ways = dict(alternatives(text))
    if name in ways:
        return f"\u201c{ways[name].words or BLANK}\u201d"
    brackets = {each.id: each.title for each in text.brackets}
    if name in brackets:
        return brackets[name]
    floated = {each.id: each.says for each in text.pool}
    if name in floated:
        return f"\u201c{floated[name]}\u201d"
    titles = {each.id: each.title for each in text.clauses}
    number = numbers(in_force(text)).get(name)
    title = f" ({titles[name]})" if titles.get(name) else ""
    return f"clause {number}{title}" if number else f"a clause struck since{title}"


def _floated(draft: Draft) -> Iterator[Line]:
    """Everything put forward, with its status; what was taken back stays in the list and says so."""
    words = Wording.of(draft.case)
    for each in draft.text.pool:
        by = listed([words.voices.name(name) for name in each.by]) or "nobody named"
        back = f"; taken back in {round_words(draft, each.withdrawn)}" if each.withdrawn else ""
        became = f"; became {listed([target(draft, name) for name in each.became])}" if each.became else ""
        known = _and(known_by(each.evidence))
        note = f"{each.status}, {round_words(draft, each.round)}{back}{became}{known}"
        yield line(each.says, *words.cite(*each.evidence.claims), lead=f"{by}:", note=note)


def ratification_lines(draft: Draft) -> Iterator[Line]:
    """Who at home has to approve what, how and when."""
    words = Wording.of(draft.case)
    for each in draft.text.ratifications:
        what = listed([target(draft, name) for name in each.clauses]) if each.clauses else "the whole text"
        when = f", {each.when}" if each.when else ""
        yield line(
            f"{what}: {each.how}{when}", *words.cite(*each.evidence.claims), lead=f"{words.voices.name(each.by)}:"
        )
