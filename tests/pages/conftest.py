"""The dashboard without a browser: empty, and with the invented samples."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.seen import ROOT, assert_calm, press


@pytest.fixture(autouse=True)
def _nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is confirmed and accepted in a test is kept in its own folder."""
    monkeypatch.setenv("IEO_FOLDER", str(tmp_path / "kept"))


@pytest.fixture
def app() -> AppTest:
    """The dashboard with nothing loaded."""
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert_calm(at)
    return at


@pytest.fixture
def loaded(app: AppTest) -> AppTest:
    """The dashboard with the invented samples."""
    return press(app, "Load the invented")
