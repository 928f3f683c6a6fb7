"""Where a side would gain by stopping: seams by the claims and by a mediator's own weights, and orders.

Mediators' alone. Shares are of profiles that fit the claims; guarantees are each side's own, never added without a
declared common unit, and never a value per person.
"""

from collections.abc import Sequence
from fractions import Fraction

from detente.bargain.acceptability import ALL
from detente.desk.pages import Block, Course, Line, Lines, Page, Picture, Table, line
from detente.desk.views.wording import Wording, counted, listed
from detente.plan.agenda import Agenda
from detente.plan.controllability import Verdict
from detente.plan.schedule import NoSequence
from detente.plan.seams import Seam, Seams
from detente.plan.wellformed import Draft
from detente.workbench.drafts import Weighed

MEANING = (
    "A side goes on while going on is worth no less to it than stopping: keeping what it cannot be made to give back, "
    "and giving nothing more. A share is that of the profiles which fit the claims under which it does."
)


def seams_page(draft: Draft, found: Seams) -> Page:
    """Every seam with the shares of the sides, the weakest one and what would hold it; words where nothing is told."""
    return Page(f"Seams: {draft.plan.title}", seams_blocks(draft, found))


def seams_blocks(draft: Draft, found: Seams) -> tuple[Block, ...]:
    """The same as blocks, for the brief."""
    words = Wording.of(draft.case)
    steps = {step.obligation: step for step in found.giving.steps}
    names = {each.id: each.does for each in draft.plan.obligations}
    lines = [line(MEANING), line(f"by {found.ordered.value}", lead="Order of steps:")]
    if found.giving.unvalued:
        lines.append(line(listed(found.giving.unvalued), lead="Advance no issue, and weigh nothing here:"))
    if not steps:
        lines.append(line("no obligation says which issue it advances; add `advances` to weigh it", lead="Answer:"))
        return (Lines(tuple(lines)),)
    if found.weakest is None:
        says = "the evidence does not separate the seams; no share of them is shown where claims do not decide it"
        lines.append(line(says, lead="Answer:"))
        if found.fact is not None:
            fact = f"{found.fact.about} ({words.voices.name(found.fact.holder)})"
            lines.append(line(fact, lead="Most worth finding out:"))
    else:
        weak = found.seams[found.weakest]
        lines += [line(_name(weak, names, len(steps)), lead="Weakest:"), *_holding(words, draft, found, weak)]
    rows = tuple(
        (
            (line(str(number)),),
            (line(_name(seam, names, len(steps))),),
            tuple(
                line(str(share), lead=f"{'All together' if share.who == ALL else words.voices.name(share.who)}:")
                for share in seam.shares
                if share.separates
            )
            or (line("cannot be told from the evidence"),),
        )
        for number, seam in enumerate(found.seams)
    )
    table = Table("Seam by seam", ("", "When", "Who would go on"), rows, widths=(1, 5, 5))
    return (Lines(tuple(lines)), table, *_exposure(words, found))


def _exposure(words: Wording, found: Seams) -> tuple[Block, ...]:
    """Each side's advance from seam to seam, of those the evidence tells of throughout."""
    told = [
        share.who
        for share in found.seams[0].shares
        if all(each.separates for seam in found.seams for each in seam.shares if each.who == share.who)
    ]
    courses = []
    for holder in (held.who for held in found.seams[0].held if held.who in told):
        own = [held for seam in found.seams for held in seam.held if held.who == holder]
        courses.append(Course(words.voices.name(holder), tuple(each.advance for each in own), -own[0].worth[0]))
    caption = (
        "What each side has given for good, less what it has got for good, from seam to seam; on its own scale, on the "
        "mean. Below the dashed line it would gain by stopping."
    )
    return (Picture(caption, courses=tuple(courses)),) if courses else ()


def _name(seam: Seam, names: dict[str, str], steps: int) -> str:
    if not seam.after:
        return "before the first step: would they begin?"
    last = names[seam.after[-1]]
    if len(seam.after) == steps:
        return f"after the last step, {seam.after[-1]} ({last}): would they keep what was done?"
    return f"after {seam.after[-1]} ({last})"


def _holding(words: Wording, draft: Draft, found: Seams, weak: Seam) -> list[Line]:
    """What would hold the weakest seam: whose guarantee, named candidates for it, and for how long."""
    short = [held.who for held in weak.held if held.needed[1] > 0]
    if not short:
        return []
    last = len(weak.after) == len(found.giving.steps)
    until = "for as long as what was done shall stand: no order changes this" if last else _until(found, weak, short)
    lines = [
        line(f"a guarantee to {listed([words.voices.name(who) for who in short])}, {until}", lead="Would hold it:")
    ]
    pledges = [Line(each.gives, words.cite(*each.claims)) for each in draft.case.pledges]
    keepers = listed([words.voices.name(each) for each in draft.plan.guarantors])
    lines += [Line(each.text, each.cites, "A pledge on the table:") for each in pledges]
    lines += [line(keepers, lead="Could keep it:")] if keepers else []
    if not last:
        lines.append(line("`detente plan sequence` looks for another order", lead="Or reorder:"))
    note = "what a pledge is worth to a side is for an analyst to state; nothing here assumes it"
    return [*lines, line(note, lead="Note:")]


