"""JSON and YAML as one kind of tree: text, lists and mappings, with places.

All scalars stay text, numbers too; what they mean is for the reader of the tree to decide. Aliases, tags, second
documents, keys that stand twice, deep nesting and encodings other than UTF-8 are refused.
"""

import json
import re
from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate

import yaml

from detente.errors import Code, Place
from detente.formats.reading import DEEPEST, MOST_BYTES, MOST_NODES, NOT_WELL_FORMED, TOO_MUCH, TWICE, UNSAFE, Faults


@dataclass(slots=True)
class Node:
    """Text, a list or a mapping, and where it begins."""

    place: Place
    holds: "str | list[Node] | dict[str, Node]"

    @property
    def text(self) -> str | None:
        return self.holds if isinstance(self.holds, str) else None

    @property
    def items(self) -> "list[Node]":
        """The items of a list; of anything else, none."""
        return self.holds if isinstance(self.holds, list) else []

    @property
    def entries(self) -> "dict[str, Node]":
        """The entries of a mapping; of anything else, none."""
        return self.holds if isinstance(self.holds, dict) else {}


def read(file: str, raw: bytes, faults: Faults, *, above: int = 0) -> Node | None:
    """The tree of a `.json` file, or of any other as YAML; None, with a problem noted, when it cannot be read.

    Of a `.jsonl` file one line is read; `above` says how many lines stand before it.

    >>> tree = read("party.json", b'{"weights": {"pay": 1.0}}', Faults())
    >>> tree.entries["weights"].entries["pay"].text
    '1.0'
    """
    if len(raw) > MOST_BYTES:
        faults.note(TOO_MUCH, f"{file} has {len(raw)} bytes", Place(file, 1, 1))
        return None
    try:
        text = raw.removeprefix(b"\xef\xbb\xbf").decode("utf-8")
    except UnicodeDecodeError as error:
        line = raw[: error.start].count(b"\n") + 1
        faults.note(NOT_WELL_FORMED, f"byte {raw[error.start]:#04x} is not UTF-8", Place(file, line, 1))
        return None
    builder = _Builder(file, text, above)
    try:
        (_json if file.lower().endswith((".json", ".jsonl")) else _yaml)(text, builder)
    except _Refused as refused:
        faults.note(refused.code, refused.says, refused.place)
        return None
    return builder.root


class _Refused(Exception):
    def __init__(self, code: Code, says: str, place: Place) -> None:
        self.code, self.says, self.place = code, says, place


class _Builder:
    """Puts scalars and collections where they belong as they come."""

    def __init__(self, file: str, text: str, above: int) -> None:
        self.file, self.above = file, above
        self.lines = text.split("\n")
        self.root: Node | None = None
        self.open: list[tuple[Node, str | None]] = []  # with the key that waits for its value
        self.count = 0

    def place(self, line: int, column: int) -> Place:
        excerpt = self.lines[line - 1] if 0 < line <= len(self.lines) else ""
        return Place(self.file, line + self.above, column, excerpt[:200])

    def scalar(self, text: str, place: Place) -> None:
        if _SURROGATE.search(text):
            raise _Refused(NOT_WELL_FORMED, "half a character stands here (a lone surrogate)", place)
        parent, key = self.open[-1] if self.open else (None, None)
        if parent is not None and isinstance(parent.holds, dict) and key is None:
            if text in parent.holds:
                raise _Refused(TWICE, f"the key {text!r} stands here a second time", place)
            self.open[-1] = (parent, text)
        else:
            self._put(Node(place, text))

    def enter(self, node: Node) -> None:
        if len(self.open) >= DEEPEST:
            raise _Refused(TOO_MUCH, "the file goes too deep here", node.place)
        self._put(node)
        self.open.append((node, None))

    def leave(self) -> None:
        self.open.pop()

    def _put(self, node: Node) -> None:
        self.count += 1
        if self.count > MOST_NODES:
            raise _Refused(TOO_MUCH, "the file goes on too long", node.place)
        if not self.open:
            self.root = node
            return
        parent, key = self.open[-1]
        if isinstance(parent.holds, list):
            parent.holds.append(node)
        elif key is None:
            raise _Refused(NOT_WELL_FORMED, "a key must be a word", node.place)
        elif isinstance(parent.holds, dict):
            parent.holds[key] = node
            self.open[-1] = (parent, None)


_SURROGATE = re.compile("[\ud800-\udfff]")
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\]]|[^\s{}\[\],:"]+')


def _json(text: str, builder: _Builder) -> None:
    try:
        json.loads(text, parse_int=str, parse_float=str)
    except json.JSONDecodeError as error:
        place = builder.place(error.lineno, error.colno)
        raise _Refused(NOT_WELL_FORMED, f"the JSON breaks off here: {error.msg}", place) from None
    except RecursionError:
        raise _Refused(TOO_MUCH, "the file goes too deep", builder.place(1, 1)) from None
    starts = [0, *accumulate(len(line) + 1 for line in builder.lines)]
    for match in _TOKEN.finditer(text):  # the grammar holds, so commas and colons need no look
        line = bisect_right(starts, match.start())
        place = builder.place(line, match.start() - starts[line - 1] + 1)
        token = match[0]
        if token in "{[":
            builder.enter(Node(place, {} if token == "{" else []))
        elif token in "}]":
            builder.leave()
        else:
            builder.scalar(json.loads(token) if token.startswith('"') else token, place)


def _yaml(text: str, builder: _Builder) -> None:
    documents = 0
    try:
        for event in yaml.parse(text, Loader=yaml.CBaseLoader):
            mark = event.start_mark
            place = builder.place(mark.line + 1, mark.column + 1) if mark else builder.place(1, 1)
            documents += isinstance(event, yaml.DocumentStartEvent)
            if documents > 1:
                raise _Refused(NOT_WELL_FORMED, "a second document begins here", place)
            if isinstance(event, yaml.NodeEvent):
                _yaml_node(event, place, builder)
            elif isinstance(event, yaml.CollectionEndEvent):
                builder.leave()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = builder.place(mark.line + 1, mark.column + 1) if mark else builder.place(1, 1)
        raise _Refused(NOT_WELL_FORMED, f"the YAML breaks off here: {error.problem}", place) from None
    except yaml.YAMLError as error:
        says = f"the YAML cannot be read: {' '.join(str(error).split())}"
        raise _Refused(NOT_WELL_FORMED, says, builder.place(1, 1)) from None


def _yaml_node(event: yaml.NodeEvent, place: Place, builder: _Builder) -> None:
    if event.anchor is not None:
        raise _Refused(UNSAFE, "an anchor or alias stands here", place)
    if tag := getattr(event, "tag", None):
        raise _Refused(UNSAFE, f"the tag {tag} asks for something other than text here", place)
    if isinstance(event, yaml.CollectionStartEvent):
        builder.enter(Node(place, {} if isinstance(event, yaml.MappingStartEvent) else []))
    elif isinstance(event, yaml.ScalarEvent):
        builder.scalar(event.value, place)
