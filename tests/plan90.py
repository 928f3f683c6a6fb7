"""A made-up plan of ninety days in three phases, whose first pause has a length still to be agreed.

It is the plan of the published networks `plan90_stnu`, written as a plan file: 27 moments, 11 durations that others
decide. It is well formed, so that every planted fault is the only one.
"""

from detente.case.model import Case
from detente.plan.model import Plan
from detente.plan.wellformed import Draft
from detente.store import casefile, planfile

CASE = """\
detente: 1
title: Two sides and a line
as_of: 2024-01-22
default_audience: public
sources:
  memo: {title: A memo, editions: {memo-1: {publisher: The mediators, on: 2024-01-20}}}
actors:
  envoys: {name: The envoys, kind: group}
  monitors: {name: The monitors, kind: body}
parties:
  north: {name: North}
  south: {name: South}
mediators: [envoys]
issues:
  captives: {title: Captives released, unit: person, without: none, options: {none: 0, some: some, all: all}}
  line: {title: The line, without: held, options: {held: none, moved: yes}}
proposals:
  ninety-days: {title: The plan of ninety days, by: envoys, length: 90 days}
claims:
  - {id: releases, by: envoys, act: propose, says: captives are released in three groups, part_of: ninety-days, scope: whole deal, terms: {captives: all}, setting: own words in public, source: {document: memo-1}, grade: B2}
  - {id: pulls-back, by: envoys, act: propose, says: forces leave the towns, part_of: ninety-days, scope: whole deal, terms: {line: moved}, setting: own words in public, source: {document: memo-1}, grade: B2}
"""

_HELD = "if_breached: {says: a joint body sets a new day, holder: envoys}"
_SEEN = "by: monitors, how: counted at the crossing"


def _round(number: int, after: str) -> str:
    return f"""\
  release-{number}:
    kind: deliver
    by: south
    to: north
    does: releases group {number}
    phase: pause
    starts: {{{after}: within 3 days}}
    verified: {{{_SEEN}, takes: 1 to 3 days}}
    advances: {{issue: captives, from: none, to: all}}
    group: exchange-{number}
    {_HELD}
    clauses: releases
  pull-back-{number}:
    kind: achieve
    by: north
    to: south
    does: pulls back from sector {number}
    phase: pause
    starts: {{release-{number}.verified: within 1 day}}
    takes: 2 to 5 days
    verified: {{by: monitors, how: seen from the air}}
    advances: {{issue: line, from: held, to: moved}}
    reversible: all
    group: exchange-{number}
    {_HELD}
    clauses: pulls-back
"""


PLAN = f"""\
detente: 1
title: Ninety days
elaborates: ninety-days
parties: [north, south]
guarantors: [envoys]
monitors: [monitors]
audience: public
length: at most 90 days
blanks:
  pause-days: {{title: Length of the first pause, least: 1, most: 90}}
powers:
  longer: {{holder: envoys, may: extend, targets: [pause, second, third], cap: 7 days, notice: 1 day}}
phases:
  pause:
    title: The pause
    begins: {{mobilise.done: within 1 day}}
    ends: {{pause.begins: "exactly [pause-days] days"}}
    test: [release-3.verified, pull-back-3.verified]
    if_not_reached: {{power: longer}}
  second:
    title: The towns
    begins: {{pause.ends: within 1 day}}
    ends: {{second.begins: within 30 days}}
    test: sold.verified
    if_not_reached: {{power: longer}}
  third:
    title: Building again
    begins: {{second.ends: within 1 day}}
    ends: {{third.begins: within 25 days}}
    test: rebuild.done
    if_not_reached: {{power: longer}}
obligations:
  mobilise:
    kind: achieve
    by: monitors
    to: [north, south]
    does: has its people in place
    starts: {{signature: at once}}
    takes: 2 to 5 days
    verified: {{by: envoys, how: a report by the head of mission}}
    {_HELD}
{_round(1, "pause.begins")}{_round(2, "pull-back-1.verified")}{_round(3, "pull-back-2.verified")}\
  talks:
    kind: process
    by: envoys
    to: [north, south]
    does: holds talks on the second phase
    phase: pause
    starts: {{pause.begins: within 16 days, release-1.verified: after}}
    takes: 7 to 14 days
    verified: {{by: monitors, how: a record of the sittings}}
    {_HELD}
  clear:
    kind: achieve
    by: north
    to: south
    does: leaves the towns
    phase: second
    starts: {{second.begins: at once}}
    takes: 4 to 12 days
    verified: {{by: monitors, how: seen from the air}}
    {_HELD}
    clauses: pulls-back
  sold:
    kind: deliver
    by: south
    to: north
    does: releases soldiers
    phase: second
    starts: {{clear.done: within 2 days}}
    verified: {{{_SEEN}, takes: 1 to 4 days}}
    {_HELD}
    clauses: releases
  rebuild:
    kind: process
    by: envoys
    to: south
    does: opens a fund for rebuilding
    phase: third
    starts: {{third.begins: at once}}
    takes: 5 to 20 days
    verified: {{by: monitors, how: the fund's first account}}
    {_HELD}
"""


def case() -> Case:
    found = casefile.parse(CASE.encode())
    assert found.case is not None, [(str(p.place), p.says) for p in found.problems]
    return found.case


def plan(*changes: tuple[str, str], text: str = PLAN) -> Plan:
    """The plan with changes planted; it must still read."""
    for old, new in changes:
        assert old in text, f"{old!r} is not in the plan"
        text = text.replace(old, new, 1)
    found = planfile.parse(text.encode())
    assert found.plan is not None, [(str(p.place), p.says) for p in found.problems]
    return found.plan


def draft(*changes: tuple[str, str]) -> Draft:
    return Draft(plan(*changes), case())
