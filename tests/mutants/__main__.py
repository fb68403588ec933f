"""`python -m tests.mutants reach` once, then `python -m tests.mutants sample --seed 1 --number 320`: how many of so
many small changes a test notices, and which no test does."""

import argparse
import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import itertools
import multiprocessing
import os
import pkgutil
import random
import sys
import tempfile
import time
import types
from collections.abc import Sequence
from pathlib import Path

import pytest

from tests.mutants.changes import Change, changed, changes_of
from tests.mutants.reach import PACKAGES, PLAIN, Reached, run_with_contexts

HOME = Path(__file__).resolve().parents[2]
FEWEST_A_MODULE = 2
# What lies below the four packages, loaded once before each change is tried in a process of its own.
BELOW = ("framework", "reading", "recognising", "checking")
# Seconds of tests for one change, as they took with coverage: what is not noticed by then survives.
LONGEST = 15.0
CHUNKS = (6, 24)  # tests at a time, so that few files are collected where the first tests notice it


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads a module from a changed syntax tree; no file is written."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self.tree = tree

    def get_code(self, fullname: str) -> types.CodeType:
        return compile(self.tree, self.path, "exec")


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, name: str, path: Path, tree: ast.Module) -> None:
        self.name, self.loader = name, _Changed(name, str(path), tree)

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self.loader) if fullname == self.name else None


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(HOME).with_suffix("").parts)


def sampled(number: int, seed: int, refs: Sequence[str]) -> list[tuple[Path, Change]]:
    """Changes of all modules, at least two of each, the others wherever chance takes them."""
    chance = random.Random(seed)
    every: list[tuple[Path, list[Change]]] = []
    for package in PACKAGES:
        for path in sorted((HOME / "ieo_metrics" / package).rglob("*.py")):
            if not refs or any(one in str(path) for one in refs):
                found = list(changes_of(path.read_text()))
                chance.shuffle(found)
                every.append((path, found))
    out = [(path, change) for path, found in every for change in found[:FEWEST_A_MODULE]]
    others = [(path, change) for path, found in every for change in found[FEWEST_A_MODULE:]]
    out += chance.sample(others, min(len(others), max(0, number - len(out))))
    return sorted(out, key=lambda one: (str(one[0]), one[1].line))


def _try(path: Path, tree: ast.Module, tests: Sequence[str]) -> None:
    """In a process of its own: ends with 1 where a test notices the change."""
    os.setsid()
    sys.meta_path.insert(0, _Finder(module_name(path), path, tree))
    out = os.open(os.devnull, os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    begin = 0
    for size in (*CHUNKS, len(tests)):
        some = tests[begin : begin + size]
        begin += size
        if some and pytest.main([*PLAIN, "-x", *some]) != 0:
            os._exit(1)
    os._exit(0)


def tests_for(path: Path, line: int, reached: Reached) -> list[str]:
    """As many of the tests that reach a line as there is time for."""
    tests = reached.tests(path.relative_to(HOME).as_posix(), line)
    until = itertools.accumulate(reached.seconds[test] for test in tests)
    return [test for test, seconds in zip(tests, until, strict=True) if seconds <= LONGEST]


def is_noticed(path: Path, tree: ast.Module, tests: Sequence[str]) -> bool:
    """Whether a test fails, or never ends."""
    process = multiprocessing.get_context("fork").Process(target=_try, args=(path, tree, tests))
    process.start()
    process.join(60 + 10 * LONGEST)
    if process.exitcode is None:
        process.kill()
        process.join()
    return process.exitcode != 0


def load_what_lies_below() -> None:
    for package in BELOW:
        found = importlib.import_module(f"ieo_metrics.{package}")
        for one in pkgutil.walk_packages(found.__path__, f"{found.__name__}."):
            importlib.import_module(one.name)
    for name in ("scipy.optimize", "scipy.sparse.csgraph", "scipy.special", "hypothesis"):
        importlib.import_module(name)
    if above := [
        name for name in sys.modules if name.startswith(tuple(f"ieo_metrics.{one}" for one in PACKAGES))
    ]:
        raise RuntimeError(f"these were loaded too early to be changed: {above}")


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.mutants", description=__doc__)
    parser.add_argument("task", choices=("reach", "sample"))
    parser.add_argument("modules", nargs="*", help="parts of paths, to sample those modules only")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--number", type=int, default=320)
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "ieo-mutants")
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    if asked.task == "reach":
        run_with_contexts(asked.folder)
        return
    reached, changes = Reached(asked.folder), sampled(asked.number, asked.seed, asked.modules)
    load_what_lies_below()
    quick = [test for test, seconds in reached.seconds.items() if seconds < LONGEST / 10]
    if is_noticed(HOME / "none.py", ast.Module([], []), quick):
        raise SystemExit("Tests fail though nothing is changed: run `reach` again.")
    noticed = 0
    begun = time.monotonic()
    for place, (path, change) in enumerate(changes, 1):
        tests = tests_for(path, change.line, reached)
        seen = bool(tests) and is_noticed(path, changed(path.read_text(), change), tests)
        noticed += seen
        word = "noticed " if seen else "SURVIVED"
        took = time.monotonic() - begun
        print(
            f"{place:4} {noticed:4} {took:6.0f}s {word} {path.relative_to(HOME)}:{change.line} {change.said}",
            flush=True,
        )
    print(f"{noticed} of {len(changes)} noticed ({100 * noticed / len(changes):.1f}%), seed {asked.seed}")


if __name__ == "__main__":
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    main()
