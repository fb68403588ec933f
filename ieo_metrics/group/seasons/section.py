"""The section about seasons of the pack and the meeting: made of a published table and of what was typed
about the run-up."""

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import label_with_months
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.seasons.run_up import rows_for
from ieo_metrics.group.seasons.seasons_until import SeriesSeasons, seasons_until
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.statistics.seasons.season_sentences import (
    next_quarters_say,
    range_in_words,
    standing_out_says,
)

NAME, TITLE = "seasons", "Seasons"
MOST_ROWS = 8
NOT_A_FORECAST = (
    "These are ranges of what is usual, not a forecast: nothing in them knows of a change in what is "
    "recorded, or in what is done."
)


def seasons_section(record: GroupRecord) -> Section | None:
    """None where no table is kept, or it has too few quarters up to the record's."""
    seen = seasons_until(record.tables, record.quarter)
    if seen is None or seen.found.why_none:
        return None
    tables = [_ahead_table(seen)] if seen.ahead else []
    tables += _run_up_tables(record, seen)
    said = [next_quarters_say(seen.found), NOT_A_FORECAST] if seen.ahead else []
    kept = day_in_words(day_in_london(seen.kept.at))
    return Section(
        NAME,
        TITLE,
        f"{seen.series.name}: {standing_out_says(seen.found)}",
        tuple(said),
        tuple(tables),
        f"{seen.series.edition} ({seen.kept.source}), kept on {kept}.",
    )


def _ahead_table(seen: SeriesSeasons) -> SectionTable:
    rows = tuple(
        (
            label_with_months(coming.quarter),
            range_in_words(coming),
            "yes" if coming.stands_out else "no",
        )
        for coming in seen.ahead
    )
    return SectionTable(
        f"What is usual next: {seen.series.name}",
        ("Quarter", "Usual (95% range)", "Stands out in the year"),
        rows,
        (1,),
    )


def _run_up_tables(record: GroupRecord, seen: SeriesSeasons) -> list[SectionTable]:
    rows = rows_for(record.rows["run_up"], [coming.quarter for coming in seen.ahead])[:MOST_ROWS]
    shown = tuple(
        tuple(row.words[name] for name in ("what", "quarter", "agency", "by", "state")) for row in rows
    )
    headings = ("What is to be agreed", "Before", "Who", "By", "It is")
    return [SectionTable("The run-up", headings, shown)] if shown else []
