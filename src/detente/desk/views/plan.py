"""A plan in words: who owes what to whom and by when, what its blanks may be, and what stands in its way."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from detente.desk.pages import Block, Heading, Line, Lines, Page, Table, line
from detente.desk.views.wording import Wording, counted, day, listed
from detente.plan.arithmetic import reckoned
from detente.plan.controllability import Conflict, Verdict, intervals
from detente.plan.dates import Dated
from detente.plan.dates import counted as days_from_to
from detente.plan.model import Holding, Obligation, Phase, Plan, When
from detente.plan.moments import date_of
from detente.plan.ranges import Joint, Ranges, Runs, Slack
from detente.plan.waits import Ordering
from detente.plan.wellformed import Draft
from detente.workbench.drafts import Guaranteed, Judged

ASSUMED = "Assumed, and to be changed where it is wrong:"


def plan_page(draft: Draft) -> Page:
    """The plan as its file has it: phases with their obligations, powers, blanks, assumptions, and what is left out."""
    words, plan = Wording.of(draft.case), draft.plan
    head = [
        line(listed([words.voices.name(each) for each in those]), lead=f"{name}:")
        for name, those in (("Parties", plan.parties), ("Guarantors", plan.guarantors), ("Monitors", plan.monitors))
        if those
    ]
    head += [] if plan.length is None else [line(str(plan.length), lead="Length:")]
    head += [line("none is named", lead="Monitors:")] if not plan.monitors else []
    blocks: list[Block] = [Lines((*([line(plan.about)] if plan.about else []), *head))]
    blocks += [*_assumptions(plan), *_blanks(plan)]
    loose = [each for each in plan.obligations if not each.phase]
    if loose:
        blocks.append(_obligations(words, "Outside the phases", loose))
    for phase in plan.phases:
        owed = [each for each in plan.obligations if each.phase == phase.id]
        blocks.append(Heading(phase.title, 3))
        blocks.append(
            Lines(
                (
                    line(_whens(phase.begins) or "after what comes before it", lead="Begins:"),
                    line(_whens(phase.ends) or "not stated", lead="Ends:"),
                    *day_counts(plan, phase),
                    line(listed(phase.test.events) if phase.test else "none is stated", lead="Test of its end:"),
                )
            )
        )
        if owed:
            blocks.append(_obligations(words, "Who owes what", owed))
    blocks += _powers(words, plan.powers)
    blocks += _batches(plan)
    left = [line(f"{each.says}: {each.not_modelled}") for each in plan.clauses if each.not_modelled]
    blocks += [Heading("Not put into terms", 3), Lines(tuple(left))] if left else []
    return Page(plan.title, tuple(blocks))


def day_counts(plan: Plan, phase: Phase) -> list[Line]:
    """How many days a phase between two fixed dates has, counted in both ways in use; nothing for another."""
    first, last = date_of(plan, phase.begins), date_of(plan, phase.ends)
    if first is None or last is None or last <= first:
        return []
    found = days_from_to(first, last)
    says = f"{day(first)} to {day(last)}: {found.between} days between, {found.after} counting the last"
    return [line(says, lead="Days:")]


def _assumptions(plan: Plan) -> list[Block]:
    lines = [line(f"{each.about} ({each.by}, {day(each.on)})") for each in plan.assumptions]
    return [Lines((line("", lead=ASSUMED), *lines))] if lines else []


def _blanks(plan: Plan) -> list[Block]:
    rows = tuple(
        (
            (line(each.id),),
            (line(each.title),),
            (line(" or ".join(each.choices) or f"{each.least} to {each.most} days"),),
        )
        for each in plan.blanks
    )
    return [Table("Left blank", ("Blank", "What", "May be"), rows, widths=(2, 4, 3))] if rows else []


def _obligations(words: Wording, caption: str, those: Sequence[Obligation]) -> Table:
    rows = tuple(
        (
            (Line(_owed(words, each), words.cite(*(slug for slug in each.clauses if slug in words.claims))),),
            (line(_when(words, each)),),
            (line(_seen(words, each)),),
        )
        for each in those
    )
    return Table(caption, ("Obligation", "When", "Who says whether"), rows, widths=(5, 4, 3))


def _owed(words: Wording, each: Obligation) -> str:
    debtors = listed([words.voices.name(name) for name in each.by]) or "Nobody named"
    amount = f", {each.quantity} {each.unit}".rstrip() if each.quantity is not None else ""
    return f"{debtors} {each.does}{amount}"


def _when(words: Wording, each: Obligation) -> str:
    parts = [_whens(each.starts)]
    parts += [f"takes {each.takes}"] if each.takes else []
    parts += [f"done {_whens(each.done)}"] if each.done else []
    parts += [f"until {_whens(each.until)}"] if each.until else []
    parts += [f"once {listed(each.condition.events)}"] if each.condition else []
    parts += [f"in {len(each.batches)} parts, added up below"] if len(each.batches) > 1 else []
    parts += [f"{_days(each.grace)} of grace"] if each.grace else []
    for reading in each.readings:
        read = [_whens(reading.starts), f"once {listed(reading.condition.events)}" if reading.condition else ""]
        parts.append(f"as read by {words.voices.name(reading.party)}, {' and '.join(filter(None, read))}")
    return "; ".join(part for part in parts if part) or "not stated"


def _seen(words: Wording, each: Obligation) -> str:
    if each.verification is None or not each.verification.by:
        return "nobody is named"
    takes = f", {each.verification.takes}" if each.verification.takes else ""
    return f"{words.voices.name(each.verification.by)}: {each.verification.how or 'no method named'}{takes}"


def _whens(whens: Iterable[When]) -> str:
    return listed([f"{when.span} {_of(when)}".replace("at once", "at once with") for when in whens])


def _of(when: When) -> str:
    return when.event if when.span.words.endswith(("after", "before", "at once")) else f"after {when.event}"


def _powers(words: Wording, powers: Sequence[Holding]) -> list[Block]:
    rows = tuple(
        (
            (line(words.voices.name(each.holder)),),
            (line(f"may {each.act.value} {listed(each.targets)}"),),
            (line(f"notice {_days(each.notice)}, at most {_days(each.cap)}"),),
        )
        for each in powers
    )
    return [Table("Powers", ("Who", "What", "Within"), rows, widths=(2, 4, 3))] if rows else []


def _days(number: int | None) -> str:
    return "not stated" if number is None else counted(number, "day", "days")


def _batches(plan: Plan) -> list[Block]:
    blocks: list[Block] = []
    for each in reckoned(plan):
        rows = tuple(
            ((line(row.name),), (line(row.amount),), (line(row.cumulative),), (line(row.said),)) for row in each.rows
        )
        blocks.append(Table(f"{each.title}, added up", ("Batch", "Amount", "Together", "So far"), rows))
    return blocks


def order_page(draft: Draft, found: Ordering) -> Page:
    """Who may begin when, who waits for whom, and whose reading makes a circle."""
    lines = [line(" → ".join(loop), lead="Each waits for the next:") for loop in found.loops]
    lines += [line(f"may mean {' or '.join(points)}", lead=f"“{item}”:") for item, points in found.ambiguous]
    lines += [line(f"{each.says}: {' → '.join(each.loop)}", lead="Readings:") for each in found.readings]
    lines += [
        line(
            f"is not delimited, and {listed(used)} {'apply' if len(used) > 1 else 'applies'} there",
            lead=f"{place.title}:",
        )
        for place in draft.plan.places
        if not place.drawn and (used := [each.id for each in draft.plan.obligations if place.id in each.places])
    ]
    rows = tuple(((line(str(row)),), (line(listed(wave)),)) for row, wave in enumerate(found.waves, 1))
    table = [Table("What may begin once what comes before it is done", ("Step", "Obligations"), rows, widths=(1, 8))]
    return Page(
        f"Order: {draft.plan.title}",
        (Lines(tuple(lines or [line("Nothing waits for itself.")])), *(table if rows else [])),
    )


def ranges_page(draft: Draft, found: Sequence[Ranges]) -> Page:
    """The three ranges of each blank, and the assumptions they rest on."""
    titles = {blank.id: blank.title for blank in draft.plan.blanks}
    rows = tuple(
        (
            (line(titles[each.blank]),),
            (line(runs(each.best_case)),),
            (line(runs(each.possible)),),
            (line(runs(each.safe)),),
        )
        for each in found
    )
    meaning = (
        "At best: it can be kept if every duration turns out as one likes. Possible: for some filling of the other "
        "blanks, whatever happens. Safe: for every filling of them. Days, both ends included."
    )
    blocks: list[Block] = [Lines((line(meaning),), bullets=False)]
    if rows:
        blocks.append(Table("What the blanks may be", ("Blank", "At best", "Possible", "Safe"), rows))
    else:
        blocks.append(Lines((line("No blank bears on time, or all are filled."),)))
    return Page(f"Ranges: {draft.plan.title}", (*blocks, *_assumptions(draft.plan)))


def runs(found: Runs) -> str:
    """Runs of whole numbers in words.

    >>> runs(((24, 49), (60, 60))), runs(())
    ('24 to 49 and 60', 'none')
    """
    return listed([str(first) if first == last else f"{first} to {last}" for first, last in found]) or "none"


def joint_page(draft: Draft, blanks: tuple[str, str], found: Sequence[Joint]) -> Page:
    """Two blanks together: for runs of values of the first, what the second may be."""
    titles = {blank.id: blank.title for blank in draft.plan.blanks}
    rows = []
    for (best, safe), alike in groupby(found, key=lambda each: (each.best_case, each.safe)):
        values = [each.value for each in alike]
        rows.append(((line(runs(intervals(values))),), (line(runs(best)),), (line(runs(safe)),)))
    heads = (titles[blanks[0]], f"{titles[blanks[1]]}: at best", "Whatever happens")
    return Page(
        f"Two blanks: {draft.plan.title}",
        (Table("Days, both ends included", heads, tuple(rows)), *_assumptions(draft.plan)),
    )


def slack_page(
    draft: Draft,
    filling: dict[str, int],
    verdict: Verdict,
    found: Sequence[Slack],
    owners: Sequence[tuple[str, bool]] = (),
) -> Page:
    """Both verdicts, and the slack of each duration or what stands against carrying the plan out."""
    words = Wording.of(draft.case)
    lines = [*verdict_lines(verdict), *[line(f"{days} days", lead=f"{blank}:") for blank, days in filling.items()]]
    able = [words.voices.name(owner) for owner, holds in owners if holds]
    if able and not verdict.controllable:
        lines.append(line(listed(able), lead="Could be carried out if its own durations were as it likes, for:"))
    rows = tuple(
        (
            (line(each.contingent.clause),),
            (line(words.voices.name(each.contingent.owner) if each.contingent.owner else "nobody named"),),
            (line("any" if each.days is None else counted(each.days, "day", "days")),),
        )
        for each in found
    )
    heads = ("Duration", "Who decides it", "May run over by")
    table = [Table("Slack: all else as planned", heads, rows, widths=(5, 3, 2))] if rows else []
    return Page(f"Slack: {draft.plan.title}", (Lines(tuple(lines)), *table, *_assumptions(draft.plan)))


def verdict_lines(verdict: Verdict) -> list[Line]:
    """Both verdicts on a plan, and what stands against carrying it out."""
    yes = {True: "yes", False: "no"}
    lines = [
        line(yes[verdict.consistent], lead="Can be kept if every duration turns out as one likes:"),
        line(yes[verdict.controllable], lead="Can be carried out whatever they turn out to be:"),
    ]
    return lines + ([] if verdict.conflict is None else conflict_lines(verdict.conflict))


def conflict_lines(conflict: Conflict) -> list[Line]:
    """A conflict in the plan's own words, with the days missing."""
    missing = counted(conflict.missing, "day", "days")
    found = [line(f"{missing} missing; granted to any one of these, this conflict is gone", lead="In the way:")]
    for term in conflict.terms:
        if term.days:
            times = f", {term.times} times" if term.times > 1 else ""
            said = term.link.clause or "a bound"
            found.append(line(f"{said} (counts {-term.days:+d}{times})"))
    return found + [line(f"{each.clause or 'a bound'} (forces a wait)") for each in conflict.because]


