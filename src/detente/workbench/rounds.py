"""Acts that write into a negotiating text: begin one, take down an answer, propose, withdraw, close and open again.

Nothing is written that would give the text an error it did not have; comments and order of the file stay.
"""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.case.model import MEDIATORS, Setting
from detente.case.voices import Voices
from detente.errors import NotPermitted, must_be_known
from detente.errors import Path as Way
from detente.store import textfile
from detente.store.yamltree import Plain
from detente.text.check import problems
from detente.text.model import Bracket, Reply, Text
from detente.workbench.drafts import open_plan
from detente.workbench.folders import home_of, keep
from detente.workbench.texts import UnreadableText, as_draft, check_text, open_text


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

    path = _own(name) / textfile.FOLDER / f"{text}.yaml"
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


def _own(name: str | os.PathLike[str]) -> Path:
    if str(name).startswith("gallery:"):
        raise NotPermitted("the gallery is kept as it came; copy the folder to change it")
    return home_of(name)


def _write(name: str | os.PathLike[str], text: str, way: Way, entry: Plain) -> Path:
    """Write one entry, unless the text would then have an error it did not have."""
    from detente.store.textedit import with_entry

    path = _own(name) / textfile.FOLDER / f"{text}.yaml"
    changed = with_entry(path.read_text(encoding="utf-8"), way, entry)
    found = textfile.parse(changed.encode(), name=text)
    if found.text is None:
        raise UnreadableText(f"{text} with this written in it", found.problems)
    before = {(each.code.id, each.says) for each in check_text(name, text)}
    now = [each for each in problems(as_draft(name, found.text, MEDIATORS)) if each.is_error]
    if faults := [each for each in now if (each.code.id, each.says) not in before]:
        raise UnreadableText(f"{text} with this written in it", faults)
    return keep(path, changed)
