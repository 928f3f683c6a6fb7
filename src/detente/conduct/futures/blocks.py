"""A study cut into blocks of runs: each is played by itself, kept under the hash of all it depends on, and added up.

A block is numbers only: the plan's form, its habits as levels, what is drawn of the sides, a seed. No word of a case is
in it, so that it may travel to other machines.
"""

import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import TYPE_CHECKING

import numpy as np

from detente.conduct.futures.chance import Chance
from detente.conduct.futures.conditions import Conditions
from detente.conduct.futures.counts import Counts, counted
from detente.conduct.futures.form import Form
from detente.conduct.futures.incentives import Incentives
from detente.conduct.futures.play import play
from detente.conduct.futures.stops import ends

if TYPE_CHECKING:
    from hashlib import _Hash as Hash

BLOCK = 20_000
"""Runs in a block; the last may be smaller."""
EDITION = "1"
"""Of the player: blocks kept by another are not reused."""


@dataclass(frozen=True, slots=True, eq=False)
class Setting:
    """One plan under some assumptions, in numbers; `ways` are ways to read the claims, none without incentives."""

    form: Form
    held: Conditions
    ways: tuple[Incentives, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class Block:
    """So many runs of a setting, on the chance of one seed and number."""

    setting: Setting
    seed: int
    number: int
    runs: int

    @property
    def digest(self) -> str:
        """The address of all it depends on."""
        found = sha256(f"{EDITION} {np.__version__} {self.seed} {self.number} {self.runs}".encode())
        _feed(found, self.setting)
        return found.hexdigest()


def blocks(setting: Setting, runs: int, seed: int) -> Iterator[Block]:
    """The blocks of so many runs. Runs of two settings with the same seed share their chance."""
    for number, start in enumerate(range(0, runs, BLOCK)):
        yield Block(setting, seed, number, min(BLOCK, runs - start))


def played(block: Block) -> Counts:
    """One block, played and counted."""
    chance = Chance(block.seed, block.number, block.runs)
    setting = block.setting
    course = play(setting.form, setting.held, chance)
    return counted(course, [ends(course, setting.held, chance, way) for way in setting.ways or (None,)])


def all_played(those: Sequence[Block]) -> list[Counts]:
    """Several blocks, one after the other: what is handed to a worker at once."""
    return [played(each) for each in those]


@dataclass(frozen=True, slots=True)
class Store:
    """A folder of finished blocks, each under its digest; it may be deleted at any time."""

    folder: Path

    def find(self, block: Block) -> Counts | None:
        """The counts of a block finished before; a file that does not read counts as not there."""
        path = self._path(block)
        try:
            with np.load(path, allow_pickle=False) as held:
                return Counts(*(held[each.name] for each in fields(Counts)))
        except (OSError, ValueError, KeyError, EOFError):
            return None

    def keep(self, block: Block, found: Counts) -> None:
        """Keep a finished block: all of it or nothing."""
        path = self._path(block)
        path.parent.mkdir(parents=True, exist_ok=True)
        with NamedTemporaryFile(dir=path.parent, suffix=".unfinished", delete=False) as file:
            np.savez_compressed(file, **{each.name: getattr(found, each.name) for each in fields(found)})
        os.replace(file.name, path)

    def _path(self, block: Block) -> Path:
        digest = block.digest
        return self.folder / digest[:2] / f"{digest}.npz"


def summed(those: Iterable[Counts]) -> Counts:
    """Blocks added up. Raises ValueError for none."""
    found: Counts | None = None
    for each in those:
        found = each if found is None else found + each
    if found is None:
        raise ValueError("a study has at least one run")
    return found


def _feed(found: "Hash", value: object) -> None:
    """Feed a value of numbers and arrays into a hash, with names and shapes."""
    if isinstance(value, np.ndarray):
        found.update(f"{value.dtype.str}{value.shape}".encode())
        found.update(np.ascontiguousarray(value).tobytes())
    elif isinstance(value, tuple):
        found.update(f"({len(value)}".encode())
        for each in value:
            _feed(found, each)
    elif is_dataclass(value):
        for each in fields(value):
            found.update(f"{each.name}:".encode())
            _feed(found, getattr(value, each.name))
    else:
        found.update(repr(value).encode())
