"""Contradictions stand side by side, one origin is one witness, and nothing is resolved silently."""

import samples
from detente.case.evidence import cautions, evidence
from detente.case.model import Case
from detente.case.readings import Clash, Conflict, readings, resolved


def conflict(case: Case, slug: str) -> Conflict | None:
    return next((each for each in readings(case).conflicts if each.id == slug), None)


def test_figures_that_cannot_both_hold_contradict() -> None:
    found = conflict(samples.case(), "figure-goats-taken")
    assert found is not None
    assert found.clash is Clash.CONTRADICTION
    assert [version.words for version in found.versions] == ["40", "more than 60"]
    assert [version.origins for version in found.versions] == [("radio",), ("gazette",)]


def test_figures_that_may_agree_do_not_contradict() -> None:
    assert conflict(samples.case(("goats-taken: more than 60", "goats-taken: about 42")), "figure-goats-taken") is None


def test_words_that_differ_are_a_tension_and_words_for_a_date_a_contradiction() -> None:
    found = conflict(samples.case(), "figure-mood")
    assert found is not None
    assert found.clash is Clash.TENSION
    dated = samples.case(
        ("mood: {title: Mood of the talks}", "mood: {title: Mood of the talks, unit: date}"),
        ("mood: no progress", "mood: 30 November"),
        ("mood: hopeful", "mood: 1 December"),
    )
    found = conflict(dated, "figure-mood")
    assert found is not None
    assert found.clash is Clash.CONTRADICTION


def test_an_open_disagreement_is_told_as_one() -> None:
    found = conflict(samples.case(), "disagreement-elders-count")
    assert found is not None
    assert found.clash is Clash.DISAGREEMENT


def test_accepting_and_rejecting_the_same_thing_contradict() -> None:
    later = """\
  - {id: mayor-yes, by: mayor, act: accept, says: takes the plan, target: sharing, setting: own words in public, source: {document: radio-evening}, grade: B3}
  - {id: mayor-no, by: [elders, mayor], act: reject, says: turned it down, target: sharing, setting: account by others, source: {document: gazette-1}, grade: D4}
"""
    found = conflict(samples.case(("  - id: plan-water\n", later + "  - id: plan-water\n")), "answer-upper-sharing")
    assert found is not None
    assert found.clash is Clash.CONTRADICTION


def test_two_editions_of_one_origin_are_one_witness() -> None:
    again = "source: [{document: radio-morning}, {document: radio-evening}]\n    grade: B3\n  - id: elders-count"
    case = samples.case(("source: {document: radio-morning}\n    grade: B3\n  - id: elders-count", again))
    found = conflict(case, "figure-goats-taken")
    assert found is not None
    assert found.versions[0].origins == ("radio",)
    (origin,) = readings(case).origins
    assert [(each.claim, each.retelling.drift) for each in origin.retold] == [("plan-water", "widened")]


def test_what_only_a_later_edition_has_is_named() -> None:
    case = samples.case(
        (
            "source: {document: radio-morning}\n    grade: B2\n  - id: mayor-willing",
            "source: {document: radio-evening}\n    grade: B2\n  - id: mayor-willing",
        )
    )
    (origin,) = readings(case).origins
    assert origin.only_in_one == ("miller-fence",)


def test_a_resolution_stands_beside_its_contradiction_and_can_be_taken_back() -> None:
    case = samples.case()
    found = conflict(case, "figure-goats-taken")
    assert found is not None
    signed = resolved(case, found)
    assert signed is not None
    assert (signed.by, signed.keeps) == ("A. Analyst", "elders-count")
    assert len(found.versions) == 2
    undone = samples.case(
        ("why: counted by hand", "why: counted by hand, withdrawn_on: 2024-03-01, withdrawn_by: A. Analyst")
    )
    reopened = conflict(undone, "figure-goats-taken")
    assert reopened is not None
    assert reopened.resolutions == ("goats",)
    assert resolved(undone, reopened) is None


def test_two_accounts_of_one_side_remain_two_and_are_a_possible_opening() -> None:
    found = readings(samples.case())
    pairs = {(strain.one, strain.other) for strain in found.strains}
    assert ("mayor-wants-water", "elders-on-mayor") in pairs
    assert ("mayor-line", "mayor-willing") in pairs


def test_red_lines_unsure_speakers_and_unstated_rules_are_choices_of_reading() -> None:
    ways = {choice.ways for choice in readings(samples.case()).choices}
    assert ("firm", "conditional", "posture") in ways
    assert ("leader", "majority", "unanimity", "vetoes") in ways
    assert ("The envoy", "the report itself") in ways


def test_unequal_evidence_is_said_aloud_in_the_same_words_for_each_side() -> None:
    upper, lower = evidence(samples.case())
    assert upper.quoted == ("mayor-wants-water",)
    assert upper.by_the_other_side == ("elders-on-mayor",)
    assert lower.quoted == ()
    assert "herdsmen-heard" in lower.paraphrased


def test_what_not_to_say_is_what_is_contested_leaked_or_single_sourced() -> None:
    found = {caution.reason.split()[0]: caution.claims for caution in cautions(samples.case())}
    assert found["contested,"] == ("mayor-holds", "elders-count")
    assert "elders-on-mayor" in found["one"]


def test_contradictions_come_first_and_tensions_last() -> None:
    order = [list(Clash).index(each.clash) for each in readings(samples.case()).conflicts]
    assert order == sorted(order)
    assert len(set(order)) == 3
