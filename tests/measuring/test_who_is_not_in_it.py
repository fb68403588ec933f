"""Who began and was not measured again: a table worked by hand, and a slow second count."""

import datetime as dt

import pandas as pd
from hypothesis import given, settings
from hypothesis import strategies as st

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.disclosure.protect import protect
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.measuring.overview_lines import figures_of
from tests.second.plain import BAD, PlainReturn
from tests.second.real import accepted

SHARE, AREA = "5.1.1.b", MEASURE["5.1.1.b"].topic
COLUMNS = ["not_again", "first_scores", "first_scores_not_again"]
Reading = tuple[str, dt.date, object]


def measured(readings: list[Reading], covered: set[tuple[int, int]]) -> pd.DataFrame:
    """The rows of results of one measure, all areas together, of one return."""
    rows = [{"person_ref": who, "date": day, "area": AREA, "score": score} for who, day, score in readings]
    one = PlainReturn(
        "RESET",
        "Society of St James",
        dt.date(2025, 7, 1),
        {"star_readings": rows},
        {"star_readings": covered},
    )
    governed = govern(accepted([one], Settings()), Settings())
    assert governed is not None
    frame = compute_measures(governed, Settings(), spans=SPANS, measures=[MEASURE[SHARE]]).frame
    return frame[frame["area"] == "all"]


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


BY_HAND: list[Reading] = [
    ("A", day("2024-04-10"), 2),  # counted from Q2 on
    ("A", day("2024-08-01"), 5),
    ("B", day("2024-05-01"), 7),  # never again: a year long
    ("C", day("2024-06-30"), 4),  # again on the first day of 2025/26, too late for the others
    ("C", day("2025-04-01"), 3),
    ("D", day("2024-10-01"), 9),  # twice on one day is once, and the later row stands
    ("D", day("2024-10-01"), 8),
    ("E", day("2024-02-01"), 1),  # began before what is covered
    ("F", day("2024-07-07"), BAD),  # nothing usable before Q4
    ("F", day("2025-01-07"), 6),
    ("F", day("2025-02-07"), BAD),
]
COVERED = {(2024, 1), (2024, 2), (2024, 3), (2024, 4), (2025, 1)}


def test_by_hand() -> None:
    frame = measured(BY_HAND, COVERED)
    own = frame[frame["span"] == "quarter"][["quarter", "denominator", *COLUMNS]]
    assert own.to_numpy().tolist() == [
        ["2024/25 Q1", 0, 3, 0, 2 + 7 + 4],  # A, B, C
        ["2024/25 Q2", 1, 2, 2, 7 + 4],  # B, C; A is counted
        ["2024/25 Q3", 0, 3, 0, 7 + 4 + 8],  # B, C, D
        ["2024/25 Q4", 0, 4, 0, 7 + 4 + 8 + 6],  # B, C, D, F
        ["2025/26 Q1", 1, 2, 4, 8 + 6],  # D, F; C is counted, and B's year is over
    ]
    # Over a longer period it is the same year that ends with it.
    for span in SPANS[1:]:
        longer = frame[(frame["span"] == span) & (frame["marker"] != "x")].set_index("period")["not_again"]
        assert (
            longer == frame[frame["span"] == "quarter"].set_index("period")["not_again"][longer.index]
        ).all()


def test_nothing_of_it_is_shared_and_older_frames_are_read() -> None:
    frame = measured(BY_HAND, COVERED)
    assert protect(frame, 5).frame[COLUMNS].isna().all(axis=None)
    older = frame.drop(columns=[*COLUMNS, "started"])
    assert not set(COLUMNS) & set(protect(older, 5).frame)
    nothing = dict.fromkeys((*COLUMNS, "started"))
    assert figures_of(older) == [one._replace(**nothing) for one in figures_of(frame)]  # type: ignore[arg-type]


QUARTERS = [(2023, 4), (2024, 1), (2024, 2), (2024, 3), (2024, 4), (2025, 1)]


def quarter_of(when: dt.date) -> tuple[int, int]:
    return (when.year, (when.month - 1) // 3) if when.month > 3 else (when.year - 1, 4)


def counted_slowly(readings: list[Reading], covered: set[tuple[int, int]], now: tuple[int, int]) -> list[int]:
    """How many began in the year and were not measured again; first scores of those counted, and of those."""
    with_pair, without = [], []
    for who in {reading[0] for reading in readings}:
        own = [(when, score) for name, when, score in readings if name == who and score != BAD]
        if not own:
            continue
        began = min(when for when, _ in own)
        first = [score for when, score in own if when == began][-1]
        later = [quarter_of(when) for when, _ in own if when > began and quarter_of(when) in covered]
        behind = (now[0] - quarter_of(began)[0]) * 4 + now[1] - quarter_of(began)[1]
        if now in later:
            with_pair.append(first)
        if quarter_of(began) in covered and behind in (0, 1, 2, 3) and not any(q <= now for q in later):
            without.append(first)
    return [len(without), sum(with_pair), sum(without)]


days = st.dates(dt.date(2023, 10, 1), dt.date(2025, 6, 30))
scores = st.one_of(st.integers(1, 10), st.just(BAD))


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.tuples(st.sampled_from("ABCDEFGH"), days, scores), min_size=1, max_size=30),
    st.sets(st.sampled_from(QUARTERS), min_size=1),
)
def test_a_slow_second_count(readings: list[Reading], covered: set[tuple[int, int]]) -> None:
    frame = measured(readings, covered)
    own = frame[(frame["span"] == "quarter") & (frame["marker"] != "x")].set_index("quarter")[COLUMNS]
    assert len(own) == len(covered)
    for year, number in covered:
        shown = own.loc[f"{year}/{(year + 1) % 100} Q{number}"].tolist()
        assert shown == counted_slowly(readings, covered, (year, number))
