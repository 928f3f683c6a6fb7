"""One short function for each act of a mediator: open a case, look it over, compare, ask, keep.

Every act that shows anything takes an already cut case or an `audience`; what is closed to that audience is gone
before anything is computed. A case is named by its folder or as `gallery:NAME`.
"""

import json
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from detente.case import check as soundness
from detente.case.changes import Changes
from detente.case.changes import changes as _changes
from detente.case.evidence import Caution, Known
from detente.case.evidence import cautions as _cautions
from detente.case.evidence import evidence as _evidence
from detente.case.gaps import Gaps, PledgeGap
from detente.case.gaps import gaps as _gaps
from detente.case.gaps import pledge_gaps as _pledge_gaps
from detente.case.ladders import Rungs
from detente.case.model import MEDIATORS, Case
from detente.case.questions import Question
from detente.case.questions import questions as _questions
from detente.case.readings import Conflict, Readings
from detente.case.readings import readings as _readings
from detente.case.secrecy import as_seen_by
from detente.errors import Code, NoAnswer, NotPermitted, Problem, UnknownName, Unreadable
from detente.store import casefile, casetext

if TYPE_CHECKING:
    from fractions import Fraction

    from detente.bargain.acceptability import Share
    from detente.bargain.bridging import Bridging
    from detente.bargain.conflict import Conflict as GraphModel
    from detente.bargain.doubt import Doubt, Effect
    from detente.bargain.packages import Scenario
    from detente.bargain.solutions import Pick, Solved
    from detente.bargain.stability import Stability
    from detente.bargain.study import Study
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

GALLERY = Path(__file__).parent / "gallery"


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that a brief for one audience says, before it is put into words and pictures.

    `plans` are those its audience may read. `bridging`, `seams`, `cautions`, `evidence` and the strains in `readings`
    are judgements about the parties: mediators' alone (§2.19).
    """

    case: Case
    changes: Changes
    gaps: tuple[Gaps, ...]
    pledges: tuple[PledgeGap, ...]
    readings: Readings
    questions: tuple[Question, ...]
    evidence: tuple[Known, ...]
    cautions: tuple[Caution, ...]
    bridging: "Bridging | None" = None
    plans: "tuple[Outlook, ...]" = ()
    seams: "tuple[tuple[Draft, Seams], ...]" = ()


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


class Studies:
    """A case studied under the base measure used and, when asked for, under those that results are tried against."""

    def __init__(self, main: "Study", others: "Callable[[], tuple[Study, ...]]") -> None:
        self.main = main
        self.others = cache(others)


def gallery() -> tuple[str, ...]:
    """The cases that come with detente, the first one first."""
    names = (folder.name for folder in GALLERY.iterdir() if (folder / casefile.FILE).is_file())
    return tuple(sorted(names, key=lambda name: (name != "gaza-2024", name)))


def folder_of(name: str | os.PathLike[str]) -> Path:
    """The folder a case is named by. Raises UnknownName for a gallery name that is not there."""
    kind, colon, slug = str(name).partition(":")
    if kind == "gallery" and colon:
        if slug not in gallery():
            raise UnknownName("gallery case", slug, gallery())
        return GALLERY / slug
    return Path(name)


def open_case(name: str | os.PathLike[str], *, audience: str = MEDIATORS) -> Case:
    """The case as `audience` may see it. Raises Unreadable, UnknownName or UnknownAudience."""
    found = casefile.load(folder_of(name))
    case = _cut(found, audience)
    errors = [problem for problem in soundness.problems(case) if problem.is_error]
    if errors:
        raise Unreadable(found.name, found.placed(errors) if audience == MEDIATORS else errors)
    return case


def check(name: str | os.PathLike[str], *, audience: str = MEDIATORS) -> tuple[Problem, ...]:
    """All that is wrong or doubtful with a case; places are for mediators, since line numbers tell what is above them.

    Raises Unreadable when the file does not read as a case at all.
    """
    found = casefile.load(folder_of(name))
    problems = soundness.problems(_cut(found, audience))
    return found.placed(problems) if audience == MEDIATORS else problems


def gaps(case: Case, *, proposal: str | None = None, party: str | None = None) -> tuple[Gaps, ...]:
    """Term by term, what each proposal does to each side's known positions. Raises UnknownName."""
    _known("proposal", proposal, [each.id for each in case.proposals])
    _known("party", party, [each.id for each in case.parties])
    return _gaps(case, proposal=proposal, party=party)


def pledge_gaps(case: Case, *, proposal: str | None = None) -> tuple[PledgeGap, ...]:
    """Which proposals (or the one named) meet the conditions of which pledges. Raises UnknownName."""
    _known("proposal", proposal, [each.id for each in case.proposals])
    return tuple(gap for gap in _pledge_gaps(case) if proposal in (None, gap.proposal))


