"""Problems of a file as a compiler would list them."""

from detente.desk.views.wording import counted
from detente.errors import Code, Problem, Severity


def problem_lines(found: tuple[Problem, ...], *, name: str) -> list[str]:
    """Each problem with its place, excerpt and remedy, then the count."""
    lines = []
    for problem in found:
        place = str(problem.place or ".".join(map(str, problem.where)))
        lines.append(f"{place}{': ' if place else ''}{problem.severity} {problem.code.id}: {problem.says}")
        if problem.place and problem.place.excerpt:
            number = str(problem.place.line)
            excerpt, column = _window(problem.place.excerpt, problem.place.column)
            lines.append(f"  {number} | {excerpt}")
            lines.append(f"  {' ' * len(number)} | {' ' * (column - 1)}^")
        if problem.hint:
            lines.append(f"  {problem.hint}")
        lines.append(f"  remedy: {problem.code.remedy}")
    counts = [counted(sum(p.severity is s for p in found), s, _MANY[s]) for s in Severity]
    lines.append(f"{name}: {', '.join(counts)}" if found else f"{name}: nothing to mend")
    return lines


def explained(code: Code) -> list[str]:
    """A code in full."""
    return [f"{code.id} ({code.severity}): {code.title}", "", f"Why: {code.why}", f"Remedy: {code.remedy}"]


_MANY = {Severity.ERROR: "errors", Severity.WARNING: "warnings", Severity.ADVICE: "pieces of advice"}
_WIDEST = 100


def _window(excerpt: str, column: int) -> tuple[str, int]:
    """The part of a long line around a column, and the column inside it."""
    start = 0 if len(excerpt) <= _WIDEST else max(0, column - _WIDEST // 2)
    return excerpt[start : start + _WIDEST], column - start
