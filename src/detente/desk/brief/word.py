"""A page as a DOCX file, to be worked on in an office program; the same page gives the same bytes.

Pictures are given by their words. Nothing of this machine enters the file: no names, no times, no thumbnail.
"""

from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from detente.desk.pages import (
    Beside,
    Block,
    Break,
    Heading,
    Ink,
    Inked,
    Line,
    Lines,
    Page,
    Passage,
    Picture,
    Table,
    direction,
)

FIRST_DAY = (1980, 1, 1, 0, 0, 0)
"""The day every part of a file bears: the first that its format knows."""
SMALL, TEXT = 7, 8.5  # points


def word(page: Page) -> bytes:
    """The page as DOCX, on paper as large as the PDF's."""
    import docx
    from docx.shared import Cm, Pt

    document = docx.Document()
    _without_traces(document, page.title)
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.4)
    section.header_distance = section.footer_distance = Cm(0.6)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(TEXT), "Georgia"
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    for level, size in ((1, 13), (2, 10), (3, 9)):
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.name, style.font.color.rgb = Pt(size), "Georgia", None
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(5), Pt(1)
    for place, words in ((section.header, page.banner), (section.footer, page.foot)):
        place.paragraphs[0].text = words
        place.paragraphs[0].runs[0].font.size = Pt(SMALL)
    _heading(document, page.title, 1, page.language)
    for block in page.blocks[:-1] if page.blocks[-1:] == (Break(),) else page.blocks:
        _draw(document, block)
    return _packed(document)


def _draw(into: Any, block: Block) -> None:  # noqa: ANN401 - a document or a cell; the library has no type for both
    match block:
        case Heading(text, level):
            _heading(into, text, min(level, 3), "en")
        case Lines(lines, bullets):
            for each in lines:
                _line(into.add_paragraph(style="List Bullet" if bullets else None), each)
        case Table(caption, heads, rows):
            _heading(into, caption, 3, "en")
            _table(into, heads, rows)
        case Beside(columns):
            grid = into.add_table(rows=1, cols=len(columns))
            for cell, (title, inner) in zip(grid.rows[0].cells, columns, strict=True):
                cell.paragraphs[0].add_run(title).bold = True
                for part in inner:
                    _draw(cell, part)
        case Picture(caption):
            _heading(into, caption, 3, "en")
            for words in block.words:
                into.add_paragraph(words, style="List Bullet")
        case Passage():
            _passage(into, block)
        case Break():
            into.add_page_break()


def _heading(into: Any, words: str, level: int, language: str) -> None:  # noqa: ANN401
    paragraph = into.add_paragraph(style=f"Heading {level}")
    _run(paragraph, words, language)


def _line(paragraph: Any, each: Line) -> None:  # noqa: ANN401
    from docx.shared import Pt

    if each.lead:
        paragraph.add_run(f"{each.lead} ").bold = True
    paragraph.add_run(each.text)
    cited = f"[{'; '.join(cite.label for cite in each.cites)}]" if each.cites else ""
    noted = f"({each.note})" if each.note else ""
    for words in filter(None, (noted, cited)):
        paragraph.add_run(f" {words}").font.size = Pt(SMALL)


def _table(into: Any, heads: tuple[str, ...], rows: tuple[tuple[tuple[Line, ...], ...], ...]) -> None:  # noqa: ANN401
    grid = into.add_table(rows=1, cols=len(heads), style="Table Grid")
    for cell, head in zip(grid.rows[0].cells, heads, strict=True):
        cell.paragraphs[0].add_run(head).bold = True
    for row in rows:
        for cell, lines in zip(grid.add_row().cells, row, strict=True):
            for number, each in enumerate(lines):
                _line(cell.add_paragraph() if number else cell.paragraphs[0], each)


def _passage(into: Any, block: Passage) -> None:  # noqa: ANN401
    if block.title:
        _heading(into, f"{block.number} {''.join(each.words for each in block.title)}", 3, block.language)
    for row, (language, words) in enumerate(block.versions):
        paragraph = into.add_paragraph()
        if not block.title and not row:
            _run(paragraph, f"{block.number} ", language)
        for each in words:
            _inked(paragraph, each, language)
    for note in block.notes:
        _line(into.add_paragraph(style="List Bullet"), note)


def _inked(paragraph: Any, each: Inked, language: str) -> None:  # noqa: ANN401
    run = _run(paragraph, each.words, language)
    run.bold = each.ink is Ink.BRACKET
    run.underline = each.ink is Ink.INSERTED
    run.font.strike = each.ink is Ink.DELETED


def _run(paragraph: Any, words: str, language: str) -> Any:  # noqa: ANN401
    """Words in a language, from the side it is written from."""
    from docx.oxml import OxmlElement

    run = paragraph.add_run(words)
    if direction(language) == "rtl":
        paragraph._p.get_or_add_pPr().append(OxmlElement("w:bidi"))
        run.font.rtl = True
    return run


def _without_traces(document: Any, title: str) -> None:  # noqa: ANN401
    """Takes out what the library's own template says of its maker and its day."""
    from datetime import datetime

    known = document.core_properties
    known.author, known.title, known.comments = "detente", title, ""
    known.created = known.modified = datetime(*FIRST_DAY[:3])
    known.last_modified_by, known.revision = "detente", 1


def _packed(document: Any) -> bytes:  # noqa: ANN401
    """The document's file with every part on the same day, and without the template's thumbnail."""
    raw, packed = BytesIO(), BytesIO()
    document.save(raw)
    with ZipFile(raw) as parts, ZipFile(packed, "w", ZIP_DEFLATED) as kept:
        for part in parts.infolist():
            kept.writestr(ZipInfo(part.filename, FIRST_DAY), parts.read(part.filename), ZIP_DEFLATED)
    return packed.getvalue()
