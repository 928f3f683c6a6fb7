"""What one audience may see of a case: everything else is cut at the left end, before anything is computed.

An item is open to its own label, else to the case's default, else to mediators alone. The copy an audience gets does
not depend on what it may not see: an item that names a closed one is left out with it, a proposal with the last claim
that tells of it, and labels are dropped, so that nobody learns who else may read an item. The cover (title, about,
licence, date) is for every reader.
"""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any, TypeVar

from detente.case.model import MEDIATORS, PUBLIC, Audience, Case, Item, Party, Source
from detente.case.references import COLLECTIONS, without_dangling
from detente.errors import UnknownAudience


def audiences(case: Case) -> tuple[str, ...]:
    """Every audience a copy could be made for: the public, mediators, and each party and actor."""
    voices = (*(party.id for party in case.parties), *(actor.id for actor in case.actors))
    return tuple(dict.fromkeys((PUBLIC, MEDIATORS, *voices)))


def readers(case: Case, label: Audience) -> frozenset[str]:
    """Who may read an item so labelled; mediators always may.

    >>> from datetime import date
    >>> sorted(readers(Case("t", date(2024, 1, 22)), None))
    ['mediators']
    """
    return frozenset((MEDIATORS, *(label if label is not None else case.default_audience or ())))


def may_read(audience: str, allowed: frozenset[str]) -> bool:
    return audience in allowed or PUBLIC in allowed


def open_to_all_of(allowed: frozenset[str], wanted: frozenset[str]) -> bool:
    """Everybody in `wanted` may read what is open to `allowed`."""
    return PUBLIC in allowed or (PUBLIC not in wanted and wanted <= allowed)


def as_seen_by(case: Case, audience: str) -> Case:
    """The case as `audience` may see it. Raises UnknownAudience, which names only readers the public may know of."""
    if audience not in audiences(case):
        raise UnknownAudience(audience, audiences(as_seen_by(case, PUBLIC)))
    if audience == MEDIATORS:
        return replace(case, audience=MEDIATORS)
    visible: dict[str, Any] = {name: _visible(case, getattr(case, name), audience) for name in COLLECTIONS}
    cut = replace(case, audience=audience, default_audience=(audience,), **visible)
    return _without_untold(cut, frozenset(claim.part_of for claim in case.claims))


def _without_untold(cut: Case, told: frozenset[str | None]) -> Case:
    """The cut case without what names a closed item, and without proposals all of whose claims are closed."""
    while True:
        cut = without_dangling(cut)
        still_told = {claim.part_of for claim in cut.claims}
        kept = tuple(each for each in cut.proposals if each.id in still_told or each.id not in told)
        if kept == cut.proposals:
            return cut
        cut = replace(cut, proposals=kept)


Labelled = TypeVar("Labelled", bound=Item)


def _visible(case: Case, labelled: Iterable[Labelled], audience: str) -> tuple[Labelled, ...]:
    open_items = (each for each in labelled if may_read(audience, readers(case, each.audience)))
    return tuple(_bare(case, each, audience) for each in open_items)


def _bare(case: Case, item: Labelled, audience: str) -> Labelled:
    """The item without its label, and without those of its parts that are closed."""
    if isinstance(item, Source):
        item = replace(item, editions=_visible(case, item.editions, audience))
    elif isinstance(item, Party):
        item = replace(item, factions=_visible(case, item.factions, audience))
    return replace(item, audience=None)  # type: ignore[type-var]  # every labelled item is a dataclass
