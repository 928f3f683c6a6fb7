"""Two worlds that one reader must not be able to tell apart, and all that the reader receives of each.

A world is the text of a case file. Both worlds of a pair hold the items of one case, open to the reader and in one
order; each adds closed items of its own (faults among them) and has its own labels, comments and lines. A door is a
command line without the name of the case; what comes out of it is its exit code, both streams and every file written.
"""

import io
import shutil
import sys
from collections.abc import Iterator
from contextlib import redirect_stderr, redirect_stdout
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path
from random import Random
from unittest.mock import patch

import yaml

from closed_items import Item, Sections, World
from detente.desk import cli
from detente.store import yamltree

Door = tuple[str, ...]
READERS = ("public", "upper", "lower", "mayor", "elders", "envoy", "district")
"""Readers of the sample case, one of each sort."""


@dataclass(frozen=True)
class Pair:
    """Two worlds for one reader; `asked` are names to ask for, borne by open items, by closed ones and by none."""

    reader: str
    one: str
    other: str
    asked: tuple[str, ...]


def pair(text: str, reader: str, seed: int) -> Pair:
    """The pair that a seed makes of a case all of whose items are open; the same seed makes the same pair."""
    rng = Random(f"{reader} {seed}")
    open_items = _with_slips(_sections(text), rng)
    one, other = (World(deepcopy(open_items), reader, rng) for _ in range(2))
    for world in (one, other):
        world.furnish()
    closed = [name for world in (one, other) for name in world.closed_names("proposals", "parties")]
    open_names = [next(iter(open_items[section]), "none") for section in ("proposals", "parties")]
    nearly = [name[:-1] for name in closed[:2]]
    return Pair(reader, _text(one.sections, rng), _text(other.sections, rng), (*open_names, *closed[:2], *nearly))


def furnished(text: str, seed: int) -> str:
    """The case with items of every kind added, all of them for mediators, and hardly ever a fault."""
    rng = Random(seed)
    world = World(_sections(text), "public", rng, sound=True)
    world.furnish()
    return _text(world.sections, rng)


def doors(found: Pair, day: str) -> tuple[Door, ...]:
    """Every door of a case, with questions about names that stand there, that are closed, and that nothing bears."""
    shown = (("check",), ("show",), ("gaps",), ("readings",), ("questions",), ("since", day))
    ways = (("gaps", "--proposal"), ("gaps", "--party"), ("questions", "--proposal"))
    asked = ((*ways[row % 3], name) for row, name in enumerate(found.asked))
    return (
        *shown,
        *((*door, "--json") for door in shown),
        *asked,
        ("since", "9999-12-31"),
        ("brief", "--json"),
        ("brief", "--since", day, "--json"),
        BRIEF,
        EXPORT,
    )


BRIEF = ("brief", "--no-pdf", "--out", "out")
BRIEF_AS_PDF = ("brief", "--out", "out")
EXPORT = ("export", "out")


def differences(found: Pair, through: tuple[Door, ...], folder: Path) -> list[str]:
    """What tells the two worlds apart, a line for each door; a command that breaks down counts too."""
    one, other = (received(text, found.reader, through, folder) for text in (found.one, found.other))
    return [_difference(door, one[door], other[door]) for door in through if one[door] != other[door]] + [
        f"{' '.join(door)}: broke down: {answer.decode()[:200]}"
        for door, answer in one.items()
        if answer.startswith(b"exit 70")
    ]


def received(text: str, reader: str, through: tuple[Door, ...], folder: Path) -> dict[Door, bytes]:
    """All that comes out of each door for a reader; `folder` is emptied first, so that both worlds stand in one place."""
    case, out = folder / "case", folder / "out"
    case.mkdir(parents=True, exist_ok=True)
    (case / "case.yaml").write_text(text, encoding="utf-8")
    answers = {}
    for door in through:
        shutil.rmtree(out, ignore_errors=True)
        command, *rest = (str(out) if word == "out" else word for word in door)
        printed = _printed(command, str(case), *rest, "--for", reader)
        files = [path.name.encode() + b"\n" + path.read_bytes() for path in sorted(out.glob("*"))]
        answers[door] = b"\n".join((printed, *files))
    return answers


def _printed(*words: str) -> bytes:
    out, err, status = io.StringIO(), io.StringIO(), 0
    with patch.object(sys, "argv", ["detente", *words]), redirect_stdout(out), redirect_stderr(err):
        try:
            cli.main()
        except SystemExit as ended:
            status = int(ended.code or 0)
    return f"exit {status}\n{out.getvalue()}\n{err.getvalue()}".encode()


def _difference(door: Door, one: bytes, other: bytes) -> str:
    lines = zip(one.decode(errors="replace").splitlines(), other.decode(errors="replace").splitlines(), strict=False)
    first = next((both for both in lines if both[0] != both[1]), ("the same lines", "and more of them"))
    return f"{' '.join(door)}: {first[0][:160]!r} or {first[1][:160]!r}"


def _sections(text: str) -> Sections:
    """The text as mappings, lists and words, with factions always as a mapping."""
    root = yamltree.read("case.yaml", text.encode()).root
    assert root is not None
    assert isinstance(root.plain, dict)
    sections: Item = dict(root.plain)
    for party in sections["parties"].values():
        factions = party.get("factions", {})
        party["factions"] = factions if isinstance(factions, dict) else {name: {} for name in factions}
    return sections


def _with_slips(sections: Sections, rng: Random) -> Sections:
    """Now and then slips in what is open, the same in both worlds, so that `check` has something to say."""
    for claim in rng.sample(sections["claims"], 2) if rng.random() < 0.4 else ():
        claim.pop(rng.choice(["grade", "grade", "grade", "setting"]), None)
        claim["says"] += rng.choice(["", " to the regime"])
    return sections


def _text(sections: Sections, rng: Random) -> str:
    """The sections as a file in one of many spellings, with comments and blank lines anywhere."""
    style = rng.choice([None, False])
    spelled = yaml.dump(
        sections,
        Dumper=yaml.CSafeDumper,
        sort_keys=False,
        allow_unicode=True,
        width=1_000_000,
        default_flow_style=style,
    )
    return "\n".join(_with_comments(spelled.splitlines(), rng)) + "\n"


def _with_comments(lines: list[str], rng: Random) -> Iterator[str]:
    often = rng.choice([0.0, 0.02, 0.2])
    for line in lines:
        if rng.random() < often:
            yield rng.choice(["", "# kept from some", "  # see the cable"])
        yield line
