"""A rule of soundness: a finder of faults in a case or a plan, with the code that names and explains what it finds."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from detente.errors import Code, Path, Problem, Severity

Fault = tuple[Path, str] | tuple[Path, str, str]
"""Where a fault is, the sentence that says it, and a hint when there is one."""
Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Rule(Generic[Subject]):
    """A finder under its code; calling it gives problems."""

    code: Code
    find: Callable[[Subject], Iterator[Fault]]

    def __call__(self, subject: Subject) -> Iterator[Problem]:
        for where, says, *hint in self.find(subject):
            yield Problem(self.code, where, says, "".join(hint))


def rule(
    number: str, title: str, *, why: str, remedy: str, severity: Severity = Severity.ERROR
) -> Callable[[Callable[[Subject], Iterator[Fault]]], Rule[Subject]]:
    """Make a finder a rule. `why` is practice's reason, `remedy` what the author of the file can do."""
    return lambda find: Rule(Code(number, title, why, remedy, severity), find)
