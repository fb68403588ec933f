"""Confirming everything at once: a table with an open question is left as it is, the others are confirmed."""

from ieo_metrics.recognising.mappings.confirm_all_proposals import confirmed_choice
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.recognise import recognise_sheets
from tests.recognising.columns.test_candidates_for_missing_columns import stars
from tests.recognising.in_memory import book, drawn

POLICE = drawn("""
    Date        Session type  Attendees  How many
    2024-04-01  Training      12         3
    2024-04-02  Training      12         3
""")


def test_while_a_question_of_a_table_is_open_nothing_of_it_is_confirmed() -> None:
    rows = stars(
        ("Offending - first", 3.0),
        ("Ofending latest", 5.0),
        ("Physical health - first", 3.0),
        ("Physical health (wk 6)", 4.0),
        ("Physical health (wk 12)", 5.0),
    )
    one = book(rows, POLICE)
    doubts = recognise_sheets(one)[0].doubts
    assert {doubt.proposal for doubt in doubts} == {"latest: offending", "", "number"}
    mapping = confirmed_choice(EMPTY, doubts)
    assert mapping.columns == {"police_sessions, one row per session": {"how many": "number"}}


def test_a_table_of_which_all_is_proposed_is_confirmed() -> None:
    one = book(stars(("Offending - first", 3.0), ("Ofending latest", 5.0)))
    doubts = recognise_sheets(one)[0].doubts
    mapping = confirmed_choice(EMPTY, doubts)
    assert [doubt.cell for doubt in recognise_sheets(one, mapping)[0].doubts] == []
