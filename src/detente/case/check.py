"""Whether a case is sound: what refuses it. What is only advised stands in `advice`.

`problems` runs every rule and gives all faults at once. Paths lead into the file; places are the store's to add.
"""

import itertools
from collections import Counter
from collections.abc import Iterator

from detente.case import advice
from detente.case.ladders import rungs
from detente.case.model import (
    MEDIATORS,
    PUBLIC,
    UNSTATED,
    WHOLE_DEAL,
    Act,
    Case,
    Issue,
    Setting,
    Term,
    by_id,
)
from detente.case.quantity import Quantity
from detente.case.references import MEMBERSHIPS, bearers, items, known_names, references
from detente.case.rule import Fault, Rule, rule
from detente.case.secrecy import open_to_all_of, readers
from detente.case.voices import ANONYMOUS, Voices
from detente.errors import Path, Problem, did_you_mean


@rule(
    "DT0201",
    "An orphan: a statement without source, speaker or date",
    why="Every line a mediator shows must say who said it, where, and when (convention 1).",
    remedy="Give the claim `by`, `source` and `setting`, the edition `on`, every other item the claims it rests on.",
)
def no_orphans(case: Case) -> Iterator[Fault]:
    for claim in case.claims:
        where: Path = ("claims", claim.id)
        if not claim.by:
            yield where, f"{claim.id!r} does not say who speaks"
        if not claim.sources and claim.inference is None:
            yield where, f"{claim.id!r} cites no source"
        if claim.setting is None:
            yield where, f"{claim.id!r} does not say in which setting it was said or reported"
    for source in case.sources:
        for edition in source.editions:
            if edition.on is None:
                yield ("sources", source.id, "editions", edition.id), f"edition {edition.id!r} has no date"
    yield from _without_claims(case)


def _without_claims(case: Case) -> Iterator[Fault]:
    """Items besides claims that nobody tells of, and pledges that nobody makes."""
    told = {claim.part_of for claim in case.claims}
    for proposal in case.proposals:
        if proposal.id not in told:
            yield ("proposals", proposal.id), f"no claim is part of the proposal {proposal.id!r}"
    for pledge in case.pledges:
        if not pledge.by:
            yield ("pledges", pledge.id), f"{pledge.id!r} does not say who pledges"
    for collection in ("pledges", "precedents", "rounds", "contacts"):
        for item in getattr(case, collection):
            if not item.claims:
                yield (collection, item.id), f"{item.id!r} rests on no claim"


@rule(
    "DT0202",
    "A name that nothing bears",
    why="A misspelt name would cut a statement off from its speaker, its issue or its source.",
    remedy="Correct the name, or add the item it should name.",
)
def names_are_known(case: Case) -> Iterator[Fault]:
    known = {kind: frozenset(names) for kind, names in known_names(case).items()}
    suggestions = iter(range(MOST_SUGGESTIONS))

    def unknown(where: Path, kinds: tuple[str, ...], name: str) -> Iterator[Fault]:
        if not any(name in known[kind] for kind in kinds):
            kind = " or ".join(_KINDS.get(each, each) for each in kinds)
            choices = () if next(suggestions, None) is None else sorted(set().union(*(known[k] for k in kinds)))
            yield where, f"no {kind} is called {name!r}", did_you_mean(name, choices)

    for collection, item in items(case):
        for reference in references(item):
            yield from unknown((collection, item.id, *reference.where), reference.kinds, reference.name)
    for membership in MEMBERSHIPS:
        for row, name in enumerate(getattr(case, membership)):
            yield from unknown((membership, row), ("voice",), name)


MOST_SUGGESTIONS = 100
"""How many unknown names get a suggestion: each is held against all that are known."""
_KINDS = {"voice": "actor, party or faction", "edition": "edition of a source"}


@rule(
    "DT0203",
    "Two items with one name",
    why="What cites the name would mean both.",
    remedy="Rename one of the two.",
)
def names_are_borne_once(case: Case) -> Iterator[Fault]:
    places = {"voice": "actors", "edition": "sources", "claim": "claims"}
    for kind, collection in places.items():
        counts = Counter(known_names(case)[kind])
        for name in (each for each, count in counts.items() if count > 1):
            yield (collection, name), f"{counts[name]} items are called {name!r}"
    for collection, item in items(case):
        if (collection, item.id) in _READERS:
            yield (collection, item.id), f"{item.id!r} is the name of a reader already"


