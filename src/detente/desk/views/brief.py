"""The brief a principal reads in five minutes: one sheet for tomorrow's meeting, then the annex.

A copy for anybody but mediators carries no judgement about a party (§2.19): no openings, no cautions, no comparison
of the evidence, and questions only as the plan itself raises them.
"""

from dataclasses import astuple
from datetime import date

from detente.case.evidence import Reason
from detente.case.model import MEDIATORS, Actor, ActorKind
from detente.desk.pages import Beside, Block, Break, Heading, Line, Lines, Page, Table, line, lines_of
from detente.desk.views import comparison, doubts, overview
from detente.desk.views.agreement import bridge_blocks
from detente.desk.views.outlook import plan_blocks
from detente.desk.views.seams import seams_blocks
from detente.desk.views.wording import Wording, counted, day, listed
from detente.plan.seams import Seams
from detente.plan.wellformed import Draft
from detente.workbench.briefs import Briefing

FIRST_QUESTIONS = 8
HOW_TO_READ = (
    "\u201cA \u203a B\u201d: A says so of B; \u201creport\u201d: the edition itself; "
    "\u201c(?)\u201d: who says so is left open."
)
FIRST_CHANGES = 5
FIRST_CONTESTED = 5
"""How many lines of each kind stand on the first sheet; all of them stand in the annex."""


def brief(found: Briefing) -> Page:
    """The whole brief for the audience its case was cut for."""
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
    blocks = (*_first_sheet(words, found), Break(), *agreed, *planned, *_annex(words, found))
    return Page(f"Brief: {found.case.title}", blocks, foot)


def _seams(draft: Draft, found: Seams) -> tuple[Block, ...]:
    return (Heading(f"Where a side would gain by stopping: {draft.plan.title}", 3), *seams_blocks(draft, found))


def _first_sheet(words: Wording, found: Briefing) -> tuple[Block, ...]:
    for_mediators = found.case.audience == MEDIATORS
    blocks: list[Block] = [
        Lines((line(f"As of {day(found.case.as_of)}. {words.witness()}"),), bullets=False),
        Heading(_since(found)),
        Lines((*_first(doubts.moved_lines(words, found.changes), FIRST_CHANGES), *_answers(words, found))),
    ]
    blocks.extend(_phase_by_phase(words))
    blocks.extend((Heading(f"What to ask: the same of {_sides(words)}"), _first_questions(words, found)))
    if for_mediators:
        sides = ((words.voices.name(k.party), (_to_ask(words, found, k.party),)) for k in found.evidence)
        blocks.append(Beside(tuple((f"Besides, of {side}", asked) for side, asked in sides)))
    contested = doubts.contested_lines(words, found.readings)
    if contested:
        blocks.extend((Heading("Contested: not to be said as settled"), Lines(_first(contested, FIRST_CONTESTED))))
    if for_mediators:
        others = tuple(each for each in found.cautions if each.reason is not Reason.CONTESTED)
        unsaid = doubts.caution_lines(words, others, most=2) or [line("nothing particular")]
        blocks.extend((Heading("What not to say"), Lines(tuple(unsaid))))
    blocks.extend(overview.contacts(words))
    if for_mediators:
        known = tuple(doubts.known_lines(words, found.evidence))
        blocks.extend((Heading(f"How each side is known: {_evenness(found)}"), Lines(known)))
    blocks.extend(_who_is_who(words, blocks))
    return tuple(blocks)


def _phase_by_phase(words: Wording) -> tuple[Block, ...]:
    """What each plan with phases says, a line a phase."""
    found: list[Block] = []
    for proposal in (each for each in words.case.proposals if each.phases):
        lines = []
        for phase in proposal.phases:
            told = [c for c in words.case.claims if c.part_of == proposal.id and c.scope == phase.id and c.terms]
            terms = [f"{words.issues[t.issue].title}: {words.term(t)}" for claim in told for t in claim.terms]
            if terms:
                length = f" ({phase.length})" if phase.length else ""
                lines.append(Line("; ".join(terms), words.cite(*(c.id for c in told)), f"{phase.title}{length}:"))
        if lines:
            found.extend((Heading(f"{proposal.title}, phase by phase"), Lines(tuple(lines))))
    return tuple(found)


