"""A text from round to round, in words: what moved, what changed in its wording, and how far it has come."""

from collections import Counter
from collections.abc import Iterable, Iterator

from detente.desk.pages import Block, Grid, Heading, Ink, Inked, Line, Lines, Page, Passage, Picture, Table, line
from detente.desk.views.text import NONE_REPORTED, page_of, round_words, stand_line, target
from detente.desk.views.wording import COLUMN, Wording, counted, listed
from detente.text.answers import Shift
from detente.text.check import Draft
from detente.text.convergence import Convergence, State
from detente.text.edits import Edit
from detente.text.moves import Move, What
from detente.text.redline import Changed, Fate, Kind, Run, runs
from detente.text.taking import Taking


def since_page(draft: Draft, since: str, moved: tuple[Move, ...], shifted: tuple[Shift, ...]) -> Page:
    """What moved after a round, round by round; what each side answers now that it did not."""
    blocks: list[Block] = []
    for name in dict.fromkeys(each.round for each in moved):
        lines = tuple(moved_lines(draft, [each for each in moved if each.round == name]))
        blocks += [Heading(f"In {round_words(draft, name)}"), Lines(lines)]
    if not moved:
        blocks.append(Lines((line("Nothing moved."),), bullets=False))
    if shifted:
        blocks += [Heading("What each side answers now and did not"), Lines(tuple(shift_lines(draft, shifted)))]
    return page_of(draft, f"{draft.text.title}: since {round_words(draft, since)}", blocks)


_DONE = {
    What.CLOSED: "closed on {about}",
    What.REOPENED: "opened again: {about}",
    What.OPENED: "opened: {about}",
    What.PROPOSED: "proposed {about}",
    What.WITHDRAWN: "withdrawn: {about}",
    What.REWORDED: "worded anew: {about}",
    What.ADDED: "added: {about}",
    What.STRUCK: "struck: {about}",
    What.READ: "reads {about} so: {says}",
    What.FLOATED: "put forward: {about}",
    What.TAKEN_BACK: "taken back: {about}",
}


def moved_lines(draft: Draft, moved: Iterable[Move]) -> Iterator[Line]:
    """A line a move; answers are told apart, side by side with what was answered before."""
    words = Wording.of(draft.case)
    for each in moved:
        if each.what is not What.ANSWERED:
            by = listed([words.voices.name(name) for name in each.by])
            bracket = each.about.partition(".")[0]
            titled = next((one.title for one in draft.text.brackets if one.id == bracket and "." in each.about), "")
            said = _DONE[each.what].format(about=target(draft, each.about), says=each.says)
            yield line(said, lead=f"{titled}:" if titled else "", note=by)
    answered = sum(each.what is What.ANSWERED for each in moved)
    if answered:
        yield line(f"{counted(answered, 'answer')} given")


def shift_lines(draft: Draft, shifted: tuple[Shift, ...]) -> Iterator[Line]:
    """Each side's answer now and before, in one column."""
    words = Wording.of(draft.case)
    for each in shifted:
        before = f"before: {each.before}" if each.before else "before: none reported"
        told = stand_line(draft, words, each.stand)
        yield Line(told.text, told.cites, told.lead, f"{before}; {told.note}")


# Copies that came back


def import_page(draft: Draft, found: tuple[Edit, ...], taken: tuple[Taking, ...]) -> Page:
    """Each change in a copy that came back, and what taking it would write."""
    blocks: list[Block] = []
    for each in found:
        does = [one.does for one in taken if one.edit == each]
        bracket = each.about.partition(".")[0]
        titled = next((one.title for one in draft.text.brackets if one.id == bracket), "")
        about = titled or (target(draft, each.about) if each.about else "the text")
        note = "; ".join(does) or "to be written in the file by hand"
        name = f"{about}, {each.kind}" + (f" ({each.language})" if each.language != draft.text.language else "")
        words = _runs(runs(each.before, each.after))
        blocks.append(Passage("", (Inked(name),), 1, ((each.language, words),), (line(note),)))
    if not found:
        blocks.append(Lines((line("Nothing was changed."),), bullets=False))
    return page_of(draft, f"{draft.text.title}: what came back", blocks)


