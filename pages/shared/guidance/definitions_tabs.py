"""The tabs of the page Definitions: what each measure counts, verdicts and letters, help and guides. All
of it straight from the framework's rows."""

from collections.abc import Callable, Iterable, Mapping

import streamlit as st

from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.guidance.page_help import PAGE_HELP
from ieo_metrics.framework.measures import AREAS
from ieo_metrics.framework.measures import MEASURES as ROWS_OF_MEASURES
from ieo_metrics.statistics.figure_wording import better_direction
from ieo_metrics.statistics.people_not_remeasured import MEANING
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED
from pages.shared.guidance.guides import draw_guides
from pages.shared.kit.folded_list import Folded, folded_list
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_heading, draw_markup, draw_paragraph

# In the page's address: the tab, and what is unfolded in it.
TAB, OPEN = "about", "open"
MEASURES, VERDICTS, HELP = "Measures", "Verdicts and letters", "Help and guides"


def _draw_folded(rows: Iterable[Folded]) -> None:
    draw_markup(folded_list(rows, st.query_params.get(OPEN, "")))


def _draw_measures() -> None:
    """Each measure under its strategic area, folded."""
    for ref, area in AREAS.items():
        draw_heading(f"{ref}  {area}")
        _draw_folded(
            Folded(
                m.ref,
                f"{m.ref}  {m.name}",
                (
                    ("What it counts", m.definition),
                    ("The framework's wording", m.wording),
                    ("Direction", better_direction(m)),
                    ("Source", f"{m.programme}, {m.provider}"),
                ),
            )
            for m in ROWS_OF_MEASURES
            if m.ref.startswith(ref)
        )


def _draw_verdicts() -> None:
    """How a verdict is reached, why it may be another in what is shared, and the letters."""
    draw_heading("Verdicts")
    draw_paragraph(HOW_JUDGED)
    draw_heading("Why what is shared may have another verdict")
    draw_paragraph(
        "A measure has one verdict for the officer, who sees every figure, and one for everybody else, from "
        "the figures that are shown to them. Where small numbers are hidden, the second rests on fewer "
        "quarters, or is not judged. People supported are judged by how many start in a quarter; that number "
        "is not shared, so in what is shared they are not judged. Nor are measures that are shared as "
        "rolling four quarters, because each of those shares three quarters with the next."
    )
    draw_heading("Letters beside a figure")
    draw_markup(
        html_table(
            "Letters beside a figure",
            ("Letter", "Meaning"),
            ((f"[{letter}]", meaning) for letter, meaning in MARKERS.items()),
            caption_shown=False,
        )
    )
    draw_heading("Who is not in a comparison of two scores")
    draw_markup(
        html_table(
            "Who is not in a comparison of two scores",
            ("In the officer's workbook", "What it is"),
            MEANING.items(),
            caption_shown=False,
        )
    )
    draw_paragraph(
        "The page of a measure says how many they are, what both groups scored first on average, and, for a "
        "percentage, the range it would lie in if none or all of them had improved. None of this is shared."
    )


def _draw_help() -> None:
    """The guides to print, and the help of every page."""
    draw_heading("Guides to print")
    draw_guides()
    draw_heading("What each page is for")
    _draw_folded(
        Folded(row.page, row.page, (("For", row.for_what), ("To do", row.do), ("Read on", row.read_on)))
        for row in PAGE_HELP
    )


TABS: Mapping[str, Callable[[], None]] = {
    MEASURES: _draw_measures,
    VERDICTS: _draw_verdicts,
    HELP: _draw_help,
}
