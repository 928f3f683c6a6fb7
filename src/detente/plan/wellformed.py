"""Whether a plan is well formed: W1-W12 of practice, each a named rule, and what else can be seen without a calendar.

A rule is asked of a `Draft`: the plan, and the case it belongs to. What it finds does not keep a plan from being read;
a draft may be shown, timed and briefed with its defects beside it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from detente.case.ladders import rungs
from detente.case.model import Case, Issue, Term
from detente.case.quantity import Tell, same
from detente.case.rule import Fault, Rule, rule
from detente.errors import Path, Problem, Severity, did_you_mean
from detente.plan import waits
from detente.plan.model import ENDING, Obligation, Plan, Power
from detente.plan.moments import Moments, is_date
from detente.plan.names import blanks_in, events, known_names, names
from detente.plan.network import Clash, earliest
from detente.plan.ranges import Timing
from detente.plan.timetable import widest


@dataclass(frozen=True, slots=True)
class Draft:
    """A plan with the case whose parties, issues and claims it names."""

    plan: Plan
    case: Case

    @property
    def signatories(self) -> frozenset[str]:
        return frozenset((*self.plan.parties, *self.plan.guarantors, *self.plan.monitors))


@rule(
    "DT0501",
    "W1: an obligation without one debtor, a window, a verifier or a method",
    why="What nobody in particular owes, by no day and in nobody's sight, can be breached and nobody can say so.",
    remedy="Name one under `by`; give `starts`, `done` or `until`, or a phase that ends; name who says so under "
    "`verified: {by, how}`.",
)
def obligations_are_owed_timed_and_checked(draft: Draft) -> Iterator[Fault]:
    ending = {phase.id for phase in draft.plan.phases if phase.ends}
    for each in draft.plan.obligations:
        where: Path = ("obligations", each.id)
        if len(each.by) != 1:
            yield (*where, "by"), f"{each.id!r} is owed by {len(each.by) or 'nobody'}, not by one"
        if not (each.starts or each.done or each.until or each.phase in ending):
            yield where, f"{each.id!r} has no window: nothing says by when"
        if each.verification is None or not each.verification.by:
            yield where, f"nobody is named who says whether {each.id!r} was done"
        if each.verification is None or not each.verification.how:
            yield where, f"no method is named for saying whether {each.id!r} was done"


@rule(
    "DT0502",
    "W2: a name that nothing bears, or a blank without a domain",
    why="A duty that hangs on something unnamed can be read in any way.",
    remedy="Correct the name, or add what it names; give a blank `least` and `most`, or `choices`.",
)
def names_are_known_and_blanks_bounded(draft: Draft) -> Iterator[Fault]:
    plan, moments = draft.plan, Moments(draft.plan)
    for where, event in events(plan):
        if not moments.known(event):
            yield where, f"no moment is called {event!r}", did_you_mean(event, moments.names)
        elif is_date(event) and plan.calendar.signature is None:
            yield where, f"{event} is a date, and the plan does not say when it is signed"
    known = known_names(plan, draft.case)
    for where, kind, name in names(plan):
        if name not in known[kind]:
            yield where, f"there is no {kind} called {name!r}", did_you_mean(name, known[kind])
    of_days = {blank.id for blank in Timing(plan).blanks}
    for blank in plan.blanks:
        if not blank.domain and blank.id in of_days and blank.choices:
            yield ("blanks", blank.id), f"{blank.id!r} stands for days, and its choices are words"
        elif not blank.domain and not blank.choices:
            yield (
                ("blanks", blank.id),
                f"{blank.id!r} says neither how small and great it may be nor what the choices are",
            )
    for where, name in blanks_in(plan):
        if name not in {blank.id for blank in plan.blanks}:
            yield where, f"there is no blank called {name!r}", did_you_mean(name, [b.id for b in plan.blanks])


@rule(
    "DT0503",
    "W3: a condition that waits for itself",
    why="What begins only after something that begins only after it never begins.",
    remedy="Take one of the waits out, or let one of them begin on a date.",
)
def nothing_waits_for_itself(draft: Draft) -> Iterator[Fault]:
    for loop in waits.loops(draft.plan):
        if not waits.within_one_group(draft.plan, loop):
            yield ("obligations", waits.first_of(draft.plan, loop)), f"each waits for the next: {' → '.join(loop)}"


@rule(
    "DT0504",
    "W4: nobody in an exchange can move first",
    why="Where each side waits until the other's performance is verified, both wait for ever.",
    remedy="Let one of them begin on a day, hand over at once through a guarantor, or split off a first batch.",
)
def somebody_can_move_first(draft: Draft) -> Iterator[Fault]:
    for loop in waits.loops(draft.plan):
        if waits.within_one_group(draft.plan, loop):
            first = waits.first_of(draft.plan, loop)
            yield ("obligations", first), f"in this exchange each side waits for the other: {' → '.join(loop)}"


@rule(
    "DT0505",
    "W5: a phase without a length or a test of its end, or without an answer to what happens if it is not reached",
    why="Plans have died in a phase that one side held to be over and the other did not.",
    remedy="Give the phase a `test` of verified events, and `if_not_reached` with a power to extend that has a cap.",
)
def phases_end_by_a_test(draft: Draft) -> Iterator[Fault]:
    powers = {each.id: each for each in draft.plan.powers}
    for phase in draft.plan.phases:
        where: Path = ("phases", phase.id)
        if not phase.ends:
            yield where, f"nothing says how long {phase.title!r} lasts, or by when it ends"
        if phase.test is None or not phase.test.events:
            yield where, f"nothing tells whether {phase.title!r} is over"
        if phase.if_not_reached is None or not phase.if_not_reached.power:
            yield where, f"nothing says what happens if the end of {phase.title!r} is not reached, and who decides"
        elif (power := powers.get(phase.if_not_reached.power)) and power.act is Power.EXTEND and power.cap is None:
            yield (*where, "if_not_reached"), f"{power.id!r} may extend {phase.title!r} without end"


@rule(
    "DT0506",
    "W6: a deadline that cannot be met even if all goes well",
    why="A term that cannot be met is a breach agreed beforehand.",
    remedy="Move the deadline, shorten a duration, or begin earlier, by the days named.",
)
def deadlines_can_be_met_at_best(draft: Draft) -> Iterator[Fault]:
    if not _sound_in_time(draft):
        return
    found = earliest(widest(draft.plan))
    if isinstance(found, Clash):
        said = "; ".join(dict.fromkeys(each.clause for each in found.links if each.clause))
        days = f"{found.missing} day{'' if found.missing == 1 else 's'}"
        yield _where(found), f"these cannot all be kept, by {days}: {said}"


@rule(
    "DT0507",
    "W7: a breach without a remedy, or a remedy that nobody holds",
    why="Where nothing follows a breach, everything may: the other side answers as it sees fit.",
    remedy="Say under `if_breached` what follows and who holds it: cure, substitute, extension, a joint body.",
)
def breaches_have_a_remedy(draft: Draft) -> Iterator[Fault]:
    for each in draft.plan.obligations:
        where: Path = ("obligations", each.id)
        if each.remedy is None or not each.remedy.says:
            yield where, f"nothing says what follows when {each.id!r} is breached"
        elif not each.remedy.holder:
            yield (*where, "if_breached"), f"nobody holds the remedy for {each.id!r}"


@rule(
    "DT0508",
    "W8: a power over what must outlast it",
    why="Humanitarian duties, and promises not to harm those released, are not levers.",
    remedy="Take the obligation out of the power's `targets`.",
)
def powers_spare_what_must_last(draft: Draft) -> Iterator[Fault]:
    spared = {
        each.id: (each.survives, each.never_suspended)
        for each in draft.plan.obligations
        if each.survives or each.never_suspended
    }
    for power in draft.plan.powers:
        for target in power.targets:
            survives, never = spared.get(target, (False, False))
            if (survives and power.act in (Power.TERMINATE, Power.WAIVE)) or (never and power.act in ENDING):
                says = f"{power.id!r} may {power.act.value} {target!r}, which must last"
                yield ("powers", power.id, "targets"), says


@rule(
    "DT0509",
    "W9: batches that do not add up to the whole",
    why="The difference is what each side will say the other owes.",
    remedy="Mend the batches or the quantity; an amount nobody stated is `unspecified`.",
)
def batches_add_up(draft: Draft) -> Iterator[Fault]:
    for each in draft.plan.obligations:
        if each.quantity is not None and each.batches:
            total = each.batches[0].amount
            for batch in each.batches[1:]:
                total = total + batch.amount
            if same(total, each.quantity) is Tell.NO:
                says = f"the batches of {each.id!r} make {total.bounds}, and the whole is {each.quantity}"
                yield ("obligations", each.id, "batches"), says


@rule(
    "DT0510",
    "W10: owed to or by somebody who has not signed",
    why="Who has not agreed owes nothing, and cannot be relied on to take what is offered.",
    remedy="Name them under `accepted_by` once they have agreed, or let a signatory owe it.",
)
def duties_bind_those_who_agreed(draft: Draft) -> Iterator[Fault]:
    for each in draft.plan.obligations:
        for key, those in (("by", each.by), ("to", each.to)):
            for name in those:
                if name not in draft.signatories and name not in each.accepted_by:
                    yield ("obligations", each.id, key), f"{name!r} has not signed, and has not accepted {each.id!r}"


@rule(
    "DT0511",
    "W11: a blank that nothing uses",
    why="Parties would bargain over a number that changes nothing.",
    remedy="Write it in brackets where it belongs, as in `exactly [pause-days] days`, or take it out.",
)
def blanks_are_used(draft: Draft) -> Iterator[Fault]:
    used = {name for _, name in blanks_in(draft.plan)}
    for blank in draft.plan.blanks:
        if blank.id not in used:
            yield ("blanks", blank.id), f"nothing in the plan uses {blank.id!r}"


@rule(
    "DT0512",
    "W12: a clause that the plan does not take up",
    why="What was said at the table and is in no obligation will be remembered by the side that asked for it.",
    remedy="Name it under `clauses` of an obligation, or list it under the plan's `clauses` with `not_modelled: why`.",
)
def clauses_are_taken_up(draft: Draft) -> Iterator[Fault]:
    plan = draft.plan
    taken = {name for each in plan.obligations for name in each.clauses}
    taken |= {clause.id for clause in plan.clauses if clause.not_modelled}
    for clause in plan.clauses:
        if clause.id not in taken:
            yield ("clauses", clause.id), f"no obligation takes up {clause.says!r}"
    listed = {clause.id for clause in plan.clauses}
    for claim in draft.case.claims:
        if plan.elaborates and claim.part_of == plan.elaborates and claim.id not in taken | listed:
            yield ("elaborates",), f"no obligation takes up the claim {claim.id!r}: {claim.says}"


@rule(
    "DT0513",
    "The plan and the proposal it elaborates differ",
    why="A plan that gives other amounts than the proposal it stands for is another proposal.",
    remedy="Mend the plan, or take `elaborates` out and say in `about` where it comes from.",
)
def terms_are_those_of_the_proposal(draft: Draft) -> Iterator[Fault]:
    issues = {issue.id: issue for issue in draft.case.issues}
    terms = {
        claim.id: claim.terms
        for claim in draft.case.claims
        if draft.plan.elaborates and claim.part_of == draft.plan.elaborates
    }
    for each in draft.plan.obligations:
        for claim in each.clauses:
            beside = [other for other in draft.plan.obligations if claim in other.clauses]
            for term in terms.get(claim, ()):
                if term.issue in issues and (says := _differs(each, term, issues[term.issue], beside)):
                    yield ("obligations", each.id), f"{says}, and the proposal says {_worded(term)} [{claim}]"


def _differs(each: Obligation, term: Term, issue: Issue, beside: Sequence[Obligation]) -> str:
    """What an obligation gives otherwise than a term; a part of it, or a step on the way to it, is no difference.

    `beside` are the obligations that take up the same claim: another may give the amount, or go on where this one ends.
    """
    if each.quantity is not None and term.amount is not None:
        given = [other.quantity for other in beside] + [batch.amount for other in beside for batch in other.batches]
        if all(same(amount, term.amount) is Tell.NO for amount in given if amount is not None):
            return f"{each.id!r} gives {each.quantity}"
    options = [option.id for option in issue.options]
    if each.advances and each.advances.issue == issue.id and each.advances.after in options:
        first, last = rungs(issue, term)
        goes_on = any(
            other.advances.issue == issue.id and other.advances.before == each.advances.after
            for other in beside
            if other.advances
        )
        if not first <= options.index(each.advances.after) <= last and not goes_on:
            return f"{each.id!r} advances {issue.id!r} to {each.advances.after!r}"
    return ""


def _worded(term: Term) -> str:
    return term.option or (str(term.amount) if term.amount else "blank")


@rule(
    "DT0514",
    "Amounts that a key ties do not fit",
    why="A key such as 1:30 is what both sides count by; amounts that break it are two agreements.",
    remedy="Mend an amount or the key.",
)
def keys_fit(draft: Draft) -> Iterator[Fault]:
    held = {each.id: each.quantity for each in draft.plan.obligations}
    for key in draft.plan.keys:
        one, other = (held.get(each) for each in key.between)
        if one is not None and other is not None:
            scaled, against = one.times(key.ratio[1]), other.times(key.ratio[0])
            if not scaled.least <= against.most or not against.least <= scaled.most:
                says = (
                    f"{key.ratio[0]}:{key.ratio[1]} ties {one} of {key.between[0]!r} to {other} of {key.between[1]!r}"
                )
                yield ("keys", key.id), f"{says}, which does not fit"


@rule(
    "DT0521",
    "An ambiguous anchor: begun, or ended?",
    why="Minsk, 2015: a dialogue was to start on the day after a withdrawal, and the text left open which end of it.",
    remedy="Name the moment: `.starts`, `.done`, `.verified`, `.begins` or `.ends`.",
)
def anchors_name_a_moment(draft: Draft) -> Iterator[Fault]:
    moments = Moments(draft.plan)
    for where, event in events(draft.plan):
        if points := moments.ambiguous(event):
            yield where, f"{event!r} lasts, and the plan does not say which moment is meant: {' or '.join(points)}"


@rule(
    "DT0522",
    "Two readings of a clause that no order satisfies",
    why="Each side keeps to its own reading, and each sees the other in breach.",
    remedy="Agree on one reading, or break the circle with a step both readings allow, such as a provisional one.",
)
def readings_can_be_ordered(draft: Draft) -> Iterator[Fault]:
    for each in waits.unordered_readings(draft.plan):
        says = f"{each.says}: {' → '.join(each.loop)}"
        yield ("obligations", waits.first_of(draft.plan, each.loop)), says


@rule(
    "DT0523",
    "A place whose bounds are not drawn",
    why="Minsk, 2015: a town that the line did not delimit was fought over for three days after the ceasefire began.",
    remedy="Draw it on a map both sides sign, and set `drawn: yes`.",
)
def places_are_drawn(draft: Draft) -> Iterator[Fault]:
    for place in draft.plan.places:
        users = [each.id for each in draft.plan.obligations if place.id in each.places]
        if not place.drawn and users:
            yield (
                ("places", place.id),
                f"{place.title!r} is not delimited, and {', '.join(map(repr, users))} applies there",
            )


RULES: tuple[Rule[Draft], ...] = (
    obligations_are_owed_timed_and_checked,
    names_are_known_and_blanks_bounded,
    nothing_waits_for_itself,
    somebody_can_move_first,
    phases_end_by_a_test,
    deadlines_can_be_met_at_best,
    breaches_have_a_remedy,
    powers_spare_what_must_last,
    batches_add_up,
    duties_bind_those_who_agreed,
    blanks_are_used,
    clauses_are_taken_up,
    terms_are_those_of_the_proposal,
    keys_fit,
    anchors_name_a_moment,
    readings_can_be_ordered,
    places_are_drawn,
)


def problems(draft: Draft) -> tuple[Problem, ...]:
    """All defects of a plan, in the order of the rules; unknown names are said alone, since the rest leans on them."""
    if unknown_names(draft):
        return tuple(names_are_known_and_blanks_bounded(draft))
    return tuple(problem for each in RULES for problem in each(draft))


def unknown_names(draft: Draft) -> tuple[Problem, ...]:
    """Names that nothing bears, without which not even the order of a plan can be told."""
    found = names_are_known_and_blanks_bounded(draft)
    return tuple(each for each in found if each.severity is Severity.ERROR and each.where[:1] != ("blanks",))


def untimed(draft: Draft) -> tuple[Problem, ...]:
    """What keeps a plan's days from being worked out at all: unknown names and unbounded blanks, else circles."""
    return tuple(names_are_known_and_blanks_bounded(draft)) or tuple(nothing_waits_for_itself(draft))


def _sound_in_time(draft: Draft) -> bool:
    """Every name is known and every blank bounded, so that the plan can be timed."""
    return not any(names_are_known_and_blanks_bounded(draft)) and not waits.loops(draft.plan)


def _where(clash: Clash) -> Path:
    return next((each.where for each in clash.links if each.where), ())
