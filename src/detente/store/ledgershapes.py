"""The shape of `ledgers/<plan>.yaml`, as pydantic models, and which keys each kind of entry needs and may have.

As with a plan, everything arrives as text; what it means together is for `ledgerfile` and `conduct.soundness`.
"""

import re
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from detente.case.model import Standing as Checked
from detente.conduct.ledger import Confidence, EntryKind, Finds, Gravity, Happened, Intent, Result, Stage
from detente.store.ledgermeanings import meaning
from detente.store.planshapes import DayCount, Event, Number
from detente.store.shapes import Day, Labelled, Readers, Shape, Slug, Slugs, SomeSlugs, Text, YesNo, published


def _instant(value: object) -> object:
    """A day, or a day and a time of it: 2024-01-22, or 2024-01-22 14:30."""
    found = re.fullmatch(r"(\d{4}-\d{2}-\d{2})(?: (\d{2}):(\d{2}))?", value) if isinstance(value, str) else None
    if found is None:
        raise ValueError(f"{value!r} is no moment; write 2024-01-22, or 2024-01-22 14:30")
    try:
        day = date.fromisoformat(found[1])
        return datetime(day.year, day.month, day.day, int(found[2] or 0), int(found[3] or 0))
    except ValueError:
        raise ValueError(f"{value!r} is not a moment of the calendar and the clock") from None


def _hash(value: object) -> object:
    if isinstance(value, str) and re.fullmatch(r"(sha256:)?[0-9a-f]{64}", value):
        return value.removeprefix("sha256:")
    raise ValueError("evidence is named by its SHA-256: 64 figures and letters a to f, after `sha256:` or alone")


Instant = Annotated[datetime, BeforeValidator(_instant, json_schema_input_type=str)]
Hash = Annotated[str, BeforeValidator(_hash, json_schema_input_type=str)]
PlanName = Annotated[str, Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$", max_length=80)]


class ReadsShape(Shape):
    on: Day | None = None
    about: Slugs = []
    amount: Text | None = None
    total: Text | None = None
    category: Slug | None = None
    result: Result | None = None
    finds: Finds | None = None
    moment: Event | None = None
    says: Text = ""


class EntryShape(Labelled):
    id: Slug
    kind: EntryKind
    on: Day | None = None
    known: Instant | None = None
    by: SomeSlugs
    about: Slugs = []
    of: Slugs = []
    amount: Text | None = None
    total: Text | None = None
    part: Number | None = None
    category: Slug | None = None
    result: Result | None = None
    finds: Finds | None = None
    gravity: Gravity | None = None
    cure_by: Day | None = None
    moment: Event | None = None
    scenario: Slug | None = None
    rules_out: Event | None = None
    denied_by: Slug | None = None
    power: Slug | None = None
    days: DayCount | None = None
    until: Day | None = None
    noticed: Day | None = None
    answers: Slug | None = None
    replaced_by: Slug | None = None
    plan: PlanName | None = None
    stage: Stage | None = None
    happened: Happened | None = None
    against: Slugs = []
    attributed_to: Slug | None = None
    intent: Intent | None = None
    reads: ReadsShape | None = None
    withdraws: YesNo = False
    source: Slugs = []
    claims: Slugs = []
    method: Text = ""
    confidence: Confidence | None = None
    checked: Checked = Checked.READ
    evidence: Hash | None = None
    signed: Text = ""
    says: Text = ""
    under: PlanName | None = None


class LedgerShape(Shape):
    """The whole of a `ledgers/<plan>.yaml`."""

    detente: Literal["1"]
    plan: Slug | None = None
    about: Text = ""
    audience: Readers | None = None
    entries: list[EntryShape] = []


LISTS = frozenset("by about of against source claims audience".split())
"""Keys that hold a list of ids."""
ALWAYS = frozenset(
    "id kind on known by about of source claims method confidence checked evidence signed says under audience".split()
)
"""Keys that any entry may have."""
_ACCOUNT = "stage happened against attributed_to intent"
MAY = {
    EntryKind.SIGNATURE: "",
    EntryKind.REPORT: f"amount total part category moment scenario {_ACCOUNT}",
    EntryKind.CLAIM: "amount total part category",
    EntryKind.VERIFICATION: "result amount total part category stage happened",
    EntryKind.INCIDENT: f"amount category {_ACCOUNT}",
    EntryKind.DENIAL: "denied_by category",
    EntryKind.DISPUTE: "amount total category",
    EntryKind.FINDING: f"finds gravity cure_by rules_out {_ACCOUNT}",
    EntryKind.RESOLUTION: f"result amount total cure_by {_ACCOUNT}",
    EntryKind.EXTENSION: "power days until noticed part",
    EntryKind.SUSPENSION: "power days until noticed answers",
    EntryKind.RESUMPTION: "power noticed",
    EntryKind.EXCUSE: "power days until noticed",
    EntryKind.WAIVER: "power noticed",
    EntryKind.SUBSTITUTION: "power noticed replaced_by",
    EntryKind.TERMINATION: "power noticed",
    EntryKind.PHASE_DONE: "power noticed",
    EntryKind.BOND_RELEASED: "power noticed amount",
    EntryKind.BOND_FORFEITED: "power noticed amount",
    EntryKind.AMENDMENT: "plan",
    EntryKind.CORRECTION: "reads withdraws",
}
"""Keys that an entry of each kind may have besides."""
NEEDS = {
    EntryKind.CLAIM: ("about",),
    EntryKind.VERIFICATION: ("result", "about|of"),
    EntryKind.DENIAL: ("about|of",),
    EntryKind.DISPUTE: ("about|of",),
    EntryKind.FINDING: ("finds|rules_out", "about|of|rules_out"),
    EntryKind.RESOLUTION: ("of",),
    EntryKind.EXTENSION: ("about", "days|until"),
    EntryKind.SUSPENSION: ("about",),
    EntryKind.RESUMPTION: ("about",),
    EntryKind.EXCUSE: ("about",),
    EntryKind.WAIVER: ("about",),
    EntryKind.SUBSTITUTION: ("about", "replaced_by"),
    EntryKind.PHASE_DONE: ("about",),
    EntryKind.AMENDMENT: ("plan",),
    EntryKind.CORRECTION: ("of", "reads|withdraws"),
}
"""Keys that each kind needs; of those joined by a bar, one."""


def json_schema() -> dict[str, Any]:
    """The published JSON Schema of a ledger file, for completion and checking in editors."""
    return published(LedgerShape, "Ledger", meaning)
