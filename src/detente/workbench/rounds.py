"""Acts that write into a negotiating text: begin one, take down an answer, propose, withdraw, close and open again.

Nothing is written that would give the text an error it did not have; comments and order of the file stay.
"""

import os
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.case.model import MEDIATORS, Setting
from detente.case.voices import Voices
from detente.errors import NotPermitted, must_be_known
from detente.errors import Path as Way
from detente.store import textfile
from detente.store.yamltree import Plain
from detente.text.check import Draft, problems
from detente.text.edits import Edit
from detente.text.model import Bracket, Reply, Text
from detente.text.rounds import revision, through
from detente.text.taking import Taking
from detente.workbench.drafts import open_plan
from detente.workbench.folders import keep, own_home_of
from detente.workbench.texts import UnreadableText, as_draft, check_text, open_text, told_in


@dataclass(frozen=True, slots=True)
class Said:
    """How something written into a text is known: claims of the case, or who heard it and when, and the setting."""

    claims: tuple[str, ...] = ()
    heard_by: str = ""
    on: date | None = None
    setting: Setting | None = None

    @property
    def entry(self) -> dict[str, Plain]:
        told: dict[str, Plain] = {}
        if self.claims:
            told["claims"] = list(self.claims)
        if self.heard_by and self.on:
            told["heard"] = {"by": self.heard_by, "on": self.on.isoformat()}
        if self.setting:
            told["setting"] = str(self.setting)
        return told


def new_text(name: str | os.PathLike[str], text: str, *, plan: str) -> Path:
    """Begin a text over a plan: a clause for each obligation, a bracket for each blank. Raises NotPermitted."""
    from detente.store.textedit import begun

    path = own_home_of(name) / textfile.FOLDER / f"{text}.yaml"
    if path.exists():
        raise NotPermitted(f"{path} is there already; it is left as it is")
    draft = open_plan(name, plan)
    rounds = tuple(each.id for each in draft.case.rounds)
    return keep(path, begun(draft.plan, rounds, Voices.of(draft.case).name))


def answer(
    name: str | os.PathLike[str],
    text: str,
    *,
    of: str,
    to: str,
    says: Reply,
    said: Said,
    in_round: str | None = None,
    words: str = "",
    audience: tuple[str, ...] = (),
) -> Path:
    """Write down what a side said to a clause or an alternative, in the last round unless another is named.

    Raises UnknownName; UnreadableText for what does not fit, such as an answer without a source.
    """
    entry: dict[str, Plain] = {"of": of, "to": to, "says": str(says), **_in(open_text(name, text).text, in_round)}
    entry |= {"words": words} if words else {}
    entry |= said.entry
    entry |= {"audience": list(audience)} if audience else {}
    return _write(name, text, ("answers", "+"), entry)


def propose(
    name: str | os.PathLike[str],
    text: str,
    bracket: str,
    alternative: str,
    *,
    words: str,
    by: tuple[str, ...],
    in_round: str | None = None,
    fills: tuple[tuple[str, str], ...] = (),
) -> Path:
    """Write another alternative into a bracket. Raises UnknownName, NotPermitted, UnreadableText."""
    opened, found = _bracket(name, text, bracket)
    if alternative in [each.id for each in found.alternatives]:
        raise NotPermitted(f"{bracket!r} has an alternative called {alternative!r} already; name another")
    entry: dict[str, Plain] = {"words": words, "by": list(by), **_in(opened, in_round)}
    entry |= {"fills": dict(fills)} if fills else {}
    return _write(name, text, ("brackets", bracket, "alternatives", alternative), entry)


def withdraw(
    name: str | os.PathLike[str], text: str, bracket: str, alternative: str, *, in_round: str | None = None
) -> Path:
    """Write down that an alternative was withdrawn, for good. Raises UnknownName, NotPermitted, UnreadableText."""
    opened, found = _bracket(name, text, bracket)
    must_be_known("alternative", alternative, [each.id for each in found.alternatives])
    if any(each.id == alternative and each.withdrawn for each in found.alternatives):
        raise NotPermitted(f"{alternative!r} has been withdrawn already")
    way = ("brackets", bracket, "alternatives", alternative, "withdrawn")
    return _write(name, text, way, _in(opened, in_round, needed=True)["round"])


