"""A few packages that differ and that every side could best live with, each with what it trades and what it rests on.

What is shown are ranges, or words where the evidence does not decide (§2.20). Where red lines read as firm leave
nothing, the smallest sets of them to read anew are named.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from detente.bargain.acceptability import ALL, ROUNDING, SEPARATES, Share, accepts, shares, untold
from detente.bargain.beliefs import Clash
from detente.bargain.constraints import both_ends, package_of
from detente.bargain.packages import Package
from detente.bargain.readings import claims_of
from detente.bargain.rereading import Rereading, rereading
from detente.bargain.search import apart, greatest_least, ranking, standing, starts, tabled
from detente.bargain.study import Known, Study, without
from detente.case.ladders import Rungs, rungs
from detente.case.model import Act, Case, Holding

Others = Callable[[], Sequence[Study]]
"""Makes the studies under other base measures, the same at every call."""


@dataclass(frozen=True, slots=True)
class Step:
    """One issue a package moves: from what holds without a deal to the option chosen, rows of the ladder.

    `changes` are (holder, least, greatest) over readings of the mean change, in utils of that holder, for those whose
    evidence says which way they lean on the issue; for the holders in `unknown` nothing says so. `claims` put the
    option on the table.
    """

    issue: int
    before: int
    after: int
    changes: tuple[tuple[str, float, float], ...]
    unknown: tuple[str, ...]
    claims: tuple[str, ...]
    deferred: bool = False


@dataclass(frozen=True, slots=True)
class Bridge:
    """One package: what it moves, the share of everyone, the red lines it touches in some reading, what it rests on.

    `rests_on` names for each holder the claim without which its share would fall the most, and by how much.
    """

    package: Package
    same_as: tuple[str, ...]
    shares: tuple[Share, ...]
    separates: bool
    steps: tuple[Step, ...]
    touches: tuple[str, ...]
    rests_on: tuple[tuple[str, str, float], ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """Something not known, and by how much finding it out would on average move the share of one holder."""

    about: str
    holder: str
    moves: float


@dataclass(frozen=True, slots=True)
class Bridging:
    """At most five packages: the best found, in rank, where the evidence separates them; else what lies on the table.

    `fact` is the one thing most worth finding out. `clashes` are claims of a holder that cannot all hold in a reading
    that was left out for it. `rereading` is None unless red lines read as firm leave nothing.
    """

    packages: tuple[Bridge, ...]
    separates: bool
    fact: Fact | None
    considered: int
    clashes: tuple[Clash, ...]
    readings: tuple[tuple[str, int, int], ...]
    rereading: Rereading | None = None


def bridge(found: Study, others: Others, *, count: int = 200, seed: int = 0) -> Bridging:
    """Packages that could bridge the gap, and whether the evidence tells them apart.

    `others` makes the studies under other base measures, when they are asked for; `count` draws serve to see what each
    claim changes, where the packages are told apart.
    """
    ordered = [package for package, _ in greatest_least(found, starts(found.case))]
    chosen = apart([package for package in ordered if package != standing(found.case)])
    exact = _told_of_all(found, others, chosen)
    separates = bool(exact) and _same_order(chosen, others())
    shown = chosen if separates else tabled(found.case)
    unknown = sorted((fact for package in shown for fact in facts(found, package)), key=lambda fact: -fact.moves)
    lacking = _lacking(found, count, seed) if separates else {}
    return Bridging(
        packages=tuple(
            _bridge(found, package, exact[package] if separates else _untold(found, package), lacking)
            for package in shown
        ),
        separates=separates,
        fact=unknown[0] if unknown else None,
        considered=len(ordered),
        clashes=tuple(clash for known in found.known for clash in known.clashes),
        readings=tuple((k.holder, len(k.readings.run), k.readings.possible) for k in found.known),
        rereading=rereading(found, count=count, seed=seed),
    )


def _told_of_all(found: Study, others: Others, packages: Sequence[Package]) -> dict[Package, tuple[Share, ...]]:
    """Everyone's share for each package, or nothing where some share cannot be told, which one study often shows."""
    for makers in (tuple, others):
        exact = {package: told(found, makers, _spans(package)) for package in packages}
        if not all(share.separates for each in exact.values() for share in each):
            return {}
    return exact


