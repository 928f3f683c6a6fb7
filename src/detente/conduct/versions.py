"""Which text of a plan was in force on which day: amendments follow each other, and past days keep their text.

An amendment names the plan that takes the place of the one in force, by its id or its content address. It takes all
parties of the text it amends.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from detente.conduct.ledger import Entry
from detente.conduct.legal import Reason
from detente.conduct.sealing import version
from detente.plan.model import Plan

SHORTEST = 8
"""A content address may be cut to as few characters."""


@dataclass(frozen=True, slots=True)
class Version:
    """A text, the day it came into force, and the amendment that brought it in, if one did."""

    plan: Plan
    since: date
    entry: Entry | None = None


def versions(
    plan: Plan, known: Iterable[Plan], amendments: Iterable[Entry]
) -> tuple[tuple[Version, ...], tuple[Reason, ...]]:
    """The texts in the order they came into force, and amendments that have no effect."""
    found, notes, texts = [Version(plan, date.min)], [], (plan, *known)
    for entry in amendments:
        now = found[-1].plan
        lacking = [party for party in now.parties if party not in entry.by]
        named = text_called(entry.exercise.plan, texts)
        if lacking:
            notes.append(_void(entry, f"{' and '.join(lacking)} did not agree to it"))
        elif named is None:
            notes.append(_void(entry, f"there is no plan called {entry.exercise.plan!r}"))
        else:
            found.append(Version(named, entry.on, entry))
    return tuple(found), tuple(notes)


def text_called(name: str, texts: Iterable[Plan]) -> Plan | None:
    """The text of this id or content address."""
    for text in texts:
        if text.id == name or (len(name) >= SHORTEST and version(text).startswith(name)):
            return text
    return None


def _void(entry: Entry, why: str) -> Reason:
    return Reason(f"amendment of {entry.on} has no effect: {why}", (entry.id,))
