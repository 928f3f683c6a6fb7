"""The gallery's case of January 2024 as it would stand a week on, with one later report added.

The report is The New York Times of 27 January 2024 as retold at people4peace.net; its facts are in our own words.
"""

_SOURCE = """\
  nyt-report:
    title: Report on a new draft, 27 January 2024
    editions:
      nyt-2024-01-27:
        publisher: The New York Times, as retold
        on: 2024-01-27
        address: people4peace.net
"""

_ACTOR = """\
  nyt: {name: The New York Times, kind: media, role: "the later report's own voice"}
"""

_SUBJECT = """\
  hostages-unaccounted: {title: Hostages not accounted for, unit: person}
"""

_PROPOSAL = """\
  draft-two-months:                       # by whom it was drafted is not retold
    title: A new draft of about two months
    length: about 60 days
    phases:
      opening: {title: First phase, length: about 30 days}
      rest: {title: What follows it}
"""

_CLAIMS = """\
  # The later report

  - id: draft-about-two-months
    by: [nyt]
    act: state
    says: there is a new draft, which would run for about two months
    part_of: draft-two-months
    scope: whole deal
    setting: reported from the room
    source: {document: nyt-2024-01-27}
    grade: B3
  - id: draft-opening-thirty-days
    by: [nyt]
    act: state
    says: in its first phase fighting would stop for about 30 days
    part_of: draft-two-months
    scope: opening
    terms: {halt: about 30 days}
    setting: reported from the room
    source: {document: nyt-2024-01-27}
    grade: B3
  - id: nyt-pause-days
    by: [nyt]
    act: state
    says: the pause of November lasted seven days
    facts: {pause-days: seven days}
    setting: account by others
    source: {document: nyt-2024-01-27}
    grade: B2
  - id: nyt-pause-hostages
    by: [nyt]
    act: state
    says: over 100 hostages were released in it
    facts: {pause-hostages-all: more than 100}
    setting: account by others
    source: {document: nyt-2024-01-27}
    grade: B2
  - id: nyt-pause-prisoners
    by: [nyt]
    act: state
    says: about 240 prisoners were released in it
    facts: {pause-prisoners: about 240}
    setting: account by others
    source: {document: nyt-2024-01-27}
    grade: B2
  - id: nyt-unaccounted
    by: [nyt]
    act: state
    says: about 136 hostages are not accounted for
    facts: {hostages-unaccounted: about 136}
    setting: account by others
    source: {document: nyt-2024-01-27}
    grade: B3
"""

_BEFORE = {"actors": _SOURCE, "parties": _ACTOR, "proposals": _SUBJECT, "claims": _PROPOSAL, "pledges": _CLAIMS}
"""What is added at the end of a section, by the section that follows it."""


def second_edition(text: str) -> str:
    """The text of the case's file with the later report in it, standing at 28 January 2024."""
    later = _once(text, "\nas_of: 2024-01-22\n", "\nas_of: 2024-01-28\n")
    for section, added in _BEFORE.items():
        later = _once(later, f"\n\n{section}:\n", f"\n{_spaced(section, added)}\n{section}:\n")
    return later


def _spaced(section: str, added: str) -> str:
    return f"\n{added}" if section == "pledges" else added


def _once(text: str, old: str, new: str) -> str:
    if text.count(old) != 1:
        raise ValueError(f"{old.strip()!r} stands {text.count(old)} times in the case, not once")
    return text.replace(old, new)
