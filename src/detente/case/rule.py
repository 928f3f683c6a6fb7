"""A rule of soundness: a finder of faults in a case, with the code that names and explains what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from detente.case.model import Case
from detente.errors import Code, Path, Problem, Severity

Fault = tuple[Path, str] | tuple[Path, str, str]
"""Where a fault is, the sentence that says it, and a hint when there is one."""
Finder = Callable[[Case], Iterator[Fault]]


@dataclass(frozen=True, slots=True)
class Rule:
    """A finder under its code; calling it gives problems."""

    code: Code
    find: Finder

    def __call__(self, case: Case) -> Iterator[Problem]:
        for where, says, *hint in self.find(case):
            yield Problem(self.code, where, says, "".join(hint))


def rule(
    number: str, title: str, *, why: str, remedy: str, severity: Severity = Severity.ERROR
) -> Callable[[Finder], Rule]:
    """Make a finder a rule. `why` is practice's reason, `remedy` what the author of the file can do."""
    return lambda find: Rule(Code(number, title, why, remedy, severity), find)
