"""A measure that is shared as rolling four quarters, issue by issue: windows in place of quarters, made of the quarters
as they were issued, and known for ever."""

import pandas as pd
import pytest

from ieo_metrics.exports.leak_check.check_file import raise_if_leaking
from ieo_metrics.exports.pack.files import pack_files
from ieo_metrics.exports.pack.from_issue import checked_pack_files, pack_of
from ieo_metrics.exports.pack.wording import revised_says
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import issues, issuing
from ieo_metrics.store.issues.rolling_proposals import RollingProposal, propose_rolling
from ieo_metrics.store.issues.what_is_hidden import hidden_in_issue
from ieo_metrics.store.issues.withdrawing.withdraw_figure import may_be_withdrawn, withdraw_figure
from ieo_metrics.store.record.settings_in_force import choose_setting, settings_in_force
from tests.store.begun import Begin
from tests.store.office import issue, returns_of, stands, stars, take

Q = quarter(2024, 1)
MEAN, SHARE = "5.1.1.a", "5.1.1.b"
WINDOW = "rolling four quarters"


def ten(q: int, late: int = 0) -> dict[str, tuple[int, int]]:
    """Ten young people of a quarter: eight rose by two points, and two, too few to share, stayed. And so many who came
    late, and rose."""
    scores = {f"{q} {i}": (3, 5 if i < 8 else 3) for i in range(10)}
    return scores | {f"{q} late {i}": (3, 5) for i in range(late)}


def accept(store: Store, q: int, late: int = 0) -> None:
    take(store, returns_of(stars(q, ten(q, late), name=f"{q} with {late} late.xlsx"), store=store))


def share_as_rolling(store: Store, *refs: str) -> None:
    choose_setting(store, "A. Officer", "shared_as_rolling", list(refs), stands(store).facts)


def four_quarters_accepted(store: Store) -> None:
    for q in range(Q, Q + 4):
        accept(store, q)


def issued_as_windows(store: Store) -> None:
    """Four quarters, of which the average and the percentage are handed out as one window each."""
    four_quarters_accepted(store)
    share_as_rolling(store, MEAN, SHARE)
    issue(store, Q + 3)


@pytest.fixture
def beginning() -> Begin:
    return issued_as_windows


def last_issue(store: Store) -> issues.Issue:
    with store.reading() as connection:
        return issues.all_issues(connection)[-1]


def of_share(store: Store, span: str = WINDOW) -> pd.DataFrame:
    frame = last_issue(store).shared
    assert frame is not None
    own = frame[(frame["ref"] == SHARE) & (frame["span"] == span) & (frame["area"] == "all")]
    return own[own["marker"] != "x"]


def test_windows_are_handed_out_in_place_of_quarters(store: Store) -> None:
    """32 of 40; the quarters and the year to date, which would be 8 of 10 and the same 32 of 40, are not told."""
    told = of_share(store)
    assert told[["quarter", "numerator", "denominator"]].to_numpy().tolist() == [
        ["2024/25 Q1 to 2024/25 Q4", 32, 40]
    ]
    assert not len(of_share(store, "quarter")) and not len(of_share(store, "year to date"))
    hidden = [one for one in hidden_in_issue(last_issue(store)).figures if one.ref == SHARE and one.hidden]
    assert {(one.span, one.pair) for one in hidden if one.area == "all" and one.quarter == Q} >= {
        ("quarter", (8, 10))
    }
    with store.reading() as connection:
        assert settings_in_force(connection, store).shared_as_rolling == (MEAN, SHARE)


def test_the_pack_names_the_window_and_judges_nothing_by_it(store: Store) -> None:
    with store.reading() as connection:
        pack = pack_of(connection, last_issue(store))
    files = dict(raise_if_leaking(pack_files(pack), pack, frozenset(), hidden_in_issue(last_issue(store))))
    csv = next(data.decode() for name, data in files.items() if name.endswith("measures.csv"))
    rows = [line.split(",") for line in csv.splitlines() if line.startswith(SHARE)]
    (row,) = [row for row in rows if row[1] == "2024/25 Q1 to 2024/25 Q4"]
    assert (row[3], row[5:7], row[-1]) == ("0.8", ["32", "40"], "not judged")


def test_issued_again_without_a_change_it_is_the_same(store: Store) -> None:
    would = issuing.next_issue(store, Q + 3, stands(store))
    assert not len(would.shared.revised) and not len(would.shared.new) and not would.waiting


def test_a_late_row_waits_and_the_window_stands(store: Store) -> None:
    """An eleventh young person of the first quarter: that window stays at 40, and the next one has none of them."""
    accept(store, Q, late=1)
    accept(store, Q + 4)
    waiting = issuing.next_issue(store, Q + 4, stands(store)).waiting
    assert not [
        one.ref for one in waiting if one.ref == SHARE and one.quarter == Q
    ]  # of no window that was told
    issue(store, Q + 4)
    told = of_share(store)
    assert told["denominator"].tolist() == [40, 40] and set(told["marker"]) <= {"", "c"}


