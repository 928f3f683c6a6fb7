"""Three agreements as plans: what `plan check` finds in them, and the figures known of them, which must come out."""

from collections import Counter
from dataclasses import replace
from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import pytest
from typer.testing import CliRunner

import detente
from detente.case.model import Case
from detente.case.quantity import Quantity
from detente.desk.cli import app
from detente.desk.views.plan import day_counts
from detente.plan.arithmetic import Due, Gate, cumulative, gates, reckoned, time_line
from detente.plan.dates import counted, dated
from detente.plan.model import Basis, Obligation, Phase, Plan, When
from detente.plan.moments import Moments, date_of, day_of
from detente.plan.span import span
from detente.plan.waits import as_read_by, loops
from detente.plan.wellformed import Draft, problems
from detente.store import planfile
from detente.workbench import cases, drafts

GALLERY = Path(detente.__file__).parent / "gallery"
PLANS = (("aceh-2005", "helsinki"), ("jpoa-2013", "joint-plan"), ("minsk-2015", "package"))


def draft(case: str, plan: str, *changes: tuple[str, str]) -> Draft:
    """A plan of the gallery, with changes planted."""
    text = (GALLERY / case / "plans" / f"{plan}.yaml").read_text(encoding="utf-8")
    for old, new in changes:
        assert old in text, f"{old!r} is not in the plan"
        text = text.replace(old, new, 1)
    found = planfile.parse(text.encode(), name=plan)
    assert found.plan is not None, [(str(p.place), p.says) for p in found.problems]
    return Draft(found.plan, cases.open_case(f"gallery:{case}"))


@pytest.fixture(scope="module")
def aceh() -> Draft:
    return draft("aceh-2005", "helsinki")


@pytest.fixture(scope="module")
def jpoa() -> Draft:
    return draft("jpoa-2013", "joint-plan")


@pytest.fixture(scope="module")
def minsk() -> Draft:
    return draft("minsk-2015", "package")


def owed(plan: Plan, slug: str) -> Obligation:
    return next(each for each in plan.obligations if each.id == slug)


def told(case: Case, claim: str, subject: str) -> Quantity | str:
    facts = next(each.facts for each in case.claims if each.id == claim)
    return next(fact.stated for fact in facts if fact.subject == subject)


def figure(case: Case, claim: str, subject: str) -> Fraction:
    stated = told(case, claim, subject)
    assert isinstance(stated, Quantity)
    assert stated.exact
    return Fraction(stated.least)


