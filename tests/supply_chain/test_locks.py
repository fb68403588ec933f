"""What is asked for, what is locked and what is installed are the same. Nothing here asks a network."""

from collections import Counter
from importlib.metadata import distribution

import pytest
from locked import ASKED, GROUPS, LOCKS, ROOT, Locked, read_lock
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

each_lock = pytest.mark.parametrize("name", LOCKS)


def version(requirement: Requirement) -> str:
    """The one version that a requirement lets in; fails where it lets in others."""
    (only,) = requirement.specifier
    assert only.operator == "==" and not only.version.endswith(".*"), str(requirement)
    return only.version


@each_lock
def test_every_package_has_one_version_and_the_hashes_of_its_files(name):
    locked = read_lock(name)
    assert [str(one.requirement) for one in locked if not one.hashes] == []
    assert {one.name: version(one.requirement) for one in locked}
    assert [found for found, times in Counter(one.name for one in locked).items() if times > 1] == []


@each_lock
def test_what_is_asked_for_is_locked_at_that_version(name):
    locked = {one.name: version(one.requirement) for one in read_lock(name)}
    assert {canonicalize_name(one.name): version(one) for one in LOCKS[name]}.items() <= locked.items()


@each_lock
def test_no_lock_says_where_to_download_from(name):
    """Whose index is used is for the machine to say: an address here would go past an organisation's own."""
    text = (ROOT / name).read_text(encoding="utf-8")
    assert "://" not in text and "--index" not in text and "--find-links" not in text


def test_the_tests_run_with_what_is_used():
    def by_name(locked: list[Locked]) -> dict[str, tuple[str, frozenset[str], str]]:
        return {
            one.name: (version(one.requirement), one.hashes, str(one.requirement.marker)) for one in locked
        }

    assert (
        by_name(read_lock("requirements.txt")).items() <= by_name(read_lock("tests/requirements.txt")).items()
    )


def needed(asked: list[Requirement]) -> set[str]:
    """All packages that these need here, by what the installed ones say of themselves."""
    found: set[tuple[str, str]] = set()
    waiting = list(asked)
    while waiting:
        requirement = waiting.pop()
        name = canonicalize_name(requirement.name)
        for extra in ("", *requirement.extras):
            if (name, extra) in found:
                continue
            found.add((name, extra))
            for line in distribution(name).requires or []:
                also = Requirement(line)
                if also.marker is None or also.marker.evaluate({"extra": extra}):
                    waiting.append(also)
    return {name for name, _ in found}


@pytest.mark.parametrize(
    ("name", "asked"), [("requirements.txt", ASKED), ("tests/requirements.txt", ASKED + GROUPS["tests"])]
)
def test_nothing_is_missing_from_a_lock_and_nothing_is_in_it_that_nobody_needs(name, asked):
    assert {one.name for one in read_lock(name) if one.here} == needed(asked)


def test_what_is_installed_is_what_is_locked():
    locked = {one.name: version(one.requirement) for one in read_lock("tests/requirements.txt") if one.here}
    assert {name: distribution(name).version for name in locked} == locked
