"""What does not fit together: contradictions, tensions, groups of one origin, and what can be read in several ways.

Nothing is resolved here. A recorded resolution stands beside its contradiction, and both are shown (convention 5).
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import combinations

from detente.case.gaps import WANTS, amount_of, positions, term_words
from detente.case.model import (
    Act,
    Case,
    Claim,
    Drift,
    Fact,
    Proposal,
    Resolution,
    Retelling,
    RuleKind,
    Setting,
    Term,
    by_id,
)
from detente.case.quantity import Quantity, Tell, same
from detente.case.voices import Voices


class Clash(StrEnum):
    """How two statements fail to fit."""

    CONTRADICTION = "contradiction"
    DISAGREEMENT = "open disagreement"
    TENSION = "tension"


@dataclass(frozen=True, slots=True)
class Version:
    """One way it is told: the words, the claims that tell it so, and how many origins they come from."""

    words: str
    claims: tuple[str, ...]
    origins: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Conflict:
    """Versions that stand side by side. `id` is made from what they are about, never from a position in a list.

    `party` is set where they are two accounts of that party's own terms: a judgement for mediators' eyes (§2.19).
    """

    id: str
    clash: Clash
    about: str
    versions: tuple[Version, ...]
    subject: str | None = None
    party: str | None = None
    resolutions: tuple[str, ...] = ()

    @property
    def claims(self) -> tuple[str, ...]:
        return tuple(claim for version in self.versions for claim in version.claims)


@dataclass(frozen=True, slots=True)
class Strain:
    """Two accounts of one side that pull apart: for a mediator, a possible opening."""

    party: str
    about: str
    one: str
    other: str


@dataclass(frozen=True, slots=True)
class Retold:
    """A claim as another edition of the same origin told it."""

    claim: str
    retelling: Retelling


@dataclass(frozen=True, slots=True)
class Origin:
    """One source with all its editions: one witness, however many outlets print it."""

    source: str
    editions: tuple[str, ...]
    claims: tuple[str, ...]
    only_in_one: tuple[str, ...]
    retold: tuple[Retold, ...]


@dataclass(frozen=True, slots=True)
class Choice:
    """Something the evidence lets one read in more than one way; results are computed for each way."""

    about: str
    ways: tuple[str, ...]
    claims: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Readings:
    """Everything of a case that does not fit or can be read in several ways."""

    conflicts: tuple[Conflict, ...]
    strains: tuple[Strain, ...]
    origins: tuple[Origin, ...]
    choices: tuple[Choice, ...]


def readings(case: Case) -> Readings:
    """All conflicts, strains, origins and choices, each in the file's order."""
    return Readings(tuple(conflicts(case)), tuple(strains(case)), tuple(origins(case)), tuple(choices(case)))


def conflicts(case: Case) -> Iterator[Conflict]:
    """Contradictions first (figures, then answers that exclude each other), then disagreements, then tensions."""
    found = (*_figures(case), *_opposed_answers(case), *_disagreements(case), *_two_accounts(case))
    for conflict in sorted(found, key=lambda each: list(Clash).index(each.clash)):
        yield _with_resolutions(case, conflict)


def resolved(case: Case, conflict: Conflict) -> Resolution | None:
    """The standing resolution of a conflict, if a named person recorded one and did not take it back."""
    signed = by_id(case.resolutions)
    standing = (signed[slug] for slug in conflict.resolutions if signed[slug].withdrawn_on is None)
    return next(standing, None)


def origins(case: Case) -> Iterator[Origin]:
    """Every source that more than one edition prints, with what only one of them has and what they changed."""
    for source in case.sources:
        editions = tuple(edition.id for edition in source.editions)
        told = [claim for claim in case.claims if any(c.document in editions for c in claim.sources)]
        retold = [
            Retold(claim.id, each)
            for claim in told
            for each in claim.retold
            if each.document in editions and each.drift is not Drift.SAME
        ]
        printed: dict[str, set[str]] = defaultdict(set)
        for claim in told:
            printed[claim.id].update(c.document for c in claim.sources if c.document in editions)
            printed[claim.id].update(each.document for each in claim.retold)
        first = editions[0] if editions else ""
        only = tuple(slug for slug, documents in printed.items() if len(documents) == 1 and first not in documents)
        if len(editions) > 1:
            yield Origin(source.id, editions, tuple(claim.id for claim in told), only, tuple(retold))


def strains(case: Case) -> Iterator[Strain]:
    """Accounts of one side that pull apart: differing terms, or a hard public word beside a softer report."""
    voices = Voices.of(case)
    issues = by_id(case.issues)
    for party in case.parties:
        held = [claim for claim in positions(case, voices, party.id) if claim.act in WANTS]
        for issue in case.issues:
            on_it = [(c, term) for c in held for term in c.terms if term.issue == issue.id]
            for (one, first), (other, second) in combinations(on_it, 2):
                if _apart(case, one, first, other, second):
                    yield Strain(party.id, issues[issue.id].title, one.id, other.id)
        hard = [
            claim
            for claim in case.claims
            if claim.act is Act.RED_LINE
            and claim.setting is Setting.PUBLIC_WORDS
            and voices.party(claim.holder) == party.id
        ]
        soft = [
            claim
            for claim in case.claims
            if claim.act in _MOVES
            and claim.setting is Setting.FROM_THE_ROOM
            and party.id in voices.parties_of(claim.holder)
        ]
        for one in hard:
            for other in soft:
                yield Strain(party.id, "a public limit beside what is reported from the room", one.id, other.id)


