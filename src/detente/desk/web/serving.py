"""The desk on the loopback address of this machine, until it is interrupted."""

import socket
import webbrowser
from collections.abc import Callable

import uvicorn

from detente.desk.web.application import application
from detente.desk.web.desk import Desk
from detente.desk.web.keeping import Keeper
from detente.desk.web.viewer import alone
from detente.errors import NotPermitted

LOOPBACK = "127.0.0.1"


def serve(case: str, *, port: int, browse: bool, tell: Callable[[str], None]) -> None:
    """Serve a case and `tell` at which address; port 0 takes any free one. Raises NotPermitted for one in use."""
    listening = _listening(port)
    port = listening.getsockname()[1]
    address = f"http://{LOOPBACK}:{port}/"
    keeper = Keeper()
    app = application(Desk(case, keeper), (f"{LOOPBACK}:{port}", f"localhost:{port}"), lambda _: alone())
    server = uvicorn.Server(
        uvicorn.Config(
            app, log_level="warning", lifespan="off", server_header=False, date_header=False, access_log=False
        )
    )
    tell(address)
    if browse:
        webbrowser.open(address)
    try:
        server.run([listening])
    except KeyboardInterrupt:
        pass
    finally:
        keeper.close()


def _listening(port: int) -> socket.socket:
    try:
        return socket.create_server((LOOPBACK, port))
    except OSError as error:
        raise NotPermitted(
            f"port {port} cannot be used: {(error.strerror or '').lower()}; name another: --port 0 takes any free one"
        ) from error
