"""The words of the list of fixes: the texts on the first sheet of a workbook that is sent back, by which
it is recognised later."""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION, MUST_FIX

SHEET = "What to fix"
AUTHOR = "IEO check"  # of our comments
SIGN = "— IEO check —"  # begins what we say in a comment, below theirs where there is one
WHOLE_SHEET, WHOLE_FILE = "whole sheet", "whole file"

COLUMNS = (
    "No.",
    "State",
    "Sheet",
    "Cell",
    "What was found",
    "What is expected",
    "What to do",
    "Row is about",
    "Code",
    "Colour before",
)
WIDTHS = (5, 18, 20, 10, 28, 36, 46, 18, 20, 14)
IN_WORDS = {MUST_FIX: "to fix", CONFIRM: "please confirm", INFORMATION: "for information"}
FIXED, STILL, NEW = "fixed", "still there", "new"
TICKED = "✓ fixed"

MOST_LISTED = 30_000  # rows of the list; Excel takes 65,530 links a sheet
MOST_COMMENTS = 2_000  # Excel opens slowly with more
COPIES = {
    "xls": "an older workbook (.xls)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "csv": "a text file (.csv)",
}


@dataclass(frozen=True)
class Line:
    """One row of the list. `severity`: how its cell is marked; "" where it is not, because it is fixed."""

    state: str
    severity: str
    sheet: str
    cell: str
    found: str
    expected: str
    to_do: str
    about: str
    code: str

    def comment(self) -> str:
        """The line as a comment on its cell."""
        said = (
            f"{IN_WORDS[self.severity].capitalize()}: {self.found or 'see what to do'}",
            self.expected and f"Expected: {self.expected}",
            self.to_do,
        )
        return "\n".join(part for part in said if part)


def there_are(severities: Sequence[str]) -> str:
    """`There are 3 to fix and 2 to confirm`, without what there is none of."""
    some = [
        (count, words)
        for count, words in [
            (severities.count(MUST_FIX), "to fix"),
            (severities.count(CONFIRM), "to confirm"),
        ]
        if count
    ]
    if not some:
        return "Nothing to fix and nothing to confirm"
    return (
        f"There {'is' if some[0][0] == 1 else 'are'} "
        f"{' and '.join(f'{count:,} {words}' for count, words in some)}"
    )
