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
    return _plain(low), _plain(high)


def _plain(bound: Bound) -> Number:
    return bound.numerator if bound.__class__ is Fraction and bound.denominator == 1 else bound


class Sum:
    """A growing amount, and the entries it rests on: since the last total, if there was one."""

    __slots__ = ("entries", "high", "low", "worded")

    def __init__(self) -> None:
        self.low: Number = 0
        self.high: Number = 0
        self.entries: list[str] = []
        self.worded: str | None = None

    def add(self, more: Ends, entry: str) -> None:
        self.low += more[0]
        self.high += more[1]
        self.entries.append(entry)
        self.worded = None

    def become(self, total: Ends, entry: str) -> None:
        self.low, self.high = total
        self.entries = [entry]
        self.worded = None

    def differ(self, before: Ends, now: Ends, entry: str) -> None:
        """A part told of before turns out otherwise."""
        low, high = self.low - before[0] + now[0], self.high - before[1] + now[1]
        self.low, self.high = max(low, 0), max(high, 0)
        self.entries.append(entry)
        self.worded = None

    def said(self, words: str) -> None:
        """Keep the words of an amount that is the whole of it."""
        self.worded = words

    @property
    def ends(self) -> Ends:
        return self.low, self.high

    def quantity(self, unit: str = "") -> Quantity:
        """The amount, in its only teller's words, else in figures."""
        return amount((self.low, self.high), unit, self.worded or "")


def amount(both: Ends, unit: str = "", words: str = "") -> Quantity:
    """Two ends as an amount.

    >>> amount((166, 166)), amount((0, 71), words="at most 71")
    (Quantity('166': 166), Quantity('at most 71': 0 to 71))
    """
    low, high = (each if each == inf else Fraction(each) for each in both)
    found = Quantity(words, low, high, unit=unit)
    if words:
        return found
    return Quantity("none" if low == high == ZERO else found.bounds, low, high, unit=unit)
