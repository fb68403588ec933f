"""Columns and lines that say that some rows of a table do not count, planted into the invented samples."""

import pytest

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.commands_on_files import exit_status
from ieo_metrics.recognising.mappings.mapping import EMPTY, NOT_NEEDED
from tests.proofs.test_planted_habits import FIRST, HEADING, Cells, Habit, collect, plain, planted
from tests.recognising.in_memory import answers, book, sheet

TABLES = (
    ("society", "Support"),
    ("society", "Outcomes Star"),
    ("police", "Follow-up"),
    ("navigators", "Pain scale"),
    ("choices", "Sessions"),
    ("tips", "Sessions"),
)
UNDER_A_LINE = "mapping-rows-under-a-line"


def column(where: str, heading: str, some: object, others: object = None) -> Habit:
    """A column with one text in every sixth row and another in the rest."""

    def change(cells: Cells) -> None:
        for at, row in enumerate(cells[where]):
            row.append(heading if at == HEADING else (others if at % 6 else some) if at > HEADING else None)

    return change


def line(where: str, text: str, at: int = 60) -> Habit:
    def change(cells: Cells) -> None:
        cells[where].insert(FIRST + at, [text, *[None] * (len(cells[where][HEADING]) - 1)])

    return change


def second_block(where: str, title: str) -> Habit:
    """Rows under a second heading, with a title over it."""

    def change(cells: Cells) -> None:
        rows = cells[where]
        blank = [None] * len(rows[HEADING])
        rows.extend([blank, [title, *blank[1:]], list(rows[HEADING]), *map(list, rows[FIRST : FIRST + 5])])

    return change


def questions(cells: Cells) -> list:
    one = book(*(sheet(rows, name) for name, rows in cells.items()))
    return [
        question
        for file in collect(cells).files
        for asked in asked_sheets(file, one, EMPTY)
        for question in asked.questions
    ]


@pytest.mark.parametrize(("which", "where"), TABLES)
@pytest.mark.parametrize(
    "said",
    [
        ("Include in return?", "No", "Yes"),
        ("Count (Y/N)", "N", "Y"),
        ("Duplicate?", "Yes"),
        ("Void", "x"),
        ("Excluded from figures", True, False),
        ("Notes", "ENTERED IN ERROR - please ignore"),
        ("Comments", "duplicate"),
    ],
)
def test_a_column_that_says_so_is_asked_about_until_it_is_not_needed(which, where, said):
    cells = planted(which, column(where, *said))
    assert exit_status(collect(cells)) == 1
    (question,) = questions(cells)
    assert list(question.choices) == [NOT_NEEDED]
    after = collect(cells, question.answered(EMPTY, NOT_NEEDED))
    assert (exit_status(after), answers(after)) == (0, plain(which))


@pytest.mark.parametrize(("which", "where"), TABLES)
@pytest.mark.parametrize(
    "said",
    [
        ("Include in return?", "Yes", "Yes"),
        ("Void", "No", "No"),
        ("Duplicate?", None, "No"),
        ("Notes", "excluded from school"),
        ("Notes", "cancelled first date, rebooked and delivered"),
        ("Number of exclusions", 1.0, 2.0),
        ("Included in newsletter", "Yes"),
    ],
)
def test_a_column_that_says_it_of_no_row_stops_nothing(which, where, said):
    one = collect(planted(which, column(where, *said)))
    assert (exit_status(one), answers(one)) == (0, plain(which))


@pytest.mark.parametrize("which", ["tips", "choices"])
@pytest.mark.parametrize(
    "text", ["Cancelled", "cancelled by school", "Did not go ahead", "Postponed to June"]
)
def test_a_comment_that_a_delivered_session_did_not_happen(which, text):
    def comment(cells: Cells) -> None:
        status = cells["Sessions"][HEADING].index("Status")
        for at, row in enumerate(cells["Sessions"]):
            is_it = row[status] == ("Cancelled" if as_status else "Delivered") and at % 3 == 0
            row.append("Comments" if at == HEADING else text if at > HEADING and is_it else None)

    as_status = False
    assert exit_status(collect(planted(which, comment))) == 1
    as_status = True  # where the status says the same, all is well
    assert exit_status(collect(planted(which, comment))) == 0


@pytest.mark.parametrize(("which", "where"), TABLES)
@pytest.mark.parametrize(
    "text", ["Cancelled sessions", "Planned for next quarter", "DRAFT - not for use", "Waiting list"]
)
@pytest.mark.parametrize("way", [line, second_block])
def test_a_line_over_rows_that_do_not_count_is_asked_about(which, where, text, way):
    cells = planted(which, way(where, text))
    assert UNDER_A_LINE in [p.code for p in collect(cells).problems]
    (question,) = (one for one in questions(cells) if one.code == UNDER_A_LINE)
    (answer,) = question.choices
    after = collect(cells, question.answered(EMPTY, answer))
    assert UNDER_A_LINE not in [p.code for p in after.problems]


@pytest.mark.parametrize(("which", "where"), TABLES)
@pytest.mark.parametrize("text", ["Quarter 2", "Figures include 3 cancelled sessions", "July 2023", "Year 2"])
def test_other_lines_over_rows_stop_nothing(which, where, text):
    one = collect(planted(which, line(where, text)))
    assert (exit_status(one), answers(one)) == (0, plain(which))


@pytest.mark.parametrize(("which", "where"), TABLES)
def test_a_line_with_no_rows_under_it_stops_nothing(which, where):
    one = collect(planted(which, line(where, "Cancelled sessions", 10_000)))
    assert (exit_status(one), answers(one)) == (0, plain(which))
