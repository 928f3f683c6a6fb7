"""A small made-up case that uses every kind of item, and ways to plant faults in it."""

from detente.case.model import Case
from detente.store import casefile

VALLEY = """\
detente: 1
title: Two villages and a well
as_of: 2024-03-01
about: A made-up case for the tests.
default_audience: public

sources:
  radio:
    title: Valley Radio
    editions:
      radio-morning: {publisher: Valley Radio, on: 2024-02-28}
      radio-evening: {publisher: Valley Radio Evening, on: 2024-02-29}
  gazette:
    title: The Gazette
    editions:
      gazette-1: {publisher: The Gazette, on: 2024-02-20}

actors:
  envoy: {name: The envoy, kind: person, stake: backs the sharing plan}
  mayor: {name: The mayor of Upper, kind: person, of: upper}
  miller: {name: The miller, kind: person, of: millers}
  elders: {name: Elders of Lower, kind: anonymous-group, of: lower}
  district: {name: The district, kind: body}

parties:
  upper: {name: Upper, factions: [millers, herders]}
  lower: {name: Lower}
mediators: [envoy]
guarantors: []
stakeholders: [district]

groups:
  herdsmen: {title: Herdsmen of the pass}
  captive-goats: {title: Goats held, held_by: [{actor: upper, claim: mayor-holds}]}

issues:
  water:
    title: Hours of water a day
    unit: hour
    without: none
    options: {none: 0, half-day: 12, all-day: 24}
    given_by: upper
  fence:
    title: The fence
    without: standing
    options: {standing: none, talks: deferred, gate: yes, gone: yes}
  goats:
    title: Goats given back
    unit: goat
    without: none
    options: {none: 0, some: some, all: all}
    given_by: upper
    concerns: captive-goats
  path:
    title: The path to the market
    without: closed
    options: {closed: none, use-of-path: wording, free-path: wording}

subjects:
  goats-taken: {title: Goats taken, unit: goat}
  mood: {title: Mood of the talks}

proposals:
  sharing:
    title: The sharing plan
    by: envoy
    length: 30 days
    phases:
      first: {title: First weeks}
      second: {title: Later weeks}
    blanks:
      hours: {title: Hours in the first weeks, issue: water, scope: first, domain: at most 24 hours}

claims:
  - id: mayor-wants-water
    by: mayor
    act: demand
    says: wants water all day
    terms: {water: all-day}
    scope: whole deal
    setting: own words in public
    source: {document: radio-morning, at: [10, 40]}
    said_on: 2024-02-27
    speech: direct
    grade: B3
  - id: elders-on-mayor
    by: [elders, mayor]
    act: demand
    says: would be content with half a day
    terms: {water: half-day}
    scope: whole deal
    setting: account by others
    source: {document: gazette-1, at: [[5, 9], [12, 20]]}
    grade: D4
  - id: miller-fence
    by: miller
    act: reject
    says: will not have the fence taken down
    terms: {fence: gone}
    setting: own words in public
    without_deal: better
    source: {document: radio-morning}
    grade: B2
  - id: mayor-willing
    by: [{actor: envoy, sure: no}, mayor]
    act: willing to discuss
    says: is willing to discuss the sharing plan
    target: sharing
    setting: reported from the room
    source: {document: radio-morning}
    grade: C3
  - id: mayor-line
    by: mayor
    act: red line
    says: not one goat before the water runs
    terms: {goats: some}
    before: [water, goats]
    setting: own words in public
    source: {document: radio-morning}
    grade: B3
  - id: mayor-holds
    by: mayor
    act: state
    says: holds the goats in the upper pen
    facts: {goats-taken: 40, mood: no progress}
    setting: own words in public
    source: {document: radio-morning}
    grade: B3
  - id: elders-count
    by: elders
    act: state
    says: counts the goats otherwise
    facts: {goats-taken: more than 60, mood: hopeful}
    disagrees_with: mayor-holds
    setting: own words in public
    source: {document: gazette-1}
    grade: C4
  - id: plan-water
    by: envoy
    act: propose
    says: water for a number of hours still open
    part_of: sharing
    scope: first
    terms: {water: blank}
    setting: own words in public
    source: {document: radio-morning}
    grade: B2
    retold: [{document: radio-evening, says: water all day, drift: widened}]
  - id: plan-fence
    by: envoy
    act: propose
    says: talks about the fence
    part_of: sharing
    scope: second
    terms: {fence: talks, goats: all, path: use-of-path}
    setting: own words in public
    source: {document: radio-morning}
    grade: B2
  - id: district-path
    by: district
    act: condition
    says: pays for a new pump once the path is free
    terms: {path: free-path}
    setting: own words in public
    source: {document: gazette-1}
    grade: B2
  - id: herdsmen-heard
    by: elders
    act: state
    says: tells what the herdsmen need
    speaks_for: [herdsmen, captive-goats]
    setting: own words in public
    source: {document: gazette-1}
    grade: C3
  - id: analyst-view
    by: envoy
    act: believe
    says: the mill season sets the pace
    setting: account by others
    inference: {by: A. Analyst, on: 2024-02-29}

pledges:
  pump: {gives: a new pump, by: district, conditions: {path: free-path}, claims: district-path}
precedents:
  last-drought: {title: The drought before, subjects: [goats-taken], claims: [elders-count]}
rounds:
  first-sitting: {title: First sitting, on: 2024-02-25, place: the mill, present: [envoy, mayor], claims: [mayor-willing]}
contacts:
  call: {about: the goats, between: [envoy, mayor], on: 2024-02-26, how: by telephone, round: first-sitting, claims: [mayor-willing]}
resolutions:
  goats: {between: [mayor-holds, elders-count], keeps: elders-count, subject: goats-taken, by: A. Analyst, on: 2024-02-29, why: counted by hand}
"""


def planted(*changes: tuple[str, str], text: str = VALLEY) -> str:
    """The text with each (old, new) put in place once; every old must be there."""
    for old, new in changes:
        assert old in text, f"{old!r} is not in the sample"
        text = text.replace(old, new, 1)
    return text


def case(*changes: tuple[str, str], text: str = VALLEY) -> Case:
    """The sample case with changes planted; it must still read."""
    found = casefile.parse(planted(*changes, text=text).encode())
    assert found.case is not None, [(str(p.place), p.says) for p in found.problems]
    return found.case
