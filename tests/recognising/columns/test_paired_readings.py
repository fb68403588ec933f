"""Two dates and two scores in a row are read or proposed as the right pair, or asked about: no words make a
wrong figure once everything that is proposed is confirmed."""

import datetime as dt

import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import collect_files
from ieo_metrics.recognising.mappings.confirm_all_proposals import confirmed_choice
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.recognise import recognise_sheets
from tests.recognising.in_memory import RECEIVED, answers, book

DAY = dt.date
ROWS = [
    ("YP1", DAY(2024, 4, 3), 8.0, DAY(2024, 5, 20), 5.0),
    ("YP2", DAY(2024, 4, 9), 7.0, DAY(2024, 6, 2), 5.0),
    ("YP3", DAY(2024, 4, 15), 4.0, DAY(2024, 6, 9), 4.0),
]
PAIRS = [
    ("First", "Latest"), ("1st", "Last"), ("Initial", "Review"), ("Entry", "Exit"), ("Start", "End"), ("Starting", "Ending"),
    ("Before", "After"), ("Pre", "Post"), ("Baseline", "Follow-up"), ("Intake", "Final"), ("Opening", "Closing"), ("T1", "T2"),
    ("Time 1", "Time 2"), ("1", "2"), ("First", "Most recent"), ("Initial", "Current"), ("Then", "Now"), ("Baseline", "Now"),
    ("1st", "2nd"), ("First", "Second"), ("Initial", "Final"), ("Pre", "Exit"), ("Entry", "Review"), ("T1", "Last"),
    ("Week 0", "Week 12"), ("Wk 1", "Wk 6"), ("Referral", "Discharge"), ("Admission", "Discharge"), ("Outset", "Conclusion"),
    ("Old", "New"), ("Previous", "Current"), ("Prior", "Subsequent"), ("Joining", "Leaving"), ("Day 1", "Day 90"), ("A", "B"), ("I", "II"),
    ("Beginning", "Close"), ("Assessment 1", "Assessment 2"), ("Month 0", "Month 3"), ("Arrival", "Departure"), ("Earliest", "Newest"),
    ("Autumn", "Spring"), ("Q1", "Q2"), ("Stage one", "Stage two"), ("Zero", "Twelve"), ("Launch", "Finish"),
]  # fmt: skip
WAYS = {
    "leading": ("{} date", "{} pain score"),
    "score at": ("Date of {} contact", "Pain score at {} contact"),
    "bare date": ("{} contact", "Pain score at {} contact"),
    "in brackets": ("Date ({})", "Pain score ({})"),
    "score alone": ("{} date", "{} score"),
    "behind": ("Date {}", "Score {}"),
}


def figures(rows: list[list]) -> tuple[tuple, ...]:
    """5.1.2.c and d of the quarter, after everything that is proposed is confirmed until nothing is left."""
    one = book([["Reporting quarter: 2024/25 Q1"], *rows])
    mapping = EMPTY
    for _ in range(3):
        before, mapping = mapping, confirmed_choice(mapping, recognise_sheets(one, mapping)[0].doubts)
        if mapping == before:
            break
    collection = collect_files([one], Settings(), RECEIVED, None, mapping)
    found = answers(collection)
    open_ones = any(p.code.startswith("mapping") for p in collection.problems)
    values = tuple(
        found[ref, "2024/25 Q1"][1:3] if (ref, "2024/25 Q1") in found else ()
        for ref in ("5.1.2.c", "5.1.2.d")
    )
    return (values, open_ones)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("order", [(0, 1, 2, 3), (2, 3, 0, 1), (0, 2, 1, 3), (3, 0, 1, 2)])