def _untold(found: Study, package: Package) -> tuple[Share, ...]:
    return tuple(untold(share) for share in shares(found.sides, _spans(package)))


def _bridge(found: Study, package: Package, everyone: tuple[Share, ...], lacking: dict[str, Study]) -> Bridge:
    return Bridge(
        package,
        tuple(each.title for each in found.case.proposals if _stands_for(found.case, each.id, package)),
        everyone,
        all(share.separates for share in everyone),
        steps(found, package),
        touched(found.case, package),
        _rests_on(found, package, lacking),
    )


def _stands_for(case: Case, proposal: str, package: Package) -> bool:
    """The package is one filling of a proposal on the table."""
    terms = tuple(term for claim in case.claims if claim.part_of == proposal for term in claim.terms)
    spans = package_of(case, terms)
    return bool(terms) and all(low <= rung <= high for rung, (low, high) in zip(package, spans, strict=True))


def _same_order(packages: Sequence[Package], others: Sequence[Study]) -> bool:
    """No other base measure ranks the packages otherwise."""
    return not any(
        after > before + ROUNDING for other in others for before, after in pairwise(ranking(other, packages))
    )


def _lacking(found: Study, count: int, seed: int) -> dict[str, Study]:
    """The study as it would be without each claim that informs a holder, from `count` draws."""
    informing = dict.fromkeys(claim.id for known in found.known for claim in claims_of(found.case, known.holder))
    return {claim: without(found, claim, count=count, seed=seed) for claim in informing}


def _rests_on(found: Study, package: Package, lacking: dict[str, Study]) -> tuple[tuple[str, str, float], ...]:
    """For each holder, the claim whose absence lowers the mean share over readings the most, if it does by a tenth."""
    rests = []
    for row, known in enumerate(found.known):
        if not known.drawn:
            continue
        here = _mean_share(known, package)
        falls = [
            (here - _mean_share(other.known[row], package), claim)
            for claim, other in lacking.items()
            if other.known[row] is not known
        ]
        if falls and max(falls)[0] >= 0.1:
            fall, claim = max(falls)
            rests.append((known.holder, claim, fall))
    return tuple(rests)


def _mean_share(known: Known, package: Package) -> float:
    return sum(float(accepts(drawn, package).mean()) for drawn in known.drawn) / max(1, len(known.drawn))


def _spans(package: Package) -> list[Rungs]:
    return [(rung, rung) for rung in package]


def touched(case: Case, package: Package) -> tuple[str, ...]:
    """The red lines whose refused terms are all in a package: in some reading it crosses them."""
    rows = {issue.id: row for row, issue in enumerate(case.issues)}
    found = []
    for claim in case.claims:
        if claim.act is Act.RED_LINE and claim.terms:
            spans = [(rows[term.issue], rungs(case.issues[rows[term.issue]], term)) for term in claim.terms]
            if all(first <= package[row] <= last for row, (first, last) in spans):
                found.append(claim.id)
    return tuple(found)


def steps(found: Study, package: Package) -> tuple[Step, ...]:
    """Every issue on which a package differs from no deal, with who gains and who gives by the evidence."""
    moved = []
    for row, issue in enumerate(found.case.issues):
        before, after = issue.rung(issue.without), package[row]
        if before == after:
            continue
        known_changes: list[tuple[str, float, float]] = []
        unknown: list[str] = []
        for known in found.known:
            if open_lean(known, row, len(issue.options)):
                unknown.append(known.holder)
                continue
            changes = [float((d.values[row][:, after] - d.values[row][:, before]).mean()) for d in known.drawn]
            known_changes.append((known.holder, min(changes), max(changes)))
        deferred = issue.options[after].holds is Holding.DEFERRED
        claims = _naming(found.case, row, after)
        moved.append(Step(row, before, after, tuple(known_changes), tuple(unknown), claims, deferred))
    return tuple(moved)