_MOVES = (Act.OFFER, Act.DEMAND, Act.PROPOSE, Act.WILLING, Act.ACCEPT)


def choices(case: Case) -> Iterator[Choice]:
    """Red lines, unstated rules of decision and unsure speakers: what a result must be computed over."""
    voices = Voices.of(case)
    for claim in case.claims:
        if claim.act is Act.RED_LINE:
            yield Choice(f"the red line \u201c{claim.says}\u201d", ("firm", "conditional", "posture"), (claim.id,))
    for party in case.parties:
        if party.rule.kind is RuleKind.NOT_STATED and len(party.factions) > 1:
            ways = tuple(kind.value for kind in RuleKind if kind is not RuleKind.NOT_STATED)
            yield Choice(f"how {party.name} decides", ways, ())
    for claim in case.claims:
        unsure = [voices.name(link.actor) for link in claim.by if not link.sure]
        if unsure:
            ways = (" \u203a ".join(unsure), "the report itself")
            yield Choice(f"who says \u201c{claim.says}\u201d", ways, (claim.id,))


def source_of(case: Case, claim: Claim) -> tuple[str, ...]:
    """The origins a claim comes from: editions of one source are one origin."""
    owners = {edition.id: source.id for source in case.sources for edition in source.editions}
    return tuple(dict.fromkeys(owners.get(each.document, each.document) for each in claim.sources))


def _figures(case: Case) -> Iterator[Conflict]:
    """Facts on one subject: figures that cannot both hold contradict; words that differ are a tension."""
    for subject in case.subjects:
        told: dict[str, list[tuple[Claim, Fact]]] = defaultdict(list)
        for claim in case.claims:
            for fact in claim.facts:
                if fact.subject == subject.id:
                    told[str(fact.stated)].append((claim, fact))
        stated = [entries[0][1].stated for entries in told.values()]
        if len(stated) < 2:
            continue
        clash = _clash(stated, exact_words=subject.unit == "date")
        if clash:
            versions = tuple(_version(case, words, [c for c, _ in entries]) for words, entries in told.items())
            yield Conflict(f"figure-{subject.id}", clash, subject.title, versions, subject.id)


def _clash(stated: list[Quantity | str], *, exact_words: bool) -> Clash | None:
    worst: Clash | None = None
    for one, other in combinations(stated, 2):
        if isinstance(one, Quantity) and isinstance(other, Quantity):
            if same(one, other) is Tell.NO:
                return Clash.CONTRADICTION
        elif exact_words:
            return Clash.CONTRADICTION
        else:
            worst = Clash.TENSION
    return worst


def _opposed_answers(case: Case) -> Iterator[Conflict]:
    """One side reported both to accept and to reject the same thing."""
    voices = Voices.of(case)
    targets: tuple[Proposal | Claim, ...] = (*case.proposals, *case.claims)
    for target in targets:
        for party in case.parties:
            about = [c for c in case.claims if c.target == target.id and party.id in voices.parties_of(c.holder)]
            yes = [c for c in about if c.act is Act.ACCEPT]
            no = [c for c in about if c.act is Act.REJECT]
            if yes and no:
                versions = (_version(case, "accepts", yes), _version(case, "rejects", no))
                title = f"{party.name}'s answer to {getattr(target, 'title', target.id)}"
                yield Conflict(f"answer-{party.id}-{target.id}", Clash.CONTRADICTION, title, versions)


def _disagreements(case: Case) -> Iterator[Conflict]:
    claims, voices = by_id(case.claims), Voices.of(case)
    for claim in case.claims:
        against = [claims[slug] for slug in claim.disagrees_with if slug in claims]
        if against:
            versions = (_version(case, claim.says, [claim]), *(_version(case, c.says, [c]) for c in against))
            names = dict.fromkeys(voices.name(c.holder) for c in (claim, *against))
            yield Conflict(f"disagreement-{claim.id}", Clash.DISAGREEMENT, " / ".join(names), versions)


def _two_accounts(case: Case) -> Iterator[Conflict]:
    """One side's position on one issue told in two ways that are not the same."""
    for strain in strains(case):
        one, other = (next(c for c in case.claims if c.id == slug) for slug in (strain.one, strain.other))
        if one.terms and other.terms:
            party = next(p.name for p in case.parties if p.id == strain.party)
            versions = (_version(case, one.says, [one]), _version(case, other.says, [other]))
            title = f"what {party} wants: {strain.about}"
            yield Conflict(f"accounts-{one.id}-{other.id}", Clash.TENSION, title, versions, party=strain.party)


def _apart(case: Case, one: Claim, first: Term, other: Claim, second: Term) -> bool:
    """Two terms of one scope on one issue that are not put alike."""
    if one.scope != other.scope or first.blank or second.blank:
        return False
    issue = by_id(case.issues)[first.issue]
    if term_words(issue, first) == term_words(issue, second):
        return False
    one_amount, other_amount = amount_of(issue, first), amount_of(issue, second)
    if one_amount is None or other_amount is None:
        return True
    return same(one_amount, other_amount) is not Tell.YES


def _version(case: Case, words: str, claims: list[Claim]) -> Version:
    found = dict.fromkeys(origin for claim in claims for origin in source_of(case, claim))
    return Version(words, tuple(claim.id for claim in claims), tuple(found))


def _with_resolutions(case: Case, conflict: Conflict) -> Conflict:
    about = set(conflict.claims)
    signed = tuple(
        resolution.id
        for resolution in case.resolutions
        if about.issuperset(resolution.between) and conflict.subject in (resolution.subject or conflict.subject,)
    )
    return replace(conflict, resolutions=signed)
