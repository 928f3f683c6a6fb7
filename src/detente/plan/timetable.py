"""A plan as a temporal network: every moment a point, every span a link, each with the words it comes from.

Nothing happens before signature, and that stands as links of its own. A duration with a least and a greatest length is
its doer's to decide, and how long a verification takes its verifier's. Where a condition leaves a choice (any of), each
choice is a scenario with a network of its own.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, product

from detente.errors import NoAnswer, Path
from detente.plan.model import SIGNATURE, Condition, Obligation, Plan, When
from detente.plan.moments import Link, Moments, day_of, is_date, links
from detente.plan.moments import moments as moments_of
from detente.plan.network import Contingent, Network, Within
from detente.plan.span import Span, span

Ends = Callable[[Span], tuple[int | None, int | None]]
"""Makes bounds of a span's words, with blanks filled in some way."""

MOST_SCENARIOS = 64
"""How many ways to meet conditions are timed at most."""


@dataclass(frozen=True, slots=True)
class Scenario:
    """A plan with its branches taken: which obligations happen, and by which events open conditions are met."""

    branch: str
    name: str
    plan: Plan


def scenarios(plan: Plan) -> tuple[Scenario, ...]:
    """Every branch named, and every way to meet a condition that leaves a choice, the plain one first.

    Raises NoAnswer for more than can be timed.
    """
    found = tuple(islice(_scenarios(plan), MOST_SCENARIOS + 1))
    if len(found) > MOST_SCENARIOS:
        raise NoAnswer(f"the conditions of {plan.id!r} can be met in more than {MOST_SCENARIOS} ways; fix some of them")
    return found


def _scenarios(plan: Plan) -> Iterator[Scenario]:
    for branch in ("", *(name for name, _ in plan.scenarios)):
        kept = tuple(each for each in plan.obligations if each.scenario in ("", branch))
        taken = replace(plan, obligations=kept)
        ways = [ways_to_meet(each.condition) for each in kept]
        ends = [ways_to_meet(phase.test) for phase in plan.phases]
        for chosen in product(*ways, *ends):
            met = tuple(replace(each, condition=_all(way)) for each, way in zip(kept, chosen[: len(kept)], strict=True))
            tests = zip(plan.phases, chosen[len(kept) :], strict=True)
            phases = tuple(replace(phase, test=_all(way)) for phase, way in tests)
            open_ways = [
                " and ".join(way) for way, all_ways in zip(chosen, (*ways, *ends), strict=True) if len(all_ways) > 1
            ]
            name = "; ".join(part for part in (branch, *(f"by {each}" for each in open_ways)) if part)
            yield Scenario(branch, name or "as planned", replace(taken, obligations=met, phases=phases))


def ways_to_meet(condition: Condition | None) -> list[tuple[str, ...]]:
    """Every set of events by which a condition may be met.

    >>> either = Condition(every=False, parts=(Condition("b.done"), Condition("c.done")))
    >>> ways_to_meet(Condition(parts=(Condition("a.done"), either)))
    [('a.done', 'b.done'), ('a.done', 'c.done')]
    """
    if condition is None:
        return [()]
    if condition.event:
        return [(condition.event,)]
    parts = [ways_to_meet(part) for part in condition.parts]
    if condition.every:
        return [tuple(event for way in each for event in way) for each in product(*parts)]
    return [way for part in parts for way in part]


def _all(way: tuple[str, ...]) -> Condition | None:
    return Condition(parts=tuple(Condition(event) for event in way)) if way else None


def timetable(plan: Plan, filling: Mapping[str, int]) -> Network:
    """The network of a plan without open choices, its blanks filled. Raises KeyError for a blank left open."""
    return _network(plan, lambda words: words.filled(filling))


def durations(plan: Plan) -> Iterator[Span]:
    """How long things take, and how long saying so takes."""
    for each in plan.obligations:
        yield from (span for span in (each.takes, each.verification and each.verification.takes) if span)


