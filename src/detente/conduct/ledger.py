"""The record of a plan once it is alive: entries that are only ever added to, each with its two clocks.

An entry says what happened on which day (`on`), when it came to be known (`known`, in the plan's own zone), who said or
did it, and on what grounds. What an entry means for an obligation is for `standing`; whether it names what is there,
for `soundness`. Entries stand in the order in which the record folds: known instant, event day, content hash; what is
known and happened at once goes by kind first, so that a claim comes before what answers it.
"""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from detente.case.model import Audience
from detente.case.model import Standing as Checked
from detente.case.quantity import Quantity
from detente.conduct.sealing import seal
from detente.plan.model import Plan, Power


class EntryKind(StrEnum):
    """What sort of thing an entry records, in the order in which what comes at once is taken up."""

    SIGNATURE = "signature"
    REPORT = "report"
    CLAIM = "claim of performance"
    VERIFICATION = "verification result"
    INCIDENT = "incident"
    DENIAL = "denial of access"
    DISPUTE = "dispute"
    FINDING = "finding"
    RESOLUTION = "resolution"
    EXTENSION = "extension"
    SUSPENSION = "suspension"
    RESUMPTION = "resumption"
    EXCUSE = "excuse"
    WAIVER = "waiver"
    SUBSTITUTION = "substitution"
    TERMINATION = "termination"
    PHASE_DONE = "phase done"
    BOND_RELEASED = "bond released"
    BOND_FORFEITED = "bond forfeited"
    AMENDMENT = "amendment"
    CORRECTION = "correction"


_RANK = {kind: row for row, kind in enumerate(EntryKind)}

POWER_FOR = {
    EntryKind.EXTENSION: Power.EXTEND,
    EntryKind.SUSPENSION: Power.SUSPEND,
    EntryKind.RESUMPTION: Power.RESUME,
    EntryKind.EXCUSE: Power.EXCUSE,
    EntryKind.WAIVER: Power.WAIVE,
    EntryKind.SUBSTITUTION: Power.SUBSTITUTE,
    EntryKind.TERMINATION: Power.TERMINATE,
    EntryKind.PHASE_DONE: Power.DECLARE_DONE,
    EntryKind.BOND_RELEASED: Power.RELEASE_BOND,
    EntryKind.BOND_FORFEITED: Power.FORFEIT_BOND,
}
"""The power that each act of an entry takes."""


class Result(StrEnum):
    """What a verifier says of a claim. In part: it is not the whole; in full: it is taken for the whole."""

    UNDER_WAY = "under verification"
    CONFIRMED = "confirmed"
    IN_PART = "confirmed in part"
    IN_FULL = "confirmed in full"
    REFUTED = "refuted"
    INCONCLUSIVE = "inconclusive"
    NOT_OBSERVABLE = "not observable"


class Finds(StrEnum):
    """What a finding comes to."""

    BREACH = "breach"
    NO_BREACH = "no breach"
    UNDECIDED = "undecided"


class Gravity(StrEnum):
    """How grave a breach was found to be."""

    MINOR = "minor"
    SERIOUS = "serious"


class Stage(StrEnum):
    """How far the looking into an incident has come."""

    ALLEGATION = "allegation"
    PRELIMINARY = "preliminary"
    INVESTIGATION = "investigation"
    FINDING = "finding"
    BOARD = "board"
    FOLLOW_UP = "follow-up"


class Happened(StrEnum):
    """Whether the thing told of happened at all."""

    YES = "yes"
    NO = "no"
    UNCLEAR = "unclear"


class Intent(StrEnum):
    """Whether it was meant."""

    DELIBERATE = "deliberate"
    NOT_DELIBERATE = "not deliberate"
    UNCLEAR = "unclear"


class Confidence(StrEnum):
    """How sure whoever says it is."""

    HIGH = "high"
    MODERATE = "moderate"
    LOW = "low"


