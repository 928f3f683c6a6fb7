"""YAML as a tree of plain text with places, read from the event stream.

Everything that makes YAML surprising or dangerous is refused, each with its place: anchors and aliases, tags, a second
document, duplicate keys, deep nesting, encodings other than UTF-8, tabs, control and direction-changing characters.
All scalars stay text; what a word means is decided by the schema that reads the tree. Lines and columns count from 1.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import yaml

from detente.errors import Code, Path, Place, Problem

MOST_BYTES = 8_000_000
MOST_NODES = 400_000
DEEPEST = 24

NOT_TEXT = Code(
    "DT0001",
    "The file is not UTF-8 text",
    "Other encodings and invisible characters let two readers see two different texts.",
    "Save the file as UTF-8 without control, line-separator or direction-changing characters.",
)
NOT_YAML = Code(
    "DT0002",
    "The file is not well-formed YAML",
    "What cannot be parsed cannot be shown with its place.",
    "Mend the line named; most often it is an indent, a missing colon, or an unclosed quote or bracket.",
)
TAB = Code(
    "DT0003",
    "A tab stands in the indent",
    "Editors show tabs at different widths, so the structure would depend on the editor.",
    "Indent with spaces.",
)
ALIAS = Code(
    "DT0004",
    "An anchor, alias or tag is used",
    "Aliases can blow a small file up to any size, and tags can ask for objects to be built.",
    "Write the text out where it is needed.",
)
DUPLICATE = Code(
    "DT0005",
    "A key stands twice in one mapping",
    "One of the two would silently win.",
    "Keep one, or give the second another name.",
)
TOO_MUCH = Code(
    "DT0006",
    "The file is too large or too deeply nested",
    f"At most {MOST_BYTES} bytes, {MOST_NODES} nodes and {DEEPEST} levels, so that no file can stall a reader.",
    "Split the case, or flatten the place named.",
)
SECOND_DOCUMENT = Code(
    "DT0007",
    "A second document begins in the file",
    "Only the first would be read.",
    "Remove the line of three dashes.",
)
ODD_KEY = Code(
    "DT0008",
    "A key is not a plain word",
    "A list or mapping used as a key has no name that other items could cite.",
    "Use a word as the key.",
)
CODES = (NOT_TEXT, NOT_YAML, TAB, ALIAS, DUPLICATE, TOO_MUCH, SECOND_DOCUMENT, ODD_KEY)

KEY = "[key]"
"""As the last step of a path: the key itself rather than what stands under it."""

Plain = str | list["Plain"] | dict[str, "Plain"]


@dataclass(slots=True)
class Node:
    """Text, a list or a mapping, and where it begins; `keys` has the places of a mapping's keys."""

    line: int
    column: int
    holds: "str | list[Node] | dict[str, Node]"
    keys: dict[str, tuple[int, int]] = field(default_factory=dict)

    @property
    def plain(self) -> Plain:
        """The same tree without places."""
        if isinstance(self.holds, str):
            return self.holds
        if isinstance(self.holds, list):
            return [node.plain for node in self.holds]
        return {key: node.plain for key, node in self.holds.items()}


@dataclass(frozen=True, slots=True)
class Tree:
    """What was read of one file: its lines, its root when there is one, and every problem met on the way."""

    file: str
    lines: tuple[str, ...]
    root: Node | None
    problems: tuple[Problem, ...]

    def locate(self, where: Path) -> Place:
        """The place of the item a path leads to, or of the nearest thing above it that the file holds.

        A list item may be named by its position or by its `id`; one that stands without its brackets is the first.
        """
        node = self.root
        spot = key = (1, 1) if node is None else (node.line, node.column)
        for step in where:
            if step == KEY:
                return self.place(*key)
            if node is None:
                break
            if step == 0 and not isinstance(node.holds, list):
                continue
            key = node.keys.get(str(step), key)
            spot, node = _step(node, step, spot)
        return self.place(*spot)

    def place(self, line: int, column: int) -> Place:
        """That position with its line; one behind the end, where parsers see a file stop, is the end."""
        if not self.lines:
            return Place(self.file, line, column)
        if line > len(self.lines):
            line, column = len(self.lines), len(self.lines[-1]) + 1
        return Place(self.file, line, column, self.lines[line - 1])


def read(file: str, raw: bytes) -> Tree:
    """The tree that `raw` holds; `file` is the name to use in places. Never raises on account of the bytes."""
    if len(raw) > MOST_BYTES:
        return _refused(file, (), TOO_MUCH, f"{file} has more than {MOST_BYTES} bytes", 1, 1)
    raw = raw.removeprefix(b"\xef\xbb\xbf")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8", "replace")
        line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
        return _refused(file, (), NOT_TEXT, f"byte {raw[error.start]:#04x} is not UTF-8", line, column)
    text = text.replace("\r\n", "\n")
    lines = tuple(text.split("\n"))
    if fault := next(_odd_characters(lines), None):
        return _refused(file, lines, *fault)
    reader = _Reader(file, lines)
    root = reader.read(text)
    return Tree(file, lines, None if reader.fatal else root, tuple(reader.problems))


_ODD = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")
_TAB_INDENT = re.compile(r" *\t")


