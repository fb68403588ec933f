"""Which of the listed schools were reached: counted on paper, and by a slow second way on generated returns."""

import datetime as dt

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ieo_metrics.accepting.governing_returns import Governed, govern
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import first_day, last_day, quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.group.gaps.schools_reached import (
    NOT_REACHED,
    REACHED,
    UNCLEAR,
    SchoolsReached,
    schools_reached,
)
from ieo_metrics.measuring.compute_measures import compute_measures
from tests.second import drawn
from tests.second.days import quarter_of
from tests.second.generate import ROWS
from tests.second.plain import BAD, PlainReturn, Row, is_number, plain_text
from tests.second.real import accepted
from tests.second.worked import ARTSWORK

DEFAULT, LAST = Settings(), quarter(2024, 4)
YEAR = "2024/25 Q1..2024/25 Q4"
SESSIONS = """
    date        school      urn     cohort  status     young_people_reached
    2024-05-01  Oak         100001  Year 8  delivered  30
    2024-06-01  ELM         -       Year 8  -          25
    2024-11-01  Ash School  -       Year 9  delivered  ??
    2025-01-10  Fir         100004  Year 9  cancelled  -
    2025-01-17  Fir         100004  Year 9  planned    -
    2025-02-01  Yew         100005  Year 9  delivered  0
    2023-11-01  Yew         100005  Year 9  delivered  20
    2024-05-02  Bay         100006  Year 9  delivered  20
    2025-03-01  Box         -       Year 9  delivered  20
"""
SCHOOLS = """
    urn     school      hotspot  priority  valid_from  valid_to
    100001  Oak School  yes      no        -           -
    100002  Elm         no       yes       -           -
    -       Ash School  yes      yes       -           -
    100004  Fir         yes      -         2025-01-01  -
    100005  Yew         no       yes       -           2025-03-31
    100006  Bay         yes      no        -           2025-03-30
    100007  Cob         no       no        -           -
    100008  Box         yes      no        -           -
    100009  Box         yes      no        -           -
    100010  Doe         -        no        -           -
    100011  Eve         yes      no        ??          -
    100012  Far         yes      no        2025-04-01  -
    100002  Elm School  yes      no        2024-04-01  -
"""


def governed(*returns: PlainReturn) -> Governed:
    found = govern(accepted(list(returns), DEFAULT), DEFAULT)
    assert found is not None
    return found


def reached(*returns: PlainReturn, last: int = LAST) -> SchoolsReached:
    return schools_reached(governed(*returns), last)


def given_year(**tables: str) -> PlainReturn:
    return drawn.given(ARTSWORK, "2025-04-14", "2023/24 Q1..2024/25 Q4", **tables)


def states(found: SchoolsReached) -> dict[str, str]:
    return {school.urn or school.names[0]: school.state for school in found.schools}


def test_each_school_in_force_is_reached_or_not_or_cannot_be_told() -> None:
    found = reached(given_year(school_sessions=SESSIONS, school_list=SCHOOLS))
    assert states(found) == {
        "100001": REACHED,  # by its URN, whatever it is called
        "100002": REACHED,  # by its name, since the session has no URN; its two rows are one school
        "ash school": UNCLEAR,  # nobody knows how many came
        "100004": NOT_REACHED,  # cancelled and planned
        "100005": NOT_REACHED,  # delivered to nobody; in force on the last day itself
        "100008": UNCLEAR,  # two schools are called Box, and the session has no URN
        "100009": UNCLEAR,
    }
    # Bay left the day before, Cob is neither, Far begins after it. Doe may be a hotspot, and Eve's first day
    # cannot be read.
    assert found.unclear_rows == 2
    assert (len(found.in_state(REACHED)), len(found.schools)) == (2, 7)
    assert found.uncovered == () and found.why_not == "" and found.list_quarter == LAST


def test_what_else_is_known_of_a_school_that_was_not_reached() -> None:
    found = reached(given_year(school_sessions=SESSIONS, school_list=SCHOOLS))
    fir, yew = (next(s for s in found.schools if s.urn == urn) for urn in ("100004", "100005"))
    assert (fir.sessions.not_delivered, fir.sessions.last_before, fir.row) == (2, None, 3)
    assert (yew.sessions.not_delivered, yew.sessions.last_before) == (0, dt.date(2023, 11, 1))
    elm = next(s for s in found.schools if s.urn == "100002")
    assert (elm.hotspot, elm.priority, elm.names) == (True, True, ("elm", "elm school"))


def test_nothing_of_a_later_quarter_counts() -> None:
    returns = given_year(school_sessions=SESSIONS, school_list=SCHOOLS)
    found = reached(returns, last=quarter(2024, 2))
    # Fir is not in force yet, Bay is; Yew was reached within the four quarters to this one.
    assert states(found) == {
        "100001": REACHED,
        "100002": REACHED,
        "ash school": NOT_REACHED,
        "100005": REACHED,
        "100006": REACHED,
        "100008": NOT_REACHED,
        "100009": NOT_REACHED,
    }


