"""What stands around a number, on the invented samples and on a five-row workbook that can be worked out on
paper."""

import datetime as dt
import io
from itertools import pairwise

import openpyxl
import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring import overview_lines, rows_behind, source_returns, who_was_counted
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.pipeline import collect_files, measure_collection
from ieo_metrics.reading.read_files import read_files
from sample_data import SAMPLES

Q = quarter(2024, 2)


def results_of(*files: tuple[str, bytes]) -> Results:
    found = measure_collection(collect_files(read_files(files), Settings(), dt.datetime(2024, 10, 14)))
    assert found is not None
    return found


@pytest.fixture(scope="module")
def samples() -> Results:
    return results_of(*((path.name, path.read_bytes()) for path in SAMPLES))


def small_workbook() -> bytes:
    """Four people with a period of support and five with stars in 2024/25 Q2; three pairs: +2, 0 and −1, the
    last from 10."""
    book = openpyxl.Workbook()
    support, stars = book.active, book.create_sheet("Stars")
    assert support is not None
    support.title = "Support"
    support.append(["Reporting quarter: 2024/25 Q2"])
    support.append(["Young person ref", "Support started", "Support ended", "Setting"])
    for ref in ("a", "b", "c", "d"):
        support.append([ref, dt.date(2024, 5, 1), None, "Community"])
    stars.append(["Reporting quarter: 2024/25 Q2"])
    stars.append(["Young person ref", "Date", "Area", "Score"])
    area = "Meaningful use of time"
    for ref, first, latest in (("a", 3, 5), ("b", 4, 4), ("x", 10, 9)):
        stars.append([ref, dt.date(2024, 5, 2), area, first])
        stars.append([ref, dt.date(2024, 8, 2), area, latest])
    stars.append(["c", dt.date(2024, 8, 5), area, 6])
    stars.append(["d", dt.date(2024, 8, 6), area, 11])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


@pytest.fixture(scope="module")
def small() -> Results:
    return results_of(("small.xlsx", small_workbook()))


def test_the_funnel_is_nested_and_says_who_is_beside_it(small: Results) -> None:
    steps = who_was_counted.attrition_flow(small, "5.1.1.b", Q)
    assert [(s.people, s.beside) for s in steps] == [
        (4, ""),
        (3, ""),
        (3, "1 of them without a period of support in the quarter"),
    ]


def test_the_distribution_adds_up_to_the_pairs(small: Results) -> None:
    frame = who_was_counted.change_distribution(small, "5.1.1.b", Q)
    assert frame["change"].tolist() == list(range(-9, 10))
    assert {c: n for c, n in zip(frame["change"], frame["people"], strict=True) if n} == {-1: 1, 0: 1, 2: 1}
    assert frame.groupby("side")["people"].sum().to_dict() == {"better": 1, "same": 1, "worse": 1}


def test_left_out_says_why(small: Results) -> None:
    assert who_was_counted.left_out(small, "5.1.1.b", Q) == {"the score is blank or cannot be used": 1}


def test_the_rows_behind_name_their_cells(small: Results) -> None:
    rows = rows_behind.rows_behind(small, "5.1.1.a", Q)
    counted = rows[rows["state"] == "counted"]
    assert counted[["who", "sheet", "cell", "first_cell", "amount"]].values.tolist() == [
        ["a", "Stars", "D4", "D3", 2.0],
        ["b", "Stars", "D6", "D5", 0.0],
        ["x", "Stars", "D8", "D7", -1.0],
    ]
    assert rows["state"].value_counts().to_dict() == {"counted": 3, "one reading only": 1, "left out": 1}
    first, latest = dt.date(2024, 5, 2), dt.date(2024, 8, 2)
    assert counted[["first_date", "date"]].values.tolist() == [[first, latest]] * 3
    others = rows[rows["state"] != "counted"]
    assert others[["first_cell", "first_date"]].values.tolist() == [["", None]] * 2
    assert others["amount"].isna().all() and others["who"].tolist() == ["d", "c"]


def test_where_it_comes_from(small: Results) -> None:
    (one,) = source_returns.origins(small, "5.1.1.a", Q)
    assert (one.return_type.title, one.files, one.sheets, one.version) == (
        "RESET · Society of St James",
        ("small.xlsx",),
        ("Stars",),
        1,
    )


def test_a_quarter_that_nothing_covers_has_no_story(small: Results) -> None:
    for ref in MEASURE:
        assert (
            who_was_counted.left_out(small, ref, Q + 1) == {}
            and who_was_counted.attrition_flow(small, ref, Q + 1) == []
            and source_returns.origins(small, ref, Q + 1) == []
        )
        assert (
            not len(rows_behind.rows_behind(small, ref, Q + 1))
            and not who_was_counted.change_distribution(small, ref, Q + 1)["people"].sum()
        )
    line = overview_lines.overview(small, Q + 1)[0]
    assert (line.now.marker, line.now.value, line.previous.difference) == ("x", None, None)
    assert (line.verdict.word, line.verdict.why) == ("not judged", "no return covers 2024/25 Q3")


def test_what_has_arrived_and_what_is_missing(small: Results) -> None:
    found = {
        a.return_type.title: (len(a.governing), a.missing) for a in source_returns.arrivals(small.governed, Q)
    }
    assert found["RESET · Society of St James"] == (1, ())
    assert found["TIPS · Rock Pool"] == (0, ("police_sessions",))


def test_the_parts_of_every_measure_add_up(samples: Results) -> None:
    for q in overview_lines.covered_quarters(samples):
        for line in overview_lines.overview(samples, q):
            ref, now = line.measure.ref, line.now
            rows = rows_behind.rows_behind(samples, ref, q)
            assert sum(who_was_counted.left_out(samples, ref, q).values()) == now.left_out, (ref, q)
            if now.n is not None:
                assert (rows["state"] == "counted").sum() == now.n
                steps = who_was_counted.attrition_flow(samples, ref, q)
                assert steps[-1].people == now.n
                for before, step in pairwise(steps):
                    beside = int(step.beside.split()[0]) if step.beside else 0
                    assert before.people - sum(n for n, _ in step.lost) == step.people - beside, (ref, q)
            if line.measure.evidence in ("star pairs", "pain pairs"):
                sides = who_was_counted.change_distribution(samples, ref, q).groupby("side")["people"].sum()
                if line.measure.statistic.percent:
                    assert (sides["better"], sides["same"], sides["worse"]) == (
                        now.better,
                        now.same,
                        now.worse,
                    )
    assert [line.measure for line in overview_lines.overview(samples, q)] == list(MEASURES)


def test_the_overview_compares_with_the_quarter_and_the_year_before(samples: Results) -> None:
    q = overview_lines.covered_quarters(samples)[6]
    frame = samples.frame
    for line in overview_lines.overview(samples, q):
        for change, back in ((line.previous, 1), (line.year_ago, 4)):
            then = frame[(frame["ref"] == line.measure.ref) & (frame["period"] == q - back)]["value"].iloc[0]
            assert change.then.value == (None if then != then else then)


def test_a_first_quarter_has_none_before_it_by_which_it_could_be_judged(
    small: Results, samples: Results
) -> None:
    assert overview_lines.is_first_quarter(overview_lines.overview(small, Q))
    assert not overview_lines.is_first_quarter(overview_lines.overview(samples, Q))
