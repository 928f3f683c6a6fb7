"""The desk on an address of this machine until it is interrupted: one person's own, or shared behind a proxy."""

import socket
import webbrowser
from collections.abc import Callable
from contextlib import ExitStack, suppress
from functools import partial
from signal import SIGTERM, default_int_handler, signal
from urllib.parse import urlsplit

import uvicorn
from starlette.types import ASGIApp

from detente.desk.web.application import application
from detente.desk.web.desk import Desk
from detente.desk.web.keeping import Keeper
from detente.desk.web.signing import signed_in
from detente.desk.web.viewer import alone
from detente.errors import NotPermitted
from detente.workbench import teams

LOOPBACK = "127.0.0.1"
Tell = Callable[[str], None]


def serve(case: str, *, port: int, browse: bool, tell: Tell) -> None:
    """Serve a case to the mediator at this machine; port 0 takes any free one. Raises NotPermitted for one in use."""
    with ExitStack() as held:
        listening, address, hosts = _listening(port, held)
        app = application(Desk(case, _keeper(held)), hosts, lambda _: alone())
        tell(f"{address}/")
        if browse:
            webbrowser.open(address)
        _run(app, listening)


def serve_team(case: str, *, port: int, origin: str | None, tell: Tell) -> None:
    """Serve a case to its team, who come by `origin` through a proxy on this machine. Raises NotPermitted, NoAnswer."""
    with ExitStack() as held:
        team = held.enter_context(teams.opened(case))
        listening, address, hosts = _listening(port, held)
        desk = Desk(case, _keeper(held), team, origin or address)
        app = application(desk, (*hosts, urlsplit(desk.origin).netloc), partial(signed_in, team))
        tell(f"{address}/")
        _run(app, listening)


def _run(app: ASGIApp, listening: socket.socket) -> None:
    signal(SIGTERM, default_int_handler)
    config = uvicorn.Config(
        app, log_level="warning", lifespan="off", server_header=False, date_header=False, access_log=False
    )
    with suppress(KeyboardInterrupt):  # that is how it ends
        uvicorn.Server(config).run([listening])


def _keeper(held: ExitStack) -> Keeper:
    keeper = Keeper()
    held.callback(keeper.close)
    return keeper


def _listening(port: int, held: ExitStack) -> tuple[socket.socket, str, tuple[str, ...]]:
    """A socket on the loopback address, the address it has, and the hosts by which it is asked for there."""
    try:
        listening = held.enter_context(socket.create_server((LOOPBACK, port)))
    except OSError as error:
        reason = (error.strerror or "no reason given").lower()
        raise NotPermitted(f"port {port} cannot be used: {reason}; name another, or 0 for any free one") from error
    port = listening.getsockname()[1]
    return listening, f"http://{LOOPBACK}:{port}", (f"{LOOPBACK}:{port}", f"localhost:{port}")
