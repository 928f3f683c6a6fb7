"""The shape of `texts/<name>.yaml`, as pydantic models: which keys there are and what each may hold.

As with a case, everything arrives as text; what the words mean together is left to `textfile` and to `text.check`.
"""

from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from detente.case.model import Setting
from detente.store.shapes import Day, Labelled, Language, Shape, Slug, Slugs, Text, YesNo, listed, published
from detente.store.textmeanings import meaning
from detente.text.model import Reply, Status

Parallels = dict[Language, Text]
Target = Annotated[
    str,
    Field(
        pattern=r"^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+(-[a-z0-9]+)*)?$",
        description="a clause, or an alternative as `bracket.alternative`",
    ),
]
Targets = Annotated[list[Target], BeforeValidator(listed, json_schema_input_type=Target | list[Target])]
Languages = Annotated[list[Language], BeforeValidator(listed, json_schema_input_type=Language | list[Language])]


class HeardShape(Shape):
    by: Text
    on: Day


class Known(Labelled):
    """An item with the evidence for it: claims of the case, or who heard it."""

    claims: Slugs = []
    heard: HeardShape | None = None
    setting: Setting | None = None


class TermShape(Labelled):
    term: Text
    means: Text
    parallel: Parallels = {}
    defined_by: Slug | None = None


class WordingShape(Labelled):
    words: Text
    parallel: Parallels = {}
    round: Slug | None = None
    by: Slugs = []


class ClauseShape(Labelled):
    title: Text = ""
    titles: Parallels = {}
    words: Text | None = None
    parallel: Parallels = {}
    by: Slugs = []
    wordings: list[WordingShape] = []
    obligations: Slugs = []
    not_modelled: Text = ""
    since: Slug | None = None
    struck: Slug | None = None
    clauses: dict[Slug, "ClauseShape"] = {}


class AlternativeShape(Labelled):
    words: Text = ""
    parallel: Parallels = {}
    by: Slugs = []
    round: Slug | None = None
    withdrawn: Slug | None = None
    fills: dict[Slug, Text] = {}
    leaves_out: Slugs = []
    plan: Slug | None = None
    claims: Slugs = []


class TurnShape(Shape):
    round: Slug
    closes: Slug | None = None
    opens: YesNo = False
    by: Slugs = []

    @model_validator(mode="after")
    def _one_of_the_two(self) -> Self:
        if self.opens == (self.closes is not None):
            raise ValueError("a turn closes the bracket on an alternative, or `opens: yes`")
        return self


class BracketShape(Labelled):
    title: Text
    issue: Slug | None = None
    round: Slug | None = None
    alternatives: dict[Slug, AlternativeShape] = {}
    turns: list[TurnShape] = []


class AnswerShape(Known):
    of: Slug
    to: Target
    says: Reply
    round: Slug | None = None
    words: Text = ""


class UnderstandingShape(Known):
    of: Slug
    clause: Slug
    reads: Text
    round: Slug | None = None


class FloatedShape(Known):
    says: Text
    by: Slugs = []
    status: Status = Status.FLOATED
    round: Slug | None = None
    withdrawn: Slug | None = None
    became: Targets = []


class ReleaseShape(Labelled):
    about: Target
    to: Slugs
    words: Text
    by: Text
    on: Day
    until: Day | None = None


class RatificationShape(Known):
    by: Slug
    how: Text
    when: Text = ""
    clauses: Slugs = []


class TextShape(Labelled):
    """The whole of a `texts/<name>.yaml`."""

    detente: Literal["1"]
    title: Text
    titles: Parallels = {}
    about: Text = ""
    plan: Slug | None = None
    language: Language = "en"
    authentic: Languages = []
    day_count: Text = ""
    exercise: YesNo = False
    rounds: Slugs = []
    terms: dict[Slug, TermShape] = {}
    clauses: dict[Slug, ClauseShape] = {}
    brackets: dict[Slug, BracketShape] = {}
    answers: list[AnswerShape] = []
    understandings: list[UnderstandingShape] = []
    pool: dict[Slug, FloatedShape] = {}
    releases: list[ReleaseShape] = []
    ratifications: list[RatificationShape] = []


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of a text file, for completion and checking in editors."""
    return published(TextShape, "Text", meaning)
