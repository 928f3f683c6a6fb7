"""Studies of a plan under stated assumptions: read what is assumed, play it, and give what was found as tables."""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS
from detente.errors import NoAnswer, NotPermitted, Problem, Unreadable, must_be_known
from detente.plan.wellformed import Draft
from detente.store import habitsfile
from detente.workbench.agreements import Studies, study
from detente.workbench.drafts import open_plan, plans
from detente.workbench.folders import home_of

if TYPE_CHECKING:
    from detente.conduct.futures.engines import Engine
    from detente.conduct.futures.habits import Habits
    from detente.conduct.futures.study import Progress, Studied

Name = str | os.PathLike[str]
Row = dict[str, object]


@dataclass(frozen=True, slots=True)
class Assumed:
    """A plan, and what is assumed of how it is carried out."""

    draft: Draft
    habits: "Habits"


class UnreadableHabits(Unreadable):
    """A file of habits that does not read, or names what is not there."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        super().__init__(name, problems)
        first = next((each for each in self.problems if each.is_error), None)
        place = f"{first.place}: " if first and first.place else ""
        said = f"{first.says}{f' ({first.hint})' if first.hint else ''}" if first else ""
        self.args = (f"what is assumed of {name} cannot be used: {place}{said}",)


def assumptions(name: Name) -> tuple[str, ...]:
    """The plans of a case for which habits are assumed."""
    return tuple(each for each in habitsfile.names(home_of(name)) if each in plans(name))


def assumed(name: Name, plan: str | None = None) -> Assumed:
    """A plan with what is assumed of it: the one named, else the only one. Raises UnknownName, NoAnswer, Unreadable."""
    known = assumptions(name)
    if plan is not None:
        must_be_known("plan", plan, plans(name))
    if (plan is None and len(known) != 1) or (plan is not None and plan not in known):
        says = (
            f"name one of {', '.join(known)}" if known and plan is None else "write futures/PLAN.yaml beside the case"
        )
        raise NoAnswer(f"a plan is played under assumptions; {says}")
    chosen = plan or known[0]
    draft = open_plan(name, chosen)
    found = habitsfile.load(home_of(name), chosen, draft.plan, draft.case)
    if found.habits is None:
        raise UnreadableHabits(chosen, found.problems)
    return Assumed(draft, found.habits)


def engine(on: str = "", workers: int = 0) -> "Engine":
    """Where to play: a pool of processes, `dask` for a cluster of this machine, or a scheduler's address."""
    from detente.conduct.futures.engines import Cluster, Pool, processors

    if workers < 0:
        raise NotPermitted(f"{workers} workers cannot play anything")
    if not on or on == "pool":
        return Pool(workers or processors())
    if on != "dask" and "://" not in on:
        raise NotPermitted(f"{on!r} is no engine; say pool, dask, or an address such as tcp://host:8786")
    return Cluster("" if on == "dask" else on, workers)


def tried(
    found: Assumed,
    *,
    runs: int = 10_000,
    seed: int = 0,
    changes: Sequence[str] = (),
    against: Sequence[Draft] = (),
    on: "Engine | None" = None,
    kept_in: Path | None = None,
    progress: "Progress | None" = None,
    studied: Studies | None = None,
) -> "Studied":
    """Play a plan so many times, with changes of it and plans against it on the same chance.

    `kept_in` is a folder of finished blocks, from which a study broken off goes on. Raises NoAnswer, NotPermitted.
    """
    from detente.conduct.futures.blocks import Store
    from detente.conduct.futures.study import Asked
    from detente.conduct.futures.study import study as _study

    own = on or engine()
    known = (studied or study(found.draft.case, seed=seed)).main if found.habits.incentives else None
    asked = Asked(own, runs, seed, None if kept_in is None else Store(kept_in), progress or _unheard)
    try:
        return _study(
            found.draft.plan,
            found.habits,
            asked,
            found=known,
            against=[each.plan for each in against],
            changes=changes,
        )
    finally:
        if on is None:
            own.close()


def _unheard(done: int, total: int) -> None:
    """Nobody listens."""


def kept() -> Path:
    """The folder in which finished blocks are kept where no other is named; it may be deleted at any time."""
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "detente" / "futures"


def frame(found: "Studied") -> list[Row]:
    """A row for the plan and each change: shares of runs with their error, means, and what was assumed."""
    from detente.conduct.futures.figures import row_of

    return [row_of(found, each) for each in (found.main, *found.others)]


def many(
    folders: Iterable[Name],
    *,
    runs: int = 1_000,
    seed: int = 0,
    on: "Engine | None" = None,
    kept_in: Path | None = None,
    hear: Callable[[str], None] = print,
) -> Iterator[Row]:
    """A row for each plan of each case for which habits are assumed, and for each change; a refusal is a row too.

    `hear` is told which plan is being played.
    """
    for folder in folders:
        for plan in assumptions(folder):
            hear(f"{folder} {plan}")
            try:
                found = tried(assumed(folder, plan), runs=runs, seed=seed, on=on, kept_in=kept_in)
            except (NoAnswer, Unreadable) as refusal:
                yield {"case": str(folder), "plan": plan, "refused": str(refusal)}
            else:
                yield from ({"case": str(folder), "refused": "", **row} for row in frame(found))


def opened_against(name: Name, plan: str) -> Draft:
    """Another plan of the case to set against the first. Raises UnknownName."""
    return open_plan(name, plan, audience=MEDIATORS)
