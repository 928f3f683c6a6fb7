"""A conflict in option form, as a JSON file: `options`, `decision_makers`, `states`, `unilateral_moves`.

    {"options": [{"name": "Attack", "direction": "both"}],
     "decision_makers": [{"name": "Iraq", "options": ["Attack"], "ranking_best_first": [2, [4, 6], 1]}],
     "states": {"1": "N", "2": "Y"},
     "unilateral_moves": {"Iraq": {"1": [2], "2": []}}}

A list inside a ranking is a tie. Moves stand in full, so an irreversible one is one whose way back is not there.
Nothing is guessed: what is missing or contradicts itself is a problem, what is passed over is said. How one party
misperceives a conflict is not modelled yet, and a file that speaks of it is refused.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path as FilePath
from typing import TypeGuard, TypeVar, get_origin

import numpy as np
import yaml

from detente.bargain.conflict import Conflict, Party, Ranks, Truths, moves
from detente.errors import Code, Path, Place, Problem, Severity, Unreadable, did_you_mean
from detente.formats import plainjson

MOST_BYTES = 200_000_000

NOT_JSON = Code(
    "DT0451",
    "The file is not one JSON document in UTF-8",
    "What cannot be parsed cannot be judged.",
    "Mend the line named; a conflict is one object, with each key once.",
)
LACKING = Code(
    "DT0452",
    "A key that a conflict must have is missing",
    "Who moves where, and who prefers what, is never guessed.",
    "Add the key named; an empty list says that there is nothing.",
)
SHAPE = Code(
    "DT0453",
    "A value of the wrong shape",
    "A list where a name belongs, or the reverse, changes what is said.",
    "Write it as the message says.",
)
UNKNOWN = Code(
    "DT0454",
    "A name or number that nothing in the file bears",
    "A move to a state that is not there, or an option nobody listed, would be lost without a word.",
    "Correct it, or add what it names.",
)
TWICE = Code(
    "DT0455",
    "The same thing stands twice",
    "Two meanings for one name or state leave it open which is meant.",
    "Keep one, or tell the two apart.",
)
RANKING = Code(
    "DT0456",
    "A ranking that does not place every state once",
    "A state left out of a ranking is neither better nor worse than another, and stability asks which.",
    "Name every state once, the best first; put states that are equally good in a list of their own.",
)
PERCEPTION = Code(
    "DT0457",
    "The file says that parties see different conflicts",
    "Stability is judged on one conflict that all see alike; misperceptions would be lost.",
    "Take the key out to judge the conflict as it is, or write each party's view in a file of its own.",
)
PASSED_OVER = Code(
    "DT0458",
    "A key that is not read",
    "It has no part in the judgement; said so that nobody relies on it.",
    "Nothing, unless the key is a slip.",
    Severity.WARNING,
)
ODD_MOVE = Code(
    "DT0459",
    "A move that its party's options do not explain",
    "The moves listed are what counts, but this one changes an option of another's, or one against its direction.",
    "Check the move, the option's direction, and whose option it is.",
    Severity.WARNING,
)
CODES = (NOT_JSON, LACKING, SHAPE, UNKNOWN, TWICE, RANKING, PERCEPTION, PASSED_OVER, ODD_MOVE)


class UnreadableConflict(Unreadable):
    """A file that is not a sound conflict; `problems` holds all that was found."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        super().__init__(name, problems)
        errors = [problem for problem in self.problems if problem.is_error]
        place = f"{errors[0].place}: " if errors and errors[0].place else ""
        said = f": {place}{errors[0].says}; {errors[0].hint or errors[0].code.remedy}" if errors else ""
        self.args = (
            f"{name} cannot be read as a conflict{said}" + (f" (and {len(errors) - 1} more)" * (len(errors) > 1)),
        )


@dataclass(frozen=True, slots=True)
class ConflictFile:
    """What a file held: the conflict where it is sound, and every problem met, each with its place."""

    name: str
    conflict: Conflict | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> Conflict:
        """The conflict. Raises UnreadableConflict where there is none."""
        if self.conflict is None:
            raise UnreadableConflict(self.name, self.problems)
        return self.conflict


def load(path: FilePath) -> ConflictFile:
    """Read one conflict from a file; never raises on account of what it holds."""
    try:
        raw = path.read_bytes()
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        return ConflictFile(str(path), None, (Problem(NOT_JSON, (), f"{path} cannot be opened: {reason}"),))
    return parse(raw, name=path.name)


