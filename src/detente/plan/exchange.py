"""Whether an exchange in steps holds: at no moment does a side gain by stopping (PLAN 9-15).

A step is given by one side to the other. What stopping now would bring a side against going on is its *slack*: what it
still receives and what it could not take back, less what it still gives; where that is below nothing, a guarantee of
so much has to hold it. All numbers are each side's own, a mediator's private judgements or a draw's utils; those of the
two sides are never added unless a common unit is declared. Intervals are taken at the end that hurts, so that what is
said to hold holds anywhere within them.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cached_property

from detente.errors import NoAnswer

Number = int | float | Fraction
Interval = tuple[Number, Number]
"""The least and greatest a number may be."""
Pair = tuple[Number, Number]
"""One number for each side, in each side's own scale."""
Order = tuple[tuple[int, ...], ...]
"""Batches of steps by row, one after the other; the steps of a batch change hands at once."""

MOST_STEPS = 18
"""How many steps all orders of can be searched."""


class TooManySteps(NoAnswer):
    """More steps than all orders can be searched of; `sequencing` looks for a good one and says how good."""

    def __init__(self, steps: int) -> None:
        super().__init__(f"all orders of {steps} steps are too many to search; at most {MOST_STEPS}")


@dataclass(frozen=True, slots=True)
class Step:
    """One thing given: by side 0 or 1, what it costs the giver, what it is worth to the other, what can be taken back.

    `reversible` is a share from 0 to 1. A step of a `phase` comes after all steps of phases before it.
    """

    name: str
    giver: int
    cost: Interval
    value: Interval
    reversible: Interval = (0, 0)
    phase: int | None = None


@dataclass(frozen=True)
class Exchange:
    """Steps between two sides, which must come before which (by row), and what completing all is worth beyond them.

    `beyond` is div + rep of PLAN 9-11 for each side: the value of completion itself, and of a reputation kept.
    """

    steps: tuple[Step, ...]
    beyond: tuple[Interval, Interval] = ((0, 0), (0, 0))
    precedence: tuple[tuple[int, int], ...] = ()

    @cached_property
    def before(self) -> tuple[int, ...]:
        """For each step, the set of those that must come first, as bits."""
        needed = [0] * len(self.steps)
        for first, then in self.precedence:
            needed[then] |= 1 << first
        for row, step in enumerate(self.steps):
            for other, earlier in enumerate(self.steps):
                if step.phase is not None and earlier.phase is not None and earlier.phase < step.phase:
                    needed[row] |= 1 << other
        return tuple(needed)

    @cached_property
    def ahead(self) -> tuple[Pair, ...]:
        """What each step adds to each side's slack while it is still to come, at the end that hurts."""
        return tuple(_by_side(step, step.value[0], -step.cost[1]) for step in self.steps)

    @cached_property
    def behind(self) -> tuple[Pair, ...]:
        """What each step adds to each side's slack once it has been given: what would be taken back."""
        return tuple(
            _by_side(
                step,
                min(share * step.value[0] for share in step.reversible),
                min(-share * step.cost[1] for share in step.reversible),
            )
            for step in self.steps
        )


def _by_side(step: Step, receiver: Number, giver: Number) -> Pair:
    return (giver, receiver) if step.giver == 0 else (receiver, giver)


