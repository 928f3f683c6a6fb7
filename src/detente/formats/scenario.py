"""One door to the bargaining scenarios of other tools: a folder goes in, a scenario and its problems come out.

Which tool a folder is of shows in its files: XML is Genius; JSON with `issuesValues` or a utility space is GeniusWeb;
JSON or YAML whose `type` names an OutcomeSpace or a utility function is NegMAS.
"""

from collections.abc import Callable, Mapping
from enum import StrEnum
from pathlib import Path

from detente.errors import Place
from detente.formats import genius, geniusweb, negmas, plaintree, xmltree
from detente.formats.reading import MOST_BYTES, NO_SCENARIO, TOO_MUCH, Faults, Reading, several

MOST_FILES = 1_000


class Tool(StrEnum):
    """A tool whose folders can be read."""

    GENIUS = "Genius"
    GENIUSWEB = "GeniusWeb"
    NEGMAS = "NegMAS"


def read(folder: Path) -> Reading:
    """The scenario that a folder holds, with its first two profiles by file name, or three if there are exactly three.

    Never raises on account of what the files hold; folders of more than one tool are an error.
    """
    faults = Faults()
    files = _files(folder, faults)
    if faults.fatal:
        return faults.reading()
    found = tools(files)
    if len(found) != 1:
        named = (
            f"{folder} holds scenarios of {several(found)}" if found else f"{folder} holds no scenario that is known"
        )
        faults.note(NO_SCENARIO, named)
        for name, raw in files.items() if not found else ():
            plaintree.read(name, raw, faults)  # to say where it goes wrong
        return faults.reading()
    return _READERS[found[0]]({name: raw for name, raw in files.items() if _may_be(found[0], name)})


def tools(files: Mapping[str, bytes]) -> tuple[Tool, ...]:
    """The tools that the files, given by name, are of."""
    found = {_tool(name, raw) for name, raw in files.items()}
    return tuple(tool for tool in Tool if tool in found)


_READERS: dict[Tool, Callable[[Mapping[str, bytes]], Reading]] = {
    Tool.GENIUS: genius.read,
    Tool.GENIUSWEB: geniusweb.read,
    Tool.NEGMAS: negmas.read,
}
_ENDINGS = {Tool.GENIUS: (".xml",), Tool.GENIUSWEB: (".json",), Tool.NEGMAS: (".yml", ".yaml", ".json")}


def _may_be(tool: Tool, name: str) -> bool:
    return name.lower().endswith(_ENDINGS[tool]) and not name.startswith(".")


def _files(folder: Path, faults: Faults) -> dict[str, bytes]:
    """The files of a folder that may be of a tool, by name."""
    files: dict[str, bytes] = {}
    try:
        paths = [path for path in folder.iterdir() if path.is_file() and any(_may_be(tool, path.name) for tool in Tool)]
        if len(paths) > MOST_FILES:
            faults.note(TOO_MUCH, f"{folder} holds {len(paths)} files; at most {MOST_FILES} are looked at")
            return files
        for path in sorted(paths):
            if (size := path.stat().st_size) > MOST_BYTES:
                faults.note(TOO_MUCH, f"{path.name} has {size} bytes", Place(path.name, 1, 1))
            else:
                files[path.name] = path.read_bytes()
    except OSError as error:
        says = f"{error.filename or folder} cannot be opened: {(error.strerror or 'no reason given').lower()}"
        faults.note(NO_SCENARIO, says)
    return files


def _tool(name: str, raw: bytes) -> Tool | None:
    """The tool a file is of; XML that breaks off before its first tag counts as Genius."""
    if _may_be(Tool.GENIUS, name):
        return Tool.GENIUS if xmltree.root_tag(raw) in (genius.DOMAIN, genius.PROFILE, None) else None
    root = plaintree.read(name, raw, Faults())
    if root is None:
        return None
    if geniusweb.is_domain(root) or geniusweb.is_profile(root):
        return Tool.GENIUSWEB
    kind = root.entries.get("type")
    words = (kind.text or "") if kind else ""
    return Tool.NEGMAS if negmas.is_domain(words) or negmas.is_profile(words) else None
