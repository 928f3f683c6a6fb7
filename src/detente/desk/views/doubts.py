"""What does not fit, what is open, what changed, and how each side is known."""

from detente.case.changes import Changes
from detente.case.evidence import Caution, Known
from detente.case.model import Case, by_id
from detente.case.questions import Question
from detente.case.readings import Clash, Conflict, Readings
from detente.desk.pages import Block, Heading, Line, Lines, Page, Table, line
from detente.desk.views.wording import COLUMN, Wording, counted, day, listed


def readings_page(case: Case, found: Readings) -> Page:
    """Contradictions, tensions, origins and choices of reading."""
    words = Wording.of(case)
    blocks = (Lines((line(words.witness()),), bullets=False), *doubts(words, found), *retellings(words, found))
    return Page(f"Readings: {case.title}", blocks)


def doubts(words: Wording, found: Readings) -> tuple[Block, ...]:
    """Everything that does not fit, side by side."""
    blocks: list[Block] = []
    for clash, title in _TITLES.items():
        those = [conflict for conflict in found.conflicts if conflict.clash is clash]
        if those:
            rows = tuple(_conflict_row(words, conflict) for conflict in those)
            blocks.append(Table(title, ("About", "Versions, side by side"), rows, widths=(2, 5)))
    if found.strains:
        lines = tuple(
            Line(
                f"{words.claims[s.one].says} / {words.claims[s.other].says}",
                words.cite(s.one, s.other),
                f"{words.voices.name(s.party)}, {s.about}:",
            )
            for s in found.strains
        )
        blocks.extend((Heading("Possible openings: two accounts of one side that pull apart", 3), Lines(lines)))
    if found.choices:
        lines = tuple(
            Line(
                f"can be read as {', '.join(c.ways[:-1])} or {c.ways[-1]}",
                words.cite(*c.claims),
                f"{c.about}:",
            )
            for c in found.choices
        )
        blocks.extend((Heading("What can be read in more than one way", 3), Lines(lines)))
    return tuple(blocks)


_TITLES = {
    Clash.CONTRADICTION: "Contradictions",
    Clash.DISAGREEMENT: "Open disagreements",
    Clash.TENSION: "Tensions: compatible, but pulling apart",
}


def _conflict_row(words: Wording, conflict: Conflict) -> tuple[tuple[Line, ...], ...]:
    lines = []
    for version in conflict.versions:
        origins = counted(len(version.origins), "origin")
        lines.append(Line(version.words, words.cite(*version.claims), note=origins))
    lines.extend(line(_resolved(words, slug)) for slug in conflict.resolutions)
    return ((line(conflict.about),), tuple(lines))


def _resolved(words: Wording, slug: str) -> str:
    """A resolution with who signed it and when, what it keeps and why, and whether it was taken back."""
    signed = by_id(words.case.resolutions)[slug]
    kept = f"keeps \u201c{words.claims[signed.keeps].says}\u201d" if signed.keeps else "keeps neither"
    undone = f"; withdrawn by {signed.withdrawn_by}, {day(signed.withdrawn_on)}" if signed.withdrawn_on else ""
    return f"resolved by {signed.by}, {day(signed.on)}: {kept}, {signed.why}{undone}"


def retellings(words: Wording, found: Readings) -> tuple[Block, ...]:
    """What each group of one origin changed in retelling, and what only one edition has."""
    blocks: list[Block] = []
    titles = {source.id: source.title for source in words.case.sources}
    for origin in found.origins:
        editions = listed(words.edition(each) for each in origin.editions)
        lines = [line(f"{editions}. They count as one witness.", lead="One origin:")]
        for each in origin.retold:
            told = each.retelling
            text = f"\u201c{told.says}\u201d for \u201c{words.claims[each.claim].says}\u201d"
            lines.append(Line(text, words.cite(each.claim), f"{words.edition(told.document)}, {told.drift}:"))
        for slug in origin.only_in_one:
            claim = words.claims[slug]
            lines.append(Line(claim.says, words.cite(slug), "In one edition only:"))
        blocks.extend((Heading(titles[origin.source], 3), Lines(tuple(lines))))
    return tuple(blocks)


def questions_page(case: Case, found: tuple[Question, ...]) -> Page:
    """What each proposal leaves unsaid that practice needs."""
    words = Wording.of(case)
    blocks = (Lines((line(words.witness()),), bullets=False), *open_questions(words, found))
    return Page(f"Open questions: {case.title}", blocks)


def open_questions(words: Wording, found: tuple[Question, ...]) -> tuple[Block, ...]:
    """All open questions, each with why practice needs it and where that was learned."""
    blocks: list[Block] = []
    for proposal in dict.fromkeys(question.proposal for question in found):
        rows = tuple(
            ((Line(q.asks, words.cite(*q.raised_by)),), (line(q.why),), (line(q.learned_from),))
            for q in found
            if q.proposal == proposal
        )
        blocks.append(
            Table(
                f"What \u201c{words.proposal(proposal)}\u201d leaves open",
                ("Question", "Why practice needs it", "Learned from"),
                rows,
                widths=(5, 4, 4),
            )
        )
    return tuple(blocks)


def changes_page(case: Case, found: Changes) -> Page:
    """Half a page: what was reported after a day."""
    words = Wording.of(case)
    title = f"What changed since {day(found.since)}: {case.title}"
    return Page(title, (Lines(tuple(change_lines(words, found))), *_new_statements(words, found)))


