"""A document parsed: its paragraphs as spaCy sees them, with offsets into the document's own text.

The parser sees folded text (one kind of space, quotation mark and dash), which is as long as the text itself, so
that an offset found in it holds in the document. One model, pinned by the project's lock, gives the same parse on
every machine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from detente.intake.documents.folding import fold
from detente.intake.english import language

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

Range = tuple[int, int]
"""From the first code point to one past the last, in the document's text."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: where it starts in the document, its number from 1, its parse, and whether it is an item of a list.

    The mark or number that an item begins with is left out, so that the parser sees a sentence.
    """

    number: int
    start: int
    doc: "Doc"
    item: bool = False

    @property
    def end(self) -> int:
        return self.start + len(self.doc.text)

    def at(self, *tokens: "Token") -> Range:
        """From the first to the last of some tokens, in the document."""
        return self.start + min(t.idx for t in tokens), self.start + max(t.idx + len(t) for t in tokens)

    def of(self, span: "Span | Doc") -> Range:
        return self.at(span[0], span[-1])


@dataclass(frozen=True, slots=True)
class Parsed:
    """A text with its paragraphs parsed; `folded` is the text as the parser saw it."""

    text: str
    folded: str
    paragraphs: tuple[Paragraph, ...]

    @property
    def english(self) -> bool:
        """Whether the words of a text are English ones: enough of them are the small words every English text has."""
        words = [t for p in self.paragraphs for t in p.doc if t.is_alpha]
        return sum(t.is_stop for t in words) >= 0.15 * len(words)

    def sentences(self) -> Iterator[tuple[Paragraph, "Span"]]:
        for paragraph in self.paragraphs:
            for sentence in paragraph.doc.sents:
                yield paragraph, sentence


def parse(text: str, paragraphs: tuple[Range, ...] = ()) -> Parsed:
    """Parse a text; without `paragraphs`, every line that is not empty is one."""
    folded = fold(text)
    ranges = paragraphs or tuple(m.span() for m in re.finditer(r"\S(?:[^\n]*\S)?", folded))
    marked = [_ITEM.match(folded, start, end) for start, end in ranges]
    begins = [mark.end() if mark else start for mark, (start, _) in zip(marked, ranges, strict=True)]
    pieces = (folded[begin:end].replace("\n", " ") for begin, (_, end) in zip(begins, ranges, strict=True))
    docs = language().pipe(pieces, batch_size=32)
    rows = zip(begins, docs, marked, strict=True)
    return Parsed(text, folded, tuple(Paragraph(n, at, doc, bool(mark)) for n, (at, doc, mark) in enumerate(rows, 1)))


_ITEM = re.compile(r"(?:[-*•·]|\(?(?:\d{1,3}|[ivx]{1,4}|[a-z])[.)])\s+(?=\S)", re.I)
