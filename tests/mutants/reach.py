"""Which tests reach which lines: coverage of the tests, with the test as its context. Also a plugin of that run: it
names the contexts, times the tests, and lets Hypothesis try few and always the same examples."""

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

import coverage
import pytest
from hypothesis import settings

PACKAGES = ("measuring", "accepting", "statistics", "disclosure")
# Tests of other rooms that go through what the four count, and the second way of counting.
BESIDE = (
    "second",
    "recognising/by_hand/test_by_hand_all_the_way.py",
    "recognising/by_hand/test_found_again.py",
    "checking/day_or_month_first/test_date_order.py",
    "checking/test_conflicting_sheets.py",
    "previewing/",
)
TESTS = (*(f"tests/{name}" for name in PACKAGES), *(f"tests/{name}" for name in BESIDE))
PLAIN = (
    "-o",
    "addopts=",
    "-q",
    "-p",
    "no:cacheprovider",
    "-p",
    "no:xdist",
    "-p",
    "no:benchmark",
    "-p",
    "tests.mutants.reach",
)
FEW_EXAMPLES = 15
TIMES = "IEO_MUTANTS_TIMES"
_seconds: dict[str, float] = {}
_sharing: list[str] = []


def run_with_contexts(folder: Path, files: Sequence[str] = ()) -> None:
    """Runs the tests, and leaves what they reach and how long they take in a folder; prints the branch coverage. Of
    some files only, what they reach is added to what is there."""
    data, config, times = folder / "coverage", folder / "settings.ini", folder / "times.json"
    sources = "\n    ".join(f"ieo_metrics/{name}" for name in PACKAGES)
    config.write_text(
        f"[run]\nbranch = True\nrelative_files = True\ndata_file = {data}\nsource =\n    {sources}\n"
    )
    if not files:
        times.unlink(missing_ok=True)
    command = [
        sys.executable,
        "-m",
        "coverage",
        "run",
        f"--rcfile={config}",
        *(["--append"] if files else []),
    ]
    command += ["-m", "pytest", *PLAIN, *(files or TESTS)]
    subprocess.run(command, check=True, env=os.environ | {TIMES: str(times)})
    subprocess.run(
        [sys.executable, "-m", "coverage", "report", f"--rcfile={config}", "-m", "--skip-covered"], check=True
    )


class Reached:
    """What `run_with_contexts` left in a folder."""

    def __init__(self, folder: Path) -> None:
        times = json.loads((folder / "times.json").read_text())
        self.seconds: dict[str, float] = times["seconds"]
        self.sharing: set[str] = set(times["sharing"])
        data = coverage.CoverageData(str(folder / "coverage"))
        data.read()
        # All at once: a process that is forked from this one would begin by erasing the file.
        self._lines = {file: data.contexts_by_lineno(file) for file in data.measured_files()}

    def tests(self, file: str, line: int) -> list[str]:
        """The tests that reach a line, the quickest first; then those that share what was built for one of them,
        file by file. Of a line that is run by an import, those of the files in which any reaches anything of its
        module, or of a table of words, of the modules that import it."""
        contexts = self._contexts(file).get(line, ())
        own = {test for test in contexts if test in self.seconds}
        if self.is_imported(file, line) or not own:
            near = {_file(test) for test in self._of_module(file)}
            own = {test for test in self.seconds if _file(test) in near}
        files = {_file(test) for test in own & self.sharing}
        shared = {test for test in self.sharing if _file(test) in files}
        alone = sorted(own - shared, key=self.seconds.__getitem__)
        seconds = {file: sum(self.seconds[test] for test in shared if _file(test) == file) for file in files}
        return alone + sorted(
            shared, key=lambda test: (seconds[_file(test)], _file(test), self.seconds[test])
        )

    def is_imported(self, file: str, line: int) -> bool:
        """Whether a line is run when its module is loaded."""
        return "" in self._contexts(file).get(line, ())

    def _contexts(self, file: str) -> dict[int, list[str]]:
        return self._lines.get(file, {})

    def _of_module(self, file: str) -> set[str]:
        own = {test for some in self._contexts(file).values() for test in some if test in self.seconds}
        if own:
            return own
        imported = f"from {file.removesuffix('.py').replace('/', '.')} import"
        return {
            test
            for other in self._lines
            if imported in Path(other).read_text(encoding="utf-8")
            for test in self._of_module(other)
        }


def _file(test: str) -> str:
    return test.partition("::")[0]


def forget_what_is_cached() -> None:
    """So that each test itself reaches what it rests on, and not only the first one."""
    for name, module in list(sys.modules.items()):
        if name.startswith(tuple(f"ieo_metrics.{package}" for package in PACKAGES)):
            for value in vars(module).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        test = getattr(item, "obj", None)
        own = getattr(test, "_hypothesis_internal_use_settings", None)
        if own:
            test._hypothesis_internal_use_settings = settings(
                own, max_examples=FEW_EXAMPLES, derandomize=True, database=None
            )


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    if TIMES in os.environ and (current := coverage.Coverage.current()):
        forget_what_is_cached()
        current.switch_context(item.nodeid)
        fixtures = item._fixtureinfo.name2fixturedefs.values()
        if any(fixture.scope != "function" and fixture.baseid for some in fixtures for fixture in some):
            _sharing.append(item.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration


def pytest_sessionfinish() -> None:
    if TIMES in os.environ:
        path = Path(os.environ[TIMES])
        before = json.loads(path.read_text()) if path.exists() else {"seconds": {}, "sharing": []}
        sharing = sorted({*before["sharing"], *_sharing})
        path.write_text(json.dumps({"seconds": before["seconds"] | _seconds, "sharing": sharing}))
