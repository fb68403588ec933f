"""The order of a column of dates: when it is asked about, what an answer makes, and who is never asked."""

import datetime as dt
import io
import random
from collections.abc import Sequence

import openpyxl
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.accepting.questions.column_questions import asked_sheets
from ieo_metrics.checking.check_workbook import CheckedFile, check_workbook
from ieo_metrics.exports.fix_list.send_back import annotate_workbook
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import LAYOUT_OF, LAYOUTS
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import DAY_FIRST, EMPTY, MONTH_FIRST, Mapping
from sample_data import SAMPLES
from tests.recognising.in_memory import book

D = dt.date
RECEIVED = dt.datetime(2025, 4, 14, 12, tzinfo=dt.UTC)
SUPPORT = next(layout for layout in LAYOUTS if layout.table == "support")
HEADINGS = ["YP Ref", "Support started", "Support ended", "Setting"]
ASKED, KEY = "mapping-date-order", "support started"


def workbook(started: Sequence[object], ended: Sequence[object] = ()) -> Workbook:
    """A sheet of support that states four quarters, with these starts and ends."""
    ends = [*ended, *[None] * (len(started) - len(ended))]
    rows = [[f"YP{i}", a, b, "Community"] for i, (a, b) in enumerate(zip(started, ends, strict=True))]
    return book([["RESET 2024/25 Q1 to 2024/25 Q4"], HEADINGS, *rows])


def checked(started: Sequence[object], mapping: Mapping = EMPTY, ended: Sequence[object] = ()) -> CheckedFile:
    return check_workbook(workbook(started, ended), Settings(), RECEIVED, mapping)


def asked(file: CheckedFile) -> list[str]:
    """The headings whose column is asked about."""
    assert file.rows == file.used + file.left_out
    return [p.cell for p in file.problems if p.code == ASKED]


def starts(file: CheckedFile) -> list[dt.date | None]:
    days = file.tables["support"]["started"].dt.date.tolist()
    return [None if pd.isna(day) else day for day in days]


def answered(order: str, key: str = KEY) -> Mapping:
    return EMPTY.with_order(SUPPORT, key, order)


def uk(*days: dt.date) -> list[object]:
    return [f"{day:%d/%m/%Y}" for day in days]


def us(*days: dt.date) -> list[object]:
    return [f"{day:%m/%d/%Y}" for day in days]


def turned(day: dt.date) -> dt.date:
    return D(day.year, day.day, day.month)


# Each way in which a column speaks against day first


@pytest.mark.parametrize(
    ("started", "left"),
    [
        (["5/13/2024", "05/06/2024"], [None, None]),
        (["5.13.2024", "05.06.2024", D(2024, 5, 20)], [None, None, D(2024, 5, 20)]),
        (["05-13-2024", "05-06-2024", "2024-05-07"], [None, None, D(2024, 5, 7)]),
        (["5/13/2024 10:00", "05/06/2024 09:15", "5 June 2024"], [None, None, D(2024, 6, 5)]),
        # More of one order than of the other.
        (
            ["5/13/2024", "5/14/2024", "15/05/2024", "05/06/2024"],
            [None, None, D(2024, 5, 15), None],
        ),
        # Excel in UK order took those that it could, and left the others as text.
        (["5/13/2024", "6/25/2024", D(2024, 6, 5), D(2024, 7, 3)], [None, None, None, None]),
    ],
)
def test_dates_that_can_only_be_month_first(started, left):
    file = checked(started)
    assert (asked(file), starts(file)) == (["B2"], left)
    assert file.left_out == left.count(None)


def test_date_cells_up_to_12_and_text_above():
    """Excel in American order turned 5/6 into May 6, and left 13/5 as text."""
    started = ["13/05/2024", D(2024, 5, 6), "25/06/2024", D(2024, 9, 7), D(2024, 8, 8)]
    file = checked(started)
    assert asked(file) == ["B2"]
    assert starts(file) == [D(2024, 5, 13), None, D(2024, 6, 25), None, D(2024, 8, 8)]
    assert starts(checked(started, answered(DAY_FIRST)))[1] == D(2024, 5, 6)
    turned_back = [D(2024, 5, 13), D(2024, 6, 5), D(2024, 6, 25), D(2024, 7, 9), D(2024, 8, 8)]
    assert starts(checked(started, answered(MONTH_FIRST))) == turned_back


