"""What a reader may see of a case, and that closed items leave no trace in it; the doors are tried in two worlds."""

from pathlib import Path

import pytest
from typer.testing import CliRunner

import samples
from detente.case.model import MEDIATORS, PUBLIC
from detente.case.secrecy import as_seen_by
from detente.desk.cli import app
from detente.errors import UnknownAudience
from detente.store import casefile

READER = "upper"
POSITIONS = [line for line in samples.VALLEY.splitlines() if line.startswith("  - id: ")]


def test_an_item_that_names_a_closed_one_is_left_out_with_it() -> None:
    case = samples.case(("kind: person, of: millers}", "kind: person, of: millers, audience: mediators}"))
    assert "miller-fence" not in {claim.id for claim in as_seen_by(case, READER).claims}


def test_a_proposal_goes_with_the_last_claim_that_tells_of_it() -> None:
    told = {"scope: first\n    terms: {water: blank}", "scope: second\n    terms: {fence"}
    closed = [(each, f"audience: lower\n    {each}") for each in sorted(told)]
    cut = as_seen_by(samples.case(*closed), READER)
    assert cut.proposals == ()
    assert [claim.id for claim in cut.claims if claim.target] == []
    assert as_seen_by(samples.case(closed[0]), READER).proposals


def test_a_copy_does_not_say_who_else_may_read_an_item() -> None:
    case = samples.case(("speech: direct\n", "speech: direct\n    audience: [upper, district]\n"))
    seen = as_seen_by(case, READER)
    assert seen == as_seen_by(samples.case(("speech: direct\n", "speech: direct\n    audience: upper\n")), READER)
    assert "mayor-wants-water" not in {claim.id for claim in as_seen_by(case, PUBLIC).claims}


def test_without_a_label_or_default_an_item_is_for_mediators_alone() -> None:
    case = samples.case(("default_audience: public\n", ""))
    assert as_seen_by(case, PUBLIC).claims == ()
    assert as_seen_by(case, MEDIATORS).claims == case.claims


def test_a_reader_the_case_does_not_know_is_refused() -> None:
    with pytest.raises(UnknownAudience, match="did you mean 'upper'"):
        as_seen_by(samples.case(), "uper")


def test_a_wrong_name_for_a_reader_is_told_only_the_readers_the_public_may_know_of() -> None:
    spy = ("actors:\n", "actors:\n  spy: {kind: anonymous-person, of: lower, audience: mediators}\n")
    for name in ("spi", "nobody"):
        with pytest.raises(UnknownAudience) as told:
            as_seen_by(samples.case(spy), name)
        with pytest.raises(UnknownAudience) as told_without:
            as_seen_by(samples.case(), name)
        assert str(told.value) == str(told_without.value)


def test_a_closed_twin_that_is_cut_for_what_it_names_does_not_take_the_open_claim_along() -> None:
    spy = ("actors:\n", "actors:\n  spy: {kind: anonymous-person, of: lower, audience: mediators}\n")
    twin = "  - {id: mayor-line, by: spy, act: state, says: x, setting: own words in public, source: {document: gazette-1}}\n"
    case = samples.case(spy, (POSITIONS[0], twin + POSITIONS[0]))
    assert as_seen_by(case, READER) == as_seen_by(samples.case(), READER)


@pytest.mark.parametrize("command", [["readings"], ["since", "2024-01-21"], ["brief"]])
def test_only_mediators_are_told_that_one_sides_own_accounts_pull_apart(command: list[str]) -> None:
    def told(audience: str) -> bool:
        words = [command[0], "gallery:gaza-2024", *command[1:], "--json", "--for", audience]
        return "accounts-hamas" in CliRunner().invoke(app, words).stdout

    assert told(MEDIATORS)
    assert not any(told(audience) for audience in (PUBLIC, "israel", "hamas"))


# Faults of the file


def seen_in(*changes: tuple[str, str], audience: str = READER) -> casefile.CaseFile:
    """What an audience may learn of a file with changes planted."""
    return casefile.parse(samples.planted(*changes).encode()).told_to(audience)


MISSPELT = "  - {id: hidden, by: mayor, act: shout, says: a secret, when: soon, audience: LABEL}\n"


@pytest.mark.parametrize("label", ["mediators", "lower", "[lower, elders]", "{who: lower}", "[[upper]]"])
def test_a_slip_in_a_closed_item_keeps_nobody_from_the_copy_it_may_have(label: str) -> None:
    found = seen_in((POSITIONS[3], MISSPELT.replace("LABEL", label) + POSITIONS[3]))
    assert found.problems == ()
    assert found.case is not None
    assert as_seen_by(found.case, READER) == as_seen_by(samples.case(), READER)


def test_a_slip_in_a_closed_part_of_an_open_item_keeps_nobody_from_its_copy() -> None:
    parts = (
        ("      gazette-1:", "      cable: {on: soon, audience: lower}\n      gazette-1:"),
        ("factions: [millers, herders]", "factions: {millers: {}, spies: {nmae: x, audience: lower}, herders: {}}"),
    )
    assert seen_in(*parts, audience=MEDIATORS).case is None
    found = seen_in(*parts).case
    assert found is not None
    assert as_seen_by(found, READER) == as_seen_by(samples.case(), READER)


def test_only_mediators_are_told_where_an_open_item_slips_and_how() -> None:
    slip = ("says: wants water all day", "sais: wants water all day")
    assert {problem.code.id for problem in seen_in(slip, audience=MEDIATORS).problems} == {"DT0101", "DT0102"}
    (told,) = seen_in(slip).problems
    assert (told.code.id, told.where, told.place) == ("DT0112", (), None)
    hidden = (POSITIONS[0], MISSPELT.replace("LABEL", "lower") + POSITIONS[0])
    assert seen_in(hidden, slip).problems == (told,)


@pytest.mark.parametrize(
    "slip",
    [
        ("proposals:\n", "proposals:\n\tsecret: {}\n"),
        ("proposals:\n", "proposals:\n  sharing: {title: a secret twin, audience: mediators}\n"),
        ("proposals:\n", "proposals:\n  letter: &secret {title: x, audience: mediators}\n"),
        ("mediators: [envoy]", "mediators: [envoy"),
        ("title: Two", "title: \x07Two"),
    ],
)
def test_of_text_that_cannot_be_parsed_only_mediators_learn_what_and_where(slip: tuple[str, str]) -> None:
    assert all(problem.place for problem in seen_in(slip, audience=MEDIATORS).problems)
    assert [(told.code.id, told.place) for told in seen_in(slip).problems] == [("DT0112", None)]


def test_everybody_is_told_where_there_is_no_case(tmp_path: Path) -> None:
    found = casefile.load(tmp_path / "nowhere")
    assert found.told_to(READER) == found