def parse(raw: bytes, *, name: str = "conflict.json") -> ConflictFile:
    """Read one conflict from the bytes of a file; `name` is what places call it.

    >>> found = parse(b'{"states": {"1": "N", "2": "Y"}}')
    >>> found.conflict is None, found.problems[0].says
    (True, 'the file has no `options`')
    """
    held, text, refused = plainjson.read(raw, name, most=MOST_BYTES, ill=NOT_JSON, twice=TWICE)
    if refused:
        return ConflictFile(name, None, refused)
    reading = _Reading(held)
    conflict = reading.conflict()
    sound = not any(problem.is_error for problem in reading.problems)
    return ConflictFile(name, conflict if sound else None, placed(reading.problems, text, name))


KEYS = ("options", "decision_makers", "states", "unilateral_moves")
PARTY_KEYS = ("name", "options", "ranking_best_first", "ordinal_payoff_by_state")
_PERCEPTIONS = ("misperceptions", "misperceived", "perceptions")
_DIRECTIONS = {"both": (True, True), "fwd": (True, False), "back": (False, True)}
"""Whether an option may be taken up, and whether it may be given up."""
_Kind = TypeVar("_Kind", str, list[object], dict[str, object])


class _Reading:
    """Turns the object of a file into a conflict, noting every problem; what is built after an error is thrown away."""

    def __init__(self, held: object) -> None:
        self.problems: list[Problem] = []
        self.held: dict[str, object] = held if isinstance(held, dict) else {}
        if not isinstance(held, dict):
            self.note(SHAPE, (), f"the file should be one object with the keys {', '.join(KEYS)}")

    def note(self, code: Code, where: Path, says: str, hint: str = "") -> None:
        self.problems.append(Problem(code, where, says, hint))

    def conflict(self) -> Conflict | None:
        """The conflict, when nothing but warnings was met on the way."""
        if self.problems or self._holds_several():
            return None
        self._odd_keys(self.held, KEYS, ())
        options = self._options()
        states = self._states(len(options))
        parties = tuple(self._parties(tuple(options), {state: row for row, state in enumerate(states)}))
        self._owned_once(parties, tuple(options))
        if any(problem.is_error for problem in self.problems):
            return None
        taken = np.array([[letter == "Y" for letter in letters] for letters in states.values()], dtype=bool)
        conflict = Conflict(tuple(states), tuple(options), taken, parties)
        self._odd_moves(conflict, np.array([_DIRECTIONS[direction] for direction in options.values()], dtype=bool))
        return conflict

    def _holds_several(self) -> bool:
        inside = [key for key, value in self.held.items() if isinstance(value, dict) and "decision_makers" in value]
        if inside:
            says = f"the file holds {len(inside)} conflicts: {', '.join(inside)}"
            self.note(SHAPE, (), says, "put the one that is meant in a file of its own")
        return bool(inside)

    def _odd_keys(self, held: dict[str, object], known: tuple[str, ...], where: Path) -> None:
        for key, value in held.items():
            if key in _PERCEPTIONS and value:
                self.note(PERCEPTION, (*where, key), f"`{key}` says that not all see the same conflict")
            elif key not in known:
                self.note(PASSED_OVER, (*where, key), f"`{key}` is passed over", did_you_mean(key, known))

    def _at(self, held: dict[str, object], key: str, kind: type[_Kind], wanted: str, where: Path = ()) -> _Kind | None:
        """What stands under a key, or None and a note when it is missing or of another kind."""
        value = held.get(key)
        if isinstance(value, get_origin(kind) or kind):
            return value
        if key in held:
            self.note(SHAPE, (*where, key), f"`{key}` should be {wanted}")
        else:
            of = ".".join(map(str, where)) or "the file"
            self.note(LACKING, where, f"{of} has no `{key}`", did_you_mean(key, held))
        return None

    def _named(self, key: str) -> Iterator[tuple[Path, str, dict[str, object]]]:
        """The items of a list that must have a name, and no two the same; there must be one at least."""
        items = self._at(self.held, key, list[object], "a list of objects with a name")
        if items == []:
            self.note(LACKING, (key,), f"`{key}` is empty")
        seen: set[str] = set()
        for row, item in enumerate(items or ()):
            name = item.get("name") if isinstance(item, dict) else None
            if not isinstance(item, dict) or not isinstance(name, str) or not name:
                self.note(SHAPE, (key, row), f"item {row + 1} of `{key}` should be an object with a `name`")
            elif name in seen:
                self.note(TWICE, (key, row), f"{name!r} stands twice in `{key}`")
            else:
                seen.add(name)
                yield (key, row), name, item

    def _options(self) -> dict[str, str]:
        """The direction of each option, by name and in order."""
        found = {}
        for where, name, item in self._named("options"):
            direction = self._at(item, "direction", str, "both, fwd or back", where)
            if direction is not None and direction not in _DIRECTIONS:
                hint = "both: may be taken up and given up; fwd: only taken up; back: only given up"
                self.note(UNKNOWN, (*where, "direction"), f"{direction!r} is not a direction", hint)
            found[name] = direction or ""
        return found

    def _states(self, options: int) -> dict[int, str]:
        """The letters of each state, by number and in order."""
        found: dict[int, str] = {}
        first_with: dict[str, str] = {}
        held = self._at(self.held, "states", dict[str, object], "an object from state numbers to letters such as YNN")
        if held == {}:
            self.note(LACKING, ("states",), "`states` is empty")
        for key, letters in (held or {}).items():
            number = _number(key)
            if number is None:
                self.note(SHAPE, ("states", key), f"{key!r} should be the number of a state, such as 1")
            elif not isinstance(letters, str) or len(letters) != options or set(letters) - {"Y", "N"}:
                says = f"state {key} should be {options} letters, Y or N for each option in the order of `options`"
                self.note(SHAPE, ("states", key), says)
            elif letters in first_with:
                self.note(TWICE, ("states", key), f"states {first_with[letters]} and {key} are both {letters}")
            else:
                found[number] = letters
                first_with[letters] = key
        return found

    def _parties(self, options: tuple[str, ...], rows: dict[int, int]) -> Iterator[Party]:
        wanted = "an object with the moves of each decision maker"
        movers = self._at(self.held, "unilateral_moves", dict[str, object], wanted)
        names = []
        for where, name, item in self._named("decision_makers"):
            self._odd_keys(item, PARTY_KEYS, where)
            own = tuple(self._own_options(where, name, item, options))
            rank = self._rank(where, name, item, rows)
            arrows = [] if movers is None else list(self._arrows(name, movers, rows))
            ends = moves([origin for origin, _ in arrows], [end for _, end in arrows], len(rows))
            yield Party(name, own, rank, ends)
            names.append(name)
        for key in movers or {}:
            if key not in names:
                hint = did_you_mean(key, names)
                self.note(UNKNOWN, ("unilateral_moves", key), f"{key!r} has moves but is no decision maker", hint)

    def _own_options(self, where: Path, name: str, item: dict[str, object], options: tuple[str, ...]) -> Iterator[int]:
        """The columns that a party controls."""
        for option in self._at(item, "options", list[object], "a list of options", where) or ():
            if option in options:
                yield options.index(str(option))
            else:
                hint = did_you_mean(str(option), options)
                self.note(UNKNOWN, (*where, "options"), f"{name} controls {option!r}, which is not an option", hint)

    def _rank(self, where: Path, name: str, item: dict[str, object], rows: dict[int, int]) -> Ranks:
        """The place of each state counted from the worst: (states,)."""
        rank = np.zeros(len(rows), dtype=np.int32)
        places = self._at(item, "ranking_best_first", list[object], "a list of states, the best first", where)
        if places is None:
            return rank
        spot: Path = (*where, "ranking_best_first")
        missing = set(rows)
        for place, tied in enumerate(places):
            for state in tied if isinstance(tied, list) else [tied]:
                if not _is_number(state) or state not in rows:
                    self.note(UNKNOWN, (*spot, place), f"the ranking of {name} names {state!r}, which is not a state")
                elif state not in missing:
                    self.note(RANKING, (*spot, place), f"the ranking of {name} has state {state} twice")
                else:
                    missing.remove(state)
                    rank[rows[state]] = len(places) - place
        if missing:
            self.note(RANKING, spot, f"the ranking of {name} leaves out {_few(sorted(missing))}")
        elif "ordinal_payoff_by_state" in item:
            self._payoffs_agree(where, name, item, [(state, int(rank[row])) for state, row in rows.items()])
        return rank

    def _payoffs_agree(self, where: Path, name: str, item: dict[str, object], ranked: list[tuple[int, int]]) -> None:
        """Payoffs need not stand; where they do they must put the states in the order of the ranking."""
        spot: Path = (*where, "ordinal_payoff_by_state")
        held = self._at(item, "ordinal_payoff_by_state", dict[str, object], "an object from states to numbers", where)
        if held is None:
            return
        paid = [held.get(str(state)) for state, _ in ranked]
        if len(held) != len(ranked) or not all(isinstance(each, int | float) for each in paid):
            self.note(SHAPE, spot, f"the payoffs of {name} should give every state one number")
            return
        _, as_paid = np.unique(np.array(paid, dtype=float), return_inverse=True)
        _, as_ranked = np.unique([place for _, place in ranked], return_inverse=True)
        for row in np.flatnonzero(as_paid != as_ranked)[:1]:
            says = f"the payoffs of {name} put state {ranked[row][0]} in another place than the ranking does"
            self.note(RANKING, spot, says, "correct one of the two, or leave the payoffs out")

    def _arrows(self, name: str, movers: dict[str, object], rows: dict[int, int]) -> Iterator[tuple[int, int]]:
        """The moves of a party, as rows."""
        within: Path = ("unilateral_moves",)
        held = self._at(movers, name, dict[str, object], "an object from each state to a list of states", within)
        if held is None:
            return
        if silent := [state for state in rows if str(state) not in held]:
            says = f"the moves of {name} say nothing of {_few(silent)}"
            self.note(LACKING, (*within, name), says, "write an empty list where there is no move")
        for key, ends in held.items():
            number, where = _number(key), (*within, name, key)
            origin = None if number is None else rows.get(number)
            if origin is None:
                self.note(UNKNOWN, where, f"{name} moves from {key!r}, which is not a state")
            elif not isinstance(ends, list):
                self.note(SHAPE, where, f"the moves of {name} from {key} should be a list of states")
            else:
                yield from ((origin, end) for end in self._ends(where, f"{name} moves from {key}", ends, rows, origin))

    def _ends(self, where: Path, said: str, ends: list[object], rows: dict[int, int], origin: int) -> Iterator[int]:
        for end in ends:
            if not _is_number(end) or end not in rows:
                self.note(UNKNOWN, where, f"{said} to {end!r}, which is not a state")
            elif rows[end] == origin:
                self.note(SHAPE, where, f"{said} to {end}, which is no move")
            else:
                yield rows[end]

    def _owned_once(self, parties: tuple[Party, ...], options: tuple[str, ...]) -> None:
        owner: dict[int, str] = {}
        for party in parties:
            for column in party.options:
                if column in owner:
                    says = f"{options[column]!r} is controlled by {owner[column]} and again by {party.name}"
                    self.note(TWICE, ("decision_makers",), says, "an option has one owner")
                owner[column] = party.name

    def _odd_moves(self, conflict: Conflict, directions: Truths) -> None:
        """Warn of moves that change what their party does not control, or that go against an option's direction."""
        for party in conflict.parties:
            before, after = conflict.taken[party.moves.origins], conflict.taken[party.moves.ends]
            foreign = ~np.isin(np.arange(len(conflict.options)), party.options)
            odd = (
                (before ^ after) & foreign
                | (after & ~before & ~directions[:, 0])
                | (before & ~after & ~directions[:, 1])
            )
            arrows = np.flatnonzero(odd.any(axis=1))
            for arrow in arrows[:1]:
                start, end = (conflict.states[rows[arrow]] for rows in (party.moves.origins, party.moves.ends))
                named = ", ".join(repr(conflict.options[column]) for column in np.flatnonzero(odd[arrow]))
                more = f"; {arrows.size - 1} more moves of {party.name} do such a thing" if arrows.size > 1 else ""
                says = f"{party.name} moves from {start} to {end}, against whose or which way {named} is{more}"
                self.note(ODD_MOVE, ("unilateral_moves", party.name, str(start)), says)