def readings(case: Case) -> Readings:
    """What contradicts, what pulls apart, what has one origin, and what can be read in several ways."""
    found = _readings(case)
    return found if case.audience == MEDIATORS else _without_judgements(found)


def questions(case: Case, *, proposal: str | None = None) -> tuple[Question, ...]:
    """What the proposals leave unsaid that practice needs. Raises UnknownName."""
    _known("proposal", proposal, [each.id for each in case.proposals])
    return _questions(case, proposal=proposal)


def changes(case: Case, since: date) -> Changes:
    """What was reported after `since`. Raises NoAnswer when the case does not reach beyond that day."""
    if since >= case.as_of:
        raise NoAnswer(f"the case stands at {case.as_of}; nothing in it is later than {since}")
    return _changed(case, since)


def briefing(
    case: Case, *, since: date | None = None, agreement: bool = False, plans: "Iterable[Draft]" = ()
) -> Briefing:
    """Everything for a brief to the case's audience; `since` defaults to the last dated round before the case's day.

    `plans` are drafts opened for the same audience. With `agreement`, also what could be agreed, which takes seconds.
    Raises NotPermitted for others than mediators.
    """
    for_mediators = case.audience == MEDIATORS
    studied, drafts = study(case) if agreement else None, tuple(plans)
    return Briefing(
        case=case,
        changes=_changed(case, since or last_round(case)),
        gaps=_gaps(case),
        pledges=_pledge_gaps(case),
        readings=readings(case),
        questions=_questions(case),
        evidence=_evidence(case) if for_mediators else (),
        cautions=_cautions(case) if for_mediators else (),
        bridging=bridge(studied) if studied else None,
        plans=tuple(outlook(draft) for draft in drafts),
        seams=tuple((draft, _seams_of(studied, draft)) for draft in drafts if _weighs(draft)) if studied else (),
    )


def _weighs(draft: "Draft") -> bool:
    """A plan whose names are known, and that can be dated and weighed: some obligation advances an issue."""
    from detente.plan.wellformed import names_are_known_and_blanks_bounded

    weighed = any(each.advances for each in draft.plan.obligations) and any(phase.ends for phase in draft.plan.phases)
    return weighed and not any(names_are_known_and_blanks_bounded(draft))


def _seams_of(studied: Studies, draft: "Draft") -> "Seams":
    from detente.plan.seams import seams as _seams

    return _seams(studied.main, studied.others, draft.plan)


def last_round(case: Case) -> date:
    """The day of the last round before the case's own day, or the first day there is."""
    days = [each.on for each in case.rounds if each.on is not None and each.on < case.as_of]
    return max(days, default=date.min)


