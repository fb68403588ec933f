"""`python -m tests.mutants reach` once, then `python -m tests.mutants sample --seed 1 --number 320`: how many of so
many small changes a test notices, and which no test does."""

import argparse
import multiprocessing
import os
import random
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from tests.mutants import trying
from tests.mutants.changes import Change, changes_of, is_within_function
from tests.mutants.reach import PACKAGES, PLAIN, TESTS, Reached, run_with_contexts
from tests.mutants.trying import HOME, Collected, load_what_lies_below, notices_when_loaded


def sampled(number: int, seed: int, wanted: Sequence[str]) -> list[tuple[Path, Change]]:
    """Changes of all modules, each as likely as any other."""
    every = [
        (path, change)
        for package in PACKAGES
        for path in sorted((HOME / "ieo_metrics" / package).rglob("*.py"))
        for change in changes_of(path.read_text())
        if not wanted or any(part in said(path, change) for part in wanted)
    ]
    return random.Random(seed).sample(every, min(number, len(every)))


def said(path: Path, change: Change) -> str:
    return f"{path.relative_to(HOME)}:{change.line} {change.said}"


class Tally:
    """Tries changes, and says of each what became of it."""

    def __init__(self, reached: Reached) -> None:
        self.reached, self.begun = reached, time.monotonic()
        # Shared with the process that collects all tests.
        self.noticed, self.tried = multiprocessing.Value("i", 0), multiprocessing.Value("i", 0)

    def tests(self, path: Path, change: Change) -> list[str]:
        return self.reached.tests(path.relative_to(HOME).as_posix(), change.line)

    @staticmethod
    def take_apart(work: Callable[[], None]) -> None:
        """In a process of its own, so that this one still has nothing loaded that could be changed."""
        process = multiprocessing.get_context("fork").Process(target=work)
        process.start()
        process.join()

    def take(
        self,
        changes: Sequence[tuple[Path, Change]],
        notices: Callable[[Path, Change, Sequence[str]], bool],
    ) -> None:
        for path, change in changes:
            tests = self.tests(path, change)
            is_noticed = bool(tests) and notices(path, change, tests)
            self.tried.value += 1
            self.noticed.value += is_noticed
            word = "noticed " if is_noticed else "SURVIVED"
            took = time.monotonic() - self.begun
            print(
                f"{self.tried.value:4} {self.noticed.value:4} {took:6.0f}s {word} {said(path, change)}",
                flush=True,
            )


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("task", choices=("reach", "sample"))
    parser.add_argument(
        "wanted",
        nargs="*",
        help="files of tests, to learn what those reach beside what is known; or parts of what is printed of a "
        "change, to sample such changes only",
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=320)
    parser.add_argument(
        "--longest", type=float, default=trying.LONGEST, help="CPU seconds of tests for a change"
    )
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ieo-mutants")
    asked = parser.parse_intermixed_args()
    trying.LONGEST = asked.longest
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.task == "reach":
        run_with_contexts(asked.folder, asked.wanted)
        return
    changes = sampled(asked.number, asked.seed, asked.wanted)
    within = [of for of in changes if is_within_function(of[0].read_text(), of[1])]
    at_loading = [of for of in changes if of not in within]
    tally = Tally(Reached(asked.folder))
    load_what_lies_below()

    def work(collected: Collected) -> None:
        needed = {test for of in within for test in tally.tests(*of)}
        quick = sorted(needed, key=tally.reached.seconds.__getitem__)[:400]
        if collected.fails(quick):
            raise SystemExit("Tests fail though nothing is changed: run `reach` again.")
        tally.take(within, collected.notices)

    def collect_and_work() -> None:
        pytest.main([*PLAIN, "-s", "-p", "no:terminalreporter", *TESTS], plugins=[Collected(work)])

    tally.take_apart(collect_and_work)
    tally.take(at_loading, notices_when_loaded)
    print(
        f"{tally.noticed.value} of {len(changes)} noticed ({100 * tally.noticed.value / len(changes):.1f}%), seed {asked.seed}"
    )


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
