"""The dashboard without a browser: empty, and with the invented samples."""

from pathlib import Path

import pytest
from seen import ROOT, assert_calm
from streamlit.testing.v1 import AppTest


@pytest.fixture(autouse=True)
def _nothing_is_kept(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is confirmed in a test is kept in its own folder."""
    monkeypatch.setenv("IEO_MAPPINGS", str(tmp_path / "kept" / "mappings.json"))


@pytest.fixture
def app() -> AppTest:
    """The dashboard with nothing loaded."""
    at = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert_calm(at)
    return at


@pytest.fixture
def loaded(app: AppTest) -> AppTest:
    """The dashboard with the invented samples."""
    next(b for b in app.button if b.label.startswith("Load the invented")).click().run()
    assert_calm(app)
    return app
