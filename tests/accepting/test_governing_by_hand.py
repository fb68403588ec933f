"""Which rows count in which quarter: the rules one by one, on rows and returns that are written down."""

import datetime as dt
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.coverage import _assumed, counting_days, coverage, event_days, rows_by_quarter
from ieo_metrics.accepting.files_to_returns import _again, group_into_returns
from ieo_metrics.accepting.governing_returns import (
    Governed,
    _governing,
    _periods,
    _standing,
    _windows,
    only_governing,
    window_starts,
)
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import first_day, quarter
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.return_types import return_type_of

FIRST = quarter(2023, 3)
DAY = dt.timedelta(days=1)


def unread(table: str, *fields: str) -> int:
    """The mark of a row in which these fields could not be read."""
    names = [field.name for field in TABLE[table].fields]
    return sum(1 << names.index(field) for field in fields)


def returned(number: int, **covers: list[int]) -> SimpleNamespace:
    """A return that covers tables in quarters from FIRST on."""
    own = {name: tuple(FIRST + q for q in quarters) for name, quarters in covers.items()}
    every = tuple(sorted({q for quarters in own.values() for q in quarters}))
    return SimpleNamespace(number=number, covers=own, covers_all=every, made=dt.date(2024, 1, 1 + number))


RETURNS = [
    returned(0, support=[0, 1]),
    returned(1, support=[1, 2], star_readings=[1]),
    returned(2, support=[0]),
]


def test_of_each_quarter_the_latest_return_that_covers_it_governs() -> None:
    governs, covers = _governing(RETURNS, FIRST, 3)
    assert governs["support"].tolist() == [2, 1, 1] and governs["star_readings"].tolist() == [-1, 1, -1]
    assert governs["offences"].tolist() == [-1, -1, -1]
    assert covers["support"].tolist() == [[True, True, False], [False, True, True], [True, False, False]]
    assert covers["star_readings"].tolist() == [[False] * 3, [False, True, False], [False] * 3]
    assert set(governs) == set(covers) == set(TABLE)


def test_the_quarters_are_from_the_first_that_is_covered_to_the_last() -> None:
    governed = only_governing(RETURNS)
    assert governed is not None
    assert (governed.first, governed.quarters, governed.last) == (FIRST, 3, FIRST + 2)
    assert governed.covered("star_readings").tolist() == [False, True, False]
    assert governed.covered("support").tolist() == [True] * 3
    assert governed.made.astype(str).tolist() == ["2024-01-01", "2024-01-02", "2024-01-03"]
    late = only_governing([returned(0, support=[5])])
    assert late is not None and (late.first, late.quarters, late.last) == (FIRST + 5, 1, FIRST + 5)
    assert Governed(7, 3, {}, {}, (), ()).last == 9


def test_a_row_counts_where_its_return_governs_and_is_a_baseline_where_it_covers_nothing() -> None:
    governs, covers = _governing(RETURNS, FIRST, 3)
    rows = [
        (0, FIRST, "gone"),  # the last return governs
        (2, FIRST, "counts"),
        (0, FIRST + 1, "gone"),
        (1, FIRST + 1, "counts"),
        (1, FIRST + 2, "counts"),
        (1, FIRST, "baseline"),  # it does not cover this
        (2, FIRST + 2, "baseline"),
        (0, FIRST + 2, "baseline"),
        (0, FIRST - 1, "baseline"),
        (1, FIRST - 1, "baseline"),  # though it governs the last quarter
        (1, FIRST + 3, "baseline"),
        (0, -1, "gone"),  # without a day
    ]
    frame = pd.DataFrame({"return_no": [number for number, *_ in rows], "row": range(len(rows))})
    found = _standing(frame, np.array([q for _, q, _ in rows]), governs["support"], covers["support"], FIRST)
    assert found["row"].tolist() == [at for at, (_, _, what) in enumerate(rows) if what != "gone"]
    for row in found.itertuples():
        what = rows[row.row][2]
        assert (row.counts, row.baseline) == (what == "counts", what == "baseline")
        assert row.quarter == rows[row.row][1]
    assert found.index.tolist() == list(range(len(found)))
    assert list(found.columns) == ["return_no", "row", "quarter", "counts", "baseline"]
    all_count = frame.iloc[[1, 3]].set_axis([8, 9])
    kept = _standing(all_count, np.array([FIRST, FIRST + 1]), governs["support"], covers["support"], FIRST)
    assert kept.index.tolist() == [8, 9] and kept["counts"].all()


