"""Acts on a plan that stands beside a case: open it, check it, time it, order it, weigh its seams, put it in days."""

import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS, Case
from detente.errors import NoAnswer, NotPermitted, Problem, Unreadable, must_be_known
from detente.workbench.agreements import Studies, study
from detente.workbench.cases import open_case
from detente.workbench.folders import home_of, keep

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.plan.agenda import Agenda
    from detente.plan.controllability import Conflict as Conflicting
    from detente.plan.controllability import Verdict
    from detente.plan.corridor import Corridor, Guarantee, PhaseEnd
    from detente.plan.dates import Dated
    from detente.plan.exchange import Exchange, Pair
    from detente.plan.outlook import Outlook
    from detente.plan.ranges import Joint, Ranges, Slack
    from detente.plan.seams import Seams
    from detente.plan.waits import Ordering
    from detente.plan.weights import Weights
    from detente.plan.wellformed import Draft
    from detente.store.planfile import PlanFile


@dataclass(frozen=True, slots=True)
class Judged:
    """The verdict on one network of a file; days in `conflict` are `scale` times those of the file."""

    file: str
    id: str
    consistent: bool
    controllable: bool
    conflict: "Conflicting | None"
    scale: int


@dataclass(frozen=True, slots=True)
class Guaranteed:
    """The least guarantees that make one exchange hold, and an order of steps under which they do."""

    id: str
    min_total_bond: float
    bonds: dict[str, float]
    order: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Weighed:
    """A plan under the mediator's own weights: the exchange, its order, and every test of PLAN 12-15 on it."""

    exchange: "Exchange"
    order: tuple[str, ...]
    corridor: "Corridor"
    guarantee: "Guarantee"
    completion: "Pair"
    phases: "tuple[PhaseEnd, ...]"


class UnreadablePlan(Unreadable):
    """A plan's file that does not read as a plan, or names what is not there."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        super().__init__(name, problems)
        first = next((each for each in self.problems if each.is_error), None)
        place = f"{first.place}: " if first and first.place else ""
        more = (
            f" (and {len(self.problems) - 1} more; `detente plan check` lists them)" if len(self.problems) > 1 else ""
        )
        self.args = (f"{name} cannot be used: {place}{first.says if first else ''}{more}",)


def plans(name: str | os.PathLike[str], *, audience: str = MEDIATORS) -> tuple[str, ...]:
    """The plans of a case that `audience` may see, by name; one whose file has faults is for mediators to mend."""
    from detente.store import planfile

    folder = home_of(name)
    case = open_case(name, audience=audience)
    return tuple(
        each for each in planfile.names(folder) if audience == MEDIATORS or _open_to(planfile.load(folder, each), case)
    )


def open_plan(name: str | os.PathLike[str], plan: str, *, audience: str = MEDIATORS) -> "Draft":
    """A plan with its case, as `audience` may see it. Raises UnknownName, also for a plan closed to the audience."""
    from detente.plan.outlook import told_to
    from detente.plan.wellformed import Draft
    from detente.store import planfile

    must_be_known("plan", plan, list(plans(name, audience=audience)))
    found = planfile.load(home_of(name), plan)
    if found.plan is None:
        raise UnreadablePlan(plan, found.problems)
    case = open_case(name, audience=audience)
    return Draft(found.plan if audience == MEDIATORS else told_to(found.plan, case), case)


def check_plan(name: str | os.PathLike[str], plan: str) -> tuple[Problem, ...]:
    """All that is wrong with a plan, with places. Raises Unreadable when the file does not read as a plan at all."""
    from detente.plan import wellformed
    from detente.store import planfile

    draft = open_plan(name, plan)
    found = planfile.load(home_of(name), plan)
    return found.placed(wellformed.problems(draft))


def filling(draft: "Draft", words: Iterable[str]) -> dict[str, int]:
    """What `BLANK=DAYS` words fill. Raises UnknownName for a blank the plan does not have, NoAnswer for no number."""
    found = {}
    for word in words:
        blank, _, days = word.partition("=")
        must_be_known("blank", blank, [each.id for each in draft.plan.blanks])
        if not days.isdecimal():
            raise NoAnswer(f"{word!r} fills {blank!r} with no whole number of days")
        found[blank] = int(days)
    return found


def outlook(draft: "Draft", fixed: Mapping[str, int] | None = None) -> "Outlook":
    """A plan's defects, ranges, days and slack together, as far as each can be told; with these blanks filled."""
    from detente.plan.outlook import outlook as _outlook

    return _outlook(draft, fixed)


