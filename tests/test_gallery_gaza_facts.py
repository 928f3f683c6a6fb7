"""What the tools must say of the case of January 2024. Each sentence is gone once its opposite is planted in the file."""

from pathlib import Path

import pytest

import detente
from detente.case.model import Case
from detente.case.readings import Clash
from detente.desk.views.comparison import comparison
from detente.desk.views.doubts import questions_page, readings_page
from detente.desk.views.overview import overview
from detente.store import casefile
from detente.workbench import cases
from rendering import sentences
from samples import planted

FILE = Path(detente.__file__).parent / "gallery" / "gaza-2024" / casefile.FILE
Change = tuple[str, str]

HALT = "    scope: first\n    terms: {halt: blank}"
HALT_STATED = (
    (HALT, "    scope: first\n    terms: {halt: one-week}"),
    ("issue: halt, scope: first", "issue: halt, scope: third"),
)
PLAN_PROCESS = "    scope: whole deal\n    terms: {process: join}"
WILLING = (
    "    act: willing to discuss\n    says: is willing to talk again, and to discuss the framework\n    target: plan-90"
)
ISRAEL_ACCEPTS = (WILLING, WILLING.replace("willing to discuss\n", "accept\n"))
THOUSANDS = "    scope: whole deal\n    terms: {halt: permanent, prisoners: thousands}"


def text() -> str:
    return FILE.read_text(encoding="utf-8")


def case(*changes: Change) -> Case:
    found = casefile.parse(planted(*changes, text=text()).encode())
    assert found.case is not None, [(str(each.place), each.says) for each in found.problems]
    return found.case


def asked(found: Case) -> str:
    return sentences(questions_page(found, cases.questions(found)))


def compared(found: Case, proposal: str = "plan-90", party: str = "hamas") -> str:
    gaps = cases.gaps(found, proposal=proposal, party=party)
    return sentences(comparison(found, gaps, cases.pledge_gaps(found)))


def reasons(found: Case, issue: str) -> list[str]:
    """Why the verdict is what it is, for each column of the plan against Hamas in which something is reported."""
    (gap,) = (g for g in cases.gaps(found, proposal="plan-90", party="hamas") if g.faction is None)
    return [cell.reason for row in gap.rows if row.issue == issue for cell in row.cells if cell]


def glance(found: Case) -> str:
    return sentences(overview(found))


def provides(provision: str) -> Change:
    return PLAN_PROCESS, f"{PLAN_PROCESS}\n    provides: {provision}"


@pytest.mark.parametrize(
    ("sentence", "opposite"),
    [
        ("Length of the halt in fighting, First phase: how many days? It is unspecified", HALT_STATED),
        ("90 days is the length of the plan, not of this", (("    length: 90 days\n", ""),)),
        (
            "Length of the halt in fighting: nothing says that it runs through Second phase, Third phase",
            ((HALT, HALT.replace("first", "third")), ("issue: halt, scope: first", "issue: halt, scope: third")),
        ),
        ("Who verifies that each step was done", (provides("verifier"),)),
        ("Who guarantees the plan", (("guarantors: []", "guarantors: [qatar]"),)),
        (
            "Hostages of other nationalities: no term of the plan covers them",
            (("concerns: [civilian-hostages]", "concerns: [civilian-hostages, foreign-hostages]"),),
        ),
        (
            "Bodies handed over: whose?",
            (
                (
                    "    title: Bodies handed over\n    unit: body\n",
                    "    title: Bodies handed over\n    unit: body\n    concerns: [soldiers]\n",
                ),
            ),
        ),
        (
            "Third phase: nothing is stated on Palestinian prisoners released",
            (
                (
                    "    scope: third\n    terms: {soldiers-and-men: unspecified}",
                    "    scope: third\n    terms: {soldiers-and-men: unspecified, prisoners: hundreds}",
                ),
            ),
        ),
        ("No answer to “The mediators' 90-day plan” is reported from Israel and Hamas", (ISRAEL_ACCEPTS,)),
        ("Aid going into Gaza: doubled of what", (("terms: {aid: doubled}", "terms: {aid: none}"),)),
        (
            "whom Hamas counts as soldiers, released: Hamas alone says who falls under it",
            (("    defined_by: hamas\n", ""),),
        ),
        ("Who must approve the plan at home", (provides("ratification"),)),
    ],
)
def test_the_open_questions_say(sentence: str, opposite: tuple[Change, ...]) -> None:
    assert sentence in asked(case())
    assert sentence not in asked(case(*opposite))


