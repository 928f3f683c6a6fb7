"""Acts on a plan once it is alive: where every duty stands on a day as known by a day, what is due, what was told."""

import os
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS
from detente.case.secrecy import may_read, readers
from detente.errors import NoAnswer, Problem, Unreadable, must_be_known
from detente.plan.wellformed import Draft
from detente.store import ledgerfile, ledgerrecord
from detente.workbench import records
from detente.workbench.cases import uncut
from detente.workbench.drafts import open_plan, plans
from detente.workbench.folders import home_of, keep

if TYPE_CHECKING:
    from detente.conduct.daily import Daily
    from detente.conduct.incidents import Incident
    from detente.conduct.ledger import Ledger
    from detente.conduct.matrix import Matrix
    from detente.conduct.moves import Debt, Move
    from detente.conduct.reconciliation import Category, Reckoned
    from detente.conduct.standing import Standing, Standings
    from detente.store.record.entry import Kept as KeptEntry


@dataclass(frozen=True, slots=True)
class Followed:
    """A plan that is being followed: the draft it was made as, and the record of what happened, for one audience."""

    draft: Draft
    ledger: "Ledger"


@dataclass(frozen=True, slots=True)
class Morning:
    """What one asks each morning: where everything stands, what is owed, whose move it is, what is due soon."""

    standings: "Standings"
    owed: "tuple[Debt, ...]"
    moves: "tuple[Move, ...]"
    due: "tuple[Standing, ...]"
    exchanged: "tuple[Reckoned, ...]"
    categories: "tuple[Category, ...]"


class UnreadableLedger(Unreadable):
    """A ledger's file that does not read as one, or names what is not there."""

    def __init__(self, name: str, faults: tuple[Problem, ...]) -> None:
        super().__init__(name, faults)
        first = next((each for each in self.problems if each.is_error), None)
        place = f"{first.place}: " if first and first.place else ""
        self.args = (f"the ledger of {name} cannot be used: {place}{first.says if first else ''}",)


def ledgers(name: str | os.PathLike[str], *, audience: str = MEDIATORS) -> tuple[str, ...]:
    """The plans of a case that are being followed and that `audience` may see, by name."""
    return _plans(name, audience, _held(name, audience))


def _held(name: str | os.PathLike[str], audience: str) -> "tuple[KeptEntry, ...] | None":
    return records.held(name, audience=audience) if records.has_record(name) else None


def _plans(name: str | os.PathLike[str], audience: str, held: "tuple[KeptEntry, ...] | None") -> tuple[str, ...]:
    open_to = plans(name, audience=audience)
    if held is not None:
        return tuple(each for each in ledgerrecord.plans_of(held) if each in open_to)
    return tuple(each for each in ledgerfile.names(home_of(name)) if each in open_to and _open_to(name, each, audience))


def _open_to(name: str | os.PathLike[str], plan: str, audience: str) -> bool:
    if audience == MEDIATORS:
        return True
    found = ledgerfile.load(home_of(name), plan).ledger
    case = uncut(name, audience)
    return found is not None and may_read(audience, readers(case, found.audience))


def follow(name: str | os.PathLike[str], *, plan: str | None = None, audience: str = MEDIATORS) -> Followed:
    """A plan with its ledger, as `audience` may see them: the one named, else the one that has a ledger.

    The ledger comes from the record where the case has one, else from its file. Raises UnknownName; NoAnswer where
    several plans have a ledger, or none; UnreadableLedger, UnreadableRecord.
    """
    from detente.conduct.audience import as_seen_by

    held = _held(name, audience)
    known = _plans(name, audience, held)
    draft = open_plan(name, _chosen(plan, known), audience=audience)
    ledger = _of_file(name, draft, audience) if held is None else _of_record(name, draft, audience, held)
    return Followed(draft, as_seen_by(ledger, uncut(name, audience), audience))


def _chosen(plan: str | None, known: tuple[str, ...]) -> str:
    must_be_known("plan with a ledger", plan, known)
    if plan is None and len(known) != 1:
        says = f"several plans have one, name one of {', '.join(known)}" if known else "no plan of this case has one"
        raise NoAnswer(f"a standing is told of a plan with a ledger, and {says}")
    return plan or known[0]


