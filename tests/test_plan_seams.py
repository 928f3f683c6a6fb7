"""Where a side would gain by stopping: by the claims, on a swap that can be worked out by hand, and by private weights."""

from pathlib import Path

import pytest

from detente.bargain.acceptability import ALL
from detente.case.secrecy import as_seen_by
from detente.desk import pictures
from detente.desk.pages import Picture
from detente.desk.views import brief
from detente.desk.views.seams import seams_page, sequence_page, weighed_page
from detente.errors import NotPermitted, Unreadable
from detente.plan.seams import Seams, seams
from detente.plan.wellformed import Draft
from detente.store import planfile, weightsfile
from detente.workbench import agreements, briefs, cases, drafts
from rendering import plain
from valley_deal import DEAL, deal, without

PLAN = """\
detente: 1
title: The swap in two steps
elaborates: swap
parties: [upper, lower]
guarantors: [envoy]
audience: public
calendar: {signature: 2024-04-01}
phases:
  only: {title: The swap, ends: {only.begins: within 20 days}}
obligations:
  fence-down:
    kind: achieve
    by: lower
    to: upper
    does: takes the fence down
    phase: only
    starts: {only.begins: within 2 days}
    advances: {issue: fence, from: standing, to: gone}
  water-on:
    kind: deliver
    by: upper
    to: lower
    does: lets the water through
    phase: only
    starts: {fence-down.verified: within 2 days}
    advances: {issue: water, from: none, to: all}
  talk:
    kind: process
    by: upper
    to: lower
    does: meets
"""
WEIGHTS = """\
detente: 1
unit: points
completion: {lower: 0 to 1}
obligations:
  fence-down: {cost: 3 to 4, value: 6}
  water-on: {cost: 2, value: 5 to 6}
"""


def draft(*changes: tuple[str, str]) -> Draft:
    text = PLAN
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    found = planfile.parse(text.encode(), name="swap")
    assert found.plan is not None, found.problems
    return Draft(found.plan, deal())


def judged(*changes: tuple[str, str]) -> Seams:
    return drafts.seams(draft(*changes))


def share(found: Seams, at: int, who: str) -> float:
    return next(each.low for each in found.seams[at].shares if each.who == who)


REVERSIBLE = ("    advances: {issue: fence", "    reversible: all\n    advances: {issue: fence")


def test_both_would_begin_what_both_have_said_they_would_take() -> None:
    found = judged()
    assert [seam.after for seam in found.seams] == [(), ("fence-down",), ("fence-down", "water-on")]
    assert share(found, 0, ALL) == 1.0
    assert found.giving.unvalued == ("talk",)


def test_who_has_got_what_it_wanted_for_good_would_stop_before_giving() -> None:
    """After the fence is down Upper keeps that and the water: going on only costs it."""
    found = judged()
    assert share(found, 1, "lower") == 1.0
    assert share(found, 1, "upper") < 0.05
    assert found.weakest == 1
    upper = next(held for held in found.seams[1].held if held.who == "upper")
    assert upper.advance[1] < 0 < upper.needed[0]


def test_what_can_be_taken_back_binds_on_the_way_and_not_after_the_end() -> None:
    """A fence that can be put up again holds Upper; then Lower keeps the water and puts up the fence."""
    found = judged(REVERSIBLE)
    assert share(found, 1, "upper") == 1.0
    assert share(found, 2, "lower") < 0.3
    assert found.weakest == 2


def test_no_order_changes_the_completion_test() -> None:
    turned = (
        ("starts: {only.begins: within 2 days}", "starts: {water-on.verified: within 2 days}"),
        ("starts: {fence-down.verified: within 2 days}", "starts: {only.begins: within 2 days}"),
        REVERSIBLE,
    )
    other = judged(*turned)
    assert other.seams[1].after == ("water-on",)
    assert share(other, 2, "lower") == share(judged(REVERSIBLE), 2, "lower")


