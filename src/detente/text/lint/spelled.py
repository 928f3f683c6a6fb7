"""Numbers in words, as the readers of each language give them."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelled:
    """Whole numbers, duals (two days in one word), ordinals, and months as their number in the year."""

    numbers: tuple[int, ...] = ()
    duals: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    months: tuple[int, ...] = ()


def added(words: list[tuple[int, bool]]) -> tuple[int, ...]:
    """Number words put together: (value, joined by *and*) pairs, in order, with nothing else between them.

    A number before hundred or thousand multiplies it; what *and* joins is added; anything else is another number.

    >>> added([(5, False), (20, True)]), added([(3, False), (100, False), (20, True)]), added([(7, False), (9, False)])
    ((25,), (320,), (7, 9))
    """
    found: list[int] = []
    total = here = 0
    open_number = False
    for value, joined in words:
        if not open_number:
            total, here, open_number = 0, value, True
        elif value in (100, 1_000, 1_000_000) and not joined and 0 < here < value:
            here *= value
        elif joined:
            if here >= 1_000:
                total, here = total + here, 0
            here += value
        else:
            found.append(total + here)
            total, here = 0, value
    return (*found, total + here) if open_number else tuple(found)


def stands_for(word: str, table: Mapping[str, int], letters: str) -> tuple[int | None, bool]:
    """What a word stands for, also with up to four `letters` written in front of it; and whether the first is *and*.

    >>> stands_for("ושישים", {"שישים": 60}, "ושכבלמה")
    (60, True)
    """
    for cut in range(5):
        if word[cut:] in table and all(each in letters for each in word[:cut]):
            return table[word[cut:]], cut > 0 and word[0] == letters[0]
    return None, False
