"""Which red lines would have to be meant less firmly for anything to be left that every side could live with.

A red line read as firm rules out every package that crosses it. Where those read so leave no package that all can
accept in any draw, the smallest sets of lines are looked for that leave one once they are read as posture.
"""

from dataclasses import dataclass, replace
from itertools import combinations

from detente.bargain.readings import SENSE, claims_of
from detente.bargain.search import greatest_least, standing, starts
from detente.bargain.study import Known, Study, study
from detente.case.model import Act

FIRM, POSTURE = "firm", "posture"
MOST_LINES = 3
"""How many red lines are read anew together at most."""


@dataclass(frozen=True, slots=True)
class Rereading:
    """The smallest sets of red lines, by claim, that would leave something if read as posture, out of `lines` lines.

    No set means that none of up to three lines does, so that something else stands in the way.
    """

    sets: tuple[tuple[str, ...], ...]
    lines: int


def rereading(found: Study, *, count: int, seed: int) -> Rereading | None:
    """The red lines to read anew, or None where those read as firm leave some package, or where there are none."""
    case = found.case
    informing = {claim.id for known in found.known for claim in claims_of(case, known.holder)}
    lines = tuple(claim.id for claim in case.claims if claim.act is Act.RED_LINE and claim.id in informing)
    if not lines or _leaves(replace(found, parties=tuple((slug, _firm(those)) for slug, those in found.parties))):
        return None
    for size in range(min(MOST_LINES, len(lines)) + 1):
        sets = []
        for anew in combinations(lines, size):
            senses = {line: POSTURE if line in anew else FIRM for line in lines}
            if _leaves(study(case, count=count, seed=seed, base=found.base, limit=2, senses=senses)):
                sets.append(anew)
        if sets:
            return Rereading(tuple(sets), len(lines)) if size else None
    return Rereading((), len(lines))


def _firm(those: tuple[Known, ...]) -> tuple[Known, ...]:
    """What is drawn in the readings that read every red line as firm."""
    kept = []
    for known in those:
        rows = [
            row
            for row, ways in enumerate(known.ways)
            if all(way == FIRM for choice, way in ways if choice.startswith(SENSE))
        ]
        kept.append(replace(known, drawn=tuple(known.drawn[row] for row in rows)))
    return tuple(kept)


def _leaves(found: Study) -> bool:
    """Some package other than no deal is no worse than it for every holder in some draw of each."""
    if not all(known.drawn for known in found.known):
        return False
    none = standing(found.case)
    return any(package != none and share > 0 for package, share in greatest_least(found, starts(found.case)))