def _until(found: Seams, weak: Seam, short: Sequence[str]) -> str:
    """Until after which step the guarantee has to last."""
    at = found.seams.index(weak)
    for seam in found.seams[at + 1 :]:
        if all(held.needed[1] == 0 for held in seam.held if held.who in short):
            return f"until {seam.after[-1]} has been done"
    return "beyond the last step"


def weighed_page(draft: Draft, found: Weighed) -> Page:
    """Every seam by the mediator's own weights: slack, advance, margin, the completion test, and the guarantees."""
    words, exchange = Wording.of(draft.case), found.exchange
    names = [words.voices.name(party) for party in exchange.parties]
    rows = tuple(
        (
            (line(f"after {seam.after[-1]}" if seam.after else "before the first step"),),
            *(
                (line(f"{_number(slack.low)}; {_number(error)}"),)
                for slack, error in zip(seam.slack, seam.error, strict=True)
            ),
            *((line(_range(each.low, each.high)),) for each in seam.advance),
        )
        for seam in found.corridor.seams
    )
    heads = ("Seam", *(f"{name}: slack; bears" for name in names), *(f"{name}: advance" for name in names))
    both = zip(names, found.guarantee.on_the_way, found.guarantee.after_completion, strict=True)
    lines = [line("The mediator's own weights, each side's on its own scale; ranges are taken at the end that hurts.")]
    lines += [
        line(
            f"{_number(way)} on the way, {_number(after)} that must outlive the plan",
            lead=f"{name} needs a guarantee of:",
        )
        for name, way, after in both
    ]
    lines += [
        line(
            "holds" if each.holds else f"does not hold: {_pair(names, each.slack)}",
            lead=f"At the end of phase {each.phase}:",
        )
        for each in found.phases
    ]
    completes = all(each >= 0 for each in found.completion)
    lines.append(
        line("passed" if completes else f"not passed: {_pair(names, found.completion)}", lead="Completion test:")
    )
    return Page(
        f"Seams by weights: {draft.plan.title}",
        (Lines(tuple(lines)), Table("Seam by seam", heads, rows, widths=(4, 3, 3, 3, 3))),
    )


def sequence_page(draft: Draft, told: Agenda) -> Page:
    """Orders that need the least guarantees, what is proved of them, and whether the calendar bears them."""
    words, found = Wording.of(draft.case), told.found
    turned = [
        line(f"{first} before {then}: the other way round the plan's days cannot be kept", lead="Turned round:")
        for first, then in told.turned
    ]
    if isinstance(found, NoSequence):
        return Page(f"Sequence: {draft.plan.title}", (Lines((line(found.says, lead="Answer:"), *turned)),))
    names = [words.voices.name(party) for party in draft.plan.parties]
    proved = "nothing better is possible" if found.proved else "something better may be possible; the bounds are shown"
    if turned:
        proved = "the best that was found among orders that the calendar bears; that none is better is not proved"
    rounds = "" if found.most_rounds is None else f", within {found.most_rounds} rounds"
    blocks: list[Block] = [Lines((line(f"{proved}{rounds} (method: {found.method})", lead="Answer:"), *turned))]
    for schedule, stages, verdict in zip(found.schedules, found.stages, told.verdicts, strict=True):
        rows = tuple(
            (
                (line(str(number)),),
                (line(listed([f"{name} ({units})" if units > 1 else name for name, units in each])),),
            )
            for number, each in enumerate((each for each in schedule.rounds if each), 1)
        )
        title = f"Guarantees: {_pair(names, schedule.bonds)}"
        blocks.append(Table(title, ("Round", "Steps"), rows, widths=(1, 8)))
        blocks.append(Lines((*(line(str(stage)) for stage in stages), line(_kept(verdict), lead="Calendar:"))))
    return Page(f"Sequence: {draft.plan.title}", tuple(blocks))


def _kept(verdict: Verdict) -> str:
    if verdict.controllable:
        return "this order can be carried out whatever durations turn out to be"
    best = "can be kept at best, and not whatever happens" if verdict.consistent else "cannot be kept even at best"
    missing = verdict.conflict.missing if verdict.conflict else verdict.clash.missing if verdict.clash else 0
    return f"this order {best}; {counted(missing, 'day', 'days')} missing"


def _pair(names: Sequence[str], pair: Sequence[Fraction]) -> str:
    return listed([f"{name} {_number(each)}" for name, each in zip(names, pair, strict=True)])


def _number(number: Fraction) -> str:
    return f"{float(number):g}"


def _range(low: Fraction, high: Fraction) -> str:
    return _number(low) if low == high else f"{_number(low)} to {_number(high)}"
