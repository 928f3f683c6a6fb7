"""English number words, ordinals and months."""

import re
from fractions import Fraction

from detente.case.numerals import NUMBER, ONE, number
from detente.text.lint.english import MONTHS
from detente.text.lint.spelled import Spelled

_NUMBER = re.compile(rf"(?<![\w-])(?:{NUMBER})(?![\w])")
_ORDINALS = {
    word: value
    for value, word in enumerate(
        "first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth".split(), 1
    )
}
_ORDINAL = re.compile(rf"(?<!one )(?<!a )\b({'|'.join(_ORDINALS)})\b")
_MONTH = re.compile(rf"\b(?:{'|'.join(MONTHS)})\b")
_BOTH = re.compile(r"\b(?:both|either|twice|pair|two)\b")


def spelled(words: str) -> Spelled:
    """What words state without figures.

    >>> spelled("On the third day of May four of the twenty-five leave; both watch.")
    Spelled(numbers=(4, 25), duals=(2,), ordinals=(3,), months=(5,))
    """
    small = words.casefold()
    numbers = [number(found[0]) for found in _NUMBER.finditer(small) if found[0] not in ONE]
    return Spelled(
        tuple(int(each) for each in numbers if each == int(each) and each > 2),
        tuple(2 for _ in _BOTH.findall(small)),
        tuple(_ORDINALS[found] for found in _ORDINAL.findall(small)),
        tuple(MONTHS.index(found) + 1 for found in _MONTH.findall(words)),
    )


def whole(value: Fraction) -> str:
    """A number as it is read out: without a fraction where it has none."""
    return str(value) if value.denominator == 1 else f"{float(value):g}"
