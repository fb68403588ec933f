"""The gate before Streamlit, in this process and with something simple behind it: what gets through, for whom, and
with which headers."""

import asyncio
import hashlib
import json
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route, WebSocketRoute
from starlette.testclient import TestClient
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket, WebSocketDisconnect
from streamlit import auth_util
from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.runtime import Runtime
from streamlit.runtime.media_file_storage import MediaFileKind
from streamlit.runtime.memory_uploaded_file_manager import MemoryUploadedFileManager
from streamlit.runtime.uploaded_file_manager import UploadedFileRec
from streamlit.web.server.starlette.starlette_app_utils import create_signed_value

from pages.shared.frame.signing_in import provider, times
from pages.shared.frame.signing_in.identity import person
from pages.shared.frame.signing_in.roles_of_people import RoleRules
from pages.shared.frame.signing_in.set_up import SetUp
from pages.shared.server import arriving_body, cookies, gate, limits
from pages.shared.server.addresses_served import place_of
from pages.shared.server.gate import Gate
from pages.shared.server.limits import MEGABYTE, Limits, WrongLimit, limits_set
from pages.shared.server.media_owners import OwnedMedia, asking

SECRET = "0123456789abcdef0123456789abcdef"
HOME = "https://dashboard.example.org"
ISSUER = "https://login.example.org"
NOON = 1_750_000_000.0
INNER = [
    "/",
    "/returns",
    "/_stcore/host-config",
    "/_stcore/bidi-components/x.js",
    "/media/abc.csv",
    "/index.html",
]


def answer(gate: Gate, scope: Scope, receive: Receive, send: Send) -> None:
    """The gate answers in a thread of its own: where a browser test ran before, this one has a loop at work."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, gate(scope, receive, send)).result()


def claims(**others: Any) -> dict[str, Any]:
    return {
        "origin": HOME,
        "is_logged_in": True,
        "iss": ISSUER,
        "sub": "7",
        "iat": int(NOON),
        "nonce": "n",
        "email": "officer@unit.example.org",
        "email_verified": True,
        **others,
    }


def cookie(value: str, name: str = "_streamlit_user") -> dict[str, str]:
    return {"cookie": f"{name}={value}"}


def signed(what: object, secret: str = SECRET, name: str = "_streamlit_user") -> dict[str, str]:
    """The header of somebody whose cookie says that."""
    return cookie(create_signed_value(secret, name, json.dumps(what)).decode())


OFFICER = signed(claims())
FROM_HERE = {**OFFICER, "origin": HOME}


def opened(client: TestClient, headers: Any = FROM_HERE) -> Any:
    """A tab's line to the server."""
    return client.websocket_connect(f"{HOME.replace('https', 'wss')}/_stcore/stream", headers=headers)


def assert_no_tab(client: TestClient, headers: Any) -> None:
    with pytest.raises(WebSocketDisconnect), opened(client, headers):
        pass


class Behind:
    """What stands behind the gate: it notes what reached it."""

    def __init__(self) -> None:
        self.reached: list[str] = []
        self.back: Response = Response(status_code=302, headers={"location": "/"})

    def app(self) -> ASGIApp:
        async def answer(request: Request) -> Response:
            self.reached.append(request.url.path)
            await request.body()
            if request.url.path.endswith("/oauth2callback"):
                return self.back
            said = PlainTextResponse(
                "inside", headers={"Access-Control-Allow-Origin": "*", "Cache-Control": "public"}
            )
            if request.url.path.endswith("/health"):
                said.set_cookie("_streamlit_user", "x", httponly=True, max_age=30 * 24 * 3600, samesite="lax")
                said.set_cookie("_streamlit_xsrf", "y")
            return said

        async def stream(socket: WebSocket) -> None:
            self.reached.append(socket.url.path)
            await socket.accept()
            with suppress(WebSocketDisconnect):
                while True:
                    got = await socket.receive()
                    if got["type"] == "websocket.disconnect":
                        return
                    await socket.send({"type": "websocket.send", **{k: got[k] for k in got if k != "type"}})

        methods = ["GET", "HEAD", "PUT", "DELETE", "POST"]
        return Starlette(
            routes=[WebSocketRoute("/{path:path}", stream), Route("/{path:path}", answer, methods=methods)]
        )


