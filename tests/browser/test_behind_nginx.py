"""The dashboard as `.deploy` puts it on a server: Debian's nginx with TLS, below a path, and sign-in behind it."""

import os
import ssl
import subprocess
import sys
from collections.abc import Iterator
from http.client import HTTPSConnection
from pathlib import Path

import httpx
import pytest
from fake_provider import CLIENT, SECRET, Provider
from nginx_in_front import ROOT, Nginx
from playwright.sync_api import Browser, expect
from waiting import LONG

POLICY = "default-src 'none'; frame-ancestors 'none'"


@pytest.fixture(scope="module")
def alone(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    """nginx with nothing behind it: what it answers by itself."""
    one = Nginx(tmp_path_factory.mktemp("alone"), "/dashboard")
    yield one
    one.end()


@pytest.fixture
def asking(alone: Nginx) -> Iterator[httpx.Client]:
    with httpx.Client(verify=ssl.create_default_context(cafile=str(alone.certificate))) as client:
        yield client


def assert_said(answer: httpx.Response, status: int, words: str) -> None:
    assert answer.status_code == status
    assert words in answer.text and answer.headers["content-type"].startswith("text/plain")
    assert answer.headers["content-security-policy"] == POLICY
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["strict-transport-security"] == "max-age=31536000"
    assert answer.headers["server"] == "nginx"  # and not of which version


def test_a_server_that_is_away_is_said_in_a_sentence(alone: Nginx, asking: httpx.Client) -> None:
    assert_said(asking.get(f"{alone.address}/"), 503, "The dashboard does not answer at the moment.")


def test_a_file_that_is_too_large_stops_at_the_door(alone: Nginx) -> None:
    """By what it says of its size: not a byte of it is waited for."""
    line = HTTPSConnection(
        alone.address.split("/")[2], context=ssl.create_default_context(cafile=str(alone.certificate))
    )
    line.putrequest("PUT", "/dashboard/_stcore/upload_file/x/y")
    line.putheader("Content-Length", str(28 * 2**20))
    line.endheaders()
    answer = line.getresponse()
    assert_said(
        httpx.Response(answer.status, headers=answer.getheaders(), content=answer.read()),
        413,
        "larger than 25 MB",
    )
    line.close()


def test_only_its_own_path_is_answered(alone: Nginx, asking: httpx.Client) -> None:
    outside = alone.address.removesuffix("/dashboard")
    assert [asking.get(f"{outside}{path}").status_code for path in ("/", "/dashboards/x", "/etc/passwd")] == [
        404
    ] * 3
    assert asking.get(alone.address).headers["location"].endswith("/dashboard/")


def test_without_tls_there_is_only_the_way_to_it(alone: Nginx) -> None:
    answer = httpx.get(f"{alone.plain}/returns?quarter=2024")
    assert (answer.status_code, answer.headers["location"]) == (
        308,
        f"{alone.address}/returns?quarter=2024",
    )


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
def test_tls_that_is_too_old_is_refused(alone: Nginx) -> None:
    old = ssl.create_default_context(cafile=str(alone.certificate))
    old.set_ciphers("ALL:@SECLEVEL=0")
    old.minimum_version, old.maximum_version = ssl.TLSVersion.TLSv1, ssl.TLSVersion.TLSv1_1
    with pytest.raises(httpx.ConnectError, match=r"(?i)protocol|alert"):
        httpx.get(alone.address, verify=old)


def test_whoever_tries_to_sign_in_all_the_time_has_to_wait(alone: Nginx, asking: httpx.Client) -> None:
    """40 at once are let through, and two a second; what they asked for is in no log."""
    answers = [asking.get(f"{alone.address}/oauth2callback?code=secret-of-a-sign-in") for _ in range(60)]
    assert [one.status_code for one in answers[:40]] == [503] * 40
    assert_said(answers[-1], 429, "Too much was asked for at once.")
    assert "/dashboard/oauth2callback" in alone.logged() and "secret-of-a-sign-in" not in alone.logged()


def test_the_whole_way_in_behind_nginx(browser: Browser, tmp_path: Path) -> None:
    provider, nginx = Provider(), Nginx(tmp_path, "/dashboard")
    secrets = tmp_path / "secrets.toml"
    secrets.write_text(
        f'[auth]\nredirect_uri = "{nginx.address}/oauth2callback"\ncookie_secret = "{"0123456789abcdef" * 2}"\n'
        f'client_id = "{CLIENT}"\nclient_secret = "{SECRET}"\nserver_metadata_url = "{provider.discovery}"\n'
        'allowed = ["@unit.example.org"]\n',
        encoding="utf-8",
    )
    environment = {
        **os.environ,
        "IEO_FOLDER": str(tmp_path / "store"),
        "IEO_DATABASE_URL": "",
        "STREAMLIT_SECRETS_FILES": str(secrets),
        "STREAMLIT_SERVER_PORT": str(nginx.ports[0]),
    }
    with open(tmp_path / "server.log", "wb") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "pages.shared.server"], cwd=ROOT, env=environment, stdout=log, stderr=log
        )
    try:
        healthy = [sys.executable, ROOT / ".deploy" / "healthy"]
        subprocess.run([*healthy, "60"], env=environment, check=True)
        context = browser.new_context(ignore_https_errors=True)
        page = context.new_page()
        lines: list[str] = []
        page.on("websocket", lambda line: lines.append(line.url))
        page.goto(f"{nginx.address}/returns")
        page.get_by_role("link", name="Sign in").click()
        expect(page.get_by_role("heading", name="Performance framework")).to_be_visible(timeout=LONG)
        page.goto(f"{nginx.address}/definitions")
        expect(page.get_by_role("heading", name="Definitions", level=1)).to_be_visible(timeout=LONG)
        assert set(lines) == {f"{nginx.address.replace('https', 'wss')}/_stcore/stream"}
        assert all(cookie["secure"] for cookie in context.cookies())
        answer = context.request.get(f"{nginx.address}/")
        named = [one["name"].lower() for one in answer.headers_array]
        for header in ("content-security-policy", "x-content-type-options", "strict-transport-security"):
            assert named.count(header) == 1
        context.close()
        told = nginx.logged() + (tmp_path / "server.log").read_text(encoding="utf-8")
        assert not [what for what in (*provider.given, SECRET) if what in told]
    finally:
        server.terminate()
        server.wait(30)
        nginx.end()
        provider.stop()
    assert subprocess.run(healthy, env=environment, capture_output=True).returncode == 1
