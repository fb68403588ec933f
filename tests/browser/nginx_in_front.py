"""Debian's nginx in front of a server, with the site that `.deploy/nginx-site` prints and a certificate made for it."""

import os
import shutil
import socket
import subprocess
import time
from contextlib import suppress
from pathlib import Path

import pytest
from certificate import make_certificate
from our_server import free_port

ROOT = Path(__file__).resolve().parents[2]


class Nginx:
    """It answers at `address` with TLS and at `plain` without, writes its logs into the folder, and passes on to
    `ports`."""

    def __init__(self, folder: Path, path: str, servers: int = 1) -> None:
        program = shutil.which("nginx", path=f"{os.environ.get('PATH', '')}:/usr/sbin")
        if program is None:
            missing = "No nginx on this machine: apt-get install nginx-light"
            pytest.fail(missing) if os.environ.get("CI") else pytest.skip(missing)
        self.folder, self.ports = folder, [free_port() for _ in range(servers)]
        listens, plain = free_port(), free_port()
        self.address = f"https://localhost:{listens}{path}"
        self.plain = f"http://localhost:{plain}{path}"
        self.certificate, key = make_certificate(folder)
        site = subprocess.run(
            [ROOT / ".deploy" / "nginx-site", self.address, self.certificate, key],
            env={
                **os.environ,
                "PLAIN": str(plain),
                "SERVER": " ".join(f"127.0.0.1:{port}" for port in self.ports),
            },
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        (folder / "site").write_text(site.replace("/var/log/nginx", str(folder)), encoding="utf-8")
        temporary = "".join(
            f"{name}_temp_path {folder / name};\n"
            for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
        )
        who = "user root;\n" if os.geteuid() == 0 else ""
        (folder / "nginx.conf").write_text(
            f"{who}daemon off;\npid {folder / 'pid'};\nerror_log {folder / 'main.log'};\nevents {{}}\n"
            f"http {{\n{temporary}include {folder / 'site'};\n}}\n",
            encoding="utf-8",
        )
        self.process = subprocess.Popen(
            [program, "-e", folder / "main.log", "-p", folder, "-c", folder / "nginx.conf"]
        )
        until = time.monotonic() + 30
        while time.monotonic() < until:
            with suppress(OSError), socket.create_connection(("127.0.0.1", listens), 1):
                return
            time.sleep(0.05)
        self.end()
        raise RuntimeError(f"nginx did not start: {(folder / 'main.log').read_text(encoding='utf-8')}")

    def end(self) -> None:
        self.process.terminate()
        self.process.wait(30)

    def logged(self) -> str:
        """All that it wrote of what was asked for."""
        return "".join(path.read_text(encoding="utf-8") for path in sorted(self.folder.glob("*.log")))
