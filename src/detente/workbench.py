"""One short function for each act of a mediator: open a case, look it over, compare, ask, keep.

Every act that shows anything takes an already cut case or an `audience`; what is closed to that audience is gone
before anything is computed. A case is named by its folder or as `gallery:NAME`.
"""

import json
import os
from collections.abc import Callable
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
from detente.case.model import MEDIATORS, Case
from detente.case.questions import Question
from detente.case.questions import questions as _questions
from detente.case.readings import Conflict, Readings
from detente.case.readings import readings as _readings
from detente.case.secrecy import as_seen_by
from detente.errors import Code, NoAnswer, NotPermitted, Problem, UnknownName, Unreadable
from detente.store import casefile, casetext

if TYPE_CHECKING:
    from detente.bargain.acceptability import Share
    from detente.bargain.bridging import Bridging
    from detente.bargain.conflict import Conflict as GraphModel
    from detente.bargain.packages import Scenario
    from detente.bargain.solutions import Pick, Solved
    from detente.bargain.stability import Stability
    from detente.bargain.study import Study

GALLERY = Path(__file__).parent / "gallery"


@dataclass(frozen=True, slots=True)
class Briefing:
    """All that a brief for one audience says, before it is put into words and pictures.

    `bridging`, `cautions`, `evidence` and the strains in `readings` are judgements about the parties: mediators' alone
    (§2.19).
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


def briefing(case: Case, *, since: date | None = None, agreement: bool = False) -> Briefing:
    """Everything for a brief to the case's audience; `since` defaults to the last dated round before the case's day.

    With `agreement`, also what could be agreed, which takes seconds. Raises NotPermitted for others than mediators.
    """
    for_mediators = case.audience == MEDIATORS
    return Briefing(
        case=case,
        changes=_changed(case, since or last_round(case)),
        gaps=_gaps(case),
        pledges=_pledge_gaps(case),
        readings=readings(case),
        questions=_questions(case),
        evidence=_evidence(case) if for_mediators else (),
        cautions=_cautions(case) if for_mediators else (),
        bridging=bridge(study(case)) if agreement else None,
    )


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
    from detente.bargain.constraints import package_of

    case = studied.main.case
    _known("proposal", proposal, [each.id for each in case.proposals])
    terms = tuple(term for claim in case.claims if claim.part_of == proposal for term in claim.terms)
    return told(studied.main, studied.others, package_of(case, terms))


def bridge(studied: Studies, *, seed: int = 0) -> "Bridging":
    """A few packages every side could best live with, each with its trades and the claims it rests on."""
    from detente.bargain.bridging import bridge as _bridge

    return _bridge(studied.main, studied.others, seed=seed)


def scenario(folder: Path) -> "Scenario":
    """A bargaining scenario of Genius, GeniusWeb or NegMAS, read from a folder. Raises UnreadableScenario."""
    from detente.formats import scenario as scenarios

    return scenarios.read(folder).sound


def frontier(name: str | os.PathLike[str], *, seed: int = 0) -> "Solved":
    """The frontier and solutions of a scenario folder (no deal 0, ideal 1), or of a case's mean values.

    Raises Unreadable, UnknownName, NoAnswer.
    """
    from detente.bargain.frontier import frontier as _frontier
    from detente.bargain.solutions import solved

    given, no_deal, ideal = _given(name, seed)
    return solved(_frontier(given), no_deal, ideal)


def solve(name: str | os.PathLike[str], *, seed: int = 0) -> "tuple[Pick, ...]":
    """What four principles would pick from the frontier, with the packages there. Raises as `frontier` does."""
    from detente.bargain.frontier import frontier as _frontier
    from detente.bargain.solutions import picks

    given, no_deal, ideal = _given(name, seed)
    return picks(_frontier(given), no_deal, ideal)


def _given(name: str | os.PathLike[str], seed: int) -> "tuple[Scenario, list[float], list[float] | None]":
    """A scenario with what no deal is worth and the most each can have: for a case, of its mean values."""
    folder = folder_of(name)
    if not is_case(folder):
        given = scenario(folder)
        return given, [0.0] * len(given.parties), [1.0] * len(given.parties)
    from detente.bargain.study import mean_scenario

    means = mean_scenario(study(open_case(name), seed=seed).main)
    return means, list(means.no_deal), None


def is_case(folder: Path) -> bool:
    """A folder with a case file in it, or the file itself, rather than the files of another tool."""
    return folder.is_file() or (folder / casefile.FILE).is_file() or not folder.is_dir()


def stability(path: Path) -> "tuple[GraphModel, Stability]":
    """A conflict read from a file, and which of its states would hold. Raises UnreadableConflict."""
    from detente.bargain.stability import stability as _stability
    from detente.formats import conflict as conflicts

    conflict = conflicts.load(path).sound
    return conflict, _stability(conflict)


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
    from detente.formats import conflict, exchanges, reading

    rules = (*soundness.RULES, *advice.RULES)
    return tuple(
        sorted(
            (
                *casefile.codes(),
                *(rule.code for rule in rules),
                *conflict.CODES,
                *exchanges.CODES,
                *reading.CODES,
            ),
            key=lambda code: code.id,
        )
    )


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
