"""Records tampered with by somebody who can write past detente: the triggers are off, the hashes may be worked out anew.

A tampering is a change of rows, so that it can be tried on either engine, and without any. Those who tamper are as able
as can be: half of them renumber and chain anew what comes after the change, which no chain by itself can show.
"""

from collections.abc import Callable, Iterable
from random import Random
from typing import Final

from detente.store.record.chain import START, Row, line, link

NUMBER: Final = 1
PREVIOUS, HASH = 8, 9
TEXTS = (0, 2, 3, 4, 5, 6, 7, 8, 9)
Tampering = Callable[[list[Row], Random], list[Row]]


def flip(rows: list[Row], rng: Random) -> list[Row]:
    """One bit of one field is another."""
    at, column = rng.randrange(len(rows)), rng.randrange(10)
    if column == NUMBER:
        return _with(rows, at, column, rows[at][NUMBER] ^ 1 << rng.randrange(6))
    raw = bytearray(str(rows[at][column]).encode())
    raw[rng.randrange(len(raw))] ^= 1 << rng.randrange(8)
    return _with(rows, at, column, raw.decode())


def swap(rows: list[Row], rng: Random) -> list[Row]:
    """Two entries stand in each other's place."""
    one, other = rng.sample(range(len(rows)), 2)
    what = rng.choice([(7,), (3, 4, 5, 6, 7), (2, 3, 4, 5, 6, 7), (2, 3, 4, 5, 6, 7, 9)])
    for column in what:
        first, second = rows[one][column], rows[other][column]
        rows = _with(_with(rows, one, column, second), other, column, first)
    return _perhaps_anew(rows, rng)


def delete(rows: list[Row], rng: Random) -> list[Row]:
    """An entry is gone."""
    at = rng.randrange(len(rows))
    return _perhaps_anew(rows[:at] + rows[at + 1 :], rng)


def insert(rows: list[Row], rng: Random) -> list[Row]:
    """An entry stands between two that nobody handed in."""
    at = rng.randrange(len(rows))
    forged = _with(_with([rows[at]], 0, 2, f"{rng.getrandbits(80):020x}"), 0, 3, f"forged-{rng.getrandbits(32)}")
    return _anew(rows[:at] + forged + rows[at:])


def truncate(rows: list[Row], rng: Random) -> list[Row]:
    """The end of a compartment is gone, or all of it."""
    compartment = rng.choice(rows)[0]
    keep = rng.randrange(sum(row[0] == compartment for row in rows))
    return [row for row in rows if row[0] != compartment or row[NUMBER] <= keep]


def roll_back(rows: list[Row], rng: Random) -> list[Row]:
    """Every compartment is as it was some time ago."""
    left = rng.random()
    return [row for row in rows if row[NUMBER] <= left * sum(other[0] == row[0] for other in rows)]


def chain_anew(rows: list[Row], rng: Random) -> list[Row]:
    """An entry says something else, and everything after it fits."""
    at = rng.randrange(len(rows))
    column, new = rng.choice([(7, '{"says":"nothing happened"}'), (5, "2024-02-02"), (6, "finding"), (3, "other-key")])
    return _anew(_with(rows, at, column, new))


KINDS: dict[str, Tampering] = {
    "bit flip": flip,
    "swap": swap,
    "delete": delete,
    "insert": insert,
    "truncate": truncate,
    "roll back": roll_back,
    "re-chain": chain_anew,
}
UNSEEN_WITHOUT_A_CHECKPOINT = ("truncate", "roll back", "re-chain")


def tampered(rows: list[Row], kind: str, rng: Random) -> list[Row]:
    """Other rows than these, which a table could hold."""
    while True:
        try:
            found = KINDS[kind](list(rows), rng)
            _ = [line(row).encode() for row in found]
        except UnicodeError:
            continue
        if found != rows and _fit(found):
            return found


def _fit(rows: Iterable[Row]) -> bool:
    """No key, id or number stands twice in a compartment, and no text has an end in its middle."""
    found = list(rows)
    unique = all(len({(row[0], row[column]) for row in found}) == len(found) for column in (1, 2, 3))
    return unique and not any("\0" in str(row[column]) for row in found for column in TEXTS)


def _with(rows: list[Row], at: int, column: int, value: object) -> list[Row]:
    row = list(rows[at])
    row[column] = value
    return [*rows[:at], tuple(row), *rows[at + 1 :]]  # type: ignore[list-item]


def _perhaps_anew(rows: list[Row], rng: Random) -> list[Row]:
    return _anew(rows) if rng.random() < 0.5 else rows


def _anew(rows: list[Row]) -> list[Row]:
    """Every compartment numbered and chained as if it had grown so."""
    found: list[Row] = []
    ends: dict[str, tuple[int, str]] = {}
    for row in rows:
        number, previous = ends.get(row[0], (0, START))
        new = _with(_with([row], 0, NUMBER, number + 1), 0, PREVIOUS, previous)
        hash_ = link(previous, line(new[0]))
        found += _with(new, 0, HASH, hash_)
        ends[row[0]] = number + 1, hash_
    return found
