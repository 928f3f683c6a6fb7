"""How far somebody's reading and adding goes: every act on a record takes it, and has none of its own.

Who reaches what is decided elsewhere. Whoever adds to a compartment also reads it: the receipt of an entry says how
many stand before it.
"""

from dataclasses import dataclass

from detente.store.record.refusals import OutsideReach


@dataclass(frozen=True, slots=True)
class Every:
    """All compartments there are, known or not."""

    def __contains__(self, compartment: object) -> bool:
        return True


@dataclass(frozen=True, slots=True)
class Reach:
    """The compartments somebody may read, and those of them that may be added to.

    >>> "mediators" in Reach(frozenset({"north"})).reads
    False
    """

    reads: frozenset[str] | Every
    adds: frozenset[str] | Every = frozenset()

    def __post_init__(self) -> None:
        if isinstance(self.reads, Every):
            return
        if isinstance(self.adds, Every) or not self.adds <= self.reads:
            raise ValueError("whoever adds to a compartment must be able to read it")


KEEPER = Reach(Every(), Every())
"""The reach of whoever holds the keys of a record, and of mediators, who may read everything."""


def may_read(reach: Reach, compartment: str) -> str:
    """The compartment itself. Raises OutsideReach."""
    if compartment not in reach.reads:
        raise OutsideReach(compartment)
    return compartment


def may_add(reach: Reach, compartment: str) -> str:
    """The compartment itself. Raises OutsideReach."""
    if compartment not in reach.adds:
        raise OutsideReach(compartment)
    return compartment
