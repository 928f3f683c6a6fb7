"""What keeps mean values of a case from telling packages apart, and what each analyst's inference changes."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from detente.bargain.acceptability import Holder, Share, holder_share
from detente.bargain.beliefs import Draws
from detente.bargain.bridging import open_lean
from detente.bargain.packages import Scenario
from detente.bargain.readings import COUNT, COUNTS
from detente.bargain.study import Study, mean_scenarios
from detente.case.ladders import Rungs
from detente.case.voices import Voices


@dataclass(frozen=True, slots=True)
class Doubt:
    """Why no pick of a principle is shown (§2.20).

    `untold` are (a holder's name, on how many issues nothing says which way it leans). `moving` are principles whose
    pick is another one in some reading or under another base measure.
    """

    untold: tuple[tuple[str, int], ...]
    moving: tuple[str, ...]


Picked = Callable[[Scenario], dict[str, object]]
"""What each principle picks in a scenario, in a form that compares."""


def doubt(found: Study, others: Callable[[], Sequence[Study]], picked: Picked) -> Doubt | None:
    """What keeps the evidence from telling packages apart, or None; readings are changed one holder at a time."""
    names = Voices.of(found.case)
    untold = tuple(
        (names.name(known.holder), count)
        for known in found.known
        if (count := sum(open_lean(known, row, len(issue.options)) for row, issue in enumerate(found.case.issues)))
    )
    if untold:
        return Doubt(untold, ())
    first, *rest = (picked(each) for study in (found, *others()) for each in mean_scenarios(study))
    moving = tuple(name for name in first if any(each[name] != first[name] for each in rest))
    return Doubt((), moving) if moving else None


@dataclass(frozen=True, slots=True)
class Effect:
    """What one inference changes for one holder: its share of a proposal where it counts, and where it is left out."""

    claim: str
    counted: Share
    left_out: Share


def effects(found: Study, spans: Sequence[Rungs]) -> tuple[Effect, ...]:
    """What each inference changes about a proposal, in the file's order; those whose readings clash are passed over."""
    inferred = {claim.id for claim in found.case.claims if claim.inference is not None}
    told = []
    for known in found.known:
        for choice in (each for each in known.readings.choices if each.id.startswith(COUNT)):
            (claim,) = choice.claims
            if claim not in inferred:
                continue
            split: dict[bool, list[Draws]] = {True: [], False: []}
            for drawn, ways in zip(known.drawn, known.ways, strict=True):
                split[dict(ways)[choice.id] == COUNTS].append(drawn)
            if split[True] and split[False]:
                shares = (holder_share(Holder(known.holder, tuple(split[way])), spans) for way in (True, False))
                told.append(Effect(claim, *shares))
    return tuple(told)
