"""Hotspot and priority schools: how many were reached in four quarters, and which were not."""

from functools import partial

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.gaps.schools_reached import (
    NOT_REACHED,
    UNCLEAR,
    ListedSchool,
    SchoolsReached,
    schools_reached,
)
from ieo_metrics.group.gaps.wording import schools_action, schools_beside, schools_sentence
from pages.shared.files.downloads import FOR_OFFICER, ShownTable, draw_table_download
from pages.shared.frame import store_access
from pages.shared.frame.page_address import quarter_slug
from pages.shared.gaps.school_names import draw_names_from_file, names_at_hand
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_markup, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.registers.to_action import draw_to_action

COLUMNS = (
    "School",
    "URN",
    "On the list as",
    "In these four quarters",
    "Last reached before",
    "Where it is on the list",
)
NO_NAME = "name not kept"


def draw_schools(quarter: Quarter) -> None:
    """The count, what must be said of it, and the schools that were not reached."""
    results = store_access.snapshot_with_rows()
    if results is None:
        draw_paragraph("No returns accepted yet. The list of schools comes with the return of Choices.")
        return
    schools = store_access.worked_out(
        ("schools reached", quarter), lambda: schools_reached(results.governed, quarter)
    )
    draw_paragraph(bold(schools_sentence(schools)), *(f" {said}" for said in schools_beside(schools)))
    draw_paragraph(
        "A school counts as reached where a session was delivered to at least one young person.",
        kind="ieo-small",
    )
    left = (*schools.in_state(NOT_REACHED), *schools.in_state(UNCLEAR))
    if left:
        _draw_left(schools, left, quarter)


def _draw_left(schools: SchoolsReached, left: tuple[ListedSchool, ...], quarter: Quarter) -> None:
    names = names_at_hand(left)
    rows = [_row(school, names.get(school.known_as, "")) for school in left]
    caption = (
        f"Schools on the list on {day_in_words(schools.as_of)} that were not reached, or not known to be"
    )
    draw_markup(html_table(caption, COLUMNS, rows))
    file = f"schools not reached to {quarter_slug(quarter)}"
    draw_table_download(file, FOR_OFFICER, ShownTable(COLUMNS, rows))
    without = sum(school.known_as not in names for school in left)
    draw_paragraph(
        "In the order of the list. The names of schools are not kept, only their URNs and a code by which a "
        "name is met again: ",
        f"{without} of these {len(left)} names are not at hand. "
        if without
        else "all names here are from a workbook that you dropped in this session. ",
        "For the officer only, not for sharing.",
        kind="ieo-small",
    )
    if without:
        draw_folded("Show the names from a workbook", "school_names", partial(draw_names_from_file, left))
    if schools.in_state(NOT_REACHED) and store_access.may_change():
        draw_folded(
            "Make an action of it",
            "schools_to_action",
            partial(draw_to_action, quarter, schools_action(schools), "4.a", f"schools_{quarter}"),
        )


def _row(school: ListedSchool, name: str) -> tuple[str, ...]:
    is_a = [words for words, yes in (("hotspot", school.hotspot), ("priority", school.priority)) if yes]
    before = school.sessions.last_before
    return (
        name or NO_NAME,
        school.urn or "none given",
        list_in_words(is_a),
        _sessions_in_words(school),
        day_in_words(before) if before else "not in the returns",
        f"{school.file}, {school.sheet}, row {school.row}",
    )


def _sessions_in_words(school: ListedSchool) -> str:
    parts = []
    if school.sessions.unclear:
        parts.append(f"{school.sessions.unclear} that cannot be read")
    if school.maybe:
        parts.append(f"{school.maybe} at this school or its namesake")
    if school.sessions.not_delivered:
        parts.append(f"{school.sessions.not_delivered} not delivered")
    return list_in_words(parts) or "no session"
