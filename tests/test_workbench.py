"""The acts of a mediator's assistant, as a script or a notebook calls them."""

from datetime import date
from pathlib import Path

import pytest

import detente
import samples
from detente.case.secrecy import as_seen_by
from detente.desk.views.overview import overview
from detente.errors import NotPermitted, UnknownAudience, UnknownName, Unreadable
from detente.workbench import briefs, cases, folders


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    (tmp_path / "case.yaml").write_text(samples.VALLEY, encoding="utf-8")
    return tmp_path


def test_a_case_is_named_by_its_folder_its_file_or_its_place_in_the_gallery(valley: Path) -> None:
    assert detente.open_case(valley) == detente.open_case(str(valley)) == detente.open_case(valley / "case.yaml")
    assert detente.open_case("gallery:gaza-2024").title == "Hostages and ceasefire, January 2024"


def test_a_gallery_case_that_is_not_there_is_named_with_those_that_are() -> None:
    with pytest.raises(UnknownName, match="did you mean 'gaza-2024'"):
        detente.open_case("gallery:gaza-2023x")


def test_a_case_with_errors_does_not_open_and_names_the_first_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "case.yaml").write_text(samples.planted(("by: mayor\n", "by: mayr\n")), encoding="utf-8")
    with pytest.raises(Unreadable, match=r"case\.yaml:\d+:\d+: no actor, party or faction is called 'mayr'"):
        detente.open_case(tmp_path)


def test_a_reader_unknown_to_the_case_is_refused(valley: Path) -> None:
    with pytest.raises(UnknownAudience):
        detente.open_case(valley, audience="stranger")


def test_the_acts_answer_about_the_case_they_are_given() -> None:
    case = samples.case()
    assert {gap.party for gap in detente.gaps(case)} == {"upper", "lower"}
    assert detente.readings(case).conflicts
    assert detente.questions(case, proposal="sharing")
    assert detente.changes(case, date(2024, 2, 20)).claims


@pytest.mark.parametrize("asked", [{"proposal": "shareing"}, {"party": "uper"}])
def test_a_name_the_case_does_not_hold_is_refused_with_a_suggestion(asked: dict[str, str]) -> None:
    with pytest.raises(UnknownName, match="did you mean"):
        detente.gaps(samples.case(), **asked)


@pytest.mark.parametrize("audience", ["public", "upper", "envoy"])
def test_judgements_about_parties_are_for_mediators(audience: str) -> None:
    found = briefs.briefing(as_seen_by(samples.case(), audience))
    assert (found.evidence, found.cautions, found.readings.strains, found.readings.choices) == ((), (), (), ())
    assert not any(conflict.party for conflict in found.readings.conflicts)
    ours = briefs.briefing(samples.case())
    assert all((ours.evidence, ours.cautions, ours.readings.strains, ours.readings.choices))
    assert any(conflict.party for conflict in ours.readings.conflicts)


def test_a_brief_tells_what_changed_since_the_last_dated_round_unless_told_otherwise() -> None:
    assert briefs.briefing(samples.case()).changes.since == date(2024, 2, 25)
    undated = samples.case(("title: First sitting, on: 2024-02-25", "title: First sitting, when: some time ago"))
    assert briefs.briefing(undated).changes.since == date.min
    assert briefs.briefing(samples.case(), since=date(2024, 2, 28)).changes.since == date(2024, 2, 28)


def test_a_copy_holds_what_its_reader_may_see_and_is_not_written_over(valley: Path, tmp_path: Path) -> None:
    case = detente.open_case(valley, audience="upper")
    path = cases.export(case, tmp_path / "copy")
    assert detente.open_case(path).claims == case.claims
    with pytest.raises(NotPermitted, match="is there already"):
        cases.export(case, tmp_path / "copy")


def test_the_gallery_is_kept_as_it_came() -> None:
    with pytest.raises(NotPermitted, match="the gallery is kept"):
        cases.keep_tidied("gallery:gaza-2024")


def test_a_notebook_shows_a_case_and_a_page_without_running_what_is_in_them() -> None:
    case = samples.case(("title: Two villages and a well", 'title: "<b>Two</b> villages"'))
    for shown in (case._repr_html_(), overview(case)._repr_html_()):
        assert "&lt;b&gt;Two&lt;/b&gt; villages" in shown
        assert "The sharing plan" in shown
    assert repr(case).startswith("<Case '<b>Two</b> villages', as of 2024-03-01")


def test_every_gallery_case_opens_for_the_public_as_for_mediators() -> None:
    for name in folders.gallery():
        ours, theirs = (detente.open_case(f"gallery:{name}", audience=each) for each in ("mediators", "public"))
        assert ours.claims == theirs.claims
