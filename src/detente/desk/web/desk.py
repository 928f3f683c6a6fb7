"""What is served: which case, and what was worked out for it; and what a handler may ask of either.

A handler names its viewer and desk as arguments without a default, so that none can be called without them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator

from detente.desk.web.keeping import Keeper
from detente.desk.web.viewer import Viewer


@dataclass(frozen=True)
class Desk:
    """The case by the name it was opened under, and the keeper of what takes long."""

    case: str
    keeper: Keeper


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _viewer(request: Request) -> Viewer:
    viewer: Viewer = request.scope["viewer"]
    return viewer


def _given(words: str | None) -> str | None:
    """What a form left empty was not given."""
    return words or None


At = Annotated[Desk, Depends(_desk)]
Seen = Annotated[Viewer, Depends(_viewer)]
Asked = Annotated[str | None, BeforeValidator(_given)]
Day = Annotated[date | None, BeforeValidator(_given)]
Several = Annotated[list[str], Query()]
