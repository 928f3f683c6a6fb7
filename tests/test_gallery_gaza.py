"""The gallery's case of January 2024, held against a hand annotation of the report it tells.

The annotation stands outside the project, beside the cases with known answers; where it is absent these tests skip.
"""

import json
import os
import re
from pathlib import Path
from typing import Any

import pytest

import detente
from detente.case import check
from detente.case.gaps import Verdict, gaps, pledge_gaps
from detente.case.model import Act, Case, Claim, Drift, Setting, Speech, by_id
from detente.case.questions import questions
from detente.case.readings import Clash, readings
from detente.store import casefile
from second_edition import second_edition

GALLERY = Path(detente.__file__).parent / "gallery"
REPORT = "wsj-2024-01"
Span = tuple[int, int]
Chain = tuple[tuple[str, bool], ...]
Found = dict[str, Any]
"""One entry of the annotation."""

ACTORS = {
    "al_nono": "al-nono",
    "arab_countries": "arab-countries",
    "biden": "biden",
    "diplomats": "diplomats",
    "egypt": "egypt",
    "egyptian_officials": "egyptian-officials",
    "eisenkot": "eisenkot",
    "gulf": "gulf",
    "hamas": "hamas",
    "israel": "israel",
    "israeli_leaders": "israeli-leaders",
    "israeli_negotiators": "israeli-negotiators",
    "israeli_tv": "israeli-tv",
    "mediators": "mediators",
    "narrator": "wsj",
    "netanyahu": "netanyahu",
    "one_briefed": "one-briefed",
    "other_leaders": "other-leaders",
    "people_briefed": "people-briefed",
    "qatar": "qatar",
    "saudi": "saudi",
    "sinwar": "sinwar",
    "some_cabinet": "some-cabinet",
    "us": "us",
    "war_cabinet": "war-cabinet",
    "wsj": "wsj",
}
"""The annotation's actors under the case's ids. Its `both_parties` is Israel and Hamas, a claim for each."""

OUTER_LAYER = {"S01", "S08", "S09", "S10", "S22"}
"""Statements the annotation counts twice, by who reports and by who is reported: the case keeps both in one chain."""

ISSUES = {
    "process": {"process", "talks-progress", "plan-90", "hamas-demands-per-netanyahu"},
    "ceasefire_length": {"halt"},
    "permanent_ceasefire": {"halt", "end-of-war"},
    "end_of_war": {"end-of-war"},
    "hostage_release": {"hostages-first", "way-to-a-halt", "soldiers-and-men"},
    "prisoner_release": {"prisoners"},
    "oct7_militants": {"october-7-militants"},
    "troop_withdrawal": {"withdrawal"},
    "hamas_survival": {"hamas-intact"},
    "aid": {"aid"},
    "movement": {"movement"},
    "surveillance": {"drones"},
    "normalisation": {"normalisation"},
    "palestinian_state": {"statehood"},
    "reconstruction_funding": {"reconstruction-funding"},
    "strategy": {"time"},
    "us_israel_relations": {"us-support"},
}
"""The annotation's 17 issues, and what the case has for each: issues, subjects, and proposals answered as a whole."""

STANCES: dict[str, tuple[str, Act]] = {
    "T01": ("plan-process", Act.CALL_FOR),
    "T02": ("no-real-progress", Act.ASSESS),
    "T03": ("netanyahu-rejects-demands", Act.REJECT),
    "T04": ("hamas-demands-end-of-war", Act.DEMAND),
    "T05": ("netanyahu-on-agreeing", Act.EXPECT),
    "T06": ("israel-willing", Act.WILLING),
    "T07": ("hamas-willing", Act.WILLING),
    "T08": ("willingness-is-a-step", Act.ASSESS),
    "T09": ("mediators-bridge", Act.STATE),
    "T10": ("us-backs-plan", Act.SUPPORT),
    "T11": ("egypt-backs-plan", Act.SUPPORT),
    "T12": ("qatar-backs-plan", Act.SUPPORT),
    "T13": ("two-weeks-asked", Act.PROPOSE),
    "T14": ("reluctant-on-permanent", Act.RELUCTANT),
    "T15": ("hamas-only-for-permanent", Act.DEMAND),
    "T16": ("hamas-only-for-permanent", Act.DEMAND),
    "T17": ("sinwar-time", Act.BELIEVE),
    "T18": ("sinwar-time", Act.BELIEVE),
    "T19": ("sinwar-would-release", Act.OFFER),
    "T20": ("sinwar-wants-longer", Act.DEMAND),
    "T21": ("netanyahu-rejects-demands", Act.REJECT),
    "T22": ("netanyahu-rejects-demands", Act.REJECT),
    "T23": ("netanyahu-rejects-demands", Act.REJECT),
    "T24": ("netanyahu-rejects-demands", Act.REJECT),
    "T25": ("hamas-demands-end-of-war", Act.DEMAND),
    "T26": ("hamas-demands-all-out", Act.DEMAND),
    "T27": ("hamas-demands-militants", Act.DEMAND),
    "T28": ("hamas-demands-to-stay", Act.DEMAND),
    "T29": ("netanyahu-total-victory", Act.RED_LINE),
    "T30": ("netanyahu-thanks-us", Act.STATE),
    "T31": ("netanyahu-vital-interest", Act.STATE),
    "T32": ("deal-is-key-to-a-halt", Act.BELIEVE),
    "T33": ("some-put-hostages-first", Act.CALL_FOR),
    "T34": ("eisenkot-agreement-needed", Act.EXPECT),
    "T35": ("pressure-alone-works", Act.EXPECT),
    "T36": ("plan-ninety-days", Act.PROPOSE),
    "T37": ("gulf-will-not-pay", Act.CONDITION),
    "T38": ("gulf-wants-a-path", Act.CONDITION),
    "T39": ("israel-asks-gulf-to-pay", Act.CALL_FOR),
    "T40": ("hamas-counts-men-as-soldiers", Act.BELIEVE),
}
"""The claim that holds each annotated stance, and what its speaker does with words."""

