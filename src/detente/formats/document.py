"""Marks by which a text's clauses are found again in a DOCX file, and a reader of what now stands in it.

A file is read with the standard library alone: its main part, as the reader of an office program sees it with all
tracked changes made. Nothing else in it is opened, so macros, links and embedded files do nothing.
"""

from collections.abc import Iterator
from hashlib import sha256
from io import BytesIO
from pathlib import Path
from typing import NamedTuple
from xml.etree import ElementTree
from zipfile import BadZipFile, ZipFile

from detente.errors import Unreadable
from detente.text.edits import Found
from detente.text.model import Text

MOST_BYTES, MOST_UNPACKED = 20_000_000, 100_000_000
MAIN = "word/document.xml"
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


class UnreadableDocument(Unreadable):
    """A file that is no copy of a text that this reader could have been handed."""

    def __init__(self, name: str, why: str) -> None:
        super().__init__(name, ())
        self.args = (f"{name} cannot be read back: {why}",)


def clause_mark(clause: str, language: str) -> str:
    """The bookmark on a clause's words in a language; at most 40 characters, as office programs want."""
    return _mark("c", clause, language)


def title_mark(clause: str) -> str:
    """The bookmark on a clause's title."""
    return _mark("t", clause)


def revision_mark(revision: str) -> str:
    """The bookmark that says which revision a file was made of.

    >>> revision_mark("ab" * 32)
    'r_abababababababababababababababab'
    """
    return f"r_{revision[:32]}"


KNOWN = "n_"
"""How the bookmark begins on a paragraph that is no clause, such as a note."""


def _mark(kind: str, *names: str) -> str:
    return f"{kind}_{sha256(chr(0).join(names).encode()).hexdigest()[:24]}"


class _Paragraph(NamedTuple):
    """A paragraph's bookmarks and its words."""

    marks: tuple[str, ...]
    words: str


def load(path: Path) -> bytes:
    """The bytes of a file. Raises UnreadableDocument where it cannot be opened or is too large."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        raise UnreadableDocument(str(path), (error.strerror or "no reason given").lower()) from error
    if len(raw) > MOST_BYTES:
        raise UnreadableDocument(str(path), f"it has more than {MOST_BYTES} bytes")
    return raw


def read(raw: bytes, text: Text, languages: tuple[str, ...], *, name: str = "the file") -> Found:
    """What stands in a DOCX file where the clauses of `text` stood. Raises UnreadableDocument."""
    clauses = {clause_mark(each.id, language): (each.id, language) for each in text.clauses for language in languages}
    titles = {title_mark(each.id): each.id for each in text.clauses}
    words: dict[tuple[str, str], str] = {}
    titled: dict[str, str] = {}
    added: list[tuple[str, str]] = []
    revision = last = ""
    try:
        paragraphs = tuple(_paragraphs(raw, name))
    except RecursionError as error:
        raise UnreadableDocument(name, "its parts lie too deep in each other") from error
    for paragraph in paragraphs:
        known = False
        for mark in paragraph.marks:
            if mark in clauses and clauses[mark] not in words:
                words[clauses[mark]], last, known = paragraph.words, clauses[mark][0], True
            elif mark in titles and titles[mark] not in titled:
                titled[titles[mark]], last, known = paragraph.words, titles[mark], True
            elif mark.startswith("r_"):
                revision = mark.removeprefix("r_")
            known = known or mark.startswith((KNOWN, "r_"))
        if not known and paragraph.words.strip():
            added.append((last, paragraph.words.strip()))
    if not revision:
        raise UnreadableDocument(name, "it is no copy with brackets that detente wrote, or its bookmarks are gone")
    return Found(revision, words, titled, tuple(added))


def _paragraphs(raw: bytes, name: str) -> Iterator[_Paragraph]:
    """Every paragraph of the main part in order, those in tables too."""
    try:
        with ZipFile(BytesIO(raw)) as parts:
            if sum(each.file_size for each in parts.infolist()) > MOST_UNPACKED:
                raise UnreadableDocument(name, f"unpacked it has more than {MOST_UNPACKED} bytes")
            main = parts.read(MAIN)
    except (BadZipFile, KeyError, NotImplementedError, RuntimeError, EOFError, OSError) as error:
        raise UnreadableDocument(name, "it is no DOCX file") from error
    if b"<!DOCTYPE" in main or b"<!ENTITY" in main:
        raise UnreadableDocument(name, "it declares entities, which no office program writes")
    try:
        body = ElementTree.fromstring(main)
    except ElementTree.ParseError as error:
        raise UnreadableDocument(name, f"its main part is no XML: {error}") from error
    for paragraph in body.iter(f"{_W}p"):
        marks = (each.get(f"{_W}name", "") for each in paragraph.iter(f"{_W}bookmarkStart"))
        yield _Paragraph(tuple(marks), "".join(_told(paragraph)))


_UNMADE = (f"{_W}del", f"{_W}moveFrom", f"{_W}txbxContent")
_CHARACTERS = {f"{_W}tab": "\t", f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}noBreakHyphen": "\u2011"}


def _told(element: ElementTree.Element) -> Iterator[str]:
    """The words inside an element with all tracked changes made."""
    for each in element:
        if each.tag in _UNMADE:
            continue
        if each.tag == f"{_W}t":
            yield each.text or ""
        elif each.tag in _CHARACTERS and element.tag == f"{_W}r":
            yield _CHARACTERS[each.tag]
        else:
            yield from _told(each)
