"""The dashboard as the README's command starts it, in a Python of its own that has loaded nothing before."""

import os
import shlex
import signal
import subprocess
import sys
from pathlib import Path

from our_server import free_port
from playwright.sync_api import Page, expect
from streamlit_server import START_SECONDS, answers

ROOT = Path(__file__).resolve().parents[2]


def readme_command() -> list[str]:
    """What the README's first command ends with: `streamlit run dashboard.py`."""
    lines = (ROOT / "README.md").read_text(encoding="utf-8").splitlines()
    (command,) = (
        line for line in lines if line.startswith("    python3 -m venv") and line.endswith("dashboard.py")
    )
    return shlex.split(command.rpartition("&& ")[2])[-3:]


def test_the_readmes_command_shows_the_dashboard(page: Page, tmp_path: Path) -> None:
    assert readme_command() == ["streamlit", "run", "dashboard.py"]
    port = free_port()
    server = subprocess.Popen(
        [sys.executable, "-m", *readme_command(), "--server.port", str(port)],
        cwd=ROOT,
        env={**os.environ, "IEO_FOLDER": str(tmp_path / "store"), "IEO_DATABASE_URL": "", "IEO_KEY_FILE": ""},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        assert answers(port)
        page.goto(f"http://127.0.0.1:{port}")
        expect(page.get_by_role("button", name="Load the invented")).to_be_visible()
    finally:
        server.send_signal(signal.SIGINT)
        said, _ = server.communicate(timeout=START_SECONDS)
    assert "Traceback" not in said
