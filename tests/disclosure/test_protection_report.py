"""The report on protection: how much is hidden and why, worked out by hand."""

import numpy as np

from ieo_metrics.disclosure.protect import protect
from ieo_metrics.disclosure.protection_report import protection_report
from ieo_metrics.disclosure.shareable_results import ProtectionReport, Publication, Standing, hidden_kinds
from ieo_metrics.framework.configuration.settings import Settings
from tests.disclosure.test_disclosure_protect import Q1, counts, framed

# All, then five areas, of which the second, with 1, is small.
VALUES = [31, 11, 1, 10, 9, 0]
NOTHING = np.zeros(6, dtype=bool)


def test_one_small_count_and_one_that_protects_it() -> None:
    """What the two make together is known, so the small one is from 0 to that."""
    frame = framed(counts("5.1.3.b", VALUES))
    protected = protect(frame, 5)
    shared = protected.frame
    hidden = [value for value, marker in zip(VALUES, shared["marker"], strict=True) if marker == "c"]
    assert len(hidden) == 2 and 1 in hidden
    found = protection_report(Publication.first(frame, protected), 5)
    assert found == ProtectionReport(6, 1, 1, 0, 0, sum(hidden), 0, 0, 5)
    assert found.in_words == (
        "For the officer, not for sharing: 2 of 6 figures are hidden: 1 for a small number, 1 to protect those. "
        f"From all that is shown, no small count can be told to lie in a narrower range than 0 to {sum(hidden)}. "
        "0 small counts can be worked out."
    )
    assert ProtectionReport(**found.as_data()) == found


def test_what_an_earlier_issue_hid_is_a_reason_of_its_own() -> None:
    """It hid another area beside the small one than would be chosen now, so that no more need be hidden."""
    frame = framed(counts("5.1.3.b", VALUES))
    alone = (protect(frame, 5).frame["marker"] == "c").to_numpy()
    before = np.isin(np.arange(6), [2, next(i for i in (1, 3, 4) if not alone[i])])
    shared = protect(frame, 5, Standing(np.zeros(6, dtype=bool), before)).frame
    assert ((shared["marker"] == "c") == before).all()
    found = protection_report(Publication(frame, shared, ~before, NOTHING, True, NOTHING), 5)
    assert (found.small, found.to_protect, found.earlier, found.recovered) == (1, 0, 1, 0)
    assert "0 to protect those, 1 because of what an earlier issue handed out." in found.in_words


def test_a_hole_in_protection_is_told() -> None:
    """The small one alone is hidden: 31 − 11 − 10 − 9 − 0 is 1."""
    frame = framed(counts("5.1.3.b", VALUES))
    hidden = np.arange(6) == 2
    shared = frame.assign(
        marker=np.where(hidden, "c", ""),
        value=frame["value"].mask(hidden),
        numerator=frame["numerator"].mask(hidden),
    )
    found = protection_report(Publication(frame, shared, NOTHING, NOTHING, False, NOTHING), 5)
    assert (found.low, found.high, found.recovered, found.confined) == (1, 1, 1, 0)
    assert found.in_words.endswith("than 1 to 1. 1 small count can be worked out.")


def test_nothing_hidden() -> None:
    frame = framed(counts("5.1.3.b", [31, 11, 5, 6, 9, 0]))
    found = protection_report(Publication.first(frame, protect(frame, 5)), 5)
    assert found == ProtectionReport(6, 0, 0, 0, None, None, 0, 0, 5)
    assert found.in_words == (
        "For the officer, not for sharing: none of the 6 figures is hidden. 0 small counts can be worked out."
    )


def test_only_figures_up_to_the_quarter_are_counted() -> None:
    """Six areas in each of two quarters, of which the first is reported on; what the second has takes part all the same."""
    values = [31, 11, 5, 6, 9, 0]
    frame = framed(counts("5.1.3.b", values) + counts("5.1.3.b", VALUES, period=Q1 + 1))
    published = Publication.first(frame, protect(frame, 5))
    assert protection_report(published, 5).figures == 12
    found = protection_report(published, 5, Q1)
    assert (found.figures, found.small) == (6, 0)


def test_what_is_not_printed_at_all_is_counted_apart() -> None:
    """Of the year to date, four of five districts have one more than a quarter of it: none of it is printed."""
    first, second = [50, 10, 10, 10, 10, 10], [54, 11, 11, 11, 11, 10]
    rows = [*counts("5.1.3.b", first), *counts("5.1.3.b", second, period=Q1 + 1)]
    rows += counts("5.1.3.b", [58, 12, 12, 12, 12, 10], period=Q1 + 1, span="year to date")
    frame = framed(rows)
    protected = protect(frame, 5)
    assert protected.unprinted.sum() == 5
    found = protection_report(Publication.first(frame, protected), 5)
    assert (found.figures, found.unprinted) == (13, 5)
    assert found.hidden == int((protected.frame["marker"] == "c").sum()) - 5
    assert (
        "5 more, of the year to date by district, are not printed: more than half of them would be hidden."
        in found.in_words
    )
    before = protection_report(Publication.first(frame, protected), 5, Q1)
    assert (before.figures, before.unprinted) == (6, 0)


def test_which_figures_are_hidden_is_said_by_the_settings() -> None:
    assert hidden_kinds(Settings()) == (
        "counts of young people from 1 to 4, percentages where the part or the whole is that small, averages over "
        "fewer than 5 young people, and any other figures that would allow these to be worked out"
    )
    said = hidden_kinds(Settings(small_number_threshold=8, all_or_none_hidden=True))
    assert said.startswith("counts of young people from 1 to 7, ")
    assert ", percentages of 0% and 100%, averages over fewer than 8 young people, " in said


def test_a_report_with_everything_in_it() -> None:
    found = ProtectionReport(1240, 9, 4, 2, 0, None, 1, 3, 5, unprinted=7, withdrawn=1)
    assert found.hidden == 16
    assert found.in_words == (
        "For the officer, not for sharing: 16 of 1,240 figures are hidden: 9 for a small number, 4 to protect "
        "those, 2 because of what an earlier issue handed out, 1 because they were withdrawn. 7 more, of the "
        "year to date by district, are not printed: more than half of them would be hidden. From all that is "
        "shown, no small count can be told to lie in a narrower range than 0 or more. 1 small count can be "
        "worked out, and 3 more can be told to be from 1 to 4."
    )
