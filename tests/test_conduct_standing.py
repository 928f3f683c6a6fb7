"""Where duties stand: every state with what leads to it, powers and their limits, two clocks, and amounts apart."""

import csv
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import standing_oracle
from detente.conduct.evidence import Evidence
from detente.conduct.following import Following, standing
from detente.conduct.ledger import Entry, EntryKind, Ledger
from detente.conduct.legal import State
from ledgers import at, ledger, of, plan, said, state

DONE = "kind: verification result, on: {}, by: monitors, about: road, result: confirmed"
FOUND = "kind: finding, on: {}, by: monitors, about: road, finds: breach{}"


# The eleven transitions that Symboleo accepts, and what it lacks

BEFORE = ("calendar: {signature: 2024-03-01}", "calendar: {}")
SIGNED = "kind: signature, on: 2024-03-01, by: [north, south]"
TRANSITIONS = {
    ("Start", "trigerredUnconditional"): lambda: (
        state("road", "2024-02-28", SIGNED, text=plan(BEFORE)),
        state("road", "2024-03-01", SIGNED, text=plan(BEFORE)),
    ),
    ("Start", "trigerredConditional"): lambda: (
        state("bridge", "2024-02-28", SIGNED, text=plan(BEFORE)),
        state("bridge", "2024-03-01", SIGNED, text=plan(BEFORE)),
    ),
    ("Create", "activated"): lambda: (
        state("bridge", "2024-03-04"),
        state("bridge", "2024-03-05", DONE.format("2024-03-05")),
    ),
    ("Create", "expired"): lambda: (
        state("bridge", "2024-03-04"),
        state(
            "bridge", "2024-03-05", "kind: finding, on: 2024-03-05, by: monitors, about: road, rules_out: road.verified"
        ),
    ),
    ("InEffect", "discharged"): lambda: (
        state("road", "2024-03-04"),
        state("road", "2024-03-05", "kind: waiver, on: 2024-03-05, by: south, about: road"),
    ),
    ("InEffect", "suspended"): lambda: (
        state("road", "2024-03-04"),
        state("road", "2024-03-05", "kind: suspension, on: 2024-03-05, by: envoy, about: road"),
    ),
    ("InEffect", "fulfilled"): lambda: (
        state("road", "2024-03-04"),
        state("road", "2024-03-05", DONE.format("2024-03-05")),
    ),
    ("InEffect", "violated"): lambda: (
        state("quiet", "2024-03-04"),
        state("quiet", "2024-03-05", "kind: finding, on: 2024-03-05, by: monitors, about: quiet, finds: breach"),
    ),
    ("InEffect", "terminated"): lambda: (
        state("road", "2024-03-04"),
        state("road", "2024-03-05", "kind: termination, on: 2024-03-05, by: [north, south], about: road"),
    ),
    ("Suspension", "resumed"): lambda: (
        state("road", "2024-03-05", "kind: suspension, on: 2024-03-05, by: envoy, about: road"),
        state(
            "road",
            "2024-03-06",
            "kind: suspension, on: 2024-03-05, by: envoy, about: road",
            "kind: resumption, on: 2024-03-06, by: envoy, about: road",
        ),
    ),
    ("Suspension", "terminated"): lambda: (
        state("road", "2024-03-05", "kind: suspension, on: 2024-03-05, by: envoy, about: road"),
        state(
            "road",
            "2024-03-06",
            "kind: suspension, on: 2024-03-05, by: envoy, about: road",
            "kind: termination, on: 2024-03-06, by: [north, south], about: road",
        ),
    ),
}
THEIRS = {
    "Start": "DRAFT",
    "Create": "PENDING",
    "InEffect": "IN_FORCE",
    "Suspension": "SUSPENDED",
    "Fulfillment": "SATISFIED",
    "Violation": "BREACHED",
    "Discharge": ("LAPSED", "WAIVED", "EXCUSED", "SUPERSEDED"),
    "UnsuccessfulTermination": "TERMINATED",
}


@pytest.mark.known
def test_every_transition_that_symboleo_accepts_is_one_of_ours(known: Path) -> None:
    with (known / "symboleo_obligation_transitions" / "obligation_transitions.csv").open(encoding="utf-8") as file:
        rows = [row for row in csv.DictReader(file) if row["accepted"] == "true"]
    assert {(row["state"], row["event"]) for row in rows} == set(TRANSITIONS)
    for row in rows:
        before, after = TRANSITIONS[row["state"], row["event"]]()
        assert before in THEIRS[row["state"]]
        assert after in THEIRS[row["next_state"]]


