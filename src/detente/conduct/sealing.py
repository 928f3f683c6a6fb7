"""Content hashes: the same content gives the same hash, whoever writes it down, and any change gives another.

A value is taken as plain text: fields by name, those at their default left out, enumerations and dates as written,
amounts as their words. What a field is called and what it holds count; the order of fields and the program do not.
"""

from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from fractions import Fraction
from functools import cache
from hashlib import sha256
from json import JSONEncoder

from detente.case.quantity import Quantity
from detente.plan.model import Plan
from detente.plan.span import Span

_ENCODE = JSONEncoder(ensure_ascii=False, check_circular=False, sort_keys=True, separators=(",", ":")).encode
SEAL = "seal"
"""The field that holds a value's own hash, and is no part of what is hashed."""


def seal(value: object) -> str:
    """The SHA-256 of a value's content, in hexadecimal.

    >>> from detente.plan.model import Blank
    >>> seal(Blank("days", "Days", 1, 9)) == seal(Blank("days", "Days", most=9, least=1)) != seal(Blank("days", "Days"))
    True
    """
    return sha256(_ENCODE(plain(value)).encode()).hexdigest()


def version(plan: Plan) -> str:
    """The content address of a plan: what its version is called wherever it is named."""
    return seal(plan)


def plain(value: object) -> object:
    """A value as text, lists and mappings of text."""
    if value is None or (isinstance(value, str) and not isinstance(value, Enum)):
        return value
    if isinstance(value, tuple):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Quantity | Span):
        return value.words
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool | int | float | Fraction):
        return str(value)
    if is_dataclass(value) and not isinstance(value, type):
        told = ((name, default, getattr(value, name)) for name, default in _named(type(value)))
        return {name: plain(held) for name, default, held in told if held is not default and held != default}
    raise TypeError(f"{type(value).__name__} has no plain text")


@cache
def _named(kind: type) -> tuple[tuple[str, object], ...]:
    """The fields of a kind of value, each with its default; a field without one is told always."""
    return tuple((each.name, each.default) for each in fields(kind) if each.name != SEAL)