def _of_record(name: str | os.PathLike[str], draft: Draft, audience: str, held: "tuple[KeptEntry, ...]") -> "Ledger":
    ledger = ledgerfile.with_texts(home_of(name), ledgerrecord.read_back(held, draft.plan))
    if audience == MEDIATORS and (faults := _faults(ledger, draft)):
        raise UnreadableLedger(draft.plan.id, faults)
    return ledger


def _of_file(name: str | os.PathLike[str], draft: Draft, audience: str) -> "Ledger":
    found = ledgerfile.load(home_of(name), draft.plan.id)
    if found.ledger is None:
        raise UnreadableLedger(draft.plan.id, found.problems)
    if audience == MEDIATORS and (faults := _faults(found.ledger, draft)):
        raise UnreadableLedger(draft.plan.id, found.placed(faults))
    return found.ledger


def _faults(ledger: "Ledger", draft: Draft) -> tuple[Problem, ...]:
    from detente.conduct.soundness import Kept, problems

    return tuple(each for each in problems(Kept(ledger, draft.plan, draft.case)) if each.is_error)


def written(name: str | os.PathLike[str]) -> tuple[str, ...]:
    """The plans of a case whose ledger stands in a file, by name."""
    return tuple(each for each in ledgerfile.names(home_of(name)) if each in plans(name))


def check_ledger(name: str | os.PathLike[str], plan: str | None = None) -> tuple[Problem, ...]:
    """All that is wrong with a plan's ledger, with places where it stands in a file.

    Raises UnknownName, NoAnswer, Unreadable where it does not read as one.
    """
    from detente.conduct.soundness import Kept, problems

    held = _held(name, MEDIATORS)
    draft = open_plan(name, _chosen(plan, _plans(name, MEDIATORS, held)))
    if held is not None:
        ledger = ledgerfile.with_texts(home_of(name), ledgerrecord.read_back(held, draft.plan))
        return tuple(problems(Kept(ledger, draft.plan, draft.case)))
    found = ledgerfile.load(home_of(name), draft.plan.id)
    if found.ledger is None:
        raise UnreadableLedger(draft.plan.id, found.problems)
    return found.placed(problems(Kept(found.ledger, draft.plan, draft.case)))


def standings(followed: Followed, on: date, *, known: date | None = None) -> "Standings":
    """Where every obligation stood on a day, as was known by a day (all that is known without one)."""
    from detente.conduct.following import standing

    return standing(followed.draft.plan, followed.ledger, on, known)


def morning(followed: Followed, on: date, *, known: date | None = None, days: int = 7) -> Morning:
    """All that one asks on the morning of a day, and what falls due in so many days."""
    from detente.conduct.moves import due_within, moves, owed
    from detente.conduct.reconciliation import categories, reconciled

    found = standings(followed, on, known=known)
    return Morning(
        found,
        owed(found.each),
        tuple(moves(found.plan, found.each)),
        due_within(found.each, on, days),
        reconciled(found),
        categories(followed.ledger, on, known),
    )


def keep_calendar(found: "Standings", path: Path) -> Path:
    """Write the day each duty is due as an iCalendar file. Raises NotPermitted."""
    from detente.formats.icalendar import due_days

    return keep(path, due_days(found))


def matrix(followed: Followed, on: date, *, known: date | None = None) -> "Matrix":
    """How far the plan is carried out, duty by duty on a scale of 0 to 3, with the aggregate and its base."""
    from detente.conduct.matrix import matrix as _matrix

    return _matrix(standings(followed, on, known=known).each)


def report(followed: Followed, on: date, *, days: int = 1, known: date | None = None) -> "Daily":
    """The report on the window of so many days that ends on a day, as known at the cut-off. Raises NoAnswer."""
    from detente.conduct.daily import daily

    if days < 1:
        raise NoAnswer(f"a window has at least one day, not {days}")
    return daily(followed.draft.plan, followed.ledger, on, days=days, cut_off=known)


def incidents(followed: Followed, on: date, *, known: date | None = None) -> "tuple[Incident, ...]":
    """Every incident of a day or before: whether, against which clause, by whom and with what intent, told apart."""
    from detente.conduct.incidents import incidents as _incidents

    return _incidents(followed.ledger, on, known)