def periods(*rows: tuple[int, object, object, int], returns=None) -> list[tuple[int, int | None, bool]]:
    """Which row stands in which quarter from FIRST on (None: a baseline), and whether it can be used."""
    returns = returns or [returned(0, support=[0, 1]), returned(1, support=[2])]
    governs, covers = _governing(returns, FIRST, 3)
    frame = pd.DataFrame(
        {
            "return_no": [number for number, *_ in rows],
            "started": pd.to_datetime([start for _, start, _, _ in rows]),
            "ended": pd.to_datetime([end for _, _, end, _ in rows]),
            "unreadable": [mark for *_, mark in rows],
            "row": range(len(rows)),
        }
    )
    found = _periods("support", frame, governs["support"], covers["support"], FIRST)
    assert (found["counts"] == (found["quarter"] >= 0)).all() and (found["counts"] != found["baseline"]).all()
    assert found.index.tolist() == list(range(len(found)))
    assert list(found.columns) == [*frame.columns, "quarter", "counts", "baseline", "usable"]
    return sorted(
        ((row.row, row.quarter - FIRST if row.counts else None, row.usable) for row in found.itertuples()),
        key=str,
    )


def day(q: int, days: int = 0) -> pd.Timestamp:
    return pd.Timestamp(first_day(FIRST + q) + days * DAY)


@pytest.mark.parametrize(
    ("row", "stands"),
    [
        ((0, day(-2), None), [0, 1]),  # open: to the last quarter that its return covers
        ((0, day(0), day(0)), [0]),
        ((0, day(-9), day(0)), [0]),  # ended on the first day
        ((0, day(1, -1), day(1, -1)), [0]),
        ((0, day(1, -1), day(1)), [0, 1]),
        ((0, day(1), day(2)), [1]),  # in the third another return governs
        ((1, day(0), None), [2]),
        ((1, day(0), day(9)), [2]),
        ((1, day(2), day(2)), [2]),
        ((1, day(0), day(1)), [None]),  # of no quarter that it covers
        ((0, day(2), None), [None]),  # begins after what it covers
        ((0, day(-3), day(-2)), [None]),
        ((0, day(5), day(6)), [None]),
    ],
)
def test_a_period_stands_in_each_quarter_in_which_it_is_active(row: tuple, stands: list) -> None:
    assert periods((*row, 0)) == [(0, q, True) for q in stands]


@pytest.mark.parametrize(
    ("row", "stands"),
    [
        ((0, day(0, 5), day(0, 4), 0), [0]),  # the end before the start, in one quarter
        ((0, day(1), day(0), 0), [0, 1]),  # or in two
        ((0, None, day(1), 0), [1]),
        ((0, None, None, 0), [None]),
        ((0, day(0), None, unread("support", "ended")), [0]),
        ((0, None, day(0), unread("support", "started")), [0]),
        ((0, day(1), day(-1), 0), [1]),
        ((0, day(3), day(1), 0), [1]),
        ((1, day(2), day(0), 0), [2]),
        ((1, day(1), day(0), 0), [None]),
    ],
)
def test_a_period_that_cannot_be_used_stands_in_the_quarters_of_its_dates(row: tuple, stands: list) -> None:
    assert periods(row) == [(0, q, False) for q in stands]


def test_several_periods_keep_their_own_quarters() -> None:
    rows = [(0, day(0), None, 0), (1, day(-1), None, 0), (0, day(1), day(0), 0), (0, day(1), day(1), 0)]
    assert periods(*rows) == sorted(
        [(0, 0, True), (0, 1, True), (1, 2, True), (2, 0, False), (2, 1, False), (3, 1, True)], key=str
    )


