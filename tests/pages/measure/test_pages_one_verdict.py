"""No two pages say different verdicts of one measure and quarter: the Overview, the Measure page of every
measure, Signals and the Meeting are read, for the officer and for what was issued."""

import json
import re

from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring.overview_lines import overview, overview_lines
from ieo_metrics.statistics.verdicts import IMPROVING, NOT_JUDGED, VERDICTS, WORSENING
from ieo_metrics.store.current_snapshot import load_snapshot
from ieo_metrics.store.issues.shared_issue_snapshot import load_issued_snapshot
from tests.pages.meeting.test_pages_meeting import screen
from tests.pages.seen import markup, press, visit

Q = quarter(2024, 4)
SLUG = "2024-25-Q4"
ICON = {
    "Improving": IMPROVING,
    "Worsening": WORSENING,
    "No clear change": "no clear change",
    "Not judged": NOT_JUDGED,
}


def rows_of(drawn: str) -> dict[str, str]:
    """By ref, the row of a table of measures."""
    rows = re.findall(r"<tr>.*?</tr>", drawn, re.DOTALL)
    return {found.group(): row for row in rows if (found := re.search(r"5\.\d\.\d\.[a-d]", row))}


def words_in(row: str) -> set[str]:
    return {word for word in VERDICTS if word in row}


def sentences_in(text: str) -> set[str]:
    return {found.lower() for found in re.findall(rf"({'|'.join(v.capitalize() for v in VERDICTS)}): ", text)}


def table(at: AppTest) -> str:
    (component,) = at.get("bidi_component")
    return json.loads(str(component.proto.json))


def test_the_officer_s_pages(loaded: AppTest) -> None:
    store = loaded.session_state["samples_store"]
    expected = {line.measure.ref: line.verdict.word for line in overview(load_snapshot(store).results, Q)}
    assert len(set(expected.values())) == 3
    loaded.query_params["quarter"] = SLUG
    assert {ref: words_in(row) for ref, row in rows_of(table(visit(loaded, "dashboard.py"))).items()} == {
        ref: {word} for ref, word in expected.items()
    }
    signals = rows_of(table(visit(loaded, "pages/signals.py")))
    assert {ref: {word for name, word in ICON.items() if name in row} for ref, row in signals.items()} == {
        ref: {word} for ref, word in expected.items()
    }
    for measure in MEASURES:
        loaded.query_params["quarter"], loaded.query_params["measure"] = SLUG, measure.ref
        assert sentences_in(markup(visit(loaded, "pages/measure.py"))) == {expected[measure.ref]}


def test_the_meeting(loaded: AppTest) -> None:
    store = loaded.session_state["samples_store"]
    loaded.query_params["quarter"] = SLUG
    press(visit(loaded, "pages/svrp_tables.py"), "Issue 2024/25 Q4")
    with store.reading() as connection:
        issued = load_issued_snapshot(connection, Q, 1)
    lines = overview_lines(issued.frame, Q, issued.chart_rules)
    glance = rows_of(screen(loaded, 0, SLUG))
    for number, line in enumerate(lines, start=1):
        ref, word = line.measure.ref, line.verdict.word
        if line.now.value is None:
            assert words_in(glance[ref]) == {NOT_JUDGED} and word == NOT_JUDGED
            continue
        assert words_in(glance[ref]) == {word}, ref
        assert sentences_in(screen(loaded, number, SLUG)) == {word}, ref