@pytest.mark.parametrize("pair", TRANSITIONS, ids=" ".join)
def test_a_transition_leads_from_one_state_to_another(pair: tuple[str, str]) -> None:
    before, after = TRANSITIONS[pair]()
    assert before in THEIRS[pair[0]]
    assert before != after


def test_a_violation_is_not_the_end_of_a_duty() -> None:
    late = FOUND.format("2024-03-14", ", cure_by: 2024-03-20")
    assert state("road", "2024-03-13") == "IN_FORCE"
    assert state("road", "2024-03-14") == "OVERDUE"
    assert state("road", "2024-03-14", late) == state("road", "2024-03-20", late) == "CURING"
    assert state("road", "2024-03-21", late) == "UNCURED"
    assert state("road", "2024-03-19", late, DONE.format("2024-03-19")) == "CURED"
    assert state("road", "2024-03-25", late, DONE.format("2024-03-25")) == "CURED"
    assert state("road", "2024-03-14", FOUND.format("2024-03-14", "")) == "BREACHED"


def test_overdue_is_worked_out_and_a_breach_only_follows_a_finding_of_who_may() -> None:
    assert state("road", "2024-12-31") == "OVERDUE"
    theirs = "kind: finding, on: 2024-03-14, by: south, about: road, finds: breach"
    found = of("road", "2024-03-15", theirs)
    assert found.state is State.OVERDUE
    assert "it is for envoy or monitors to rule on, not for south [a]" in said(found)


def test_a_breach_is_not_found_before_anything_is_overdue() -> None:
    found = of("road", "2024-03-08", FOUND.format("2024-03-08", ""))
    assert found.state is State.IN_FORCE
    assert "'road' was not overdue, and no incident is named" in said(found)


def test_an_attribution_takes_a_persons_name_and_evidence() -> None:
    bare = FOUND.format("2024-03-14", ", attributed_to: north")
    found = of("road", "2024-03-14", bare)
    assert found.state is State.BREACHED
    assert "the attribution to north lacks a person's name and does not count [a]" in said(found)
    assert "attributed to north" not in said(found).replace("the attribution to north", "")
    signed = bare + f", signed: Head of the monitors, evidence: {'ab' * 32}"
    assert "a breach was found on 2024-03-14 by monitors, attributed to north [a]" in said(
        of("road", "2024-03-14", signed)
    )


def test_a_ruling_gives_time_for_cure_or_settles() -> None:
    late = FOUND.format("2024-03-14", "")
    time = "kind: resolution, on: 2024-03-15, by: envoy, about: road, of: a, cure_by: 2024-03-18"
    assert state("road", "2024-03-15", late, time) == "CURING"
    assert state("road", "2024-03-19", late, time) == "UNCURED"
    assert (
        state("road", "2024-03-15", late, "kind: resolution, on: 2024-03-15, by: envoy, about: road, of: a") == "CURED"
    )
    lifted = "kind: finding, on: 2024-03-16, by: envoy, about: road, of: a, finds: no breach"
    assert state("road", "2024-03-16", late, lifted) == "OVERDUE"


# Lasting duties


def test_a_lasting_duty_is_breached_by_an_incident_and_goes_on() -> None:
    shot = "kind: incident, on: 2024-03-05, by: north, about: quiet, says: shots were heard"
    found = "kind: finding, on: 2024-03-07, by: monitors, about: quiet, of: a, finds: breach, gravity: minor"
    held = "kind: verification result, on: 2024-03-09, by: monitors, about: quiet, result: confirmed"
    assert state("quiet", "2024-03-06", shot) == "IN_FORCE"
    assert state("quiet", "2024-03-07", shot, found) == "BREACHED"
    assert state("quiet", "2024-03-09", shot, found, held) == "CURED"
    assert state("quiet", "2024-04-30", shot, found) == "BREACHED"
    assert state("quiet", "2024-04-30", shot) == "SATISFIED"
    assert dict(of("quiet", "2024-03-06", shot).evidence) == {"a": Evidence.CLAIMED}
    assert dict(of("quiet", "2024-03-07", shot, found).evidence)["a"] is Evidence.CONFIRMED


