"""Clocks that jump, nights with an hour too many or too few, other time zones and languages: the same order,
figures and files."""

import datetime as dt
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from ieo_metrics.framework.dates.days import in_clock_words
from ieo_metrics.framework.dates.quarters import quarter, quarter_of
from ieo_metrics.store.database import backup, restore
from ieo_metrics.store.database.schema import AUDIT, RETURNS
from ieo_metrics.store.database.store import time_as_text
from ieo_metrics.store.trail import verify
from tests.recognising.in_memory import book
from tests.store.office import Office, issue, returns_of, stands, stars, take, tidy, trainings, value

ROOT = Path(__file__).resolve().parents[2]
Q = quarter(2024, 1)
UTC = dt.UTC


def ticking(*moments: dt.datetime) -> Callable[[], dt.datetime]:
    """A clock that says each of these in turn, and the last one for ever."""
    left = list(moments)
    return lambda: left.pop(0) if len(left) > 1 else left[0]


JUMPS = {
    "back": (dt.datetime(2024, 7, 20, tzinfo=UTC), dt.datetime(2019, 1, 1, tzinfo=UTC)),
    "forward": (
        dt.datetime(2024, 7, 20, tzinfo=UTC),
        dt.datetime(2099, 1, 1, tzinfo=UTC),
        dt.datetime(2024, 7, 21, tzinfo=UTC),
    ),
    "2038": (dt.datetime(2038, 1, 19, 3, 14, 7, tzinfo=UTC), dt.datetime(2038, 1, 19, 3, 14, 8, tzinfo=UTC)),
    "leap day": (dt.datetime(2028, 2, 29, 23, 59, 59, tzinfo=UTC), dt.datetime(2028, 3, 1, tzinfo=UTC)),
    "stands still": (dt.datetime(2024, 7, 20, tzinfo=UTC),),
}


@pytest.mark.parametrize("name", JUMPS)
def test_the_order_is_by_number_not_by_clock(office, name):
    """clock jumps back/forward, year 2038, leap day: order by sequence number, not clock; UTC stored."""
    office.clock = ticking(*JUMPS[name])
    store = office.open()
    for n in (3, 5, 7):
        take(store, returns_of(trainings(Q, n, f"{n}.xlsx"), store=store))
    assert [one.files for one in stands(store).returns] == [("3.xlsx",), ("5.xlsx",), ("7.xlsx",)]
    assert (value(store, "5.3.1.b", Q)["value"], list(verify.integrity_faults(store))) == (7, [])
    with store.reading() as connection:
        times = connection.execute(sa.select(AUDIT.c.at)).scalars().all()
        assert connection.execute(sa.select(RETURNS.c.seq).order_by(RETURNS.c.seq)).scalars().all() == [
            1,
            2,
            3,
        ]
    assert set(times) <= {time_as_text(moment) for moment in JUMPS[name]}


@pytest.mark.parametrize("name", ["back", "2038"])
def test_the_latest_issue_is_by_number_not_by_clock(office, name, tmp_path):
    """clock jumps back/forward: the second issue of a quarter stands, and a backup of both is restored as it was."""
    office.clock = ticking(*JUMPS[name])
    store = office.open()
    take(store, returns_of(trainings(Q, 30)))
    for n in (1, 2):
        issue(store, Q)
        assert stands(store).issue_of(Q).number == n
    path = backup.back_up(store, tmp_path / "one.backup")
    ended = stands(store).head.rows
    again = restore.restore_backup(path, "A. Officer", f"sqlite:///{tmp_path / 'other.db'}", office.folder)
    assert (stands(again).issue_of(Q).number, stands(again).head.rows) == (2, ended + 1)
    assert list(verify.integrity_faults(again)) == []


