"""The one text for a JSON value: sorted keys, no white space, letters as they are, in UTF-8.

Numbers are written as Python writes them, which for fractions is the shortest text that reads back as the same; amounts
are better kept as text. Infinite numbers and letters that UTF-8 cannot carry have no such text.
"""

import json

from detente.store.record.refusals import NotAnEntry

_TELL = json.JSONEncoder(
    sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False, check_circular=True
)


def canonical(value: object) -> str:
    """The canonical text of a JSON value. Raises NotAnEntry when there is none.

    >>> canonical({"to": ["north"], "by": "Ölund", "sure": True})
    '{"by":"Ölund","sure":true,"to":["north"]}'
    """
    try:
        text = _TELL.encode(value)
        text.encode("utf-8")
    except (TypeError, ValueError, RecursionError) as error:
        raise NotAnEntry(f"this cannot be written as JSON: {error}") from error
    return text


def is_canonical(text: str) -> bool:
    """The text is what `canonical` writes for the value it stands for.

    >>> is_canonical('{"a":1}'), is_canonical('{ "a": 1 }'), is_canonical("{")
    (True, False, False)
    """
    try:
        return canonical(json.loads(text)) == text
    except (ValueError, RecursionError, NotAnEntry):
        return False
