"""The chain of one compartment: every entry carries the hash of the one before it.

The hash of an entry is SHA-256, in hexadecimal, over `detente record 1`, a line feed, the previous hash, another line
feed and the entry's own line: its fields as canonical JSON in UTF-8. The first entry has a previous hash of zeros.
Whoever has the exported text can work this out again in ten lines of any language.

A chain shows that an entry was changed, moved, left out or put between others. It does not show that its end is
missing, nor that all of it was written anew: for that, see `checkpoints`.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from hashlib import sha256
from json.encoder import encode_basestring as _quoted

from detente.store.record.entry import Entry, Kept, instant_text

START = "0" * 64
MOST_FAULTS = 20
"""Told of one chain; more of them tell nobody more."""

Row = tuple[str, int, str, str, str, str, str, str, str, str]
"""Compartment, number, id, key, known, day, kind, payload, previous, hash: as a record's table holds them."""


@dataclass(frozen=True, slots=True)
class Head:
    """The last entry of a compartment; number 0 and zeros when it has none."""

    compartment: str
    number: int = 0
    hash: str = START


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a compartment does not hold together, and how; number 0 stands for the whole of it."""

    compartment: str
    number: int
    says: str


@dataclass(frozen=True, slots=True)
class Walked:
    """What following one chain gave: where it ends, what is wrong, and the hashes at the numbers asked for."""

    head: Head
    faults: tuple[Fault, ...]
    hashes: Mapping[int, str]


def line(row: Row) -> str:
    """The fields of an entry that its hash covers, as canonical JSON."""
    compartment, number, id_, key, known, day, kind, payload, _, _ = row
    return (
        f'{{"compartment":{_quoted(compartment)},"day":{_quoted(day)},"id":{_quoted(id_)},"key":{_quoted(key)},'
        f'"kind":{_quoted(kind)},"known":{_quoted(known)},"number":{number},"payload":{payload}}}'
    )


def link(previous: str, text: str) -> str:
    """The hash of an entry that follows the one with hash `previous`.

    >>> link(START, "{}")[:16]
    '827f3501bfdac298'
    """
    return sha256(f"detente record 1\n{previous}\n{text}".encode("utf-8", "surrogateescape")).hexdigest()


def following(head: Head, entry: Entry, id_: str) -> Kept:
    """The entry as it would stand next in its compartment."""
    kept = Kept(entry, head.number + 1, id_, head.hash, "")
    return replace(kept, hash=link(head.hash, line(row(kept))))


def row(kept: Kept) -> Row:
    """An entry as its table holds it."""
    entry = kept.entry
    known, day = instant_text(entry.known), entry.day.isoformat()
    named = entry.compartment, kept.number, kept.id, entry.key
    return (*named, known, day, entry.kind, entry.payload, kept.previous, kept.hash)


def walked(start: Head, rows: Iterable[Row], wanted: Collection[int] = ()) -> Walked:
    """What following the rows of one compartment from there on, in the order of their numbers, gives.

    After a fault the walk goes on from what is there, so that one change is told once.
    """
    number, previous = start.number, start.hash
    faults: list[Fault] = []
    hashes: dict[int, str] = {}
    for each in rows:
        if len(faults) < MOST_FAULTS and (says := _wrong(each, number, previous)):
            faults.append(Fault(start.compartment, each[1], says))
        number, previous = each[1], each[9]
        if number in wanted:
            hashes[number] = previous
    return Walked(Head(start.compartment, number, previous), tuple(faults), hashes)


def _wrong(each: Row, number: int, previous: str) -> str:
    """What is wrong with a row that stands after this number and hash; nothing for a sound one."""
    if each[1] != number + 1:
        return f"stands where number {number + 1} should; what was between is gone"
    if each[8] != previous:
        return "does not follow the entry before it; one of the two was changed, moved or left out"
    try:
        sound = link(previous, line(each)) == each[9]
    except TypeError:  # something else than text stands in a column
        sound = False
    return "" if sound else "does not say what was written; it was changed"
