"""What is served: which case, and what was worked out for it; and what a handler may ask of either.

A handler names its viewer and desk as arguments without a default, so that none can be called without them.
"""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from urllib.parse import parse_qsl

from fastapi import Depends, Query, Request
from pydantic import BeforeValidator
from starlette.exceptions import HTTPException

from detente.desk.web.keeping import Keeper
from detente.desk.web.viewer import Viewer
from detente.store.team.keeping import Team

MOST_IN_A_FORM = 65_536
"""Bytes."""


@dataclass(frozen=True)
class Desk:
    """The case by the name it was opened under, the keeper of what takes long, and who shares it, if any do.

    `origin` is what stands before every address that is handed to somebody outside.
    """

    case: str
    keeper: Keeper
    team: Team | None = None
    origin: str = ""


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _viewer(request: Request) -> Viewer:
    viewer: Viewer = request.scope["viewer"]
    return viewer


async def _form(request: Request) -> dict[str, str]:
    """What a form carried; of a name given twice, the last."""
    raw = b""
    async for part in request.stream():
        raw += part
        if len(raw) > MOST_IN_A_FORM:
            raise HTTPException(413)
    return dict(parse_qsl(raw.decode("utf-8", "replace"), max_num_fields=100))


def _given(words: str | None) -> str | None:
    """What a form left empty was not given."""
    return words or None


At = Annotated[Desk, Depends(_desk)]
Seen = Annotated[Viewer, Depends(_viewer)]
Asked = Annotated[str | None, BeforeValidator(_given)]
Form = Annotated[dict[str, str], Depends(_form)]
Day = Annotated[date | None, BeforeValidator(_given)]
Several = Annotated[list[str], Query()]
