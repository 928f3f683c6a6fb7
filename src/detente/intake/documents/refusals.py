"""Why a file cannot be read as a document; each says the remedy."""

from collections.abc import Iterable

from detente.errors import Refusal, Unreadable
from detente.intake.documents.model import ProposedDate


class UnreadableSource(Unreadable):
    """The file is of no kind that can be read, or is not what its name says."""

    def __init__(self, words: str) -> None:
        self.problems = ()
        Refusal.__init__(self, words)


class NoDate(UnreadableSource):
    """A document without a day: nothing in a text says when it was written."""

    def __init__(self, name: str, proposed: Iterable[ProposedDate]) -> None:
        self.proposed = tuple(proposed)
        hints = ", ".join(f"{each.on} ({each.where})" for each in self.proposed)
        found = f"the file itself says {hints}; confirm one" if hints else "the file itself says none; give it"
        super().__init__(f"{name} has no date: {found} with --date YYYY-MM-DD")
