"""How proposals stand to positions, in words and on ladders."""

from detente.case.gaps import WANTS, Cell, Gaps, Offer, PledgeGap, Row, gaps, positions
from detente.case.ladders import rungs
from detente.case.model import WHOLE_DEAL, Case, Issue, Setting
from detente.desk.pages import Block, Heading, Ladder, Line, Lines, Mark, Page, Picture, Table, line
from detente.desk.views.wording import COLUMN, Wording, listed


def comparison(case: Case, found: tuple[Gaps, ...], pledges: tuple[PledgeGap, ...]) -> Page:
    """Every gap asked for, a table for each proposal and side, then the pledges."""
    words = Wording.of(case)
    blocks: list[Block] = [Lines((line(words.witness()),), bullets=False)]
    for gap in found:
        blocks.extend(gap_table(words, gap))
    blocks.extend(pledge_lines(words, pledges))
    return Page(f"Gaps: {case.title}", tuple(blocks))


def gap_table(words: Wording, gap: Gaps, *, only_known: bool = False) -> tuple[Block, ...]:
    """One proposal against one side, term by term, in the three columns; `only_known` leaves out unspoken issues."""
    side = words.voices.name(gap.faction) if gap.faction else words.voices.name(gap.party)
    said = listed(str(answer.act) for answer in gap.answers)
    answer = "its answer is reported" if gap.answered else "its answer to this is not reported"
    note = "which is not an answer" if said and not gap.answered else ""
    cites = words.cite(*(each.claim for each in gap.answers))
    heads = ("Issue", "The proposal", *(COLUMN[setting] for setting in Setting))
    spoken = [row for row in gap.rows if any(row.cells)]
    rows = tuple(_row(words, gap, row) for row in (spoken if only_known else gap.rows))
    unspoken = listed(words.issues[row.issue].title for row in gap.rows if row not in spoken)
    rest = (
        (Lines((line(unspoken, lead="Nothing is reported of it on:"),), bullets=False),)
        if only_known and unspoken
        else ()
    )
    return (
        Heading(f"{words.proposal(gap.proposal)} \u2013 {side}", 3),
        Lines((Line(f"{answer}{f'; {said}' if said else ''}", cites, f"{side}:", note),), bullets=False),
        Table(f"{words.proposal(gap.proposal)} against {side}", heads, rows, widths=(3, 4, 4, 4, 4)),
        *rest,
    )


def _row(words: Wording, gap: Gaps, row: Row) -> tuple[tuple[Line, ...], ...]:
    offered = tuple(_offer(words, gap.proposal, offer) for offer in row.offers) or (line("silent"),)
    if row.total and words.issues[row.issue].unit:
        offered = (*offered, line(f"{row.total}; never compared with an amount for the whole deal", lead="total:"))
    elif row.total:
        offered = (*offered, line(row.total, lead="steps of one plan:"))
    return ((line(words.issues[row.issue].title),), offered, *(_cell(words, cell) for cell in row.cells))


def _offer(words: Wording, proposal: str, offer: Offer) -> Line:
    return Line(words.term(offer.term), words.cite(offer.claim), note=words.scope(proposal, offer.scope))


def _cell(words: Wording, cell: Cell | None) -> tuple[Line, ...]:
    if cell is None:
        return (line("\u2013"),)
    lines = [line(cell.reason, lead=f"{cell.verdict}:")]
    for account in cell.accounts:
        text = f"{account.act}: {words.term(account.term)}"
        scope = words.scope(words.claims[account.claim].part_of, account.scope)
        differs = f"; {account.verdict}" if account.verdict is not cell.verdict else ""
        lines.append(Line(text, words.cite(account.claim), note=scope + differs))
    return tuple(lines)


def pledge_lines(words: Wording, found: tuple[PledgeGap, ...]) -> tuple[Block, ...]:
    """Which conditions of pledges each proposal meets."""
    lines = []
    pledges = {pledge.id: pledge for pledge in words.case.pledges}
    for gap in found:
        pledge = pledges[gap.pledge]
        text = f"{gap.verdict}: {gap.reason}"
        cites = words.cite(*pledge.claims, *(offer.claim for offer in gap.offers))
        lead = f"{words.names(pledge.by)}, {words.issues[gap.term.issue].title}, {words.proposal(gap.proposal)}:"
        lines.append(Line(text, cites, lead))
    return (Heading("Pledges against proposals", 3), Lines(tuple(lines))) if lines else ()


def ladders(words: Wording) -> tuple[Block, ...]:
    """Each issue's ladder with the sides' stated positions and each proposal on it."""
    drawn = tuple(ladder for issue in words.case.issues if (ladder := _ladder(words, issue)))
    caption = (
        "Where each side and each proposal stands on each ladder. A bar spans all the options the words allow. "
        "Filled circle: own words in public; square: reported from the room; diamond: account by others; "
        "triangle: a proposal. Hollow: what is refused or hedged. A ladder shows order, not distance."
    )
    return (Picture(caption, drawn),) if drawn else ()


def _ladder(words: Wording, issue: Issue) -> Ladder | None:
    marks = []
    for party in words.case.parties:
        for claim in positions(words.case, words.voices, party.id):
            for term in (each for each in claim.terms if each.issue == issue.id):
                who = f"{party.name}, {claim.act}"
                known = COLUMN[claim.setting or Setting.BY_OTHERS]
                marks.append(Mark(who, known, *rungs(issue, term), wanted=claim.act in WANTS))
    for proposal in words.case.proposals:
        for gap in gaps(words.case, proposal=proposal.id)[:1]:
            for offer in (o for row in gap.rows if row.issue == issue.id for o in row.offers):
                scope = "" if offer.scope == WHOLE_DEAL else f", {words.scope(proposal.id, offer.scope).lower()}"
                marks.append(Mark(f"{proposal.title}{scope}", "Proposal", *rungs(issue, offer.term)))
    kept = tuple(dict.fromkeys(marks))
    if len(kept) < 2:
        return None
    titles = tuple(option.title for option in issue.options)
    said = "; ".join(f"{m.who} ({m.kind.lower()}): {_from_to(titles, m)}" for m in kept)
    return Ladder(issue.title, titles, kept, f"{issue.title}. {said}.")


def _from_to(titles: tuple[str, ...], mark: Mark) -> str:
    return titles[mark.first] if mark.first == mark.last else f"{titles[mark.first]} to {titles[mark.last]}"
