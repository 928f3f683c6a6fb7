"""An exchange held against its keys, and counts by category: what was expected, delivered, short and over.

Persons are counted by category, never named, and nothing is set off against anything: a key says how many of one the
other has to answer, not what anybody is worth.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from math import inf

from detente.case.quantity import Quantity
from detente.conduct.corrections import known_by
from detente.conduct.ledger import Entry, EntryKind, Ledger
from detente.conduct.standing import Standings
from detente.conduct.sums import NOTHING, Ends, amount, ends
from detente.plan.arithmetic import through

_TELL = (EntryKind.CLAIM, EntryKind.VERIFICATION, EntryKind.REPORT)


@dataclass(frozen=True, slots=True)
class Reckoned:
    """One side of a key: what the other's deliveries ask of it, what it delivered, and the difference, as ranges."""

    key: str
    obligation: str
    unit: str
    expected: Quantity
    delivered: Quantity
    short: Quantity
    over: Quantity


@dataclass(frozen=True, slots=True)
class Category:
    """So many of one category by a day, as each kind of entry tells."""

    category: str
    claimed: Quantity
    verified: Quantity
    reported: Quantity


def reconciled(standings: Standings, *, claimed: bool = False) -> tuple[Reckoned, ...]:
    """Each key's second side against its first: by what was verified, or by what is claimed.

    Of 1:3, for ten given thirty are expected.
    """
    found = {each.id: each for each in standings.each}
    rows = []
    for key in standings.plan.keys:
        first, second = (found.get(slug) for slug in key.between)
        if first is None or second is None or first.obligation.lasts or second.obligation.lasts:
            continue
        given, answered = (each.claimed if claimed else each.verified for each in (first, second))
        low, high = through(given, key.ratio)
        least, most = float(answered.least), float(answered.most)
        short = _exact(max(low - most, 0)), _exact(max(high - least, 0))
        over = _exact(max(least - high, 0)), _exact(max(most - low, 0))
        rows.append(
            Reckoned(
                key.id,
                second.id,
                second.unit,
                amount((_exact(low), _exact(high))),
                answered,
                amount(short),
                amount(over),
            )
        )
    return tuple(rows)


def _exact(number: float) -> int | float:
    return int(number) if number != inf and number == int(number) else number


def categories(ledger: Ledger, on: date, known: date | None = None) -> tuple[Category, ...]:
    """Every category that entries name, with its counts, in the order they came up."""
    entries = [each for each in known_by(ledger, known).entries if each.on <= on and each.kind in _TELL]
    names = dict.fromkeys(each.category for each in entries if each.category)
    return tuple(Category(name, *(amount(_sum(entries, name, kind)) for kind in _TELL)) for name in names)


def _sum(entries: Iterable[Entry], category: str, kind: EntryKind) -> Ends:
    low, high = NOTHING
    for each in sorted(entries, key=lambda each: (each.on, each.place)):
        if each.category == category and each.kind is kind:
            if each.total is not None:
                low, high = ends(each.total)
            elif each.amount is not None:
                more = ends(each.amount)
                low, high = low + more[0], high + more[1]
    return low, high
