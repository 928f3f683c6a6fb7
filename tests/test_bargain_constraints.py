"""What each act of a speaker does, and does not, say about what packages are worth to a side."""

import numpy as np
import pytest

import samples
from detente.bargain.beliefs import Draws, draws
from detente.bargain.clashes import clash
from detente.bargain.constraints import Part, Shape, both_ends, peaked_at
from detente.bargain.readings import belief, choices, claims_of, holders, readings
from detente.case.model import Case

WATER, FENCE, GOATS, PATH = range(4)
CLAIM = "  - {{id: {id}, by: {by}, act: {act}, says: made up, {more}, setting: own words in public, source: {{document: radio-evening}}, grade: B3}}\n"
QUIET = (
    ("terms: {water: all-day}\n    scope: whole deal\n    setting: own", "setting: own"),
    ("    terms: {water: half-day}\n    scope: whole deal\n", ""),
    ("    terms: {fence: gone}\n    setting", "    setting"),
    ("    without_deal: better\n", ""),
    ("    terms: {goats: some}\n    before: [water, goats]\n", ""),
)  # fmt: skip
"""VALLEY with nothing that tells what Upper or Lower want."""


def said(act: str, more: str, by: str = "mayor", slug: str = "extra") -> tuple[str, str]:
    return "  - id: plan-water\n", CLAIM.format(id=slug, by=by, act=act, more=more) + "  - id: plan-water\n"


def case(*changes: tuple[str, str]) -> Case:
    return samples.case(*QUIET, *changes)


def drawn(found: Case, holder: str = "herders", ways: dict[str, str] | None = None) -> Draws:
    about = belief(found, holder, claims_of(found, holder), ways or {})
    profiles = draws(about, 600, np.random.default_rng(1))
    assert profiles is not None
    return profiles


def test_with_nothing_told_either_end_of_every_ladder_may_be_best() -> None:
    quiet = case()
    assert claims_of(quiet, "herders") == ()
    assert belief(quiet, "herders", (), {}).shapes == tuple(both_ends(len(issue.options)) for issue in quiet.issues)


def test_what_a_side_demands_or_calls_for_is_best_on_its_issue() -> None:
    for act in ("demand", "call for"):
        found = drawn(case(said(act, "terms: {water: all-day}")))
        assert (found.values[WATER].argmax(axis=1) == 2).all()


def test_a_demand_between_the_ends_leaves_open_which_end_is_worst() -> None:
    assert peaked_at(3, 1) == (Shape(1, 0), Shape(1, 2))
    found = drawn(case(said("demand", "terms: {water: half-day}")))
    assert (found.values[WATER].argmax(axis=1) == 1).all()
    assert {0, 2} <= set(found.values[WATER].argmin(axis=1).tolist())


@pytest.mark.parametrize("act", ["offer", "propose", "accept", "support"])
def test_what_a_side_would_take_is_no_worse_than_no_deal(act: str) -> None:
    found = drawn(case(said(act, "terms: {water: half-day, path: free-path}")))
    assert (found.worth((1, 0, 0, 2)) >= found.reserve - 1e-6).all()


def test_what_a_side_rejects_is_no_better_than_no_deal() -> None:
    found = drawn(case(said("reject", "terms: {fence: gone}")))
    assert (found.worth((0, 3, 0, 0)) <= found.reserve + 1e-6).all()


def test_an_answer_to_a_proposal_is_about_its_terms_with_the_rest_as_without_a_deal() -> None:
    settled = ("terms: {water: blank}", "terms: {water: half-day}")
    found = drawn(case(settled, said("accept", "target: sharing")))
    assert (found.worth((1, 1, 2, 1)) >= found.reserve - 1e-6).all()


def test_a_blank_is_filled_so_that_the_answer_says_least() -> None:
    part = Part(issue=0, first=1, last=2, times=1.0)
    assert (part.rung(Shape(2, 0)), part.rung(Shape(0, 2))) == (2, 1)
    against = Part(issue=0, first=1, last=2, times=-1.0)
    assert (against.rung(Shape(2, 0)), against.rung(Shape(0, 2))) == (1, 2)


@pytest.mark.parametrize("act", ["willing to discuss", "reluctant to discuss", "state", "assess"])
def test_neither_willingness_nor_reluctance_nor_a_statement_says_what_a_package_is_worth(act: str) -> None:
    assert claims_of(case(said(act, "terms: {water: all-day}")), "herders") == ()


