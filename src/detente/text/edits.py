"""What a reader changed in a copy of a text: wording, a bracket settled or given words of its own, clauses gone or new.

The copy is compared with the words as they were handed out, word by word; what is found in place of a bracket decides
whether it was left alone, settled on one of its alternatives, or given others. Nothing is taken by being found.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from detente.text.model import Text
from detente.text.redline import aligned, spelt
from detente.text.rounds import in_force
from detente.text.wording import BLANK, END_ISOLATE, GAP, ISOLATE, Choice, Piece, Plain, Pointer, Reader


class Kind(StrEnum):
    """What was done."""

    REWORDED = "reworded"
    SETTLED = "settled"
    PROPOSED = "put forward"
    TITLED = "given another title"
    STRUCK = "struck"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: to which clause, bracket or alternative, in which language, from what words to what.

    Words of a clause are in the notation of the text's file, with brackets and pointers as marks.
    """

    kind: Kind
    about: str
    language: str
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class Found:
    """What stood in a copy: the words of clauses by (clause, language), their titles, and paragraphs it did not have.

    `added` are (the clause before it or '', words) pairs. `revision` is the one the copy was made of.
    """

    revision: str
    words: Mapping[tuple[str, str], str]
    titles: Mapping[str, str]
    added: tuple[tuple[str, str], ...] = ()


def edits(text: Text, found: Found, languages: tuple[str, ...]) -> tuple[Edit, ...]:
    """Every change in a copy of the text in these languages, in the order of its clauses."""
    return tuple(_edits(in_force(text), found, languages))


def _edits(text: Text, found: Found, languages: tuple[str, ...]) -> Iterator[Edit]:
    reader = Reader(text)
    for clause in text.clauses:
        shown = [each for each in languages if clause.wording.in_language(_told(text, each))]
        title = clause.title_in(_told(text, languages[0]))
        if clause.id in found.titles and found.titles[clause.id] != title:
            yield Edit(Kind.TITLED, clause.id, languages[0], title, found.titles[clause.id])
        gone = [each for each in shown if not found.words.get((clause.id, each), "").strip()]
        if shown and gone == shown:
            yield Edit(Kind.STRUCK, clause.id, languages[0], clause.wording.in_language(_told(text, languages[0])))
            continue
        for language in shown:
            words = clause.wording.in_language(_told(text, language))
            yield from _of_words(reader, clause.id, language, _told(text, language), words, found)
    for after, words in found.added:
        yield Edit(Kind.ADDED, after, languages[0], after=words)


def _told(text: Text, language: str) -> str | None:
    return None if language == text.language else language


def _of_words(reader: Reader, clause: str, language: str, told: str | None, words: str, found: Found) -> Iterator[Edit]:
    """The changes in one clause in one language."""
    now = found.words.get((clause, language), "")
    parts: list[str] = []
    for piece, after in _matched(reader, words, told, now):
        if isinstance(piece, Choice) and after.strip():
            parts.append(f"[{piece.bracket.id}]")
            yield from _of_bracket(piece, told, language, after)
        elif isinstance(piece, Pointer) and after == piece.words:
            parts.append(f"{{{piece.clause}}}")
        else:
            parts.append(after)
    changed = "".join(parts)
    if changed != words:
        yield Edit(Kind.REWORDED, clause, language, words, changed)


_ORIGIN = re.compile(r"\s*\u2039[^\u203a]*\u203a")
"""Who put words forward, as an annotated copy says it."""


def _of_bracket(choice: Choice, told: str | None, language: str, now: str) -> Iterator[Edit]:
    """What became of a bracket that now reads as `now`."""
    if now == choice.words:
        return
    bracket = choice.bracket
    known = {way.in_language(told): way.id for way in bracket.standing}
    bare = _ORIGIN.sub("", now.replace(ISOLATE, "").replace(END_ISOLATE, "")).strip()
    items = [each.strip() for each in bare.removeprefix("[").removesuffix("]").split("|")]
    new = [each for each in items if each not in (*known, "", BLANK, GAP)]
    for words in new:
        yield Edit(Kind.PROPOSED, bracket.id, language, choice.words, words)
    if bare in known:  # its square brackets are gone, and one way is left
        yield Edit(Kind.SETTLED, f"{bracket.id}.{known[bare]}", language, choice.words, bare)