def test_a_period_of_a_return_that_was_superseded_is_gone_and_one_that_covers_nothing_has_no_end() -> None:
    returns = [returned(0, support=[0]), returned(1, support=[0, 1]), returned(2)]
    assert periods((0, day(0), None, 0), returns=returns) == []
    assert periods((2, day(0), None, 0), returns=returns) == [(0, None, True)]
    assert periods((1, day(0), None, 0), returns=returns) == [(0, 0, True), (0, 1, True)]


def dated(*rows: dict) -> pd.DataFrame:
    """Rows of follow-up, days as they are and blank where there is none."""
    frame = pd.DataFrame(
        [
            {"person_ref": "A", "started": None, "window_end": None, "arrested": None, "unreadable": 0} | row
            for row in rows
        ]
    )
    for name in ("started", "window_end", "arrested"):
        frame[name] = pd.to_datetime(frame[name])
    return frame.assign(person_ref=frame["person_ref"].astype("category"))


def days(found: np.ndarray) -> list[str]:
    return found.astype("datetime64[D]").astype(str).tolist()


SUPPORT = pd.DataFrame(
    {
        "person_ref": pd.Categorical(["A", "A", "A", "A", "B", None]),
        "ended": pd.to_datetime(["2023-03-01", "2023-05-01", "2023-06-01", "2023-07-01", None, "2023-08-01"]),
        "counts": [True, True, False, True, True, True],
        "usable": [True, True, True, False, True, True],
    }
)


def test_which_date_starts_a_window_is_a_setting() -> None:
    """The last end of support that counts and can be used; of nobody else's."""
    frame = dated(
        {"started": "2023-01-05", "arrested": "2022-12-01"}, {"person_ref": "B"}, {"person_ref": "C"}
    )
    assert days(window_starts(frame, SUPPORT, Settings())) == ["2023-01-05", "NaT", "NaT"]
    assert days(window_starts(frame, SUPPORT, Settings(window_starts="arrest"))) == [
        "2022-12-01",
        "NaT",
        "NaT",
    ]
    ends = Settings(window_starts="support end")
    assert days(window_starts(frame, SUPPORT, ends)) == ["2023-05-01", "NaT", "NaT"]
    assert days(window_starts(frame, None, ends)) == ["NaT"] * 3


def test_a_window_ends_where_it_is_said_to_or_after_so_many_months() -> None:
    unclear = unread("follow_up", "window_end")
    frame = dated(
        {"started": "2023-01-05"},
        {"started": "2023-01-05", "window_end": "2023-02-01"},
        {"started": "2023-01-05", "unreadable": unclear},
        {"window_end": "2023-02-01"},
        {"started": "2023-01-05", "unreadable": unread("follow_up", "started", "traced")},
    )
    found = _windows(frame, None, Settings())
    assert days(found["ends"].to_numpy()) == ["2024-01-05", "2023-02-01", "NaT", "2023-02-01", "2024-01-05"]
    assert days(found["begins"].to_numpy()) == ["2023-01-05"] * 3 + ["NaT", "2023-01-05"]
    short = _windows(frame, None, Settings(follow_up_months=3))
    assert days(short["ends"].to_numpy())[0] == "2023-04-05"


