"""Why the record refuses. Each says what is meant and what to do; none says more than its reader may know.

No sentence holds a key, a passphrase or the address of a server, and what lies outside somebody's reach is refused in
the same words whether it exists or not.
"""

from collections.abc import Iterable

from detente.errors import Code, NoAnswer, NotPermitted, Problem, UnknownName, Unreadable

NOT_AN_ENTRY = Code(
    "DT0901",
    "A line that is not an entry as the record writes it",
    "What is taken in must be what was given out, letter by letter, or no hash would fit it.",
    "Export again, and leave the lines as they are.",
)
OUT_OF_CHAIN = Code(
    "DT0902",
    "An entry that does not follow the one before it",
    "Something was changed, moved or left out since the text was written.",
    "Look for what was changed since; version control shows it. Export again where the record itself is sound.",
)
CODES = (NOT_AN_ENTRY, OUT_OF_CHAIN)


class UnreadableRecord(Unreadable):
    """A place that holds no record which can be opened."""

    def __init__(self, says: str) -> None:
        super().__init__("the record", ())
        self.args = (says,)


class NoRecord(UnreadableRecord):
    """There is nothing there, or something else than a record."""


class LockedRecord(UnreadableRecord):
    """The key does not open it, or is not to be had."""


class DamagedRecord(UnreadableRecord):
    """What was written is not what is there."""


class OtherEdition(UnreadableRecord):
    """The tables are those of an earlier or a later detente."""


class UnsoundEngine(UnreadableRecord):
    """A database engine that is known to corrupt or lose what it acknowledged."""


class UnreadableEntries(Unreadable):
    """A text that does not read as exported entries; `problems` holds all that was found."""

    def __init__(self, name: str, problems: Iterable[Problem]) -> None:
        super().__init__(name, problems)
        first = self.problems[0]
        more = f" (and {len(self.problems) - 1} more)" if len(self.problems) > 1 else ""
        self.args = (f"{name} cannot be taken in: {first.place}: {first.says}{more}",)


class UnknownEntry(UnknownName):
    """No entry within reach bears this id."""

    def __init__(self, name: str) -> None:
        super().__init__("entry", name, ())
        self.args = (f"there is no entry called {name[:60]!r} among those open to you",)


class OutsideReach(NotPermitted):
    """A compartment that is not open to whoever asks, whether or not there is one."""

    def __init__(self, compartment: str) -> None:
        super().__init__(f"{compartment!r} is no compartment that is open to you for this; name one that is")
        self.compartment = compartment


class NotAnEntry(NotPermitted):
    """Something that the record could not give back as it was handed in."""


class KeyTaken(NotPermitted):
    """A key that stands for another entry already."""

    def __init__(self, compartment: str, key: str) -> None:
        super().__init__(
            f"the key {key!r} stands for another entry of {compartment!r} already; nothing was added. "
            "An entry is never changed: hand in a correction under a key of its own"
        )
        self.compartment = compartment
        self.key = key


class HeldOtherwise(NotPermitted):
    """Entries to be taken in that do not continue those which are there."""


class PlaceTaken(NotPermitted):
    """Something stands already where a new record, copy or file should."""


class NotWritten(NotPermitted):
    """The disk or the server did not take it; what was not acknowledged may be handed in again under its key."""


class RecordBusy(NotWritten):
    """Somebody else has been writing for too long."""


class NothingToAttest(NoAnswer):
    """A compartment without entries has nothing that a checkpoint could say."""