WORDS_ONLY = {
    "T09": "working to bridge the gap settles nothing",
    "T19": "which hostages, he is not said to say",
    "T29": "what total victory means for a deal, he does not say",
    "T31": "what the interest is, he does not say",
    "T34": "an outlook without a deal, not a term",
    "T35": "an outlook without a deal, not a term",
}
"""Stances whose words name no term; the claim then names none either, and its paraphrase carries them."""


@pytest.fixture(scope="module")
def text() -> str:
    return (GALLERY / "gaza-2024" / casefile.FILE).read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def case() -> Case:
    found = casefile.load(GALLERY / "gaza-2024")
    assert found.case is not None, found.problems
    return found.case


@pytest.fixture
def gold(known: Path) -> Found:
    found: Found = json.loads(seed(known, "gold.json"))
    return found


@pytest.fixture
def article(known: Path) -> str:
    return seed(known, "article.txt")


def seed(known: Path, name: str) -> str:
    """The report or its annotation, which stand beside the known answers."""
    path = known.parent / "seed" / name
    if not path.exists() and "known" not in os.environ.get("DETENTE_REQUIRE", "").split(","):
        pytest.skip(f"{path} is not there")
    return path.read_text(encoding="utf-8")


# The annotation


@pytest.mark.known
def test_every_annotated_actor_stands_in_the_case_under_its_own_id(case: Case, gold: Found) -> None:
    names = {actor.id for actor in case.actors} | {party.id for party in case.parties}
    annotated = {actor["id"] for actor in gold["actors"]} - {"both_parties"}
    assert annotated <= ACTORS.keys()
    assert {ACTORS[actor] for actor in annotated} <= names


@pytest.mark.known
def test_every_annotated_statement_has_a_claim_at_its_place_with_its_speakers(case: Case, gold: Found) -> None:
    assert len(gold["statements"]) == 43
    missing = [
        statement["id"]
        for statement in gold["statements"]
        for chain in chains(statement["chain"])
        if 2 * covered(statement["spans"], told_by(case, chain, outer=statement["id"] in OUTER_LAYER))
        < sum(end - start for start, end in statement["spans"])
    ]
    assert missing == []


@pytest.mark.known
def test_core_statements_are_quoted_as_far_as_the_report_quotes_them(case: Case, gold: Found) -> None:
    differing = [
        statement["id"]
        for statement in gold["statements"]
        if statement["core"]
        for chain in chains(statement["chain"])
        if Speech(statement["mode"])
        not in {
            claim.speech
            for claim in told_by(case, chain, outer=statement["id"] in OUTER_LAYER)
            if covered(statement["spans"], [claim])
        }
    ]
    assert differing == []


@pytest.mark.known
def test_every_annotated_stance_has_its_claim_with_speakers_place_and_act(case: Case, gold: Found) -> None:
    claims = by_id(case.claims)
    assert STANCES.keys() == {stance["id"] for stance in gold["stances"]}
    for stance in gold["stances"]:
        claim = claims[STANCES[stance["id"]][0]]
        voices = stance["chain"] if stance["chain"] != ["narrator"] else ["narrator", stance["party"]]
        evidence = stance["evidence"]
        assert spoken(claim) in chains(voices), stance["id"]
        assert covered([(evidence["start"], evidence["end"])], [claim]), stance["id"]
        assert claim.act is STANCES[stance["id"]][1], stance["id"]


