"""What is put before a person to confirm: one finding each, with its words, its place and what it leaves open.

A proposal is no part of a case. `sure` is the share of statements found by the same rule that were right on annotated
news it was tuned on, None where nobody measured; it decides nothing. `asks` are the questions that the text leaves
open, `faults` what the gate has against it. The id follows from the document and the place, so that a text read
twice makes the same proposals.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256

from detente.intake.gate import Fault
from detente.intake.parsed import Range


class Sort(StrEnum):
    """What a proposal is about; the queue takes them in this order, numbers and duties first."""

    AMOUNT = "amount"
    DATE = "date"
    DUTY = "duty"
    ACTOR = "actor"
    STATEMENT = "statement"
    STANCE = "stance"


@dataclass(frozen=True, slots=True)
class Proposal:
    """One finding. `fields` are words in the order they are shown; a field the text leaves open is not there."""

    id: str
    sort: Sort
    document: str
    at: tuple[Range, ...]
    words: str
    fields: tuple[tuple[str, str], ...]
    sure: float | None = None
    asks: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()
    told_at: Range | None = None

    def field(self, name: str) -> str:
        """A field's words, or nothing."""
        return dict(self.fields).get(name, "")


def proposed(
    sort: Sort,
    document: str,
    digest: str,
    at: tuple[Range, ...],
    words: str,
    fields: Mapping[str, str | None],
    *,
    sure: float | None = None,
    asks: tuple[str, ...] = (),
    faults: tuple[Fault, ...] = (),
    told_at: Range | None = None,
) -> Proposal:
    """A proposal with its id; `digest` is the document's. Empty fields are left out."""
    given = tuple((name, value) for name, value in fields.items() if value)
    key = repr((digest, sort.value, at, given[0] if given else ""))
    slug = sha256(key.encode()).hexdigest()[:10]
    return Proposal(slug, sort, document, at, words, given, sure, asks, faults, told_at)
