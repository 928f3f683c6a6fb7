"""A mediator's private weights, read from `weights/<plan>.yaml` beside the case; never part of any copy of it."""

import re
from dataclasses import dataclass
from pathlib import Path as FilePath
from typing import Annotated, Literal

from pydantic import BeforeValidator

from detente.errors import Problem
from detente.plan.amount import Amount, amount
from detente.plan.weights import Weight, Weights
from detente.store import beside, yamltree
from detente.store.shapes import Shape, Slug, Text

FOLDER = "weights"
_NUMBER = r"-?\d{1,9}(?:\.\d{1,6})?"


def _amount(value: object) -> object:
    """`4`, `0.5` or `3 to 5`, exactly."""
    found = re.fullmatch(rf"({_NUMBER})(?: to ({_NUMBER}))?", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} is not a weight; write 4, or 3 to 5")
    low, high = amount(found[1]).low, amount(found[2] or found[1]).high
    if low > high:
        raise ValueError(f"{value!r} ends before it begins")
    return Amount(low, high)


Weighed = Annotated[Amount, BeforeValidator(_amount, json_schema_input_type=str)]


class WeightShape(Shape):
    cost: Weighed
    value: Weighed


class WeightsShape(Shape):
    """The whole of a `weights/<plan>.yaml`."""

    detente: Literal["1"]
    unit: Text | None = None
    completion: dict[Slug, Weighed] = {}  # noqa: RUF012 - pydantic copies defaults
    reputation: dict[Slug, Weighed] = {}  # noqa: RUF012
    obligations: dict[Slug, WeightShape]


@dataclass(frozen=True, slots=True)
class WeightsFile:
    """What a file held: the weights where they could be read, and every problem met with its place."""

    name: str
    weights: Weights | None
    problems: tuple[Problem, ...]


def load(folder: FilePath, plan: str) -> WeightsFile:
    """Read the weights of a plan beside the case in `folder`; never raises on account of what the file holds."""
    return _read(plan, beside.opened(folder, FOLDER, plan))


def parse(raw: bytes, *, plan: str) -> WeightsFile:
    """Read the bytes of a weights file.

    >>> parse(b"detente: 1\\nobligations: {hold: {cost: 3 to 5, value: 4}}", plan="p").weights.obligations[0][0]
    'hold'
    """
    return _read(plan, yamltree.read(f"{FOLDER}/{plan}.yaml", raw))


def _read(plan: str, tree: yamltree.Tree) -> WeightsFile:
    shape, problems = beside.shaped(tree, WeightsShape)
    if shape is None:
        return WeightsFile(plan, None, problems)
    weights = Weights(
        plan,
        tuple((slug, Weight(each.cost, each.value)) for slug, each in shape.obligations.items()),
        tuple(shape.completion.items()),
        tuple(shape.reputation.items()),
        shape.unit,
    )
    return WeightsFile(plan, weights, ())
