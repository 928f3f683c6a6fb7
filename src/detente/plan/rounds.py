"""The rounds of an exchange as an integer program for CP-SAT: how many units of which step are given in which round.

The model of PLAN 16; amounts are integers, scaled exactly. One after the other, the even rounds are the first party's
turns and the odd ones the second's. A `RoundModel` is asked several times, each time with one more thing held.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from detente.plan.exchange import SIDES, Exchange, Step, in_earlier_phase
from detente.plan.lattice import Ints, Scaled
from detente.plan.schedule import Mode, Round

if TYPE_CHECKING:
    from ortools.sat.python.cp_model import CpModel, CpSolver, IntVar, LinearExpr

Tell = Callable[[str, int, int], None]
"""Hears of each better answer: what is being made least, the answer so far, and what it cannot be less than."""


@dataclass(frozen=True, slots=True)
class Effort:
    """How long to look: `seconds` of the solver's own clock, for all questions together.

    That clock runs alike on every machine, so the same effort gives the same answer. The wall clock ends a search
    at four times that; only then may another run find another answer.
    """

    seconds: float = 30.0
    workers: int = 1
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Answer:
    """What a search found: the value, what it cannot be less than, and what is given in each round."""

    value: int
    bound: int
    rounds: tuple[Round, ...]


class NotInstalled(ModuleNotFoundError):
    """OR-Tools is missing."""

    def __init__(self) -> None:
        super().__init__("a plan of this size needs OR-Tools: pip install 'detente[solve]'", name="ortools")


class RoundModel:
    """What may be given when, what that needs, and a search for the least of a sum."""

    def __init__(self, exchange: Exchange, amounts: Scaled, mode: Mode, rounds: int) -> None:
        try:
            from ortools.sat.python import cp_model
        except ModuleNotFoundError as missing:
            raise NotInstalled from missing
        self.model: CpModel = cp_model.CpModel()
        self.exchange, self.amounts, self.rounds = exchange, amounts, rounds
        self.sequential = mode is Mode.SEQUENTIAL
        self.spent = 0.0
        self._reached: dict[tuple[tuple[int, ...], int], IntVar] = {}
        self.units = [self.model.new_int_var(step.fewest, step.units, "") for step in exchange.steps]
        self.given = self._gifts()
        self._wait()
        self.used, self.later = self._no_idle_rounds()
        self.slack = [self._states(self._start(side), amounts.changes[:, side].tolist()) for side in SIDES]
        self.ahead = [self._states(0, amounts.advances[:, side].tolist()) for side in SIDES]
        self.bonds = [self._at_least([0, *(-state for state in self.slack[side])]) for side in SIDES]
        self.exposures = [self._at_least([0, *self.ahead[side]]) for side in SIDES]
        self._last_gift()
        self._first_gift()

    @property
    def length(self) -> "LinearExpr | int":
        """Rounds from the first in which something is given to the last."""
        return sum(self.later) - (1 - self.used[0] if self.sequential else 0)

    def branch(self) -> "RoundModel":
        """The same model, to hold further things in."""
        other = copy(self)
        other.model = self.model.clone()
        return other

    def hold(self, of: "LinearExpr | int", most: int) -> None:
        """From now on, no answer with more than this."""
        self.model.add(of <= most)

    def least(
        self, what: str, of: "LinearExpr | int", effort: Effort, tell: Tell | None, *, share: float = 1.0
    ) -> Answer | str:
        """The least of a sum, or the solver's word for finding none; the next search starts from this answer.

        At most a share of the effort left is spent on it.
        """
        from ortools.sat.python import cp_model

        class Listener(cp_model.CpSolverSolutionCallback):
            def on_solution_callback(self) -> None:
                if tell is not None:
                    tell(what, round(self.objective_value), round(self.best_objective_bound))

        self.model.minimize(of)
        solver = cp_model.CpSolver()
        left = max((effort.seconds - self.spent) * share, effort.seconds / 50)
        solver.parameters.max_deterministic_time = left
        solver.parameters.max_time_in_seconds = 4 * left
        solver.parameters.num_workers = effort.workers
        solver.parameters.interleave_search = effort.workers > 1
        solver.parameters.random_seed = effort.seed
        solver.parameters.linearization_level = 2  # measured: nine times as fast on a plan of 15 items in 3 phases
        status = solver.solve(self.model, Listener())
        self.spent += solver.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return str(solver.status_name(status)).lower()
        _forget_hints(self.model)
        for variable in (*self.units, *self.given.values()):
            self.model.add_hint(variable, solver.value(variable))
        rounds = tuple(
            tuple(
                (step.name, units)
                for row, step in enumerate(self.exchange.steps)
                if (units := self._value(solver, row, each))
            )
            for each in range(self.rounds)
        )
        return Answer(round(solver.objective_value), -int(-solver.best_objective_bound // 1), rounds)

    def start_from(self, rounds: Sequence[Round]) -> None:
        """Let the search begin with these rounds."""
        _forget_hints(self.model)
        gifts = [dict(each) for each in rounds] + [{}] * self.rounds
        for (row, each), variable in self.given.items():
            self.model.add_hint(variable, gifts[each].get(self.exchange.steps[row].name, 0))

    def _value(self, solver: "CpSolver", row: int, each: int) -> int:
        return solver.value(self.given[row, each]) if (row, each) in self.given else 0

    def _gifts(self) -> "dict[tuple[int, int], IntVar]":
        """Units of a step (row) given in a round, where its giver has the turn; together they are all its units."""
        given = {
            (row, each): self.model.new_int_var(0, min(step.units, step.at_once), "")
            for row, step in enumerate(self.exchange.steps)
            for each in range(self.rounds)
            if not self.sequential or each % 2 == self.exchange.side(step)
        }
        for row, units in enumerate(self.units):
            self.model.add(sum(given[at] for at in given if at[0] == row) == units)
        return given

    def _wait(self) -> None:
        """A step waits for what comes before it. Within one's own turn one thing may follow on another."""
        for (row, each), units in self.given.items():
            step = self.exchange.steps[row]
            for gate in self._gates(step):
                own_turn = self.sequential and self.exchange.steps[gate[0]].giver == step.giver
                self.model.add(units <= step.units * self._complete(gate, each if own_turn else each - 1))

    def _gates(self, step: Step) -> list[tuple[int, ...]]:
        """The rows of steps that a step waits for: those of one giver in all earlier phases together, others singly."""
        rows = {other.name: row for row, other in enumerate(self.exchange.steps)}
        singly = [(rows[earlier],) for earlier, later in self.exchange.precedence if later == step.name]
        by_phase = [
            tuple(
                row
                for row, other in enumerate(self.exchange.steps)
                if other.giver == party and in_earlier_phase(other, step)
            )
            for party in self.exchange.parties
        ]
        return [gate for gate in (*singly, *by_phase) if gate]

    def _complete(self, gate: tuple[int, ...], each: int) -> "IntVar":
        """Whether all units of these steps are given by the end of a round."""
        if (gate, each) not in self._reached:
            done = self.model.new_bool_var("")
            still = sum(self.units[row] for row in gate) - self._sum(gate, range(each + 1))
            self.model.add(still <= 0).only_enforce_if(done)
            self._reached[gate, each] = done
        return self._reached[gate, each]

    def _sum(self, rows: Sequence[int], rounds: range) -> "LinearExpr | int":
        return sum(self.given[row, each] for row in rows for each in rounds if (row, each) in self.given)

    def _no_idle_rounds(self) -> "tuple[list[IntVar], list[IntVar]]":
        """Whether something is given in each round, and in it or after it; no round is idle without need."""
        every = range(len(self.exchange.steps))
        used = [self.model.new_bool_var("") for _ in range(self.rounds)]
        later = [self.model.new_bool_var("") for _ in range(self.rounds)]
        for each in range(self.rounds):
            gifts = [self.given[row, each] for row in every if (row, each) in self.given]
            self.model.add(sum(gifts) >= 1).only_enforce_if(used[each])
            for gift, most in zip(gifts, (self._most(row) for row in every if (row, each) in self.given), strict=True):
                self.model.add(gift <= most * used[each])
            after = later[each + 1] if each + 1 < self.rounds else None
            self.model.add_bool_or([used[each].negated(), later[each]])
            self.model.add(later[each] <= used[each] + (0 if after is None else after))
            if after is not None:
                self.model.add_implication(after, later[each])
            here = used[max(0, each - 1) if self.sequential else each : each + 1]
            if after is not None and (each or not self.sequential):
                self.model.add_bool_or([after.negated(), *here])
        self.model.add(later[0] == 1)
        return used, later

    def _most(self, row: int) -> int:
        return min(self.exchange.steps[row].units, self.exchange.steps[row].at_once)

    def _start(self, side: int) -> "IntVar":
        """A party's slack before anything is given; nobody joins a plan that is worth less to it than none (PLAN 9)."""
        worth = self.amounts.to_come[:, side].tolist()
        start = self._amount()
        beyond, reputation = int(self.amounts.beyond[side]), int(self.amounts.reputation[side])
        self.model.add(start == beyond + sum(each * units for each, units in zip(worth, self.units, strict=True)))
        self.model.add(start >= reputation)
        return start

    def _states(self, start: "LinearExpr | int", changes: list[int]) -> "list[LinearExpr | int]":
        """A running sum: at the start, and after each round."""
        states = [start]
        for each in range(self.rounds):
            state = self._amount()
            gifts = [(change, self.given.get((row, each))) for row, change in enumerate(changes)]
            self.model.add(state == states[-1] + sum(change * gift for change, gift in gifts if gift is not None))
            states.append(state)
        return states

    def _amount(self) -> "IntVar":
        """A number as large as any state can be."""
        steps = self.exchange.steps
        parts = (self.amounts.to_come, self.amounts.changes, self.amounts.advances)
        units = np.array([[step.units] for step in steps])
        most = int(abs(self.amounts.beyond).max()) + sum(int((abs(part) * units).sum(axis=0).max()) for part in parts)
        return self.model.new_int_var(-most, most, "")

    def _at_least(self, amounts: "Sequence[LinearExpr | int]") -> "IntVar":
        """A number no less than any of these."""
        most = self._amount()
        for each in amounts:
            self.model.add(most >= each)
        return most

    def _last_gift(self) -> None:
        """Whoever gives last has nothing left to wait for, and needs a guarantee for that gift at least (PLAN 17)."""
        own = self._own(self.amounts.changes)
        if self.sequential and own.min() >= 0:
            second = self.model.new_bool_var("")
            for side, so in ((0, second.negated()), (1, second)):
                least = self._least_gift(own, side, self._may_be_last)
                if least is None:
                    self.model.add_bool_and([so.negated()])
                else:
                    self.model.add(self.bonds[side] >= least - self.slack[side][-1]).only_enforce_if(so)

    def _first_gift(self) -> None:
        """Whoever gives first is ahead by that gift at least."""
        own = self._own(self.amounts.advances)
        if self.sequential and own.min() >= 0:
            for side, so in ((0, self.used[0]), (1, self.used[0].negated())):
                least = self._least_gift(own, side, self._may_be_first)
                if least is None:
                    self.model.add_bool_and([so.negated()])
                else:
                    self.model.add(self.exposures[side] >= least).only_enforce_if(so)

    def _own(self, amounts: Ints) -> Ints:
        """What a unit does to its own giver: (steps,)."""
        givers = [self.exchange.side(step) for step in self.exchange.steps]
        return amounts[np.arange(len(givers)), givers]

    def _least_gift(self, own: Ints, side: int, may: Callable[[Step], bool]) -> int | None:
        steps = zip(self.exchange.steps, own.tolist(), strict=True)
        return min((amount for step, amount in steps if self.exchange.side(step) == side and may(step)), default=None)

    def _may_be_last(self, step: Step) -> bool:
        after = [later for earlier, later in self.exchange.precedence if earlier == step.name]
        after += [other.name for other in self.exchange.steps if in_earlier_phase(step, other)]
        return all(self.exchange.step(name).fewest == 0 for name in after)

    def _may_be_first(self, step: Step) -> bool:
        before = [earlier for earlier, later in self.exchange.precedence if later == step.name]
        before += [other.name for other in self.exchange.steps if in_earlier_phase(other, step)]
        return all(self.exchange.step(name).fewest == 0 for name in before)


def _forget_hints(model: "CpModel") -> None:
    model.clear_hints()  # type: ignore[no-untyped-call]