_READERS = {("actors", PUBLIC), ("parties", PUBLIC), ("parties", MEDIATORS)}


@rule(
    "DT0204",
    "A chain of speakers that breaks",
    why='"A says that B demands" is A\'s claim about B (convention 2); the setting must agree with the chain.',
    remedy="Name every speaker in the chain, outermost first, or change the setting.",
)
def chains_hold(case: Case) -> Iterator[Fault]:
    voices = Voices.of(case)
    for claim in case.claims:
        where: Path = ("claims", claim.id, "by")
        if claim.by and claim.setting is Setting.PUBLIC_WORDS and voices.told_by_others(claim):
            yield where, f"{claim.id!r} is marked as own words, yet somebody else's voice stands in its chain"
        if len(claim.by) == 1 and claim.setting is Setting.BY_OTHERS and voices.party(claim.holder):
            yield where, f"{claim.id!r} is marked as an account by others, yet only its holder speaks"
    for actor in case.actors:
        if actor.of == actor.id or _circles(voices, actor.id):
            yield ("actors", actor.id, "of"), f"{actor.id!r} belongs, in the end, to itself"


def _circles(voices: Voices, start: str) -> bool:
    step, seen = voices.actors[start].of, {start}
    while step in voices.actors and step not in seen:
        seen.add(step)
        step = voices.actors[step].of
    return step == start


@rule(
    "DT0205",
    "A red line that cites no source",
    why="A red line is a claim like any other; one that nobody was heard to draw must not bind a proposal.",
    remedy="Cite where it was drawn. What an analyst concludes is not a red line: write it as `act: believe`.",
)
def red_lines_cite_a_source(case: Case) -> Iterator[Fault]:
    for claim in case.claims:
        if claim.act is Act.RED_LINE and not claim.sources:
            yield ("claims", claim.id), f"{claim.id!r} draws a red line that cites no source"


@rule(
    "DT0206",
    "A ladder out of order",
    why="Options stand in ladder order; what lies between two positions is read off the ladder.",
    remedy="Sort the options from least to most, and let `without` be one of them.",
)
def ladders_are_in_order(case: Case) -> Iterator[Fault]:
    for issue in case.issues:
        where: Path = ("issues", issue.id)
        slugs = [option.id for option in issue.options]
        if issue.without not in slugs:
            yield (
                (*where, "without"),
                f"{issue.without!r} is not an option of {issue.id!r}",
                did_you_mean(issue.without, slugs),
            )
        amounts = [option for option in issue.options if isinstance(option.holds, Quantity)]
        for lower, upper in itertools.pairwise(amounts):
            one, two = lower.holds, upper.holds
            if (
                isinstance(one, Quantity)
                and isinstance(two, Quantity)
                and one.kind is two.kind
                and one.least > two.least
            ):
                yield (*where, "options", upper.id), f"{upper.id!r} is less than {lower.id!r} before it"


@rule(
    "DT0207",
    "A blank without a domain",
    why="A blank travels through all arithmetic as the range it could take; without one it would be guessed.",
    remedy="Declare the blank under its proposal, with its issue, its scope and a `domain` such as `at least 1 day`.",
)
def blanks_have_a_domain(case: Case) -> Iterator[Fault]:
    declared = {(proposal.id, blank.issue, blank.scope) for proposal in case.proposals for blank in proposal.blanks}
    for proposal in case.proposals:
        for blank in proposal.blanks:
            if blank.domain is None:
                yield ("proposals", proposal.id, "blanks", blank.id), f"the blank {blank.id!r} has no domain"
    for claim in case.claims:
        for term in claim.terms:
            open_term = term.option is None and term.amount is None
            if open_term and (claim.part_of, term.issue, claim.scope) not in declared:
                says = f"{claim.id!r} leaves {term.issue!r} blank, and no proposal declares that blank"
                yield ("claims", claim.id, "terms", term.issue), says


