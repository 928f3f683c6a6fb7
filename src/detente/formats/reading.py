"""What reading another tool's files gives: a scenario where one could be built, and every problem met on the way.

Reading never raises on account of what a file holds. A problem that is an error leaves no scenario; a warning says
what was read otherwise than it stands in the file, such as a discount that was left out.
"""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from detente.bargain.packages import Scenario, Values
from detente.errors import Code, Place, Problem, Severity, Unreadable, did_you_mean

Read = TypeVar("Read")

MOST_BYTES = 8_000_000
MOST_NODES = 400_000
MOST_OPTIONS = 10_000
DEEPEST = 64
MOST_PROBLEMS, MOST_HINTS = 200, 20

NO_SCENARIO = Code(
    "DT0801",
    "There is no bargaining scenario here",
    "A scenario is a folder with one domain and the profile of at least two parties.",
    "Name a folder that holds the domain and the profiles, of one tool: Genius, GeniusWeb or NegMAS.",
)
NOT_WELL_FORMED = Code(
    "DT0802",
    "The file cannot be parsed",
    "What cannot be parsed cannot be read without guessing.",
    "Mend the place named, or write the file anew with the tool that made it.",
)
UNSAFE = Code(
    "DT0803",
    "The file asks for something beyond its own text",
    "Document types, entities, aliases and tags can reach other files or blow a small file up to any size.",
    "Take the declaration out and write the text where it is needed.",
)
TOO_MUCH = Code(
    "DT0804",
    "The file is too large",
    f"At most {MOST_BYTES} bytes, {MOST_NODES} nodes, {DEEPEST} levels and {MOST_OPTIONS} options to an issue, "
    "so that no file can stall a reader.",
    "Divide the file, or measure the issue in wider steps.",
)
MISSING = Code(
    "DT0805",
    "Something a scenario needs is missing",
    "A weight or an evaluation that is not stated would have to be guessed.",
    "Add what is named.",
)
NOT_A_NUMBER = Code(
    "DT0806",
    "A value that is no number, or one beyond 1e15",
    "Values are added up; what is no number cannot be.",
    "Write a plain number such as 3, 0.25 or 1e-3.",
)
MISFIT = Code(
    "DT0807",
    "The domain and a profile do not fit each other",
    "A profile says what the packages of its own domain are worth; of another's it says nothing.",
    "Correct the issue or option named, in the domain or in the profile.",
)
TWICE = Code(
    "DT0808",
    "The same thing is stated twice",
    "One of the two would silently win.",
    "Keep one.",
)
NOT_ADDITIVE = Code(
    "DT0809",
    "A kind of issue or of value that cannot be read",
    "A scenario adds up one value for each issue, each from a finite list of options.",
    "Use a kind named in the manual, or write the values out as a table.",
)
LEFT_OUT = Code(
    "DT0810",
    "Something stated is not read",
    "Time, agents and spare files do not change what a package is worth.",
    "Nothing needs doing; take it out to silence this.",
    Severity.WARNING,
)
READ_AS = Code(
    "DT0811",
    "Something is read in one of several ways",
    "Tools differ here, and the result depends on it.",
    "Check that the way named is the one meant.",
    Severity.WARNING,
)
CODES = (
    *(NO_SCENARIO, NOT_WELL_FORMED, UNSAFE, TOO_MUCH, MISSING, NOT_A_NUMBER, MISFIT, TWICE, NOT_ADDITIVE),
    *(LEFT_OUT, READ_AS),
)


class UnreadableScenario(Unreadable):
    """A folder that is not a sound scenario; `problems` holds all that was found."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        super().__init__("the folder", problems)
        errors = [problem for problem in self.problems if problem.is_error]
        place = f"{errors[0].place}: " if errors and errors[0].place else ""
        more = f" (and {len(errors) - 1} more)" if len(errors) > 1 else ""
        self.args = (f"no scenario can be read: {place}{errors[0].says if errors else 'nothing is there'}{more}",)


@dataclass(frozen=True, slots=True)
class Reading:
    """The scenario that files held, or None where a problem is an error."""

    scenario: Scenario | None
    problems: tuple[Problem, ...]

    @property
    def sound(self) -> Scenario:
        """The scenario. Raises UnreadableScenario where there is none."""
        if self.scenario is None:
            raise UnreadableScenario(self.problems)
        return self.scenario


@dataclass(frozen=True, slots=True)
class Profile:
    """What one party's file says: for each issue the value of each option, (options,) in utils, and that of no deal."""

    party: str
    values: tuple[Values, ...]
    no_deal: float