def test_text_that_can_only_be_month_first_is_read_once_the_officer_has_said_so():
    """Excel in British order took 06/05 for 6 May, and left 05/13 as text: all were typed month first."""
    started = ["05/13/2024", D(2024, 5, 6), "06/25/2024", D(2024, 7, 9), D(2024, 8, 8)]
    assert asked(checked(started)) == ["B2"]
    said = checked(started, answered(MONTH_FIRST))
    assert starts(said) == [D(2024, 5, 13), D(2024, 6, 5), D(2024, 6, 25), D(2024, 9, 7), D(2024, 8, 8)]
    assert (said.used, said.left_out) == (5, 0)


def test_date_cells_with_a_time_are_turned_back_with_it():
    started = ["13/05/2024", dt.datetime(2024, 5, 6, 10, 30), "25/06/2024", D(2024, 9, 7)]
    assert starts(checked(started)) == [D(2024, 5, 13), None, D(2024, 6, 25), None]
    file = checked(started, answered(MONTH_FIRST))
    assert starts(file)[1] == D(2024, 6, 5)
    assert ("date-time-dropped", "B4") in [(p.code, p.cell) for p in file.problems]


EIGHT = [
    f"{day:02}/{month:02}/2024" for day, month in zip(range(1, 9), (9, 5, 7, 6, 8, 4, 9, 5), strict=True)
]


@pytest.mark.parametrize("sign", "/.-")
def test_eight_different_dates_and_no_day_above_12(sign):
    random.Random(1).shuffle(EIGHT)
    started = [text.replace("/", sign) for text in EIGHT]
    assert asked(checked(started)) == ["B2"]
    assert asked(checked([*started[:7], *started[:7]])) == []  # seven different ones
    assert asked(checked([*started, "13/05/2024"])) == []
    assert asked(checked([*started, D(2024, 5, 13)])) == []


def test_rows_in_the_order_of_their_dates_read_month_first():
    days = [
        D(2024, 4, 3),
        D(2024, 4, 9),
        D(2024, 4, 20),
        D(2024, 5, 2),
        D(2024, 5, 28),
        D(2024, 6, 4),
        D(2024, 7, 8),
    ]
    half_mended = [*uk(*days)]
    for i, day in enumerate(days):
        if day.day <= 12:
            half_mended[i] = us(day)[0]
    assert asked(checked(half_mended)) == ["B2"]
    assert asked(checked(half_mended[::-1])) == ["B2"]  # the latest first
    assert starts(checked(half_mended, answered(MONTH_FIRST))) == days
    assert asked(checked(uk(*days))) == []
    assert asked(checked(half_mended[:5])) == []  # too few to tell


def test_a_late_row_and_blocks_do_not_hide_the_order_of_the_rows():
    days = [D(2024, 4, 1) + dt.timedelta(days=6 * i) for i in range(50)]
    half_mended = [us(day)[0] if day.day <= 12 else uk(day)[0] for day in days]
    assert asked(checked([*half_mended[1:], half_mended[0]])) == ["B2"]
    assert asked(checked(half_mended[::2] + half_mended[1::2])) == ["B2"]
    proper = uk(*days)
    assert asked(checked([*proper[1:], proper[0]])) == []
    assert asked(checked(proper[::2] + proper[1::2])) == []


@pytest.mark.parametrize(
    "mended",
    [
        lambda d: d,
        lambda d: f"{d:%Y-%m-%d}",
        lambda d: f"{d.day}.{d.month}.{d.year}",
        lambda d: f"{d.day} May {d.year}",
    ],
)
def test_days_above_12_in_another_form_than_all_others(mended):
    low = ["05/06/2024", "05/01/2024", "05/09/2024", "05/04/2024", "05/11/2024"]
    high = [mended(D(2024, 5, day)) for day in (28, 13, 21)]
    assert asked(checked([*low, *high])) == ["B2"]
    assert asked(checked([*low, *high, "13/05/2024"])) == []  # the form of the others knows days above 12
    assert asked(checked([*low, *high, D(2024, 5, 2)])) == []
    assert asked(checked([*low[:2], *high])) == []


