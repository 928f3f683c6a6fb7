"""A negotiating text on pages, in files and on the command line."""

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from pypdf import PdfReader

import texts
from commandline import Run
from detente.desk.brief.html import html
from detente.desk.brief.pdf import pdf
from detente.desk.brief.word import word
from detente.desk.pages import Page, lines_of
from detente.desk.views.bracket import bracket_page
from detente.desk.views.rounds import converge_page, redline_page, since_page
from detente.desk.views.sheet import sheet_page
from detente.desk.views.text import EXERCISE, text_page
from detente.text.check import Draft
from detente.text.model import Manner
from detente.workbench import briefs, cases
from detente.workbench import texts as acts
from rendering import assert_golden, plain

STRAIT = "gallery:exercise-strait"


@pytest.fixture(scope="module")
def draft() -> Draft:
    return acts.open_text(STRAIT, "truce")


def sheet(case: str, audience: str = "mediators", coming: str | None = None) -> Page:
    name = acts.texts(case, audience=audience)[0]
    opened = cases.open_case(case, audience=audience)
    return sheet_page(briefs.briefing(opened), *acts.text_before(case, name, audience=audience, coming=coming))


def test_the_text_reads_as_kept_in_each_manner(draft: Draft) -> None:
    for manner in Manner:
        assert_golden(f"text-{manner}.txt", plain(text_page(draft, manner=manner, languages=("en", "he"))))


def test_a_party_reads_it_without_what_was_said_in_the_other_room() -> None:
    east = acts.open_text(STRAIT, "truce", audience="east")
    assert_golden("text-for-east.txt", plain(text_page(east, manner=Manner.ANNOTATED, recipient="Eastshore")))


def test_what_moved_reads_as_kept(draft: Draft) -> None:
    assert_golden("text-since.txt", plain(since_page(draft, "first", *acts.since(draft, "first"))))


def test_a_redline_reads_as_kept(draft: Draft) -> None:
    found = acts.redline(draft, old="first", new="third")
    assert_golden("text-redline.txt", plain(redline_page(draft, "first", "third", found, "en")))


def test_convergence_reads_as_kept(draft: Draft) -> None:
    assert_golden("text-converge.txt", plain(converge_page(draft, acts.converge(draft))))


def test_a_bracket_reads_as_kept(draft: Draft) -> None:
    shown = next(each for each in draft.text.brackets if each.id == "truce-length")
    assert_golden("text-bracket.txt", plain(bracket_page(draft, shown, acts.effects(STRAIT, draft, "truce-length"))))


def test_the_sheet_reads_as_kept() -> None:
    assert_golden("sheet.txt", plain(sheet(STRAIT)))
    assert_golden("sheet-east.txt", plain(sheet(STRAIT, "east")))
    assert_golden("sheet-gaza.txt", plain(sheet("gallery:gaza-2024")))


def test_a_sheet_for_an_earlier_round_knows_nothing_of_later_ones() -> None:
    page = plain(sheet(STRAIT, coming="third"))
    assert "for Third round" in page
    assert "What moved in the text since First round" in page
    assert "opened again" not in page


def test_a_sheet_asks_every_side_the_same_and_shows_a_party_neither_releases_nor_what_is_kept_back() -> None:
    for side in ("east", "west"):
        told = plain(sheet(STRAIT, side))
        assert "What to ask of the brackets" in told
        for closed in ("What may be conveyed", "What not to say", "chief envoy", "rejects", "Forty days"):
            assert closed not in told


def test_a_sheet_is_one_page_and_so_is_page_one_of_the_brief(tmp_path: Path) -> None:
    for case in (STRAIT, "gallery:gaza-2024"):
        path = tmp_path / "sheet.pdf"
        path.write_bytes(pdf(sheet(case)))
        assert len(PdfReader(path).pages) == 1