def _number(key: str) -> int | None:
    """The number a key writes, when it writes one in the only way."""
    return int(key) if re.fullmatch("0|[1-9][0-9]{0,8}", key) else None


def _is_number(value: object) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def _few(states: list[int]) -> str:
    shown = ", ".join(map(str, states[:5]))
    more = f" and {len(states) - 5} more" if len(states) > 5 else ""
    return f"state{'s' if len(states) > 1 else ''} {shown}{more}"


def placed(problems: list[Problem], text: str, name: str) -> tuple[Problem, ...]:
    """The same problems, each with the place of the key or item it speaks of. JSON is YAML, which knows its places."""
    if not problems:
        return ()
    try:
        root = yaml.compose(text, Loader=yaml.CSafeLoader)
    except (yaml.YAMLError, RecursionError):
        return tuple(problems)
    lines = text.split("\n")
    return tuple(replace(problem, place=_place(root, problem.where, name, lines)) for problem in problems)


def _place(root: yaml.Node | None, where: Path, name: str, lines: list[str]) -> Place:
    spot, node = root, root
    for step in where:
        if isinstance(node, yaml.MappingNode):
            key, node = next(((k, v) for k, v in node.value if k.value == str(step)), (None, None))
            spot = key or spot
        elif isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
            spot = node = node.value[step]
        if node is None:
            break
    mark = spot.start_mark if spot else None
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Place(name, line, column, lines[line - 1] if line <= len(lines) else "")
