"""The gallery's cases of Aceh, the Joint Plan of Action and Minsk, held against the known facts of each."""

import csv
from datetime import date, timedelta
from fractions import Fraction
from pathlib import Path

import pytest

import detente
from detente.case import check
from detente.case.gaps import dates_of, gaps
from detente.case.model import Act, Case, Claim, Standing, by_id
from detente.case.quantity import Quantity
from detente.case.questions import questions
from detente.case.readings import Clash, readings
from detente.errors import Severity
from detente.store import casefile

GALLERY = Path(detente.__file__).parent / "gallery"
CASES = ("aceh-2005", "jpoa-2013", "minsk-2015")
STANDING = {"V": Standing.READ, "A": Standing.WORKED_OUT, "K": Standing.UNVERIFIED}
Row = dict[str, str]

ACEH = {
    "A01": ("terms-weapons", "weapons-to-hand-over"),
    "A02": ("terms-four-stages", "stages"),
    "A03": ("terms-withdrawal-fourth", "soldiers-allowed"),
    "A04": ("terms-withdrawal-fourth", "police-allowed"),
    "A05": ("terms-amnesty-by-30-august", "amnesty-deadline"),
    "A06": ("terms-law", "law-deadline"),
    "A10": ("handed-in-first-stage", "handed-in-1"),
    "A11": ("accepted-first-stage", "accepted-1"),
    "A12": ("handed-in-second-stage", "handed-in-2"),
    "A13": ("accepted-second-stage", "accepted-2"),
    "A14": ("handed-in-third-stage", "handed-in-3"),
    "A15": ("accepted-third-stage", "accepted-3"),
    "A16": ("handed-in-fourth-stage", "handed-in-4"),
    "A17": ("accepted-fourth-stage", "accepted-4"),
    "A18": ("accepted-by-18-november", "accepted-in-3-by-18-november"),
    "A19": ("accepted-before-the-last-day", "accepted-before-last-day"),
    "A20": ("accepted-on-the-last-day", "accepted-last-day"),
    "A21": ("government-disputes-71", "disputed-total"),
    "A30": ("released-on-17-august", "released-17-august"),
    "A31": ("released-after-the-decree", "released-after-decree"),
    "A32": ("law-was-passed", "law-passed"),
    "A40": ("jakarta-post-target", "stage-target"),
    "A41": ("reuters-target", "stage-target"),
    "A42": ("dpa-after-three-stages", "accepted-after-3"),
}
"""The claim and the subject that hold each row of the facts on Aceh."""
DATE_COUNTED = {"A05"}
"""That there are 15 days was read; the day they end on is counted, and the README of the facts marks it so."""

INSTALMENTS = {f"J0{number + 1}": f"instalment-{number}" for number in range(1, 9)}
EXTENSION = {f"J2{number - 1}": f"extension-{number}" for number in range(1, 7)}
JPOA = {
    "J01": ("terms-six-months", "begins"),
    **{row: (claim, claim) for row, claim in (INSTALMENTS | EXTENSION).items()},
    "J10": ("central-bank-received", "received-by-mid-may"),
    "J11": ("diluted-and-fed", "diluted"),
    "J12": ("diluted-and-fed", "converted"),
    "J13": ("half-diluted", "half-diluted-reported"),
    "J30": ("agreement-finalised", "finalised"),
    "J31": ("agreement-adopted", "adopted"),
    "J32": ("agreement-took-effect", "implemented"),
    "J33": ("heavy-water-above", "heavy-water-stock"),
    "J34": ("heavy-water-term", "heavy-water-limit"),
}
"""The claim and the subject that hold each row of the facts on the Joint Plan of Action."""


def opened(name: str) -> Case:
    found = casefile.load(GALLERY / name)
    assert found.case is not None, found.problems
    return found.case


@pytest.fixture(scope="module")
def aceh() -> Case:
    return opened("aceh-2005")


@pytest.fixture(scope="module")
def jpoa() -> Case:
    return opened("jpoa-2013")


@pytest.fixture(scope="module")
def minsk() -> Case:
    return opened("minsk-2015")


def record(known: Path, name: str) -> list[Row]:
    with (known / name / "facts.csv").open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


