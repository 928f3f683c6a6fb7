"""Whether both parties would go on at every seam of an order, and what guarantee holds it where they would not.

A seam is the moment between two steps. A party goes on when its slack is not below 0: what it still expects from going
on, what it loses by being the one who stops, and a guarantee it has pledged, less what it gains by keeping what it has
and giving nothing more (PLAN 11, 15). An order is self-enforcing when that holds for both at every seam before the
last (PLAN 12). Whether it holds at the last, when everything is given, is the completion test: it counts too, and no
order changes it.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction

from detente.plan.amount import NOTHING, Amount, Number, exact
from detente.plan.exchange import SIDES, Exchange, Order, Pair, Reckoning, Step, advance_of_unit, reckoned

NO_PLEDGE = (0, 0)


@dataclass(frozen=True, slots=True)
class Seam:
    """The state after `after`, one entry for each party: its slack, its advance, and the error it can bear.

    The error is the largest amount by which all values and costs could be misjudged, to the party's harm, with
    its slack still not below 0; below 0, by how much they would all have to be better.
    """

    after: tuple[str, ...]
    slack: tuple[Amount, Amount]
    advance: tuple[Amount, Amount]
    error: Pair


@dataclass(frozen=True, slots=True)
class Corridor:
    """An order, seam by seam: from before the first step to after the last."""

    parties: tuple[str, str]
    seams: tuple[Seam, ...]

    @property
    def margin(self) -> Pair:
        """The worst slack of each party, at the ends of the amounts that hurt it, the completion test included."""
        return _worst([(seam.slack[0].low, seam.slack[1].low) for seam in self.seams])

    @property
    def margin_before_completion(self) -> Pair:
        """The same with something still to be given."""
        return _worst([(seam.slack[0].low, seam.slack[1].low) for seam in self.seams[:-1] or self.seams])

    @property
    def self_enforcing(self) -> bool:
        """Whether both go on at every seam before completion (PLAN 12)."""
        return min(self.margin_before_completion) >= 0

    @property
    def holds_after_completion(self) -> bool:
        """The completion test: whether nobody gains by undoing what is reversible once everything is given."""
        return all(slack.low >= 0 for slack in self.seams[-1].slack)

    @property
    def exposure(self) -> Pair:
        """The most that each party is ahead at any seam: what it loses if the other stops then."""
        return _most([(seam.advance[0].high, seam.advance[1].high) for seam in self.seams])

    @property
    def error(self) -> Pair:
        """The largest misjudgement of all amounts alike that each party's worst seam can bear."""
        return _worst([seam.error for seam in self.seams])

    @property
    def weakest(self) -> Seam:
        """The seam that can bear the least error; the first of several."""
        return min(self.seams, key=lambda seam: min(seam.error))


@dataclass(frozen=True, slots=True)
class Guarantee:
    """The least guarantee each party must pledge for an order to hold: on the way, and for good."""

    on_the_way: Pair
    after_completion: Pair

    @property
    def needed(self) -> Pair:
        return _most([self.on_the_way, self.after_completion])


@dataclass(frozen=True, slots=True)
class PhaseEnd:
    """The least slack of each party once all phases up to this one are complete, whatever the order within them."""

    phase: int
    slack: Pair

    @property
    def holds(self) -> bool:
        return min(self.slack) >= 0


def corridor(exchange: Exchange, order: Order, pledged: tuple[Number, Number] = NO_PLEDGE) -> Corridor:
    """Judge an order with these guarantees pledged. An incomplete or impossible order is a ValueError.

    For a swap through a guarantor (PLAN 13) put the steps of one round into a list of their own.

    >>> from detente.plan.exchange import bridge
    >>> judged = corridor(bridge(), ["pull back", "open the bridge"])
    >>> judged.self_enforcing, [str(each) for each in judged.margin], judged.weakest.after
    (False, ['0', '-2'], ('pull back',))
    >>> corridor(bridge(), [["pull back", "open the bridge"]]).self_enforcing
    True
    """
    return Corridor(exchange.parties, tuple(_seams(exchange, batches_of(exchange, order), pledged)))


def guarantee(exchange: Exchange, order: Order) -> Guarantee:
    """The least guarantee that each party must pledge for this order to hold.

    >>> from detente.plan.exchange import bridge
    >>> [str(each) for each in guarantee(bridge(), ["open the bridge", "pull back"]).needed]
    ['4', '0']
    """
    batches = batches_of(exchange, order)
    ways = [list(_slacks(exchange, reckoned(exchange, side, at_worst=True), batches)) for side in SIDES]
    on_the_way = _pair(max(Fraction(0), -min(slacks[:-1] or slacks)) for slacks in ways)
    return Guarantee(on_the_way, _pair(max(Fraction(0), -slacks[-1]) for slacks in ways))


def completion_test(exchange: Exchange, pledged: tuple[Number, Number] = NO_PLEDGE) -> Pair:
    """The slack of each party once everything is given, at its worst: the same for every order (PLAN 12)."""
    return _pair(
        exact(pledge)
        + _start(exchange, found)
        + sum((step.units * change for step, change in zip(exchange.steps, found.changes, strict=True)), Fraction(0))
        for found, pledge in zip(_worst_cases(exchange), pledged, strict=True)
    )