def test_events_of_a_table_are_its_dates_up_to_the_day_of_the_return() -> None:
    made = dt.date(2023, 12, 31)
    support = pd.DataFrame(
        {
            "started": pd.to_datetime(["2023-10-01", None, "2024-01-01"]),
            "ended": pd.to_datetime(["2023-12-31", "2023-11-05", None]),
        }
    )
    assert sorted(days(event_days("support", support, Settings(), made))) == [
        "2023-10-01",
        "2023-11-05",
        "2023-12-31",
    ]
    lists = pd.DataFrame({"valid_from": pd.to_datetime(["2023-10-01"]), "valid_to": pd.to_datetime([None])})
    assert days(event_days("school_list", lists, Settings(), made)) == []
    follow_up = dated(
        {"started": "2022-10-05"},  # ends after twelve months
        {"started": "2022-10-05", "window_end": "2023-09-01"},
        {"started": "2022-10-05", "unreadable": unread("follow_up", "window_end")},
        {"started": "2023-01-05"},  # has not ended
        {"window_end": "2023-12-31"},
        {"started": "2022-11-05", "unreadable": unread("follow_up", "reoffended")},
    )
    ends = ["2023-10-05", "2023-09-01", "2023-12-31", "2023-11-05"]
    assert days(event_days("follow_up", follow_up, Settings(), made)) == ends
    assert days(counting_days("follow_up", follow_up, Settings(), made)) == ends


def test_the_day_in_whose_quarter_a_row_counts_is_its_own_whenever_the_return_was_made() -> None:
    made = dt.date(2023, 10, 1)
    for rows in (["2023-10-01", None, "2024-01-01"], ["2023-10-01", "2024-01-01"]):
        sessions = pd.DataFrame({"date": pd.to_datetime(rows)})
        assert days(counting_days("police_sessions", sessions, Settings(), made)) == [
            "2023-10-01",
            "2024-01-01",
        ]


def test_rows_are_counted_quarter_by_quarter() -> None:
    some = np.array([day(0), day(2, 3), day(0, 5), day(2)], dtype="datetime64[D]")
    assert rows_by_quarter(some) == {FIRST: 2, FIRST + 2: 2}
    assert rows_by_quarter(some[:0]) == {}


@pytest.mark.parametrize(
    ("events", "before", "covers"),
    [
        ([], [], []),
        ([], [0], []),
        ([0], [], [0]),
        ([0, 3, 1], [], [0, 1, 2, 3]),
        ([0, 3], [1], [2, 3]),  # from the quarter after the last that is covered
        ([2, 3], [0, 1], [2, 3]),
        ([3], [0], [1, 2, 3]),
        ([0, 3], [3], [3]),  # all covered: the last
        ([0, 3], [7], [3]),
        ([0, 3], [0, 2], [3]),
    ],
)
def test_what_an_unstated_return_covers(events: list[int], before: list[int], covers: list[int]) -> None:
    found = _assumed(
        np.array([day(q, 9) for q in events], dtype="datetime64[D]"), {FIRST + q for q in before}
    )
    assert found == tuple(FIRST + q for q in covers)


def part(
    stated: dict[str, list[int]], general: list[int] = (), other_sheets: list[list[int]] = ()
) -> SimpleNamespace:
    """Of a file: what the sheets of its tables state, what its notes do, and sheets of no table of its own."""
    sheets = [SimpleNamespace(stated=tuple(FIRST + q for q in quarters)) for quarters in other_sheets]
    file = SimpleNamespace(stated=tuple(FIRST + q for q in general), sheets=sheets, made=dt.date(2030, 1, 1))
    empty = pd.DataFrame({"started": pd.to_datetime([day(4)]), "ended": pd.to_datetime([None])})
    return SimpleNamespace(
        tables=dict.fromkeys(stated, empty),
        file=file,
        stated=lambda name: tuple(FIRST + q for q in stated[name]),
    )


@pytest.mark.parametrize(
    ("parts", "covers", "how"),
    [
        ([part({"support": [1, 0]})], {"support": [0, 1]}, "stated"),
        ([part({"support": []}, [2])], {"support": [2]}, "stated"),
        ([part({"support": [1]}, [2])], {"support": [1]}, "stated"),
        # What one table states counts for another that states nothing.
        ([part({"support": [1], "social_prescribing": []})], {"support": [1], "social_prescribing": [1]}, "stated"),
        ([part({"support": []}), part({"social_prescribing": [3]})], {"support": [3], "social_prescribing": [3]}, "stated"),
        ([part({"support": []}, other_sheets=[[], [3]])], {"support": [3]}, "stated"),
        ([part({"support": []})], {"support": [4]}, "assumed"),
    ],
)  # fmt: skip
def test_the_sheets_of_a_table_go_before_the_notes_and_these_before_what_is_assumed(
    parts, covers, how
) -> None:
    found = coverage(parts, set(), Settings())
    assert found == ({name: tuple(FIRST + q for q in some) for name, some in covers.items()}, how)


