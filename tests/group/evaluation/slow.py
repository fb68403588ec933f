"""The shares of evaluation once more, as slowly and obviously as their meanings allow: sets of references,
one quarter at a time, out of plain rows."""

from datetime import date
from statistics import quantiles

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.measures import MEASURES
from tests.second import follow_up
from tests.second.days import Quarter, quarter_of, quarters_between
from tests.second.governing import covers_any, governing_rows, governor, governs_any
from tests.second.periods import active_quarters, has_usable_dates
from tests.second.plain import PlainReturn, Row, is_date, is_given, is_number, reference
from tests.second.readings import _baselines

Shares = dict[str, tuple[int, int]]  # by question: numerator and n
EVENTS = {
    ("RESET", "Society of St James"): ("support", "star_readings"),
    ("RESET", "Constabulary"): ("follow_up",),
    ("A&E Navigators", "No Limits"): ("social_prescribing", "pain_readings"),
}
READINGS = {"star_readings": 1, "pain_readings": None}
SUPPORT = {"support": None, "social_prescribing": "engaged"}
GROUPS = {"district": "district", "age band": "age_band", "gender": "gender", "ethnicity": "ethnicity"}
AREAS = {m.topic for m in MEASURES if m.reads[0] == "star_readings"}


def back(quarter: Quarter, many: int) -> Quarter:
    for _ in range(many):
        year, number = quarter
        quarter = (year - 1, 4) if number == 1 else (year, number - 1)
    return quarter


def shares(
    returns: list[PlainReturn], programme: str, provider: str, quarter: Quarter, settings: Settings
) -> Shares:
    """Those that the returns can tell."""
    tables = EVENTS[programme, provider]

    def covered(many_back: int) -> bool:
        quarters = quarters_between(back(quarter, many_back), quarter)
        return all(governor(returns, table, q) is not None for table in tables for q in quarters)

    if not covered(0):
        return {}
    out: Shares = {}
    whom = supported(returns, tables, quarter)
    for table in tables:
        if table in READINGS:
            lowest = READINGS[table] if READINGS[table] is not None else settings.pain_scale_minimum
            firsts, later = measured(returns, table, lowest)
            begun = {who for who, days in firsts.items() if quarter_of(min(days.values())) <= quarter}
            out["first reading"] = (len(whom & begun), len(whom))
            if covered(3):
                year = {who for who, _, day in later if back(quarter, 3) <= quarter_of(day) <= quarter}
                out["second reading"] = (len(whom & year), len(whom))
            if covered(4):
                due, stayed = due_and_stayed(returns, table, lowest, quarter)
                out["lost on the way"] = (len(due - stayed), len(due))
        if table in SUPPORT:
            out["supported"] = (len(whom), len(whom))
        if table == "follow_up":
            out["traced"] = traced(returns, quarter, settings)
    for name, field in GROUPS.items():
        out[f"{name} known"] = known(returns, tables, field, quarter, settings)
    return out


def supported(returns: list[PlainReturn], tables: tuple[str, ...], quarter: Quarter) -> set[str]:
    return {
        person for table in tables if table in SUPPORT for _, person in support_rows(returns, table, quarter)
    }


def support_rows(returns: list[PlainReturn], table: str, quarter: Quarter) -> list[tuple[Row, str]]:
    one = governor(returns, table, quarter)
    return [
        (row, person)
        for row in one.tables.get(table, [])
        if (person := reference(row["person_ref"]))
        and has_usable_dates(row)
        and quarter in active_quarters(row, one, table)
        and SUPPORT[table] in (None, row.get("status"))
    ]


def topics_of(table: str) -> list[str | None]:
    return sorted(AREAS) if table == "star_readings" else [None]


def measured(
    returns: list[PlainReturn], table: str, lowest: int
) -> tuple[dict[str, dict[str | None, date]], list[tuple[str, str | None, date]]]:
    """Each person's first day by topic; and every later reading that counts: who, topic, day."""
    firsts: dict[str, dict[str | None, date]] = {}
    for topic in topics_of(table):
        for who, days in _baselines(returns, table, topic, lowest).items():
            firsts.setdefault(who, {})[topic] = min(days)
    later = [
        (who, topic, day) for who, topic, day in counting(returns, table, lowest) if day > firsts[who][topic]
    ]
    return firsts, later


