"""Whether a record holds together, and what that shows: every chain followed, checkpoints held against it.

What a chain cannot show is said in words, not left to be known: without a checkpoint nobody can tell whether entries
are missing at its end, or whether all of it was written anew.
"""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import chain as joined
from itertools import groupby
from operator import itemgetter

from sqlalchemy import Connection

from detente.store.record import checkpoints as signed
from detente.store.record import rows
from detente.store.record.chain import Fault, Head, Row, Walked, walked
from detente.store.record.checkpoints import Checkpoint
from detente.store.record.engines import reading
from detente.store.record.entry import instant_text
from detente.store.record.keeping import Record
from detente.store.record.reach import Every, Reach, may_read


@dataclass(frozen=True, slots=True)
class Verified:
    """What verifying one compartment showed. `attested` is the last number that a sound checkpoint covers, or 0."""

    compartment: str
    entries: int
    attested: int
    faults: tuple[Fault, ...]
    says: str


@dataclass(frozen=True, slots=True)
class Verification:
    """Every compartment looked at, and what is wrong with the file as a whole."""

    compartments: tuple[Verified, ...]
    file: tuple[str, ...] = ()

    @property
    def faults(self) -> tuple[str, ...]:
        """All faults in words; a record without any holds together as far as its checkpoints reach."""
        found = (f"{_place(each)} {each.says}" for part in self.compartments for each in part.faults)
        return (*self.file, *found)


def verify(
    record: Record, reach: Reach, *, checkpoints: Iterable[Checkpoint] = (), signers: Collection[str] = ()
) -> Verification:
    """Follow every chain within reach and hold checkpoints against them.

    `signers` are the public keys of the record's keepers; a checkpoint by anybody else is a fault. Who may read
    everything also has the file itself looked through. Raises OutsideReach for a checkpoint of a compartment that is
    not open.
    """
    held = tuple(checkpoints)
    for each in held:
        may_read(reach, each.compartment)
    with reading(record.place, record.engine) as connection:
        file = _file(connection) if isinstance(reach.reads, Every) else ()
        found = tuple(verified(joined.from_iterable(rows.batches(connection, reach)), held, signers))
    return Verification(found, file)


def verified(found: Iterable[Row], held: Collection[Checkpoint], signers: Collection[str]) -> Iterator[Verified]:
    """Each compartment of rows that come in order, then those of which only a checkpoint is left."""
    seen = set()
    for compartment, part in groupby(found, itemgetter(0)):
        seen.add(compartment)
        own = [each for each in held if each.compartment == compartment]
        yield _judged(walked(Head(compartment), part, {each.number for each in own}), own, signers)
    for compartment in sorted({each.compartment for each in held} - seen):
        own = [each for each in held if each.compartment == compartment]
        yield _judged(walked(Head(compartment), ()), own, signers)


def _judged(chain: Walked, held: Collection[Checkpoint], signers: Collection[str]) -> Verified:
    broken = {each: says for each in held if (says := _refuted(each, chain, signers))}
    faults = (*chain.faults, *(Fault(chain.head.compartment, each.number, says) for each, says in broken.items()))
    last = max((each for each in held if each not in broken), key=lambda each: each.number, default=None)
    attested = last.number if last and not chain.faults else 0
    says = _said(chain.head.number, last if attested else None, len(faults))
    return Verified(chain.head.compartment, chain.head.number, attested, faults, says)


def _refuted(each: Checkpoint, chain: Walked, signers: Collection[str]) -> str:
    """Why a checkpoint does not bear the chain out; nothing when it does."""
    day = instant_text(each.known)[:10]
    if not signed.genuine(each):
        return f"has a checkpoint of {day} whose signature is not right; it was changed, or never handed out"
    if each.signer not in signers:
        return f"has a checkpoint of {day} by {each.signer[:16]}..., whom you did not name as a keeper of this record"
    if each.number > chain.head.number:
        return f"stood there on {day} and is gone: the record now ends at number {chain.head.number}"
    if chain.hashes.get(each.number) != each.hash:
        return f"is not what stood there on {day}: it, or something before it, was written anew"
    return ""


def _said(entries: int, last: Checkpoint | None, faults: int) -> str:
    if faults:
        return f"{entries} entries; they do not hold together"
    if last is None:
        return (
            f"{entries} entries, unbroken; without a checkpoint nothing shows whether more stood at the end, "
            "or whether all were written anew"
        )
    on = f"as the checkpoint of {instant_text(last.known)[:10]} has them"
    if last.number == entries:
        return f"{entries} entries, unbroken and {on}"
    return f"{entries} entries, unbroken; 1 to {last.number} {on}, and nothing shows whether more stood after the last"


def _place(fault: Fault) -> str:
    return f"{fault.compartment!r}, number {fault.number}:"


def _file(connection: Connection) -> tuple[str, ...]:
    """What SQLite finds wrong with its file; a server looks after its own."""
    if connection.dialect.name != "sqlite":
        return ()
    # It reads every page, and so has every page decrypted and its seal checked, the write-ahead log included.
    found = connection.exec_driver_sql("PRAGMA integrity_check(5)").scalars()
    return tuple(f"the file is damaged: {says}" for says in found if says != "ok")
