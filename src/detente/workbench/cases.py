"""Acts on a case: open it, look it over, compare, ask what changed, begin one, keep it tidy, copy it for a reader.

Every act that shows anything takes an already cut case or an `audience`; what is closed to that audience is gone
before anything is computed.
"""

import json
import os
from dataclasses import replace
from datetime import date
from pathlib import Path
from string import Template

from detente import store
from detente.case import check as soundness
from detente.case.changes import Changes
from detente.case.changes import changes as _changes
from detente.case.gaps import Gaps, PledgeGap
from detente.case.gaps import gaps as _gaps
from detente.case.gaps import pledge_gaps as _pledge_gaps
from detente.case.model import MEDIATORS, Case
from detente.case.questions import Question
from detente.case.questions import questions as _questions
from detente.case.readings import Conflict, Readings
from detente.case.readings import readings as _readings
from detente.case.secrecy import as_seen_by
from detente.errors import NoAnswer, NotPermitted, Problem, Unreadable, must_be_known
from detente.store import casefile, casetext
from detente.workbench.folders import folder_of, keep


def open_case(name: str | os.PathLike[str], *, audience: str = MEDIATORS) -> Case:
    """The case as `audience` may see it. Raises Unreadable, UnknownName or UnknownAudience."""
    found = casefile.load(folder_of(name))
    case = _cut(found, audience)
    errors = [problem for problem in soundness.problems(case) if problem.is_error]
    if errors:
        raise Unreadable(found.name, found.placed(errors) if audience == MEDIATORS else errors)
    return case


def uncut(name: str | os.PathLike[str], audience: str) -> Case:
    """The case before it is cut, as far as its file can be read for that audience; labels are read off it.

    Not to be shown to anybody: `open_case` cuts it. Raises Unreadable.
    """
    told = casefile.load(folder_of(name)).told_to(audience)
    if told.case is None:
        raise Unreadable(told.name, told.problems)
    return told.case


def check(name: str | os.PathLike[str], *, audience: str = MEDIATORS) -> tuple[Problem, ...]:
    """All that is wrong or doubtful with a case; places are for mediators, since line numbers tell what is above them.

    Raises Unreadable when the file does not read as a case at all.
    """
    found = casefile.load(folder_of(name))
    problems = soundness.problems(_cut(found, audience))
    return found.placed(problems) if audience == MEDIATORS else problems


def gaps(case: Case, *, proposal: str | None = None, party: str | None = None) -> tuple[Gaps, ...]:
    """Term by term, what each proposal does to each side's known positions. Raises UnknownName."""
    must_be_known("proposal", proposal, [each.id for each in case.proposals])
    must_be_known("party", party, [each.id for each in case.parties])
    return _gaps(case, proposal=proposal, party=party)


def pledge_gaps(case: Case, *, proposal: str | None = None) -> tuple[PledgeGap, ...]:
    """Which proposals (or the one named) meet the conditions of which pledges. Raises UnknownName."""
    must_be_known("proposal", proposal, [each.id for each in case.proposals])
    return tuple(gap for gap in _pledge_gaps(case) if proposal in (None, gap.proposal))


def readings(case: Case) -> Readings:
    """What contradicts, what pulls apart, what has one origin, and what can be read in several ways."""
    found = _readings(case)
    return found if case.audience == MEDIATORS else _without_judgements(found)


def questions(case: Case, *, proposal: str | None = None) -> tuple[Question, ...]:
    """What the proposals leave unsaid that practice needs. Raises UnknownName."""
    must_be_known("proposal", proposal, [each.id for each in case.proposals])
    return _questions(case, proposal=proposal)


def changes(case: Case, since: date) -> Changes:
    """What was reported after `since`. Raises NoAnswer when the case does not reach beyond that day."""
    if since >= case.as_of:
        raise NoAnswer(f"the case stands at {case.as_of}; nothing in it is later than {since}")
    found = _changes(case, since)
    if case.audience == MEDIATORS:
        return found
    return replace(found, conflicts=_about_no_party(found.conflicts), grown=_about_no_party(found.grown))


def last_round(case: Case) -> date:
    """The day of the last round before the case's own day, or the first day there is."""
    days = [each.on for each in case.rounds if each.on is not None and each.on < case.as_of]
    return max(days, default=date.min)


def new_case(folder: Path, *, title: str, day: date) -> Path:
    """Begin a case: a folder with a `case.yaml` that reads well and shows each kind of item. Raises NotPermitted."""
    path = folder / casefile.FILE
    if path.exists():
        raise NotPermitted(f"{path} is there already; it is left as it is")
    template = Template((Path(store.__file__).with_name("new_case.yaml")).read_text(encoding="utf-8"))
    written = json.dumps(" ".join(title.split()), ensure_ascii=False)  # a JSON string is a YAML one
    return keep(path, template.substitute(title=written, day=day.isoformat()))


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
        keep(path, tidy)
    return tidy != text


def export(case: Case, folder: Path) -> Path:
    """Write the copy of a case that its audience may have, as a case folder of its own. Raises NotPermitted."""
    path = folder / casefile.FILE
    if path.exists():
        raise NotPermitted(f"{path} is there already; name another folder for the copy")
    return keep(path, casetext.write(case))


def _cut(found: casefile.CaseFile, audience: str) -> Case:
    told = found.told_to(audience)
    if told.case is None:
        raise Unreadable(told.name, told.problems)
    return as_seen_by(told.case, audience)


def _without_judgements(found: Readings) -> Readings:
    return Readings(_about_no_party(found.conflicts), (), found.origins, ())


def _about_no_party(found: tuple[Conflict, ...]) -> tuple[Conflict, ...]:
    return tuple(conflict for conflict in found if conflict.party is None)
