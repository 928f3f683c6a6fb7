"""The values a case is made of.

All are frozen. An item that a reader may or may not see carries an `audience`: the readers it is open to, or None for
the case's default. A field that names another item says so with `names(...)`; what is unknown, what may not be seen
and what must be left out with it are all derived from those declarations. Dates are calendar days; amounts are
`Quantity`; ids are the file's own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from html import escape
from typing import Any, Protocol, TypeVar

from detente.case.quantity import Quantity

Audience = tuple[str, ...] | None
"""Who may read an item: names of audiences; None is the case's default."""

PUBLIC = "public"
MEDIATORS = "mediators"
WHOLE_DEAL = "whole deal"
UNSTATED = "unstated"


def names(*kinds: str, default: Any = None) -> Any:  # noqa: ANN401 - a dataclass field takes any type
    """A field holding the id of an item of one of `kinds`, or a tuple of such ids."""
    return field(default=default, metadata={"names": kinds})


class Named(Protocol):
    """Anything of a case that has an id of its own."""

    @property
    def id(self) -> str: ...


class Item(Named, Protocol):
    """Anything of a case with an id and a label that says who may read it."""

    @property
    def audience(self) -> Audience: ...


class Act(StrEnum):
    """What a speaker does with words. Near neighbours are kept apart on purpose (convention 18)."""

    DEMAND = "demand"
    OFFER = "offer"
    PROPOSE = "propose"
    ACCEPT = "accept"
    WILLING = "willing to discuss"
    RELUCTANT = "reluctant to discuss"
    REJECT = "reject"
    RED_LINE = "red line"
    CONDITION = "condition"
    PREFER = "prefer"
    PUT_FIRST = "put first"
    EXCLUDE = "exclude"
    SUPPORT = "support"
    CALL_FOR = "call for"
    EXPECT = "expect"
    BELIEVE = "believe"
    ASSESS = "assess"
    STATE = "state"
    DENY = "deny"


class Setting(StrEnum):
    """How a statement reached us; the three are never merged (convention 17)."""

    PUBLIC_WORDS = "own words in public"
    FROM_THE_ROOM = "reported from the room"
    BY_OTHERS = "account by others"


class Speech(StrEnum):
    """Whether the source quotes."""

    DIRECT = "direct"
    MIXED = "mixed"
    INDIRECT = "indirect"


class ActorKind(StrEnum):
    """Who can speak or act. An anonymous source is a category, never a guess at a person."""

    PERSON = "person"
    BODY = "body"
    STATE = "state"
    GROUP = "group"
    COLLECTIVE = "collective"
    MEDIA = "media"
    ANONYMOUS_PERSON = "anonymous-person"
    ANONYMOUS_GROUP = "anonymous-group"


class RuleKind(StrEnum):
    """How a party decides."""

    NOT_STATED = "not stated"
    LEADER = "leader"
    MAJORITY = "majority"
    UNANIMITY = "unanimity"
    VETOES = "vetoes"


class Holding(StrEnum):
    """What an option holds when it is no amount. A `wording` is worth what its words say, and no one can rank words."""

    NONE = "none"
    DEFERRED = "deferred"
    WORDING = "wording"
    YES = "yes"


class Outlook(StrEnum):
    """How the speaker expects things to go without a deal."""

    BETTER = "better"
    WORSE = "worse"


class Provision(StrEnum):
    """What practice needs a plan to say; a plan silent on one raises an open question."""

    VERIFIER = "verifier"
    GUARANTOR = "guarantor"
    RATIFICATION = "ratification"
    LIST_FAILURE = "list failure"
    PAUSE_END = "pause end"
    PHASE_END = "phase end"
    ORDER = "order inside a phase"
    BASELINE = "baseline"
    DAY_COUNT = "day count"
    BREACH = "breach"


class Drift(StrEnum):
    """What a retelling did to what it retells."""

    SAME = "same"
    REWORDED = "reworded"
    WIDENED = "widened"
    NARROWED = "narrowed"
    REORDERED = "reordered"


class Standing(StrEnum):
    """How far a fact of the case has been checked against its source."""

    READ = "read"
    WORKED_OUT = "worked out"
    UNVERIFIED = "unverified"


# Where statements come from


@dataclass(frozen=True, slots=True)
class Edition:
    """One text of a source, as one outlet printed it on one day."""

    id: str
    publisher: str
    on: date | None
    title: str = ""
    address: str = ""
    licence: str = ""
    standing: Standing = Standing.READ
    note: str = ""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Source:
    """One origin. Its editions retell the same account and count as one witness."""

    id: str
    title: str
    editions: tuple[Edition, ...] = ()
    stake: str = ""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Citation:
    """Where in which edition: `at` holds (start, end) pairs in code points of the edition's text."""

    document: str = names("edition", default="")
    at: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """Admiralty grading: how reliable the source is (A-F) and how credible the content (1-6), judged apart."""

    reliability: str
    credibility: int

    def __str__(self) -> str:
        return f"{self.reliability}{self.credibility}"


# Who speaks and who decides


