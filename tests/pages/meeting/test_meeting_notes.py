"""In the meeting a chart has the notes that were frozen with its issue, up to its quarter, and no others."""

from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from tests.pages.meeting.test_pages_meeting import PLACE, TABLES, screen
from tests.pages.seen import press, visit
from tests.store.office import stands

Q = quarter(2024, 2)


@pytest.fixture
def store(app: AppTest) -> Iterator[Store]:
    """The store that the pages write, opened beside them."""
    one = open_store()
    yield one
    one.engine.dispose()


def note_down(store: Store, note: ChartNote, *, away: bool = False) -> None:
    change_aims(store, "A. Officer", note, "a note", stands(store).facts, away=away)


@pytest.mark.usefixtures("twelve")
def test_the_notes_of_an_issue_stay_with_it(app: AppTest, store: Store) -> None:
    note = ChartNote(Q, "Second trainer", "Rock Pool")
    note_down(store, note)
    note_down(store, ChartNote(Q + 1, "Later than the quarter"))
    press(visit(app, TABLES), "Issue 2024/25 Q2")
    note_down(store, note, away=True)
    note_down(store, ChartNote(Q, "After the issue"))
    shown = screen(app, PLACE)
    assert "Events: 1, 2024/25 Q2: Second trainer." in shown
    assert "1, 2024/25 Q2: Second trainer</td>" in shown, "in the table too"
    assert "Later than" not in shown and "After the issue" not in shown
    assert "Events:" not in screen(app, 1), "another provider's"
