"""What the blanks of a plan may be, in time: three ranges each, and the days that follow from a filling (PLAN 8, 18).

`best_case`: some filling of the other blanks can be kept if durations turn out as one likes. `possible`: some filling
can be carried out whatever happens. `safe`: every filling of the others can. With one blank the last two agree. A plan
with branches has to hold in each of them; where a condition leaves several ways, one that works is enough.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import product
from math import prod

from detente.errors import NoAnswer
from detente.plan.controllability import Verdict, controllable, intervals, judge, slack, with_own_durations
from detente.plan.model import Blank, Plan
from detente.plan.moments import links
from detente.plan.network import Clash, Contingent, Network, Times, consistent, earliest
from detente.plan.span import Span
from detente.plan.timetable import Template, durations, scenarios

Filling = Mapping[str, int]
Runs = tuple[tuple[int, int], ...]
"""Whole numbers as runs, each from its first to its last."""
MOST_FILLINGS = 20_000
"""How many fillings of several blanks are tried."""


@dataclass(frozen=True, slots=True)
class Ranges:
    """The values of one blank for which the plan can be kept, in three senses."""

    blank: str
    best_case: Runs
    possible: Runs
    safe: Runs


@dataclass(frozen=True, slots=True)
class Slack:
    """How many days a duration may outrun its greatest length; None where no length stated breaks the plan."""

    contingent: Contingent
    days: int | None


class TooManyFillings(NoAnswer):
    """More fillings of the blanks than can be tried."""

    def __init__(self, blanks: Iterable[Blank]) -> None:
        sizes = " x ".join(f"{len(blank.domain)} for {blank.id!r}" for blank in blanks)
        super().__init__(f"{sizes} fillings are more than {MOST_FILLINGS}; fix a blank, or bound it closer")


class Timing:
    """A plan's blanks that bear on time, and the networks its fillings make."""

    def __init__(self, plan: Plan, fixed: Filling | None = None) -> None:
        self.plan, self.fixed = plan, dict(fixed or {})

    @cached_property
    def blanks(self) -> tuple[Blank, ...]:
        """The blanks still open that stand in some span of days."""
        used = {name for span in self._spans for name in span.blanks}
        return tuple(blank for blank in self.plan.blanks if blank.id in used and blank.id not in self.fixed)

    @cached_property
    def _spans(self) -> tuple[Span, ...]:
        return (*(link.when.span for link in links(self.plan)), *durations(self.plan))

    @cached_property
    def _loosens(self) -> str:
        """A blank of which more is never harder, since it bounds from above alone and is no duration; or none."""
        held = {name for span in durations(self.plan) for name in span.blanks}
        held |= {name for span in self._spans if span.before for name in span.blanks}
        held |= {span.least for span in self._spans if isinstance(span.least, str)}
        return next((blank.id for blank in self.blanks if blank.id not in held), "")

    @cached_property
    def _branches(self) -> tuple[tuple[Template, ...], ...]:
        """For each branch of the plan, the ways that its conditions leave."""
        found: dict[str, list[Template]] = {}
        for each in scenarios(self.plan):
            found.setdefault(each.branch, []).append(Template(each.plan))
        return tuple(tuple(ways) for ways in found.values())

    def network(self, filling: Filling) -> Network:
        """The network of the plan's first branch and way."""
        return self._branches[0][0].filled({**self.fixed, **filling})

    def verdict(self, filling: Filling) -> tuple[bool, bool]:
        """Whether every branch can be kept at best, in one of its ways, and whether whatever happens."""
        filled = {**self.fixed, **filling}
        best = kept = True
        for ways in self._branches:
            at_best = [network for way in ways if consistent(network := way.filled(filled))]
            best = best and bool(at_best)
            kept = kept and best and any(controllable(network) for network in at_best)
        return best, kept

    def verdicts(self) -> Iterator[tuple[dict[str, int], bool, bool]]:
        """Every filling of the open blanks, with its verdicts. Raises TooManyFillings."""
        if prod(len(blank.domain) for blank in self.blanks) > MOST_FILLINGS:
            raise TooManyFillings(self.blanks)
        loose = next((blank for blank in self.blanks if blank.id == self._loosens), None)
        others = [blank for blank in self.blanks if blank is not loose]
        for values in product(*(blank.domain for blank in others)):
            filling = dict(zip((blank.id for blank in others), values, strict=True))
            if loose is None:
                yield filling, *self.verdict(filling)
                continue
            first, kept = self._thresholds(filling, loose)
            for row, value in enumerate(loose.domain):
                yield {**filling, loose.id: value}, row >= first, row >= kept

    def _thresholds(self, filling: Filling, loose: Blank) -> tuple[int, int]:
        """Where, of a blank that loosens, it first can be kept at best, and where whatever happens."""

        @cache
        def verdict(value: int) -> tuple[bool, bool]:
            return self.verdict({**filling, loose.id: value})

        at_best = bisect_left(loose.domain, True, key=lambda value: verdict(value)[0])
        return at_best, bisect_left(loose.domain, True, key=lambda value: verdict(value)[1])


