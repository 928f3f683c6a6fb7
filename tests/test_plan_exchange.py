"""What holds an exchange at its seams: known answers, an independent checker, and what theory says."""

import json
from dataclasses import replace
from fractions import Fraction
from itertools import product
from pathlib import Path

import pytest

import exchange_oracle as oracle
from detente.plan.amount import Amount, amount
from detente.plan.corridor import completion_test, corridor, guarantee, phase_test
from detente.plan.exchange import Exchange, Step, advance, bridge, filled
from detente.plan.guarantees import LeastGuarantees, NoCommonUnit, least_guarantees, least_sum
from detente.plan.lattice import TooLarge
from exchange_checker import faults, needs
from exchanges import collection, drawn, swapped

CASES = 250
"""Drawn games; `make campaign` plays more."""


def claimed(found: LeastGuarantees) -> list[tuple[tuple[Fraction, Fraction], tuple[str, ...]]]:
    return [(pledges.bonds, pledges.order) for pledges in found.pairs]


def plain(*steps: tuple[str, int, int], precedence: tuple[tuple[str, str], ...] = ()) -> Exchange:
    made = tuple(Step(f"s{row}", giver, amount(cost), amount(value)) for row, (giver, cost, value) in enumerate(steps))
    return Exchange(("A", "B"), made, precedence, unit="points")


# Known answers


@pytest.mark.known
def test_all_least_sums_of_the_collection_come_out(known: Path) -> None:
    answers = json.loads((known / "safe_exchange_small" / "instances.json").read_text(encoding="utf-8"))
    exchanges = collection(known)
    assert len(exchanges) == len(answers) == 120
    for (name, exchange), answer in zip(exchanges, answers, strict=True):
        found = least_sum(replace(exchange, unit="points"))
        assert (name, sum(found.bonds)) == (answer["id"], Fraction(str(answer["min_total_bond"])))
        assert needs(exchange, found.order) == found.bonds == guarantee(exchange, found.order).needed
        if len(exchange.steps) <= 8:
            assert faults(exchange, claimed(least_guarantees(exchange))) == []


@pytest.mark.known
def test_small_exchanges_of_the_collection_agree_with_trying_every_order(known: Path) -> None:
    for _, exchange in collection(known):
        if len(exchange.steps) <= 6:
            assert [bonds for bonds, _ in claimed(least_guarantees(exchange))] == oracle.least_pairs(exchange)


@pytest.mark.known
def test_without_the_completion_test_twelve_of_the_collection_would_differ(known: Path) -> None:
    tests = [completion_test(exchange) for _, exchange in collection(known)]
    assert sum(min(slack) < 0 for slack in tests) >= 12


# Independent checks


