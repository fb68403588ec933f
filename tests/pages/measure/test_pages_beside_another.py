"""Two measures, or two areas of one, beside each other on the page of a measure; and what the page shows as
files."""

import csv
import io
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.exports.workbook.text_sheets import NOT_FOR_SHARING
from ieo_metrics.framework.measures import MEASURE
from pages.shared.measure.by_quarter import beside_another as beside
from pages.shared.measure.tabs import TAB
from tests.pages.seen import assert_calm, markup, open_part, visit

MEASURE_PAGE, SIGNALS = "pages/measure.py", "pages/signals.py"
Makers = dict[str, Callable[[], bytes]]
REF, OTHER = "5.1.1.a", "5.1.2.c"


def headings(at: AppTest) -> str:
    """The row of headings of the two beside each other."""
    return markup(at).partition("ieo-beside")[2].partition("</thead>")[0]


@pytest.fixture
def compared(loaded: AppTest) -> AppTest:
    return open_part(visit(loaded, MEASURE_PAGE), TAB, "Beside another")


def test_two_measures_have_the_same_quarters_and_one_table(compared: AppTest) -> None:
    compared.selectbox(key=beside.OTHER).set_value(OTHER).run()
    assert_calm(compared)
    for words in (REF, OTHER):
        assert all(f"{words} {what}<" in headings(compared) for what in ("value", "n", "95% range"))
    table = markup(compared).partition("ieo-beside")[2].partition("</table>")[0]
    assert table.count('<th scope="row"') == 12
    charts = compared.get("plotly_chart")
    assert len(charts) == 3  # with that of the first screen
    assert f"{OTHER} {MEASURE[OTHER].name}" in markup(compared)
    assert "do not show that one causes the other" in markup(compared)


def test_two_areas_of_one_measure(compared: AppTest) -> None:
    open_part(compared, beside.WAY, "Two areas")
    first, second = (compared.selectbox(key=key) for key in (beside.FIRST_AREA, beside.SECOND_AREA))
    assert first.value != second.value and first.value not in second.options
    first.set_value("Southampton").run()
    assert_calm(compared)
    assert (
        "Southampton value" in headings(compared)
        and "Southampton" not in compared.selectbox(key=beside.SECOND_AREA).options
    )


def test_a_measure_without_areas_says_so(compared: AppTest) -> None:
    open_part(compared, beside.WAY, "Two areas")
    compared.selectbox(key="measure_box").set_value("5.3.1.a").run()
    assert_calm(compared)
    assert "fewer than two areas" in markup(compared) and "ieo-beside" not in markup(compared)


def test_the_address_opens_the_same(loaded: AppTest) -> None:
    for name, value in (("measure", REF), (TAB, "Beside another"), (beside.WAY, "Two areas")):
        loaded.query_params[name] = value
    loaded.query_params[beside.FIRST_AREA], loaded.query_params[beside.SECOND_AREA] = (
        "Portsmouth",
        "Hampshire",
    )
    visit(loaded, MEASURE_PAGE)
    assert "Portsmouth value" in headings(loaded) and "Hampshire value" in headings(loaded)


def table_of(data: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"))))


def test_chart_and_table_are_made_when_asked_for_and_say_that_they_are_not_for_sharing(
    loaded: AppTest, makers: Makers
) -> None:
    visit(loaded, MEASURE_PAGE)
    assert not makers, "nothing is offered before it is asked for"
    open_part(loaded, "chart_files")
    name = f"{REF} to 2024-25-Q4, not for sharing"
    assert set(makers) == {f"{name}.png", f"{name}.svg", f"{name}.csv"}
    rows = table_of(makers[f"{name}.csv"]())
    assert len(rows) == 12 and all(NOT_FOR_SHARING in row["Sharing"] for row in rows)
    assert all(float(row["Value"]) for row in rows)
    picture = makers[f"{name}.svg"]().decode()
    assert NOT_FOR_SHARING in picture and picture.count("<circle") == 12 and "stroke-dasharray" not in picture
    assert makers[f"{name}.png"]().startswith(b"\x89PNG")
    loaded.toggle(key="with_limits").set_value(True).run()
    assert "stroke-dasharray" in makers[f"{name}.svg"]().decode(), "with the limits that are shown"
    trail = loaded.session_state["samples_store"]
    with trail.reading() as connection:
        said = [one.about for one in beside_trail(connection)]
    assert any(f"{name}.svg" in about for about in said)


def beside_trail(connection):
    from ieo_metrics.store.trail.audit_trail import trail_entries

    return trail_entries(connection)


def test_signals_and_breakdown_are_downloaded_as_they_are_read(loaded: AppTest, makers: Makers) -> None:
    visit(loaded, SIGNALS)
    rows = table_of(makers["signals in 2024-25-Q4, not for sharing.csv"]())
    assert len(rows) == 19 and rows[0]["Measure"] == f"{REF} {MEASURE[REF].name}"
    assert "<" not in makers["signals in 2024-25-Q4, not for sharing.csv"]().decode()
    assert all(row["Verdict"] and NOT_FOR_SHARING in row["Sharing"] for row in rows)
    open_part(visit(loaded, MEASURE_PAGE), TAB, "Breakdown")
    rows = table_of(makers[f"{REF} by district, 2024-25 Q4, not for sharing.csv"]())
    assert rows[0]["District"] == "all" and len(rows) > 2
