"""The page History: narrowed, fifty lines at a time, the newest first."""

import datetime as dt
import re

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.database.store import Store
from ieo_metrics.store.trail.audit_trail import append_entry
from tests.pages.seen import assert_calm, button, markup, press, visit

HISTORY = "pages/history.py"


def numbers(at: AppTest) -> list[int]:
    """The numbers of the lines that are shown."""
    table = markup(at).partition("ieo-trail")[2].partition("</table>")[0]
    return [int(found) for found in re.findall(r'<th scope="row">(\d+)</th>', table)]


@pytest.fixture
def trail(loaded: AppTest) -> AppTest:
    """A history of 120 lines more, of a day long ago."""
    store: Store = loaded.session_state["samples_store"]
    with store.writing() as connection:
        for number in range(120):
            about = {"file": f"file {number}"}
            append_entry(connection, "2020-02-03T10:00:00Z", "B. Officer", "took a file away", about)
    return visit(loaded, HISTORY)


def test_fifty_at_a_time_the_newest_first(trail: AppTest) -> None:
    first = numbers(trail)
    assert len(first) == 50 and first == sorted(first, reverse=True)
    assert f"1 to 50 of {first[0]} lines, newest first" in markup(trail)
    assert button(trail, "Newer").disabled
    press(trail, "Older")
    assert numbers(trail) == list(range(first[-1] - 1, first[-1] - 51, -1))
    press(trail, "Newer")
    assert numbers(trail) == first
    while not button(trail, "Older").disabled:
        press(trail, "Older")
    assert numbers(trail)[-1] == 1


def test_it_is_narrowed_and_begins_with_the_newest_again(trail: AppTest) -> None:
    every = numbers(trail)[0]
    press(trail, "Older")
    trail.selectbox(key="who").set_value("B. Officer").run()
    assert_calm(trail)
    assert numbers(trail)[0] == every and "1 to 50 of 120 lines" in markup(trail)
    trail.text_input(key="words").set_value("downloaded 117").run()
    assert [*numbers(trail)] == [every - 2] and "1 to 1 of 1 line," in markup(trail)
    trail.selectbox(key="what").set_value("took a file away").run()
    trail.date_input(key="from").set_value(dt.date(2020, 2, 3)).run()
    trail.date_input(key="to").set_value(dt.date(2020, 2, 3)).run()
    assert_calm(trail)
    assert numbers(trail) == [every - 2]
    trail.date_input(key="to").set_value(dt.date(2020, 2, 2)).run()
    assert_calm(trail)
    assert "No line of the history fits." in markup(trail)


def test_the_address_opens_the_same(loaded: AppTest) -> None:
    loaded.query_params["words"] = "accepted tips"
    visit(loaded, HISTORY)
    assert loaded.text_input(key="words").value == "accepted tips" and len(numbers(loaded)) == 1
