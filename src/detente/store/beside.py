"""Files beside a case, one folder for each kind: `plans/NAME.yaml`, `texts/NAME.yaml`, `weights/PLAN.yaml`."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path as FilePath
from typing import TypeVar

from pydantic import ValidationError

from detente.errors import Problem
from detente.store import yamltree
from detente.store.faults import NOT_A_FOLDER, faults
from detente.store.shapes import Shape

AnyShape = TypeVar("AnyShape", bound=Shape)


def names(folder: FilePath, kind: str) -> tuple[str, ...]:
    """The files of this kind beside the case in `folder`, by name."""
    return tuple(sorted(path.stem for path in (folder / kind).glob("*.yaml")))


def opened(folder: FilePath, kind: str, name: str) -> yamltree.Tree:
    """The tree of a file beside the case in `folder`; one that cannot be opened has that for a problem."""
    path = folder / kind / f"{name}.yaml"
    try:
        with path.open("rb") as file:
            return yamltree.read(f"{kind}/{name}.yaml", file.read(yamltree.MOST_BYTES + 1))
    except OSError as error:
        says = f"{path.relative_to(folder)} cannot be opened: {(error.strerror or 'no reason given').lower()}"
        return yamltree.Tree(path.name, (), None, (Problem(NOT_A_FOLDER, (), says),))


def shaped(tree: yamltree.Tree, shape: type[AnyShape]) -> tuple[AnyShape | None, tuple[Problem, ...]]:
    """What a tree holds in a shape, or what keeps it from having that shape, with places."""
    if tree.root is None or tree.problems:
        return None, tree.problems
    try:
        return shape.model_validate(tree.root.plain), ()
    except ValidationError as error:
        return None, placed_in(tree, faults(error, shape))


def placed_in(tree: yamltree.Tree, problems: Iterable[Problem]) -> tuple[Problem, ...]:
    """Problems with the place of each in a tree, in the order of the file."""
    located = [each if each.place else replace(each, place=tree.locate(each.where)) for each in problems]
    return tuple(sorted(located, key=lambda each: (each.place.line, each.place.column) if each.place else (0, 0)))
