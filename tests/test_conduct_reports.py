"""What is made of standings and entries: incidents, the matrix, the daily report, whose move it is, exchanges, audiences."""

import re
from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

import plan90
from detente.conduct.audience import as_seen_by
from detente.conduct.daily import daily
from detente.conduct.following import standing
from detente.conduct.incidents import incidents, now
from detente.conduct.ledger import EntryKind, Stage
from detente.conduct.legal import State
from detente.conduct.matrix import aggregate, matrix
from detente.conduct.moves import due_within, moves, owed, owed_by, owed_to
from detente.conduct.reconciliation import categories, reconciled
from detente.conduct.sealing import version
from detente.formats.icalendar import due_days
from ledgers import at, ledger, plan

# Incidents

SHOTS = (
    "kind: incident, on: 2024-03-05, by: north, about: quiet, happened: yes, against: quiet, attributed_to: south",
    "kind: report, on: 2024-03-06, by: monitors, of: a, stage: preliminary, happened: yes, says: spent rounds at the post",
    "kind: report, on: 2024-03-08, by: monitors, of: a, stage: investigation, intent: not deliberate",
    "kind: finding, on: 2024-03-10, by: monitors, about: quiet, of: a, finds: breach, against: quiet",
    "kind: resolution, on: 2024-03-12, by: envoy, of: d, stage: board, intent: unclear",
    "kind: report, on: 2024-03-20, by: monitors, of: e, stage: follow-up",
)


def test_an_incident_goes_from_allegation_to_follow_up() -> None:
    told = ledger(*SHOTS)
    (found,) = incidents(told, date(2024, 3, 31))
    assert [stage for stage, _ in found.history] == list(Stage)
    assert [incidents(told, date(2024, 3, day))[0].stage for day in (5, 7, 9, 11, 13, 20)] == list(Stage)
    assert incidents(told, date(2024, 3, 4)) == ()


def test_what_happened_against_what_by_whom_and_why_are_told_apart() -> None:
    (found,) = incidents(ledger(*SHOTS), date(2024, 3, 31))
    last = [now(each) for each in (found.happened, found.against, found.by_whom, found.intent)]
    assert [each and (each.says, each.entry, each.stage.value) for each in last] == [
        ("yes", "b", "preliminary"),
        ("quiet", "d", "finding"),
        ("south", "a", "allegation"),
        ("unclear", "e", "board"),
    ]


def test_an_attribution_counts_only_where_a_person_answers_for_it() -> None:
    (found,) = incidents(ledger(*SHOTS), date(2024, 3, 31))
    assert [each.counts for each in found.by_whom] == [False]
    signed = f"kind: report, on: 2024-03-09, by: monitors, of: a, attributed_to: north, signed: Head of the monitors, evidence: {'0' * 64}"
    (found,) = incidents(ledger(*SHOTS, signed), date(2024, 3, 31))
    last = now(found.by_whom)
    assert last is not None
    assert (last.says, last.counts) == ("north", True)


# The matrix


def test_the_matrix_is_the_sum_over_three_times_its_base() -> None:
    standings = at(
        "2024-03-08",
        "kind: verification result, on: 2024-03-05, by: monitors, about: road, result: confirmed",
        "kind: verification result, on: 2024-03-05, by: monitors, about: grain, result: confirmed, amount: 50",
        "kind: claim of performance, on: 2024-03-05, by: north, about: salt, amount: 5",
        "kind: waiver, on: 2024-03-06, by: south, about: water",
        "kind: waiver, on: 2024-03-06, by: [north, south], about: market",
        "kind: report, on: 2024-03-06, by: envoy, scenario: fast",
    )
    found = matrix(standings.each)
    scores = {cell.obligation: cell.score for cell in found.cells}
    assert scores == {
        "road": 3,
        "bridge": 0,
        "grain": 2,
        "salt": 1,
        "quiet": 1,
        "trucks": 1,
        "water": 1,
        "no-harm": 1,
        "market": None,
        "fair": None,
    }
    assert found.left_out == ("market", "fair")
    assert (found.aggregate.total, found.aggregate.base) == (10, 8)
    assert found.aggregate.share == Fraction(10, 24)
    assert str(found.aggregate) == "42% (10 of 24, 8 duties)"


def test_an_aggregate_of_a_status_table() -> None:
    """A table of 51 provisions, scored as yearly reports on accords score them: 32 in full, 12, 5 and 2 below."""
    table = [3] * 32 + [2] * 12 + [1] * 5 + [0] * 2
    assert aggregate(table).share == Fraction(125, 153)
    assert str(aggregate([])) == "nothing to count"
    with pytest.raises(ValueError, match="between 0 and 3"):
        aggregate([4])


