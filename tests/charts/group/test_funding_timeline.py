"""The chart of the grants: what stands in it."""

import datetime as dt

from ieo_metrics.charts.group.funding_timeline import funding_timeline, grants_drawn
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.registers.choices import AGREED
from ieo_metrics.group.funding.grants import grants_of
from ieo_metrics.store.registers.register_rows import RegisterRow

Q4 = quarter(2024, 4)
GRANT = {
    "programme": "RESET",
    "funder": "A fund with a name that needs two lines",
    "amount": 1000,
    "begins": "2024-04-01",
    "ends": "2025-09-30",
    "state": AGREED,
}


def test_the_line_says_what_it_is_and_no_name_touches_its_bar():
    grants = grants_of([RegisterRow("grants", 1, 1, GRANT, "2025-01-01T00:00:00+00:00", "A. Officer")])
    drawn = grants_drawn(grants, ["RESET"], Q4)
    chart = funding_timeline(drawn, Q4)
    (note,) = chart.layout.annotations
    (line,) = chart.layout.shapes
    assert note.text == "end of 2024/25 Q4"
    assert dt.date.fromisoformat(str(note.x)[:10]) == dt.date(2025, 3, 31)
    assert str(line.x0)[:10] == str(note.x)[:10]
    lines = chart.data[0].y[0].split("<br>")
    assert len(lines) == 2 and all(part.endswith("\u00a0") for part in lines)
