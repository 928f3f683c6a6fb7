"""One more entry written into a ledger's file; everything that stands in it stays as it was, comments and all.

The entry goes below the last one, indented as that is. What was written is read again before it is given back.
"""

from dataclasses import fields
from datetime import date, datetime, time
from enum import StrEnum
from typing import ClassVar

import yaml

from detente.case.quantity import Quantity
from detente.conduct.ledger import NO_ACCOUNT, NO_EXERCISE, PLAIN_PROOF, Account, Entry, Exercise, Proof, Reads
from detente.errors import NotPermitted
from detente.plan.model import Plan
from detente.store import ledgerfile, yamltree
from detente.store.ledgershapes import LISTS
from detente.store.yamltree import Plain

_RENAMED = {"sources": "source"}


def appended(text: str, entry: Entry, *, plan: Plan | None = None, name: str = "plan") -> str:
    """The file with the entry below its others. Raises NotPermitted where it cannot go there or would not read so."""
    tree = yamltree.read("ledger", text.encode())
    if tree.root is None or tree.problems or not isinstance(tree.root.holds, dict):
        raise NotPermitted("the ledger has faults; mend them first")
    lines = text.replace("\r\n", "\n").split("\n")
    row, indent = _end(tree, lines)
    written = _lines(entry, indent)
    if "entries" not in tree.root.holds:
        written = ["entries:", *written]
    together = "\n".join([*lines[:row], *written, *lines[row:]])
    together = together.rstrip("\n") + "\n"
    before, after = (ledgerfile.parse(each.encode(), name=name, plan=plan) for each in (text, together))
    if (
        before.ledger is None
        or after.ledger is None
        or not _one_more(before.ledger.entries, after.ledger.entries, entry)
    ):
        said = after.problems[0].says if after.problems else "it would not read as it was meant"
        raise NotPermitted(f"{entry.id!r} cannot be written into the ledger: {said}")
    return together


def _end(tree: yamltree.Tree, lines: list[str]) -> tuple[int, int]:
    """The row behind the last entry, and how far its dash is indented."""
    root = tree.root
    held = root.holds.get("entries") if root is not None and isinstance(root.holds, dict) else None
    if root is None or held is None or not isinstance(root.holds, dict):
        return _used(lines, len(lines)), 2
    start = root.keys["entries"][0]
    following = [line for line, _ in root.keys.values() if line > start]
    row = _used(lines, min(following) - 1 if following else len(lines))
    if not isinstance(held.holds, list) or not held.holds:
        raise NotPermitted("write the first entry by hand, on a line of its own below `entries:`")
    first = held.holds[0]
    dash = lines[first.line - 1].find("-")
    if dash < 0 or lines[first.line - 1][:dash].strip() or held.line == start:
        raise NotPermitted("the entries stand in brackets; put each on a line of its own")
    return row, dash


def _used(lines: list[str], end: int) -> int:
    """The row behind the last line before `end` that says something; remarks at the margin stay below it."""
    while end and (not lines[end - 1].strip() or lines[end - 1].startswith("#")):
        end -= 1
    return end


def _lines(entry: Entry, indent: int) -> list[str]:
    told = [line for key, held in plain(entry).items() for line in _written(key, held)]
    margin = " " * indent
    return [f"{margin}{'- ' if row == 0 else '  '}{line}" for row, line in enumerate(told)]


def _written(key: str, held: Plain) -> list[str]:
    """One key and what it holds, as lines; a list of ids on one."""
    if isinstance(held, list):
        return [f"{key}: [{', '.join(map(str, held))}]"]
    told: str = yaml.dump({key: held}, Dumper=_Dumper, allow_unicode=True, width=110, default_flow_style=False)
    return told.rstrip("\n").split("\n")


class _Dumper(yaml.SafeDumper):
    """A dumper to which all scalars are text, so that only what YAML itself would misread is quoted."""

    yaml_implicit_resolvers: ClassVar[dict[str, list[object]]] = {}  # type: ignore[misc]  # as the library does itself


def _one_more(before: tuple[Entry, ...], after: tuple[Entry, ...], entry: Entry) -> bool:
    return {each.seal for each in after} == {*(each.seal for each in before), entry.seal} and len(after) == len(
        before
    ) + 1


def plain(entry: Entry) -> dict[str, Plain]:
    """An entry as the keys and words of a ledger's file; what is at its default is left out."""
    found: dict[str, Plain] = {}
    for each in fields(entry):
        held = getattr(entry, each.name)
        if isinstance(held, Exercise | Account | Proof):
            bare = {Exercise: NO_EXERCISE, Account: NO_ACCOUNT, Proof: PLAIN_PROOF}[type(held)]
            found |= _keys(held, bare)
        elif each.name == "known":
            if held != datetime.combine(entry.on, time()):
                found["known"] = _instant(held)
        elif each.name not in ("seal", "reads") and held != each.default:
            found[each.name] = _word(each.name, held)
    if entry.reads is not None:
        found["reads"] = _keys(entry.reads, Reads())
    return found


def _keys(held: Exercise | Account | Proof | Reads, bare: object) -> dict[str, Plain]:
    return {
        _RENAMED.get(each.name, each.name): _word(_RENAMED.get(each.name, each.name), told)
        for each in fields(held)
        if (told := getattr(held, each.name)) != getattr(bare, each.name)
    }


def _word(key: str, held: object) -> Plain:
    if isinstance(held, tuple):
        return str(held[0]) if len(held) == 1 and key in LISTS else [str(each) for each in held]
    if isinstance(held, bool):
        return "yes" if held else "no"
    if isinstance(held, Quantity):
        return held.words
    if isinstance(held, StrEnum):
        return held.value
    if isinstance(held, date):
        return held.isoformat()
    return str(held)


def _instant(known: datetime) -> str:
    return known.date().isoformat() if known.time() == time() else f"{known:%Y-%m-%d %H:%M}"
