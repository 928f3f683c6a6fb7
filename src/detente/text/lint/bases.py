"""Shares, remainders and additions of which nobody says how many there are in all."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.text.check import Draft
from detente.text.lint.english import COUNTED, Word, sentences, singular, worded
from detente.text.lint.figures import SHARE, figures
from detente.text.lint.readings import Reading, in_each_clause, readings
from detente.text.wording import BLANK

_PART = (
    r"(?:[\d.,]+ ?(?:%|per ?cent)|\w+(?:-\w+)? per ?cent|(?:one |a )?(?:half|third|quarter|fifth|tenth)|"
    r"(?:two|three)[ -](?:thirds|quarters|fifths)|most|(?:a|the) majority)"
)
_OF = r"(?: of)?(?: all)?(?: of)?(?: (?:the|its|their|those|these|his|her|all|both sides'))*"
_REST = (
    r"(?:the (?:remaining|outstanding)|"
    r"(?:the )?(?:rest|remainder|balance|other half|second half) of(?: (?:the|its|their))?)"
)
_MORE = r"(?:(?:an )?(?:additional|further|extra)(?: [\d.,]+)?|[\d.,]+ (?:more|additional|further|extra))"
_MULTIPLE = r"(?:twice|double[sd]?|three times|half) (?:as (?:many|much)|the (?:number|amount|quantity) of)"
_PARTS = tuple(
    re.compile(rf"\b(?P<part>{words}) (?P<rest>.+)", re.IGNORECASE) for words in (_REST, _MORE, _MULTIPLE, _PART + _OF)
)
_BY = re.compile(rf"(?P<rest>.+?)\b(?P<part>by {_PART})(?! of)\b", re.IGNORECASE)
_VOTE = re.compile(r"\b(?:vote[sd]?|voting|quorum|majority of (?:the )?members)\b", re.IGNORECASE)
_LISTED = re.compile(r"\b(?:list|lists|listed|annex|register|roll|named)\b", re.IGNORECASE)
_COMPARED = re.compile(rf"\bas (?:in|on|at|before|during|the)\b|{BLANK}", re.IGNORECASE)
_NO_NOUN = frozenset("of a an in to and for by".split())


@dataclass(frozen=True, slots=True)
class _Count:
    """A number of something told in a clause."""

    clause: str
    of: str
    words: str


@rule(
    "DT0654",
    "A share, a remainder or an addition without its base",
    why="Mindanao, 2019: 30 per cent of a movement's forces fell due, and the whole was put at 10,000 and at 40,000.",
    remedy="State the whole in figures, or the list and the day from which it is counted.",
    severity=Severity.WARNING,
)
def shares_have_a_base(draft: Draft) -> Iterator[Fault]:
    told = tuple(
        _Count(each.clause.id, figure.of, each.words[figure.start : figure.end])
        for each in readings(draft.text)
        for figure in figures(each.words)
        if figure.of != SHARE and figure.value > 1
    )
    based = _terms_with_a_base(draft)

    def find(reading: Reading) -> Iterator[str]:
        for sentence in sentences(reading.words):
            for part, of in _parts(sentence):
                if of not in based and not _known(part, of, reading.clause.id, told):
                    yield f"{part!r}: nothing says how many there are in all"

    return in_each_clause(draft, find)


def _terms_with_a_base(draft: Draft) -> frozenset[str]:
    """The nouns of defined terms whose sense names a number or a list."""
    told = (each for each in draft.text.terms if re.search(r"\d", each.means) or _LISTED.search(each.means))
    return frozenset(singular(word.words) for each in told for word in worded(each.term))


def _known(part: str, of: str, clause: str, told: Sequence[_Count]) -> bool:
    """The whole is stated somewhere; an addition's own number is not its base."""
    return any(each.of == of and not (each.clause == clause and each.words in part.split()) for each in told)


def _parts(sentence: str) -> Iterator[tuple[str, str]]:
    """Each part of something counted, as it is written, and what it is a part of."""
    if _VOTE.search(sentence):
        return
    seen: set[int] = set()
    for found in (each for pattern in _PARTS for each in _each(pattern, sentence)):
        noun = _counted(found["rest"])
        if noun and found.start() not in seen and not _says_of_what(sentence, found):
            seen.add(found.start())
            yield sentence[found.start() : found.start("rest") + noun.end], singular(noun.words)
    for found in _BY.finditer(sentence):
        nouns = [of for word in worded(found["rest"]) if (of := singular(word.words)) in COUNTED]
        if nouns:
            yield found["part"], nouns[-1]


def _each(pattern: re.Pattern[str], sentence: str) -> Iterator[re.Match[str]]:
    """Matches that begin at different words, although each runs to the end of the sentence."""
    at = 0
    while found := pattern.search(sentence, at):
        yield found
        at = found.start("rest")


def _counted(rest: str) -> Word | None:
    """What agreements count, among the first three words; a number there is the amount itself."""
    for row, word in enumerate(worded(rest)[:3]):
        if singular(word.words) in COUNTED:
            return word
        if word.plain in _NO_NOUN or (row == 0 and word.plain.isdigit()):
            return None
    return None


def _says_of_what(sentence: str, found: re.Match[str]) -> bool:
    """The words name the list or the day it is counted from, or leave the number open in a bracket."""
    following = " ".join(each.words for each in worded(found["rest"])[1:8])
    compared = found["part"].casefold().startswith(("twice", "double", "three times", "half as", "half the"))
    blank = sentence[: found.start()].rstrip().endswith(BLANK)
    return blank or bool(_LISTED.search(following)) or (compared and bool(_COMPARED.search(found["rest"])))