def test_a_rate_is_kept_day_by_day() -> None:
    counts = [
        f"kind: verification result, on: 2024-03-{day:02}, by: monitors, about: trucks, result: confirmed, amount: {count}"
        for day, count in ((1, 10), (2, 12), (3, 7))
    ]
    assert state("trucks", "2024-03-03", *counts) == "IN_FORCE"
    found = of("trucks", "2024-03-04", *counts)
    assert found.state is State.OVERDUE
    assert "less than 10 was accepted for 2024-03-03" in said(found)
    more = "kind: verification result, on: 2024-03-03, known: 2024-03-06, by: monitors, about: trucks, result: confirmed, amount: 3"
    assert state("trucks", "2024-03-04", *counts, more, known="2024-03-04") == "OVERDUE"
    assert state("trucks", "2024-03-04", *counts, more) == "IN_FORCE"
    pause = "kind: suspension, on: 2024-03-03, by: envoy, about: trucks, days: 2 days"
    assert state("trucks", "2024-03-05", *counts, pause) == "IN_FORCE"


# Parts and amounts


def test_claimed_verified_and_disputed_amounts_stay_apart() -> None:
    told = (
        "kind: claim of performance, on: 2024-03-03, by: south, about: grain, amount: 45",
        "kind: verification result, on: 2024-03-04, by: monitors, about: grain, of: a, result: confirmed, amount: 40",
        "kind: dispute, on: 2024-03-05, by: north, about: grain, of: b, amount: 6",
    )
    found = of("grain", "2024-03-06", *told)
    assert [each.words for each in (found.claimed, found.verified, found.disputed)] == ["45", "40", "6"]
    assert found.partial == (40, 100)
    assert dict(found.evidence) == {"a": Evidence.CONTESTED}
    assert found.due == date(2024, 3, 21)
    settled = of("grain", "2024-03-06", *told, "kind: resolution, on: 2024-03-06, by: monitors, of: c")
    assert dict(settled.evidence) == {"a": Evidence.RESOLVED}
    assert settled.disputed.words == "none"
    assert settled.verified.words == "40"


def test_a_part_that_is_short_is_overdue_and_so_is_the_next_after_its_grace() -> None:
    first = "kind: verification result, on: 2024-03-05, by: monitors, about: grain, result: confirmed, amount: {}"
    assert state("grain", "2024-03-06", first.format(39)) == "IN_FORCE"
    assert state("grain", "2024-03-07", first.format(39)) == "OVERDUE"
    assert state("grain", "2024-03-07", first.format(40)) == "IN_FORCE"
    assert state("grain", "2024-03-22", first.format(99)) == "IN_FORCE"
    assert state("grain", "2024-03-23", first.format(99)) == "OVERDUE"
    assert state("grain", "2024-03-23", first.format(100)) == "SATISFIED"


def test_a_total_takes_the_place_of_what_was_told_and_an_amount_comes_on_top() -> None:
    line = "kind: verification result, on: 2024-03-{}, by: monitors, about: grain, result: confirmed, {}"
    told = (line.format("03", "amount: 20"), line.format("05", "total: 50"), line.format("06", "amount: 7"))
    assert of("grain", "2024-03-06", *told).verified.words == "57"
    late = line.format("04", "amount: 9") + ", known: 2024-03-10"
    assert of("grain", "2024-03-06", *told, late).verified.words == "57"
    assert of("grain", "2024-03-04", *told, late).verified.words == "29"


def test_vague_amounts_stay_vague() -> None:
    found = of(
        "grain", "2024-03-06", "kind: claim of performance, on: 2024-03-03, by: south, about: grain, amount: dozens"
    )
    assert (found.claimed.words, found.claimed.bounds) == ("dozens", "24 to 99")
    sure = of(
        "grain",
        "2024-03-06",
        "kind: verification result, on: 2024-03-03, by: monitors, about: grain, result: confirmed, amount: about 100",
    )
    assert sure.state is State.IN_FORCE
    assert sure.partial == (90, 100)