@dataclass(frozen=True, slots=True)
class Seam:
    """The moment after some steps: each side's slack and advance (what it has sunk beyond what it has banked)."""

    done: tuple[int, ...]
    slack: Pair
    advance: Pair


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The least guarantees that make an order hold at every seam, each side in its own scale; and its exposures."""

    order: Order
    needed: Pair
    exposure: Pair


def seams(exchange: Exchange, order: Order) -> tuple[Seam, ...]:
    """Every seam of an order, from before the first batch to after the last, which is the completion test.

    >>> swap = Exchange((Step("hold", 0, (4, 4), (6, 6)), Step("free", 1, (3, 3), (9, 9))))
    >>> [seam.slack for seam in seams(swap, ((0,), (1,)))]
    [(5, 3), (9, -3), (0, 0)]
    """
    start: Pair = (exchange.beyond[0][0], exchange.beyond[1][0])
    for each in exchange.ahead:
        start = _plus(start, each)
    found, slack, done = [Seam((), start, (0, 0))], start, list[int]()
    for batch in order:
        for row in batch:
            slack = _plus(slack, _less(exchange.behind[row], exchange.ahead[row]))
            done.append(row)
        found.append(Seam(tuple(done), slack, _less(slack, start)))
    return tuple(found)


def guarantee(exchange: Exchange, order: Order) -> Guarantee:
    """What an order needs. Raises ValueError for an order that leaves a step out or breaks a precedence."""
    given = [row for batch in order for row in batch]
    if sorted(given) != list(range(len(exchange.steps))):
        raise ValueError("an order has every step once")
    done = 0
    for batch in order:
        for row in batch:
            if exchange.before[row] & ~done:
                raise ValueError(f"{exchange.steps[row].name!r} comes before a step it must wait for")
        done |= sum(1 << row for row in batch)
    met = seams(exchange, order)
    return Guarantee(order, _needed(met), (max(each.advance[0] for each in met), max(each.advance[1] for each in met)))


def _needed(met: Iterable[Seam]) -> Pair:
    slack = [each.slack for each in met]
    return max(0, -min(each[0] for each in slack)), max(0, -min(each[1] for each in slack))


def margin(exchange: Exchange, order: Order, held: Pair = (0, 0)) -> tuple[Pair, Pair]:
    """Each side's worst slack with guarantees held, and the greatest error in all its numbers that keeps it safe.

    The error is the same for every value, cost and completion value; a side whose worst slack is below nothing has 0.
    """
    met = seams(exchange, order)
    worst = tuple(min(each.slack[side] for each in met) + held[side] for side in (0, 1))
    errors = tuple(min(_bearable(exchange, each, side, held[side]) for each in met) for side in (0, 1))
    return (worst[0], worst[1]), (errors[0], errors[1])


def _bearable(exchange: Exchange, seam: Seam, side: int, held: Number) -> Number:
    """The error that uses up the slack at one seam: it enters once for each term, times the share that counts."""
    done = set(seam.done)
    weight: Number = 1
    for row, step in enumerate(exchange.steps):
        weight += max(step.reversible) if row in done else 1
    spare = Fraction(seam.slack[side] + held) / Fraction(weight)
    return spare if spare > 0 else 0


def completes(exchange: Exchange, held: Pair = (0, 0)) -> tuple[bool, bool]:
    """The completion test for each side: having received all, it does not gain by taking back what it can (PLAN 12).

    No order changes it; a guarantee that meets it has to outlive the plan.
    """
    last = (exchange.beyond[0][0], exchange.beyond[1][0])
    for each in exchange.behind:
        last = _plus(last, each)
    return last[0] + held[0] >= 0, last[1] + held[1] >= 0


def phase_test(exchange: Exchange, held: Pair = (0, 0)) -> tuple[tuple[int, bool, bool], ...]:
    """Whether each side goes on at the end of each phase: necessary whatever the order within phases (PLAN 14)."""
    phases = sorted({step.phase for step in exchange.steps if step.phase is not None})
    if any(step.phase is None for step in exchange.steps):
        return ()
    found, batches = [], list[tuple[int, ...]]()
    for phase in phases:
        batches.append(tuple(row for row, step in enumerate(exchange.steps) if step.phase == phase))
        slack = seams(exchange, tuple(batches))[-1].slack
        found.append((phase, slack[0] + held[0] >= 0, slack[1] + held[1] >= 0))
    return tuple(found)


def least_guarantees(exchange: Exchange, *, at_once: bool = False) -> tuple[Guarantee, ...]:
    """The guarantees no other pair is better than for both sides, over all admissible orders, each with an order.

    With `at_once`, one step of each side may change hands together through a guarantor. By the first side's guarantee,
    rising. All sets of steps are gone through (label setting). Raises TooManySteps.
    """
    lattice = _Lattice(exchange, at_once)
    return tuple(lattice.cheapest(pair) for pair in lattice.pairs())


def least_total(exchange: Exchange, *, at_once: bool = False) -> Guarantee:
    """The order whose two guarantees add up to least, then its exposures; only where one common unit is declared."""
    lattice = _Lattice(exchange, at_once)
    pairs = lattice.pairs()
    total = min(pair[0] + pair[1] for pair in pairs)
    tied = [lattice.cheapest(pair) for pair in pairs if pair[0] + pair[1] == total]
    return min(tied, key=lambda each: (each.exposure[0] + each.exposure[1], max(each.needed)))


class _Lattice:
    """All sets of steps that an admissible order passes through, as bits; slack depends on the set alone."""

    def __init__(self, exchange: Exchange, at_once: bool) -> None:
        count = len(exchange.steps)
        if count > MOST_STEPS:
            raise TooManySteps(count)
        self.exchange, self.at_once, self.full = exchange, at_once, (1 << count) - 1
        start = seams(exchange, ())[0].slack
        self.slack: dict[int, Pair] = {0: start}
        self.start = start
        todo = [0]
        while todo:
            done = todo.pop()
            for batch in self._batches(done):
                after = done | sum(1 << row for row in batch)
                if after not in self.slack:
                    slack = self.slack[done]
                    for row in batch:
                        slack = _plus(slack, _less(exchange.behind[row], exchange.ahead[row]))
                    self.slack[after] = slack
                    todo.append(after)
        self.sets = sorted(self.slack, key=lambda each: (each.bit_count(), each))
        if self.full not in self.slack:
            raise NoAnswer("no order meets all precedences: some steps wait for each other")

    def _batches(self, done: int) -> Iterator[tuple[int, ...]]:
        free = [r for r, before in enumerate(self.exchange.before) if not done >> r & 1 and not before & ~done]
        yield from ((row,) for row in free)
        if self.at_once:
            sides = [[row for row in free if self.exchange.steps[row].giver == side] for side in (0, 1)]
            yield from ((one, other) for one in sides[0] for other in sides[1])

    def pairs(self) -> tuple[Pair, ...]:
        """The guarantees that no other is better than for both sides."""
        return tuple(sorted(pair for pair, _, _ in self._labels(self._need, self.sets)[self.full]))

    def cheapest(self, held: Pair) -> Guarantee:
        """The order with the least sum of exposures among those that these guarantees hold."""
        allowed = [done for done in self.sets if all(n <= h for n, h in zip(self._need(done), held, strict=True))]
        labels = self._labels(lambda done: _less(self.slack[done], self.start), allowed)
        at, row = self.full, min(range(len(labels[self.full])), key=lambda r: sum(labels[self.full][r][0]))
        order: list[tuple[int, ...]] = []
        while at:
            _, batch, before_row = labels[at][row]
            order.append(batch)
            at, row = at & ~sum(1 << step for step in batch), before_row
        return guarantee(self.exchange, tuple(reversed(order)))

    def _need(self, done: int) -> Pair:
        slack = self.slack[done]
        return max(0, -slack[0]), max(0, -slack[1])

    def _labels(self, at: "Callable[[int], Pair]", sets: Sequence[int]) -> dict[int, list["_Label"]]:
        """For each set, the greatest of a pair met on the way to it, for the ways no other is better than for both."""
        allowed = set(sets)
        found: dict[int, list[_Label]] = {0: [(at(0), (), 0)]}
        for done in sets:
            for batch in self._batches(done) if done in found else ():
                after = done | sum(1 << row for row in batch)
                if after in allowed:
                    here = at(after)
                    for row, (pair, _, _) in enumerate(found[done]):
                        worst = (max(pair[0], here[0]), max(pair[1], here[1]))
                        _keep(found.setdefault(after, []), (worst, batch, row))
        return found


_Label = tuple[Pair, tuple[int, ...], int]
"""The greatest met so far, the last batch, and which label of the set before it."""


def _keep(labels: list[_Label], new: _Label) -> None:
    """Add a label unless one is as good for both; those it beats are out."""
    pair = new[0]
    if any(each[0][0] <= pair[0] and each[0][1] <= pair[1] for each in labels):
        return
    labels[:] = [each for each in labels if not (pair[0] <= each[0][0] and pair[1] <= each[0][1])]
    labels.append(new)


def _plus(one: Pair, other: Pair) -> Pair:
    return one[0] + other[0], one[1] + other[1]


def _less(one: Pair, other: Pair) -> Pair:
    return one[0] - other[0], one[1] - other[1]