@pytest.mark.parametrize("block", range(5))
def test_the_checker_finds_no_fault_in_drawn_games(block: int) -> None:
    for seed in range(block * CASES // 5, (block + 1) * CASES // 5):
        exchange = drawn(seed, 2 + seed % 9, units=2 if seed % 7 == 0 and seed % 9 < 5 else 1, spread=seed % 3)
        assert faults(exchange, claimed(least_guarantees(exchange))) == []


def test_people_go_on_under_the_guarantees_found_and_stop_under_less() -> None:
    for seed in range(CASES):
        exchange = drawn(seed, 2 + seed % 11)
        for bonds, order in claimed(least_guarantees(exchange)):
            assert oracle.everybody_continues(exchange, order, bonds)
            for side in (0, 1):
                less = [bonds[0], bonds[1]]
                less[side] -= Fraction(1, 10)
                assert less[side] < 0 or not oracle.everybody_continues(exchange, order, (less[0], less[1]))


def test_trying_every_order_finds_the_same_pairs() -> None:
    for seed in range(60):
        exchange = drawn(seed, 2 + seed % 5, spread=seed % 2)
        assert [bonds for bonds, _ in claimed(least_guarantees(exchange))] == oracle.least_pairs(exchange)


def test_the_checker_notices_a_wrong_claim() -> None:
    exchange = bridge()
    right = claimed(least_guarantees(exchange))
    assert faults(exchange, right) == []
    assert faults(exchange, right[:1]) != []
    assert faults(exchange, [((bonds[0] + 1, bonds[1]), order) for bonds, order in right]) != []


def test_slack_is_the_least_over_every_corner_of_the_ranges() -> None:
    exchange = Exchange(
        ("A", "B"),
        (
            Step("a", "A", amount(2, 5), amount(-1, 4), amount("0.25", "0.75")),
            Step("b", "B", amount(-2, 3), amount(1, 6), amount(0, 1)),
        ),
        completion=(amount(-1, 1), amount(0)),
    )
    order = ["b", "a"]
    judged = corridor(exchange, order)
    ends = [tuple({each.low, each.high}) for s in exchange.steps for each in (s.cost, s.value, s.reversible)]
    corners = [corridor(at_corner(exchange, corner), order) for corner in product(*ends)]
    for row, seam in enumerate(judged.seams):
        for side in (0, 1):
            assert seam.slack[side].low == min(each.seams[row].slack[side].low for each in corners)
            assert seam.slack[side].high == max(each.seams[row].slack[side].high for each in corners)
            assert seam.advance[side].low == min(each.seams[row].advance[side].low for each in corners)
            assert seam.advance[side].high == max(each.seams[row].advance[side].high for each in corners)


def at_corner(exchange: Exchange, corner: tuple[Fraction, ...]) -> Exchange:
    """The exchange at one end of each cost, value and share; completion keeps its range, which adds to both ends."""
    points = iter(Amount(each, each) for each in corner)
    steps = tuple(replace(s, cost=next(points), value=next(points), reversible=next(points)) for s in exchange.steps)
    return replace(exchange, steps=steps)


@pytest.mark.parametrize("seed", range(25))
def test_the_bearable_error_is_the_one_at_which_the_worst_slack_is_nought(seed: int) -> None:
    exchange = drawn(seed, 2 + seed % 5, spread=seed % 3)
    order = least_guarantees(exchange).pairs[0].order
    pledged = guarantee(exchange, order).needed
    generous = (pledged[0] + 3, pledged[1] + 3)
    judged = corridor(exchange, order, generous)
    for side in (0, 1):
        worse = corridor(misjudged(exchange, judged.error[side]), order, generous)
        assert worse.margin[side] == 0
        assert judged.error[side] > 0


def misjudged(exchange: Exchange, error: Fraction) -> Exchange:
    def off(each: Amount) -> Amount:
        return Amount(each.low - error, each.high + error)

    steps = tuple(replace(step, cost=off(step.cost), value=off(step.value)) for step in exchange.steps)
    return replace(exchange, steps=steps, completion=(off(exchange.completion[0]), off(exchange.completion[1])))


# What theory says


@pytest.mark.parametrize("units", [1, 2, 3, 6, 12, 60])
def test_the_finer_an_exchange_is_divided_the_less_it_needs(units: int) -> None:
    finer = Exchange(
        ("A", "B"),
        (
            Step("a", "A", amount(Fraction(12, units)), amount(Fraction(15, units)), units=units),
            Step("b", "B", amount(Fraction(12, units)), amount(Fraction(15, units)), units=units),
        ),
        unit="points",
    )
    found = least_sum(finer)
    assert sum(found.bonds) == Fraction(12, units)
    by_turns = ["a", "b"] * units
    assert sum(guarantee(finer, by_turns).needed) == Fraction(12, units)
    assert max(corridor(finer, by_turns).exposure) == Fraction(12, units)


@pytest.mark.parametrize("seed", range(40))
def test_some_order_needs_at_most_twice_the_largest_step(seed: int) -> None:
    """Steinitz in the plane: no precedence, nothing reversible, nothing but the steps counts."""
    free = drawn(seed, 3 + seed % 7, reversible=False)
    steps = tuple(replace(step, phase=None) for step in free.steps)
    exchange = Exchange(free.parties, steps)
    if min(worth.low for worth in exchange.worth) < 0:
        return
    count = len(steps)
    shares = [worth.low / count for worth in exchange.worth]
    most = max(
        abs(advance(exchange, party, {step.name: 1}).low + share)
        for step in steps
        for party, share in zip(exchange.parties, shares, strict=True)
    )
    assert any(max(pledges.bonds) <= 2 * most for pledges in least_guarantees(exchange).pairs)
    assert any(max(corridor(exchange, o).exposure) <= 2 * most for o in oracle.orders(exchange)) or count > 6


@pytest.mark.parametrize("seed", range(30))
def test_the_last_giver_needs_a_guarantee_for_its_last_gift(seed: int) -> None:
    free = drawn(seed, 2 + seed % 6, reversible=False)
    exchange = replace(free, completion=(amount(0), amount(0)), reputation=(amount(0), amount(0)))
    if min(worth.low for worth in exchange.worth) < 0:
        return
    for pledges in least_guarantees(exchange).pairs:
        last = exchange.step(pledges.order[-1])
        assert pledges.bonds[exchange.side(last)] >= last.cost.low


@pytest.mark.parametrize("seed", range(10))
def test_no_order_changes_the_completion_test(seed: int) -> None:
    exchange = drawn(seed, 4)
    ends = {guarantee(exchange, order).after_completion for order in oracle.orders(exchange)}
    slack = completion_test(exchange)
    assert ends == {(max(Fraction(0), -slack[0]), max(Fraction(0), -slack[1]))}


@pytest.mark.parametrize("seed", range(30))
def test_wider_ranges_never_need_less(seed: int) -> None:
    exchange = replace(drawn(seed, 2 + seed % 7), completion=(amount(0), amount(0)))
    before = sum(least_sum(exchange).bonds)
    for wider in (Fraction(1, 4), Fraction(1, 2)):
        steps = tuple(
            replace(s, cost=Amount(s.cost.low, s.cost.high + wider), value=Amount(s.value.low - wider, s.value.high))
            for s in exchange.steps
        )
        after = sum(least_sum(replace(exchange, steps=steps)).bonds)
        assert after >= before
        before = after


@pytest.mark.parametrize("seed", range(20))
def test_what_a_party_can_take_back_holds_it_less_and_the_other_more(seed: int) -> None:
    exchange = drawn(seed, 4, reversible=False)
    for order in list(oracle.orders(exchange))[:3]:
        needed = [guarantee(taken_back(exchange, "A", Fraction(quarters, 4)), order).needed for quarters in range(5)]
        assert [pair[0] for pair in needed] == sorted(pair[0] for pair in needed)
        assert [pair[1] for pair in needed] == sorted((pair[1] for pair in needed), reverse=True)


def test_what_can_be_taken_back_binds_nobody_once_the_plan_is_done() -> None:
    needed = [sum(least_sum(taken_back(plain(*EVEN), "A", Fraction(q, 4))).bonds, Fraction(0)) for q in range(5)]
    assert needed[-1] > needed[0]
    assert needed[-1] == sum(step.cost.low for step in plain(*EVEN).steps if step.giver == "A")


def test_where_both_gain_and_all_is_undone_on_stopping_nothing_is_needed() -> None:
    everything = taken_back(taken_back(plain(*EVEN), "A", Fraction(1)), "B", Fraction(1))
    assert [pledges.bonds for pledges in least_guarantees(everything).pairs] == [(Fraction(0), Fraction(0))]


def taken_back(exchange: Exchange, party: str, share: Fraction) -> Exchange:
    undone = Amount(share, share)
    steps = tuple(replace(step, reversible=undone) if step.giver == party else step for step in exchange.steps)
    return replace(exchange, steps=steps)


EVEN = (("A", 4, 6), ("B", 5, 6), ("A", 3, 5), ("B", 3, 5))


@pytest.mark.parametrize("seed", range(30))
def test_the_order_of_the_parties_changes_nothing(seed: int) -> None:
    exchange = drawn(seed, 2 + seed % 8)
    there = [pledges.bonds for pledges in least_guarantees(exchange).pairs]
    back = [pledges.bonds[::-1] for pledges in least_guarantees(swapped(exchange)).pairs]
    assert there == back[::-1]


def test_a_swap_through_a_guarantor_has_no_seam_in_between() -> None:
    assert guarantee(bridge(), [["pull back", "open the bridge"]]).needed == (Fraction(0), Fraction(0))
    assert guarantee(bridge(), ["pull back", "open the bridge"]).needed == (Fraction(0), Fraction(2))


def test_a_phase_end_that_fails_is_repaired_by_no_order() -> None:
    for seed in range(40):
        exchange = drawn(seed, 6)
        pairs = [pledges.bonds for pledges in least_guarantees(exchange).pairs]
        for end in phase_test(exchange):
            assert all(bond >= -slack for bonds in pairs for bond, slack in zip(bonds, end.slack, strict=True))


# Refusals


def test_sums_over_two_scales_are_refused() -> None:
    with pytest.raises(NoCommonUnit, match="declare a common unit"):
        least_sum(bridge())


def test_too_many_states_are_refused() -> None:
    with pytest.raises(TooLarge, match="more than 100 states"):
        least_guarantees(plain(*EVEN, *EVEN), most_states=100)


@pytest.mark.parametrize(
    ("order", "says"),
    [
        (["s0", "s1", "s2"], "every unit"),
        (["s1", "s0", "s2", "s3"], "s1 waits until s0"),
        (["s0", "s0", "s1", "s2", "s3"], "every unit"),
    ],
)
def test_an_order_that_cannot_be_is_refused(order: list[str], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        corridor(plain(*EVEN, precedence=(("s0", "s1"),)), order)


def test_a_later_phase_waits_for_an_earlier_one() -> None:
    phased = replace(
        plain(*EVEN[:2]), steps=tuple(replace(s, phase=2 - r) for r, s in enumerate(plain(*EVEN[:2]).steps))
    )
    with pytest.raises(ValueError, match="phase 2 waits"):
        corridor(phased, ["s0", "s1"])


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"parties": ("A", "A")}, "one name"),
        ({"parties": ("A", "C")}, "B gives, but is no party"),
        ({"precedence": (("s0", "s9"),)}, "s9 should come"),
        ({"precedence": (("s0", "s1"), ("s1", "s0"))}, "wait for each other"),
    ],
)
def test_an_exchange_that_contradicts_itself_is_refused(change: dict[str, object], says: str) -> None:
    with pytest.raises(ValueError, match=says):
        replace(plain(*EVEN), **change)  # type: ignore[arg-type]


def test_a_blank_is_filled_within_its_range() -> None:
    blank = replace(bridge(), steps=(replace(bridge().steps[0], units=4, least_units=1), bridge().steps[1]))
    assert filled(blank, {"pull back": 3}).step("pull back").units == 3
    with pytest.raises(ValueError, match="1 to 4 units, not 5"):
        filled(blank, {"pull back": 5})
