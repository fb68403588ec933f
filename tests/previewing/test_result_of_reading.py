"""What a reading makes beside the next best one: rows, the figures and what comes out of its first rows."""

from functools import reduce

from ieo_metrics.accepting.questions.answering.next_best_readings import Answers, next_best_readings
from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.accepting.questions.question import Question
from ieo_metrics.checking.check_workbook import check_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.previewing.result_of_reading import ReadingResult, result_of_reading
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY, NOT_NEEDED
from tests.recognising.in_memory import RECEIVED, book, sheet

PAIN = "Young person ref  {}  {}  {}  {}"
SUPPORT = "Young person ref  Support started  Support ended  Setting"
HEADINGS = PAIN.format("First date", "Score at the start", "Latest date", "Score at the end")
ROWS = "A1  2024-04-09  6  2024-06-09  4\nA2  2024-04-10  5  2024-06-10  5\nA3  2024-04-11  8  2024-06-11  5"


def asked(workbook: Workbook) -> list[Question]:
    file = check_workbook(workbook, Settings(), RECEIVED)
    (one,) = asked_sheets(file, workbook, EMPTY)
    return list(one.questions)


def made(workbook: Workbook, answers: Answers) -> ReadingResult:
    mapping = reduce(lambda known, pair: pair[0].answered(known, pair[1]), answers, EMPTY)
    return result_of_reading(workbook, "Sheet1", mapping, Settings(), RECEIVED)


def in_words(result: ReadingResult) -> dict[int, str]:
    """What comes out of each row, without what each value is."""
    return {row: ", ".join(value for _, value in said) for row, said in result.said.items()}


def slot(name: str, choices: list[str], proposed: str | None) -> Question:
    titles = {each: each.capitalize() for each in choices} | {NOT_NEEDED: "Not needed"}
    return Question(name, f"Column {name}", "", titles, proposed, lambda mapping, _: mapping, slots=True)


def test_of_two_columns_that_would_be_each_other_both_change():
    b, d = slot("B", ["first", "latest"], "first"), slot("D", ["latest", "first"], "latest")
    (other,) = next_best_readings([(b, "first"), (d, "latest")], 4)
    assert other == ("Column B: Latest; Column D: First", ((b, "latest"), (d, "first")))


def test_a_column_that_cannot_be_the_other_is_not_needed():
    """D is the latest and can be no first: where B takes the latest, D is not needed. An open D stays open."""
    b, d = slot("B", ["first", "latest"], "first"), slot("D", ["latest"], "latest")
    (_, other) = next_best_readings([(b, "first"), (d, "latest")], 4)[0]
    assert other == ((b, "latest"), (d, NOT_NEEDED))
    (_, other) = next_best_readings([(b, None), (d, "latest")], 4)[1]
    assert other == ((b, "latest"), (d, NOT_NEEDED))


def test_an_answer_has_one_next_best_and_an_open_question_two():
    b, c = slot("B", ["ended", "started"], "ended"), slot("C", ["setting", "district"], None)
    found = next_best_readings([(b, "ended"), (c, None)], 4)
    assert found == [
        ("Column B: Started", ((b, "started"),)),
        ("Column C: Setting", ((b, "ended"), (c, "setting"))),
        ("Column C: District", ((b, "ended"), (c, "district"))),
    ]
    assert len(next_best_readings([(b, "ended"), (c, None)], 2)) == 2


def test_an_answer_follows_its_question_without_a_second_sign():
    of = Question("of", "What does it mean?", "", {"a": "This", "b": "That"}, "a", lambda mapping, _: mapping)
    assert [words for words, _ in next_best_readings([(of, "a")], 4)] == ["What does it mean? That"]


def test_the_answer_to_another_question_moves_no_column():
    """“Ended” is an answer of the first question by chance; column B stays what it is."""
    titles = {"started": "This", "ended": "That"}
    of = Question("of", "What?", "", titles, "started", lambda mapping, _: mapping)
    b = slot("B", ["ended", "started"], "ended")
    assert next_best_readings([(of, "started"), (b, "ended")], 4)[0] == (
        "What? That",
        ((of, "ended"), (b, "ended")),
    )


def test_of_an_open_order_of_dates_both_readings_are_shown():
    rows = "A1  7/15/2024  -  Community\nA2  08/07/2024  -  Community"
    workbook = book(sheet(f"{SUPPORT}\n{rows}", "Sheet1"))
    open_ones: list[tuple[Question, str | None]] = [(each, None) for each in asked(workbook)]
    day, month = (made(workbook, answers) for _, answers in next_best_readings(open_ones, 4))
    # Day first, 15 July is no date of theirs, and its row is left out.
    assert (day.used, in_words(day)) == (1, {3: "a2, 8 July 2024, community"})
    assert (month.used, in_words(month)) == (
        2,
        {2: "a1, 15 July 2024, community", 3: "a2, 7 August 2024, community"},
    )


def test_a_reading_says_rows_figures_and_what_comes_out():
    workbook = book(sheet(f"{HEADINGS}\n{ROWS}", "Sheet1"))
    chosen = [(each, each.proposed) for each in asked(workbook)]
    assert [each.proposed for each, _ in chosen] == ["first_score", "latest_score"]
    now = made(workbook, tuple((each, answer or "") for each, answer in chosen))
    assert (now.rows, now.used) == (3, 3)
    assert {ref: [one.n for one in made.values()] for ref, made in now.figures.items() if made} == {
        "5.1.2.c": [3],
        "5.1.2.d": [3],
    }
    assert in_words(now) == {
        2: "a1, 9 April 2024, 6, 9 June 2024, 4",
        3: "a2, 10 April 2024, 5, 10 June 2024, 5",
        4: "a3, 11 April 2024, 8, 11 June 2024, 5",
    }
    assert [title for title, _ in now.said[2]] == ["Young person ref", "Date", "Score", "Date", "Score"]
    ((words, answers), *_) = next_best_readings(chosen, 4)
    assert words == "Column C “Score at the start”: Latest score; Column E “Score at the end”: First score"
    other = made(workbook, answers)
    # The changes are −2, 0 and −3; with the scores changed round 2, 0 and 3.
    assert now.figures["5.1.2.c"]["2024/25 Q1"].value == -5 / 3
    assert other.figures["5.1.2.c"]["2024/25 Q1"].value == 5 / 3
    assert other.moved_from(now) == ["5.1.2.c", "5.1.2.d"] and now.moved_from(now) == []


def test_nothing_is_read_before_the_question_is_answered():
    workbook = book(sheet(f"{HEADINGS}\n{ROWS}", "Sheet1"))
    now = made(workbook, ())
    assert (now.rows, now.used, dict(now.figures), dict(now.said)) == (3, 0, {}, {})
