"""What a side's claims say about what packages are worth to it: which rung is best, and what is no worse than what.

The unknowns are, for one holder (a faction, or a party without any), the value m[i][x] of each option x on each issue
i, the weight w[i] = greatest m[i], and the reservation value r: what no deal is worth. Values are in utils of that
holder; the weights sum to 1, and m[i] is 0 at the worst rung. Every constraint knows the claim it rests on.
"""

from dataclasses import dataclass
from itertools import pairwise

from detente.case.ladders import Rungs, rungs
from detente.case.model import Act, Case, Claim, Issue, Outlook, Term


@dataclass(frozen=True, slots=True)
class Shape:
    """The rungs that are best and worst on one issue; values fall from the best towards either end of the ladder."""

    best: int
    worst: int

    def between(self, rung: int) -> range:
        """The increments between the best rung and another: increment j lies between rungs j and j + 1.

        >>> list(Shape(best=3, worst=0).between(1))
        [1, 2]
        """
        return range(min(self.best, rung), max(self.best, rung))


@dataclass(frozen=True, slots=True)
class Part:
    """A multiple of the value of one issue, somewhere from rung `first` to rung `last`.

    Where the words leave several rungs open, the one counts that makes the constraint weakest: nothing is chosen.
    """

    issue: int
    first: int
    last: int
    times: float

    def rung(self, shape: Shape) -> int:
        """The rung that counts: nearest the best one for a positive multiple, else nearest the worst."""
        towards = shape.best if self.times > 0 else shape.worst
        return min(max(towards, self.first), self.last)


@dataclass(frozen=True, slots=True)
class Constraint:
    """Parts, weights of issues and a multiple of the reservation value that together are at least 0."""

    claim: str
    says: str
    parts: tuple[Part, ...] = ()
    weights: tuple[tuple[int, float], ...] = ()
    reserve: float = 0.0


@dataclass(frozen=True, slots=True)
class Belief:
    """What is known of one holder in one reading: the shapes each issue may have, and the constraints.

    `rungs[i]` is how many options issue i has. Several shapes on an issue are equally likely before the constraints.
    """

    holder: str
    rungs: tuple[int, ...]
    shapes: tuple[tuple[Shape, ...], ...]
    constraints: tuple[Constraint, ...]


BEST = (Act.DEMAND, Act.CALL_FOR)
"""Acts that say what their holder would like best on an issue."""
TAKES = (Act.OFFER, Act.PROPOSE, Act.ACCEPT, Act.SUPPORT)
"""Acts that say their holder would rather have the package than no deal."""
SENSES = ("firm", "conditional", "posture")
"""How a red line in public may be meant (convention 9)."""


def both_ends(options: int) -> tuple[Shape, ...]:
    """An issue on which nothing says which way its holder leans: either end may be best.

    >>> both_ends(3)
    (Shape(best=0, worst=2), Shape(best=2, worst=0))
    """
    return Shape(0, options - 1), Shape(options - 1, 0)


def peaked_at(options: int, best: int) -> tuple[Shape, ...]:
    """An issue whose best rung is known: the worst is the far end, or either end where the best lies between.

    >>> peaked_at(4, 3), peaked_at(4, 1)
    ((Shape(best=3, worst=0),), (Shape(best=1, worst=0), Shape(best=1, worst=3)))
    """
    return tuple(Shape(best, end) for end in (0, options - 1) if end != best)


def leaning(case: Case, claim: Claim, sense: str) -> dict[int, Rungs]:
    """The issues on which a claim says what is best, each with the rungs it may mean; a red line leans away from it."""
    found: dict[int, Rungs] = {}
    for term in claim.terms:
        row, issue = _issue(case, term.issue)
        if claim.act in BEST or (claim.inference is not None and claim.act is Act.BELIEVE):
            found[row] = rungs(issue, term)
        elif claim.act is Act.RED_LINE and sense in SENSES:
            refused = rungs(issue, term)
            away = _away(issue, refused)
            if away is not None:
                found[row] = (away, away)
    return found


def constraints(case: Case, claim: Claim, sense: str) -> tuple[Constraint, ...]:
    """What a claim says that is no matter of direction; `sense` is how its red line is read."""
    package = _package(case, claim)
    says = claim.says
    if claim.act in TAKES and package:
        return (Constraint(claim.id, says, _worth(case, package, 1.0), reserve=-1.0),)
    if claim.act is Act.REJECT and package:
        return (Constraint(claim.id, says, _worth(case, package, -1.0), reserve=1.0),)
    if claim.act is Act.RED_LINE and claim.terms and sense != "posture":
        return (_red_line(case, claim, sense),)
    if claim.act is Act.PREFER and claim.terms and claim.rather_than:
        rather = _worth(case, claim.rather_than, -1.0)
        return (Constraint(claim.id, says, (*_worth(case, claim.terms, 1.0), *rather)),)
    if claim.act is Act.PUT_FIRST and len(claim.before) > 1:
        rows = [_issue(case, slug)[0] for slug in claim.before]
        return tuple(Constraint(claim.id, says, weights=((first, 1.0), (then, -1.0))) for first, then in pairwise(rows))
    if claim.without_deal and package:
        better = 1.0 if claim.without_deal is Outlook.BETTER else -1.0
        return (Constraint(claim.id, says, _worth(case, package, -better), reserve=better),)
    return ()


def informative(case: Case, claim: Claim) -> bool:
    """The claim says something about what packages are worth to its holder, in some sense of it."""
    return any(leaning(case, claim, sense) or constraints(case, claim, sense) for sense in SENSES)


def package_of(case: Case, terms: tuple[Term, ...]) -> tuple[Rungs, ...]:
    """The rungs that terms allow on every issue; an issue they are silent on stands as it does without a deal."""
    spans = {_issue(case, term.issue)[0]: rungs(_issue(case, term.issue)[1], term) for term in terms}
    silent = [(issue.rung(issue.without),) * 2 for issue in case.issues]
    return tuple(spans.get(row, (standing[0], standing[1])) for row, standing in enumerate(silent))


def _package(case: Case, claim: Claim) -> tuple[Term, ...]:
    """The terms a claim is about: its own, else those of the proposal it answers."""
    if claim.terms:
        return claim.terms
    return tuple(term for each in case.claims if claim.target and each.part_of == claim.target for term in each.terms)


def _worth(case: Case, terms: tuple[Term, ...], times: float) -> tuple[Part, ...]:
    return tuple(Part(row, first, last, times) for row, (first, last) in enumerate(package_of(case, terms)))


def _red_line(case: Case, claim: Claim, sense: str) -> Constraint:
    """Firm: no package that crosses it is better than no deal. Conditional: none in which nothing else moves."""
    crossed = {_issue(case, term.issue)[0]: rungs(_issue(case, term.issue)[1], term) for term in claim.terms}
    if sense == "conditional":
        return Constraint(claim.id, claim.says, _worth(case, claim.terms, -1.0), reserve=1.0)
    parts = tuple(Part(row, first, last, -1.0) for row, (first, last) in crossed.items())
    others = tuple((row, -1.0) for row in range(len(case.issues)) if row not in crossed)
    return Constraint(claim.id, claim.says, parts, others, reserve=1.0)


def _away(issue: Issue, refused: Rungs) -> int | None:
    """The end of the ladder that lies away from what is refused, seen from what holds without a deal."""
    standing = issue.rung(issue.without)
    if refused[0] > standing:
        return 0
    return len(issue.options) - 1 if refused[1] < standing else None


def _issue(case: Case, slug: str) -> tuple[int, Issue]:
    return next((row, issue) for row, issue in enumerate(case.issues) if issue.id == slug)
