"""Seasons without a browser: what the page shows with nothing and with the samples, how a table is dropped, shown and
kept, what is refused, and how something of the run-up becomes an action."""

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.published.kinds import OFFENCES
from ieo_metrics.published.offences.offence_table import OffenceSeries
from ieo_metrics.store.record.meetings_and_actions import all_actions
from ieo_metrics.store.registers.published_tables import kept_tables
from ieo_metrics.store.registers.register_rows import rows_of
from tests.pages.seen import assert_calm, button, markup, open_form, open_part, press, visit
from tests.published.population_files import as_csv

PAGE = "pages/seasons.py"
FIRST = quarter(2021, 1)
SUMMER = [100, 160, 110, 90]


def quarters(numbers: list[int]) -> bytes:
    rows = [[label(FIRST + place), number] for place, number in enumerate(numbers)]
    return as_csv([["Robberies, invented"], ["Quarter", "Robbery"], *rows])


def drop(at: AppTest, data: bytes, name: str = "robberies.csv") -> AppTest:
    visit(at, PAGE)
    if not at.file_uploader:
        open_part(at, "unfolded seasons_upload")
    at.file_uploader[0].upload(name, data, "text/csv")
    at.run()
    assert_calm(at)
    return at


def kept(at: AppTest) -> OffenceSeries:
    with at.session_state["samples_store"].reading() as connection:
        return OffenceSeries.of_data(kept_tables(connection)[OFFENCES.name].data)


def test_with_nothing_it_says_what_to_do(app: AppTest) -> None:
    shown = markup(visit(app, PAGE))
    assert "It takes 12 quarters" in shown
    assert app.file_uploader and not app.get("plotly_chart")


def test_the_samples_have_a_summer_that_stands_out_and_a_run_up(loaded: AppTest) -> None:
    shown = markup(visit(loaded, PAGE))
    assert "Assaults with injury, Hampshire and Isle of Wight" in shown
    assert "Q2 (Jul–Sep) stands out: 24% above the level of the year (18% to 31% above)." in shown
    assert "1,072 to 1,354 in 2025/26 Q2 (Jul–Sep 2025), which stands out (95% ranges)" in shown
    assert "1 of 3 things agreed." in shown and shown.count("Run-up to") == 1
    (chart,) = loaded.get("plotly_chart")
    assert "highest 1,238 in 2023/24 Q2" in str(chart.proto.alt)
    open_part(loaded, "unfolded seasons_numbers")
    assert "usually 828 to 1,071" in markup(loaded) and "held 92 to 99 times in 100" in markup(loaded)


def test_a_quarter_before_the_last_shows_nothing_of_a_later_one(loaded: AppTest) -> None:
    visit(loaded, PAGE)
    loaded.selectbox(key="quarter_box").set_value(quarter(2024, 1)).run()
    shown = markup(loaded)
    assert "The table goes on to 2024/25 Q4" in shown
    assert (
        "in 2024/25 Q2 (Jul–Sep 2024), which stands out" in shown
        and "2025/26" not in shown.split("Run-up")[0]
    )


def test_a_table_is_shown_as_it_was_understood_and_then_kept(loaded: AppTest) -> None:
    at = drop(loaded, quarters(SUMMER * 4))
    shown = markup(at)
    assert (
        "This is what was read." in shown
        and "Robberies, invented" in shown
        and "2021/22 Q1 to 2024/25 Q4" in shown
    )
    assert button(at, "Keep this table").disabled
    assert kept(at).offence == "Assaults with injury"
    at.selectbox(key="offences_publisher").set_value("Home Office, police recorded crime").run()
    press(at, "Keep this table")
    assert (kept(at).offence, list(kept(at).counts.values())) == ("Robbery", SUMMER * 4)
    assert "Q2 (Jul–Sep) stands out: 39% above" in markup(at)


@pytest.mark.parametrize(
    "data, said",
    [
        (quarters(SUMMER * 2), "It takes 12 quarters to tell a season from chance, and there are 8."),
        (
            quarters([*SUMMER * 3, 5]).replace(b"2022/23 Q2,160", b"2022/23 Q2,.."),
            "There is no number for 2022/23 Q2",
        ),
        (as_csv([["Quarter", "Robbery"], ["Q1 2021", 3]]), "Write the quarter with its financial year"),
        (b"", "The file is empty"),
    ],
)
def test_what_cannot_be_used_is_refused_in_words(loaded: AppTest, data: bytes, said: str) -> None:
    at = drop(loaded, data)
    assert said.casefold() in markup(at).casefold()
    assert not any(b.label == "Keep this table" for b in at.button)


def test_what_is_in_use_is_folded_while_another_table_is_looked_at(loaded: AppTest) -> None:
    """So that what was understood is in sight, and the page no longer than two and a half screens."""
    at = drop(loaded, quarters(SUMMER * 4))
    assert (
        "This is what was read" in markup(at) and "Run-up to" not in markup(at) and not at.get("plotly_chart")
    )
    open_form(at, "What is shown from the table in use")
    assert (
        "Run-up to 2025/26 Q2" in markup(at)
        and "This is what was read" in markup(at)
        and at.get("plotly_chart")
    )
    at.selectbox(key="offences_publisher").set_value("Hampshire and Isle of Wight Constabulary").run()
    press(at, "Keep this table")
    assert "Robbery" in markup(at) and at.get("plotly_chart")
    assert "What is shown from the table in use" not in [box.label for box in at.expander]


def test_of_several_series_one_is_chosen(loaded: AppTest) -> None:
    rows = [[label(FIRST + place), 3 + place % 4, 30] for place in range(16)]
    at = drop(loaded, as_csv([["Quarter", "Portsmouth", "Southampton"], *rows]))
    at.selectbox(key="offences_area").set_value("Southampton").run()
    at.selectbox(key="offences_counted").set_value("Assaults").run()
    at.selectbox(key="offences_publisher").set_value("Hampshire and Isle of Wight Constabulary").run()
    press(at, "Keep this table")
    assert kept(at).name == "Assaults, Southampton"
    assert "No quarter of the year stands out" in markup(at)


def test_something_of_the_run_up_becomes_an_action(loaded: AppTest) -> None:
    open_part(visit(loaded, PAGE), "unfolded run_up_action")
    words = next(box.value for box in loaded.text_input if box.label == "Action")
    assert words.endswith("cover together, before 2025/26 Q2")
    next(box for box in loaded.selectbox if box.label == "Owner").set_value("Police").run()
    press(loaded, "Agree it as an action")
    with loaded.session_state["samples_store"].reading() as connection:
        (agreed,) = [action for action in all_actions(connection) if action.words == words]
    assert (agreed.activity, agreed.owner) == ("4.a", "Police")


def test_a_row_is_added_for_the_quarter_that_stands_out(loaded: AppTest) -> None:
    open_part(visit(loaded, PAGE), "unfolded add_run_up")
    key = "new_run_up_0"
    loaded.selectbox(key=f"{key}_quarter").set_value(quarter(2025, 2)).run()
    loaded.text_input(key=f"{key}_what").set_value("Messages for parents before the holidays").run()
    loaded.selectbox(key=f"{key}_agency").set_value("Police").run()
    loaded.selectbox(key=f"{key}_state").set_value("to be agreed").run()
    loaded.date_input(key=f"{key}_by").set_value("2025-06-01").run()
    press(loaded, "Add it")
    with loaded.session_state["samples_store"].reading() as connection:
        assert len(rows_of(connection, "run_up")) == 4
    assert "1 of 4 things agreed" in markup(loaded)
