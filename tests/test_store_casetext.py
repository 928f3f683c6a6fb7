"""A case written and read again is the same case; a file evened out keeps every comment, word and order."""

import random
import re
from dataclasses import fields, is_dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import samples
from detente.case import model
from detente.case.check import problems
from detente.case.model import Case, Fact
from detente.case.quantity import Quantity, quantity
from detente.case.references import COLLECTIONS, without_dangling
from detente.case.secrecy import as_seen_by, audiences
from detente.errors import NotPermitted
from detente.store import casefile
from detente.store.casetext import tidy, write
from detente.store.yamltree import read
from detente.workbench import cases, folders

TEXTS = {"valley": samples.VALLEY} | {
    name: (folders.GALLERY / name / casefile.FILE).read_text(encoding="utf-8") for name in folders.gallery()
}
CASES = [cases.open_case(f"gallery:{name}") for name in folders.gallery()] + [samples.case()]


def reread(case: Case) -> Case:
    found = casefile.parse(write(case).encode())
    assert found.case is not None, [(str(problem.place), problem.says) for problem in found.problems]
    return found.case


# Writing


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_a_case_written_and_read_is_the_same_case(case: Case) -> None:
    assert reread(case) == case


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.title)
def test_what_is_written_is_even_and_written_the_same_again(case: Case) -> None:
    text = write(case)
    assert write(reread(case)) == text
    assert casefile.parse(tidy(text).encode()).case == case
    assert tidy(tidy(text)) == tidy(text)


@pytest.mark.parametrize("label", ["[]", "mediators", "[upper, lower]", "public"])
@pytest.mark.parametrize(
    "place",
    [
        "default_audience: public",
        "    by: mayor\n    act: demand",
        "{name: The envoy",
        "{publisher: Valley Radio,",
        "{name: Lower",
        "factions: [millers, herders]",
        "title: The fence",
    ],
    ids=["case", "claim", "actor", "edition", "party", "faction", "issue"],
)
def test_a_label_is_kept_also_when_it_names_nobody(label: str, place: str) -> None:
    labelled = {
        "default_audience: public": f"default_audience: {label}",
        "    by: mayor\n    act: demand": f"    audience: {label}\n    by: mayor\n    act: demand",
        "factions: [millers, herders]": f"factions: {{millers: {{audience: {label}}}, herders: {{}}}}",
        "title: The fence": f"audience: {label}\n    title: The fence",
    }
    case = samples.case((place, labelled.get(place, place.replace("{", f"{{audience: {label}, "))))
    assert reread(case) == case
    assert [reread(as_seen_by(case, each)) for each in ("public", "upper")] == [
        replace(as_seen_by(case, each), audience="mediators") for each in ("public", "upper")
    ]


def test_every_copy_for_every_audience_reads_and_holds_together() -> None:
    for case in CASES:
        for audience in audiences(case):
            copy = reread(as_seen_by(case, audience))
            assert copy == replace(as_seen_by(case, audience), audience="mediators")


@given(st.sampled_from(CASES), st.integers(0, 2**32))
def test_any_part_of_a_case_is_written_and_read_the_same(case: Case, seed: int) -> None:
    rng = random.Random(seed)
    share = rng.random()
    kept: dict[str, Any] = {
        name: tuple(item for item in getattr(case, name) if rng.random() < share) for name in COLLECTIONS
    }
    part = without_dangling(replace(case, **kept))
    assert reread(part) == part


WORDS = st.text(st.characters(categories=["L", "M", "N", "P", "S", "Zs"], exclude_characters="\ufeff"), min_size=1)
AWKWARD = st.sampled_from(
    [
        "no", "NO", "~", "null", "true", "1e3", "0x1F", "12:30", "2024-01-01", ".inf", "=", "<<", "---", "...", "- a", "? a",
        ": a", "a: b", "a:", "# a", "a # b", "a#b", "'", '"', "''", '"a" b', "it's", "\\", "\\n", "%a", "@a", "`a", "!a", "&a",
        "*a", "|", ">", "|-", "[a", "{a", "a]", "a, b", "-", "?", ":", ",", "שלום: עולם", "السلام، عليكم", "“quoted”", "a\u200fb",
        "🕊️", "e\u0301", "\U0010ffff", "\ue000", "a" * 300, "word " * 60 + "end", "- " * 100 + "x", "a 'b' \"c\": " * 30 + "#",
    ]
)  # fmt: skip


@given(
    st.lists(st.one_of(WORDS, AWKWARD), min_size=1, max_size=4).map(" ".join).map(str.split).map(" ".join).filter(bool)
)
def test_any_text_is_written_and_read_the_same(text: str) -> None:
    found = replace(samples.case(), title=text, about=text, licence=text)
    claim = replace(found.claims[0], says=text, reason=text, condition=text)
    actor = replace(found.actors[0], name=text, role=text, written=(("ar", text), ("he", text), ("no", text)))
    wordy = replace(found, claims=(claim, *found.claims[1:]), actors=(actor, *found.actors[1:]))
    assert reread(wordy) == wordy


