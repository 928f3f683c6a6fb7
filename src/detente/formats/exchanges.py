"""Exchanges of two parties, as a JSON file: one object, or a list of them.

    {"id": "river", "plan_value": {"north": 2, "south": 5}, "precedence": [[0, 1]],
     "items": [{"name": "pull back", "giver": "north", "cost": 4, "value": [7, 8], "reversible": 0, "phase": 1},
               {"name": "open the bridge", "giver": "south", "cost": 2, "value": 6, "units": 3}]}

Numbers are kept as written; a pair is a range. `plan_value` gives what the whole plan is worth to each party, and needs
exact numbers; `completion` gives what completing is worth beyond the items instead. `precedence` counts items from 0.
Keys under which collections keep known answers are passed over in silence, others with a warning.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path as FilePath
from typing import TypeGuard

from detente.errors import Code, Path, Problem, Severity, Unreadable, did_you_mean
from detente.formats import plainjson
from detente.formats.conflict import placed
from detente.plan.amount import NOTHING, Amount, amount
from detente.plan.exchange import Exchange, Step, waiting_loop

MOST_BYTES = 50_000_000
LONGEST_NUMBER = 40
"""Characters; an exponent beyond this many places would make numbers that fill the memory."""

NOT_JSON = Code(
    "DT0481",
    "The file is not one JSON document in UTF-8",
    "What cannot be parsed cannot be judged.",
    "Mend the line named; an exchange is one object, or one of a list of them.",
)
LACKING = Code(
    "DT0482",
    "A key that an exchange must have is missing",
    "Who gives what, and what it weighs for whom, is never guessed.",
    "Add the key named.",
)
SHAPE = Code(
    "DT0483",
    "A value of the wrong shape",
    "A word where a number belongs, or the reverse, changes what is said.",
    "Write it as the message says.",
)
UNKNOWN = Code(
    "DT0484",
    "A party or item that nothing in the file bears",
    "An order that names an item nobody gives cannot be kept.",
    "Correct it, or add what it names.",
)
TWICE = Code(
    "DT0485",
    "The same thing stands twice",
    "Two meanings for one name leave it open which is meant.",
    "Keep one, or tell the two apart.",
)
TWO_PARTIES = Code(
    "DT0486",
    "An exchange that is not between two parties",
    "Who would go on at a seam is worked out for two.",
    "Name both parties under `plan_value` or `completion`, and have only them give.",
)
RANGE = Code(
    "DT0487",
    "A number outside what it can be",
    "A share above 1, or a range whose low end is above its high end, says nothing.",
    "Correct it.",
)
LOOP = Code(
    "DT0488",
    "Items that wait for each other",
    "None of them can ever be given.",
    "Take one of the pairs out of `precedence`, or change a phase.",
)
PASSED_OVER = Code(
    "DT0489",
    "A key of an exchange that is not read",
    "It has no part in the judgement; said so that nobody relies on it.",
    "Nothing, unless the key is a slip.",
    Severity.WARNING,
)
CODES = (NOT_JSON, LACKING, SHAPE, UNKNOWN, TWICE, TWO_PARTIES, RANGE, LOOP, PASSED_OVER)

KEYS = ("id", "items", "precedence", "plan_value", "completion", "reputation", "unit")
ITEM_KEYS = ("name", "giver", "cost", "value", "reversible", "phase", "units", "least_units", "most_at_once")
ANSWERS = (
    *("min_total_bond", "lattice_states", "an_optimal_order", "bonds", "exposure"),
    *("min_total_exposure_given_min_bond", "orders_enumerated", "spe_all_give", "spe_payoffs"),
)


class UnreadableExchange(Unreadable):
    """A file without a sound exchange; `problems` holds all that was found."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        super().__init__(name, problems)
        errors = [problem for problem in self.problems if problem.is_error]
        place = f"{errors[0].place}: " if errors and errors[0].place else ""
        said = f": {place}{errors[0].says}; {errors[0].hint or errors[0].code.remedy}" if errors else ""
        more = f" (and {len(errors) - 1} more)" * (len(errors) > 1)
        self.args = (f"{name} cannot be read as an exchange{said}{more}",)


