"""A frontier and what principles pick from it, in numbers of utils, for those who know their scale."""

from detente.bargain.doubt import Doubt
from detente.bargain.solutions import Pick, Solved
from detente.desk.pages import Block, Line, Lines, Page, Table, line

SHOWN = 20
TITLES = {
    "nash": "Nash",
    "kalai_smorodinsky": "Kalai-Smorodinsky",
    "egalitarian": "Egalitarian",
    "utilitarian": "Utilitarian",
}
MEANING = (
    "No package is better for all than a point of the frontier. A principle says what it would pick, not what anybody "
    "should; each party's utils are its own. For a case they are mean values of one reading of the claims."
)


def frontier_page(name: str, found: Solved, doubt: Doubt | None = None) -> Page:
    """How many packages and points there are, the picks of four principles, and the first points.

    Where the evidence does not tell a case's packages apart, words stand in place of points and picks (§2.20).
    """
    exact = "exact" if found.bound == 0 else f"within {found.bound:.6g} utils"
    size = f"{found.issues} issues, {found.packages} packages"
    if doubt is not None:
        return Page(f"Frontier: {name}", (Lines((line(f"{size}."), *_in_doubt(doubt))),))
    about = (
        f"{size}; {len(found.points)} points on the frontier, {exact}, "
        f"reached by {found.packages_on_frontier} packages."
    )
    picks = (
        ("Nash", found.nash),
        ("Kalai-Smorodinsky", found.kalai_smorodinsky),
        ("Egalitarian", found.egalitarian),
        ("Utilitarian", found.utilitarian),
    )
    rows = tuple(((line(title),), *_cells(point)) for title, points in picks for point in points)
    none = [
        line(f"{title}: no package leaves every party better off than no deal.")
        for title, points in picks
        if not points
    ]
    points = tuple(((line(str(row)),), *_cells(point)) for row, point in enumerate(found.points[:SHOWN], 1))
    more = [line(f"{len(found.points) - SHOWN} more points; all with --json.")] if len(found.points) > SHOWN else []
    return Page(
        f"Frontier: {name}",
        (
            Lines((line(about), line(MEANING), *none), bullets=False),
            Table("What principles would pick", ("Principle", *found.parties), rows),
            Table("Points", ("", *found.parties), points),
            Lines(tuple(more), bullets=False),
        ),
    )


def solve_page(name: str, found: tuple[Pick, ...], doubt: Doubt | None = None) -> Page:
    """Each pick with the first package that reaches it, option by option; words where the evidence does not decide."""
    if doubt is not None:
        return Page(f"Solutions: {name}", (Lines(tuple(_in_doubt(doubt))),))
    blocks: list[Block] = [Lines((line(MEANING),), bullets=False)]
    for pick in found:
        worth = ", ".join(f"{each:.4f}" for each in pick.worth)
        more = f"; {pick.count} packages are worth this" if pick.count > 1 else ""
        rows = tuple(((line(issue),), (line(option),)) for issue, option in pick.packages[0])
        blocks.append(Table(f"{TITLES[pick.principle]}: {worth}{more}", ("Issue", "Option"), rows))
    if not found:
        blocks.append(Lines((line("No package leaves every party better off than no deal."),), bullets=False))
    return Page(f"Solutions: {name}", tuple(blocks))


def _in_doubt(doubt: Doubt) -> list[Line]:
    lines = [
        line(
            "the evidence does not separate packages; no point and no pick is shown. "
            "`detente bridge` says what is known of each side and what would be worth finding out",
            lead="Answer:",
        )
    ]
    lines += [line(f"nothing says which way it leans on {count} issues", lead=f"{who}:") for who, count in doubt.untold]
    moves = "picks another package in another reading, or under another base measure"
    return lines + [line(moves, lead=f"{TITLES[each]}:") for each in doubt.moving]


def _cells(point: tuple[float, ...]) -> tuple[tuple[Line, ...], ...]:
    return tuple((line(f"{each:.4f}"),) for each in point)