@dataclass(frozen=True, slots=True)
class Issue:
    """An issue of a domain; `amounts` are the numbers its options stand for, where it is measured in numbers."""

    name: str
    options: tuple[str, ...]
    amounts: NDArray[np.float64] | None = None

    def rows(self) -> dict[str, int]:
        """The row of each option."""
        return {option: row for row, option in enumerate(self.options)}


class Faults:
    """Gathers the problems of some files while they are read, the first 200 of them."""

    def __init__(self) -> None:
        self.found: list[Problem] = []
        self.fatal = False

    def note(self, code: Code, says: str, place: Place | None = None, hint: str = "") -> None:
        problem = Problem(code, (), says, hint, place)
        if len(self.found) < MOST_PROBLEMS or (problem.is_error and not self.fatal):
            self.found.append(problem)
        self.fatal = self.fatal or problem.is_error

    def repeated(self, names: Iterable[str], what: str, place: Place) -> None:
        """Note every name that stands more than once."""
        for name, times in Counter(names).items():
            if times > 1:
                self.note(TWICE, f"{times} {what} {name!r}", place)

    def likely(self, word: str, known: Sequence[str]) -> str:
        """A suggestion for a word, while it is cheap to look for one."""
        return did_you_mean(word, known) if len(self.found) < MOST_HINTS and len(known) < MOST_OPTIONS // 10 else ""

    def options(self, issue: str, options: Sequence[str], place: Place) -> None:
        """Note what is wrong with the options of an issue: none, too many, or one twice."""
        if not options:
            self.note(MISSING, f"the issue {issue!r} has no options", place)
        if len(options) > MOST_OPTIONS:
            self.note(TOO_MUCH, f"the issue {issue!r} has {len(options)} options", place)
        self.repeated(options, f"options of {issue!r} are called", place)

    def reading(self, scenario: Scenario | None = None) -> Reading:
        """The scenario if no error was met, with all that was met."""
        return Reading(None if self.fatal else scenario, tuple(self.found))


def assembled(issues: Sequence[Issue], profiles: Sequence[Profile], faults: Faults) -> Reading:
    """The scenario of a domain and its profiles, if no error was met and no two parties bear one name."""
    for name, times in Counter(profile.party for profile in profiles).items():
        if times > 1:
            faults.note(TWICE, f"{times} profiles are of a party called {name!r}")
    return faults.reading(
        Scenario(
            issues=tuple(issue.name for issue in issues),
            options=tuple(issue.options for issue in issues),
            parties=tuple(profile.party for profile in profiles),
            values=tuple(profile.values for profile in profiles),
            no_deal=tuple(profile.no_deal for profile in profiles),
        )
    )


def two_or_three(profiles: Sequence[Read], faults: Faults, *, domain: str) -> Sequence[Read]:
    """The first two profiles of a folder, or all three where there are exactly three; fewer than two is an error."""
    if len(profiles) < 2:
        faults.note(NO_SCENARIO, f"beside {domain} stand {len(profiles)} profiles; at least two parties are needed")
    if len(profiles) <= 3:
        return profiles
    faults.note(LEFT_OUT, f"{len(profiles)} profiles stand beside {domain}; the first two by file name are read")
    return profiles[:2]


GREATEST = 1e15  # sums and products of a few such numbers stay finite

_NUMBER = re.compile(r"[+-]?(?:\d{1,300}(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d{1,5})?")
_WHOLE = re.compile(r"[+-]?\d{1,15}")


def number(words: str) -> int | float | None:
    """The number that words state in plain figures, a whole one as an int; None for others and for any beyond 1e15.

    >>> number("3"), number(" 0.25 "), number("1e-3")
    (3, 0.25, 0.001)
    >>> number("1_000"), number("NaN"), number("1e999"), number("three")
    (None, None, None, None)
    """
    stripped = words.strip()
    if _WHOLE.fullmatch(stripped):
        return int(stripped)
    if not _NUMBER.fullmatch(stripped):
        return None
    read = float(stripped)
    return read if abs(read) <= GREATEST else None


def several(names: Sequence[str]) -> str:
    """Names in a sentence: the first few, and how many more.

    >>> several(["pay", "hours"]), several(["a", "b", "c", "d", "e"])
    ("'pay' and 'hours'", "'a', 'b', 'c' and 2 more")
    """
    shown = [repr(str(name)) for name in names]
    if len(shown) > 4:
        shown = [*shown[:3], f"{len(shown) - 3} more"]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}"
