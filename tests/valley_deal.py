"""Two made-up sides whose wishes are known on every issue, so that what could be agreed can be worked out by hand.

Upper wants the fence gone and cares for it most; Lower wants water most. Each gives what the other wants.
"""

from detente.case.model import Case
from detente.store import casefile

DEAL = """\
detente: 1
title: Water for a fence
as_of: 2024-03-01
default_audience: public
sources:
  radio: {title: Radio, editions: {radio-1: {publisher: Radio, on: 2024-02-28}}}
actors:
  envoy: {name: The envoy, kind: person}
  mayor: {name: The mayor, kind: person, of: upper}
  elders: {name: The elders, kind: body, of: lower}
parties:
  upper: {name: Upper}
  lower: {name: Lower}
mediators: [envoy]
issues:
  fence: {title: The fence, without: standing, options: {standing: none, talks: deferred, gone: yes}}
  water: {title: The water, without: none, options: {none: {holds: none}, half: {holds: yes}, all: {holds: yes}}}
  toll: {title: The toll, without: none, options: {none: {holds: none}, paid: yes}}
proposals:
  swap: {title: The swap, by: envoy}
claims:
  - {id: upper-fence, by: mayor, act: demand, says: wants the fence gone, terms: {fence: gone}, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: upper-water, by: mayor, act: call for, says: would keep the water, terms: {water: none}, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: upper-toll, by: mayor, act: call for, says: wants a toll, terms: {toll: paid}, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: upper-first, by: mayor, act: put first, says: the fence first, before: [fence, water, toll], setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: upper-takes, by: mayor, act: accept, says: would take the swap, target: swap, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: lower-water, by: elders, act: demand, says: wants all the water, terms: {water: all}, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: lower-fence, by: elders, act: call for, says: would keep the fence, terms: {fence: standing}, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: lower-toll, by: elders, act: call for, says: wants no toll, terms: {toll: none}, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: lower-first, by: elders, act: put first, says: water first, before: [water, fence, toll], setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: lower-takes, by: elders, act: accept, says: would take the swap, target: swap, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: swap-both, by: envoy, act: propose, says: the fence for the water, part_of: swap, scope: whole deal, terms: {fence: gone, water: all}, setting: own words in public, source: {document: radio-1}, grade: B2}
"""


def deal(*changes: tuple[str, str]) -> Case:
    """The case with changes planted; it must still read."""
    text = DEAL
    for old, new in changes:
        assert old in text, f"{old!r} is not in the sample"
        text = text.replace(old, new, 1)
    found = casefile.parse(text.encode())
    assert found.case is not None, [(str(p.place), p.says) for p in found.problems]
    return found.case


def without(*claims: str) -> list[tuple[str, str]]:
    """The changes that take claims out."""
    lines = {line.partition("id: ")[2].partition(",")[0]: f"{line}\n" for line in DEAL.splitlines()}
    return [(lines[claim], "") for claim in claims]
