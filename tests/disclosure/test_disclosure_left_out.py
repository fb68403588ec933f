"""How many were left out is a count of young people as well: shown at 0 and from the threshold on, and not between; each edge by hand."""

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.disclosure.protect import BESIDE, protect
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import ORDER

Q1 = quarter(2024, 1)
REOFFENDING, HARM = "5.2.1.a", "5.2.2.a"  # over the same people
EDGES = [(t, n, n in (0, t)) for t in (5, 8, 10) for n in (0, 1, t - 1, t)]


def figure(
    ref: str,
    left_out: float = 0,
    zero_before: int = 0,
    *,
    span: str = "quarter",
    period: int = Q1,
    area: str = "all",
) -> dict:
    """A row of results that shows nobody by itself: 20 of 40, or 40."""
    share = not MEASURE[ref].counts
    made = dict.fromkeys(BESIDE, 0) | {
        "lower": np.nan,
        "upper": np.nan,
        "marker": "",
        "note": "",
        "quarter": str(period),
        "unit": MEASURE[ref].unit,
    }
    made |= {
        "ref": ref,
        "span": span,
        "period": period,
        "area": area,
        "left_out": float(left_out),
        "zero_before": zero_before,
    }
    return made | (
        {"value": 0.5, "numerator": 20.0, "denominator": 40.0}
        if share
        else {"value": 40.0, "numerator": 40.0, "denominator": np.nan}
    )


def framed(*rows: dict) -> pd.DataFrame:
    return pd.DataFrame(rows)[list(ORDER)]


def told(frame: pd.DataFrame, threshold: int = 5) -> list[bool]:
    """Per row, whether it is told how many were left out. The figure itself is shown in every case: nothing here is small but those left out."""
    out = protect(frame, threshold).frame
    assert (out["marker"] == "").all()
    shown = out["left_out"].notna()
    assert (out["left_out"][shown] == frame["left_out"][shown]).all()
    return shown.tolist()


@pytest.mark.parametrize(("threshold", "left_out", "shown"), EDGES)
def test_left_out_from_one_to_the_threshold_less_one_is_not_told(threshold, left_out, shown):
    """1 and threshold − 1 are hidden, 0 and the threshold are told; the figure beside it stays."""
    assert told(framed(figure("5.1.3.b", left_out)), threshold) == [shown]


@pytest.mark.parametrize(("threshold", "few", "shown"), EDGES)
def test_where_few_had_no_harm_before_it_is_not_told_how_many_were_left_out(threshold, few, shown):
    """Those without harm before are in the n of reoffending and not in that of harm. Where they are 1 to threshold − 1, nothing is told of
    those left out of either, also where these are many: the difference may be those left out, all of it. At 0 and the threshold it is told."""
    frame = framed(figure(REOFFENDING, threshold + 3), figure(HARM, threshold + 3, few))
    harm_only = told(framed(figure(HARM, threshold + 3, few)), threshold)
    assert harm_only == [shown]
    assert told(frame, threshold)[1] == shown


def test_a_small_number_left_out_hides_those_of_its_financial_year_and_of_no_other():
    """2 were left out in Q3: of its year, first quarter and last, nothing is told, since the year to date adds them up. The last quarter of the
    year before and the first of the next are other years."""
    periods = [Q1 - 1, Q1, Q1 + 2, Q1 + 3, Q1 + 4]
    frame = framed(*(figure("5.1.3.b", 2 if p == Q1 + 2 else 0, period=p) for p in periods))
    assert told(frame) == [True, False, False, False, True]


def test_of_four_quarters_that_roll_it_is_never_told():
    """They stand in two years, and neighbours share three quarters: so those of the quarters can be told as before."""
    frame = framed(
        figure("5.1.3.b", 2),
        figure("5.1.3.b", 6, period=Q1 + 4),
        figure("5.1.3.b", 8, span="rolling four quarters", period=Q1 + 4),
    )
    assert told(frame) == [False, True, False]
    assert told(frame[frame["span"] == "quarter"].reset_index(drop=True)) == [False, True]


def test_a_small_number_left_out_hides_those_of_the_same_people_only():
    """The average and the percentage of the same pairs, and every district, are of the same people; another measure's are others."""
    frame = framed(
        figure("5.1.1.a", 0),
        figure("5.1.1.b", 2),
        figure("5.1.1.b", 0, area="Portsmouth"),
        figure("5.1.4.b", 0),
    )
    assert told(frame) == [False, False, False, True]


def test_of_sessions_and_staff_every_number_left_out_is_told():
    """Counts that are not about young people are exempt: 1 and 4 are told."""
    rows = [figure(ref, n) for ref, n in (("5.3.1.a", 1), ("5.3.1.b", 4), ("5.1.6.a", 1))]
    assert told(framed(*rows)) == [True, True, True]


def test_a_note_tells_counts_but_where_nothing_is_covered_and_where_nobody_is_meant() -> None:
    """What is said of a figure about young people goes, hidden or shown; that no return covers it stays, and what is said of
    sessions."""
    rows = [
        figure(REOFFENDING) | {"note": "2 with an unknown date"},
        figure("5.1.3.b") | {"note": "3 began", "value": 3.0, "numerator": 3.0},
        figure("5.1.3.a") | {"note": "no return", "marker": "x", "value": np.nan, "numerator": np.nan},
        figure("5.1.1.b")
        | {"note": "nobody twice", "marker": "z", "value": np.nan, "numerator": 0.0, "denominator": 0.0},
        figure("5.3.1.a") | {"note": "2 without a date"},
    ]
    frame = framed(*rows)
    out = protect(frame, 5).frame
    assert out["note"].tolist() == ["", "", "no return", "", "2 without a date"]
    assert out["marker"].tolist() == ["", "c", "x", "z", ""]
    assert frame["note"].tolist() == [row["note"] for row in rows], "it is left as it is"


def test_counts_beside_a_figure_are_kept_of_sessions_only() -> None:
    beside = dict.fromkeys(BESIDE, 9)
    out = protect(framed(figure(REOFFENDING) | beside, figure("5.3.1.a") | beside), 5).frame
    for name in BESIDE:
        assert out[name].isna().tolist() == [True, False] and out[name].tolist()[1] == 9, name
    old = framed(figure(REOFFENDING)).drop(columns="open")
    assert "open" not in protect(old, 5).frame, "an older issue has not all of them"
