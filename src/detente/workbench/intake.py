"""Acts on documents: read one, keep what was read beside a case, decide on each proposal, enter what was confirmed.

Only what a person confirmed or corrected enters a case. The clock and who decides come in from outside.
"""

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS, PUBLIC
from detente.errors import NoAnswer, UnknownName
from detente.store import casefile, intakelog
from detente.store.intakelog import Decision
from detente.workbench import drafting
from detente.workbench.folders import keep, own_home_of

if TYPE_CHECKING:
    from detente.intake.documents.model import SourceDocument
    from detente.intake.llm import Endpoint, Refused
    from detente.intake.origin import Clash, Kinship
    from detente.intake.proposals import Proposal
    from detente.intake.reading import Reading

Name = str | os.PathLike[str]


class Ruling(StrEnum):
    """What was decided about a proposal; undone, it is open again."""

    CONFIRMED = "confirmed"
    CORRECTED = "corrected"
    REJECTED = "rejected"
    UNSURE = "unsure"
    UNDONE = "undone"


TAKEN = (Ruling.CONFIRMED, Ruling.CORRECTED)


@dataclass(frozen=True, slots=True)
class TakenIn:
    """A document, all that the rules found in it, and the proposals; `refused` is what a model said and may not."""

    document: "SourceDocument"
    reading: "Reading"
    proposals: "tuple[Proposal, ...]"
    refused: "tuple[Refused, ...]" = ()


@dataclass(frozen=True, slots=True)
class Open:
    """A document's proposals beside a case, with what was decided: the newest decision on each, undone ones gone."""

    slug: str
    document: "SourceDocument"
    audience: str
    proposals: "tuple[Proposal, ...]"
    decided: Mapping[str, Decision]
    sentences: tuple[tuple[int, int], ...]

    def pending(self) -> "tuple[Proposal, ...]":
        """The undecided ones, in the order of the queue."""
        return tuple(each for each in self.proposals if each.id not in self.decided)

    def coverage(self) -> tuple[int, int]:
        """How many sentences have nothing undecided, and how many there are."""
        left = [at for each in self.pending() for at in each.at]
        waiting = sum(any(a < end and start < b for a, b in left) for start, end in self.sentences)
        return len(self.sentences) - waiting, len(self.sentences)


def take_in(
    path: Path,
    *,
    on: date | None = None,
    publisher: str | None = None,
    case: Name | None = None,
    public: bool = False,
    plan: bool | None = None,
    endpoint: "Endpoint | None" = None,
) -> TakenIn:
    """Read a document and propose. Raises UnreadableSource and NoDate.

    `case` lends the names it knows; `plan` says that the whole text is one; `endpoint` asks a model besides.
    """
    from detente.intake.documents.reading import read as open_document
    from detente.intake.reading import propose

    document = open_document(path, date=on, publisher=publisher)
    reading = _read(document, _known_names(case), plan)
    slug = slug_of(document.name)
    proposals = propose(reading, slug, document.sha256)
    refused: tuple[Refused, ...] = ()
    if endpoint is not None:
        more, refused = endpoint.propose(reading, slug, document.sha256, public=public)
        there = {each.at for each in proposals}
        proposals = (*proposals, *(each for each in more if each.at not in there))
    held = _held(case)
    return TakenIn(document, reading, tuple(_with_likeness(each, held) for each in proposals), refused)


def _with_likeness(each: "Proposal", held: Mapping[str, str]) -> "Proposal":
    """An actor's proposal with whom of the case it may be, to be merged by a person alone (field `is`)."""
    name = each.field("name")
    if each.sort != "actor" or name in held.values():
        return each
    forms = [
        words for form in (name, *each.field("also").split("; ")) if (words := set(form.lower().split()) - _ARTICLES)
    ]
    alike = [
        own
        for own, known in held.items()
        if any(_alike(form, set(known.lower().split()) - _ARTICLES) for form in forms)
    ]
    return replace(each, fields=(*each.fields, ("may be", "; ".join(alike)))) if alike else each


_ARTICLES = {"the", "a", "an", "of"}


