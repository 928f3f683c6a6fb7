"""Which items name which: the one reading of the `names(...)` declarations of the model.

Unknown names, closed names and what must be left out of a copy are all found by walking these references.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass, replace
from itertools import chain
from typing import Any, get_args, get_type_hints

from detente.case.model import Case, Item
from detente.case.quantity import Quantity
from detente.errors import Path

COLLECTIONS = (
    "sources",
    "actors",
    "parties",
    "groups",
    "issues",
    "subjects",
    "proposals",
    "claims",
    "pledges",
    "precedents",
    "rounds",
    "contacts",
    "resolutions",
)
MEMBERSHIPS = ("mediators", "guarantors", "stakeholders")
"""Lists of voices that stand on the case itself."""


@dataclass(frozen=True, slots=True)
class Reference:
    """One place that names an item: the path to it, the kinds it may be of, and the name."""

    where: Path
    kinds: tuple[str, ...]
    name: str


def items(case: Case) -> Iterator[tuple[str, Item]]:
    """Every item of the case with the collection it stands in, in the file's order."""
    for collection in COLLECTIONS:
        for item in getattr(case, collection):
            yield collection, item


def bearers(case: Case) -> dict[str, tuple[Item, ...]]:
    """The items that each kind of name may mean, in the file's order."""
    return {
        "voice": (*case.actors, *case.parties, *chain.from_iterable(party.factions for party in case.parties)),
        "party": case.parties,
        "edition": tuple(chain.from_iterable(source.editions for source in case.sources)),
        "claim": case.claims,
        "proposal": case.proposals,
        "issue": case.issues,
        "group": case.groups,
        "subject": case.subjects,
        "round": case.rounds,
    }


def known_names(case: Case) -> dict[str, tuple[str, ...]]:
    """The ids that each kind of name may bear, in the file's order; one borne twice stands twice."""
    return {kind: tuple(item.id for item in found) for kind, found in bearers(case).items()}


def references(value: object, where: Path = ()) -> Iterator[Reference]:
    """Every reference inside a value of the model, however deep."""
    for name, kinds, nests in _plan(type(value)):
        held = getattr(value, name)
        step = _IN_THE_FILE.get(name, name)
        if kinds and isinstance(held, str) and held:
            yield Reference((*where, step), kinds, held)
        elif kinds and isinstance(held, tuple):
            for row, each in enumerate(held):
                yield Reference((*where, step, row), kinds, each)
        elif nests and isinstance(held, tuple):
            for row, each in enumerate(held):
                if is_dataclass(each):
                    yield from references(each, (*where, step, _key(each, row)))
        elif nests and is_dataclass(held):
            yield from references(held, (*where, step))


def without_dangling(case: Case) -> Case:
    """The case without the items that name something no longer there, until none is left."""
    while True:
        known = {kind: frozenset(names) for kind, names in known_names(case).items()}
        lists: dict[str, Any] = {
            name: tuple(v for v in getattr(case, name) if v in known["voice"]) for name in MEMBERSHIPS
        }
        kept: dict[str, Any] = {
            name: tuple(item for item in getattr(case, name) if not dangles(item, known)) for name in COLLECTIONS
        }
        cut = replace(case, **kept, **lists)
        if cut == case:
            return case
        case = cut


def dangles(item: object, known: Mapping[str, frozenset[str]]) -> bool:
    """Something inside the value names what is not known; `known` holds the names of every kind it may name."""
    return any(all(each.name not in known[kind] for kind in each.kinds) for each in references(item))


_IN_THE_FILE = {"sources": "source"}


_PLANS: dict[type, tuple[tuple[str, tuple[str, ...], bool], ...]] = {}


def _plan(kind: type[Any]) -> tuple[tuple[str, tuple[str, ...], bool], ...]:
    """The fields of a class worth looking into, worked out once: name, kinds it may name, whether values nest in it."""
    if kind not in _PLANS:
        plan, hints = [], get_type_hints(kind)
        for each in fields(kind):
            kinds: tuple[str, ...] = each.metadata.get("names", ())
            nests = not kinds and _holds_a_value(hints[each.name])
            if kinds or nests:
                plan.append((each.name, kinds, nests))
        _PLANS[kind] = tuple(plan)
    return _PLANS[kind]


def _holds_a_value(hint: object) -> bool:
    """A type in which some dataclass stands, other than an amount, which names nothing."""
    if is_dataclass(hint):
        return hint is not Quantity
    return any(_holds_a_value(each) for each in get_args(hint))


def _key(value: object, row: int) -> str | int:
    """How the file names a nested value: by its id, issue or subject, else by its position."""
    for name in ("id", "issue", "subject"):
        if key := getattr(value, name, ""):
            return str(key)
    return row
