"""Confirmed proposals as entries of a case and of a plan's draft, written into files that stay a person's own.

Actors and parties first, since claims name them; a claim whose speaker is not confirmed waits. Amounts become facts of
a claim with a subject of their own. Duties go to a plan `<document>-draft`, each with a phase where the text has one.
Ids follow from the words, so that what was entered once is found again and left as it is.
"""

import json
import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS, Setting
from detente.case.quantity import NotAnAmount, quantity
from detente.intake.reading import ITSELF
from detente.store.textedit import Edited
from detente.store.yamltree import Plain
from detente.text.taking import END

if TYPE_CHECKING:
    from detente.intake.documents.model import SourceDocument
    from detente.intake.proposals import Proposal

LONGEST = 60
LONGEST_WORDS = 400


def begun(title: str, on: date) -> str:
    """The first text of a case that is drafted from documents."""
    written = json.dumps(" ".join(Path(title).stem.split()), ensure_ascii=False)
    return (
        "# Drafted from documents. Every entry was confirmed by a person; edit at will: what is here stays.\n"
        f"detente: 1\ntitle: {written}\nas_of: {on.isoformat()}\n"
    )


def slug(words: str) -> str:
    """An id made of words.

    >>> slug("The people briefed on the talks")
    'people-briefed-on-the-talks'
    """
    plain = re.sub(r"[^a-z0-9]+", "-", re.sub(r"^(?:the|an?) ", "", words.lower().replace("'s", "s"))).strip("-")
    return plain[:LONGEST].rstrip("-") or "unnamed"


