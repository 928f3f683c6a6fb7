"""A few packages that differ and that every side could best live with, each with what it trades and what it rests on.

The search looks for the greatest least acceptability over the holders of all parties, each reading weighing the same;
that number serves the search alone. What is shown are ranges, or words where the evidence does not decide (§2.20).
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from detente.bargain.acceptability import ALL, ROUNDING, SEPARATES, Share, accepts, shares, untold
from detente.bargain.beliefs import Clash, Draws
from detente.bargain.constraints import both_ends, package_of
from detente.bargain.packages import Package
from detente.bargain.readings import claims_of
from detente.bargain.study import Known, Study, without
from detente.case.ladders import Rungs, rungs
from detente.case.model import Act, Case, Holding

MOST = 5
"""How many packages are shown."""
APART = 2
"""On how many issues two packages shown must differ at least."""


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
    that was left out for it.
    """

    packages: tuple[Bridge, ...]
    separates: bool
    fact: Fact | None
    considered: int
    clashes: tuple[Clash, ...]
    readings: tuple[tuple[str, int, int], ...]


def bridge(found: Study, others: Others, *, count: int = 200, seed: int = 0) -> Bridging:
    """Packages that could bridge the gap, and whether the evidence tells them apart.

    `others` makes the studies under other base measures, when they are asked for; `count` draws serve to see what each
    claim changes, where the packages are told apart.
    """
    ordered = greatest_least(found, starts(found.case))
    standing = tuple(issue.rung(issue.without) for issue in found.case.issues)
    chosen = apart([package for package in ordered if package != standing])
    exact = {package: told(found, others, _spans(package)) for package in chosen}
    separates = all(share.separates for each in exact.values() for share in each) and _same_order(chosen, others())
    shown = chosen if separates else tabled(found.case)
    unknown = sorted((fact for package in shown for fact in facts(found, package)), key=lambda fact: -fact.moves)
    lacking = _lacking(found, count, seed) if separates else {}
    everyone = {package: exact.get(package) or told(found, others, _spans(package)) for package in shown}
    return Bridging(
        packages=tuple(_bridge(found, package, everyone[package], lacking) for package in shown),
        separates=separates,
        fact=unknown[0] if unknown else None,
        considered=len(ordered),
        clashes=tuple(clash for known in found.known for clash in known.clashes),
        readings=tuple((k.holder, len(k.readings.run), k.readings.possible) for k in found.known),
    )


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
    for other in others:
        pools = [_Pool.of(known) for known in other.known if known.drawn]
        least = [_least(pools, package) for package in packages]
        if any(after > before + ROUNDING for before, after in pairwise(least)):
            return False
    return True


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


def greatest_least(found: Study, starts: Iterable[Package], *, keep: int = 60) -> tuple[Package, ...]:
    """Packages in falling order of their least share over holders: local optima from the starts, and what lies near.

    One issue changes at a time. Ties keep the order in which packages were met, which is the file's.
    """
    pools = [_Pool.of(known) for known in found.known if known.drawn]
    tabled = on_the_table(found.case)
    met: dict[Package, float] = {}
    for start in dict.fromkeys(starts):
        here, best = start, _least(pools, start)
        met[here] = best
        while True:
            near = _neighbours(pools, here, tabled)
            met.update(near)
            step = max(near, key=lambda package: near[package])
            if near[step] <= best + ROUNDING:
                break
            here, best = step, near[step]
    ordered = sorted(met, key=lambda package: -met[package])
    return tuple(ordered[:keep])


def apart(packages: Sequence[Package], most: int = MOST) -> tuple[Package, ...]:
    """The first package, then each that differs from all taken on at least two issues.

    >>> apart([(0, 0), (0, 1), (1, 1)])
    ((0, 0), (1, 1))
    """
    taken: list[Package] = []
    for package in packages:
        if all(sum(a != b for a, b in zip(package, other, strict=True)) >= APART for other in taken):
            taken.append(package)
    return tuple(taken[:most])


def on_the_table(case: Case) -> tuple[tuple[int, ...], ...]:
    """The options considered on each issue: what holds without a deal, what somebody named, and leaving it to talks."""
    found = []
    for issue in case.issues:
        named = {issue.rung(issue.without)}
        named |= {rung for rung, option in enumerate(issue.options) if option.holds is Holding.DEFERRED}
        for term in (term for claim in case.claims for term in claim.terms if term.issue == issue.id):
            first, last = rungs(issue, term)
            named |= set(range(first, last + 1))
        found.append(tuple(sorted(named)))
    return tuple(found)


def starts(case: Case) -> tuple[Package, ...]:
    """Where the search begins: no deal, every proposal at both ends of its blanks, and each with talks where it can."""
    standing = tuple(issue.rung(issue.without) for issue in case.issues)
    found = [standing]
    for proposal in case.proposals:
        terms = tuple(term for claim in case.claims if claim.part_of == proposal.id for term in claim.terms)
        spans = package_of(case, terms)
        found += [tuple(first for first, _ in spans), tuple(last for _, last in spans)]
    deferrals = {row: option for row, issue in enumerate(case.issues) if (option := _deferral(case, row)) is not None}
    found += [tuple(deferrals.get(row, rung) for row, rung in enumerate(package)) for package in found]
    return tuple(dict.fromkeys(found))


def tabled(case: Case, most: int = MOST) -> tuple[Package, ...]:
    """What lies on the table, in the file's order: each proposal, then each with talks on what can be left to them."""
    standing = tuple(issue.rung(issue.without) for issue in case.issues)
    return apart([package for package in starts(case) if package != standing], most)


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
            if max(_lean_range(found.case, known, package) for package in ends) > SEPARATES:
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


def _deferral(case: Case, row: int) -> int | None:
    options = case.issues[row].options
    return next((rung for rung, each in enumerate(options) if each.holds is Holding.DEFERRED), None)


@dataclass(frozen=True, slots=True, eq=False)
class _Pool:
    """The draws of one holder in all readings together: values (draws, options) an issue, reserve (draws,)."""

    values: tuple[NDArray[np.float64], ...]
    reserve: NDArray[np.float64]

    @classmethod
    def of(cls, known: Known) -> "_Pool":
        drawn: tuple[Draws, ...] = known.drawn
        values = tuple(np.concatenate([each.values[row] for each in drawn]) for row in range(len(drawn[0].values)))
        return cls(values, np.concatenate([each.reserve for each in drawn]))

    def room(self, package: Package) -> NDArray[np.float64]:
        """By how much a package is worth more than no deal, in each draw."""
        room: NDArray[np.float64] = sum(v[:, row] for v, row in zip(self.values, package, strict=True)) - self.reserve
        return room


def _least(pools: Sequence[_Pool], package: Package) -> float:
    return min(float((pool.room(package) >= -ROUNDING).mean()) for pool in pools)


def _neighbours(pools: Sequence[_Pool], package: Package, tabled: Sequence[Sequence[int]]) -> dict[Package, float]:
    """Every package that differs on one issue by an option on the table, with its least share."""
    least: dict[Package, float] = {}
    for pool in pools:
        room = pool.room(package)
        for row, options in enumerate(tabled):
            here = pool.values[row][:, package[row]]
            for rung in (each for each in options if each != package[row]):
                near = (*package[:row], rung, *package[row + 1 :])
                share = float((room - here + pool.values[row][:, rung] >= -ROUNDING).mean())
                least[near] = min(share, least.get(near, 1.0))
    return least
