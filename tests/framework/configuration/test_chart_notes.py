"""Notes on charts as rows: what they can be, whose charts they stand on, and how they are stored."""

import datetime as dt

import pytest

from ieo_metrics.framework.configuration.chart_notes import EVERY_MEASURE, ChartNote, notes_of_rows
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURES

Q = quarter(2024, 1)


def test_a_note_is_about_one_measure_those_of_a_provider_or_all():
    def refs(scope: str) -> list[str]:
        return [m.ref for m in MEASURES if ChartNote(Q, "moved house", scope).is_about(m)]

    assert refs("5.1.2.c") == ["5.1.2.c"]
    assert refs("No Limits") == ["5.1.2.c", "5.1.2.d", "5.1.3.a"]
    assert len(refs(EVERY_MEASURE)) == 19


def test_a_note_is_stored_and_found_again_in_the_order_of_time():
    early = ChartNote(Q - 1, "a flood")
    dated = ChartNote(Q, "second worker", "No Limits", dt.date(2024, 4, 3))
    whole = ChartNote(Q, "new form", "5.1.2.c")
    assert dated.as_dict() == {
        "quarter": "2024/25 Q1",
        "words": "second worker",
        "scope": "No Limits",
        "day": "2024-04-03",
    }
    assert notes_of_rows([note.as_dict() for note in (dated, whole, early)]) == (early, whole, dated)
    assert notes_of_rows([]) == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ({"words": "x" * 101}, "up to 100 characters"),
        ({"words": " "}, "write it in words"),
        ({"words": "two\nlines"}, "on one line"),
        ({"scope": "Nobody"}, "name a measure such as 5.1.1.a, a provider, or every measure"),
        ({"day": "2024-07-01"}, "The note of 1 July 2024 is not in 2024/25 Q1"),
        ({"day": "1 April"}, "write it as 2024-04-03"),
        ({"day": 3}, "write it as 2024-04-03"),
        ({"quarter": "next year"}, "write a quarter such as 2024/25 Q1"),
        ({"colour": "red"}, "unknown 'colour'"),
    ],
)
def test_what_a_note_cannot_be_is_said(row, said):
    with pytest.raises(ValueError, match=said):
        notes_of_rows([ChartNote(Q, "second worker").as_dict() | row])


def test_the_same_note_twice_is_refused():
    row = ChartNote(Q, "second worker").as_dict()
    with pytest.raises(ValueError, match='The note "second worker" in 2024/25 Q1 is there already'):
        notes_of_rows([row, row])