# All three


@pytest.mark.parametrize("name", CASES)
def test_a_case_has_neither_errors_nor_warnings(name: str) -> None:
    assert [problem.says for problem in check.problems(opened(name)) if problem.severity is not Severity.ADVICE] == []


@pytest.mark.parametrize("name", CASES)
def test_what_was_added_up_or_concluded_is_marked_as_inference(name: str) -> None:
    case = opened(name)
    added_up = {
        edition.id for source in case.sources for edition in source.editions if edition.standing is Standing.WORKED_OUT
    }
    for claim in case.claims:
        rests = {citation.document for citation in claim.sources}
        assert (claim.inference is not None) == (not rests or bool(rests & added_up)), claim.id


@pytest.mark.parametrize("name", CASES)
def test_no_claim_mixes_what_was_read_with_what_was_not(name: str) -> None:
    case = opened(name)
    assert [claim.id for claim in case.claims if len(standings(case, claim)) > 1] == []


@pytest.mark.parametrize("name", CASES)
def test_both_sides_are_reported_to_have_agreed_and_none_is_asked_for_its_answer(name: str) -> None:
    case = opened(name)
    first = case.proposals[0].id
    assert all(gap.answered for gap in gaps(case, proposal=first))
    assert not any(question.id == "answer" for question in questions(case))


# The record


@pytest.mark.known
def test_every_figure_and_day_of_the_record_on_aceh_stands_in_the_case(aceh: Case, known: Path) -> None:
    rows = record(known, "aceh_2005")
    assert {row["id"] for row in rows} == ACEH.keys()
    for row in rows:
        assert_told(aceh, row, *ACEH[row["id"]])


@pytest.mark.known
def test_every_figure_and_day_of_the_record_on_the_joint_plan_stands_in_the_case(jpoa: Case, known: Path) -> None:
    rows = record(known, "jpoa_2013_14")
    assert {row["id"] for row in rows} == JPOA.keys()
    for row in rows:
        assert_told(jpoa, row, *JPOA[row["id"]])
        if row["id"] in INSTALMENTS | EXTENSION:
            claim, subject = JPOA[row["id"]]
            assert told(jpoa, claim, f"{subject}-due") == in_words(row["date"]), row["id"]
    assert told(jpoa, "heavy-water-put-right", "heavy-water-cured") == in_words(
        next(row["date"] for row in rows if row["id"] == "J34")
    )


@pytest.mark.known
def test_every_figure_keeps_how_far_it_was_checked(aceh: Case, jpoa: Case, known: Path) -> None:
    for case, name, rows in ((aceh, "aceh_2005", ACEH), (jpoa, "jpoa_2013_14", JPOA)):
        for row in record(known, name):
            claim = by_id(case.claims)[rows[row["id"]][0]]
            tag = "A" if row["id"] in DATE_COUNTED else row["tag"]
            assert standings(case, claim) == {STANDING[tag]}, row["id"]


@pytest.mark.known
def test_what_is_known_of_minsk_is_in_its_own_words_the_case(minsk: Case, known: Path) -> None:
    text = (known / "minsk2_2015" / "README.md").read_text(encoding="utf-8")
    for words in ("13 points", "pts 9, 11", "pt 10", "pt 12", "pt 4", "18 Feb, three days after"):
        assert words in text
    assert amount(minsk, "package-of-thirteen-points", "points") == 13
    assert told(minsk, "debaltseve-fell", "debaltseve-falls") == "18 February 2015"
    assert amount(minsk, "debaltseve-fell", "days-into-the-ceasefire") == 3


# Aceh


def test_four_stages_make_840_weapons_accepted_and_1018_handed_in(aceh: Case) -> None:
    for count, total in (("handed-in", 1018), ("accepted", 840), ("rejected", 178)):
        parts = [first_amount(aceh, f"{count}-{stage}") for stage in range(1, 5)]
        assert sum(parts) == total == first_amount(aceh, f"{count}-total")
    assert amount(aceh, "terms-weapons", "weapons-to-hand-over") == 840


