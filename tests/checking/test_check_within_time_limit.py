"""A file may take only so long to be understood and checked; the others go on."""

import datetime as dt
from pathlib import Path

import pytest

from ieo_metrics.__main__ import main
from ieo_metrics.checking.check_within_time_limit import check_in_time
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.long_work.time_limit import OutOfTime, stop_if_late, time_limit
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading import limits
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import Refused
from sample_data import SAMPLES

RECEIVED = dt.datetime(2024, 10, 14, tzinfo=dt.UTC)
FIRST, SECOND = SAMPLES[:2]


def read(*paths: Path):
    return read_files([(path.name, path.read_bytes()) for path in paths])


def cells_of(workbook) -> int:
    return sum(sheet.height * len(sheet.columns) for sheet in workbook.sheets)


@pytest.fixture
def no_time_for(monkeypatch):
    """Leaves no time for the workbook with so many cells, and as much as ever for others."""

    def leave_none(workbook):
        usual, cells = limits.seconds_to_check, cells_of(workbook)
        monkeypatch.setattr(limits, "seconds_to_check", lambda n: 0 if n == cells else usual(n))

    return leave_none


def test_the_limit_follows_the_size():
    assert limits.seconds_to_check(0) == 20
    assert limits.seconds_to_check(3_000_000) == 50


def test_a_limit_holds_within_it_only():
    with time_limit(100):
        with pytest.raises(OutOfTime), time_limit(0):
            stop_if_late()
        stop_if_late()
    stop_if_late()


def test_only_its_own_work_makes_it_late(monkeypatch):
    """On a busy machine the clock runs on while others work."""
    with time_limit(100):
        clock = "ieo_metrics.framework.long_work.time_limit.time.{}".format
        monkeypatch.setattr(clock("perf_counter"), lambda: 10.0**9)
        stop_if_late()
        monkeypatch.setattr(clock("thread_time"), lambda: 10.0**9)
        with pytest.raises(OutOfTime):
            stop_if_late()


def test_a_workbook_that_takes_too_long_is_refused_with_what_was_found(no_time_for):
    (workbook,) = read(FIRST)
    assert isinstance(check_in_time(workbook, Settings(), RECEIVED), CheckedFile)
    no_time_for(workbook)
    refused = check_in_time(workbook, Settings(), RECEIVED)
    assert isinstance(refused, Refused)
    assert (refused.name, refused.code) == (FIRST.name, "file-too-slow-to-check")
    assert refused.found == f"no end after 0 seconds, for {cells_of(workbook):,} cells"


def test_each_step_of_the_check_looks_at_the_clock(monkeypatch):
    """Wherever the time runs out, the same refusal comes of it."""
    (workbook,) = read(FIRST)
    looks = 0

    def look() -> float:
        nonlocal looks
        looks += 1
        return float(looks)

    for clock in ("thread_time", "perf_counter"):
        monkeypatch.setattr(f"ieo_metrics.framework.long_work.time_limit.time.{clock}", look)
    monkeypatch.setattr(limits, "seconds_to_check", lambda cells: 10.0**9)
    assert isinstance(check_in_time(workbook, Settings(), RECEIVED), CheckedFile)
    columns = sum(len(sheet.columns) for sheet in workbook.sheets)
    assert looks > 3 * columns
    for after in range(0, looks - 3, looks // 12):
        monkeypatch.setattr(limits, "seconds_to_check", lambda cells, after=after: float(after))
        assert isinstance(check_in_time(workbook, Settings(), RECEIVED), Refused)


def test_the_other_files_go_on(no_time_for):
    slow, other = read(FIRST, SECOND)
    no_time_for(slow)
    collection = collect_files([slow, other], Settings(), RECEIVED)
    assert [one.name for one in collection.refused] == [FIRST.name]
    assert [one.name for one in collection.files] == [SECOND.name]


@pytest.mark.parametrize("command", ["measures", "check"])
def test_the_command_line_says_so_and_ends_with_2(command, no_time_for, capsys):
    no_time_for(read(FIRST)[0])
    status = main([command, str(FIRST), str(SECOND)])
    shown = capsys.readouterr()
    line = next(line for line in (shown.out + shown.err).splitlines() if "file-too-slow-to-check" in line)
    assert status == 2
    assert FIRST.name in line and "took too long to understand and check" in line
    assert "Copy only the tables" in line and "Traceback" not in shown.err
    assert (f"{SECOND.name}: " if command == "check" else "5.1.") in shown.out  # what the other one gives


def test_nothing_is_written_of_a_workbook_that_took_too_long(no_time_for, tmp_path, capsys):
    no_time_for(read(FIRST)[0])
    out = tmp_path / "marked.xlsx"
    assert main(["annotate", str(FIRST), "--out", str(out)]) == 2
    assert list(tmp_path.iterdir()) == []
    assert "file-too-slow-to-check" in capsys.readouterr().err
