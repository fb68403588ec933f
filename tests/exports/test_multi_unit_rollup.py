"""A unit's file of figures, and several units' together: sums are added up, shares and averages never are,
and what is hidden stays so."""

import json

import pandas as pd
import pytest

from ieo_metrics.exports.multi_unit_rollup import (
    NotAFile,
    Unit,
    name_of,
    read_rollup,
    rollup_file,
    units_together,
)
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURES

Q = quarter(2024, 1)
MEAN, SHARE, COUNT = "5.1.1.a", "5.1.1.b", "5.1.3.b"


def frame(**figures: tuple) -> pd.DataFrame:
    """Rows of results of one quarter; `figures`: (numerator, denominator, marker) by m (mean), s (share), c
    (count)."""
    refs = {"m": MEAN, "s": SHARE, "c": COUNT}
    rows = [
        {
            "ref": refs[name],
            "span": "quarter",
            "period": Q,
            "quarter": "2024/25 Q1",
            "area": "all",
            "numerator": a,
            "denominator": b,
            "marker": marker,
        }
        for name, (a, b, marker) in figures.items()
    ]
    other = {
        "ref": MEAN,
        "span": "year to date",
        "period": Q,
        "quarter": "2024/25 Q1 YTD",
        "area": "all",
        "numerator": 99,
        "denominator": 99,
        "marker": "",
    }
    return pd.DataFrame([*rows, other])


def unit(name: str, **figures: tuple) -> Unit:
    return read_rollup(f"{name}.json", rollup_file(frame(**figures), name))


def of(units: list[Unit], ref: str):
    return next(one for one in units_together(units, Q) if one.ref == ref)


def test_denominators_are_right() -> None:
    """+3.0 over 2 and +1.0 over 8 are together +1.4, not +2.0; 1 of 10 and 30 of 40 are 62%, not 43%."""
    units = [
        unit("A", m=(6, 2, ""), s=(1, 10, ""), c=(12, None, "")),
        unit("B", m=(8, 8, ""), s=(30, 40, ""), c=(30, None, "")),
    ]
    assert (of(units, MEAN).value, of(units, MEAN).n, of(units, MEAN).values) == (1.4, 10, (3.0, 1.0))
    assert (of(units, SHARE).value, of(units, SHARE).n) == (0.62, 50)
    assert of(units, SHARE).lower == pytest.approx(
        0.4815, abs=5e-4
    )  # Wilson, 31 of 50, by hand: (p + z²/2n ± …) / (1 + z²/n)
    assert (of(units, COUNT).value, of(units, COUNT).n, of(units, COUNT).units) == (42, None, 2)


def test_what_is_hidden_is_in_no_total() -> None:
    units = [unit("A", s=(None, None, "c")), unit("B", s=(30, 40, ""))]
    one = of(units, SHARE)
    assert (one.values, one.markers, one.value, one.units) == ((None, 0.75), ("c", ""), 0.75, 1)
    assert of(units, COUNT).value is None and of(units, COUNT).markers == ("x", "x")


def test_the_file_holds_aggregates_of_quarters_only_and_is_the_same_each_time() -> None:
    data = rollup_file(frame(m=(6, 2, "")), "A")
    assert data == rollup_file(frame(m=(6, 2, "")), "A")
    said = json.loads(data)
    assert set(said) == {"what", "format", "framework", "unit", "software", "rows"} and len(said["rows"]) == 1
    assert said["rows"][0] == {
        "measure": MEAN,
        "quarter": "2024/25 Q1",
        "area": "all",
        "numerator": 6,
        "denominator": 2,
        "marker": "",
    }
    assert len(units_together([], Q)) == len(MEASURES) == 19


def changed(**how: object) -> bytes:
    return json.dumps({**json.loads(rollup_file(frame(s=(3, 10, "")), "A")), **how}).encode()


def row(**how: object) -> bytes:
    return changed(
        rows=[
            {
                "measure": SHARE,
                "quarter": "2024/25 Q1",
                "area": "all",
                "numerator": 3,
                "denominator": 10,
                "marker": "",
                **how,
            }
        ]
    )


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"\xff\xfe",
        b"[]",
        b"[" * 100_000,
        changed(what="else"),
        changed(framework="another"),
        changed(format=2),
        changed(unit=""),
        changed(unit=7),
        changed(rows="none"),
        changed(rows=[1]),
        row(measure="9.9"),
        row(quarter="soon"),
        row(numerator=11),
        row(numerator="three"),
        row(denominator=None),
        row(numerator=float("nan")),
        row(numerator=float("inf")),
        row(marker="c"),
        changed(rows=json.loads(row())["rows"] * 2),
    ],
)
def test_a_doubtful_file_is_refused_whole(data: bytes) -> None:
    with pytest.raises(NotAFile, match=r"unit\.json"):
        read_rollup("unit.json", data)


def test_the_name_of_the_file_is_a_file_s_name() -> None:
    assert name_of("../Hampshire: VRU", Q) == "Figures of Hampshire VRU to 2024-25 Q1.json"