@rule(
    "DT0208",
    "A scope that is neither a phase, nor the whole deal, nor unstated",
    why="An amount is only compared with amounts of its own scope (convention 18).",
    remedy="Name a phase of the proposal the claim is part of, or write `whole deal` or `unstated`.",
)
def scopes_are_known(case: Case) -> Iterator[Fault]:
    phases = {proposal.id: tuple(phase.id for phase in proposal.phases) for proposal in case.proposals}
    for claim in case.claims:
        yield from _scope(phases, claim.part_of, claim.scope, ("claims", claim.id, "scope"))
    for proposal in case.proposals:
        for blank in proposal.blanks:
            yield from _scope(phases, proposal.id, blank.scope, ("proposals", proposal.id, "blanks", blank.id, "scope"))


def _scope(phases: dict[str, tuple[str, ...]], proposal: str | None, scope: str, where: Path) -> Iterator[Fault]:
    known = (*phases.get(proposal or "", ()), WHOLE_DEAL, UNSTATED)
    if scope not in known:
        yield where, f"{scope!r} is no scope here", did_you_mean(scope, known) or f"known are {', '.join(known)}"


@rule(
    "DT0209",
    "A reader that the case does not know",
    why="A label nobody bears closes an item to everybody but mediators, or so its author did not mean.",
    remedy="Use `public`, `mediators`, or the id of a party or actor.",
)
def readers_are_known(case: Case) -> Iterator[Fault]:
    known = {PUBLIC, MEDIATORS, case.audience, *known_names(case)["voice"]}
    labels: list[tuple[Path, tuple[str, ...]]] = [(("default_audience",), case.default_audience or ())]
    for collection, item in items(case):
        labels.append(((collection, item.id, "audience"), item.audience or ()))
    for where, label in labels:
        for name in label:
            if name not in known:
                yield where, f"no reader is called {name!r}", did_you_mean(name, sorted(known))


@rule(
    "DT0210",
    "An item that names one its readers may not see",
    why="Its readers would learn that something is kept from them, or the item would vanish from their copy.",
    remedy="Close the item as far as what it names, or open what it names.",
)
def nothing_names_what_is_closed_to_its_readers(case: Case) -> Iterator[Fault]:
    allowed = {(kind, item.id): readers(case, item.audience) for kind, found in bearers(case).items() for item in found}
    for collection, item in items(case):
        wanted = readers(case, item.audience)
        for reference in references(item):
            open_to = [allowed[kind, reference.name] for kind in reference.kinds if (kind, reference.name) in allowed]
            if open_to and not any(open_to_all_of(each, wanted) for each in open_to):
                says = f"{item.id!r} names {reference.name!r}, which not all of its readers may see"
                yield (collection, item.id, *reference.where), says
    for proposal in case.proposals:
        wanted = readers(case, proposal.audience)
        told = [readers(case, claim.audience) for claim in case.claims if claim.part_of == proposal.id]
        if told and not any(open_to_all_of(each, wanted) for each in told):
            says = f"not all readers of the proposal {proposal.id!r} may see a claim that tells of it"
            yield ("proposals", proposal.id), says


@rule(
    "DT0211",
    "A person the case must not name",
    why="Names of detainees, hostages and victims enter no file; pages and exports carry counts (convention 13).",
    remedy="Take the actor out and count the persons in a `group`.",
)
def nobody_held_or_harmed_is_named(case: Case) -> Iterator[Fault]:
    for actor in case.actors:
        words = frozenset(actor.role.casefold().replace(",", " ").split())
        if words & _HELD_OR_HARMED:
            yield ("actors", actor.id), f"{actor.id!r} is recorded as {actor.role}"


_HELD_OR_HARMED = frozenset({"hostage", "captive", "detainee", "prisoner", "victim", "casualty", "abductee"})