def test_a_verifier_may_take_a_part_for_the_whole_and_take_it_back() -> None:
    whole = (
        "kind: verification result, on: 2024-03-05, by: monitors, about: grain, result: confirmed in full, amount: 95"
    )
    assert state("grain", "2024-03-05", whole) == "SATISFIED"
    part = whole.replace("in full", "in part")
    assert state("grain", "2024-03-05", part) == "IN_FORCE"
    back = "kind: verification result, on: 2024-03-07, by: monitors, about: grain, of: a, result: refuted"
    assert state("grain", "2024-03-07", whole, back) == "OVERDUE"
    assert of("grain", "2024-03-07", whole, back).verified.words == "none"


@pytest.mark.parametrize(
    ("result", "stands"),
    [
        ("under verification", "UNDER_VERIFICATION"),
        ("confirmed", "CONFIRMED"),
        ("refuted", "REFUTED"),
        ("inconclusive", "INCONCLUSIVE"),
        ("not observable", "NOT_OBSERVABLE"),
    ],
)
def test_each_result_moves_the_claim_it_answers(result: str, stands: str) -> None:
    claim = "kind: claim of performance, on: 2024-03-03, by: north, about: road"
    answer = f"kind: verification result, on: 2024-03-04, by: monitors, about: road, result: {result}"
    assert dict(of("road", "2024-03-04", claim, answer).evidence) == {"a": Evidence[stands]}
    assert state("road", "2024-03-04", claim, answer) == ("SATISFIED" if result == "confirmed" else "IN_FORCE")


def test_denied_access_leaves_a_claim_not_observable_and_says_who_denied_it() -> None:
    claim = "kind: claim of performance, on: 2024-03-03, by: north, about: road"
    denied = "kind: denial of access, on: 2024-03-04, by: monitors, about: road, denied_by: north"
    found = of("road", "2024-03-04", claim, denied)
    assert dict(found.evidence) == {"a": Evidence.NOT_OBSERVABLE}
    assert "access was denied by north on 2024-03-04 [b]" in said(found)


def test_who_is_not_the_verifier_verifies_nothing() -> None:
    found = of(
        "road", "2024-03-05", "kind: verification result, on: 2024-03-05, by: south, about: road, result: confirmed"
    )
    assert found.state is State.IN_FORCE
    assert "has no effect: it is monitors's to verify, not south [a]" in said(found).replace("south's", "south")
    alone = of(
        "water", "2024-03-05", "kind: verification result, on: 2024-03-05, by: north, about: water, result: confirmed"
    )
    assert "a debtor cannot verify its own performance" in said(alone)


# Powers


def test_an_extension_within_its_cap_moves_what_is_due_and_one_beyond_does_nothing() -> None:
    line = "kind: extension, on: 2024-03-05, by: {}, about: road, days: {} days"
    assert of("road", "2024-03-05", line.format("envoy", 4)).due == date(2024, 3, 15)
    beyond = of("road", "2024-03-05", line.format("envoy", 8))
    assert beyond.due == date(2024, 3, 11)
    assert "'longer' reaches 7 days at most, and this is 8 [a]" in said(beyond)
    again = of("road", "2024-03-06", line.format("envoy", 4), line.format("envoy", 4))
    assert again.due == date(2024, 3, 15)
    assert "this is 4 after 4 used before" in said(again)
    assert "no power of the plan lets north extend 'road'" in said(of("road", "2024-03-05", line.format("north", 4)))
    assert "'put-off' is a power to suspend, not to extend" in said(
        of("road", "2024-03-05", line.format("envoy", 4) + ", power: put-off")
    )
    assert "'longer' is envoy's to use, not south's" in said(
        of("road", "2024-03-05", line.format("south", 4) + ", power: longer")
    )
    assert "'longer' does not reach 'grain'" in said(
        of("grain", "2024-03-05", line.format("envoy", 4).replace("road", "grain") + ", power: longer")
    )
    assert of("road", "2024-03-05", line.format("[north, south]", 40)).due == date(2024, 4, 20)


def test_prolonging_a_phase_moves_its_end_and_what_lasts_with_it() -> None:
    line = "kind: extension, on: 2024-03-20, by: envoy, about: halt, days: 5 days"
    assert of("quiet", "2024-03-21", line).due == date(2024, 4, 5)
    assert of("quiet", "2024-03-21").due == date(2024, 3, 31)
    beyond = at("2024-03-21", line.replace("5 days", "9 days"))
    assert [str(each) for each in beyond.notes] == [
        "extension of 2024-03-20 has no effect: 'longer' reaches 7 days at most, and this is 9 [a]"
    ]


