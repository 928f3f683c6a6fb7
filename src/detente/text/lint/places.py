"""Places that a clause names, or where its obligation applies, whose bounds nobody has drawn."""

import re
from collections.abc import Iterator

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.names import bare
from detente.text.lint.readings import readings


@rule(
    "DT0667",
    "A clause on a place whose bounds are not drawn",
    why="Minsk, 2015: a ceasefire held for a town for which no line had been drawn; it fell three days later.",
    remedy="Draw the place on a map that both sides initial, name the map in the clause, and set `drawn: yes`.",
    severity=Severity.WARNING,
)
def places_named_are_drawn(draft: Draft) -> Iterator[Fault]:
    if draft.plan is None:
        return
    duties = {each.id: each for each in draft.plan.obligations}
    said = set()
    for reading in readings(draft.text):
        for place in draft.plan.places:
            named = re.search(rf"\b{re.escape(bare(place.title))}\b", reading.words, re.IGNORECASE)
            tied = any(place.id in duties[name].places for name in reading.clause.obligations if name in duties)
            if not place.drawn and (named or tied) and (reading.clause.id, place.id) not in said:
                said.add((reading.clause.id, place.id))
                yield (
                    reading.where,
                    f"{place.title} is {'named' if named else 'where it applies'}, and its bounds are not drawn",
                )
