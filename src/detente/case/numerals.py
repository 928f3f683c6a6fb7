"""Numbers as people write them: figures, words, or both, such as "1 200", "1.5 million", "two hundred and fifty"."""

import re
from fractions import Fraction

SMALL = {
    word: value
    for value, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
        "seventeen eighteen nineteen".split()
    )
}
TENS = {
    word: 10 * value for value, word in enumerate("twenty thirty forty fifty sixty seventy eighty ninety".split(), 2)
}
ONE = ("a", "an")
INSIDE = {"dozen": 12, "hundred": 100}
"""Magnitudes that gather what stands before them; a greater one can still follow."""
GREAT = {"thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
WORDS = frozenset((*SMALL, *TENS, *ONE, *INSIDE, *GREAT))


def _any(words: "tuple[str, ...] | dict[str, int]") -> str:
    return "(?:" + "|".join(sorted(words, key=len, reverse=True)) + ")"


_FIGURES = r"\d+(?:[, ]\d{3})*(?:\.\d+)?"
_TEN = rf"{_any(tuple(TENS))}(?:[ -]{_any(tuple(SMALL))})?"
_START = rf"(?:{_FIGURES}|{_TEN}|{_any(tuple(SMALL))}|{_any(ONE)})"
_MORE = rf"(?:(?: and)? (?:{_TEN}|{_any(tuple(SMALL))}))"
_MAGNITUDE = rf" {_any({**INSIDE, **GREAT})}"
NUMBER = rf"{_START}(?:(?:{_MAGNITUDE})+{_MORE}?)*"
"""Matches a number; a magnitude word may carry a remainder, as in "two hundred and fifty"."""


def number(text: str) -> Fraction:
    """The number that a match of NUMBER states.

    >>> [str(number(each)) for each in ("1,200", "1.5 million", "two hundred and fifty", "twenty-one thousand")]
    ['1200', '1500000', '250', '21000']
    """
    total, here = Fraction(0), Fraction(0)
    for word in re.findall(r"\d[\d, ]*\.?\d*|[a-z]+", text):
        if word[0].isdigit():
            here += Fraction(re.sub("[, ]", "", word))
        elif word in GREAT:
            total, here = total + here * GREAT[word], Fraction(0)
        elif word in INSIDE:
            here *= INSIDE[word]
        elif word != "and":
            here += SMALL.get(word, TENS.get(word, 1))
    return total + here