def test_what_a_fix_list_had_flagged_comes_back_mended():
    """The rows are in no order and all dates in one form: only the list tells."""
    days = [D(2024, 4, 3) + dt.timedelta(days=9 * i) for i in range(24)]
    random.Random(7).shuffle(days)
    table = openpyxl.Workbook()
    page = table.worksheets[0]
    for row in (["RESET 2024/25 Q1 to 2024/25 Q4"], HEADINGS):
        page.append(row)
    for i, text in enumerate(us(*days)):
        page.append([f"YP{i}", text, None, "Community"])
    data, marked = io.BytesIO(), io.BytesIO()
    table.save(data)
    first = check_workbook(_read(data), Settings(), RECEIVED)
    assert asked(first) == ["B2"]
    sent = openpyxl.load_workbook(io.BytesIO(annotate_workbook(data.getvalue(), first.problems, first)))
    for i, day in enumerate(days):
        if day.day > 12:
            sent.worksheets[1].cell(3 + i, 2).value = f"{day:%d/%m/%Y}"
    sent.save(marked)
    again = check_workbook(_read(marked), Settings(), RECEIVED)
    assert asked(again) == ["B2"]
    assert "came back" in next(p.found for p in again.problems if p.code == ASKED)
    assert [day for day in starts(again) if day] == [
        day for day in days if day.day > 12 or day.day == day.month
    ]
    assert starts(check_workbook(_read(marked), Settings(), RECEIVED, answered(MONTH_FIRST))) == days
    # Without a list, one slip of many says nothing of the others.
    del sent[sent.sheetnames[-1]], sent[sent.sheetnames[0]]
    sent.save(marked := io.BytesIO())
    assert asked(check_workbook(_read(marked), Settings(), RECEIVED)) == []


def _read(data: io.BytesIO) -> Workbook:
    (one,) = read_files([("support.xlsx", data.getvalue())])
    assert isinstance(one, Workbook)
    return one


def test_a_sample_of_which_only_what_was_flagged_was_mended():
    """As a provider's workbook came back: month first, but for the days above 12. All in one form."""
    table = openpyxl.load_workbook(next(path for path in SAMPLES if "Constabulary" in path.name))
    page = table["Follow-up"]
    for row in page.iter_rows(min_row=5, min_col=2, max_col=3):
        for cell in row:
            if isinstance(day := cell.value, dt.datetime):
                cell.value = f"{day:%d/%m/%Y}" if day.day > 12 else f"{day:%m/%d/%Y}"
    table.save(data := io.BytesIO())
    file = check_workbook(_read(data), Settings(), RECEIVED)
    assert asked(file) == ["B4", "C4"]
    layout = LAYOUT_OF["follow_up, one row per person"]
    mapping = EMPTY.with_order(layout, "support started", MONTH_FIRST)
    mapping = mapping.with_order(layout, "follow up ends", MONTH_FIRST)
    file = check_workbook(_read(data), Settings(), RECEIVED, mapping)
    (right,) = read_files([(path.name, path.read_bytes()) for path in SAMPLES if "Constabulary" in path.name])
    assert isinstance(right, Workbook)
    sample = check_workbook(right, Settings(), RECEIVED)
    assert (asked(file), asked(sample)) == ([], [])
    for name in ("started", "window_end"):
        assert file.tables["follow_up"][name].tolist() == sample.tables["follow_up"][name].tolist()


