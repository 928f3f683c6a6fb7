"""What came of trying a plan under stated assumptions: where runs stop, what costs days, what changes would do.

It is a study and no forecast: the assumptions come first, and where the answer turns with one of them that is said
before anything else.
"""

from collections.abc import Iterator
from math import isnan

from detente.conduct.futures import figures
from detente.conduct.futures.habits import Habit
from detente.conduct.futures.study import Factor, Studied, Tried
from detente.desk.pages import Bars, Block, Curve, Heading, Line, Lines, Page, Picture, Table, line
from detente.desk.views.wording import Wording, listed
from detente.workbench.futures import Assumed, frame

MOST_BARS = 12
_FOOT = (
    "A study of the plan under the assumptions named, and no forecast. Its figures are shares of runs, of nothing else."
)


def futures_page(assumed: Assumed, found: Studied) -> Page:
    """The whole study."""
    return Page(f"If it were tried: {assumed.draft.plan.title}", tuple(futures_blocks(assumed, found)), _FOOT)


def futures_json(found: Studied) -> dict[str, object]:
    """The study as other programs read it."""
    curve = figures.halt(found)
    return {
        "assumptions": [
            {
                "id": each.id,
                "kind": each.kind,
                "levels": {m: str(level) for m, level in each.levels.items()},
                "stands_on": each.grounds,
            }
            for each in found.habits.habits
        ],
        "incentives": found.habits.incentives,
        "turns": [
            {"assumption": f[0], "level": f[1], "low": low, "high": high} for f, low, high in figures.turns(found)
        ],
        "runs": found.runs,
        "seed": found.seed,
        "complete": figures.complete(found.main.counts),
        "band": figures.band(found),
        "stops": [{"before": each.before, "why": each.why, "share": each.share} for each in figures.stops(found.main)],
        "days_lost": figures.lost(found.main),
        "halted": [each.tolist() for each in curve],
        "changes": frame(found)[1:],
        "influences": [
            {"assumption": each.factor[0], "level": each.factor[1], "first": each.first, "total": each.total}
            for each in found.swept.influences
        ],
        "digest": found.digest,
    }


def futures_blocks(assumed: Assumed, found: Studied) -> Iterator[Block]:
    """The same as blocks, for the brief."""
    words = Wording.of(assumed.draft.case)
    yield Lines(tuple(_turns(found)), bullets=False)
    yield Heading("What is assumed", 3)
    yield _assumptions(words, found)
    yield Heading("Where runs stop", 3)
    yield from _stops(found)
    yield from _days(found)
    yield from _halt(found)
    if found.others:
        yield _what_if(found)
    if found.swept.influences:
        yield _influences(found)


def _turns(found: Studied) -> Iterator[Line]:
    """Whether the answer hangs on what is assumed: said before any figure."""
    turning = list(figures.turns(found))
    for factor, low, high in turning:
        yield line(f"at its low end {low}, at its high end {high}", lead=f"The answer turns with {_named(factor)}:")
    order, low_high = figures.in_order(found.main.ready), figures.band(found)
    if not turning:
        most = figures.outcome(found.main.counts, order)
        over = "" if not found.habits.factors else ", at either end of every range assumed"
        yield line(f"In most runs {most}{over}.")
    done = figures.complete(found.main.counts)
    band = f"; over all that is assumed {low_high[0]:.0%} to {low_high[1]:.0%}" if found.habits.factors else ""
    yield line(f"{done}{band}", lead=f"All is done in this share of {found.runs} runs:", note=f"seed {found.seed}")
    ways = len(found.main.counts.runs)
    if ways > 1:
        yield line(f"The claims can be read in {ways} ways; figures run from the lowest to the highest over them.")


def _named(factor: Factor) -> str:
    return f"{factor[0]} ({factor[1]})"


def _assumptions(words: Wording, found: Studied) -> Table:
    rows = tuple((
        (line(each.id, note=str(each.kind)),),
        (line(words.voices.name(each.who) if each.who else "whoever it fits"),),
        (line(listed(each.about) or "all that fits"),),
        tuple(line(f"{measure}: {level}") for measure, level in each.levels.items()),
        (_grounds(words, each),),
    ) for each in found.habits.habits)  # fmt: skip
    told = (
        "sides also stop where they would gain by it, as the claims let one believe"
        if found.habits.incentives
        else ("incentives are left out")
    )
    caption = f"{len(rows)} assumptions; {told}"
    return Table(caption, ("Assumption", "Of whom", "About", "How much", "Stands on"), rows, widths=(4, 3, 3, 4, 4))


