"""The words of a clause taken apart: plain words, brackets, and pointers to other clauses; and clause numbers."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from detente.text.model import Alternative, Bracket, Text

MARK = re.compile(r"\[([a-z0-9]+(?:-[a-z0-9]+)*)\]|\{([a-z0-9]+(?:-[a-z0-9]+)*)\}")
"""A bracket or a pointer as it stands in a text's file."""
BLANK = "…"
"""What stands in a bracket for which nobody has proposed words."""
GAP = "______"
"""What stands in clean words for a bracket that is open."""
ISOLATE, END_ISOLATE = "\u2068", "\u2069"
"""Between these, words keep their own direction, whatever they stand among."""


@dataclass(frozen=True, slots=True)
class Plain:
    """Words that are not in dispute."""

    words: str


@dataclass(frozen=True, slots=True)
class Choice:
    """A bracket, with the words of each standing alternative, or only those it was closed on."""

    bracket: Bracket
    ways: tuple[tuple[Alternative, str], ...]
    closed: bool

    @property
    def words(self) -> str:
        """As it stands in the bracketed text: alternatives divided by bars, or what was agreed."""
        if self.closed:
            return self.ways[0][1]
        return f"[{' | '.join(words or BLANK for _, words in self.ways) or BLANK}]"


@dataclass(frozen=True, slots=True)
class Pointer:
    """A clause named by its number."""

    clause: str
    words: str


Piece = Plain | Choice | Pointer


class Reader:
    """Reads words of one text, whose brackets and numbers are looked up once."""

    def __init__(self, text: Text) -> None:
        self.brackets = {each.id: each for each in text.brackets}
        self.numbers = numbers(text)

    def pieces(self, words: str, language: str | None = None) -> Iterator[Piece]:
        """The words as pieces, in order. A mark that names nothing stays as it is written."""
        end = 0
        for mark in MARK.finditer(words):
            if mark.start() > end:
                yield Plain(words[end : mark.start()])
            end = mark.end()
            if mark[1] in self.brackets:
                yield _choice(self.brackets[mark[1]], language)
            elif mark[2] in self.numbers:
                yield Pointer(mark[2], self.numbers[mark[2]])
            else:
                yield Plain(mark[0])
        if end < len(words):
            yield Plain(words[end:])

    def read(self, words: str, language: str | None = None) -> str:
        """The words as they are read out, brackets and numbers in their place."""
        return "".join(each.words for each in self.pieces(words, language))


def pieces(text: Text, words: str, language: str | None = None) -> tuple[Piece, ...]:
    """The words of a clause as pieces, in order. A mark that names nothing stays as it is written.

    >>> [each.words for each in pieces(Text("t", "T"), "Both hold fire for [days].")]
    ['Both hold fire for ', '[days]', '.']
    """
    return tuple(Reader(text).pieces(words, language))


def read(text: Text, words: str, language: str | None = None) -> str:
    """The words of a clause as they are read out, brackets and numbers in their place."""
    return Reader(text).read(words, language)


def _choice(bracket: Bracket, language: str | None) -> Choice:
    chosen = bracket.chosen
    ways = (chosen,) if chosen else bracket.standing
    return Choice(bracket, tuple((each, each.in_language(language)) for each in ways), chosen is not None)


def numbers(text: Text) -> dict[str, str]:
    """The number of each clause: 1, 1.1, 1.1.1, by its place among those beside it. Hidden clauses leave no gap.

    >>> from detente.text.model import Clause
    >>> numbers(Text("t", "T", clauses=(Clause("a"), Clause("b", under="a"), Clause("c"))))
    {'a': '1', 'b': '1.1', 'c': '2'}
    """
    found: dict[str, str] = {}
    counts: dict[str | None, int] = {}
    for each in text.clauses:
        counts[each.under] = counts.get(each.under, 0) + 1
        above = f"{found[each.under]}." if each.under in found else ""
        found[each.id] = f"{above}{counts[each.under]}"
    return found


def marks(words: str) -> Iterator[tuple[str, str]]:
    """The brackets and clauses that words name: ('bracket' or 'clause', id)."""
    for mark in MARK.finditer(words):
        yield ("bracket", mark[1]) if mark[1] else ("clause", mark[2])


def depth(text: Text, clause: str) -> int:
    """How deep a clause lies; 1 at the top."""
    return numbers(text).get(clause, "").count(".") + 1
