"""The shape of `futures/<plan>.yaml`, as pydantic models. What it means together is for `habitsfile`."""

import re
from typing import Annotated, Literal

from pydantic import BeforeValidator

from detente.conduct.futures.habits import HabitKind, Level
from detente.store.shapes import Day, Shape, Slug, Slugs, Text, YesNo, listed

_NUMBER = r"(\d+(?:\.\d+)?)"
_LEVEL = re.compile(rf"{_NUMBER}(?: to {_NUMBER}(?:, most often {_NUMBER})?)?")


def _level(value: object) -> object:
    """A level: `3`, `0 to 10`, `0 to 10, most often 3`, or a list of numbers seen."""
    if isinstance(value, list):
        seen = tuple(_number(each) for each in value)
        return Level(min(seen, default=0), max(seen, default=0), seen=seen)
    found = _LEVEL.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(
            f"{value!r} is no level; write 3, or 0 to 10, or `0 to 10, most often 3`, or a list of numbers"
        )
    low = float(found[1])
    level = Level(low, float(found[2] or low), float(found[3]) if found[3] else None)
    if not level.low <= (level.low if level.mode is None else level.mode) <= level.high:
        raise ValueError(f"{value!r} does not run from a lower to a higher number, with the peak between")
    return level


def _number(value: object) -> float:
    if isinstance(value, str) and re.fullmatch(_NUMBER, value):
        return float(value)
    raise ValueError(f"{value!r} is no number that was seen")


LevelWords = Annotated[Level, BeforeValidator(_level, json_schema_input_type=str | list[str])]
Lines = Annotated[list[Text], BeforeValidator(listed, json_schema_input_type=str | list[str])]


class HabitShape(Shape):
    kind: HabitKind
    who: Slug | None = None
    about: Slugs = []
    chance: LevelWords | None = None
    days: LevelWords | None = None
    share: LevelWords | None = None
    utils: LevelWords | None = None
    source: Slugs = []
    assumed_by: Text = ""
    on: Day | None = None
    says: Text = ""


class HabitsShape(Shape):
    """The whole of a `futures/<plan>.yaml`."""

    detente: Literal["1"]
    title: Text = ""
    about: Text = ""
    incentives: YesNo = False
    halt: Slugs = []
    habits: dict[Slug, HabitShape] = {}
    what_if: Lines = []
