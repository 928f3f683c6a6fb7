"""Whether an act lies within a power of the plan: holder, target, cap, notice, condition, and what must be spared.

An act beyond its power stays on record, has no effect, and says why (PLAN 25). What all parties do together needs no
power, but spares what the plan says must last: that takes an amendment.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date

from detente.conduct.ledger import POWER_FOR, Entry, EntryKind
from detente.plan.model import Holding, Obligation, Phase, Plan

CLAIMED_STATE = re.compile(r"(?P<item>[a-z0-9-]+) is (?P<state>[a-z]+(?: [a-z]+)?)")


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What the checks ask of the day an act falls on: what has come about, where others stand, what was used before.

    `came_about` says whether a moment of the plan has come about; `stands` gives the state of an obligation, in lower
    case; `used` the days already taken under a power; `until` the day that an extension moves.
    """

    came_about: Callable[[str], bool]
    stands: Callable[[str], str]
    used: Callable[[str], int]
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Allowed:
    """The power an act is within, if it is; else why it is within none. `note` is for a person to check."""

    power: str = ""
    why_not: str = ""
    note: str = ""


def allowed(plan: Plan, act: Entry, target: Obligation | Phase, told: Circumstances, days: int | None) -> Allowed:
    """Whether an act may touch its target; `days` is how long it would last or move a day, where that is told."""
    if spared := _spared(act, target):
        return Allowed(why_not=spared)
    if set(plan.parties) <= set(act.by):
        return Allowed(power="all parties together")
    found = list(_candidates(plan, act, target))
    reasons = []
    for holding, at_first in found:
        why_not = at_first or _beyond(plan, holding, act, target, told, days)
        if not why_not:
            return Allowed(holding.id, note=_unread(holding, plan))
        reasons.append(why_not)
    if reasons:
        return Allowed(why_not=reasons[0])
    who = " and ".join(act.by)
    if act.exercise.power:
        return Allowed(why_not=f"the plan has no power called {act.exercise.power!r}")
    return Allowed(why_not=f"no power of the plan lets {who} {POWER_FOR[act.kind].value} {target.id!r}")


def _spared(act: Entry, target: Obligation | Phase) -> str:
    if isinstance(target, Phase):
        return ""
    if target.never_suspended and act.kind in (EntryKind.SUSPENSION, EntryKind.WAIVER, EntryKind.TERMINATION):
        return f"{target.id!r} may never be suspended or ended"
    if target.survives and act.kind in (EntryKind.WAIVER, EntryKind.TERMINATION):
        return f"{target.id!r} outlives the plan's end"
    return ""


def _candidates(plan: Plan, act: Entry, target: Obligation | Phase) -> Iterator[tuple[Holding, str]]:
    """Powers that may be meant, each with what speaks against it at first sight."""
    named = act.exercise.power
    reach = {target.id, target.phase} if isinstance(target, Obligation) else {target.id}
    for holding in plan.powers:
        if named and holding.id != named:
            continue
        fits, covers = holding.act is POWER_FOR[act.kind], bool(reach & set(holding.targets))
        held = holding.holder in act.by
        if not named and not (fits and covers and held):
            continue
        if not fits:
            yield holding, f"{holding.id!r} is a power to {holding.act.value}, not to {POWER_FOR[act.kind].value}"
        elif not held:
            yield holding, f"{holding.id!r} is {holding.holder}'s to use, not {' and '.join(act.by)}'s"
        elif not covers:
            yield holding, f"{holding.id!r} does not reach {target.id!r}"
        else:
            yield holding, ""


def _beyond(
    plan: Plan, holding: Holding, act: Entry, target: Obligation | Phase, told: Circumstances, days: int | None
) -> str:
    """What puts an act beyond a power that its holder uses on a target of it, or nothing."""
    if holding.cap is not None and act.kind not in (EntryKind.WAIVER, EntryKind.SUBSTITUTION, EntryKind.TERMINATION):
        used = told.used(holding.id)
        if days is not None and used + days > holding.cap:
            before = f" after {used} used before" if used else ""
            return f"{holding.id!r} reaches {holding.cap} days at most, and this is {days}{before}"
    if holding.notice:
        given = act.exercise.noticed or min(act.known.date(), act.on)
        takes_effect = told.until if act.kind is EntryKind.EXTENSION and told.until is not None else act.on
        if (takes_effect - given).days < holding.notice:
            return f"{holding.id!r} takes {holding.notice} days of notice, and {(takes_effect - given).days} were given"
    for part in _parts(holding):
        if fault := _unmet(part, plan, told):
            return f"{holding.id!r} may be used once {part}; {fault}"
    return _out_of_proportion(plan, act, target, told)


def _parts(holding: Holding) -> list[str]:
    return [part.strip() for part in holding.when.split(" and ")] if holding.when else []


def _unmet(part: str, plan: Plan, told: Circumstances) -> str:
    """What is not so of one part of a power's condition; words that no program can check count as met."""
    if (said := CLAIMED_STATE.fullmatch(part)) and said["item"] in {each.id for each in plan.obligations}:
        state = told.stands(said["item"])
        return "" if state == said["state"] else f"it was {state}"
    if _moment(part):
        return "" if told.came_about(part) else "that had not come about"
    return ""


def _moment(part: str) -> bool:
    return re.fullmatch(r"[a-z0-9-]+\.(begins|ends|starts|done|verified)", part) is not None


def _unread(holding: Holding, plan: Plan) -> str:
    """The parts of a condition that only a person can check."""
    if not holding.when:
        return ""
    known = {each.id for each in plan.obligations}
    loose = [
        part
        for part in _parts(holding)
        if not _moment(part) and not ((said := CLAIMED_STATE.fullmatch(part)) and said["item"] in known)
    ]
    return f"whether {' and '.join(loose)} is for a person to say" if loose else ""


BREACHED_STATES = ("breached", "curing", "uncured")


def _out_of_proportion(plan: Plan, act: Entry, target: Obligation | Phase, told: Circumstances) -> str:
    """A countermeasure answers a breach that was found, and within the same exchange."""
    answered = act.exercise.answers
    if not answered:
        return ""
    breached = next((each for each in plan.obligations if each.id == answered), None)
    if breached is None or (state := told.stands(answered)) not in BREACHED_STATES:
        return f"it answers a breach of {answered!r}, and none was found" if breached else f"{answered!r} is not owed"
    if isinstance(target, Phase) or not breached.group or breached.group != target.group:
        return f"{target.id!r} is not given against {answered!r}, which is {state}"
    return ""
