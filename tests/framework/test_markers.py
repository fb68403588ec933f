"""The letters of markers stand in one place, under names."""

import ast
from pathlib import Path

import pytest

from ieo_metrics.framework.figure_markers import HIDDEN, MARKERS, NOBODY, NOT_COVERED, PROVISIONAL, REVISED

ROOT = Path(__file__).resolve().parents[2]
FILES = [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py"), *(ROOT / "ieo_metrics").rglob("*.py")]


def is_about_markers(node: ast.AST) -> bool:
    """Whether a comparison, an argument or a table is of markers: it says so, or its keys are all letters."""
    if isinstance(node, ast.Dict):
        keys = [key.value for key in node.keys if isinstance(key, ast.Constant)]
        return {NOT_COVERED, NOBODY} <= set(keys)
    if isinstance(node, ast.keyword):
        return node.arg == "marker"
    return isinstance(node, ast.Compare) and "marker" in ast.unparse(node)


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_letter_of_a_marker_is_compared_or_given(path):
    tree = ast.parse(path.read_text(encoding="utf-8"))
    letters = [
        f"line {one.lineno}: {one.value}"
        for node in filter(is_about_markers, ast.walk(tree))
        for one in ast.walk(node)
        if isinstance(one, ast.Constant) and one.value in tuple(MARKERS)
    ]
    assert letters == []


def test_the_names_are_of_the_letters_that_the_service_gives():
    assert (
        [HIDDEN, NOT_COVERED, NOBODY, PROVISIONAL, REVISED] == list(MARKERS)[:5] == ["c", "x", "z", "p", "r"]
    )
