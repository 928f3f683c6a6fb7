"""A case on one sheet: what changed, what the plan says, what to ask, what is contested, how each side is known.

A copy for anybody but mediators carries no judgement about a party (§2.19): no openings, no cautions, no comparison
of the evidence, and questions only as the plan itself raises them.
"""

from dataclasses import astuple
from datetime import date

from detente.case.evidence import Reason
from detente.case.model import MEDIATORS, Actor, ActorKind
from detente.desk.pages import Beside, Block, Heading, Line, Lines, Table, line, lines_of
from detente.desk.views import doubts, overview
from detente.desk.views.wording import Wording, day, listed
from detente.workbench.briefs import Briefing

FIRST_QUESTIONS = 8
HOW_TO_READ = (
    "\u201cA \u203a B\u201d: A says so of B; \u201creport\u201d: the edition itself; "
    "\u201c(?)\u201d: who says so is left open."
)
FIRST_CHANGES = 5
FIRST_CONTESTED = 5
"""How many lines of each kind stand on the first sheet; all of them stand in the annex."""


def case_sheet(words: Wording, found: Briefing) -> tuple[Block, ...]:
    for_mediators = found.case.audience == MEDIATORS
    blocks: list[Block] = [
        Lines((line(f"As of {day(found.case.as_of)}. {words.witness()}"),), bullets=False),
        Heading(_since(found)),
        Lines((*first_of(doubts.moved_lines(words, found.changes), FIRST_CHANGES), *answers(words, found))),
    ]
    blocks.extend(_phase_by_phase(words))
    blocks.extend((Heading(f"What to ask: the same of {_sides(words)}"), questions_table(words, found)))
    if for_mediators:
        sides = ((words.voices.name(k.party), (_to_ask(words, found, k.party),)) for k in found.evidence)
        blocks.append(Beside(tuple((f"Besides, of {side}", asked) for side, asked in sides)))
    contested = doubts.contested_lines(words, found.readings)
    if contested:
        blocks.extend((Heading("Contested: not to be said as settled"), Lines(first_of(contested, FIRST_CONTESTED))))
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


def first_of(lines: list[Line], most: int) -> tuple[Line, ...]:
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


def answers(words: Wording, found: Briefing) -> list[Line]:
    """Each side's answer to what mediators put forward, or that none is reported."""
    return [
        Line(each.text, each.cites, f"{each.lead.removesuffix(':')} on \u201c{proposal.title}\u201d:", each.note)
        for proposal in found.case.proposals
        if proposal.phases
        for each in overview.answers(words, proposal)
    ]


def questions_table(words: Wording, found: Briefing, most: int = FIRST_QUESTIONS) -> Block:
    """The first open questions with their reasons, the same for all sides."""
    rows = tuple(
        ((Line(question.asks, words.cite(*question.raised_by[:2])),), (line(question.why),))
        for question in found.questions[:most]
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