def test_measures_are_kept_although_the_clock_went_back(file_office):
    """clock jumps back: what is worked out anew is not taken for the oldest and forgotten."""
    from ieo_metrics.framework.configuration.settings import Settings
    from ieo_metrics.store.issues import results_cache

    file_office.clock = lambda: dt.datetime(2099, 1, 1, tzinfo=UTC)
    store = file_office.open()
    take(store, returns_of(trainings(Q, 3)))
    for months in (12, 6, 3):
        for threshold in (5, 8, 10):
            tidy(store, Settings(follow_up_months=months, small_number_threshold=threshold))
    file_office.clock = lambda: dt.datetime(2024, 1, 1, tzinfo=UTC)
    later = file_office.open()
    settings = Settings(zero_before_excluded=False)
    tidy(later, settings)
    with later.reading() as connection:
        assert (
            results_cache.find_results(
                connection, results_cache.cache_key(stands(later).returns, settings, 0)
            )
            is not None
        )


PLACES = (
    {"TZ": "Europe/London", "LANG": "de_DE.UTF-8", "LC_ALL": "de_DE.UTF-8"},
    {"TZ": "Pacific/Kiritimati", "LANG": "C", "LC_ALL": "C"},
    {"TZ": "America/Los_Angeles"},  # no LANG at all
)
FILES = [f"sample_data/{name}" for name in ("TIPS - Rock Pool.xlsx", "A&E Navigators - No Limits.xlsx")]


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> list[list[bytes]]:
    """What one and the same program says in three places: nights, tables, a workbook, the measures of the
    command line."""
    folder = tmp_path_factory.mktemp("places")
    one = Office(folder / "given")
    take(one.open(), returns_of(trainings(8096, 1234), stars(8096, {"a": (1, 2), "b": (3, 9), "É": (4, 4)})))
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in ("LANG", "LANGUAGE", "TZ") and not name.startswith(("LC_", "IEO_"))
    }
    children = [
        subprocess.Popen(
            [
                sys.executable,
                "-m",
                "tests.faults.in_a_place",
                str(folder / place["TZ"]),
                str(one.folder),
                *FILES,
            ],
            cwd=ROOT,
            env=kept | {"PYTHONPATH": str(ROOT)} | place,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for place in PLACES
    ]
    out = []
    for child in children:
        printed, errors = child.communicate(timeout=180)
        assert child.returncode == 0, errors.decode()
        out.append(printed.split(b"====="))
    return out


def test_the_nights_on_which_clocks_change(said):
    """DST nights 29 Mar 2026 01:30 (absent), 25 Oct 2026 01:30 (twice): no crash; UTC order right; same
    output in three time zones."""
    assert len({parts[0] for parts in said}) == 1
    assert b"02:30 on 29 March 2026" in said[0][0] and b"01:30 on 25 October 2026" in said[0][0]


def test_the_tables_are_the_same_in_every_place(said):
    """locale de_DE/C, LANG unset: same numbers, of a store made there and of one made here."""
    assert len({parts[1] for parts in said}) == 1 and said[0][1].count(b"\n5.3.1.b") > 1


def test_the_workbook_is_the_same_in_every_place(said):
    """locale de_DE/C, LANG unset: same files: the SVRP workbook out of the store, byte for byte."""
    assert len({parts[2] for parts in said}) == 1 and len(said[0][2].strip()) == 64


def test_the_command_line_says_the_same_in_every_place(said):
    """locale de_DE/C, LANG unset: same numbers: the measures of the command line, byte for byte."""
    assert len({parts[3] for parts in said}) == 1 and said[0][3].strip().startswith(b"ref,quarter,area,value")


def test_half_an_hour_past_midnight_in_london_is_the_next_quarter():
    """30 Jun 23:30 UTC = 1 Jul 00:30 BST: quarter by Europe/London date: a return without a date of its own
    is of 1 July."""
    undated = book("Reporting quarter: 2024/25 Q1\nDate  Session type\n2024-05-01  Training")
    made = [
        returns_of(undated, received=dt.datetime(2024, 6, 30, hour, 30, tzinfo=UTC))[0].made
        for hour in (22, 23)
    ]
    assert made == [dt.date(2024, 6, 30), dt.date(2024, 7, 1)]
    assert [quarter_of(day) for day in made] == [Q, Q + 1]
    assert in_clock_words("2024-06-30T23:30:00.000000Z") == "00:30 on 1 July 2024"