@pytest.mark.parametrize(("first", "latest"), PAIRS, ids=[" · ".join(pair) for pair in PAIRS])
def test_whatever_words_say_first_and_latest_no_figure_is_wrong(
    first: str, latest: str, way: str, order: tuple[int, ...]
) -> None:
    date, score = WAYS[way]
    headings = [date.format(first), score.format(first), date.format(latest), score.format(latest)]
    rows = [["YP ref", *(headings[i] for i in order)]]
    rows += [[ref, *(cells[i] for i in order)] for ref, *cells in ROWS]
    values, is_open = figures(rows)
    assert values == ((-5.0, 3.0), (2.0, 3.0)) or (is_open and all(not v or not v[1] for v in values))


USUAL = [pair for pair in PAIRS[:16] if pair not in (("1", "2"),)]  # "at 1 contact" is said by nobody


@pytest.mark.parametrize(("first", "latest"), USUAL, ids=[" · ".join(pair) for pair in USUAL])
@pytest.mark.parametrize("way", ["score at", "in brackets"])
def test_the_usual_words_are_read_or_proposed(first: str, latest: str, way: str) -> None:
    date, score = WAYS[way]
    rows = [["YP ref", date.format(first), score.format(first), date.format(latest), score.format(latest)]]
    assert figures([*rows, *map(list, ROWS)])[0] == ((-5.0, 3.0), (2.0, 3.0))


@pytest.mark.parametrize(("first", "latest"), PAIRS, ids=[" · ".join(pair) for pair in PAIRS])
@pytest.mark.parametrize("above", [True, False])
def test_over_two_rows_of_headings(first: str, latest: str, above: bool) -> None:
    if above:
        rows = [
            ["Client", first, None, latest, None],
            ["YP ref", "Date", "Pain score", "Date", "Pain score"],
            *map(list, ROWS),
        ]
    else:
        rows = [
            ["Client", "Date", None, "Pain score", None],
            ["YP ref", first, latest, first, latest],
            *([ref, a, c, b, d] for ref, a, b, c, d in ROWS),
        ]
    values, is_open = figures(rows)
    assert values == ((-5.0, 3.0), (2.0, 3.0)) or (is_open and all(not v or not v[1] for v in values))


def proposals(rows: list[list]) -> dict[str, str]:
    return {doubt.heading: doubt.proposal for doubt in recognise_sheets(book(rows))[0].doubts}


def test_one_end_is_not_proposed_without_the_other() -> None:
    rows = [
        ["YP ref", "1st contact", "Pain score at 1st contact", "Date of last contact", "Comments"],
        *([*row[:4], "fine"] for row in ROWS),
    ]
    assert not {p for p in proposals(rows).values() if "score" in p or "date" in p}


def test_dates_that_run_the_other_way_are_not_proposed() -> None:
    rows = [
        [
            "YP ref",
            "1st contact",
            "Pain score at 1st contact",
            "Date of last contact",
            "Pain score at last contact",
        ],
        *([ref, c, b, a, d] for ref, a, b, c, d in ROWS),
    ]
    assert not {p for p in proposals(rows).values() if "date" in p or "score" in p}


@pytest.mark.parametrize("third", ["Pain score at 3rd contact", "Pain score at exit", "Pain score T3"])
def test_of_three_readings_none_is_proposed(third: str) -> None:
    rows = [
        [
            "YP ref",
            "1st contact",
            "Pain score at 1st contact",
            "2nd contact",
            "Pain score at 2nd contact",
            third,
        ],
        *([*row, 3.0] for row in ROWS),
    ]
    assert not {p for p in proposals(rows).values() if "date" in p or "score" in p}


@pytest.mark.parametrize(
    ("first", "latest"), [("start", "end"), ("intake", "exit"), ("T1", "T2"), ("initial", "review")]
)
def test_the_harm_before_and_after_is_proposed_as_a_pair(first: str, latest: str) -> None:
    rows = [
        ["YP ref", "Support started", "Reoffended", f"CHI score at {first}", f"CHI score at {latest}"],
        *([ref, a, "no", 20.0, 5.0] for ref, a, *_ in ROWS),
    ]
    found = proposals(rows)
    assert list(found.values()) == ["chi_before", "chi_after"]
    rows = [row[:4] for row in rows]
    assert "chi_before" not in proposals(rows).values()
