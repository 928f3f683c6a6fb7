"""The record beside a case: begun, opened, given out and taken in as text, verified, attested, backed up and restored.

`record.yaml` in the case's folder says where it is. From then on ledgers are read from the record, and what stands
under `ledgers/` is what was taken in once.
"""

import os
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.case.model import MEDIATORS
from detente.case.secrecy import may_read
from detente.errors import NoAnswer, NotPermitted
from detente.store import recordplace
from detente.store.ledgerrecord import readers_of
from detente.store.record.keys import KeyFile, Lock, PassphraseIn, new_key_file
from detente.store.record.places import InFile, OnServer, Place
from detente.store.record.reach import KEEPER, Reach
from detente.workbench.cases import open_case
from detente.workbench.folders import home_of, keep, own_home_of

if TYPE_CHECKING:
    from detente.store.record.archive import For, Identity
    from detente.store.record.chain import Head
    from detente.store.record.entry import Kept
    from detente.store.record.keeping import Record
    from detente.store.record.plaintext import TakenIn
    from detente.store.record.verifying import Verification

Name = str | os.PathLike[str]
KEY, SIGNER = Path("record.key"), Path("record.signer")
"""Where the keys stand when no other place is named: beside the case, to be moved to a safer one."""


@dataclass(frozen=True, slots=True)
class Begun:
    """What was written to begin a record; `public` is the key by which others know its checkpoints."""

    place: str
    said_in: Path
    key: Path | None
    signer: Path
    public: str


def has_record(case: Name) -> bool:
    """Whether a record stands beside the case."""
    return recordplace.there(home_of(case))


def begin(case: Name, place: Place | None = None, *, signer: Path = SIGNER) -> Begun:
    """Begin an empty record: in `record.db` beside the case with a new key file, or in the place given.

    Paths are taken from the case's folder. A key file that is not there is drawn, and so is the signing key.
    Raises NotPermitted where a record or a key stands already.
    """
    from detente.store.record import checkpoints, keeping

    folder = own_home_of(case)
    open_case(case)
    if recordplace.there(folder):
        raise NotPermitted(
            f"{folder / recordplace.FILE} says where this case has a record already; it is left as it is"
        )
    said = place or InFile(Path("record.db"), KeyFile(KEY))
    key = said.lock.path if isinstance(said, InFile) and isinstance(said.lock, KeyFile) else None
    drawn = [path for path in (key, signer) if path is not None and not (folder / path).exists()]
    try:
        if key in drawn:
            new_key_file(folder / key)
        by = checkpoints.new_signer(folder / signer) if signer in drawn else checkpoints.signer(folder / signer)
        keeping.begin(_in(folder, said)).close()
    except BaseException:
        for path in drawn:
            (folder / path).unlink(missing_ok=True)
        raise
    said_in = keep(folder / recordplace.FILE, recordplace.written(said, signer))
    return Begun(str(said), said_in, key and folder / key, folder / signer, by.public)


def held(case: Name, *, audience: str = MEDIATORS) -> "tuple[Kept, ...]":
    """Every entry of the record that `audience` may read. Raises NoAnswer, UnreadableRecord."""
    from detente.store.record import acts

    with opened(case) as record:
        return acts.entries(record, _reach(record, audience))


def take_in(case: Name, text: str, name: str) -> "TakenIn":
    """Take in what `export` gave out; what is there already is passed over. Raises HeldOtherwise, Unreadable."""
    from detente.store.record import plaintext

    entries = plaintext.read(text, name)
    with opened(case) as record:
        return plaintext.take_in(record, entries, KEEPER)


def export(case: Name, *, audience: str = MEDIATORS) -> str:
    """Every entry that `audience` may read, a line each: the same text for the same entries."""
    from detente.store.record import plaintext

    with opened(case) as record:
        return "".join(plaintext.export(record, _reach(record, audience)))


def seal(case: Name, to: Path, lock: "For | PassphraseIn", *, audience: str = MEDIATORS) -> None:
    """Write what `export` gives into a new file that only those who hold a key can open. Raises PlaceTaken."""
    from detente.store.record import archive

    with opened(case) as record:
        archive.seal(record, _reach(record, audience), to, lock)


