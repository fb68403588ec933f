"""The section about gaps of the pack and the meeting: made of shared figures, of counts of schools, and of
what was typed about needs and communities."""

from collections.abc import Mapping, Sequence

import pandas as pd

from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, last_day, stretch_in_words
from ieo_metrics.framework.figure_markers import HIDDEN, NOT_COVERED
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.framework.words.code_lists import NOT_KNOWN
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.gaps.needs_grid import NeedsGrid, needs_grid
from ieo_metrics.group.gaps.population import YOUNG_PEOPLE, people_in, population_tables, table_for
from ieo_metrics.group.gaps.reach import REACHING, counts_people_one_by_one
from ieo_metrics.group.gaps.schools_reached import LIST, REACHED, SchoolsReached, schools_reached
from ieo_metrics.group.gaps.voices import Voices, voices_of
from ieo_metrics.group.gaps.wording import (
    needs_sentence,
    per_thousand,
    range_per_thousand,
    schools_beside,
    schools_sentence,
    voices_sentence,
)
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.group.sections.until_quarter import text_until
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.evidence_frame import ROLLING, YEAR_TO_DATE, quarters_within
from ieo_metrics.published.population.population_table import People, PopulationTable
from ieo_metrics.statistics.rate_intervals import PER, rate_interval
from ieo_metrics.store.registers.published_tables import KeptTable

NAME, TITLE = "gaps", "Gaps in provision"
MOST_NEEDS = 12
NOTHING = "nothing recorded: a gap"
DISTRICT = BREAKDOWN["district"]
# Those that count young people by the list of schools.
OF_LISTED = tuple(measure.ref for measure in MEASURES if measure.about_people and LIST in measure.reads)


def gaps_section(record: GroupRecord) -> Section | None:
    """None where no need is entered, no community told anything, and neither schools nor rates are known."""
    schools, grid, voices = _schools_shared(record), grid_until(record), voices_until(record)
    rates = _rates(record)
    said = [schools_sentence(schools)] if schools and not schools.why_not else []
    said += [needs_sentence(grid)] if grid.lines else []
    said += [voices_sentence(voices)] if voices.all else []
    if not said and rates is None:
        return None
    table, measures, edition = rates or (None, (), "")
    beside = schools_beside(schools) if schools else []
    beside += _about_rates(table, measures) if table else []
    finding = " ".join(said[:2]) or "How many young people were reached is known by district."
    tables = [_needs_table(grid)] if grid.lines else []
    tables += [table] if table else []
    if schools and _says_nobody(schools):
        measures = tuple(dict.fromkeys((*measures, *OF_LISTED)))
    return Section(
        NAME, TITLE, finding, (*said[2:], *beside), tuple(tables), _source(record, grid, edition), measures
    )


def schools_of(record: GroupRecord) -> SchoolsReached | None:
    """The schools of the record; None where its rows are not at hand."""
    return schools_reached(record.results.governed, record.quarter) if record.results else None


def _schools_shared(record: GroupRecord) -> SchoolsReached | None:
    """The schools as they may be shared: that none was reached says that nobody in them was, which is not
    said beside a hidden figure of that."""
    schools, shared = schools_of(record), record.shared
    if schools is None or not _says_nobody(schools) or not len(shared):
        return schools
    four = quarters_within(ROLLING, record.quarter)
    of_listed = shared[shared["ref"].isin(OF_LISTED) & shared["period"].isin(four)]
    return None if (of_listed["marker"] == HIDDEN).any() else schools


def _says_nobody(schools: SchoolsReached) -> bool:
    """Whether it says of the listed schools that none was reached."""
    return not schools.why_not and bool(schools.schools) and not schools.in_state(REACHED)


def grid_until(record: GroupRecord) -> NeedsGrid:
    """The needs that were known when the quarter ended, without what programmes reached."""
    needs = [row for row in record.rows["needs"] if _is_until(str(row.values["as_of"]), record.quarter)]
    actions = [action for action in record.actions if action.quarter <= record.quarter]
    return needs_grid({**record.rows, "needs": needs}, actions, None, record.quarter)


def voices_until(record: GroupRecord) -> Voices:
    """What was told until the quarter ended."""
    rows = record.rows["voices"]
    return voices_of([row for row in rows if _is_until(str(row.values["said_on"]), record.quarter)])


def _is_until(day: str, quarter: Quarter) -> bool:
    return day <= last_day(quarter).isoformat()


def _needs_table(grid: NeedsGrid) -> SectionTable:
    """The gaps first where there are more needs than fit."""
    lines = list(grid.lines)
    if len(lines) > MOST_NEEDS:
        lines.sort(key=lambda line: bool(line.met_by))
    title = "Needs, and what meets them"
    if len(lines) > MOST_NEEDS:
        title += f" ({MOST_NEEDS} of {len(lines)})"
    rows = [
        (line.name, line.need.words["kind"], list_in_words(list(line.met_by)) or NOTHING)
        for line in lines[:MOST_NEEDS]
    ]
    return SectionTable(title, ("Need", "Kind", "Met by"), tuple(rows))