def test_swapping_who_gives_first_moves_the_weak_seam_to_the_other_side() -> None:
    turned = judged(
        ("starts: {only.begins: within 2 days}", "starts: {water-on.verified: within 2 days}"),
        ("starts: {fence-down.verified: within 2 days}", "starts: {only.begins: within 2 days}"),
    )
    assert share(turned, 1, "upper") == 1.0
    assert share(turned, 1, "lower") < 0.3


def test_a_move_in_two_halves_sinks_half_at_a_time() -> None:
    half = PLAN.replace(
        "  talk:\n",
        "  rest:\n    kind: achieve\n    by: lower\n    to: upper\n    does: clears the posts\n    phase: only\n    starts: {water-on.verified: within 2 days}\n    advances: {issue: fence, from: standing, to: gone}\n  talk:\n",
    )
    found = planfile.parse(half.encode()).plan
    assert found is not None
    whole, parts = judged(), drafts.seams(Draft(found, deal()))
    assert [float(step.part) for step in parts.giving.steps] == [0.5, 1.0, 0.5]
    advances = [next(h.advance[0] for h in found.seams[1].held if h.who == "lower") for found in (whole, parts)]
    assert advances[1] == pytest.approx(advances[0] / 2)


def test_a_lasting_duty_is_given_day_by_day() -> None:
    """The water runs from the first day to the twentieth; the fence comes down on the tenth, when half has been given."""
    lasting = PLAN.replace("kind: deliver\n    by: upper", "kind: maintain\n    by: upper")
    lasting = lasting.replace("starts: {fence-down.verified: within 2 days}", "starts: {only.begins: at once}")
    lasting = lasting.replace("{only.begins: within 2 days}", "{only.begins: exactly 10 days}")
    lasting = lasting.replace("{only.begins: within 20 days}", "{only.begins: exactly 20 days}")
    found = planfile.parse(lasting.encode()).plan
    assert found is not None
    judged = drafts.seams(Draft(found, deal()))
    water, fence = judged.giving.steps
    assert [float(each) for each in water.kept] == [0.0, 0.0, 1.0]
    assert (water.obligation, fence.obligation) == ("water-on", "fence-down")
    third = lasting.replace(
        "  talk:\n",
        "  posts:\n    kind: achieve\n    by: lower\n    to: upper\n    does: clears the posts\n    phase: only\n    starts: {only.begins: exactly 15 days}\n    advances: {issue: fence, from: standing, to: gone}\n  talk:\n",
    )
    found = planfile.parse(third.encode()).plan
    assert found is not None
    water, *_ = drafts.seams(Draft(found, deal())).giving.steps
    assert [float(each) for each in water.kept] == [0.0, 0.0, 0.5, 1.0]


def test_where_nobody_told_what_a_side_wants_no_share_of_its_seams_is_shown() -> None:
    quiet = deal(*without("lower-water", "lower-fence", "lower-toll", "lower-first", "lower-takes"))
    studied = agreements.study(quiet, count=200)
    plan = draft().plan
    found = seams(studied.main, studied.others, plan)
    assert found.weakest is None
    assert found.fact is not None
    assert found.fact.holder == "lower"
    page = plain(seams_page(Draft(plan, quiet), found))
    assert "the evidence does not separate the seams" in page
    assert "Lower:" not in page.partition("Seam by seam")[2]


def test_the_page_names_the_weakest_seam_and_what_would_hold_it() -> None:
    page = plain(seams_page(draft(), judged()))
    assert "Weakest: after fence-down (takes the fence down)" in page
    assert "Would hold it: a guarantee to Upper" in page
    assert "Could keep it: The envoy" in page
    page = plain(seams_page(draft(REVERSIBLE), judged(REVERSIBLE)))
    assert "for as long as what was done shall stand: no order changes this" in page


def test_seams_are_for_mediators_alone() -> None:
    with pytest.raises(NotPermitted, match="for mediators alone"):
        drafts.seams(Draft(draft().plan, as_seen_by(deal(), "upper")))


