"""Which tests reach which lines: coverage of the fast tests, with the test as its context. Also a plugin of that
run: it names the contexts, times the tests, and lets Hypothesis try few and always the same examples."""

import json
import os
import subprocess
import sys
from pathlib import Path

import coverage
import pytest
from hypothesis import settings

PACKAGES = ("measuring", "accepting", "statistics", "disclosure")
# Tests of other rooms that go through the questions of `accepting`.
BESIDE = (
    "recognising/by_hand/test_by_hand_all_the_way.py",
    "recognising/by_hand/test_found_again.py",
    "checking/day_or_month_first/test_date_order.py",
    "checking/test_conflicting_sheets.py",
    "test_preview_of_a_mapping.py",
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


def run_with_contexts(folder: Path) -> None:
    """Runs the tests, and leaves what they reach and how long they take in a folder; prints the branch coverage."""
    data = folder / "coverage"
    config = folder / "settings.ini"
    sources = "\n    ".join(f"ieo_metrics/{name}" for name in PACKAGES)
    config.write_text(
        f"[run]\nbranch = True\nrelative_files = True\ndata_file = {data}\nsource =\n    {sources}\n"
    )
    command = [sys.executable, "-m", "coverage", "run", f"--rcfile={config}", "-m", "pytest", *PLAIN, *TESTS]
    subprocess.run(command, check=True, env=os.environ | {TIMES: str(folder / "times.json")})
    subprocess.run(
        [sys.executable, "-m", "coverage", "report", f"--rcfile={config}", "-m", "--skip-covered"], check=True
    )


class Reached:
    """What `run_with_contexts` left in a folder."""

    def __init__(self, folder: Path) -> None:
        self.seconds: dict[str, float] = json.loads((folder / "times.json").read_text())
        self._data = coverage.CoverageData(str(folder / "coverage"))
        self._data.read()
        self._lines: dict[str, dict[int, list[str]]] = {}

    def tests(self, file: str, line: int) -> list[str]:
        """The tests that reach a line, the quickest first; of a line that is run by an import, those that reach
        anything of its module, or of a table of words, of the modules that import it."""
        contexts = self._contexts(file).get(line, ())
        own = {test for test in contexts if test in self.seconds}
        if "" in contexts or not own:
            own = self._of_module(file)
        return sorted(own, key=self.seconds.__getitem__)

    def _contexts(self, file: str) -> dict[int, list[str]]:
        return self._lines.setdefault(file, self._data.contexts_by_lineno(file))

    def _of_module(self, file: str) -> set[str]:
        own = {test for some in self._contexts(file).values() for test in some if test in self.seconds}
        if own:
            return own
        imported = f"from {file.removesuffix('.py').replace('/', '.')} import"
        return {
            test
            for other in self._data.measured_files()
            if imported in Path(other).read_text(encoding="utf-8")
            for test in self._of_module(other)
        }


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
        current.switch_context(item.nodeid)


def pytest_runtest_logreport(report: pytest.TestReport) -> None:
    _seconds[report.nodeid] = _seconds.get(report.nodeid, 0.0) + report.duration


def pytest_sessionfinish() -> None:
    if TIMES in os.environ:
        Path(os.environ[TIMES]).write_text(json.dumps(_seconds))
