"""What differs between readings, and nothing else, line by line."""

from ieo_metrics.previewing.result_of_reading import ReadFigure, ReadingResult
from ieo_metrics.previewing.what_differs import what_differs

A1, A2 = ("Young person ref", "a1"), ("Young person ref", "a2")


def reading(used: int, value: float | None, *scores: int) -> ReadingResult:
    """Two rows, and the average change of the pain scale."""
    said = {
        row: (who, ("Score", str(score))) for row, who, score in zip((4, 5), (A1, A2), scores, strict=False)
    }
    return ReadingResult(2, used, {"5.1.2.c": {"2024/25 Q1": ReadFigure(value, 2.0, 1.0)}}, said)


def test_what_differs_is_said_and_what_is_the_same_is_not():
    assert what_differs([reading(2, -1.5, 6, 4), reading(1, 1.5, 7, 4)]) == [
        ("Rows used", ("2 of 2", "1 of 2")),
        (
            "5.1.2.c Pain scale: average change, 2024/25 Q1",
            ("\N{MINUS SIGN}1.5 (n 2), 1 left out", "+1.5 (n 2), 1 left out"),
        ),
        ("Row 4", ("Score: 6", "Score: 7")),
    ]


def test_where_nothing_differs_there_is_no_line():
    assert what_differs([reading(2, -1.5, 6, 4)] * 2) == []


def test_no_figure_is_another_than_minus_one():
    """As the average change of a scale may be."""
    ((_, said),) = what_differs([reading(2, -1.0, 6, 4), reading(2, None, 6, 4)])
    assert said == ("\N{MINUS SIGN}1.0 (n 2), 1 left out", "no figure, 1 left out")


def test_a_row_that_only_one_reading_uses_is_told_with_what_it_says():
    assert what_differs([reading(2, 1.0, 6, 4), reading(2, 1.0, 6)]) == [
        ("Row 5", ("Young person ref: a2; Score: 4", "not used"))
    ]
