"""What the gallery's plans of the report of January 2024 say: what was reported, and what follows from assumptions."""

from pathlib import Path

import plan90
from detente.plan.wellformed import problems
from detente.workbench import drafts

GAZA = "gallery:gaza-2024"


def said(plan: str, code: str) -> list[str]:
    return [each.says for each in problems(drafts.open_plan(GAZA, plan)) if each.code.id == code]


def test_the_gallery_keeps_the_plan_as_reported_apart_from_the_one_with_assumptions() -> None:
    assert drafts.plans(GAZA) == ("ninety-days", "ninety-days-assumed", "two-week-halt")
    assert drafts.plans(GAZA, audience="public") == ("ninety-days", "two-week-halt")
    assert drafts.open_plan(GAZA, "ninety-days").plan.assumptions == ()


def test_the_reported_plan_names_no_verifier_and_no_phase_length() -> None:
    reported = drafts.open_plan(GAZA, "ninety-days").plan
    assert all(each.verification is None for each in reported.obligations)
    unseen = said("ninety-days", "DT0501")
    assert all(f"nobody is named who says whether {each.id!r} was done" in unseen for each in reported.obligations)
    open_ends = said("ninety-days", "DT0505")
    for title in ("First phase", "Second phase", "Third phase"):
        assert f"nothing says how long {title!r} lasts, or by when it ends" in open_ends
        assert f"nothing tells whether {title!r} is over" in open_ends


def test_every_claim_of_the_reported_plan_is_taken_up_or_said_to_be_left_out() -> None:
    for plan in ("ninety-days", "ninety-days-assumed", "two-week-halt"):
        assert said(plan, "DT0512") == []
        assert said(plan, "DT0513") == []


def test_blanks_of_the_report_stay_blank() -> None:
    owed = {each.id: each for each in drafts.open_plan(GAZA, "ninety-days").plan.obligations}
    for slug in ("women-soldiers", "bodies", "prisoners-again", "soldiers"):
        quantity = owed[slug].quantity
        assert quantity is not None
        assert quantity.blank
    assert "[halt-days]" in owed["halt"].does


def test_with_assumptions_the_plan_is_well_formed_and_the_halt_has_a_safe_range() -> None:
    draft = drafts.open_plan(GAZA, "ninety-days-assumed")
    assert problems(draft) == ()
    assert len(draft.plan.assumptions) >= 5
    assert all(each.by == "detente's example" for each in draft.plan.assumptions)
    (halt,) = drafts.ranges(draft)
    assert (halt.blank, halt.best_case, halt.safe) == ("halt-days", ((5, 81),), ((14, 63),))


def test_the_least_safe_halt_is_what_the_two_groups_take_at_their_longest() -> None:
    """Releases 3 + 3 + 3 days to verify, and 5 to leave the towns: 14 days."""
    draft = drafts.open_plan(GAZA, "ninety-days-assumed")
    verdict, _ = drafts.slacks(draft, {"halt-days": 13})
    assert verdict.conflict is not None
    assert verdict.conflict.missing == 1
    assert sum(-each.days for each in verdict.conflict.terms if each.days < 0) == 14


def test_where_the_report_does_not_tell_the_seams_apart_the_fact_that_would_is_named() -> None:
    found = drafts.seams(drafts.open_plan(GAZA, "ninety-days-assumed"))
    assert found.weakest is None
    assert found.fact is not None


def test_the_pause_of_november_counts_by_its_keys_and_ends_on_the_first_of_december() -> None:
    draft = drafts.open_plan("gallery:pause-2023", "november-pause")
    found = {each.code.id for each in problems(draft)}
    assert found == {"DT0501", "DT0505", "DT0507"}
    ends = {day.moment: str(day.first) for day in drafts.calendar(draft, {}).days}
    assert ends["four-days.ends"] == "2023-11-28"
    assert ends["one-day-more.ends"] == "2023-12-01"


def test_a_plan_that_names_somebody_closed_to_a_reader_is_not_there_for_that_reader(tmp_path: Path) -> None:
    closed = plan90.CASE.replace(
        "envoys: {name: The envoys, kind: group}",
        "envoys: {name: The envoys, kind: group}\n  quiet-bank: {name: A bank, kind: body, audience: mediators}",
    )
    (tmp_path / "case.yaml").write_text(closed, encoding="utf-8")
    (tmp_path / "plans").mkdir()
    plan = plan90.PLAN.replace("guarantors: [envoys]", "guarantors: [envoys, quiet-bank]")
    for name, text in (("open", plan90.PLAN), ("banked", plan)):
        (tmp_path / "plans" / f"{name}.yaml").write_text(text, encoding="utf-8")
    assert drafts.plans(tmp_path) == ("banked", "open")
    assert drafts.plans(tmp_path, audience="north") == ("open",)
