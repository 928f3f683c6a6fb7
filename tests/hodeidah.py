"""Five small plans modelled on what was said to be missing from the Hodeidah agreement of December 2018.

A ceasefire in a port city, both sides' forces leaving within 21 days, monitors who arrive meanwhile, and the port handed
to a local force. Each plan is the sound one with one of the gaps; names and numbers besides the 21 days are made up.
"""

from detente.plan.wellformed import Draft
from detente.store import casefile, planfile

CASE = """\
detente: 1
title: A port city
as_of: 2018-12-13
default_audience: public
sources:
  text: {title: The agreement, editions: {text-1: {publisher: The mediators, on: 2018-12-13}}}
actors:
  coordination: {name: The coordination committee, kind: body}
  monitors: {name: The monitors, kind: body}
  coast-guard: {name: The coast guard, kind: body}
parties:
  government: {name: The government}
  movement: {name: The movement}
mediators: [coordination]
"""
_HELD = "if_breached: {says: the committee sets a new day or names a substitute, holder: coordination}"
PLAN = f"""\
detente: 1
title: The city and the port
parties: [government, movement]
guarantors: [coordination]
monitors: [monitors]
powers:
  longer: {{holder: coordination, may: extend, targets: [redeployment], cap: 14 days, notice: 2 days}}
phases:
  redeployment:
    title: Redeployment
    begins: {{signature: at once}}
    ends: {{redeployment.begins: within 21 days}}
    test: [government-leaves.verified, movement-leaves.verified, handover.verified]
    if_not_reached: {{power: longer}}
obligations:
  monitors-arrive:
    kind: achieve
    by: monitors
    to: [government, movement]
    does: have their people in the city
    starts: {{signature: at once}}
    takes: 3 to 7 days
    verified: {{by: coordination, how: a report by their head}}
    {_HELD}
  ceasefire:
    kind: refrain
    by: movement
    to: government
    does: does not fire within the city
    phase: redeployment
    starts: {{redeployment.begins: at once}}
    verified: {{by: monitors, how: "posts in the city; an offence is any shot over 12.7 mm, or three in an hour"}}
    {_HELD}
  movement-leaves:
    kind: achieve
    by: movement
    to: government
    does: takes its forces out of the port
    phase: redeployment
    starts: {{monitors-arrive.done: within 2 days}}
    takes: 4 to 5 days
    verified: {{by: monitors, how: counted at the gates, takes: 1 to 2 days}}
    {_HELD}
  government-leaves:
    kind: achieve
    by: government
    to: movement
    does: takes its forces out of the suburbs
    phase: redeployment
    starts: {{monitors-arrive.done: within 2 days}}
    takes: 4 to 5 days
    verified: {{by: monitors, how: counted at the gates, takes: 1 to 2 days}}
    {_HELD}
  handover:
    kind: achieve
    by: movement
    to: coast-guard
    does: hands the port to the coast guard
    phase: redeployment
    starts: {{movement-leaves.verified: within 1 day}}
    takes: 1 to 2 days
    verified: {{by: monitors, how: a list signed on the quay}}
    accepted_by: coast-guard
    {_HELD}
"""
GAPS = {
    "no remedy": ("DT0507", f"    takes: 1 to 2 days\n    verified: {{by: monitors, how: a list signed on the quay}}\n    accepted_by: coast-guard\n    {_HELD}\n", "    takes: 1 to 2 days\n    verified: {by: monitors, how: a list signed on the quay}\n    accepted_by: coast-guard\n"),
    "a handover to a force nobody defined": ("DT0502", "to: coast-guard", "to: local-forces"),
    "a term of 21 days that cannot be met": ("DT0506", "starts: {signature: at once}\n    takes: 3 to 7 days", "starts: {signature: at least 14 days}\n    takes: 3 to 7 days"),
    "no test of the phase's end": ("DT0505", "    test: [government-leaves.verified, movement-leaves.verified, handover.verified]\n", ""),
    "no definition of offences": ("DT0501", 'by: monitors, how: "posts in the city; an offence is any shot over 12.7 mm, or three in an hour"', "by: monitors"),
}  # fmt: skip


def draft(gap: str = "") -> Draft:
    """The sound plan, or the one with a gap."""
    case = casefile.parse(CASE.encode()).case
    text = PLAN
    if gap:
        _, old, new = GAPS[gap]
        assert old in text
        text = text.replace(old, new)
    found = planfile.parse(text.encode(), name="city")
    assert found.plan is not None, [(str(p.place), p.says) for p in found.problems]
    assert case is not None
    return Draft(found.plan, case)
