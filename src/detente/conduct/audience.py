"""What one audience may see of a record: entries closed to it are cut before anything is worked out.

An entry is open to its own label, else to the ledger's, else to the case's default, else to mediators. What speaks of a
closed entry is left out with it, until nothing dangles, and labels are dropped (convention 11).
"""

from dataclasses import replace

from detente.case.model import MEDIATORS, Case
from detente.case.secrecy import may_read, readers
from detente.conduct.ledger import Ledger


def as_seen_by(ledger: Ledger, case: Case, audience: str) -> Ledger:
    """The ledger as `audience` may see it. `case` is the whole case, whose default opens entries without a label."""
    if audience == MEDIATORS:
        return ledger
    default = case.default_audience if ledger.audience is None else ledger.audience
    kept = [
        each
        for each in ledger.entries
        if may_read(audience, readers(case, default if each.audience is None else each.audience))
    ]
    while True:
        names = {each.id for each in kept}
        sound = [each for each in kept if names.issuperset(each.of)]
        if len(sound) == len(kept):
            break
        kept = sound
    bare = tuple(replace(each, audience=None) for each in sound)
    open_texts = tuple(text for text in ledger.versions if may_read(audience, readers(case, text.audience)))
    return replace(ledger, entries=bare, versions=open_texts, audience=(audience,))
