"""Charts and tables of the screen as files: the same twice, whole, and harmless to a spreadsheet program."""

import csv
import io
import re
from io import BytesIO
from xml.etree import ElementTree

import pytest
from PIL import Image

from ieo_metrics.exports.screen_files.chart_file import ShownChart, charts_png, charts_svg, has_picture
from ieo_metrics.exports.screen_files.shown_table import shown_table_csv
from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.statistics.control_charts.chart_lines import target_lines
from ieo_metrics.statistics.differences import Figure

Q, REF = quarter(2023, 1), "5.1.1.a"
NOTE = "For the officer only, & not <for> sharing. " * 4
SVG = "{http://www.w3.org/2000/svg}"


def chart(*values: float | None, ref: str = REF) -> ShownChart:
    measure = MEASURE[ref]
    history = [
        Figure(
            Q + n,
            value,
            None,
            20,
            None if value is None else value - 0.5,
            None if value is None else value + 0.5,
        )
        for n, value in enumerate(values)
    ]
    lines = target_lines([Target(ref, Q, (Band("on target", 1),))], measure, [f.quarter for f in history])
    return ShownChart(f"{ref} <title> & more", "What it shows.", measure, history, lines)


def test_a_picture_is_the_same_twice_and_says_what_it_is() -> None:
    shown = [chart(1.0, None, 2.0)]
    assert charts_svg(shown, NOTE, PLAIN_LOOK) == charts_svg(shown, NOTE, PLAIN_LOOK)
    tree = ElementTree.fromstring(charts_svg(shown, NOTE, PLAIN_LOOK))
    assert tree.get("role") == "img" and tree.findtext(f"{SVG}title") == shown[0].title
    assert "What it shows." in str(tree.findtext(f"{SVG}desc"))
    words = " ".join(str(one.text) for one in tree.iter(f"{SVG}tspan"))
    assert NOTE.strip() in words and "target +1.0" in words and "+2.0" in words
    assert len(list(tree.iter(f"{SVG}circle"))) == 2, "a quarter without a value is a gap"
    assert any(one.get("stroke-dasharray") for one in tree.iter(f"{SVG}polyline")), "the target is dotted"


def test_both_kinds_of_picture_are_as_large_and_nothing_stands_outside() -> None:
    shown = [chart(1.0, 2.0), chart(2.0, -3.0)]
    tree = ElementTree.fromstring(charts_svg(shown, NOTE, PLAIN_LOOK))
    _, _, wide, high = map(float, str(tree.get("viewBox")).split())
    picture = Image.open(BytesIO(charts_png(shown, NOTE, PLAIN_LOOK)))
    assert picture.size == pytest.approx((wide * 150 / 72, high * 150 / 72), abs=2)
    for line in tree.iter(f"{SVG}polyline"):
        for x, y in re.findall(r"([\d.-]+),([\d.-]+)", str(line.get("points"))):
            assert 0 <= float(x) <= wide and 0 <= float(y) <= high
    for one in (*tree.iter(f"{SVG}text"), *tree.iter(f"{SVG}tspan")):
        assert 0 <= float(one.get("x") or 0) <= wide and 0 <= float(one.get("y") or 0) <= high


def test_two_charts_of_one_measure_have_the_same_upright_axis() -> None:
    def rules(*shown: ShownChart) -> list[str]:
        tree = ElementTree.fromstring(charts_svg(shown, "", PLAIN_LOOK))
        return [str(t.text) for t in tree.iter(f"{SVG}tspan") if re.fullmatch(r"[+−]?\d\.?\d?", str(t.text))]

    both = rules(chart(1.0, 1.0), chart(-4.0, 1.0))
    assert both[: len(both) // 2] == both[len(both) // 2 :], both
    assert any(words.startswith("−4") for words in both)


def test_a_chart_without_a_value_has_no_picture() -> None:
    assert has_picture([chart(None, 1.0)]) and not has_picture([chart(1.0), chart(None, None)])


def test_a_table_is_read_back_with_its_numbers() -> None:
    rows = [("2024/25 Q1", "+1.4", "1,200", "52%", "−0.3", "=1+1", "[c]", "+0.3 to +0.9")]
    columns = ["Quarter", "a", "b", "c", "d", "e", "f", "g"]
    data = shown_table_csv(columns, rows, "Not for sharing.")
    assert data == shown_table_csv(columns, rows, "Not for sharing.")
    head, row = csv.reader(io.StringIO(data.decode("utf-8-sig")))
    assert head == [*columns, "Sharing"]
    assert row == [
        "2024/25 Q1",
        "1.4",
        "1200",
        "52%",
        "-0.3",
        "'=1+1",
        "[c]",
        "'+0.3 to +0.9",
        "Not for sharing.",
    ]
