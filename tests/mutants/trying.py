"""Tries one change: in a process of its own, against tests until one fails.

Where the change is within a function, the process is forked from one that has loaded and collected everything, and
only the code of the functions is put in the place of theirs: such a change costs little more than its tests. What is
worked out when a module is loaded has gone into other modules by then, so such a change is made before anything that
rests on it is loaded.
"""

import ast
import importlib
import importlib.abc
import importlib.machinery
import importlib.util
import inspect
import multiprocessing
import os
import pkgutil
import resource
import sys
import time
import types
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import pytest

from tests.mutants.changes import Change, changed
from tests.mutants.reach import PACKAGES, PLAIN, forget_what_is_cached

HOME = Path(__file__).resolve().parents[2]
# What lies below the four packages, loaded once before each change is tried in a process of its own.
BELOW = ("framework", "reading", "recognising", "checking")
# CPU seconds of tests for one change: what is not noticed by then survives. What then does not end is noticed.
LONGEST = 60.0
ENDLESS = 90
MOST_MEMORY = 6 * 2**30  # what asks for more, of the computer that it shares with others, is noticed as well
CHUNKS = (6, 24)  # tests at a time, so that few files are collected where the first tests notice it


class _Changed(importlib.machinery.SourceFileLoader):
    """Loads a module from a changed syntax tree; no file is written."""

    def __init__(self, name: str, path: str, tree: ast.Module) -> None:
        super().__init__(name, path)
        self.tree = tree

    def get_code(self, fullname: str) -> types.CodeType:
        return compile(self.tree, self.path, "exec")


class _Finder(importlib.abc.MetaPathFinder):
    def __init__(self, path: Path, tree: ast.Module) -> None:
        self.name = module_name(path)
        self.loader = _Changed(self.name, str(path), tree)

    def find_spec(
        self, fullname: str, path: object = None, target: object = None
    ) -> importlib.machinery.ModuleSpec | None:
        return importlib.util.spec_from_loader(fullname, self.loader) if fullname == self.name else None


class Collected:
    """A plugin: once all tests are collected, `work` is called with what runs some of them in a process of its own."""

    def __init__(self, work: Callable[["Collected"], None]) -> None:
        self.work = work

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        self.session = session
        self.items = {item.nodeid: item for item in session.items}
        self.work(self)
        return True

    def notices(self, path: Path, change: Change, tests: Sequence[str]) -> bool:
        """Whether one of the tests fails with a change that is within a function."""
        return _fails_apart(lambda: self._fails(path, changed(path.read_text(), change), tests))

    def fails(self, tests: Sequence[str]) -> bool:
        """Whether one of the tests fails as everything is."""
        return _fails_apart(lambda: self._fails(None, None, tests))

    def _fails(self, path: Path | None, tree: ast.Module | None, tests: Sequence[str]) -> bool:
        if path and tree:
            put_functions(path, tree)
        items = [self.items[test] for test in tests if test in self.items]
        for item, after in zip(items, (*items[1:], None), strict=True):
            item.config.hook.pytest_runtest_protocol(item=item, nextitem=after)
            if self.session.testsfailed or _took_too_long():
                break
        return bool(self.session.testsfailed)


def _took_too_long() -> bool:
    return time.process_time() > LONGEST


class _Until:
    """A plugin: ends the process, as one in which nothing was noticed, when it took too long."""

    def pytest_runtest_logstart(self) -> None:
        if _took_too_long():
            os._exit(0)


def notices_when_loaded(path: Path, change: Change, tests: Sequence[str]) -> bool:
    """Whether one of the tests fails with a change of what is worked out when its module is loaded."""

    def fails() -> bool:
        sys.meta_path.insert(0, _Finder(path, changed(path.read_text(), change)))
        begin = 0
        for size in (*CHUNKS, len(tests)):
            some = tests[begin : begin + size]
            begin += size
            if some and pytest.main([*PLAIN, "-x", *some], plugins=[_Until()]) != 0:
                return True
        return False

    return _fails_apart(fails)


def put_functions(path: Path, tree: ast.Module) -> None:
    """Lets the functions of a loaded module do what those of a changed one do, whoever holds them."""
    live = sys.modules[module_name(path)]
    fresh = types.ModuleType(live.__name__)
    fresh.__file__ = live.__file__
    exec(compile(tree, str(path), "exec"), fresh.__dict__)
    new = dict(_functions(vars(fresh)))
    for name, function in _functions(vars(live)):
        function.__code__ = new[name].__code__
    forget_what_is_cached()


def _functions(named: dict[str, object]) -> Iterator[tuple[str, types.FunctionType]]:
    """Those of a module or class that are written in it, each with its name."""
    module = named.get("__name__") or named["__module__"]
    for name, value in named.items():
        if isinstance(value, type) and value.__module__ == module:
            for within, function in _functions(dict(vars(value))):
                yield f"{name}.{within}", function
            continue
        if isinstance(value, property):
            value = value.fget
        elif isinstance(value, cached_property):
            value = value.func
        elif isinstance(value, (staticmethod, classmethod)):
            value = value.__func__
        value = inspect.unwrap(value) if callable(value) else value
        if isinstance(value, types.FunctionType) and value.__code__.co_filename == _file_of(module):
            yield name, value


def _file_of(module: object) -> str:
    return str(HOME / Path(*str(module).split("."))) + ".py"


def module_name(path: Path) -> str:
    return ".".join(path.relative_to(HOME).with_suffix("").parts)


def load_what_lies_below() -> None:
    """What the four packages rest on, and nothing of them."""
    for package in BELOW:
        found = importlib.import_module(f"ieo_metrics.{package}")
        for module in pkgutil.walk_packages(found.__path__, f"{found.__name__}."):
            importlib.import_module(module.name)
    for name in ("scipy.optimize", "scipy.sparse.csgraph", "scipy.special", "hypothesis"):
        importlib.import_module(name)
    above = tuple(f"ieo_metrics.{package}" for package in PACKAGES)
    if early := [name for name in sys.modules if name.startswith(above)]:
        raise RuntimeError(f"these were loaded too early to be changed: {early}")


def _fails_apart(fails: Callable[[], bool]) -> bool:
    """Whether tests fail in a process of its own, or never end."""
    process = multiprocessing.get_context("fork").Process(target=_apart, args=(fails,))
    process.start()
    process.join(ENDLESS * 3)
    if process.exitcode is None:
        process.kill()
        process.join()
    return process.exitcode != 0


def _apart(fails: Callable[[], bool]) -> None:
    os.setsid()
    used = int(time.process_time())
    resource.setrlimit(resource.RLIMIT_CPU, (used + ENDLESS, used + ENDLESS))
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    out = os.open(os.devnull, os.O_WRONLY)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os._exit(1 if fails() else 0)
