"""A plan's file read into a `Plan`, every fault with its place; what the plan means together is for `plan.wellformed`.

Plans stand beside their case, as `plans/<name>.yaml`. As with a case, `load` never raises on account of what a file
holds.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path as FilePath

from detente.case.quantity import NotAnAmount, Quantity, quantity
from detente.errors import Code, Path, Problem
from detente.plan.model import (
    Accepted,
    Assumption,
    Batch,
    Blank,
    Calendar,
    Clause,
    Condition,
    Holding,
    IfNotReached,
    Key,
    Obligation,
    Phase,
    Place,
    Plan,
    Reading,
    Remedy,
    Step,
    Verification,
    When,
)
from detente.plan.span import NotASpan, Span, span
from detente.store import beside, yamltree
from detente.store import planshapes as shapes
from detente.store.casefile import NOT_AN_AMOUNT

FOLDER = "plans"

NOT_A_SPAN = Code(
    "DT0120",
    "Words that state no span of days",
    "A date that cannot be worked out cannot be kept, or shown to be missed.",
    "Write a span such as within 3 days, 2 to 5 days, exactly 30 days, at least 7 days, after, before, or at once.",
)
CODES = (NOT_A_SPAN,)


@dataclass(frozen=True, slots=True)
class PlanFile:
    """What a file held: the plan where one could be built, the problems met, and the tree that knows the places."""

    name: str
    tree: yamltree.Tree
    plan: Plan | None
    problems: tuple[Problem, ...]

    def placed(self, problems: Iterable[Problem]) -> tuple[Problem, ...]:
        """The same problems with the place of each, in the order of the file."""
        return beside.placed_in(self.tree, problems)


def names(folder: FilePath) -> tuple[str, ...]:
    """The plans that stand beside a case, by name."""
    return beside.names(folder, FOLDER)


def load(folder: FilePath, name: str) -> PlanFile:
    """Read the plan of this name beside the case in `folder`."""
    return _read(name, beside.opened(folder, FOLDER, name))


def parse(raw: bytes, *, name: str = "plan") -> PlanFile:
    """Read the bytes of a plan's file; `name` is what to call the plan."""
    return _read(name, yamltree.read(f"{FOLDER}/{name}.yaml", raw))


def _read(name: str, tree: yamltree.Tree) -> PlanFile:
    shape, problems = beside.shaped(tree, shapes.PlanShape)
    found = PlanFile(name, tree, None, problems)
    if shape is None:
        return found
    builder = _Builder(name, shape)
    plan = builder.plan()
    return replace(found, plan=None if builder.problems else plan, problems=found.placed(builder.problems))


