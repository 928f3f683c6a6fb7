"""The gallery's records of what happened, held against the known facts of each agreement, day by day."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from detente.conduct.daily import daily
from detente.conduct.evidence import Evidence
from detente.conduct.following import Following, standing
from detente.conduct.ledger import Ledger
from detente.conduct.legal import KEPT, State
from detente.conduct.matrix import matrix
from detente.conduct.moves import due_within
from detente.conduct.reconciliation import categories, reconciled
from detente.conduct.soundness import Kept, problems
from detente.conduct.standing import Standing, Standings
from detente.plan.model import Plan
from detente.store import ledgerfile
from detente.workbench import drafts, folders
from ledgers import said

RECORDS = (("aceh-2005", "helsinki"), ("pause-2023", "november-pause"), ("jpoa-2013", "joint-plan"))


def opened(case: str, name: str) -> tuple[Plan, Ledger]:
    found = ledgerfile.load(folders.GALLERY / case, name)
    assert found.ledger is not None, [(str(p.place), p.says) for p in found.problems]
    return drafts.open_plan(f"gallery:{case}", name).plan, found.ledger


def on(case: str, name: str, day: str, known: str = "") -> Standings:
    return standing(*opened(case, name), date.fromisoformat(day), date.fromisoformat(known) if known else None)


def aceh(day: str, known: str = "") -> Standings:
    return on("aceh-2005", "helsinki", day, known)


def pause(day: str) -> Standings:
    return on("pause-2023", "november-pause", day)


def jpoa(day: str, known: str = "") -> Standings:
    return on("jpoa-2013", "joint-plan", day, known)


def counts(found: Standing) -> tuple[str, str, str]:
    return found.claimed.bounds, found.verified.bounds, found.disputed.bounds


@pytest.mark.parametrize(("case", "name"), RECORDS)
def test_a_record_of_the_gallery_names_what_is_there(case: str, name: str) -> None:
    draft = drafts.open_plan(f"gallery:{case}", name)
    assert problems(Kept(opened(case, name)[1], draft.plan, draft.case)) == ()


@pytest.mark.parametrize(("case", "name"), RECORDS)
def test_a_record_of_the_gallery_cites_claims_and_editions_and_finds_no_breach(case: str, name: str) -> None:
    plan, record = opened(case, name)
    assert all(each.proof.claims and each.proof.sources for each in record.entries)
    for day in (date(2004, 1, 1), record.entries[-1].on, date(2030, 1, 1)):
        states = {each.state for each in standing(plan, record, day).each}
        assert not states & {State.BREACHED, State.CURING, State.CURED, State.UNCURED}


@pytest.mark.parametrize(("case", "name"), RECORDS)
def test_followed_day_by_day_a_record_tells_the_same(case: str, name: str) -> None:
    plan, record = opened(case, name)
    following, day = Following(plan, record), record.entries[0].on
    for _ in range(60):
        assert following.at(day, day) == standing(plan, record, day, day)
        day += timedelta(3)


# Aceh


@pytest.mark.parametrize(
    ("day", "handed_in", "accepted", "disputed"),
    [
        ("2005-09-16", "0", "0", "0"),
        ("2005-09-17", "279", "243", "0"),
        ("2005-10-18", "570", "476", "52"),
        ("2005-11-18", "570", "642", "52"),
        ("2005-11-22", "856", "698", "52"),
        ("2005-12-18", "856", "805", "52"),
        ("2005-12-19", "1018", "840", "71"),
    ],
)
def test_weapons_are_handed_in_accepted_and_disputed_and_the_three_stay_apart(
    day: str, handed_in: str, accepted: str, disputed: str
) -> None:
    assert counts(aceh(day).of("weapons")) == (handed_in, accepted, disputed)


def test_each_stage_counts_by_itself() -> None:
    last = aceh("2005-12-31")
    stages = [last.of(f"weapons-{number}") for number in range(1, 5)]
    assert [each.claimed.bounds for each in stages] == ["279", "291", "286", "162"]
    assert [each.verified.bounds for each in stages] == ["243", "233", "222", "142"]
    assert all(each.state is State.SATISFIED for each in stages)


def test_on_18_november_the_third_stage_is_44_short_of_its_own_and_12_above_all_so_far() -> None:
    found = aceh("2005-11-18").of("weapons-3")
    assert (found.state, found.partial, found.due) == (State.IN_FORCE, (166, 210), date(2005, 12, 31))
    assert "166 of 210 weapons accepted, 44 short [stage-3-so-far]" in said(found)
    assert "with what was carried over, 642 of 630 in all stages so far" in said(found)
    after_two = aceh("2005-10-18").of("weapons-2")
    assert "with what was carried over, 476 of 420 in all stages so far" in said(after_two)


def test_a_withdrawal_waits_for_its_stage() -> None:
    assert aceh("2005-11-18").of("withdrawal-3").state is State.PENDING
    assert aceh("2005-11-22").of("withdrawal-3").state is State.IN_FORCE
    assert aceh("2005-12-18").of("withdrawal-4").state is State.PENDING
    assert aceh("2005-12-19").of("withdrawal-4").state is State.IN_FORCE


def test_all_weapons_are_accepted_twelve_days_before_the_last_day() -> None:
    found = aceh("2005-12-19").of("weapons")
    assert found.state is State.SATISFIED
    assert found.due is not None
    assert (found.due - date(2005, 12, 19)).days == 12
    handed_in = [state for slug, state in found.evidence if slug.endswith("handed-in")]
    assert handed_in == [Evidence.CONTESTED] * 4


def test_the_law_is_102_days_late_and_ends_nothing() -> None:
    assert aceh("2006-03-31").of("governing-law").state is State.IN_FORCE
    assert aceh("2006-04-01").of("governing-law").state is State.OVERDUE
    late = aceh("2006-07-10")
    assert late.of("governing-law").state is State.OVERDUE
    assert [each.id for each in late.each if each.state is State.IN_FORCE] == [
        "demobilise",
        "mission",
        "joint-commission",
    ]
    assert all(each.state in (*KEPT, State.IN_FORCE) or each.id == "governing-law" for each in late.each)
    found = aceh("2006-07-11").of("governing-law")
    assert found.state is State.SATISFIED
    assert "102 days after 2006-03-31, the day it was due" in said(found)


def test_the_amnesty_is_due_on_30_august_and_1722_are_released() -> None:
    found = aceh("2005-08-31").of("amnesty")
    assert (found.due, found.verified.bounds) == (date(2005, 8, 30), "1722")
    assert aceh("2005-08-30").of("amnesty").verified.bounds == "298"


def test_the_mission_ends_with_its_mandate() -> None:
    assert aceh("2006-12-15").of("mission").state is State.IN_FORCE
    assert aceh("2006-12-16").of("mission").state is State.SATISFIED


def test_figures_nobody_here_has_read_stay_marked() -> None:
    last = aceh("2005-12-31")
    marked = "unverified: nobody here has read a source for it"
    assert marked in said(last.of("weapons-3"))
    assert marked in said(last.of("weapons-4"))
    assert marked not in said(last.of("weapons-1"))
    assert marked not in said(last.of("weapons-2"))


def test_what_came_to_be_known_a_day_later_is_not_in_the_view_of_the_day() -> None:
    assert counts(aceh("2005-12-18", "2005-12-18").of("weapons"))[1] == "698"
    assert counts(aceh("2005-12-18", "2005-12-19").of("weapons"))[1] == "805"


def test_before_the_signature_all_is_draft_and_in_the_end_most_is_carried_out() -> None:
    assert {each.state for each in aceh("2005-08-14").each} == {State.DRAFT}
    first, last = matrix(aceh("2005-11-18").each), matrix(aceh("2006-12-31").each)
    assert str(first.aggregate) == "48% (20 of 42, 14 duties)"
    assert str(last.aggregate) == "88% (37 of 42, 14 duties)"


def test_the_report_of_19_december_counts_what_the_day_brought() -> None:
    found = daily(*opened("aceh-2005", "helsinki"), date(2005, 12, 19))
    assert {each.obligation for each in found.changes} == {"weapons", "weapons-4", "withdrawal-4"}
    assert [each.id for each in found.late] == ["all-stages-before-the-last-day"]


# The November pause

DAYS = (
    ("2023-11-24", 24, 13, 39),
    ("2023-11-25", 17, 13, 39),
    ("2023-11-26", 17, 14, 39),
    ("2023-11-27", 11, 11, 33),
    ("2023-11-28", 12, 10, 30),
    ("2023-11-29", 16, 12, 30),
    ("2023-11-30", 8, 8, 30),
)


def test_the_pause_day_by_day_comes_to_105_and_240_and_81_of_one_nationality() -> None:
    record, hostages, israelis, prisoners = opened("pause-2023", "november-pause")[1], 0, 0, 0
    for day, released, of_them, freed in DAYS:
        hostages, israelis, prisoners = hostages + released, israelis + of_them, prisoners + freed
        found = {each.category: int(each.reported.least) for each in categories(record, date.fromisoformat(day))}
        assert found["israelis"] == israelis
        assert found["israelis"] + found["foreigners"] == hostages
        assert found["prisoners"] == prisoners
    assert (hostages, prisoners, israelis) == (105, 240, 81)


def test_each_exchange_of_the_pause_answers_its_key() -> None:
    rows = {each.key: each for each in reconciled(pause("2023-12-01"))}
    assert {key: (row.expected.bounds, row.delivered.bounds) for key, row in rows.items()} == {
        "three-for-one": ("150", "150"),
        "three-for-one-again": ("60", "60"),
        "three-for-one-at-last": ("30", "30"),
    }
    assert all(row.short.bounds == row.over.bounds == "0" for row in rows.values())
    third = {each.key: each for each in reconciled(pause("2023-11-26"))}["three-for-one"]
    assert (third.expected.bounds, third.delivered.bounds) == ("117", "117")


def test_after_three_days_of_the_pause_39_of_50_are_accepted() -> None:
    found = pause("2023-11-26")
    assert (found.of("women-and-children").partial, found.of("prisoners").partial) == ((39, 50), (117, 150))
    assert [each.id for each in due_within(found.each, date(2023, 11, 26), 2)][:3] == [
        "israel-pauses",
        "hamas-pauses",
        "women-and-children",
    ]
    assert found.of("twenty-more").state is State.PENDING


def test_nobody_counted_the_trucks_so_that_counts_stay_reports() -> None:
    found = pause("2023-11-25").of("trucks")
    assert (found.state, counts(found)) == (State.OVERDUE, ("0", "0", "0"))
    assert "no count was accepted for 2023-11-24" in said(found)
    record = opened("pause-2023", "november-pause")[1]
    told = {each.category: each.reported.bounds for each in categories(record, date(2023, 11, 24))}
    assert (told["trucks-by-egypt"], told["trucks-by-prcs"], told["trucks-by-un"]) == ("200", "196", "137")


def test_the_pause_ended_without_a_breach_being_found() -> None:
    found = pause("2023-12-02")
    for slug in ("israel-pauses", "hamas-pauses", "flights", "israel-pauses-a-day-more", "ten-more", "thirty-more"):
        assert found.of(slug).state is State.SATISFIED


# The Joint Plan of Action


def test_2550_had_come_in_by_the_middle_of_may() -> None:
    found = jpoa("2014-05-15")
    paid = [found.of(slug).verified.least for slug in ("paid-by-the-day", "paid-half-way", "paid-when-complete")]
    assert sum(paid) == 2550
    assert jpoa("2014-05-15", "2014-05-14").of("paid-by-the-day").verified.least == 0


def test_the_instalments_fall_due_one_after_the_other() -> None:
    plan, record = opened("jpoa-2013", "joint-plan")
    silent = Ledger("joint-plan")
    assert standing(plan, silent, date(2014, 2, 3)).of("paid-by-the-day").state is State.IN_FORCE
    assert standing(plan, silent, date(2014, 2, 4)).of("paid-by-the-day").state is State.OVERDUE
    found = standing(plan, record, date(2014, 5, 14)).of("paid-by-the-day")
    assert (found.state, found.partial, found.due) == (State.IN_FORCE, (1650, 3300), date(2014, 5, 14))


def test_what_only_the_payers_side_tells_is_claimed() -> None:
    found = jpoa("2014-07-22").of("paid-by-the-day")
    assert counts(found)[:2] == ("3300", "1650")
    assert dict(found.evidence)["all-paid-as-told"] is Evidence.CLAIMED


def test_an_instalment_that_waits_for_the_dilution_is_pending_until_then() -> None:
    plan = opened("jpoa-2013", "joint-plan")[0]
    assert standing(plan, Ledger("joint-plan"), date(2014, 3, 10)).of("paid-half-way").state is State.PENDING


def test_no_record_of_the_gallery_names_a_person_held() -> None:
    for case, name in RECORDS:
        text = Path(folders.GALLERY / case / "ledgers" / f"{name}.yaml").read_text(encoding="utf-8")
        assert "signed:" not in text
