"""A document keeps its words, its paragraphs and its places, whatever kind of file it came in."""

import json
import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import intake_formats as formats
import intake_texts as texts
from detente.intake import gate
from detente.intake.documents.folding import fold
from detente.intake.documents.model import Part
from detente.intake.documents.reading import propose_dates, read
from detente.intake.documents.refusals import NoDate, UnreadableSource

DAY = date(2020, 1, 31)
ARTICLES = "\n".join(path.read_text(encoding="utf-8") for path in texts.articles("tuning"))
PARAGRAPHS = [each for each in ARTICLES.split("\n") if each.strip()]


def plain(words: str) -> str:
    return " ".join(fold(words).split())


@given(st.text())
def test_folding_keeps_every_offset_and_changes_nothing_twice(text: str) -> None:
    assert len(fold(text)) == len(text)
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize("kind", formats.KINDS)
def test_every_paragraph_comes_through_whole_and_in_order(tmp_path: Path, kind: str) -> None:
    document = read(formats.write(PARAGRAPHS, tmp_path, kind), date=DAY)
    found = [plain(document.text[p.start : p.end]) for p in document.paragraphs]
    assert [each for each in found if each != formats.TITLE] == [plain(each) for each in PARAGRAPHS]


@pytest.mark.parametrize("kind", formats.KINDS)
def test_every_character_leads_back_to_its_paragraph(tmp_path: Path, kind: str) -> None:
    document = read(formats.write(PARAGRAPHS, tmp_path, kind), date=DAY)
    for number, paragraph in enumerate(document.paragraphs, 1):
        place = document.place(paragraph.start)
        assert place.paragraph == number
        assert (place.page is not None) == kind.endswith("pdf")
        assert (place.box is not None) == kind.endswith("pdf")
    with pytest.raises(IndexError):
        document.place(len(document.text))


def test_a_plain_file_is_its_own_text_to_the_character(tmp_path: Path) -> None:
    raw = "One “line”.\r\n\r\n  Another one\u00a0here.\n"
    (tmp_path / "a.txt").write_bytes(raw.encode())
    assert read(tmp_path / "a.txt", date=DAY).text == raw


def test_a_later_page_is_known_by_its_number(tmp_path: Path) -> None:
    document = read(formats.write(PARAGRAPHS * 3, tmp_path, "pdf"), date=DAY)
    pages = [p.page for p in document.paragraphs if p.page]
    assert pages == sorted(pages)
    assert pages[-1] > 1


@pytest.mark.parametrize(("kind", "found"), [("html", date(2020, 1, 31)), ("eml", date(2020, 1, 31)), ("txt", None)])
def test_a_document_without_a_day_is_refused_with_the_days_its_file_tells_of(
    tmp_path: Path, kind: str, found: date | None
) -> None:
    path = formats.write(PARAGRAPHS, tmp_path, kind)
    with pytest.raises(NoDate, match="--date") as refusal:
        read(path)
    assert [each.on for each in refusal.value.proposed] == ([found] if found else [])
    assert propose_dates(path) == refusal.value.proposed


def test_a_mail_names_its_sender_and_its_attachments_and_reads_none_of_them(tmp_path: Path) -> None:
    document = read(formats.write(PARAGRAPHS, tmp_path, "eml"), date=DAY)
    assert (document.publisher, document.attachments) == ("Desk", ("annex.pdf",))


def test_scripts_menus_and_notices_of_a_page_are_no_part_of_its_text(tmp_path: Path) -> None:
    text = read(formats.write(PARAGRAPHS, tmp_path, "html"), date=DAY).text
    assert not re.search(r"alert|World\n|Copyright", text)


def test_list_items_and_headings_are_told_apart(tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text("# Plan\n\n- release of ten\n- return of five\n\n1. then talks\n", encoding="utf-8")
    parts = [p.part for p in read(tmp_path / "a.md", date=DAY).paragraphs]
    assert parts == [Part.HEADING, Part.ITEM, Part.ITEM, Part.ITEM]


@pytest.mark.parametrize(
    ("name", "raw", "remedy"),
    [
        ("a.txt", "caf\xe9".encode("latin-1"), "save it as UTF-8"),
        ("a.docx", b"PK\x03\x04 not a package", "save it as .docx"),
        ("a.pdf", b"%PDF-1.4 broken", "print it to a new PDF"),
        ("a.rtf", b"{\\rtf1}", "give one of"),
        ("a.txt", b" \n ", "holds no text"),
        ("a.html", b"<html><body></body></html>", "save its text as .txt"),
    ],
)
def test_what_cannot_be_read_is_refused_with_the_remedy(tmp_path: Path, name: str, raw: bytes, remedy: str) -> None:
    (tmp_path / name).write_bytes(raw)
    with pytest.raises(UnreadableSource, match=re.escape(remedy)):
        read(tmp_path / name, date=DAY)


def test_a_scanned_pdf_is_refused_and_says_so(tmp_path: Path) -> None:
    import typst

    (tmp_path / "a.pdf").write_bytes(typst.compile(b"#rect(width: 5cm, height: 5cm)"))
    with pytest.raises(UnreadableSource, match="text recognition"):
        read(tmp_path / "a.pdf", date=DAY)


@pytest.mark.known
@pytest.mark.parametrize("kind", formats.KINDS)
def test_every_marked_span_of_the_report_is_found_in_every_kind_of_file(
    shared: Path, tmp_path: Path, kind: str
) -> None:
    seed = shared / "seed"
    text = (seed / "article.txt").read_bytes().decode()
    gold = json.loads((seed / "gold.json").read_text(encoding="utf-8"))
    spans = [tuple(at.values())[:2] if isinstance(at, dict) else at for s in gold["statements"] for at in s["spans"]]
    spans += [(each["start"], each["end"]) for each in (*gold["quantities"], *gold["dates"])]
    spans += [(each["span"]["start"], each["span"]["end"]) for each in gold["plan"]["obligations"]]
    paragraphs = [each for each in text.split("\n") if each.strip()]
    document = read(formats.write(paragraphs, tmp_path, kind), date=DAY)
    folded = fold(document.text)
    assert [text[slice(*at)] for at in spans if gate.find(folded, text[slice(*at)]) is None] == []
    found = {plain(document.text[p.start : p.end]) for p in document.paragraphs}
    assert [each for each in map(plain, paragraphs) if each not in found] == []