def _alike(one: set[str], two: set[str]) -> bool:
    """One name inside the other, or one the other's initials."""
    initials = {"".join(word[0] for word in sorted(words)) for words in (one, two) if len(words) > 2}
    single = {"".join(sorted(next(iter(words)))) for words in (one, two) if len(words) == 1}
    return bool(one and two) and (one <= two or two <= one or bool(initials & single))


def _read(document: "SourceDocument", known: Iterable[tuple[str, str]], plan: bool | None) -> "Reading":
    from detente.intake.gazetteer import world
    from detente.intake.reading import read

    ranges = tuple((each.start, each.end) for each in document.paragraphs)
    return read(document.text, document.date, paragraphs=ranges, gazetteer=world().grown(known), whole_plan=plan)


def _known_names(case: Name | None) -> list[tuple[str, str]]:
    """The names of a case's parties and actors, and the other forms that were confirmed in it."""
    if case is None:
        return []
    names = [(name, name) for name in _held(case).values()]
    for document in opened(case):
        for each in document.proposals:
            decision = document.decided.get(each.id)
            if each.sort == "actor" and decision is not None and decision.verdict in TAKEN:
                fields = dict(each.fields) | dict(decision.fields)
                names += [(form, fields["name"]) for form in fields.get("also", "").split("; ") if form]
    return names


def _held(case: Name | None) -> dict[str, str]:
    """The ids of a case's parties and actors, with their names."""
    if case is None or not (own_home_of(case) / casefile.FILE).exists():
        return {}
    held = casefile.load(own_home_of(case)).case
    if held is None:
        return {}
    return {each.id: each.name for each in held.parties} | {each.id: each.name for each in held.actors if each.name}


def slug_of(name: str) -> str:
    """The id of a document: its file's name in lower case, words joined by hyphens.

    >>> slug_of("Report 22 Jan.pdf")
    'report-22-jan'
    """
    return re.sub(r"[^a-z0-9]+", "-", Path(name).stem.lower()).strip("-") or "document"


def keep_beside(case: Name, path: Path, taken: TakenIn, *, public: bool = False) -> str:
    """Keep a document and its proposals beside a case, which is begun where there is none. Gives its slug."""
    home = own_home_of(case)
    if not (home / casefile.FILE).exists():
        keep(home / casefile.FILE, drafting.begun(taken.document.name, taken.document.date))
    slug = slug_of(taken.document.name)
    copy = home / intakelog.SOURCES / taken.document.name
    if not copy.exists() or copy.resolve() != path.resolve():
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, copy)
    sentences = [paragraph.of(sentence) for paragraph, sentence in taken.reading.parsed.sentences()]
    told = {
        "document": {**asdict(taken.document), "date": taken.document.date.isoformat()},
        "audience": PUBLIC if public else MEDIATORS,
        "sentences": sentences,
        "proposals": [asdict(each) for each in taken.proposals],
    }
    intakelog.keep_reading(home, slug, told)
    return slug


def opened(case: Name) -> tuple[Open, ...]:
    """The documents read beside a case, with what was decided. Raises BrokenLog."""
    home = own_home_of(case)
    decided: dict[tuple[str, str], Decision] = {}
    for decision in intakelog.decisions(home):
        key = decision.document, decision.proposal
        decided.pop(key, None)
        if decision.verdict != Ruling.UNDONE:
            decided[key] = decision
    return tuple(
        Open(
            slug,
            _document(told["document"]),
            str(told["audience"]),
            tuple(map(_proposal, told["proposals"])),
            {proposal: d for (document, proposal), d in decided.items() if document == slug},
            tuple((start, end) for start, end in told["sentences"]),
        )
        for slug, told in _told(home)
    )


def _told(home: Path) -> Iterator[tuple[str, dict]]:  # type: ignore[type-arg] # plain JSON of our own making
    yield from intakelog.readings(home).items()


