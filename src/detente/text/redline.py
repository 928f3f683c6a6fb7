"""What changed in words between two texts: the fewest words struck and added, clause by clause.

Words are compared whole, in any script; a figure such as 1,500 is one word. The fewest changes come from a longest
common subsequence, worked out row by row in the bits of one number (Hyyrö 2004).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from detente.text.model import Clause, Text
from detente.text.rounds import in_force
from detente.text.wording import Reader

_LETTER = r"[\w\u0300-\u036f\u0591-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed]"
_WORD = re.compile(rf"(\s*)({_LETTER}+(?:[.,:'’׳״/-]{_LETTER}+)*|[^\w\s]|$)")


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    DELETED = "deleted"
    INSERTED = "inserted"


@dataclass(frozen=True, slots=True)
class Run:
    """Words that stayed, went or came."""

    kind: Kind
    words: str


class Fate(StrEnum):
    """What became of a clause."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    STRUCK = "struck"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Changed:
    """One clause in both texts or one: its numbers ('' where it is not), what became of it, and its words as runs."""

    clause: str
    number_before: str
    number: str
    fate: Fate
    title: tuple[Run, ...]
    words: tuple[Run, ...]


def runs(old: str, new: str) -> tuple[Run, ...]:
    """The fewest words to strike from `old` and to add so that it reads as `new`.

    >>> " ".join(f"{each.kind}:{each.words.strip()}" for each in runs("for 30 days", "for 45 days"))
    'same:for deleted:30 inserted:45 same:days'
    """
    before, now = spelt(old), spelt(new)
    steps: list[Run] = []
    for row, column in aligned([word for _, word in before], [word for _, word in now]):
        if column is None and row is not None:
            steps.append(Run(Kind.DELETED, "".join(before[row])))
        elif row is None and column is not None:
            steps.append(Run(Kind.INSERTED, "".join(now[column])))
        elif row is not None and column is not None:
            if before[row][0] == now[column][0]:
                steps.append(Run(Kind.SAME, "".join(now[column])))
            else:
                steps += [Run(Kind.DELETED, before[row][0]), Run(Kind.INSERTED, now[column][0])]
                steps.append(Run(Kind.SAME, now[column][1]))
    return tuple(each for each in _joined([each for each in steps if each.words]) if each.words)


def applied(changes: Sequence[Run], old: str) -> str:
    """The words that the changes make of `old`. Raises ValueError for changes to other words."""
    if "".join(each.words for each in changes if each.kind is not Kind.INSERTED) != old:
        raise ValueError("these are changes to other words")
    return "".join(each.words for each in changes if each.kind is not Kind.DELETED)


def redline(old: Text, new: Text, *, language: str | None = None) -> tuple[Changed, ...]:
    """Every clause of both texts as the newer has them in order, a struck one behind what stood before it."""
    old, new = in_force(old), in_force(new)
    before, now = {each.id: each for each in old.clauses}, {each.id: each for each in new.clauses}
    reads_before, reads_now = Reader(old), Reader(new)
    stayed = _stayed(list(before.values()), list(now.values()))

    def words(reader: Reader, clause: Clause | None) -> str:
        return reader.read(clause.wording.in_language(language), language) if clause else ""

    def change(name: str) -> Changed:
        was, is_ = before.get(name), now.get(name)
        title = runs(was.title if was else "", is_.title if is_ else "")
        told = runs(words(reads_before, was), words(reads_now, is_))
        same = all(each.kind is Kind.SAME for each in (*title, *told))
        both = Fate.CHANGED if not same else Fate.SAME if name in stayed else Fate.MOVED
        fate = Fate.ADDED if was is None else Fate.STRUCK if is_ is None else both
        return Changed(name, reads_before.numbers.get(name, ""), reads_now.numbers.get(name, ""), fate, title, told)

    return tuple(change(name) for name in _together(list(before), list(now)))


def _stayed(before: list[Clause], now: list[Clause]) -> frozenset[str]:
    """The most clauses that can be said to have kept their place; the others of both texts were moved."""
    was, is_ = [(each.under, each.id) for each in before], [(each.under, each.id) for each in now]
    common = set(was) & set(is_)
    first, second = [each for each in was if each in common], [each for each in is_ if each in common]
    pairs = aligned(first, second)
    return frozenset(first[row][1] for row, column in pairs if row is not None and column is not None)


def _together(before: list[str], now: list[str]) -> list[str]:
    """All names in the newer order; one that is gone stands behind the name it followed."""
    order = list(now)
    for row, name in enumerate(before):
        if name not in order:
            order.insert(order.index(before[row - 1]) + 1 if row else 0, name)
    return order


def spelt(text: str) -> list[tuple[str, str]]:
    """Each word with the gap before it; the last is empty and bears the gap at the end."""
    return [(found[1], found[2]) for found in _WORD.finditer(text)]


def aligned(old: Sequence[object], new: Sequence[object]) -> Iterator[tuple[int | None, int | None]]:
    """Rows of `old` and of `new` in order: paired where they are the same, else with None on the other side."""
    bits: dict[object, int] = {}
    for column, each in enumerate(new):
        bits[each] = bits.get(each, 0) | 1 << column
    # A bit that is 0 in a row says: up to here the common subsequence has grown by one at this column.
    whole = (1 << len(new)) - 1
    rows = [whole]
    for each in old:
        last = rows[-1]
        met = last & bits.get(each, 0)
        rows.append(((last + met) | (last - met)) & whole)
    row, column = len(old), len(new)
    steps: list[tuple[int | None, int | None]] = []
    while row or column:
        if not column or (row and not rows[row - 1] >> (column - 1) & 1):
            row -= 1
            steps.append((row, None))
        elif not row or rows[row] >> (column - 1) & 1:
            column -= 1
            steps.append((None, column))
        else:
            row, column = row - 1, column - 1
            steps.append((row, column))
    return reversed(steps)


def _joined(steps: list[Run]) -> Iterator[Run]:
    """Runs of one kind as one; what went stands before what came; a gap that both begin with stayed."""
    for changed, those in groupby(_parted(steps), key=lambda each: each.kind):
        yield Run(changed, "".join(each.words for each in those))


def _parted(steps: list[Run]) -> Iterator[Run]:
    for same, those in groupby(steps, key=lambda each: each.kind is Kind.SAME):
        part = list(those)
        if same:
            yield from part
            continue
        went, came = (
            "".join(each.words for each in part if each.kind is kind) for kind in (Kind.DELETED, Kind.INSERTED)
        )
        gap = went[: len(went) - len(went.lstrip())]
        gap = gap if came.startswith(gap) else ""
        yield from (Run(Kind.SAME, gap), Run(Kind.DELETED, went[len(gap) :]), Run(Kind.INSERTED, came[len(gap) :]))