def test_one_slip_that_was_mended_says_nothing_of_the_others():
    days = [D(2024, 4, 13), D(2024, 5, 6), D(2024, 4, 20), D(2024, 7, 2), D(2024, 6, 28)]
    fixes = [
        ["What to fix in this workbook"],
        ["State", "Sheet", "Cell", "What was found", "Code"],
        ["to fix", "Sheet1", "B7", "6/28/2024", "date-not-uk"],
    ]
    rows = [[f"YP{i}", text, None, "Community"] for i, text in enumerate(uk(*days))]
    one = book([["RESET 2024/25 Q1"], HEADINGS, *rows], fixes)
    assert asked(check_workbook(one, Settings(), RECEIVED)) == []


def test_the_column_beside_one_that_is_month_first_is_asked_about_too():
    file = checked(["5/13/2024", "05/06/2024"], ended=["06/07/2024", None])
    assert asked(file) == ["B2", "C2"]
    settled = checked(["5/13/2024", "05/06/2024"], ended=["06/07/2024", "14/07/2024"])
    assert asked(settled) == ["B2"]


# Who is never asked


@pytest.mark.parametrize(
    "started",
    [
        uk(D(2024, 5, 13), D(2024, 5, 6), D(2024, 6, 7)),
        ["13/05/2024", "05/06/2024", "5/14/2024", "15/05/2024"],  # one slip
        ["5/13/2024", D(2024, 5, 6)],  # nothing else is in doubt
        ["05/06/2024", "07/06/2024", "01/04/2024"],
        ["13/05/2024", D(2024, 5, 6), D(2024, 5, 20), "25/06/2024"],
        ["13/05/2024", D(2024, 5, 6), "25/06/2024"],  # one date cell
        ["13/05/2024", D(2024, 5, 6), D(2024, 6, 7), "25/06/2024", "04/06/2024"],
        ["2024-05-06"] * 3 + [f"2024-0{month}-0{day}" for month in range(4, 9) for day in range(1, 9)],
        [f"{day} {month} 2024" for month in ("May", "June") for day in range(1, 9)],
        ["05/05/2024", "06/06/2024", "5/13/2024"],  # one day in both orders
        ["", None, "-", "soon", "31/02/2024", 45772.0],
    ],
)
def test_a_column_that_speaks_for_day_first_or_not_at_all(started):
    assert asked(checked(started)) == []


quick = settings(max_examples=60, deadline=None)
DAYS = st.dates(D(2024, 4, 1), D(2025, 3, 31))


@quick
@given(st.lists(DAYS, min_size=1, max_size=40))
def test_date_cells_alone_are_never_asked_about(days):
    file = checked(days)
    assert (asked(file), starts(file)) == ([], days)


@quick
@given(st.lists(DAYS, min_size=1, max_size=40), DAYS.filter(lambda day: day.day > 12))
def test_uk_text_in_the_order_of_its_dates_with_a_day_above_12_is_never_asked_about(days, above):
    days = sorted([*days, above])
    file = checked(uk(*days))
    assert (asked(file), starts(file)) == ([], days)


@quick
@given(st.lists(DAYS, min_size=1, max_size=40), DAYS.filter(lambda day: day.day > 12), st.randoms())
def test_a_month_first_column_is_asked_about_and_read_by_the_answer(days, above, chance):
    days = [*days, above]
    chance.shuffle(days)
    doubtful = {day for day in days if day.day <= 12 and day.day != day.month}
    file = checked(us(*days))
    assert asked(file) == ["B2"] * bool(doubtful)
    assert not doubtful & {day for day in starts(file) if day}
    if doubtful:
        assert starts(checked(us(*days), answered(MONTH_FIRST))) == days


@quick
@given(
    st.lists(DAYS.filter(lambda d: d.day <= 12), min_size=2, max_size=20, unique=True),
    st.lists(DAYS.filter(lambda d: d.day > 12), min_size=2, max_size=20, unique=True),
)
def test_what_excel_took_in_the_other_order_is_turned_back(low, high):
    """Typed day first; Excel in American order."""
    started = [*map(turned, low), *uk(*high)]
    in_doubt = any(day.day != day.month for day in low)
    assert asked(checked(started)) == ["B2"] * in_doubt
    if in_doubt:
        assert starts(checked(started, answered(MONTH_FIRST))) == [*low, *high]


