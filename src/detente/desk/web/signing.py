"""Coming in: signing in by name, password and code, and taking an invitation up. What leads here is open to anybody.

A session lives in a cookie that only this host gets back, over a secure connection, and no script can read. Nothing
that is answered here depends on whether a name is known.
"""

import hmac
from functools import partial

from fastapi import FastAPI
from limits import RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import Headers
from starlette.requests import Request, cookie_parser
from starlette.responses import HTMLResponse, RedirectResponse, Response

from detente.desk.web import drawing
from detente.desk.web.desk import Form
from detente.desk.web.viewer import Viewer
from detente.errors import Refusal
from detente.store.team.credentials import address_of
from detente.store.team.keeping import Team
from detente.store.team.people import ABSOLUTE
from detente.store.team.refusals import Crowded, NoInvitation

COOKIE = "__Host-detente"
BY_NAME, BY_ADDRESS = RateLimitItemPerHour(30), RateLimitItemPerMinute(20)
"""Tries at signing in, for one name and from one address."""


def signed_in(team: Team, headers: Headers) -> Viewer | None:
    """Whose session a request's cookie is."""
    token = cookie_parser(headers.get("cookie", "")).get(COOKIE, "")
    session = team.session(token) if token else None
    if session is None:
        return None
    proof = hmac.new(token.encode(), b"a form of this session", "sha256").hexdigest()
    person = session.person
    return Viewer(person.name, person.role, person.audience, proof=proof, session=session.handle)


def add_signing(app: FastAPI, team: Team) -> None:
    """Give the application the pages on which people come in."""
    limiter = MovingWindowRateLimiter(MemoryStorage())

    @app.get("/sign-in", include_in_schema=False)
    def sign_in_page() -> HTMLResponse:
        return HTMLResponse(drawing.before("sign-in.html.j2", sentence=""))

    @app.post("/sign-in", include_in_schema=False, response_model=None)
    async def sign_in(request: Request, form: Form) -> Response:
        name, password, code = (form.get(each, "") for each in ("name", "password", "code"))
        try:
            _not_too_often(limiter, request, name)
            token = await run_in_threadpool(team.sign_in, name, password, code)
        except Refusal as refusal:
            return HTMLResponse(drawing.before("sign-in.html.j2", sentence=str(refusal)), _status(refusal))
        return _with_session(RedirectResponse("/", 303), token)

    @app.get("/invitations/{token}", include_in_schema=False)
    def invitation_page(token: str) -> HTMLResponse:
        return _invitation(team, token, "", 200)

    @app.post("/invitations/{token}", include_in_schema=False, response_model=None)
    async def take_up(request: Request, form: Form, token: str) -> Response:
        try:
            _not_too_often(limiter, request, "")
            join = partial(team.join, token, form.get("password", ""), form.get("code", ""))
            session, codes = await run_in_threadpool(join)
        except Refusal as refusal:
            return await run_in_threadpool(_invitation, team, token, str(refusal), _status(refusal))
        return _with_session(HTMLResponse(drawing.before("joined.html.j2", codes=codes)), session)


def _invitation(team: Team, token: str, sentence: str, status: int) -> HTMLResponse:
    try:
        invited = team.invitation(token)
    except NoInvitation:
        return HTMLResponse(drawing.nothing(), 404)
    address = address_of(invited.secret, invited.person.name)
    told = drawing.before("invitation.html.j2", invited=invited, address=address, token=token, sentence=sentence)
    return HTMLResponse(told, status)


def _not_too_often(limiter: MovingWindowRateLimiter, request: Request, name: str) -> None:
    address = request.client.host if request.client else ""
    if not (limiter.hit(BY_ADDRESS, "from", address) and (not name or limiter.hit(BY_NAME, "as", name))):
        raise Crowded


def _status(refusal: Refusal) -> int:
    return 429 if isinstance(refusal, Crowded) else 422


def _with_session(answer: Response, token: str) -> Response:
    held = int(ABSOLUTE.total_seconds())
    answer.set_cookie(COOKIE, token, max_age=held, path="/", secure=True, httponly=True, samesite="strict")
    return answer
