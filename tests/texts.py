"""A made-up case of two sides with a plan and a negotiating text in three rounds and three languages, and texts at random.

`text()` gives the sample, changed where a test wants it; `drawn` gives texts of any size over the same case and plan.
"""

import random
from pathlib import Path

from detente.case.model import Case
from detente.errors import Problem
from detente.plan.model import Plan
from detente.store import casefile, planfile, textfile
from detente.text.check import Draft
from detente.text.check import problems as check
from detente.text.model import Text

CASE = """\
detente: 1
title: A halt on the ridge
as_of: 2024-03-20
default_audience: public
sources:
  radio: {title: Radio, editions: {radio-1: {publisher: Radio, on: 2024-03-01}}}
actors:
  envoys: {name: The envoys, kind: group}
  council: {name: The council, kind: body, of: north}
  elders: {name: The elders, kind: body, of: south}
parties:
  north: {name: North}
  south: {name: South}
mediators: [envoys]
issues:
  halt: {title: Length of the halt, unit: day, without: none, options: {none: 0, month: 30, longer: more than 30}}
  persons: {title: Persons released, unit: person, without: none, options: {none: 0, all: yes}}
proposals:
  outline: {title: An outline, by: envoys}
claims:
  - {id: outline-halt, by: envoys, act: propose, says: a halt and releases, part_of: outline, scope: whole deal, terms: {halt: month, persons: all}, setting: own words in public, source: {document: radio-1}, grade: B2}
  - {id: north-takes, by: council, act: accept, says: would take a month, target: outline, setting: own words in public, source: {document: radio-1}, grade: B2}
rounds:
  first: {title: First round, on: 2024-03-05, claims: [outline-halt]}
  second: {title: Second round, on: 2024-03-12, claims: [outline-halt]}
  third: {title: Third round, on: 2024-03-19, claims: [outline-halt]}
"""

PLAN = """\
detente: 1
title: A halt and releases
elaborates: outline
parties: [north, south]
monitors: [envoys]
length: at most 60 days
blanks:
  halt-days: {title: Days of the halt, least: 10, most: 50}
phases:
  halt:
    title: The halt
    begins: {signature: within 1 day}
    ends: {halt.begins: "exactly [halt-days] days"}
    test: [release.verified]
obligations:
  north-holds:
    kind: maintain
    by: north
    to: south
    does: holds its fire
    phase: halt
    starts: {halt.begins: at once}
    verified: {by: envoys, how: by watching}
    clauses: outline-halt
  south-holds:
    kind: maintain
    by: south
    to: north
    does: holds its fire
    phase: halt
    starts: {halt.begins: at once}
    verified: {by: envoys, how: by watching}
    clauses: outline-halt
  release:
    kind: deliver
    by: south
    to: north
    does: releases all persons held
    phase: halt
    quantity: 40
    unit: person
    starts: {halt.begins: within 10 days}
    takes: 2 to 6 days
    verified: {by: envoys, how: by counting, takes: 1 to 3 days}
    clauses: outline-halt
"""

