"""The family of refusals, and the problems found in people's files.

    Refusal
    ├── Unreadable        the folder cannot be read as a case; carries every problem found
    │   ├── UnreadableConflict, in formats.conflict
    │   ├── UnreadableDocument, in formats.document
    │   ├── UnreadableScenario, in formats.reading
    │   ├── UnreadablePlan, in workbench.drafts
    │   ├── UnreadableText, in workbench.texts
    │   ├── UnreadableSource, in intake.documents.refusals; NoDate where only the day is missing
    │   ├── BrokenLog, in store.intakelog
    │   ├── UnreadableEntries, in store.record.refusals, as are all below without a room
    │   └── UnreadableRecord      the place holds no record that can be opened
    │       ├── NoRecord              nothing is there, or something else
    │       ├── LockedRecord          the key does not open it, or is not to be had
    │       ├── DamagedRecord         what was written is not what is there
    │       ├── OtherEdition          its tables are of an earlier or later detente
    │       └── UnsoundEngine         the database engine is known to lose or corrupt
    ├── UnknownName       a word on the command line or in a call names nothing here
    │   ├── UnknownAudience
    │   └── UnknownEntry          no entry within reach bears this id
    ├── NotPermitted      the audience may not have what was asked for
    │   ├── OutsideReach          a compartment that is not open, or not there: nobody is told which
    │   ├── NotAnEntry            the record could not give it back as it was handed in
    │   ├── KeyTaken              a key stands for another entry already
    │   ├── HeldOtherwise         entries to be taken in do not continue what is there
    │   ├── PlaceTaken            something stands where a new record or file should
    │   └── NotWritten            the disk or the server did not take it
    │       └── RecordBusy            somebody else has been writing for too long
    └── NoAnswer          the question is sound and nothing answers it
        ├── NoZoneOfAgreement, in bargain.solutions
        ├── NoModel, in intake.llm
        └── NothingToAttest       a compartment without entries has nothing to sign

A `Problem` is not raised: it is a fault in a file, reported together with all the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum

Path = tuple[str | int, ...]
"""The way to an item in a file, outermost key first: ('claims', 'no-progress', 'by', 0, 'actor')."""


class Severity(StrEnum):
    """How much a problem weighs: an error refuses the case, the others are said and passed over."""

    ERROR = "error"
    WARNING = "warning"
    ADVICE = "advice"


@dataclass(frozen=True, slots=True)
class Code:
    """A kind of problem: its number, what it is, why practice minds, and what to do about it."""

    id: str
    title: str
    why: str
    remedy: str
    severity: Severity = Severity.ERROR


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a file; line and column count from 1. `excerpt` is the line's own text."""

    file: str
    line: int
    column: int
    excerpt: str = ""

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault of a file, with the sentence that says it; `place` is filled in by the store, for mediators alone."""

    code: Code
    where: Path
    says: str
    hint: str = ""
    place: Place | None = None

    @property
    def severity(self) -> Severity:
        return self.code.severity

    @property
    def is_error(self) -> bool:
        return self.code.severity is Severity.ERROR


class Refusal(Exception):
    """Something was asked that detente will not or cannot do, with the reason in a sentence."""


class Unreadable(Refusal):
    """A folder or file that is not a sound case; `problems` holds all that was found."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        errors = sum(problem.is_error for problem in self.problems)
        first = next((problem for problem in self.problems if problem.is_error), None)
        place = f" {first.place}:" if first and first.place else ""
        said = f":{place} {first.says}" if first else ""
        more = f" (and {errors - 1} more; `detente check` lists them)" if errors > 1 else ""
        super().__init__(f"{name} cannot be read as a case{said}{more}")


class UnknownName(Refusal):
    """A name that nothing here bears."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.name = name
        choices = tuple(known)
        hint = did_you_mean(name, choices) or f"known are {', '.join(choices) or 'none'}"
        super().__init__(f"there is no {kind} called {name!r}; {hint}")


def must_be_known(kind: str, name: str | None, known: Iterable[str]) -> None:
    """Raises UnknownName for a name given that is not among those known."""
    choices = tuple(known)
    if name is not None and name not in choices:
        raise UnknownName(kind, name, choices)


class UnknownAudience(UnknownName):
    """A reader the case does not know: neither `public`, `mediators`, nor a party or actor of it."""

    def __init__(self, name: str, known: Iterable[str]) -> None:
        super().__init__("audience", name, known)


class NotPermitted(Refusal):
    """The audience named may not have this."""


class NoAnswer(Refusal):
    """A sound question that the case holds no answer to."""


def did_you_mean(word: str, known: Iterable[str]) -> str:
    """A suggestion when `word` is a likely slip for one of `known`, else nothing.

    >>> did_you_mean("demnad", ["demand", "offer"])
    "did you mean 'demand'?"
    """
    close = get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"did you mean {close[0]!r}?" if close else ""
