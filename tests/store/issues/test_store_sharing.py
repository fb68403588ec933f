"""What is shared of an issue: through disclosure control, beside everything that was issued before, and kept
as it was let out."""

import io

import numpy as np
import openpyxl
import pytest

from ieo_metrics.exports.leak_check.check_file import raise_if_leaking
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.exports.pack.from_issue import pack_of
from ieo_metrics.exports.workbook.svrp_workbook import svrp_workbook
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import as_issued, issues, issuing
from tests.store.begun import Begin
from tests.store.office import Office, issue, returns_of, stands, stars, take, trainings

Q, NEXT = quarter(2024, 1), quarter(2024, 2)
MEAN, SHARE = "5.1.1.a", "5.1.1.b"
SEVEN = dict.fromkeys("abcdefg", (3, 5))


def shared(store: Store, number: int = 0):
    with store.reading() as connection:
        return as_issued.as_shared(connection, issues.all_issues(connection)[number])


def shown(frame, ref: str, q: int) -> dict:
    return (
        frame[
            (frame["ref"] == ref)
            & (frame["period"] == q)
            & (frame["span"] == "quarter")
            & (frame["area"] == "all")
        ]
        .iloc[0]
        .to_dict()
    )


def seven_issued(store: Store) -> None:
    """Seven young people of whom all improved, and three sessions for the police, which are nobody's
    secret."""
    take(store, returns_of(stars(Q, SEVEN), trainings(Q, 3)))
    issue(store, Q)


@pytest.fixture
def beginning() -> Begin:
    return seven_issued


@pytest.fixture
def issued(store: Store) -> Store:
    return store


def test_small_numbers_are_hidden_and_sessions_are_not(issued: Store) -> None:
    results, _, hidden = shared(issued)
    frame = results.frame
    assert shown(frame, "5.3.1.b", Q)["value"] == 3
    assert shown(frame, MEAN, Q)["value"] == 2 and shown(frame, MEAN, Q)["denominator"] == 7
    assert hidden.startswith("Figures are hidden")
    assert not results.evidence and not results.governed.tables, "nothing about a person comes along"


def test_a_young_person_who_can_be_told_is_hidden(office: Office) -> None:
    store = office.open()
    take(store, returns_of(stars(Q, {**SEVEN, "h": (5, 4)})))
    issue(store, Q)
    row = shown(shared(store)[0].frame, SHARE, Q)
    assert row["marker"] == "c" and all(
        np.isnan(row[name]) for name in ("value", "numerator", "denominator", "lower", "upper")
    )


def test_what_was_let_out_is_kept_as_it_was(issued: Store) -> None:
    before = shared(issued)[0].frame
    issuing.unlock_quarter(issued, "A. Officer", Q, "late reviews", stands(issued).facts)
    take(issued, returns_of(stars(Q, {**SEVEN, "h": (3, 9)}, name="again.xlsx"), store=issued))
    assert shared(issued)[0].frame.equals(before)


def test_a_later_issue_does_not_tell_of_one_young_person(issued: Store) -> None:
    """Seven were published. Eight beside them would tell of the one who came late: the figure stands as it was
    issued, and the officer sees that it waits."""
    issuing.unlock_quarter(issued, "A. Officer", Q, "late reviews", stands(issued).facts)
    take(issued, returns_of(stars(Q, {**SEVEN, "h": (3, 9)}, name="again.xlsx"), store=issued))
    issue(issued, Q)
    for ref, figure in ((MEAN, 2), (SHARE, 1)):
        found = shown(shared(issued, 1)[0].frame, ref, Q)
        assert (found["value"], found["denominator"], found["marker"]) == (figure, 7, ""), ref
    would = issuing.next_issue(issued, Q, stands(issued))
    assert [(one.ref, one.why) for one in would.waiting] == [
        (ref, "1 young person added by the return of 1 July 2026") for ref in (MEAN, SHARE)
    ]
    assert would.revised == ()


def test_a_figure_is_revised_when_what_moved_cannot_be_told(issued: Store) -> None:
    """Five came late, which is the threshold: 7 of 7 are 12 of 12, marked r, with the figure as it was issued; and a
    later pack says nothing more of it."""
    issuing.unlock_quarter(issued, "A. Officer", Q, "late reviews", stands(issued).facts)
    late = dict.fromkeys("hijkl", (3, 9))
    take(issued, returns_of(stars(Q, {**SEVEN, **late}, name="again.xlsx"), store=issued))
    issue(issued, Q)
    found = shown(shared(issued, 1)[0].frame, SHARE, Q)
    assert (found["value"], found["denominator"], found["marker"]) == (1, 12, "r")
    assert found["note"] == "100% as issued before"
    with issued.reading() as connection:
        pack = pack_of(connection, issues.all_issues(connection)[1])
        assert pack.which_issue.startswith("Issue 2, ")  # it begins a sentence
    revised = pack.revisions
    raise_if_leaking(pack_files(pack), pack)
    assert [(one.ref, one.issued, one.now, one.why) for one in revised] == [
        (MEAN, "+2.0", "+3.7", "Corrected by the return of 1 July 2026"),
        (SHARE, "100%", "100%", "Corrected by the return of 1 July 2026"),
    ]
    take(issued, returns_of(trainings(NEXT, 2, "next.xlsx"), store=issued))
    issue(issued, NEXT)
    with issued.reading() as connection:
        assert pack_of(connection, issues.all_issues(connection)[2]).revisions == []
    assert shown(shared(issued, 2)[0].frame, SHARE, Q)["marker"] == "r"


