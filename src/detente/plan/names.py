"""What a plan names: moments, voices, claims, places, blanks; each with its place, so that a slip can be shown.

`known_names` says what may be named. Moments are known to `moments`.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass

from detente.case.model import Case
from detente.errors import Path
from detente.plan.model import Obligation, Plan, When


def events(plan: Plan) -> Iterator[tuple[Path, str]]:
    """Every moment that the plan's words name, with its place."""

    def of(whens: Iterable[When], where: Path) -> Iterator[tuple[Path, str]]:
        yield from (((*where, when.event), when.event) for when in whens)

    for phase in plan.phases:
        where: Path = ("phases", phase.id)
        yield from of(phase.begins, (*where, "begins"))
        yield from of(phase.ends, (*where, "ends"))
        yield from (((*where, "test"), event) for event in (phase.test.events if phase.test else ()))
    for each in plan.obligations:
        where = ("obligations", each.id)
        for name, whens in (("starts", each.starts), ("done", each.done), ("until", each.until)):
            yield from of(whens, (*where, name))
        yield from (((*where, "condition"), event) for event in (each.condition.events if each.condition else ()))
        for row, batch in enumerate(each.batches):
            yield from of(batch.on, (*where, "batches", row, "on"))
        for reading in each.readings:
            yield from of(reading.starts, (*where, "readings", reading.party, "starts"))
            events = reading.condition.events if reading.condition else ()
            yield from (((*where, "readings", reading.party, "condition"), event) for event in events)


def names(plan: Plan) -> Iterator[tuple[Path, str, str]]:
    """Every other name: where, of what kind, and the name."""
    for key, those in (("parties", plan.parties), ("guarantors", plan.guarantors), ("monitors", plan.monitors)):
        yield from (((key, row), "voice", name) for row, name in enumerate(those))
    if plan.elaborates:
        yield ("elaborates",), "proposal", plan.elaborates
    for phase in plan.phases:
        if phase.if_not_reached and phase.if_not_reached.power:
            yield ("phases", phase.id, "if_not_reached", "power"), "power", phase.if_not_reached.power
    for each in plan.obligations:
        yield from _named_by(each)
    for tie in plan.keys:
        yield from ((("keys", tie.id, "between", row), "obligation", name) for row, name in enumerate(tie.between))
    for power in plan.powers:
        yield ("powers", power.id, "holder"), "voice", power.holder
        yield from ((("powers", power.id, "targets", r), "target", name) for r, name in enumerate(power.targets))


def _named_by(each: Obligation) -> Iterator[tuple[Path, str, str]]:
    where: Path = ("obligations", each.id)
    yield from (((*where, "by"), "voice", name) for name in each.by)
    yield from (((*where, "to"), "voice", name) for name in each.to)
    yield from (((*where, "accepted_by"), "voice", name) for name in each.accepted_by)
    yield from (((*where, "clauses"), "clause", name) for name in each.clauses)
    yield from (((*where, "places"), "place", name) for name in each.places)
    yield from (((*where, "readings", e.party), "voice", e.party) for e in each.readings)
    yield from (((*where, "accepted", row), "clause", e.claim) for row, e in enumerate(each.accepted) if e.claim)
    if each.phase:
        yield (*where, "phase"), "phase", each.phase
    if each.scenario:
        yield (*where, "scenario"), "scenario", each.scenario
    if each.verification and each.verification.by:
        yield (*where, "verified", "by"), "voice", each.verification.by
    if each.remedy and each.remedy.holder:
        yield (*where, "if_breached", "holder"), "voice", each.remedy.holder
    if each.advances:
        yield (*where, "advances", "issue"), "issue", each.advances.issue
        for key, option in (("from", each.advances.before), ("to", each.advances.after)):
            yield (*where, "advances", key), "option", f"{each.advances.issue}.{option}"


def known_names(plan: Plan, case: Case) -> dict[str, list[str]]:
    """What may be named, by kind."""
    factions = [faction.id for party in case.parties for faction in party.factions]
    obligations, phases = [each.id for each in plan.obligations], [each.id for each in plan.phases]
    return {
        "voice": [*(e.id for e in case.parties), *factions, *(e.id for e in case.actors), *(e.id for e in case.groups)],
        "proposal": [each.id for each in case.proposals],
        "phase": phases,
        "power": [each.id for each in plan.powers],
        "obligation": obligations,
        "target": [*obligations, *phases],
        "clause": [*(each.id for each in plan.clauses), *(each.id for each in case.claims)],
        "place": [each.id for each in plan.places],
        "scenario": [name for name, _ in plan.scenarios],
        "issue": [issue.id for issue in case.issues],
        "option": [f"{issue.id}.{option.id}" for issue in case.issues for option in issue.options],
    }


def blanks_in(value: object, where: Path = ()) -> Iterator[tuple[Path, str]]:
    """Every blank that stands in brackets in some words of the plan, with the place of the words."""
    if isinstance(value, str):
        yield from ((where, name) for name in re.findall(r"\[([a-z0-9-]+)\]", value))
    elif isinstance(value, tuple):
        for each in value:
            yield from blanks_in(each, (*where, each.id) if hasattr(each, "id") else where)
    elif is_dataclass(value):
        for each in fields(value):
            if each.name not in ("blanks", "title"):
                inside = (each.name,) if isinstance(value, Plan) else where
                yield from blanks_in(getattr(value, each.name), inside)
