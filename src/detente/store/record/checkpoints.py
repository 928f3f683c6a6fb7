"""Checkpoints: what a compartment held, signed, to be handed out and held against the record later.

A party that keeps the checkpoint of its compartment can show that the record has lost or rewritten what stood up to
there; without one, nobody can tell a chain that was cut short or written anew from a sound one. Handed out as text:

    detente checkpoint 1
    compartment: north
    number: 12
    hash: 5a60c1a6...
    known: 2024-01-22T10:30:00.000000Z
    signer: 302a...
    signature: 9f31...

Signed (Ed25519) are the lines before the last, each with its line feed. A file may hold several, one after the other.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from detente.store.record.chain import Head
from detente.store.record.entry import instant_of, instant_text
from detente.store.record.files import own_text, write_new
from detente.store.record.refusals import LockedRecord, NothingToAttest, UnreadableRecord

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

TITLE = "detente checkpoint 1"
_FIELDS = ("compartment", "number", "hash", "known", "signer", "signature")


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """At the instant `known`, the compartment's last entry was number `number` with this hash.

    `signer` is the public key and `signature` the signature, both in hexadecimal.
    """

    compartment: str
    number: int
    hash: str
    known: datetime
    signer: str
    signature: str


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever keeps a record, able to sign; `public` is what others know the signature by."""

    public: str
    key: "Ed25519PrivateKey" = field(repr=False, compare=False)


def new_signer(path: Path) -> Signer:
    """Draw a signing key and write it where only its owner may read it. Raises PlaceTaken, NotWritten."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    write_new(path, key.private_bytes_raw().hex() + "\n")
    return _signer(key)


def signer(path: Path) -> Signer:
    """The signing key in a file. Raises LockedRecord."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        return _signer(Ed25519PrivateKey.from_private_bytes(bytes.fromhex(own_text(path))))
    except ValueError:
        raise LockedRecord(f"{path} is no signing key: it should hold 64 hexadecimal digits and nothing else") from None


def attested(head: Head, at: datetime, by: Signer) -> Checkpoint:
    """The checkpoint of a compartment that ends so. Raises NothingToAttest for an empty one."""
    if head.number == 0:
        raise NothingToAttest(f"{head.compartment!r} holds no entry yet; there is nothing to sign")
    unsigned = Checkpoint(head.compartment, head.number, head.hash, at, by.public, "")
    signature = by.key.sign(_signed(unsigned).encode()).hex()
    return Checkpoint(head.compartment, head.number, head.hash, at, by.public, signature)


def text(checkpoints: Iterable[Checkpoint]) -> str:
    """What is handed out."""
    return "\n".join(f"{_signed(each)}signature: {each.signature}\n" for each in checkpoints)


def read(handed: str, name: str = "the checkpoint") -> tuple[Checkpoint, ...]:
    """The checkpoints of a text; their signatures are not looked at yet. Raises UnreadableRecord."""
    blocks = [block.split("\n") for block in handed.replace("\r\n", "\n").strip().split("\n\n")]
    try:
        return tuple(_read(block) for block in blocks)
    except ValueError:
        raise UnreadableRecord(f"{name} does not read as a checkpoint; use the text as it was handed out") from None


def genuine(checkpoint: Checkpoint) -> bool:
    """The signature is that of the signer it names; whether that one may be trusted is another question."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(checkpoint.signer))
        key.verify(bytes.fromhex(checkpoint.signature), _signed(checkpoint).encode())
    except (ValueError, InvalidSignature):
        return False
    return True


def _signer(key: "Ed25519PrivateKey") -> Signer:
    return Signer(key.public_key().public_bytes_raw().hex(), key)


def _signed(each: Checkpoint) -> str:
    return (
        f"{TITLE}\ncompartment: {each.compartment}\nnumber: {each.number}\nhash: {each.hash}\n"
        f"known: {instant_text(each.known)}\nsigner: {each.signer}\n"
    )


def _read(lines: list[str]) -> Checkpoint:
    """The checkpoint in the lines of one block. Raises ValueError."""
    title, *rest = lines
    words = dict(
        zip(_FIELDS, (each.removeprefix(f"{name}: ") for name, each in zip(_FIELDS, rest, strict=True)), strict=True)
    )
    found = Checkpoint(
        words["compartment"],
        int(words["number"]),
        words["hash"],
        instant_of(words["known"]),
        words["signer"],
        words["signature"],
    )
    in_hexadecimal = all(bytes.fromhex(each).hex() == each for each in (found.hash, found.signer, found.signature))
    if title != TITLE or not in_hexadecimal or text([found]) != "\n".join((*lines, "")):
        raise ValueError("a line is not as it should be")
    return found
