"""A made-up plan that is alive, and ledgers for it written as their files are, a line an entry."""

from datetime import date

from detente.conduct.following import standing
from detente.conduct.ledger import Ledger
from detente.conduct.standing import Standing, Standings
from detente.plan.model import Plan
from detente.store import ledgerfile, planfile

PLAN = """\
detente: 1
title: Two valleys, a halt and a road
parties: [north, south]
guarantors: [envoy]
monitors: [monitors]
audience: public
calendar: {signature: 2024-03-01}
powers:
  longer: {holder: envoy, may: extend, targets: [road, halt], cap: 7 days}
  put-off: {holder: envoy, may: suspend, targets: [road, trucks, grain, water], cap: 10 days}
  go-on: {holder: envoy, may: resume, targets: [road, trucks]}
  let-off: {holder: envoy, may: excuse, targets: [road, bridge], notice: 2 days}
  give-up: {holder: south, may: waive, targets: [road, water, no-harm]}
  instead: {holder: envoy, may: substitute, targets: road}
  end-it: {holder: envoy, may: terminate, targets: [road, bridge, no-harm, halt], when: road is uncured}
  answer: {holder: south, may: suspend, targets: [grain, trucks, water], when: after a breach}
phases:
  halt:
    title: The halt
    begins: {signature: at once}
    ends: {halt.begins: exactly 30 days}
obligations:
  road:
    kind: achieve
    by: north
    to: south
    does: clears the road
    phase: halt
    done: {signature: within 10 days}
    verified: {by: monitors, how: driven from end to end}
    if_breached: {says: a joint body sets a day, holder: envoy}
    grace: 2 days
    clock: stops
    group: swap
  bridge:
    kind: achieve
    by: south
    to: north
    does: opens the bridge
    done: {road.verified: within 5 days}
    verified: {by: monitors, how: crossed on foot}
  grain:
    kind: deliver
    by: south
    to: north
    does: delivers grain
    quantity: 100
    unit: sack
    group: swap
    verified: {by: monitors, how: weighed}
    batches:
      - {amount: 40, on: {signature: within 5 days}}
      - {amount: 60, on: {signature: within 20 days}, grace: 1 day}
  quiet:
    kind: maintain
    by: south
    to: north
    does: holds its fire
    phase: halt
    starts: {halt.begins: at once}
    verified: {by: monitors, how: posts on the road}
    if_breached: {says: both meet the same day, holder: envoy}
  trucks:
    kind: rate
    by: north
    to: south
    does: lets ten trucks through each day
    phase: halt
    quantity: 10
    unit: truck
    verified: {by: monitors, how: counted at the gate}
  water:
    kind: maintain
    by: north
    to: south
    does: keeps the water on
    phase: halt
    never_suspended: yes
  no-harm:
    kind: refrain
    by: north
    to: south
    does: harms nobody who came back
    phase: halt
    survives: yes
  market:
    kind: achieve
    by: north
    to: south
    does: opens the market
    condition: {any: [bridge.done, fair.done]}
    done: {signature: within 25 days}
  fair:
    kind: achieve
    by: south
    to: north
    does: holds a fair
    scenario: feast
scenarios: {feast: a feast is agreed, fast: a fast is agreed}
keys:
  sacks-for-trucks: {between: [grain, salt], ratio: "2:1"}
"""
PLAN = PLAN.replace(
    "  quiet:\n",
    """\
  salt:
    kind: deliver
    by: north
    to: south
    does: delivers salt
    quantity: 50
    unit: sack
    done: {signature: within 28 days}
    verified: {by: monitors, how: weighed}
  quiet:
""",
    1,
)


def plan(*changes: tuple[str, str]) -> Plan:
    """The plan with changes planted; it must still read."""
    text = PLAN
    for old, new in changes:
        assert old in text, f"{old!r} is not in the plan"
        text = text.replace(old, new, 1)
    found = planfile.parse(text.encode(), name="valleys")
    assert found.plan is not None, [(str(p.place), p.says) for p in found.problems]
    return found.plan


def ledger(*lines: str, of: Plan | None = None) -> Ledger:
    """A ledger of entries, each written as one line of its file without the braces; ids are a, b, c where none is given."""
    entries = []
    for row, line in enumerate(lines):
        slug = "" if line.startswith("id:") else f"id: {chr(97 + row)}, "
        entries.append(f"  - {{{slug}{line}}}\n")
    text = "detente: 1\nentries:\n" + "".join(entries) if entries else "detente: 1\n"
    found = ledgerfile.parse(text.encode(), name="valleys", plan=of or plan())
    assert found.ledger is not None, [(str(p.place), p.says) for p in found.problems]
    return found.ledger


def at(on: str, *lines: str, known: str = "", of: Plan | None = None) -> Standings:
    """The standings of a day, by what was known by a day or in the end."""
    text = of or plan()
    by = date.fromisoformat(known) if known else None
    return standing(text, ledger(*lines, of=text), date.fromisoformat(on), by)


def of(duty: str, on: str, *lines: str, known: str = "", text: Plan | None = None) -> Standing:
    return at(on, *lines, known=known, of=text).of(duty)


def state(duty: str, on: str, *lines: str, known: str = "", text: Plan | None = None) -> str:
    return of(duty, on, *lines, known=known, text=text).state.value


def said(found: Standing) -> str:
    return "; ".join(map(str, found.reasons))
