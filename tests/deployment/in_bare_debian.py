"""The whole of `.deploy` in a bare Debian, by hand and as root (some fifteen minutes; debootstrap and systemd-nspawn are needed):

    .venv/bin/python tests/deployment/in_bare_debian.py FOLDER

makes Debian 12 in a folder (one that is there is used as it is), starts systemd in it, puts the last commit there and does what the README says:
set up, sign in through nginx, back up and try it with the right and a wrong key, kill the server, upgrade, roll back; then carry the
store over to a PostgreSQL that two processes share, lose one of them, and upgrade both. Each step says how long it took. The network is the machine's own, with free ports; certificates and pip's settings of this machine are used.
"""

import datetime as dt
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT), str(ROOT / "tests" / "browser")]

from certificate import make_certificate  # noqa: E402
from conftest import QUIET  # noqa: E402
from fake_provider import CLIENT, SECRET, Provider  # noqa: E402
from our_server import free_port  # noqa: E402
from playwright.sync_api import expect, sync_playwright  # noqa: E402

CURRENT = "/opt/dashboard/current/.deploy"
PASSWORD = "made-for-the-drill"
AUTHORITIES = Path("/etc/ssl/certs/ca-certificates.crt")


@contextmanager
def step(name: str) -> Iterator[None]:
    began = time.monotonic()
    yield
    print(f"{dt.timedelta(seconds=round(time.monotonic() - began))}  {name}", flush=True)


def call(*command: object, **others: object) -> str:
    """What a command prints; where it fails, all that it said is printed, and this ends."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **others)  # type: ignore[call-overload]
    if done.returncode:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stdout}{done.stderr}")
    return str(done.stdout)


class Debian:
    """A Debian in a folder, with systemd running in it."""

    def __init__(self, tree: Path) -> None:
        self.tree = tree
        if not tree.exists():
            source = call("apt-get", "indextargets", "--format", "$(REPO_URI)", "Codename: bookworm").split()[
                0
            ]
            call(
                *("debootstrap", "--variant=minbase", "--include=systemd-sysv,dbus,ca-certificates"),
                *("bookworm", tree, source),
            )
        shutil.copy(AUTHORITIES, tree / AUTHORITIES.relative_to("/"))
        shutil.copy("/etc/resolv.conf", tree / "etc")
        (tree / "etc" / "pip.conf").write_text(f"[global]\ncert = {AUTHORITIES}\n", encoding="utf-8")
        for path in Path("/usr/local/share/ca-certificates").glob("*.crt"):
            shutil.copy(path, tree / "usr/local/share/ca-certificates")
        self.process = subprocess.Popen(
            [
                "systemd-nspawn",
                "-q",
                "--register=no",
                "--keep-unit",
                "--resolv-conf=off",
                "-b",
                "-D",
                str(tree),
            ],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
        )
        time.sleep(5)
        self.first = call("pgrep", "-P", self.process.pid).split()[0]
        for _ in range(60):
            asked = subprocess.run(self._inside("systemctl", "is-system-running"), capture_output=True)
            if asked.stdout.strip() in (b"running", b"degraded"):
                return
            time.sleep(1)
        sys.exit("systemd did not start")

    def _inside(self, *command: object) -> list[str]:
        spaces = ("--mount", "--uts", "--ipc", "--net", "--pid", "--root", "--wd")
        clean = ("env", "-i", "PATH=/usr/sbin:/usr/bin:/sbin:/bin", "HOME=/srv")
        return list(map(str, ("nsenter", "--target", self.first, *spaces, "--", *clean, *command)))

    def run(self, *command: object, **others: object) -> str:
        return call(*self._inside(*command), **others)

    def fails(self, *command: object) -> bool:
        return subprocess.run(self._inside(*command), capture_output=True).returncode != 0

    def end(self) -> None:
        subprocess.run(self._inside("systemctl", "poweroff"), capture_output=True)
        self.process.wait(60)


def sign_in(address: str) -> None:
    """A browser goes in and sees the Returns page."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=QUIET)
        page = browser.new_context(ignore_https_errors=True).new_page()
        page.goto(address)
        page.get_by_role("link", name="Sign in").click()
        expect(page.get_by_role("heading", name="Performance framework")).to_be_visible(timeout=60_000)
        page.goto(f"{address}/returns")
        expect(page.get_by_role("heading", name="Returns for", level=1)).to_be_visible(timeout=60_000)
        browser.close()


