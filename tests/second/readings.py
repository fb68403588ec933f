"""Star and pain scale: pairs of the earliest reading ever and the latest reading of the period."""

from collections.abc import Callable
from datetime import date

from .days import Quarter, quarter_of
from .governing import governing_rows, governor
from .plain import PlainReturn, Row, is_date, is_number, reference

InArea = Callable[[str], bool]  # whether a person belongs to the area that is being counted


def pairs(
    returns: list[PlainReturn],
    table: str,
    topic: str | None,
    lowest: int,
    period: list[Quarter],
    in_area: InArea,
) -> tuple[list[tuple[int, int]], int]:
    """((first, latest) of each person with a pair, how many people are left out). `topic`: the star's area,
    None for the pain scale."""
    latest: dict[str, tuple[date, int]] = {}
    without_score = set()
    for row in governing_rows(returns, table, "date", period):
        person = reference(row["person_ref"])
        if person is None or not _is_about(row, topic) or not in_area(person):
            continue
        if not _has_score(row, lowest):
            without_score.add(person)
        elif person not in latest or row["date"] >= latest[person][0]:  # on one day the later row
            latest[person] = (row["date"], row["score"])

    baselines = _baselines(returns, table, topic, lowest)
    out = []
    for person, (day, score) in latest.items():
        first_day = min(baselines[person])
        if day > first_day:
            out.append((baselines[person][first_day], score))
    return out, len(without_score - set(latest))


def _baselines(
    returns: list[PlainReturn], table: str, topic: str | None, lowest: int
) -> dict[str, dict[date, int]]:
    """Each person's scores by date, over governing rows and rows outside what their return covers; the newest
    return's and the later row's win."""
    out: dict[str, dict[date, int]] = {}
    for one in returns:
        for row in one.tables.get(table, []):
            person = reference(row["person_ref"])
            if (
                person is None
                or not is_date(row["date"])
                or not _is_about(row, topic)
                or not _has_score(row, lowest)
            ):
                continue
            quarter = quarter_of(row["date"])
            outside = quarter not in one.covers.get(table, ())
            if (
                outside or governor(returns, table, quarter) is one
            ):  # else superseded, which serves for nothing
                out.setdefault(person, {})[row["date"]] = row["score"]
    return out


def _is_about(row: Row, topic: str | None) -> bool:
    return topic is None or row["area"] == topic


def _has_score(row: Row, lowest: int) -> bool:
    return is_number(row["score"]) and lowest <= row["score"] <= 10