def order(draft: "Draft") -> "Ordering":
    """Who waits for whom: circles, ambiguous anchors, what each side's reading changes. Raises UnreadablePlan."""
    from detente.plan.waits import ordering
    from detente.plan.wellformed import unknown_names

    if faults := unknown_names(draft):
        raise UnreadablePlan(draft.plan.id, faults)
    return ordering(draft.plan)


def ranges(
    draft: "Draft", fixed: Mapping[str, int] | None = None, *, tell: Callable[[int], None] | None = None
) -> "tuple[Ranges, ...]":
    """What each blank in time may be. Raises Unreadable for a plan with unknown names, TooManyFillings."""
    from detente.plan.ranges import ranges as _ranges

    return _ranges(_timed(draft).plan, fixed, tell=tell)


def joint_map(draft: "Draft", first: str, second: str, fixed: Mapping[str, int] | None = None) -> "tuple[Joint, ...]":
    """Two blanks of a plan together. Raises UnreadablePlan, UnknownName, NoAnswer."""
    from detente.plan.ranges import joint_map as _joint_map

    for blank in (first, second):
        must_be_known("blank", blank, [each.id for each in draft.plan.blanks])
    return _joint_map(_timed(draft).plan, first, second, fixed)


def by_owner(draft: "Draft", filling: Mapping[str, int]) -> "tuple[tuple[str, bool], ...]":
    """Whether a filled plan can be carried out, as each who decides some duration sees it."""
    from detente.plan.ranges import by_owner as _by_owner

    return _by_owner(_timed(draft).plan, filling)


def slacks(draft: "Draft", filling: Mapping[str, int]) -> "tuple[Verdict, tuple[Slack, ...]]":
    """Both verdicts on a filled plan, and where it is controllable the slack of each duration. Raises NoAnswer."""
    from detente.plan.ranges import judged
    from detente.plan.ranges import slacks as _slacks

    verdict = judged(_timed(draft).plan, filling)
    return verdict, _slacks(draft.plan, filling) if verdict.controllable else ()


def calendar(draft: "Draft", filling: Mapping[str, int]) -> "Dated":
    """On which days the moments of a plan fall, blanks not filled shown at the first value that works."""
    from detente.plan.dates import dated

    return dated(_timed(draft).plan, filling)


def export_calendar(draft: "Draft", found: "Dated", path: Path) -> Path:
    """Write the days of a plan as an iCalendar file. Raises NotPermitted; NoAnswer without a day of signature."""
    from detente.formats.icalendar import written

    return keep(path, written(draft.plan, found))


def seams(draft: "Draft", *, seed: int = 0, studied: Studies | None = None) -> "Seams":
    """At each moment between two steps, under what share of profiles everyone goes on. Raises UnreadablePlan.

    `studied` is a study of the draft's case made before.
    """
    from detente.plan.seams import seams as _seams

    plan, studied = _named(draft).plan, studied or study(draft.case, seed=seed)
    return _seams(studied.main, studied.others, plan)