def test_notice_is_counted_from_the_day_it_was_given() -> None:
    line = "kind: excuse, on: 2024-03-05, by: envoy, about: road, until: 2024-03-20"
    assert "'let-off' takes 2 days of notice, and 0 were given" in said(of("road", "2024-03-05", line))
    given = of("road", "2024-03-05", line + ", noticed: 2024-03-03")
    assert (given.state, given.due) == (State.EXCUSED, date(2024, 3, 20))
    assert state("road", "2024-03-22", line + ", noticed: 2024-03-03") == "IN_FORCE"
    assert state("road", "2024-03-23", line + ", noticed: 2024-03-03") == "OVERDUE"


def test_a_condition_on_a_power_is_held_against_the_standing_of_its_day() -> None:
    line = "kind: termination, on: 2024-03-21, by: envoy, about: bridge"
    assert "'end-it' may be used once road is uncured; it was overdue" in said(of("bridge", "2024-03-21", line))
    late = FOUND.format("2024-03-14", ", cure_by: 2024-03-20")
    assert state("bridge", "2024-03-21", late, line) == "TERMINATED"
    assert "whether after a breach is for a person to say" in said(
        of(
            "grain",
            "2024-03-05",
            "kind: suspension, on: 2024-03-05, by: south, about: grain, power: answer, days: 3 days",
        )
    )


def test_what_must_last_cannot_be_suspended_or_ended() -> None:
    stop = "kind: suspension, on: 2024-03-05, by: {}, about: water, days: 3 days"
    for who in ("envoy", "south", "[north, south]"):
        assert "'water' may never be suspended or ended" in said(of("water", "2024-03-06", stop.format(who)))
    end = "kind: termination, on: 2024-03-05, by: [north, south]"
    ended = at("2024-03-06", end)
    assert ended.of("no-harm").state is State.IN_FORCE
    assert ended.of("water").state is State.IN_FORCE
    assert ended.of("road").state is State.TERMINATED
    assert "'no-harm' outlives the plan's end" in said(ended.of("no-harm"))
    assert "outlives" in said(of("no-harm", "2024-03-06", "kind: waiver, on: 2024-03-05, by: south, about: no-harm"))


def test_a_countermeasure_answers_a_breach_that_was_found_and_within_its_exchange() -> None:
    line = "kind: suspension, on: 2024-03-15, by: south, about: {}, power: answer, answers: road, days: 3 days"
    assert "it answers a breach of 'road', and none was found" in said(of("grain", "2024-03-15", line.format("grain")))
    late = FOUND.format("2024-03-14", "")
    assert state("grain", "2024-03-15", late, line.format("grain")) == "SUSPENDED"
    assert "'trucks' is not given against 'road', which is breached" in said(
        of("trucks", "2024-03-15", late, line.format("trucks"))
    )


def test_nothing_is_overdue_while_suspended_and_a_clock_that_stops_moves_on() -> None:
    stop = "kind: suspension, on: 2024-03-06, by: envoy, about: {}, days: 4 days"
    assert of("road", "2024-03-10", stop.format("road")).due == date(2024, 3, 15)
    assert state("road", "2024-03-09", stop.format("road")) == "SUSPENDED"
    assert state("road", "2024-03-17", stop.format("road")) == "IN_FORCE"
    assert state("road", "2024-03-18", stop.format("road")) == "OVERDUE"
    stop = stop.replace("2024-03-06", "2024-03-04")
    assert state("grain", "2024-03-07", stop.format("grain")) == "SUSPENDED"
    assert state("grain", "2024-03-08", stop.format("grain")) == "OVERDUE"


def test_a_suspension_without_a_length_ends_with_its_power() -> None:
    stop = "kind: suspension, on: 2024-03-06, by: envoy, about: road"
    assert state("road", "2024-03-15", stop) == "SUSPENDED"
    assert state("road", "2024-03-16", stop) == "IN_FORCE"


def test_a_duty_may_be_replaced_or_waived_but_not_once_it_is_kept() -> None:
    swap = "kind: substitution, on: 2024-03-05, by: envoy, about: road, replaced_by: salt"
    assert state("road", "2024-03-05", swap) == "SUPERSEDED"
    kept = DONE.format("2024-03-04")
    assert state("road", "2024-03-05", kept, swap) == "SATISFIED"