def study(case: Case, *, count: int = 1000, seed: int = 0) -> Studies:
    """What the claims let one believe of every side, under three base measures. Raises NotPermitted (§2.19)."""
    from detente.bargain.beliefs import Base
    from detente.bargain.study import study as _study

    if case.audience != MEDIATORS:
        raise NotPermitted("what is computed about the sides is for mediators alone; leave out --for")

    def others() -> "tuple[Study, ...]":
        bases = (base for base in Base if base is not Base.WEIGHTS)
        return tuple(_study(case, count=max(1, count // 5), seed=seed, base=base, limit=1) for base in bases)

    return Studies(_study(case, count=count, seed=seed), others)


def accept(studied: Studies, proposal: str) -> "tuple[Share, ...]":
    """The share of everyone for a proposal, with its blanks as a range. Raises UnknownName."""
    from detente.bargain.bridging import told

    return told(studied.main, studied.others, _spans(studied.main.case, proposal))


def _spans(case: Case, proposal: str) -> "tuple[Rungs, ...]":
    from detente.bargain.constraints import package_of

    _known("proposal", proposal, [each.id for each in case.proposals])
    return package_of(case, tuple(term for each in case.claims if each.part_of == proposal for term in each.terms))


def effects(studied: Studies, proposal: str) -> "tuple[Effect, ...]":
    """What each analyst's inference changes about a proposal, for the holder it is about. Raises UnknownName."""
    from detente.bargain.doubt import effects as _effects

    return _effects(studied.main, _spans(studied.main.case, proposal))


def bridge(studied: Studies, *, seed: int = 0) -> "Bridging":
    """A few packages every side could best live with, each with its trades and the claims it rests on."""
    from detente.bargain.bridging import bridge as _bridge

    return _bridge(studied.main, studied.others, seed=seed)


def scenario(folder: Path) -> "Scenario":
    """A bargaining scenario of Genius, GeniusWeb or NegMAS, read from a folder. Raises UnreadableScenario."""
    from detente.formats import scenario as scenarios

    return scenarios.read(folder).sound


def frontier(name: str | os.PathLike[str], *, seed: int = 0) -> "tuple[Solved, Doubt | None]":
    """The frontier and solutions of a scenario folder (no deal 0, ideal 1), or of a case's mean values.

    For a case also why the evidence does not tell its packages apart, if it does not. Raises Unreadable, UnknownName,
    NoAnswer.
    """
    from detente.bargain.frontier import frontier as _frontier
    from detente.bargain.solutions import solved

    given, no_deal, ideal, doubt = _given(name, seed)
    return solved(_frontier(given), no_deal, ideal), doubt


def solve(name: str | os.PathLike[str], *, seed: int = 0) -> "tuple[tuple[Pick, ...], Doubt | None]":
    """What four principles would pick from the frontier, with the packages there. Raises as `frontier` does."""
    from detente.bargain.frontier import frontier as _frontier
    from detente.bargain.solutions import picks

    given, no_deal, ideal, doubt = _given(name, seed)
    return picks(_frontier(given), no_deal, ideal), doubt


def _given(name: str | os.PathLike[str], seed: int) -> "tuple[Scenario, list[float], list[float] | None, Doubt | None]":
    """A scenario, what no deal is worth, the most each can have; for a case, its mean values and what is in doubt."""
    folder = folder_of(name)
    if not is_case(folder):
        given = scenario(folder)
        return given, [0.0] * len(given.parties), [1.0] * len(given.parties), None
    from detente.bargain.doubt import doubt
    from detente.bargain.frontier import frontier as _frontier
    from detente.bargain.linked import exclusions, merged
    from detente.bargain.solutions import picks
    from detente.bargain.study import mean_scenario

    case = open_case(name)
    studied, excluded = study(case, seed=seed), exclusions(case)

    def picked(means: "Scenario") -> dict[str, object]:
        return {
            each.principle: each.packages
            for each in picks(_frontier(merged(means, excluded)), list(means.no_deal), None)
        }

    means = merged(mean_scenario(studied.main), excluded)
    return means, list(means.no_deal), None, doubt(studied.main, studied.others, picked)


def is_case(folder: Path) -> bool:
    """A folder with a case file in it, or the file itself, rather than the files of another tool."""
    return folder.is_file() or (folder / casefile.FILE).is_file() or not folder.is_dir()


def stability(path: Path) -> "tuple[GraphModel, Stability]":
    """A conflict read from a file, and which of its states would hold. Raises UnreadableConflict."""
    from detente.bargain.stability import stability as _stability
    from detente.formats import conflict as conflicts

    conflict = conflicts.load(path).sound
    return conflict, _stability(conflict)


def plans(name: str | os.PathLike[str], *, audience: str = MEDIATORS) -> tuple[str, ...]:
    """The plans of a case that `audience` may see, by name; one whose file has faults is for mediators to mend."""
    from detente.store import planfile

    folder = _folder_with_plans(name)
    case = open_case(name, audience=audience)
    return tuple(
        each for each in planfile.names(folder) if audience == MEDIATORS or _open_to(planfile.load(folder, each), case)
    )


def open_plan(name: str | os.PathLike[str], plan: str, *, audience: str = MEDIATORS) -> "Draft":
    """A plan with its case, as `audience` may see it. Raises UnknownName, also for a plan closed to the audience."""
    from detente.plan.outlook import told_to
    from detente.plan.wellformed import Draft
    from detente.store import planfile

    _known("plan", plan, list(plans(name, audience=audience)))
    found = planfile.load(_folder_with_plans(name), plan)
    if found.plan is None:
        raise UnreadablePlan(plan, found.problems)
    case = open_case(name, audience=audience)
    return Draft(found.plan if audience == MEDIATORS else told_to(found.plan, case), case)


def check_plan(name: str | os.PathLike[str], plan: str) -> tuple[Problem, ...]:
    """All that is wrong with a plan, with places. Raises Unreadable when the file does not read as a plan at all."""
    from detente.plan import wellformed
    from detente.store import planfile

    draft = open_plan(name, plan)
    found = planfile.load(_folder_with_plans(name), plan)
    return found.placed(wellformed.problems(draft))


def filling(draft: "Draft", words: Iterable[str]) -> dict[str, int]:
    """What `BLANK=DAYS` words fill. Raises UnknownName for a blank the plan does not have, NoAnswer for no number."""
    found = {}
    for word in words:
        blank, _, days = word.partition("=")
        _known("blank", blank, [each.id for each in draft.plan.blanks])
        if not days.isdecimal():
            raise NoAnswer(f"{word!r} fills {blank!r} with no whole number of days")
        found[blank] = int(days)
    return found


def outlook(draft: "Draft") -> "Outlook":
    """A plan's defects, ranges, days and slack together, as far as each can be told."""
    from detente.plan.outlook import outlook as _outlook

    return _outlook(draft)


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
        _known("blank", blank, [each.id for each in draft.plan.blanks])
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

    return _keep(path, written(draft.plan, found))


def seams(draft: "Draft", *, seed: int = 0) -> "Seams":
    """At each moment between two steps, under what share of profiles everyone goes on. Raises UnreadablePlan."""
    return _seams_of(study(draft.case, seed=seed), _named(draft))


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
    found = weightsfile.load(_folder_with_plans(name), draft.plan.id)
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


def _folder_with_plans(name: str | os.PathLike[str]) -> Path:
    folder = folder_of(name)
    return folder.parent if folder.is_file() else folder


def _open_to(found: "PlanFile", case: Case) -> bool:
    """The plan's label opens it, and it names nobody who is closed to the audience."""
    from detente.case.secrecy import may_read, readers
    from detente.plan.names import known_names, names

    if found.plan is None or not may_read(case.audience, readers(case, found.plan.audience)):
        return False
    known = known_names(found.plan, case)["voice"]
    return all(name in known for _, kind, name in names(found.plan) if kind == "voice")


def new_case(folder: Path, *, title: str, day: date) -> Path:
    """Begin a case: a folder with a `case.yaml` that reads well and shows each kind of item. Raises NotPermitted."""
    path = folder / casefile.FILE
    if path.exists():
        raise NotPermitted(f"{path} is there already; it is left as it is")
    template = Template((Path(__file__).parent / "store" / "new_case.yaml").read_text(encoding="utf-8"))
    written = json.dumps(" ".join(title.split()), ensure_ascii=False)  # a JSON string is a YAML one
    return _keep(path, template.substitute(title=written, day=day.isoformat()))


def tidied(name: str | os.PathLike[str]) -> tuple[Path, str, str]:
    """The file of a case, its text, and the text as `fmt` would write it. Raises Unreadable."""
    folder = folder_of(name)
    found = casefile.load(folder)
    _cut(found, MEDIATORS)
    path = folder / casefile.FILE if folder.is_dir() else folder
    text = path.read_text(encoding="utf-8")
    tidy = casetext.tidy(text)
    if casefile.parse(tidy.encode()).case != found.case:
        raise NotPermitted(f"{path} would change its meaning by being written anew; it is left as it is")
    return path, text, tidy


def keep_tidied(name: str | os.PathLike[str]) -> bool:
    """Write the file of a case back in its even form; says whether it changed. Raises NotPermitted in the gallery."""
    if str(name).startswith("gallery:"):
        raise NotPermitted("the gallery is kept as it came; copy the folder to change it")
    path, text, tidy = tidied(name)
    if tidy != text:
        _keep(path, tidy)
    return tidy != text


def export(case: Case, folder: Path) -> Path:
    """Write the copy of a case that its audience may have, as a case folder of its own. Raises NotPermitted."""
    path = folder / casefile.FILE
    if path.exists():
        raise NotPermitted(f"{path} is there already; name another folder for the copy")
    return _keep(path, casetext.write(case))


def every_code() -> tuple[Code, ...]:
    """All kinds of problem that a check can name, by number."""
    from detente.case import advice
    from detente.formats import conflict, exchanges, networks, reading
    from detente.plan import wellformed
    from detente.store import planfile

    rules = (*(rule.code for rule in (*soundness.RULES, *advice.RULES)), *(rule.code for rule in wellformed.RULES))
    files = (*casefile.codes(), *planfile.CODES)
    others = (*conflict.CODES, *reading.CODES, *networks.CODES, *exchanges.CODES)
    return tuple(sorted((*files, *rules, *others), key=lambda code: code.id))


def explain(number: str) -> Code:
    """What a code means, why practice minds, and what to do. Raises UnknownName."""
    codes = {code.id: code for code in every_code()}
    _known("code", number.upper(), list(codes))
    return codes[number.upper()]


def _cut(found: casefile.CaseFile, audience: str) -> Case:
    told = found.told_to(audience)
    if told.case is None:
        raise Unreadable(told.name, told.problems)
    return as_seen_by(told.case, audience)


def _without_judgements(found: Readings) -> Readings:
    return Readings(_about_no_party(found.conflicts), (), found.origins, ())


def _changed(case: Case, since: date) -> Changes:
    found = _changes(case, since)
    if case.audience == MEDIATORS:
        return found
    return replace(found, conflicts=_about_no_party(found.conflicts), grown=_about_no_party(found.grown))


def _about_no_party(found: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    return tuple(conflict for conflict in found if conflict.party is None)


def _known(kind: str, name: str | None, known: list[str]) -> None:
    if name is not None and name not in known:
        raise UnknownName(kind, name, known)


def _keep(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise NotPermitted(f"{path} cannot be written: {(error.strerror or 'no reason given').lower()}") from error
    return path