def counting(returns: list[PlainReturn], table: str, lowest: int) -> list[tuple[str, str | None, date]]:
    everything = sorted({q for one in returns for q in one.covers.get(table, ())})
    return [
        (who, row.get("area"), row["date"])
        for row in governing_rows(returns, table, "date", everything)
        if (who := reference(row["person_ref"]))
        and is_number(row["score"])
        and lowest <= row["score"] <= 10
        and (row.get("area") is None if table == "pain_readings" else row["area"] in AREAS)
    ]


def due_and_stayed(
    returns: list[PlainReturn], table: str, lowest: int, quarter: Quarter
) -> tuple[set[str], set[str]]:
    firsts, later = measured(returns, table, lowest)
    told = {(who, day) for who, _, day in counting(returns, table, lowest)}
    due = set()
    for who, days in firsts.items():
        began = min(days.values())
        if (who, began) in told and back(quarter, 4) <= quarter_of(began) < quarter:
            due.add(who)
    stayed = {who for who, _, day in later if quarter_of(day) <= quarter}
    return due, due & stayed


def weeks(
    returns: list[PlainReturn], table: str, lowest: int, quarter: Quarter
) -> tuple[int, float, float, float] | None:
    """How many, the median and the quartiles; None of nobody."""
    firsts, later = measured(returns, table, lowest)
    spans: dict[str, tuple[date, date]] = {}
    for who, topic, day in later:
        if quarter_of(day) == quarter:
            first, last = spans.get(who, (date.max, date.min))
            spans[who] = (min(first, firsts[who][topic]), max(last, day))
    found = sorted((last - first).days / 7 for first, last in spans.values())
    if not found:
        return None
    low, middle, high = quantiles(found, n=4, method="inclusive") if len(found) > 1 else found * 3
    return len(found), low, middle, high


def traced(returns: list[PlainReturn], quarter: Quarter, settings: Settings) -> tuple[int, int]:
    found = many = 0
    for windows in follow_up._windows(returns, [quarter], settings).values():
        ended = [window for window in windows if not window.still_open]
        if not ended or any(window.says() != ended[0].says() for window in ended):
            continue
        if ended[0].start is not None and ended[0].end < ended[0].start:
            continue
        many += 1
        found += follow_up._is_traced(ended[0].row)
    return found, many


def known(
    returns: list[PlainReturn], tables: tuple[str, ...], field: str, quarter: Quarter, settings: Settings
) -> tuple[int, int]:
    latest = latest_support(returns)
    here, told = set(), set()
    for table in tables:
        if table in SUPPORT:
            for row, who in support_rows(returns, table, quarter):
                here.add(who)
                if table == "support" and says(row, field):
                    told.add(who)
        elif table in READINGS:
            rows = governing_rows(returns, table, "date", [quarter])
            here |= {who for row in rows if (who := reference(row["person_ref"]))}
        else:
            here |= set(follow_up._windows(returns, [quarter], settings))
    told |= {who for who in here if who in latest and says(latest[who], field)}
    return len(here & told), len(here)


def says(row: Row, field: str) -> bool:
    return is_given(row[field]) and row[field] != "not known"


def latest_support(returns: list[PlainReturn]) -> dict[str, Row]:
    """Each person's row of support that started last; then of the newest return, then the later row."""
    latest: dict[str, Row] = {}
    for one in returns:
        for row in one.tables.get("support", []):
            who = reference(row["person_ref"])
            if who is None or not is_date(row["started"]):
                continue
            quarters = active_quarters(row, one, "support")
            if covers_any(one, "support", quarters) and not governs_any(returns, one, "support", quarters):
                continue
            if who not in latest or row["started"] >= latest[who]["started"]:
                latest[who] = row
    return latest