def _naming(case: Case, row: int, rung: int) -> tuple[str, ...]:
    """The claims whose words allow this option."""
    issue = case.issues[row]
    return tuple(
        claim.id
        for claim in case.claims
        if claim.act is not Act.EXCLUDE
        for term in claim.terms
        if term.issue == issue.id and rungs(issue, term)[0] <= rung <= rungs(issue, term)[1]
    )


def open_lean(known: Known, row: int, options: int) -> bool:
    """Nothing in any reading says which end of an issue's ladder a holder leans to."""
    return all(reading.belief.shapes[row] == both_ends(options) for reading in known.readings.run)


def told(found: Study, others: Others, spans: Sequence[Rungs]) -> tuple[Share, ...]:
    """Everyone's share for a proposal, in figures only where untold leanings and base measures leave it standing.

    What is not told of one holder is not told of its party, nor of all. The other studies are made only when some
    share would otherwise be told.
    """
    here = shares(found.sides, spans)
    ends = (tuple(first for first, _ in spans), tuple(last for _, last in spans))
    wide = {share.who for share in here if not share.separates}
    for slug, those in found.parties:
        for known in (each for each in those if each.drawn):
            if any(base_alone(found.case, known, package) for package in ends):
                wide |= {known.holder, slug, ALL}
    if not {share.who for share in here} <= wide:
        for row in zip(here, *(shares(each.sides, spans) for each in others()), strict=True):
            if max(each.high for each in row) - min(each.low for each in row) > SEPARATES:
                wide.add(row[0].who)
    return tuple(untold(share) if share.who in wide else share for share in here)


def facts(found: Study, package: Package) -> tuple[Fact, ...]:
    """What is not known, in falling order of what finding it out would move the share of a package for its holder."""
    unknown = []
    for known in (each for each in found.known if each.drawn):
        taken = [float(accepts(drawn, package).mean()) for drawn in known.drawn]
        for choice in known.readings.choices:
            ways = [
                [t for t, w in zip(taken, known.ways, strict=True) if dict(w)[choice.id] == way] for way in choice.ways
            ]
            means = [sum(each) / len(each) for each in ways if each]
            unknown.append(Fact(choice.about, known.holder, _spread(means)))
        for row, issue in enumerate(found.case.issues):
            if package[row] != issue.rung(issue.without) and open_lean(known, row, len(issue.options)):
                unknown.append(Fact(f"which way it leans on {issue.title}", known.holder, _lean(known, row, package)))
    return tuple(sorted(unknown, key=lambda fact: -fact.moves))


def base_alone(case: Case, known: Known, package: Package) -> bool:
    """A holder's share of a package is the base measure's more than the claims'.

    No claim bears on it, or leanings that nobody has told could move it by more than a half.
    """
    return _silent(case, known, package) or _lean_range(case, known, package) > SEPARATES


def _silent(case: Case, known: Known, package: Package) -> bool:
    """No claim says anything of the holder that bears on a package, whose share is then the base measure's alone."""
    moved = [row for row, issue in enumerate(case.issues) if package[row] != issue.rung(issue.without)]
    return all(not reading.belief.constraints for reading in known.readings.run) and all(
        open_lean(known, row, len(case.issues[row].options)) for row in moved
    )


def _lean_range(case: Case, known: Known, package: Package) -> float:
    """How far a share could move if every leaning nobody has told of were known."""
    rows = [
        row
        for row, issue in enumerate(case.issues)
        if package[row] != issue.rung(issue.without) and open_lean(known, row, len(issue.options))
    ]
    return min(1.0, 2 * sum(_lean(known, row, package) for row in rows))


def _lean(known: Known, row: int, package: Package) -> float:
    """How far on average the share moves once it is known which end of one ladder the holder leans to."""
    moves = []
    for drawn in known.drawn:
        up = drawn.values[row][:, -1] > drawn.values[row][:, 0]
        taken = accepts(drawn, package)
        if up.any() and not up.all():
            moves.append(_spread([float(taken[up].mean()), float(taken[~up].mean())]))
    return sum(moves) / len(moves) if moves else 0.0


def _spread(means: list[float]) -> float:
    """The mean distance of equally likely values from their mean."""
    centre = sum(means) / len(means)
    return sum(abs(each - centre) for each in means) / len(means)
