"""A record as it was known on a day, with what was corrected by then; nothing that was written is lost.

A correction is an entry of its own. It says what an earlier entry should have read, or withdraws it, and counts from
the moment it is known, for every day past. Only who made an entry may correct it; anybody else may dispute it.
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time

from detente.conduct.ledger import Entry, EntryKind, Ledger


@dataclass(frozen=True, slots=True)
class Known:
    """What a record held by a day: entries as they then read, and corrections that had no effect, by their id."""

    entries: tuple[Entry, ...]
    refused: tuple[tuple[Entry, str], ...] = ()


def known_by(ledger: Ledger, day: date | None) -> Known:
    """The entries known by the end of a day (None: all there are), as they read then; corrections are taken up."""
    entries = ledger.entries
    if day is not None:
        entries = entries[: bisect_right(entries, datetime.combine(day, time.max), key=lambda each: each.known)]
    return corrected(entries)


def corrected(entries: tuple[Entry, ...]) -> Known:
    """Entries with the corrections among them taken up, those and what they withdraw left out."""
    kind = EntryKind.CORRECTION
    corrections = [each for each in entries if each.kind is kind]
    if not corrections:
        return Known(entries)
    by_id: dict[str, Entry] = {}
    for each in entries:
        by_id.setdefault(each.id, each)
    gone, refused = set[str](), []
    for each in reversed(corrections):  # the last word is heard first: it may withdraw a correction before it
        if each.id not in gone and (fault := _fault(each, by_id)):
            refused.append((each, fault))
            gone.add(each.id)
        elif each.id not in gone and each.withdraws:
            gone.update(each.of)
    now = dict(by_id)
    for each in corrections:
        if each.id not in gone and each.reads is not None:
            for target in each.of:
                now[target] = _reading(now[target], each)
    kept = tuple(now[each.id] for each in entries if each.kind is not EntryKind.CORRECTION and each.id not in gone)
    return Known(tuple(sorted(kept, key=lambda each: each.place)), tuple(reversed(refused)))


def _fault(each: Entry, by_id: dict[str, Entry]) -> str:
    """Why a correction has no effect, or nothing."""
    for target in each.of:
        if target not in by_id:
            return f"there is no entry {target!r} for it to correct"
        if by_id[target].by != each.by:
            return f"{target!r} is {_who(by_id[target].by)}'s to correct, not {_who(each.by)}'s; it can be disputed"
    return ""


def _who(those: Iterable[str]) -> str:
    return " and ".join(those)


def _reading(entry: Entry, correction: Entry) -> Entry:
    """The entry as corrected. An amount takes the place of a total, and the reverse."""
    reads = correction.reads
    if reads is None:
        return entry
    changed = {each.name: held for each in fields(reads) if (held := getattr(reads, each.name)) not in (None, (), "")}
    if "amount" in changed or "total" in changed:
        changed = {"amount": None, "total": None} | changed
    read = replace(entry, **changed)
    object.__setattr__(read, "seal", entry.seal)  # the place in the fold stays that of what was written
    return read
