"""The gallery's case of the November pause, held against the known facts of each day."""

import csv
from datetime import date
from pathlib import Path

import pytest

import detente
from detente.case import check
from detente.case.model import Case, Claim, Standing
from detente.case.quantity import Quantity
from detente.case.readings import Clash, readings
from detente.store import casefile

GALLERY = Path(detente.__file__).parent / "gallery"
ITEMS = {"h": "hostages", "i": "israelis", "f": "foreigners", "p": "prisoners"}
TOTALS = {"NT1": "total-hostages", "NT2": "total-prisoners"}
STANDING = {"V": Standing.READ, "A": Standing.WORKED_OUT, "K": Standing.UNVERIFIED}
DAYS = tuple(date(2023, 11, day) for day in range(24, 31))


@pytest.fixture(scope="module")
def case() -> Case:
    found = casefile.load(GALLERY / "pause-2023")
    assert found.case is not None, found.problems
    return found.case


@pytest.fixture
def record(known: Path) -> list[dict[str, str]]:
    with (known / "nov2023_pause" / "facts.csv").open(encoding="utf-8", newline="") as lines:
        return [row for row in csv.DictReader(lines) if row["kind"] == "outcome"]


def test_the_case_is_sound(case: Case) -> None:
    assert [problem.says for problem in check.problems(case) if problem.is_error] == []


@pytest.mark.known
def test_every_figure_of_the_record_stands_in_the_case(case: Case, record: list[dict[str, str]]) -> None:
    assert len(record) == 30
    for row in record:
        assert amount(case, subject_of(row)) == int(row["qty"]), row["id"]


@pytest.mark.known
def test_every_figure_keeps_how_far_it_was_checked(case: Case, record: list[dict[str, str]]) -> None:
    standings = {edition.id: edition.standing for source in case.sources for edition in source.editions}
    for row in record:
        claim = telling(case, subject_of(row))[0]
        assert {standings[each.document] for each in claim.sources} == {STANDING[row["tag"]]}, row["id"]


def test_the_days_add_up_to_105_hostages_and_240_prisoners(case: Case) -> None:
    for item, total in (("hostages", 105), ("prisoners", 240)):
        assert sum(amount(case, daily(item, day)) for day in DAYS) == total == amount(case, f"total-{item}")


def test_on_every_day_israelis_and_foreigners_make_up_the_hostages(case: Case) -> None:
    for day in DAYS:
        parts = amount(case, daily("israelis", day)) + amount(case, daily("foreigners", day))
        assert parts == amount(case, daily("hostages", day)), day


def test_the_phases_of_the_pause_last_seven_days(case: Case) -> None:
    lengths = [phase.length for proposal in case.proposals for phase in proposal.phases]
    assert sum(int(length.least) for length in lengths if length) == 7 == len(DAYS)
    assert amount(case, "pause-hours") == 7 * 24


@pytest.mark.parametrize(
    ("subject", "versions"),
    [
        ("thais-24-november", ["12", "10"]),
        ("trucks-24-november", ["200", "196", "137"]),
        ("total-hostages", ["105", "75 + 3 + 24"]),
        ("total-israelis", ["75 + 3", "81"]),
        ("freed-by-29-november", ["102", "97"]),
    ],
)
def test_figures_that_differ_stand_side_by_side(case: Case, subject: str, versions: list[str]) -> None:
    conflict = next(each for each in readings(case).conflicts if each.id == f"figure-{subject}")
    assert conflict.clash is Clash.CONTRADICTION
    assert [version.words for version in conflict.versions] == versions
    assert not conflict.resolutions


def test_three_voices_say_why_it_ended_and_none_is_preferred(case: Case) -> None:
    told = telling(case, "why-it-ended")
    assert [claim.holder for claim in told] == ["israel", "hamas", "us"]
    assert case.resolutions == ()


def test_some_hostages_are_reported_to_be_held_by_others_than_hamas(case: Case) -> None:
    group = next(each for each in case.groups if each.id == "hostages-with-others")
    assert [(holder.actor, holder.claim) for holder in group.held_by] == [("other-groups", "about-forty-with-others")]


def test_what_was_added_up_or_concluded_is_marked_as_inference(case: Case) -> None:
    added_up = {
        edition.id for source in case.sources for edition in source.editions if edition.standing is Standing.WORKED_OUT
    }
    for claim in case.claims:
        rests = {citation.document for citation in claim.sources}
        assert (claim.inference is not None) == (not rests or bool(rests & added_up)), claim.id


def subject_of(row: dict[str, str]) -> str:
    """The subject of the case that a row of the record is about."""
    if row["id"] in TOTALS:
        return TOTALS[row["id"]]
    return daily(ITEMS[row["id"][-1]], date.fromisoformat(row["date"]))


def daily(item: str, day: date) -> str:
    return f"{item}-{day.day}-november"


def telling(case: Case, subject: str) -> list[Claim]:
    return [claim for claim in case.claims if any(fact.subject == subject for fact in claim.facts)]


def amount(case: Case, subject: str) -> int:
    """The first figure the case states on a subject; it is exact."""
    stated = next(fact.stated for claim in case.claims for fact in claim.facts if fact.subject == subject)
    assert isinstance(stated, Quantity)
    assert stated.exact
    return int(stated.least)
