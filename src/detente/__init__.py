"""detente: a mediator's workbench for phased agreements.

`open_case` reads a case folder; the other names are the acts a mediator's assistant performs on it. Everything is
loaded on first use, so that `import detente` costs next to nothing.
"""

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from detente.workbench.cases import changes, check, gaps, open_case, questions, readings

__all__ = ["changes", "check", "gaps", "open_case", "questions", "readings"]
__version__ = "0.1.0"


def __getattr__(name: str) -> object:
    if name in __all__:
        return getattr(import_module("detente.workbench.cases"), name)
    raise AttributeError(f"module 'detente' has no attribute {name!r}")
