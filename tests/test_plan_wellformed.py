"""Every rule of well-formedness is tried: planted alone in twenty drawn plans, it is flagged and the others are silent."""

import re
from collections.abc import Callable

import pytest

import plan90
import plans
from detente.plan import wellformed
from detente.plan.wellformed import problems
from detente.store import planfile

SEEDS = range(20)
FIRST = "stage-1"
ROUND = f"{FIRST}-1"


def codes(source: str) -> set[str]:
    return {problem.code.id for problem in problems(plans.draft(source))}


Plant = Callable[[str], str]


def replaced(old: str, new: str) -> Plant:
    def plant(source: str) -> str:
        assert re.search(old, source), old
        return re.sub(old, new, source, count=1)

    return plant


FAULTS: dict[str, tuple[str, Plant]] = {
    "two debtors": ("DT0501", replaced(r"    by: envoys\n    to: \[north, south\]\n    does: holds talks", "    by: [envoys, north]\n    to: south\n    does: holds talks")),
    "no window": ("DT0501", replaced(r"    starts: \{signature: at once\}\n    takes: 2 to 5 days\n", "    takes: 2 to 5 days\n")),
    "no verifier": ("DT0501", replaced(r"    verified: \{by: monitors, how: radar\}\n", "")),
    "no method": ("DT0501", replaced(r"by: monitors, how: radar", "by: monitors")),
    "an unknown moment": ("DT0502", replaced(r"first-group.verified: within", "first-grup.verified: within")),
    "an unknown debtor": ("DT0502", replaced(r"    by: envoys\n", "    by: enveys\n")),
    "a blank without a domain": ("DT0502", replaced(r", least: 35, most: 60", "")),
    "a wait for itself": ("DT0503", replaced(rf"    starts: \{{{FIRST}.begins: within 9 days\}}\n", f"    starts: {{{FIRST}.ends: after}}\n")),
    "nobody moves first": ("DT0504", replaced(rf"(    group: exchange-{ROUND}\n)", rf"    condition: pull-back-{ROUND}.verified\n\1")),
    "a phase without a test": ("DT0505", replaced(r"    test: \[.*\]\n", "")),
    "a phase without an answer": ("DT0505", replaced(r"    if_not_reached: .*\n", "")),
    "an extension without a cap": ("DT0505", replaced(r", cap: 7 days, notice", ", notice")),
    "a deadline out of reach": ("DT0506", replaced(r"length: at most \d+ days", "length: at most 30 days")),
    "a breach without a remedy": ("DT0507", replaced(r"how: radar\}\n    if_breached: .*\n", "how: radar}\n")),
    "a remedy that nobody holds": ("DT0507", replaced(r"how: radar\}\n    if_breached: .*\n", "how: radar}\n    if_breached: {says: talks}\n")),
    "a power over what must last": ("DT0508", replaced(r"targets: \[quiet\]", "targets: [quiet, aid]")),
    "batches that do not add up": ("DT0509", replaced(r"batches: \[\{amount: \d\}", "batches: [{amount: 40}")),
    "a debtor who has not signed": ("DT0510", replaced(r"guarantors: \[envoys\]\n", "")),
    "a blank that nothing uses": ("DT0511", replaced(r"blanks:\n", "blanks:\n  spare: {title: A spare, least: 1, most: 2}\n")),
    "a clause not taken up": ("DT0512", replaced(r", not_modelled: a wish binds nobody", "")),
    "a claim not taken up": ("DT0512", lambda source: source.replace("    clauses: pulls-back\n", "")),
    "another term than proposed": ("DT0513", replaced(r"from: none, to: all", "from: none, to: some")),
    "a key that does not fit": ("DT0514", replaced(r'"1:3"', '"1:30"')),
    "an ambiguous anchor": ("DT0521", replaced(rf"release-{ROUND}.verified: within", f"release-{ROUND}: within")),
    "readings that no order satisfies": ("DT0522", lambda source: replaced(r"(  first-group:\n)", r"\1    readings: {north: {condition: talks.done}}\n")(replaced(r"(  talks:\n)", r"\1    readings: {south: {condition: first-group.verified}}\n")(source))),
    "a place not drawn": ("DT0523", replaced(r"drawn: yes", "drawn: no")),
}  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_a_drawn_plan_is_well_formed(seed: int) -> None:
    assert problems(plans.draft(plans.text(seed))) == ()


def test_the_plan_of_ninety_days_is_well_formed() -> None:
    assert problems(plan90.draft()) == ()


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_planted_alone_is_flagged_and_the_other_rules_are_silent(fault: str) -> None:
    code, plant = FAULTS[fault]
    for seed in SEEDS:
        assert codes(plant(plans.text(seed))) == {code}, (fault, seed)


def test_every_rule_has_a_planted_fault() -> None:
    assert {code for code, _ in FAULTS.values()} == {rule.code.id for rule in wellformed.RULES}


def test_every_defect_has_a_place_in_the_file() -> None:
    for fault, (_, plant) in FAULTS.items():
        source = plant(plans.text(0))
        found = planfile.parse(source.encode(), name="drawn")
        for problem in found.placed(problems(plans.draft(source))):
            assert problem.place is not None, fault
            assert problem.place.line >= 1, fault
