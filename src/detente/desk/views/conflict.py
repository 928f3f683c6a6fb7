"""Which states of a conflict would hold, as a table: one row a state, one column a concept."""

from detente.bargain.conflict import Conflict
from detente.bargain.stability import Concept, Stability
from detente.desk.pages import Lines, Page, Table, line

TITLES = {
    Concept.NASH: "Nash",
    Concept.GMR: "GMR",
    Concept.SMR: "SMR",
    Concept.SEQ: "SEQ",
    Concept.SIM: "SIM",
}
MEANING = (
    "A state holds when no party gains by leaving it, given how it expects the others to answer. "
    "What would hold is not what will happen, nor what should."
)


def stability_page(name: str, conflict: Conflict, found: Stability) -> Page:
    """Every state that holds in some sense, with the options taken in it and for whom it is stable."""
    holding = sorted({state for concept in Concept for state in found.equilibria(concept)})
    rows = tuple(
        (
            (line(str(state)),),
            (line(_taken(conflict, state)),),
            *((line("holds" if state in found.equilibria(concept) else "–"),) for concept in Concept),
        )
        for state in holding
    )
    table = Table("States that hold", ("State", "Options taken", *TITLES.values()), rows, widths=(1, 4, 1, 1, 1, 1, 1))
    none = (Lines((line("No state holds in any sense."),), bullets=False),) if not holding else (table,)
    return Page(f"Stability: {name}", (Lines((line(MEANING),), bullets=False), *none))


def _taken(conflict: Conflict, state: int) -> str:
    row = conflict.row(state)
    return (
        ", ".join(option for option, taken in zip(conflict.options, conflict.taken[row], strict=True) if taken)
        or "none"
    )