@given(st.lists(st.integers(0, 3), min_size=1))
def test_an_aggregate_lies_between_nothing_and_all(scores: list[int]) -> None:
    share = aggregate(scores).share
    assert share is not None
    assert 0 <= share <= 1
    assert aggregate([*scores, *scores]).share == share


# The daily report


def test_the_daily_report_counts_against_the_window_before_and_lists_denials() -> None:
    told = ledger(
        "kind: incident, on: 2024-03-05, by: north, about: quiet",
        "kind: incident, on: 2024-03-06, by: north, about: quiet",
        "kind: incident, on: 2024-03-06, by: south, about: water",
        "kind: denial of access, on: 2024-03-06, by: monitors, about: road, denied_by: north",
        "kind: claim of performance, on: 2024-03-03, known: 2024-03-06 09:00, by: north, about: road",
        "kind: incident, on: 2024-03-06, known: 2024-03-07, by: south, about: water",
    )
    found = daily(plan(), told, date(2024, 3, 6))
    assert (found.first, found.last, found.cut_off) == (date(2024, 3, 6),) * 3
    assert {each.kind: (each.now, each.before) for each in found.counts} == {
        EntryKind.INCIDENT: (2, 1),
        EntryKind.DENIAL: (1, 0),
    }
    assert [each.denied_by for each in found.denials] == ["north"]
    assert [each.id for each in found.late] == ["e"]
    later = daily(plan(), told, date(2024, 3, 6), cut_off=date(2024, 3, 7))
    assert {each.kind: each.now for each in later.counts}[EntryKind.INCIDENT] == 3


def test_the_daily_report_names_the_duties_whose_state_changed() -> None:
    told = ledger("kind: finding, on: 2024-03-14, by: monitors, about: road, finds: breach")
    found = daily(plan(), told, date(2024, 3, 14))
    assert [(each.obligation, each.before, each.now) for each in found.changes] == [
        ("road", State.IN_FORCE, State.BREACHED)
    ]
    week = daily(plan(), told, date(2024, 3, 14), days=7)
    assert week.first == date(2024, 3, 8)


# Who owes what, and whose move it is


def test_what_each_side_owes_and_what_is_due_soon() -> None:
    standings = at(
        "2024-03-08",
        "kind: verification result, on: 2024-03-05, by: monitors, about: grain, result: confirmed, amount: 40",
    )
    debts = owed(standings.each)
    grain = next(each for each in debts if each.obligation == "grain")
    assert (grain.remaining, grain.due, grain.unit) == (60, date(2024, 3, 21), "sack")
    assert {each.obligation for each in owed_by(debts, "south")} == {"grain", "quiet"}
    assert {each.obligation for each in owed_to(debts, "south")} == {"road", "salt", "trucks", "water", "no-harm"}
    soon = due_within(standings.each, date(2024, 3, 8), 13)
    assert [(each.id, each.due) for each in soon] == [("road", date(2024, 3, 11)), ("grain", date(2024, 3, 21))]


def test_whose_move_it_is() -> None:
    standings = at(
        "2024-03-08",
        "kind: claim of performance, on: 2024-03-05, by: north, about: road",
        "kind: claim of performance, on: 2024-03-05, by: south, about: grain, amount: 40",
        "kind: dispute, on: 2024-03-06, by: north, about: grain, of: b",
    )
    found = {(each.obligation, each.what): (each.whose, each.claims) for each in moves(plan(), standings.each)}
    assert found["road", "verify"] == ("monitors", ("a",))
    assert ("road", "perform") not in found
    assert found["grain", "rule on"] == ("monitors", ("b",))
    assert found["salt", "perform"] == ("north", ())


def test_what_is_owed_makes_a_feed_for_calendars() -> None:
    text = due_days(at("2024-03-08"))
    assert text == due_days(at("2024-03-08"))
    days = dict(re.findall(r"SUMMARY:(\S+): [\w ]+\r\nDTSTART;VALUE=DATE:(\d+)", text))
    assert (days["road"], days["grain"]) == ("20240311", "20240306")


# Exchanges


