"""A document once read: its text, what it is, and where every character of it stands.

The text of a plain file is the file's own, untouched, so that offsets are the file's; of any other kind it is the
paragraphs, a blank line between two. Nothing of a document is ever changed after it was read.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

Box = tuple[float, float, float, float]
"""Left, top, right and bottom on the page, in points."""


class Part(StrEnum):
    """What a paragraph is."""

    PARAGRAPH = "paragraph"
    HEADING = "heading"
    ITEM = "item"
    CELL = "cell"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text: its range, what it is, and where a kind with pages has it."""

    start: int
    end: int
    part: Part = Part.PARAGRAPH
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Where a character stands: paragraph and line from 1, the column from 1, page and box where there are any."""

    paragraph: int
    line: int
    column: int
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class ProposedDate:
    """A date that a file states about itself, and where: to be confirmed, never taken for granted."""

    on: date
    where: str


@dataclass(frozen=True, slots=True)
class SourceDocument:
    """A document with its date; `sha256` is of the file's bytes."""

    name: str
    text: str
    sha256: str
    kind: str
    date: date
    paragraphs: tuple[Paragraph, ...]
    publisher: str | None = None
    attachments: tuple[str, ...] = ()

    def place(self, offset: int) -> Place:
        """Where the character at an offset stands. Raises IndexError outside the text."""
        if not 0 <= offset < len(self.text):
            raise IndexError(f"the text has no character {offset}; it has {len(self.text)}")
        n = max(bisect_right([p.start for p in self.paragraphs], offset) - 1, 0)
        paragraph = self.paragraphs[n]
        before = self.text[:offset]
        line, column = before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1
        return Place(n + 1, line, column, paragraph.page, paragraph.box)


@dataclass(frozen=True, slots=True)
class Piece:
    """A paragraph on its way into a document: its words, what it is, its page and box."""

    words: str
    part: Part = Part.PARAGRAPH
    page: int | None = None
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What a reader of one kind of file gives: the pieces, or the text as it is, and what the file says of itself."""

    pieces: tuple[Piece, ...] = ()
    text: str | None = None
    publisher: str | None = None
    dates: tuple[ProposedDate, ...] = ()
    attachments: tuple[str, ...] = ()