def test_the_mediators_brief_shows_each_sides_advance_and_a_partys_shows_none_of_it() -> None:
    found = briefs.briefing(deal(), agreement=True, plans=[draft()])
    page = brief.brief(found)
    (picture,) = [block for block in page.blocks if isinstance(block, Picture) and block.courses]
    assert [each.name for each in picture.courses] == ["Upper", "Lower"]
    assert picture.words == ("Upper: below its floor at 1, 2.", "Lower: above its floor throughout.")
    assert "<svg" in pictures.svg(picture)
    assert "Where a side would gain by stopping: The swap in two steps" in plain(page)
    own = briefs.briefing(as_seen_by(deal(), "upper"), plans=[Draft(draft().plan, as_seen_by(deal(), "upper"))])
    assert own.seams == ()
    assert "gain by stopping" not in plain(brief.brief(own))


# By a mediator's own weights


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in (("case.yaml", DEAL), ("plans/swap.yaml", PLAN), ("weights/swap.yaml", WEIGHTS)):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_private_weights_make_an_exchange_of_the_plan_with_its_order(folder: Path) -> None:
    found = drafts.weighed(folder, drafts.open_plan(folder, "swap"))
    assert found.order == ("fence-down", "water-on")
    assert found.exchange.precedence == (("fence-down", "water-on"),)
    assert [float(each) for each in found.guarantee.on_the_way] == [2.0, 0.0]
    page = plain(weighed_page(drafts.open_plan(folder, "swap"), found))
    assert "Upper needs a guarantee of: 2 on the way" in page
    assert "Completion test: passed" in page


def test_an_order_with_the_least_guarantees_is_found_and_dated(folder: Path) -> None:
    plan = drafts.open_plan(folder, "swap")
    page = plain(sequence_page(plan, drafts.sequence(folder, plan)))
    assert "Answer: nothing better is possible" in page
    assert "Calendar: this order can be carried out whatever durations turn out to be" in page
    free = PLAN.replace("fence-down.verified: within 2 days", "only.begins: within 9 days")
    (folder / "plans" / "swap.yaml").write_text(free, encoding="utf-8")
    at_once = drafts.sequence(folder, drafts.open_plan(folder, "swap"), simultaneous=True)
    assert "Upper 0 and Lower 0" in plain(sequence_page(plan, at_once))


def test_an_order_that_the_calendar_does_not_bear_is_turned_round_where_it_fails(folder: Path) -> None:
    """The fence first needs the least; but it takes three days, and the water is due within one."""
    hurried = PLAN.replace("fence-down.verified: within 2 days", "only.begins: within 1 day").replace(
        "    advances: {issue: fence", "    takes: 3 days\n    advances: {issue: fence"
    )
    (folder / "plans" / "swap.yaml").write_text(hurried, encoding="utf-8")
    plan = drafts.open_plan(folder, "swap")
    found = drafts.sequence(folder, plan)
    assert found.turned == (("water-on", "fence-down"),)
    assert found.verdicts[0].controllable
    page = plain(sequence_page(plan, found))
    assert "Turned round: water-on before fence-down" in page
    assert "that none is better is not proved" in page


def test_a_fault_in_the_weights_is_shown_with_its_place() -> None:
    found = weightsfile.parse(WEIGHTS.replace("3 to 4", "4 to 3").encode(), plan="swap")
    (problem,) = found.problems
    assert str(problem.place) == "weights/swap.yaml:5:22"
    assert "ends before it begins" in problem.says


def test_weights_that_are_not_there_are_asked_for_by_name(folder: Path) -> None:
    (folder / "weights" / "swap.yaml").unlink()
    with pytest.raises(Unreadable, match=r"weights/swap\.yaml"):
        drafts.weighed(folder, drafts.open_plan(folder, "swap"))


def test_nothing_of_the_weights_enters_a_copy_of_the_case(folder: Path) -> None:
    copy = folder / "copy"
    cases.export(cases.open_case(folder, audience="upper"), copy)
    assert [path.name for path in copy.rglob("*") if path.is_file()] == ["case.yaml"]
    assert "points" not in (copy / "case.yaml").read_text(encoding="utf-8")
