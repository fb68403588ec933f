"""The dashboard: `streamlit run dashboard.py`. Its first page is the Overview: are we all right, what
changed, what is missing?

The other pages are in pages/, where Streamlit itself finds them. `st.navigation` is not used: in 1.67
the first visit to a page's own address after a restart then says "Page not found".
"""

from functools import partial

import streamlit as st

from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.measuring import overview_lines
from ieo_metrics.statistics.figure_wording import ROUNDED
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED, verdict_tally
from pages.shared.frame.figures import Figures
from pages.shared.frame.page import figures_on_top, open_pressed_measure, page
from pages.shared.issue.approving.waiting import draw_for_approver
from pages.shared.issue.next_issue import since_issue
from pages.shared.kit.text import bold, draw_paragraph
from pages.shared.measure.measures_table import ORDERS, draw_measures_table, measures_table
from pages.shared.overview.next_step import draw_next_step

TABLE = "measures_table"


def _since_issue(there: Figures) -> str:
    """What of the officer's figures is not as it was issued."""
    return since_issue(there.standing, there.quarter, there.lines) if there.standing else ""


def _table(there: Figures, order: str) -> str:
    return measures_table(there.lines, there.quarter, order, there.targets)


open_pressed_measure(TABLE)
with page("Overview"):
    waits = draw_for_approver()
    if there := figures_on_top("Performance framework"):
        lines = there.lines
        draw_next_step(there, is_next=not waits)
        tally = verdict_tally([line.verdict for line in lines])
        draw_paragraph(bold(tally), ". ", overview_lines.page_chance(lines))
        if said := there.once(("since issue",), partial(_since_issue, there)):
            draw_paragraph(said)
        order = st.segmented_control(
            "Order of the measures",
            ORDERS,
            default=ORDERS[0],
            required=True,
            key="order",
            label_visibility="collapsed",
        )
        table = there.once(("measures table", order), partial(_table, there, order or ORDERS[0]))
        draw_measures_table(table, TABLE)
        used = dict.fromkeys(line.now.marker for line in lines if line.now.marker)
        with st.expander("How to read this page"):
            draw_paragraph(
                HOW_JUDGED,
                f" {overview_lines.page_not_judged(lines)}",
                " n is the number of young people behind a percentage or an average. A change with "
                "its 95% range is of two quarters only, and no verdict: by chance alone about one range in "
                f"20 leaves out 0. {ROUNDED} ",
                *(f"{marker}: {MARKERS[marker]}. " for marker in used),
                f"{there.reach} What is shared is judged by what it shows, so where figures are hidden its "
                "verdict can be another: see Definitions.",
                kind="ieo-small",
            )
