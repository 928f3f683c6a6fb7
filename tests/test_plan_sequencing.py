"""The rounds that need the least guarantees: two methods and a slow one agree."""

import sys
from dataclasses import replace
from fractions import Fraction
from random import Random

import pytest

import exchange_oracle as oracle
from detente.plan import sequencing
from detente.plan.amount import amount
from detente.plan.corridor import corridor, guarantee
from detente.plan.exchange import Exchange, Step, bridge, filled
from detente.plan.rounds import Effort, NotInstalled
from detente.plan.schedule import Mode, NoSequence, Schedule, Sequenced, Stage
from exchanges import drawn, swapped


def found(answer: Sequenced | NoSequence) -> Sequenced:
    assert isinstance(answer, Sequenced)
    return answer


def values(answer: Sequenced | NoSequence) -> list[tuple[Fraction, ...]]:
    assert found(answer).proved
    return [tuple(stage.found for stage in stages) for stages in found(answer).stages]


def check(exchange: Exchange, schedule: Schedule) -> None:
    """A schedule is a possible order within the caps that needs what it says."""
    whole = filled(exchange, dict(schedule.units))
    assert guarantee(whole, schedule.order).needed == schedule.bonds
    assert corridor(whole, schedule.order, schedule.bonds).self_enforcing
    assert corridor(whole, schedule.order).exposure == schedule.exposure
    for each in schedule.rounds:
        assert all(units <= exchange.step(name).at_once for name, units in each)


@pytest.mark.parametrize("seed", range(30))
def test_state_by_state_agrees_with_trying_every_order(seed: int) -> None:
    exchange = drawn(seed, 2 + seed % 5, units=2 if seed % 4 == 0 else 1)
    if sum(step.units for step in exchange.steps) > 7:
        return
    (by_states,) = values(sequencing.by_states(exchange))
    assert list(by_states) == list(oracle.least_lexicographic(exchange))


@pytest.mark.parametrize("seed", range(24))
def test_both_methods_agree_where_amounts_add_up(seed: int) -> None:
    pytest.importorskip("ortools")
    exchange = drawn(seed, 2 + seed % 6, units=1 + seed % 2, spread=seed % 3)
    every = sum(step.units for step in exchange.steps) + 1
    by_states, by_rounds = sequencing.by_states(exchange), sequencing.by_rounds(exchange, rounds=every)
    assert values(by_states) == values(by_rounds)
    for answer in (by_states, by_rounds):
        check(exchange, found(answer).schedules[0])
        assert sum(found(answer).schedules[0].bonds) == found(answer).stages[0][0].found
        assert sum(found(answer).schedules[0].exposure) == found(answer).stages[0][1].found


@pytest.mark.parametrize("seed", range(12))
def test_both_methods_agree_where_each_party_has_its_own_scale(seed: int) -> None:
    pytest.importorskip("ortools")
    exchange = replace(drawn(seed, 2 + seed % 6), unit=None)
    by_states = sequencing.by_states(exchange)
    assert values(by_states) == values(sequencing.by_rounds(exchange, rounds=len(exchange.steps) + 1))
    for schedule in found(by_states).schedules:
        check(exchange, schedule)


@pytest.mark.parametrize("seed", range(8))
def test_blanks_are_filled_alike_by_both_methods(seed: int) -> None:
    pytest.importorskip("ortools")
    whole = drawn(seed, 3, units=3)
    exchange = replace(
        whole,
        steps=tuple(
            replace(step, least_units=row) if step.units > row else step for row, step in enumerate(whole.steps)
        ),
    )
    by_states = sequencing.by_states(exchange)
    assert values(by_states) == values(sequencing.by_rounds(exchange, rounds=10))
    check(exchange, found(by_states).schedules[0])


@pytest.mark.parametrize("seed", range(12))
def test_the_order_of_the_parties_changes_nothing(seed: int) -> None:
    exchange = drawn(seed, 3 + seed % 5)
    assert values(sequencing.by_states(exchange)) == values(sequencing.by_states(swapped(exchange)))


