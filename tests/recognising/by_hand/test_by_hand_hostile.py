"""Readings that nobody would make, on sheets that nobody would: nothing raises, nothing takes long, and every row is
used or listed."""

import datetime as dt
import math
import time
from itertools import zip_longest

import numpy as np
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.layouts import LAYOUT_OF
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.sheets import CellError, Column, Sheet
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import constant_fault
from ieo_metrics.recognising.by_hand.hand_reading import WAYS, HandReading, reading_fault
from ieo_metrics.recognising.by_hand.preview import preview_reading
from ieo_metrics.recognising.by_hand.proposing import propose_reading
from ieo_metrics.recognising.by_hand.region_headings import marked_headings
from ieo_metrics.recognising.mappings.mapping import EMPTY
from tests.recognising.in_memory import RECEIVED, book, sheet

WORDS = [
    "Patient",
    "When",
    "Hurts",
    "Kind",
    "Apr",
    "May 2024",
    "Q1 2024/25",
    "Total",
    "Training",
    "AB1",
    "",
    " ",
    "\ud800",
]
CELL = st.one_of(
    st.none(),
    st.sampled_from(WORDS),
    st.integers(-1, 12).map(float),
    st.dates(dt.date(2024, 1, 1), dt.date(2024, 12, 31)),
    st.sampled_from([math.nan, math.inf, -1e308, True, CellError("#REF!"), dt.time(1), dt.timedelta(1)]),
)
HEADINGS = ["Patient", "When", "Hurts", "Kind", "Apr", "May 2024", "Q1 2024/25", "Patient", None]
LINES = (
    st.tuples(
        st.lists(st.lists(CELL, max_size=7), max_size=3),
        st.one_of(st.just([]), st.permutations(HEADINGS)),
        st.lists(st.lists(CELL, max_size=9), max_size=6),
    )
    .map(lambda parts: [*parts[0], parts[1], *parts[2]])
    .filter(lambda lines: any(map(any, lines)))
)
TURNED = st.tuples(LINES, st.booleans()).map(
    lambda drawn: [list(line) for line in zip_longest(*drawn[0])] if drawn[1] else drawn[0]
)
MERGED = st.sampled_from([(), ("A1:B2",), ("A2:A9", "B1:F1"), ("Z1:A1",), ("no range",), ("A1",)])
KEY = st.sampled_from(
    ["patient", "when", "hurts", "kind", "apr", "patient 2", "no heading", "no heading 3", "no heading before when",
     "no heading 9 after hurts", "hurts value 2", "total", "nowhere"]
)  # fmt: skip


GIVEN = {"pain_readings, long": {"patient": "person_ref", "when": "date", "hurts": "score"}}


@st.composite
def readings(draw) -> HandReading:
    key = draw(
        st.sampled_from(
            ["pain_readings, long", "police_sessions, one row per session", "star_readings, wide"]
        )
    )
    slots = [slot.name for slot in LAYOUT_OF[key].slots]
    keys = draw(st.lists(KEY, max_size=4, unique=True))
    columns = dict(zip(keys, draw(st.permutations([*slots[:4], ""]))))
    if draw(st.booleans()):
        columns = GIVEN.get(key, {"kind": "type"})
    reading = HandReading(
        key,
        draw(st.sampled_from(list(WAYS))),
        columns,
        draw(st.sampled_from([{}, {"date": "2024/25 Q1"}])) if "date" not in columns.values() else {},
        draw(st.sampled_from([1, 1, 1, 0, 2, 3])),
        sheet="Data",
        corner=draw(st.sampled_from(["A1", "B2", "C3", "XFD1048576", ""])),
        ends=draw(st.sampled_from(["", "", "blank row", "total"])),
        under=draw(st.sampled_from(["", "", "patient"])),
    )
    if WAYS[reading.lies].counts:
        across = draw(st.sampled_from([("date",), ("type",), ("date", "type"), ("date", "", "type")]))
        reading = HandReading(**{**vars(reading), "across": across, "numbers": slots[-1]})
    return reading


@settings(max_examples=100, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(lines=TURNED, merged=MERGED, several=st.lists(readings(), min_size=1, max_size=3))
def test_nothing_raises_and_rows_add_up(lines, merged, several) -> None:
    made = sheet(lines, "Data", merged=merged)
    mapping = EMPTY
    for reading in several:
        preview = preview_reading(book(made), made, reading)
        assert all(len(row) == len(preview.headings) for row in preview.rows)
        assert preview.says or preview.complete
        marked_headings(made, reading)
        if not reading_fault(reading) and not constant_fault(reading):
            mapping = mapping.with_hand_reading(reading)
    (file,) = collect_files([book(made)], Settings(), RECEIVED, None, mapping).files
    assert file.rows == file.used + file.left_out
    assert all(s.rows == s.used + s.left_out and s.used >= 0 for s in file.with_data)
    for frame in file.tables.values():
        assert frame["row"].between(1, made.height).all()
        assert frame["column"].between(1, len(made.columns)).all()


@settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate])
@given(lines=LINES, merged=MERGED, row=st.integers(1, 12), column=st.integers(1, 9))
def test_a_proposal_is_one_that_can_be_looked_at(lines, merged, row, column) -> None:
    made = sheet(lines, "Data", merged=merged)
    preview_reading(book(made), made, propose_reading(made, row, column))


def wide(columns: int) -> Sheet:
    cells = [Column([None, f"Col{n}", 5.0], np.array([1, 2, 0], dtype=np.int32)) for n in range(columns)]
    return Sheet("Data", True, 1, 1, tuple(cells))


def long(rows: int) -> Sheet:
    refs = Column(["Patient", *(f"NL{n}" for n in range(rows))], np.arange(rows + 1, dtype=np.int32))
    days = Column(["When", dt.date(2024, 4, 3)], np.minimum(np.arange(rows + 1), 1).astype(np.int32))
    scores = Column(["Hurts", 5.0], np.minimum(np.arange(rows + 1), 1).astype(np.int32))
    return Sheet("Data", True, 1, 1, (refs, days, scores))


PAIN = HandReading("pain_readings, long", "down", {"patient": "person_ref", "when": "date", "hurts": "score"})


def seconds_to_preview(made: Sheet, reading: HandReading) -> float:
    """Of this process alone."""
    start = time.process_time()
    preview_reading(book(made), made, reading)
    return time.process_time() - start


@pytest.mark.parametrize("lies", WAYS)
def test_a_wide_sheet_takes_no_more_than_its_width_explains(lies) -> None:
    counts = {"across": ("date",), "numbers": "number", "layout": "police_sessions, one row per session"}
    reading = HandReading(
        **{**vars(PAIN), "lies": lies, "columns": {"col3": "person_ref", "col5": "date"}}
        | ({**counts, "columns": {"col3": "type"}} if WAYS[lies].counts else {})
    )
    few, many = (seconds_to_preview(wide(columns), reading) for columns in (512, 4_096))
    assert many < 24 * few  # in proportion it would be 8


def test_a_long_table_is_laid_out_in_proportion() -> None:
    shown = preview_reading(book(long(100_000)), long(100_000), PAIN)
    assert shown.count == 100_000 and shown.complete
    assert seconds_to_preview(long(60_000), PAIN) < 40 * seconds_to_preview(long(5_000), PAIN)
