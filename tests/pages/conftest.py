"""The dashboard without a browser: empty, and with the invented samples."""

import pytest
from seen import ROOT, assert_calm
from streamlit.testing.v1 import AppTest


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
