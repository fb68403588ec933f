"""A measure counted in other ways: each other choice of a setting."""

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.measuring.sensitivity_to_settings import other_readings, range_in_words
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.measure.breakdown import figure_as_shown


def draw_readings(line: OverviewLine, quarter: Quarter) -> None:
    """The measure counted in other ways, worked out only when it is opened."""
    measure, now = line.measure, line.now
    with st.expander("Other ways of counting", key="other_readings", on_change="rerun") as opened:
        full = store_access.snapshot_with_rows() if opened.open else None
        if full is None:
            return
        draw_paragraph(
            "Where the framework leaves a choice, this shows the same returns counted each other way, "
            "one choice at a time."
        )
        found = store_access.worked_out(
            ("other readings", measure.ref, quarter), lambda: other_readings(full, measure.ref, quarter)
        )
        draw_paragraph(range_in_words(found, now, measure))
        for choices in found:
            columns = (
                "Choice",
                "n",
                "Value",
                "95% interval",
                "Left out",
                "Compared with the choice in force",
            )
            draw_markup(
                html_table(
                    choices.title,
                    columns,
                    [
                        (
                            r.choice,
                            *figure_as_shown(r.figure, measure),
                            f"{r.figure.left_out:,}",
                            "in force" if r.in_force else r.difference_from_now,
                        )
                        for r in choices.readings
                    ],
                    numeric=columns[1:-1],
                )
            )
        for said in dict.fromkeys(choices.beside for choices in found if choices.beside):
            draw_paragraph(said, kind="ieo-small")
