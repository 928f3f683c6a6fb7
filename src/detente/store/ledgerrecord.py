"""Entries of a ledger kept in a record, and read back from it.

An entry is kept as the keys and words of a ledger's file, under the names of its plan and its own, in the compartment
of those who may read it; when it came to be known is the record's own clock. A compartment bears the names of its
readers: `public`, `mediators` (theirs alone), `north+south`.
"""

import json
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import ValidationError

from detente.case.model import MEDIATORS, PUBLIC
from detente.conduct import ledger
from detente.conduct.ledger import Ledger
from detente.errors import NotPermitted
from detente.plan.model import Plan
from detente.store import ledgerfile, ledgertext
from detente.store.ledgershapes import LedgerShape
from detente.store.record.canonical import canonical
from detente.store.record.entry import Entry, Kept
from detente.store.record.refusals import DamagedRecord

_JOINT = "+"
_KEPT_ELSEWHERE = ("known", "audience")
"""What the record says of an entry by itself: its clock, and its compartment."""


def compartment(readers: Iterable[str]) -> str:
    """The compartment that these and mediators may read.

    >>> compartment(["south", "north", "mediators"]), compartment(["mediators"]), compartment(["public", "north"])
    ('north+south', 'mediators', 'public')
    """
    named = set(readers) - {MEDIATORS}
    return PUBLIC if PUBLIC in named else _JOINT.join(sorted(named)) or MEDIATORS


def readers_of(name: str) -> tuple[str, ...]:
    """Those who may read a compartment, as a label; mediators always may."""
    return tuple(name.split(_JOINT))


def handed_in(plan: Plan, entry: ledger.Entry, readers: Iterable[str]) -> Entry:
    """An entry as the record takes it, under the name of its plan and its own. Raises NotPermitted."""
    words = ledgertext.plain(entry)
    told = {key: held for key, held in words.items() if key not in _KEPT_ELSEWHERE}
    return Entry(
        compartment(readers),
        f"{plan.id}/{entry.id}",
        entry.known.replace(tzinfo=zone(plan)).astimezone(UTC),
        entry.on,
        entry.kind.value,
        canonical(told),
    )


def plans_of(kept: Iterable[Kept]) -> tuple[str, ...]:
    """The plans whose entries these are, by name."""
    return tuple(sorted({each.entry.key.partition("/")[0] for each in kept}))


def read_back(kept: Iterable[Kept], plan: Plan) -> Ledger:
    """The ledger of a plan, out of all that a record holds. Raises DamagedRecord for what does not read as an entry."""
    own = [each for each in kept if each.entry.key.partition("/")[0] == plan.id]
    told = [json.loads(each.entry.payload) for each in own]
    try:
        shape = LedgerShape.model_validate({"detente": "1", "entries": told})
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise _unread(own[int(first["loc"][1])], first["msg"]) from None
    found, problems = ledgerfile.entries_of(shape, plan)
    if problems:
        raise _unread(own[int(problems[0].where[1])], problems[0].says)
    clock = zone(plan)
    return Ledger(plan.id, tuple(_known(entry, each, clock) for entry, each in zip(found, own, strict=True)))


def _known(entry: ledger.Entry, kept: Kept, clock: ZoneInfo) -> ledger.Entry:
    """The entry with what the record says of it: when it was known, and to whom it is open."""
    known = kept.entry.known.astimezone(clock).replace(tzinfo=None)
    return replace(entry, known=known, audience=readers_of(kept.entry.compartment))


def zone(plan: Plan) -> ZoneInfo:
    """The zone whose clocks a plan goes by. Raises NotPermitted."""
    try:
        return ZoneInfo(plan.calendar.zone)
    except (ZoneInfoNotFoundError, ValueError):
        raise NotPermitted(
            f"the plan {plan.id!r} goes by the clocks of {plan.calendar.zone!r}, which is no time zone; "
            "write one such as Africa/Cairo into its calendar"
        ) from None


def _unread(kept: Kept, why: str) -> DamagedRecord:
    where = f"number {kept.number} of {kept.entry.compartment!r}"
    return DamagedRecord(f"{where} in the record does not read as an entry of a plan: {why}")