class _Builder:
    """Turns a checked shape into values, noting every word that states no amount or span."""

    def __init__(self, name: str, shape: shapes.PlanShape) -> None:
        self.name, self.shape = name, shape
        self.problems: list[Problem] = []

    def plan(self) -> Plan:
        s = self.shape
        return Plan(
            id=self.name,
            title=s.title,
            parties=tuple(s.parties),
            elaborates=s.elaborates or "",
            about=s.about,
            guarantors=tuple(s.guarantors),
            monitors=tuple(s.monitors),
            calendar=Calendar(
                s.calendar.zone,
                s.calendar.signature,
                s.calendar.roll,
                tuple(s.calendar.rest_days),
                tuple(s.calendar.holidays),
            ),
            length=self.span(s.length, ("length",)),
            blanks=tuple(Blank(slug, e.title, e.least, e.most, tuple(e.choices)) for slug, e in s.blanks.items()),
            phases=tuple(self.phase(slug, each) for slug, each in s.phases.items()),
            obligations=tuple(self.obligation(slug, each) for slug, each in s.obligations.items()),
            keys=tuple(Key(slug, (each.between[0], each.between[1]), each.ratio) for slug, each in s.keys.items()),
            powers=tuple(
                Holding(slug, e.holder, e.may, tuple(e.targets), e.when, e.notice, e.cap)
                for slug, e in s.powers.items()
            ),
            places=tuple(Place(slug, each.title, each.drawn) for slug, each in s.places.items()),
            clauses=tuple(Clause(slug, each.says, each.not_modelled) for slug, each in s.clauses.items()),
            scenarios=tuple(s.scenarios.items()),
            assumptions=tuple(Assumption(each.about, each.by, each.on) for each in s.assumptions),
            audience=None if s.audience is None else tuple(s.audience),
        )

    def phase(self, slug: str, shape: shapes.PhaseShape) -> Phase:
        where = ("phases", slug)
        lacking = shape.if_not_reached
        return Phase(
            slug,
            shape.title,
            self.whens(shape.begins, (*where, "begins")),
            self.whens(shape.ends, (*where, "ends")),
            _condition(shape.test),
            None if lacking is None else IfNotReached(lacking.power or "", lacking.says),
        )

    def obligation(self, slug: str, s: shapes.ObligationShape) -> Obligation:
        where = ("obligations", slug)
        verified = s.verified
        return Obligation(
            id=slug,
            kind=s.kind,
            by=tuple(s.by),
            to=tuple(s.to),
            does=s.does,
            phase=s.phase or "",
            quantity=None if s.quantity is None else self.amount(s.quantity, s.unit, (*where, "quantity")),
            unit=s.unit,
            starts=self.whens(s.starts, (*where, "starts")),
            done=self.whens(s.done, (*where, "done")),
            until=self.whens(s.until, (*where, "until")),
            takes=self.span(s.takes, (*where, "takes")),
            condition=_condition(s.condition),
            verification=None
            if verified is None
            else Verification(
                verified.by or "", verified.how, self.span(verified.takes, (*where, "verified", "takes"))
            ),
            grace=s.grace,
            clock_stops=s.clock == "stops",
            advances=None if s.advances is None else Step(s.advances.issue, s.advances.before, s.advances.after),
            reversible=s.reversible,
            group=s.group or "",
            remedy=None if s.if_breached is None else Remedy(s.if_breached.says, s.if_breached.holder or ""),
            clauses=tuple(s.clauses),
            batches=self.batches(s, where),
            basis=s.basis,
            accepted=tuple(
                Accepted(each.on, self.amount(each.amount, s.unit, (*where, "accepted", row)), each.claim or "")
                for row, each in enumerate(s.accepted)
            ),
            readings=tuple(
                Reading(party, self.whens(each.starts, (*where, "readings", party)), _condition(each.condition))
                for party, each in s.readings.items()
            ),
            places=tuple(s.places),
            scenario=s.scenario or "",
            survives=s.survives,
            never_suspended=s.never_suspended,
            accepted_by=tuple(s.accepted_by),
        )

    def batches(self, s: shapes.ObligationShape, where: Path) -> tuple[Batch, ...]:
        """Batches as listed, and those that a rule of instalments makes, on their days."""
        found = [
            Batch(
                self.amount(each.amount, s.unit, (*where, "batches", row)),
                self.whens(each.on, (*where, "batches", row, "on")),
                each.grace,
            )
            for row, each in enumerate(s.batches)
        ]
        rule = s.instalments
        if rule is not None:
            amount = self.amount(rule.amount, s.unit, (*where, "instalments"))
            days = [rule.first + timedelta(rule.every * row) for row in range(rule.count)]
            if rule.last is not None and days:
                days[-1] = rule.last
            graces = [rule.first_grace, *[None] * (len(days) - 1)]
            found += [
                Batch(amount, (When(day.isoformat(), span("at once")),), grace)
                for day, grace in zip(days, graces, strict=False)
            ]
        return tuple(found)

    def whens(self, shape: Mapping[str, str], where: Path) -> tuple[When, ...]:
        found = ((event, self.span(words, (*where, event))) for event, words in shape.items())
        return tuple(When(event, each) for event, each in found if each is not None)

    def span(self, words: str | None, where: Path) -> Span | None:
        try:
            return None if words is None else span(words)
        except NotASpan as error:
            self.problems.append(Problem(NOT_A_SPAN, where, str(error)))
            return None

    def amount(self, words: str, unit: str, where: Path) -> Quantity:
        try:
            return quantity(words, unit=unit)
        except NotAnAmount as error:
            self.problems.append(Problem(NOT_AN_AMOUNT, where, str(error)))
            return quantity("unspecified", unit=unit)


def _condition(shape: shapes.ConditionShape | None) -> Condition | None:
    if shape is None:
        return None
    if shape.event is not None:
        return Condition(shape.event)
    parts = tuple(found for each in (shape.all or shape.any) if (found := _condition(each)) is not None)
    return Condition(every=bool(shape.all), parts=parts)