class Draft:
    """A case file on its way, and the plans drafted beside it; counts what was entered anew."""

    def __init__(self, text: str) -> None:
        self.case = Edited(text)
        self.plans: dict[Path, Edited] = {}
        self.claims = self.actors = self.obligations = 0
        self.waiting: list[str] = []
        self.changed = False

    def put(self, way: tuple[str | int, ...], entry: Plain) -> None:
        self.case.put(way, entry)
        self.changed = True

    def take(
        self, own: str, document: "SourceDocument", audience: str, confirmed: "list[Proposal]", home: Path
    ) -> None:
        """Enter one document's confirmed proposals, in the order that their names need."""
        usual = self.case.field("default_audience") or MEDIATORS
        label = {} if audience == usual else {"audience": audience}
        self.source(own, document, label)
        named = self.people(confirmed, label)
        if any(ITSELF in each.field("through") for each in confirmed):
            named[ITSELF] = self.teller(own, label)
        for each in confirmed:
            if each.sort in ("statement", "stance", "amount"):
                self.claim(own, each, named, label)
        if owed := [each for each in confirmed if each.sort == "duty"]:
            path = home / "plans" / f"{own}-draft.yaml"
            plan = self.plans.get(path) or Edited(_plan_text(path, own, audience))
            entered = self.obligations
            for each in owed:
                self.duty(plan, each, named)
            if self.obligations > entered:
                self.plans[path] = plan

    def source(self, own: str, document: "SourceDocument", label: dict[str, str]) -> None:
        if own in self.case.keys("sources"):
            return
        edition: Plain = {"publisher": document.publisher or "not stated", "on": document.date.isoformat(), **label}
        self.put(("sources", own), {"title": document.name, **label, "editions": {edition_of(own): edition}})

    def people(self, confirmed: "list[Proposal]", label: dict[str, str]) -> dict[str, str]:
        """Enter actors and parties; gives every form of a confirmed name with its id."""
        named: dict[str, str] = {}
        for kind in ("actors", "parties"):
            for own in self.case.keys(kind):
                named |= {own: own, self.case.field(kind, own, "name") or own: own}
        actors = [each for each in confirmed if each.sort == "actor"]
        for each in actors:
            name = each.field("name")
            own = each.field("is") or named.get(name) or slug(name)
            if own not in (*self.case.keys("actors"), *self.case.keys("parties")):
                self.person(own, each, label)
            for form in filter(None, (name, *each.field("also").split("; "))):
                named.setdefault(form, own)
        for each in actors:
            own, of = named[each.field("name")], named.get(each.field("of"), "")
            if of and of != own and own in self.case.keys("actors") and not self.case.field("actors", own, "of"):
                self.put(("actors", own, "of"), of)
        return named

    def person(self, own: str, each: "Proposal", label: dict[str, str]) -> None:
        entry: dict[str, Plain] = {"name": each.field("name")}
        if each.field("part") == "party":
            self.put(("parties", own), {**entry, **label})
        else:
            role = {"role": each.field("role")} if each.field("role") else {}
            self.put(("actors", own), {**entry, "kind": each.field("kind"), **role, **label})
        self.actors += 1

    def claim(self, document: str, each: "Proposal", named: dict[str, str], label: dict[str, str]) -> None:
        own = slug(f"{each.sort.value} {each.id}")
        if own in self.case.each("claims", "id"):
            return
        words = each.field("of") if each.sort == "amount" else each.words
        if len(words) > LONGEST_WORDS:
            words = words[: LONGEST_WORDS - 4].rsplit(" ", 1)[0] + " ..."
        told = self.fact(each, document, label) if each.sort == "amount" else self.voice(each, words, named)
        if told is None:
            return
        entry: dict[str, Plain] = {"id": own, **told, "says": words}
        entry["setting"] = each.field("setting") or Setting.BY_OTHERS.value
        entry["source"] = {"document": edition_of(document), "at": [str(n) for n in each.at[0]]}
        if each.field("speech") in ("direct", "mixed"):
            entry["speech"] = each.field("speech")
        if each.field("said on"):
            entry["said_on"] = each.field("said on")
        self.put(("claims", END), {**entry, **label})
        self.claims += 1

    def voice(self, each: "Proposal", words: str, named: dict[str, str]) -> dict[str, Plain] | None:
        """Whose claim it is and through whom; None, and a line on what waits, while one of them is not confirmed."""
        chain = [*filter(None, each.field("through").split(" > ")), each.field("who")]
        links = [link(name, named) for name in chain]
        if not all(links):
            missing = next(name for name, found in zip(chain, links, strict=True) if not found)
            self.waiting.append(f"{words[:60]!r}: {missing or 'its speaker'} is not confirmed as an actor")
            return None
        return {"by": list(dict.fromkeys(own for found in links for own in found)), "act": each.field("act")}

    def teller(self, document: str, label: dict[str, str]) -> str:
        """The document as a voice of its own: what it says of somebody is its account."""
        own = slug(f"{document} itself")
        if own not in self.case.keys("actors"):
            self.put(("actors", own), {"name": f"The document {document}", "kind": "media", **label})
        return own

    def fact(self, each: "Proposal", document: str, label: dict[str, str]) -> dict[str, Plain]:
        """An amount as a fact about a subject; told by the document itself."""
        entry: dict[str, Plain] = {"by": [self.teller(document, label)], "act": "state"}
        counted = each.field("of").removeprefix(each.field("words")).strip().removeprefix("of ")
        if not counted or not readable(each.field("words")):
            return entry
        if slug(counted) not in self.case.keys("subjects"):
            unit = {"unit": each.field("unit")} if each.field("unit") else {}
            self.put(("subjects", slug(counted)), {"title": counted, **unit, **label})
        return {**entry, "facts": {slug(counted): each.field("words")}}

    def duty(self, plan: Edited, each: "Proposal", named: dict[str, str]) -> None:
        """Write a confirmed duty into the draft of a plan, unless it is there."""
        own = slug(f"{each.field('act')} {each.field('what') or each.id}")
        if own in plan.keys("obligations"):
            return
        parties = [p for p in link(each.field("who"), named) if p in self.case.keys("parties")]
        for party in parties:
            if party not in plan.keys("parties"):
                plan.put(("parties", END), party)
        if (phase := each.field("phase")) and f"phase-{phase}" not in plan.keys("phases"):
            plan.put(("phases", f"phase-{phase}"), {"title": f"Phase {phase}"})
        plan.put(("obligations", own), _obligation(each, parties))
        self.obligations += 1


def link(names: str, named: dict[str, str]) -> list[str]:
    """The ids behind one link of a chain, several where they speak together; none where one is not confirmed."""
    found = [named.get(name, "") for name in names.split(" & ")] if names else []
    return found if all(found) else []


def readable(words: str) -> bool:
    """Whether a case can hold an amount in these words."""
    try:
        quantity(words)
    except NotAnAmount:
        return False
    return True


def _plan_text(path: Path, own: str, audience: str) -> str:
    if path.exists():
        return path.read_text(encoding="utf-8")
    return f"detente: 1\ntitle: Draft from {own}\naudience: {audience}\n"


def _obligation(each: "Proposal", parties: list[str]) -> Plain:
    """A duty as an obligation; what the text leaves open is left out, so that the plan asks for it."""
    amount = each.field("how many")
    counted = bool(amount) and readable(amount)
    words = " ".join(filter(None, (each.field("act"), each.field("what"))))
    entry: dict[str, Plain] = {"kind": "deliver" if counted else "achieve"}
    if parties:
        entry["by"] = list(parties)
    entry["does"] = f"{words} ({each.field('when')})" if each.field("when") else words
    if phase := each.field("phase"):
        entry["phase"] = f"phase-{phase}"
    return {**entry, "quantity": amount} if counted else entry


def edition_of(document_slug: str) -> str:
    """The id of the edition that was read."""
    return f"{document_slug}-as-read"