def test_a_late_row_of_the_last_quarter_waits_and_says_so(store: Store) -> None:
    accept(store, Q + 3, late=1)
    (waits,) = [one for one in issuing.next_issue(store, Q + 3, stands(store)).waiting if one.ref == SHARE]
    assert (waits.quarter, waits.issued["denominator"], waits.now["denominator"]) == (Q + 3, 40, 41)
    assert waits.why.startswith("1 young person added")


def test_enough_late_rows_revise_the_window(store: Store) -> None:
    issuing.unlock_quarter(store, "A. Officer", Q + 3, "five were late", stands(store).facts)
    accept(store, Q + 3, late=5)
    revised = issuing.next_issue(store, Q + 3, stands(store)).revised
    assert {(one.ref, one.quarter) for one in revised} >= {(SHARE, Q + 3)}
    issue(store, Q + 3)
    (told,) = of_share(store).to_dict("records")
    assert (told["marker"], told["denominator"], told["note"]) == ("r", 45, "80% as issued before")
    with store.reading() as connection:
        pack = pack_of(connection, last_issue(store))
    (said,) = [revised_says(one, MEASURE[SHARE], Q + 3) for one in pack.revisions if one.ref == SHARE]
    assert ", 2024/25 Q1 to 2024/25 Q4: 80% as issued, now 82%. Corrected by the return of" in said
    raise_if_leaking(pack_files(pack), pack, frozenset())


def test_what_was_told_as_a_window_is_known_when_quarters_are_shared_again(store: Store) -> None:
    """The window is not printed any more, and quarters are; none of them tells of the two who stayed."""
    share_as_rolling(store)
    accept(store, Q + 4)
    issue(store, Q + 4)
    assert not len(of_share(store)) and set(of_share(store, "quarter")["marker"]) == {"c"}
    assert "0 small counts can be worked out" in last_issue(store).protection


def test_a_window_is_withdrawn_alone(file_store: Store) -> None:
    """80% of 40: hidden in its own pack and the next, and the window after it is not."""
    now = stands(file_store)
    offered = may_be_withdrawn(now, Q + 3)
    assert offered[:2] == [(MEAN, WINDOW, Q + 3), (SHARE, WINDOW, Q + 3)]
    withdraw_figure(file_store, "A. Officer", offered[1], "It was counted wrongly", now, now.facts)
    files = checked_pack_files(file_store, last_issue(file_store))
    csv = next(data.decode() for name, data in files.items() if name.endswith("measures.csv"))
    assert f"{SHARE},2024/25 Q1 to 2024/25 Q4,all,,proportion,,,,,,c," in csv
    accept(file_store, Q + 4)
    issue(file_store, Q + 4)
    told = of_share(file_store)
    assert told["marker"].tolist() == ["c", ""] and told["denominator"].tolist()[1:] == [40]


def proposals(store: Store) -> dict[str, RollingProposal]:
    now = stands(store)
    shared = issuing.next_issue(store, Q + 3, now).shared.frame
    return {one.ref: one for one in propose_rolling(store, Q + 3, now, shared)}


class TestProposal:
    @pytest.fixture
    def beginning(self) -> Begin:
        return four_quarters_accepted

    def test_what_windows_would_show_is_worked_out_before(self, store: Store) -> None:
        """By the average at most two stayed in each quarter, so the eight of the window would be two in each: it
        would be hidden. Where the average is of the window too, it is shown. Nothing is changed by asking."""
        before = stands(store).facts
        assert proposals(store)[SHARE].in_words == "0 of 1 windows instead of 0 of 4 quarters"
        assert stands(store).facts == before and not stands(store).issues
        share_as_rolling(store, MEAN)
        assert proposals(store)[SHARE].in_words == "1 of 1 windows instead of 0 of 4 quarters"
        assert proposals(store)[SHARE].others_in_words == "none"


class TestProposalOfBoth:
    @pytest.fixture
    def beginning(self) -> Begin:
        def begin(store: Store) -> None:
            for q in range(Q, Q + 4):
                four = {f"{q} {i}": (3, 5 if i < 2 else 3) for i in range(4)}
                take(store, returns_of(stars(q, four, name=f"{q}.xlsx"), store=store))

        return begin

    def test_measures_of_the_same_young_people_are_proposed_together(self, store: Store) -> None:
        """Four in each quarter, sixteen in the window: average and percentage would each tell the other's n."""
        found = proposals(store)
        assert (found[MEAN].together, found[SHARE].together) == ((SHARE,), (MEAN,))
        assert found[SHARE].in_words == "1 of 1 windows instead of 0 of 4 quarters, together with 5.1.1.a"
