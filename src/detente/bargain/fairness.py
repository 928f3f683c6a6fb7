"""Adjusted Winner: two parties divide what is at stake so that each has the same number of its own points.

Brams and Taylor (1996). Each party spreads the same number of points over the items. The one who puts more on an item
wins it; then items pass, in the order in which that costs the least, from the party with more points until both have
the same. At most one item is split. The result is efficient, equitable, and envies nobody, if points were honest.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Division:
    """The share of each item that goes to the first party, and what each party has in its own points."""

    first_gets: tuple[tuple[str, Fraction], ...]
    first_points: Fraction
    second_points: Fraction

    @property
    def split(self) -> str | None:
        """The one item that is divided, if any."""
        return next((item for item, share in self.first_gets if 0 < share < 1), None)


def adjusted_winner(first: Mapping[str, int], second: Mapping[str, int]) -> Division:
    """The division for points by item, exact in fractions; both parties spread as many points over the same items.

    An item on which both put as much goes to the first party, and moves first when the first has too much.

    >>> found = adjusted_winner({"house": 60, "boat": 40}, {"house": 40, "boat": 60})
    >>> found.first_points, found.second_points, found.split
    (Fraction(60, 1), Fraction(60, 1), None)
    """
    if (
        list(first) != list(second)
        or sum(first.values()) != sum(second.values())
        or min(*first.values(), *second.values()) < 0
    ):
        raise ValueError("both parties spread the same number of points, none below 0, over the same items")
    shares = {item: Fraction(first[item] >= second[item]) for item in first}
    one = Fraction(sum(first[item] for item in first if shares[item]))
    other = Fraction(sum(second[item] for item in first if not shares[item]))
    giver_first = one >= other
    giver, taker = (first, second) if giver_first else (second, first)
    lost = [item for item in first if bool(shares[item]) == giver_first and taker[item] > 0]
    for item in sorted(lost, key=lambda each: Fraction(giver[each], taker[each])):
        part = min(Fraction(1), abs(one - other) / (first[item] + second[item]))
        shares[item] += -part if giver_first else part
        one += (-part if giver_first else part) * first[item]
        other += (part if giver_first else -part) * second[item]
        if one == other:
            break
    return Division(tuple(shares.items()), one, other)
