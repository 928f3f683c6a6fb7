"""The numbers, ordinals and months that words of a language state, so that parallel wordings can be set side by side.

Figures are read in the digits of any script. English, Arabic and Hebrew number words are read too, in either gender.
One and two are often no more than grammar (a dual, "both", "a day"); in words they may meet a figure and need not.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from detente.text.lint import arabic, hebrew, numerals
from detente.text.lint.spelled import Spelled
from detente.text.wording import MARK

_FIGURE = re.compile(r"\d+(?:[.,٫٬]\d+)*")
_THOUSANDS = re.compile(r"[.,٬](?=\d{3}(?!\d))")
_GREAT = {
    "hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000,
    "ألف": 1_000, "ألفا": 1_000, "الف": 1_000, "آلاف": 1_000, "مليون": 1_000_000, "ملايين": 1_000_000,
    "مليار": 1_000_000_000, "مليارات": 1_000_000_000,
    "אלף": 1_000, "אלפים": 1_000, "אלפי": 1_000, "מיליון": 1_000_000, "מיליוני": 1_000_000,
    "מיליארד": 1_000_000_000, "מיליארדי": 1_000_000_000,
}  # fmt: skip
_MIXED = re.compile(rf"({_FIGURE.pattern})\s+({'|'.join(sorted(_GREAT, key=len, reverse=True))})(?!\w)")
_SPELLED: dict[str, Callable[[str], Spelled]] = {"en": numerals.spelled, "ar": arabic.spelled, "he": hebrew.spelled}


@dataclass(frozen=True, slots=True)
class Told:
    """What words state: `firm` numbers must be met by the other wording, `loose` ones may be."""

    firm: Counter[Fraction]
    loose: Counter[Fraction]
    ordinals: Counter[int]
    months: Counter[int]


def known(language: str) -> bool:
    """Number words of that language are read, not its figures alone."""
    return language.split("-", maxsplit=1)[0] in _SPELLED


@lru_cache(maxsize=1024)  # the own words of a clause are set beside each parallel wording
def told(words: str, language: str) -> Told:
    """The numbers of some words, brackets and pointers left out.

    >>> sorted(map(str, told("ثلاثون يوما و ٤٠ شخصا", "ar").firm))
    ['30', '40']
    >>> sorted(map(str, told("40 אנשים, שלושים יום", "he").firm))
    ['30', '40']
    """
    plain = unicodedata.normalize("NFKC", MARK.sub(" • ", words))
    spell = _SPELLED.get(language.split("-", maxsplit=1)[0])
    firm = Counter(_figure(figure) * _GREAT[great] for figure, great in _MIXED.findall(plain))
    plain = _MIXED.sub(" • ", plain)
    firm.update(_figure(each) for each in _FIGURE.findall(plain))
    found = spell(_FIGURE.sub(" • ", plain)) if spell else Spelled()
    firm.update(Fraction(each) for each in found.numbers if each > 2)
    loose = Counter(Fraction(each) for each in found.numbers if each <= 2)
    loose.update(Fraction(each) for each in (*found.duals, *found.ordinals, *found.months))
    return Told(firm, loose, Counter(found.ordinals), Counter(found.months))


def _figure(words: str) -> Fraction:
    """The number in figures of any script; a mark before exactly three digits divides thousands."""
    plain = "".join(str(unicodedata.digit(each)) if each.isdigit() else each for each in words)
    parts = _THOUSANDS.sub("", plain).replace(",", ".").replace("٫", ".").replace("٬", "").split(".")
    return Fraction(f"{parts[0]}.{''.join(parts[1:])}" if len(parts) > 1 else parts[0])


def unmet(one: Told, other: Told) -> tuple[Fraction, ...]:
    """The firm numbers of one that the other does not state.

    >>> [str(each) for each in unmet(told("30 days", "en"), told("45 ימים", "he"))]
    ['30']
    """
    return tuple((one.firm - other.firm - other.loose).elements())
