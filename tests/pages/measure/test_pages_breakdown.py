"""The Measure page's aids to reading: the breakdown, follow-up so far, and other readings, on the invented
samples."""

import html
import re
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.measuring.sensitivity_to_settings import Readings
from pages.shared.measure import other_readings as other_readings_page
from pages.shared.measure.tabs import TAB, TABS
from tests.pages.seen import assert_calm, markup, open_part, visit

_, WHO, BREAKDOWN_TAB, _, DEFINITION, _ = TABS


@pytest.fixture(scope="module", autouse=True)
def _read_otherwise_once() -> Iterator[None]:
    """How the samples' measures read otherwise is worked out once; it does not depend on the breakdown."""
    known: dict[tuple[str, Quarter], list[Readings]] = {}
    work_out = other_readings_page.other_readings

    def other_readings(full: Results, ref: str, quarter: Quarter) -> list[Readings]:
        if (ref, quarter) not in known:
            known[ref, quarter] = work_out(full, ref, quarter)
        return known[ref, quarter]

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(other_readings_page, "other_readings", other_readings)
        yield


def on(loaded: AppTest, ref: str, tab: str = BREAKDOWN_TAB) -> AppTest:
    """The Measure page of a measure, with a tab open."""
    loaded.query_params["measure"] = ref
    loaded.session_state[TAB] = tab
    return visit(loaded, "pages/measure.py")


def choose(at: AppTest, key: str, value: str) -> str:
    """What is shown once a breakdown or a period is chosen."""
    next(group for group in at.get("button_group") if group.key == key).set_value(value).run()
    assert_calm(at)
    return html.unescape(markup(at))


def body(shown: str, caption: str) -> list[str]:
    """The rows of the table with this caption."""
    return (
        shown.split(f"<caption>{caption}</caption>")[1]
        .split("</table>")[0]
        .split("<tbody>")[1]
        .split("<tr>")[1:]
    )


def charts(at: AppTest) -> list[str]:
    """What each chart is in words."""
    return [one.proto.alt for one in at.get("plotly_chart")]


def test_a_share_by_district_and_then_by_gender_over_four_quarters(loaded: AppTest) -> None:
    on(loaded, "5.2.1.a")
    shown = html.unescape(markup(loaded))
    rows = body(shown, "Do not reoffend by district, 2024/25 Q4")
    assert len(rows) == 6 and ">all<" in rows[0] and ">not known<" in rows[-1]
    assert "For the officer only, not for sharing: small numbers are not hidden here." in shown
    choose(loaded, "breakdown_over", SPANS[2])
    shown = choose(loaded, "breakdown_by", "gender")
    rows = body(shown, "Do not reoffend by gender, rolling four quarters to 2024/25 Q4")
    assert [
        name in row
        for name, row in zip(("all", "female", "male", "non-binary or other", "not known"), rows, strict=True)
    ] == [True] * 5
    assert ">63%<" in rows[0] and ">63<" in rows[0]
    assert any(
        "Do not reoffend by group, rolling four quarters to 2024/25 Q4, with 95% intervals: all 63% of 63"
        in said
        for said in charts(loaded)
    )


def test_a_count_has_neither_people_nor_an_interval(loaded: AppTest) -> None:
    on(loaded, "5.1.3.b")
    shown = choose(loaded, "breakdown_by", "age band")
    table = shown.split("<caption>Supported in the community by age band, 2024/25 Q4</caption>")[1].split(
        "</table>"
    )[0]
    assert re.findall(r'scope="col"[^>]*>([^<]*)<', table) == ["Age band", "Value", "Left out", "Marker"]
    assert not any("by group" in said for said in charts(loaded))


def test_sessions_say_that_there_is_nothing_to_break_down(loaded: AppTest) -> None:
    on(loaded, "5.3.1.a")
    assert "The return of TIPS does not include ethnicity, so there is nothing to break down." in choose(
        loaded, "breakdown_by", "ethnicity"
    )
    assert "by ethnicity," not in markup(loaded)


def test_how_far_follow_up_has_come(loaded: AppTest) -> None:
    on(loaded, "5.2.1.a", WHO)
    shown = html.unescape(markup(loaded))
    assert (
        "In 2024/25 Q4, all 23 windows have ended. 3 of the young people could not be traced and count "
        "neither way."
    ) in shown
    assert (
        len(
            body(
                shown,
                "Windows by the quarter in which they end: whether they had ended or were still open "
                "when the return was made",
            )
        )
        == 12
    )
    on(loaded, "5.1.1.a", WHO)
    assert "Follow-up so far" not in markup(loaded)


def test_other_readings_are_worked_out_when_asked_for(loaded: AppTest) -> None:
    on(loaded, "5.2.2.a", DEFINITION)
    assert ">in force<" not in markup(loaded)
    open_part(loaded, "other_readings")
    shown = html.unescape(markup(loaded))
    assert "72% as now set; from 65% to 72% counted in the other ways, one at a time." in shown
    first, second = body(shown, "People with a harm score of zero before are counted apart")
    assert ">yes<" in first and ">in force<" in first and ">no<" in second and ">7.2 points lower<" in second
    assert (
        shown.count(
            "Where the return itself gives the harm before and after, that is used whatever is chosen."
        )
        == 1
    )


def test_every_measure_can_be_read_otherwise(loaded: AppTest) -> None:
    open_part(on(loaded, "5.1.1.a", DEFINITION), "other_readings")
    for measure in MEASURES:
        loaded.selectbox(key="measure_box").set_value(measure.ref).run()
        assert_calm(loaded)
        shown = html.unescape(markup(loaded))
        assert "Where the framework leaves a choice" in shown
        assert "{" not in shown and "nan" not in shown.split()


@pytest.mark.parametrize("by", BREAKDOWN)
def test_every_measure_can_be_broken_down(loaded: AppTest, by: str) -> None:
    on(loaded, "5.1.1.a")
    choose(loaded, "breakdown_by", by)
    for measure in MEASURES:
        loaded.selectbox(key="measure_box").set_value(measure.ref).run()
        assert_calm(loaded)
        shown = html.unescape(markup(loaded))
        assert (
            f"{MEASURE[measure.ref].name} by {by}, 2024/25 Q4" in shown
            or "nothing to break down" in shown
            or "Nobody counted here has a known" in shown
        )
        assert "{" not in shown and "nan" not in shown.split()
