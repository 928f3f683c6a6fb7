"""The one gate that every proposal passes, whichever engine made it: nothing comes through that the text does not say.

A quotation is found exactly, once typography is folded, on whole words; a number is read again from its own words; a
span may not cut off what turns its meaning (a negation, "nothing but", a condition, a modal, a verb of report); a chain
of speakers may not be shorter than the text's own nesting; what hangs on a condition is no acceptance. There is no
nearly: what does not fit exactly is refused or flagged, and says why.
"""

import re
from collections.abc import Iterator
from enum import StrEnum
from fractions import Fraction
from itertools import pairwise
from typing import TYPE_CHECKING

from detente.case.model import Act
from detente.intake import amounts, lexicon
from detente.intake.attribution import Attribution
from detente.intake.documents.folding import fold
from detente.intake.parsed import Paragraph, Parsed, Range

if TYPE_CHECKING:
    from spacy.tokens import Span, Token


class Fault(StrEnum):
    """Why something does not pass as it is."""

    NOT_THERE = "the words do not stand in the text"
    CUT_WORD = "the words begin or end inside a word or a number"
    OTHER_NUMBER = "the words state another number"
    NEGATION = "the words leave out a negation"
    CONDITION = "the words leave out a condition"
    MODAL = "the words leave out how sure or how binding it is"
    REPORT = "the words leave out through whom it is told"
    CHAIN = "the chain of speakers is shorter than the text's"
    SUPPOSED = "what hangs on a condition is no acceptance"


_TURNING = {
    Fault.NEGATION: lexicon.NEGATIONS,
    Fault.CONDITION: lexicon.CONDITIONS,
    Fault.MODAL: lexicon.MODALS | lexicon.HEDGES,
}


def find(folded: str, words: str, *, near: int = 0) -> Range | None:
    """Where words stand in a folded text, whole and exactly but for spaces and line breaks; the nearest to `near`.

    >>> find('They freed 1,200 people - "all".', "1,200\\npeople – “all”")
    (11, 31)
    >>> find("They freed 1,200 people.", "200 people") is None
    True
    """
    folded_words = fold(words).strip()
    parts = list(re.finditer(r"\w+|[^\w\s]", folded_words))
    if not parts:
        return None
    pattern = re.escape(parts[0][0])
    for one, two in pairwise(parts):
        gap = folded_words[one.end() : two.start()]
        pattern += (r"\s*" if "-" in (one[0], two[0]) else r"\s+" if gap else "") + re.escape(two[0])
    places = [m.span() for m in re.finditer(pattern, folded) if whole(folded, m.span())]
    return min(places, key=lambda place: abs(place[0] - near), default=None)


def whole(folded: str, at: Range) -> bool:
    """Whether a range begins and ends with whole words and whole numbers."""
    before, after = folded[: at[0]], folded[at[1] :]
    inside = folded[slice(*at)]
    if not inside.strip():
        return False
    cut_word = (re.search(r"\w$", before) and inside[0].isalnum()) or (re.match(r"\w", after) and inside[-1].isalnum())
    first_cut = re.search(r"\d[.,:]$", before) and inside[0].isdigit()
    last_cut = re.match(r"[.,:]\d", after) and inside[-1].isdigit()
    return not (cut_word or first_cut or last_cut)


def same_number(words: str, value: Fraction | None, comparator: str) -> bool:
    """Whether words by themselves state this value, with this bound."""
    return amounts.read(words) == (value, comparator)


def cut_off(parsed: Parsed, at: Range, *, told: Range | None = None) -> tuple[tuple[Fault, Range], ...]:
    """What a span leaves out that turns the meaning of what it keeps, each with its place.

    Looks at the words on which the head of the span hangs, and those that hang on it; `told` is the cue that tells of
    the span, which belongs outside.
    """
    found: dict[Range, Fault] = {}
    for paragraph in parsed.paragraphs:
        if paragraph.start <= at[0] < paragraph.end:
            for fault, token in _turners(paragraph, at):
                place = paragraph.at(token)
                if told is None or not (told[0] <= place[0] < told[1]):
                    found.setdefault(place, fault)
    return tuple((fault, place) for place, fault in sorted(found.items()))


def _turners(paragraph: Paragraph, at: Range) -> "Iterator[tuple[Fault, Token]]":
    """Words outside the span that bear on it: what hangs on its words, and what the verbs above its head carry."""

    def held(t: "Token") -> bool:
        return at[0] <= paragraph.start + t.idx < at[1]

    inside = [t for t in paragraph.doc if held(t) and not t.is_punct]
    for token in inside:
        yield from (turn for child in token.children if not held(child) for turn in _turns(child))
    for head in (t for t in inside if not held(t.head)):
        node = head
        while node.head != node:
            above = node.head
            if node.dep_ in ("ccomp", "parataxis") and above.lemma_.lower() in lexicon.SAY | lexicon.BELIEVE:
                if not held(above):
                    yield Fault.REPORT, above
                break
            if node.dep_ in ("relcl", "conj") and any(c.dep_ in ("nsubj", "nsubjpass") for c in node.children):
                break
            if not held(above):
                yield from ((fault, above) for fault, words in _TURNING.items() if above.lower_ in words)
            yield from (turn for child in above.children if child != node and not held(child) for turn in _turns(child))
            node = above


_BEARING = frozenset(
    "neg aux advmod mark det preconj cc dobj nsubj nsubjpass prep pobj attr predet amod acomp advcl oprd".split()
)


def _turns(child: "Token") -> "list[tuple[Fault, Token]]":
    """What a word that hangs on a verb does to it; of a clause, what its first word does."""
    if child.i == child.sent.start and child.dep_ == "cc":
        return []  # "But they said": joins sentences
    fault = next((f for f, words in _TURNING.items() if child.lower_ in words), None)
    if fault and child.dep_ in _BEARING:
        return [(fault, child)]
    if child.dep_ in ("advcl", "prep"):
        marks = [c for c in child.children if c.dep_ in ("mark", "advmod") and c.lower_ in lexicon.CONDITIONS]
        return [(Fault.CONDITION, m) for m in marks[:1]]
    if child.dep_ in ("dobj", "nsubj", "nsubjpass", "attr"):
        return [
            (Fault.NEGATION, c) for c in child.children if c.lower_ in lexicon.NEGATIONS and c.dep_ in ("det", "neg")
        ]
    return []


def nesting(found: tuple[Attribution, ...], at: tuple[Range, ...]) -> int:
    """How many tellings stand around a content in the text, its own among them."""
    start, end = at[0][0], at[-1][1]
    return sum(
        1
        for each in found
        if each.start <= start
        and end <= each.end
        and not (each.cue and start <= each.cue[0] < end and each.content != at)
    )


def short_chain(found: tuple[Attribution, ...], at: tuple[Range, ...], links: int) -> bool:
    """Whether a chain of so many links is shorter than the text's own nesting."""
    return links < nesting(found, at)


def supposed(parsed: Parsed, at: Range, act: Act) -> bool:
    """Whether a span said to accept hangs on a condition, inside it or around it."""
    if act not in (Act.ACCEPT, Act.OFFER):
        return False
    inside = set(re.findall(r"\w+", parsed.folded[slice(*at)].lower()))
    return bool(inside & lexicon.CONDITIONS) or any(f is Fault.CONDITION for f, _ in cut_off(parsed, at))


def sentence(parsed: Parsed, at: Range) -> "tuple[Paragraph, Span] | None":
    """The sentence that a range begins in."""
    for paragraph, each in parsed.sentences():
        start, end = paragraph.of(each)
        if start <= at[0] < end:
            return paragraph, each
    return None
