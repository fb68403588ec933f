"""What is asked about the quarters of a return: the rules one by one, on dates that are written down."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.files_to_returns import _about_table, _questions
from ieo_metrics.accepting.quarters_without_rows import (
    emptied_quarters,
    later_than_stated,
    quarters_without_rows,
)
from ieo_metrics.accepting.returns import Part, quarters_in_words
from ieo_metrics.accepting.starts_after_coverage import late_starts
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import first_day, label, quarter

FIRST = quarter(2024, 1)
SESSIONS, SUPPORT = "police_sessions", "support"
MADE = dt.date(2024, 12, 31)


def q(*places: int) -> tuple[int, ...]:
    return tuple(FIRST + place for place in places)


def day(place: int, days: int = 0) -> dt.date:
    return first_day(FIRST + place) + dt.timedelta(days=days)


def dated(*days: dt.date | None) -> pd.DataFrame:
    many = len(days)
    return pd.DataFrame(
        {
            "date": pd.to_datetime(list(days)),
            "source": np.zeros(many, dtype=int),
            "row": range(2, 2 + many),
            "column": 1,
        }
    )


def periods(*dates: tuple[dt.date | None, dt.date | None], source: int = 0) -> pd.DataFrame:
    starts, ends = ([pd.Timestamp(each[i]) if each[i] else pd.NaT for each in dates] for i in (0, 1))
    return pd.DataFrame(
        {
            "started": pd.to_datetime(starts),
            "ended": pd.to_datetime(ends),
            "source": np.full(len(dates), source),
            "row": range(2, 2 + len(dates)),
            "column": 1,
        }
    )


def returned(
    frame: pd.DataFrame,
    *covers: int,
    table: str = SESSIONS,
    how: str = "stated",
    made: dt.date = MADE,
    made_is_stated: bool = False,
    number: int = 0,
    name: str = "a.xlsx",
) -> SimpleNamespace:
    sheets = [
        SimpleNamespace(name="List", table="school_list", stated=(), cell_of=lambda *at: "Z9"),
        SimpleNamespace(
            name="Log", table=table, stated=q(*covers), cell_of=lambda field, row, column: f"{field} {row}"
        ),
    ]
    file = SimpleNamespace(name=name, made=made, made_is_stated=made_is_stated, sheets=sheets, stated=())
    part = SimpleNamespace(
        file=file, tables={table: frame}, stated=lambda wanted: q(*covers) if wanted == table else ()
    )
    return SimpleNamespace(
        how=how,
        parts=(part,),
        covers={table: q(*covers)},
        covers_all=q(*covers),
        number=number,
        return_type=SimpleNamespace(title="TIPS · Rock Pool"),
    )


def asked(of: SimpleNamespace) -> list[tuple[str, str, str]]:
    return [(p.sheet, p.field, p.found) for p in quarters_without_rows(of, Settings())]


def test_all_rows_outside_the_stated_quarters_are_a_question() -> None:
    outside = dated(day(1), day(1), day(3), None)
    assert asked(returned(outside, 0)) == [("Log", "date", "all 3 dated in 2024/25 Q2, 2024/25 Q4")]
    assert asked(returned(outside, 0, 1)) == [] == asked(returned(outside, 3))
    assert asked(returned(outside, 0, how="assumed")) == asked(returned(outside, 0, how="given")) == []
    assert asked(returned(dated(), 0)) == asked(returned(dated(None), 0)) == [], "nothing is dated"
    (problem,) = quarters_without_rows(returned(dated(day(2)), 0, 1), Settings())
    assert (problem.code, problem.file, problem.cell) == ("mapping-quarter-without-rows", "a.xlsx", "")
    assert "2024/25 Q1, 2024/25 Q2" in f"{problem.expected} {problem.fix}"


@pytest.mark.parametrize(
    ("start", "end", "covers", "is_asked"),
    [
        (day(-1), day(0, -1), (0,), True),
        (day(-1), day(0), (0,), False),
        (day(-1), None, (0,), False),
        (day(1, -1), None, (0,), False),
        (day(1), None, (0,), True),
        (day(-1), day(0), (0, 1), False),  # in the first of two
        (day(1), day(1), (0, 1), False),  # in the second
        (day(2), None, (0, 1), True),
        (None, day(0), (0,), False),
    ],
)
def test_a_period_is_in_a_quarter_in_which_it_is_active(start, end, covers: tuple, is_asked: bool) -> None:
    found = asked(returned(periods((start, end)), *covers, table=SUPPORT))
    words = label(FIRST + (-1 if start == day(-1) else 1 if start == day(1) else 2))
    assert found == [("Log", "started", f"all 1 dated in {words}")] * is_asked


def test_a_list_has_no_quarters() -> None:
    offences = pd.DataFrame({"offence_date": pd.to_datetime([day(-9)])})
    assert asked(returned(offences, 0, table="offences")) == []


def too_early(in_quarter: int, later: int, *covers: int, made: dt.date = MADE, **more: object) -> list[str]:
    """The rows before lie on the last day of the last quarter, those after on the day after."""
    last = max(covers) if covers else 0
    frame = dated(*[day(last + 1, -1)] * in_quarter, *[day(last + 1)] * later)
    found = list(later_than_stated(returned(frame, *(covers or (0,)), made=made, **more), Settings()))
    assert {(p.file, p.sheet, p.cell, p.field) for p in found} <= {("a.xlsx", "Log", "", "date")}
    return [p.found for p in found]


@pytest.mark.parametrize(
    ("in_quarter", "later", "is_asked"),
    [
        (1, 3, True),
        (2, 3, True),
        (3, 3, False),
        (4, 3, False),
        (0, 3, False),
        (1, 2, False),
        (0, 1, False),
        (3, 4, True),
    ],
)
def test_most_rows_after_the_stated_quarter(in_quarter: int, later: int, is_asked: bool) -> None:
    """Not all of them, which is another question, and no fewer than three, which are no slip."""
    words = f"{later} of {in_quarter + later} rows are dated after it"
    assert too_early(in_quarter, later) == [words] * is_asked
    assert too_early(in_quarter, later, how="given") == []
    assert too_early(in_quarter, later, -1, 0) == [words] * is_asked


def test_what_is_dated_after_the_return_was_made_has_not_happened() -> None:
    assert too_early(1, 3, made=day(1, -1)) == [] and len(too_early(1, 3, made=day(1))) == 1


@pytest.mark.parametrize(("made", "had_begun"), [(day(0, -1), False), (day(0), True)])
def test_a_stated_quarter_that_had_not_begun(made: dt.date, had_begun: bool) -> None:
    words = ["2024/25 Q1 had not begun when the return was made"]
    assert too_early(1, 0, made=made, made_is_stated=True) == ([] if had_begun else words)
    assert too_early(1, 0, made=made) == [], "that is the day of the upload"
    assert too_early(1, 0, -1, 0, made=made, made_is_stated=True) == ([] if had_begun else words)


def test_of_periods_and_lists_nothing_is_too_early() -> None:
    late = periods(*[(day(1), None)] * 3, (day(0), None))
    assert list(later_than_stated(returned(late, 0, table=SUPPORT), Settings())) == []


def emptied(now: SimpleNamespace, *before: SimpleNamespace) -> list[tuple[str, str]]:
    found = list(emptied_quarters(now, before, Settings()))
    assert {(p.file, p.cell, p.field) for p in found} <= {("a.xlsx", "", "date")}
    return [(p.sheet, p.found) for p in found]


def test_quarters_without_a_row_where_the_return_before_has_several() -> None:
    old = returned(dated(*[day(0)] * 3, *[day(1)] * 2, *[day(2)] * 3), 0, 1, 2)
    now = returned(dated(day(1), day(1)), 0, 1)
    words = "none dated in {}, where the return before has rows"
    assert emptied(now, old) == [("Log", words.format("2024/25 Q1"))]
    assert emptied(returned(dated(day(0)), 0, 1), old) == [], "two rows are few"
    assert emptied(returned(dated(day(0), day(1)), 0, 1), old) == []
    assert emptied(returned(dated(day(1)), 1), old) == [], "it does not cover Q1"
    assert emptied(returned(dated(day(1)), 0, 1, 2), old) == [("Log", words.format("2024/25 Q1, 2024/25 Q3"))]
    assert emptied(returned(dated(day(1)), 0, 1, how="given"), old) == [] == emptied(now)
    assert emptied(returned(dated(), 0, 1), old) == [], "a nil return"
    assert emptied(returned(dated(None), 0, 1), old) == [], "nothing of it is dated"


def test_the_return_before_is_the_last_that_covers_the_quarter() -> None:
    full, nil = returned(dated(*[day(0)] * 3), 0), returned(dated(), 0)
    now, elsewhere = returned(dated(day(1)), 0, 1), returned(dated(day(1)), 1)
    assert emptied(now, full, nil) == [] and len(emptied(now, nil, full)) == 1
    assert len(emptied(now, full, elsewhere)) == 1
    other = returned(periods((day(0), None)), 0, table=SUPPORT)
    assert len(emptied(now, full, other)) == 1, "it has no such table"
    assert emptied(returned(periods((day(1), None)), 0, 1, table=SUPPORT), other) == []


def test_support_that_starts_after_what_its_return_covers() -> None:
    """From the day after the last quarter to the day of the return; each at its start, of more than twenty the first."""
    frame = periods(
        (day(1, -1), None),
        (day(1), None),
        (MADE, None),
        (MADE + dt.timedelta(1), None),
        (None, None),
        source=1,
    )
    found = list(late_starts(returned(frame, -1, 0, table=SUPPORT)))
    assert [(p.code, p.file, p.sheet, p.cell, p.field, p.found) for p in found] == [
        ("starts-after-quarter", "a.xlsx", "Log", "started 3", "started", "1 July 2024"),
        ("starts-after-quarter", "a.xlsx", "Log", "started 4", "started", "31 December 2024"),
    ]
    assert found[0].expected == "a start not after 30 June 2024"
    assert (
        list(late_starts(returned(dated(day(1)), 0)))
        == list(late_starts(returned(frame, table=SUPPORT)))
        == []
    )
    for many in (20, 21):
        several = periods(*[(day(1, n), None) for n in range(many)], source=1)
        said = [p.found for p in late_starts(returned(several, 0, table=SUPPORT))]
        assert (len(said), said[0]) == (
            (20, "1 July 2024") if many == 20 else (1, "1 July 2024, and 20 more rows")
        )


def test_late_starts_of_each_sheet_are_said_in_it() -> None:
    frame = periods(*[(day(1), None)] * 22).assign(source=[0] * 21 + [1])
    found = [(p.sheet, p.found) for p in late_starts(returned(frame, 0, table=SUPPORT))]
    assert found == [("List", "1 July 2024, and 20 more rows"), ("Log", "1 July 2024")]


def about(
    frame: pd.DataFrame,
    *covers: int,
    others: tuple[int, ...] = (),
    general: tuple[int, ...] = (),
    table: str = SESSIONS,
    how: str = "stated",
) -> list[tuple[str, str, str]]:
    """`general`: what the notes state."""
    of = returned(frame, *covers, table=table, how=how)
    part = of.parts[0]
    part.file.stated = q(*general)
    found = _about_table(of, part, table, frame, part.file.sheets[1:], set(q(*others)), Settings())
    assert {(p.file, p.sheet, p.cell) for p in found} <= {("a.xlsx", "Log", "")}
    return [(p.code, p.field, p.found) for p in found]


def test_rows_outside_the_quarter_are_said() -> None:
    outside = ("sessions-outside-quarter", "date", "3 dated in 2024/25 Q2, 2024/25 Q4")
    assert about(dated(day(0), day(1), day(1), day(3), None), 0) == [outside]
    assert about(dated(day(0), day(1)), 0, 1) == about(dated(None), 0) == []
    scores = dated(day(0), day(1)).assign(score=1)
    assert about(scores, 0, table="pain_readings") == [
        ("rows-outside-quarter", "date", "1 dated in 2024/25 Q2")
    ]
    assert about(periods((day(5), None)), 0, table=SUPPORT) == []


def test_one_quarter_is_stated_and_rows_of_earlier_ones_that_no_other_return_covers() -> None:
    frame = dated(day(-2), day(-1), day(0), day(1))
    outside = ("sessions-outside-quarter", "date", "3 dated in 2023/24 Q3, 2023/24 Q4, 2024/25 Q2")
    found = about(frame, 0)
    assert [code for code, *_ in found] == ["sessions-outside-quarter", "quarter-one-of-many"]
    assert found[1] == ("quarter-one-of-many", "", "3 dated in other quarters") and found[0] == outside
    assert [code for code, *_ in about(frame, 0, others=(-1,))] == [
        "sessions-outside-quarter",
        "quarter-one-of-many",
    ]
    for more in ({"others": (-2, -1)}, {"how": "given"}):
        assert [code for code, *_ in about(frame, 0, **more)] == ["sessions-outside-quarter"]
    assert [code for code, *_ in about(frame, 0, 1)] == ["sessions-outside-quarter"], "two are stated"
    assert [code for code, *_ in about(dated(day(0), day(1)), 0)] == ["sessions-outside-quarter"], (
        "a later one"
    )


def test_notes_that_say_other_quarters_than_the_sheet() -> None:
    """Where the sheet states what they do not, or they state one of which there are rows and that no other covers."""
    frame = dated(day(0))
    disagrees = [("quarter-disagrees", "", "the notes say 2024/25 Q2")]
    assert about(frame, 0, general=(1,)) == disagrees
    assert (
        about(frame, 0, general=(1,), how="given") == about(frame, 0) == about(frame, 0, general=(0,)) == []
    )
    assert about(frame, 0, general=(0, 1)) == [], "there are no rows of Q2"
    both = dated(day(0), day(1))
    assert about(both, 0, general=(0, 1))[0] == (
        "quarter-disagrees",
        "",
        "the notes say 2024/25 Q1, 2024/25 Q2",
    )
    assert [code for code, *_ in about(both, 0, general=(0, 1), others=(1,))] == ["sessions-outside-quarter"]
    assert about(periods((day(0), None)), 0, general=(1,), table=SUPPORT) == disagrees
    assert about(periods((day(0), None)), 0, general=(0, 1), table=SUPPORT) == []


def test_what_is_said_of_a_return_whose_quarters_are_assumed_or_unknown() -> None:
    of = returned(dated(day(0)), 0, how="assumed")
    (assumed,) = _questions(of, set(), Settings())
    assert (assumed.code, assumed.found) == ("quarter-assumed", "TIPS · Rock Pool: no quarter stated")
    (unknown,) = _questions(returned(dated(), how="assumed"), set(), Settings())
    assert (unknown.code, unknown.file) == ("mapping-quarter", "a.xlsx")
    assert _questions(returned(dated(day(0)), 0), set(), Settings()) == []


@pytest.mark.parametrize(
    ("quarters", "words"),
    [
        ((), "no quarter"),
        ((0,), "2024/25 Q1"),
        ((1, 0), "2024/25 Q1, 2024/25 Q2"),
        ((0, 1, 2), "2024/25 Q1 to 2024/25 Q3"),
        ((2, 0, 1, 3), "2024/25 Q1 to 2024/25 Q4"),
        ((0, 1, 3), "2024/25 Q1, 2024/25 Q2, 2024/25 Q4"),
        ((0, 2), "2024/25 Q1, 2024/25 Q3"),
    ],
)
def test_quarters_in_words(quarters: tuple, words: str) -> None:
    assert quarters_in_words(q(*quarters)) == words


def test_a_table_states_what_its_own_sheets_do() -> None:
    sheets = [
        SimpleNamespace(table=table, stated=q(*some))
        for table, some in ((SUPPORT, (1, 0)), (SESSIONS, (3,)), (SUPPORT, (0, 2)))
    ]
    part = Part(SimpleNamespace(sheets=sheets), {})
    assert part.stated(SUPPORT) == q(1, 0, 2) and part.stated("offences") == ()


def test_a_table_behind_one_of_another_kind_is_asked_about_too() -> None:
    """Periods and a list first, of which nothing is asked."""

    def behind(of: SimpleNamespace) -> SimpleNamespace:
        own = of.parts[0].tables
        lists = pd.DataFrame({"offence_date": pd.to_datetime([day(-9)])})
        of.parts[0].tables = {SUPPORT: periods((day(0), None)), "offences": lists, **own}
        of.covers |= {SUPPORT: q(0), "offences": q(0)}
        return of

    assert len(asked(behind(returned(dated(day(3)), 0)))) == 1
    late = behind(returned(dated(day(0), *[day(1)] * 3), 0))
    assert len(list(later_than_stated(late, Settings()))) == 1
    old, now = returned(dated(*[day(0)] * 3), 0), behind(returned(dated(day(1)), 0, 1))
    assert len(emptied(now, old)) == 1
    empty = returned(dated(day(1)), 0, 1)
    empty.parts[0].tables = {"pain_readings": dated(), **empty.parts[0].tables}
    empty.covers |= {"pain_readings": q(0, 1)}
    assert len(emptied(empty, old)) == 1
