"""One negotiating text as values: its clauses, what stands in brackets, and what each side answered.

A text belongs to the mediator. It is kept with its whole course: every wording, alternative, answer and turn bears the
round it came in, so that the text as it stood after any round can be had (`rounds.after`). Words name a bracket as
`[halt-length]` and another clause as `{prisoners}`. Rounds, parties, claims and issues are those of the case,
obligations and blanks those of the plan the text puts into words.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.case.model import Audience, Inference, Setting, names

Parallel = tuple[tuple[str, str], ...]
"""The same words in other languages: (language, words) pairs."""


def in_language(words: str, parallel: Parallel, language: str | None) -> str:
    """The words in that language, or the text's own for None; '' where there are none."""
    return words if language is None else dict(parallel).get(language, "")


class Reply(StrEnum):
    """What a side says to wording. No answer reported is none of these."""

    ACCEPTS = "accepts"
    RESERVES = "reserves"
    REJECTS = "rejects"
    SILENT = "silent"


class Status(StrEnum):
    """How a proposal was put forward, which it keeps: a non-paper may be denied by whoever wrote it."""

    TABLED = "tabled"
    FLOATED = "floated"
    NON_PAPER = "non-paper"


class Manner(StrEnum):
    """How a text is shown: words alone, with its brackets, or with who said what to them."""

    CLEAN = "clean"
    BRACKETED = "bracketed"
    ANNOTATED = "annotated"


@dataclass(frozen=True, slots=True)
class Evidence:
    """How something said is known: claims of the case, or who of the mediators heard it, and when."""

    claims: tuple[str, ...] = names("claim", default=())
    heard: Inference | None = None
    setting: Setting | None = None

    @property
    def orphan(self) -> bool:
        """Neither a claim nor a hearer vouches for it."""
        return not self.claims and self.heard is None


@dataclass(frozen=True, slots=True)
class DefinedTerm:
    """A word the text uses in one sense; `defined_by` where one side settles the sense by itself."""

    id: str
    term: str
    means: str
    parallel: Parallel = ()
    defined_by: str | None = names("party")
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Wording:
    """The words of a clause from a round on, until another wording follows."""

    words: str
    parallel: Parallel = ()
    round: str | None = names("round")
    by: tuple[str, ...] = names("voice", default=())
    audience: Audience = None

    def in_language(self, language: str | None) -> str:
        """The words in that language, or the text's own for None; '' where there are none."""
        return in_language(self.words, self.parallel, language)


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause, under another or at the top; `obligations` of the plan say the same as it does.

    A clause that no obligation puts into terms says why under `not_modelled`.
    """

    id: str
    title: str = ""
    under: str | None = names("clause")
    wordings: tuple[Wording, ...] = ()
    obligations: tuple[str, ...] = names("obligation", default=())
    not_modelled: str = ""
    round: str | None = names("round")
    struck: str | None = names("round")
    titles: Parallel = ()
    audience: Audience = None

    def title_in(self, language: str | None) -> str:
        """Its title in that language, else in the text's own."""
        return dict(self.titles).get(language or "", self.title)

    @property
    def wording(self) -> Wording:
        """The words it has now; none for a mere heading."""
        return self.wordings[-1] if self.wordings else Wording("")


@dataclass(frozen=True, slots=True)
class Alternative:
    """One way to fill a bracket: who proposed it in which round, and what it would do to the plan.

    It `fills` blanks of the plan, and `leaves_out` obligations; `plan` names another plan that puts it into terms.
    """

    id: str
    words: str
    parallel: Parallel = ()
    by: tuple[str, ...] = names("voice", default=())
    round: str | None = names("round")
    withdrawn: str | None = names("round")
    fills: tuple[tuple[str, str], ...] = ()
    leaves_out: tuple[str, ...] = names("obligation", default=())
    plan: str = ""
    claims: tuple[str, ...] = names("claim", default=())
    audience: Audience = None

    def in_language(self, language: str | None) -> str:
        """The words in that language, or the text's own for None; '' where there are none."""
        return in_language(self.words, self.parallel, language)


