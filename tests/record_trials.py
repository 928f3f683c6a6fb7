"""Tamperings tried on records: each must be found, given a checkpoint."""

import shutil
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Protocol

from detente.store.record import acts
from detente.store.record.chain import Row, row
from detente.store.record.checkpoints import Checkpoint, Signer, new_signer
from detente.store.record.keeping import Record, begin, open_record
from detente.store.record.keys import new_key_file
from detente.store.record.places import InFile, OnServer
from detente.store.record.reach import KEEPER
from detente.store.record.refusals import UnreadableRecord
from detente.store.record.verifying import verify
from record_tampering import KINDS, UNSEEN_WITHOUT_A_CHECKPOINT, tampered
from records import NOON, Server, entry, in_file

COMPARTMENTS = ("north", "shared", "south")
ENTRIES = 12


@dataclass
class Trials:
    """How many tamperings of each kind were tried, and those that were not found."""

    tried: Counter[str] = field(default_factory=Counter)
    missed: Counter[str] = field(default_factory=Counter)
    unseen_without: Counter[str] = field(default_factory=Counter)


class Victim(Protocol):
    """A record that can be tampered with."""

    def put(self, rows: list[Row]) -> None:
        """Hold these rows and no others."""

    def verified(self, checkpoints: list[Checkpoint], signer: Signer) -> bool:
        """The record is found to hold together."""


def fill(record: Record, signer: Signer) -> tuple[list[Row], list[Checkpoint]]:
    """Entries in three compartments, and the checkpoints handed out for them."""
    acts.append(record, [entry(each, number) for number in range(ENTRIES) for each in COMPARTMENTS], KEEPER)
    rows = [row(each) for each in acts.entries(record, KEEPER)]
    return rows, [acts.checkpoint(record, each, KEEPER, at=NOON, by=signer) for each in COMPARTMENTS]


def trials(count: int, seed: int, running: Server) -> Trials:
    """Tamper `count` times, with files and servers in turn, and with the bytes of encrypted files now and then."""
    found = Trials()
    with TemporaryDirectory() as name:
        folder = Path(name)
        signer = new_signer(folder / "signing.key")
        with begin(in_file(folder, "sound.db")) as record:
            rows, checkpoints = fill(record, signer)
        victims: tuple[Victim, ...] = (FileVictim(folder), ServerVictim(running.place()), FileVictim(folder))
        bytes_victim = SealedVictim(folder)
        for number in range(count):
            rng = Random(seed + number)
            kind = rng.choice((*KINDS, "bytes"))
            found.tried[kind] += 1
            if kind == "bytes":
                found.missed[kind] += bytes_victim.holds_after_a_flip(rng)
                continue
            victim = victims[number % 3]
            victim.put(tampered(rows, kind, rng))
            found.missed[kind] += victim.verified(checkpoints, signer)
            if kind in UNSEEN_WITHOUT_A_CHECKPOINT:
                found.unseen_without[kind] += victim.verified([], signer)
    return found


def _holds(record: Record, checkpoints: list[Checkpoint], signer: Signer) -> bool:
    return not verify(record, KEEPER, checkpoints=checkpoints, signers=[signer.public]).faults


class FileVictim:
    """A plain file, written to with the engine itself."""

    def __init__(self, folder: Path) -> None:
        self._sound, self._place = folder / "sound.db", in_file(folder, "victim.db")

    def put(self, rows: list[Row]) -> None:
        import sqlcipher3

        shutil.copy(self._sound, self._place.path)
        raw = sqlcipher3.connect(str(self._place.path), isolation_level=None)
        raw.execute("PRAGMA synchronous = OFF")
        raw.execute("BEGIN")
        for trigger in ("unchanged", "unremoved", "next"):
            raw.execute(f"DROP TRIGGER record_entry_{trigger}")
        raw.execute("DELETE FROM record_entry")
        raw.executemany("INSERT INTO record_entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)
        raw.execute("COMMIT")
        raw.close()

    def verified(self, checkpoints: list[Checkpoint], signer: Signer) -> bool:
        with open_record(self._place) as record:
            return _holds(record, checkpoints, signer)


class ServerVictim:
    """A server's table, written to by somebody who may turn its triggers off."""

    def __init__(self, place: OnServer) -> None:
        self._record = begin(place)

    def put(self, rows: list[Row]) -> None:
        with self._record.engine.begin() as connection:
            connection.exec_driver_sql("SET LOCAL session_replication_role = replica")
            connection.exec_driver_sql("TRUNCATE record_entry")
            for each in rows:
                connection.exec_driver_sql(
                    "INSERT INTO record_entry VALUES (%s, %s, %s, %s, %s, %s, %s, %s, %s, %s)", each
                )

    def verified(self, checkpoints: list[Checkpoint], signer: Signer) -> bool:
        return _holds(self._record, checkpoints, signer)


class SealedVictim:
    """An encrypted file of which one bit is another."""

    def __init__(self, folder: Path) -> None:
        self._place: InFile = in_file(folder, "sealed.db", new_key_file(folder / "record.key"))
        self._signer = new_signer(folder / "sealing.key")
        with begin(self._place) as record:
            _, self._checkpoints = fill(record, self._signer)
        self._sound = self._place.path.read_bytes()

    def holds_after_a_flip(self, rng: Random) -> bool:
        raw = bytearray(self._sound)
        raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
        self._place.path.write_bytes(raw)
        try:
            with open_record(self._place) as record:
                return _holds(record, self._checkpoints, self._signer)
        except UnreadableRecord:
            return False
