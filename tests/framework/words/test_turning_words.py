"""Words that turn, plan or add up, and those that only look like it."""

import pytest

from ieo_metrics.framework.words.turning_words import turning_words


@pytest.mark.parametrize(
    ("heading", "known", "words"),
    [
        ("did not reoffend", "did yp reoffend", ["not"]),
        ("no reoffending", "reoffending yes no", ["no"]),
        ("untraced", "traced", ["untraced"]),
        ("total staff", "total staff reached", ["total"]),  # adds up, though the known heading has it too
        ("young people reached to date", "young people reached", ["to date"]),
        ("not traced", "not traced", []),
        ("chi before", "chi before", []),
        ("traced yes or no", "traced yes no", []),
        ("school ref no", "ref no", []),
        ("no of traced", "traced", []),
    ],
)
def test_words_that_turn_a_heading(heading: str, known: str, words: list[str]):
    assert turning_words(heading, known) == words


def test_before_a_number_of_people_no_is_short_for_number():
    assert turning_words("no pupils seen", "no pupils", counts=True) == []
