"""What a case holds: who, over what, which proposals with which answers, and every statement with its source."""

from detente.case.gaps import gaps, positions
from detente.case.model import Case, Claim, Proposal, RuleKind, Setting
from detente.desk.pages import Block, Heading, Line, Lines, Page, Table, line
from detente.desk.views.wording import COLUMN, Wording, counted, day, listed


def overview(case: Case) -> Page:
    """The case at a glance."""
    words = Wording.of(case)
    held = (
        counted(len(case.claims), "statement"),
        counted(len(case.sources), "source"),
        counted(len(words.editions), "edition"),
        counted(len(case.proposals), "proposal"),
    )
    blocks: list[Block] = [
        Lines(
            (line(case.about), line(f"As of {day(case.as_of)}: {listed(held)}."), line(words.witness())), bullets=False
        ),
        *sides(words),
        *([Heading("On the table")] if case.proposals else ()),
        *(block for proposal in case.proposals for block in on_the_table(words, proposal)),
        *precedents_and_pledges(words),
        *contacts(words),
    ]
    return Page(case.title, tuple(blocks), foot=case.licence)


def sides(words: Wording) -> tuple[Block, ...]:
    """The parties with their factions and rule of decision, and everybody else with a part in it."""
    case = words.case
    rows = []
    for party in case.parties:
        written = "".join(f"({name}) " for _, name in party.written)
        parts = listed(faction.name for faction in party.factions)
        rule = (
            "how it decides is not stated"
            if party.rule.kind is RuleKind.NOT_STATED
            else f"decides by {party.rule.kind}"
        )
        rows.append(
            line(
                f"{written}{f'visible parts: {parts}' if parts else 'no visible parts'}; {rule}",
                lead=f"{party.name}:",
            )
        )
    for title, slugs in (
        ("Mediators", case.mediators),
        ("Guarantors", case.guarantors),
        ("Others with a stake", case.stakeholders),
    ):
        rows.append(line(words.names(slugs) if slugs else "none stated", lead=f"{title}:"))
    return (Heading("The sides"), Lines(tuple(rows)))


def on_the_table(words: Wording, proposal: Proposal) -> tuple[Block, ...]:
    """A proposal's terms, phase by phase, its blanks, and what each side is reported to have said to it."""
    told = [claim for claim in words.case.claims if claim.part_of == proposal.id]
    rows = []
    for claim in told:
        asks = "; ".join(f"{words.issues[t.issue].title}: {words.term(t)}" for t in claim.terms)
        rows.append(
            (
                (line(words.scope(proposal.id, claim.scope)),),
                (Line(claim.says, words.cite(claim.id)),),
                (line(asks),),
            )
        )
    length = f", {proposal.length}" if proposal.length else ""
    table = Table(
        f"{proposal.title} ({words.proposed_by(proposal.by)}{length})",
        ("Scope", "What it says", "Term"),
        tuple(rows),
        widths=(2, 6, 4),
    )
    return (table, Lines(tuple(answers(words, proposal))))


def answers(words: Wording, proposal: Proposal) -> list[Line]:
    """What each side is reported to have said to this very proposal; silence is said too."""
    found = []
    for gap in gaps(words.case, proposal=proposal.id):
        if gap.faction is None and gap.party not in {words.voices.party(slug) for slug in proposal.by}:
            said = listed(str(answer.act) for answer in gap.answers)
            text = "answer reported" if gap.answered else "no answer reported"
            note = "" if gap.answered or not said else "being willing or reluctant to discuss is not an answer"
            cites = words.cite(*(answer.claim for answer in gap.answers))
            found.append(Line(f"{text}{f'; {said}' if said else ''}", cites, f"{words.voices.name(gap.party)}:", note))
    return found


def who_says_what(words: Wording) -> tuple[Block, ...]:
    """Issue by party, each cell with its claims, the three columns kept apart."""
    rows = []
    for issue in words.case.issues:
        cells = []
        for party in words.case.parties:
            held = [
                claim
                for claim in positions(words.case, words.voices, party.id)
                if any(term.issue == issue.id for term in claim.terms)
            ]
            cells.append(
                tuple(each for setting in Setting for each in _column(words, held, setting, issue.id))
                or (line("nothing reported"),)
            )
        if any(cell != (line("nothing reported"),) for cell in cells):
            rows.append(((line(issue.title),), *cells))
    heads = ("Issue", *(party.name for party in words.case.parties))
    table = Table("Issue by side", heads, tuple(rows), widths=(2, *(3 for _ in words.case.parties)))
    return (Heading("Who says what"), table) if rows else ()


