"""Stores of generated histories, in which what a verdict turns on is met often: few young people and many, a short
history and long ones, gaps, figures that leap at the end, late rows and corrections after an issue."""

import datetime as dt
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.configuration.targets import Rebasing
from ieo_metrics.framework.dates.quarters import Quarter, first_day, last_day, number_of, quarter, year_of
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.framework.words.code_lists import SESSION_TYPE
from ieo_metrics.statistics.verdicts import IMPROVING, NO_CLEAR_CHANGE, WORSENING
from ieo_metrics.store.database.opening import store_in_memory
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.issuing import unlock_quarter
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.returns.return_record import pseudonymised
from tests.second.plain import PlainReturn, Row
from tests.second.real import accepted
from tests.store.office import issue, stands, take

ME = "A. Officer"
LAST = quarter(2024, 4)
AREAS = (
    "meaningful use of time",
    "emotional and mental health",
    "social networks and relationships",
    "offending",
)
WITH_LATE_ROWS = {"star_readings"}


class History(NamedTuple):
    """What a history is drawn by. `people`: who are seen in a quarter, by about how many; `leap`: by how much what
    is measured is better in the last quarter; `gap`: how many quarters before the last no return covers, 0 for
    none; `is_late`: whether rows, corrections and a re-basing come after the issue; `shows`: a verdict that the officer must find in it."""

    seed: int
    quarters: int
    people: int
    leap: float
    gap: int = 0
    is_late: bool = False
    shows: str = NO_CLEAR_CHANGE

    @property
    def first(self) -> Quarter:
        return LAST - self.quarters + 1


# What comes late after an issue of many figures takes seconds to weigh, so where there are charts it is of few.
HISTORIES = (
    History(1, quarters=13, people=45, leap=2.5, shows=IMPROVING),
    History(2, quarters=5, people=60, leap=-3.0, is_late=True, shows=WORSENING),
    History(3, quarters=13, people=9, leap=0.0, gap=3, is_late=True),
)


def generated_store(history: History) -> Store:
    """A store in memory: returns of the whole history, an issue of its last quarter, and then, where there are, the
    late rows and corrections of its last quarter."""
    store = store_in_memory()
    whole = _tables(np.random.default_rng(history.seed), history)
    in_time = {name: list(_in_time(name, rows)) for name, rows in whole.items()}
    _accept(store, history, in_time if history.is_late else whole)
    issue(store, LAST)
    if history.is_late:
        unlock_quarter(store, ME, LAST, "late rows", stands(store).facts)
        _accept(store, history, whole)
        change_aims(
            store,
            ME,
            Rebasing("5.1.4.b", LAST - 1, "Another worker began"),
            "a re-basing",
            stands(store).facts,
        )
    return store


def _accept(store: Store, history: History, tables: dict[str, list[Row]]) -> None:
    """All providers' returns, in the place of those that were accepted before."""
    covered = set(range(history.first, LAST + 1)) - ({LAST - history.gap} if history.gap else set())
    plain = [
        PlainReturn(
            of.programme,
            of.provider,
            last_day(LAST) + dt.timedelta(days=20),
            own,
            {name: {(year_of(one), number_of(one)) for one in covered} for name in own},
        )
        for of in RETURN_TYPES
        if (own := {name: tables[name] for name in of.tables if name in tables})
    ]
    assert store.key
    fresh = [pseudonymised(one, store.key) for one in accepted(plain, Settings())]
    take(store, fresh)


def _in_time(name: str, rows: list[Row]) -> Iterator[Row]:
    """What came first: without every ninth row of the last quarter, and with other scores in some."""
    dated = TABLE[name].dated_by
    for place, row in enumerate(rows):
        if name not in WITH_LATE_ROWS or row[dated] < first_day(LAST):
            yield row
        elif place % 9:
            yield {**row, "score": 5} if "score" in row and place % 7 == 0 else row


def _tables(drawn: np.random.Generator, history: History) -> dict[str, list[Row]]:
    """The rows of every table, quarter by quarter."""
    tables: dict[str, list[Row]] = {
        name: [] for of in RETURN_TYPES for name in of.tables if name not in ("offences", "school_list")
    }
    for when in range(history.first, LAST + 1):
        leap = history.leap if when == LAST else 0.0
        for number in range(int(drawn.poisson(history.people))):
            day = first_day(when) + dt.timedelta(days=int(drawn.integers(0, 40)))
            _add_person(tables, drawn, f"{when}-{number}", day, leap)
        _add_sessions(tables, drawn, when, leap)
    return tables


def _add_person(
    tables: dict[str, list[Row]], drawn: np.random.Generator, name: str, day: dt.date, leap: float
) -> None:
    """One young person of RESET, with scores and a follow-up, and one of A&E Navigators, in one quarter."""
    later = day + dt.timedelta(days=45)
    _add(tables, "support", person_ref=f"r{name}", started=day, ended=later, setting="community")
    for area in AREAS:
        before = int(drawn.integers(2, 8))
        after = int(np.clip(before + round(drawn.normal(0.7 + leap, 1.5)), 1, 10))
        for date, score in ((day, before), (later, after)) if drawn.random() < 0.9 else ((day, before),):
            _add(tables, "star_readings", person_ref=f"r{name}", date=date, area=area, score=score)
    before = int(drawn.integers(3, 10))
    after = int(np.clip(before - round(drawn.normal(1 + leap, 1.5)), 0, 10))
    for date, score in ((day, before), (later, after)):
        _add(tables, "pain_readings", person_ref=f"a{name}", date=date, score=score)
    status = "engaged" if drawn.random() < 0.7 else "referred"
    _add(tables, "social_prescribing", person_ref=f"a{name}", started=day, ended=later, status=status)
    harm = drawn.integers(0, 300, 2)
    again = drawn.random() < 0.5 - leap / 8
    _add(
        tables, "follow_up", person_ref=f"f{name}", started=day.replace(year=day.year - 1), window_end=day, traced=True,
        reoffended=bool(again), chi_before=int(harm[0]), chi_after=int(harm[1]),
    )  # fmt: skip


def _add_sessions(
    tables: dict[str, list[Row]], drawn: np.random.Generator, when: Quarter, leap: float
) -> None:
    """The sessions in schools, which follow the school year, and those of the police."""
    for number in range(2 + 4 * (number_of(when) in (1, 3))):
        day = first_day(when) + dt.timedelta(days=int(drawn.integers(0, 80)))
        _add(
            tables, "school_sessions", date=day, school=f"School {number}", cohort=f"Year {7 + number % 4}",
            young_people_reached=int(drawn.integers(20, 90)), staff_engaged=int(drawn.integers(1, 6)),
            hotspot=bool(number % 2), priority=False,
        )  # fmt: skip
    for kind, usual in zip(SESSION_TYPE, (9 + 3 * leap, 3), strict=False):
        for _ in range(int(drawn.poisson(max(usual, 0)))):
            day = first_day(when) + dt.timedelta(days=int(drawn.integers(0, 85)))
            _add(tables, "police_sessions", date=day, type=kind)


def _add(tables: dict[str, list[Row]], table: str, **cells: object) -> None:
    tables[table].append({field.name: cells.get(field.name) for field in TABLE[table].fields})
