"""The meeting sheet: one page to take into tomorrow's room, made of the case and of the texts on the table.

A sheet for anybody but mediators carries only what that reader may see, and neither what may be conveyed nor what is
kept back.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from detente.case.evidence import Caution, Reason
from detente.case.model import MEDIATORS
from detente.desk.pages import Beside, Block, Break, Heading, Line, Lines, Page, line
from detente.desk.views import doubts
from detente.desk.views.onesheet import case_sheet, questions_table
from detente.desk.views.rounds import moved_lines, shift_lines
from detente.desk.views.text import SAYS, page_of, ratification_lines, reader_words, round_words, target
from detente.desk.views.wording import Wording, counted, day, listed
from detente.text.answers import shifts
from detente.text.check import Draft
from detente.text.meeting import Ask, Kept, asks, conveyable, kept_back
from detente.text.model import Floated, Reply, Understanding
from detente.text.moves import moves
from detente.text.rounds import in_force
from detente.text.wording import BLANK, Choice, pieces
from detente.workbench.briefs import Briefing

FIRST_MOVES, FIRST_ASKS, FIRST_KEPT, FIRST_CHANGES, FIRST_CONTESTED, FIRST_QUESTIONS = 8, 5, 4, 3, 3, 3
"""How many lines of each kind stand on the sheet."""


def sheet_page(found: Briefing, draft: Draft | None, coming: str | None) -> Page:
    """The sheet for the round to come, or after the last one; without a text, the case on one sheet."""
    words = Wording.of(found.case)
    if draft is None:
        reader = reader_words(words, found.case.audience)
        foot = f"For {reader}. As of {day(found.case.as_of)}."
        return Page(f"Meeting sheet: {found.case.title}", (*case_sheet(words, found), Break()), foot)
    held = draft.text.rounds
    after = f"after {round_words(draft, held[-1])}" if held else "before any round"
    towards = f"for {round_words(draft, coming)}" if coming else after
    return page_of(draft, f"Meeting sheet, {towards}", (*sheet_blocks(found, draft, coming), Break()))


def sheet_blocks(found: Briefing, draft: Draft, coming: str | None) -> Iterator[Block]:
    """All that stands on the sheet, the text first and then what the case adds."""
    words = Wording.of(found.case)
    yield Lines((line(f"{draft.text.title}. As of {day(found.case.as_of)}."),), bullets=False)
    yield from changed_blocks(draft)
    moved = doubts.moved_lines(words, found.changes)
    if moved:
        yield Heading("What moved in the case")
        yield Lines(first(moved, FIRST_CHANGES, "in the brief"))
    yield from asked_blocks(draft)
    if found.questions:
        yield questions_table(words, found, FIRST_QUESTIONS)
    yield from conveyed_blocks(draft, doubts.caution_lines(words, _not_contested(found), most=2))
    contested = doubts.contested_lines(words, found.readings)
    if contested:
        yield Heading("Contested: not to be said as settled")
        yield Lines(first(contested, FIRST_CONTESTED, "in the brief"))
    yield from next_blocks(draft, coming)


def _not_contested(found: Briefing) -> tuple[Caution, ...]:
    """What to be careful with besides what is contested, which the sheet tells apart."""
    return tuple(each for each in found.cautions if each.reason is not Reason.CONTESTED)


def changed_blocks(draft: Draft) -> Iterator[Block]:
    """What moved in a text since the round before its last, and what each side answers now that it did not."""
    rounds = draft.text.rounds
    if len(rounds) < 2:
        return
    before = rounds[-2]
    moved = [*moved_lines(draft, moves(draft.text, before))]
    shifted = [*shift_lines(draft, shifts(draft.text, draft.case, before))]
    yield Heading(f"What moved in the text since {round_words(draft, before)}")
    yield Lines(first([*moved, *shifted] or [line("nothing")], FIRST_MOVES, "in the text"))


def asked_blocks(draft: Draft) -> Iterator[Block]:
    """What to ask each side of the open brackets, side by side and of each the same."""
    parties = [each for each in draft.case.parties if draft.case.audience in (MEDIATORS, each.id)]
    if parties and any(each.chosen is None for each in draft.text.brackets):
        columns = tuple(
            (each.name, (Lines(first([*_asks(draft, each.id)] or [line("nothing")], FIRST_ASKS, "open")),))
            for each in parties
        )
        yield Heading("What to ask of the brackets")
        yield Beside(columns)


def _asks(draft: Draft, party: str) -> Iterator[Line]:
    words = Wording.of(draft.case)
    for each in asks(draft.text, draft.case, party):
        clause = _clause_of(draft, each)
        if each.about is None:
            yield line("what words would do? (nobody has put any forward)", lead=f"{each.bracket.title}:", note=clause)
            continue
        by = listed([words.voices.name(name) for name in each.about.by])
        origin = f", as {by} put forward" if by else ""
        asked = f"could you live with \u201c{each.about.words or BLANK}\u201d{origin}?"
        yield line(asked, lead=f"{each.bracket.title}:", note=f"{clause}{_reason(draft, each)}")


def _reason(draft: Draft, each: Ask) -> str:
    """Why it is asked, by the side's last answer; a side's own sheet may not hold what it answered in the room."""
    if each.last is not None:
        said = f": {each.last.answer.words}" if each.last.answer.words else ""
        return f"; {_REASONS[each.last.answer.says]}{said}"
    return "; no answer is reported" if draft.case.audience == MEDIATORS else ""


_REASONS = {
    Reply.RESERVES: "it reserved",
    Reply.REJECTS: "it rejected that",
    Reply.SILENT: "it was asked and gave no answer",
    Reply.ACCEPTS: "it accepted",
}


def _clause_of(draft: Draft, each: Ask) -> str:
    """The clause in which a bracket stands, by its number."""
    text = in_force(draft.text)
    for clause in text.clauses:
        inside = pieces(text, clause.wording.words)
        if any(isinstance(piece, Choice) and piece.bracket.id == each.bracket.id for piece in inside):
            return target(draft, clause.id)
    return "in no clause in force"


def conveyed_blocks(draft: Draft, cautions: Iterable[Line] = ()) -> Iterator[Block]:
    """What may be conveyed and in what words, then what is kept back from each side. For mediators alone."""
    if draft.case.audience != MEDIATORS:
        return
    words, on = Wording.of(draft.case), draft.case.as_of
    lines = [
        line(
            f"\u201c{each.words}\u201d",
            lead=f"To {listed([words.voices.name(name) for name in each.to])}, on {target(draft, each.about)}:",
            note=f"released by {each.by}, {day(each.on)}{f'; until {day(each.until)}' if each.until else ''}",
        )
        for each in conveyable(draft.text, on)
    ]
    yield Heading("What may be conveyed, and in these words alone")
    yield Lines(tuple(lines) or (line("Nothing: no release stands on this day."),))
    columns = tuple(
        (f"Not to {party.name}", (Lines(first(_kept(draft, party.id), FIRST_KEPT, "kept back")),))
        for party in draft.case.parties
    )
    yield Heading("What not to say")
    if unsaid := tuple(cautions):
        yield Lines(unsaid)
    yield Beside(columns)


def _kept(draft: Draft, party: str) -> list[Line]:
    found = kept_back(draft.text, draft.case, party)
    return [_kept_line(draft, each) for each in found] or [line("nothing in the text is kept from it")]


def _kept_line(draft: Draft, each: Kept) -> Line:
    names = Wording.of(draft.case).voices
    if isinstance(each, Floated):
        by = listed([names.name(name) for name in each.by])
        return line(f"{each.status} of {by}: \u201c{each.says}\u201d{' (taken back)' if each.withdrawn else ''}")
    if isinstance(each, Understanding):
        return line(f"how {names.name(each.of)} reads {target(draft, each.clause)}")
    return line(
        f"that {names.name(each.of)} {SAYS[each.says]} {target(draft, each.to)}, {round_words(draft, each.round)}"
    )


def next_blocks(draft: Draft, coming: str | None) -> Iterator[Block]:
    """The next dates, and who has to approve what."""
    dates = sorted(_dates(draft), key=lambda each: each[0])
    lines = [line(says, lead=f"{day(on)}:") for on, says in dates]
    undated = [
        line(f"{each.title}{f', {each.place}' if each.place else ''}", lead=f"{each.when}:")
        for each in draft.case.rounds
        if each.id == coming and each.on is None and each.when
    ]
    if lines or undated:
        yield Heading("Next dates")
        yield Lines((*lines, *undated))
    approving = tuple(ratification_lines(draft))
    yield Heading("Who has to approve what")
    yield Lines(approving or (line("Nobody is named who has to approve it at home."),))


def _dates(draft: Draft) -> Iterator[tuple[date, str]]:
    on = draft.case.as_of
    for each in draft.case.rounds:
        if each.on is not None and each.on > on:
            yield each.on, f"{each.title}{f', {each.place}' if each.place else ''}"
    if draft.case.audience == MEDIATORS:
        for release in conveyable(draft.text, on):
            if release.until is not None:
                yield release.until, f"last day to convey what was released on {target(draft, release.about)}"
    signed = draft.plan.calendar.signature if draft.plan else None
    if signed is not None and signed > on:
        yield signed, "signature"


def first(lines: list[Line], most: int, where: str) -> tuple[Line, ...]:
    """The first lines, and a word on how many more there are."""
    rest = len(lines) - most
    return (*lines[:most], line(f"{counted(rest, 'more', 'more')} {where}")) if rest > 0 else tuple(lines)
