"""Numbers in words, as the readers of each language give them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Spelled:
    """Whole numbers, duals (two days in one word), ordinals, and months as their number in the year."""

    numbers: tuple[int, ...] = ()
    duals: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    months: tuple[int, ...] = ()


def added(words: list[tuple[int, bool]]) -> tuple[int, ...]:
    """Number words put together: (value, joined by *and*) pairs, in order; None between numbers is for the caller.

    A unit before hundred or thousand multiplies it; what *and* joins, or a smaller part, is added.

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
