"""Ways as routes: each is a page under its own address and JSON under `/api/v1`, from one function and one viewer."""

from collections.abc import Callable
from functools import wraps
from hmac import compare_digest
from typing import Any

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from detente.desk import plain
from detente.desk.web import drawing
from detente.desk.web.keeping import Underway
from detente.desk.web.shown import Shown
from detente.desk.web.viewer import Viewer
from detente.desk.web.ways import WAYS, Way
from detente.errors import NotPermitted, Refusal, UnknownName

API = "/api/v1"
NOTHING = {"detail": "There is nothing here for you."}


def add_ways(app: FastAPI) -> None:
    """Give the application every way, as a page and as JSON, and what to answer when something is refused."""
    for way in WAYS:
        if way.method == "POST":
            app.post(way.path, response_model=None, include_in_schema=False)(_as_act(way))
            continue
        app.get(way.path, response_class=HTMLResponse, response_model=None, include_in_schema=False)(_as_page(way))
        told = (way.answer.__doc__ or "").strip()
        app.get(
            API + (way.path if way.path != "/" else "/case"),
            response_class=JSONResponse,
            response_model=None,
            name=f"{way.answer.__module__.rpartition('.')[2]}_{way.answer.__name__}",
            summary=told,
            tags=[way.part],
            responses=_RESPONSES,
        )(_as_json(way))
    app.add_exception_handler(HTTPException, _nothing)
    app.add_exception_handler(RequestValidationError, _misasked)


_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"description": "The values, as the command line's --json prints them."},
    202: {"description": "Being worked out; ask again."},
    404: {"description": "Nothing is here, or nothing for you."},
    422: {"description": "Asked amiss, or the question has no answer; the sentence says why."},
}


def _shown(way: Way, asked: dict[str, Any]) -> Shown:
    shown = way.answer(**asked)
    assert isinstance(shown, Shown)  # only what writes goes on elsewhere
    return shown


def _as_page(way: Way) -> Callable[..., Response]:
    @wraps(way.answer)
    def answer(**asked: Any) -> Response:  # noqa: ANN401 - whatever the way asks for
        viewer: Viewer = asked["viewer"]
        named = {name: str(asked[name]) for name in way.named}
        if not way.open_to(viewer):
            return HTMLResponse(drawing.nothing(), 404)
        try:
            return HTMLResponse(drawing.page(_shown(way, asked), way, viewer, named))
        except Underway as underway:
            return HTMLResponse(drawing.waiting(underway, way, viewer, named), 202)
        except (UnknownName, NotPermitted):
            return HTMLResponse(drawing.nothing(), 404)
        except Refusal as refusal:
            return HTMLResponse(drawing.refused(str(refusal), way, viewer, named), 422)

    return answer


def _as_act(way: Way) -> Callable[..., Response]:
    @wraps(way.answer)
    def answer(**asked: Any) -> Response:  # noqa: ANN401 - whatever the way asks for
        viewer: Viewer = asked["viewer"]
        named = {name: str(asked[name]) for name in way.named}
        if not way.open_to(viewer) or not compare_digest(asked["form"].get("proof", ""), viewer.proof):
            return HTMLResponse(drawing.nothing(), 404)
        try:
            done = way.answer(**asked)
        except Refusal as refusal:
            return HTMLResponse(drawing.refused(str(refusal), way, viewer, named), 422)
        if isinstance(done, str):
            return RedirectResponse(done, 303)
        return HTMLResponse(drawing.page(done, way, viewer, named))

    return answer


def _as_json(way: Way) -> Callable[..., Response]:
    @wraps(way.answer)
    def answer(**asked: Any) -> Response:  # noqa: ANN401 - whatever the way asks for
        if not way.open_to(asked["viewer"]):
            return JSONResponse(NOTHING, 404)
        try:
            return Response(plain.dumps(_shown(way, asked).values), media_type="application/json")
        except Underway as underway:
            return JSONResponse({"doing": underway.doing, "seconds": underway.seconds, "share": underway.share}, 202)
        except (UnknownName, NotPermitted):
            return JSONResponse(NOTHING, 404)
        except Refusal as refusal:
            return JSONResponse({"detail": str(refusal)}, 422)

    return answer


async def _nothing(request: Request, _: Exception) -> Response:
    if request.url.path.startswith(API):
        return JSONResponse(NOTHING, 404)
    return HTMLResponse(drawing.nothing(), 404)


async def _misasked(request: Request, error: Exception) -> Response:
    assert isinstance(error, RequestValidationError)
    names = sorted({str(each["loc"][-1]) for each in error.errors()})
    detail = f"cannot be read: {', '.join(names)}"
    if request.url.path.startswith(API):
        return JSONResponse({"detail": detail}, 422)
    return HTMLResponse(drawing.nothing(), 404)
