"""What pydantic found wrong with the shape of a file, said as problems a person can act on."""

import re
from collections.abc import Iterator
from typing import get_args

from pydantic import BaseModel, ValidationError
from pydantic_core import ErrorDetails

from detente.errors import Code, Path, Problem, did_you_mean
from detente.store.yamltree import KEY

NOT_A_FOLDER = Code(
    "DT0100",
    "There is no case here",
    "A case is a folder with a `case.yaml` in it.",
    "Name a folder that holds a `case.yaml`, or `gallery:NAME`; `detente new FOLDER` begins one.",
)
MISSING = Code(
    "DT0101",
    "A key that must be there is missing",
    "Without it the item says less than practice needs to rely on it.",
    "Add the key named.",
)
UNKNOWN_KEY = Code(
    "DT0102",
    "A key that means nothing here",
    "A misspelt key would otherwise be lost without a word.",
    "Correct the key, or take it out; `detente schema` lists the keys.",
)
NOT_A_CHOICE = Code(
    "DT0103",
    "A word that is not one of the choices",
    "Acts, settings and kinds are fixed words, so that two cases mean the same by them.",
    "Use one of the words listed.",
)
WRONG_SHAPE = Code(
    "DT0104",
    "A value of the wrong shape",
    "A list where a word belongs, or the reverse, changes what is said.",
    "Write it as the message says.",
)
BAD_VALUE = Code(
    "DT0105",
    "A value that cannot be read",
    "Dates, spans, grades and ids have one spelling, so that they sort and compare.",
    "Write it as the message says.",
)
CODES = (NOT_A_FOLDER, MISSING, UNKNOWN_KEY, NOT_A_CHOICE, WRONG_SHAPE, BAD_VALUE)


def faults(error: ValidationError, shape: type[BaseModel]) -> Iterator[Problem]:
    """Each fault pydantic found in reading `shape`, as a problem without its place yet."""
    for detail in error.errors(include_url=False):
        yield _problem(detail, shape)


def _problem(detail: ErrorDetails, shape: type[BaseModel]) -> Problem:
    where: Path = detail["loc"]
    of_key = where[-1:] == (KEY,)
    where = where[:-1] if of_key else where
    key = next((step for step in reversed(where) if isinstance(step, str)), "the file")
    kind, given = detail["type"], detail["input"]
    if kind == "missing":
        return Problem(MISSING, where[:-1], f"{_named(where[:-1])} has no `{key}`")
    if kind == "extra_forbidden":
        hint = did_you_mean(key, _keys_at(shape, where[:-1]))
        return Problem(UNKNOWN_KEY, (*where, KEY), f"{key!r} is not a key of {_named(where[:-1])}", hint)
    if kind in ("enum", "literal_error"):
        choices = re.findall(r"'([^']+)'", str(detail.get("ctx", {}).get("expected", "")))
        hint = did_you_mean(str(given), choices) or f"the choices are {', '.join(choices)}"
        return Problem(NOT_A_CHOICE, where, f"{_shown(given)} is not a choice for `{key}`", hint)
    if kind == "too_short" and isinstance(given, str):
        return Problem(BAD_VALUE, where, f"nothing is written for `{key}`")
    if kind == "too_short":
        return Problem(WRONG_SHAPE, where, f"`{key}` should hold {detail['ctx']['min_length']} or more")
    if kind in _WANTED:
        return Problem(WRONG_SHAPE, where, f"`{key}` should be {_WANTED[kind]}")
    if kind == "value_error":
        return Problem(BAD_VALUE, where, str(detail["ctx"]["error"]))
    pattern = str(detail.get("ctx", {}).get("pattern", ""))
    wanted = _PATTERNS.get(pattern, detail["msg"].lower())
    purpose = "be a key here" if of_key else f"stand for `{key}`"
    return Problem(BAD_VALUE, detail["loc"], f"{_shown(given)} cannot {purpose}: {wanted}")


_WANTED = {
    "string_type": "one piece of text",
    "dict_type": "a mapping of names to values",
    "model_type": "a mapping of keys to values",
    "list_type": "a list",
    "date_type": "a day such as 2024-01-22",
    "tuple_type": "two numbers",
}
_PATTERNS = {
    "^[A-F][1-6]$": "a grade is a letter A-F and a figure 1-6, such as B3",
    "^[a-z0-9]+(-[a-z0-9]+)*$": "an id is lower-case words joined by hyphens",
    "^[a-z]{2,3}$": "a language is its two- or three-letter code, such as ar",
}


def _named(where: Path) -> str:
    return ".".join(str(step) for step in where) or "the file"


def _shown(given: object) -> str:
    return repr(given) if isinstance(given, str) and len(given) <= 60 else "what is written here"


def _keys_at(shape: type[BaseModel], where: Path) -> list[str]:
    """The keys the shape knows at the end of a path, as far as it can be followed."""
    found: type[BaseModel] | None = shape
    for step in where:
        field = found.model_fields.get(str(step)) if found else None
        if field is not None:
            found = _model_in(field.annotation)
    return list(found.model_fields) if found else []


def _model_in(annotation: object) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((model for each in get_args(annotation) if (model := _model_in(each))), None)
