"""Each rule catches the fault it is there for, and is silent on a sound case."""

import pytest

import samples
from detente.case import advice, check
from detente.case.check import problems
from detente.errors import Severity

FAULTS: list[tuple[str, str, str]] = [
    ("DT0201", "    source: {document: radio-morning, at: [10, 40]}\n", ""),
    ("DT0201", "    by: mayor\n    act: demand", "    by: []\n    act: demand"),
    ("DT0201", "    setting: own words in public\n    source: {document: radio-morning, at", "    source: {document: radio-morning, at"),
    ("DT0201", "publisher: Valley Radio, on: 2024-02-28", "publisher: Valley Radio"),
    ("DT0201", "proposals:\n", "proposals:\n  empty: {title: An empty one}\n"),
    ("DT0201", ", claims: district-path}", "}"),
    ("DT0201", "by: district, conditions", "by: [], conditions"),
    ("DT0201", "gives: a new pump, by: district,", "gives: a new pump,"),
    ("DT0202", "by: mayor\n    act: demand", "by: mayer\n    act: demand"),
    ("DT0202", "terms: {water: all-day}", "terms: {watter: all-day}"),
    ("DT0202", "mediators: [envoy]", "mediators: [envoi]"),
    ("DT0202", "source: {document: radio-morning, at: [10, 40]}", "source: {document: radio-noon}"),
    ("DT0202", "round: first-sitting", "round: second-sitting"),
    ("DT0203", "id: elders-count", "id: mayor-holds"),
    ("DT0203", "factions: [millers, herders]", "factions: [millers, herders, envoy]"),
    ("DT0203", "district: {name: The district", "public: {name: The public, kind: group}\n  district: {name: The district"),
    ("DT0204", "setting: account by others\n    source: {document: gazette-1, at", "setting: own words in public\n    source: {document: gazette-1, at"),
    ("DT0204", "kind: person, of: millers}", "kind: person, of: miller}"),
    ("DT0205", "terms: {goats: some}\n    before: [water, goats]\n    setting: own words in public\n    source: {document: radio-morning}", "terms: {goats: some}\n    setting: own words in public\n    inference: {by: A. Analyst, on: 2024-02-29}"),
    ("DT0206", "{none: 0, half-day: 12, all-day: 24}", "{none: 0, all-day: 24, half-day: 12}"),
    ("DT0206", "    without: standing", "    without: upright"),
    ("DT0207", ", domain: at most 24 hours", ""),
    ("DT0207", "issue: water, scope: first", "issue: water, scope: second"),
    ("DT0208", "scope: second\n    terms: {fence: talks", "scope: third\n    terms: {fence: talks"),
    ("DT0209", "speech: direct\n", "speech: direct\n    audience: [uper]\n"),
    ("DT0210", "  miller: {name: The miller, kind: person, of: millers}", "  miller: {name: The miller, kind: person, of: millers, audience: mediators}"),
    ("DT0211", "miller: {name: The miller, kind: person", "miller: {name: The miller, role: a hostage of the pass, kind: person"),
    ("DT0212", "kind: anonymous-group, of: lower}", "kind: anonymous-group, of: lower, members: [mayor]}"),
    ("DT0213", "said_on: 2024-02-27", "said_on: 2024-03-27"),
    ("DT0213", "on: 2024-02-29}\n  gazette", "on: 2024-03-29}\n  gazette"),
    ("DT0214", "between: [mayor-holds, elders-count]", "between: [mayor-holds]"),
    ("DT0214", "keeps: elders-count", "keeps: plan-water"),
    ("DT0214", "why: counted by hand", "why: counted by hand, withdrawn_on: 2024-03-01"),
    ("DT0215", "    act: red line\n", "    act: exclude\n"),
    ("DT0215", "    act: red line\n    says: not one goat before the water runs\n    terms: {goats: some}", "    act: exclude\n    says: all stands\n    terms: {goats: none, fence: standing}"),
    ("DT0301", "path: use-of-path}", "goats: all}"),
    ("DT0302", "terms: {fence: talks, goats: all, path: use-of-path}", "terms: {fence: talks, goats: all}"),
    ("DT0303", "held_by: [{actor: upper,", "held_by: [{actor: lower,"),
    ("DT0304", "speech: direct\n    grade: B3", "speech: direct"),
    ("DT0305", "says: wants water all day", "says: wants the regime gone"),
    ("DT0306", "speaks_for: [herdsmen, captive-goats]", "speaks_for: [captive-goats]"),
    ("DT0307", "    target: sharing\n", ""),
    ("DT0308", "id: mayor-wants-water", "id: c7\n    audience: mediators"),
    ("DT0309", "concerns: captive-goats", "concerns: captive-goats\n    defined_by: upper"),
]  # fmt: skip


def test_the_sample_is_sound_so_that_every_planted_fault_is_the_only_one() -> None:
    assert problems(samples.case()) == ()


@pytest.mark.parametrize(("code", "old", "new"), FAULTS)
def test_a_planted_fault_is_caught_by_its_own_rule(code: str, old: str, new: str) -> None:
    changes = [(old, new)]
    if old.startswith("terms: {fence: talks, goats"):
        changes.append(
            (
                "pledges:\n  pump: {gives: a new pump, by: district, conditions: {path: free-path}",
                "pledges:\n  pump: {gives: a new pump, by: district",
            )
        )
    if old == "path: use-of-path}":
        changes = [("terms: {fence: talks, goats: all, path: use-of-path}", "terms: {fence: talks, goats: all}")]
    found = problems(samples.case(*changes))
    assert code in {problem.code.id for problem in found}
    assert all(problem.says and problem.code.remedy for problem in found)


def test_every_rule_has_a_planted_fault() -> None:
    assert {rule.code.id for rule in (*check.RULES, *advice.RULES)} == {code for code, _, _ in FAULTS}


def test_a_quoted_loaded_word_is_the_speakers_own() -> None:
    assert problems(samples.case(("says: wants water all day", 'says: calls it a "regime"'))) == ()


def test_advice_does_not_refuse_a_case() -> None:
    found = problems(samples.case(("speech: direct\n    grade: B3", "speech: direct")))
    assert [problem.severity for problem in found] == [Severity.ADVICE]


def test_a_slip_is_met_with_a_suggestion() -> None:
    (problem,) = problems(samples.case(("by: mayor\n    act: demand", "by: mayer\n    act: demand")))
    assert problem.hint == "did you mean 'mayor'?"


def test_a_proposal_open_to_readers_who_may_see_no_claim_that_tells_of_it_is_a_problem() -> None:
    told = ("    scope: first\n    terms: {water: blank}", "    scope: second\n    terms: {fence")
    closed = [(each, f"    audience: lower\n{each}") for each in told]
    says = "not all readers of the proposal 'sharing' may see a claim that tells of it"
    assert says in [problem.says for problem in problems(samples.case(*closed))]
    assert says not in [problem.says for problem in problems(samples.case(closed[0]))]
