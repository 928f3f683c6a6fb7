"""XML as a tree of elements with places.

Document types, entities and processing of anything outside the file are refused; so are files that are too large or
too deep. What encoding the file has, it says itself; without a word it is UTF-8. Lines and columns count from 1.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from detente.errors import Code, Place
from detente.formats.reading import DEEPEST, MOST_BYTES, MOST_NODES, NOT_WELL_FORMED, TOO_MUCH, UNSAFE, Faults


@dataclass(slots=True)
class Element:
    """A tag with its attributes, its children and where it begins."""

    tag: str
    attributes: dict[str, str]
    place: Place
    children: "list[Element]" = field(default_factory=list)

    def all(self, tag: str) -> "Iterator[Element]":
        """Every element of that tag below this one, in the order of the file."""
        for child in self.children:
            if child.tag == tag:
                yield child
            yield from child.all(tag)

    def own(self, tag: str) -> "list[Element]":
        """The children of that tag."""
        return [child for child in self.children if child.tag == tag]


def root_tag(raw: bytes) -> str | None:
    """The tag of the first element, or None when the bytes break off or go wrong before one begins."""
    tags: list[str] = []

    def start(tag: str, _: dict[str, str]) -> None:
        tags.append(tag)
        raise _Enough

    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    try:
        parser.Parse(raw[:MOST_BYTES], True)
    except _Enough:
        return tags[0]
    except (expat.ExpatError, ValueError, LookupError):
        return None
    return None


def read(file: str, raw: bytes, faults: Faults) -> Element | None:
    """The root of the tree that `raw` holds; None, with a problem noted, when it cannot be read."""
    if len(raw) > MOST_BYTES:
        faults.note(TOO_MUCH, f"{file} has {len(raw)} bytes", Place(file, 1, 1))
        return None
    reader = _Reader(file, raw)
    try:
        reader.parser.Parse(raw, True)
    except expat.ExpatError as error:
        says = f"the XML breaks off here: {expat.ErrorString(error.code)}"
        faults.note(NOT_WELL_FORMED, says, reader.place(error.lineno, error.offset + 1))
        return None
    except (LookupError, ValueError) as error:
        faults.note(NOT_WELL_FORMED, f"the encoding cannot be read: {error}", reader.place(1, 1))
        return None
    except _Refused as refused:
        faults.note(refused.code, refused.says, reader.here())
        return None
    return reader.root


class _Enough(Exception):
    """The first element has been seen."""


class _Refused(Exception):
    def __init__(self, code: Code, says: str) -> None:
        self.code, self.says = code, says


class _Reader:
    def __init__(self, file: str, raw: bytes) -> None:
        self.file = file
        self.lines = raw.decode("utf-8", "replace").splitlines()
        self.root: Element | None = None
        self.open: list[Element] = []
        self.count = 0
        self.parser = expat.ParserCreate()
        self.parser.StartElementHandler = self.start
        self.parser.EndElementHandler = self.end
        self.parser.StartDoctypeDeclHandler = self.doctype

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if self.count > MOST_NODES or len(self.open) >= DEEPEST:
            raise _Refused(TOO_MUCH, "the file goes on too long or too deep here")
        element = Element(tag, attributes, self.here())
        if self.open:
            self.open[-1].children.append(element)
        else:
            self.root = element
        self.open.append(element)

    def end(self, _: str) -> None:
        self.open.pop()

    def doctype(self, *_: object) -> None:
        raise _Refused(UNSAFE, "a document type is declared here, through which entities could be defined")

    def here(self) -> Place:
        return self.place(self.parser.CurrentLineNumber, self.parser.CurrentColumnNumber + 1)

    def place(self, line: int, column: int) -> Place:
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.file, line, column, excerpt)