def unsealed(path: Path, lock: "Identity | PassphraseIn") -> str:
    """The text in a sealed file. Raises LockedRecord, UnreadableRecord."""
    from detente.store.record import archive

    return archive.unseal(path, lock)


def verify(case: Name, *, checkpoints: Iterable[Path] = (), signers: Collection[str] = ()) -> "Verification":
    """Follow every chain, and hold the checkpoints in these files against the record.

    `signers` are the public keys of its keepers; the case's own signing key, where it is there, counts among them.
    """
    from detente.store.record import verifying
    from detente.store.record.checkpoints import read, signer

    own = _whereabouts(case).signer
    known = {*signers, *([signer(own).public] if own is not None and own.exists() else ())}
    given = [each for path in checkpoints for each in read(_text(path), str(path))]
    with opened(case) as record:
        return verifying.verify(record, KEEPER, checkpoints=given, signers=known)


def checkpoint(case: Name, compartments: Iterable[str] = (), *, at: datetime | None = None) -> str:
    """Sign what these compartments hold now, all by default; the text is to be handed to those who may read them.

    Raises NotPermitted where `record.yaml` names no signing key; NothingToAttest.
    """
    from detente.store.record import acts, checkpoints

    own = _whereabouts(case).signer
    if own is None:
        raise NotPermitted(f"{home_of(case) / recordplace.FILE} names no `signer`; name the file with the signing key")
    by, now = checkpoints.signer(own), at or datetime.now(UTC)
    with opened(case) as record:
        named = tuple(compartments) or tuple(head.compartment for head in acts.heads(record, KEEPER))
        return checkpoints.text(acts.checkpoint(record, each, KEEPER, at=now, by=by) for each in named)


def backup(case: Name, to: Path, lock: Lock | None = None, *, audience: str = MEDIATORS) -> "tuple[Head, ...]":
    """Copy the record while others write; it opens as the record does, or with `lock`. Raises PlaceTaken."""
    from detente.store.record import copying

    with opened(case) as record:
        return copying.backup(record, InFile(to, lock or _lock_of(record.place)), _reach(record, audience))


def restore(case: Name, backed_up: Path, lock: Lock | None = None) -> "tuple[Head, ...]":
    """Make the record of a backup, where `record.yaml` says and nothing is yet. Raises PlaceTaken."""
    from detente.store.record import copying

    place = _whereabouts(case).place
    return copying.restore(InFile(backed_up, lock or _lock_of(place)), place)


def bring_up_to_date(case: Name) -> None:
    """Give a record of an earlier detente the tables of this one; make a backup first."""
    from detente.store.record import keeping

    keeping.bring_up_to_date(_whereabouts(case).place)


@contextmanager
def opened(case: Name) -> "Iterator[Record]":
    """The record of the case, open meanwhile. Raises NoAnswer where there is none, UnreadableRecord."""
    from detente.store.record.keeping import open_record

    with open_record(_whereabouts(case).place) as record:
        yield record


def _whereabouts(case: Name) -> recordplace.Whereabouts:
    if not has_record(case):
        raise NoAnswer(f"{case} has no record; `detente record init {case}` begins one")
    return recordplace.load(home_of(case))


def _reach(record: "Record", audience: str) -> Reach:
    """What an audience may read: every compartment that bears its name, or the public's."""
    if audience == MEDIATORS:
        return KEEPER
    from detente.store.record import acts

    names = (head.compartment for head in acts.heads(record, KEEPER))
    return Reach(frozenset(name for name in names if may_read(audience, frozenset(readers_of(name)))))


def _lock_of(place: Place) -> Lock:
    if isinstance(place, OnServer):
        raise NotPermitted("a copy of a record on a server is a file; say what shall open it")
    return place.lock


def _in(folder: Path, place: Place) -> Place:
    """The same place, with its paths taken from a folder."""
    if isinstance(place, OnServer):
        return place
    lock = KeyFile(folder / place.lock.path) if isinstance(place.lock, KeyFile) else place.lock
    return InFile(folder / place.path, lock)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise NotPermitted(f"{path} cannot be read as text: {error}") from error