@pytest.mark.known
def test_every_annotated_stance_is_on_its_issue_unless_its_words_name_none(case: Case, gold: Found) -> None:
    claims = by_id(case.claims)
    assert ISSUES.keys() == set(gold["issues"])
    for stance in gold["stances"]:
        about = subjects_of(case, claims[STANCES[stance["id"]][0]])
        if stance["id"] in WORDS_ONLY:
            assert not about, stance["id"]
        else:
            assert about & ISSUES[stance["issue"]], stance["id"]


@pytest.mark.known
def test_every_annotated_issue_has_an_issue_or_a_subject_of_the_case(case: Case, gold: Found) -> None:
    there = {issue.id for issue in case.issues} | {subject.id for subject in case.subjects}
    assert all(ISSUES[label] & there for label in gold["issues"])


@pytest.mark.known
def test_every_annotated_duty_of_the_plan_is_a_claim_of_its_phase(case: Case, gold: Found) -> None:
    phases = {1: "first", 2: "second", 3: "third", 4: "afterwards"}
    for duty in gold["plan"]["obligations"]:
        span = (duty["span"]["start"], duty["span"]["end"])
        told = [c for c in case.claims if c.part_of == "plan-90" and c.terms and covered([span], [c])]
        assert {c.scope for c in told} == {phases[duty["phase"]]}, duty["id"]


@pytest.mark.known
def test_spans_lie_inside_the_report(case: Case, article: str) -> None:
    for claim in case.claims:
        assert all(0 <= start < end <= len(article) for start, end in spans(claim)), claim.id


@pytest.mark.known
def test_no_eight_words_of_the_report_stand_together_in_the_gallery(article: str) -> None:
    theirs = runs(article, 8)
    for path in sorted(GALLERY.rglob("*")):
        if path.is_file() and path.suffix in {".yaml", ".md", ".txt"}:
            assert not theirs & runs(path.read_text(encoding="utf-8"), 8), path.name


# What the case must not lose


def test_the_case_is_sound(case: Case) -> None:
    assert [problem.says for problem in check.problems(case) if problem.is_error] == []


def test_the_plan_is_90_days_long_and_the_halt_of_its_first_phase_is_blank(case: Case) -> None:
    plan = by_id(case.proposals)["plan-90"]
    halts = [(c.scope, t.blank) for c in case.claims if c.part_of == plan.id for t in c.terms if t.issue == "halt"]
    assert plan.length is not None
    assert plan.length.least == 90
    assert [phase.length for phase in plan.phases] == [None] * 4
    assert halts == [("first", True)]


def test_prisoners_are_stated_in_the_first_two_phases_and_not_in_the_third(case: Case) -> None:
    stated = {
        claim.scope: str(term.amount or term.option)
        for claim in case.claims
        if claim.part_of == "plan-90"
        for term in claim.terms
        if term.issue == "prisoners"
    }
    assert stated == {"first": "hundreds", "second": "more"}


def test_neither_side_has_answered_the_plan_and_the_rejection_is_of_demands(case: Case) -> None:
    assert not any(gap.answered for gap in gaps(case, proposal="plan-90"))
    rejections = {claim.target for claim in case.claims if claim.act is Act.REJECT}
    assert rejections == {"hamas-demands-per-netanyahu"}
    assert any(gap.answered for gap in gaps(case, proposal="hamas-demands-per-netanyahu", party="israel"))


def test_hundreds_for_a_phase_are_not_compared_with_thousands_for_the_deal(case: Case) -> None:
    gap = next(g for g in gaps(case, proposal="plan-90", party="hamas") if g.faction is None)
    row = next(row for row in gap.rows if row.issue == "prisoners")
    assert [cell.verdict for cell in row.cells if cell] == [Verdict.CANNOT_TELL]


def test_whether_the_gulf_condition_is_met_cannot_be_told_from_differing_wordings(case: Case) -> None:
    found = next(each for each in pledge_gaps(case) if each.proposal == "plan-90")
    assert found.verdict is Verdict.CANNOT_TELL
    assert "wordings differ" in found.reason


def test_the_report_on_the_november_pause_is_contradicted_by_the_record(case: Case) -> None:
    clashes = {conflict.id: conflict.clash for conflict in readings(case).conflicts}
    assert clashes["figure-pause-hostages-israeli"] is Clash.CONTRADICTION
    assert clashes["figure-pause-prisoners"] is Clash.CONTRADICTION
    assert clashes["figure-pause-end"] is Clash.CONTRADICTION
    assert "figure-pause-days" not in clashes


