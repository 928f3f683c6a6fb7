"""Who looks is settled before anything is answered: the person behind a request, or the eyes they borrow.

Nobody at all is sent to sign in, whatever they asked for.

A mediator who asks for `/as/AUDIENCE/...` is answered as that audience would be, from its own copy of the case and
under its own rights, and can only read. For everybody else there is nothing there.
"""

import re
from collections.abc import Callable

from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from detente.case.model import MEDIATORS
from detente.desk.web.viewer import Viewer
from detente.desk.web.ways import BEFORE

Who = Callable[[Headers], Viewer | None]
"""Whose request it is, by its headers; None for nobody's."""
_AS = re.compile(r"/as/([^/]+)(/.*)?")
_BEFORE = re.compile("|".join([r"/static/.*", *(re.sub(r"{\w+}", "[^/]+", path) for _, path in BEFORE)]))


def _to_sign_in(path: str) -> Response:
    if path.startswith("/api/"):
        return JSONResponse({"detail": "Sign in first."}, 401)
    return RedirectResponse("/sign-in", 303)


class Seeing:
    """Puts the viewer into the scope of a request, as `who` tells it."""

    def __init__(self, app: ASGIApp, who: Who) -> None:
        self._app, self._who = app, who

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and not _BEFORE.fullmatch(scope["path"]):
            viewer = await run_in_threadpool(self._who, Headers(scope=scope))
            if viewer is None:
                await _to_sign_in(scope["path"])(scope, receive, send)
                return
            borrowed = _AS.fullmatch(scope["path"])
            if borrowed and borrowed[1] != MEDIATORS and viewer.mediates and scope["method"] in ("GET", "HEAD"):
                viewer = viewer.looking_as(borrowed[1])
                scope = {**scope, "path": borrowed[2] or "/"}
            scope["viewer"] = viewer
        await self._app(scope, receive, send)