def turn(
    name: str | os.PathLike[str],
    text: str,
    bracket: str,
    *,
    closes: str | None,
    by: tuple[str, ...] = (),
    in_round: str | None = None,
) -> Path:
    """Close a bracket on an alternative, or open it again (`closes` None). Raises UnknownName, UnreadableText."""
    opened, _ = _bracket(name, text, bracket)
    entry = _in(opened, in_round, needed=True)
    entry |= {"closes": closes} if closes else {"opens": "yes"}
    entry |= {"by": list(by)} if by else {}
    return _write(name, text, ("brackets", bracket, "turns", "+"), entry)


def read_back(
    name: str | os.PathLike[str],
    text: str,
    path: Path,
    *,
    by: str,
    said: Said,
    languages: Sequence[str] = (),
    in_round: str | None = None,
) -> tuple[tuple[Edit, ...], tuple[Taking, ...]]:
    """What was changed in a DOCX copy that `by` (a party, or a mediator) gave back, and what taking it would write.

    Raises UnreadableDocument, also for a copy of a revision that this text never had; UnknownName.
    """
    from detente.formats import document
    from detente.text.edits import edits
    from detente.text.taking import takings

    opened = open_text(name, text)
    sides = [each.id for each in opened.case.parties]
    must_be_known("side or mediator", by, [*sides, *opened.case.mediators])
    audience = by if by in sides else MEDIATORS
    base = opened.text if audience == MEDIATORS else open_text(name, text, audience=audience).text
    told = told_in(Draft(base, opened.case), languages)
    found = document.read(document.load(path), base, told, name=str(path))
    at = _of_revision(base, found.revision)
    if at is None:
        had = revision(base)[:12]
        why = f"it was made of revision {found.revision[:12]}; {text!r} is at {had} for {audience}, and never was that"
        raise document.UnreadableDocument(str(path), why)
    changed = edits(at, found, told)
    last = str(_in(opened.text, in_round).get("round", ""))
    return changed, takings(opened.text, changed, by=by, side=by in sides, last=last, said=said.entry)


def take(name: str | os.PathLike[str], text: str, those: Iterable[Taking]) -> Path:
    """Write down what was read back. Raises NotPermitted in the gallery, UnreadableText for what does not fit."""
    path = own_home_of(name) / textfile.FOLDER / f"{text}.yaml"
    _write_all(name, text, [(each.way, each.entry) for each in those])
    return path


def _of_revision(text: Text, wanted: str) -> Text | None:
    """The text as it stood when it had this revision, now or after one of its rounds."""
    stages = (text, *(through(text, count) for count in range(len(text.rounds), -1, -1)))
    return next((each for each in stages if revision(each).startswith(wanted)), None)


def _bracket(name: str | os.PathLike[str], text: str, bracket: str) -> tuple[Text, Bracket]:
    opened = open_text(name, text).text
    found = {each.id: each for each in opened.brackets}
    must_be_known("bracket", bracket, found)
    return opened, found[bracket]


def _in(text: Text, in_round: str | None, *, needed: bool = False) -> dict[str, Plain]:
    """The round something comes in: the one named, else the text's last. Raises UnknownName, NotPermitted."""
    must_be_known("round", in_round, text.rounds)
    if needed and not text.rounds:
        raise NotPermitted(f"{text.id!r} names no rounds; write them under `rounds` first")
    last = in_round or next(reversed(text.rounds), None)
    return {"round": last} if last else {}


def _write(name: str | os.PathLike[str], text: str, way: Way, entry: Plain) -> Path:
    """Write one entry, unless the text would then have an error it did not have."""
    return _write_all(name, text, [(way, entry)])


def _write_all(name: str | os.PathLike[str], text: str, entries: Iterable[tuple[Way, Plain]]) -> Path:
    from detente.store.textedit import with_entry

    path = own_home_of(name) / textfile.FOLDER / f"{text}.yaml"
    changed = path.read_text(encoding="utf-8")
    led = textfile.parse(changed.encode(), name=text)
    for way, entry in entries:
        changed = with_entry(changed, led.way(way), entry)
    found = textfile.parse(changed.encode(), name=text)
    if found.text is None:
        raise UnreadableText(f"{text} with this written in it", found.problems)
    before = {(each.code.id, each.says) for each in check_text(name, text)}
    now = [each for each in problems(as_draft(name, found.text, MEDIATORS)) if each.is_error]
    if faults := [each for each in now if (each.code.id, each.says) not in before]:
        raise UnreadableText(f"{text} with this written in it", faults)
    return keep(path, changed)
