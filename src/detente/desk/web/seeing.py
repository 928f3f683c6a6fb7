"""Who looks is settled before anything is answered: the person behind a request, or the eyes they borrow.

A mediator who asks for `/as/AUDIENCE/...` is answered as that audience would be, from its own copy of the case and
under its own rights, and can only read. For everybody else there is nothing there.
"""

import re
from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from detente.case.model import MEDIATORS
from detente.desk.web.viewer import Viewer

_AS = re.compile(r"/as/([^/]+)(/.*)?")


class Seeing:
    """Puts the viewer into the scope of a request, as `who` tells it."""

    def __init__(self, app: ASGIApp, who: Callable[[Scope], Viewer]) -> None:
        self._app, self._who = app, who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            viewer = self._who(scope)
            borrowed = _AS.fullmatch(scope["path"])
            if borrowed and borrowed[1] != MEDIATORS and viewer.mediates and scope["method"] in ("GET", "HEAD"):
                viewer = viewer.looking_as(borrowed[1])
                scope = {**scope, "path": borrowed[2] or "/"}
            scope["viewer"] = viewer
        await self._app(scope, receive, send)
