"""The part of a brief on a plan: its timeline, who owes what, what is left blank, and what is wrong with it.

It says what the plan says and what follows from it, and judges no party, so that every reader may have it; trying a
blank out does the same.
"""

from collections.abc import Mapping

from detente.desk.pages import Block, Heading, Line, Lines, Page, Table, line
from detente.desk.views.plan import plan_page, ranges_page, verdict_lines
from detente.desk.views.timeline import timeline_picture
from detente.desk.views.wording import Wording, counted, listed
from detente.errors import Problem
from detente.plan.outlook import Outlook
from detente.plan.wellformed import Draft

SUCH_AS = 2
"""How many defects of one kind are set out."""


def plan_blocks(words: Wording, told: Outlook) -> tuple[Block, ...]:
    """A plan as a brief tells it."""
    draft, plan = Draft(told.plan, words.case), told.plan
    head = [line(words.proposal(plan.elaborates), lead="Puts into terms:")] if plan.elaborates else []
    picture = timeline_picture(words, told)
    drawn = picture.timeline is not None and picture.timeline.to_scale
    timed = [*verdict_lines(told.verdict), *_taken(told)] if told.verdict is not None and drawn else []
    untimed = [line(told.why, lead="Its days cannot be worked out:")] if told.why else []
    blocks: list[Block] = [Heading(plan.title), Lines((*head, *timed, *untimed)), picture]
    blocks += ranges_page(draft, told.ranges).blocks if told.ranges else ()
    # What the plan assumes stands beside its ranges, and need not be said again with its text.
    blocks += [block for block in plan_page(draft).blocks if block not in blocks]
    return (*blocks, Heading("What is wrong with it", 3), *_defects(told.problems))


def what_if_page(draft: Draft, told: Outlook, filling: Mapping[str, int]) -> Page:
    """A plan with some blanks filled to try it: both verdicts, its timeline, and what the other blanks may then be."""
    words = Wording.of(draft.case)
    titles = {blank.id: blank.title for blank in draft.plan.blanks}
    lines = [line(counted(days, "day"), lead=f"{titles[blank]}:") for blank, days in filling.items()]
    lines += verdict_lines(told.verdict) if told.verdict is not None else []
    lines += _taken(told) if not set(titles) <= set(filling) else []
    lines += [line(told.why, lead="It cannot be kept:")] if told.why else []
    drawn = [timeline_picture(words, told)] if told.dated is not None else []
    rest = ranges_page(draft, told.ranges).blocks if told.ranges else ()
    return Page(f"What if: {draft.plan.title}", (Lines(tuple(lines)), *drawn, *rest))


def _taken(told: Outlook) -> list[Line]:
    """How blanks were filled to tell whether the plan can be kept."""
    titles = {blank.id: blank.title for blank in told.plan.blanks}
    lines = []
    if told.verdict and told.verdict.controllable and told.without_slack:
        many = counted(told.without_slack, "uncertain duration")
        lines.append(line(f"not worked out for {many}; `detente plan slack` does", lead="Days to spare:"))
    filled = [f"{titles[blank]} {days} days" for blank, days in (told.dated.filling if told.dated else ())]
    return [*lines, *([line(listed(filled), lead="Taken for this:")] if filled else [])]


def _defects(problems: tuple[Problem, ...]) -> tuple[Block, ...]:
    """Each kind of defect once, with how often it occurs and the first of them."""
    if not problems:
        return (Lines((line("Nothing was found."),)),)
    kinds = dict.fromkeys(problem.code for problem in problems)
    rows = []
    for code in kinds:
        those = [problem.says for problem in problems if problem.code == code]
        rest = len(those) - SUCH_AS
        said = [line(each) for each in those[:SUCH_AS]] + ([line(f"and {rest} more")] if rest > 0 else [])
        rows.append(((Line(code.title, note=code.id),), (line(counted(len(those), "time")),), tuple(said)))
    return (Table("Defects", ("What", "How often", "Such as"), tuple(rows), widths=(4, 1, 5)),)