def _matched(reader: Reader, words: str, told: str | None, now: str) -> Iterator[tuple[Piece, str]]:
    """Each piece of the words as handed out, with plain ones between all others, and what stands in its place now."""
    pieces: list[Piece] = [Plain("")]
    for piece in reader.pieces(words, told):
        pieces += [piece] if isinstance(piece, Plain) else [piece, Plain("")]
    new = _tokens(now)
    old = _as_left(pieces, new)
    owners = _owners(pieces, old, list(aligned([token for _, token in old], new)))
    now_told = ["".join(token for at, token in enumerate(new) if owners[at] == row) for row in range(len(pieces))]
    for row in range(len(pieces)):
        if not isinstance(pieces[row], Plain):  # a gap at its edge is that of the plain words beside it
            bare = now_told[row].strip()
            before, _, after = now_told[row].partition(bare) if bare else ("", "", now_told[row])
            now_told[row - 1] += before
            now_told[row], now_told[row + 1] = bare, after + now_told[row + 1]
    yield from zip(pieces, now_told, strict=True)


def _as_left(pieces: list[Piece], new: list[str]) -> list[tuple[int, str]]:
    """The words the new ones are held against, each with its piece: those handed out, less what brackets have lost.

    Each bracket in turn is read in the way that leaves the fewest words changed, so that words which also stand in an
    alternative crossed off are not taken for that alternative's.
    """
    left = [_tokens(each.words) for each in pieces]

    def changes() -> int:
        return sum(None in pair for pair in aligned([token for row in left for token in row], new))

    fewest = changes()
    for row, piece in enumerate(pieces):
        for way in _ways(piece) if fewest and isinstance(piece, Choice) else ():
            kept, left[row] = left[row], _tokens(way)
            if (now := changes()) < fewest:
                fewest = now
            else:
                left[row] = kept
    return [(row, token) for row, tokens in enumerate(left) for token in tokens]


def _ways(choice: Choice) -> Iterator[str]:
    """Everything a bracket reads as where alternatives are crossed off: fewer in brackets, or one without them."""
    if not choice.closed:
        said = [words for _, words in choice.ways if words]
        yield from said
        for many in range(1, len(said)):
            yield from (f"[{' | '.join(some)}]" for some in combinations(said, many))


def _tokens(words: str) -> list[str]:
    """Words and the gaps between them, each by itself."""
    return [part for gap, word in spelt(words) for part in (gap, word) if part]


def _owners(
    pieces: list[Piece], old: list[tuple[int, str]], pairs: list[tuple[int | None, int | None]]
) -> dict[int, int]:
    """In the place of which piece each word now stands, by position.

    A word that came goes to a bracket or pointer where that alone lost words between the same two words that stayed;
    else to the plain words beside it.
    """
    owners: dict[int, int] = {}
    came: list[int] = []
    spoilt: set[int] = set()
    last = 0

    def settle(following: int) -> None:
        only = next(iter(spoilt)) if len(spoilt) == 1 else last
        plain = next((n for n in range(last, following + 1) if isinstance(pieces[n], Plain)), last)
        owners.update(dict.fromkeys(came, plain if isinstance(pieces[only], Plain) or not spoilt else only))
        came.clear()
        spoilt.clear()

    for row, column in pairs:
        if row is not None and column is not None:
            settle(old[row][0])
            last = owners[column] = old[row][0]
        elif row is not None:
            spoilt.add(old[row][0])
        elif column is not None:
            came.append(column)
    settle(len(pieces) - 1)
    return owners