def _who_is_who(words: Wording, blocks: list[Block]) -> tuple[Block, ...]:
    """How to read a source, and who the persons are that this sheet cites."""
    cited = {cite.claim for block in blocks for line in lines_of(block) for cite in line.cites}
    speaking = {link.actor for slug in cited for link in words.claims[slug].by}
    persons = [actor for actor in words.case.actors if actor.id in speaking and actor.kind is ActorKind.PERSON]
    named = "; ".join(f"{each.name}, {_role(words, each)}" for each in persons if each.role)
    return (Lines((line(f"{HOW_TO_READ} {named}".strip()),), bullets=False),)


def _role(words: Wording, actor: Actor) -> str:
    """What somebody does, with the side they belong to where the words do not say it."""
    party = words.voices.party(actor.id)
    name = words.voices.name(party) if party else ""
    return actor.role if not name or name in actor.role else f"{actor.role} ({name})"


def _first(lines: list[Line], most: int) -> tuple[Line, ...]:
    """The first lines, and a word on how many stand in the annex alone."""
    rest = len(lines) - most
    return (*lines[:most], line(f"{rest} more in the annex")) if rest > 0 else tuple(lines)


def _since(found: Briefing) -> str:
    since = found.changes.since
    if since == date.min:
        return "What is new (no earlier round has a date)"
    rounds = [each.title for each in found.case.rounds if each.on == since]
    return f"What changed since {day(since)}{f' ({listed(rounds)})' if rounds else ''}"


def _sides(words: Wording) -> str:
    return " and ".join(party.name for party in words.case.parties)


def _evenness(found: Briefing) -> str:
    counts = {tuple(map(len, astuple(known)[1:])) for known in found.evidence}
    return "unequally" if len(counts) > 1 else "in equal measure"


def _answers(words: Wording, found: Briefing) -> list[Line]:
    """Each side's answer to what mediators put forward, or that none is reported."""
    return [
        Line(each.text, each.cites, f"{each.lead.removesuffix(':')} on \u201c{proposal.title}\u201d:", each.note)
        for proposal in found.case.proposals
        if proposal.phases
        for each in overview.answers(words, proposal)
    ]


def _first_questions(words: Wording, found: Briefing) -> Block:
    rows = tuple(
        ((Line(question.asks, words.cite(*question.raised_by[:2])),), (line(question.why),))
        for question in found.questions[:FIRST_QUESTIONS]
    )
    rest = len(found.questions) - len(rows)
    caption = f"What nobody has said yet ({rest} more in the annex)" if rest > 0 else "What nobody has said yet"
    return Table(caption, ("Question", "Why practice needs it"), rows, widths=(3, 2))


def _to_ask(words: Wording, found: Briefing, party: str) -> Block:
    """What to clear up with one side: its own accounts that pull apart, then what only the other side says of it."""
    known = next(each for each in found.evidence if each.party == party)
    apart = [
        Line(
            f"Told of you: {_quoted(words, s.one)} and {_quoted(words, s.other)}. Which holds?",
            words.cite(s.one, s.other),
        )
        for s in found.readings.strains
        if s.party == party
    ]
    heard = [
        Line(f"The other side says of you: {_quoted(words, slug)}. Is it so?", words.cite(slug))
        for slug in known.by_the_other_side
    ]
    told = [
        Line(f"Reported of you: {_quoted(words, slug)}. Is it so?", words.cite(slug))
        for slug in (*known.from_the_room, *known.by_others)
    ]
    return Lines(tuple([*apart[:2], *heard[:1], *told][:3]) or (line("nothing particular"),))


def _quoted(words: Wording, slug: str) -> str:
    return f"\u201c{words.claims[slug].says}\u201d"


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
    lines = [line(", ".join(held)), *_answers(words, found), *doubts.known_lines(words, found.evidence)]
    return Page(f"Brief: {found.case.title}", (Lines(tuple(lines)),))
