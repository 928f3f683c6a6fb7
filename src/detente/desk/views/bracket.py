"""A bracket in words: its alternatives, what the sides last said to them, and what each would do to the plan."""

from collections.abc import Iterator

from detente.desk.pages import Block, Heading, Line, Lines, Page, Table, line
from detente.desk.views.plan import runs
from detente.desk.views.seams import seams_blocks
from detente.desk.views.text import NONE_REPORTED, page_of, round_words
from detente.desk.views.wording import COLUMN, Wording, counted, listed
from detente.plan.wellformed import Draft as PlanDraft
from detente.text.answers import stands
from detente.text.check import Draft
from detente.text.model import Bracket
from detente.text.wording import BLANK
from detente.workbench.texts import Effect


def bracket_page(draft: Draft, bracket: Bracket, effects: tuple[Effect, ...]) -> Page:
    """A bracket and what its alternatives do to the plan, side by side; their seams below, for mediators."""
    blocks: list[Block] = [*bracket_blocks(draft, bracket), *_effects(effects)]
    for each in effects:
        if each.seams is not None:
            blocks.append(Heading(f"Where a side would gain by stopping: {each.variant.alternative.words}", 3))
            blocks += seams_blocks(PlanDraft(each.variant.plan, draft.case), each.seams)
    return page_of(draft, f"{draft.text.title}: {bracket.title}", blocks)


def bracket_blocks(draft: Draft, bracket: Bracket) -> Iterator[Block]:
    """A bracket's alternatives: their words, who proposed them when, and what each side last said to them."""
    words, last = Wording.of(draft.case), stands(draft.text, draft.case)
    rows = []
    for each in bracket.alternatives:
        full = f"{bracket.id}.{each.id}"
        state = "closed on this" if bracket.chosen is each else "withdrawn" if each.withdrawn else "stands"
        told = tuple(
            line(str(one.answer.says), lead=f"{words.voices.name(one.of)}:", note=COLUMN[one.setting].lower())
            for one in last
            if one.to == full
        )
        by = listed([words.voices.name(name) for name in each.by])
        origin = line(by or "nobody named", *words.cite(*each.claims), note=round_words(draft, each.round))
        rows.append(((line(each.words or BLANK),), (origin,), told or (line(NONE_REPORTED),), (line(state),)))
    yield Table(bracket.title, ("Words", "Put forward by", "Last answers", "State"), tuple(rows), widths=(3, 2, 3, 1))


def _effects(effects: tuple[Effect, ...]) -> Iterator[Block]:
    if not effects:
        yield Lines((line("No standing alternative says what it does to a plan: see `fills`, `leaves_out`, `plan`."),))
        return
    before = {(each.code.id, each.says) for each in effects[0].outlook.problems}
    shared = before.intersection(*({(one.code.id, one.says) for one in each.outlook.problems} for each in effects))
    heads = ("", *(each.variant.alternative.words or BLANK for each in effects))
    rows = (
        ("Can be carried out", [_executable(each) for each in effects]),
        ("What the other blanks may be", [_ranges(each) for each in effects]),
        ("Last day at the earliest", [_last_day(each) for each in effects]),
        ("Wrong with the plan under this one alone", [_defects(each, shared) for each in effects]),
    )
    cells = tuple(((line(name),), *told) for name, told in rows)
    yield Table("What each does to the plan", heads, cells)
    if shared:
        yield Lines((line(f"{counted(len(shared), 'defect')} of the plan under every one of them"),), bullets=False)


def _executable(each: Effect) -> tuple[Line, ...]:
    verdict = each.outlook.verdict
    if verdict is None:
        return (line(each.outlook.why or "cannot be told"),)
    if verdict.controllable:
        return (line("yes, whatever its durations turn out to be"),)
    return (line("only if its durations turn out well" if verdict.consistent else "no, not even at best"),)


def _ranges(each: Effect) -> tuple[Line, ...]:
    filled = {name for name, _ in each.variant.alternative.fills}
    titles = {blank.id: blank.title for blank in each.variant.plan.blanks}
    told = [one for one in each.outlook.ranges if one.blank not in filled]
    return tuple(line(f"safe for {runs(one.safe)}", lead=f"{titles[one.blank]}:") for one in told) or (
        line("none left"),
    )


def _last_day(each: Effect) -> tuple[Line, ...]:
    dated = each.outlook.dated
    return (line(str(max((one.earliest for one in dated.days), default=0)) if dated else "cannot be told"),)


def _defects(each: Effect, shared: set[tuple[str, str]]) -> tuple[Line, ...]:
    own = [one for one in each.outlook.problems if (one.code.id, one.says) not in shared]
    return tuple(Line(one.says, note=one.code.id) for one in own) or (line("nothing"),)
