"""`record.yaml` beside a case: where its record is kept and what opens it. It holds no secret itself.

    detente: 1
    file: record.db
    key: ~/keys/valley.key
    signer: ~/keys/valley.signing

`passphrase: NAME` (an environment variable) or `encrypted: no` may take the place of `key`, and `server: NAME` (the
variable that holds the address of a PostgreSQL database) that of `file`. Paths are taken from the folder of the case.
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

from pydantic import Field

from detente.errors import Code, Problem
from detente.store import beside, yamltree
from detente.store.faults import NOT_A_FOLDER
from detente.store.record.keys import KeyFile, Lock, PassphraseIn, Unlocked
from detente.store.record.places import InFile, OnServer, Place
from detente.store.record.refusals import UnreadableRecord
from detente.store.shapes import Shape, Text, YesNo

FILE = "record.yaml"

ONE_PLACE = Code(
    "DT0903",
    "A record is said to be in no place or in two, or to open in no way or in two",
    "Entries would be looked for where they are not, or be read by whoever finds the file.",
    "Give `file` or `server`; with `file` give `key`, `passphrase`, or `encrypted: no`.",
)
CODES = (ONE_PLACE,)

Variable = Annotated[str, Field(pattern=r"^[A-Za-z_][A-Za-z0-9_]*$", max_length=80)]


class PlaceShape(Shape):
    detente: Literal["1"]
    file: Text | None = None
    server: Variable | None = None
    key: Text | None = None
    passphrase: Variable | None = None
    encrypted: YesNo = True
    signer: Text | None = None


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a record is, and the file with the key that signs its checkpoints, if one is named."""

    place: Place
    signer: Path | None = None


def there(folder: Path) -> bool:
    """A case has a record."""
    return (folder / FILE).is_file()


def load(folder: Path) -> Whereabouts:
    """Where the record of the case in a folder is. Raises UnreadableRecord with the first fault and its place."""
    tree = _tree(folder / FILE)
    shape, problems = beside.shaped(tree, PlaceShape)
    if shape is None:
        raise _unreadable(problems)
    if fault := _fault(shape):
        raise _unreadable(beside.placed_in(tree, [Problem(ONE_PLACE, (), fault)]))
    signer = None if shape.signer is None else _path(folder, shape.signer)
    if shape.server is not None:
        return Whereabouts(OnServer(shape.server), signer)
    return Whereabouts(InFile(_path(folder, shape.file or ""), _lock(folder, shape)), signer)


def written(place: Place, signer: Path) -> str:
    """The text of `record.yaml`; paths as they are given."""
    lines = ["# Where the record of this case is kept, and what opens it. No secret stands here.", "detente: 1"]
    if isinstance(place, OnServer):
        lines.append(f"server: {place.variable}")
    else:
        lines += [f"file: {_quoted(place.path)}", _opens(place.lock)]
    return "\n".join([*lines, f"signer: {_quoted(signer)}", ""])


def _opens(lock: Lock) -> str:
    if isinstance(lock, KeyFile):
        return f"key: {_quoted(lock.path)}"
    return f"passphrase: {lock.variable}" if isinstance(lock, PassphraseIn) else "encrypted: no"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"


def _tree(path: Path) -> yamltree.Tree:
    try:
        with path.open("rb") as file:
            return yamltree.read(FILE, file.read(yamltree.MOST_BYTES + 1))
    except OSError as error:
        says = f"{path.name} cannot be opened: {(error.strerror or 'no reason given').lower()}"
        return yamltree.Tree(FILE, (), None, (Problem(NOT_A_FOLDER, (), says),))


def _unreadable(problems: tuple[Problem, ...]) -> UnreadableRecord:
    first = problems[0]
    return UnreadableRecord(f"{first.place or FILE}: {first.says}{f' ({first.hint})' if first.hint else ''}")


def _fault(shape: PlaceShape) -> str:
    if (shape.file is None) == (shape.server is None):
        return "a record is in a `file` or on a `server`: give one of the two"
    ways = [shape.key is not None, shape.passphrase is not None, not shape.encrypted]
    if shape.server is not None:
        return "a `server` takes its password with its address: give no other key" if any(ways) else ""
    return "" if sum(ways) == 1 else "the file opens with a `key`, a `passphrase`, or is `encrypted: no`: give one"


def _lock(folder: Path, shape: PlaceShape) -> Lock:
    if shape.key is not None:
        return KeyFile(_path(folder, shape.key))
    return Unlocked() if shape.passphrase is None else PassphraseIn(shape.passphrase)


def _path(folder: Path, said: str) -> Path:
    return folder / Path(said).expanduser()