def test_the_latest_list_of_the_four_quarters_is_used_and_said() -> None:
    old = drawn.given(ARTSWORK, "2024-07-14", "2024/25 Q1", school_sessions=SESSIONS, school_list=SCHOOLS)
    new = drawn.given(ARTSWORK, "2025-04-14", "2024/25 Q4", school_sessions=SESSIONS)
    found = reached(old, new)
    assert found.list_quarter == quarter(2024, 1)
    assert found.uncovered == (quarter(2024, 2), quarter(2024, 3))
    assert states(found)["100001"] == REACHED


def test_without_a_list_or_sessions_it_says_why_nothing_can_be_counted() -> None:
    without_list = reached(drawn.given(ARTSWORK, "2025-04-14", YEAR, school_sessions=SESSIONS))
    assert "No list of schools" in without_list.why_not and without_list.schools == ()
    before = reached(given_year(school_sessions=SESSIONS, school_list=SCHOOLS), last=quarter(2020, 1))
    assert "No return covers sessions" in before.why_not


def _is_one(listed: Row, session: Row) -> bool:
    urns = [plain_text(row["urn"]) for row in (listed, session)]
    if None not in urns:
        return urns[0] == urns[1]
    names = [plain_text(row["school"]) for row in (listed, session)]
    return names[0] is not None and names[0] == names[1]


def slowly(lists: list[Row], sessions: list[Row]) -> tuple[set[str], set[str]] | None:
    """The URNs in force and those reached, for lists in which each row has a URN and no two have one name."""
    day = last_day(LAST)
    in_force = {}
    for row in lists:
        begins, ends = (
            row[name] or edge for name, edge in (("valid_from", dt.date.min), ("valid_to", dt.date.max))
        )
        if True in (row["hotspot"], row["priority"]) and begins <= day <= ends:
            in_force[plain_text(row["urn"])] = row
    came = set()
    for row in sessions:
        four = [(2024, 1), (2024, 2), (2024, 3), (2024, 4)]
        if quarter_of(row["date"]) not in four or row["status"] not in (None, "delivered"):
            continue
        if is_number(row["young_people_reached"]) and row["young_people_reached"] > 0:
            came |= {urn for urn, listed in in_force.items() if _is_one(listed, row)}
    return set(in_force), came


@st.composite
def some_schools(draw: st.DrawFn) -> list[Row]:
    """Rows of a list, each with a URN and a name of its own."""
    rows = draw(st.lists(ROWS["school_list"], min_size=1, max_size=6))
    for place, row in enumerate(rows):
        row |= {"urn": str(100001 + place), "school": f"School {place}"}
        for name in ("valid_from", "valid_to", "hotspot", "priority"):
            row[name] = None if row[name] == BAD else row[name]
    return rows


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(some_schools(), st.data())
def test_a_slow_second_way_finds_the_same_schools(lists: list[Row], data: st.DataObject) -> None:
    day = st.dates(first_day(quarter(2024, 1)), last_day(LAST))
    sessions = data.draw(st.lists(ROWS["school_sessions"], max_size=8))
    for row in sessions:
        row["date"] = data.draw(day)
        chosen = data.draw(st.sampled_from(lists))
        row |= {name: chosen[name] if data.draw(st.booleans()) else None for name in ("urn", "school")}
    returns = PlainReturn(
        "Choices",
        "Artswork",
        dt.date(2025, 4, 14),
        {"school_sessions": sessions, "school_list": lists},
        {name: {(2024, n) for n in (1, 2, 3, 4)} for name in ("school_sessions", "school_list")},
    )
    found = reached(returns)
    if found.why_not:
        return
    in_force, came = slowly(lists, sessions)
    assert {school.urn for school in found.schools} == in_force
    assert {school.urn for school in found.in_state(REACHED)} == came


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(ROWS["school_list"], min_size=1, max_size=6),
    st.lists(ROWS["school_sessions"], max_size=8),
    st.randoms(),
)
def test_the_order_of_rows_does_not_matter(lists: list[Row], sessions: list[Row], chance: object) -> None:
    def counted() -> tuple[int, ...]:
        found = reached(
            PlainReturn(
                "Choices",
                "Artswork",
                dt.date(2025, 4, 14),
                {"school_sessions": sessions, "school_list": lists},
                {name: {(2024, n) for n in (1, 2, 3, 4)} for name in ("school_sessions", "school_list")},
            )
        )
        return (
            *(len(found.in_state(state)) for state in (REACHED, UNCLEAR, NOT_REACHED)),
            found.unclear_rows,
        )

    before = counted()
    chance.shuffle(lists)
    chance.shuffle(sessions)
    assert counted() == before


def test_whoever_the_measure_counts_at_a_listed_school_is_reached() -> None:
    """The measure goes by the list on the session's day, so of a school that is in force all the while it has
    somebody only where the school was reached."""
    there = governed(given_year(school_sessions=SESSIONS, school_list=SCHOOLS))
    measure = next(m for m in MEASURE.values() if m.reads[1:] == ("school_list",))
    frame = compute_measures(there, DEFAULT, spans=("rolling four quarters",), measures=(measure,)).frame
    assert (
        frame["value"].iloc[-1] == 30 + 25 + 20 + 20
    )  # Oak, Elm, Bay (in force then) and one of the two Box
