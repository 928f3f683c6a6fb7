"""The desk put together: its ways, who looks, what guards it, and the files it serves itself."""

from collections.abc import Iterable
from pathlib import Path

from fastapi import FastAPI
from starlette.responses import PlainTextResponse
from starlette.staticfiles import StaticFiles
from starlette.types import ASGIApp

from detente import __version__
from detente.desk.brief.html import FONTS
from detente.desk.web.answering import API, add_ways
from detente.desk.web.desk import Desk
from detente.desk.web.guarding import Guard
from detente.desk.web.seeing import Seeing, Who
from detente.desk.web.signing import add_signing

STATIC = Path(__file__).parent / "static"


def application(desk: Desk, hosts: Iterable[str], who: Who) -> ASGIApp:
    """The desk that answers to these hosts; `who` says whose request it is."""
    app = FastAPI(
        title="detente", version=__version__, openapi_url=f"{API}/openapi.json", docs_url=None, redoc_url=None
    )
    app.state.desk = desk

    @app.get("/healthz", include_in_schema=False)
    def healthy() -> PlainTextResponse:
        return PlainTextResponse("ok\n")

    app.mount("/static/fonts", StaticFiles(directory=FONTS))
    app.mount("/static", StaticFiles(directory=STATIC))
    add_ways(app)
    if desk.team is not None:
        add_signing(app, desk.team)
    return Guard(Seeing(app, who), hosts)
