"""The shape of `plans/<name>.yaml`, as pydantic models: which keys there are and what each may hold.

As with a case, everything arrives as text; what the words mean together is left to `planfile` and to `plan.wellformed`.
"""

import re
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from detente.plan.model import Basis, Kind, Power, Roll
from detente.store.planmeanings import meaning
from detente.store.shapes import Day, Labelled, Shape, Slug, Slugs, SomeSlugs, Text, YesNo, published

Event = Annotated[
    str,
    Field(
        pattern=r"^(\d{4}-\d{2}-\d{2}|[a-z0-9]+(-[a-z0-9]+)*(\.(begins|ends|starts|done|verified))?)$",
        description="a moment: `signature`, a date, or a phase's or obligation's id and moment, as `pause.ends`",
    ),
]
Days = Annotated[Text, Field(description="a span of days: within 3 days, 2 to 5 days, at least 7 days, after, before")]
Whens = dict[Event, Days]


def _number(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"\d{1,5}", value):
        return int(value)
    raise ValueError(f"{value!r} is not a whole number")


def _amount_of_days(value: object) -> object:
    found = re.fullmatch(r"(\d{1,5})(?: days?)?", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} is not a number of days; write it as 3 days")
    return int(found[1])


def _share(value: object) -> object:
    """`none`, `all`, `40%`, or `20% to 60%` as the least and greatest share."""
    words = {"none": (0.0, 0.0), "all": (1.0, 1.0)}
    if isinstance(value, str):
        if value in words:
            return words[value]
        numbers = re.fullmatch(r"(\d{1,3})%(?: to (\d{1,3})%)?", value)
        if (
            numbers
            and (ends := (int(numbers[1]), int(numbers[2] or numbers[1]))) == tuple(sorted(ends))
            and ends[1] <= 100
        ):
            return ends[0] / 100, ends[1] / 100
    raise ValueError(f"{value!r} is not a share; write none, all, 40% or 20% to 60%")


def _ratio(value: object) -> object:
    found = re.fullmatch(r"(\d{1,6}):(\d{1,6})", value) if isinstance(value, str) else None
    if found is None or not int(found[1]) or not int(found[2]):
        raise ValueError(f"{value!r} is not a key; write it as 1:30")
    return int(found[1]), int(found[2])


Number = Annotated[int, BeforeValidator(_number, json_schema_input_type=str)]
DayCount = Annotated[int, BeforeValidator(_amount_of_days, json_schema_input_type=str)]
ShareText = Annotated[tuple[float, float], BeforeValidator(_share, json_schema_input_type=str)]
Ratio = Annotated[tuple[int, int], BeforeValidator(_ratio, json_schema_input_type=str)]
Weekday = Literal["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]


def _all_of(value: object) -> object:
    """A condition may be one event, or a list of which every one must hold."""
    if isinstance(value, str):
        return {"event": value}
    return {"all": value} if isinstance(value, list) else value


class ConditionShape(Shape):
    event: Event | None = None
    all: list["Tree"] = []
    any: list["Tree"] = []


Tree = Annotated[ConditionShape, BeforeValidator(_all_of)]


class CalendarShape(Shape):
    zone: Text = "UTC"
    signature: Day | None = None
    roll: Roll = Roll.NONE
    rest_days: list[Weekday] = []
    holidays: list[Day] = []


class BlankShape(Shape):
    title: Text
    least: Number | None = None
    most: Number | None = None
    choices: list[Text] = []


class IfNotReachedShape(Shape):
    power: Slug | None = None
    says: Text = ""


class PhaseShape(Shape):
    title: Text
    begins: Whens = {}
    ends: Whens = {}
    test: Tree | None = None
    if_not_reached: IfNotReachedShape | None = None


class VerificationShape(Shape):
    by: Slug | None = None
    how: Text = ""
    takes: Days | None = None


class BatchShape(Shape):
    amount: Text
    on: Whens = {}
    grace: DayCount | None = None


class InstalmentsShape(Shape):
    amount: Text
    count: Number
    first: Day
    every: DayCount
    last: Day | None = None
    first_grace: DayCount | None = None


class AcceptedShape(Shape):
    on: Day
    amount: Text
    claim: Slug | None = None


class StepShape(Shape):
    issue: Slug
    before: Annotated[Slug, Field(alias="from")]
    after: Annotated[Slug, Field(alias="to")]


class RemedyShape(Shape):
    says: Text = ""
    holder: Slug | None = None


class ReadingShape(Shape):
    starts: Whens = {}
    condition: Tree | None = None


class ObligationShape(Shape):
    kind: Kind
    by: Slugs = []
    to: Slugs = []
    does: Text
    phase: Slug | None = None
    quantity: Text | None = None
    unit: Text = ""
    starts: Whens = {}
    done: Whens = {}
    until: Whens = {}
    takes: Days | None = None
    condition: Tree | None = None
    verified: VerificationShape | None = None
    grace: DayCount = 0
    clock: Literal["runs", "stops"] = "runs"
    advances: StepShape | None = None
    reversible: ShareText = (0.0, 0.0)
    group: Slug | None = None
    if_breached: RemedyShape | None = None
    clauses: Slugs = []
    batches: list[BatchShape] = []
    instalments: InstalmentsShape | None = None
    basis: Basis | None = None
    accepted: list[AcceptedShape] = []
    readings: dict[Slug, ReadingShape] = {}
    places: Slugs = []
    scenario: Slug | None = None
    survives: YesNo = False
    never_suspended: YesNo = False
    accepted_by: Slugs = []


class KeyShape(Shape):
    between: Annotated[list[Slug], Field(min_length=2, max_length=2)]
    ratio: Ratio


class HoldingShape(Shape):
    holder: Slug
    may: Power
    targets: SomeSlugs
    when: Text = ""
    notice: DayCount | None = None
    cap: DayCount | None = None


class PlaceShape(Shape):
    title: Text
    drawn: YesNo


class ClauseShape(Shape):
    says: Text
    not_modelled: Text = ""


class AssumptionShape(Shape):
    about: Text
    by: Text
    on: Day


class PlanShape(Labelled):
    """The whole of a `plans/<name>.yaml`."""

    detente: Literal["1"]
    title: Text
    elaborates: Slug | None = None
    about: Text = ""
    parties: SomeSlugs
    guarantors: Slugs = []
    monitors: Slugs = []
    calendar: CalendarShape = CalendarShape()
    length: Days | None = None
    blanks: dict[Slug, BlankShape] = {}
    phases: dict[Slug, PhaseShape] = {}
    obligations: dict[Slug, ObligationShape] = {}
    keys: dict[Slug, KeyShape] = {}
    powers: dict[Slug, HoldingShape] = {}
    places: dict[Slug, PlaceShape] = {}
    clauses: dict[Slug, ClauseShape] = {}
    scenarios: dict[Slug, Text] = {}
    assumptions: list[AssumptionShape] = []


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of a plan file, for completion and checking in editors."""
    return published(PlanShape, "Plan", meaning)
