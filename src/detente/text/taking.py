"""What taking a change of a copy would write into the text's file: entries with their way, for a side or for mediators.

A side's words never replace the text's. What it settled is its answer; words for a bracket are another alternative;
a clause it reworded gets a bracket where the words differ. What cannot stand so goes into the pool. Mediators' own
rewording becomes the clause's next wording.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from detente.errors import Path
from detente.text.edits import Edit, Kind
from detente.text.model import Clause, Reply, Text
from detente.text.redline import Kind as Fate
from detente.text.redline import Run, runs
from detente.text.wording import marks

END = "+"
"""As the last step of a way: behind the last item of the list."""
Entry = str | list["Entry"] | dict[str, "Entry"]


@dataclass(frozen=True, slots=True)
class Taking:
    """One entry to write: where, what, and what that does, in a sentence."""

    edit: Edit
    way: Path
    entry: Entry
    does: str


def takings(
    text: Text, found: tuple[Edit, ...], *, by: str, side: bool, last: str, said: Mapping[str, Entry]
) -> tuple[Taking, ...]:
    """What each change would write; `side` where `by` is a party. `last` is the round, `said` says how it is known.

    Titles are left to whoever keeps the file, and so is where a new clause of the mediators' shall stand.
    """
    return tuple(_Takings(text, by, side, last, dict(said)).of(found))


class _Takings:
    def __init__(self, text: Text, by: str, side: bool, last: str, said: dict[str, Entry]) -> None:
        self.text, self.by, self.side = text, by, side
        self.round: dict[str, Entry] = {"round": last} if last else {}
        self.last, self.said = last, said
        taken = (text.clauses, text.brackets, text.pool)
        self.names = {each.id for those in taken for each in those}

    def of(self, found: tuple[Edit, ...]) -> Iterator[Taking]:
        settled: set[str] = set()
        for each in found:
            if each.kind is Kind.SETTLED:
                if each.about not in settled:
                    settled.add(each.about)
                    yield self.settled(each)
            elif each.kind is Kind.PROPOSED:
                yield self.proposed(each)
            elif each.kind is Kind.REWORDED:
                yield from self.reworded(each)
            elif each.kind is Kind.STRUCK and not self.side and self.last:
                yield Taking(each, ("clauses", each.about, "struck"), self.last, "strikes the clause")
            elif each.kind in (Kind.STRUCK, Kind.ADDED):
                words = f"that {each.about} be struck" if each.kind is Kind.STRUCK else each.after
                yield self.floated(each, words)

    def settled(self, each: Edit) -> Taking:
        bracket, _, way = each.about.partition(".")
        if self.side:
            entry: Entry = {"of": self.by, "to": each.about, "says": str(Reply.ACCEPTS), **self.round, **self.said}
            return Taking(each, ("answers", END), entry, f"writes down that {self.by} accepts it")
        return Taking(each, ("brackets", bracket, "turns", END), {**self.round, "closes": way}, "closes the bracket")

    def proposed(self, each: Edit) -> Taking:
        known = {one.id for bracket in self.text.brackets if bracket.id == each.about for one in bracket.alternatives}
        name = _fresh(f"{self.by}-words", known)
        words = self.told(each.language, each.after)
        entry: Entry = {**words, "by": [self.by], **self.round}
        return Taking(
            each, ("brackets", each.about, "alternatives", name), entry, "puts another alternative beside them"
        )

    def told(self, language: str, words: str) -> dict[str, Entry]:
        return {"words": words} if language == self.text.language else {"words": words, "parallel": {language: words}}

    def reworded(self, each: Edit) -> Iterator[Taking]:
        clause = next(one for one in self.text.clauses if one.id == each.about)
        if not self.side:
            yield self.worded(each, clause, each.after, "becomes the clause's next wording")
            return
        parted = _parted(runs(each.before, each.after)) if each.language == self.text.language else None
        if parted is None or clause.wording.parallel:
            where = "" if each.language == self.text.language else f" in {each.language!r}"
            yield self.floated(each, f"that {each.about} read{where}: {_unmarked(each.after)}")
            return
        start, was, now, end = parted
        name = _fresh(f"{each.about}-words", self.names)
        self.names.add(name)
        ways: Entry = {"as-it-stood": {"words": was}, f"{self.by}-words": {"words": now, "by": [self.by], **self.round}}
        bracket: Entry = {"title": f"Words of {each.about}", **self.round, "alternatives": ways}
        yield Taking(each, ("brackets", name), bracket, "puts both wordings in a bracket")
        yield self.worded(each, clause, f"{start}[{name}]{end}", "puts the bracket into the clause")

    def worded(self, each: Edit, clause: Clause, words: str, does: str) -> Taking:
        own = each.language == self.text.language
        parallel: dict[str, Entry] = dict(clause.wording.parallel)
        if not own:
            parallel[each.language] = words
        entry: dict[str, Entry] = {**self.round, "by": [self.by], "words": words if own else clause.wording.words}
        entry |= {"parallel": parallel} if parallel else {}
        return Taking(each, ("clauses", each.about, "wordings", END), entry, does)

    def floated(self, each: Edit, words: str) -> Taking:
        name = _fresh(f"{self.by}-on-{each.about or 'text'}", self.names)
        self.names.add(name)
        entry: Entry = {"says": words, "by": [self.by], "status": "tabled", **self.round, **self.said}
        return Taking(each, ("pool", name), entry, "goes into the pool")


def _parted(found: tuple[Run, ...]) -> tuple[str, str, str, str] | None:
    """What stayed before and after the changes, and what stood and stands between; None where a mark stands there."""
    first = 1 if found[0].kind is Fate.SAME else 0
    last = len(found) - 1 if found[-1].kind is Fate.SAME else len(found)
    middle = found[first:last]
    was = "".join(each.words for each in middle if each.kind is not Fate.INSERTED)
    now = "".join(each.words for each in middle if each.kind is not Fate.DELETED)
    start, end = "".join(e.words for e in found[:first]), "".join(e.words for e in found[last:])
    if any((*marks(was), *marks(now))) or not was.strip() or not now.strip():
        return None
    gap = was[: len(was) - len(was.lstrip())] if now.startswith(was[: len(was) - len(was.lstrip())]) else ""
    return start + gap, was[len(gap) :], now[len(gap) :], end


def _unmarked(words: str) -> str:
    return words.replace("[", "(").replace("]", ")").replace("{", "(").replace("}", ")")


def _fresh(name: str, known: set[str]) -> str:
    """The name, with a number where it is taken."""
    return next(each for each in (name, *(f"{name}-{n}" for n in range(2, len(known) + 3))) if each not in known)