@dataclass(frozen=True, slots=True)
class Proof:
    """What an entry rests on. `evidence` is the SHA-256 of what is kept under seal; `signed` the person who answers."""

    sources: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    method: str = ""
    confidence: Confidence | None = None
    checked: Checked = Checked.READ
    evidence: str = ""
    signed: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What is told of an incident: four things that do not follow from each other, and the stage they are told at."""

    stage: Stage | None = None
    happened: Happened | None = None
    against: tuple[str, ...] = ()
    attributed_to: str = ""
    intent: Intent | None = None


@dataclass(frozen=True, slots=True)
class Exercise:
    """How a power is used: the power by id, for how long, with what notice, in answer to which breached obligation.

    `replaced_by` is the obligation put in the place of another, `plan` the text that an amendment brings in.
    """

    power: str = ""
    days: int | None = None
    until: date | None = None
    noticed: date | None = None
    answers: str = ""
    replaced_by: str = ""
    plan: str = ""


@dataclass(frozen=True, slots=True)
class Reads:
    """What an entry should have read; what is None or empty stands as it was."""

    on: date | None = None
    about: tuple[str, ...] = ()
    amount: Quantity | None = None
    total: Quantity | None = None
    category: str = ""
    result: Result | None = None
    finds: Finds | None = None
    moment: str = ""
    says: str = ""


Place = tuple[datetime, date, int, str]
"""Known instant, event day, rank of the kind, content hash."""
PLAIN_PROOF, NO_ACCOUNT, NO_EXERCISE = Proof(), Account(), Exercise()


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing recorded. `about` are obligations or phases, `of` earlier entries it speaks of.

    `amount` is so much more, `total` so much in all by then; never both. `part` is the batch, counted from 1. `moment`
    is what a report says came about, `rules_out` what can no longer. `under` is the plan version it was written under.
    """

    id: str
    kind: EntryKind
    on: date
    known: datetime
    by: tuple[str, ...]
    about: tuple[str, ...] = ()
    of: tuple[str, ...] = ()
    amount: Quantity | None = None
    total: Quantity | None = None
    part: int | None = None
    category: str = ""
    result: Result | None = None
    finds: Finds | None = None
    gravity: Gravity | None = None
    cure_by: date | None = None
    moment: str = ""
    scenario: str = ""
    rules_out: str = ""
    denied_by: str = ""
    exercise: Exercise = NO_EXERCISE
    account: Account = NO_ACCOUNT
    reads: Reads | None = None
    withdraws: bool = False
    proof: Proof = PLAIN_PROOF
    says: str = ""
    under: str = ""
    audience: Audience = None
    seal: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "seal", seal(self))

    @property
    def place(self) -> Place:
        """Where it stands in the fold."""
        return self.known, self.on, _RANK[self.kind], self.seal


Moment = tuple[date, Place]
"""A place in the course of events: a day, and within it the order of the fold."""


def order(entry: Entry) -> Moment:
    """Where an entry falls in the course of events."""
    return entry.on, entry.place


@dataclass(frozen=True, slots=True)
class Ledger:
    """The entries of one plan in the order of the fold, and the texts that amendments of it bring in.

    >>> from detente.conduct.ledger import Entry, EntryKind
    >>> later, earlier = (
    ...     Entry(slug, EntryKind.REPORT, date(2024, 3, 1), datetime(2024, 3, day), ("envoy",))
    ...     for slug, day in (("b", 4), ("a", 2))
    ... )
    >>> [each.id for each in Ledger("halt", (later, earlier)).entries]
    ['a', 'b']
    """

    plan: str
    entries: tuple[Entry, ...] = ()
    versions: tuple[Plan, ...] = ()
    about: str = ""
    audience: Audience = None

    def __post_init__(self) -> None:
        object.__setattr__(self, "entries", tuple(sorted(self.entries, key=lambda each: each.place)))

    def __len__(self) -> int:
        return len(self.entries)
