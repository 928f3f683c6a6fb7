"""A phased plan as values: who owes what to whom, when, on what condition, checked by whom (PLAN 1-7, 18, 25).

A plan elaborates one proposal of a case and names that case's parties, issues and claims. Time is in whole days after
signature. An *event* is a moment of the plan, named as a phase's or an obligation's own moment: `pause.begins`,
`first-release.verified`; `signature` is the first, and a date stands for itself.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from detente.case.model import Audience
from detente.case.quantity import Quantity
from detente.plan.span import Span

SIGNATURE = "signature"


class Kind(StrEnum):
    """What sort of duty an obligation is, which decides what counts as a breach (PLAN 3)."""

    ACHIEVE = "achieve"
    DELIVER = "deliver"
    MAINTAIN = "maintain"
    REFRAIN = "refrain"
    RATE = "rate"
    PROCESS = "process"


LASTING = (Kind.MAINTAIN, Kind.REFRAIN, Kind.RATE)
"""Kinds that hold from one moment until another, rather than being done once."""


class Moment(StrEnum):
    """The moments of a phase (the first two) and of an obligation."""

    BEGINS = "begins"
    ENDS = "ends"
    STARTS = "starts"
    DONE = "done"
    VERIFIED = "verified"


class Power(StrEnum):
    """What somebody may do to obligations (PLAN 25)."""

    SUSPEND = "suspend"
    RESUME = "resume"
    EXTEND = "extend"
    EXCUSE = "excuse"
    WAIVE = "waive"
    SUBSTITUTE = "substitute"
    TERMINATE = "terminate"
    RELEASE_BOND = "release bond"
    FORFEIT_BOND = "forfeit bond"
    DECLARE_DONE = "declare phase done"


ENDING = (Power.SUSPEND, Power.WAIVE, Power.TERMINATE)
"""Powers that stop a duty for a time or for good."""


class Roll(StrEnum):
    """What becomes of a day that is no working day."""

    NONE = "none"
    NEXT = "next working day"


class Basis(StrEnum):
    """What a stage's quota is measured by before the next may begin."""

    STAGE = "own stage"
    CUMULATIVE = "cumulative"


@dataclass(frozen=True, slots=True)
class When:
    """A moment lies within a span after another event: `event` in full, or the bare id of something that lasts."""

    event: str
    span: Span


@dataclass(frozen=True, slots=True)
class Condition:
    """A tree of what must have come about: an `event`, or all or any of several conditions."""

    event: str = ""
    every: bool = True
    parts: tuple["Condition", ...] = ()

    @property
    def events(self) -> tuple[str, ...]:
        """All events named, in order.

        >>> Condition(parts=(Condition("a.done"), Condition(every=False, parts=(Condition("b.done"),)))).events
        ('a.done', 'b.done')
        """
        return (self.event,) if self.event else tuple(each for part in self.parts for each in part.events)


@dataclass(frozen=True, slots=True)
class Calendar:
    """How days are counted: the zone, the day of signature if there is one, rest days, holidays, and the roll."""

    zone: str = "UTC"
    signature: date | None = None
    roll: Roll = Roll.NONE
    rest_days: tuple[str, ...] = ()
    holidays: tuple[date, ...] = ()


@dataclass(frozen=True, slots=True)
class Blank:
    """Something left open: a whole number between `least` and `most`, or one of several `choices`."""

    id: str
    title: str
    least: int | None = None
    most: int | None = None
    choices: tuple[str, ...] = ()

    @property
    def domain(self) -> range:
        """Every value a number may take; empty where no domain is stated."""
        return range(0) if self.least is None or self.most is None else range(self.least, self.most + 1)


@dataclass(frozen=True, slots=True)
class IfNotReached:
    """What happens when a phase's end is not reached: the power used, and by whom it is held."""

    power: str = ""
    says: str = ""


@dataclass(frozen=True, slots=True)
class Phase:
    """A stage of the plan, when it begins and ends, and the test that says that it is done."""

    id: str
    title: str
    begins: tuple[When, ...] = ()
    ends: tuple[When, ...] = ()
    test: Condition | None = None
    if_not_reached: IfNotReached | None = None