@pytest.fixture
def behind() -> Behind:
    return Behind()


@pytest.fixture
def media() -> OwnedMedia:
    return OwnedMedia("/media")


@pytest.fixture(autouse=True)
def runtime(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> SimpleNamespace:
    """The unit's sign-in, a clock that stands still, a provider who answers, and one open tab of the officer's."""
    found = SetUp(
        f"{ISSUER}/.well-known/openid-configuration", ISSUER, f"{HOME}/oauth2callback", ("unit.example.org",)
    )
    monkeypatch.setenv("IEO_FOLDER", str(tmp_path))
    monkeypatch.setattr(gate, "read_set_up", lambda: found)
    monkeypatch.setattr(gate, "encode_provider_token", lambda name: "token")
    monkeypatch.setattr(cookies, "get_cookie_secret", lambda: SECRET)
    monkeypatch.setattr(provider, "provider_trouble", lambda found: None)
    monkeypatch.setattr(times, "clock", lambda: NOON)
    monkeypatch.setattr(times, "_last_used", {})
    monkeypatch.setattr(times, "_signed_out", {})
    tabs = {"mine": SimpleNamespace(_user_info=claims()), "hers": SimpleNamespace(_user_info=claims(sub="8"))}
    running = SimpleNamespace(
        get_app_session=tabs.get,
        uploaded_file_mgr=MemoryUploadedFileManager("/_stcore/upload_file"),
        told=[],
    )
    monkeypatch.setattr(gate, "leave_word", lambda tab, words: running.told.append((tab, words)))
    monkeypatch.setattr(Runtime, "instance", classmethod(lambda cls: running))
    return running


def client_of(
    behind: Behind, media: OwnedMedia, allowed: Limits | None = None, home: str = HOME, base: str = ""
) -> TestClient:
    place = place_of(f"{home}{base}/oauth2callback")
    one = Gate(behind.app(), place, allowed or Limits(), media, 25 * MEGABYTE)
    return TestClient(one, base_url=home, follow_redirects=False, raise_server_exceptions=True)


@pytest.fixture
def client(behind: Behind, media: OwnedMedia) -> TestClient:
    return client_of(behind, media)


def assert_sign_in(answer: Any, words: str = "") -> None:
    assert answer.status_code == 401 and "<h1>Sign in</h1>" in answer.text and words in answer.text
    assert 'href="/sign-in"' in answer.text and "inside" not in answer.text


# Who gets through


@pytest.mark.parametrize("path", INNER)
def test_nothing_without_signing_in(path: str, client: TestClient, behind: Behind) -> None:
    assert_sign_in(client.get(path))
    for method in ("POST", "PUT", "DELETE", "PATCH", "TRACE", "OPTIONS"):
        assert client.request(method, path).status_code == 405
    assert behind.reached == []


@pytest.mark.parametrize("path", [path for path in INNER if not path.startswith("/media")])
def test_whoever_signed_in_gets_through(path: str, client: TestClient, behind: Behind) -> None:
    assert client.get(path, headers=OFFICER).text == "inside"
    assert behind.reached == [path]


@pytest.mark.parametrize("path", ["/_stcore/health", "/static/js/index.js", "/favicon.png"])
def test_what_tells_of_nobody_is_open(path: str, client: TestClient) -> None:
    assert client.get(path, headers={"host": "10.0.0.7:8501"}).text == "inside"


@pytest.mark.parametrize(
    "path",
    [
        *(
            "/_stcore/metrics",
            "/_stcore/script-health-check",
            "/_stcore/agent/interact",
            "/_stcore/agent/mcp",
        ),
        *("/_stcore/agent/openapi.json", "/component/x/index.html", "/_stcore/anything", "/auth/other"),
    ],
)
def test_what_nobody_needs_is_shut(path: str, client: TestClient, behind: Behind) -> None:
    for method in ("GET", "PUT"):
        assert client.request(method, path, headers=FROM_HERE).status_code == 404
    assert client.post(path, headers=FROM_HERE).status_code == 404
    assert behind.reached == []


@pytest.mark.parametrize(
    "path",
    [
        *(
            "//",
            "//media/abc.csv",
            "/%2e%2e/_stcore/stream",
            "/%5fstcore/health",
            "/static/%2e%2e/media/abc.csv",
        ),
        *(
            "/static/../media/abc.csv",
            "/static/./x",
            "/static//x",
            "/_stcore/health%00",
            "/_stcore/health;x",
            "/a\\b",
        ),
        *("/static/..%2fmedia", "/./_stcore/stream", "http://dashboard.example.org/", "*", "/é"),
    ],
)
def test_an_address_that_is_not_plainly_written_is_refused(
    path: str, behind: Behind, media: OwnedMedia
) -> None:
    """As it comes from the line: a client would put it right first."""
    answers: list[Message] = []
    place = place_of(f"{HOME}/oauth2callback")
    scope = {
        "type": "http",
        "method": "GET",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [(b"host", b"dashboard.example.org")],
    }

    async def receive() -> Message:
        return {"type": "http.request", "body": b""}

    async def send(message: Message) -> None:
        answers.append(message)

    answer(Gate(behind.app(), place, Limits(), media, MEGABYTE), scope, receive, send)
    assert answers[0]["status"] == 400 and behind.reached == []


@pytest.mark.parametrize(
    "path", ["/_STCORE/HEALTH", "/_stcore/health/", "/STATIC/x", "/Media/abc.csv", "/_stcore/stream"]
)
def test_another_spelling_opens_nothing(path: str, client: TestClient, behind: Behind) -> None:
    assert client.get(path).status_code in (401, 404, 405) and behind.reached == []


@pytest.mark.parametrize(
    "forged",
    [
        cookie("x"),
        cookie(""),
        cookie("\xe9"),
        cookie("chunks-99999999999"),
        signed(claims(), secret="another secret of 32 characters!!"),
        signed(claims(), name="_streamlit_user_tokens"),
        {"cookie": OFFICER["cookie"][:-2] + "xx"},
        signed(claims(origin="https://dashboard.example.org.evil.com")),
        signed(claims(is_logged_in="True")),
        signed(["is_logged_in"]),
        signed(None),
        signed(claims(iat=None)),
        signed(claims(iat=int(NOON) - 36_000)),
        signed(claims(iat=int(NOON) + 301)),
        {"cookie": OFFICER["cookie"].replace("_streamlit_user", "_streamlit_user_tokens")},
    ],
)
def test_a_forged_or_old_cookie_opens_nothing(
    forged: dict[str, str], client: TestClient, behind: Behind
) -> None:
    header = forged["cookie"].encode("latin-1")
    assert_sign_in(client.get("/returns", headers={b"cookie": header}))
    assert_no_tab(client, {b"cookie": header, b"origin": HOME.encode()})
    assert behind.reached == []


@pytest.mark.parametrize(
    "other",
    [
        {"iss": "https://login.example.org.evil.com"},
        {"email": "officer@elsewhere.org"},
        {"email": "\u212aate@unit.example.org"},
        {"email_verified": False},
        {"email": "x@evil.com@unit.example.org"},
    ],
)
def test_who_has_no_access_is_told_so(other: dict[str, Any], client: TestClient, behind: Behind) -> None:
    answer = client.get("/returns", headers=signed(claims(name="<script>", **other)))
    assert answer.status_code == 403 and "do not have access" in answer.text and "<script>" not in answer.text
    assert 'href="/auth/logout"' in answer.text and behind.reached == []


def test_a_copy_of_a_cookie_opens_nothing_after_signing_out(client: TestClient, behind: Behind) -> None:
    assert client.get("/returns", headers=OFFICER).status_code == 200
    for site in ("cross-site", "same-site"):  # nobody else signs somebody out
        assert client.get("/auth/logout", headers={**OFFICER, "sec-fetch-site": site}).status_code == 403
    assert client.get("/returns", headers=OFFICER).status_code == 200
    assert client.get("/auth/logout", headers=OFFICER).status_code == 200
    behind.reached.clear()
    times._signed_out.clear()  # as after a restart
    assert_sign_in(client.get("/returns", headers=OFFICER), "You have signed out.")
    assert_no_tab(client, FROM_HERE)
    assert behind.reached == []
    assert client.get("/returns", headers=signed(claims(nonce="of the next"))).status_code == 200


def test_where_sign_outs_cannot_be_read_the_pages_stay_closed(
    client: TestClient, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    (tmp_path / "signed out").touch()  # not a folder
    answer = client.get("/returns", headers=OFFICER)
    assert answer.status_code == 503 and "stay closed" in answer.text


@pytest.mark.parametrize(
    "host", ["evil.com", "dashboard.example.org:8501", "dashboard.example.org.", "", "127.0.0.1"]
)
def test_under_another_name_nothing_is_served(host: str, client: TestClient, behind: Behind) -> None:
    assert client.get("/returns", headers={**OFFICER, "host": host}).status_code == 421
    assert client.get("/sign-in", headers={"host": host}).status_code == 421
    assert behind.reached == []


@pytest.mark.parametrize(
    "origin", ["https://evil.com", "null", "http://dashboard.example.org", f"{HOME}:444", f"{HOME}.evil.com"]
)
def test_another_site_can_neither_upload_nor_open_a_tab(
    origin: str, client: TestClient, behind: Behind
) -> None:
    for headers in ({"origin": origin}, {}):
        path = "/_stcore/upload_file/mine/f"
        assert client.put(path, content=b"x", headers={**OFFICER, **headers}).status_code == 403
        assert_no_tab(client, {**OFFICER, **headers})
    assert behind.reached == []


# Headers and cookies


@pytest.mark.parametrize("path", ["/", "/static/js/index.js", "/nothing%20here", "/_stcore/metrics"])
@pytest.mark.parametrize("cookie", [{}, OFFICER])
def test_every_answer_carries_the_headers(path: str, cookie: dict[str, str], client: TestClient) -> None:
    headers = client.get(path, headers=cookie).headers
    policy = dict(rule.split(" ", 1) for rule in headers["content-security-policy"].split("; "))
    assert policy["default-src"] == policy["base-uri"] == policy["frame-ancestors"] == "'none'"
    assert "unsafe-inline" not in policy["script-src"] and "'unsafe-eval'" not in policy["script-src"]
    assert policy["connect-src"] == "'self' wss://dashboard.example.org"
    assert headers["x-content-type-options"] == "nosniff" and headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["referrer-policy"] == "same-origin" and "camera=()" in headers["permissions-policy"]
    assert headers["strict-transport-security"] == "max-age=31536000"
    assert "access-control-allow-origin" not in headers and "server" not in headers
    kept = path.startswith("/static/")
    assert headers["cache-control"] == ("public" if kept else "no-store")


def test_on_this_machine_alone_no_promise_of_tls_is_made(behind: Behind, media: OwnedMedia) -> None:
    answer = client_of(behind, media, home="http://localhost:8501").get("/_stcore/health")
    assert "strict-transport-security" not in answer.headers and "Secure" not in answer.headers["set-cookie"]


def test_cookies_leave_short_and_guarded(client: TestClient) -> None:
    one, two = client.get("/_stcore/health").headers.get_list("set-cookie")
    assert one == "_streamlit_user=x; Max-Age=36000; Path=/; SameSite=Lax; HttpOnly; Secure"
    assert two == "_streamlit_xsrf=y; Path=/; SameSite=Strict; Secure"
    gone = cookies.as_it_leaves(
        b'_streamlit_user=""; expires=Thu, 01 Jan 1970; HttpOnly; Max-Age=0; Path=/x; domain=a', True
    )
    assert (
        gone
        == b'_streamlit_user=""; expires=Thu, 01 Jan 1970; Max-Age=0; Path=/x; SameSite=Lax; HttpOnly; Secure'
    )


# The way in


def test_the_way_to_the_provider_and_back(
    client: TestClient, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = client.get("/sign-in")
    assert (answer.status_code, answer.headers["location"]) == (303, "/auth/login?provider=token")
    assert client.get("/auth/login?provider=token").text == "inside"
    assert client.get("/oauth2callback").headers["location"] == "/"  # as after signing out at the provider
    failed = client.get("/oauth2callback?state=x&code=y").headers["location"]
    assert failed == "/?sign-in=not-complete"
    assert_sign_in(client.get(failed), "did not complete")
    behind.back.set_cookie("_streamlit_user", "", max_age=0)
    assert client.get("/oauth2callback?state=x&code=y").headers["location"] == failed
    behind.back.set_cookie("_streamlit_user", "signed", max_age=2592000)
    assert client.get("/oauth2callback?state=x&code=y").headers["location"] == "/"
    monkeypatch.setattr(provider, "provider_trouble", lambda found: "It does not answer.")
    answer = client.get("/sign-in")
    assert answer.status_code == 503 and "It does not answer." in answer.text and "Try again" in answer.text


def test_under_a_path_of_its_own(behind: Behind, media: OwnedMedia) -> None:
    client = client_of(behind, media, base="/dashboard")
    assert 'href="/dashboard/sign-in"' in client.get("/dashboard/returns").text
    assert client.get("/dashboard/sign-in").headers["location"] == "/dashboard/auth/login?provider=token"
    for path in ("/dashboard", "/dashboard/", "/dashboard/returns"):
        assert client.get(path, headers=OFFICER).status_code == 200
    for path in ("/", "/returns", "/_stcore/health", "/dashboards", "/dashboard2/returns"):
        assert client.get(path, headers=OFFICER).status_code == 400


def test_a_crowd_at_the_door_is_told_so(behind: Behind, media: OwnedMedia) -> None:
    full = Limits(way_in=asyncio.Semaphore(0))
    answer = client_of(behind, media, full).get("/sign-in")
    assert answer.status_code == 503 and "Too many people" in answer.text and behind.reached == []


# Tabs


@pytest.fixture
def tab(client: TestClient) -> Iterator[Any]:
    with opened(client) as one:
        yield one


def test_a_tab_talks_for_as_long_as_its_sign_in_counts(tab: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    tab.send_text("a")
    assert tab.receive_text() == "a"
    monkeypatch.setattr(gate, "SAY_SO", 0.0)
    times.end(claims())
    tab.send_text("b")
    with pytest.raises(WebSocketDisconnect):
        tab.receive_text()


def test_a_silent_tab_is_closed_too(
    behind: Behind, media: OwnedMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(gate, "LOOK_AGAIN", 0.01)
    monkeypatch.setattr(gate, "SAY_SO", 0.05)
    allowed = Limits()
    client = client_of(behind, media, allowed)
    with opened(client) as tab:
        assert allowed.open_tabs.total() == 1
        times.end(claims())
        with pytest.raises(WebSocketDisconnect):
            tab.receive_text()
    assert allowed.open_tabs.total() == 0


def test_a_full_server_says_so_and_lives(behind: Behind, media: OwnedMedia) -> None:
    allowed = Limits(tabs=2)
    client = client_of(behind, media, allowed)
    hers = signed(claims(sub="8"))
    with opened(client) as first, opened(client, {**hers, "origin": HOME}):
        assert_no_tab(client, FROM_HERE)
        answer = client.get("/returns", headers=OFFICER)
        assert answer.status_code == 503 and "Too many people" in answer.text
        first.send_text("still here")
        assert first.receive_text() == "still here"
    assert client.get("/returns", headers=OFFICER).status_code == 200
    found = gate.read_set_up()
    officer = found and person(claims(), found)
    assert officer is not None
    allowed.open_tabs[officer.told_apart_by] = limits.TABS_OF_PERSON
    allowed.tabs = 100
    once_more = signed(claims(iat=int(NOON) - 60, nonce="another"))  # to sign in again gives no more of them
    for headers in (OFFICER, once_more):
        assert "too many tabs" in client.get("/returns", headers=headers).text
    assert client.get("/returns", headers=hers).status_code == 200


# What a tab says


def said(**one: Any) -> bytes:
    return BackMsg(**one).SerializeToString()


def asks_to(**one: Any) -> bytes:
    return said(backend_operation_request=one)


def file_of(name: str) -> bytes:
    return asks_to(deferred_file={"file_id": name})


def test_a_tab_says_only_what_a_page_needs(client: TestClient, runtime: SimpleNamespace) -> None:
    """Nobody has the server forget what is kept for all, or makes the file of somebody else's button."""
    runtime.media_file_mgr = SimpleNamespace(
        _deferred_callables={"my file": {"session_id": "mine"}, "her file": {"session_id": "hers"}}
    )
    draws, own, gone = said(rerun_script={"page_name": "x"}), file_of("my file"), file_of("gone")
    refused = [
        *(said(clear_cache=True), said(set_run_on_save=True), said(load_git_info=True), said(), b"\xff"),
        *(said(debug_shutdown_runtime=True), said(debug_disconnect_websocket=True)),
        *(asks_to(install_skills={}), asks_to(), file_of("her file")),
    ]
    with opened(client) as tab:
        for one in (*refused, draws, own, *refused, gone):
            tab.send_bytes(one)
        assert [tab.receive_bytes() for _ in range(3)] == [draws, own, gone]


# Uploads and downloads


def put(client: TestClient, session: str, content: Any = b"x", **headers: str) -> int:
    return client.put(
        f"/_stcore/upload_file/{session}/f",
        content=content,
        headers={**FROM_HERE, **headers},
    ).status_code


def test_an_upload_into_one_s_own_tab_only(client: TestClient, behind: Behind) -> None:
    path = "/_stcore/upload_file/mine/f"
    assert_sign_in(client.put(path, content=b"x", headers={"origin": HOME}))
    assert put(client, "hers") == put(client, "another") == 403 and behind.reached == []
    assert put(client, "mine") == 200
    assert client.delete(path, headers=FROM_HERE).status_code == 200
    assert client.delete(path.replace("mine", "hers"), headers=FROM_HERE).status_code == 403
    times.end(claims())
    assert put(client, "mine") == 401 and behind.reached == [path, path]


def test_only_an_officer_drops_files(
    client: TestClient, behind: Behind, monkeypatch: pytest.MonkeyPatch
) -> None:
    found, address = gate.read_set_up(), claims()["email"]
    for role, status in (("reader", 403), ("approver", 403), ("officer", 200)):
        rules = RoleRules({role: (address,)})
        monkeypatch.setattr(
            gate, "read_set_up", lambda rules=rules: replace(found, allowed=None, roles=rules)
        )
        assert put(client, "mine") == status
    assert len(behind.reached) == 1


def test_uploads_have_a_size_and_a_limit(
    behind: Behind, media: OwnedMedia, runtime: SimpleNamespace, monkeypatch: pytest.MonkeyPatch
) -> None:
    allowed = Limits(upload_bytes=3 * MEGABYTE)
    client = client_of(behind, media, allowed)
    assert put(client, "mine", iter([b"x"])) == 411  # in pieces, of any number
    assert put(client, "mine", b"x", **{"content-length": "27262977"}) == 413
    monkeypatch.setattr(limits, "UPLOADS_OF_SESSION", 2 * MEGABYTE)
    held = runtime.uploaded_file_mgr
    held.add_file("mine", UploadedFileRec("a", "a.xlsx", "", b"x" * MEGABYTE))
    assert put(client, "mine", b"x" * MEGABYTE) == 200
    assert put(client, "mine", b"x" * (MEGABYTE + 1)) == 503
    assert (
        runtime.told[0][0] is runtime.get_app_session("mine") and "too large together" in runtime.told[0][1]
    )
    held.add_file("hers", UploadedFileRec("b", "b.xlsx", "", b"x" * (MEGABYTE + 1)))
    assert put(client, "mine", b"x" * MEGABYTE) == 503  # all together
    held.remove_session_files("hers")
    assert put(client, "mine", b"x" * MEGABYTE) == 200
    assert not allowed._arriving


@pytest.mark.parametrize("limit", ["PIECE_SECONDS", "BODY_SECONDS"])
def test_a_body_that_hardly_arrives_is_broken_off(
    limit: str, behind: Behind, media: OwnedMedia, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(arriving_body, limit, 0.01)
    answers: list[Message] = []
    allowed = Limits()
    path = "/_stcore/upload_file/mine/f"
    scope = {
        "type": "http",
        "method": "PUT",
        "path": path,
        "raw_path": path.encode(),
        "query_string": b"",
        "headers": [
            (b"host", b"dashboard.example.org"),
            (b"content-length", b"5"),
            *((name.encode(), value.encode()) for name, value in FROM_HERE.items()),
        ],
    }

    async def receive() -> Message:
        await asyncio.sleep(60)
        raise AssertionError

    async def send(message: Message) -> None:
        answers.append(message)

    place = place_of(f"{HOME}/oauth2callback")
    answer(Gate(behind.app(), place, allowed, media, MEGABYTE), scope, receive, send)
    assert [answer["status"] for answer in answers if "status" in answer] == [408]
    assert not allowed._arriving


def test_a_download_is_its_own_sign_in_s(client: TestClient, media: OwnedMedia, behind: Behind) -> None:
    asking.set(times.sign_in_of(claims()))
    file_id = media.load_and_get_id(b"figures", "text/csv", MediaFileKind.DOWNLOADABLE, "a.csv")
    path = f"/media/{file_id}.csv"
    assert client.get(path, headers=OFFICER).text == "inside"
    assert client.get(path, headers=signed(claims(sub="8"))).status_code == 404
    assert client.get(path, headers=signed(claims(nonce="of the next"))).status_code == 404
    assert_sign_in(client.get(path))
    media.delete_file(file_id)
    assert client.get(path, headers=OFFICER).status_code == 404
    assert behind.reached == [path]


def test_limits_are_set_by_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    assert (limits_set().tabs, limits_set().upload_bytes) == (100, 1000 * MEGABYTE)
    monkeypatch.setenv("IEO_SESSIONS", "7")
    assert limits_set().tabs == 7
    for wrong in ("0", "-1", "1.5", "many", "²", "1000000"):
        monkeypatch.setenv("IEO_UPLOADS_MB", wrong)
        with pytest.raises(WrongLimit, match="IEO_UPLOADS_MB"):
            limits_set()


def test_the_cookie_is_read_as_streamlit_reads_it() -> None:
    """In pieces too, where the claims are many."""
    kept: dict[str, str] = {}
    many = claims(roles=[hashlib.sha512(bytes([n])).hexdigest() for n in range(60)])
    auth_util.set_cookie_with_chunks(
        lambda name, value: kept.update({name: create_signed_value(SECRET, name, value).decode()}),
        lambda name, value: create_signed_value(SECRET, name, value),
        "_streamlit_user",
        many,
        cookie_attr_size=60,
    )
    assert len(kept) > 1 and cookies.signed_in_claims(kept, HOME) == many
    del kept["_streamlit_user_1"]
    assert cookies.signed_in_claims(kept, HOME) is None
