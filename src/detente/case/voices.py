"""Whose position a statement is: from the actor who speaks, through what it belongs to, up to a party."""

from dataclasses import dataclass

from detente.case.model import Actor, ActorKind, Case, Claim, Faction, Party, by_id

ANONYMOUS = (ActorKind.ANONYMOUS_GROUP, ActorKind.ANONYMOUS_PERSON)


@dataclass(frozen=True)
class Voices:
    """Every actor, party and faction of a case under its id, and the party each faction belongs to."""

    actors: dict[str, Actor]
    parties: dict[str, Party]
    factions: dict[str, Faction]
    party_of_faction: dict[str, str]

    @classmethod
    def of(cls, case: Case) -> "Voices":
        return cls(
            by_id(case.actors),
            by_id(case.parties),
            by_id(faction for party in case.parties for faction in party.factions),
            {faction.id: party.id for party in case.parties for faction in party.factions},
        )

    def name(self, slug: str) -> str:
        """The name to print; the id itself where nothing bears it."""
        found = self.actors.get(slug) or self.parties.get(slug) or self.factions.get(slug)
        return found.name if found else slug

    def faction(self, slug: str) -> str | None:
        """The faction an actor speaks for, if it belongs to one."""
        return next((step for step in self._upward(slug) if step in self.factions), None)

    def party(self, slug: str) -> str | None:
        """The party an actor or faction belongs to, or None for everybody else."""
        for step in self._upward(slug):
            if step in self.parties:
                return step
            if step in self.party_of_faction:
                return self.party_of_faction[step]
        return None

    def parties_of(self, slug: str) -> tuple[str, ...]:
        """The parties a voice speaks for: one, or each member's where the voice is a collective of parties."""
        if party := self.party(slug):
            return (party,)
        actor = self.actors.get(slug)
        members = actor.members if actor else ()
        return tuple(dict.fromkeys(party for member in members if (party := self.party(member))))

    def anonymous(self, slug: str) -> bool:
        return slug in self.actors and self.actors[slug].kind in ANONYMOUS

    def told_by_others(self, claim: Claim) -> bool:
        """Somebody in the chain speaks for a side that the position does not belong to."""
        side = self.party(claim.holder)
        return any(self.party(link.actor) != side for link in claim.by)

    def _upward(self, slug: str) -> list[str]:
        """The actor and all it belongs to, nearest first; a circle ends where it closes."""
        steps: list[str] = []
        step: str | None = slug
        while step and step not in steps:
            steps.append(step)
            actor = self.actors.get(step)
            step = actor.of if actor and step not in self.parties else None
        return steps