def test_an_exchange_is_held_against_its_key() -> None:
    line = "kind: verification result, on: 2024-03-05, by: monitors, about: {}, result: confirmed, amount: {}"
    (found,) = reconciled(at("2024-03-06", line.format("grain", 40), line.format("salt", 15)))
    assert [each.words for each in (found.expected, found.delivered, found.short, found.over)] == [
        "20",
        "15",
        "5",
        "none",
    ]
    (found,) = reconciled(at("2024-03-06", line.format("grain", "40 to 50"), line.format("salt", 22)))
    assert [each.bounds for each in (found.expected, found.short, found.over)] == ["20 to 25", "0 to 3", "0 to 2"]
    claimed = "kind: claim of performance, on: 2024-03-05, by: south, about: grain, amount: 60"
    (found,) = reconciled(at("2024-03-06", claimed), claimed=True)
    assert found.short.words == "30"


def test_categories_count_what_each_kind_of_entry_tells() -> None:
    found = categories(
        ledger(
            "kind: report, on: 2024-03-05, by: envoy, amount: 12, category: children",
            "kind: report, on: 2024-03-06, by: envoy, amount: 3, category: children",
            "kind: verification result, on: 2024-03-06, by: monitors, about: grain, result: confirmed, amount: 9, category: rye",
        ),
        date(2024, 3, 6),
    )
    assert [(each.category, each.claimed.words, each.verified.words, each.reported.words) for each in found] == [
        ("children", "none", "none", "15"),
        ("rye", "none", "9", "none"),
    ]


# Versions


def test_past_days_keep_the_text_they_had() -> None:
    first = plan()
    second = replace(plan(("done: {signature: within 10 days}", "done: {signature: within 20 days}")), id="valleys-2")
    line = "kind: amendment, on: 2024-03-12, known: 2024-03-13, by: [north, south], plan: valleys-2"
    told = replace(ledger(line), versions=(second,))
    day = date(2024, 3, 14)
    assert standing(first, told, day, date(2024, 3, 12)).of("road").state is State.OVERDUE
    now_known = standing(first, told, day)
    assert now_known.of("road").due == date(2024, 3, 21)
    assert now_known.version == version(second)
    assert standing(first, told, date(2024, 3, 11)).version == version(first)
    by_hash = replace(ledger(line.replace("valleys-2", version(second)[:12])), versions=(second,))
    assert standing(first, by_hash, day).of("road").due == date(2024, 3, 21)


def test_an_amendment_takes_all_parties() -> None:
    second = replace(plan(("done: {signature: within 10 days}", "done: {signature: within 20 days}")), id="valleys-2")
    told = replace(ledger("kind: amendment, on: 2024-03-12, by: north, plan: valleys-2"), versions=(second,))
    found = standing(plan(), told, date(2024, 3, 14))
    assert found.of("road").due == date(2024, 3, 11)
    assert "south did not agree to it [a]" in str(found.notes[0])


def test_a_duty_that_a_text_drops_is_superseded_unless_it_was_kept() -> None:
    first = plan()
    kept = tuple(each for each in first.obligations if each.id not in ("salt", "grain"))
    second = replace(first, id="valleys-2", obligations=kept, keys=())
    lines = (
        "kind: amendment, on: 2024-03-12, by: [north, south], plan: valleys-2",
        "kind: verification result, on: 2024-03-05, by: monitors, about: grain, result: confirmed, amount: 100",
    )
    found = standing(first, replace(ledger(*lines), versions=(second,)), date(2024, 3, 20))
    assert found.of("salt").state is State.SUPERSEDED
    assert found.of("grain").state is State.SATISFIED
    assert "the text in force since 2024-03-12 no longer has it [a]" in [str(each) for each in found.of("salt").reasons]


# Audiences


def test_an_audience_sees_neither_a_closed_entry_nor_what_speaks_of_it() -> None:
    case = plan90.case()
    told = ledger(
        "kind: report, on: 2024-03-05, by: envoy, says: open",
        "kind: report, on: 2024-03-06, by: envoy, says: closed, audience: mediators",
        "kind: report, on: 2024-03-07, by: envoy, of: b, says: speaks of the closed one",
        "kind: report, on: 2024-03-08, by: envoy, says: for the north, audience: north",
    )
    assert [each.id for each in as_seen_by(told, case, "public").entries] == ["a"]
    assert [each.id for each in as_seen_by(told, case, "north").entries] == ["a", "d"]
    assert as_seen_by(told, case, "mediators") == told
    without = ledger("kind: report, on: 2024-03-05, by: envoy, says: open")
    assert as_seen_by(told, case, "public") == as_seen_by(without, case, "public")
