"""Redrawing: one measure's chart beside the same chart of plotly express, and the Overview's table."""

from collections.abc import Callable

import pytest

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.charts.trend import trend_chart
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from pages.shared.measure.measures_table import measures_table
from tests.benchmarks import records

REF = "5.1.1.b"


@pytest.fixture(scope="module")
def results() -> Results:
    settings = Settings()
    governed = govern(records.returns_of(records.pandas_tables(records.tables(5_000))), settings)
    assert governed is not None
    return compute_measures(governed, settings)


@pytest.mark.benchmark(group="a trend of 40 quarters as the browser gets it")
def test_trend(timed: Callable, results: Results) -> None:
    assert timed(
        lambda: trend_chart(overview_lines.of_measure(results, REF), MEASURE[REF], records.last()).to_json()
    )


@pytest.mark.benchmark(group="a trend of 40 quarters as the browser gets it")
def test_plotly_express(timed: Callable, results: Results) -> None:
    import plotly.express as px

    frame = overview_lines.of_measure(results, REF)
    assert timed(
        lambda: px.line(
            frame, x="period", y="value", error_y="upper", error_y_minus="lower", markers=True
        ).to_json()
    )


@pytest.mark.benchmark(group="the Overview's table, from results")
def test_overview(timed: Callable, results: Results) -> None:
    assert (
        timed(lambda: measures_table(overview_lines.overview(results, records.last()), records.last())).count(
            "data-ref="
        )
        == 19
    )
