"""A plan that is being followed, on the command line: the story of Helsinki day by day, and the JSON others rely on."""

import json
import math

import pytest

from commandline import Run

ACEH = "gallery:aceh-2005"


def of(run: Run, on: str, obligation: str, *words: str) -> dict[str, object]:
    found = run("standing", ACEH, "--on", on, "--json", *words)
    assert found.code == 0, found.err
    return next(each for each in json.loads(found.out)["obligations"] if each["id"] == obligation)


def test_a_standing_keeps_the_contract_of_its_json(run: Run) -> None:
    found = json.loads(run("standing", ACEH, "--on", "2005-11-18", "--known", "2006-01-01", "--json").out)
    assert (found["on"], found["known"]) == ("2005-11-18", "2006-01-01")
    for each in found["obligations"]:
        assert set(each) == {
            "id",
            "state",
            "partial",
            "evidence",
            "due",
            "claimed",
            "verified",
            "disputed",
            "unit",
            "reasons",
        }
        for count in ("claimed", "verified", "disputed"):
            assert set(each[count]) == {"low", "high", "words"}
        assert each["partial"] is None or [type(end) for end in each["partial"]] == [int, int]
        assert all(set(one) == {"claim", "state"} for one in each["evidence"])
        assert all(set(one) == {"says", "entries"} for one in each["reasons"])


@pytest.mark.parametrize(("on", "accepted"), [("2005-09-18", 243), ("2005-10-18", 476), ("2005-12-31", 840)])
def test_weapons_accepted_so_far(run: Run, on: str, accepted: int) -> None:
    verified = of(run, on, "weapons")["verified"]
    assert isinstance(verified, dict)
    assert (verified["low"], verified["high"]) == (accepted, accepted)


def test_the_third_stage_on_the_eighteenth_of_november(run: Run) -> None:
    found = of(run, "2005-11-18", "weapons-3")
    assert (found["state"], found["partial"]) == ("IN_FORCE", [166, 210])
    page = run("standing", ACEH, "--on", "2005-11-18")
    assert page.code == 0
    assert "44 short" in page.out


def test_the_law_was_late_and_the_deal_went_on(run: Run) -> None:
    assert of(run, "2006-06-01", "governing-law")["state"] == "OVERDUE"
    law = of(run, "2006-12-31", "governing-law")
    assert law["state"] == "SATISFIED"
    assert any("102 days after 2006-03-31" in each["says"] for each in law["reasons"])  # type: ignore[attr-defined]


def test_every_reading_command_answers_in_words_and_in_json(run: Run) -> None:
    for name in ("standing", "due", "matrix", "report", "incident"):
        for words in ((), ("--known", "2005-12-31"), ("--for", "public")):
            assert run(name, ACEH, "--on", "2005-11-18", *words).code == 0, (name, words)
            json.loads(run(name, ACEH, "--on", "2005-11-18", "--json", *words).out)


def test_a_case_without_a_ledger_says_so(run: Run) -> None:
    found = run("standing", "gallery:minsk-2015", "--on", "2015-03-01")
    assert (found.code, "no plan of this case has one" in found.err) == (5, True)
    found = run("standing", ACEH, "--plan", "helsinky", "--on", "2005-11-18")
    assert (found.code, "did you mean 'helsinki'?" in found.err) == (2, True)


def test_the_matrix_shows_its_base(run: Run) -> None:
    found = json.loads(run("matrix", ACEH, "--on", "2005-11-18", "--json").out)
    counted = [each["score"] for each in found["cells"] if each["score"] is not None]
    assert (found["aggregate"]["total"], found["aggregate"]["base"]) == (sum(counted), len(counted))
    assert (
        f"{math.floor(100 * sum(counted) / (3 * len(counted)) + 0.5)}%" in run("matrix", ACEH, "--on", "2005-11-18").out
    )
