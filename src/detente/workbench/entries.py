"""Further entries in the ledger of a plan: one in keys and words, or a whole ledger's file taken into the record.

Nothing is written that would give the ledger an error it did not have.
"""

import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.secrecy import readers
from detente.conduct.ledger import Entry, EntryKind, Ledger, order
from detente.conduct.sealing import version
from detente.conduct.soundness import Kept, problems
from detente.conduct.versions import versions
from detente.errors import NoAnswer, NotPermitted, Problem, must_be_known
from detente.plan.model import Plan
from detente.store import ledgerfile, ledgerrecord, ledgertext
from detente.store.ledgershapes import LISTS
from detente.store.yamltree import Plain
from detente.workbench import ledgers, records
from detente.workbench.drafts import open_plan, plans
from detente.workbench.folders import home_of, keep, own_home_of
from detente.workbench.ledgers import Followed
from detente.workbench.records import Name

if TYPE_CHECKING:
    from detente.store.record.entry import Entry as KeptEntry
    from detente.store.record.entry import Receipt

_EMPTY = "detente: 1\n"


@dataclass(frozen=True, slots=True)
class Added:
    """An entry as it was written; `receipt` where a record keeps it, `path` where a file does."""

    plan: str
    entry: Entry
    receipt: "Receipt | None" = None
    path: Path | None = None


class UnsoundEntry(NotPermitted):
    """An entry that does not read, or names what is not there; `problems` holds all that was found."""

    def __init__(self, found: Iterable[Problem]) -> None:
        self.problems = tuple(found)
        super().__init__(f"the entry is not taken: {'; '.join(map(_told, self.problems))}")


def add(
    case: Name,
    kind: str,
    words: Mapping[str, str],
    *,
    plan: str | None = None,
    now: datetime | None = None,
    suffix: str | None = None,
) -> Added:
    """Write one entry: into the record, or where the case has none into the ledger's file.

    `words` are the keys of a ledger's file, lists with commas, `reads.total` for a key of `reads`. Without `known` it
    is known now, without `id` it gets one. Raises UnknownName, NoAnswer, UnsoundEntry, KeyTaken, UnreadableRecord.
    """
    path = own_home_of(case) / ledgerfile.FOLDER
    followed = _followed(case, plan)
    whole = followed.draft.plan
    clock = (now or datetime.now().astimezone()).astimezone(ledgerrecord.zone(whole)).replace(tzinfo=None)
    entry = _entry(_kind(kind), words, whole, clock, suffix or secrets.token_hex(2))
    if not records.has_record(case):
        _refuse_unsound(case, followed, [entry])
        path /= f"{whole.id}.yaml"
        text = path.read_text(encoding="utf-8") if path.exists() else _EMPTY
        return Added(whole.id, entry, path=keep(path, ledgertext.appended(text, entry, plan=whole, name=whole.id)))
    told_before = next((each for each in followed.ledger.entries if each.id == entry.id), None)
    under = entry.under or (told_before.under if told_before else _in_force(followed, entry))
    entry = replace(entry, known=entry.known if "known" in words else clock, under=under)
    handed_in = ledgerrecord.handed_in(whole, entry, readers(followed.draft.case, entry.audience))
    if told_before is None or handed_in.compartment != ledgerrecord.compartment(told_before.audience or ()):
        _refuse_unsound(case, followed, [entry])
    return Added(whole.id, entry, receipt=_hand_in(case, [handed_in])[0])


