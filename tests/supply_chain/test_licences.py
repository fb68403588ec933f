"""Every package that is installed lets a public body use it: here each licence that occurs is named once."""

import re
from importlib.metadata import distribution

import pytest
from locked import PROJECT, ROOT, read_lock

# Use, change and pass on with the notice kept. The names are those that packages give themselves.
FREE = {
    *("MIT", "MIT License", "MIT-0", "MIT-CMU", "0BSD", "Zlib", "CC0-1.0", "PSF-2.0"),
    *("BSD", "BSD License", "BSD-2-Clause", "BSD-3-Clause", "3-Clause BSD License", "BSD 3-Clause"),
    *("Apache-2.0", "Apache License 2.0", "Apache Software License", "Python Software Foundation License"),
}
# The same, and whoever changes these packages and passes them on passes the changes on too. We change none of them.
FREE_IF_CHANGES_ARE_SHARED = {"MPL-2.0", "Mozilla Public License 2.0 (MPL 2.0)", "LGPL-3.0-only"}
# What a package says too little of, or says twice: looked up in its own files. Only tests use these.
LOOKED_UP = {"axe-playwright-python": "MIT", "text-unidecode": "Artistic License"}
ONLY_FOR_TESTS = {"Artistic License"}


def licence(name: str) -> str:
    """The licence as a package's own metadata names it, in an expression; the classifiers where there is none, and else
    the short text."""
    said = distribution(name).metadata
    short = said.get("License") or ""
    classifiers = [
        line.split(" :: ")[-1]
        for line in said.get_all("Classifier") or []
        if line.startswith("License :: ") and line.count(" :: ") > 1
    ]
    return (
        LOOKED_UP.get(name)
        or said.get("License-Expression")
        or " AND ".join(classifiers)
        or short.strip().partition("\n")[0]
    )


def lets_in(expression: str, accepted: set[str]) -> bool:
    """Whether an expression of AND, OR and names, without brackets, is met by what is accepted."""
    return any(
        all(name.strip() in accepted for name in re.split(r"\sAND\s", way))
        for way in re.split(r"\sOR\s", expression)
    )


@pytest.mark.parametrize(
    ("lock", "accepted"),
    [
        ("requirements.txt", FREE | FREE_IF_CHANGES_ARE_SHARED),
        ("tests/requirements.txt", FREE | FREE_IF_CHANGES_ARE_SHARED | ONLY_FOR_TESTS),
    ],
)
def test_no_package_has_a_licence_that_nobody_has_looked_at(lock, accepted):
    said = {one.name: licence(one.name) for one in read_lock(lock) if one.here}
    assert {name: words for name, words in said.items() if not lets_in(words, accepted)} == {}


@pytest.mark.parametrize(
    ("expression", "met"),
    [
        ("MIT", True),
        ("GPL-3.0-only", False),
        ("MIT AND GPL-3.0-only", False),
        ("GPL-3.0-only OR Apache-2.0", True),
        ("", False),
    ],
)
def test_an_expression_is_met_by_one_whole_way(expression, met):
    assert lets_in(expression, FREE) == met


def test_ours_is_said_where_tools_look_for_it():
    assert PROJECT["project"]["license"] == "MIT"
    assert (ROOT / "LICENSE").read_text(encoding="utf-8").startswith("MIT License\n")