AMOUNTS = st.one_of(
    st.sampled_from(
        "0|240|1,200|1 200|three|a dozen|hundreds|tens of thousands|unspecified|not stated|all|half|doubled|3 times|40%|none|no"
        "|more than 300|at least 1|at most 24|between 3 and 9|3 to 9|about 100|~100|nearly 60|some|permanent|hundreds + 3"
        "|2 x 30|up to two|1.5|3.25 million".split("|")
    ),
    st.integers(0, 10**30).map(str),
    st.integers(1, 10**6).map("more than {}".format),
)


@given(AMOUNTS, st.sampled_from(["", " goats", " GOATS", "  of them"]))
def test_any_amount_keeps_its_words_and_its_bounds(amount: str, tail: str) -> None:
    words = " ".join((amount + tail).split())
    try:
        stated = quantity(words, unit="goat")
    except ValueError:
        return
    found = samples.case()
    row = next(row for row, claim in enumerate(found.claims) if claim.id == "mayor-holds")
    claim = replace(found.claims[row], facts=(Fact("goats-taken", stated), *found.claims[row].facts[1:]))
    counted = replace(found, claims=(*found.claims[:row], claim, *found.claims[row + 1 :]))
    assert reread(counted) == counted
    assert reread(counted).claims[row].facts[0].stated == stated


def fields_told(value: object) -> set[str]:
    """The fields of a case, and of all that stands in it, that hold something else than their default."""
    if isinstance(value, tuple):
        return set().union(*map(fields_told, value))
    if not is_dataclass(value) or isinstance(value, Quantity):
        return set()
    told = [
        (f"{type(value).__name__}.{each.name}", held)
        for each in fields(value)
        if (held := getattr(value, each.name)) != each.default
    ]
    return {name for name, _ in told}.union(*(fields_told(held) for _, held in told))


def fields_known() -> set[str]:
    kinds = {kind for kind in vars(model).values() if isinstance(kind, type) and is_dataclass(kind)} - {Quantity}
    return {f"{kind.__name__}.{each.name}" for kind in kinds for each in fields(kind)} - {"Case.audience"}


FULL = [
    ("terms: {water: half-day}", "terms: {water: 3 hours}"),
    ("about:", "licence: CC0\nabout:"),
    ("title: Valley Radio\n", "title: Valley Radio\n    stake: none\n    audience: public\n"),
    ("publisher: Valley Radio,", "publisher: Valley Radio, title: T, address: a, licence: l, standing: worked out, note: n, audience: public,"),
    ("{name: The envoy,", "{name: The envoy, role: r, written: {ar: المبعوث, he: השליח}, audience: public,"),
    ("kind: body}", "kind: collective, members: [envoy, mayor]}"),
    ("{name: Upper, factions: [millers, herders]}", "{name: Upper, factions: {millers: {audience: public}, herders: {}}, rule: {kind: vetoes, holders: [millers]}, written: {he: עליון}, audience: public}"),
    ("guarantors: []", "guarantors: [district]"),
    ("{title: Herdsmen of the pass}", "{title: Herdsmen of the pass, claims: [herdsmen-heard], audience: public}"),
    ("concerns: captive-goats", "concerns: captive-goats\n    defined_by: upper\n    audience: public"),
    ("{title: Mood of the talks}", "{title: Mood of the talks, audience: public}"),
    ("by: envoy\n    length", "by: envoy\n    audience: public\n    length"),
    ("{title: Later weeks}", "{title: Later weeks, length: unspecified, follow_on: yes}"),
    ("speech: direct", "speech: direct\n    rather_than: {water: none, fence: blank}\n    responds_to: mayor-line\n    provides: [verifier, pause end]\n    reason: why\n    condition: if\n    said_to: [envoy]\n    reported_on: 2024-02-29\n    audience: [upper, lower]"),
    ("{gives: a new pump,", "{gives: a new pump, audience: public,"),
    ("{title: The drought before,", "{title: The drought before, audience: public,"),
    ("{title: First sitting,", "{title: First sitting, when: at noon, audience: public,"),
    ("{about: the goats,", "{about: the goats, when: at dusk, audience: public,"),
    ("why: counted by hand}", "why: counted by hand, withdrawn_on: 2024-03-01, withdrawn_by: B. Analyst, audience: []}"),
]  # fmt: skip


def test_every_field_of_every_item_is_written_and_read() -> None:
    full = samples.case(*FULL)
    assert fields_told(full) == fields_known()
    assert reread(full) == full