def phase_test(exchange: Exchange, pledged: tuple[Number, Number] = NO_PLEDGE) -> tuple[PhaseEnd, ...]:
    """The slack at the end of each phase but the last, in time that grows with the steps alone (PLAN 14).

    Necessary, not sufficient: no order repairs a phase end that fails. A step of no phase counts where it helps.
    """
    phases = sorted({step.phase for step in exchange.steps if step.phase is not None})
    return tuple(
        PhaseEnd(
            phase,
            _pair(
                exact(pledge) + _start(exchange, found) + _by_the_end_of(phase, exchange.steps, found)
                for found, pledge in zip(_worst_cases(exchange), pledged, strict=True)
            ),
        )
        for phase in phases[:-1]
    )


def batches_of(exchange: Exchange, order: Order) -> tuple[tuple[str, ...], ...]:
    """The order as batches, checked: every unit once, and nothing before what it waits for."""
    batches = tuple((batch,) if isinstance(batch, str) else tuple(batch) for batch in order)
    counted = Counter(name for batch in batches for name in batch)
    if counted != {step.name: step.units for step in exchange.steps}:
        raise ValueError("an order gives every unit of every step once")
    last = {name: row for row, batch in enumerate(batches) for name in batch}
    first = {name: row for row, batch in reversed(tuple(enumerate(batches))) for name in batch}
    for earlier, later in exchange.precedence:
        if first[later] < last[earlier]:
            raise ValueError(f"{later} waits until {earlier} is complete")
    begun = 0
    for phase in sorted({step.phase for step in exchange.steps if step.phase is not None}):
        names = [step.name for step in exchange.steps if step.phase == phase]
        if min(first[name] for name in names) < begun:
            raise ValueError(f"phase {phase} waits until the phases before it are complete")
        begun = max(last[name] for name in names)
    return batches


def _worst_cases(exchange: Exchange) -> list[Reckoning]:
    return [reckoned(exchange, side, at_worst=True) for side in SIDES]


def _start(exchange: Exchange, found: Reckoning) -> Fraction:
    """The slack before anything is given."""
    to_come = zip(exchange.steps, found.to_come, strict=True)
    return sum((step.units * effect for step, effect in to_come), found.beyond)


def _by_the_end_of(phase: int, steps: tuple[Step, ...], found: Reckoning) -> Fraction:
    done = [
        step.units * (max(change, Fraction(0)) if step.phase is None else change)
        for step, change in zip(steps, found.changes, strict=True)
        if step.phase is None or step.phase <= phase
    ]
    return sum(done, Fraction(0))


def _slacks(exchange: Exchange, found: Reckoning, batches: tuple[tuple[str, ...], ...]) -> Iterator[Fraction]:
    changes = {step.name: change for step, change in zip(exchange.steps, found.changes, strict=True)}
    slack = _start(exchange, found)
    yield slack
    for batch in batches:
        slack += sum(changes[name] for name in batch)
        yield slack


def _seams(exchange: Exchange, batches: tuple[tuple[str, ...], ...], pledged: tuple[Number, Number]) -> Iterator[Seam]:
    pledges = _pair(map(exact, pledged))
    low, high = (
        [list(_slacks(exchange, reckoned(exchange, side, at_worst=worst), batches)) for side in SIDES]
        for worst in (True, False)
    )
    ahead, given = [NOTHING, NOTHING], Counter[str]()
    steps = {step.name: step for step in exchange.steps}
    for row, batch in enumerate(((), *batches)):
        for name in batch:
            given[name] += 1
            ahead = [ahead[side] + advance_of_unit(exchange, steps[name], side) for side in SIDES]
        slack = [Amount(low[side][row] + pledges[side], high[side][row] + pledges[side]) for side in SIDES]
        error = _pair(_bearable(exchange, side, given, slack[side].low) for side in SIDES)
        yield Seam(batch, (slack[0], slack[1]), (ahead[0], ahead[1]), error)


def _bearable(exchange: Exchange, side: int, given: Counter[str], slack: Fraction) -> Fraction:
    """The error at which a slack reaches 0.

    Slack is concave in the error, its slope changing only where a benefit turns into a harm; so steps along the slope
    never fall short of the answer, and arrive.
    """
    error = Fraction(0)
    while True:
        left, slope = _with_error(exchange, side, given, slack, error)
        if left == 0:
            return error
        error += left / slope


def _with_error(
    exchange: Exchange, side: int, given: Counter[str], slack: Fraction, error: Fraction
) -> tuple[Fraction, Fraction]:
    """The slack when every amount is off by `error`, and how fast it falls there."""
    slope = Fraction(1)
    for step in exchange.steps:
        done = given[step.name]
        effect = -step.cost.high if exchange.side(step) == side else step.value.low
        shares = step.reversible
        before, after = (min(shares.low * e, shares.high * e) for e in (effect, effect - error))
        slack += done * (after - before) - (step.units - done) * error
        share = shares.low if effect - error > 0 else shares.high
        slope += (step.units - done) + done * share
    return slack - error, slope


def _pair(two: Iterable[Fraction]) -> Pair:
    first, second = two
    return first, second


def _worst(pairs: list[Pair]) -> Pair:
    return min(pair[0] for pair in pairs), min(pair[1] for pair in pairs)


def _most(pairs: list[Pair]) -> Pair:
    return max(pair[0] for pair in pairs), max(pair[1] for pair in pairs)
