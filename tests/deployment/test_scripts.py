"""The scripts of `.deploy` that need no server of their own. All of it, in a bare Debian: `in_bare_debian.py`."""

import os
import subprocess
import tomllib
from pathlib import Path
from typing import Any

import pytest

from ieo_metrics.framework.roles import Role
from ieo_metrics.store.database.opening import open_store
from pages.shared.frame.signing_in.roles_of_people import role_of_person
from pages.shared.frame.signing_in.set_up import set_up

ROOT = Path(__file__).resolve().parents[2]
DEPLOY = ROOT / ".deploy"
SHELL = sorted(
    path
    for path in DEPLOY.iterdir()
    if path.is_file() and path.read_text(encoding="utf-8").startswith("#!/usr/bin/env bash")
)


@pytest.mark.parametrize("script", SHELL, ids=lambda path: path.name)
def test_each_script_can_be_read_and_run_and_stops_at_the_first_error(script: Path) -> None:
    assert subprocess.run(["bash", "-n", script], capture_output=True).returncode == 0
    assert os.access(script, os.X_OK)
    words = script.read_text(encoding="utf-8").splitlines()
    assert next(line for line in words if not line.startswith("#")) == "set -euo pipefail"


def run(script: str, environment: dict[str, str], *arguments: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [DEPLOY / script, *map(str, arguments)], env=environment, capture_output=True, text=True, timeout=300
    )


@pytest.fixture(scope="module")
def backed_up(
    tmp_path_factory: pytest.TempPathFactory,
) -> tuple[dict[str, str], subprocess.CompletedProcess[str]]:
    """A store beside older backups, with nothing else set, and what a backup of it said."""
    folder = tmp_path_factory.mktemp("deployed") / "store"
    open_store(folder=folder).engine.dispose()
    backups = folder / "backups"
    backups.mkdir()
    for name in ("nightly 2001-01-01 000000", "nightly 2001-01-02 000000", "2001-01-01 000000"):
        (backups / f"{name}.backup").touch()
    ours = {name: value for name, value in os.environ.items() if not name.startswith("IEO_")}
    environment = {**ours, "IEO_FOLDER": str(folder), "IEO_BACKUPS_KEPT": "2"}
    return environment, run("backup", environment)


def test_a_backup_is_tried_at_once_and_the_newest_stay(backed_up: Any) -> None:
    environment, done = backed_up
    assert done.returncode == 0 and "Everything stored is as it was saved." in done.stdout
    backups = sorted((Path(environment["IEO_FOLDER"]) / "backups").iterdir())
    assert [path.name for path in backups[:2]] == [
        "2001-01-01 000000.backup",
        "nightly 2001-01-02 000000.backup",
    ]
    assert len(backups) == 3 and backups[2].stat().st_mode & 0o777 == 0o600


def test_the_drill_fails_with_another_key(backed_up: Any, tmp_path: Path) -> None:
    (tmp_path / "key").write_text("ab" * 32, encoding="ascii")
    done = run("restore-drill", {**backed_up[0], "CREDENTIALS_DIRECTORY": str(tmp_path)})
    assert done.returncode == 1 and "contains a different one" in done.stdout


def test_the_drill_fails_with_a_damaged_backup(backed_up: Any, tmp_path: Path) -> None:
    damaged = tmp_path / "damaged.backup"
    damaged.write_bytes(b"no backup")
    done = run("restore-drill", backed_up[0], damaged)
    assert done.returncode == 1 and "damaged.backup" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "address",
    ["http://unit.example", "https://unit.example/a b", "https://unit.example;return 200", "https://", ""],
)
def test_nothing_but_a_plain_address_gets_into_nginx_s_site(address: str) -> None:
    done = run("nginx-site", dict(os.environ), address, "/tls.pem", "/tls.key")
    assert done.returncode == 2 and done.stdout == ""


