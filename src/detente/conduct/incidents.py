"""Incidents from allegation to follow-up: whether it happened, against which clause, by whom and with what intent.

The four are told independently of each other and never inferred from each other. The last word on each is shown with
who said it and at which stage. An attribution counts only where a person signs it and evidence is kept; else it is
shown as what it is, a claim. Nothing here declares a breach: that is the standing of the duty, after a finding.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from detente.conduct.corrections import known_by
from detente.conduct.ledger import Entry, EntryKind, Ledger, Stage

_ORDER = tuple(Stage)
_STAGE_OF = {
    EntryKind.INCIDENT: Stage.ALLEGATION,
    EntryKind.FINDING: Stage.FINDING,
    EntryKind.RESOLUTION: Stage.BOARD,
}


@dataclass(frozen=True, slots=True)
class Telling:
    """What somebody told of one of the four, at which stage; `counts` where it has what it takes to be relied on."""

    says: str
    by: tuple[str, ...]
    stage: Stage
    entry: str
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Incident:
    """One incident as known: its day, when it became known, how far it was looked into, and all that was told of it.

    Each of the four is in the order told; what was told last at the furthest stage is `now(...)` of it.
    """

    id: str
    on: date
    known: datetime
    about: tuple[str, ...]
    stage: Stage
    happened: tuple[Telling, ...]
    against: tuple[Telling, ...]
    by_whom: tuple[Telling, ...]
    intent: tuple[Telling, ...]
    history: tuple[tuple[Stage, str], ...]
    says: str = ""


def now(tellings: Iterable[Telling]) -> Telling | None:
    """The last word: of the furthest stage, the latest that counts, else the latest.

    >>> told = [Telling("yes", ("north",), Stage.ALLEGATION, "a"), Telling("no", ("envoy",), Stage.FINDING, "b")]
    >>> now([*told, Telling("yes", ("south",), Stage.ALLEGATION, "c")]).entry
    'b'
    """
    found = list(tellings)
    ranked = sorted(range(len(found)), key=lambda row: (found[row].counts, _ORDER.index(found[row].stage), row))
    return found[ranked[-1]] if ranked else None


def incidents(ledger: Ledger, on: date, known: date | None = None) -> tuple[Incident, ...]:
    """Every incident of a day or before, as known by a day, in the order they became known."""
    entries = [each for each in known_by(ledger, known).entries if each.on <= on]
    alleged = [each for each in entries if each.kind is EntryKind.INCIDENT and not each.of]
    roots = {each.id: each.id for each in alleged}
    steps: dict[str, list[Entry]] = {each.id: [each] for each in alleged}
    for entry in entries:
        for root in dict.fromkeys(roots[slug] for slug in entry.of if slug in roots):
            steps[root].append(entry)
            roots.setdefault(entry.id, root)
    return tuple(_incident(each, steps[each.id]) for each in alleged)


def _incident(alleged: Entry, steps: list[Entry]) -> Incident:
    staged = [(_stage(step), step) for step in steps]
    return Incident(
        alleged.id,
        alleged.on,
        alleged.known,
        alleged.about,
        max((stage for stage, _ in staged), key=_ORDER.index),
        _told(staged, lambda step: step.account.happened.value if step.account.happened else ""),
        _told(staged, lambda step: ", ".join(step.account.against)),
        _told(
            staged,
            lambda step: step.account.attributed_to,
            lambda step: bool(step.proof.signed and step.proof.evidence),
        ),
        _told(staged, lambda step: step.account.intent.value if step.account.intent else ""),
        tuple((stage, step.id) for stage, step in staged),
        alleged.says,
    )


def _is_answered_for(step: Entry) -> bool:
    """A person signs it, and evidence is kept."""
    return bool(step.proof.signed and step.proof.evidence)


def _stage(step: Entry) -> Stage:
    if step.account.stage is not None:
        return step.account.stage
    if step.kind is EntryKind.VERIFICATION:
        return Stage.INVESTIGATION
    return _STAGE_OF.get(step.kind, Stage.ALLEGATION)


def _told(
    staged: list[tuple[Stage, Entry]], read: Callable[[Entry], str], counts: Callable[[Entry], bool] = lambda _: True
) -> tuple[Telling, ...]:
    return tuple(Telling(said, step.by, stage, step.id, counts(step)) for stage, step in staged if (said := read(step)))