TEXT = """\
detente: 1
title: Agreement on a halt
plan: ridge
exercise: yes
language: en
authentic: [en, ar, he]
day_count: The day of signature is day 0; a period of days ends at the end of its last day.
rounds: [first, second, third]
audience: [north, south]
terms:
  line:
    term: the ridge line
    means: the line drawn on the map in the annex
    parallel: {ar: خط التلال, he: קו הרכס}
clauses:
  halt:
    title: The halt
    words: North and South hold their fire for [halt-length] from the day of signature.
    parallel:
      ar: يوقف الشمال والجنوب إطلاق النار لمدة [halt-length] من يوم التوقيع.
      he: הצפון והדרום מפסיקים אש למשך [halt-length] מיום החתימה.
    obligations: [north-holds, south-holds]
  releases:
    title: Releases
    clauses:
      release:
        wordings:
          - words: South releases 40 persons.
            parallel: {ar: يطلق الجنوب سراح 40 شخصا., he: הדרום משחרר 40 אנשים.}
          - round: second
            by: envoys
            words: South releases 40 persons within 10 days of the day of signature, as clause {halt} provides.
            parallel:
              ar: يطلق الجنوب سراح 40 شخصا في غضون 10 أيام من يوم التوقيع وفقا للبند {halt}.
              he: הדרום משחרר 40 אנשים בתוך 10 ימים מיום החתימה, כאמור בסעיף {halt}.
        obligations: release
      counting:
        since: second
        words: The envoys count the persons at the crossing and report [who-is-told].
        parallel:
          ar: يحصي المبعوثون الأشخاص عند المعبر ويبلغون [who-is-told].
          he: השליחים סופרים את האנשים במעבר ומדווחים [who-is-told].
        not_modelled: it is how the release is verified
  preamble:
    title: Purpose
    words: The sides want the guns on the ridge line to be silent.
    parallel: {ar: يريد الطرفان أن تصمت المدافع على خط التلال., he: הצדדים רוצים שהתותחים בקו הרכס ישתקו.}
    not_modelled: it states a purpose
    struck: third
brackets:
  halt-length:
    title: Length of the halt
    issue: halt
    alternatives:
      thirty:
        words: 30 days
        parallel: {ar: 30 يوما, he: 30 ימים}
        by: south
        fills: {halt-days: 30}
      forty-five:
        words: 45 days
        parallel: {ar: 45 يوما, he: 45 ימים}
        by: north
        round: second
        fills: {halt-days: 45}
    turns:
      - {round: second, closes: thirty, by: envoys}
      - {round: third, opens: yes, by: south}
  who-is-told:
    title: Who is told the count
    round: second
    alternatives:
      both: {words: both sides, parallel: {ar: كلا الطرفين, he: לשני הצדדים}, by: envoys, round: second}
      nobody: {words: the guarantors alone, parallel: {ar: الضامنين وحدهم, he: לערבים בלבד}, by: north, round: second, withdrawn: third}
answers:
  - {of: north, to: halt-length.thirty, says: reserves, round: first, words: would rather have longer, setting: reported from the room, heard: {by: an envoy, on: 2024-03-05}}
  - {of: north, to: halt-length.thirty, says: accepts, round: second, setting: reported from the room, heard: {by: an envoy, on: 2024-03-12}}
  - {of: south, to: release, says: accepts, round: second, setting: own words in public, claims: outline-halt, audience: [north, south]}
  - {of: south, to: halt-length.thirty, says: rejects, round: third, words: asks for the halt to be dated, setting: reported from the room, heard: {by: an envoy, on: 2024-03-19}}
understandings:
  - {of: south, clause: release, reads: the days run from the halt and not from signature, round: second, setting: reported from the room, heard: {by: an envoy, on: 2024-03-12}}
pool:
  north-paper: {says: a halt of two months, by: north, status: non-paper, round: first, withdrawn: second, setting: reported from the room, heard: {by: an envoy, on: 2024-03-05}}
releases:
  - {about: halt-length, to: south, words: The other side could live with a month., by: an envoy, on: 2024-03-12, until: 2024-03-26}
ratifications:
  - {by: council, how: a vote of the council, when: within a week of initials, claims: north-takes}
"""


def case(*changes: tuple[str, str]) -> Case:
    """The sample case, with changes planted."""
    found = casefile.parse(_changed(CASE, changes).encode())
    assert found.case is not None, found.problems
    return found.case


def plan() -> Plan:
    """The plan that the sample puts into words."""
    found = planfile.parse(PLAN.encode(), name="ridge")
    assert found.plan is not None, found.problems
    return found.plan


def read(words: str) -> Text:
    """A text file's words as a text that reads."""
    found = textfile.parse(words.encode(), name="ridge")
    assert found.text is not None, [(str(each.place), each.says) for each in found.problems]
    return found.text


def text(*changes: tuple[str, str]) -> Text:
    """The sample, with changes planted."""
    return read(_changed(TEXT, changes))


def problems(*changes: tuple[str, str]) -> tuple[Problem, ...]:
    """What a check finds in the sample with changes planted."""
    return check(Draft(text(*changes), case(), plan()))


