"""Signing in, without a browser: what is set up, who is let in and for how long, and that nothing of a page
is shown before."""

import getpass
import math
import os
from pathlib import Path
from typing import Any

import httpx
import pytest
import streamlit as st
from hypothesis import given
from hypothesis import strategies as some
from streamlit import config
from streamlit.testing.v1 import AppTest

from pages.shared.frame.signing_in import door, provider, screens, set_up, times
from pages.shared.frame.signing_in.set_up import NotSetUp, SetUp
from pages.shared.frame.signing_in.times import time_over
from tests.pages.seen import ROOT, markup

PROVIDER = "https://login.example.org/.well-known/openid-configuration"
AUTH = {
    "redirect_uri": "http://localhost:8501/oauth2callback",
    "cookie_secret": "0123456789abcdef0123456789abcdef",
    "client_id": "dashboard",
    "client_secret": "not a real one",
    "server_metadata_url": PROVIDER,
}
TENANT = "0a1b2c3d-0000-4000-8000-00000000000f"
ENTRA = "https://login.microsoftonline.com/{}/v2.0/.well-known/openid-configuration"
NOON = 1_750_000_000.0
MINUTE, HOUR = 60, 3600
get_option = config.get_option
EVERY_PAGE = [
    "dashboard.py",
    *sorted(path.relative_to(ROOT).as_posix() for path in (ROOT / "pages").glob("*.py")),
]


