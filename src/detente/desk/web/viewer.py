"""Who looks: a person in a role, and the audience whose copy of the case they get.

Every page is made for a viewer; none is made without. A mediator may look through the eyes of another audience, and
then is a viewer of that audience's copy in all but name.
"""

from dataclasses import dataclass

from detente.case.model import MEDIATORS
from detente.store.team.people import Role


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who looks at the copy that `audience` may have.

    `under` stands before every address they are given: empty, or `/as/AUDIENCE` while a mediator looks through other
    eyes. `proof` is what their forms carry to show that they came from a page of theirs; empty for who cannot write.
    `session` names the session they are signed in by, if any.
    """

    name: str
    role: Role
    audience: str
    under: str = ""
    proof: str = ""
    session: str = ""

    @property
    def mediates(self) -> bool:
        """May be shown what is for mediators alone."""
        return self.audience == MEDIATORS and self.role is Role.MEDIATOR

    def looking_as(self, audience: str) -> "Viewer":
        """The same person seeing what that audience sees, no more.

        >>> Viewer("mediator", Role.MEDIATOR, "mediators").looking_as("north").mediates
        False
        """
        return Viewer(self.name, Role.DELEGATE, audience, f"/as/{audience}")


def alone() -> Viewer:
    """The one person at a desk of one's own: the mediator."""
    return Viewer("mediator", Role.MEDIATOR, MEDIATORS)
