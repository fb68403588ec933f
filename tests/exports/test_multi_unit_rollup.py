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


ROW = json.loads(row())["rows"][0]


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "is not JSON"),
        (b"\xff\xfe", "is not text in UTF-8"),
        (b"\xed\xa0\x80", "is not text in UTF-8"),
        (b"[]", "is not a file of a unit's figures"),
        (b"null", "is not a file of a unit's figures"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'{"a":' * 100_000, "is nested too deeply"),
        (b" " * 5_000_001, "is larger than 5 MB"),
        (changed(what="else"), "is not a file of a unit's figures"),
        (changed(framework="another"), "was made for another framework"),
        (changed(format=2), "by another version"),
        (changed(unit=""), "does not name a unit"),
        (changed(unit="\ud800\u200b\u202e"), "does not name a unit"),
        (changed(unit="a" * 121), "does not name a unit"),
        (changed(unit=7), "does not name a unit"),
        (changed(unit=True), "does not name a unit"),
        (changed(rows="none"), "does not hold a list"),
        (changed(rows=[0] * 40_001), "at most 40,000 rows"),
        (changed(rows=[1]), "row 1 does not give all of"),
        (changed(rows=[ROW, []]), "row 2 does not give all of"),
        (row(measure="9.9"), "row 1 is of a measure that the framework does not have"),
        (row(measure=["5.1.1.b"]), "something else than a short text"),
        (row(quarter="soon"), "does not name one quarter"),
        (row(quarter="2024/25 Q1 to 2024/25 Q2"), "does not name one quarter"),
        (row(quarter=2024), "something else than a short text"),
        (row(area={"all": 1}), "something else than a short text"),
        (row(area="a" * 4_000_000), "something else than a short text"),
        (row(marker="<b>"), "a marker that the framework does not have"),
        (row(marker="c"), "a number for a figure that it marks as hidden"),
        (row(numerator=11), "a share of more than all"),
        (row(numerator="three"), "has a numerator that is no number"),
        (row(numerator=True), "has a numerator that is no number"),
        (row(denominator=True), "has a denominator that is no number"),
        (row(numerator=[3]), "has a numerator that is no number"),
        (row(numerator=10**400), "has a numerator that is no number"),
        (row(denominator=-(10**400)), "has a denominator that is no number"),
        (row(denominator=1e300), "has a denominator that is no number"),
        (row(numerator=2.5), "has a numerator that is no whole number"),
        (row(numerator=-1), "a number of people below 0"),
        (row(measure=MEAN, denominator=-10), "a number of people below 0"),
        (row(denominator=None), "has a denominator where there is none, or lacks it"),
        (row(measure=COUNT), "only a count has none"),
        (row(numerator=float("nan")), "NaN is no number"),
        (row(numerator=float("inf")), "Infinity is no number"),
        (row().replace(b'"numerator": 3', b'"numerator": 1e999'), "has a numerator that is no number"),
        (row().replace(b'"numerator": 3', b'"numerator": ' + b"9" * 5_000), "a number that is far too long"),
        (
            row().replace(b'"numerator": 3', b'"numerator": 3, "numerator": 4'),
            "one of its names stands twice",
        ),
        (changed(rows=[ROW, ROW]), "row 2 gives a figure .* that an earlier row gave"),
        (
            changed(rows=[ROW, {**ROW, "area": "all\u200b"}]),
            "row 2 gives a figure .* that an earlier row gave",
        ),
    ],
)
def test_a_doubtful_file_is_refused_whole(data: bytes, words: str) -> None:
    """Whatever another unit sends: a sentence that names the file, what is wrong with it, and what to do."""
    with pytest.raises(NotAFile, match=words) as refused:
        read_rollup("unit.json", data)
    assert "unit.json" in str(refused.value) and len(str(refused.value)) < 400
    assert "Ask the unit for the file" in str(refused.value) or "this dashboard reads" in str(refused.value)


def test_a_name_is_taken_as_it_looks_and_a_zero_is_a_zero() -> None:
    one = read_rollup("a.json", changed(unit=" North\u200b \ud800 Unit\n"))
    assert one.name == "North Unit"
    [(numerator, _, _)] = read_rollup("a.json", row(numerator=-0.0)).rows.values()
    assert str(numerator) == "0.0"


def test_the_name_of_the_file_is_a_file_s_name() -> None:
    assert name_of("../Hampshire: VRU", Q) == "Figures of Hampshire VRU to 2024-25 Q1.json"
