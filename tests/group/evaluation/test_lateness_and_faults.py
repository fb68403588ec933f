"""How late returns came and what was wrong with them, from what the store keeps of each."""

from typing import Any

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.problem_kinds import CHECKS, CONFIRM, MUST_FIX
from ieo_metrics.framework.return_types import RETURN_TYPES
from ieo_metrics.group.evaluation.lateness_and_faults import returns_as_accepted
from ieo_metrics.store.returns.stored_returns import Stored

RESET = RETURN_TYPES[0]
Q1, Q2 = quarter(2024, 1), quarter(2024, 2)  # due on 21 July and 21 October 2024


def stored(
    seq: int, made: str, received: str, *quarters: int, problems: tuple = (), stated: bool = True
) -> Stored:
    part: dict[str, Any] = {
        "name": f"{seq}.xlsx",
        "made": made,
        "made_is_stated": stated,
        "received": f"{received}T09:00:00+00:00",
        "problems": [list(problem) for problem in problems],
    }
    about = {"programme": RESET.programme, "provider": RESET.provider, "parts": [part]}
    return Stored(seq, f"{received}T10:00:00+00:00", "A. Officer", about, dict.fromkeys(quarters, 1), "")


def test_the_first_return_says_how_late_and_the_last_what_is_wrong() -> None:
    """Made on 2 August, 12 days after it was due; the second is clean but for one to confirm."""
    first = stored(1, "2024-08-02", "2024-08-05", Q1, problems=((MUST_FIX, "date-missing", 4),))
    again = stored(2, "2024-09-01", "2024-09-02", Q1, problems=((CONFIRM, "date-other-zone", 1),))
    (found,) = returns_as_accepted([first, again])
    assert (found.return_type, found.quarter, found.days_late) == (RESET, Q1, 12)
    assert found.faults(MUST_FIX) == (0, "")
    assert found.faults(CONFIRM) == (1, f"{CHECKS['date-other-zone'].title} (1)")


def test_in_time_is_0_and_a_day_that_is_not_stated_is_that_of_arrival() -> None:
    assert returns_as_accepted([stored(1, "2024-07-10", "2024-09-05", Q1)])[0].days_late == 0
    assert returns_as_accepted([stored(1, "2024-07-10", "2024-07-22", Q1, stated=False)])[0].days_late == 1


def test_of_quarters_that_came_together_only_the_last_tells() -> None:
    both = stored(1, "2024-10-22", "2024-10-22", Q1, Q2, problems=((MUST_FIX, "no-longer-looked-for", 2),))
    earlier, later = returns_as_accepted([both])
    assert (earlier.days_late, earlier.problems) == (None, None)
    assert earlier.why_not_late == "it came in one return with later quarters"
    assert earlier.why_no_problems.endswith("they are counted at 2024/25 Q2")
    assert later.days_late == 1 and later.faults(MUST_FIX) == (2, "no-longer-looked-for (2)")
    # Where the quarter had come by itself before, it stays known how late; not where it comes so afterwards.
    alone = stored(1, "2024-07-24", "2024-07-24", Q1)
    known, _ = returns_as_accepted([alone, stored(2, "2024-10-22", "2024-10-22", Q1, Q2)])
    assert known.days_late == 3
    again = stored(2, "2024-11-24", "2024-11-24", Q1)
    assert returns_as_accepted([both, again])[0].days_late is None


def test_nothing_accepted() -> None:
    assert returns_as_accepted([]) == []
