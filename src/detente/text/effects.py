"""What each alternative of a bracket would do to the plan: the plan as it would then stand."""

from dataclasses import dataclass, replace

from detente.plan.model import Blank, Plan
from detente.text.model import Alternative, Bracket


@dataclass(frozen=True, slots=True)
class Variant:
    """One alternative, and the plan it leads to."""

    alternative: Alternative
    plan: Plan


def variants(bracket: Bracket, plans: dict[str, Plan], plan: str) -> tuple[Variant, ...]:
    """The standing alternatives that do something to the plan, each with what it makes of it.

    `plans` holds the plan of the text under the name `plan`, and those that alternatives name. An alternative that
    names a plan that is not there, or does nothing to any, is left out.
    """
    found = []
    for each in bracket.standing:
        base = plans.get(each.plan or plan)
        if base is not None and (each.fills or each.leaves_out or each.plan):
            found.append(Variant(each, varied(base, each)))
    return tuple(found)


def varied(plan: Plan, alternative: Alternative) -> Plan:
    """The plan with blanks filled and obligations left out as the alternative says."""
    values = dict(alternative.fills)
    gone = frozenset(alternative.leaves_out)
    return replace(
        plan,
        blanks=tuple(_filled(each, values.get(each.id)) for each in plan.blanks),
        obligations=tuple(each for each in plan.obligations if each.id not in gone),
    )


def _filled(blank: Blank, value: str | None) -> Blank:
    if value is None:
        return blank
    if blank.choices:
        return replace(blank, choices=(value,))
    return replace(blank, least=int(value), most=int(value))
