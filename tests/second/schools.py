"""Choices: young people reached and school staff engaged, each cohort once, and which schools are in hotspot
areas or priority schools."""

from collections.abc import Callable
from datetime import date

from ieo_metrics.framework.configuration.settings import Settings

from .days import Quarter, quarter_of
from .governing import governing_rows, governor
from .plain import BAD, PlainReturn, Row, is_date, is_number, plain_text

YES, NEITHER, UNKNOWN = "yes", "neither", "unknown"


def reached(
    returns: list[PlainReturn],
    column: str,
    only_priority: bool,
    period: list[Quarter],
    settings: Settings,
    in_area: Callable[[Row], bool],
) -> tuple[int, int]:
    """(the sum over cohorts, how many rows are left out) of the headcount in `column`."""
    used, left_out = [], 0
    for row in governing_rows(returns, "school_sessions", "date", period):
        if not in_area(row) or row["status"] not in (None, "delivered", BAD):
            continue
        membership = _membership(returns, row) if only_priority else YES
        if membership == NEITHER:
            continue
        if row["status"] == BAD or membership == UNKNOWN or not is_number(row[column]):
            left_out += 1
        else:
            used.append(row)
    return _total(used, column, settings, _urns_of_names(returns)), left_out


def _total(rows: list[Row], column: str, settings: Settings, urns_of_names: dict[str, set[str]]) -> int:
    """Cohorts at their largest headcount, plus every row that names no cohort or no school."""
    if settings.repeated_cohorts == "added up":
        return sum(row[column] for row in rows)
    largest: dict[tuple, int] = {}
    added_up = 0
    for row in rows:
        school, cohort = _school(row, urns_of_names), plain_text(row["cohort"])
        if school is None or cohort is None:
            added_up += row[column]
        else:
            largest[school, cohort] = max(row[column], largest.get((school, cohort), 0))
    return added_up + sum(largest.values())


def _school(row: Row, urns_of_names: dict[str, set[str]]) -> tuple[str, str] | None:
    """What a school is known by: its URN, else the one URN that its name carries elsewhere, else its name."""
    urn, name = plain_text(row["urn"]), plain_text(row["school"])
    if urn is not None:
        return "urn", urn
    if name is None:
        return None
    known = urns_of_names.get(name, set())
    if len(known) == 1:
        return "urn", next(iter(known))
    return "name", name


def _urns_of_names(returns: list[PlainReturn]) -> dict[str, set[str]]:
    """The URNs that each school's name carries in the governing rows of all quarters."""
    out: dict[str, set[str]] = {}
    covered = {quarter for one in returns for quarter in one.covers.get("school_sessions", ())}
    for row in governing_rows(returns, "school_sessions", "date", sorted(covered)):
        urn, name = plain_text(row["urn"]), plain_text(row["school"])
        if urn is not None and name is not None:
            out.setdefault(name, set()).add(urn)
    return out


def _membership(returns: list[PlainReturn], row: Row) -> str:
    """By the school list that governs the quarter of the session, used whole; without one, by the session's
    own columns."""
    one = governor(returns, "school_list", quarter_of(row["date"]))
    listed = one.tables.get("school_list", []) if one else []
    if not listed:
        return _yes_neither_or_unknown([row["hotspot"], row["priority"]])
    if plain_text(row["urn"]) is None and plain_text(row["school"]) is None:
        return UNKNOWN
    answers: list = []
    for school in listed:
        if not _is_same_school(row, school):
            continue
        force = _in_force(school, row["date"])
        if force == YES:
            answers += [school["hotspot"], school["priority"]]
        elif force == UNKNOWN:
            answers.append(BAD)
    return _yes_neither_or_unknown(answers)


def _yes_neither_or_unknown(answers: list) -> str:
    """One yes is enough; without a yes, a blank or unreadable answer is unknown; no answers at all: the
    school is not listed."""
    if True in answers:
        return YES
    return NEITHER if all(answer is False for answer in answers) else UNKNOWN


def _is_same_school(row: Row, school: Row) -> bool:
    """A URN alone identifies a school; names are compared only where one of the two has none."""
    urns = plain_text(row["urn"]), plain_text(school["urn"])
    if None not in urns:
        return urns[0] == urns[1]
    name = plain_text(row["school"])
    return name is not None and name == plain_text(school["school"])


def _in_force(school: Row, day: date) -> str:
    begins, ends = school["valid_from"], school["valid_to"]
    if BAD in (begins, ends):
        return UNKNOWN
    begun = not is_date(begins) or begins <= day
    return YES if begun and (not is_date(ends) or day <= ends) else NEITHER
