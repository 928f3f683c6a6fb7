"""Where a text quotes: from mark to mark, through the end of a paragraph where the next one goes on quoting."""

import re
from dataclasses import dataclass

from detente.intake.parsed import Parsed, Range

_SINGLE = re.compile(r"(?<!\w)'(?=\S)[^'\n]*(?:(?<=\w)'(?=\w)[^'\n]*)*(?<=[^\s])'(?!\w)")


@dataclass(frozen=True, slots=True)
class Quotation:
    """What stands between two marks, the marks left out; `words` counts it."""

    start: int
    end: int
    words: int

    @property
    def range(self) -> Range:
        return self.start, self.end


def quotations(parsed: Parsed) -> tuple[Quotation, ...]:
    """The quotations of a text in its order; one left open at a paragraph's end ends with the paragraph.

    Double marks first. Single marks count only in a text that has no double ones, and never as an apostrophe.
    """
    found = [each for p in parsed.paragraphs for each in _double(parsed.folded, p.start, p.end)]
    if not found:
        found = [(m.start() + 1, m.end() - 1) for m in _SINGLE.finditer(parsed.folded)]
    return tuple(
        Quotation(start, end, len(re.findall(r"\w+", parsed.folded[start:end])))
        for start, end in (_trimmed(parsed.folded, *each) for each in found)
        if start < end
    )


def _double(folded: str, start: int, end: int) -> list[Range]:
    marks = [m.start() for m in re.finditer('"', folded[start:end])]
    pairs = [(start + a + 1, start + b) for a, b in zip(marks[::2], marks[1::2], strict=False)]
    return [*pairs, *([(start + marks[-1] + 1, end)] if len(marks) % 2 else [])]


def _trimmed(folded: str, start: int, end: int) -> Range:
    """Without the spaces and the comma or full stop that belong to the sentence around it."""
    while start < end and folded[start] == " ":
        start += 1
    while start < end and folded[end - 1] in " ,.;":
        end -= 1
    return start, end
