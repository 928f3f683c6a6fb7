"""The brief a principal reads in five minutes: one sheet for tomorrow's meeting, then the annex.

A copy for anybody but mediators carries no judgement about a party (§2.19).
"""

from collections.abc import Sequence

from detente.case.model import MEDIATORS
from detente.conduct.futures.study import Studied
from detente.desk.pages import Block, Break, Heading, Lines, Page, line
from detente.desk.views import comparison, doubts, overview
from detente.desk.views.agreement import bridge_blocks
from detente.desk.views.futures import futures_blocks
from detente.desk.views.onesheet import answers, case_sheet
from detente.desk.views.outlook import plan_blocks
from detente.desk.views.rounds import converge_blocks
from detente.desk.views.seams import seams_blocks
from detente.desk.views.sheet import sheet_blocks
from detente.desk.views.standing import standing_blocks
from detente.desk.views.text import EXERCISE
from detente.desk.views.wording import Wording, counted, day
from detente.plan.seams import Seams
from detente.plan.wellformed import Draft
from detente.text.check import Draft as TextDraft
from detente.text.convergence import convergence
from detente.workbench.briefs import Briefing
from detente.workbench.futures import Assumed
from detente.workbench.ledgers import Followed, Morning


def brief(
    found: Briefing,
    text: tuple[TextDraft, str | None] | None = None,
    followed: Sequence[tuple[Followed, Morning]] = (),
    tried: Sequence[tuple[Assumed, Studied]] = (),
) -> Page:
    """The whole brief for the audience its case was cut for; `text` is one on the table, and the round to come.

    `followed` are plans that are alive, with where they stand on the case's day; `tried` are plans played under
    assumptions.

    With a text the meeting sheet comes first, and the case on one sheet after it.
    """
    words = Wording.of(found.case)
    audience = (
        found.case.audience if found.case.audience in (MEDIATORS, "public") else words.voices.name(found.case.audience)
    )
    foot = f"For {audience}. As of {day(found.case.as_of)}. Every line names its source; nothing here is a forecast."
    agreed: tuple[Block, ...] = ()
    if found.bridging is not None:
        agreed = (Heading("What could be agreed", 1), *bridge_blocks(words, found.bridging), Break())
    planned: tuple[Block, ...] = ()
    if found.plans:
        planned = (
            Heading("The plan", 1),
            *(block for each in found.plans for block in plan_blocks(words, each)),
            *(block for each in found.seams for block in _seams(*each)),
            Break(),
        )
    alive: tuple[Block, ...] = ()
    if followed:
        alive = (
            Heading(f"Where it stands on {day(found.case.as_of)}", 1),
            *(block for each, morning in followed for block in _alive(each, morning)),
            Break(),
        )
    played = tuple(
        block
        for each, studied in tried
        for block in (
            Heading(f"If it were tried: {each.draft.plan.title}", 1),
            *futures_blocks(each, studied),
            Break(),
        )
    )
    written: tuple[Block, ...] = ()
    if text is not None and text[0].text.rounds:
        written = (
            Heading(f"The text: {text[0].text.title}", 1),
            *converge_blocks(text[0], convergence(text[0].text, found.case)),
            Break(),
        )
    sheets: tuple[Block, ...] = (*case_sheet(words, found), Break())
    if text is not None:
        sheets = (*sheet_blocks(found, *text), Break(), Heading("The case on one sheet", 1), *sheets)
    blocks = (*sheets, *alive, *written, *agreed, *planned, *played, *_annex(words, found))
    banner = EXERCISE if text is not None and text[0].text.exercise else ""
    return Page(f"Brief: {found.case.title}", blocks, foot, banner, sheets=1 if text is None else 2)


def _alive(followed: Followed, morning: Morning) -> tuple[Block, ...]:
    return (Heading(followed.draft.plan.title), *standing_blocks(followed, morning.standings, morning))


def _seams(draft: Draft, found: Seams) -> tuple[Block, ...]:
    return (Heading(f"Where a side would gain by stopping: {draft.plan.title}", 3), *seams_blocks(draft, found))


def _annex(words: Wording, found: Briefing) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading("Annex", 1), *overview.sides(words)]
    if found.case.proposals:
        blocks.append(Heading("On the table"))
    for proposal in found.case.proposals:
        blocks.extend(overview.on_the_table(words, proposal))
    blocks.extend((Heading("State of play"), Lines(tuple(doubts.change_lines(words, found.changes)))))
    blocks.extend(overview.who_says_what(words))
    blocks.extend((Heading("The gap picture"), *comparison.ladders(words)))
    blocks.append(Heading("Term by term"))
    for gap in found.gaps:
        if gap.faction is None and any(cell for row in gap.rows for cell in row.cells):
            blocks.extend(comparison.gap_table(words, gap, only_known=True))
    blocks.extend(comparison.pledge_lines(words, found.pledges))
    blocks.extend(
        (Heading("What does not fit"), *doubts.doubts(words, found.readings), *doubts.retellings(words, found.readings))
    )
    blocks.extend((Heading("Precedents and pledges"), *overview.precedents_and_pledges(words)))
    blocks.extend((Heading("Open questions"), *doubts.open_questions(words, found.questions)))
    if found.cautions:
        every = tuple(doubts.caution_lines(words, found.cautions, most=len(words.claims)))
        blocks.extend((Heading("What not to say"), Lines(every)))
    blocks.extend(
        (Heading(f"Every statement ({counted(len(words.claims), 'statement')})"), *overview.statements(words))
    )
    blocks.extend(overview.sources(words))
    return tuple(blocks)


def summary(found: Briefing) -> Page:
    """What the brief holds, in a few lines for a terminal."""
    words = Wording.of(found.case)
    held = (
        counted(len(found.case.claims), "statement"),
        counted(len(found.case.proposals), "proposal"),
        counted(len(found.questions), "open question"),
        counted(len(found.readings.conflicts), "conflict between accounts", "conflicts between accounts"),
    )
    lines = [line(", ".join(held)), *answers(words, found), *doubts.known_lines(words, found.evidence)]
    return Page(f"Brief: {found.case.title}", (Lines(tuple(lines)),))
