"""The words of the list of fixes: the texts on the first sheet of a workbook that is sent back, by which
it is recognised later."""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.exports.fix_list.provider_wording import provider_texts
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION, MUST_FIX
from ieo_metrics.reading.returned_fix_list import ANSWER, BEFORE, KIND, LINE, NUMBER

SHEET = "What to fix"
CELL_BY_CELL = "What to fix, cell by cell"  # hidden: by it each cell is ticked when the workbook comes back
AUTHOR = "IEO check"  # of our comments
SIGN = "— IEO check —"  # begins what we say in a comment, below theirs where there is one
WHOLE_SHEET, WHOLE_FILE = "whole sheet", "whole file"

COLUMNS = (NUMBER, "To do", "Sheet", "Cells", "What is wrong", "What to write", ANSWER)
WIDTHS = (5, 13, 16, 42, 34, 42, 24)
CELL_COLUMNS = (LINE, "State", "Sheet", "Cell", "What was found", "Row is about", KIND, BEFORE)
# In whatever a provider is sent.
NO_NAMES = "Please give no names, dates of birth, telephone or NHS numbers."
SUGGESTED_ANSWERS = ("It is right as it is", "We do not know")
IN_WORDS = {MUST_FIX: "to fix", CONFIRM: "please confirm", INFORMATION: "for information"}
FIXED, ANSWERED, STILL, NEW = "fixed", "answered", "still there", "new"
TICKED, TICKED_ANSWER = "✓ fixed", "✓ answered"
_TICKS = {FIXED: TICKED, ANSWERED: TICKED_ANSWER}

MOST_TICKED = 30_000  # cells, each by a row of the hidden sheet: with more, reading them takes seconds
MOST_COMMENTS = 2_000  # Excel opens slowly with more
COPIES = {
    "xls": "an older workbook (.xls)",
    "ods": "an OpenDocument spreadsheet (.ods)",
    "csv": "a text file (.csv)",
}


@dataclass(frozen=True)
class Line:
    """One problem of one cell. `state`: one of those above, "" in a first list; `severity`: how its cell is
    marked, "" where it is not, because it is fixed or answered; `expected`, `to_do`: as the check has them;
    `answer`: the provider's own."""

    state: str
    severity: str
    sheet: str
    cell: str
    found: str
    expected: str
    to_do: str
    about: str
    code: str
    answer: str = ""

    @property
    def status(self) -> str:
        """`to fix`, `still there: to fix` or `✓ fixed`."""
        if self.state in _TICKS:
            return _TICKS[self.state]
        return ": ".join(part for part in (self.state, IN_WORDS[self.severity]) if part)

    def comment(self) -> str:
        """The line as a comment on its cell."""
        expected, to_do = provider_texts(self.code, self.expected, self.to_do)
        said = (
            f"{IN_WORDS[self.severity].capitalize()}: {self.found or 'see what to write'}",
            expected and f"Expected: {expected}",
            to_do,
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
