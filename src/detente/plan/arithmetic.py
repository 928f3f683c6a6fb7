"""The sums of a plan, in intervals: batches added up, what was accepted so far, and what a stage's gate counts.

A stage may be held to its own quota or to all quotas so far; both are shown, and the plan's `basis` says which counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from detente.case.quantity import ZERO, Quantity
from detente.plan.model import Accepted, Basis, Batch, Obligation, Plan
from detente.plan.moments import date_of


@dataclass(frozen=True, slots=True)
class Row:
    """One batch or stage in words: its name, its amount, all amounts so far, and how what was accepted compares."""

    name: str
    amount: str
    cumulative: str
    said: str = ""


@dataclass(frozen=True, slots=True)
class Reckoning:
    """The sums of one obligation with batches, or of obligations that are stages of one whole."""

    title: str
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Due:
    """A batch on a time line: its day, the last day before it is overdue, whose it is, and all amounts due by then."""

    on: date
    until: date
    obligation: str
    amount: Quantity
    together: Quantity


@dataclass(frozen=True, slots=True)
class Gate:
    """How a stage stands on a day: against its own quota and against all quotas so far; `passed` by the plan's basis.

    Differences are least and greatest amounts above (or, below 0, short of) the quota.
    """

    stage: str
    on: date
    own: Quantity
    own_difference: tuple[float, float]
    together: Quantity
    together_difference: tuple[float, float]
    basis: Basis
    passed: bool | None


def cumulative(amounts: Iterable[Quantity]) -> tuple[Quantity, ...]:
    """Each amount with all before it.

    >>> from detente.case.quantity import quantity
    >>> [each.bounds for each in cumulative([quantity("210"), quantity("210 to 230")])]
    ['210', '420 to 440']
    """
    found: list[Quantity] = []
    for each in amounts:
        found.append(found[-1] + each if found else each)
    return tuple(found)


def remaining(whole: Quantity, given: Quantity) -> tuple[float, float]:
    """What is still owed, least and greatest; below 0 where more was given.

    >>> from detente.case.quantity import quantity
    >>> remaining(quantity("840"), quantity("698"))
    (142.0, 142.0)
    """
    return float(whole.least - given.most), float(whole.most - given.least)


def through(amount: Quantity, ratio: tuple[int, int]) -> tuple[float, float]:
    """What an amount comes to through a key such as 1:30, least and greatest.

    >>> from detente.case.quantity import quantity
    >>> through(quantity("9"), (9, 110)), through(quantity("20"), (10, 1))
    ((110.0, 110.0), (2.0, 2.0))
    """
    return float(amount.least) * ratio[1] / ratio[0], float(amount.most) * ratio[1] / ratio[0]


def gates(stages: Sequence[Obligation], on: date) -> tuple[Gate, ...]:
    """How each stage of one whole stands on a day, by the amounts accepted until then.

    A stage counts what was last accepted of it by that day; nothing reported is nothing accepted.
    """
    found = []
    quota = given = Quantity("0", ZERO, ZERO)
    for stage in stages:
        if stage.quantity is None:
            continue
        own = _accepted(stage.accepted, on) or Quantity("0", ZERO, ZERO)
        quota, given = quota + stage.quantity, given + own
        basis = stage.basis or Basis.STAGE
        above = _above(own, stage.quantity), _above(given, quota)
        counts = above[0] if basis is Basis.STAGE else above[1]
        passed = True if counts[0] >= 0 else False if counts[1] < 0 else None
        found.append(Gate(stage.id, on, own, above[0], given, above[1], basis, passed))
    return tuple(found)


def _accepted(those: Iterable[Accepted], on: date) -> Quantity | None:
    told = [each for each in those if each.on <= on]
    return max(told, key=lambda each: each.on).amount if told else None


def _above(given: Quantity, quota: Quantity) -> tuple[float, float]:
    return float(given.least - quota.most), float(given.most - quota.least)


def reckoned(plan: Plan) -> tuple[Reckoning, ...]:
    """Every obligation with batches, and every run of stages (a group with quantities and a basis), added up."""
    return (*_batched(plan), *_staged(plan))


def time_line(plan: Plan, obligations: Iterable[Obligation]) -> tuple[Due, ...]:
    """The dated batches of several obligations of one unit, by date, each with all before it."""
    dated = [
        (on, on + timedelta(each.grace if batch.grace is None else batch.grace), each.id, batch.amount)
        for each in obligations
        for batch in each.batches
        if (on := date_of(plan, batch.on)) is not None
    ]
    dated.sort(key=lambda row: row[0])
    sums = cumulative(amount for *_, amount in dated)
    return tuple(Due(*row, together) for row, together in zip(dated, sums, strict=True))


def _batched(plan: Plan) -> Iterable[Reckoning]:
    """Batches of one debtor, unit and phase on one time line where all have dates; those of any other alone."""
    streams: dict[tuple[object, ...], list[Obligation]] = {}
    for each in plan.obligations:
        if each.batches:
            dated = all(date_of(plan, batch.on) for batch in each.batches)
            key = (each.by, each.unit, each.phase) if dated and each.by and each.unit else (each.id,)
            streams.setdefault(key, []).append(each)
    for stream in streams.values():
        if len(stream) > 1:
            yield _joined(plan, stream)
            continue
        for each in stream:
            sums = cumulative(batch.amount for batch in each.batches)
            rows = tuple(
                Row(
                    " and ".join(f"{when.span} {when.event}".removeprefix("at once ") for when in batch.on) or str(row),
                    f"{batch.amount} {each.unit}".rstrip(),
                    total.bounds,
                    _slips(batch, each),
                )
                for row, (batch, total) in enumerate(zip(each.batches, sums, strict=True), 1)
            )
            yield Reckoning(each.does, rows)


def _joined(plan: Plan, stream: Sequence[Obligation]) -> Reckoning:
    unit = stream[0].unit
    waits = {each.id: " and ".join(each.condition.events) if each.condition else "" for each in stream}
    rows = []
    for due in time_line(plan, stream):
        said = [f"once {waits[due.obligation]}"] if waits[due.obligation] else []
        said += [f"may slip to {due.until}"] if due.until > due.on else []
        rows.append(Row(f"{due.on}: {due.obligation}", f"{due.amount} {unit}", due.together.bounds, "; ".join(said)))
    return Reckoning(f"{unit.capitalize()}: {', '.join(each.id for each in stream)}", tuple(rows))


def _slips(batch: Batch, each: Obligation) -> str:
    grace = each.grace if batch.grace is None else batch.grace
    return f"{grace} days of grace" if grace else ""


def _staged(plan: Plan) -> Iterable[Reckoning]:
    staged = [each for each in plan.obligations if each.basis is not None and each.quantity is not None]
    units = dict.fromkeys(each.unit for each in staged)
    for unit in units:
        stages = [each for each in staged if each.unit == unit]
        days = sorted({each.on for stage in stages for each in stage.accepted})
        sums = cumulative(stage.quantity for stage in stages if stage.quantity is not None)
        told: dict[str, list[str]] = {gate.stage: [] for gate in gates(stages, date.max)}
        for day in days:
            for stage, gate in zip(stages, gates(stages, day), strict=True):
                if any(each.on == day for each in stage.accepted):
                    told[gate.stage].append(_gate_words(gate))
        rows = tuple(
            Row(stage.id, f"{stage.quantity} {unit}", total.bounds, "; ".join(told[stage.id]))
            for stage, total in zip(stages, sums, strict=True)
        )
        yield Reckoning(unit.capitalize(), rows)


def _gate_words(gate: Gate) -> str:
    which = "its own quota counts" if gate.basis is Basis.STAGE else "all quotas so far count"
    passed = {True: "passed", False: "not passed", None: "cannot be told"}[gate.passed]
    return (
        f"{gate.on}: {_versus(gate.own_difference)} its own quota, {_versus(gate.together_difference)} all so far; "
        f"{which}: {passed}"
    )


def _versus(difference: tuple[float, float]) -> str:
    """An amount above or below, in words.

    >>> _versus((-44.0, -44.0)), _versus((12.0, 12.0)), _versus((-5.0, 5.0))
    ('44 below', '12 above', '5 below to 5 above')
    """
    ends = [f"{abs(end):g} {'below' if end < 0 else 'above'}" if end else "just at" for end in difference]
    return ends[0] if ends[0] == ends[1] else f"{ends[0]} to {ends[1]}"
