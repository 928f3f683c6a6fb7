"""The shape of `case.yaml`, as pydantic models: which keys there are and what each may hold.

This is the edge: everything arrives as text and leaves as checked text, enumerations and dates. What the words mean
together is left to `casefile` (amounts, options) and to `case.check`. The published JSON Schema is made from here.
"""

import re
from collections.abc import Callable
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, StringConstraints

from detente.case.model import (
    UNSTATED,
    Act,
    ActorKind,
    Drift,
    Outlook,
    Provision,
    RuleKind,
    Setting,
    Speech,
    Standing,
)
from detente.store.meanings import meaning


def listed(value: object) -> object:
    """One item may be written without its brackets."""
    return value if isinstance(value, list) else [value]


def _day(value: object) -> object:
    if isinstance(value, str):
        if not re.fullmatch(r"\d{4}-\d{2}-\d{2}", value):
            raise ValueError(f"{value!r} is not a day; write it as 2024-01-22")
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise ValueError(f"{value!r} is not a day of the calendar") from None
    return value


def _yes_or_no(value: object) -> object:
    if value in ("yes", "no"):
        return value == "yes"
    hint = f"; did you mean {value.lower()!r}?" if isinstance(value, str) and value.lower() in ("yes", "no") else ""
    raise ValueError(f"{value!r} is neither yes nor no{hint}")


def _one_line(value: object) -> object:
    """A scalar folded over several lines is one line of text."""
    return " ".join(value.split()) if isinstance(value, str) else value


def _spans(value: object) -> object:
    if isinstance(value, list) and value and not isinstance(value[0], list):
        value = [value]
    if not isinstance(value, list):
        raise ValueError("a span is written as [start, end]")
    spans = []
    for pair in value:
        ends = pair if isinstance(pair, list) else []
        numbers = [each for each in ends if isinstance(each, str) and re.fullmatch(r"\d{1,9}", each)]
        if len(ends) != 2 or len(numbers) != 2 or int(numbers[0]) >= int(numbers[1]):
            raise ValueError("a span is two numbers, the first smaller, such as [1830, 1990]")
        spans.append((int(numbers[0]), int(numbers[1])))
    return spans


Slug = Annotated[
    str,
    StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80),
    Field(description="an id: lower case, digits and hyphens"),
]
Text = Annotated[str, BeforeValidator(_one_line), StringConstraints(min_length=1)]
Slugs = Annotated[list[Slug], BeforeValidator(listed, json_schema_input_type=Slug | list[Slug])]
SomeSlugs = Annotated[Slugs, Field(min_length=1)]
Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=str)]
YesNo = Annotated[bool, BeforeValidator(_yes_or_no, json_schema_input_type=Literal["yes", "no"])]
Readers = Annotated[list[Slug], BeforeValidator(listed, json_schema_input_type=Slug | list[Slug])]
Terms = dict[Slug, Text]
Language = Annotated[str, StringConstraints(pattern=r"^[a-z]{2,3}$")]


class Shape(BaseModel):
    """A mapping of the file; unknown keys are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class Labelled(Shape):
    """An item with readers of its own; without the key, the case's default holds."""

    audience: Readers | None = None


class EditionShape(Labelled):
    publisher: Text
    on: Day | None = None
    title: Text = ""
    address: Text = ""
    licence: Text = ""
    standing: Standing = Standing.READ
    note: Text = ""


class SourceShape(Labelled):
    title: Text
    stake: Text = ""
    editions: dict[Slug, EditionShape] = {}


class ActorShape(Labelled):
    name: Text = ""
    kind: ActorKind
    of: Slug | None = None
    role: Text = ""
    stake: Text = ""
    members: Slugs = []
    written: dict[Language, Text] = {}


class FactionShape(Labelled):
    name: Text = ""


class RuleShape(Shape):
    kind: RuleKind
    holders: Slugs = []


def _factions(value: object) -> object:
    return {name: {} for name in value} if isinstance(value, list) and all(isinstance(v, str) for v in value) else value


def _rule(value: object) -> object:
    return {"kind": value} if isinstance(value, str) else value


class PartyShape(Labelled):
    name: Text
    factions: Annotated[
        dict[Slug, FactionShape],
        BeforeValidator(_factions, json_schema_input_type=list[Slug] | dict[Slug, FactionShape]),
    ] = {}
    rule: Annotated[RuleShape, BeforeValidator(_rule, json_schema_input_type=RuleKind | RuleShape)] = RuleShape(
        kind=RuleKind.NOT_STATED
    )
    written: dict[Language, Text] = {}


class HolderShape(Shape):
    actor: Slug
    claim: Slug


class GroupShape(Labelled):
    title: Text
    held_by: list[HolderShape] = []
    claims: Slugs = []


class OptionShape(Shape):
    holds: Text
    title: Text = ""


def _option(value: object) -> object:
    return {"holds": value} if isinstance(value, str) else value


class IssueShape(Labelled):
    title: Text
    unit: Text = ""
    without: Slug
    options: dict[Slug, Annotated[OptionShape, BeforeValidator(_option, json_schema_input_type=Text | OptionShape)]] = (
        Field(min_length=2)
    )
    given_by: Slug | None = None
    concerns: Slugs = []
    defined_by: Slug | None = None


class SubjectShape(Labelled):
    title: Text
    unit: Text = ""