def test_hundreds_in_a_phase_and_thousands_in_the_deal_are_not_compared() -> None:
    same_scope = (THOUSANDS, THOUSANDS.replace("whole deal", "first").replace("halt: permanent, ", ""))
    assert reasons(case(), "prisoners") == ["amounts of different scope are never compared"]
    assert reasons(case(same_scope), "prisoners") == ["hundreds is less than thousands"]


def test_the_total_of_prisoners_cannot_be_told() -> None:
    assert "total: cannot tell; as far as stated, hundreds + more: more than 200; nothing is stated for Third" in (
        compared(case())
    )
    counted = (
        ("terms: {prisoners: hundreds}", "terms: {prisoners: 300}"),
        ("terms: {prisoners: more}", "terms: {prisoners: 100}"),
        ("terms: {soldiers-and-men: unspecified}", "terms: {soldiers-and-men: unspecified, prisoners: 0}"),
    )
    assert "total: 300 + 100 + 0: 400; never compared with an amount for the whole deal" in compared(case(*counted))


def test_the_withdrawals_of_the_first_and_third_phases_are_steps_of_one_plan() -> None:
    steps = "steps of one plan: out of towns and cities (First phase) then some forces outside the Strip (Third phase)"
    assert steps in compared(case())
    one_step = ("    terms: {withdrawal: some-outside}", "    terms: {process: join}")
    assert "forces outside the Strip (Third phase)" not in compared(case(one_step))


def test_willingness_to_discuss_is_no_answer_and_acceptance_is_one() -> None:
    willing = "Israel: no answer reported; willing to discuss (being willing or reluctant to discuss is not an answer)"
    assert willing in glance(case())
    assert willing.replace("Israel", "Hamas") in glance(case())
    assert willing not in glance(case(ISRAEL_ACCEPTS))
    assert "Israel: answer reported; accept" in glance(case(ISRAEL_ACCEPTS))


def test_the_rejection_is_of_demands_and_not_of_the_plan() -> None:
    def rejected(found: Case) -> set[str]:
        return {
            gap.proposal
            for gap in cases.gaps(found, party="israel")
            if any(answer.act == "reject" for answer in gap.answers)
        }

    assert rejected(case()) == {"hamas-demands-per-netanyahu"}
    assert rejected(case(("target: hamas-demands-per-netanyahu", "target: plan-90"))) == {"plan-90"}


def test_the_gulf_condition_cannot_be_told_since_the_wordings_differ() -> None:
    differ = (
        "The mediators' 90-day plan: cannot tell: the wordings differ: “a process towards a state is begun again” and"
    )
    assert differ in compared(case())
    same_words = ("terms: {statehood: process-relaunched}", "terms: {statehood: irreversible-path}")
    assert differ not in compared(case(same_words))
    assert "The mediators' 90-day plan: met: as asked" in compared(case(same_words))


@pytest.mark.parametrize(
    ("subject", "agreeing"),
    [
        ("pause-hostages-israeli", ("pause-hostages-israeli: 100", "pause-hostages-israeli: 81")),
        ("pause-prisoners", ("pause-prisoners: more than 300", "pause-prisoners: 240")),
        ("pause-end", ("pause-end: 30 November 2023", "pause-end: 1 December 2023")),
    ],
)
def test_the_report_of_the_november_pause_is_contradicted_by_the_record(subject: str, agreeing: Change) -> None:
    def contradicted(found: Case) -> bool:
        return any(
            each.subject == subject and each.clash is Clash.CONTRADICTION for each in cases.readings(found).conflicts
        )

    assert contradicted(case())
    assert not contradicted(case(agreeing))
    assert "Contradictions" in sentences(readings_page(case(), cases.readings(case())))