def in_words(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def said(found: Draft, code: str) -> list[str]:
    return [problem.says for problem in problems(found) if problem.code.id == code]


def shown(*words: str) -> str:
    result = CliRunner().invoke(app, ["plan", *words])
    assert result.exit_code in (0, 1), result.output
    return " ".join(result.output.split())


# All three


@pytest.mark.parametrize(("case", "plan"), PLANS)
def test_a_plan_of_the_gallery_is_for_all_to_see_and_every_obligation_cites_a_claim(case: str, plan: str) -> None:
    assert plan in drafts.plans(f"gallery:{case}", audience="public")
    found = drafts.open_plan(f"gallery:{case}", plan, audience="public")
    claims = {claim.id for claim in found.case.claims}
    for each in found.plan.obligations:
        assert each.clauses, each.id
        assert set(each.clauses) <= claims, each.id


FOUND = {
    "helsinki": {"DT0501": 21, "DT0505": 2, "DT0507": 2},
    "joint-plan": {"DT0501": 8, "DT0505": 6},
    "package": {"DT0501": 24, "DT0505": 3, "DT0507": 7, "DT0521": 1, "DT0522": 1, "DT0523": 1},
}
"""What is missing in the texts: W1, W5 and W7, and in the package of Minsk its three known faults."""


@pytest.mark.parametrize(("case", "plan"), PLANS)
def test_what_the_texts_leave_open_is_what_check_finds(case: str, plan: str) -> None:
    found = drafts.check_plan(f"gallery:{case}", plan)
    assert Counter(problem.code.id for problem in found) == FOUND[plan]


@pytest.mark.parametrize(("case", "plan"), PLANS)
def test_a_plan_can_be_timed_as_it_stands(case: str, plan: str) -> None:
    found = drafts.open_plan(f"gallery:{case}", plan)
    assert drafts.slacks(found, {})[0].consistent


# Aceh


def stages(plan: Plan) -> list[Obligation]:
    return [each for each in plan.obligations if each.basis is not None]


def gate(found: Draft, stage: int, on: date) -> Gate:
    return gates(stages(found.plan), on=on)[stage - 1]


def above(found: Gate) -> tuple[float, float]:
    assert found.own_difference[0] == found.own_difference[1]
    assert found.together_difference[0] == found.together_difference[1]
    return found.own_difference[0], found.together_difference[0]


def test_four_stages_of_210_make_840(aceh: Draft) -> None:
    quotas = [each.quantity for each in stages(aceh.plan) if each.quantity is not None]
    assert [each.bounds for each in quotas] == ["210"] * 4
    assert [each.bounds for each in cumulative(quotas)] == ["210", "420", "630", "840"]
    assert {each.basis for each in stages(aceh.plan)} == {Basis.CUMULATIVE}


def test_what_was_accepted_by_a_day_is_what_its_claim_says(aceh: Draft) -> None:
    found = [(each.on, each.amount.bounds, each.claim) for stage in stages(aceh.plan) for each in stage.accepted]
    subjects = ["accepted-1", "accepted-2", "accepted-in-3-by-18-november", "accepted-3", "accepted-4"]
    assert found == [
        (date(2005, 9, 17), "243", "accepted-first-stage"),
        (date(2005, 10, 18), "233", "accepted-second-stage"),
        (date(2005, 11, 18), "166", "accepted-by-18-november"),
        (date(2005, 11, 22), "222", "accepted-third-stage"),
        (date(2005, 12, 19), "142", "accepted-fourth-stage"),
    ]
    said_on = {claim.id: claim.said_on for claim in aceh.case.claims}
    for (on, amount, claim), subject in zip(found, subjects, strict=True):
        assert figure(aceh.case, claim, subject) == Fraction(amount)
        assert said_on[claim] == on


@pytest.mark.parametrize(
    ("stage", "on", "own", "together"),
    [
        (1, date(2005, 9, 16), -210, -210),
        (1, date(2005, 9, 17), 33, 33),
        (2, date(2005, 10, 18), 23, 56),
        (3, date(2005, 11, 18), -44, 12),
        (3, date(2005, 11, 22), 12, 68),
        (4, date(2005, 12, 18), -210, -142),
        (4, date(2005, 12, 19), -68, 0),
    ],
)
def test_a_stage_stands_to_its_own_quota_and_to_all_so_far(
    aceh: Draft, stage: int, on: date, own: int, together: int
) -> None:
    found = gate(aceh, stage, on)
    assert above(found) == (own, together)
    assert found.passed is (together >= 0)


def test_only_all_quotas_so_far_fit_how_it_ended(aceh: Draft) -> None:
    last = date(2005, 12, 19)
    assert [each.passed for each in gates(stages(aceh.plan), on=last)] == [True] * 4
    by_itself = [replace(each, basis=Basis.STAGE) for each in stages(aceh.plan)]
    assert [each.passed for each in gates(by_itself, on=last)] == [True, True, True, False]
    assert gates(by_itself, on=date(2005, 11, 18))[2].passed is False


def test_both_counts_of_every_stage_are_shown() -> None:
    page = shown("show", "gallery:aceh-2005", "helsinki")
    for words in (
        "44 below its own quota, 12 above all so",
        "23 above its own quota, 56 above all so",
        "68 below its own",
    ):
        assert words in page
    assert "just at all so far; all quotas so far count: passed" in page


def test_a_withdrawal_waits_until_the_weapons_of_its_stage_are_verified(aceh: Draft) -> None:
    for stage in range(1, 5):
        condition = owed(aceh.plan, f"withdrawal-{stage}").condition
        assert condition is not None
        assert condition.events == (f"weapons-{stage}.verified",)
    rows = {each: row for row, wave in enumerate(drafts.order(aceh).waves) for each in wave}
    for stage in range(1, 5):
        assert rows[f"weapons-{stage}"] < rows[f"withdrawal-{stage}"]


def test_the_amnesty_is_due_on_30_august_and_the_law_on_day_228_and_102_days_late(aceh: Draft) -> None:
    days = {day.moment: day for day in dated(aceh.plan, {}).days}
    assert (days["amnesty.starts"].latest, days["amnesty.starts"].last) == (15, date(2005, 8, 30))
    assert told(aceh.case, "terms-amnesty-by-30-august", "amnesty-deadline") == in_words(date(2005, 8, 30))
    assert (days["governing-law.starts"].latest, days["governing-law.starts"].last) == (228, date(2006, 3, 31))
    passed = date(2006, 7, 11)
    assert told(aceh.case, "law-was-passed", "law-passed") == in_words(passed)
    late = day_of(aceh.plan, passed.isoformat()) - 228
    assert late == figure(aceh.case, "law-was-late", "law-late") == 102


def test_the_mission_is_there_from_15_september_2005_to_15_december_2006(aceh: Draft) -> None:
    mission = owed(aceh.plan, "mission")
    first, last = date_of(aceh.plan, mission.starts), date_of(aceh.plan, mission.until)
    assert (first, last) == (date(2005, 9, 15), date(2006, 12, 15))
    for day, subject in ((first, "mandate-begins"), (last, "mandate-ends")):
        assert day is not None
        assert told(aceh.case, "mandate-of-the-mission", subject) == in_words(day)


def test_a_step_on_the_way_to_the_terms_is_no_difference_and_one_that_ends_elsewhere_is(aceh: Draft) -> None:
    assert said(aceh, "DT0513") == []
    short = draft("aceh-2005", "helsinki", ("from: three-quarters, to: all", "from: half, to: three-quarters"))
    assert said(short, "DT0513") == [
        f"{stage!r} advances 'weapons' to 'three-quarters', and the proposal says all [terms-weapons]"
        for stage in ("weapons-3", "weapons-4")
    ]


# The Joint Plan of Action

FIRST_STEP = ("paid-by-the-day", "paid-half-way", "paid-when-complete")


def line(found: Draft, *slugs: str) -> tuple[Due, ...]:
    return time_line(found.plan, [owed(found.plan, slug) for slug in slugs])


def test_the_rule_makes_six_instalments_of_550_34_days_apart_the_last_after_33(jpoa: Draft) -> None:
    due = line(jpoa, "paid-by-the-day")
    assert [each.amount.bounds for each in due] == ["550"] * 6
    days = [each.on for each in due]
    assert days == [
        date(2014, 2, 1),
        date(2014, 3, 7),
        date(2014, 4, 10),
        date(2014, 5, 14),
        date(2014, 6, 17),
        date(2014, 7, 20),
    ]
    assert [(later - earlier).days for earlier, later in pairwise(days)] == [34, 34, 34, 34, 33]


def test_the_eight_instalments_on_one_line_are_those_of_the_case_and_make_4200(jpoa: Draft) -> None:
    due = line(jpoa, *FIRST_STEP)
    assert len(due) == 8
    for number, each in enumerate(due, 1):
        claim = f"instalment-{number}"
        assert figure(jpoa.case, claim, claim) == Fraction(each.amount.least)
        assert told(jpoa.case, claim, f"{claim}-due") == in_words(each.on)
    assert [each.together.bounds for each in due] == ["550", "1000", "1550", "2100", "2550", "3100", "3650", "4200"]
    assert figure(jpoa.case, "instalments-added-up", "instalments-total") == 4200
    assert figure(jpoa.case, "central-bank-received", "received-by-mid-may") == Fraction(due[4].together.least) == 2550


def test_two_instalments_wait_for_the_dilution(jpoa: Draft) -> None:
    waits = {each.id: each.condition.events for each in jpoa.plan.obligations if each.condition}
    assert waits == {
        "paid-half-way": ("dilution-half-way.done",),
        "paid-when-complete": ("dilution-complete.done",),
    }
    assert [(each.on, each.amount.bounds) for each in line(jpoa, *waits)] == [
        (date(2014, 3, 1), "450"),
        (date(2014, 4, 15), "450"),
    ]


def test_only_the_first_instalment_due_on_a_saturday_may_slip(jpoa: Draft) -> None:
    first, *others = line(jpoa, *FIRST_STEP)
    assert first.on.strftime("%A") == "Saturday"
    assert first.until == date(2014, 2, 3)
    assert all(each.until == each.on for each in others)
    assert any(each.on.strftime("%A") in ("Saturday", "Sunday") for each in others)


def test_the_first_prolongation_makes_2800(jpoa: Draft) -> None:
    due = line(jpoa, "paid-in-the-prolongation")
    assert [(each.on, each.amount.bounds) for each in due] == [
        (date(2014, 8, 1), "500"),
        (date(2014, 8, 25), "500"),
        (date(2014, 9, 17), "400"),
        (date(2014, 10, 10), "500"),
        (date(2014, 11, 3), "500"),
        (date(2014, 11, 23), "400"),
    ]
    for number, each in enumerate(due, 1):
        claim = f"extension-{number}"
        assert figure(jpoa.case, claim, claim) == Fraction(each.amount.least)
        assert told(jpoa.case, claim, f"{claim}-due") == in_words(each.on)
    assert due[-1].together.bounds == "2800"


def test_an_amount_that_is_neither_the_whole_nor_a_part_of_it_differs() -> None:
    changed = (
        "{amount: 500, on: {2014-08-01: at once}}",
        "{amount: 450, on: {2014-08-01: at once}}\n      - {amount: 50, on: {2014-08-02: at once}}",
    )
    assert said(draft("jpoa-2013", "joint-plan", changed), "DT0513") == []
    alone = ("quantity: 450\n", "quantity: 440\n"), ("- {amount: 450, on", "- {amount: 440, on")
    assert said(draft("jpoa-2013", "joint-plan", *alone), "DT0513") == [
        "'paid-half-way' gives 440, and the proposal says 450 [instalment-2]"
    ]


def test_batches_of_one_debtor_unit_and_phase_are_reckoned_together(jpoa: Draft) -> None:
    together, alone = reckoned(jpoa.plan)
    assert together.title == "Million dollars: paid-by-the-day, paid-half-way, paid-when-complete"
    assert [(row.name, row.cumulative, row.said) for row in together.rows[:5]] == [
        ("2014-02-01: paid-by-the-day", "550", "may slip to 2014-02-03"),
        ("2014-03-01: paid-half-way", "1000", "once dilution-half-way.done"),
        ("2014-03-07: paid-by-the-day", "1550", ""),
        ("2014-04-10: paid-by-the-day", "2100", ""),
        ("2014-04-15: paid-when-complete", "2550", "once dilution-complete.done"),
    ]
    assert [row.cumulative for row in alone.rows] == ["500", "1000", "1400", "1900", "2400", "2800"]


def test_batches_without_a_date_stay_with_their_obligation() -> None:
    found = draft(
        "jpoa-2013", "joint-plan", ("on: {2014-03-01: at once}", "on: {dilution-half-way.done: within 3 days}")
    )
    assert [len(each.rows) for each in reckoned(found.plan)] == [7, 1, 6]
    assert len(line(found, *FIRST_STEP)) == 7


def test_20_july_is_day_180_or_day_181_and_both_are_shown(jpoa: Draft) -> None:
    first = jpoa.plan.phases[0]
    begins, ends = date_of(jpoa.plan, first.begins), date_of(jpoa.plan, first.ends)
    assert (begins, ends) == (date(2014, 1, 20), date(2014, 7, 20))
    found = counted(date(2014, 1, 20), date(2014, 7, 20))
    assert found.between == figure(jpoa.case, "instalment-8", "last-day-number") == 180
    assert found.after == figure(jpoa.case, "day-181", "last-day-number") == 181
    page = shown("show", "gallery:jpoa-2013", "joint-plan")
    assert "20 Jan 2014 to 20 Jul 2014: 180 days between, 181 counting the last" in page


def test_days_are_counted_only_between_fixed_dates(jpoa: Draft) -> None:
    fixed = jpoa.plan.phases[0]
    assert len(day_counts(jpoa.plan, fixed)) == 1
    for words in ("within 3 days", "before", "exactly [days] days"):
        loose = replace(fixed, ends=(When("2014-07-20", span(words)),))
        assert day_counts(jpoa.plan, loose) == []
    assert day_counts(jpoa.plan, Phase("open", "Open")) == []
    from_signature = (When("signature", span("exactly 57 days")),)
    assert date_of(jpoa.plan, from_signature) == date(2014, 1, 20)
    unsigned = replace(jpoa.plan, calendar=replace(jpoa.plan.calendar, signature=None))
    assert date_of(unsigned, from_signature) is None


def test_a_prolongation_comes_after_the_step_it_prolongs(jpoa: Draft) -> None:
    assert drafts.order(jpoa).waves[-1] == ("paid-in-the-prolongation",)


def test_the_first_step_begins_57_days_after_the_plan_is_agreed(jpoa: Draft) -> None:
    days = {day.moment: day for day in dated(jpoa.plan, {}).days}
    assert days["first-step.begins"].first == date(2013, 11, 24) + timedelta(57)


def test_what_is_paid_in_parts_begins_by_the_first_and_is_done_with_the_last(jpoa: Draft) -> None:
    days = {day.moment: day for day in dated(jpoa.plan, {}).days}
    assert days["paid-by-the-day.starts"].last == date(2014, 2, 1)
    assert days["paid-by-the-day.done"].first == days["paid-by-the-day.done"].last == date(2014, 7, 20)
    assert days["paid-in-the-prolongation.done"].first == date(2014, 11, 23)
    both = ("starts", "done")
    assert Moments(jpoa.plan).ambiguous("paid-by-the-day") == tuple(f"paid-by-the-day.{each}" for each in both)
    assert Moments(jpoa.plan).ambiguous("paid-half-way") == ()


def test_a_part_due_after_its_phase_cannot_be_kept() -> None:
    assert said(draft("jpoa-2013", "joint-plan", ("{2014-11-23: at once}", "{2014-11-24: at once}")), "DT0506") == []
    (found,) = said(draft("jpoa-2013", "joint-plan", ("{2014-11-23: at once}", "{2014-11-25: at once}")), "DT0506")
    assert found.startswith("these cannot all be kept, by 1 day")


def test_a_date_comes_by_itself_and_makes_no_circle() -> None:
    changed = (
        "    starts: {2014-03-01: at once}\n",
        "    starts: {2014-03-01: before}\n    done: {2014-03-01: after}\n",
    )
    found = draft("jpoa-2013", "joint-plan", changed)
    assert loops(found.plan) == ()
    assert said(found, "DT0503") == said(found, "DT0506") == []


# Minsk


def test_the_two_readings_make_a_circle_that_neither_makes_alone(minsk: Draft) -> None:
    assert loops(minsk.plan) == ()
    for party in ("ukraine", "certain-areas"):
        assert loops(as_read_by(minsk.plan, (party,))) == ()
    circle = ("elections", "border-control", "elections")
    assert loops(as_read_by(minsk.plan, ("ukraine", "certain-areas"))) == (circle,)
    assert said(minsk, "DT0522") == [
        "each side's reading can be kept alone, and both together cannot: elections → border-control → elections"
    ]


def test_each_side_alone_puts_its_own_first(minsk: Draft) -> None:
    for party, earlier, later in (
        ("ukraine", "border-control", "elections"),
        ("certain-areas", "elections", "border-control"),
    ):
        found = drafts.order(replace(minsk, plan=as_read_by(minsk.plan, (party,))))
        rows = {each: row for row, wave in enumerate(found.waves) for each in wave}
        assert rows[earlier] < rows[later]


def test_the_anchor_of_the_dialogue_has_two_ends(minsk: Draft) -> None:
    assert said(minsk, "DT0521") == [
        "'withdrawal' lasts, and the plan does not say which moment is meant: withdrawal.starts or withdrawal.done"
    ]
    for end in ("starts", "done"):
        named = draft("minsk-2015", "package", ("{withdrawal: exactly", f"{{withdrawal.{end}: exactly"))
        assert said(named, "DT0521") == []


def test_debaltseve_is_on_no_map(minsk: Draft) -> None:
    assert said(minsk, "DT0523") == ["'Debaltseve' is not delimited, and 'ceasefire' applies there"]
    assert date_of(minsk.plan, owed(minsk.plan, "ceasefire").starts) == date(2015, 2, 15)


def test_nobody_is_said_to_owe_what_the_sources_name_nobody_for(minsk: Draft) -> None:
    unnamed = [each.id for each in minsk.plan.obligations if not each.by]
    assert unnamed == ["withdrawal", "dialogue", "elections", "foreign-forces"]


def test_order_and_show_tell_the_same() -> None:
    page = shown("order", "gallery:minsk-2015", "package")
    assert "“withdrawal”: may mean withdrawal.starts or withdrawal.done" in page
    assert "both together cannot: elections → border-control → elections" in page
    page = shown("show", "gallery:minsk-2015", "package")
    assert "as read by Ukraine, once" in page