def _rates(record: GroupRecord) -> tuple[SectionTable, tuple[str, ...], str] | None:
    """Per 1,000 young people, by district, from what is shared: the year to date, and where nothing of that
    is shown by district, the quarter."""
    tables = population_tables(record.tables)
    shared = record.shared
    if not tables or not len(shared):
        return None
    districts = [group for group in DISTRICT.groups if group != NOT_KNOWN]
    chosen = table_for(tables, DISTRICT, districts, YOUNG_PEOPLE)
    assert chosen is not None
    for span in (YEAR_TO_DATE, "quarter"):
        here = shared[(shared["span"] == span) & (shared["period"] == record.quarter)]
        measures = [measure for measure in REACHING if _is_shown(here, measure, districts)]
        if measures:
            period = stretch_in_words(quarters_within(span, record.quarter)[0], record.quarter)
            return _rate_table(here, measures, districts, chosen, period)
    return None


def _is_shown(here: pd.DataFrame, measure: Measure, districts: Sequence[str]) -> bool:
    """Whether a district is shown to have anybody: else nobody's is known, or all are hidden."""
    own = here[(here["ref"] == measure.ref) & here["area"].isin(districts)]
    return bool((own["value"] > 0).any())


def _rate_table(
    here: pd.DataFrame,
    measures: Sequence[Measure],
    districts: Sequence[str],
    chosen: tuple[KeptTable, PopulationTable],
    period: str,
) -> tuple[SectionTable, tuple[str, ...], str]:
    kept, table = chosen
    people = {name: people_in(table, DISTRICT, name, YOUNG_PEOPLE) for name in districts}
    people[ALL] = table.people(YOUNG_PEOPLE)
    rows = [
        (
            "All four together" if area == ALL else area,
            *(_cell(here, measure, area, people) for measure in measures),
        )
        for area in (ALL, *districts)
    ]
    title = f"Young people reached per {PER:,} aged {YOUNG_PEOPLE.in_words}, {period}"
    headings = ("District", *(measure.name for measure in measures))
    return (
        SectionTable(title, headings, tuple(rows), tuple(range(1, len(headings)))),
        tuple(measure.ref for measure in measures),
        kept.edition,
    )


def _cell(here: pd.DataFrame, measure: Measure, area: str, people: Mapping[str, People]) -> str:
    """A rate from a shown figure, with its interval where each is counted alone; else why there is none."""
    value, marker = _shown(here, measure, area)
    number, everybody = people[area].number, people[ALL].number
    if value is None:
        return f"[{marker}]"
    if not number:
        return "no number of people"
    of_all = _shown(here, measure, ALL)[0]
    whole = of_all * PER / everybody if of_all is not None and everybody else None
    rate = per_thousand(value * PER / number, whole)
    if not counts_people_one_by_one(measure):
        return rate
    return f"{rate} ({range_per_thousand(*rate_interval(value, value, 1, number), whole)})"


def _shown(here: pd.DataFrame, measure: Measure, area: str) -> tuple[float | None, str]:
    """The value that is shown, else None, and its marker."""
    own = here[(here["ref"] == measure.ref) & (here["area"] == area)]
    if not len(own):
        return None, NOT_COVERED
    value, marker = own[["value", "marker"]].iloc[0]
    return (None if pd.isna(value) else float(value)), str(marker) or NOT_COVERED


def _about_rates(table: SectionTable, measures: Sequence[str]) -> list[str]:
    hidden = sum(cell == f"[{HIDDEN}]" for row in table.rows for cell in row)
    said = [
        "The rates are of those reached, of whatever age, and of pupils by where their school is; in "
        "brackets is the 95% range. Who has no known district is in the first row only."
    ]
    if hidden:
        figures = plural(hidden, "figure is", "figures are")
        said.append(f"[{HIDDEN}]: {figures} hidden so that nobody can be recognised.")
    if others := [measure.name for measure in REACHING if measure.ref not in measures]:
        said.append(f"By district nobody is shown of: {list_in_words(others)}.")
    return said


def _source(record: GroupRecord, grid: NeedsGrid, edition: str) -> str:
    every = (text_until(line.need.words["source"], record.quarter) for line in grid.lines)
    sources = list(dict.fromkeys(every))
    parts = [f"Returns and the list of schools with them, as of {day_in_words(last_day(record.quarter))}"]
    parts += (
        [f"needs: {'; '.join(sources[:3])}{' and others' if len(sources) > 3 else ''}"] if sources else []
    )
    parts += [f"people: {edition}"] if edition else []
    return f"{'; '.join(parts)}."
