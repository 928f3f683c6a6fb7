"""Where entries that are handed in come to stand: after the last of their compartment, unless they stand already.

No database here: the writer asks the database for what is needed, and writes what comes out of here.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from detente.store.record.chain import Head, following
from detente.store.record.entry import Entry, Kept, Receipt, receipt, same
from detente.store.record.refusals import KeyTaken

Key = tuple[str, str]
"""A compartment and a key in it."""


@dataclass(frozen=True, slots=True)
class Standing:
    """What the compartments concerned hold: where each ends, and the entries under the keys asked for.

    Grows by `take`.
    """

    heads: dict[str, Head] = field(default_factory=dict)
    held: dict[Key, Kept] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Placed:
    """Entries to be written, in order, and a receipt for each that was handed in."""

    added: tuple[Kept, ...]
    receipts: tuple[Receipt, ...]


def placed(entries: Iterable[Entry], standing: Standing, new_id: Callable[[], str]) -> Placed:
    """All entries of one act, or none: raises KeyTaken for a key under which something else stands.

    A key that comes twice in one act with the same content is one entry, as it would be in two.
    """
    new = Standing()
    receipts = []
    for entry in entries:
        key = entry.compartment, entry.key
        there = new.held.get(key) or standing.held.get(key)
        if there is None:
            head = new.heads.get(entry.compartment) or standing.heads[entry.compartment]
            there = following(head, entry, new_id())
            _note(there, new)
        elif not same(there.entry, entry):
            raise KeyTaken(entry.compartment, entry.key)
        receipts.append(receipt(there))
    return Placed(tuple(new.held.values()), tuple(receipts))


def take(found: Placed, standing: Standing) -> None:
    """From now on those entries stand too."""
    for kept in found.added:
        _note(kept, standing)


def _note(kept: Kept, standing: Standing) -> None:
    compartment = kept.entry.compartment
    standing.heads[compartment] = Head(compartment, kept.number, kept.hash)
    standing.held[compartment, kept.entry.key] = kept