def take_in_ledger(case: Name, plan: str, raw: bytes | None = None) -> "tuple[Receipt, ...]":
    """Take a ledger's file into the record: that of the plan beside the case, or these bytes of one.

    What is there already is passed over. Raises UnknownName, Unreadable, UnsoundEntry, KeyTaken.
    """
    followed = _followed(case, plan)
    whole = followed.draft.plan
    found = ledgerfile.load(home_of(case), plan) if raw is None else ledgerfile.parse(raw, name=plan, plan=whole)
    if found.ledger is None:
        raise ledgers.UnreadableLedger(plan, found.problems)
    default = found.ledger.audience
    there = {each.id for each in followed.ledger.entries}
    _refuse_unsound(case, followed, [each for each in found.ledger.entries if each.id not in there])
    labels = [default if each.audience is None else each.audience for each in found.ledger.entries]
    opened = followed.draft.case
    return _hand_in(
        case,
        [
            ledgerrecord.handed_in(whole, each, readers(opened, label))
            for each, label in zip(found.ledger.entries, labels, strict=True)
        ],
    )


def _followed(case: Name, plan: str | None) -> Followed:
    """The plan with what its ledger holds so far, be it nothing."""
    known = plans(case)
    must_be_known("plan", plan, known)
    followed = ledgers.ledgers(case)
    chosen = [plan] if plan else list(followed if len(followed) == 1 else known)
    if len(chosen) != 1:
        says = f"name one of {', '.join(chosen)} with --plan" if chosen else "the case has none"
        raise NoAnswer(f"an entry belongs to a plan: {says}")
    if chosen[0] in followed:
        return ledgers.follow(case, plan=chosen[0])
    return Followed(open_plan(case, chosen[0]), Ledger(chosen[0]))


def _kind(word: str) -> EntryKind:
    """The kind of entry that a word begins: `claim` for a claim of performance."""
    found = [each for each in EntryKind if each.value == word] or [
        each for each in EntryKind if each.value.startswith(word)
    ]
    if len(found) != 1:
        must_be_known("kind of entry", word, [each.value for each in found or EntryKind])
    return found[0]


def _entry(kind: EntryKind, words: Mapping[str, str], plan: Plan, clock: datetime, suffix: str) -> Entry:
    told: dict[str, Plain] = {"kind": kind.value}
    for key, held in words.items():
        outer, dot, inner = key.partition(".")
        listed: Plain = [each.strip() for each in held.split(",")] if (inner or outer) in LISTS else held
        if dot:
            within = told.setdefault(outer, {})
            if isinstance(within, dict):
                within[inner] = listed
        else:
            told[key] = listed
    told.setdefault("known", f"{clock:%Y-%m-%d %H:%M}")
    day = told.get("on", str(told["known"])[:10])
    told.setdefault("id", f"{kind.value.split()[0]}-{day}-{suffix}")
    entry, found = ledgerfile.entry_of(told, plan)
    if entry is None:
        raise UnsoundEntry(found)
    return entry


def _in_force(followed: Followed, entry: Entry) -> str:
    """The content address of the text in force on the day of an entry."""
    ledger = followed.ledger
    amendments = [each for each in ledger.entries if each.kind is EntryKind.AMENDMENT and each.on <= entry.on]
    found, _ = versions(followed.draft.plan, ledger.versions, sorted(amendments, key=order))
    return version(found[-1].plan)


def _refuse_unsound(case: Name, followed: Followed, new: Iterable[Entry]) -> None:
    """Raises UnsoundEntry for what new entries would bring."""
    longer = ledgerfile.with_texts(home_of(case), Ledger(followed.ledger.plan, (*followed.ledger.entries, *new)))
    found = problems(Kept(longer, followed.draft.plan, followed.draft.case))
    if faults := [each for each in found if each.is_error]:
        raise UnsoundEntry(faults)


def _hand_in(case: Name, entries: "Iterable[KeptEntry]") -> "tuple[Receipt, ...]":
    from detente.store.record import acts
    from detente.store.record.reach import KEEPER

    with records.opened(case) as record:
        return acts.append(record, entries, KEEPER)


def _told(problem: Problem) -> str:
    """A problem with the key it is at, if it is at one."""
    steps = problem.where[2:] if problem.where[:1] == ("entries",) else problem.where
    hint = f" ({problem.hint})" if problem.hint else ""
    return f"{f'`{steps[0]}`: ' if steps else ''}{problem.says}{hint}"