def test_a_red_line_read_as_firm_is_crossed_by_no_package_better_than_no_deal() -> None:
    found = drawn(case(said("red line", "terms: {fence: gone}")), ways={"sense-extra": "firm"})
    best = sum(column.max(axis=1) for row, column in enumerate(found.values) if row != FENCE)
    assert (best + found.values[FENCE][:, 3] <= found.reserve + 1e-6).all()


def test_a_red_line_read_as_conditional_holds_where_nothing_else_moves() -> None:
    found = drawn(case(said("red line", "terms: {fence: gone}")), ways={"sense-extra": "conditional"})
    assert (found.worth((0, 3, 0, 0)) <= found.reserve + 1e-6).all()
    assert (found.worth((2, 3, 2, 2)) > found.reserve).any()


def test_a_red_line_read_as_posture_says_only_which_way_a_side_leans() -> None:
    found = drawn(case(said("red line", "terms: {fence: gone}")), ways={"sense-extra": "posture"})
    assert (found.values[FENCE].argmax(axis=1) == 0).all()
    assert (found.worth((0, 3, 0, 0)) > found.reserve).any()


def test_preferring_and_putting_first_order_packages_and_weights() -> None:
    prefers = "terms: {water: all-day}, rather_than: {goats: all}"
    found = drawn(case(said("prefer", prefers)))
    assert (found.worth((2, 0, 0, 0)) >= found.worth((0, 0, 2, 0)) - 1e-6).all()
    first = drawn(case(said("put first", "before: [fence, water, path]")))
    fence, water, path = (first.values[row].max(axis=1) for row in (FENCE, WATER, PATH))
    assert (fence >= water - 1e-6).all()
    assert (water >= path - 1e-6).all()


@pytest.mark.parametrize(("outlook", "sign"), [("better", 1), ("worse", -1)])
def test_what_a_side_expects_without_a_deal_is_set_against_the_package_named(outlook: str, sign: int) -> None:
    found = drawn(case(said("expect", f"terms: {{fence: gone}}, without_deal: {outlook}")))
    assert (sign * (found.reserve - found.worth((0, 3, 0, 0))) >= -1e-6).all()


def test_claims_of_a_party_inform_each_faction_and_those_of_a_faction_only_itself() -> None:
    both = case(
        said("demand", "terms: {water: all-day}"), said("reject", "terms: {fence: gone}", by="miller", slug="own")
    )
    assert holders(both, "upper") == ("millers", "herders")
    assert {claim.id for claim in claims_of(both, "millers")} == {"own", "extra"}
    assert {claim.id for claim in claims_of(both, "herders")} == {"extra"}
    assert holders(both, "lower") == ("lower",)


def test_a_red_line_an_unsure_speaker_an_inference_and_two_wishes_are_choices() -> None:
    found = choices(samples.case(), claims_of(samples.case(), "millers"))
    assert {choice.id: choice.ways for choice in found} == {
        "sense-mayor-line": ("firm", "conditional", "posture"),
        "best-water": ("half-day", "all-day"),
    }
    unsure = case(said("demand", "terms: {water: all-day}", by="[{actor: envoy, sure: no}, mayor]"))
    assert [choice.id for choice in choices(unsure, claims_of(unsure, "herders"))] == ["counts-extra"]


def test_readings_beyond_the_limit_are_chosen_by_seed_and_how_many_there_were_is_said() -> None:
    found = samples.case()
    every = readings(found, "millers")
    assert (len(every.run), every.possible) == (6, 6)
    some = readings(found, "millers", limit=3, seed=4)
    assert (len(some.run), some.possible) == (3, 6)
    assert some.run == readings(found, "millers", limit=3, seed=4).run


def test_a_clash_names_a_smallest_set_of_claims_that_cannot_all_hold() -> None:
    clashing = case(
        said("accept", "terms: {fence: gone}", slug="takes"),
        said("red line", "terms: {fence: gone}", slug="refuses"),
        said("demand", "terms: {water: all-day}", slug="harmless"),
    )
    found = clash(clashing, "herders", {"sense-refuses": "firm"})
    assert found is not None
    assert set(found.claims) == {"takes", "refuses"}
    for left_out in found.claims:
        kept = tuple(claim for claim in claims_of(clashing, "herders") if claim.id != left_out)
        about = belief(clashing, "herders", kept, {"sense-refuses": "firm"})
        assert draws(about, 50, np.random.default_rng(1)) is not None
    assert clash(clashing, "herders", {"sense-refuses": "posture"}) is None