def calendar_page(draft: Draft, found: Dated) -> Page:
    """The earliest and latest day of each moment, as dates once the plan is signed."""
    rows = tuple(
        (
            (line(each.moment),),
            (line(f"day {each.earliest}" if each.first is None else f"{day(each.first)} (day {each.earliest})"),),
            (
                line(
                    "no bound"
                    if each.latest is None
                    else f"day {each.latest}"
                    if each.last is None
                    else f"{day(each.last)} (day {each.latest})"
                ),
            ),
        )
        for each in found.days
    )
    filled = [line(f"shown at {days} days", lead=f"{blank}:") for blank, days in found.filling]
    note = line("Day 0 is the day of signature. Both are days at best: uncertain durations as short or long as suits.")
    return Page(
        f"Calendar: {draft.plan.title}",
        (
            Lines((note, *filled)),
            Table("Moments", ("Moment", "Earliest", "Latest"), rows),
            *_assumptions(draft.plan),
        ),
    )


def networks_page(found: Sequence[Judged]) -> Page:
    """The verdict on each network of some files."""
    yes = {True: "yes", False: "no"}
    rows = tuple(
        (
            (line(f"{each.file}: {each.id}"),),
            (line(yes[each.consistent]),),
            (line(yes[each.controllable]),),
            (line("" if each.conflict is None else f"{_unscaled(each.conflict.missing, each.scale)} missing"),),
        )
        for each in found
    )
    return Page("Networks", (Table("Verdicts", ("Network", "Consistent", "Controllable", "Conflict"), rows),))


def _unscaled(number: int, scale: int) -> str:
    return f"{number / scale:g}"


def guarantees_page(found: Sequence[Guaranteed]) -> Page:
    """The least guarantees of each exchange, and an order under which they hold."""
    rows = tuple(
        (
            (line(each.id),),
            *((line(f"{bond:g}"),) for bond in each.bonds.values()),
            (line(f"{each.min_total_bond:g}"),),
            (line(", ".join(each.order)),),
        )
        for each in found
    )
    note = line("Numbers in one unit for both, as the file has them; the completion test is included.")
    return Page(
        "Guarantees",
        (
            Lines((note,), bullets=False),
            Table("Least guarantees", ("Exchange", "A", "B", "Together", "An order"), rows, widths=(2, 1, 1, 1, 4)),
        ),
    )