def test_a_list_with_nothing_in_it_is_refused_or_kept() -> None:
    text = samples.planted(*FULL)
    lists = list(re.finditer(r"\[[^\[\]]*\]", text))
    empty = [text[: each.start()] + "[]" + text[each.end() :] for each in lists]
    found = [case for each in empty if (case := casefile.parse(each.encode()).case)]
    assert len(found) > 20
    assert [reread(case) for case in found] == found


# Evening out


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_evened_out_keeps_its_meaning_and_is_even(name: str) -> None:
    once = tidy(TEXTS[name])
    assert tidy(once) == once
    assert meaning(once) == meaning(TEXTS[name])


def meaning(text: str) -> object:
    root = read("case.yaml", text.encode()).root
    assert root is not None
    return root.plain


@pytest.mark.parametrize("name", TEXTS)
def test_a_file_evened_out_keeps_every_comment_wherever_it_stands(name: str) -> None:
    noted = []
    for row, line in enumerate(TEXTS[name].splitlines()):
        opens = line.rstrip().endswith(":")
        noted += [f"{line}  # beside {row}", f"# below {row}"] if opens else [line]
    evened = tidy("\n".join(noted))
    assert re.findall(r"# be\w+ \d+", evened) == re.findall(r"# be\w+ \d+", "\n".join(noted))
    assert meaning(evened) == meaning(TEXTS[name])
    assert tidy(evened) == evened


UNEVEN = """\

# The head
detente:   1   # one
title : "Two villages"

as_of: 2024-03-01
claims:
# under claims
- id: a
  # in the item
  act:    state    # after
  says: 'don''t'
-   id: b
    act: deny
    says: >-
      folded # no comment
      text
parties: {upper: {name:   Upper}, lower: {name: "Lower" }}
# The tail"""
EVEN = """\
# The head
detente: 1     # one
title: "Two villages"

as_of: 2024-03-01
claims:
# under claims
  - id: a
  # in the item
    act: state     # after
    says: 'don''t'
  - id: b
    act: deny
    says: >-
      folded # no comment
      text
parties: {upper: {name: Upper}, lower: {name: "Lower"}}
# The tail
"""


def test_indents_and_blanks_are_evened_out_and_nothing_else() -> None:
    assert tidy(UNEVEN) == EVEN
    assert tidy(EVEN) == EVEN


@pytest.mark.parametrize(
    "change", [("\n", "\r\n"), ("\n# The head", "\ufeff\n# The head")], ids=["CRLF", "byte-order mark"]
)
def test_line_ends_and_a_byte_order_mark_are_evened_out(change: tuple[str, str]) -> None:
    assert tidy(UNEVEN.replace(*change)) == EVEN


@pytest.mark.parametrize(
    "scalar",
    "NO no TRUE True ~ null Null 1e3 1_000 +5 -0 010 0o17 0x1F 12:30 2024-1-5 2001-12-14t21:59:43.10-05:00 .5 .inf 1. 'q' \"q\" x#y <<".split(),
)  # fmt: skip
def test_a_word_keeps_its_spelling_and_its_quotes(scalar: str) -> None:
    assert tidy(f"a: {scalar}\nb: [{scalar}, c]\n") == f"a: {scalar}\nb: [{scalar}, c]\n"


@pytest.mark.parametrize(
    "line",
    [
        "a: " + "long " * 300 + "text",
        'a: "' + "long " * 300 + 'text"',
        "a: [" + ", ".join(["word"] * 300) + "]",
        "a: {" + ", ".join(f"k{number}: v" for number in range(300)) + "}",
        "a: " + "x" * 3000,
        "k" * 200 + ": v",
    ],
    ids=["plain", "quoted", "list", "mapping", "word", "key"],
)
def test_a_wide_line_stays_one_line(line: str) -> None:
    evened = tidy(line + "\n")
    assert meaning(evened) == meaning(line)
    assert tidy(evened) == evened
    assert len(evened.splitlines()) <= 2


@pytest.mark.parametrize(
    ("text", "line", "comment"),
    [
        ("a: [x,  # first\n    y]\n", 1, "# first"),
        ("b: c\na: {x: y,\n    # second\n    z: w}\n", 3, "# second"),
        ("# the head\n---\na: b\n", 1, "# the head"),
    ],
)
def test_rather_than_lose_a_comment_nothing_is_written(text: str, line: int, comment: str) -> None:
    with pytest.raises(NotPermitted, match=f"line {line}: '{comment}' would be lost"):
        tidy(text)


def test_a_new_case_is_even_and_sound(tmp_path: Path) -> None:
    path = cases.new_case(tmp_path / "new", title='Of "two" minds: a case', day=date(2024, 3, 1))
    text = path.read_text(encoding="utf-8")
    assert tidy(text) == text
    assert problems(cases.open_case(path.parent)) == ()