def test_what_is_said_of_hamas_from_inside_stands_in_one_retelling_only(case: Case) -> None:
    origin = next(each for each in readings(case).origins if each.source == "wsj-report")
    assert len(origin.editions) == 5
    assert {"hamas-leaders-apart", "hamas-struggles-inside"} <= set(origin.only_in_one)
    drifts = {(each.claim, each.retelling.document): each.retelling.drift for each in origin.retold}
    assert drifts["plan-towns-first", "ya-libnan-2024-01-22"] is Drift.WIDENED
    assert drifts["plan-prisoners-first", "ynet-2024-01"] is Drift.REORDERED
    assert drifts["plan-bodies-second", "ynet-2024-01"] is Drift.NARROWED


def test_no_demand_of_hamas_in_the_case_is_in_its_own_words(case: Case) -> None:
    demands = [c for c in case.claims if c.holder in ("hamas", "sinwar") and c.act is Act.DEMAND]
    assert demands
    assert {claim.setting for claim in demands} == {Setting.BY_OTHERS}


def test_whose_bodies_who_is_left_out_and_who_verifies_are_open_questions(case: Case) -> None:
    asked = {question.id for question in questions(case)}
    assert {"whose-bodies", "uncovered-foreign-hostages", "verifier", "guarantor", "baseline-aid"} <= asked
    assert {"counterpart-third-israel", "category-soldiers-and-men", "duration-runs-on-halt"} <= asked


def test_what_the_editors_infer_is_marked_with_who_and_when(case: Case) -> None:
    unmarked = [c.id for c in case.claims if c.holder == "gallery-editors" and c.inference is None]
    assert unmarked == []


# A second edition


def test_a_later_report_adds_to_the_case_and_takes_nothing_away(case: Case, text: str) -> None:
    later = casefile.parse(second_edition(text).encode())
    assert later.case is not None, later.problems
    assert [problem.says for problem in check.problems(later.case) if problem.is_error] == []
    assert set(case.claims) < set(later.case.claims)
    assert {each.id for each in later.case.proposals} - {each.id for each in case.proposals} == {"draft-two-months"}
    assert str(later.case.as_of) == "2024-01-28"


def told_by(case: Case, chain: Chain, *, outer: bool) -> list[Claim]:
    """The claims with this chain of speakers, or (`outer`) with a chain that begins with it."""
    return [c for c in case.claims if spoken(c) == chain or (outer and spoken(c)[: len(chain)] == chain)]


def spoken(claim: Claim) -> Chain:
    """Who speaks, outermost first, and whether the report says so for sure."""
    return plain([(link.actor, link.sure) for link in claim.by])


def chains(annotated: list[str]) -> list[Chain]:
    """An annotated chain in the case's ids; one that ends in both parties stands for a chain to each."""
    ends = ["israel", "hamas"] if annotated[-1] == "both_parties" else [ACTORS[annotated[-1].rstrip("?")]]
    before = [(ACTORS[name.rstrip("?")], not name.endswith("?")) for name in annotated[:-1]]
    return [plain([*before, (end, True)]) for end in ends]


def plain(links: list[tuple[str, bool]]) -> Chain:
    """Without the report's own voice at the head of a chain, and with a speaker who quotes himself named once."""
    inner = links[1:] if len(links) > 1 and links[0][0] == "wsj" else links
    return tuple(link for row, link in enumerate(inner) if row == 0 or link != inner[row - 1])


def spans(claim: Claim) -> list[Span]:
    return [span for citation in claim.sources if citation.document == REPORT for span in citation.at]


def covered(wanted: list[Span], claims: list[Claim]) -> int:
    """How many characters of the wanted spans some claim points to."""
    here = {place for start, end in wanted for place in range(start, end)}
    return len(here & {place for claim in claims for start, end in spans(claim) for place in range(start, end)})


def subjects_of(case: Case, claim: Claim) -> set[str]:
    """The issues, subjects and proposals a claim is about; one about another claim is about what that one is about."""
    about = {term.issue for term in claim.terms} | {fact.subject for fact in claim.facts} | set(claim.before)
    if claim.part_of:
        about.add(claim.part_of)
    if claim.target in by_id(case.claims):
        return about | subjects_of(case, by_id(case.claims)[claim.target])
    return about | ({claim.target} if claim.target else set())


def runs(text: str, length: int) -> set[tuple[str, ...]]:
    words = re.findall(r"[a-z0-9]+", text.casefold().replace("\u2019", "").replace("'", ""))
    return {tuple(words[start : start + length]) for start in range(len(words) - length + 1)}