def _document(told: dict) -> "SourceDocument":  # type: ignore[type-arg]
    from detente.intake.documents.model import Paragraph, Part, SourceDocument

    paragraphs = tuple(
        Paragraph(p["start"], p["end"], Part(p["part"]), p["page"], tuple(p["box"]) if p["box"] else None)
        for p in told["paragraphs"]
    )
    day = date.fromisoformat(told["date"])
    return SourceDocument(**{**told, "date": day, "paragraphs": paragraphs, "attachments": tuple(told["attachments"])})


def _proposal(told: dict) -> "Proposal":  # type: ignore[type-arg]
    from detente.intake.gate import Fault
    from detente.intake.proposals import Proposal, Sort

    return Proposal(
        told["id"],
        Sort(told["sort"]),
        told["document"],
        tuple((a, b) for a, b in told["at"]),
        told["words"],
        tuple((k, v) for k, v in told["fields"]),
        told["sure"],
        tuple(told["asks"]),
        tuple(map(Fault, told["faults"])),
        tuple(told["told_at"]) if told["told_at"] else None,
    )


def decide(
    case: Name, document: str, proposal: str, verdict: Ruling, *, by: str, at: datetime, fields: Mapping[str, str] = {}
) -> Decision:
    """Write down what somebody decided; on the disk when this returns. Raises UnknownName and BrokenLog."""
    held = {each.slug: each for each in opened(case)}
    if document not in held:
        raise UnknownName("document", document, held)
    if proposal not in {each.id for each in held[document].proposals}:
        raise UnknownName("proposal", proposal, ())
    decision = Decision(document, proposal, verdict.value, by, at.isoformat(timespec="seconds"), tuple(fields.items()))
    intakelog.append(own_home_of(case), decision)
    return decision


@dataclass(frozen=True, slots=True)
class Entered:
    """What went into the case's files, by sort, and what had to wait, with why."""

    claims: int
    actors: int
    obligations: int
    waiting: tuple[str, ...]
    files: tuple[Path, ...]


def enter(case: Name) -> Entered:
    """Write what was confirmed or corrected into the case; what is there stays as it is. Raises NotPermitted."""
    home = own_home_of(case)
    documents = opened(case)
    if not documents:
        raise NoAnswer(f"nothing was read beside {home}; type: detente intake FILE --case {home}")
    path = home / casefile.FILE
    draft = drafting.Draft(path.read_text(encoding="utf-8"))
    for document in documents:
        confirmed = tuple(
            replace(each, fields=tuple((dict(each.fields) | dict(d.fields)).items()))
            for each in document.proposals
            if (d := document.decided.get(each.id)) is not None and d.verdict in TAKEN
        )
        if confirmed:
            draft.take(document.slug, document.document, document.audience, list(confirmed), home)
    files = [keep(path, draft.case.text())] if draft.changed else []
    files += [keep(target, plan.text()) for target, plan in draft.plans.items()]
    return Entered(draft.claims, draft.actors, draft.obligations, tuple(draft.waiting), tuple(files))


def kin(case: Name, slug: str) -> "tuple[tuple[str, Kinship, tuple[Clash, ...]], ...]":
    """How a document hangs together with each other one beside the case. Raises UnknownName."""
    from detente.intake.origin import clashes, kinship

    held = {each.slug: each for each in opened(case)}
    if slug not in held:
        raise UnknownName("document", slug, held)
    mine = _read(held[slug].document, (), None)
    found = []
    for other, each in held.items():
        if other != slug:
            theirs = _read(each.document, (), None)
            found.append((other, kinship(theirs, mine), clashes(theirs, mine)))
    return tuple(found)


def as_json(taken: TakenIn) -> str:
    """A reading as JSON, with the plain prediction beside it."""
    from detente.intake.prediction import prediction

    told = {
        "document": {
            "name": taken.document.name,
            "sha256": taken.document.sha256,
            "kind": taken.document.kind,
            "date": taken.document.date.isoformat(),
            "publisher": taken.document.publisher,
            "characters": len(taken.document.text),
        },
        "proposals": [asdict(each) for each in taken.proposals],
        "marks": [list(at) for at in taken.reading.plan.marks],
        "refused": [asdict(each) for each in taken.refused],
        "prediction": prediction(taken.reading),
    }
    return json.dumps(told, ensure_ascii=False, indent=1)
