"""A page as a DOCX file, to be worked on in an office program; the same page gives the same bytes.

Pictures are given by their words. A page that shows a revision of a text has bookmarks by which its clauses are found
again (`formats.document`). Nothing of this machine enters the file: no names, no times, no thumbnail.
"""

from typing import Any

from detente.desk.brief import wordparts as parts
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
from detente.formats.document import KNOWN, clause_mark, revision_mark, title_mark

SMALL, TEXT, FONT = 7, 8.5, "Georgia"  # points


def word(page: Page) -> bytes:
    """The page as DOCX, on paper as large as the PDF's."""
    import docx

    document = docx.Document()
    parts.without_traces(document, page.title)
    _set_up(document, page)
    writer = _Writer(document, page)
    writer.heading(document, page.title, 1, page.language, revision_mark(page.revision) if page.revision else "")
    for block in page.blocks[:-1] if page.blocks[-1:] == (Break(),) else page.blocks:
        writer.draw(document, block)
    return parts.packed(document)


def _set_up(document: Any, page: Page) -> None:  # noqa: ANN401 - the library has no type for what it opens
    """Paper, fonts, what stands at the top and bottom of every sheet, and across it."""
    from docx.shared import Cm, Pt

    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin = section.right_margin = Cm(1.5)
    section.top_margin = section.bottom_margin = Cm(1.4)
    section.header_distance = section.footer_distance = Cm(0.6)
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(TEXT), FONT
    normal.paragraph_format.space_after = normal.paragraph_format.space_before = Pt(0)
    for level, size in ((1, 13), (2, 10), (3, 9)):
        style = document.styles[f"Heading {level}"]
        style.font.size, style.font.name, style.font.color.rgb = Pt(size), FONT, None
        style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(5), Pt(1)
    top, bottom = section.header.paragraphs[0], section.footer.paragraphs[0]
    top.add_run(page.banner).bold = True
    bottom.add_run(f"{page.foot} ").font.size = Pt(SMALL)
    parts.page_field(bottom)
    if page.watermark:
        parts.watermark(top, page.watermark)


class _Writer:
    """Puts blocks into a document or a cell, and bookmarks on what is to be found again."""

    def __init__(self, document: Any, page: Page) -> None:  # noqa: ANN401
        self.marked = bool(page.revision)
        self.bookmarks = parts.Bookmarks()
        self.numbers = parts.numbering(document) if any(isinstance(each, Passage) for each in page.blocks) else 0
        self.changes = 0

    def draw(self, into: Any, block: Block) -> None:  # noqa: ANN401
        match block:
            case Heading(text, level):
                self.heading(into, text, min(level, 3))
            case Lines(lines, bullets):
                for each in lines:
                    self.line(into.add_paragraph(style="List Bullet" if bullets else None), each)
            case Table(caption, heads, rows):
                self.heading(into, caption, 3)
                self.table(into, heads, rows)
            case Beside(columns):
                cells = into.add_table(rows=1, cols=len(columns)).rows[0].cells
                for cell, (title, inner) in zip(cells, columns, strict=True):
                    self.line(cell.paragraphs[0], Line("", lead=title))
                    for part in inner:
                        self.draw(cell, part)
            case Picture(caption):
                self.heading(into, caption, 3)
                for words in block.words:
                    self.line(into.add_paragraph(style="List Bullet"), Line(words))
            case Passage():
                self.passage(into, block)
            case Break():
                into.add_page_break()

    def heading(self, into: Any, words: str, level: int, language: str = "en", mark: str = "") -> None:  # noqa: ANN401
        paragraph = into.add_paragraph(style=f"Heading {level}")
        self.ink(paragraph, Inked(words), language)
        self.mark(paragraph, mark)

    def line(self, paragraph: Any, each: Line) -> None:  # noqa: ANN401
        from docx.shared import Pt

        if each.lead:
            paragraph.add_run(f"{each.lead} ").bold = True
        paragraph.add_run(each.text)
        cited = f"[{'; '.join(cite.label for cite in each.cites)}]" if each.cites else ""
        for words in filter(None, (f"({each.note})" if each.note else "", cited)):
            paragraph.add_run(f" {words}").font.size = Pt(SMALL)
        self.mark(paragraph)

    def table(self, into: Any, heads: tuple[str, ...], rows: tuple[tuple[tuple[Line, ...], ...], ...]) -> None:  # noqa: ANN401
        grid = into.add_table(rows=1, cols=len(heads), style="Table Grid")
        for cell, head in zip(grid.rows[0].cells, heads, strict=True):
            self.line(cell.paragraphs[0], Line("", lead=head))
        for row in rows:
            for cell, lines in zip(grid.add_row().cells, row, strict=True):
                for number, each in enumerate(lines):
                    self.line(cell.add_paragraph() if number else cell.paragraphs[0], each)

    def passage(self, into: Any, block: Passage) -> None:  # noqa: ANN401
        """A clause: a numbered heading, or else numbered words; two languages stand side by side in a table."""
        if block.title:
            title = into.add_paragraph(style="Heading 3")
            for each in block.title:
                self.ink(title, each, block.language)
            self.mark(title, title_mark(block.name))
            self.number(title, block)
        count = len(block.versions)
        cells = into.add_table(rows=1, cols=count).rows[0].cells if count > 1 else ()
        for row, (language, words) in enumerate(block.versions):
            paragraph = cells[row].paragraphs[0] if cells else into.add_paragraph()
            for each in words:
                self.ink(paragraph, each, language)
            self.mark(paragraph, clause_mark(block.name, language))
            if not block.title and not row:
                self.number(paragraph, block)
        for note in block.notes:
            self.line(into.add_paragraph(style="List Bullet"), note)

    def number(self, paragraph: Any, block: Passage) -> None:  # noqa: ANN401
        """The office program counts the clauses; one that is struck has no number any more."""
        if block.number[:1].isdigit():
            parts.number(paragraph, self.numbers, block.level)

    def ink(self, paragraph: Any, each: Inked, language: str) -> None:  # noqa: ANN401
        """Words in a language, from the side it is written from; what was struck and added as tracked changes."""
        run = paragraph.add_run(each.words)
        if direction(language) == "rtl":
            parts.right_to_left(paragraph)
            run.font.rtl = True
        run.bold = run.font.cs_bold = True if each.ink is Ink.BRACKET else None
        if each.ink in (Ink.INSERTED, Ink.DELETED):
            parts.tracked(run, "ins" if each.ink is Ink.INSERTED else "del", self.changes)
            self.changes += 1

    def mark(self, paragraph: Any, name: str = "") -> None:  # noqa: ANN401
        """A bookmark by which a clause is found again, or that says that this is none."""
        if self.marked:
            self.bookmarks.put(paragraph, name or f"{KNOWN}{self.bookmarks.count}")
