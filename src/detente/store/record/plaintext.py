"""Entries as plain text: one line of canonical JSON for each, in the order of their compartments and numbers.

The same entries always give the same text, and an added entry adds a line, so it sits well in version control. A line
is what the hash covers, with `hash` and `previous` put in: anybody can check the chain without detente. Taking a text
in keeps numbers, ids and hashes; what is there already is passed over.
"""

import json
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from operator import itemgetter

from detente.errors import Code, Place, Problem
from detente.store.record import rows
from detente.store.record.canonical import canonical
from detente.store.record.chain import Head, Row, row, walked
from detente.store.record.engines import reading, writing
from detente.store.record.entry import Entry, Kept, checked, instant_of
from detente.store.record.keeping import Record
from detente.store.record.reach import Reach, may_add
from detente.store.record.refusals import NOT_AN_ENTRY, OUT_OF_CHAIN, HeldOtherwise, NotAnEntry, UnreadableEntries

_FIELDS = ("compartment", "day", "hash", "id", "key", "kind", "known", "number", "payload", "previous")


@dataclass(frozen=True, slots=True)
class TakenIn:
    """How many entries were new to the record, and how many stood there already."""

    added: int
    there: int


def export(record: Record, reach: Reach) -> Iterator[str]:
    """Every entry that may be read as a line, each with its line feed."""
    with reading(record.place, record.engine) as connection:
        for batch in rows.batches(connection, reach):
            yield from (_line(each) for each in batch)


def read(text: str, name: str) -> tuple[Kept, ...]:
    """The entries of an exported text, each chain followed. Raises UnreadableEntries with every fault found."""
    found: list[tuple[int, Kept]] = []
    problems: list[Problem] = []
    for number, line in enumerate(text.split("\n"), start=1):
        if line:
            try:
                found.append((number, _kept(line)))
            except (ValueError, TypeError, RecursionError, NotAnEntry) as error:
                problems.append(_problem(NOT_AN_ENTRY, name, number, line, f"this is no exported entry: {error}"))
    problems = problems or list(_out_of_chain(found, name))
    if problems:
        raise UnreadableEntries(name, problems)
    return tuple(each for _, each in found)


def take_in(record: Record, entries: Iterable[Kept], reach: Reach) -> TakenIn:
    """Add what the record does not hold yet, all of it or nothing, with the numbers, ids and hashes it has.

    Raises OutsideReach, and HeldOtherwise when an entry does not continue what is there.
    """
    parts: defaultdict[str, list[Row]] = defaultdict(list)
    for each in entries:
        parts[may_add(reach, each.entry.compartment)].append(row(each))
    added = 0
    with writing(record.place, record.engine) as connection:
        for compartment, part in parts.items():
            head = rows.head(connection, compartment)
            part.sort(key=itemgetter(1))
            held = (each for batch in rows.rows_after(connection, compartment, part[0][1] - 1) for each in batch)
            new = _new(compartment, part, {each[1]: each for each in held}, head)
            rows.add(connection, new)
            added += len(new)
    return TakenIn(added, sum(map(len, parts.values())) - added)


def _new(compartment: str, part: list[Row], held: dict[int, Row], head: Head) -> list[Row]:
    """Those rows that continue the compartment. Raises HeldOtherwise unless all the others stand there as they are."""
    new = [each for each in part if each[1] > head.number]
    wrong = next((each for each in part if each[1] <= head.number and held.get(each[1]) != each), None)
    if wrong:
        raise HeldOtherwise(
            f"number {wrong[1]} of {compartment!r} stands in the record with other content; nothing was taken in. "
            "One of the two was written anew: hold both against the checkpoints handed out"
        )
    if faults := walked(head, new).faults:
        raise HeldOtherwise(
            f"number {faults[0].number} of {compartment!r} does not continue the record, which ends at number "
            f"{head.number}; nothing was taken in. Export the whole compartment, and take that in"
        )
    return new


def _line(each: Row) -> str:
    compartment, number, id_, key, known, day, kind, payload, previous, hash_ = each
    values = {
        "compartment": canonical(compartment),
        "day": canonical(day),
        "hash": canonical(hash_),
        "id": canonical(id_),
        "key": canonical(key),
        "kind": canonical(kind),
        "known": canonical(known),
        "number": canonical(number),
        "payload": payload,
        "previous": canonical(previous),
    }
    return "{" + ",".join(f'"{name}":{value}' for name, value in values.items()) + "}\n"


def _kept(line: str) -> Kept:
    """The entry on one line. Raises ValueError, TypeError or NotAnEntry for any other text than an export writes."""
    said = json.loads(line)
    if not isinstance(said, dict) or tuple(said) != _FIELDS or type(said["number"]) is not int:
        raise ValueError("it does not have the fields of one")
    if not all(isinstance(said[name], str) for name in _FIELDS if name not in ("number", "payload")):
        raise ValueError("a field is no text")
    day = date.fromisoformat(said["day"])
    entry = checked(
        Entry(
            said["compartment"], said["key"], instant_of(said["known"]), day, said["kind"], canonical(said["payload"])
        )
    )
    kept = Kept(entry, said["number"], said["id"], said["previous"], said["hash"])
    if _line(row(kept)) != line + "\n":
        raise ValueError("it is written in another way")
    return kept


def _out_of_chain(found: Iterable[tuple[int, Kept]], name: str) -> Iterator[Problem]:
    """Where an entry of the text does not follow the one before it; a text may begin in the middle of a chain."""
    ends: dict[str, Head] = {}
    for number, each in found:
        compartment = each.entry.compartment
        start = ends.get(compartment, Head(compartment, each.number - 1, each.previous))
        for fault in walked(start, [row(each)]).faults:
            says = f"number {fault.number} of {compartment!r} {fault.says}"
            yield _problem(OUT_OF_CHAIN, name, number, "", says)
        ends[compartment] = Head(compartment, each.number, each.hash)


def _problem(code: Code, name: str, number: int, line: str, says: str) -> Problem:
    return Problem(code, (number,), says, place=Place(name, number, 1, line[:80]))
