"""An issue that was withdrawn is shown and offered nowhere; a notice without figures says so; and since it was
handed out, nothing that follows it tells of a young person."""

import datetime as dt
import io
import zipfile

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.exports.pack.from_issue import checked_pack_files, pack_of
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store.database.errors import Conflict, Damaged, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import as_issued, issuing
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.shared_issue_snapshot import latest_issue_numbers, load_issued_snapshot
from ieo_metrics.store.issues.withdrawing.withdraw_issue import withdraw_issue
from ieo_metrics.store.record.settings_in_force import choose_setting
from ieo_metrics.store.trail.audit_trail import append_entry
from ieo_metrics.store.trail.verify import integrity_faults
from ieo_metrics.store.trail.withdrawn_issues import WithdrawnIssue, withdrawal_notices
from tests.benchmarks.late_rows import FIRST, without_late, workbook, world
from tests.disclosure.packs_compared import differences_told
from tests.store.begun import Begin
from tests.store.office import Office, issue, returns_of, stands, stars, take, trainings, value

Q, NEXT, ME = quarter(2024, 1), quarter(2024, 2), "A. Officer"
MEAN, SHARE, TRAININGS = "5.1.1.a", "5.1.1.b", "5.3.1.b"
SEVEN = dict.fromkeys("abcdefg", (3, 5))
WHY, READERS, DAY = "The wrong quarter was issued", "The board, by e-mail", dt.date(2024, 7, 20)


def withdraw(store: Store, one: Issue, **other: object) -> None:
    given = {"why": WHY, "received_by": READERS, "received_on": DAY, "replaced": True} | other
    withdraw_issue(store, ME, one, drawn=stands(store).facts, **given)


def issued_once(store: Store) -> None:
    """Seven young people of whom all improved, and three sessions for the police."""
    take(store, returns_of(stars(Q, SEVEN), trainings(Q, 3)))
    issue(store, Q)


@pytest.fixture
def beginning() -> Begin:
    return issued_once


@pytest.fixture
def issued(store: Store) -> Store:
    return store


def shown_of(frame: pd.DataFrame, ref: str, q: int = Q) -> dict:
    own = (
        (frame["ref"] == ref)
        & (frame["period"] == q)
        & (frame["span"] == "quarter")
        & (frame["area"] == "all")
    )
    return frame[own].iloc[0].to_dict()


def test_the_only_issue_of_a_quarter_is_withdrawn(issued: Store) -> None:
    """The quarter is not issued any more: it is not locked, and what moves is not marked as revised."""
    withdraw(issued, stands(issued).issues[0])
    now = stands(issued)
    assert (now.issues, now.issue_of(Q), dict(now.locks), now.revisions) == ((), None, {}, ())
    assert [one.title for one in now.handed_out] == ["2024/25 Q1, issue 1"]
    assert now.notices_of(Q) == ["Issue 1 of 20 July 2024 was withdrawn; a replacement follows."]
    assert now.notices_of(NEXT) == []
    take(issued, returns_of(trainings(Q, 5, "again.xlsx"), store=issued))
    assert (value(issued, TRAININGS, Q)["value"], value(issued, TRAININGS, Q)["marker"]) == (5, "")
    with issued.reading() as connection:
        assert latest_issue_numbers(connection) == {}
        assert load_issued_snapshot(connection, Q, 1) is None
    assert list(integrity_faults(issued)) == []


def test_the_one_before_is_the_latest_again_and_the_lock_stays(issued: Store) -> None:
    issue(issued, Q)
    withdraw(issued, stands(issued).issues[1], replaced=False)
    now = stands(issued)
    latest = now.issue_of(Q)
    assert latest is not None and latest.number == 1 and set(now.locks) == {Q}
    assert now.notices_of(Q) == ["Issue 2 of 20 July 2024 was withdrawn; issue 1 stands."]
    with issued.reading() as connection:
        assert latest_issue_numbers(connection) == {Q: 1}
    issue(issued, Q)
    now = stands(issued)
    assert [one.number for one in now.issues] == [1, 3]
    assert now.notices_of(Q) == ["Issue 2 of 20 July 2024 was withdrawn and is replaced by issue 3."]
    assert list(integrity_faults(issued)) == []