class Template:
    """The networks of one plan: worked out once, so that filling its blanks again and again is quick."""

    def __init__(self, plan: Plan) -> None:
        self.plan = plan
        self._anew = any(span.blanks for span in durations(plan))
        spans = {(link.where, link.later): link.when.span for link in links(plan) if link.when.span.blanks}
        self._network = _network(plan, lambda words: words.filled(_ZEROS))
        self._open = [
            (row, each, spans[each.where, each.later])
            for row, each in enumerate(self._network.requirements)
            if (each.where, each.later) in spans
        ]

    def filled(self, filling: Mapping[str, int]) -> Network:
        """The network with its blanks filled. Raises KeyError for a blank left open."""
        if self._anew:
            return timetable(self.plan, filling)
        requirements = list(self._network.requirements)
        for row, each, words in self._open:
            requirements[row] = Within(each.earlier, each.later, *words.filled(filling), each.clause, each.where)
        return Network(self._network.points, tuple(requirements), self._network.contingents)


class _Zeros(dict[str, int]):
    def __missing__(self, blank: str) -> int:
        return 0


_ZEROS = _Zeros()


def widest(plan: Plan) -> Network:
    """The network with every blank as wide as its domain: what clashes here clashes however the blanks are filled."""
    domains = {blank.id: blank.domain for blank in plan.blanks if blank.domain}
    low, high = ({slug: days[at] for slug, days in domains.items()} for at in (0, -1))
    return _network(plan, lambda words: words.filled(low, high))


def _network(plan: Plan, ends: Ends) -> Network:
    moments = Moments(plan)
    stated = [*links(plan), *_conditions(plan)]
    dates = sorted({link.when.event for link in stated if is_date(link.when.event)})
    points = (*moments.points, *dates)
    requirements = [Within(SIGNATURE, event, day_of(plan, event), day_of(plan, event), event) for event in dates]
    contingents = []
    for link in stated:
        earlier, later = moments.point_of(link.when.event), moments.point_of(link.later)
        requirements.append(Within(earlier, later, *ends(link.when.span), _said(link), link.where))
    for each in plan.obligations:
        for duration in _durations(each, moments, ends):
            if duration.least is None or duration.most is None or duration.least == duration.most:
                requirements.append(duration)
            else:
                contingents.append(
                    Contingent(
                        duration.earlier,
                        duration.later,
                        duration.least,
                        duration.most,
                        _decides(each, duration),
                        duration.clause,
                        duration.where,
                    )
                )
    floor = [Within(SIGNATURE, point, 0, None, "nothing happens before signature") for point in points[1:]]
    return Network(points, (*requirements, *(each for each in floor if each.later not in dates)), tuple(contingents))


def _conditions(plan: Plan) -> Iterator[Link]:
    """What conditions and tests make wait: each event comes before the obligation begins, or the phase ends."""
    for each in plan.obligations:
        for event in each.condition.events if each.condition else ():
            yield Link(When(event, span("after")), f"{each.id}.starts", ("obligations", each.id, "condition"))
    for phase in plan.phases:
        for event in phase.test.events if phase.test else ():
            yield Link(When(event, span("after")), f"{phase.id}.ends", ("phases", phase.id, "test"))


def _durations(each: Obligation, moments: Moments, ends: Ends) -> Iterator[Within]:
    """How long doing it takes, and how long its verification, where the plan says so."""
    starts, *_, last = (moments.point_of(name) for name in moments_of(each))
    where: Path = ("obligations", each.id)
    if each.takes and not each.lasts:
        done = moments.point_of(f"{each.id}.done")
        yield Within(starts, done, *ends(each.takes), f"{each.id} takes {each.takes}", (*where, "takes"))
    if each.verification and each.verification.takes and not each.lasts:
        done, takes = moments.point_of(f"{each.id}.done"), each.verification.takes
        yield Within(done, last, *ends(takes), f"verifying {each.id} takes {takes}", (*where, "verified", "takes"))


def _decides(each: Obligation, duration: Within) -> str:
    if "verified" in duration.where and each.verification:
        return each.verification.by
    return each.by[0] if each.by else ""


def _said(link: Link) -> str:
    """The words of a link, as a person would say them."""
    if link.where[-1:] == ("phase",):
        return f"{link.later} falls within its phase"
    words = str(link.when.span)
    joined = {"at once": "with "}.get(words, "" if words.endswith(("after", "before")) else "after ")
    return f"{link.later} {words} {joined}{link.when.event}"
