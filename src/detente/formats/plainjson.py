"""JSON as plain values, read so that a file can neither mislead nor stall: UTF-8, no key twice, no endless size."""

import json
from collections.abc import Callable

from detente.errors import Code, Place, Problem


def read(
    raw: bytes, name: str, *, most: int, ill: Code, twice: Code, number: Callable[[str], object] | None = None
) -> tuple[object, str, tuple[Problem, ...]]:
    """What the bytes hold, their text, and what keeps them from being read, where something does.

    `most` is how many bytes are read, `ill` and `twice` the codes of a file that is no JSON and of a key that stands
    twice. `number` reads a number.
    """

    def refused(says: str, place: Place | None = None, code: Code = ill) -> tuple[None, str, tuple[Problem, ...]]:
        return None, "", (Problem(code, (), says, place=place),)

    if len(raw) > most:
        return refused(f"{name} has {len(raw)} bytes; at most {most}")
    try:
        text = raw.decode("utf-8-sig")
        held = json.loads(
            text, object_pairs_hook=_once, parse_constant=_no_constant, parse_float=number, parse_int=number
        )
    except UnicodeDecodeError as error:
        return refused(f"byte {raw[error.start]:#04x} is not UTF-8")
    except json.JSONDecodeError as error:
        return refused(error.msg.lower(), Place(name, error.lineno, error.colno, text.split("\n")[error.lineno - 1]))
    except _Twice as error:
        return refused(f"the key {str(error)!r} stands twice in one object", code=twice)
    except (ValueError, RecursionError) as error:
        return refused(str(error))
    return held, text, ()


class _Twice(Exception):
    """A key met a second time in one object."""


def _once(pairs: list[tuple[str, object]]) -> dict[str, object]:
    held = dict(pairs)
    if len(held) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _Twice(next(key for key in keys if keys.count(key) > 1))
    return held


def _no_constant(word: str) -> object:
    raise ValueError(f"{word} is not a number that JSON knows")