def judged(plan: Plan, filling: Filling) -> Verdict:
    """Both verdicts on a plan, on its first branch. Raises NoAnswer for a blank in time left open."""
    return judge(_filled(plan, filling))


def _filled(plan: Plan, filling: Filling) -> Network:
    """The network of a plan without open blanks in time. Raises NoAnswer for one left open."""
    timing = Timing(plan, filling)
    if timing.blanks:
        names = ", ".join(blank.id for blank in timing.blanks)
        raise NoAnswer(f"this is asked of a plan without blanks in time; fill {names}")
    return timing.network({})


def ranges(
    plan: Plan, fixed: Filling | None = None, *, tell: Callable[[int], None] | None = None
) -> tuple[Ranges, ...]:
    """The three ranges of every open blank; `tell` hears how many fillings have been tried. Raises TooManyFillings."""
    timing = Timing(plan, fixed)
    best: dict[str, set[int]] = {blank.id: set() for blank in timing.blanks}
    works: dict[str, set[int]] = {blank.id: set() for blank in timing.blanks}
    fails: dict[str, set[int]] = {blank.id: set() for blank in timing.blanks}
    for count, (filling, at_best, kept) in enumerate(timing.verdicts(), 1):
        for slug, value in filling.items():
            if at_best:
                best[slug].add(value)
            (works if kept else fails)[slug].add(value)
        if tell is not None:
            tell(count)
    return tuple(
        Ranges(slug, intervals(best[slug]), intervals(works[slug]), intervals(works[slug] - fails[slug]))
        for slug in best
    )


@dataclass(frozen=True, slots=True)
class Joint:
    """For one value of a first blank, the values of a second for which the plan can be kept, and carried out."""

    value: int
    best_case: Runs
    safe: Runs


def joint_map(plan: Plan, first: str, second: str, fixed: Filling | None = None) -> tuple[Joint, ...]:
    """Two blanks together, value by value of the first. Raises NoAnswer where another blank in time is open."""
    timing = Timing(plan, fixed)
    if {blank.id for blank in timing.blanks} != {first, second}:
        names = ", ".join(blank.id for blank in timing.blanks) or "none"
        raise NoAnswer(f"two blanks are mapped with all others filled; open in time are {names}")
    best: dict[int, list[int]] = {}
    kept: dict[int, list[int]] = {}
    for filling, at_best, carried_out in timing.verdicts():
        for found, holds in ((best, at_best), (kept, carried_out)):
            found.setdefault(filling[first], []).extend([filling[second]] if holds else [])
    return tuple(Joint(value, intervals(best[value]), intervals(kept[value])) for value in sorted(best))


def by_owner(plan: Plan, filling: Filling) -> tuple[tuple[str, bool], ...]:
    """For each who decides some duration: whether the plan can be carried out if it chooses its own as it likes."""
    network = _filled(plan, filling)
    owners = dict.fromkeys(each.owner for each in network.contingents if each.owner)
    return tuple((owner, controllable(with_own_durations(network, owner))) for owner in owners)


def slacks(plan: Plan, filling: Filling) -> tuple[Slack, ...]:
    """By how much each uncertain duration may outrun its greatest length, all else as planned.

    Raises NoAnswer where the plan cannot be carried out as it stands, or a blank is left open.
    """
    network = _filled(plan, filling)
    if not controllable(network):
        raise NoAnswer("the plan cannot be carried out whatever its durations turn out to be, so nothing has slack")
    return tuple(Slack(each, slack(network, each)) for each in network.contingents)


def days(plan: Plan, filling: Filling) -> Times | Clash:
    """The earliest and latest day of every moment at best, or the spans that clash."""
    return earliest(Timing(plan).network(filling))


def suggested(plan: Plan, fixed: Filling | None = None) -> dict[str, int]:
    """A filling to show dates by: for each blank the first value that is safe, else possible, best case, or least."""
    timing = Timing(plan, fixed)
    found = {each.blank: each for each in ranges(plan, fixed)}
    chosen = {}
    for blank in timing.blanks:
        runs = found[blank.id].safe or found[blank.id].possible or found[blank.id].best_case
        chosen[blank.id] = runs[0][0] if runs else blank.domain[0]
    return chosen