class PostgreSQL:
    """A PostgreSQL of Debian's in that tree, on a free port, with an empty database."""

    def __init__(self, debian: Debian) -> None:
        debian.run("apt-get", "update", "-qq")
        debian.run("env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "install", "-y", "-qq", "postgresql")
        port = free_port()
        debian.run("pg_conftool", "set", "port", port)
        debian.run("systemctl", "restart", "postgresql")
        for statement in (
            f"create role dashboard login password '{PASSWORD}'",
            "create database dashboard owner dashboard",
        ):
            debian.run("runuser", "-u", "postgres", "--", "psql", "-p", port, "-c", statement, cwd="/")
        self.address = f"postgresql://dashboard:{PASSWORD}@127.0.0.1:{port}/dashboard"


def set_up(debian: Debian, address: str, discovery: str, ports: list[int], plain: int) -> None:
    servers = " ".join(f"127.0.0.1:{port}" for port in ports)
    debian.run(
        *("env", f"SERVER={servers}", f"PLAIN={plain}", "/srv/checkout/.deploy/set-up", address),
        *(discovery, CLIENT, "/srv/tls.pem", "/srv/tls.key", "officer@unit.example.org"),
        input=SECRET,
    )


def are_up(debian: Debian, ports: list[int]) -> bool:
    """Whether each process answers on its own port."""
    where = "STREAMLIT_SECRETS_FILES=/etc/dashboard/secrets.toml"
    return not any(
        debian.fails("env", where, f"STREAMLIT_SERVER_PORT={port}", f"{CURRENT}/healthy") for port in ports
    )


def main(tree: Path) -> None:
    provider, port, listens, plain = Provider(), free_port(), free_port(), free_port()
    address = f"https://localhost:{listens}/dashboard"
    with step("a bare Debian with systemd"):
        debian = Debian(tree)
    try:
        checkout = tree / "srv" / "checkout"
        shutil.rmtree(checkout, ignore_errors=True)
        checkout.mkdir()
        archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True).stdout
        subprocess.run(["tar", "x", "-C", checkout], input=archive, check=True)
        make_certificate(tree / "srv")
        (tree / "etc" / "dashboard").mkdir(exist_ok=True)
        (tree / "etc" / "dashboard" / "environment").write_text(f"STREAMLIT_SERVER_PORT={port}\n", "utf-8")
        (tree / "etc" / "dashboard" / "environment").chmod(0o600)
        with step("set up"):
            set_up(debian, address, provider.discovery, [port], plain)
        with step("signed in behind nginx"):
            sign_in(address)
        with step("backed up, and the backup restored and looked through"):
            debian.run("systemctl", "start", "dashboard-backup")
        with step("the drill for a lost key, with the right one and with another"):
            shutil.copy(tree / "var/lib/dashboard/key", tree / "srv/copy")
            (tree / "srv/wrong").write_text("ab" * 32, encoding="ascii")
            debian.run("env", "KEY=/srv/copy", f"{CURRENT}/as-dashboard", ".deploy/restore-drill")
            assert debian.fails("env", "KEY=/srv/wrong", f"{CURRENT}/as-dashboard", ".deploy/restore-drill")
        with step("killed, and there again"):
            debian.run("systemctl", "kill", "--signal=KILL", "dashboard")
            time.sleep(10)
            debian.run("systemctl", "start", "dashboard")
        with step("upgraded"):
            before = os.readlink(tree / "opt/dashboard/current")
            debian.run("/srv/checkout/.deploy/upgrade")
            assert os.readlink(tree / "opt/dashboard/current") != before
            sign_in(address)
        with step("rolled back"):
            debian.run(f"{CURRENT}/roll-back")
            assert os.readlink(tree / "opt/dashboard/current") == before
        with step("rolled back with the store of before"):
            debian.run(f"{CURRENT}/roll-back", "--with-store")
            sign_in(address)
        with step("carried over to a PostgreSQL"):
            debian.run("systemctl", "start", "dashboard-backup")
            database = PostgreSQL(debian)
            debian.run("systemctl", "stop", "dashboard")
            with (tree / "etc" / "dashboard" / "environment").open("a", encoding="utf-8") as settings:
                settings.write(f"IEO_DATABASE_URL={database.address}\n")
            newest = max((tree / "var/backups/dashboard").glob("nightly *.backup")).name
            restore = (".venv/bin/python", "-m", "ieo_metrics", "restore", f"/var/backups/dashboard/{newest}")
            debian.run(f"{CURRENT}/as-dashboard", *restore)
        with step("two processes over it"):
            ports = [port, free_port()]
            set_up(debian, address, provider.discovery, ports, plain)
            assert are_up(debian, ports)
            sign_in(address)
        for lost in ("dashboard", f"dashboard@{ports[1]}"):
            with step(f"{lost} lost, and signed in with the other at once"):
                debian.run("systemctl", "kill", "--signal=KILL", lost)
                sign_in(address)
                time.sleep(15)
                assert are_up(debian, ports)
        with step("both upgraded"):
            debian.run("/srv/checkout/.deploy/upgrade")
            assert are_up(debian, ports)
            sign_in(address)
        with step("one process again"):
            set_up(debian, address, provider.discovery, ports[:1], plain)
            assert are_up(debian, ports[:1])
            assert not are_up(debian, ports[1:])
            sign_in(address)
        told = debian.run("journalctl", "--no-pager") + "".join(
            path.read_text("utf-8") for path in (tree / "var/log/nginx").glob("*.log")
        )
        assert not [what for what in (*provider.given, SECRET, PASSWORD) if what in told], (
            "a secret is in a log"
        )
        print(debian.run("systemd-analyze", "security", "--no-pager", "dashboard").splitlines()[-1])
    finally:
        debian.end()
        provider.stop()


if __name__ == "__main__":
    main(Path(sys.argv[1]).absolute())
