"""Every page, word for word, on the made-up case; and what holds of the words on all of them."""

from datetime import date
from pathlib import Path

import pytest

import detente
import samples
from detente.case.model import Case
from detente.case.secrecy import as_seen_by
from detente.desk.pages import Beside, Heading, Line, Page, Picture, Table, lines_of
from detente.desk.views import brief, comparison, doubts, onesheet, overview
from detente.desk.views.wording import Wording
from detente.workbench import briefs, cases
from rendering import assert_golden, plain

AUDIENCES = ("mediators", "public", "upper")
GAZA = Path(detente.__file__).parent / "gallery" / "gaza-2024"


def briefed(case: Case, audience: str = "mediators") -> Page:
    return brief.brief(briefs.briefing(as_seen_by(case, audience), since=date(2024, 2, 20)))


def pages(case: Case) -> dict[str, Page]:
    return {
        "show": overview.overview(case),
        "gaps": comparison.comparison(case, cases.gaps(case), cases.pledge_gaps(case)),
        "readings": doubts.readings_page(case, cases.readings(case)),
        "questions": doubts.questions_page(case, cases.questions(case)),
        "since": doubts.changes_page(case, cases.changes(case, date(2024, 2, 20))),
        "summary": brief.summary(briefs.briefing(case)),
    }


@pytest.mark.parametrize("name", pages(samples.case()))
def test_a_page_reads_as_kept(name: str) -> None:
    assert_golden(f"{name}.txt", plain(pages(samples.case())[name]))


@pytest.mark.parametrize("audience", AUDIENCES)
def test_a_brief_reads_as_kept(audience: str) -> None:
    assert_golden(f"brief-{audience}.txt", plain(briefed(samples.case(), audience)))


def test_the_first_sheet_on_the_gallerys_first_case_reads_as_kept() -> None:
    page = brief.brief(briefs.briefing(detente.open_case(GAZA)))
    assert_golden("brief-gaza-2024-first-sheet.txt", plain(page).partition("\nAnnex\n")[0])


def test_every_line_on_who_wants_or_did_what_names_its_source() -> None:
    page = brief.brief(briefs.briefing(detente.open_case(GAZA)))
    first = page.blocks[: next(row for row, each in enumerate(page.blocks) if each == Heading("Annex", 1))]
    sections: dict[str, list[Line]] = {}
    for block in first:
        if isinstance(block, Heading):
            sections[block.text] = []
        elif sections:
            sections[list(sections)[-1]] += lines_of(block)
    counts = next(text for text in sections if text.startswith("How each side is known"))
    reasons = {line.text for block in first if isinstance(block, Table) for row in block.rows for line in row[1]}
    bare = [
        line.text
        for text in sections
        if text != counts
        for line in sections[text]
        if not line.cites and line.text not in reasons
    ]
    assert bare == []


def test_every_claim_cited_stands_in_the_annex_with_speakers_source_and_grade() -> None:
    page = brief.brief(briefs.briefing(detente.open_case(GAZA)))
    table = next(each for each in page.blocks if isinstance(each, Table) and each.anchors)
    cited = {cite.claim for block in page.blocks for line in lines_of(block) for cite in line.cites}
    assert cited <= set(table.anchors)
    assert {len(row) for row in table.rows} == {4}


def test_both_sides_get_equal_room_and_the_same_questions() -> None:
    page = briefed(samples.case())
    (beside,) = (each for each in page.blocks if isinstance(each, Beside))
    assert [title for title, _ in beside.columns] == ["Besides, of Upper", "Besides, of Lower"]
    (asked,) = (
        each for each in page.blocks if isinstance(each, Table) and each.caption.startswith("What nobody has said yet")
    )
    assert len(asked.rows) == onesheet.FIRST_QUESTIONS


@pytest.mark.parametrize("audience", ["public", "upper", "envoy"])
def test_a_copy_for_others_than_mediators_carries_no_judgement_of_a_party(audience: str) -> None:
    ours, theirs = plain(briefed(samples.case())), plain(briefed(samples.case(), audience))
    for judgement in ("What not to say", "How each side is known", "Which holds?", "Is it so?"):
        assert judgement in ours
        assert judgement not in theirs
    assert "Possible openings" not in theirs


def test_a_ladder_marks_an_interval_and_never_chooses_within_it() -> None:
    (picture,) = (each for each in briefed(samples.case()).blocks if isinstance(each, Picture))
    water = next(each for each in picture.ladders if each.title == "Hours of water a day")
    blank = next(mark for mark in water.marks if mark.kind == "Proposal")
    assert (water.rungs[blank.first], water.rungs[blank.last]) == ("half day", "all day")


def test_a_ladder_says_in_words_what_it_draws() -> None:
    (picture,) = (each for each in briefed(samples.case()).blocks if isinstance(each, Picture))
    for ladder in picture.ladders:
        for mark in ladder.marks:
            assert mark.who in ladder.alt
            assert ladder.rungs[mark.last] in ladder.alt


def test_claims_of_one_speaker_in_one_edition_are_cited_together() -> None:
    words = Wording.of(samples.case())
    cites = words.cite("mayor-wants-water", "mayor-line", "elders-count")
    assert [cite.label for cite in cites] == [
        "The mayor of Upper, 2 statements",
        "Elders of Lower (The Gazette, 20 Feb 2024)",
    ]
