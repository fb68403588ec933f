"""Rules about the tree itself, so that they do not drift."""

import ast
import re
from functools import cache
from graphlib import CycleError, TopologicalSorter
from pathlib import Path

import pytest

from ieo_metrics.checking.checks_across_cells import ROW_CHECKS
from ieo_metrics.checking.conflicting_sheets import WHICH_COUNTS
from ieo_metrics.framework.configuration.settings import SETTINGS
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KIND, EVIDENCE_KINDS
from ieo_metrics.framework.measures import AREAS, MEASURES
from ieo_metrics.framework.problem_kinds import CHECKS
from ieo_metrics.framework.record_tables import TABLE, TABLES
from ieo_metrics.framework.statistic_kinds import UNITS
from ieo_metrics.measuring.compute_measures import EVIDENCE_FUNCTIONS
from ieo_metrics.measuring.evidence_frame import STATES
from ieo_metrics.reading.refusals import REFUSALS
from ieo_metrics.reading.remark_kinds import REMARKS

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "ieo_metrics"
MODULES = sorted(PACKAGE.rglob("*.py"))
SHOWN = [*MODULES, *sorted((ROOT / "pages").rglob("*.py")), *sorted(ROOT.glob("*.py"))]
# Each may import from itself and from those in earlier lines; of one line, from each other if they are said
# to be.
LAYERS = [
    {"framework"}, {"reading"}, {"published"}, {"recognising"}, {"checking"}, {"accepting"},
    {"measuring", "statistics"}, {"disclosure"}, {"pipeline"}, {"previewing"}, {"store"}, {"group"}, {"charts", "exports"},
    {"commands_on_files", "commands_on_store"}, {"commands_on_packs"}, {"__main__"},
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


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything in a file: walking takes these tests longer than all the rest, so it is done once."""
    return tuple(ast.walk(tree(path)))


@cache
def imports(path: Path) -> set[str]:
    """Every module that a file imports, at its top or within a function."""
    found = set()
    for node in nodes(path):
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


@cache
def compared_words(path: Path) -> list[tuple[int, str]]:
    """Every text that something is compared with in a file, or looked up under in a dict that is written there, and
    its line."""
    found = []
    for node in nodes(path):
        sides = []
        if isinstance(node, ast.Compare):
            sides = [node.left, *node.comparators]
        elif isinstance(node, ast.MatchValue):
            sides = [node.value]
        elif isinstance(node, ast.Dict) and not name(path).startswith("framework/"):
            sides = [key for key in node.keys if key is not None]
        found += [
            (node.lineno, c.value)
            for side in sides
            for c in ast.walk(side)
            if isinstance(c, ast.Constant) and isinstance(c.value, str)
        ]
    return found


def test_no_branch_on_the_ref_of_a_measure():
    """What a measure needs is a field of its row."""
    found = [
        f"{name(path)}:{line}" for path in SHOWN for line, word in compared_words(path) if REF.fullmatch(word)
    ]
    assert found == []


# Names of kinds and topics that are also other things: a record table, an answer, a word.
ALSO_OTHER_THINGS = {"support", "social prescribing", "engaged", "community", "young people", "school staff"}
THE_ONE_MAP = "measuring/compute_measures.py"


def test_no_branch_on_a_kind_of_evidence_a_topic_or_a_statistic():
    """What a kind, a topic or a statistic needs is a field of its row; only the map from kind to function names them."""
    named = {kind.name for kind in EVIDENCE_KINDS} | {
        topic for kind in EVIDENCE_KINDS for topic in kind.topic_names
    }
    found = [
        f"{name(path)}:{line}: {word}"
        for path in SHOWN
        if not name(path).startswith("framework/")
        and name(path) not in (THE_ONE_MAP, "measuring/kinds/people_reached_in_schools.py")
        for line, word in compared_words(path)
        if word in named - ALSO_OTHER_THINGS
    ]
    fields = re.compile(r"(\w+\.)*(m|measure|topic_row|kind)\.(evidence|topic|statistic|kind|name)(\.name)?")
    for path in SHOWN:
        for node in nodes(path):
            sides = [node.left, *node.comparators] if isinstance(node, ast.Compare) else []
            if any(isinstance(side, ast.Constant | ast.Tuple | ast.Set | ast.List) for side in sides):
                words = [ast.unparse(side) for side in sides if isinstance(side, ast.Attribute)]
                found += [f"{name(path)}:{node.lineno}: {word}" for word in words if fields.fullmatch(word)]
    assert found == []


def test_every_kind_of_evidence_has_its_function_and_every_measure_its_topic():
    assert set(EVIDENCE_FUNCTIONS) == {kind.name for kind in EVIDENCE_KINDS}, (
        "compute_measures.EVIDENCE_FUNCTIONS"
    )
    for m in MEASURES:
        assert m.topic in m.kind.topic_names, f"{m.ref}: {m.topic!r} is no topic of {m.evidence!r}"
        assert m.kind.table == m.reads[0], f"{m.ref} must read {m.kind.table} first"
        assert m.unit in UNITS, f"{m.ref}: the unit {m.unit!r} is not in statistic_kinds.UNITS"
        assert m.ref[:3] in AREAS, f"{m.ref}: its area is not in measures.AREAS"
        # A share is of those who succeeded: those whose score got better, or who answered so.
        assert m.kind.paired or not m.statistic.signed, (
            f"{m.ref}: an average change needs `improves` in its kind"
        )
        assert m.kind.paired or m.kind.yes_no or m.counts, f"{m.ref}: a percentage needs `yes_no` in its kind"
        assert m.counts or m.kind.paired or m.topic_row.succeeded, (
            f"{m.ref}: its topic does not say who `succeeded`"
        )
        assert m.counts or m.kind.steps, f"{m.ref}: its kind has no `steps`"


def test_what_the_rows_of_the_kinds_name_exists():
    topics = {(kind.name, topic) for kind in EVIDENCE_KINDS for topic in kind.topic_names}
    for kind in EVIDENCE_KINDS:
        assert kind.table in TABLE, kind.name
        for topic in kind.topics:
            states = {step.lost_state for step in (*kind.steps, *topic.steps)} - {""}
            assert states <= set(STATES), (
                f"{kind.name}: a step loses people in no state: {states - set(STATES)}"
            )
            for tie in topic.ties:
                assert (tie.kind, tie.topic) in topics, (
                    f"{kind.name}, {topic.name}: tied to what is not there"
                )
                for number, end in ((tie.number, kind), (tie.other_number, EVIDENCE_KIND[tie.kind])):
                    assert number == "n" or (
                        number in ("numerator", "rest") and (end.paired or end.yes_no)
                    ), f"{kind.name}, {topic.name}: a tie of {number!r}, where {end.name} has an n only"
    for setting in SETTINGS:
        assert set(setting.touches) <= {topic for _, topic in topics}, setting.name


def test_every_check_of_rows_that_a_table_names_has_its_function():
    named = {check for table in TABLES for check in table.checks}
    assert named - {*ROW_CHECKS, *WHICH_COUNTS} == set(), "named by a table, and no check of rows"
    assert {*ROW_CHECKS, *WHICH_COUNTS} - named == set(), "in row_checks.ROW_CHECKS, and named by no table"


def test_no_circle_of_imports():
    """Also within functions and for types alone: what two files need of each other stands in a third."""
    of = {".".join(path.relative_to(ROOT).with_suffix("").parts): path for path in SHOWN}
    of |= {module.removesuffix(".__init__"): path for module, path in of.items()}
    graph = {path: {of[module] for module in imports(path) if module in of} - {path} for path in of.values()}
    try:
        tuple(TopologicalSorter(graph).static_order())
    except CycleError as circle:
        pytest.fail("a circle of imports: " + " → ".join(name(path) for path in reversed(circle.args[1])))


CODE = re.compile(r"[a-z]+(-[a-z]+)+")


def test_every_code_of_a_problem_that_is_used_exists():
    """The first word of `problem(...)` and of `Finding(...)`, and `code=` of a `Read`."""
    known = set(CHECKS) | {r.code for r in REFUSALS} | {r.kind for r in REMARKS}
    used: dict[str, str] = {}
    for path in MODULES:
        for node in nodes(path):
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
