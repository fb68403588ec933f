"""Who is not in it: the range and its sentence, at every edge."""

import pytest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.figure_markers import HIDDEN, NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.people_not_remeasured import (
    OFFICER_COLUMNS,
    not_measured_again,
    range_without_them,
)

MEAN, SHARE, COUNT, REOFFENDING = (MEASURE[ref] for ref in ("5.1.1.a", "5.1.1.b", "5.1.3.b", "5.2.1.a"))


def figure(better: int, n: int, away: int, firsts: int = 0, firsts_away: int = 0) -> Figure:
    value = better / n if n else None
    return Figure(
        quarter(2024, 2), value, float(better), n, None, None, "" if n else NOBODY,
        not_again=away, first_scores=firsts, first_scores_not_again=firsts_away,
    )  # fmt: skip


def test_in_words() -> None:
    """12 of 20 improved; with 20 more it is 12 of 40 at least and 32 of 40 at most. 82 / 20 and 72 / 20."""
    shown = figure(12, 20, 20, 72, 82)
    began = (
        "20 young people began in the year to 2024/25 Q2 and were not measured again by its end. Their first "
        "scores averaged 4.1; those of the 20 counted averaged 3.6."
    )
    assert range_without_them(shown, SHARE) == (0.3, 0.8)
    assert not_measured_again(shown, SHARE) == (
        f"{began} Had none of the 20 improved, the figure would be 30%; had all of them, 80%."
    )
    assert range_without_them(shown, MEAN) is None
    assert not_measured_again(shown, MEAN) == began


@pytest.mark.parametrize(
    ("shown", "ends", "said"),
    [
        (figure(0, 0, 0), None, ""),
        (
            figure(0, 5, 0),
            None,
            "Nobody who began in the year to 2024/25 Q2 is still without a second score.",
        ),
        (
            figure(0, 0, 2, 0, 9),
            None,
            "2 young people began in the year to 2024/25 Q2 and were not measured again by its end. Their first "
            "scores averaged 4.5.",
        ),
        (
            figure(1, 1, 1, 3, 7),
            (0.5, 1),
            "1 young person began in the year to 2024/25 Q2 and was not measured again by its end. Their first "
            "score was 7; that of the one person counted was 3. Had they not improved, the figure would be 50%; "
            "had they, 100%.",
        ),
        (
            figure(0, 2, 2, 20, 20),
            (0, 0.5),
            "2 young people began in the year to 2024/25 Q2 and were not measured again by its end. Their first "
            "scores averaged 10.0; those of the 2 counted averaged 10.0. Had none of the 2 improved, the figure "
            "would be 0%; had all of them, 50%.",
        ),
        (
            figure(3, 3, 1, 6, 2),
            (0.75, 1),
            "1 young person began in the year to 2024/25 Q2 and was not measured again by its end. Their first "
            "score was 2; those of the 3 counted averaged 2.0. Had they not improved, the figure would be 75%; "
            "had they, 100%.",
        ),
    ],
)
def test_at_the_edges(shown: Figure, ends: tuple[float, float] | None, said: str) -> None:
    assert range_without_them(shown, SHARE) == ends
    assert not_measured_again(shown, SHARE) == said


@pytest.mark.parametrize("marker", [HIDDEN, NOT_COVERED])
def test_nothing_is_said_of_what_is_not_shown(marker: str) -> None:
    shown = figure(12, 20, 20, 72, 82)
    for one in (
        shown._replace(value=None, numerator=None, n=None, marker=marker),
        shown._replace(not_again=None, first_scores=None, first_scores_not_again=None),
    ):
        assert range_without_them(one, SHARE) is None
        assert not_measured_again(one, SHARE) == not_measured_again(one, MEAN) == ""


def test_nothing_is_said_of_other_measures() -> None:
    shown = figure(12, 20, 20, 72, 82)
    for measure in (COUNT, REOFFENDING):
        assert not_measured_again(shown, measure) == "" and range_without_them(shown, measure) is None


def test_a_range_takes_a_value_with_its_numerator() -> None:
    """What is shared may have the one without the other."""
    whole = figure(12, 20, 20)
    assert range_without_them(whole, SHARE) == (0.3, 0.8)
    assert range_without_them(whole._replace(value=None), SHARE) is None
    assert range_without_them(whole._replace(numerator=None), SHARE) is None


def test_of_very_many_the_ends_are_told_apart() -> None:
    """1,500 of 2,999, and one more: 50.00% and 50.03% of 3,000."""
    said = not_measured_again(figure(1500, 2999, 1, 2999, 1), SHARE)
    assert said.endswith("Had they not improved, the figure would be 50.00%; had they, 50.03%.")


def test_of_a_hundred_together_the_range_has_a_decimal() -> None:
    """33 of 60, and 50 more: 33 and 83 of 110."""
    said = not_measured_again(figure(33, 60, 50, 60, 50), SHARE)
    assert said.endswith("Had none of the 50 improved, the figure would be 30.0%; had all of them, 75.5%.")


def test_what_stands_over_the_columns_that_only_the_officer_has() -> None:
    assert [tuple(column) for column in OFFICER_COLUMNS] == [
        (
            "not_again",
            "young people",
            "Not measured again",
            "Young people whose first score dates from the quarter or one of the three before it, and who had "
            "no later score by the end of the quarter. Nobody is among them for more than a year.",
        ),
        (
            "first_scores",
            "points",
            "First scores of those counted, added up",
            "Divided by n it is their average. Where it lies apart from that of those not measured again, the "
            "figure is about other young people than those who began.",
        ),
        (
            "first_scores_not_again",
            "points",
            "First scores of those not measured again, added up",
            "Divided by how many were not measured again it is their average.",
        ),
    ]


def test_scores_of_nought_are_scores() -> None:
    """On a scale of pain from 0: two who were not measured again and four who were, all of whom began without any."""
    shown = figure(0, 4, 2, 0, 0)
    assert "Their first scores averaged 0.0; those of the 4 counted averaged 0.0." in not_measured_again(
        shown, MEASURE["5.1.2.d"]
    )
    one = figure(0, 1, 1, 0, 0)
    assert "Their first score was 0; that of the one person counted was 0." in not_measured_again(
        one, MEASURE["5.1.2.d"]
    )
