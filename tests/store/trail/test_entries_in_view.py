"""The entries of the audit trail that are asked for, and how they are said."""

import datetime as dt

import pytest

from ieo_metrics.store.trail.audit_trail import FACTS, OTHER_ACTIONS, Entry
from ieo_metrics.store.trail.entries_in_view import _PLAINER, Asked, action_in_words, entries_asked_for

TRAIL = [
    Entry(seq, at, who, action, about, "", "")
    for seq, at, who, action, about in (
        (1, "2024-04-01T22:59:59Z", "A. Officer", "made the store", "{}"),
        (2, "2024-04-01T23:00:00Z", "A. Officer", "accepted a return", "RESET.xlsx"),
        (3, "2024-04-03T10:00:00Z", "B. Officer", "took a file away", "pack of 2024/25 Q1"),
        (4, "2024-04-04T10:00:00Z", "B. Officer", "accepted a return", "TIPS.xlsx"),
    )
]


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (Asked(), [4, 3, 2, 1]),
        (Asked(who="A. Officer"), [2, 1]),
        (Asked(action="accepted a return"), [4, 2]),
        (Asked(first=dt.date(2024, 4, 2)), [4, 3, 2]),
        (Asked(last=dt.date(2024, 4, 1)), [1]),
        (Asked(first=dt.date(2024, 4, 2), last=dt.date(2024, 4, 3)), [3, 2]),
        (Asked(words="accepted tips"), [4]),
        (Asked(words="DOWNLOADED"), [3]),
        (Asked(words="took"), []),
        (Asked(who="A. Officer", words="tips"), []),
        (Asked(words="  "), [4, 3, 2, 1]),
    ],
)
def test_only_what_is_asked_for_is_found_and_the_newest_is_first(asked: Asked, found: list[int]) -> None:
    assert [one.seq for one in entries_asked_for(TRAIL, asked, lambda one: one.about)] == found


@pytest.mark.parametrize("at", ["nonsense", "0001-01-01T00:00:00Z"])
def test_a_day_that_is_none_is_no_error(at: str) -> None:
    """The first day that there is was another one in London, which there is not."""
    broken = [Entry(1, at, "A", "made the store", "{}", "", "")]
    assert entries_asked_for(broken, Asked(), str) == broken
    assert entries_asked_for(broken, Asked(first=dt.date(2024, 4, 1), last=dt.date(2024, 4, 1)), str) == []


def test_what_is_said_otherwise_is_an_action() -> None:
    assert set(_PLAINER) <= {*FACTS, *OTHER_ACTIONS}
    said = [action_in_words(action) for action in (*FACTS, *OTHER_ACTIONS)]
    assert len(set(said)) == len(said), "two actions are said alike"