# Redline


def redline_page(
    draft: Draft, old: str, new: str, changed: tuple[Changed, ...], language: str, *, whole: bool = False
) -> Page:
    """Clauses that changed, or the whole text, with what was struck and added; how many stayed as they were."""
    blocks: list[Block] = [Lines((line(_summary(changed)),), bullets=False)]
    blocks += [_changed(each, language) for each in changed if whole or each.fate is not Fate.SAME]
    return page_of(draft, f"{draft.text.title}: from {round_words(draft, old)} to {round_words(draft, new)}", blocks)


def _summary(changed: tuple[Changed, ...]) -> str:
    counts = Counter(each.fate for each in changed)
    told = [f"{counts[fate]} {fate}" for fate in (Fate.CHANGED, Fate.ADDED, Fate.STRUCK, Fate.MOVED) if counts[fate]]
    return f"{listed(told) or 'No clause changed'}; {counts[Fate.SAME]} as before."


def _changed(each: Changed, language: str) -> Passage:
    moved = each.number_before and each.number and each.number_before != each.number
    number = f"{each.number_before} \u2192 {each.number}" if moved else each.number or f"({each.number_before})"
    notes = (line(each.fate),) if each.fate not in (Fate.CHANGED, Fate.SAME) else ()
    level = (each.number or each.number_before).count(".") + 1
    return Passage(number, _runs(each.title), level, ((language, _runs(each.words)),), notes)


_INK = {Kind.SAME: Ink.PLAIN, Kind.INSERTED: Ink.INSERTED, Kind.DELETED: Ink.DELETED}


def _runs(runs: tuple[Run, ...]) -> tuple[Inked, ...]:
    return tuple(Inked(each.words, _INK[each.kind]) for each in runs)


# Convergence


def converge_page(draft: Draft, found: Convergence) -> Page:
    """The course of each bracket as a picture, and each side's answers to what stood open."""
    return page_of(draft, f"{draft.text.title}: how far it has come", converge_blocks(draft, found))


def converge_blocks(draft: Draft, found: Convergence) -> Iterator[Block]:
    """The picture of brackets by round, the count of open ones, and the table of answers."""
    rounds = tuple(_short(draft, name) for name in found.rounds)
    again = sum(row.states[-1] is State.REOPENED for row in found.rows)
    yield Lines(
        (
            line("A count of brackets is no measure of how near the sides are: one may hold the whole dispute."),
            line(f"Open after each round: {', '.join(str(each) for each in found.open())}."),
            *((line(f"{counted(again, 'bracket')} that had been closed stands open again."),) if again else ()),
        ),
        bullets=False,
    )
    if found.rows:
        yield grid_picture(draft, found)
    issues = {each.id: each.title for each in draft.case.issues}
    rows = [(issues[name], found.open(name)) for name in found.issues]
    if rows:
        cells = tuple(((line(title),), *((line(str(each)),) for each in counts)) for title, counts in rows)
        yield Table("Open brackets by issue", ("Issue", *rounds), cells)
    words = Wording.of(draft.case)
    cells = tuple(
        (
            (line(words.voices.name(side.of), note=COLUMN[side.setting].lower()),),
            *((line(_answers(each)),) for each in side.answers),
        )
        for side in found.sides
    )
    yield Table("Each side's answers to the brackets open after each round", ("Side", *rounds), cells)


def grid_picture(draft: Draft, found: Convergence) -> Picture:
    """Where each bracket stood after each round."""
    titles = {each.id: each.title for each in draft.text.brackets}
    rows = tuple((titles[row.bracket], tuple(str(each) for each in row.states)) for row in found.rows)
    return Picture("Brackets after each round", grid=Grid(tuple(_short(draft, each) for each in found.rounds), rows))


def _answers(counts: tuple[tuple[str, int], ...]) -> str:
    named = {"own": "has its own words in", "none": NONE_REPORTED}
    return "; ".join(f"{named.get(kind, kind)}: {count}" for kind, count in counts if count) or "none was open"


def _short(draft: Draft, name: str) -> str:
    return next((each.title for each in draft.case.rounds if each.id == name), name)
