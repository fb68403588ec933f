"""A copy of the house in which something is added, and the walk through it in a process of its own: nothing of what
this process has loaded is in its way, and what was added is text in the files that the README names."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PARTS = (
    "ieo_metrics",
    "pages",
    "sample_data",
    "tests",
    ".streamlit",
    "dashboard.py",
    "pyproject.toml",
    "README.md",
)
# What Python compiled goes along: it holds for each file until that file is changed.
LEFT = shutil.ignore_patterns("written_by_*", "benchmarks", ".hypothesis")


class HouseCopy:
    """The copy in a folder, and what was added to it."""

    def __init__(self, folder: Path) -> None:
        self.root = folder
        for part in PARTS:
            source = ROOT / part
            if source.is_dir():
                shutil.copytree(source, folder / part, ignore=LEFT)
            else:
                shutil.copy(source, folder / part)

    def add(self, file: str, text: str, before: str) -> None:
        """Put text into a file of `ieo_metrics`, before a text that stands in it once."""
        path = self.root / "ieo_metrics" / file
        held = path.read_text(encoding="utf-8")
        assert held.count(before) == 1, f"{file}: {before!r} stands there {held.count(before)} times"
        path.write_text(held.replace(before, text + before), encoding="utf-8")

    def add_file(self, file: str, text: str) -> None:
        """Put a new file into `ieo_metrics`."""
        path = self.root / "ieo_metrics" / file
        assert not path.exists()
        path.write_text(text, encoding="utf-8")

    def call(self, *call: str) -> tuple[int, str]:
        """How a Python call in the copy ends, and what it prints."""
        environment = os.environ | {
            "PYTHONPATH": str(self.root),
            "IEO_FOLDER": str(self.root / "kept"),
            "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1",
        }
        done = subprocess.run(
            [sys.executable, *call],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout + done.stderr[-3000:] * bool(done.returncode)

    def run(self, *call: str) -> str:
        """What a Python call in the copy prints; it must end well."""
        status, said = self.call(*call)
        assert status == 0, f"{' '.join(call)}\n{said}"
        return said

    def broken_rules(self) -> str:
        """What the rules of the tree say of the copy; nothing where they are kept."""
        status, said = self.call(*TESTS, "-k", RULES, "tests/test_architecture.py")
        return said if status else ""


# Without the plugins that other tests need.
TESTS = ("-m", "pytest", "-q", "--override-ini", "addopts=-p no:cacheprovider")
RULES = "kind or row or check or circle or branch or problem or docstring"