def weighed(name: str | os.PathLike[str], draft: "Draft") -> "Weighed":
    """The seams of a plan under the mediator's own weights, on its earliest calendar. Raises Unreadable, NoAnswer."""
    from detente.plan.corridor import completion_test, corridor, guarantee, phase_test
    from detente.plan.weights import calendar_order, exchange_of

    weights = _weights(name, draft)
    exchange, order = exchange_of(draft.plan, weights), calendar_order(draft.plan, weights)
    found = guarantee(exchange, order)
    return Weighed(exchange, order, corridor(exchange, order), found, completion_test(exchange), phase_test(exchange))


def sequence(
    name: str | os.PathLike[str],
    draft: "Draft",
    *,
    simultaneous: bool = False,
    tell: Callable[[str, int, int], None] | None = None,
) -> "Agenda":
    """Orders that need the least guarantees under the mediator's own weights, and whether the calendar bears them.

    Where it bears none, waits that stand in the way are turned round and the steps ordered anew. Raises Unreadable,
    NoAnswer.
    """
    from detente.plan.agenda import agenda
    from detente.plan.schedule import Mode
    from detente.plan.sequencing import sequence as _sequence
    from detente.plan.weights import exchange_of

    plan = _timed(draft).plan
    mode = Mode.SIMULTANEOUS if simultaneous else Mode.SEQUENTIAL
    return agenda(plan, exchange_of(plan, _weights(name, draft)), lambda each: _sequence(each, mode=mode, tell=tell))


def _weights(name: str | os.PathLike[str], draft: "Draft") -> "Weights":
    from detente.store import weightsfile

    if draft.case.audience != MEDIATORS:
        raise NotPermitted("a mediator's weights are for mediators alone; leave out --for")
    found = weightsfile.load(home_of(name), draft.plan.id)
    if found.weights is None:
        raise UnreadablePlan(f"the weights of {draft.plan.id}", found.problems)
    return found.weights


def controllable(path: Path) -> "tuple[Judged, ...]":
    """The verdict on every network of a file. Raises UnreadableNetworks."""
    from detente.formats import networks
    from detente.plan.controllability import judge

    return tuple(
        Judged(path.name, each.id, verdict.consistent, verdict.controllable, verdict.conflict, each.scale)
        for each in networks.load(path).sound
        for verdict in [judge(each.network)]
    )


def guarantees(path: Path) -> "tuple[Guaranteed, ...]":
    """The least guarantees that make each exchange of a file hold, its numbers in one unit. Raises Unreadable."""
    from detente.formats import exchanges
    from detente.plan.guarantees import least_sum

    found = []
    for name, exchange in exchanges.load(path).sound:
        least = least_sum(replace(exchange, unit=exchange.unit or "the file's unit"))
        bonds = {party: _plain(each) for party, each in zip(exchange.parties, least.bonds, strict=True)}
        found.append(Guaranteed(name, _plain(sum(least.bonds)), bonds, least.order))
    return tuple(found)


def _plain(number: "Fraction | int") -> int | float:
    return int(number) if number == int(number) else float(number)


def _named(draft: "Draft") -> "Draft":
    """A draft whose names are known. Raises UnreadablePlan for another."""
    from detente.plan.wellformed import names_are_known_and_blanks_bounded

    faults = tuple(each for each in names_are_known_and_blanks_bounded(draft) if each.where[:1] != ("blanks",))
    if faults:
        raise UnreadablePlan(draft.plan.id, faults)
    return draft


def _timed(draft: "Draft") -> "Draft":
    """A draft whose names are known and whose blanks are bounded. Raises UnreadablePlan for another."""
    from detente.plan.wellformed import untimed

    faults = untimed(draft)
    if faults:
        raise UnreadablePlan(draft.plan.id, faults)
    return draft


def _open_to(found: "PlanFile", case: Case) -> bool:
    """The plan's label opens it, and it names nobody who is closed to the audience."""
    from detente.case.secrecy import may_read, readers
    from detente.plan.names import known_names, names

    if found.plan is None or not may_read(case.audience, readers(case, found.plan.audience)):
        return False
    known = known_names(found.plan, case)["voice"]
    return all(name in known for _, kind, name in names(found.plan) if kind == "voice")
