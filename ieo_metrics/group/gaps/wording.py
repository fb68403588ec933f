"""What is said of gaps, on the page, in the pack and where an activity stands."""

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import four_quarters_label, label
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.gaps.needs_grid import NeedsGrid
from ieo_metrics.group.gaps.schools_reached import NOT_REACHED, REACHED, UNCLEAR, SchoolsReached
from ieo_metrics.group.gaps.voices import Voices
from ieo_metrics.published.population.population_table import People
from ieo_metrics.statistics.figure_wording import NO_VALUE

LISTED = "hotspot and priority schools"
MOST_NAMED = 5  # gaps in a sentence


def schools_sentence(schools: SchoolsReached) -> str:
    """`23 of 38 hotspot and priority schools were reached in 2023/24 Q2 to 2024/25 Q1.`; why not, where that
    cannot be counted."""
    if schools.why_not:
        return schools.why_not
    reached, total = len(schools.in_state(REACHED)), len(schools.schools)
    if not total:
        return f"No {LISTED} are in force on the list on {day_in_words(schools.as_of)}."
    least = "At least " if schools.uncovered else ""
    were = "was" if reached == 1 else "were"
    return f"{least}{reached} of {total} {LISTED} {were} reached in {four_quarters_label(schools.quarter)}."


def schools_beside(schools: SchoolsReached) -> list[str]:
    """What else must be known of that number, a sentence each."""
    if schools.why_not:
        return []
    said = []
    if unclear := len(schools.in_state(UNCLEAR)):
        said.append(
            f"Of {unclear} it cannot be told: a session's status or headcount cannot be read, or it names "
            "one of two schools of one name."
        )
    if schools.list_quarter != schools.quarter:
        said.append(
            f"The list is that of {label(schools.list_quarter)}: none came with later returns. It is read as "
            f"of {day_in_words(schools.as_of)}."
        )
    if schools.unclear_rows:
        said.append(
            f"{plural(schools.unclear_rows, 'more school')} on the list cannot be counted: dates or answers "
            "cannot be read, or two schools have one name."
        )
    if schools.uncovered:
        quarters = list_in_words([label(quarter) for quarter in schools.uncovered])
        said.append(f"No return covers {quarters}, so a school that was reached only then is not counted.")
    return said


def needs_sentence(grid: NeedsGrid) -> str:
    """`Of 5 needs, 2 have nothing recorded that meets them: A and B.`"""
    gaps, many = [line.name for line in grid.gaps], len(grid.lines)
    if not gaps:
        return f"Something is recorded that meets {'the one need' if many == 1 else f'each of {many} needs'}."
    has = "has nothing recorded that meets it" if len(gaps) == 1 else "have nothing recorded that meets them"
    named = (
        gaps if len(gaps) <= MOST_NAMED else [*gaps[: MOST_NAMED - 1], f"{len(gaps) - MOST_NAMED + 1} more"]
    )
    return f"Of {plural(many, 'need')}, {len(gaps)} {has}: {list_in_words(named)}."


def voices_sentence(voices: Voices) -> str:
    """`Communities told us 7 things; something has changed because of 4 of them.`"""
    many, changed = len(voices.all), len(voices.changed)
    told = f"Communities told us {plural(many, 'thing')}"
    if many == 1:
        return (
            f"{told}, and {'something has changed' if changed else 'nothing has changed yet'} because of it."
        )
    return f"{told}; something has changed because of {changed} of them."


def people_in_words(people: People) -> str:
    """`12,345`, or why there is no number."""
    return f"{people.number:,}" if people.number is not None else f"none: {people.why_none}"


def per_thousand(rate: float | None, whole: float | None) -> str:
    """`3.2`; two decimals beside a rate of all together, `whole`, that is below 1."""
    if rate is None or rate != rate:
        return NO_VALUE
    return f"{rate:,.2f}" if whole is not None and whole < 1 else f"{rate:,.1f}"


def range_per_thousand(lower: float, upper: float, whole: float | None) -> str:
    """`1.9 to 5.0`; nothing where there is no interval."""
    return "" if lower != lower else f"{per_thousand(lower, whole)} to {per_thousand(upper, whole)}"


def schools_action(schools: SchoolsReached) -> str:
    """What the group could agree about the schools that were not reached."""
    many = len(schools.in_state(NOT_REACHED))
    which = f"the {many} {LISTED}" if many > 1 else "the hotspot or priority school"
    return f"Arrange sessions in {which} that had none in the year to {label(schools.quarter)}"
