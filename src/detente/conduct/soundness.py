"""Whether a ledger names what is there: obligations, voices, powers, moments, entries; and in an order that can be.

Asked of a ledger with its plan and case. What is beyond a power or late is no fault of the file, and is for `standing`.
"""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from detente.case.model import Case
from detente.case.rule import Fault, Rule, rule
from detente.case.secrecy import open_to_all_of, readers
from detente.conduct.ledger import Entry, EntryKind, Ledger
from detente.conduct.versions import text_called
from detente.errors import Path, Problem, did_you_mean
from detente.plan.model import Plan
from detente.plan.moments import Moments

_ACTS_AHEAD = frozenset(EntryKind) - {
    EntryKind.CLAIM,
    EntryKind.VERIFICATION,
    EntryKind.INCIDENT,
    EntryKind.DENIAL,
    EntryKind.DISPUTE,
}
"""Kinds that may be known before their day: what is agreed or announced for later."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A ledger with the plan it follows and the case that both name."""

    ledger: Ledger
    plan: Plan
    case: Case

    @property
    def texts(self) -> tuple[Plan, ...]:
        return (self.plan, *self.ledger.versions)


def _at(entry: Entry, *steps: str | int) -> Path:
    return ("entries", entry.id, *steps)


@rule(
    "DT0711",
    "An entry names something that is not there",
    why="What is recorded of a duty nobody owes, or by nobody known, is lost when it is needed.",
    remedy="Correct the name, or add what it names to the plan or the case.",
)
def names_are_known(kept: Kept) -> Iterator[Fault]:
    texts, case = kept.texts, kept.case
    voices = {
        *(party.id for party in case.parties),
        *(faction.id for party in case.parties for faction in party.factions),
        *(actor.id for actor in case.actors),
    }
    obligations = {each.id for text in texts for each in text.obligations}
    phases = {each.id for text in texts for each in text.phases}
    known = {
        "about": ("obligation or phase", obligations | phases),
        "by": ("party or actor", voices),
        "denied_by": ("party or actor", voices),
        "attributed_to": ("party or actor", voices),
        "of": ("entry", {each.id for each in kept.ledger.entries}),
        "power": ("power", {each.id for text in texts for each in text.powers}),
        "answers": ("obligation", obligations),
        "replaced_by": ("obligation", obligations),
        "scenario": ("branch", {slug for text in texts for slug, _ in text.scenarios}),
        "moment": ("moment", {name for text in texts for name in Moments(text).names}),
        "rules_out": ("moment", {name for text in texts for name in Moments(text).names}),
        "claims": ("claim of the case", {each.id for each in case.claims}),
        "source": ("edition", {each.id for source in case.sources for each in source.editions}),
        "against": (
            "obligation or clause",
            obligations | {c.id for t in texts for c in t.clauses} | {each.id for each in case.claims},
        ),
    }
    for entry in kept.ledger.entries:
        for key, names in _names(entry):
            kind, those = known[key]
            for name in names:
                if name not in those:
                    yield _at(entry, key), f"there is no {kind} called {name!r}", did_you_mean(name, sorted(those))
        if entry.kind is EntryKind.AMENDMENT and text_called(entry.exercise.plan, texts) is None:
            yield _at(entry, "plan"), f"there is no plan called {entry.exercise.plan!r} beside the case"


def _names(entry: Entry) -> Iterator[tuple[str, tuple[str, ...]]]:
    told, used = entry.account, entry.exercise
    yield "about", entry.about
    yield "by", entry.by
    yield "of", entry.of
    yield "claims", entry.proof.claims
    yield "source", entry.proof.sources
    yield "against", told.against
    for key, name in (
        ("denied_by", entry.denied_by),
        ("attributed_to", told.attributed_to),
        ("power", used.power),
        ("answers", used.answers),
        ("replaced_by", used.replaced_by),
        ("scenario", entry.scenario),
        ("moment", entry.moment),
        ("rules_out", entry.rules_out),
    ):
        yield key, (name,) if name else ()


@rule(
    "DT0712",
    "Two entries bear one id",
    why="Whatever names the one names the other, and a correction of one would be one of both.",
    remedy="Give the later one another id; an id, once given, stays.",
)
def ids_are_given_once(kept: Kept) -> Iterator[Fault]:
    counts = Counter(each.id for each in kept.ledger.entries)
    for slug, count in counts.items():
        if count > 1:
            yield ("entries", slug), f"{count} entries are called {slug!r}"


@rule(
    "DT0713",
    "Something is known before it happened",
    why="What is told of a day yet to come is an announcement, and would count as done.",
    remedy="Mend `on` or `known`; what is announced is a report, or the act that is announced.",
)
def nothing_is_known_before_its_day(kept: Kept) -> Iterator[Fault]:
    for entry in kept.ledger.entries:
        if entry.kind not in _ACTS_AHEAD and entry.known.date() < entry.on:
            says = f"{entry.id!r} happened on {entry.on} and was known on {entry.known.date()}"
            yield _at(entry, "known"), says


@rule(
    "DT0714",
    "An entry speaks of itself",
    why="What it confirms, disputes or corrects would be itself.",
    remedy="Name the entry that it speaks of.",
)
def entries_speak_of_others(kept: Kept) -> Iterator[Fault]:
    for entry in kept.ledger.entries:
        if entry.id in entry.of:
            yield _at(entry, "of"), f"{entry.id!r} speaks of itself"


@rule(
    "DT0715",
    "An entry names one that its readers may not see",
    why="The name alone tells them that there is something.",
    remedy="Close this entry to the same readers, or speak of it without naming the other.",
)
def entries_name_what_their_readers_may_see(kept: Kept) -> Iterator[Fault]:
    labels = {each.id: _readers(kept, each) for each in kept.ledger.entries}
    for entry in kept.ledger.entries:
        for slug in entry.of:
            if slug in labels and not open_to_all_of(labels[slug], labels[entry.id]):
                yield _at(entry, "of"), f"{slug!r} is closed to some who may read {entry.id!r}"


def _readers(kept: Kept, entry: Entry) -> frozenset[str]:
    label = kept.ledger.audience if entry.audience is None else entry.audience
    return readers(kept.case, label)


RULES: tuple[Rule[Kept], ...] = (
    names_are_known,
    ids_are_given_once,
    nothing_is_known_before_its_day,
    entries_speak_of_others,
    entries_name_what_their_readers_may_see,
)
CODES = tuple(each.code for each in RULES)


def problems(kept: Kept, rules: Iterable[Rule[Kept]] = RULES) -> tuple[Problem, ...]:
    """All that is unsound, rule by rule."""
    return tuple(problem for each in rules for problem in each(kept))
