"""Numbers in words: how the words of a language that has them are put together."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Spelled:
    """Whole numbers, duals (two days in one word), ordinals, and months as their number in the year."""

    numbers: tuple[int, ...] = ()
    duals: tuple[int, ...] = ()
    ordinals: tuple[int, ...] = ()
    months: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Lexicon:
    """A language's words for numbers.

    `ones` come before ten alone; `before` matches what may be written in front of a word; `joins` is *and*.
    """

    values: Mapping[str, int]
    ones: Mapping[str, int]
    ordinals: Mapping[str, int]
    before: re.Pattern[str]
    joins: str
    duals: frozenset[str]
    months: Mapping[str, int] = field(default_factory=dict)
    other: frozenset[str] = frozenset()
    """Words that look like a number and are none."""


def spell(words: Sequence[str], lexicon: Lexicon) -> Spelled:
    """What words state, taken one by one; a mark between them is a word too."""
    known = [each for each in words if each not in lexicon.other]
    values = [stands_for(each, lexicon.values, lexicon) for each in known]
    return Spelled(
        tuple(_numbers(known, values, lexicon)),
        tuple(
            2
            for row, each in enumerate(known)
            if _is_dual(each, lexicon) and values[row + 1 : row + 2] != [(10, False)]
        ),
        tuple(_each(known, lexicon.ordinals, lexicon)),
        tuple(_each(known, lexicon.months, lexicon)),
    )


Value = tuple[int | None, bool]
"""What a word stands for, and whether *and* joins it to what is before."""


def stands_for(word: str, table: Mapping[str, int], lexicon: Lexicon) -> Value:
    """What a word stands for, also with up to four letters written in front of it."""
    for cut in range(5):
        if word[cut:] in table and lexicon.before.fullmatch(word, 0, cut):
            return table[word[cut:]], word[:cut].startswith(lexicon.joins)
    return None, False


def _each(words: Sequence[str], table: Mapping[str, int], lexicon: Lexicon) -> Iterator[int]:
    for word in words:
        value, _ = stands_for(word, table, lexicon)
        if value is not None:
            yield value


def _is_dual(word: str, lexicon: Lexicon) -> bool:
    return any(word[cut:] in lexicon.duals and lexicon.before.fullmatch(word, 0, cut) for cut in range(5))


def _numbers(words: Sequence[str], values: Sequence[Value], lexicon: Lexicon) -> Iterator[int]:
    """The numbers, each of the words that stand together."""
    run: list[tuple[int, bool]] = []
    for row, (value, joined) in enumerate(values):
        one = stands_for(words[row - 1], lexicon.ones, lexicon)[0] if row else None
        if value is None:
            yield from added(run)
            run = []
        elif value == 10 and not joined and one is not None:
            run.append((10 + one, False))
        elif value == 10 and not joined and run and run[-1][0] < 10:
            run[-1] = (10 + run[-1][0], run[-1][1])
        else:
            run.append((value, joined))
    yield from added(run)


def added(words: Sequence[tuple[int, bool]]) -> Iterator[int]:
    """Number words put together: (value, joined by *and*) pairs, in order, with nothing else between them.

    A number before hundred or thousand multiplies it; what *and* joins is added; anything else is another number.

    >>> list(added([(5, False), (20, True)])), list(added([(3, False), (100, False), (20, True)]))
    ([25], [320])
    >>> list(added([(7, False), (9, False)]))
    [7, 9]
    """
    total = here = 0
    for row, (value, joined) in enumerate(words):
        if value in (100, 1_000, 1_000_000) and not joined and 0 < here < value:
            here *= value
        elif joined and row:
            total, here = (total + here, value) if here >= 1_000 else (total, here + value)
        else:
            if row:
                yield total + here
            total, here = 0, value
    if words:
        yield total + here
