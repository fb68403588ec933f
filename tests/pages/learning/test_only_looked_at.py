"""The pages What works and Learning where the store can only be read: all is shown, and nothing can be typed."""

from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.database.store import folder_of_user
from tests.pages.seen import filled, markup, open_part, visit

PAGES = {
    "pages/what_works.py": ("works", ("Interventions", "Thames Valley", "Published comparators")),
    "pages/learning.py": ("learned", ("All measures", "One measure", "Learning report")),
}


@pytest.mark.usefixtures("twelve")
def test_nothing_can_be_changed(
    app: AppTest, opened_anew: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IEO_DATABASE_URL", f"sqlite:///{folder_of_user() / 'returns.db'}?mode=ro")
    at = opened_anew()
    for page, (key, tabs) in PAGES.items():
        for tab in tabs:
            open_part(visit(at, page), key, tab)
            assert "You can look at these returns here but not change them." in markup(at)
            words = [box.label for box in at.get("expander")]
            assert not [word for word in words if word.startswith(("Add", "Change", "Take", "Agree"))]
            assert filled(at) == [] and not at.text_area
