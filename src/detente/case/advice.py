"""What practice would advise on a sound case: doubts that do not refuse it."""

import re
from collections.abc import Iterator

from detente.case.model import Act, Case, by_id
from detente.case.rule import Fault, Rule, rule
from detente.case.voices import Voices
from detente.errors import Severity


@rule(
    "DT0301",
    "A pledge whose condition no proposal meets",
    why="Money or recognition tied to a term that is not on the table will not arrive.",
    remedy="Nothing to mend if that is how things stand: the brief lists it. Otherwise add the term.",
    severity=Severity.WARNING,
)
def pledges_can_be_met(case: Case) -> Iterator[Fault]:
    offered = {term.issue for claim in case.claims if claim.part_of for term in claim.terms}
    for pledge in case.pledges:
        for term in pledge.conditions:
            if term.issue not in offered:
                where = ("pledges", pledge.id, "conditions", term.issue)
                yield where, f"no proposal says anything on {term.issue!r}, on which {pledge.id!r} depends"


@rule(
    "DT0302",
    "A term no proposal mentions",
    why="A demand nobody's proposal answers is a gap the next draft will meet.",
    remedy="Nothing to mend if that is how things stand: it is listed so that it is not forgotten.",
    severity=Severity.ADVICE,
)
def every_demand_is_answered_somewhere(case: Case) -> Iterator[Fault]:
    offered = {term.issue for claim in case.claims if claim.part_of for term in claim.terms}
    asked: dict[str, str] = {}
    for claim in case.claims:
        if claim.act in (Act.DEMAND, Act.CONDITION, Act.CALL_FOR):
            for term in claim.terms:
                asked.setdefault(term.issue, claim.id)
    for issue, claim_id in asked.items():
        if issue not in offered:
            yield ("claims", claim_id, "terms", issue), f"{issue!r} is asked for, and no proposal mentions it"


@rule(
    "DT0303",
    "A party that controls none of what it promises",
    why="In November 2023 some of the captives were reported to be held by other groups; a list then fails.",
    remedy="Ask who holds what is promised; record the answer under the group's `held_by`.",
    severity=Severity.WARNING,
)
def parties_control_what_they_give(case: Case) -> Iterator[Fault]:
    voices, groups = Voices.of(case), by_id(case.groups)
    for issue in case.issues:
        holders = {h.actor for g in issue.concerns if g in groups for h in groups[g].held_by}
        if issue.given_by and holders and issue.given_by not in {voices.party(holder) for holder in holders}:
            says = f"{issue.given_by!r} is to give {issue.title!r}, which others are reported to hold"
            yield ("issues", issue.id, "given_by"), says


@rule(
    "DT0304",
    "A claim without a grade",
    why="Reliability of the source and credibility of the content are judged for every claim (convention 3).",
    remedy="Give it an Admiralty grade such as B3; F6 says that neither can be judged.",
    severity=Severity.ADVICE,
)
def claims_are_graded(case: Case) -> Iterator[Fault]:
    for claim in case.claims:
        if claim.grade is None and claim.inference is None:
            yield ("claims", claim.id), f"{claim.id!r} has no grade"


@rule(
    "DT0305",
    "A loaded word",
    why="A page both sides may read should use words both can hear; a speaker's own word belongs in quotation marks.",
    remedy="Use the neutral word, or put the speaker's word in quotation marks.",
    severity=Severity.ADVICE,
)
def words_are_neutral(case: Case) -> Iterator[Fault]:
    for claim in case.claims:
        for match in _LOADED.finditer(_QUOTED.sub(" ", claim.says)):
            word = match[0].casefold()
            yield ("claims", claim.id, "says"), f"{match[0]!r} is a loaded word", f"neutral: {NEUTRAL[word]}"


NEUTRAL = {
    "terrorist": "armed group member",
    "terrorists": "armed group members",
    "terror": "attacks",
    "martyr": "person killed",
    "martyrs": "persons killed",
    "regime": "government",
    "enemy": "the other side",
    "aggression": "military operation",
    "butcher": "name the person",
    "thugs": "armed men",
    "liberated": "taken, or released",
    "slaughter": "killing",
    "massacre": "killing",
    "genocidal": "describe the act",
    "barbaric": "describe the act",
}
_LOADED = re.compile(r"\b(" + "|".join(NEUTRAL) + r")\b", re.IGNORECASE)
_QUOTED = re.compile("\"[^\"]*\"|\u201c[^\u201d]*\u201d|'[^']*'")


@rule(
    "DT0306",
    "An affected group that no claim speaks for",
    why="Inclusivity: those a deal is about, and who have no seat, are easily left out of it.",
    remedy="Look for a source in which they speak, and mark the claim with `speaks_for`.",
    severity=Severity.ADVICE,
)
def affected_groups_are_heard(case: Case) -> Iterator[Fault]:
    heard = {group for claim in case.claims for group in claim.speaks_for}
    for group in case.groups:
        if group.id not in heard:
            yield ("groups", group.id), f"no claim speaks for {group.title!r}"


@rule(
    "DT0307",
    "An answer without its target",
    why="Rejecting demands is not rejecting a plan: every act has its exact target (convention 18).",
    remedy="Name the proposal or claim in `target`, or the terms.",
    severity=Severity.WARNING,
)
def answers_have_a_target(case: Case) -> Iterator[Fault]:
    for claim in case.claims:
        if claim.act in _ANSWERS and not claim.target and not claim.terms and not claim.before:
            yield ("claims", claim.id), f"{claim.id!r} does not say what it would {claim.act.split()[0]}"


_ANSWERS = (Act.ACCEPT, Act.REJECT, Act.WILLING, Act.RELUCTANT, Act.SUPPORT)


@rule(
    "DT0308",
    "Numbered ids in a case with closed items",
    why="Gaps in the numbers tell a reader that something is kept from it (convention 11).",
    remedy="Name claims by words instead of numbers.",
    severity=Severity.WARNING,
)
def ids_of_a_case_with_closed_items_are_words(case: Case) -> Iterator[Fault]:
    if len({claim.audience for claim in case.claims}) < 2:
        return
    for claim in case.claims:
        if re.fullmatch(r"[a-z]*-?\d+", claim.id):
            yield ("claims", claim.id, "id"), f"{claim.id!r} is a number"


@rule(
    "DT0309",
    "A category that one side defines by itself",
    why="Two readings of one category surface on the day of the exchange, at the gate.",
    remedy="Ask both sides for the definition; `defined_by` may go once both gave the same.",
    severity=Severity.WARNING,
)
def categories_are_shared(case: Case) -> Iterator[Fault]:
    for issue in case.issues:
        if issue.defined_by:
            yield (
                ("issues", issue.id, "defined_by"),
                f"who falls under {issue.title!r} is defined by {issue.defined_by!r} alone",
            )


RULES: tuple[Rule[Case], ...] = (
    pledges_can_be_met,
    every_demand_is_answered_somewhere,
    parties_control_what_they_give,
    claims_are_graded,
    words_are_neutral,
    affected_groups_are_heard,
    answers_have_a_target,
    ids_of_a_case_with_closed_items_are_words,
    categories_are_shared,
)