def file(name: str, **rows: int) -> SimpleNamespace:
    """A file with so many rows of each table."""
    tables = {table: pd.DataFrame({"row": range(many)}) for table, many in rows.items()}
    return SimpleNamespace(name=name, sha256=name, tables=tables)


def groups(*files: SimpleNamespace) -> list[tuple[str, list[tuple[str, list[str]]]]]:
    return [
        (of.title, [(part.file.name, list(part.tables)) for part in parts])
        for of, parts in group_into_returns(files)
    ]


SOCIETY, POLICE, NO_LIMITS = (
    return_type_of(name).title for name in ("support", "follow_up", "pain_readings")
)


def test_files_of_one_provider_with_different_tables_are_one_return() -> None:
    assert groups(file("a", support=1), file("b", star_readings=1)) == [
        (SOCIETY, [("a", ["support"]), ("b", ["star_readings"])])
    ]
    assert groups(file("a", support=1), file("b", follow_up=1)) == [
        (SOCIETY, [("a", ["support"])]),
        (POLICE, [("b", ["follow_up"])]),
    ]
    assert groups(file("a", support=1, follow_up=1)) == [
        (SOCIETY, [("a", ["support"])]),
        (POLICE, [("a", ["follow_up"])]),
    ]


def test_a_table_that_comes_again_in_any_of_the_files_begins_the_next_return() -> None:
    first, second = file("a", support=1), file("b", star_readings=1)
    for again in (file("c", support=1), file("c", star_readings=1), file("c", support=1, star_readings=1)):
        assert groups(first, second, again) == [
            (SOCIETY, [("a", ["support"]), ("b", ["star_readings"])]),
            (SOCIETY, [("c", list(again.tables))]),
        ]
    # What comes then goes with the newest of them.
    assert groups(file("a", support=1), file("b", support=1), file("c", star_readings=1)) == [
        (SOCIETY, [("a", ["support"])]),
        (SOCIETY, [("b", ["support"]), ("c", ["star_readings"])]),
    ]
    assert groups(file("a", support=1), file("b", pain_readings=1), file("c", star_readings=1)) == [
        (SOCIETY, [("a", ["support"]), ("c", ["star_readings"])]),
        (NO_LIMITS, [("b", ["pain_readings"])]),
    ]


def test_sheets_left_empty_in_another_providers_workbook_are_no_return() -> None:
    assert groups(file("a", support=0, follow_up=3)) == [(POLICE, [("a", ["follow_up"])])]
    assert groups(file("a", support=0)) == [(SOCIETY, [("a", ["support"])])], "a nil return"
    assert [title for title, _ in groups(file("a", support=0, follow_up=0))] == [SOCIETY, POLICE]
    assert groups(file("a", support=0, star_readings=2)) == [(SOCIETY, [("a", ["support", "star_readings"])])]


def test_the_same_files_of_the_same_kind_are_the_same_return_again() -> None:
    def accepted(number: int, of: str, *names: str) -> SimpleNamespace:
        parts = tuple(SimpleNamespace(file=file(name)) for name in names)
        return SimpleNamespace(number=number, return_type=return_type_of(of), parts=parts)

    before = [
        accepted(0, "support", "a", "b"),
        accepted(1, "follow_up", "a"),
        accepted(2, "support", "b", "a"),
    ]
    society, police = return_type_of("support"), return_type_of("follow_up")

    def again(of, *names: str) -> int | None:
        found = _again(of, [SimpleNamespace(file=file(name)) for name in names], before)
        return None if found is None else found.number

    assert (again(society, "a", "b"), again(society, "a"), again(police, "a"), again(police, "b")) == (
        2,
        None,
        1,
        None,
    )
