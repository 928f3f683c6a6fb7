"""A clause whose figures are not those of the obligations it puts into words.

Only words that are settled are looked at; an open bracket is a question, and its alternatives say what they do to the
plan.
"""

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from fractions import Fraction
from itertools import accumulate

from detente.case.quantity import Quantity
from detente.case.rule import Fault, rule
from detente.errors import Severity
from detente.plan.model import SIGNATURE, Obligation, Plan, When
from detente.plan.moments import is_date
from detente.text.check import Draft
from detente.text.lint.dates import dates, periods, recurs
from detente.text.lint.english import PEOPLE, singular
from detente.text.lint.figures import figures
from detente.text.lint.numerals import whole
from detente.text.lint.readings import Reading, in_english, settled


@rule(
    "DT0666",
    "A clause whose figures differ from its obligation's",
    why="Clause and obligation are two faces of one thing; by the plan a side would be held to what it did not sign.",
    remedy="Mend the clause or the plan, or tie the clause to what it says.",
    severity=Severity.WARNING,
)
def clauses_agree_with_their_duties(draft: Draft) -> Iterator[Fault]:
    plan = draft.plan
    if plan is None or not in_english(draft.text):
        return
    duties = {each.id: each for each in plan.obligations}
    for reading in settled(draft.text):
        tied = [duties[name] for name in reading.clause.obligations if name in duties]
        if tied:
            for says in (*_amounts(reading, tied), *_days(reading, tied, plan), *_dates(reading, tied, plan)):
                yield reading.where, says


def _amounts(reading: Reading, tied: Sequence[Obligation]) -> Iterator[str]:
    """Things counted of which no number in the clause is one of its obligations'."""
    told: dict[str, list[Fraction]] = {}
    for figure in figures(reading.words):
        told.setdefault(figure.of, []).append(figure.value)
    for noun, values in told.items():
        owed = [each for each in tied if noun and _counts(each.unit, noun)]
        given = [amount for each in owed for amount in _given(each)]
        if given and not any(_fits(value, amount) for value in values for amount in _ways_to_add(owed, given)):
            stated = ", ".join(f"{each.words}" for each in given[: len(owed)])
            yield f"the clause says {', '.join(map(whole, values))} {noun}, and {_named(owed)} {stated}"


def _counts(unit: str, noun: str) -> bool:
    """The obligation's unit is what the clause counts."""
    of = singular(unit.rsplit(maxsplit=1)[-1]) if unit.split() else ""
    return of == noun or (of in PEOPLE and noun in PEOPLE and "person" in (of, noun))


def _given(each: Obligation) -> list[Quantity]:
    """The obligation's amounts in single units: the whole first, then its parts."""
    scale = 1_000_000 if each.unit.startswith("million") else 1
    amounts = ([each.quantity] if each.quantity else []) + [batch.amount for batch in each.batches]
    if each.batches and each.quantity is None:
        whole_of_it = each.batches[0].amount
        for batch in each.batches[1:]:
            whole_of_it = whole_of_it + batch.amount
        amounts = [whole_of_it, *amounts]
    return [amount.times(scale) if scale > 1 else amount for amount in amounts]


def _ways_to_add(owed: Sequence[Obligation], given: Sequence[Quantity]) -> Iterator[Quantity]:
    """Every amount, and the first of the obligations' wholes added up, as far as each."""
    yield from given
    yield from accumulate(_given(each)[0] for each in owed if _given(each))


def _fits(value: Fraction, amount: Quantity) -> bool:
    return amount.least <= value <= amount.most


def _days(reading: Reading, tied: Sequence[Obligation], plan: Plan) -> Iterator[str]:
    """Days of which no number in the clause is one of its obligations' or their phase's; a blank admits any."""
    long = (each for each in periods(reading.words) if each.unit != "hour" and not recurs(reading.words, each))
    told = {each.days for each in long if each.days is not None}
    bounds = [bound for each in tied for bound in _bounds(each)]
    own = {bound for bound in bounds if isinstance(bound, int) and bound > 0}
    around = {bound for each in tied for when in _of_phase(each, plan) for bound in (when.span.least, when.span.most)}
    if told and own and not any(isinstance(bound, str) for bound in bounds) and not (own | around) & told:
        stated = ", ".join(map(str, sorted(own)))
        yield f"the clause says {', '.join(map(whole, sorted(told)))} days, and {_named(tied)} {stated}"


def _bounds(each: Obligation) -> Iterator[int | str | None]:
    """The days, and the blanks, that an obligation's own words state."""
    spans = [when.span for when in _own(each)]
    spans += [each.takes] if each.takes else []
    spans += [each.verification.takes] if each.verification and each.verification.takes else []
    for span in spans:
        yield from (span.least, span.most)
    yield each.grace


def _own(each: Obligation) -> Iterator[When]:
    yield from (*each.starts, *each.done, *each.until)
    yield from (when for batch in each.batches for when in batch.on)


def _of_phase(each: Obligation, plan: Plan) -> Iterator[When]:
    yield from (when for phase in plan.phases if phase.id == each.phase for when in (*phase.begins, *phase.ends))


def _dates(reading: Reading, tied: Sequence[Obligation], plan: Plan) -> Iterator[str]:
    """Dates of which none is one of its obligations'."""
    told = [each.on for each in dates(reading.words) if each.on]
    known = {day for each in tied for day in _days_named(each, plan)}
    if told and known - {plan.calendar.signature} and not known & set(told):
        yield f"the clause says {', '.join(map(str, told))}, and {_named(tied)} {', '.join(map(str, sorted(known)))}"


def _days_named(each: Obligation, plan: Plan) -> Iterator[date]:
    """The dates an obligation's words name, and those a number of days away from one."""
    for when in (*_own(each), *_of_phase(each, plan)):
        start = date.fromisoformat(when.event) if is_date(when.event) else plan.calendar.signature
        if start and (is_date(when.event) or when.event == SIGNATURE):
            yield start
            yield from (
                start + timedelta(bound) for bound in (when.span.least, when.span.most) if isinstance(bound, int)
            )


def _named(tied: Sequence[Obligation]) -> str:
    return f"{', '.join(repr(each.id) for each in tied)} {'has' if len(tied) == 1 else 'have'}"