def _column(words: Wording, held: list[Claim], setting: Setting, issue: str) -> list[Line]:
    found = []
    for claim in (each for each in held if each.setting is setting):
        term = next(term for term in claim.terms if term.issue == issue)
        scope = words.scope(claim.part_of, claim.scope)
        found.append(Line(f"{claim.act}: {words.term(term)}", words.cite(claim.id), f"{COLUMN[setting]}:", scope))
    return found


def precedents_and_pledges(words: Wording) -> tuple[Block, ...]:
    """Earlier arrangements with every figure told of them, and pledges with their conditions."""
    case = words.case
    found: list[Block] = []
    for precedent in case.precedents:
        rows = []
        for subject in (each for each in case.subjects if each.id in precedent.subjects):
            told = [(c, f) for c in case.claims for f in c.facts if f.subject == subject.id]
            if told:
                rows.append(((line(subject.title),), tuple(Line(str(f.stated), words.cite(c.id)) for c, f in told)))
        found.append(Table(f"Precedent: {precedent.title}", ("Figure", "As told"), tuple(rows), widths=(2, 3)))
    if case.pledges:
        lines = []
        for pledge in case.pledges:
            condition = listed(f"{words.issues[t.issue].title}: {words.term(t)}" for t in pledge.conditions)
            text = f"{pledge.gives}, on condition: {condition}" if condition else pledge.gives
            lines.append(Line(text, words.cite(*pledge.claims), f"{words.names(pledge.by)}:"))
        found.extend((Heading("Pledges and conditions"), Lines(tuple(lines))))
    return tuple(found)


def contacts(words: Wording) -> tuple[Block, ...]:
    """Who spoke to whom, when and on what, and the rounds of talks."""
    case, lines = words.case, []
    for contact in case.contacts:
        when = day(contact.on) if contact.on else contact.when or "no date stated"
        how = f", {contact.how}" if contact.how else ""
        lines.append(
            Line(f"{contact.about} ({when}{how})", words.cite(*contact.claims), f"{words.names(contact.between)}:")
        )
    for sitting in case.rounds:
        when = day(sitting.on) if sitting.on else sitting.when or "no date stated"
        place = f", {sitting.place}" if sitting.place else ""
        present = f"; {words.names(sitting.present)}" if sitting.present else ""
        lines.append(Line(f"{when}{place}{present}", words.cite(*sitting.claims), f"{sitting.title}:"))
    return (Heading("Who spoke to whom"), Lines(tuple(lines))) if lines else ()


def statements(words: Wording) -> tuple[Block, ...]:
    """Every statement of the case with its chain, setting, dates, edition and grade, in the file's order."""
    rows = []
    for claim in words.case.claims:
        source = "; ".join(words.edition(each.document) for each in claim.sources)
        said = f"said {day(claim.said_on)}" if claim.said_on else ""
        why = [f"reason: {claim.reason}"] if claim.reason else []
        why += [f"condition: {claim.condition}"] if claim.condition else []
        rows.append(
            (
                (line(words.chain(claim), note=f"{claim.setting}, {claim.speech}"),),
                (line(claim.says, lead=f"{claim.act}:", note="; ".join(why)),),
                (line(source or words.label(claim), note=said),),
                (line(str(claim.grade) if claim.grade else "not graded"),),
            )
        )
    heads = ("Speakers", "Statement, in our words", "Source", "Grade")
    anchors = tuple(claim.id for claim in words.case.claims)
    return (Table("Who said what, where, and how it is graded", heads, tuple(rows), anchors, widths=(5, 8, 6, 2)),)


def sources(words: Wording) -> tuple[Block, ...]:
    """The origins, each with its editions and how far they were checked."""
    lines = []
    for source in words.case.sources:
        editions = "; ".join(
            f"{edition.publisher}, {day(edition.on)} ({edition.standing})" for edition in source.editions
        )
        stake = f"stake: {source.stake}" if source.stake else ""
        lines.append(line(editions, lead=f"{source.title}:", note=stake))
    return (Heading("Sources"), Lines(tuple(lines)))
