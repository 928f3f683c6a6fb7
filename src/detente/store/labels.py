"""What a case file holds for one audience, before anything is read of it: the items whose labels open them.

Needed where a file has faults, so that a fault in a closed item keeps nobody from the copy it may have. A label that
cannot be read closes its item.
"""

from detente.case.references import COLLECTIONS
from detente.case.secrecy import may_read
from detente.store.yamltree import Plain

PARTS = ("editions", "factions")
"""What stands inside an item and bears a label of its own."""


def open_to(audience: str, plain: Plain) -> Plain:
    """The file without the items, and the parts of items, that `audience` may not see."""
    if not isinstance(plain, dict):
        return plain
    default = plain.get("default_audience", [])
    return {key: _open(held, audience, default) if key in COLLECTIONS else held for key, held in plain.items()}


def _open(items: Plain, audience: str, default: Plain) -> Plain:
    if isinstance(items, dict):
        return {
            slug: _with_open_parts(item, audience, default)
            for slug, item in items.items()
            if _is_open(item, audience, default)
        }
    if isinstance(items, list):
        return [item for item in items if _is_open(item, audience, default)]
    return items


def _with_open_parts(item: Plain, audience: str, default: Plain) -> Plain:
    if not isinstance(item, dict):
        return item
    return {key: _open(held, audience, default) if key in PARTS else held for key, held in item.items()}


def _is_open(item: Plain, audience: str, default: Plain) -> bool:
    label = item.get("audience", default) if isinstance(item, dict) else default
    named = label if isinstance(label, list) else [label]
    return may_read(audience, frozenset(each for each in named if isinstance(each, str)))