def _odd_characters(lines: tuple[str, ...]) -> Iterator[tuple[Code, str, int, int]]:
    for number, line in enumerate(lines, 1):
        if match := _ODD.search(line):
            yield NOT_TEXT, _has_no_place(match), number, match.start() + 1
        if match := _TAB_INDENT.match(line):
            yield TAB, "this line is indented with a tab", number, match.end()


def _has_no_place(odd: re.Match[str]) -> str:
    return f"character U+{ord(odd[0]):04X} has no place in a case"


def _refused(file: str, lines: tuple[str, ...], code: Code, says: str, line: int, column: int) -> Tree:
    shown = Tree(file, lines, None, ())
    return Tree(file, lines, None, (Problem(code, (), says, place=shown.place(line, column)),))


def _step(node: Node, step: str | int, spot: tuple[int, int]) -> tuple[tuple[int, int], Node | None]:
    holds = node.holds
    found: Node | None = None
    if isinstance(holds, dict) and isinstance(step, str):
        found = holds.get(step)
        if found is not None:
            scalar = isinstance(found.holds, str)
            return ((found.line, found.column) if scalar else node.keys[step]), found
    elif isinstance(holds, list) and isinstance(step, int):
        found = holds[step] if step < len(holds) else None
    elif isinstance(holds, list):
        found = next((each for each in holds if _has_id(each, step)), None)
    return ((found.line, found.column) if found else spot), found


def _has_id(node: Node, step: str | int) -> bool:
    held = node.holds.get("id") if isinstance(node.holds, dict) else None
    return held is not None and held.holds == step


def _spot(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


_AGAIN = "\x00"  # stands for a key met before; no key that is read can hold this character


class _Reader:
    """Builds nodes from events, noting every problem; `fatal` once what follows could not be trusted."""

    def __init__(self, file: str, lines: tuple[str, ...]) -> None:
        self.shown = Tree(file, lines, None, ())
        self.problems: list[Problem] = []
        self.fatal = False
        self.nodes = 0

    def read(self, text: str) -> Node | None:
        root: Node | None = None
        documents = 0
        open_nodes: list[tuple[Node, str | None]] = []  # with the key that waits for its value
        try:
            for event in yaml.parse(text, Loader=yaml.CBaseLoader):
                if isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        self._note(SECOND_DOCUMENT, "only one document may stand in a file", event, fatal=True)
                elif isinstance(event, yaml.CollectionEndEvent):
                    open_nodes.pop()
                elif isinstance(event, yaml.NodeEvent):
                    node = self._node(event, len(open_nodes))
                    if node is not None and root is None:
                        root = node
                    elif node is not None:
                        self._place_in(open_nodes, node, event)
                    if node is not None and isinstance(event, yaml.CollectionStartEvent):
                        open_nodes.append((node, None))
                if self.fatal:
                    return None
        except yaml.MarkedYAMLError as error:
            mark = error.problem_mark or error.context_mark
            line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
            self._note_at(NOT_YAML, error.problem or "this cannot be parsed", line, column, fatal=True)
        except yaml.YAMLError as error:
            self._note_at(NOT_YAML, str(error), 1, 1, fatal=True)
        if root is None and not self.fatal:
            self._note_at(NOT_YAML, "the file is empty", 1, 1, fatal=True)
        return root

    def _node(self, event: yaml.NodeEvent, depth: int) -> Node | None:
        self.nodes += 1
        line, column = _spot(event)
        if self.nodes > MOST_NODES or depth >= DEEPEST:
            self._note(TOO_MUCH, "the file goes on too long or too deep here", event, fatal=True)
            return None
        if event.anchor is not None or getattr(event, "tag", None) is not None:
            self._note(ALIAS, "anchors, aliases and tags are not read", event)
        if isinstance(event, yaml.SequenceStartEvent):
            return Node(line, column, [])
        if isinstance(event, yaml.MappingStartEvent):
            return Node(line, column, {})
        text = event.value if isinstance(event, yaml.ScalarEvent) else ""
        if escaped := _ODD.search(text):
            self._note(NOT_TEXT, _has_no_place(escaped), event)
        return Node(line, column, text)

    def _place_in(self, open_nodes: list[tuple[Node, str | None]], node: Node, event: yaml.NodeEvent) -> None:
        parent, key = open_nodes[-1]
        if isinstance(parent.holds, list):
            parent.holds.append(node)
        elif isinstance(parent.holds, dict) and key is None:
            if not isinstance(node.holds, str):
                self._note(ODD_KEY, "a key must be a word", event, fatal=True)
            elif node.holds in parent.holds:
                self._note(DUPLICATE, f"the key {node.holds!r} stands here a second time", event)
                open_nodes[-1] = (parent, _AGAIN)
            else:
                parent.keys[node.holds] = (node.line, node.column)
                open_nodes[-1] = (parent, node.holds)
        elif isinstance(parent.holds, dict) and key is not None:
            if key is not _AGAIN:
                parent.holds[key] = node
            open_nodes[-1] = (parent, None)

    def _note(self, code: Code, says: str, event: yaml.Event, *, fatal: bool = False) -> None:
        self._note_at(code, says, *_spot(event), fatal=fatal)

    def _note_at(self, code: Code, says: str, line: int, column: int, *, fatal: bool = False) -> None:
        self.problems.append(Problem(code, (), says, place=self.shown.place(line, column)))
        self.fatal = self.fatal or fatal