def test_on_18_november_the_third_stage_was_44_short_by_itself_and_12_above_with_what_was_carried_over(
    aceh: Case,
) -> None:
    target, so_far = (
        amount(aceh, "reuters-target", "stage-target"),
        amount(aceh, "accepted-by-18-november", "accepted-in-3-by-18-november"),
    )
    before = amount(aceh, "accepted-second-stage", "accepted-after-2")
    assert target - so_far == amount(aceh, "short-on-18-november", "short-of-stage-3") == 44
    assert before + so_far - 3 * target == amount(aceh, "short-on-18-november", "above-target-in-3") == 12


def test_claimed_accepted_and_disputed_weapons_are_three_counts(aceh: Case) -> None:
    assert first_amount(aceh, "disputed-total") == 71
    subjects = {subject.id for subject in aceh.subjects}
    for stage in range(1, 5):
        assert {f"handed-in-{stage}", f"accepted-{stage}", f"rejected-{stage}"} <= subjects
    assert not any(conflict.subject in ("accepted-total", "disputed-total") for conflict in readings(aceh).conflicts)


def test_the_totals_of_the_last_two_stages_are_unverified(aceh: Case) -> None:
    for slug in ("handed-in-third-stage", "accepted-third-stage", "handed-in-fourth-stage", "accepted-fourth-stage"):
        assert standings(aceh, by_id(aceh.claims)[slug]) == {Standing.UNVERIFIED}


def test_the_law_was_102_days_late(aceh: Case) -> None:
    assert (date(2006, 7, 11) - date(2006, 3, 31)).days == amount(aceh, "law-was-late", "law-late") == 102


@pytest.mark.parametrize(
    ("subject", "versions"),
    [
        ("stage-target", ["210", "232", "at least 212"]),
        ("accepted-after-3", ["698", "792"]),
        ("planned-out-3", ["5,665 + 1,350", "6,945"]),
        ("forces-before", ["41,000", "more than 30,000 + 15,000", "57,000", "60,000"]),
        ("monitors", ["218", "about 240", "220", "210"]),
        ("decommissioned-on", ["19 December 2005", "27 December 2005"]),
    ],
)
def test_figures_on_aceh_that_differ_stand_side_by_side(aceh: Case, subject: str, versions: list[str]) -> None:
    conflict = next(each for each in readings(aceh).conflicts if each.id == f"figure-{subject}")
    assert conflict.clash is Clash.CONTRADICTION
    assert [version.words for version in conflict.versions] == versions
    assert not conflict.resolutions


# The Joint Plan of Action


def test_the_instalments_come_to_4200_and_2550_after_the_fifth(jpoa: Case) -> None:
    paid = [amount(jpoa, f"instalment-{number}", f"instalment-{number}") for number in range(1, 9)]
    assert sum(paid) == amount(jpoa, "instalments-added-up", "instalments-total") == 4200
    assert sum(paid[:5]) == amount(jpoa, "central-bank-received", "received-by-mid-may") == 2550
    prolonged = [amount(jpoa, f"extension-{number}", f"extension-{number}") for number in range(1, 7)]
    assert sum(prolonged) == amount(jpoa, "extension-added-up", "extension-total") == 2800


def test_those_of_550_fall_due_every_34_days_the_last_after_33(jpoa: Case) -> None:
    due = date(2014, 2, 1)
    for number, wait in ((1, 0), (3, 34), (4, 34), (6, 34), (7, 34), (8, 33)):
        due += timedelta(wait)
        assert told(jpoa, f"instalment-{number}", f"instalment-{number}-due") == in_words(due.isoformat())
    assert due == date(2014, 7, 20)


def test_two_instalments_wait_for_the_dilution(jpoa: Case) -> None:
    waiting = {claim.id: claim.condition for claim in jpoa.claims if claim.condition}
    assert waiting == {"instalment-2": "dilution half-way", "instalment-5": "dilution complete"}


def test_day_180_and_day_181_stand_side_by_side_and_neither_is_preferred(jpoa: Case) -> None:
    conflict = next(each for each in readings(jpoa).conflicts if each.id == "figure-last-day-number")
    assert [version.words for version in conflict.versions] == ["180", "181"]
    assert (date(2014, 7, 20) - date(2014, 1, 20)).days == 181
    assert not conflict.resolutions


