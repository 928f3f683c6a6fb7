"""What a record keeps: entries as they are handed in, and as they stand in the chain of their compartment.

The record does not know what an entry means. It knows the compartment whose readers may see it, the key that makes
handing it in twice the same as once, the instant it became known (UTC, to the microsecond), the day of the event, a
word for its kind, and its payload: canonical JSON, whose text is what is kept and hashed.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime

from detente.store.record.canonical import is_canonical
from detente.store.record.refusals import NotAnEntry

MOST_LETTERS = 200
"""Of a compartment, a key or a kind."""
MOST_PAYLOAD = 1_000_000
"""Characters. What is larger is a document, and has its place among the sources."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What somebody hands to the record; `payload` is canonical JSON."""

    compartment: str
    key: str
    known: datetime
    day: date
    kind: str
    payload: str


@dataclass(frozen=True, slots=True)
class Kept:
    """An entry as the record keeps it.

    `number` counts from 1 in its compartment, `id` is drawn by the record, `previous` is the hash of the entry before.
    """

    entry: Entry
    number: int
    id: str
    previous: str
    hash: str


@dataclass(frozen=True, slots=True)
class Receipt:
    """The acknowledgement of an entry: it is on disk, there, and will be found so."""

    compartment: str
    key: str
    number: int
    id: str
    hash: str


def receipt(kept: Kept) -> Receipt:
    return Receipt(kept.entry.compartment, kept.entry.key, kept.number, kept.id, kept.hash)


def same(entry: Entry, other: Entry) -> bool:
    """Both say the same thing; the clock of one who hands it in again may have moved on."""
    return (entry.day, entry.kind, entry.payload) == (other.day, other.kind, other.payload)


def checked(entry: Entry) -> Entry:
    """The entry itself. Raises NotAnEntry when the record would not give it back as it is."""
    for what, text in (("compartment", entry.compartment), ("key", entry.key), ("kind", entry.kind)):
        if not (0 < len(text) <= MOST_LETTERS and text.isprintable() and text.strip() == text):
            raise NotAnEntry(f"the {what} of an entry is one line of 1 to {MOST_LETTERS} letters, not {text[:40]!r}")
    if entry.known.tzinfo is None:
        raise NotAnEntry(f"the instant {entry.known} of {entry.key!r} names no time zone; give it in UTC")
    if type(entry.day) is not date:
        raise NotAnEntry(f"the day of {entry.key!r} is {entry.day!r}; give a day without a time")
    if len(entry.payload) > MOST_PAYLOAD:
        raise NotAnEntry(f"{entry.key!r} is too long; keep the document with the sources, and its hash in the entry")
    if not is_canonical(entry.payload):
        raise NotAnEntry(f"the payload of {entry.key!r} is not canonical JSON; write it with `canonical`")
    return entry


def instant_text(instant: datetime) -> str:
    """An instant in UTC, always of the same length.

    >>> instant_text(datetime(2024, 1, 22, 10, 30, tzinfo=UTC))
    '2024-01-22T10:30:00.000000Z'
    """
    return instant.astimezone(UTC).replace(tzinfo=None).isoformat(timespec="microseconds") + "Z"


def instant_of(text: str) -> datetime:
    """The instant that `instant_text` wrote. Raises ValueError for any other text."""
    instant = datetime.fromisoformat(text)
    if instant.tzinfo is None or instant_text(instant) != text:
        raise ValueError(f"not an instant as the record writes it: {text[:40]!r}")
    return instant
