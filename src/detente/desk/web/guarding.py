"""What stands before every request: whose desk it is meant for, where it comes from, and what a browser may do with it.

A page elsewhere can point a browser at this desk, by a form or by a name that it resolves to the loopback address; so
the host asked for must be one of ours, and whatever writes must come from a page of ours.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
        "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    ),
    "cache-control": "no-store",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "referrer-policy": "same-origin",
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
}
READS = frozenset(("GET", "HEAD"))


class Guard:
    """Lets through what asks for one of `hosts` and, where it writes, comes from there; sets the headers of answers."""

    def __init__(self, app: ASGIApp, hosts: Iterable[str]) -> None:
        self._app, self._hosts = app, frozenset(hosts)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(HEADERS)
            await send(message)

        refusal = self._refusal(scope["method"], Headers(scope=scope))
        if refusal is not None:
            await PlainTextResponse(refusal, 421 if "host" in refusal else 403)(scope, receive, with_headers)
            return
        await self._app(scope, receive, with_headers)

    def _refusal(self, method: str, headers: Headers) -> str | None:
        if headers.get("host", "") not in self._hosts:
            return "This desk does not answer to that host name.\n"
        if method not in READS and not self._from_here(headers):
            return "This did not come from a page of this desk.\n"
        return None

    def _from_here(self, headers: Headers) -> bool:
        return urlsplit(headers.get("origin", "")).netloc in self._hosts
