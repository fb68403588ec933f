"""The 19 measures once more, as slowly and obviously as the text of measures.md and returns.md allows."""

from ieo_metrics.framework.configuration.settings import Settings

from . import districts, follow_up, intervals, periods, police, readings, schools
from .days import Quarter, label, quarters_between, year_so_far
from .governing import is_covered
from .plain import BAD, Answer, PlainReturn, reference

__all__ = ["BAD", "Answer", "PlainReturn", "compute"]

# Each measure's table, whose coverage decides; then what is counted, and of what.
MEASURES: dict[str, tuple[str, str, object]] = {
    "5.1.1.a": ("star_readings", "mean change", "meaningful use of time"),
    "5.1.1.b": ("star_readings", "positive change", "meaningful use of time"),
    "5.1.2.a": ("star_readings", "mean change", "emotional and mental health"),
    "5.1.2.b": ("star_readings", "positive change", "emotional and mental health"),
    "5.1.2.c": ("pain_readings", "mean change", None),
    "5.1.2.d": ("pain_readings", "reduced", None),
    "5.1.3.a": ("social_prescribing", "people", ("status", "engaged", ("referred", "declined", None))),
    "5.1.3.b": ("support", "people", ("setting", "community", ("custody",))),
    "5.1.4.a": ("star_readings", "mean change", "social networks and relationships"),
    "5.1.4.b": ("star_readings", "positive change", "social networks and relationships"),
    "5.1.5.a": ("school_sessions", "reached", ("young_people_reached", False)),
    "5.1.5.b": ("school_sessions", "reached", ("young_people_reached", True)),
    "5.1.6.a": ("school_sessions", "reached", ("staff_engaged", False)),
    "5.2.1.a": ("follow_up", "follow-up", False),
    "5.2.2.a": ("follow_up", "follow-up", True),
    "5.2.2.b": ("star_readings", "mean change", "offending"),
    "5.2.2.c": ("star_readings", "positive change", "offending"),
    "5.3.1.a": ("police_sessions", "sessions", "one-to-one reflective practice"),
    "5.3.1.b": ("police_sessions", "sessions", "trauma informed training"),
}


def compute(
    returns: list[PlainReturn],
    settings: Settings | None = None,
    by_district: bool = False,
    year_to_date: bool = False,
) -> dict[tuple[str, str, str], Answer]:
    """(ref, label, area) → answer: every measure, each quarter from the first to the last that any return
    covers, and each area."""
    settings = settings or Settings()
    covered = [quarter for one in returns for quarters in one.covers.values() for quarter in quarters]
    if not covered:
        return {}
    spans: list[tuple[str, list[Quarter]]] = []
    for quarter in quarters_between(min(covered), max(covered)):
        spans.append((label(quarter), [quarter]))
        if year_to_date:
            spans.append((f"{label(quarter)} YTD", year_so_far(quarter)))
    homes = districts.of_people(returns)
    return {
        (ref, name, area): _answer(returns, ref, period, area, settings, homes)
        for ref in MEASURES
        for name, period in spans
        for area in (districts.AREAS if by_district else ("all",))
    }


def _answer(
    returns: list[PlainReturn],
    ref: str,
    period: list[Quarter],
    area: str,
    settings: Settings,
    homes: dict[str, str],
) -> Answer:
    table, how, what = MEASURES[ref]
    if not is_covered(returns, table, period):
        return Answer(marker="x")

    def person_is_here(person: str) -> bool:
        return area in ("all", homes.get(person, "not known"))

    def row_is_here(row: dict) -> bool:
        return area in ("all", districts.of_row(row))

    if how in ("mean change", "positive change", "reduced"):
        lowest = settings.pain_scale_minimum if table == "pain_readings" else 1
        found, left_out = readings.pairs(returns, table, what, lowest, period, person_is_here)
        if how == "mean change":
            return intervals.of_changes([latest - first for first, latest in found], left_out)
        better = [
            (first, latest)
            for first, latest in found
            if (latest < first if how == "reduced" else latest - first >= settings.positive_change_points)
        ]
        return intervals.of_share(len(better), len(found), left_out)
    if how == "people":
        here = row_is_here if table == "support" else lambda row: person_is_here(reference(row["person_ref"]))
        return intervals.of_count(*periods.people(returns, table, *what, period, settings, here))
    if how == "reached":
        return intervals.of_count(*schools.reached(returns, *what, period, settings, row_is_here))
    if how == "sessions":
        total, left_out = police.sessions(returns, what, period)
        return (
            intervals.of_count(total, left_out) if area in ("all", "not known") else intervals.of_count(0, 0)
        )
    return intervals.of_share(*follow_up.share(returns, what, period, settings, person_is_here))