def test_an_exercise_says_so_on_every_sheet_of_paper(draft: Draft, tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    page = text_page(draft, manner=Manner.ANNOTATED, languages=("en", "ar"), recipient="Eastshore")
    path.write_bytes(pdf(Page(page.title, page.blocks * 3, page.foot, page.banner, page.watermark)))
    read = [each.extract_text() for each in PdfReader(path).pages]
    assert len(read) > 2
    assert all(EXERCISE in each and "Eastshore" in each for each in read)
    assert EXERCISE in html(page)


def test_every_page_on_an_exercise_is_marked(draft: Draft) -> None:
    pages = (sheet(STRAIT), converge_page(draft, acts.converge(draft)), since_page(draft, "first", (), ()))
    assert {each.banner for each in pages} == {EXERCISE}


# The command line


def test_every_command_answers_in_words_and_in_json(run: Run, tmp_path: Path) -> None:
    folder = str(texts.folder(tmp_path))
    for words in (
        ("text", "list", folder),
        ("text", "check", folder, "ridge"),
        ("text", "show", folder, "ridge", "--for", "north"),
        ("text", "since", folder, "ridge", "first"),
        ("text", "redline", folder, "ridge", "--language", "ar"),
        ("text", "converge", folder, "ridge"),
        ("text", "bracket", folder, "ridge", "halt-length"),
        ("sheet", folder),
    ):
        out, _, code = run(*words)
        assert code == 0, words
        assert out.strip()
        out, _, code = run(*words, "--json")
        assert code == 0, words
        json.loads(out)


def test_a_round_is_kept_from_the_command_line(run: Run, tmp_path: Path) -> None:
    folder = str(texts.folder(tmp_path))
    heard = ("--heard-by", "an envoy", "--on", "2024-03-20")
    for words in (
        ("answer", folder, "ridge", "who-is-told.both", "--from", "north", "--says", "accepts", *heard),
        ("answer", folder, "ridge", "who-is-told.both", "--from", "south", "--says", "accepts", *heard),
        ("bracket", folder, "ridge", "who-is-told", "--close", "both", "--by", "envoys"),
        (
            "bracket",
            folder,
            "ridge",
            "halt-length",
            "--propose",
            "forty",
            "40 days",
            "--fill",
            "halt-days=40",
            "--by",
            "envoys",
        ),
        ("bracket", folder, "ridge", "halt-length", "--withdraw", "forty-five"),
        ("check", folder, "ridge"),
    ):
        _, err, code = run("text", *words)
        assert code == 0, (words, err)
    out, _, _ = run("text", "since", folder, "ridge", "second")
    assert "Who is told the count: closed on “both sides” (The envoys)" in out
    _, err, code = run("text", "bracket", folder, "ridge", "halt-length", "--close", "forty-five")
    assert (code, "had been withdrawn" in err) == (3, True)
    _, err, code = run("text", "bracket", folder, "ridge", "halt-length", "--close", "thirty", "--reopen")
    assert (code, "one act at a time" in err) == (4, True)


def test_a_file_for_a_reader_is_checked_before_it_is_written(run: Run, tmp_path: Path) -> None:
    folder = texts.folder(tmp_path, ("the line drawn on the map in the annex", "the line that the Grey Man drew"))
    closed = texts.CASE.replace(
        "actors:\n", "actors:\n  grey: {name: the Grey Man, kind: person, audience: mediators}\n"
    )
    (folder / "case.yaml").write_text(closed, encoding="utf-8")
    out = tmp_path / "out.html"
    _, err, code = run("text", "export", str(folder), "ridge", "--for", "north", "--format", "html", "--out", str(out))
    assert (code, out.exists()) == (4, False)
    assert "the Grey Man" in err
    told, _, code = run("text", "export", str(folder), "ridge", "--format", "html", "--out", str(out))
    assert (code, told.strip(), out.exists()) == (0, str(out), True)


def test_a_bracket_tells_what_its_alternatives_do_to_the_plan(run: Run, tmp_path: Path) -> None:
    folder = str(texts.folder(tmp_path, ("fills: {halt-days: 45}", "leaves_out: release")))
    out, _, _ = run("text", "bracket", folder, "ridge", "halt-length", "--json")
    found = {each["variant"]["alternative"]["id"]: each["outlook"] for each in json.loads(out)["effects"]}
    assert found["thirty"]["verdict"]["controllable"] is True
    assert "no moment is called 'release.verified'" in [each["says"] for each in found["forty-five"]["problems"]]


def test_a_sheet_as_docx_is_the_same_bytes_and_bears_nothing_of_this_machine(tmp_path: Path) -> None:
    page = sheet(STRAIT)
    made = word(page)
    assert made == word(page)
    with ZipFile(BytesIO(made)) as parts:
        assert {each.date_time for each in parts.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = parts.read("docProps/core.xml").decode()
        body = parts.read("word/document.xml").decode()
    assert "python-docx" not in core
    assert "1980-01-01" in core
    assert all(each.text.split("\u201c")[0] in body for block in page.blocks for each in lines_of(block))
