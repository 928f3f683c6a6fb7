"""Shares are what the draws say, kept as ranges wherever something is open."""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from detente.bargain.acceptability import ALL, Holder, Share, Side, accepts, every_share, fillings, shares
from detente.bargain.beliefs import Draws
from detente.bargain.bridging import told
from detente.bargain.constraints import package_of
from detente.bargain.study import Study, study
from detente.case.model import Case, Party, Rule, RuleKind
from detente.store import casefile
from valley_deal import DEAL, deal, without

SWAP, NOTHING = ((2, 2), (2, 2), (0, 0)), ((0, 0), (0, 0), (0, 0))


@pytest.fixture(scope="module")
def studied() -> Study:
    return study(deal(), count=400)


def share(found: tuple[Share, ...], who: str) -> Share:
    return next(each for each in found if each.who == who)


def flat(name: str, chance: float, count: int = 1000) -> Holder:
    """A holder for whom one package on one issue is acceptable with this chance."""
    reserve = np.where(np.arange(count) < chance * count, 0.0, 1.0)
    values = np.tile([0.0, 0.5], (count, 1))
    return Holder(name, (Draws(name, (values,), reserve, float(count), 1.0),))


def decided(rule: Rule, *chances: float) -> Share:
    names = tuple(f"f{row}" for row in range(len(chances)))
    side = Side(Party("p", "P", rule=rule), tuple(map(flat, names, chances)))
    return share(shares([side], [(1, 1)]), "p")


def test_after_accepting_a_package_its_share_is_one_and_so_is_that_of_what_is_better(studied: Study) -> None:
    for who in ("upper", "lower", ALL):
        assert share(shares(studied.sides, SWAP), who).low == 1.0
    better_for_upper = share(shares(studied.sides, ((2, 2), (1, 1), (1, 1))), "upper")
    assert better_for_upper.low == 1.0


def test_after_rejecting_a_package_its_share_is_nothing() -> None:
    found = study(deal(("act: accept, says: would take the swap, target: swap", "act: reject, says: will not, target: swap")), count=400)  # fmt: skip
    assert (
        share(shares(found.sides, SWAP), "upper").high <= 0.0025
    )  # equality alone, which no draw reaches but by rounding


def test_blanks_make_a_range_that_holds_every_filling(studied: Study) -> None:
    spans = ((0, 2), (2, 2), (0, 1))
    open_terms = shares(studied.sides, spans)
    for package in fillings(spans):
        for each in shares(studied.sides, [(rung, rung) for rung in package]):
            within = share(open_terms, each.who)
            assert within.low - 1e-9 <= each.low
            assert each.high <= within.high + 1e-9


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Rule(RuleKind.UNANIMITY), (0.4, 0.4)),
        (Rule(RuleKind.MAJORITY), (0.9, 0.9)),
        (Rule(RuleKind.LEADER, ("f1",)), (0.5, 0.5)),
        (Rule(RuleKind.VETOES, ("f0", "f2")), (0.8, 0.8)),
        (Rule(), (0.4, 1.0)),
    ],
)
def test_a_party_decides_by_its_rule_and_by_every_rule_where_none_is_stated(
    rule: Rule, expected: tuple[float, float]
) -> None:
    found = decided(rule, 1.0, 0.5, 0.8)
    assert (found.low, found.high) == pytest.approx(expected)


def test_parties_are_independent_of_each_other_and_a_missing_profile_leaves_everything_open() -> None:
    one, other = (Side(Party(name, name), (flat(name, chance),)) for name, chance in (("a", 0.5), ("b", 0.4)))
    assert share(shares([one, other], [(1, 1)]), ALL).low == pytest.approx(0.2)
    none = Side(Party("c", "C"), (Holder("c", ()),))
    found = share(shares([one, none], [(1, 1)]), ALL)
    assert (found.low, found.high, found.separates, found.share) == (0.0, 0.5, True, 0.25)
    assert not share(shares([none], [(1, 1)]), "c").separates


@settings(max_examples=15)
@given(st.lists(st.integers(2, 3), min_size=1, max_size=4), st.integers(0, 99))
def test_the_share_of_every_package_at_once_is_that_of_each_alone(sizes: list[int], seed: int) -> None:
    rng = np.random.default_rng(seed)
    drawn = Draws("x", tuple(rng.random((50, size)) / len(sizes) for size in sizes), rng.random(50), 50.0, 1.0)
    alone = [accepts(drawn, package).mean() for package in product(*map(range, sizes))]
    assert every_share(drawn) == pytest.approx(alone)


def test_a_range_wider_than_a_half_is_told_in_words_and_not_in_figures() -> None:
    wide = decided(Rule(), 1.0, 0.1, 0.9)
    assert (wide.separates, wide.share) == (False, None)
    assert "%" not in str(wide)


def test_nothing_is_told_in_figures_of_a_side_of_which_nobody_told_what_it_wants() -> None:
    quiet = deal(*without("lower-water", "lower-fence", "lower-toll", "lower-first", "lower-takes"))
    found = study(quiet, count=400)
    spans = package_of(quiet, tuple(term for claim in quiet.claims if claim.part_of == "swap" for term in claim.terms))
    everyone = {each.who: each for each in told(found, tuple, spans)}
    assert everyone["upper"].separates
    assert not everyone["lower"].separates
    assert not everyone[ALL].separates


def test_swapping_the_parties_or_their_names_swaps_the_shares() -> None:
    mine = study(deal(), count=400)
    turned = study(replace(deal(), parties=deal().parties[::-1]), count=400)
    renamed = study(_renamed(), count=400)
    for spans in (SWAP, NOTHING, ((1, 1), (1, 1), (0, 0))):
        here = {each.who: each.low for each in shares(mine.sides, spans)}
        assert {each.who: each.low for each in shares(turned.sides, spans)} == here
        there = {each.who: each.low for each in shares(renamed.sides, spans)}
        assert there == {"upper": here["lower"], "lower": here["upper"], ALL: here[ALL]}


def _renamed() -> Case:
    """The case with the ids and names of the two parties exchanged throughout."""
    text = DEAL
    for one, other in (("upper", "lower"), ("Upper", "Lower")):
        text = text.replace(one, "\0").replace(other, one).replace("\0", other)
    found = casefile.parse(text.encode()).case
    assert found is not None
    return found