@dataclass(frozen=True, slots=True)
class Actor:
    """Somebody who speaks, mediates, pays or is spoken to. `of` is the body, faction or party it belongs to."""

    id: str
    name: str
    kind: ActorKind
    of: str | None = names("voice")
    role: str = ""
    stake: str = ""
    members: tuple[str, ...] = names("voice", default=())
    written: tuple[tuple[str, str], ...] = ()  # (language, name), for names in their own script
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Faction:
    """A part of a party with a will of its own."""

    id: str
    name: str
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Rule:
    """How a party's factions come to a decision; `holders` are the leader or those with a veto."""

    kind: RuleKind = RuleKind.NOT_STATED
    holders: tuple[str, ...] = names("voice", default=())


@dataclass(frozen=True, slots=True)
class Party:
    """A side whose consent the agreement needs."""

    id: str
    name: str
    factions: tuple[Faction, ...] = ()
    rule: Rule = Rule()
    written: tuple[tuple[str, str], ...] = ()
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Holder:
    """Somebody reported to hold or control what a group stands for, and the claim that says so."""

    actor: str = names("voice", default="")
    claim: str = names("claim", default="")


@dataclass(frozen=True, slots=True)
class Group:
    """People the agreement is about, and the claims that mention them. They are counted by category, never named."""

    id: str
    title: str
    held_by: tuple[Holder, ...] = ()
    claims: tuple[str, ...] = names("claim", default=())
    audience: Audience = None


# What is bargained over


@dataclass(frozen=True, slots=True)
class Option:
    """One rung of an issue's ladder."""

    id: str
    title: str
    holds: Quantity | Holding


@dataclass(frozen=True, slots=True)
class Issue:
    """A question to be settled. Options stand in ladder order; `without` is the one that holds with no deal."""

    id: str
    title: str
    without: str
    options: tuple[Option, ...]
    unit: str = ""
    given_by: str | None = names("party")
    concerns: tuple[str, ...] = names("group", default=())
    defined_by: str | None = names("party")  # a category that one side defines by itself
    audience: Audience = None

    def rung(self, option: str) -> int:
        """Where on the ladder an option stands; the first is 0."""
        return next(row for row, each in enumerate(self.options) if each.id == option)


@dataclass(frozen=True, slots=True)
class Subject:
    """Something that sources state figures about, so that they can be set side by side.

    With a unit the figures are amounts; with the unit `date` they are days as written; without one they are words.
    """

    id: str
    title: str
    unit: str = ""
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Term:
    """What is asked or given on one issue: an option, or an amount, or (with neither) a blank."""

    issue: str = names("issue", default="")
    option: str | None = None
    amount: Quantity | None = None

    @property
    def blank(self) -> bool:
        return self.option is None and (self.amount is None or self.amount.blank)


@dataclass(frozen=True, slots=True)
class Fact:
    """A figure (a Quantity) or a word stated about a subject."""

    subject: str = names("subject", default="")
    stated: Quantity | str = ""


@dataclass(frozen=True, slots=True)
class Voice:
    """One link in a chain of speakers; not `sure` when the text leaves open whether this is who speaks."""

    actor: str = names("voice", default="")
    sure: bool = True


@dataclass(frozen=True, slots=True)
class Inference:
    """Marks what an analyst concluded, as against what a source reported."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Retelling:
    """How another edition of the same origin told the same thing."""

    document: str = names("edition", default="")
    says: str = ""
    drift: Drift = Drift.SAME


@dataclass(frozen=True, slots=True)
class Claim:
    """What somebody is reported to have said, demanded, offered, believed or done.

    `by` is the chain of speakers, outermost first; the last one holds the position. `target` is the exact proposal or
    claim the act is about. `scope` says what the amounts cover: a phase of the proposal it is part of, the whole deal,
    or unstated.
    """

    id: str
    by: tuple[Voice, ...]
    act: Act
    says: str
    sources: tuple[Citation, ...] = ()
    setting: Setting | None = None
    part_of: str | None = names("proposal")
    scope: str = UNSTATED
    terms: tuple[Term, ...] = ()
    rather_than: tuple[Term, ...] = ()
    before: tuple[str, ...] = names("issue", default=())
    target: str | None = names("proposal", "claim")
    responds_to: str | None = names("claim")
    disagrees_with: tuple[str, ...] = names("claim", default=())
    facts: tuple[Fact, ...] = ()
    provides: tuple[Provision, ...] = ()
    speaks_for: tuple[str, ...] = names("group", default=())
    without_deal: Outlook | None = None
    reason: str = ""
    condition: str = ""
    said_to: tuple[str, ...] = names("voice", default=())
    said_on: date | None = None
    reported_on: date | None = None
    speech: Speech = Speech.INDIRECT
    grade: Grade | None = None
    inference: Inference | None = None
    retold: tuple[Retelling, ...] = ()
    audience: Audience = None

    @property
    def holder(self) -> str:
        """Whose position or statement it is: the innermost speaker of the chain, '' for a broken chain."""
        return self.by[-1].actor if self.by else ""


# What is on the table


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of a proposal; no `length` means that nobody stated one.

    A `follow_on` stage is what comes after the plan has run, such as later talks: no part of the plan's length.
    """

    id: str
    title: str
    length: Quantity | None = None
    follow_on: bool = False