@dataclass(frozen=True, slots=True)
class Turn:
    """A bracket closed on one of its alternatives, or opened again (`closes` is then empty)."""

    round: str = names("round", default="")
    closes: str = ""
    by: tuple[str, ...] = names("voice", default=())


@dataclass(frozen=True, slots=True)
class Bracket:
    """Something in dispute or left blank: its alternatives, and how it was closed and opened again."""

    id: str
    title: str
    issue: str | None = names("issue")
    round: str | None = names("round")
    alternatives: tuple[Alternative, ...] = ()
    turns: tuple[Turn, ...] = ()
    audience: Audience = None

    @property
    def standing(self) -> tuple[Alternative, ...]:
        """The alternatives that nobody has withdrawn."""
        return tuple(each for each in self.alternatives if each.withdrawn is None)

    @property
    def chosen(self) -> Alternative | None:
        """What it was closed on, if it is closed."""
        closed = self.turns[-1].closes if self.turns else ""
        return next((each for each in self.alternatives if each.id == closed), None)

    @property
    def reopened(self) -> bool:
        """Open, after having been closed."""
        return bool(self.turns) and not self.turns[-1].closes


@dataclass(frozen=True, slots=True)
class Answer:
    """What one side says to a clause or to an alternative (`bracket.alternative`)."""

    of: str = names("party", default="")
    to: str = names("clause", "alternative", default="")
    says: Reply = Reply.SILENT
    round: str | None = names("round")
    words: str = ""
    evidence: Evidence = Evidence()
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Understanding:
    """How one side reads a clause."""

    of: str = names("party", default="")
    clause: str = names("clause", default="")
    reads: str = ""
    round: str | None = names("round")
    evidence: Evidence = Evidence()
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Floated:
    """Something put forward, in the text or not: nothing floated is lost, and what was withdrawn stays so."""

    id: str
    says: str
    by: tuple[str, ...] = names("voice", default=())
    status: Status = Status.FLOATED
    round: str | None = names("round")
    withdrawn: str | None = names("round")
    became: tuple[str, ...] = names("alternative", default=())
    evidence: Evidence = Evidence()
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Release:
    """What a mediator may convey: about what, to whom, in what words, until when."""

    about: str = names("clause", "bracket", "alternative", default="")
    to: tuple[str, ...] = names("voice", default=())
    words: str = ""
    by: str = ""
    on: date = date.min
    until: date | None = None
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Ratification:
    """Who at home has to approve, and how; of the whole text unless clauses are named."""

    by: str = names("voice", default="")
    how: str = ""
    when: str = ""
    clauses: tuple[str, ...] = names("clause", default=())
    evidence: Evidence = Evidence()
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Text:
    """A negotiating text with its course. `rounds` are those of the case in which it was dealt with, in order.

    `languages` are those it has besides its own; `authentic` those whose words bind. `day_count` says in words how
    days are counted. An `exercise` is invented, and every page of it says so.
    """

    id: str
    title: str
    about: str = ""
    plan: str = ""
    language: str = "en"
    authentic: tuple[str, ...] = ()
    day_count: str = ""
    exercise: bool = False
    rounds: tuple[str, ...] = names("round", default=())
    terms: tuple[DefinedTerm, ...] = ()
    clauses: tuple[Clause, ...] = ()
    brackets: tuple[Bracket, ...] = ()
    answers: tuple[Answer, ...] = ()
    understandings: tuple[Understanding, ...] = ()
    pool: tuple[Floated, ...] = ()
    releases: tuple[Release, ...] = ()
    ratifications: tuple[Ratification, ...] = ()
    titles: Parallel = ()
    audience: Audience = None

    def title_in(self, language: str | None) -> str:
        """Its title in that language, else in its own."""
        return dict(self.titles).get(language or "", self.title)

    @property
    def languages(self) -> tuple[str, ...]:
        """The languages its clauses have wording in, besides its own, in the order they first occur."""
        found = (language for each in self.clauses for wording in each.wordings for language, _ in wording.parallel)
        return tuple(dict.fromkeys(found))


def alternatives(text: Text) -> Iterator[tuple[str, Alternative]]:
    """Every alternative under its full name, `bracket.alternative`."""
    for bracket in text.brackets:
        for each in bracket.alternatives:
            yield f"{bracket.id}.{each.id}", each
