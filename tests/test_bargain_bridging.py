"""Packages that could bridge, what each moves and rests on, and words where the evidence does not decide."""

from dataclasses import replace

import pytest

from detente.bargain.beliefs import Base
from detente.bargain.bridging import Bridging, bridge, facts, steps, told, touched
from detente.bargain.search import APART, apart, greatest_least, on_the_table, starts, tabled
from detente.bargain.study import Study, study
from detente.case.model import Case
from valley_deal import deal, without

SWAP = (2, 2, 0)
LINE = (
    "  - {id: lower-fence,",
    "  - {id: lower-line, by: elders, act: red line, says: the fence stays, terms: {fence: gone}, setting: own words in public, source: {document: radio-1}, grade: B2}\n  - {id: lower-fence,",
)


def studied(case: Case, count: int = 400) -> Study:
    return study(case, count=count)


def bridged(case: Case) -> Bridging:
    others = [study(case, count=200, base=base, limit=1) for base in (Base.INCREMENTS, Base.UNEQUAL)]
    return bridge(studied(case), lambda: others, count=100)


@pytest.fixture(scope="module")
def found() -> Bridging:
    return bridged(deal())


def test_what_both_sides_took_is_among_the_packages_and_named(found: Bridging) -> None:
    assert found.separates
    named = {each.package: each.same_as for each in found.packages}
    assert named[SWAP] == ("The swap",)
    swap = next(each for each in found.packages if each.package == SWAP)
    assert [share.low for share in swap.shares] == [1.0, 1.0, 1.0]


def test_packages_shown_differ_on_two_issues_at_least(found: Bridging) -> None:
    packages = [each.package for each in found.packages]
    for row, one in enumerate(packages):
        for other in packages[row + 1 :]:
            assert sum(a != b for a, b in zip(one, other, strict=True)) >= APART
    assert apart(packages) == tuple(packages)


def test_a_package_says_who_gains_and_who_gives_on_each_issue_and_on_whose_words(found: Bridging) -> None:
    swap = next(each for each in found.packages if each.package == SWAP)
    fence, water = swap.steps
    gains = {holder: low > 0 for holder, low, _ in fence.changes}
    assert gains == {"upper": True, "lower": False}
    assert {holder: low > 0 for holder, low, _ in water.changes} == {"upper": False, "lower": True}
    assert fence.claims == ("upper-fence", "swap-both")
    assert (fence.unknown, fence.deferred) == ((), False)


def test_a_package_rests_on_the_claim_without_which_its_share_falls(found: Bridging) -> None:
    swap = next(each for each in found.packages if each.package == SWAP)
    assert {(holder, claim) for holder, claim, _ in swap.rests_on} == {
        ("upper", "upper-takes"),
        ("lower", "lower-takes"),
    }


def test_leaving_something_to_talks_is_always_considered() -> None:
    case = deal()
    assert 1 in on_the_table(case)[0]
    assert (1, 2, 0) in starts(case)
    assert any(package[0] == 1 for package, _ in greatest_least(studied(case), starts(case)))


def test_only_options_on_the_table_are_moved_to() -> None:
    case = deal()
    assert on_the_table(case)[1] == (0, 2)
    assert all(package[1] != 1 for package, _ in greatest_least(studied(case), starts(case)))


def test_the_search_finds_what_trying_every_package_finds() -> None:
    case = deal(*without("upper-takes", "lower-takes"))
    known = studied(case)
    options = on_the_table(case)
    every = [(a, b, c) for a in options[0] for b in options[1] for c in options[2]]
    met = greatest_least(known, starts(case), keep=len(every))
    assert met[0] == greatest_least(known, every, keep=1)[0]


def test_a_package_that_crosses_a_red_line_in_some_reading_says_so_first() -> None:
    case = deal(LINE, *without("lower-takes"))
    assert touched(case, SWAP) == ("lower-line",)
    assert touched(case, (1, 2, 0)) == ()


def test_where_nobody_told_what_a_side_wants_words_replace_numbers_and_the_fact_is_named() -> None:
    quiet = deal(*without("lower-water", "lower-fence", "lower-toll", "lower-first", "lower-takes"))
    found = bridged(quiet)
    assert not found.separates
    assert tuple(each.package for each in found.packages) == tabled(quiet)
    assert any(step.deferred for each in found.packages for step in each.steps)
    assert found.fact is not None
    assert found.fact.holder == "lower"
    assert found.fact.about.startswith("which way it leans on")


def test_a_share_that_no_claim_bears_on_is_not_told() -> None:
    silent = deal(*without("lower-water", "lower-fence", "lower-toll", "lower-first", "lower-takes"))
    found = studied(silent)
    for spans in ([(1, 1), (0, 0), (0, 0)], [(0, 0), (0, 0), (1, 1)]):
        upper, lower, everyone = told(found, tuple, spans)
        assert (upper.separates, lower.separates, everyone.separates) == (True, False, False)


def test_facts_come_in_falling_order_of_what_they_would_move() -> None:
    quiet = studied(deal(*without("lower-water", "lower-fence")))
    told = facts(quiet, SWAP)
    assert [fact.moves for fact in told] == sorted((fact.moves for fact in told), reverse=True)
    assert {fact.about for fact in told} == {"which way it leans on The fence", "which way it leans on The water"}


def test_claims_that_cannot_all_hold_are_named_and_their_reading_left_out() -> None:
    (clash, *_) = bridged(deal(LINE)).clashes
    assert clash.holder == "lower"
    assert set(clash.claims) == {"lower-line", "lower-takes"}


def test_swapping_the_parties_swaps_the_result(found: Bridging) -> None:
    case = deal()
    swapped = bridged(replace(case, parties=case.parties[::-1]))
    assert [each.package for each in swapped.packages] == [each.package for each in found.packages]
    assert {share.who: share.low for share in swapped.packages[0].shares} == {
        share.who: share.low for share in found.packages[0].shares
    }


def test_steps_are_told_from_no_deal_in_the_order_of_the_issues() -> None:
    assert [(step.issue, step.before, step.after) for step in steps(studied(deal()), SWAP)] == [(0, 0, 2), (1, 0, 2)]
    assert steps(studied(deal()), (0, 0, 0)) == ()
