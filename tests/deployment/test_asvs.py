"""What `.deploy/asvs.md` names is there."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
NAMED = re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", (ROOT / ".deploy" / "asvs.md").read_text("utf-8"))


def test_every_test_that_the_table_names_is_there():
    assert len(NAMED) > 50
    missing = [
        f"{path}::{test}"
        for path, test in NAMED
        if not (ROOT / path).exists()
        or (test and f"def {test}(" not in (ROOT / path).read_text(encoding="utf-8"))
    ]
    assert missing == []