def test_the_trail_keeps_it_with_what_was_said(issued: Store) -> None:
    withdraw(issued, stands(issued).issues[0])
    [kept] = stands(issued).withdrawn_issues
    assert (kept.key, kept.who, kept.why, kept.received_by, kept.received_on, kept.replaced) == (
        (Q, 1),
        ME,
        WHY,
        READERS,
        DAY,
        True,
    )
    withdraw(issued, stands(issued).handed_out[0])  # a second click
    assert len(stands(issued).withdrawn_issues) == 1


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"why": " "}, "Say why the issue is withdrawn"),
        ({"received_by": ""}, "who received it"),
        ({"why": "Sam was in it, sam@example.org"}, "The reason holds an e-mail address"),
        ({"received_by": "07700 900123"}, "Who received it holds"),
        ({"received_on": dt.date(2024, 7, 19)}, "19 July 2024, which is not between"),
        ({"received_on": dt.date(2024, 7, 21)}, "21 July 2024, which is not between"),
    ],
)
def test_nothing_is_withdrawn_where_a_word_is_missing_or_personal(
    issued: Store, other: dict[str, object], said: str
) -> None:
    before = stands(issued)
    with pytest.raises(StoreTrouble, match=said):
        withdraw(issued, before.issues[0], **other)
    assert stands(issued) == before


def test_nobody_need_have_received_it(issued: Store) -> None:
    withdraw(issued, stands(issued).issues[0], received_by="Nobody yet", received_on=None)
    assert stands(issued).withdrawn_issues[0].received_on is None


def test_nothing_is_withdrawn_or_issued_by_a_page_of_before(issued: Store) -> None:
    seen = stands(issued)
    withdraw(issued, seen.issues[0])
    with pytest.raises(
        Conflict, match=r"A\. Officer withdrew an issue \(2024/25 Q1\) at .*Nothing was issued"
    ):
        issuing.issue_quarter(issued, ME, Q, seen)
    issue(issued, Q)
    seen = stands(issued)
    choose_setting(issued, ME, "follow_up_months", 6, seen.facts)
    with pytest.raises(Conflict, match="Nothing was withdrawn"):
        withdraw_issue(issued, ME, seen.issues[0], WHY, READERS, DAY, True, seen.facts)


def test_no_file_is_made_of_it_any_more(issued: Store) -> None:
    one = stands(issued).issues[0]
    withdraw(issued, one)
    with issued.reading() as connection, pytest.raises(StoreTrouble, match="Q1, issue 1 was withdrawn"):
        as_issued.as_shared(connection, one)
    with pytest.raises(StoreTrouble, match="its files are not handed out any more"):
        checked_pack_files(issued, one)


def test_what_is_told_of_one_and_cannot_be_read_is_said(file_store: Store) -> None:
    with file_store.writing() as connection:
        append_entry(connection, file_store.now(), ME, "withdrew an issue", {"quarter": "2024/25 Q1"})
    with pytest.raises(Damaged, match="an issue that was withdrawn cannot be read"):
        stands(file_store)


def test_the_next_issue_knows_what_a_withdrawn_one_told(issued: Store) -> None:
    """Seven were told. Eight in the replacement would tell of the one who came late: it gives seven again, and
    the officer sees that the correction waits."""
    withdraw(issued, stands(issued).issues[0])
    take(issued, returns_of(stars(Q, {**SEVEN, "h": (3, 9)}, name="again.xlsx"), store=issued))
    assert [one.ref for one in issuing.next_issue(issued, Q, stands(issued)).waiting] == [MEAN, SHARE]
    issue(issued, Q)
    [latest] = stands(issued).issues
    assert latest.shared is not None
    for ref, figure in ((MEAN, 2), (SHARE, 1)):
        found = shown_of(latest.shared, ref)
        assert (found["value"], found["denominator"], found["marker"]) == (figure, 7, ""), ref


def test_the_next_issue_revises_what_a_withdrawn_one_told(issued: Store) -> None:
    """Five came late, which is the threshold, and the figure says what it was, since readers have it."""
    withdraw(issued, stands(issued).issues[0])
    late = dict.fromkeys("hijkl", (3, 9))
    take(issued, returns_of(stars(Q, {**SEVEN, **late}, name="again.xlsx"), store=issued))
    issue(issued, Q)
    shared = stands(issued).issues[0].shared
    assert shared is not None
    found = shown_of(shared, SHARE)
    assert (found["denominator"], found["marker"], found["note"]) == (12, "r", "100% as issued before")