@dataclass(frozen=True, slots=True)
class Blank:
    """A term left open, with the values it could take as far as anything said rules them out."""

    id: str
    title: str
    issue: str = names("issue", default="")
    scope: str = WHOLE_DEAL
    domain: Quantity | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A named set of terms put forward by somebody. Its terms are the claims that are `part_of` it."""

    id: str
    title: str
    by: tuple[str, ...] = names("voice", default=())
    length: Quantity | None = None
    phases: tuple[Phase, ...] = ()
    blanks: tuple[Blank, ...] = ()
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Pledge:
    """Something promised on conditions, such as money."""

    id: str
    gives: str
    by: tuple[str, ...] = names("voice", default=())
    conditions: tuple[Term, ...] = ()
    claims: tuple[str, ...] = names("claim", default=())
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Precedent:
    """An earlier arrangement that speakers or practitioners compare with, and the subjects it has figures on."""

    id: str
    title: str
    subjects: tuple[str, ...] = names("subject", default=())
    claims: tuple[str, ...] = names("claim", default=())
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Round:
    """A sitting of the talks; `when` keeps the words where no day is stated."""

    id: str
    title: str
    on: date | None = None
    when: str = ""
    place: str = ""
    present: tuple[str, ...] = names("voice", default=())
    claims: tuple[str, ...] = names("claim", default=())
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Contact:
    """Who spoke to whom, when, how and on what."""

    id: str
    about: str
    between: tuple[str, ...] = names("voice", default=())
    on: date | None = None
    when: str = ""
    how: str = ""
    round: str | None = names("round")
    claims: tuple[str, ...] = names("claim", default=())
    audience: Audience = None


@dataclass(frozen=True, slots=True)
class Resolution:
    """A named person's decision on a contradiction: dated, reasoned, and reversible by withdrawing it.

    `subject` narrows it to the figures on one subject, where the claims state several.
    """

    id: str
    by: str
    on: date
    why: str
    between: tuple[str, ...] = names("claim", default=())
    keeps: str | None = names("claim")
    subject: str | None = names("subject")
    withdrawn_on: date | None = None
    withdrawn_by: str = ""
    audience: Audience = None


@dataclass(frozen=True, slots=True, repr=False)
class Case:
    """Everything that is claimed about one negotiation, as one audience may see it on one day.

    >>> Case("Two villages and a well", date(2024, 3, 1))
    <Case 'Two villages and a well', as of 2024-03-01, for mediators: 0 claims, 0 proposals, 0 issues>
    """

    title: str
    as_of: date
    about: str = ""
    licence: str = ""
    audience: str = MEDIATORS
    default_audience: Audience = None
    sources: tuple[Source, ...] = ()
    actors: tuple[Actor, ...] = ()
    parties: tuple[Party, ...] = ()
    mediators: tuple[str, ...] = names("voice", default=())
    guarantors: tuple[str, ...] = names("voice", default=())
    stakeholders: tuple[str, ...] = names("voice", default=())
    groups: tuple[Group, ...] = ()
    issues: tuple[Issue, ...] = ()
    subjects: tuple[Subject, ...] = ()
    proposals: tuple[Proposal, ...] = ()
    claims: tuple[Claim, ...] = ()
    pledges: tuple[Pledge, ...] = ()
    precedents: tuple[Precedent, ...] = ()
    rounds: tuple[Round, ...] = ()
    contacts: tuple[Contact, ...] = ()
    resolutions: tuple[Resolution, ...] = ()

    def __repr__(self) -> str:
        return f"<Case {self.title!r}, as of {self.as_of}, for {self.audience}: {self._held()}>"

    def _repr_html_(self) -> str:
        """The case in a notebook cell: what it is, who is in it, what is on the table."""
        rows = (
            ("As of", str(self.as_of)),
            ("For", self.audience),
            ("Parties", ", ".join(party.name for party in self.parties)),
            ("On the table", ", ".join(proposal.title for proposal in self.proposals)),
            ("Holds", self._held()),
        )
        cells = "".join(f"<tr><th>{head}</th><td>{escape(text)}</td></tr>" for head, text in rows)
        return f"<table><caption>{escape(self.title)}</caption>{cells}</table>"

    def _held(self) -> str:
        return ", ".join(f"{len(getattr(self, name))} {name}" for name in ("claims", "proposals", "issues"))


AnyNamed = TypeVar("AnyNamed", bound=Named)


def by_id(items: Iterable[AnyNamed]) -> dict[str, AnyNamed]:
    """The items under their ids; of two with one id the first counts.

    >>> by_id([Subject("aid", "Aid"), Subject("aid", "again")])["aid"].title
    'Aid'
    """
    found: dict[str, AnyNamed] = {}
    for item in items:
        found.setdefault(item.id, item)
    return found