def test_one_side_calls_the_others_summary_one_sided(jpoa: Case) -> None:
    found = next(each for each in readings(jpoa).conflicts if each.clash is Clash.DISAGREEMENT)
    assert set(found.claims) == {"summary-called-one-sided", "summary-of-the-understandings"}


def test_the_heavy_water_was_above_its_limit_for_seven_days(jpoa: Case) -> None:
    limit, stock = first_amount(jpoa, "heavy-water-limit"), first_amount(jpoa, "heavy-water-stock")
    assert (limit, stock) == (Fraction(130), Fraction("130.9"))
    assert first_amount(jpoa, "heavy-water-excess") == (date(2016, 2, 24) - date(2016, 2, 17)).days == 7


# Minsk


def test_each_side_reads_the_order_of_minsk_its_own_way(minsk: Case) -> None:
    found = next(each for each in readings(minsk).conflicts if each.clash is Clash.DISAGREEMENT)
    assert set(found.claims) == {"certain-areas-put-elections-first", "ukraine-puts-the-border-first"}
    assert told(minsk, "package-border", "border-waits-for") == "local elections and constitutional reform"
    assert told(minsk, "standards-presuppose-control", "elections-wait-for") == "control of the border"


def test_what_the_dialogue_is_counted_from_can_be_read_in_two_ways(minsk: Case) -> None:
    conflict = next(each for each in readings(minsk).conflicts if each.id == "figure-dialogue-counts-from")
    assert [version.words for version in conflict.versions] == [
        "the beginning of the withdrawal",
        "the end of the withdrawal",
    ]


def test_no_line_is_drawn_at_debaltseve(minsk: Case) -> None:
    assert told(minsk, "package-ceasefire", "line-at-debaltseve") == "not drawn"


def test_the_steinmeier_formula_is_a_proposal_that_nobody_is_reported_to_have_answered(minsk: Case) -> None:
    steps = [
        term.option
        for claim in minsk.claims
        if claim.part_of == "steinmeier-formula"
        for term in claim.terms
        if term.issue == "special-status"
    ]
    assert steps == ["provisional", "permanent"]
    assert not any(gap.answered for gap in gaps(minsk, proposal="steinmeier-formula"))


def test_an_order_in_time_is_not_an_order_of_importance(minsk: Case) -> None:
    assert not any(claim.act is Act.PUT_FIRST for claim in minsk.claims)


def test_who_the_sides_of_minsk_are_and_how_they_read_it_is_unverified(minsk: Case) -> None:
    sides = {party.id for party in minsk.parties}
    of_sides = [claim for claim in minsk.claims if claim.holder in sides]
    assert len(of_sides) == 4
    assert all(standings(minsk, claim) == {Standing.UNVERIFIED} for claim in of_sides)


def assert_told(case: Case, row: Row, claim: str, subject: str) -> None:
    """The claim states the row's figure, or its day where it has none; a figure of the past bears the row's date."""
    if row["qty"]:
        assert amount(case, claim, subject) == Fraction(row["qty"]), row["id"]
        if row["kind"] != "obligation":
            assert str(dates_of(case)[claim]) == row["date"], row["id"]
    else:
        assert told(case, claim, subject) == in_words(row["date"]), row["id"]


def told(case: Case, claim: str, subject: str) -> Quantity | str:
    return next(fact.stated for fact in by_id(case.claims)[claim].facts if fact.subject == subject)


def amount(case: Case, claim: str, subject: str) -> Fraction:
    """The figure, or the limit of an "at most", that a claim states on a subject."""
    stated = told(case, claim, subject)
    assert isinstance(stated, Quantity)
    assert stated.exact or stated.words.startswith("at most")
    return Fraction(stated.most)


def first_amount(case: Case, subject: str) -> Fraction:
    claim = next(each for each in case.claims if any(fact.subject == subject for fact in each.facts))
    return amount(case, claim.id, subject)


def in_words(day: str) -> str:
    found = date.fromisoformat(day)
    return f"{found.day} {found:%B %Y}"


def standings(case: Case, claim: Claim) -> set[Standing]:
    held = by_id(edition for source in case.sources for edition in source.editions)
    return {held[citation.document].standing for citation in claim.sources}