def folder(root: Path, *changes: tuple[str, str]) -> Path:
    """A case folder with the sample's case, plan and text `ridge`."""
    for name, words in (("case", CASE), ("plans/ridge", PLAN), ("texts/ridge", _changed(TEXT, changes))):
        path = root / f"{name}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(words, encoding="utf-8")
    return root


def _changed(words: str, changes: tuple[tuple[str, str], ...]) -> str:
    for old, new in changes:
        assert old in words, f"{old!r} is not in the sample"
        words = words.replace(old, new, 1)
    return words


# Texts at random

_WORDS = {
    "en": "North South forces monitors convoys bridge harbour crossing map annex within after each side shall withdraw "
    'release report the of to and 12 30 7 1,500 days persons\' day-to-day (annex A) — "dry season"',
    "ar": "القوات المراقبون الجسر الميناء المعبر الخريطة الملحق خلال بعد كل طرف ينسحب يفرج يبلغ عن من إلى و ١٢ 30 أيام أشخاص (الملحق أ)",
    "he": "הכוחות המשקיפים הגשר הנמל המעבר המפה הנספח בתוך אחרי כל צד נסוג משחרר מדווח על מן אל 12 30 ימים אנשים (נספח א׳)",
}


def sentence(chance: random.Random, language: str = "en", *, words: int = 12) -> str:
    """Words of a language in no order that means anything, with figures and marks between."""
    known = _WORDS[language].split()
    return " ".join(chance.choice(known) for _ in range(chance.randint(3, words))) + "."


def drawn(seed: int, *, clauses: int = 12, words: int = 12) -> str:
    """A text file at random: nested clauses in three languages, brackets of one to three alternatives, answers."""
    chance = random.Random(seed)
    names = [f"c{row}" for row in range(clauses)]
    brackets = [f"b{row}" for row in range(chance.randint(1, max(1, clauses // 3)))]
    lines = ["detente: 1", f"title: Text {seed}", "rounds: [first, second, third]", "audience: [north, south]"]
    lines += ["language: en", "clauses:"]
    waiting, depth = list(brackets), 0
    for row, name in enumerate(names):
        depth = chance.randint(0, min(depth + 1, 2)) if row else 0
        pad = "  " + "    " * depth
        mark = waiting.pop() if waiting and (chance.random() < 0.6 or len(waiting) >= len(names) - row) else None
        point = chance.choice(names) if chance.random() < 0.3 else None
        lines += [f"{pad}{name}:", f"{pad}  title: {name.upper()}"]
        told = {language: _marked(chance, language, mark, point, words) for language in _WORDS}
        lines += [f"{pad}  words: '{_quoted(told['en'])}'", f"{pad}  parallel:"]
        lines += [f"{pad}    {language}: '{_quoted(told[language])}'" for language in ("ar", "he")]
        lines += [f"{pad}  not_modelled: made up"]
        if row + 1 < len(names):
            lines.append(f"{pad}  clauses:")
    text = "\n".join(_without_empty(lines)) + "\nbrackets:\n"
    for name in brackets:
        text += f"  {name}:\n    title: Bracket {name}\n    alternatives:\n"
        for number in range(chance.randint(1, 3)):
            own = {language: sentence(chance, language, words=5).rstrip(".") for language in _WORDS}
            text += f"      w{number}:\n        words: '{_quoted(own['en'])} {number}'\n        by: {chance.choice(['north', 'south'])}\n"
            text += f"        parallel: {{ar: '{_quoted(own['ar'])} {number}', he: '{_quoted(own['he'])} {number}'}}\n"
    return text


def _marked(chance: random.Random, language: str, mark: str | None, point: str | None, words: int) -> str:
    told = sentence(chance, language, words=words)
    told += f" [{mark}] {sentence(chance, language, words=words)}" if mark else ""
    return told + (f" {{{point}}}" if point else "")


def _quoted(words: str) -> str:
    return words.replace("'", "''")


def _without_empty(lines: list[str]) -> list[str]:
    """The lines without a `clauses:` that nothing lies under."""
    kept = []
    for line, following in zip(lines, [*lines[1:], ""], strict=True):
        indent = len(line) - len(line.lstrip())
        if line.strip() == "clauses:" and indent and len(following) - len(following.lstrip()) <= indent:
            continue
        kept.append(line)
    return kept
