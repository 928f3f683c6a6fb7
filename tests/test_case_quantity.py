"""Amounts keep their words, and never say more than they know."""

from fractions import Fraction
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from detente.case import numerals
from detente.case.quantity import Kind, NotAnAmount, Quantity, Tell, less, quantity, same, within

numbers = st.integers(0, 5000)
words = st.one_of(
    numbers.map(str),
    numbers.map("more than {}".format),
    numbers.map("at least {}".format),
    numbers.map("up to {}".format),
    st.integers(1, 5000).map("fewer than {}".format),
    numbers.map("about {}".format),
    st.integers(1, 5000).map("nearly {}".format),
    st.tuples(numbers, numbers).map(lambda pair: f"{min(pair)} to {max(pair)}"),
    st.sampled_from(["hundreds", "thousands", "some", "more", "unspecified", "a few", "none", "dozens"]),
)
amounts = words.map(quantity)


@pytest.mark.parametrize(
    ("said", "least", "most"),
    [
        ("hundreds", 200, 999),
        ("hundreds of Palestinians", 200, 999),
        ("thousands", 2000, 999_999),
        ("about 1200", 1080, 1320),
        ("about 1,200 people", 1080, 1320),
        ("two weeks", 14, 14),
        ("a week", 7, 7),
        ("2 weeks or more", 14, inf),
        ("between 2 and 4 weeks", 14, 28),
        ("unspecified number of days", 0, inf),
        ("permanent", inf, inf),
        ("1.5 million", 1_500_000, 1_500_000),
        ("100\u00a0hostages", 100, 100),
        ("9 x hundreds", 1800, 8991),
        ("two hundred", 200, 200),
        ("more than two hundred", 200, inf),
        ("a few hundred", 200, 999),
        ("two dozen", 24, 24),
        ("two hundred and fifty people", 250, 250),
        ("twenty-one", 21, 21),
        ("two to three", 2, 3),
        ("90-day", 90, 90),
        ("two-week", 14, 14),
        ("a couple of weeks", 2 * 7, 2 * 7),
    ],
)
def test_words_stand_for_the_interval_the_conventions_list(said: str, least: float, most: float) -> None:
    found = quantity(said)
    assert (found.least, found.most, found.words) == (least, most, said)


@pytest.mark.parametrize("said", ["10 percent", "10 per cent", "10%"])
def test_a_percentage_is_a_share_however_it_is_written(said: str) -> None:
    assert (quantity(said).least, quantity(said).kind) == (Fraction(1, 10), Kind.SHARE)


@pytest.mark.parametrize(
    "said",
    [
        "half-dya",
        "all-dya",
        "no-path",
        "two score",
        "every day",
        "5 a day",
        "half a million",
        "hundred",
        "2 and 3",
        "1,2",
    ],
)
def test_what_cannot_be_read_for_sure_is_refused_and_not_guessed(said: str) -> None:
    with pytest.raises(NotAnAmount):
        quantity(said, unit="person")


@given(st.integers(0, 9999))
def test_a_number_reads_the_same_in_words_and_in_figures(value: int) -> None:
    assert quantity(_in_words(value)).least == value


def _in_words(value: int) -> str:
    """An English numeral, built from the greatest magnitude down."""
    names = {1000: "thousand", 100: "hundred"}
    for size, name in names.items():
        if value >= size:
            rest = f"{' and' if size == 100 else ''} {_in_words(value % size)}" if value % size else ""
            return f"{_in_words(value // size)} {name}{rest}"
    small = {number: word for word, number in (numerals.SMALL | numerals.TENS).items()}
    return small.get(value) or f"{small[value // 10 * 10]}-{small[value % 10]}"


def test_more_than_leaves_its_own_number_out() -> None:
    assert less(quantity("300"), quantity("more than 300")) is Tell.YES
    assert same(quantity("300"), quantity("more than 300")) is Tell.NO
    assert same(quantity("300"), quantity("at least 300")) is Tell.CANNOT_TELL


def test_all_and_doubled_are_never_compared_with_a_number() -> None:
    assert quantity("all").kind is Kind.SHARE
    assert quantity("doubled").kind is Kind.MULTIPLE
    for other in ("100", "doubled", "unspecified"):
        assert same(quantity("all"), quantity(other)) is Tell.CANNOT_TELL
    assert same(quantity("all"), quantity("all")) is Tell.YES


@pytest.mark.parametrize(
    "said", ["soon", "", "hundreds of thousands of", "three months", "5 to 2", "lots", "fewer than 0", "x" * 500]
)
def test_words_that_state_no_amount_of_days_are_refused(said: str) -> None:
    with pytest.raises(NotAnAmount):
        quantity(said, unit="day")


@given(words, words)
def test_what_is_printed_reads_back_as_the_same_amount(one: str, other: str) -> None:
    total = quantity(one) + quantity(other)
    assert quantity(str(total)) == total
    assert quantity(str(quantity(one).times(3))) == quantity(one).times(3)


@given(amounts, amounts, amounts)
def test_adding_does_not_depend_on_the_order(one: Quantity, two: Quantity, three: Quantity) -> None:
    def interval(found: Quantity) -> tuple[object, ...]:
        return found.least, found.most, found.open_below, found.open_above

    assert interval(one + two) == interval(two + one)
    assert interval((one + two) + three) == interval(one + (two + three))


def _inside(amount: Quantity, value: Fraction) -> bool:
    above = value > amount.least or (value == amount.least and not amount.open_below)
    return above and (value < amount.most or (value == amount.most and not amount.open_above))


values = st.fractions(0, 6000, max_denominator=7)


@given(amounts, amounts, values, values)
def test_whatever_the_parts_are_the_sum_holds_them(one: Quantity, two: Quantity, a: Fraction, b: Fraction) -> None:
    if _inside(one, a) and _inside(two, b):
        assert _inside(one + two, a + b)
        assert _inside(one.times(4), a * 4)


@given(amounts, amounts, values, values)
def test_a_yes_or_no_holds_whatever_the_amounts_turn_out_to_be(
    one: Quantity, two: Quantity, a: Fraction, b: Fraction
) -> None:
    if not (_inside(one, a) and _inside(two, b)):
        return
    assert (less(one, two) is not Tell.YES) or a < b
    assert (less(one, two) is not Tell.NO) or a >= b
    assert (same(one, two) is not Tell.YES) or a == b
    assert (same(one, two) is not Tell.NO) or a != b
    assert (within(one, two) is not Tell.YES) or _inside(two, a)
    assert (within(one, two) is not Tell.NO) or not _inside(two, a)


@given(amounts, amounts)
def test_sameness_does_not_depend_on_the_order(one: Quantity, two: Quantity) -> None:
    assert same(one, two) is same(two, one)


@given(amounts)
def test_a_blank_decides_nothing(one: Quantity) -> None:
    blank = quantity("unspecified")
    assert same(one, blank) is Tell.CANNOT_TELL
    assert less(blank, one) in (Tell.CANNOT_TELL, Tell.NO)
    assert (blank + one).most == inf


@given(amounts, st.integers(1, 9))
def test_a_share_or_multiple_is_worth_its_base_and_no_more(base: Quantity, factor: int) -> None:
    found = quantity(f"{factor} times").of(base)
    assert (found.least, found.most) == (base.least * factor, base.most * factor)
    assert quantity("all").of(base).bounds == base.bounds
