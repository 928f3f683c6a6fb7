"""An amount that grows as entries tell of it: by so much more, or to so much in all.

Kept as two plain numbers, so that thousands of entries add up quickly; `quantity` gives it as an amount with its words.
"""

from fractions import Fraction
from math import inf

from detente.case.quantity import ZERO, Bound, Quantity

Number = int | Fraction | float
Ends = tuple[Number, Number]
NOTHING: Ends = (0, 0)


def ends(amount: Quantity) -> Ends:
    """The two ends of an amount, whole numbers as such."""
    low, high = amount.least, amount.most
    if isinstance(low, Fraction) and isinstance(high, Fraction):
        if low.denominator == high.denominator == 1:
            return low.numerator, high.numerator
        return low, high
    return _plain(low), _plain(high)


def _plain(bound: Bound) -> Number:
    return bound.numerator if isinstance(bound, Fraction) and bound.denominator == 1 else bound


class Sum:
    """A growing amount, and the entries it rests on: since the last total, if there was one."""

    __slots__ = ("_words", "entries", "high", "low")

    def __init__(self) -> None:
        self.low: Number = 0
        self.high: Number = 0
        self.entries: list[str] = []
        self._words = ""

    def add(self, more: Ends, entry: str, words: str = "") -> None:
        self._words = "" if self.entries else words
        self.low += more[0]
        self.high += more[1]
        self.entries.append(entry)

    def become(self, total: Ends, entry: str, words: str = "") -> None:
        self.low, self.high = total
        self.entries = [entry]
        self._words = words

    def differ(self, before: Ends, now: Ends, entry: str) -> None:
        """A part told of before turns out otherwise; no sum falls below nothing."""
        low, high = self.low - before[0] + now[0], self.high - before[1] + now[1]
        self.low, self.high = max(low, 0), max(high, 0)
        self.entries.append(entry)
        self._words = ""

    @property
    def ends(self) -> Ends:
        return self.low, self.high

    @property
    def words(self) -> str:
        """Its only teller's words, else figures."""
        return self._words or figures((self.low, self.high))

    def quantity(self, unit: str = "") -> Quantity:
        """The amount, in its only teller's words, else in figures."""
        return amount((self.low, self.high), unit, self._words)


def amount(both: Ends, unit: str = "", words: str = "") -> Quantity:
    """Two ends as an amount, in figures where no words are given.

    >>> amount((166, 166)), amount((0, 71), words="at most 71")
    (Quantity('166': 166), Quantity('at most 71': 0 to 71))
    """
    low, high = both
    if both == NOTHING and not words:
        return Quantity("none", ZERO, ZERO, unit=unit)
    least = low if low == inf else Fraction(low)
    most = least if high == low else high if high == inf else Fraction(high)
    return Quantity(words or figures(both), least, most, unit=unit)


def figures(both: Ends) -> str:
    """Two ends in figures.

    >>> figures((166, 166)), figures((Fraction(1, 2), 71)), figures((30, inf))
    ('166', '0.5 to 71', '30 or more')
    """
    low, high = both
    if low == high:
        return figure(low)
    return f"{figure(low)} or more" if high == inf else f"{figure(low)} to {figure(high)}"


def figure(number: Number) -> str:
    """A number in figures."""
    if isinstance(number, int):
        return str(number)
    return "without end" if number == inf else f"{float(number):g}"
