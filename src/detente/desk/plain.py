"""Values as plain JSON: the same for every `--json`, in the order of the fields, with amounts as words and bounds."""

import json
from dataclasses import fields, is_dataclass
from datetime import date
from fractions import Fraction

from detente.case.quantity import Bound, Quantity

Json = str | int | float | bool | None | list["Json"] | dict[str, "Json"]


def dumps(value: object) -> str:
    """The value as JSON text, with the letters of every script as they are."""
    return json.dumps(as_json(value), ensure_ascii=False, indent=2)


def as_json(value: object) -> Json:
    """Frozen values as mappings, amounts as {words, least, most, ...}; a bound without end is null."""
    if isinstance(value, Quantity):
        return {
            "words": value.words,
            "least": _bound(value.least),
            "most": _bound(value.most),
            "kind": value.kind.value,
            "unit": value.unit,
            "above_least": value.open_below,
            "below_most": value.open_above,
        }
    if is_dataclass(value) and not isinstance(value, type):
        return {each.name: as_json(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, dict):
        return {str(key): as_json(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [as_json(each) for each in value]
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return round(value, 12)
    if value is None or isinstance(value, bool | int):
        return value
    return str(value)


def _bound(bound: Bound) -> Json:
    if isinstance(bound, Fraction):
        return int(bound) if bound.denominator == 1 else str(bound)
    return None
