"""A number known only to lie between two ends, kept exactly.

Amounts are judgements of what a step weighs for one side, on that side's own scale. Decimals are taken as written:
0.1 is one tenth.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction

Number = int | float | str | Fraction
"""Whatever writes one number; a float means the decimal it prints as."""


@dataclass(frozen=True, slots=True)
class Amount:
    """Somewhere from `low` to `high`; both ends are possible."""

    low: Fraction
    high: Fraction

    def __post_init__(self) -> None:
        if self.low > self.high:
            raise ValueError(f"an amount runs from its low end to its high end, not from {self.low} to {self.high}")

    @property
    def is_exact(self) -> bool:
        return self.low == self.high

    def __add__(self, other: "Amount") -> "Amount":
        return Amount(self.low + other.low, self.high + other.high)

    def __sub__(self, other: "Amount") -> "Amount":
        return Amount(self.low - other.high, self.high - other.low)

    def __mul__(self, other: "Amount") -> "Amount":
        ends = [mine * theirs for mine in (self.low, self.high) for theirs in (other.low, other.high)]
        return Amount(min(ends), max(ends))

    def __str__(self) -> str:
        return str(self.low) if self.is_exact else f"{self.low} to {self.high}"


def exact(number: Number) -> Fraction:
    """The number as it is written.

    >>> exact(0.1)
    Fraction(1, 10)
    """
    return Fraction(str(number)) if isinstance(number, float) else Fraction(number)


def amount(low: Number, high: Number | None = None) -> Amount:
    """An amount, exact when only one end is given.

    >>> print(amount(3), amount(0.5, 2))
    3 1/2 to 2
    """
    return Amount(exact(low), exact(low if high is None else high))


def total(amounts: Iterable[Amount]) -> Amount:
    """The sum; nothing adds up to 0."""
    found = NOTHING
    for each in amounts:
        found += each
    return found


NOTHING = amount(0)
WHOLE = amount(1)
