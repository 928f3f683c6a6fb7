"""How long after an event something may happen, in the words of a plan: whole days, with blanks in brackets.

within 3 days            0 to 3 days after
2 to 5 days              exactly 30 days            at least 7 days
after                    at any time after          at once
before                   at any time before         at least 3 days before
within [pause-days] days     the number is a blank
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

Bound = int | str | None
"""A number of whole days, the id of a blank, or no bound."""


class NotASpan(ValueError):
    """Words that state no span of days."""


@dataclass(frozen=True, slots=True)
class Span:
    """From `least` to `most` whole days after an event, each end included; negative days lie before it.

    >>> span("within 3 days"), span("at least 3 days before").most
    (Span('within 3 days'), None)
    """

    words: str
    least: Bound
    most: Bound
    before: bool = False

    def __str__(self) -> str:
        return self.words

    def __repr__(self) -> str:
        return f"Span({self.words!r})"

    @property
    def blanks(self) -> tuple[str, ...]:
        """The blanks it leaves open, in order."""
        return tuple(dict.fromkeys(each for each in (self.least, self.most) if isinstance(each, str)))

    def filled(self, least: Mapping[str, int], most: Mapping[str, int] | None = None) -> tuple[int | None, int | None]:
        """Least and most days with blanks filled in; None is no bound. Raises KeyError for a blank left open.

        With a second filling, blanks that bound from above take their number from there.

        >>> span("exactly [pause] days").filled({"pause": 30}), span("[pause] days").filled({"pause": 1}, {"pause": 90})
        ((30, 30), (1, 90))
        """
        low = least[self.least] if isinstance(self.least, str) else self.least
        high = (most or least)[self.most] if isinstance(self.most, str) else self.most
        if self.before:
            return (None if high is None else -high), (None if low is None else -low)
        return low, high


_NUMBER = r"(\d{1,5}|\[[a-z0-9-]+\])"
_UNIT = r"(?: days?| hours?)?"
_FORMS: tuple[tuple[str, str], ...] = (
    (rf"(?:within|at most) {_NUMBER}{_UNIT}", "zero-to"),
    (rf"exactly {_NUMBER}{_UNIT}|{_NUMBER}{_UNIT}", "just"),
    (rf"{_NUMBER} to {_NUMBER}{_UNIT}", "both"),
    (rf"at least {_NUMBER}{_UNIT}", "from"),
)


def span(words: str) -> Span:
    """The span that words state. Raises NotASpan."""
    plain = " ".join(words.split())
    if plain in ("after", "before"):
        return Span(plain, 0, None, plain == "before")
    if plain == "at once":
        return Span(plain, 0, 0)
    body, before = (plain.removesuffix(" before"), True) if plain.endswith(" before") else (plain, False)
    for form, kind in _FORMS:
        if found := re.fullmatch(form, body):
            numbers = [_bound(each) for each in found.groups() if each is not None]
            return Span(plain, *_ends(kind, numbers, plain), before)
    raise NotASpan(
        f"{words!r} states no span of days; write within 3 days, 2 to 5 days, at least 7 days, after, before"
    )


def _ends(kind: str, numbers: list[int | str], words: str) -> tuple[Bound, Bound]:
    match kind:
        case "zero-to":
            return 0, numbers[0]
        case "just":
            return numbers[0], numbers[0]
        case "from":
            return numbers[0], None
    least, most = numbers
    if isinstance(least, int) and isinstance(most, int) and least > most:
        raise NotASpan(f"{words!r} ends before it begins")
    return least, most


def _bound(word: str) -> int | str:
    return word[1:-1] if word.startswith("[") else int(word)