# Conditions and branches


def test_a_condition_with_a_choice_waits_for_one_and_lapses_when_all_are_lost() -> None:
    assert state("market", "2024-03-05") == "PENDING"
    assert "waits for bridge.done or fair.done" in said(of("market", "2024-03-05"))
    crossed = "kind: verification result, on: 2024-03-06, by: monitors, about: bridge, result: confirmed"
    assert state("market", "2024-03-06", crossed) == "IN_FORCE"
    fast = "kind: report, on: 2024-03-05, by: envoy, scenario: fast"
    assert state("fair", "2024-03-06", fast) == "LAPSED"
    assert state("market", "2024-03-06", fast) == "PENDING"
    gone = "kind: finding, on: 2024-03-06, by: monitors, about: bridge, rules_out: bridge.done"
    assert state("market", "2024-03-06", fast, gone) == "LAPSED"
    assert state("fair", "2024-03-06", "kind: report, on: 2024-03-05, by: envoy, scenario: feast") == "IN_FORCE"


def test_what_comes_into_force_late_is_not_due_before_it_does() -> None:
    line = "kind: verification result, on: 2024-04-10, by: monitors, about: bridge, result: confirmed"
    assert of("market", "2024-04-10", line).due == date(2024, 4, 10)
    assert state("market", "2024-04-10", line) == "IN_FORCE"
    assert state("market", "2024-04-11", line) == "OVERDUE"


def test_a_due_day_counts_from_what_actually_came_about() -> None:
    assert of("bridge", "2024-03-05").due is None
    assert of("bridge", "2024-03-06", DONE.format("2024-03-06")).due == date(2024, 3, 11)
    moved = "kind: report, on: 2024-03-04, by: envoy, moment: halt.begins"
    assert of("quiet", "2024-03-05", moved).due == date(2024, 4, 3)


def test_a_plan_is_signed_when_the_last_party_signs() -> None:
    unsigned = plan(BEFORE)
    north, south = "kind: signature, on: 2024-03-02, by: north", "kind: signature, on: 2024-03-04, by: south"
    assert state("road", "2024-03-03", north, south, text=unsigned) == "DRAFT"
    assert of("road", "2024-03-04", north, south, text=unsigned).due == date(2024, 3, 14)
    assert state("road", "2024-12-01", north, text=unsigned) == "DRAFT"
    assert state("road", "2024-03-02", "kind: signature, on: 2024-03-02, by: envoy", text=unsigned) == "IN_FORCE"


def test_a_day_without_work_rolls_on_before_grace_is_added() -> None:
    rolling = plan(
        (
            "calendar: {signature: 2024-03-01}",
            "calendar: {signature: 2024-03-01, roll: next working day, rest_days: [monday]}",
        )
    )
    assert of("road", "2024-03-05", text=rolling).due == date(2024, 3, 12)
    assert state("road", "2024-03-14", text=rolling) == "IN_FORCE"
    assert state("road", "2024-03-15", text=rolling) == "OVERDUE"


# Two clocks


def test_a_late_report_changes_the_past_as_known_later_and_both_views_stay() -> None:
    late = DONE.format("2024-03-08") + ", known: 2024-03-20"
    assert state("road", "2024-03-15", late, known="2024-03-15") == "OVERDUE"
    assert state("road", "2024-03-15", late, known="2024-03-20") == "SATISFIED"
    assert state("road", "2024-03-15", late) == "SATISFIED"


def test_a_correction_adds_and_rewrites_nothing() -> None:
    told = "kind: verification result, on: 2024-03-04, by: monitors, about: grain, result: confirmed, amount: 50"
    mend = "kind: correction, known: 2024-03-08, by: monitors, of: a, reads: {amount: 30}"
    assert of("grain", "2024-03-05", told, mend, known="2024-03-07").verified.words == "50"
    assert of("grain", "2024-03-05", told, mend, known="2024-03-08").verified.words == "30"
    back = "kind: correction, known: 2024-03-09, by: monitors, of: b, withdraws: yes"
    assert of("grain", "2024-03-05", told, mend, back).verified.words == "50"
    gone = "kind: correction, known: 2024-03-09, by: monitors, of: a, withdraws: yes"
    assert of("grain", "2024-03-05", told, gone).verified.words == "none"
    assert len(ledger(told, mend, back)) == 3