class Clock:
    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> float:
        return self.now


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still, nobody who has been here before, and a provider who answers."""
    for module, name in ((times, "_last_used"), (times, "_signed_out"), (screens, "_sent")):
        monkeypatch.setattr(module, name, {})
    monkeypatch.setattr(set_up, "_ever_set_up", [])
    monkeypatch.setattr(provider, "provider_trouble", lambda found: None)
    monkeypatch.delenv("IEO_OFFICER", raising=False)
    ours = Clock()
    monkeypatch.setattr(times, "clock", ours)
    return ours


def claims(**others: Any) -> dict[str, Any]:
    return {
        "is_logged_in": True,
        "iss": "https://login.example.org",
        "sub": "7",
        "iat": int(NOON),
        "email": "officer@unit.example.org",
        "email_verified": True,
        **others,
    }


def opened(page: str = "dashboard.py", user: dict[str, Any] | None = None, **auth: Any) -> AppTest:
    """A page in a new tab, with a sign-in that is set up."""
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60)
    at.secrets = {"auth": {**AUTH, **auth}}
    at.user = user or {}
    return at.switch_page(page).run()


def assert_closed(at: AppTest) -> None:
    """Nothing of any page: one heading, no links to the pages, and no button but those of signing in."""
    assert not at.exception
    assert [t.value for t in at.title] in (["Sign in"], ["No access"])
    assert {b.label for b in at.button} <= {"Sign in", "Sign out", "Try again"}
    assert (
        not at.get("page_link") and not at.file_uploader and not at.selectbox and not at.get("bidi_component")
    )
    assert "held" not in at.session_state


def assert_open(at: AppTest) -> None:
    assert not at.exception and not at.error
    assert "Sign in" not in {t.value for t in at.title} and at.get("page_link")


def button(at: AppTest, label: str) -> Any:
    return next(b for b in at.button if b.label == label)


def said(at: AppTest) -> str:
    return markup(at) + " ".join(e.value for e in at.error)


# Whether the pages are open


def test_without_an_auth_section_nothing_changes(app: AppTest) -> None:
    assert_open(app)
    assert "Sign out" not in {b.label for b in app.button}


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_nobody_sees_a_page_without_signing_in(page: str) -> None:
    at = opened(page)
    assert_closed(at)
    assert [b.label for b in at.button] == ["Sign in"]


@pytest.mark.parametrize("page", EVERY_PAGE)
def test_whoever_signed_in_sees_every_page(page: str) -> None:
    at = opened(page, claims())
    assert_open(at)
    # A screen that is shared with the group names nobody: one leaves the meeting first.
    alone = "Leave the meeting" in {link.proto.label for link in at.get("page_link")}
    assert alone if page.endswith("meeting.py") else "Sign out" in {b.label for b in at.button}


@pytest.mark.parametrize("told", ["True", 1, None, "yes", False])
def test_only_a_plain_yes_is_signed_in(told: object) -> None:
    assert_closed(opened(user=claims(is_logged_in=told)))


@pytest.mark.parametrize("name", [*AUTH])
def test_a_sign_in_that_is_set_up_by_half_says_what_is_missing(name: str) -> None:
    for value in (None, "", "  ", 7):
        at = opened(user=claims(), **{name: value})
        assert_closed(at)
        assert name in said(at) and "set up" in said(at) and AUTH["client_secret"] not in said(at)


@pytest.mark.parametrize(
    ("secrets", "words"),
    [
        ({"auth": {}}, "Missing"),
        ({"auth": "yes"}, "one section"),
        ({"Auth": AUTH}, "small letters"),
        ({"auth": AUTH | {"alowed": ["a@b.c"]}}, "alowed"),
        ({"auth": AUTH | {"microsoft": {"client_id": "x"}}}, "microsoft"),
        ({"auth": AUTH | {"client_kwargs": {"allowed": ["a@b.c"]}}}, "allowed"),
        ({"auth": AUTH | {"client_kwargs": {"verify": False}}}, "verify"),
        ({"auth": AUTH | {"cookie_secret": "short"}}, "32 characters"),
        ({"auth": AUTH | {"server_metadata_url": "http://login.example.org/x"}}, "https://"),
        ({"auth": AUTH | {"server_metadata_url": "login.example.org"}}, "https://"),
        ({"auth": AUTH | {"redirect_uri": "https://dashboard.example.org/"}}, "/oauth2callback"),
        ({"auth": AUTH | {"allowed": []}}, "at least one"),
        ({"auth": AUTH | {"allowed": "a@b.c"}}, "a list"),
        ({"auth": AUTH | {"allowed": ["a@b.c", "@"]}}, "a list"),
        ({"auth": AUTH | {"allowed": ["\u212aate@unit.example.org"]}}, "plain letters"),
        ({"auth": AUTH | {"allowed": ["unit.example.org."]}}, "plain letters"),
        ({"auth": AUTH | {"server_metadata_url": "https://login.example.org/metadata"}}, "must end with"),
        ({"auth": AUTH | {"issuer": 7}}, "issuer"),
        ({"auth": AUTH | {"server_metadata_url": ENTRA.format("common")}}, "own tenant"),
        ({"auth": AUTH | {"server_metadata_url": ENTRA.format("organizations")}}, "own tenant"),
        ({"auth": AUTH | {"server_metadata_url": ENTRA.format("unit.onmicrosoft.com")}}, "own tenant"),
        ({"auth": AUTH | {"server_metadata_url": ENTRA.format(TENANT).replace("/v2.0", "")}}, "version 2.0"),
        ({"auth": AUTH | {"issuer": f"https://login.microsoftonline.com/{TENANT}/v2.0"}}, "own tenant"),
    ],
)
def test_what_is_set_up_wrongly_is_refused(secrets: dict[str, Any], words: str) -> None:
    with pytest.raises(NotSetUp, match=words):
        set_up.set_up(secrets)


def test_the_issuer_is_what_the_address_of_its_document_says() -> None:
    def issuer(**auth: str) -> str:
        found = set_up.set_up({"auth": AUTH | auth})
        assert found is not None
        return found.issuer

    assert issuer() == "https://login.example.org"
    assert issuer(issuer="https://adfs.example.org/trust") == "https://adfs.example.org/trust"
    assert (
        issuer(server_metadata_url=ENTRA.format(TENANT)) == f"https://login.microsoftonline.com/{TENANT}/v2.0"
    )


def test_other_secrets_are_no_sign_in() -> None:
    assert set_up.set_up({}) is None and set_up.set_up({"database": {"url": "x"}, "authors": ["x"]}) is None


def in_files(monkeypatch: pytest.MonkeyPatch, path: Path) -> AppTest:
    """The dashboard with its secrets in that file, and nobody signed in."""
    monkeypatch.setattr(st, "secrets", type(st.secrets)())
    monkeypatch.setattr(
        config, "get_option", lambda name: [str(path)] if name == "secrets.files" else get_option(name)
    )
    monkeypatch.setattr(st, "get_option", config.get_option)
    return AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()


@pytest.mark.parametrize(
    "content", [b"[auth\nclient_id = 7", b"\xff\xfe\x00", b'[auth]\nclient_id = "a"\nclient_id = "b"']
)
def test_a_secrets_file_that_cannot_be_read_opens_nothing(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "secrets.toml"
    path.write_bytes(content)
    at = in_files(monkeypatch, path)
    assert_closed(at)
    assert "stay closed" in said(at)


def test_a_secrets_file_that_was_asked_for_and_is_not_there_opens_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert_open(in_files(monkeypatch, tmp_path / "secrets.toml"))
    monkeypatch.setattr(set_up.config, "is_manually_set", lambda name: name == "secrets.files")
    assert_closed(in_files(monkeypatch, tmp_path / "secrets.toml"))


def test_a_secrets_file_that_goes_away_while_the_server_runs_opens_nothing() -> None:
    assert_open(opened(user=claims()))
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert_closed(at)
    assert "no longer" in said(at)


def test_an_error_that_nobody_foresaw_opens_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise RuntimeError("eyJhbGciOi.a.token")

    monkeypatch.setattr(times, "time_over", fails)
    at = opened(user=claims())
    assert_closed(at)
    assert "could not be shown" in said(at) and "eyJ" not in said(at)


# The provider


def test_a_provider_that_is_down_is_said_and_offers_no_button(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(provider, "provider_trouble", lambda found: "It does not answer.")
    at = opened()
    assert_closed(at)
    assert [e.value for e in at.error] == ["It does not answer."] and [b.label for b in at.button] == [
        "Try again"
    ]


FOUND = SetUp(PROVIDER, "https://login.example.org", AUTH["redirect_uri"], None)
WHOLE = {
    "issuer": "https://login.example.org",
    "authorization_endpoint": "x",
    "token_endpoint": "x",
    "jwks_uri": "https://login.example.org/keys",
}


@pytest.mark.parametrize(
    ("document", "keys", "fine"),
    [
        (WHOLE, {"keys": [{"kid": "1"}]}, True),
        (WHOLE | {"issuer": "https://login.example.org/"}, {"keys": [{"kid": "1"}]}, False),
        (WHOLE, {"keys": []}, False),
        (WHOLE, {}, False),
        (WHOLE, 503, False),
        (WHOLE | {"token_endpoint": None}, {"keys": [{}]}, False),
        ({"jwks_uri": 7}, {"keys": [{}]}, False),
        ([], {"keys": [{}]}, False),
        ("<html>Maintenance</html>", {}, False),
        (500, {}, False),
        (httpx.ConnectTimeout("x"), {}, False),
        (httpx.ConnectError("x"), {}, False),
    ],
)
def test_a_provider_answers_as_it_should(
    document: Any, keys: Any, fine: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.path)
        said = keys if request.url.path == "/keys" else document
        if isinstance(said, Exception):
            raise said
        return (
            httpx.Response(said)
            if isinstance(said, int)
            else httpx.Response(200, text=said)
            if isinstance(said, str)
            else httpx.Response(200, json=said)
        )

    monkeypatch.undo()  # the provider who always answers
    client = httpx.Client
    monkeypatch.setattr(
        httpx, "Client", lambda timeout: client(transport=httpx.MockTransport(answer), timeout=timeout)
    )
    provider.forget()
    try:
        assert (provider.provider_trouble(FOUND) is None) == fine
        first = len(asked)
        assert (provider.provider_trouble(FOUND) is None) == fine and len(asked) == first
        provider.forget()
        provider.provider_trouble(FOUND)
        assert len(asked) == 2 * first
    finally:
        provider.forget()


# For how long


def test_thirty_minutes_without_use_and_ten_hours_in_all(clock: Clock) -> None:
    at = opened(user=claims())
    for _ in range(20):  # 20 × 29 minutes are 9 h 40 min
        clock.now += 29 * MINUTE
        assert_open(at.run())
    clock.now += 19 * MINUTE
    assert_open(at.run())
    clock.now += 1 * MINUTE
    assert_closed(at.run())
    assert "10 hours after" in said(at)


def test_who_was_away_is_signed_out_in_every_tab_and_nothing_stays_loaded(clock: Clock) -> None:
    at = opened(user=claims())
    at.session_state["loaded"] = ["rows about young people"]
    assert_open(at.run())
    clock.now += 30 * MINUTE
    at.run()
    assert_closed(at)
    assert "loaded" not in at.session_state
    assert "You were signed out after 30 minutes without use." in said(at)
    assert_closed(opened("pages/measure.py", claims()))  # a new tab, with the same cookie
    assert_closed(at.run())
    assert_open(opened(user=claims(iat=int(clock.now))))  # signed in again


def test_use_in_one_tab_keeps_the_other_open(clock: Clock) -> None:
    first, second = opened(user=claims()), opened(user=claims())
    for _ in range(3):
        clock.now += 20 * MINUTE
        assert_open(first.run())
    assert_open(second.run())


def test_after_a_restart_the_time_of_the_sign_in_decides(clock: Clock) -> None:
    clock.now += 29 * MINUTE
    assert_open(opened(user=claims()))
    times._last_used.clear()
    clock.now += 1 * MINUTE
    at = opened(user=claims())
    assert_closed(at)
    assert "restarted" in said(at)


def test_a_sign_out_outlives_a_restart(monkeypatch: pytest.MonkeyPatch) -> None:
    button(opened(user=claims()), "Sign out").click().run()
    times._signed_out.clear()
    times._last_used.clear()
    at = opened(user=claims())
    assert_closed(at)
    assert "You have signed out." in said(at)
    assert_open(opened(user=claims(nonce="of the next")))


def test_a_sign_out_that_cannot_be_written_holds_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "a file").touch()
    at = opened(user=claims())
    monkeypatch.setenv("IEO_FOLDER", str(tmp_path / "a file"))
    times.end(claims())
    assert_closed(at.run())


def test_signing_out_ends_the_sign_in_in_every_tab() -> None:
    first, second = opened(user=claims()), opened(user=claims())
    button(first, "Sign out").click().run()
    assert first.user == {"is_logged_in": False}
    assert_closed(first.run())
    assert_closed(second.run())
    assert "You have signed out." in said(second)


@pytest.mark.parametrize("issued", [None, "", "1750000000", True, math.nan, math.inf, NOON + 301])
def test_a_sign_in_without_a_usable_time_is_none(issued: object) -> None:
    assert time_over(issued, NOON, NOON) is not None
    assert_closed(opened(user=claims(iat=issued)))


AGES = some.sampled_from([0, -300, -301, 1799, 1800, 35_999, 36_000]) | some.integers(
    -1000, 100_000
)  # seconds


@given(AGES, some.none() | AGES)
def test_in_means_younger_than_ten_hours_and_used_within_thirty_minutes(
    issued_ago: int, used_ago: int | None
) -> None:
    last = None if used_ago is None else NOON - used_ago
    unused = issued_ago if used_ago is None else used_ago
    assert (time_over(NOON - issued_ago, last, NOON) is None) == (
        unused < 1800 and -300 <= issued_ago < 36_000
    )


def test_old_sign_ins_are_forgotten(clock: Clock, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("IEO_FOLDER", str(tmp_path))
    times.note_use(claims())
    times.end(claims(sub="8"))
    (mark,) = (tmp_path / "signed out").iterdir()
    assert mark.stat().st_size == 0 and mark.stat().st_mode & 0o77 == mark.parent.stat().st_mode & 0o77 == 0
    os.utime(mark, (NOON, NOON))
    clock.now += 11 * HOUR
    times.note_use(claims(sub="9"))
    times.end(claims(sub="10"))
    assert [key[1] for key in times._last_used] == ["9"] and [key[1] for key in times._signed_out] == ["10"]
    assert not mark.exists() and len(list((tmp_path / "signed out").iterdir())) == 1


# Who


def test_who_is_not_on_the_list_is_refused_plainly() -> None:
    at = opened(user=claims(email="o@elsewhere.org", name="<b>x</b>"), allowed=["@unit.example.org"])
    assert_closed(at)
    assert "do not have access" in said(at) and "o@elsewhere.org" in said(at)
    button(at, "Sign out").click().run()
    assert at.user == {"is_logged_in": False}
    assert_open(opened(user=claims(nonce="of the next"), allowed=["Unit.Example.org"]))


def test_an_address_that_is_not_vouched_for_opens_nothing() -> None:
    for stated in (claims(email_verified=False), claims(email_verified=None)):
        at = opened(user=stated | {"name": "<b>x</b>"}, allowed=["@unit.example.org"])
        assert_closed(at)
        assert "&lt;b&gt;x&lt;/b&gt;" in said(at)


def test_a_token_of_another_issuer_opens_nothing() -> None:
    assert_closed(opened(user=claims(iss="https://login.example.org.evil.com")))
    at = opened(user=claims(iss=None))
    assert_closed(at)
    assert "somebody of another organisation" in said(at)


def who_in_a_run(user: dict[str, Any], secrets: dict[str, Any] | None = None) -> str:
    def script() -> None:
        import streamlit

        from pages.shared.frame.signing_in.door import who_is_at_work

        streamlit.text(who_is_at_work())

    at = AppTest.from_function(script)
    at.user, at.secrets = user, secrets or {}
    return at.run().text[0].value


def test_who_is_at_work(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(getpass, "getuser", lambda: "desk7")
    auth = {"auth": AUTH}
    assert who_in_a_run(claims(), auth) == "officer@unit.example.org (7)"
    assert who_in_a_run(claims(email=None, preferred_username="o@u.org"), auth) == "7 (7)"
    assert who_in_a_run(claims(email=None, name="An\nOfficer"), auth) == "An Officer (7)"
    assert who_in_a_run(claims(is_logged_in=False), auth) == "desk7"
    set_up._ever_set_up.clear()
    assert who_in_a_run(claims()) == "desk7"  # nothing was set up, so nobody vouches for that address
    monkeypatch.setenv("IEO_OFFICER", " A. Officer ")
    assert who_in_a_run({}) == "A. Officer" and door.who_is_at_work() == "A. Officer"


def test_who_never_raises(monkeypatch: pytest.MonkeyPatch) -> None:
    def nobody() -> str:
        raise KeyError("uid not found")

    monkeypatch.setattr(getpass, "getuser", nobody)
    assert door.who_is_at_work() == "not known"
    assert who_in_a_run({}, {"auth": "broken"}) == "not known"