@dataclass(frozen=True, slots=True)
class Verification:
    """Who says that something was done, by what method, and how many days that takes."""

    by: str = ""
    how: str = ""
    takes: Span | None = None


@dataclass(frozen=True, slots=True)
class Batch:
    """A part of what is delivered: how much, and when; `grace` where it is not the whole obligation's."""

    amount: Quantity
    on: tuple[When, ...] = ()
    grace: int | None = None


@dataclass(frozen=True, slots=True)
class Accepted:
    """How much had been accepted by a day, and the claim that says so."""

    on: date
    amount: Quantity
    claim: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """The issue an obligation advances, from one option of its ladder to another."""

    issue: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Remedy:
    """What follows a breach, and who holds it."""

    says: str = ""
    holder: str = ""


@dataclass(frozen=True, slots=True)
class Reading:
    """How one party reads a clause: what it would have the obligation wait for."""

    party: str
    starts: tuple[When, ...] = ()
    condition: Condition | None = None


@dataclass(frozen=True, slots=True)
class Obligation:
    """What one owes to another. `takes` is how long doing it lasts, which is for whoever does it to say.

    A lasting kind holds from `starts` until `until`. `reversible` is the share that can be taken back, least and most.
    `group` names what it is given against. `clauses` are claims or clauses it puts into terms; `accepted` is what was
    accepted so far. `accepted_by` names those outside the plan who agreed to what it asks of them.
    """

    id: str
    kind: Kind
    by: tuple[str, ...]
    to: tuple[str, ...]
    does: str
    phase: str = ""
    quantity: Quantity | None = None
    unit: str = ""
    starts: tuple[When, ...] = ()
    done: tuple[When, ...] = ()
    until: tuple[When, ...] = ()
    takes: Span | None = None
    condition: Condition | None = None
    verification: Verification | None = None
    grace: int = 0
    clock_stops: bool = False
    advances: Step | None = None
    reversible: tuple[float, float] = (0.0, 0.0)
    group: str = ""
    remedy: Remedy | None = None
    clauses: tuple[str, ...] = ()
    batches: tuple[Batch, ...] = ()
    basis: Basis | None = None
    accepted: tuple[Accepted, ...] = ()
    readings: tuple[Reading, ...] = ()
    places: tuple[str, ...] = ()
    scenario: str = ""
    survives: bool = False
    never_suspended: bool = False
    accepted_by: tuple[str, ...] = ()

    @property
    def lasts(self) -> bool:
        return self.kind in LASTING


@dataclass(frozen=True, slots=True)
class Key:
    """So many of what one obligation gives against so many of what another gives."""

    id: str
    between: tuple[str, str]
    ratio: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Holding:
    """A power: its holder, what it may do to which obligations, and within what limits."""

    id: str
    holder: str
    act: Power
    targets: tuple[str, ...]
    when: str = ""
    notice: int | None = None
    cap: int | None = None


@dataclass(frozen=True, slots=True)
class Place:
    """Somewhere a duty applies, and whether its bounds are drawn."""

    id: str
    title: str
    drawn: bool


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause of the text the plan puts into terms; one that is `not_modelled` says why."""

    id: str
    says: str
    not_modelled: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A number that the plan's author assumed, with who and when, so that it can be shown beside what rests on it."""

    about: str
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Plan:
    """A plan in full. `elaborates` is the proposal it puts into terms; `length` bounds the time from signature."""

    id: str
    title: str
    parties: tuple[str, ...]
    elaborates: str = ""
    about: str = ""
    guarantors: tuple[str, ...] = ()
    monitors: tuple[str, ...] = ()
    calendar: Calendar = Calendar()
    length: Span | None = None
    blanks: tuple[Blank, ...] = ()
    phases: tuple[Phase, ...] = ()
    obligations: tuple[Obligation, ...] = ()
    keys: tuple[Key, ...] = ()
    powers: tuple[Holding, ...] = ()
    places: tuple[Place, ...] = ()
    clauses: tuple[Clause, ...] = ()
    scenarios: tuple[tuple[str, str], ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    audience: Audience = None