def test_nobody_corrects_what_another_entered() -> None:
    told = "kind: verification result, on: 2024-03-04, by: monitors, about: grain, result: confirmed, amount: 50"
    theirs = "kind: correction, known: 2024-03-08, by: south, of: a, reads: {amount: 100}"
    found = at("2024-03-09", told, theirs)
    assert found.of("grain").verified.words == "50"
    assert "'a' is monitors's to correct, not south's; it can be disputed [b]" in str(found.notes[0])


def test_an_act_stays_judged_by_what_stood_on_its_own_day() -> None:
    """The finding of 14 March stands, though the phase and the day were moved after it."""
    late = FOUND.format("2024-03-14", "")
    longer = "kind: extension, on: 2024-03-16, by: envoy, about: road, days: 7 days"
    assert state("road", "2024-03-17", late, longer) == "BREACHED"
    refuted = (
        "kind: claim of performance, on: 2024-03-05, by: north, about: road",
        "kind: verification result, on: 2024-03-06, by: monitors, about: road, of: a, result: confirmed",
        "kind: waiver, on: 2024-03-07, by: south, about: road",
        "kind: verification result, on: 2024-03-08, by: monitors, about: road, of: a, result: refuted",
    )
    assert state("road", "2024-03-08", *refuted) == "IN_FORCE"


# Laws


@given(st.integers(0, 400), st.integers(0, 75), st.integers(0, 30))
@settings(max_examples=150)
def test_standings_are_those_of_a_reading_day_by_day(seed: int, day: int, later: int) -> None:
    text, record = standing_oracle.drawn(seed)
    on = standing_oracle.SIGNED + day * standing_oracle.DAY
    assert standing_oracle.differences(text, record, on, on + later * standing_oracle.DAY) == []


@given(st.integers(0, 400), st.lists(st.integers(0, 12), min_size=1, max_size=6))
@settings(max_examples=60)
def test_following_day_by_day_gives_what_a_fold_from_the_start_gives(seed: int, steps: list[int]) -> None:
    text, record = standing_oracle.drawn(seed)
    following, day = Following(text, record), standing_oracle.SIGNED
    for step in steps:
        day += step * standing_oracle.DAY
        assert following.at(day, day) == standing(text, record, day, day)


@given(st.integers(0, 400), st.randoms())
@settings(max_examples=40)
def test_the_order_in_which_entries_are_written_down_changes_nothing(seed: int, rng: object) -> None:
    text, record = standing_oracle.drawn(seed)
    entries = list(record.entries)
    rng.shuffle(entries)  # type: ignore[attr-defined]
    end = standing_oracle.SIGNED + 60 * standing_oracle.DAY
    assert standing(text, Ledger("run", tuple(entries)), end, end) == standing(text, record, end, end)


@given(st.integers(0, 400), st.integers(0, 60))
@settings(max_examples=40)
def test_what_is_known_later_leaves_the_earlier_view_as_it_was(seed: int, day: int) -> None:
    text, record = standing_oracle.drawn(seed)
    on = standing_oracle.SIGNED + day * standing_oracle.DAY
    then = Ledger("run", tuple(each for each in record.entries if each.known.date() <= on))
    assert standing(text, record, on, on) == standing(text, then, on, on)


@given(st.integers(0, 300))
@settings(max_examples=30)
def test_a_breach_never_stands_without_a_finding_on_record(seed: int) -> None:
    text, record = standing_oracle.drawn(seed)
    bare = Ledger("run", tuple(each for each in record.entries if each.kind is not EntryKind.FINDING))
    found = standing(text, bare, standing_oracle.SIGNED + 70 * standing_oracle.DAY)
    assert not {each.state for each in found.each} & {State.BREACHED, State.CURING, State.CURED, State.UNCURED}


def test_a_seal_tells_one_content_from_another() -> None:
    one, other = (ledger(DONE.format("2024-03-05")).entries[0] for _ in (1, 2))
    assert one.seal == other.seal
    assert one.seal != ledger(DONE.format("2024-03-06")).entries[0].seal
    assert isinstance(one, Entry)
