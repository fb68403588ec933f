"""The gate before Streamlit: who did not sign in gets the plain sign-in page and nothing else: no session, no
upload, no download."""

import asyncio
import logging
from collections.abc import Iterator, MutableMapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from starlette.requests import ClientDisconnect, HTTPConnection, Request
from starlette.responses import RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit.auth_util import encode_provider_token
from streamlit.runtime import Runtime
from streamlit.web.server.starlette.starlette_server_config import USER_COOKIE_NAME

from ieo_metrics.framework.roles import CHANGE, OFFICER, Role
from pages.shared.frame.signing_in import provider, times
from pages.shared.frame.signing_in.identity import person, role_by
from pages.shared.frame.signing_in.set_up import NotSetUp, SetUp, read_set_up
from pages.shared.frame.word_to_tab import leave_word
from pages.shared.server import addresses_served as at
from pages.shared.server.addresses_served import Address, Kind, Place
from pages.shared.server.arriving_body import ArrivingBody
from pages.shared.server.cookies import signed_in_claims
from pages.shared.server.headers import AnswerHeaders
from pages.shared.server.limits import MEGABYTE, Full, Limits
from pages.shared.server.media_owners import OwnedMedia, asking
from pages.shared.server.plain_pages import NOT_COMPLETE, WELCOME, plain_page
from pages.shared.server.said_by_tab import may_say

LOOK_AGAIN = 60.0  # seconds, after which an open tab is asked again whether its sign-in still counts
SAY_SO = 120.0  # seconds, within which the page of a sign-in that is over says so by itself
NOT_COMPLETE_ASKED = "sign-in=not-complete"
Claims = dict[str, Any]


@dataclass
class Refusal(Exception):
    """Why somebody is not let in, as the plain page that says so."""

    status: int
    title: str
    why: str = ""
    words: str = ""
    way: tuple[str, str] | None = None


