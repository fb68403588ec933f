"""Rules about the tree itself, so that they do not drift."""

import ast
import re
from pathlib import Path

import pytest

from ieo_metrics.framework.code_lists import SESSION_TYPE, STAR_AREAS
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.problems import CHECKS
from ieo_metrics.measuring.compute import EVIDENCE_FUNCTIONS
from ieo_metrics.measuring.kinds import follow_up, sessions
from ieo_metrics.reading.refusals import REFUSALS
from ieo_metrics.reading.remarks import REMARKS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ieo_metrics"
MODULES = sorted(PACKAGE.rglob("*.py"))
SHOWN = [*MODULES, *sorted((ROOT / "pages").rglob("*.py")), *sorted(ROOT.glob("*.py"))]
# Each may import from itself and from those in earlier lines; of one line, from each other if they are said
# to be.
LAYERS = [
    {"framework"}, {"reading"}, {"recognising"}, {"checking"}, {"accepting"}, {"measuring", "statistics"},
    {"disclosure"}, {"pipeline"}, {"store"}, {"charts", "exports"},
    {"command", "maintenance_commands"}, {"__main__"},
]  # fmt: skip
RANK = {name: rank for rank, layer in enumerate(LAYERS) for name in layer}
LONGEST = 320
# The one workbook that is written cell by cell.
LONGER = {"exports/templates.py"}


def name(path: Path) -> str:
    return (
        path.relative_to(PACKAGE).as_posix()
        if path.is_relative_to(PACKAGE)
        else path.relative_to(ROOT).as_posix()
    )


def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


def imports(path: Path) -> set[str]:
    """Every module that a file imports, at its top or within a function."""
    found = set()
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name(path)}: a relative import"
            found |= {node.module or "", *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


each_module = pytest.mark.parametrize("path", MODULES, ids=name)


def test_the_packages_are_those_of_the_layers():
    found = {path.relative_to(PACKAGE).parts[0].removesuffix(".py") for path in MODULES} - {"__init__"}
    assert found - set(RANK) == set(), "a package without a place in the order of layers"


@each_module
def test_nothing_imports_streamlit(path):
    assert [module for module in imports(path) if module.split(".")[0] == "streamlit"] == []


@each_module
def test_imports_go_downwards(path):
    own = path.relative_to(PACKAGE).parts[0].removesuffix(".py")
    for module in imports(path):
        parts = module.split(".")
        assert parts[0] not in ("pages", "tests", "dashboard", "sample_data"), module
        if (
            parts[0] != "ieo_metrics" or len(parts) == 1 or parts[1] not in RANK
        ):  # else a name of the package itself
            continue
        assert RANK[parts[1]] <= RANK[own], f"{own} imports {module}"
        if own == "statistics":
            assert parts[1] in ("framework", "statistics"), module


REF = re.compile(r"5\.\d(\.\d(\.[a-d])?)?")


def test_no_branch_on_the_ref_of_a_measure():
    """What a measure needs is a field of its row."""
    found = []
    for path in SHOWN:
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.Compare):
                constants = [
                    c
                    for side in (node.left, *node.comparators)
                    for c in ast.walk(side)
                    if isinstance(c, ast.Constant)
                ]
                found += [
                    f"{name(path)}:{node.lineno}"
                    for c in constants
                    if isinstance(c.value, str) and REF.fullmatch(c.value)
                ]
            elif (
                isinstance(node, ast.MatchValue)
                and isinstance(node.value, ast.Constant)
                and REF.fullmatch(str(node.value.value))
            ):
                found.append(f"{name(path)}:{node.lineno}")
    assert found == []


def test_every_kind_of_evidence_and_topic_exists():
    topics = {
        "star pairs": set(STAR_AREAS),
        "pain pairs": {"pain scale"},
        "social prescribing": {"engaged"},
        "support": {"community"},
        "school cohorts": set(sessions.SCHOOL_TOPICS),
        "follow-up": set(follow_up.TOPICS),
        "police sessions": set(SESSION_TYPE),
    }
    assert set(topics) == set(EVIDENCE_FUNCTIONS)
    for m in MEASURES:
        assert m.topic in topics[m.evidence], m.ref


CODE = re.compile(r"[a-z]+(-[a-z]+)+")


def test_every_code_of_a_problem_that_is_used_exists():
    """The first word of `problem(...)` and of `Finding(...)`, and `code=` of a `Read`."""
    known = set(CHECKS) | {r.code for r in REFUSALS} | {r.kind for r in REMARKS}
    used: dict[str, str] = {}
    for path in MODULES:
        for node in ast.walk(tree(path)):
            if not isinstance(node, ast.Call):
                continue
            called = (
                node.func.id
                if isinstance(node.func, ast.Name)
                else node.func.attr
                if isinstance(node.func, ast.Attribute)
                else ""
            )
            places = node.args[:1] if called in ("problem", "Finding") else []
            places += [word.value for word in node.keywords if word.arg == "code"]
            for place in places:
                for constant in ast.walk(place):
                    if (
                        isinstance(constant, ast.Constant)
                        and isinstance(constant.value, str)
                        and CODE.fullmatch(constant.value)
                    ):
                        used[constant.value] = name(path)
    assert len(used) > 30
    assert {code: where for code, where in used.items() if code not in known} == {}


def test_every_problem_that_is_listed_can_be_raised():
    texts = {path: path.read_text(encoding="utf-8") for path in SHOWN if path.name != "problems.py"}
    assert [code for code in CHECKS if not any(f'"{code}"' in text for text in texts.values())] == []


def test_every_public_function_has_a_docstring():
    found = []
    for path in MODULES:
        for node in tree(path).body:
            if (
                isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef))
                and not node.name.startswith("_")
                and not ast.get_docstring(node)
            ):
                found.append(f"{name(path)}: {node.name}")
    assert found == []


@each_module
def test_every_module_says_what_it_is(path):
    assert ast.get_docstring(tree(path)) or not path.read_text(encoding="utf-8").strip()


@each_module
def test_a_module_is_short(path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= LONGEST or name(path) in LONGER


def test_no_file_names_a_path_of_this_machine():
    patterns = [
        re.escape(str(ROOT)),
        "/" + "home/[a-z]",
        "/" + "root/",
        "/" + "work/",
        "/" + "Users/[a-z]",
        "/" + "tmp/venv",
    ]
    pattern = re.compile("|".join(patterns))
    found = []
    for path in ROOT.rglob("*"):
        parts = path.relative_to(ROOT).parts
        if (
            parts[0] in (".git", ".venv", "venv")
            or "__pycache__" in parts
            or ".hypothesis" in parts
            or not path.is_file()
            or path.stat().st_size > 2**21
        ):
            continue
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        found += [
            f"{path.relative_to(ROOT)}:{i}"
            for i, line in enumerate(text.splitlines(), start=1)
            if pattern.search(line)
        ]
    assert found == []


@each_module
def test_no_month_or_day_is_named_in_the_language_of_the_machine(path):
    formats = re.findall(r"""\{[^{}]*:([^{}]*)\}|strftime\(["']([^"']*)""", path.read_text(encoding="utf-8"))
    assert not [one for one in formats if re.search("%[aAbBcxX]", "".join(one))], (
        "days.day_in_words names them in English"
    )
