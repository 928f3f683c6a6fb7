"""Well-formed plans drawn at random over the case of `plan90`, each with a place to plant every kind of fault."""

import random

from detente.plan.wellformed import Draft
from detente.store import planfile
from plan90 import case

_HELD = "if_breached: {says: a joint body sets a new day, holder: envoys}"


def text(seed: int) -> str:
    """A plan of one to three phases, each with rounds of release and pull-back, and all six kinds of duty."""
    chance = random.Random(seed)
    phases = [f"stage-{number}" for number in range(1, chance.randint(1, 3) + 1)]
    parts, previous = [], ""
    lines = ["phases:"]
    for phase in phases:
        rounds = chance.randint(1, 3)
        lines += [
            f"  {phase}:",
            f"    title: {phase.capitalize()}",
            f"    begins: {{{previous or 'mobilise.done'}: within 2 days}}",
            f'    ends: {{{phase}.begins: "{_length(phase, phases)}"}}',
            f"    test: [pull-back-{phase}-{rounds}.verified]",
            "    if_not_reached: {power: longer}",
        ]
        after = f"{phase}.begins"
        for number in range(1, rounds + 1):
            name = f"{phase}-{number}"
            amounts = [chance.randint(1, 9) for _ in range(2)]
            parts.append(_round(name, phase, after, amounts, chance))
            after = f"pull-back-{name}.verified"
        previous = f"{phase}.ends"
    return (
        _HEAD.format(first=phases[0], total=100 * len(phases), clauses=_CLAUSES)
        + "\n".join(lines)
        + "\n"
        + _OBLIGATIONS.format(first=phases[0], held=_HELD)
        + "".join(parts)
    )


def _length(phase: str, phases: list[str]) -> str:
    return "exactly [stage-days] days" if phase == phases[0] else "within 60 days"


def _round(name: str, phase: str, after: str, amounts: list[int], chance: random.Random) -> str:
    least = chance.randint(1, 3)
    return f"""\
  release-{name}:
    kind: deliver
    by: south
    to: north
    does: releases a group
    phase: {phase}
    quantity: {sum(amounts)}
    unit: person
    batches: [{{amount: {amounts[0]}}}, {{amount: {amounts[1]}}}]
    starts: {{{after}: within 4 days}}
    verified: {{by: monitors, how: counted at the crossing, takes: 1 to 2 days}}
    advances: {{issue: captives, from: none, to: all}}
    group: exchange-{name}
    {_HELD}
    clauses: releases
  pull-back-{name}:
    kind: achieve
    by: north
    to: south
    does: pulls back a stretch
    phase: {phase}
    starts: {{release-{name}.verified: within 2 days}}
    takes: {least} to {least + 2} days
    verified: {{by: monitors, how: seen from the air}}
    advances: {{issue: line, from: held, to: moved}}
    group: exchange-{name}
    {_HELD}
    clauses: pulls-back
"""


_CLAUSES = "clauses:\n  preamble: {says: both wish for peace, not_modelled: a wish binds nobody}\n"
_HEAD = """\
detente: 1
title: Drawn
elaborates: ninety-days
parties: [north, south]
guarantors: [envoys]
monitors: [monitors]
audience: public
length: at most {total} days
blanks:
  stage-days: {{title: Length of the first stage, least: 35, most: 60}}
powers:
  longer: {{holder: envoys, may: extend, targets: [{first}], cap: 7 days, notice: 1 day}}
  halt-aid: {{holder: envoys, may: suspend, targets: [quiet], notice: 1 day, cap: 3 days}}
places:
  strip: {{title: The strip, drawn: yes}}
keys:
  for-each: {{between: [first-group, first-freed], ratio: "1:3"}}
{clauses}"""
_OBLIGATIONS = """\
obligations:
  mobilise:
    kind: achieve
    by: monitors
    to: [north, south]
    does: has its people in place
    starts: {{signature: at once}}
    takes: 2 to 5 days
    verified: {{by: envoys, how: a report by the head of mission}}
    {held}
  quiet:
    kind: maintain
    by: north
    to: south
    does: holds its fire
    phase: {first}
    starts: {{{first}.begins: at once}}
    verified: {{by: monitors, how: posts along the line}}
    places: strip
    {held}
  no-flights:
    kind: refrain
    by: north
    to: south
    does: does not fly over the strip
    phase: {first}
    starts: {{{first}.begins: at once}}
    verified: {{by: monitors, how: radar}}
    {held}
  aid:
    kind: rate
    by: north
    to: south
    does: lets lorries in
    phase: {first}
    quantity: 200
    unit: lorry
    starts: {{{first}.begins: at once}}
    verified: {{by: monitors, how: counted at the gate}}
    never_suspended: yes
    survives: yes
    {held}
  talks:
    kind: process
    by: envoys
    to: [north, south]
    does: holds talks
    phase: {first}
    starts: {{{first}.begins: within 9 days}}
    takes: 3 to 6 days
    verified: {{by: monitors, how: a record of the sittings}}
    {held}
  first-group:
    kind: deliver
    by: south
    to: north
    does: releases the first
    phase: {first}
    quantity: 5
    unit: person
    starts: {{{first}.begins: within 3 days}}
    verified: {{by: monitors, how: counted at the crossing}}
    {held}
  first-freed:
    kind: deliver
    by: north
    to: south
    does: frees the first
    phase: {first}
    quantity: 15
    unit: person
    starts: {{first-group.verified: within 3 days}}
    verified: {{by: monitors, how: counted at the gate}}
    {held}
"""


def draft(source: str) -> Draft:
    """The plan that a text makes, over the case of `plan90`."""
    found = planfile.parse(source.encode(), name="drawn")
    assert found.plan is not None, [(str(p.place), p.says) for p in found.problems]
    return Draft(found.plan, case())
