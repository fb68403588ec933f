"""What the provider is told of how much there is to do."""

import pytest

from ieo_metrics.exports.fix_list.fix_list_words import there_are
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION, MUST_FIX


@pytest.mark.parametrize(
    ("to_fix", "to_confirm", "says"),
    [
        (0, 3, "There are 3 to confirm"),
        (1, 0, "There is 1 to fix"),
        (16, 9, "There are 16 to fix and 9 to confirm"),
        (0, 0, "Nothing to fix and nothing to confirm"),
    ],
)
def test_what_there_is_none_of_is_not_said(to_fix: int, to_confirm: int, says: str) -> None:
    assert there_are([MUST_FIX] * to_fix + [CONFIRM] * to_confirm + [INFORMATION]) == says
