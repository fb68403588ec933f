"""What the kept table of offences says: its chart with the usual range of the next two quarters, in words and
as a table."""

from collections.abc import Mapping, Sequence
from functools import partial

from ieo_metrics.charts.group.seasons_chart import seasons_chart, seasons_in_words
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label, number_of
from ieo_metrics.group.seasons.seasons_until import SeriesSeasons
from ieo_metrics.group.seasons.section import NOT_A_FORECAST
from ieo_metrics.published.kinds import OFFENCES
from ieo_metrics.statistics.seasons.season_sentences import (
    level_in_words,
    next_quarters_say,
    quarter_of_year_in_words,
    range_in_words,
    standing_out_says,
)
from ieo_metrics.statistics.seasons.usual_range import FEWEST_QUARTERS, IN_A_YEAR, ComingQuarter
from ieo_metrics.store.registers.published_tables import KeptTable
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_heading, draw_list, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded


def draw_none_yet(tables: Mapping[str, KeptTable], quarter: Quarter) -> None:
    """What the page is for, before there is a table."""
    if OFFENCES.name in tables:
        draw_paragraph(f"The table that is kept has nothing up to {label(quarter)}. Choose a later quarter.")
        return
    draw_paragraph(
        "Upload a published table of offences by quarter or month, and this page says which quarters of the "
        f"year stand out and what is usual for the next two. It takes {FEWEST_QUARTERS} quarters: fewer do "
        "not tell a season from chance."
    )


def draw_seasons(seen: SeriesSeasons) -> None:
    """The finding, the chart, and, folded, its numbers and the table that it rests on."""
    draw_heading(seen.series.name)
    draw_paragraph(bold(standing_out_says(seen.found)), " ", next_quarters_say(seen.found))
    draw_chart(
        seasons_chart(seen.series.counts, seen.found),
        seasons_in_words(seen.series.name, seen.series.counts, seen.found),
    )
    kept = day_in_words(day_in_london(seen.kept.at))
    draw_paragraph(
        f"{seen.series.edition} ({seen.kept.source}). From {seen.kept.file}, kept on {kept}. ",
        seen.about_its_end,
        kind="ieo-small",
    )
    draw_folded("The numbers, and how they are worked out", "seasons_numbers", partial(_draw_numbers, seen))


def _draw_numbers(seen: SeriesSeasons) -> None:
    draw_markup(numbers_table(seen.series.name, seen.series.counts, seen.found.coming))
    if seen.found.year:
        year = [
            (quarter_of_year_in_words(part.number), level_in_words(part), "yes" if part.stands_out else "no")
            for part in seen.found.year
        ]
        draw_markup(
            html_table("The four quarters of the year", ("Quarter", "Level (95% range)", "Stands out"), year)
        )
    draw_list([(sentence,) for sentence in (*_METHOD, *seen.series.left_out)], "ieo-small")


_METHOD = (
    "The trend and the level of each quarter of the year are fitted to the last 20 quarters at most, and the "
    "trend goes on. A quarter of the year stands out where its level lies above the mean of the four by more "
    "than chance, for all four together.",
    "The range allows for numbers that vary more than chance alone would have it. In simulated series it "
    "held 92 to 99 times in 100; where the level itself wandered, 89 to 95 times.",
    NOT_A_FORECAST,
)


def numbers_table(name: str, counts: Mapping[Quarter, int], coming: Sequence[ComingQuarter] = ()) -> str:
    """A year a row, its quarters across; of the coming ones the range that is usual."""
    shown = {quarter: f"{number:,}" for quarter, number in counts.items()}
    shown |= {one.quarter: f"usually {range_in_words(one)}" for one in coming}
    years = sorted({quarter - number_of(quarter) + 1 for quarter in shown})
    columns = ("Year", *(quarter_of_year_in_words(number) for number in range(1, IN_A_YEAR + 1)))
    rows = [
        (label(first)[:7], *(shown.get(quarter, "–") for quarter in range(first, first + IN_A_YEAR)))
        for first in years
    ]
    return html_table(name, columns, rows, numeric=columns[1:])
