"""Why a shared desk refuses people. None of the sentences tells which part of what was given was wrong."""

from detente.errors import NotPermitted


class NotSignedIn(NotPermitted):
    """Name, password and code do not go together."""

    def __init__(self) -> None:
        super().__init__("name, password and code do not go together; a code is good once, for a minute")


class WeakPassword(NotPermitted):
    """A password that would be guessed."""


class Crowded(NotPermitted):
    """Too many are signing in at once, or somebody tries too often."""

    def __init__(self) -> None:
        super().__init__("too many tries; wait a few minutes")


class NoInvitation(NotPermitted):
    """An invitation that was taken up, has ended, or never was."""

    def __init__(self) -> None:
        super().__init__("this invitation is not good; ask a mediator for another")


class NameTaken(NotPermitted):
    """Somebody bears this name."""
