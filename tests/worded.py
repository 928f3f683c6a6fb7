"""The agreements written by hand in `agreements/`, each with what a reader should find in it.

The head of a file names its sides and others; `# finds DT0653` behind a line marks the item whose key stands on it or
nearest above it. Texts marked as left alone were written before the rules and never tuned on.
"""

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from detente.case.model import Actor, ActorKind, Case, Party
from detente.store import textfile
from detente.text.check import Draft
from detente.text.lint.rules import problems

FOLDER = Path(__file__).parent / "agreements"
NAMES = tuple(sorted(path.stem for path in FOLDER.glob("*.yaml")))
Finding = tuple[str, str]
"""What is marked, and the code."""


@dataclass(frozen=True, slots=True)
class Agreement:
    """A text written by hand, and what should be found in it."""

    name: str
    draft: Draft
    marked: frozenset[Finding]
    left_alone: bool


def agreement(name: str) -> Agreement:
    words = (FOLDER / f"{name}.yaml").read_text(encoding="utf-8")
    found = textfile.parse(words.encode(), name=name)
    assert found.text is not None, [(str(each.place), each.says) for each in found.problems]
    parties = tuple(Party(slug, title) for slug, title in _named(words, "sides"))
    actors = tuple(Actor(slug, title, ActorKind.BODY) for slug, title in _named(words, "others"))
    case = Case(name, date(2030, 1, 1), parties=parties, actors=actors)
    return Agreement(name, Draft(found.text, case), frozenset(_marked(words)), "left alone" in words)


def found(each: Agreement) -> frozenset[Finding]:
    """What the rules find, once for an item and a code."""
    told = set()
    for problem in problems(each.draft):
        item = "title" if problem.where[0] == "day_count" else str(problem.where[1])
        told.add((item, problem.code.id))
    return frozenset(told)


def _named(words: str, key: str) -> list[tuple[str, str]]:
    line = re.search(rf"^# {key}: (.+)$", words, re.MULTILINE)
    assert line
    return [tuple(part.strip() for part in each.split(" = ")) for each in line[1].split(";")]  # type: ignore[misc]


def _marked(words: str) -> list[Finding]:
    marked: list[Finding] = []
    key = "title"
    for line in words.splitlines():
        if item := re.match(r"  (?!  )([a-z0-9-]+):", line):
            key = item[1]
        if finds := re.search(r"# finds ((?:DT\d{4} ?)+)$", line):
            marked += [(key, code) for code in finds[1].split()]
    return marked
