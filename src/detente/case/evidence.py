"""How each side is known, and what had better not be said aloud.

Unequal evidence is said aloud: one side may be known by named quotations and visible dissent, another only by what
others say of it. Nothing here weighs the sides; it counts claims and names them.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from detente.case.model import Case, Claim, Setting, Speech
from detente.case.readings import Clash, conflicts, source_of
from detente.case.voices import Voices


@dataclass(frozen=True, slots=True)
class Known:
    """The claims through which one party is known, by how it is known. Each tuple holds claim ids."""

    party: str
    quoted: tuple[str, ...]
    paraphrased: tuple[str, ...]
    from_the_room: tuple[str, ...]
    by_others: tuple[str, ...]
    by_the_other_side: tuple[str, ...]
    dissent: tuple[str, ...]


class Reason(StrEnum):
    """Why something had better not be repeated in the room."""

    CONTESTED = "contested, for others say otherwise"
    LEAKED = "passed on from the room by unnamed sources; ask the side itself, repeat it to no other"
    ALONE = "one source only, and not the side's own words; ask, do not state"


@dataclass(frozen=True, slots=True)
class Caution:
    """A reason not to repeat something in the room, and the claims it applies to."""

    reason: Reason
    claims: tuple[str, ...]


def evidence(case: Case) -> tuple[Known, ...]:
    """How each party is known, in the case's order."""
    voices = Voices.of(case)
    return tuple(_known(case, voices, party.id) for party in case.parties)


def cautions(case: Case) -> tuple[Caution, ...]:
    """What is contested, what was passed on without a name, and what rests on a single source.

    Within the last two, what a side itself is said to want or answer comes first.
    """
    voices = Voices.of(case)
    contested = tuple(
        dict.fromkeys(
            claim for conflict in conflicts(case) if conflict.clash is not Clash.TENSION for claim in conflict.claims
        )
    )
    sides = {party.id for party in case.parties}
    of_sides = [claim for claim in case.claims if sides & set(voices.parties_of(claim.holder))]
    leaked = [
        claim
        for claim in dict.fromkeys((*of_sides, *case.claims))
        if claim.setting is Setting.FROM_THE_ROOM and any(voices.anonymous(link.actor) for link in claim.by)
    ]
    alone = [c for c in of_sides if c.setting is Setting.BY_OTHERS and len(source_of(case, c)) == 1]
    found = (
        Caution(Reason.CONTESTED, contested),
        Caution(Reason.LEAKED, _wants_first(leaked)),
        Caution(Reason.ALONE, _wants_first(alone)),
    )
    return tuple(each for each in found if each.claims)


def _wants_first(claims: list[Claim]) -> tuple[str, ...]:
    return tuple(claim.id for claim in sorted(claims, key=lambda claim: not (claim.terms or claim.target)))


def _known(case: Case, voices: Voices, party: str) -> Known:
    theirs = [claim for claim in case.claims if party in voices.parties_of(claim.holder)]

    def those(test: Callable[[Claim], bool]) -> tuple[str, ...]:
        return tuple(claim.id for claim in theirs if test(claim))

    def told_by_other_side(claim: Claim) -> bool:
        return any(voices.party(link.actor) not in (party, None) for link in claim.by)

    speaking = {f for c in theirs if (f := voices.faction(c.holder))}
    return Known(
        party,
        quoted=those(lambda c: c.setting is Setting.PUBLIC_WORDS and c.speech is not Speech.INDIRECT),
        paraphrased=those(lambda c: c.setting is Setting.PUBLIC_WORDS and c.speech is Speech.INDIRECT),
        from_the_room=those(lambda c: c.setting is Setting.FROM_THE_ROOM),
        by_others=those(lambda c: c.setting is Setting.BY_OTHERS and not told_by_other_side(c)),
        by_the_other_side=those(lambda c: c.setting is Setting.BY_OTHERS and told_by_other_side(c)),
        dissent=those(lambda c: voices.faction(c.holder) is not None) if len(speaking) > 1 else (),
    )