class VoiceShape(Shape):
    actor: Slug
    sure: YesNo = True


def _voices(value: object) -> object:
    links = value if isinstance(value, list) else [value]
    return [{"actor": link} if isinstance(link, str) else link for link in links]


class CitationShape(Shape):
    document: Slug
    at: Annotated[
        list[tuple[int, int]], BeforeValidator(_spans, json_schema_input_type=list[str] | list[list[str]])
    ] = []


class InferenceShape(Shape):
    by: Text
    on: Day


class RetellingShape(Shape):
    document: Slug
    says: Text
    drift: Drift = Drift.SAME


Grade = Annotated[str, StringConstraints(pattern=r"^[A-F][1-6]$")]


class ClaimShape(Labelled):
    id: Slug
    by: Annotated[
        list[VoiceShape], BeforeValidator(_voices, json_schema_input_type=Slug | list[Slug | VoiceShape])
    ] = []
    act: Act
    says: Text
    source: Annotated[
        list[CitationShape], BeforeValidator(listed, json_schema_input_type=CitationShape | list[CitationShape])
    ] = []
    setting: Setting | None = None
    part_of: Slug | None = None
    scope: Text = UNSTATED
    terms: Terms = {}
    rather_than: Terms = {}
    before: Slugs = []
    target: Slug | None = None
    responds_to: Slug | None = None
    disagrees_with: Slugs = []
    facts: dict[Slug, Text] = {}
    provides: Annotated[
        list[Provision], BeforeValidator(listed, json_schema_input_type=Provision | list[Provision])
    ] = []
    speaks_for: Slugs = []
    without_deal: Outlook | None = None
    reason: Text = ""
    condition: Text = ""
    said_to: Slugs = []
    said_on: Day | None = None
    reported_on: Day | None = None
    speech: Speech = Speech.INDIRECT
    grade: Grade | None = None
    inference: InferenceShape | None = None
    retold: list[RetellingShape] = []


class PhaseShape(Shape):
    title: Text
    length: Text | None = None
    follow_on: YesNo = False


class BlankShape(Shape):
    title: Text
    issue: Slug
    scope: Text
    domain: Text | None = None


class ProposalShape(Labelled):
    title: Text
    by: Slugs = []
    length: Text | None = None
    phases: dict[Slug, PhaseShape] = {}
    blanks: dict[Slug, BlankShape] = {}


class PledgeShape(Labelled):
    gives: Text
    by: Slugs = []
    conditions: Terms = {}
    claims: Slugs = []


class PrecedentShape(Labelled):
    title: Text
    subjects: Slugs = []
    claims: Slugs = []


class RoundShape(Labelled):
    title: Text
    on: Day | None = None
    when: Text = ""
    place: Text = ""
    present: Slugs = []
    claims: Slugs = []


class ContactShape(Labelled):
    about: Text
    between: SomeSlugs
    on: Day | None = None
    when: Text = ""
    how: Text = ""
    round: Slug | None = None
    claims: Slugs = []


class ResolutionShape(Labelled):
    between: SomeSlugs
    keeps: Slug | None = None
    subject: Slug | None = None
    by: Text
    on: Day
    why: Text
    withdrawn_on: Day | None = None
    withdrawn_by: Text = ""


class CaseShape(Shape):
    """The whole of a `case.yaml`."""

    detente: Literal["1"]
    title: Text
    as_of: Day
    about: Text = ""
    licence: Text = ""
    default_audience: Readers | None = None
    sources: dict[Slug, SourceShape] = {}
    actors: dict[Slug, ActorShape] = {}
    parties: dict[Slug, PartyShape] = {}
    mediators: Slugs = []
    guarantors: Slugs = []
    stakeholders: Slugs = []
    groups: dict[Slug, GroupShape] = {}
    issues: dict[Slug, IssueShape] = {}
    subjects: dict[Slug, SubjectShape] = {}
    proposals: dict[Slug, ProposalShape] = {}
    claims: list[ClaimShape] = []
    pledges: dict[Slug, PledgeShape] = {}
    precedents: dict[Slug, PrecedentShape] = {}
    rounds: dict[Slug, RoundShape] = {}
    contacts: dict[Slug, ContactShape] = {}
    resolutions: dict[Slug, ResolutionShape] = {}


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of `case.yaml`, for completion and checking in editors."""
    return published(CaseShape, "Case", meaning)


def published(shape: type[Shape], name: str, meaning: Callable[[str, str], str]) -> dict[str, Any]:
    """The JSON Schema of a file's shape, every key with what it holds."""
    found = shape.model_json_schema(mode="validation")
    found["properties"]["detente"] = {"enum": [1, "1"]}
    for each, held in ((name, found), *found["$defs"].items()):
        for key, value in held.get("properties", {}).items():
            value["description"] = meaning(each.removesuffix("Shape"), key)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **_with_numbers(found)}


def _with_numbers(schema: Any) -> Any:  # noqa: ANN401 - a JSON value
    """The same, taking a number wherever text may stand: what is the text `40` here is a number to an editor."""
    if isinstance(schema, list):
        return [_with_numbers(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    wider = {"type": ["string", "number"]} if schema.get("type") == "string" and "enum" not in schema else {}
    return {key: _with_numbers(held) for key, held in schema.items()} | wider
