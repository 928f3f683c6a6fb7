"""Amounts as people state them: intervals that keep their words.

"Hundreds" is 200 to 999 and stays "hundreds"; a number nobody stated is any number and stays "unspecified". A
quantity is one of three kinds that never mix: *absolute* (persons, days), *share* ("all", "half": of a base that may
be unknown) and *multiple* ("doubled": of a baseline that may be unknown). Bounds are exact fractions or infinity.
What each word means is listed in docs/conventions.md.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from math import inf

from detente.case.numerals import NUMBER, WORDS, number

Bound = Fraction | float
"""An exact fraction, or minus or plus infinity."""

ZERO = Fraction(0)


class Tell(StrEnum):
    """The answer to a question about amounts that are only partly known."""

    YES = "yes"
    NO = "no"
    CANNOT_TELL = "cannot tell"


class Kind(StrEnum):
    """What an amount is measured against."""

    ABSOLUTE = "absolute"
    SHARE = "share"
    MULTIPLE = "multiple"


class NotAnAmount(ValueError):
    """Words that state no amount, or one in a unit that cannot be turned into the unit asked for."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """An amount known to lie between `least` and `most`, each end included unless marked open.

    >>> quantity("hundreds") + quantity("unspecified")
    Quantity('hundreds + unspecified': 200 or more)
    """

    words: str
    least: Bound
    most: Bound
    kind: Kind = Kind.ABSOLUTE
    unit: str = ""
    open_below: bool = False
    open_above: bool = False

    def __str__(self) -> str:
        return self.words

    def __repr__(self) -> str:
        return f"Quantity({self.words!r}: {self.bounds})"

    @property
    def blank(self) -> bool:
        """Nothing at all is said about the size."""
        return self.kind is Kind.ABSOLUTE and (self.least, self.most, self.open_below) == (ZERO, inf, False)

    @property
    def exact(self) -> bool:
        return self.least == self.most

    @property
    def bounds(self) -> str:
        """The interval in plain words, without the speaker's own.

        >>> quantity("more than 300").bounds, quantity("permanent").bounds
        ('more than 300', 'without end')
        """
        if self.least == inf:
            return "without end"
        if self.exact:
            return _sized(self.least, self.kind)
        if self.most == inf:
            return _from_below(self)
        low, high = _sized(self.least, self.kind), _sized(self.most, self.kind)
        inner = f"{low} to {high}"
        ends = (["above the lower"] if self.open_below else []) + (["below the upper"] if self.open_above else [])
        return f"{inner} ({' and '.join(ends)})" if ends else inner

    def __add__(self, other: "Quantity") -> "Quantity":
        """The two amounts together. A share or multiple of an unknown base adds an unknown number, never a guess."""
        one, two = _countable(self), _countable(other)
        return Quantity(
            f"{self.words} + {other.words}",
            _plus(one.least, two.least),
            _plus(one.most, two.most),
            unit=one.unit or two.unit,
            open_below=one.open_below or two.open_below,
            open_above=one.open_above or two.open_above,
        )

    def times(self, factor: int | Fraction) -> "Quantity":
        """This amount `factor` times over; `factor` is positive.

        >>> quantity("30").times(9)
        Quantity('9 x 30': 270)
        """
        if factor <= 0:
            raise ValueError(f"an amount is taken a positive number of times, not {factor}")
        return Quantity(
            f"{factor} x {self.words}",
            self.least * factor,
            self.most * factor,
            self.kind,
            self.unit,
            self.open_below,
            self.open_above,
        )

    def of(self, base: "Quantity") -> "Quantity":
        """What a share or multiple comes to once its base is known.

        >>> quantity("doubled").of(quantity("about 100"))
        Quantity('doubled of about 100': 180 to 220)
        """
        if self.kind is Kind.ABSOLUTE or base.kind is not Kind.ABSOLUTE:
            raise ValueError(f"{self.words!r} is not a share or multiple of {base.words!r}")
        return Quantity(
            f"{self.words} of {base.words}",
            self.least * base.least,
            self.most * base.most,
            unit=base.unit,
            open_below=self.open_below or base.open_below,
            open_above=self.open_above or base.open_above,
        )


def comparable(one: Quantity, other: Quantity) -> bool:
    """Both are measured against the same thing, in the same unit (an unstated unit agrees with any)."""
    return one.kind is other.kind and (not one.unit or not other.unit or one.unit == other.unit)


def same(one: Quantity, other: Quantity) -> Tell:
    """Whether the two amounts are equal.

    >>> same(quantity("100"), quantity("105")), same(quantity("hundreds"), quantity("240"))
    (<Tell.NO: 'no'>, <Tell.CANNOT_TELL: 'cannot tell'>)
    """
    if not comparable(one, other):
        return Tell.CANNOT_TELL
    if _below(one, other) or _below(other, one):
        return Tell.NO
    return Tell.YES if one.exact and other.exact else Tell.CANNOT_TELL


def less(one: Quantity, other: Quantity) -> Tell:
    """Whether the first amount is smaller than the second.

    >>> less(quantity("hundreds"), quantity("thousands"))
    <Tell.YES: 'yes'>
    """
    if not comparable(one, other):
        return Tell.CANNOT_TELL
    if _below(one, other):
        return Tell.YES
    return Tell.NO if one.least >= other.most else Tell.CANNOT_TELL


def within(one: Quantity, other: Quantity) -> Tell:
    """Whether the first amount, whatever it is, lies inside the range the second allows.

    >>> within(quantity("two weeks", unit="day"), quantity("more than 7 days", unit="day"))
    <Tell.YES: 'yes'>
    """
    if not comparable(one, other):
        return Tell.CANNOT_TELL
    if _below(one, other) or _below(other, one):
        return Tell.NO
    above = one.least > other.least or (one.least == other.least and (one.open_below or not other.open_below))
    under = one.most < other.most or (one.most == other.most and (one.open_above or not other.open_above))
    return Tell.YES if above and under else Tell.CANNOT_TELL


def quantity(words: str, *, unit: str = "") -> Quantity:
    """The amount that `words` state, in `unit` where one is given (weeks become days; months do not).

    Raises NotAnAmount.

    >>> quantity("about 1200"), quantity("three weeks", unit="day")
    (Quantity('about 1200': 1080 to 1320), Quantity('three weeks': 21))
    """
    text = " ".join(words.casefold().replace("\u00a0", " ").split())
    if len(text) > _LONGEST:
        raise NotAnAmount(f"{words[:40]!r}... is too long to be an amount")
    parts = text.split(" + ")
    total = _single(parts[0], unit)
    for part in parts[1:]:
        total = total + _single(part, unit)
    return _worded(total, words)


def _worded(found: Quantity, words: str) -> Quantity:
    return Quantity(words, found.least, found.most, found.kind, found.unit, found.open_below, found.open_above)


def _single(text: str, unit: str) -> Quantity:
    if repeated := re.fullmatch(r"([1-9]\d*) x (.+)", text):
        return _single(repeated[2], unit).times(int(repeated[1]))
    for pattern, read in _FORMS:
        if match := pattern.fullmatch(text):
            return read(match, unit)
    raise NotAnAmount(f"{text!r} states no amount")


def _below(one: Quantity, other: Quantity) -> bool:
    """Every value of the first lies under every value of the second."""
    return one.most < other.least or (
        one.most == other.least and one.most != inf and (one.open_above or other.open_below)
    )


def _countable(amount: Quantity) -> Quantity:
    if amount.kind is Kind.ABSOLUTE:
        return amount
    return Quantity(amount.words, ZERO, inf, unit=amount.unit)


def _plus(one: Bound, other: Bound) -> Bound:
    return inf if inf in (one, other) else one + other


def _sized(bound: Bound, kind: Kind) -> str:
    shown = str(bound) if isinstance(bound, Fraction) and bound.denominator == 1 else f"{float(bound):g}"
    return {Kind.ABSOLUTE: shown, Kind.SHARE: f"{float(bound * 100):g}%", Kind.MULTIPLE: f"{shown} times"}[kind]


def _from_below(amount: Quantity) -> str:
    if amount.blank:
        return "any number"
    low = _sized(amount.least, amount.kind)
    return f"more than {low}" if amount.open_below else f"{low} or more"


# What follows reads words. Each form is a pattern and the interval it stands for.

_LONGEST = 200
_VAGUE = {
    "a couple": (2, 2),
    "a couple of": (2, 2),
    "a few": (2, 9),
    "several": (3, 9),
    "a few dozen": (24, 119),
    "several dozen": (36, 119),
    "a few hundred": (200, 999),
    "several hundred": (300, 999),
    "a few thousand": (2_000, 9_999),
    "several thousand": (3_000, 9_999),
    "dozens": (24, 99),
    "scores": (40, 99),
    "hundreds": (200, 999),
    "thousands": (2_000, 999_999),
    "tens of thousands": (20_000, 99_999),
    "hundreds of thousands": (200_000, 999_999),
    "millions": (2_000_000, 999_999_999),
}
_SHARES = {
    "all": Fraction(1),
    "every": Fraction(1),
    "half": Fraction(1, 2),
    "half of": Fraction(1, 2),
    "a third": Fraction(1, 3),
    "two thirds": Fraction(2, 3),
    "a quarter": Fraction(1, 4),
    "three quarters": Fraction(3, 4),
}
_MULTIPLES = {"double": 2, "doubled": 2, "twice": 2, "triple": 3, "tripled": 3, "quadrupled": 4}
_IN_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_SINGULAR = {"people": "person", "persons": "person", "bodies": "body", "men": "man", "women": "woman"}
_ABOUT = Fraction(1, 10)
"""How far "about n" may reach to either side, as a share of n."""

_TAIL = r"(?: (?P<unit>[a-z]+))?(?: of .+)?"
Read = Callable[[re.Match[str], str], Quantity]


def _scale(match: re.Match[str], unit: str) -> tuple[int, str]:
    """The factor from the unit written to the unit wanted, and the unit the result is in."""
    written = match["unit"] or ""
    if written in _NO_UNITS:
        raise NotAnAmount(f"{match.string!r} cannot be read as an amount; write it in figures")
    written = _SINGULAR.get(written, written.removesuffix("s"))
    if not written or written == unit:
        return 1, unit
    if written in _IN_DAYS and unit in ("", "day"):
        return _IN_DAYS[written], "day"
    if not unit:
        return 1, written
    if unit in ("person", "body") and written not in _TIME:
        return 1, unit  # "300 Palestinians" counts persons
    raise NotAnAmount(f"{written!r} cannot be turned into {unit!r}")


_NO_UNITS = WORDS | {"and", "couple", "few", "percent", "quarter", "quarters", "score", "third", "thirds"}
_TIME = frozenset({"second", "minute", "hour", "day", "week", "fortnight", "month", "year"})


def _interval(match: re.Match[str], unit: str, least: Bound, most: Bound, *, opens: str = "") -> Quantity:
    if opens and least == most:
        raise NotAnAmount(f"{match.string!r} leaves no amount at all")
    factor, found = _scale(match, unit)
    return Quantity(
        match.string,
        least if least == inf else least * factor,
        most if most == inf else most * factor,
        unit=found,
        open_below="below" in opens,
        open_above="above" in opens,
    )


def _range(match: re.Match[str], unit: str) -> Quantity:
    low, high = number(match["n"]), number(match["m"])
    if low > high:
        raise NotAnAmount(f"{match.string!r} runs from a greater number to a smaller")
    return _interval(match, unit, low, high)


def _form(pattern: str, read: Read) -> tuple[re.Pattern[str], Read]:
    numbered = pattern.replace("{n}", f"(?P<n>{NUMBER})").replace("{m}", f"(?P<m>{NUMBER})")
    return re.compile(numbered if "<unit>" in numbered else numbered + _TAIL), read


def _words_for(kind: Kind, table: dict[str, Fraction] | dict[str, int]) -> Read:
    def read(match: re.Match[str], unit: str) -> Quantity:
        value = Fraction(table[match["word"]])
        if (match["unit"] or "").removesuffix("s") in _TIME:
            raise NotAnAmount(f"{match.string!r} is a rate or a span of time, not a share")
        return _exactly(match, unit, value, kind)

    return read


def _exactly(match: re.Match[str], unit: str, value: Fraction, kind: Kind) -> Quantity:
    return Quantity(match.string, value, value, kind, unit)


def _any_of(table: dict[str, object] | dict[str, Fraction] | dict[str, int] | dict[str, tuple[int, int]]) -> str:
    return "(?P<word>" + "|".join(sorted(table, key=len, reverse=True)) + ")"


_FORMS: tuple[tuple[re.Pattern[str], Read], ...] = (
    _form(
        r"(?:unspecified|unstated|unknown|not stated)(?: (?:number|amount|length))?",
        lambda m, u: Quantity(m.string, ZERO, inf, unit=u),
    ),
    _form(r"(?:permanent|indefinite|indefinitely|for good)", lambda m, u: Quantity(m.string, inf, inf, unit=u)),
    _form(r"(?:none|no|nil)", lambda m, u: Quantity(m.string, ZERO, ZERO, unit=u)),
    _form(_any_of(_SHARES), _words_for(Kind.SHARE, _SHARES)),
    _form(_any_of(_MULTIPLES), _words_for(Kind.MULTIPLE, _MULTIPLES)),
    _form(_any_of(_VAGUE), lambda m, u: _interval(m, u, *map(Fraction, _VAGUE[m["word"]]))),
    _form(r"(?:some|more)", lambda m, u: _interval(m, u, ZERO, inf, opens="below")),
    _form(
        "{n} ?(?:%|percent|per cent)",
        lambda m, u: Quantity(m.string, number(m["n"]) / 100, number(m["n"]) / 100, Kind.SHARE, u),
    ),
    _form("{n} times", lambda m, u: _exactly(m, u, number(m["n"]), Kind.MULTIPLE)),
    _form("(?:more than|over|above) {n}", lambda m, u: _interval(m, u, number(m["n"]), inf, opens="below")),
    _form("(?:at least|no fewer than|no less than) {n}", lambda m, u: _interval(m, u, number(m["n"]), inf)),
    _form("{n} or more", lambda m, u: _interval(m, u, number(m["n"]), inf)),
    _form("{n} (?P<unit>[a-z]+) or more", lambda m, u: _interval(m, u, number(m["n"]), inf)),
    _form(
        "(?:less than|fewer than|under|below) {n}", lambda m, u: _interval(m, u, ZERO, number(m["n"]), opens="above")
    ),
    _form("(?:at most|up to|no more than) {n}", lambda m, u: _interval(m, u, ZERO, number(m["n"]))),
    _form(
        "(?:about|around|roughly|approximately|some|~) ?{n}",
        lambda m, u: _interval(m, u, number(m["n"]) * (1 - _ABOUT), number(m["n"]) * (1 + _ABOUT)),
    ),
    _form(
        "(?:nearly|almost) {n}",
        lambda m, u: _interval(m, u, number(m["n"]) * (1 - _ABOUT), number(m["n"]), opens="above"),
    ),
    _form("{n}", lambda m, u: _interval(m, u, number(m["n"]), number(m["n"]))),
    _form("{n}-(?P<unit>hour|day|week)", lambda m, u: _interval(m, u, number(m["n"]), number(m["n"]))),
    _form("between {n} and {m}", _range),
    _form("(?:from )?{n} ?(?:to|or|-|\u2013) ?{m}", _range),
)
