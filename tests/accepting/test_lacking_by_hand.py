"""Which columns a return is asked for: sheets that are written down."""

from types import SimpleNamespace

import pandas as pd
import pytest

from ieo_metrics.accepting.lacking_columns import about_lacking_columns

FOLLOW_UP, SESSIONS = "follow_up, one row per person", "police_sessions, one row per session"
ALL = ("person_ref", "started", "window_end", "traced", "reoffended", "chi_before", "chi_after")


def sheet(layout: str, *columns: str, name: str = "Log", rows: int = 2) -> SimpleNamespace:
    return SimpleNamespace(
        name=name,
        table=layout.partition(",")[0],
        layout_key=layout,
        rows=rows,
        header_row=3,
        columns=dict(enumerate(columns)),
    )


def returned(
    *sheets: SimpleNamespace,
    doubts: tuple[tuple[str, str], ...] = (),
    not_there: tuple[tuple[int, str], ...] = (),
    covers: dict[str, tuple[int, ...]] | None = None,
    frame: pd.DataFrame | None = None,
    read: tuple[str, ...] = ("follow_up", "police_sessions"),
) -> SimpleNamespace:
    """`doubts`: the sheet of each column in doubt, and what it may be; `read`: the tables that are of the return."""
    frame = pd.DataFrame({"source": range(len(sheets))}) if frame is None else frame
    file = SimpleNamespace(
        name="a.xlsx",
        sheets=sheets,
        doubts=[SimpleNamespace(sheet=name, proposal=proposal) for name, proposal in doubts],
        not_there=frozenset(not_there),
    )
    tables = {one.table: frame for one in sheets if one.table in read}
    by_table = covers or dict.fromkeys(tables, (7,))
    every = tuple(sorted({q for quarters in by_table.values() for q in quarters}))
    return SimpleNamespace(
        parts=(SimpleNamespace(file=file, tables=tables),), covers=by_table, covers_all=every
    )


def asked(of: SimpleNamespace, *others: SimpleNamespace) -> list[tuple[str, str, str]]:
    return [(p.code.removeprefix("mapping-"), p.sheet, p.field) for p in about_lacking_columns(of, others)]


@pytest.mark.parametrize(
    ("without", "fields"),
    [
        (set(), []),
        ({"window_end"}, []),  # the start and the window tell it
        ({"chi_before"}, ["chi_before"]),
        ({"traced"}, []),  # who has an answer was traced
        ({"reoffended"}, ["reoffended"]),
        ({"traced", "reoffended"}, ["traced", "reoffended"]),
    ],
)
def test_a_column_is_asked_for_that_nothing_else_tells(without: set, fields: list) -> None:
    of = returned(sheet(FOLLOW_UP, *(name for name in ALL if name not in without)))
    assert asked(of) == [("column-missing", "Log", field) for field in fields]
    (*_, last) = [*about_lacking_columns(of, []), None]
    assert last is None
    for problem in about_lacking_columns(of, []):
        assert (problem.file, problem.cell, problem.found) == ("a.xlsx", "3:3", "no such heading")


def test_a_list_of_offences_of_the_same_quarters_tells_the_same() -> None:
    """In the return itself or in another, whole or together."""
    of = returned(sheet(FOLLOW_UP, *ALL[:4]), covers={"follow_up": (7, 8)})
    lacks = ["reoffended", "chi_before", "chi_after"]

    def other(*quarters: int) -> SimpleNamespace:
        return returned(covers={"offences": quarters})

    def fields(*others: SimpleNamespace) -> list[str]:
        return [field for *_, field in asked(of, *others)]

    assert fields() == fields(other(7)) == fields(other(8, 9)) == lacks
    assert fields(other(7, 8)) == fields(other(7), other(8)) == fields(other(6, 7, 8)) == []
    own = returned(sheet(FOLLOW_UP, *ALL[:4]), covers={"follow_up": (7,), "offences": (7,)})
    assert asked(own) == []


def test_a_column_in_doubt_in_the_sheet_itself_is_not_asked_for_once_more() -> None:
    of = sheet(FOLLOW_UP, *ALL[:-1])
    assert asked(returned(of, doubts=(("Log", "chi_after"),))) == []
    assert len(asked(returned(of, doubts=(("Other", "chi_after"),)))) == 1
    assert len(asked(returned(of, doubts=(("Log", "chi_before"),)))) == 1


def test_what_the_officer_said_is_not_there_is_said_of_that_sheet() -> None:
    two = sheet(FOLLOW_UP, *ALL[:-1]), sheet(FOLLOW_UP, *ALL[:-1], name="More")
    found = asked(returned(*two, not_there=((1, "chi_after"), (0, "chi_before"))))
    assert found == [("column-missing", "Log", "chi_after"), ("column-not-there", "More", "chi_after")]


def test_of_sheets_without_rows_or_of_another_return_nothing_is_asked() -> None:
    assert asked(returned(sheet(FOLLOW_UP, *ALL[:-1], rows=0))) == []
    assert asked(returned(sheet(FOLLOW_UP, *ALL[:-1]), read=())) == []


@pytest.mark.parametrize(
    ("attendees", "is_asked"),
    [
        ([5, 0], True),
        ([5, None], True),
        ([1, 0], True),
        ([5, 1], False),
        ([0, 0], False),
        ([None, None], False),
    ],
)
def test_without_a_status_sessions_with_nobody_beside_some_with_somebody(
    attendees: list, is_asked: bool
) -> None:
    frame = pd.DataFrame(
        {
            "source": [0, 0],
            "attendees": pd.array(attendees, dtype="Int64"),
            "number": pd.array([1, 1], dtype="Int64"),
        }
    )
    of = sheet(SESSIONS, "date", "type", "attendees")
    assert asked(returned(of, frame=frame)) == [("column-missing", "Log", "status")] * is_asked
    with_status = sheet(SESSIONS, "date", "type", "attendees", "status")
    assert asked(returned(with_status, frame=frame)) == []
    # Rows of another sheet of the table say nothing of this one.
    elsewhere = frame.assign(source=[0, 1])
    second = sheet(SESSIONS, "date", "type", "status", name="More")
    assert asked(returned(of, second, frame=elsewhere)) == []


@pytest.mark.parametrize(
    ("young", "staff", "is_asked"),
    [([5, 3], [0, 2], False), ([5, 0], [0, 0], True), ([0, 5], [1, 0], False), ([0, 0], [0, 4], True)],
)
def test_somebody_is_in_any_of_the_numbers_of_a_session(young: list, staff: list, is_asked: bool) -> None:
    numbers = {
        name: pd.array(many, dtype="Int64")
        for name, many in (("young_people_reached", young), ("staff_engaged", staff))
    }
    of = sheet(
        "school_sessions, one row per session",
        *("date", "school", "cohort", *numbers, "hotspot", "priority"),
    )
    frame = pd.DataFrame({"source": [0, 0], **numbers})
    fields = [field for *_, field in asked(returned(of, frame=frame, read=("school_sessions",)))]
    assert fields == ["status"] * is_asked
