"""The section about seasons of the pack and the meeting: made of a published table and of what was typed
about the run-up."""

from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import SPANS, Quarter, number_of, stretch_in_words
from ieo_metrics.framework.dates.quarters_in_text import quarters_named
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.seasons.run_up import rows_for
from ieo_metrics.group.seasons.seasons_until import SeriesSeasons, seasons_until
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.statistics.seasons.season_sentences import range_in_words, standing_out_says

NAME, TITLE = "seasons", "Seasons"
MOST_ROWS = 8
NOT_A_FORECAST = (
    "These are ranges of what is usual, not a forecast: nothing in them knows of a change in what is "
    "recorded, or in what is done."
)


def seasons_section(record: GroupRecord) -> Section | None:
    """None where no table is kept, or it has too few quarters up to the record's. What is to come is named by
    its months alone: the pack names no quarter after its own."""
    seen = seasons_until(record.tables, record.quarter)
    if seen is None or seen.found.why_none:
        return None
    tables = [_ahead_table(seen)] if seen.ahead else []
    tables += _run_up_tables(record, seen)
    known = seen.series.counts
    like = f"What is usual next is told from {stretch_in_words(min(known), max(known))}."
    return Section(
        NAME,
        TITLE,
        f"{seen.series.name}: {standing_out_says(seen.found)}",
        (f"{like} {NOT_A_FORECAST}",) if seen.ahead else (),
        tuple(tables),
        _source(seen),
    )


def _source(seen: SeriesSeasons) -> str:
    """The edition and its publisher; of a file whose title names a later quarter, the publisher alone."""
    edition = seen.series.edition
    said = f"{edition} ({seen.kept.source})" if _tells_nothing_later(edition, seen) else seen.kept.source
    return f"{said}, kept on {day_in_words(day_in_london(seen.kept.at))}."


def _tells_nothing_later(text: str, seen: SeriesSeasons) -> bool:
    return all(quarter <= seen.quarter for quarter in quarters_named(text))


def _ahead_in_words(quarter: Quarter, seen: SeriesSeasons) -> str:
    """`next quarter (Apr–Jun)`, `the quarter after next (Jul–Sep)`."""
    return f"{_AHEAD[quarter - seen.quarter]} ({SPANS[number_of(quarter)]})"


_AHEAD = {1: "next quarter", 2: "the quarter after next"}


def _ahead_table(seen: SeriesSeasons) -> SectionTable:
    rows = tuple(
        (
            _ahead_in_words(coming.quarter, seen),
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
    rows = rows_for(record.rows["run_up"], [coming.quarter for coming in seen.ahead])
    shown = tuple(
        (row.words["what"], _ahead_in_words(quarter, seen), *(row.words[name] for name in _OTHERS))
        for row in rows
        if isinstance(quarter := row.values["quarter"], int) and _tells_nothing_later(row.words["what"], seen)
    )[:MOST_ROWS]
    headings = ("What is to be agreed", "Before", "Who", "By", "Status")
    return [SectionTable("The run-up", headings, shown)] if shown else []


_OTHERS = ("agency", "by", "state")