def test_a_corrected_answer_of_one_waits_even_where_no_count_moves(issued: Store) -> None:
    """One of the seven rose by six points and not by two: n, those improved and the rest are as before, and the
    average would tell what one young person's change is."""
    issuing.unlock_quarter(issued, "A. Officer", Q, "a typing mistake", stands(issued).facts)
    take(issued, returns_of(stars(Q, {**SEVEN, "g": (3, 9)}, name="again.xlsx"), store=issued))
    issue(issued, Q)
    assert shown(shared(issued, 1)[0].frame, MEAN, Q)["value"] == 2
    [waits] = issuing.next_issue(issued, Q, stands(issued)).waiting
    assert (waits.ref, waits.why) == (MEAN, "1 young person corrected by the return of 1 July 2026")


def test_sessions_are_revised_at_once(issued: Store) -> None:
    issuing.unlock_quarter(issued, "A. Officer", Q, "one more", stands(issued).facts)
    take(issued, returns_of(trainings(Q, 4, "again.xlsx"), store=issued))
    issue(issued, Q)
    found = shown(shared(issued, 1)[0].frame, "5.3.1.b", Q)
    assert (found["value"], found["marker"]) == (4, "r")


def test_a_correction_that_waits_needs_no_unlocking_and_one_that_is_told_does(issued: Store) -> None:
    assert set(stands(issued).locks) == {Q}
    take(issued, returns_of(stars(Q, {**SEVEN, "h": (3, 9)}, name="one late.xlsx"), store=issued))
    assert [one.ref for one in issuing.next_issue(issued, Q, stands(issued)).waiting] == [MEAN, SHARE]
    late = dict.fromkeys("hijkl", (3, 9))
    with pytest.raises(StoreTrouble, match="locked because it was issued"):
        take(issued, returns_of(stars(Q, {**SEVEN, **late}, name="five late.xlsx"), store=issued))


def test_the_year_to_date_is_made_of_what_was_issued(issued: Store) -> None:
    """Q1 stands at 7 while an eighth waits. Q2 has seven others: the year to date is 14, not 15, from which the
    eighth could be told."""
    take(issued, returns_of(stars(Q, {**SEVEN, "h": (3, 9)}, name="one late.xlsx"), store=issued))
    others = dict.fromkeys("nopqrst", (3, 5))
    take(issued, returns_of(stars(NEXT, others, name="next.xlsx"), store=issued))
    issue(issued, NEXT)
    frame = shared(issued, 1)[0].frame
    year = frame[
        (frame["ref"] == SHARE)
        & (frame["span"] == "year to date")
        & (frame["period"] == NEXT)
        & (frame["area"] == "all")
    ]
    assert year["denominator"].tolist() == [14]
    assert frame["period"].max() == NEXT


def test_an_issue_tells_nothing_of_a_later_quarter(issued: Store) -> None:
    take(issued, returns_of(trainings(NEXT, 2, "next.xlsx"), store=issued))
    issue(issued, Q)
    assert shared(issued, 1)[0].frame["period"].max() == Q


def test_the_workbook_for_sharing_holds_nothing_that_was_hidden(office: Office) -> None:
    store = office.open()
    take(store, returns_of(stars(Q, {**SEVEN, "h": (5, 4)}), trainings(Q, 3)))
    issue(store, Q)
    results, collection, hidden = shared(store)
    data = svrp_workbook(results, collection, Q, hidden)
    assert data == svrp_workbook(*shared(store)[:2], Q, hidden), "the same bytes each time"
    book = openpyxl.load_workbook(io.BytesIO(data))
    words = [
        str(cell)
        for sheet in book
        for row in sheet.iter_rows(values_only=True)
        for cell in row
        if cell is not None
    ]
    assert not any("reset.xlsx" in text for text in words) and any("For sharing" in text for text in words)
    summary = {row[0]: row for row in book["Summary"].iter_rows(values_only=True)}
    assert "[c]" in summary[SHARE] and 7 / 8 not in summary[SHARE] and 3 in summary["5.3.1.b"]
    assert not any(
        row[0] == "2024/25 Q1" and 7 / 8 in row for row in book["Chart data"].iter_rows(values_only=True)
    )
    headings = {cell for row in book[SHARE].iter_rows(values_only=True) for cell in row}
    assert "Better" not in headings and "Worse" not in headings


def test_what_is_shared_says_what_is_hidden_and_not_how_much(office: Office) -> None:
    """The counts are in the report for the officer, which is kept with the issue."""
    store = office.open()
    take(store, returns_of(stars(Q, {**SEVEN, "h": (5, 4)})))
    issue(store, Q)
    (one,) = stands(store).issues
    shared = one.about["hidden"]
    assert shared.startswith("Figures are hidden, and marked [c], where fewer than 5 young people")
    assert [word for word in shared.split() if word.strip(",.").isdigit()] == ["5"]
    assert one.shared is not None
    many = int((one.shared["marker"] == "c").sum())
    assert many > 0 and f"For the officer, not for sharing: {many:,} of " in one.protection
    assert "0 small counts can be worked out." in one.protection


def test_every_measure_says_whether_it_is_about_people() -> None:
    assert {ref for ref, m in MEASURE.items() if not m.about_people} == {"5.1.6.a", "5.3.1.a", "5.3.1.b"}
