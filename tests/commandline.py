"""A command as typed, and what came of it."""

from collections.abc import Callable
from typing import NamedTuple


class Ran(NamedTuple):
    """What a command answered, what it said, and its exit code."""

    out: str
    err: str
    code: int


Run = Callable[..., Ran]
