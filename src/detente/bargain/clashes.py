"""Which claims cannot all hold of one holder: a smallest set, found by leaving claims out one at a time."""

from detente.bargain.beliefs import Clash, feasible
from detente.bargain.readings import belief, claims_of
from detente.case.model import Case


def clash(case: Case, holder: str, ways: dict[str, str]) -> Clash | None:
    """A smallest set of claims of a holder that no profile satisfies in one reading, or None where one does.

    Deletion filter (Chinneck and Dravnieks 1991): smallest in that leaving any one out lets the others hold, though
    another set may have fewer. Claims are tried in the file's order, so that the set named does not depend on chance.
    """
    kept = list(claims_of(case, holder))
    if feasible(belief(case, holder, tuple(kept), ways)):
        return None
    for claim in tuple(kept):
        without = [each for each in kept if each is not claim]
        if not feasible(belief(case, holder, tuple(without), ways)):
            kept = without
    return Clash(holder, tuple(claim.id for claim in kept))