@rule(
    "DT0212",
    "An anonymous source given a face",
    why="Anonymous sources stay a category; no field ever guesses a person (convention 2).",
    remedy="Take out the members and written names, or give the actor the kind it has in the source.",
)
def anonymous_sources_stay_a_category(case: Case) -> Iterator[Fault]:
    for actor in case.actors:
        if actor.kind in ANONYMOUS and (actor.members or actor.written):
            yield ("actors", actor.id), f"{actor.id!r} is anonymous, yet members or names are given for it"


@rule(
    "DT0213",
    "A date that cannot be",
    why="What was known on a day is read off the dates; one that lies later than its own report misleads.",
    remedy="Correct the date, or move `as_of` to the day the case now stands at.",
)
def dates_agree(case: Case) -> Iterator[Fault]:
    editions = by_id(edition for source in case.sources for edition in source.editions)
    for edition in editions.values():
        if edition.on and edition.on > case.as_of:
            says = f"edition {edition.id!r} of {edition.on} is later than the case, which stands at {case.as_of}"
            yield ("as_of",), says
    for claim in case.claims:
        told = [each.on for c in claim.sources if (each := editions.get(c.document)) and each.on]
        if claim.said_on and told and claim.said_on > max(told):
            says = f"{claim.id!r} was said on {claim.said_on}, after every edition that reports it"
            yield ("claims", claim.id, "said_on"), says


@rule(
    "DT0214",
    "A resolution that resolves nothing",
    why="A contradiction is resolved by a named person, about named claims, and can be taken back (convention 5).",
    remedy="Name at least two claims in `between` and keep one of them, or none; sign a withdrawal too.",
)
def resolutions_are_signed_and_about_something(case: Case) -> Iterator[Fault]:
    for resolution in case.resolutions:
        where: Path = ("resolutions", resolution.id)
        if len(set(resolution.between)) < 2:
            yield where, f"{resolution.id!r} stands between fewer than two claims"
        if resolution.keeps and resolution.keeps not in resolution.between:
            yield (*where, "keeps"), f"{resolution.id!r} keeps a claim it does not weigh"
        if (resolution.withdrawn_on is None) != (not resolution.withdrawn_by):
            yield where, f"the withdrawal of {resolution.id!r} needs both a name and a day"


@rule(
    "DT0215",
    "An exclusion that excludes nothing, or no deal",
    why="Terms that cannot go together are left out of every package looked at, so they must be some, and not no deal.",
    remedy="Name terms on at least two issues, at least one of them other than what holds without a deal.",
)
def exclusions_leave_no_deal_standing(case: Case) -> Iterator[Fault]:
    issues = by_id(case.issues)
    for claim in (each for each in case.claims if each.act is Act.EXCLUDE):
        where: Path = ("claims", claim.id, "terms")
        if len({term.issue for term in claim.terms}) < 2:
            yield where, f"{claim.id!r} says that terms cannot go together, and names fewer than two issues"
        elif all(term.issue in issues and _without_deal(issues[term.issue], term) for term in claim.terms):
            yield where, f"{claim.id!r} excludes what holds without a deal"


def _without_deal(issue: Issue, term: Term) -> bool:
    """The words of a term allow what holds without a deal; false for a name that another rule says is unknown."""
    known = {option.id for option in issue.options}
    if issue.without not in known or term.option not in (None, *known):
        return False
    first, last = rungs(issue, term)
    return first <= issue.rung(issue.without) <= last


RULES: tuple[Rule[Case], ...] = (
    no_orphans,
    names_are_known,
    names_are_borne_once,
    chains_hold,
    red_lines_cite_a_source,
    ladders_are_in_order,
    blanks_have_a_domain,
    scopes_are_known,
    readers_are_known,
    nothing_names_what_is_closed_to_its_readers,
    nobody_held_or_harmed_is_named,
    anonymous_sources_stay_a_category,
    dates_agree,
    resolutions_are_signed_and_about_something,
    exclusions_leave_no_deal_standing,
)


def problems(case: Case) -> tuple[Problem, ...]:
    """All that is wrong or doubtful with a case, errors first, each in the order of the rules."""
    errors = tuple(problem for each in RULES for problem in each(case))
    if errors:  # advice on a case that does not hold together would mislead
        return errors
    return tuple(problem for each in advice.RULES for problem in each(case))
