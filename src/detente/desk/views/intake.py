"""What was read from a document: a summary, one proposal beside its source, and how two documents hang together."""

from collections import Counter
from collections.abc import Mapping
from typing import TYPE_CHECKING

from detente.desk.pages import Beside, Block, Heading, Line, Lines, Page, Table, line

if TYPE_CHECKING:
    from detente.intake.documents.model import SourceDocument
    from detente.intake.origin import Clash, Kinship
    from detente.intake.proposals import Proposal
    from detente.workbench.intake import Entered, Open, TakenIn

AROUND = 600
"""Code points of a paragraph that are shown around a span."""
SHOWN = 12
"""Rows of each sort in a summary."""
WORDS = {
    "amount": "Amounts",
    "date": "Dates",
    "duty": "Duties",
    "actor": "Who speaks or acts",
    "statement": "Statements",
    "stance": "Where each stands",
}


def summary(taken: "TakenIn") -> Page:
    """A document's proposals by sort."""
    document = taken.document
    blocks: list[Block] = [
        Lines((line(f"{document.kind}, {document.date}", lead="Read:", note=document.publisher or ""),))
    ]
    for sort, title in WORDS.items():
        rows = [each for each in taken.proposals if each.sort == sort]
        if rows:
            blocks += [Heading(f"{title} ({len(rows)})", 3), _table(title, rows)]
    if unproposed := _unproposed(taken):
        blocks += [Heading("Words that may be acts and are no proposal", 3), Lines((line(unproposed),), bullets=False)]
    if taken.refused:
        refused = Counter(each.fault.value for each in taken.refused)
        lines = tuple(line(f"{count}: {fault}") for fault, count in refused.items())
        blocks += [Heading("What the model said and the text does not bear out", 3), Lines(lines)]
    foot = "Proposals, none of them confirmed: nothing enters a case before a person says so."
    return Page(f"What stands in {document.name}", tuple(blocks), foot)


def _unproposed(taken: "TakenIn") -> str:
    """The marked words of a plan that no duty was proposed for, in the order of the text."""
    duties = [duty.act for duty in taken.reading.plan.duties]
    left = [at for at in taken.reading.plan.marks if not any(a < at[1] and at[0] < b for a, b in duties)]
    return ", ".join(taken.document.text[slice(*at)] for at in left)


def _table(title: str, rows: "list[Proposal]") -> Table:
    cells = tuple(((line(_short(each.words, 70)),), (line(told(each)),), _open(each)) for each in rows[:SHOWN])
    more = f"; {len(rows) - SHOWN} more" if len(rows) > SHOWN else ""
    return Table(f"{title}{more}", ("In the text", "Proposed", "Open"), cells, widths=(5, 5, 2))


def told(each: "Proposal") -> str:
    """A proposal's fields on one line."""
    return "; ".join(f"{name} {value}" for name, value in each.fields if name not in ("words", "also"))


def _open(each: "Proposal") -> tuple[Line, ...]:
    return tuple(line(words) for words in (*(f"{ask}?" for ask in each.asks), *(f.value for f in each.faults))) or (
        line(""),
    )


def beside(
    document: "SourceDocument",
    each: "Proposal",
    fields: Mapping[str, str],
    *,
    at: int,
    of: int,
    coverage: tuple[int, int],
) -> Page:
    """One proposal for decision: its source on one side, the draft on the other."""
    place = document.place(each.at[0][0])
    where = f"paragraph {place.paragraph}" + (f", page {place.page}" if place.page else f", line {place.line}")
    draft = [line(value, lead=f"{name}:") for name, value in fields.items()]
    draft += [line(f"{ask}?", lead="left open:") for ask in each.asks]
    draft += [line(fault.value, lead="beware:") for fault in each.faults]
    if each.sure is not None:
        draft.append(line(f"{each.sure:.0%} of what this rule found was right where it was tried"))
    source = (
        Lines((line(passage(document, each)),), bullets=False),
        Lines((line(where, lead="Place:"),), bullets=False),
    )
    done, sentences = coverage
    foot = f"{at} of {of}; sentences without anything open: {done} of {sentences}"
    columns = (("Source", source), (WORDS[each.sort], (Lines(tuple(draft), bullets=False),)))
    return Page("", (Beside(columns),), foot)


def passage(document: "SourceDocument", each: "Proposal") -> str:
    """The paragraph around a proposal, its own words between marks."""
    start, end = each.at[0]
    around = next((p for p in document.paragraphs if p.start <= start < p.end), None)
    left, right = (around.start, around.end) if around else (start, end)
    left, right = max(left, start - AROUND), max(min(right, end + AROUND), end)
    return " ".join(f"{document.text[left:start]}>>{document.text[start:end]}<<{document.text[end:right]}".split())


def entered_lines(entered: "Entered") -> list[str]:
    """What went into the case, and what waits."""
    return [
        f"entered: {entered.actors} actors and parties, {entered.claims} claims, {entered.obligations} obligations",
        *(f"written: {path}" for path in entered.files),
        *(f"waits: {words}" for words in entered.waiting),
    ]


def standing(documents: "tuple[Open, ...]") -> Page:
    """How far the confirming has come, document by document."""
    rows = []
    for each in documents:
        verdicts = Counter(decision.verdict for decision in each.decided.values())
        done, of = each.coverage()
        said = ", ".join(f"{count} {verdict}" for verdict, count in sorted(verdicts.items())) or "nothing yet"
        rows.append(((line(each.slug),), (line(said),), (line(str(len(each.pending()))),), (line(f"{done} of {of}"),)))
    heads = ("Document", "Decided", "Open", "Sentences without anything open")
    return Page("What was read and decided", (Table("", heads, tuple(rows), widths=(3, 4, 1, 3)),))


def kin_lines(
    slug: str, found: "tuple[tuple[str, Kinship, tuple[Clash, ...]], ...]", text: Mapping[str, str]
) -> list[str]:
    """How a document hangs together with the others: one origin, what drifted, what clashes."""
    lines = []
    for other, kin, clashes in found:
        if kin.one_origin:
            lines.append(
                f"{slug} and {other} have one origin: {kin.told:.0%} of the shorter is told in both; count them once"
            )
            lines += [f"  {d.changed.value}: {d.there!r} in {other} became {d.here!r}" for d in kin.drifts]
        for clash in clashes:
            one, two = text[other][slice(*clash.first)], text[slug][slice(*clash.second)]
            lines.append(f"side by side, on {clash.what}: {one!r} in {other}, {two!r} in {slug}")
    return lines


def _short(words: str, most: int) -> str:
    return words if len(words) <= most else words[: most - 4].rsplit(" ", 1)[0] + " ..."
