"""Desks in this process, and what they answer: the whole of an answer, status and headers included."""

import re
from typing import NamedTuple

from starlette.testclient import TestClient

from detente.desk.web.application import application
from detente.desk.web.desk import Desk
from detente.desk.web.keeping import Keeper
from detente.desk.web.viewer import Viewer, alone

HOST = "127.0.0.1:8765"
MEDIATOR = alone()
STRAIT, ACEH, GAZA = "gallery:exercise-strait", "gallery:aceh-2005", "gallery:gaza-2024"


class Answered(NamedTuple):
    """An answer, every byte of it that a browser gets."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes

    @property
    def text(self) -> str:
        return self.body.decode()


def desk(case: str, viewer: Viewer = MEDIATOR) -> TestClient:
    """A desk on a case for one viewer, that waits for what takes long."""
    return client(application(Desk(case, Keeper(patience=120)), (HOST,), lambda _: viewer))


def client(app: object) -> TestClient:
    return TestClient(app, base_url=f"http://{HOST}", follow_redirects=False)  # type: ignore[arg-type]  # any ASGI


def got(at: TestClient, path: str, **headers: str) -> Answered:
    answer = at.get(path, headers=headers)
    return Answered(answer.status_code, tuple(sorted(answer.headers.items())), answer.content)


def undrawn(html: str) -> str:
    """A page with its drawings left out, whose digits differ from one machine to another."""
    return re.sub(r"<svg .*?</svg>", "<svg/>", html, flags=re.DOTALL)


def links(html: str) -> list[str]:
    """Where a page leads, and what it loads."""
    return re.findall(r'(?:href|src|action|hx-get)="([^"]*)"', html)
