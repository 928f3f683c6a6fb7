"""Names in files of other tools: which characters they may hold, and file names that sort like the parties."""

import re
from collections.abc import Iterable

from detente.errors import Refusal

_NOT_FOR_FILES = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def written(name: str) -> str:
    """The name itself, if files can hold it. Raises Refusal for control characters and half characters."""
    if match := _NOT_FOR_FILES.search(name):
        raise Refusal(f"no file can hold the name {name!r}: it has the character U+{ord(match[0]):04X}")
    return name


def numbered(parties: Iterable[str], suffix: str) -> list[str]:
    """A file name for each party that sorts in the order given, after `domain`, and holds only plain characters.

    >>> numbered(["Side A", "côté b"], ".xml")
    ['party-1-Side-A.xml', 'party-2-c-t-b.xml']
    """
    names = list(parties)
    width = len(str(len(names)))
    slugs = [re.sub("[^A-Za-z0-9]+", "-", name).strip("-")[:60] for name in names]
    return [f"party-{row:0{width}}-{slug}".rstrip("-") + suffix for row, slug in enumerate(slugs, 1)]
