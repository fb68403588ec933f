"""What is shared as rolling four quarters, in place of quarters: neighbouring windows share three of them, and tell of
the quarter that came and of the one that left."""

from collections.abc import Sequence

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.disclosure.protect import protect
from ieo_metrics.disclosure.protection_report import protection_report
from ieo_metrics.disclosure.shareable_results import Publication, Standing
from ieo_metrics.disclosure.shared_periods import not_shared, shared_spans, takes_part
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.measuring.evidence_frame import ROLLING, SPANS
from tests.disclosure.reader_of_figures import Reader, by_kind
from tests.disclosure.test_disclosure_identities import samples, thinned  # noqa: F401
from tests.disclosure.test_disclosure_protect import Q1, framed, hidden, row

SHARE, MEAN = "5.1.2.d", "5.1.2.c"
# Those who are not a success in nine quarters: the first, the fourth, and those that follow from them, are few.
FEW = (2, 0, 0, 3, 4, 3, 5, 0, 0)


def quarters_and_windows(rest: Sequence[int], n: int = 20, ref: str = "5.2.1.a") -> pd.DataFrame:
    """A percentage in quarters of n young people, each in one quarter only, and in the windows of four."""
    rows = [row(ref, "all", 1 - r / n, n - r, n, period=Q1 + i) for i, r in enumerate(rest)]
    for last in range(3, len(rest)):
        r, many = sum(rest[last - 3 : last + 1]), 4 * n
        rows.append(row(ref, "all", 1 - r / many, many - r, many, period=Q1 + last, span=ROLLING))
    return framed(rows)


def test_windows_take_the_place_of_quarters() -> None:
    frame = quarters_and_windows([8] * 5)
    assert takes_part(frame, ()).tolist() == [True] * 5 + [False] * 2
    assert takes_part(frame, ("5.2.1.a",)).all()
    assert not_shared(frame, ("5.2.1.a",)).tolist() == [True] * 5 + [False] * 2
    assert not_shared(frame, ()).tolist() == [False] * 5 + [True] * 2


def test_windows_are_worked_out_where_a_measure_is_shared_as_them() -> None:
    assert shared_spans(["5.2.1.a", SHARE], [SHARE]) == ("quarter", "year to date", "rolling four quarters")
    assert shared_spans(["5.2.1.a"], [SHARE]) == shared_spans([SHARE], []) == ("quarter", "year to date")


def test_windows_that_would_tell_a_quarter_are_hidden() -> None:
    """The windows have 5, 7, 10, 15, 12 and 8: each next one has the quarter that came more, and the one that left
    less. So the fifth quarter has 2 more than the first, the ninth 4 less than the fifth, the eighth 3 less than the
    fourth: the first has 2 at least, and the fourth 3, and the first window has just 5."""
    frame = quarters_and_windows(FEW)
    unshared = not_shared(frame, ("5.2.1.a",))
    told = Reader(frame, frame[~unshared], 5).counts()
    assert {(one.terms[0][0][2][0] - Q1, one.value) for one in told if one.least == one.most} >= {
        (0, 2),
        (3, 3),
        (4, 4),
    }
    found = protect(frame, 5, unshared=unshared)
    assert not found.unprotected
    shared = found.frame[~unshared]
    assert not Reader(frame, shared, 5).counts() and not Reader(frame, shared, 5).differences()
    assert len(hidden(shared)) == 1 and (found.primary, found.secondary) == (0, 1)


def test_windows_without_small_numbers_behind_them_are_all_shown() -> None:
    frame = quarters_and_windows([8] * 9)
    unshared = not_shared(frame, ("5.2.1.a",))
    assert not hidden(protect(frame, 5, unshared=unshared).frame[~unshared])


@pytest.mark.parametrize(("later", "hides"), [(32, True), (30, False)])
def test_who_is_of_the_quarter_that_came_and_of_the_window_before(later: int, hides: bool) -> None:
    """Ten in each quarter, some in several: 25 in four of them. With the ten of the fifth, and without those of the
    first alone, 32: so three of the ten were in the window before, or left with the first. At 30 it is five. The
    average of the same pairs is shared by quarters, so everybody knows the tens."""
    rows = [row(MEAN, "all", -1.0, -10, 10, period=Q1 + i, lower=-3.0, upper=1.0) for i in range(5)]
    rows += [row(SHARE, "all", 0.5, 5, 10, period=Q1 + i) for i in range(5)]
    for last, n in ((3, 25), (4, later)):
        rows.append(row(SHARE, "all", 0.48, 12 if last == 3 else 15, n, period=Q1 + last, span=ROLLING))
    frame = framed(rows)
    unshared = not_shared(frame, (SHARE,))
    shared = protect(frame, 5, unshared=unshared).frame[~unshared]
    assert bool(hidden(shared)) == hides
    assert bool(Reader(frame, frame[~unshared], 5).differences()) == hides
    assert not Reader(frame, shared, 5).differences()


def test_quarters_that_were_shared_before_stay_known() -> None:
    """The second, third and fourth quarters were shown before windows were: 20 less their 6, 6 and 6 are 2 in the
    first, so the window that has it is hidden."""
    frame = quarters_and_windows([2, 6, 6, 6, 6])
    unshared = not_shared(frame, ("5.2.1.a",))
    shown = np.array([False, True, True, True, False, False, False])
    found = protect(frame, 5, Standing(shown, np.zeros(7, dtype=bool)), unshared=unshared).frame
    assert [period - Q1 for _, span, period, _ in hidden(found) if span == ROLLING] == [3]
    assert not [one for one in hidden(protect(frame, 5, unshared=unshared).frame) if one[1] == ROLLING]


def test_the_report_counts_what_is_shared() -> None:
    frame = quarters_and_windows(FEW)
    unshared = not_shared(frame, ("5.2.1.a",))
    protected = protect(frame, 5, unshared=unshared)
    report = protection_report(Publication.first(frame, protected, unshared), 5)
    assert (report.figures, report.hidden, report.recovered, report.confined) == (6, 1, 0, 0)


@pytest.mark.parametrize("seed", [None, 5])
def test_nothing_is_told_of_windows_of_a_unit(
    samples: tuple[AcceptedReturn, ...],  # noqa: F811
    seed: int | None,
) -> None:
    """The samples, and a small unit of them: the percentages whose quarters are mostly hidden, shared as windows."""
    rolling = (SHARE, "5.2.2.a")
    returns: Sequence[AcceptedReturn] = samples
    if seed is not None:
        chance, kept = np.random.default_rng(seed), dict.fromkeys(TABLE, 0.5)
        returns = [one._replace(parts=tuple(thinned(p, kept, chance) for p in one.parts)) for one in returns]
    governed = govern(returns, Settings())
    assert governed is not None
    full = compute_measures(governed, Settings(), spans=SPANS, by="district").frame
    frame = full[takes_part(full, rolling)].reset_index(drop=True)
    unshared = not_shared(frame, rolling)
    found = protect(frame, 5, unshared=unshared)
    assert not found.unprotected
    reader = Reader(frame, found.frame[~unshared & ~found.unprinted], 5)
    assert (by_kind(reader.counts()), by_kind(reader.differences())) == ({}, {})