def test_a_swap_through_a_guarantor_needs_none_where_one_after_the_other_does() -> None:
    pytest.importorskip("ortools")
    swap = found(sequencing.sequence(bridge(), mode=Mode.SIMULTANEOUS))
    assert swap.schedules[0].bonds == (Fraction(0), Fraction(0))
    assert len(swap.schedules[0].rounds) == 1


def capped() -> Exchange:
    return Exchange(
        ("A", "B"),
        (
            Step("a", "A", amount(2), amount(3), phase=1, units=6, most_at_once=2),
            Step("b", "B", amount(2), amount(3), phase=1, units=6, most_at_once=3),
            Step("c", "B", amount(1), amount(4), phase=2),
        ),
        unit="points",
    )


@pytest.mark.parametrize("mode", Mode)
def test_caps_and_phases_are_kept(mode: Mode) -> None:
    pytest.importorskip("ortools")
    answer = found(sequencing.sequence(capped(), mode=mode))
    check(capped(), answer.schedules[0])
    assert answer.method == "CP-SAT"
    assert answer.proved


def test_the_same_question_has_the_same_answer() -> None:
    pytest.importorskip("ortools")
    exchange = drawn(7, 9)
    first, second = (sequencing.by_rounds(exchange, effort=Effort(seconds=0.5, seed=3)) for _ in range(2))
    assert first == second


def test_what_is_not_proved_says_by_how_much() -> None:
    pytest.importorskip("ortools")
    answer = sequencing.by_rounds(drawn(5, 60), effort=Effort(seconds=0.3))
    if isinstance(answer, Sequenced):
        check(drawn(5, 60), answer.schedules[0])
        for stage in answer.stages[0]:
            assert stage.gap >= 0
    else:
        assert answer.says == "nothing was found in the time given"
    assert str(Stage("guarantees", Fraction(3), Fraction(1))) == "guarantees 3, at least 1"


def test_progress_is_told() -> None:
    pytest.importorskip("ortools")
    heard: list[tuple[str, int, int]] = []
    sequencing.by_rounds(drawn(3, 6), tell=lambda what, best, bound: heard.append((what, best, bound)))
    assert {what for what, _, _ in heard} == {"guarantees", "exposures", "rounds"}
    assert all(bound <= best for _, best, bound in heard)


def test_a_plan_worse_than_none_has_no_schedule() -> None:
    pytest.importorskip("ortools")
    poor = replace(bridge(), completion=(amount(-9), amount(0)))
    for answer in (sequencing.by_states(poor), sequencing.by_rounds(poor)):
        assert isinstance(answer, NoSequence)
        assert "worse off" in answer.says


def test_too_few_rounds_are_an_answer_too() -> None:
    pytest.importorskip("ortools")
    answer = sequencing.by_rounds(capped(), rounds=3)
    assert isinstance(answer, NoSequence)
    assert "not in 3 rounds" in answer.says


def test_without_the_solver_small_plans_are_answered_and_large_ones_say_what_to_install(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("ortools", "ortools.sat", "ortools.sat.python", "ortools.sat.python.cp_model"):
        monkeypatch.setitem(sys.modules, name, None)
    assert found(sequencing.sequence(bridge())).proved
    with pytest.raises(NotInstalled, match=r"pip install 'detente\[solve\]'"):
        sequencing.sequence(capped())


@pytest.mark.parametrize("seed", range(12))
def test_both_methods_agree_where_giving_helps_or_receiving_harms(seed: int) -> None:
    """A turn is then given in one go: states within it are no seams."""
    pytest.importorskip("ortools")
    random = Random(seed)
    steps = tuple(
        Step(f"s{row}", "AB"[row % 2], amount(random.randint(-4, 6)), amount(random.randint(-3, 12)), units=1 + row % 2)
        for row in range(2 + seed % 3)
    )
    exchange = Exchange(("A", "B"), steps, completion=(amount(6), amount(6)), unit="points")
    by_states = sequencing.by_states(exchange)
    if isinstance(by_states, NoSequence):
        assert isinstance(sequencing.by_rounds(exchange), NoSequence)
    else:
        assert values(by_states) == values(sequencing.by_rounds(exchange, rounds=10))
