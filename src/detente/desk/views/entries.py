"""A ledger entry by entry, and what verifying the record that keeps it showed."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from detente.conduct.ledger import Entry
from detente.desk.pages import Line, Lines, Page, Table, line
from detente.desk.views.wording import Wording, day, listed
from detente.store.ledgertext import plain
from detente.workbench.ledgers import Followed

if TYPE_CHECKING:
    from detente.store.record.verifying import Verification

_TOLD = ("id", "kind", "on", "known", "by", "about", "says", "audience", "under")
"""Keys that have a column of their own, or none: the version of the plan is the same for all."""


def entries_page(followed: Followed) -> Page:
    """Every entry in the order it came to be known; what its kind has besides is told in the keys of the file."""
    words = Wording.of(followed.draft.case)
    rows = tuple(
        (
            (line(f"{each.known:%Y-%m-%d %H:%M}", note="" if each.known.date() == each.on else f"of {day(each.on)}"),),
            (line(each.kind.value, note=each.id),),
            (line(listed(words.voices.name(who) for who in each.by)),),
            (line(listed(each.about)),),
            tuple(_said(each)),
        )
        for each in followed.ledger.entries
    )
    heads = ("Known", "What", "By", "About", "Says")
    table = Table(f"{len(rows)} entries", heads, rows, widths=(3, 4, 3, 3, 6))
    return Page(f"The ledger of {followed.draft.plan.title}", (table,), f"For {followed.draft.case.audience}.")


def _said(each: Entry) -> Iterator[Line]:
    if each.says:
        yield line(each.says)
    yield from (line(f"{key}: {_words(held)}") for key, held in plain(each).items() if key not in _TOLD)


def _words(held: object) -> str:
    if isinstance(held, dict):
        return listed(f"{key} {_words(each)}" for key, each in held.items())
    return listed(map(str, held)) if isinstance(held, list) else str(held)


def verification_page(found: "Verification") -> Page:
    """What verifying showed of each compartment, and every fault."""
    told = Lines(tuple(line(part.says, lead=f"{part.compartment}:") for part in found.compartments))
    faults = Lines(tuple(line(each) for each in found.faults))
    title = "The record does not hold together" if found.faults else "The record holds together as far as is said here"
    blocks = [each for each in (faults, told) if each.lines] or [Lines((line("It holds no entry."),), bullets=False)]
    return Page(title, tuple(blocks))
