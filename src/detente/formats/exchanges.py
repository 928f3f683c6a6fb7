"""Exchanges of steps between two sides, A and B, as JSON: one object or a list of them.

    {"id": "swap", "items": [{"name": "s0", "giver": "A", "cost": 4, "value": 6, "reversible": 0, "phase": null}],
     "precedence": [[0, 1]], "plan_value": {"A": 2, "B": 5}}

`plan_value` is what the whole plan is worth to each side, costs taken off. Numbers are read exactly. Other keys, such
as answers, are passed over.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path as FilePath

from detente.errors import Code, Place, Problem, Unreadable
from detente.formats import plaintree
from detente.formats.plaintree import Node
from detente.formats.reading import MOST_BYTES, Faults
from detente.plan.exchange import Exchange, Interval, Step

NO_EXCHANGE = Code(
    "DT0481",
    "There is no exchange here",
    "An exchange is a list of items, each given by A or by B, and what the plan is worth to each.",
    "Give one JSON object with `items` and `plan_value`, or a list of such objects.",
)
LACKING = Code(
    "DT0482",
    "Something an exchange needs is missing",
    "A cost or a value that is not stated would have to be guessed.",
    "Add what is named.",
)
NOT_A_NUMBER = Code(
    "DT0483",
    "A value that is no number, or a share outside 0 to 1",
    "Costs and values are added up; what is no number cannot be.",
    "Write a plain number such as 4 or 0.25.",
)
NO_ITEM = Code(
    "DT0484",
    "A precedence between items that are not there, or that wait for each other",
    "An order that no sequence of steps can keep has no least guarantee.",
    "Count items from 0, and take the circle out.",
)
CODES = (NO_EXCHANGE, LACKING, NOT_A_NUMBER, NO_ITEM)
SIDES = "AB"
_WHOLE = re.compile(r"\d{1,4}")
_NUMBER = re.compile(r"[+-]?(\d{1,30}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?")


class UnreadableExchanges(Unreadable):
    """A file that holds no sound exchange; `problems` holds all that was found."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        super().__init__(name, problems)
        errors = [problem for problem in self.problems if problem.is_error]
        place = f"{errors[0].place}: " if errors and errors[0].place else ""
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        self.args = (f"{name} holds no exchange: {place}{errors[0].says if errors else 'nothing is there'}{more}",)


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    """The exchanges a file held with their ids, none where a problem is an error, and every problem met."""

    name: str
    exchanges: tuple[tuple[str, Exchange], ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> tuple[tuple[str, Exchange], ...]:
        """The exchanges. Raises UnreadableExchanges where there are none."""
        if not self.exchanges:
            raise UnreadableExchanges(self.name, self.problems)
        return self.exchanges


def load(path: FilePath) -> ExchangeFile:
    """Read the exchanges of a file; never raises on account of what it holds."""
    try:
        with path.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as error:
        says = f"{path} cannot be opened: {(error.strerror or 'no reason given').lower()}"
        return ExchangeFile(path.name, (), (Problem(NO_EXCHANGE, (), says),))
    return parse(raw, name=path.name)


def parse(raw: bytes, *, name: str = "exchange.json") -> ExchangeFile:
    """Read the exchanges that the bytes of a file hold; `name` is what places call it.

    >>> found = parse(b'[{"id": "x", "plan_value": {"A": 1, "B": 1}}]')
    >>> found.problems[0].says
    '`items` is missing'
    """
    faults = Faults()
    tree = plaintree.read(name if name.endswith(".json") else f"{name}.json", raw, faults)
    found = tuple(_exchanges(tree, faults)) if tree is not None else ()
    if not found and not faults.fatal:
        faults.note(NO_EXCHANGE, f"{name} holds nothing that reads as an exchange", Place(name, 1, 1))
    return ExchangeFile(name, () if faults.fatal else found, tuple(faults.found))


def _exchanges(tree: Node, faults: Faults) -> Iterator[tuple[str, Exchange]]:
    for row, each in enumerate(tree.items or ([tree] if tree.entries else [])):
        own = each.entries.get("id")
        yield (own.text if own else None) or str(row + 1), _exchange(each, faults)


def _exchange(node: Node, faults: Faults) -> Exchange:
    steps = tuple(_step(each, faults) for each in _at(node, "items", faults).items)
    worth = _at(node, "plan_value", faults)
    whole = [_number(_at(worth, side, faults), faults) for side in SIDES]
    beyond = []
    for side in (0, 1):
        given = sum((Fraction(step.cost[0]) for step in steps if step.giver == side), Fraction(0))
        received = sum((Fraction(step.value[0]) for step in steps if step.giver != side), Fraction(0))
        beyond.append(_exactly(whole[side] - received + given))
    pairs = tuple(_precedence(each, len(steps), faults) for each in node.entries.get("precedence", node).items)
    return Exchange(steps, (beyond[0], beyond[1]), pairs)


def _step(node: Node, faults: Faults) -> Step:
    name, giver = _at(node, "name", faults).text or "", _at(node, "giver", faults)
    if giver.text not in tuple(SIDES):
        faults.note(LACKING, f"`giver` of {name!r} is neither A nor B", giver.place)
    cost, value = (_number(_at(node, key, faults), faults) for key in ("cost", "value"))
    share = _number(node.entries["reversible"], faults) if "reversible" in node.entries else Fraction(0)
    if not 0 <= share <= 1:
        faults.note(NOT_A_NUMBER, f"`reversible` of {name!r} is no share from 0 to 1", node.place)
    phase = node.entries.get("phase")
    numbered = phase is not None and phase.text is not None and _WHOLE.fullmatch(phase.text)
    if phase is not None and phase.text not in (None, "null") and not numbered:
        faults.note(NOT_A_NUMBER, f"`phase` of {name!r} is no whole number", phase.place)
    side = SIDES.find(giver.text or "?")
    return Step(
        name,
        max(side, 0),
        _exactly(cost),
        _exactly(value),
        _exactly(share),
        int(phase.text) if phase is not None and phase.text and numbered else None,
    )


def _precedence(node: Node, count: int, faults: Faults) -> tuple[int, int]:
    rows = [int(each.text) for each in node.items if each.text and _WHOLE.fullmatch(each.text)]
    if len(rows) != 2 or len(node.items) != 2 or max(rows) >= count or rows[0] == rows[1]:
        faults.note(NO_ITEM, f"a precedence is [first, then], two of the {count} items counted from 0", node.place)
        return 0, 0
    return rows[0], rows[1]


def _at(node: Node, key: str, faults: Faults) -> Node:
    held = node.entries.get(key)
    if held is None:
        faults.note(LACKING, f"`{key}` is missing", node.place)
        return Node(node.place, "0")
    return held


def _number(node: Node, faults: Faults) -> Fraction:
    text = node.text or ""
    if not _NUMBER.fullmatch(text):
        faults.note(NOT_A_NUMBER, f"{text[:60]!r} is no number", node.place)
        return Fraction(0)
    return Fraction(text)


def _exactly(number: Fraction) -> Interval:
    exact = int(number) if number.denominator == 1 else number
    return exact, exact