@dataclass(frozen=True, slots=True)
class ExchangeFile:
    """What a file held: its exchanges by id where all are sound, and every problem met, each with its place."""

    name: str
    exchanges: tuple[tuple[str, Exchange], ...]
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> tuple[tuple[str, Exchange], ...]:
        """The exchanges by id. Raises UnreadableExchange where the file has an error."""
        if any(problem.is_error for problem in self.problems):
            raise UnreadableExchange(self.name, self.problems)
        return self.exchanges


def load(path: FilePath) -> ExchangeFile:
    """Read the exchanges of a file; never raises on account of what it holds."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        return ExchangeFile(str(path), (), (Problem(NOT_JSON, (), f"{path} cannot be opened: {reason}"),))
    return parse(raw, name=path.name)


def parse(raw: bytes, *, name: str = "exchange.json") -> ExchangeFile:
    """Read the exchanges from the bytes of a file; `name` is what places call it.

    >>> found = parse(b'{"items": []}')
    >>> found.exchanges, [problem.says for problem in found.problems]
    ((), ['`items` is empty', 'the exchange has neither `plan_value` nor `completion`'])
    """
    held, text, refused = plainjson.read(raw, name, most=MOST_BYTES, ill=NOT_JSON, twice=TWICE, number=_number)
    if refused:
        return ExchangeFile(name, (), refused)
    problems: list[Problem] = []
    several = held if isinstance(held, list) else [held]
    if not several:
        problems.append(Problem(LACKING, (), "the list holds no exchange"))
    exchanges = []
    for row, each in enumerate(several):
        reading = _Reading(each, (row,) if isinstance(held, list) else (), problems)
        exchanges.append((reading.id(row), reading.exchange()))
    ids = [key for key, _ in exchanges]
    problems += [
        Problem(TWICE, (row,), f"the id {key!r} stands twice") for row, key in enumerate(ids) if key in ids[:row]
    ]
    sound = not any(problem.is_error for problem in problems)
    kept = tuple((key, exchange) for key, exchange in exchanges if exchange is not None) if sound else ()
    return ExchangeFile(name, kept, placed(problems, text, name))


def _number(digits: str) -> Fraction:
    if len(digits) > LONGEST_NUMBER or abs(int(digits.lower().partition("e")[2] or 0)) > LONGEST_NUMBER:
        raise ValueError(f"{digits[:LONGEST_NUMBER]} is too long a number; at most {LONGEST_NUMBER} digits or places")
    return Fraction(digits)


class _Reading:
    """Turns one object of a file into an exchange, noting every problem; None where there was an error."""

    def __init__(self, held: object, where: Path, problems: list[Problem]) -> None:
        self.where, self.problems = where, problems
        self.held: dict[str, object] = held if isinstance(held, dict) else {}
        self.is_object = isinstance(held, dict)

    def note(self, code: Code, where: Path, says: str, hint: str = "") -> None:
        self.problems.append(Problem(code, (*self.where, *where), says, hint))

    def id(self, row: int) -> str:
        found = self.held.get("id", str(row + 1))
        if not isinstance(found, str):
            self.note(SHAPE, ("id",), "`id` should be a word")
            return str(row + 1)
        return found

    def exchange(self) -> Exchange | None:
        before = len(self.problems)
        if not self.is_object:
            self.note(SHAPE, (), "an exchange should be an object with `items` and `plan_value`")
            return None
        self._odd_keys(self.held, (*KEYS, *ANSWERS), ())
        steps = self._steps()
        parties = self._parties(steps)
        pairs = self._pairs(steps)
        unit = self.held.get("unit")
        if unit is not None and not isinstance(unit, str):
            self.note(SHAPE, ("unit",), "`unit` should be the name of the unit that both parties share")
        completion, reputation = (self._beyond(key, parties) for key in ("completion", "reputation"))
        if any(problem.is_error for problem in self.problems[before:]) or parties is None:
            return None
        if loop := waiting_loop(steps, pairs):
            self.note(LOOP, ("precedence",), f"these items wait for each other: {', '.join(loop)}")
            return None
        made = Exchange(parties, steps, pairs, completion, reputation, unit if isinstance(unit, str) else None)
        return self._with_plan_value(made) if "plan_value" in self.held else made

    def _odd_keys(self, held: dict[str, object], known: tuple[str, ...], where: Path) -> None:
        for key in held:
            if key not in known:
                self.note(PASSED_OVER, (*where, key), f"`{key}` is passed over", did_you_mean(key, known))

    def _steps(self) -> tuple[Step, ...]:
        items = self.held.get("items")
        if not isinstance(items, list) or not items:
            says = "`items` is empty" if items == [] else "`items` should be a list of what is given"
            self.note(LACKING if items == [] or "items" not in self.held else SHAPE, ("items",), says)
            return ()
        steps: list[Step] = []
        for row, item in enumerate(items):
            step = self._step(("items", row), row, item)
            if step is not None and step.name in {each.name for each in steps}:
                self.note(TWICE, ("items", row, "name"), f"{step.name!r} stands twice in `items`")
            elif step is not None:
                steps.append(step)
        return tuple(steps)

    def _step(self, where: Path, row: int, item: object) -> Step | None:
        before = len(self.problems)
        if not isinstance(item, dict):
            self.note(SHAPE, where, f"item {row} should be an object with a name, a giver, a cost and a value")
            return None
        self._odd_keys(item, ITEM_KEYS, where)
        words = [self._word(item, key, where, row) for key in ("name", "giver")]
        cost, value = (self._amount(item.get(key), key, (*where, key), row, key in item) for key in ("cost", "value"))
        reversible = self._amount(item.get("reversible", Fraction(0)), "reversible", (*where, "reversible"), row, True)
        if reversible is not None and not 0 <= reversible.low <= reversible.high <= 1:
            self.note(RANGE, (*where, "reversible"), f"the reversible share of item {row} should lie between 0 and 1")
        phase, least, most = (self._whole(item, key, where, row) for key in ("phase", "least_units", "most_at_once"))
        units = self._whole(item, "units", where, row) if item.get("units") is not None else 1
        if units is not None and (units < 1 or not 0 <= (units if least is None else least) <= units):
            self.note(RANGE, (*where, "units"), f"item {row} should have 1 unit or more, and `least_units` no more")
        if most is not None and most < 1:
            self.note(RANGE, (*where, "most_at_once"), f"item {row} should be given at least 1 unit at once")
        if any(problem.is_error for problem in self.problems[before:]):
            return None
        if cost is None or value is None or reversible is None or units is None:
            return None
        return Step(words[0], words[1], cost, value, reversible, phase, units, least, most)

    def _word(self, item: dict[str, object], key: str, where: Path, row: int) -> str:
        word = item.get(key)
        if isinstance(word, str) and word:
            return word
        if key in item:
            self.note(SHAPE, (*where, key), f"the {key} of item {row} should be a word")
        else:
            self.note(LACKING, where, f"item {row} has no `{key}`", did_you_mean(key, item))
        return ""

    def _amount(self, held: object, what: str, where: Path, row: int | str, there: bool) -> Amount | None:
        """A number or a pair of numbers."""
        of = f"item {row}" if isinstance(row, int) else row
        ends = [end for end in (held if isinstance(held, list) else [held, held]) if _is_number(end)]
        if not there:
            self.note(LACKING, where[:-1], f"{of} has no `{what}`")
        elif len(ends) != 2 or (isinstance(held, list) and len(held) != 2):
            self.note(SHAPE, where, f"the {what} of {of} should be a number or a pair of numbers")
        elif ends[0] > ends[1]:
            self.note(RANGE, where, f"the {what} of {of} runs from {ends[0]} down to {ends[1]}")
        else:
            return amount(ends[0], ends[1])
        return None

    def _whole(self, item: dict[str, object], key: str, where: Path, row: int) -> int | None:
        held = item.get(key)
        if held is None:
            return None
        if not _is_number(held) or held.denominator != 1 or abs(held) > 10**6:
            self.note(SHAPE, (*where, key), f"the {key} of item {row} should be a whole number")
            return None
        return int(held)

    def _parties(self, steps: tuple[Step, ...]) -> tuple[str, str] | None:
        key = next((key for key in ("plan_value", "completion") if key in self.held), None)
        if key is None:
            self.note(LACKING, (), "the exchange has neither `plan_value` nor `completion`")
            return None
        held = self.held[key]
        names = list(held) if isinstance(held, dict) else []
        if len(names) != 2:
            self.note(TWO_PARTIES, (key,), f"`{key}` should give a number for each of two parties")
            return None
        for step in steps:
            if step.giver not in names:
                hint = did_you_mean(step.giver, names)
                self.note(UNKNOWN, ("items",), f"{step.giver!r} gives {step.name!r}, but is no party of `{key}`", hint)
        return names[0], names[1]

    def _pairs(self, steps: tuple[Step, ...]) -> tuple[tuple[str, str], ...]:
        held = self.held.get("precedence", [])
        if not isinstance(held, list):
            self.note(SHAPE, ("precedence",), "`precedence` should be a list of pairs of items, counted from 0")
            return ()
        pairs = []
        items = self.held.get("items")
        count = len(items) if isinstance(items, list) else 0
        for row, pair in enumerate(held):
            ends = pair if isinstance(pair, list) else []
            if len(ends) != 2 or not all(_is_number(end) and end.denominator == 1 for end in ends):
                self.note(SHAPE, ("precedence", row), "a pair should be two numbers of items, the earlier first")
            elif not all(0 <= end < count for end in ends):
                self.note(
                    UNKNOWN, ("precedence", row), f"there are items 0 to {count - 1}, not {ends[0]} and {ends[1]}"
                )
            elif len(steps) == count:
                pairs.append((steps[int(ends[0])].name, steps[int(ends[1])].name))
        return tuple(pairs)

    def _beyond(self, key: str, parties: tuple[str, str] | None) -> tuple[Amount, Amount]:
        """What completing, or stopping, means to each party; nothing where the file is silent."""
        held = self.held.get(key)
        if parties is None or key not in self.held:
            return NOTHING, NOTHING
        if not isinstance(held, dict) or set(held) != set(parties):
            self.note(SHAPE, (key,), f"`{key}` should give {parties[0]} and {parties[1]} a number each")
            return NOTHING, NOTHING
        found = [self._amount(held[party], key, (key, party), party, True) or NOTHING for party in parties]
        return found[0], found[1]

    def _with_plan_value(self, made: Exchange) -> Exchange | None:
        """Completion is what the plan's value leaves when the items are taken off."""
        if "completion" in self.held:
            self.note(TWICE, ("completion",), "`completion` follows from `plan_value`; give one of them")
            return None
        values = self._beyond("plan_value", made.parties)
        every = [*values, *(each for step in made.steps for each in (step.cost, step.value))]
        if not made.is_filled or not all(each.is_exact for each in every):
            says = "`plan_value` needs exact numbers and units"
            self.note(SHAPE, ("plan_value",), says, "give `completion`, the worth of completing beyond the items")
            return None
        first, second = (value - worth for value, worth in zip(values, made.worth, strict=True))
        return Exchange(made.parties, made.steps, made.precedence, (first, second), made.reputation, made.unit)


def _is_number(value: object) -> TypeGuard[Fraction]:
    return isinstance(value, Fraction)
