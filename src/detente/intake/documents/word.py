"""Word files, by python-docx: paragraphs, headings, list items and the cells of tables, in the order of the page."""

from datetime import UTC
from io import BytesIO
from zipfile import BadZipFile, ZipFile

from detente.intake.documents.model import Content, Part, Piece, ProposedDate
from detente.intake.documents.refusals import UnreadableSource

LARGEST = 200_000_000
"""Bytes that a file may unpack to."""


def read_word(raw: bytes, name: str) -> Content:
    from docx import Document
    from docx.opc.exceptions import PackageNotFoundError
    from docx.table import Table

    try:
        with ZipFile(BytesIO(raw)) as packed:
            if sum(each.file_size for each in packed.infolist()) > LARGEST:
                raise UnreadableSource(f"{name}: unpacks to more than {LARGEST:,} bytes; save it anew in Word")
        document = Document(BytesIO(raw))
    except (BadZipFile, PackageNotFoundError, KeyError, ValueError) as problem:
        raise UnreadableSource(f"{name}: not a Word file; open it in Word and save it as .docx") from problem
    pieces: list[Piece] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            pieces += [Piece(cell.text.strip(), Part.CELL) for row in block.rows for cell in row.cells]
        else:
            style = (block.style.name or "") if block.style else ""
            part = (
                Part.HEADING
                if style.startswith(("Heading", "Title"))
                else Part.ITEM
                if "List" in style
                else Part.PARAGRAPH
            )
            pieces.append(Piece(block.text.strip(), part))
    core = document.core_properties
    told = ((core.created, "created"), (core.modified, "last saved"))
    dates = tuple(
        ProposedDate(when.replace(tzinfo=UTC).date(), f"{word}, file properties") for when, word in told if when
    )
    return Content(tuple(each for each in pieces if each.words), dates=dates)