def _grounds(words: Wording, each: Habit) -> Line:
    told = each.grounds if each.source else f"assumed by {words.voices.name(each.assumed_by)}"
    return line(told + (f", {each.on}" if each.on else ""), note=each.says)


def _stops(found: Studied) -> Iterator[Block]:
    does = {each.id: each.does for each in found.main.ready.plan.obligations}
    each_stop = figures.stops(found.main)
    if not each_stop:
        yield Lines((line("No run stops."),), bullets=False)
    else:
        bars = tuple(
            (f"{each.before or 'after the last'}: {each.why}", each.share.low, each.share.high) for each in each_stop
        )
        yield Picture(
            "Share of runs that stop, by the step before which they stop",
            bars=(Bars("share of runs", bars, shares=True),),
        )
        rows = tuple((
            (line(does.get(each.before, "after the last step"), note=each.before),),
            (line(each.why),),
            (line(str(each.share)),),
        ) for each in each_stop)  # fmt: skip
        yield Table("Where runs stop, and of what", ("Before", "Of what", "Share of runs"), rows, widths=(6, 5, 3))
    short = figures.lacking(found.main.counts)
    if short.high:
        yield Lines((line(f"{short}", lead="They go to their end with something lacking:"),), bullets=False)
    done = figures.finished(found.main.counts)
    if done:
        told = f"a tenth by day {done[0]}, half by day {done[1]}, nine tenths by day {done[2]}"
        yield Lines((line(f"Of those done in full, counted from signature: {told}."),), bullets=False)


def _days(found: Studied) -> Iterator[Block]:
    costs = figures.lost(found.main)
    if not costs:
        return
    yield Heading("What costs days", 3)
    bars = tuple((each.obligation, each.days, each.days) for each in costs[:MOST_BARS])
    yield Picture("Mean days beyond the plan that each obligation costs", bars=(Bars("days a run", bars),))
    rows = tuple((
        (line(each.obligation),),
        (line(f"{each.debtor:.1f} ± {each.debtor_error:.1f}"),),
        (line(f"{each.checking:.1f} ± {each.checking_error:.1f}"),),
    ) for each in costs)  # fmt: skip
    yield Table(
        "Days lost, in a mean run", ("Obligation", "By its debtor", "In its verification"), rows, widths=(4, 3, 3)
    )


def _halt(found: Studied) -> Iterator[Block]:
    middle, low, high = figures.halt(found)
    if not middle.any():
        return
    yield Heading("How long fire is halted", 3)
    points = tuple(zip(middle.tolist(), low.tolist(), high.tolist(), strict=True))
    yield Picture(
        "Share of runs in which fire is halted; the band runs over all that is assumed",
        curves=(Curve("fire halted", "day", points),),
    )


def _what_if(found: Studied) -> Table:
    rows = tuple(
        (
            (line(each.words),),
            (line(str(figures.complete(each.counts))),),
            (line(_difference(found.main, each)),),
            (line(_most(each)),),
        )
        for each in found.others
    )
    heads = ("Change", "All is done", "Against the plan", "Stops most")
    return Table("What each change would do, on the same chance", heads, rows, widths=(4, 3, 3, 5))


def _difference(main: Tried, each: Tried) -> str:
    more, error = figures.differs(main.counts, each.counts)
    if abs(more) <= error:
        return "no difference beyond its error"
    return f"{100 * more:+.0f} ± {100 * error:.0f} in a hundred"


def _most(each: Tried) -> str:
    found = max(figures.stops(each), key=lambda stop: stop.share.high, default=None)
    return f"before {found.before or 'nothing more'}: {found.why}" if found else "nowhere"


def _influences(found: Studied) -> Table:
    def told(first: float, total: float) -> str:
        return "nothing varies" if isnan(first) or isnan(total) else f"{max(first, 0):.2f}; {max(total, 0):.2f}"

    rows = tuple(
        (
            (line(_named(each.factor)),),
            (line(told(each.first[0], each.total[0])),),
            (line(told(each.first[1], each.total[1])),),
        )
        for each in sorted(found.swept.influences, key=lambda each: -max(each.total[0], 0))
    )
    caption = "Which assumption matters most: Sobol's first and total index, of what varies over the ranges"
    return Table(caption, ("Assumption", "Whether all is done", "Days fire is halted"), rows, widths=(4, 3, 3))