class Gate:
    """An ASGI application around Streamlit's."""

    def __init__(
        self, app: ASGIApp, place: Place, limits: Limits, media: OwnedMedia, upload_limit: int
    ) -> None:
        """`upload_limit`: bytes of one file."""
        self._app, self._place, self._limits, self._media = app, place, limits, media
        self._largest_body = upload_limit + MEGABYTE  # what a browser puts around a file
        self._headers = AnswerHeaders(place)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._app(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._open_tab(scope, receive, send)
        else:
            await self._answer(scope, receive, send)

    # Who is there

    def _admitted(self, connection: HTTPConnection) -> Claims:
        """The claims of whoever may be here. Raises Refusal."""
        found = _set_up()
        claims = signed_in_claims(connection.cookies, self._place.origin)
        if claims is None:
            raise self._sign_in_page(connection)
        try:
            over = times.why_out(claims)
        except OSError as trouble:
            logging.getLogger("ieo_metrics").error("Sign-outs cannot be read: %s", type(trouble).__name__)
            words = "The dashboard cannot tell who has signed out, so its pages stay closed."
            raise Refusal(503, "Sign in", words) from None
        if over:
            raise self._sign_in_page(connection, over)
        if isinstance(why := role_by(claims, found), str):
            raise self._no_access(claims, found, why)
        return claims

    def _sign_in_page(self, connection: HTTPConnection, why: str = "") -> Refusal:
        if not why and connection.scope["query_string"] == NOT_COMPLETE_ASKED.encode():
            why = NOT_COMPLETE
        return Refusal(401, "Sign in", why, WELCOME, ("Sign in", self._place.base + at.SIGN_IN))

    def _no_access(self, claims: Claims, found: SetUp, why: str) -> Refusal:
        somebody = person(claims, found)
        shown = somebody.shown if somebody else "somebody of another organisation"
        words = f"You are signed in as {shown}, but {why} Please tell the person who runs it."
        return Refusal(403, "No access", "", words, ("Sign out", self._place.base + at.SIGN_OUT))

    # Pages, uploads and downloads

    async def _answer(self, scope: Scope, receive: Receive, send: Send) -> None:
        request = Request(scope)
        found = at.address_of(scope.get("raw_path", b""), self._place.base)
        kind = found[1].kind if found else Kind.SHUT

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                message["headers"] = self._headers.put(message.get("headers", []), kind)
            await send(message)

        try:
            if found is None:
                raise Refusal(400, "Not found", "There is no such page.")
            await self._let_through(found[0], found[1], request, receive, send_with_headers)
        except Refusal as refusal:
            page = plain_page(refusal.title, why=refusal.why, words=refusal.words, way=refusal.way)
            # The body of a request that was refused is not read, so its line cannot be used again.
            ends = {"connection": "close"} if request.method not in ("GET", "HEAD") else {}
            answer = Response(page, refusal.status, ends, "text/html")
            await answer(scope, receive, send_with_headers)

    async def _let_through(
        self, path: str, address: Address, request: Request, receive: Receive, send: Send
    ) -> None:
        """Raises Refusal."""
        kind, scope = address.kind, request.scope
        if kind is Kind.SHUT:
            raise Refusal(404, "Not found", "There is no such page.")
        if request.method not in address.methods:
            raise Refusal(405, "Not possible", "This cannot be done here.")
        if kind is Kind.OPEN:
            await self._app(scope, receive, send)
            return
        self._check_where_from(request)
        if kind is Kind.WAY_IN:
            await self._way_in(path, request, receive, send)
            return
        claims = self._admitted(request)
        if kind is Kind.UPLOAD:
            await self._upload(path, claims, request, receive, send)
            return
        if kind is Kind.MEDIA and not self._media.belongs(path.rpartition("/")[2], times.sign_in_of(claims)):
            raise Refusal(404, "Not found", "This file is no longer there. Please download it again.")
        if kind is Kind.PAGE:
            with _full_in_words():
                self._limits.check_tab(_whose(claims))
        await self._app(scope, receive, send)

    def _check_where_from(self, connection: HTTPConnection) -> None:
        """Only under its own name, and what changes something only from its own pages. Raises Refusal."""
        if connection.headers.getlist("host") != [self._place.netloc]:
            raise Refusal(421, "Not found", "This dashboard has another address.")
        changes = connection.scope["type"] == "websocket" or connection.scope["method"] not in ("GET", "HEAD")
        if changes and connection.headers.getlist("origin") != [self._place.origin]:
            raise Refusal(403, "Not possible", "This was asked for by another site.")

    async def _upload(
        self, path: str, claims: Claims, request: Request, receive: Receive, send: Send
    ) -> None:
        """Raises Refusal."""
        session_id = path.split("/")[3]
        session = Runtime.instance().get_app_session(session_id)
        # Streamlit asks only whether there is such a session, not whose it is.
        if session is None or times.sign_in_of(session._user_info) != times.sign_in_of(claims):
            raise Refusal(403, "Not possible", "This tab is no longer open. Please load the page again.")
        role = role_by(claims, _set_up())
        if not isinstance(role, Role) or CHANGE not in role.may:
            raise Refusal(403, "Not possible", f"Files are for the {OFFICER.name} to drop.")
        if request.method == "DELETE":
            await self._app(request.scope, receive, send)
            return
        said = request.headers.get("content-length", "")
        if not (said.isascii() and said.isdigit() and len(said) <= 12):
            raise Refusal(411, "Not possible", "The size of the file is not said.")
        if int(said) > self._largest_body:
            raise Refusal(413, "Not possible", "The file is too large.")
        body = ArrivingBody(receive)
        try:
            with self._limits.upload(session_id, int(said)), suppress(ClientDisconnect):
                await self._app(request.scope, body.next_piece, body.unless_broken_off(send))
            if body.is_broken_off:
                raise Refusal(408, "Not possible", "A file arrived too slowly. Please drop it again.")
        except Full as full:
            leave_word(session, f"A file was not taken. {full}")
            raise Refusal(503, "The dashboard is full", str(full)) from None

    # To the provider and back

    async def _way_in(self, path: str, request: Request, receive: Receive, send: Send) -> None:
        """Raises Refusal."""
        if self._limits.way_in.locked():
            raise Refusal(
                503, "Sign in", "Too many people are signing in at the moment. Please try again soon."
            )
        async with self._limits.way_in:
            if path == at.SIGN_IN:
                await (await self._to_provider())(request.scope, receive, send)
                return
            if path == at.SIGN_OUT:
                if request.headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
                    raise Refusal(403, "Not possible", "This was asked for by another site.")
                claims = signed_in_claims(request.cookies, self._place.origin)
                if claims is not None:
                    times.end(claims)
            came_back = path == at.BACK and bool(request.query_params.keys() & {"state", "error"})
            await self._app(request.scope, receive, self._saying_failed(send) if came_back else send)

    async def _to_provider(self) -> Response:
        """Raises Refusal."""
        if trouble := await asyncio.to_thread(provider.provider_trouble, _set_up()):
            raise Refusal(503, "Sign in", trouble, "", ("Try again", self._place.base + at.SIGN_IN))
        token = encode_provider_token("default")
        return RedirectResponse(f"{self._place.base}{at.TO_PROVIDER}?provider={token}", 303)

    def _saying_failed(self, send: Send) -> Send:
        """Streamlit leads back to the first page without a word, whether the sign-in succeeded or not."""
        signed = f"{USER_COOKIE_NAME}=".encode()

        async def send_and_say(message: Message) -> None:
            if message["type"] == "http.response.start" and 300 <= message["status"] < 400:
                headers = list(message["headers"])
                new = [v for n, v in headers if n.lower() == b"set-cookie" and v.startswith(signed)]
                if not any(b"max-age=0" not in value.lower() for value in new):
                    where = f"{self._place.base}/?{NOT_COMPLETE_ASKED}".encode()
                    message["headers"] = [(n, where if n.lower() == b"location" else v) for n, v in headers]
            await send(message)

        return send_and_say

    # Tabs

    async def _open_tab(self, scope: Scope, receive: Receive, send: Send) -> None:
        """A tab's line to the server, for as long as its sign-in counts."""
        connection = HTTPConnection(scope)
        found = at.address_of(scope.get("raw_path", b""), self._place.base)
        try:
            if found is None or found[1].kind is not Kind.STREAM:
                raise Refusal(404, "Not found")
            self._check_where_from(connection)
            claims = self._admitted(connection)
            sign_in = times.sign_in_of(claims)
            with _full_in_words(), self._limits.tab(_whose(claims)):
                asking.set(sign_in)
                await self._app(scope, _while_it_counts(receive, claims), send)
                with suppress(RuntimeError):  # it may have been closed already
                    await send({"type": "websocket.close", "code": 1008})
        except Refusal:
            await receive()
            await send({"type": "websocket.close", "code": 1008})


def _set_up() -> SetUp:
    """Raises Refusal."""
    try:
        if found := read_set_up():
            return found
        raise NotSetUp("There is no section [auth] in the secrets file.")
    except NotSetUp as trouble:
        why = f"Sign-in is not fully set up on this dashboard, so its pages stay closed. {trouble}"
        raise Refusal(503, "Sign in", why) from None


def _whose(claims: Claims) -> str:
    """What tells somebody who was let in from everybody else, however often they sign in. Raises Refusal."""
    somebody = person(claims, _set_up())
    return somebody.told_apart_by if somebody else ""


@contextmanager
def _full_in_words() -> Iterator[None]:
    """Where there is no room, the plain page says so."""
    try:
        yield
    except Full as full:
        raise Refusal(503, "The dashboard is full", str(full)) from None


def _while_it_counts(receive: Receive, claims: Claims) -> Receive:
    """What a tab may say, until its sign-in has been over for as long as a page takes to say so."""
    sign_in = times.sign_in_of(claims)
    waiting: asyncio.Task[MutableMapping[str, Any]] | None = None
    over_since: float | None = None

    async def next_message() -> Message:
        nonlocal waiting, over_since
        now = asyncio.get_running_loop().time
        while True:
            waiting = waiting or asyncio.ensure_future(receive())
            done, _ = await asyncio.wait({waiting}, timeout=LOOK_AGAIN)
            over_since = (over_since or now()) if _is_over(claims) else None
            if over_since is not None and now() - over_since >= SAY_SO:
                waiting.cancel()
                return {"type": "websocket.disconnect", "code": 1008}
            if done:
                message, waiting = waiting.result(), None
                said = message.get("bytes")
                if said is None or may_say(said, sign_in):
                    return message

    return next_message


def _is_over(claims: Claims) -> bool:
    try:
        return times.why_out(claims) is not None
    except OSError:  # then nobody can be told to be in
        return True