# The question and its answer


MIXED = ["5/13/2024", "05/06/2024", "07/08/2024", "5 June 2024"]


def test_the_question_says_what_was_seen_with_two_readings():
    (question,) = [p for p in checked(MIXED).problems if p.code == ASKED]
    assert (question.severity, question.field, question.cell) == (CONFIRM, "started", "B2")
    assert question.found == "1 different date can only be month first, and none can only be day first"
    for words in (
        "column B",
        "05/06/2024 is 5 June 2024 or 6 May 2024",
        "07/08/2024 is 7 August 2024 or 8 July",
    ):
        assert words in question.fix


def test_no_doubtful_cell_has_a_problem_of_its_own():
    file = checked(MIXED)
    assert [(p.code, p.cell) for p in file.problems] == [("date-not-uk", "B3"), (ASKED, "B2")]
    assert (file.rows, file.used, file.left_out) == (4, 1, 3)


def test_day_first_leaves_all_as_it_was():
    file = checked(MIXED, answered(DAY_FIRST))
    assert starts(file) == [None, D(2024, 6, 5), D(2024, 8, 7), D(2024, 6, 5)]
    assert [p.code for p in file.problems] == ["date-not-uk"]


def test_month_first_reads_all_dates_in_numbers_so_and_says_it():
    file = checked(MIXED, answered(MONTH_FIRST))
    assert starts(file) == [D(2024, 5, 13), D(2024, 5, 6), D(2024, 7, 8), D(2024, 6, 5)]
    (said,) = file.problems
    assert (said.code, said.severity, said.cell) == ("date-order-month-first", INFORMATION, "B2")
    assert "05/06/2024 is 6 May 2024" in said.fix


def test_an_answer_turns_nothing_in_a_column_that_is_in_no_question():
    """The next return is written day first: what was said of the last one does not count."""
    proper = uk(D(2024, 5, 13), D(2024, 5, 6), D(2024, 6, 7))
    assert starts(checked(proper, answered(MONTH_FIRST))) == [D(2024, 5, 13), D(2024, 5, 6), D(2024, 6, 7)]


def test_an_answer_is_of_its_own_column():
    assert asked(checked(MIXED, answered(MONTH_FIRST, "support ended"))) == ["B2"]


def test_a_doubtful_end_is_not_taken_for_an_open_one():
    ended = ["5/13/2024", "05/06/2024", None]
    file = checked([D(2024, 4, 2), D(2024, 4, 3), D(2024, 4, 4)], ended=ended)
    assert asked(file) == ["C2"]
    assert (file.used, file.left_out) == (1, 2)
    collection = collect_files(
        [workbook([D(2024, 4, 2), D(2024, 4, 3), D(2024, 4, 4)], ended)], Settings(), RECEIVED
    )
    results = measure_collection(collection)
    assert results is not None
    row = next(r for r in results.frame.itertuples() if (r.ref, r.quarter) == ("5.1.3.b", "2024/25 Q1"))
    assert (row.value, row.left_out) == (1, 2)


def test_the_question_has_a_choice_of_two_orders_with_what_each_makes():
    one = workbook(MIXED)
    file = check_workbook(one, Settings(), RECEIVED)
    ((question,),) = [sheet.questions for sheet in asked_sheets(file, one, EMPTY)]
    assert question.about == "Column B “Support started”: day first or month first?"
    assert question.choices == {
        DAY_FIRST: "Day first: 05/06/2024 is 5 June 2024, 07/08/2024 is 7 August 2024",
        MONTH_FIRST: "Month first: 05/06/2024 is 6 May 2024, 07/08/2024 is 8 July 2024",
    }
    assert (question.proposed, question.columns) == (None, (1,))
    for order in (DAY_FIRST, MONTH_FIRST):
        mapping = question.answered(EMPTY, order)
        file = check_workbook(one, Settings(), RECEIVED, mapping)
        assert (asked(file), asked_sheets(file, one, mapping)) == ([], [])