def test_a_replacement_lists_what_the_withdrawn_issue_revised(issued: Store) -> None:
    """Seven were issued, and five came late: the second issue revised them, and was withdrawn. The third comes in its
    place and says so as well, with what the first had said; the fourth does not."""

    def listed() -> list[tuple[str, str, str]]:
        with issued.reading() as connection:
            pack = pack_of(connection, stands(issued).issues[-1])
        return [(one.ref, one.issued, one.now) for one in pack.revisions]

    issuing.unlock_quarter(issued, ME, Q, "late reviews", stands(issued).facts)
    late = dict.fromkeys("hijkl", (3, 9))
    take(issued, returns_of(stars(Q, {**SEVEN, **late}, "again.xlsx"), store=issued))
    issue(issued, Q)
    revised = [(MEAN, "+2.0", "+3.7"), (SHARE, "100%", "100%")]
    assert listed() == revised
    withdraw(issued, stands(issued).issues[-1])
    issue(issued, Q)
    assert (stands(issued).issues[-1].number, listed()) == (3, revised)
    issue(issued, Q)
    assert listed() == []


def test_what_a_withdrawn_issue_hid_stays_hidden(office: Office) -> None:
    """Eight, of whom one did not improve: hidden. Without that one, seven of seven would be shown, from which
    a reader who has the withdrawn issue would know that one was taken out."""
    store = office.open()
    take(store, returns_of(stars(Q, {**SEVEN, "h": (5, 4)})))
    issue(store, Q)
    withdraw(store, stands(store).issues[0])
    take(store, returns_of(stars(Q, SEVEN, name="again.xlsx"), store=store))
    issue(store, Q)
    shared = stands(store).issues[0].shared
    assert shared is not None
    assert shown_of(shared, SHARE)["marker"] == "c" and np.isnan(shown_of(shared, SHARE)["denominator"])


def packs_told(store: Store, quarters: int) -> list[pd.DataFrame]:
    """What was handed out over the first quarters of a small unit, each of which is issued without the rows that
    come late, withdrawn, and issued again with them."""
    random = np.random.default_rng(1)
    for place, rows in enumerate(world(random)[:quarters]):
        q = FIRST + place
        take(store, returns_of(workbook(q, without_late(rows, 0.03, random), f"{q}.xlsx"), store=store))
        issue(store, q)
        withdraw(store, stands(store).issues[-1])
        take(store, returns_of(workbook(q, rows, f"late {q}.xlsx"), store=store))
        issue(store, q)
    return [one.shared for one in sorted(stands(store).handed_out, key=lambda one: one.place)]


def test_withdrawn_issues_and_their_replacements_tell_of_nobody(
    tmp_path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The difference of any two figures that were told is none of 1 to 4 young people. Were a withdrawn issue
    forgotten, it would be."""
    packs = packs_told(Office(tmp_path / "knows").open(), 2)
    assert len(packs) == 4 and differences_told(packs) == []
    share = issuing.share_quarter

    def forgets(store, issues, *given):
        gone = {one.key for one in stands(store).withdrawn_issues}
        return share(store, [one for one in issues if one.key not in gone], *given)

    monkeypatch.setattr(issuing, "share_quarter", forgets)
    assert differences_told(packs_told(Office(tmp_path / "forgets").open(), 1))


def test_the_pack_of_the_next_issue_says_so_without_figures(issued: Store) -> None:
    withdraw(issued, stands(issued).issues[0])
    issue(issued, Q)
    files = checked_pack_files(issued, stands(issued).issues[0])
    for name, part in (
        ("report.docx", "word/document.xml"),
        ("slides.pptx", "ppt/slides/slide1.xml"),
        ("tables.xlsx", "xl/sharedStrings.xml"),
    ):
        with zipfile.ZipFile(io.BytesIO(files[f"SVRP 2024-25 Q1 {name}"])) as file:
            words = file.read(part).decode()
        assert "Issue 1 of 20 July 2024 was withdrawn and is replaced by issue 2." in words, name
    assert not any(WHY.encode() in data or READERS.encode() in data for data in files.values())


def withdrawn(number: int, replaced: bool = True) -> WithdrawnIssue:
    return WithdrawnIssue(Q, number, dt.date(2026, 4, 14), "", ME, WHY, READERS, None, replaced)


@pytest.mark.parametrize(
    ("gone", "standing", "said"),
    [
        ([withdrawn(2)], [1, 3, 4], ["was withdrawn and is replaced by issue 3."]),
        ([withdrawn(2), withdrawn(3)], [1, 4], ["was withdrawn and is replaced by issue 4."] * 2),
        ([withdrawn(2)], [1], ["was withdrawn; a replacement follows."]),
        ([withdrawn(3, False)], [1, 2], ["was withdrawn; issue 2 stands."]),
        ([withdrawn(1, False)], [], ["was withdrawn."]),
    ],
)
def test_what_a_notice_says(gone: list[WithdrawnIssue], standing: list[int], said: list[str]) -> None:
    told = list(withdrawal_notices(gone, Q, standing))
    assert told == [
        f"Issue {one.number} of 14 April 2026 {words}" for one, words in zip(gone, said, strict=True)
    ]