@pytest.mark.parametrize("server", ["127.0.0.1", "127.0.0.1:8501;return 200", "127.0.0.1:8501 b c:1"])
def test_nothing_but_plain_places_of_servers_get_into_nginx_s_site(server: str) -> None:
    call = ("https://unit.example", "/tls.pem", "/tls.key")
    done = run("nginx-site", {**os.environ, "SERVER": server}, *call)
    assert done.returncode == 2 and done.stdout == ""


def test_one_process_needs_no_cookie_and_several_do() -> None:
    call = ("https://unit.example/path", "/tls.pem", "/tls.key")
    one = run("nginx-site", {**os.environ, "SERVER": "127.0.0.1:8501"}, *call).stdout
    two = run("nginx-site", {**os.environ, "SERVER": "127.0.0.1:8501 127.0.0.1:8502"}, *call).stdout
    assert "dashboard_process=" not in one and one.count("server 127.0.0.1:8501;") == 1
    assert two.count('dashboard_process=0; Path=/path/; HttpOnly; Secure; SameSite=Lax"') == 1
    assert "upstream dashboard_1 { server 127.0.0.1:8502; server 127.0.0.1:8501 backup; }" in two


def test_a_further_process_is_guarded_as_the_first_and_ends_with_it(tmp_path: Path) -> None:
    """`units`, with a folder of ours in the place of systemd's and nothing to reload."""
    script = (DEPLOY / "units").read_text(encoding="utf-8")
    ours = tmp_path / "units"
    ours.write_text(
        script.replace("/etc/systemd/system", str(tmp_path)).replace("systemctl daemon-reload\n", ""),
        encoding="utf-8",
    )
    subprocess.run(["bash", ours, ROOT], check=True)
    first = (tmp_path / "dashboard.service").read_text(encoding="utf-8").splitlines()
    further = (tmp_path / "dashboard@.service").read_text(encoding="utf-8").splitlines()
    at_port = "/usr/bin/env STREAMLIT_SERVER_PORT=%i "
    assert [line.replace(at_port, "") for line in further if line not in first] == [
        "PartOf=dashboard.service",
        *(line for line in first if line.startswith("Exec")),
        "WantedBy=dashboard.service",
    ]


PROVIDER = "https://login.example.org/.well-known/openid-configuration"


def secrets_file(*officers: str, secret: str = "a secret", **others: str) -> subprocess.CompletedProcess[str]:
    call = [DEPLOY / "secrets-file", "https://unit.example/path", PROVIDER, "client", *officers]
    return subprocess.run(
        call, env={**os.environ, **others}, input=secret, capture_output=True, text=True, timeout=60
    )


def test_a_server_is_set_up_with_who_has_which_role() -> None:
    done = secrets_file(
        "one@unit.example", "two@unit.example", APPROVERS="three@unit.example", READERS="@board.example"
    )
    found = set_up(tomllib.loads(done.stdout))
    assert found is not None and found.comes_back == "https://unit.example/path/oauth2callback"

    def role(address: str) -> object:
        given = role_of_person(found.roles, {}, address)
        return given.name if isinstance(given, Role) else ""

    people = (
        "one@unit.example",
        "two@unit.example",
        "three@unit.example",
        "x@board.example",
        "x@unit.example",
    )
    assert [role(one) for one in people] == ["officer", "officer", "approver", "reader", ""]
    assert "a secret" not in done.stderr


def test_officers_alone_are_enough() -> None:
    said = tomllib.loads(secrets_file("one@unit.example").stdout)["auth"]
    assert said["officers"] == ["one@unit.example"] and said["client_secret"] == "a secret"
    assert not {"allowed", "approvers", "readers"} & said.keys()


@pytest.mark.parametrize(
    ("officer", "others"),
    [('x"]', {}), ("one@unit.example", {"READERS": "a@b@c"}), ("one@unit.example", {"secret": "it's"})],
)
def test_nothing_else_gets_into_the_secrets_file(officer: str, others: dict[str, str]) -> None:
    done = secrets_file(officer, **others)
    assert done.returncode == 2 and done.stdout == ""
