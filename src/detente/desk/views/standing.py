"""A plan that is being followed, in words: where every duty stands, what is due, reports, incidents, the matrix.

Nothing here says who broke a term: a breach stands only after a finding, and shows by whom it was found.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from detente.case.quantity import Quantity
from detente.conduct.daily import Daily
from detente.conduct.incidents import Incident, Telling, now
from detente.conduct.ledger import Entry
from detente.conduct.legal import Reason, State
from detente.conduct.matrix import Matrix
from detente.conduct.standing import Standing, Standings
from detente.desk.pages import Block, Heading, Line, Lines, Page, Table, line
from detente.desk.views.wording import Wording, counted, day, listed
from detente.workbench.ledgers import Followed, Morning

Json = dict[str, object]


def standing_json(found: Standings) -> Json:
    """The standings as other programs read them: states, amounts apart, reasons with the entries they rest on."""
    return {
        "on": found.on.isoformat(),
        "known": found.known.isoformat() if found.known else None,
        "version": found.version,
        "obligations": [_json_of(each) for each in found.each],
        "notes": _reasons(found.notes),
    }


def _json_of(each: Standing) -> Json:
    return {
        "id": each.id,
        "state": each.state.value,
        "partial": [_number(part) for part in each.partial] if each.partial else None,
        "evidence": [{"claim": entry, "state": state.value} for entry, state in each.evidence],
        "due": each.due.isoformat() if each.due else None,
        "claimed": _amount(each.claimed),
        "verified": _amount(each.verified),
        "disputed": _amount(each.disputed),
        "unit": each.unit,
        "reasons": _reasons(each.reasons),
    }


def _reasons(found: Iterable[Reason]) -> list[Json]:
    return [{"says": reason.says, "entries": list(reason.entries)} for reason in found]


def _amount(held: Quantity) -> Json:
    return {"low": _number(held.least), "high": _number(held.most), "words": held.words}


def _number(bound: object) -> object:
    """A bound as JSON knows it: whole where it is, without end as null."""
    number = float(bound)  # type: ignore[arg-type]  # a Fraction, an int, or without end
    return None if number in (float("inf"), float("-inf")) else int(number) if number == int(number) else number


def standing_page(followed: Followed, found: Standings, morning: Morning | None = None) -> Page:
    """Where every duty stands on a day, with its reasons; with `morning` also whose move it is and what is due."""
    title = f"Where it stands on {day(found.on)}: {found.plan.title}"
    return Page(title, tuple(standing_blocks(followed, found, morning)), _foot(followed, found.known))


def _foot(followed: Followed, known: date | None) -> str:
    clock = f"as known by {day(known)}" if known else "as known now"
    return f"For {followed.draft.case.audience}, {clock}. Overdue is worked out; a breach stands only after a finding."


def standing_blocks(followed: Followed, found: Standings, morning: Morning | None = None) -> Iterator[Block]:
    """The same as blocks, for the brief."""
    words = Wording.of(followed.draft.case)
    does = {each.id: each.does for each in found.plan.obligations}
    rows = tuple(
        (
            (line(f"{_names(words, each.obligation.by)} {does[each.id]}", note=each.id),),
            (line(_word(each.state)), *_partly(each)),
            (line(day(each.due) if each.due else ""),),
            tuple(_counts(each)),
            tuple(line(reason.says, note=", ".join(reason.entries)) for reason in each.reasons),
        )
        for each in found.each
    )
    yield Table("Duty by duty", ("Who owes what", "State", "Due", "Counts", "Why"), rows, widths=(4, 2, 2, 3, 6))
    if found.notes:
        yield Lines(tuple(line(note.says, note=", ".join(note.entries)) for note in found.notes))
    if morning is not None:
        yield from _morning(words, does, morning)


def _names(words: Wording, those: Iterable[str]) -> str:
    return listed([words.voices.name(each) for each in those]) or "Nobody named"


def _partly(each: Standing) -> Iterator[Line]:
    if each.partial:
        yield line(f"{each.partial[0]} of {each.partial[1]}")


def _counts(each: Standing) -> Iterator[Line]:
    """Claimed, verified and disputed stand apart and are never added."""
    for name, held in (("claimed", each.claimed), ("verified", each.verified), ("disputed", each.disputed)):
        if held.most:
            yield line(f"{held.words} {each.unit}".strip(), lead=f"{name}:")


def _morning(words: Wording, does: dict[str, str], found: Morning) -> Iterator[Block]:
    yield Heading("Whose move it is")
    yield Lines(
        tuple(
            line(f"{move.what}: {does.get(move.obligation, move.obligation)}", lead=f"{_whose(words, move.whose)}:")
            for move in found.moves
        )
        or (line("nobody's"),)
    )
    yield Heading("What falls due in the days ahead")
    yield Lines(tuple(_due(words, does, each) for each in found.due) or (line("nothing"),))
    if found.exchanged:
        rows = tuple(
            tuple(
                (line(str(cell)),) for cell in (each.key, each.expected.words, each.delivered.words, each.short.words)
            )
            for each in found.exchanged
        )
        yield Table("Exchanges by their keys", ("Key", "Expected", "Delivered", "Short"), rows)


def _whose(words: Wording, who: str) -> str:
    return words.voices.name(who) if who else "Nobody the plan names"


def _due(words: Wording, does: dict[str, str], each: Standing) -> Line:
    does_what = f"{_names(words, each.obligation.by)} {does[each.id]}"
    return line(does_what, lead=f"{day(each.due)}:", note=_word(each.state))


def _word(state: State) -> str:
    return state.value.replace("_", " ").lower()


def due_page(followed: Followed, found: Morning, days: int) -> Page:
    """What is owed, whose move it is, and what falls due."""
    words = Wording.of(followed.draft.case)
    does = {each.id: each.does for each in found.standings.plan.obligations}
    rows = tuple(
        (
            (line(_names(words, debt.by)),),
            (line(_names(words, debt.to)),),
            (line(does[debt.obligation], note=debt.obligation),),
            (line(f"{debt.remaining} {debt.unit}".strip() if debt.remaining is not None else "not stated"),),
            (line(day(debt.due) if debt.due else ""),),
        )
        for debt in found.owed
    )
    blocks: list[Block] = []
    if rows:
        blocks.append(Table("Owed", ("By", "To", "What", "Not accepted yet", "Due"), rows, widths=(2, 2, 5, 2, 2)))
    title = f"Due within {counted(days, 'day')} of {day(found.standings.on)}: {found.standings.plan.title}"
    return Page(title, (*blocks, *_morning(words, does, found)), _foot(followed, found.standings.known))


def matrix_page(followed: Followed, on: date, known: date | None, found: Matrix) -> Page:
    """How far the plan is carried out, with the base of the figure."""
    does = {each.id: each.does for each in followed.draft.plan.obligations}
    rows = tuple(
        (
            (line(does.get(cell.obligation, cell.obligation), note=cell.obligation),),
            (line(_word(cell.state)),),
            (line("not counted" if cell.score is None else str(cell.score)),),
        )
        for cell in found.cells
    )
    meaning = (
        "0 not begun, 1 begun, 2 half or more, 3 kept. The figure is the sum over three times the duties counted; it "
        "measures duties, and no side."
    )
    blocks: tuple[Block, ...] = (
        Lines((line(meaning), line(str(found.aggregate), lead="Carried out:")), bullets=False),
        Table("Duty by duty", ("Duty", "State", "0 to 3"), rows, widths=(6, 2, 1)),
    )
    title = f"How far it is carried out on {day(on)}: {followed.draft.plan.title}"
    return Page(title, blocks, _foot(followed, known))


def report_page(followed: Followed, found: Daily) -> Page:
    """The report of a window in the form monitors use: counts against the one before, denials, what came late."""
    words = Wording.of(followed.draft.case)
    counts = tuple(
        ((line(each.kind.value),), (line(str(each.now)),), (line(str(each.before)),)) for each in found.counts
    )
    blocks: list[Block] = []
    if counts:
        blocks.append(Table("Entries of the window", ("What", "Now", "In the window before"), counts))
    else:
        blocks.append(Lines((line("Nothing was recorded for this window."),), bullets=False))
    for heading, those in (("Access denied", found.denials), ("Came to be known late", found.late)):
        if those:
            blocks += [Heading(heading), Lines(tuple(_entry(words, each) for each in those))]
    if found.changes:
        lines = (
            line(f"{each.before.value} \u2192 {each.now.value}", lead=f"{each.obligation}:") for each in found.changes
        )
        blocks += [Heading("What stands otherwise"), Lines(tuple(lines))]
    window = day(found.last) if found.first == found.last else f"{day(found.first)} to {day(found.last)}"
    title = f"Report for {window}: {followed.draft.plan.title}"
    return Page(title, tuple(blocks), _foot(followed, found.cut_off))


def _entry(words: Wording, each: Entry) -> Line:
    said = each.says or each.kind.value
    by = f" by {words.voices.name(each.denied_by)}" if each.denied_by else ""
    return line(f"{said}{by}", lead=f"{day(each.on)}:", note="; ".join(filter(None, (listed(each.about), each.id))))


def incidents_page(followed: Followed, on: date, known: date | None, found: tuple[Incident, ...]) -> Page:
    """Each incident: how far it was looked into, and four things that do not follow from each other."""
    blocks: list[Block] = []
    for each in found:
        lines = [
            line(each.says or "", lead=f"{day(each.on)}:", note=f"known since {day(each.known.date())}; {each.stage}"),
            *(
                _told(followed, name, tellings)
                for name, tellings in (
                    ("Whether it happened", each.happened),
                    ("Against which clause", each.against),
                    ("By whom", each.by_whom),
                    ("Whether it was meant", each.intent),
                )
            ),
        ]
        blocks += [Heading(f"Incident {each.id}", 3), Lines(tuple(lines))]
    if not blocks:
        blocks.append(Lines((line("No incident is recorded."),), bullets=False))
    return Page(f"Incidents up to {day(on)}: {followed.draft.plan.title}", tuple(blocks), _foot(followed, known))


def _told(followed: Followed, name: str, tellings: tuple[Telling, ...]) -> Line:
    """The last word on one of the four, and by whom; an attribution nobody signs for is shown as a claim."""
    words, last = Wording.of(followed.draft.case), now(tellings)
    if last is None:
        return line("nobody says", lead=f"{name}:")
    claimed = "" if last.counts else ", a claim that nobody signs with evidence"
    return line(last.says, lead=f"{name}:", note=f"{_names(words, last.by)}, {last.stage}{claimed}; {last.entry}")