def change_lines(words: Wording, found: Changes) -> list[Line]:
    """The changes that matter for a meeting, most telling first; says so when there are none."""
    if found.none:
        return [line(f"Nothing was reported after {day(found.since)}.")]
    return [
        *([line(_reports(words, found.editions), lead="New reports:")] if found.editions else ()),
        *moved_lines(words, found),
        *_talks(words, found),
        *_newly_contested(words, found),
        *_questions_moved(found),
    ]


def _reports(words: Wording, editions: tuple[str, ...], most: int = 5) -> str:
    names = list(dict.fromkeys(words.edition(each) for each in editions))
    return listed([*names[:most], f"{len(names) - most} more"] if len(names) > most else names)


def moved_lines(words: Wording, found: Changes) -> list[Line]:
    """What came on the table, what a side now says otherwise, and what a person resolved."""
    lines = [_new_proposal(words, slug) for slug in found.proposals]
    for move in found.moves:
        text = f"{words.issues[move.issue].title}: {move.before_words} \u2192 {move.now_words}"
        lead = f"{words.voices.name(move.party)} ({COLUMN[move.setting].lower()}):"
        lines.append(Line(text, words.cite(move.before, move.now), lead))
    lines.extend(
        Line(_resolved(words, slug), words.cite(*by_id(words.case.resolutions)[slug].between), "Signed:")
        for slug in found.resolutions
    )
    return lines


def _talks(words: Wording, found: Changes) -> list[Line]:
    titles = {each.id: each.title for each in words.case.rounds} | {each.id: each.about for each in words.case.contacts}
    return [line(titles[slug], lead="Talks:") for slug in found.contacts]


def _newly_contested(words: Wording, found: Changes) -> list[Line]:
    return [
        Line(f"{each.about}: {_versions(each)}", words.cite(*each.claims[:3]), f"{lead} {each.clash}:")
        for lead, conflicts in (("New", found.conflicts), ("Told once more, a", found.grown))
        for each in conflicts
        if each.clash is not Clash.TENSION
    ]


def _questions_moved(found: Changes) -> list[Line]:
    closed, opened = (counted(len(those), "question") for those in (found.closed, found.opened))
    lines = [line(" ".join(found.closed[:4]), lead=f"{closed} now answered:")] if found.closed else []
    if found.opened:
        lines.append(line(" ".join(found.opened[:2]), lead=f"{opened} newly open, among them:"))
    return lines


def _new_proposal(words: Wording, slug: str) -> Line:
    proposal = next(each for each in words.case.proposals if each.id == slug)
    told = [claim for claim in words.case.claims if claim.part_of == slug]
    terms = [f"{words.issues[t.issue].title}: {words.term(t)}" for claim in told for t in claim.terms]
    more = f", and {counted(len(terms) - 2, 'further term')}" if len(terms) > 2 else ""
    length = f", {proposal.length} in all" if proposal.length else ""
    text = f"{proposal.title} ({words.proposed_by(proposal.by)}{length})"
    note = f"{'; '.join(terms[:2])}{more}" if terms else ""
    return Line(text, words.cite(*(claim.id for claim in told[:1])), "On the table:", note)


def _new_statements(words: Wording, found: Changes) -> tuple[Block, ...]:
    if not found.claims:
        return ()
    lines = tuple(
        Line(words.claims[slug].says, words.cite(slug), f"{words.claims[slug].act}:") for slug in found.claims
    )
    return (Heading(f"{counted(len(lines), 'new statement')}"), Lines(lines))


def known_lines(words: Wording, found: tuple[Known, ...]) -> list[Line]:
    """One line a side, in the same words for each: how it is known."""
    lines = []
    for each in found:
        text = (
            f"{counted(len(each.quoted), 'statement')} quoted from its own people, "
            f"{len(each.paraphrased)} paraphrased; "
            f"{len(each.from_the_room)} reported from the room; {len(each.by_others)} told by third parties, "
            f"{len(each.by_the_other_side)} by the other side; "
            + (
                f"visible dissent in {counted(len(each.dissent), 'statement')}"
                if each.dissent
                else "no dissent visible, which is not to say none"
            )
        )
        lines.append(line(text, lead=f"{words.voices.name(each.party)}:"))
    return lines


def caution_lines(words: Wording, found: tuple[Caution, ...], *, most: int = 4) -> list[Line]:
    """What had better not be said in the room: a line for each reason, with the first few claims it applies to."""
    lines = []
    for caution in found:
        first = caution.claims[:most]
        text = "; ".join(f"\u201c{words.claims[slug].says}\u201d" for slug in first)
        rest = len(caution.claims) - len(first)
        note = f"and {rest} more, in the annex" if rest else ""
        lines.append(Line(text, words.cite(*first), f"{caution.reason[0].upper()}{caution.reason[1:]}:", note))
    return lines


def contested_lines(words: Wording, found: Readings) -> list[Line]:
    """What is told in several ways, a line each, sources in the order of the versions; figures of precedents last.

    Two accounts of one side's terms are left to the questions for that side.
    """
    precedents = {slug for each in words.case.precedents for slug in each.subjects}
    ordered = sorted(found.conflicts, key=lambda conflict: conflict.subject in precedents)
    return [
        Line(
            _versions(conflict),
            words.cite(*conflict.claims),
            f"{conflict.about}:",
            "; ".join(_resolved(words, slug) for slug in conflict.resolutions),
        )
        for conflict in ordered
        if conflict.party is None
    ]


def _versions(conflict: Conflict) -> str:
    return " / ".join(version.words for version in conflict.versions)
