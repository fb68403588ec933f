"""The store on the pages: accepting, what would change, issuing, locking, revisions, taking back, and a store
that is in trouble."""

import datetime as dt
import io
import re
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from html import unescape
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store, folder_of_user
from ieo_metrics.store.returns.stored_returns import Stored, stored_returns
from ieo_metrics.store.trail import audit_trail
from pages.shared.frame.page import GROUP_PAGE, GROUP_PAGES
from pages.shared.frame.page import PAGES as NAMES
from pages.shared.returns import board
from sample_data import SAMPLES
from tests.pages.seen import (
    MEETING,
    PAGES,
    ROOT,
    accept,
    assert_calm,
    button,
    drop,
    for_sharing,
    for_you_only,
    lines,
    markup,
    overview_table,
    press,
    tick_beside,
    unfold,
    visit,
)
from tests.pages.untidy import tips

TODAY = dt.date(2024, 10, 20)
ISSUE, REF = "Issue 2024/25 Q2", "5.3.1.b"


@pytest.fixture(autouse=True)
def the_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """The quarter after the one that these returns are of, and an officer with a name."""
    monkeypatch.setattr(board, "today", lambda: TODAY)
    monkeypatch.setenv("IEO_OFFICER", "A. Officer")


@pytest.fixture
def store(app: AppTest) -> Iterator[Store]:
    """The store that the pages write, opened beside them."""
    one = open_store()
    yield one
    one.engine.dispose()


def accepted(store: Store) -> list[Stored]:
    with store.reading() as connection:
        return stored_returns(connection)


def trail_of(store: Store) -> list[audit_trail.Entry]:
    with store.reading() as connection:
        return audit_trail.trail_entries(connection)


def actions(store: Store) -> list[str]:
    return [entry.action for entry in trail_of(store)]


def rows_drawn(at: AppTest, caption: str) -> list[list[str]]:
    """The cells of the table of that caption, as one reads them."""
    shown = markup(at)
    tables = [part for part in re.findall(r"<table.*?</table>", shown, re.S) if caption in part]
    assert len(tables) == 1, f"{len(tables)} tables are called {caption}"
    lines = re.findall(r"<tr.*?</tr>", tables[0], re.S)
    return [
        [
            unescape(re.sub(r"<br>|<[^>]+>", " ", cell)).strip()
            for cell in re.findall(r"<t[dh].*?</t[dh]>", line, re.S)
        ]
        for line in lines
    ]


def square(at: AppTest, title: str, quarter: str = "2024/25 Q2") -> str:
    """What the board says of a provider's quarter."""
    heads, *rows = rows_drawn(unfold(visit(at, "pages/returns.py"), "board"), "Where each provider")
    return next(row for row in rows if row[0] == title)[heads.index(quarter)]


def warned(at: AppTest) -> str:
    """The one warning, as one reads it."""
    (warning,) = at.warning
    return re.sub(r"\\(.)", r"\1", warning.value)


def on_tables(at: AppTest) -> AppTest:
    return visit(at, "pages/issue_and_pack.py")


def click_twice(at: AppTest, label: str) -> None:
    """The same click comes twice, as from a page that was not drawn anew between the two."""
    button(tick_beside(at, label), label).click()
    twice = at._tree.get_widget_states()
    for _ in range(2):
        assert_calm(at._run(twice))


def issued(at: AppTest, sessions: int = 12) -> AppTest:
    """The TIPS return accepted and its quarter issued."""
    accept(drop(at, tips(sessions)))
    return press(on_tables(at), ISSUE)


def unlocked(at: AppTest, why: str) -> AppTest:
    next(box for box in on_tables(at).text_input if "unlocking" in box.label).set_value(why).run()
    return press(at, "Unlock")


def test_what_is_accepted_is_saved_and_shown_on_every_page(app: AppTest, store: Store) -> None:
    shown = markup(drop(app, tips(12)))
    assert "1 of 1 ready" in shown and accepted(store) == []
    assert [line.startswith("TIPS · Rock Pool") for line in lines(app)] == [True]
    assert square(app, "TIPS · Rock Pool").startswith("◔ received") and square(
        app, "Choices · Artswork"
    ).startswith("· not due yet")
    assert "TIPS 12.csv was accepted." in markup(accept(app))
    (one,) = accepted(store)
    assert (one.by, one.files, one.title) == ("A. Officer", ("TIPS 12.csv",), "TIPS · Rock Pool")
    assert square(app, "TIPS · Rock Pool").startswith("● accepted") and "No files waiting." in markup(app)
    assert ">12<" in overview_table(visit(app, "dashboard.py"))
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert ">12<" in overview_table(other), "the next visitor sees it, too"


def test_the_same_file_again_says_so_and_changes_nothing(app: AppTest, store: Store) -> None:
    accept(drop(app, tips(12)))
    before = actions(store)
    shown = markup(drop(app, ("another name.csv", tips(12)[1])))
    assert "has already been accepted and is unchanged: nothing would change." in shown
    assert "1 already accepted" in shown and "0 of 0" not in shown
    assert not [b for b in app.button if b.label.startswith("Accept ")]
    assert "had already been accepted. Nothing has changed." in markup(press(app, "Clear these files"))
    assert len(accepted(store)) == 1 and actions(store) == before and "No files waiting." in markup(app)


def test_a_double_click_accepts_one_version(app: AppTest, store: Store) -> None:
    click_twice(drop(app, tips(12)), "Accept ")
    assert [one.versions for one in accepted(store)] == [{accepted(store)[0].quarters[0]: 1}]
    assert actions(store).count("accepted a return") == 1


@pytest.mark.usefixtures("twelve")
def test_a_double_click_issues_once(app: AppTest, store: Store) -> None:
    click_twice(on_tables(app), ISSUE)
    assert actions(store).count("issued a quarter") == 1


def test_a_corrected_file_shows_what_would_change_and_from_what_to_what(app: AppTest, store: Store) -> None:
    accept(drop(app, tips(12)))
    drop(app, tips(14))
    _, *rows = rows_drawn(unfold(app, "what_would_change"), "What would change")
    assert [row for row in rows if row[0].startswith(REF)] == [
        [*rows[0][:1], "2024/25 Q2", "12", "14", "", ""]
    ] and len(rows) == 1
    assert [line.endswith("1 figure moves ready") for line in lines(app)] == [True]
    assert ">12<" in overview_table(visit(app, "dashboard.py")), "nothing moves before it is accepted"
    accept(app)
    assert ">14<" in overview_table(visit(app, "dashboard.py"))
    assert [list(one.versions.values()) for one in accepted(store)] == [[1], [2]] and "version 2" in square(
        app, "TIPS · Rock Pool"
    )


def test_a_nil_return_needs_the_tick(app: AppTest, store: Store) -> None:
    drop(app, tips(0))
    assert button(app, "Accept ").disabled
    tick = next(box for box in app.checkbox if ": a nil return" in box.label)
    tick.check().run()
    press(app, "Accept ")
    (one,) = accepted(store)
    assert one.nil and "nil" in square(app, "TIPS · Rock Pool")


def test_an_issued_quarter_is_locked_until_it_is_unlocked_with_a_reason(app: AppTest, store: Store) -> None:
    shown = markup(issued(app))
    assert (
        "Issue 1" in shown
        and "by A. Officer. Locked by" in shown
        and "None of its figures has changed since." in shown
    )
    assert square(app, "TIPS · Rock Pool").startswith("■ issued")
    drop(app, tips(14))
    assert (
        "2024/25 Q2 is locked because it was issued. Unlock it on the Issue and pack page first, and say why."
        in markup(app)
    )
    assert "revised for you. What was issued stands until a new issue revises it." in markup(app)
    assert button(app, "Accept ").disabled and len(accepted(store)) == 1
    assert button(on_tables(app), "Unlock").disabled and "Locked by" in markup(app)
    assert "Not locked." in markup(unlocked(app, "Rock Pool sent two sessions more")) and not app.warning
    accept(app)
    assert len(accepted(store)) == 2 and square(app, "TIPS · Rock Pool").startswith("△ revised")
    assert ">r</abbr>" in overview_table(visit(app, "dashboard.py")).replace("\\/", "/")
    assert "Figures have changed since; which ones" in markup(on_tables(app))
    for_you_only(app)
    heads, *rows = rows_drawn(app, "What has changed since issue 1, and why, for the officer")
    assert heads == ["Measure", "As issued", "Now", "Why"] and len(rows) == 1
    assert rows[0][0].startswith(REF) and rows[0][1:] == [
        "12",
        "14",
        "2024/25 Q2 was 12, is now 14: 2 sessions were added.",
    ]
    line = next(
        row for row in rows_drawn(app, "What the tables hold for 2024/25 Q2") if row[0].startswith(REF)
    )
    assert line[1] == "14" and line[-2] == "r" and line[-1].startswith("12 when issued at ")
    assert (
        trail_of(store)[-2].action == "unlocked a quarter"
        and "Rock Pool sent two sessions more" in trail_of(store)[-2].about
    )


def test_the_workbook_as_issued_stays_the_same_to_the_byte(
    app: AppTest, store: Store, makers: dict[str, Callable[[], bytes]]
) -> None:
    for_you_only(issued(app))
    name = "Workbook as issued (.xlsx) of 2024/25 Q2, issue 1"
    before = makers[name]()
    for_sharing(app)
    unlocked(app, "a correction")
    accept(drop(app, tips(14)))
    assert "14" in markup(for_you_only(on_tables(app)))
    assert makers["tidy table of 2024/25 Q2, not for sharing"]()
    assert makers[name]() == before
    (summary,) = [sheet for sheet in openpyxl.load_workbook(io.BytesIO(before)) if sheet.title == "Summary"]
    assert any(row[0] == REF and 12 in row for row in summary.iter_rows(values_only=True))
    assert button(for_sharing(app), f"{ISSUE} again")
    press(app, f"{ISSUE} again")
    assert (
        "Issue 2" in markup(app)
        and "As issued (issue 2)" in markup(for_you_only(app))
        and makers[name]() == before != makers["Workbook as issued (.xlsx) of 2024/25 Q2, issue 2"]()
    )


@pytest.mark.usefixtures("twelve")
def test_taking_a_file_away_is_no_reason_not_to_issue(
    app: AppTest, store: Store, makers: dict[str, Callable[[], bytes]]
) -> None:
    """The usual way: take the workbook, look at it, issue. Taking it writes in the audit trail, and changes
    no figure."""
    for_you_only(on_tables(app))
    makers["workbook of 2024/25 Q2, not for sharing"]()
    assert trail_of(store)[-1].action == "took a file away" and trail_of(store)[-1].who == "A. Officer"
    press(for_sharing(app), ISSUE)
    assert not app.warning and actions(store)[-1] == "issued a quarter"


def test_a_return_is_taken_back_with_a_reason(app: AppTest, store: Store) -> None:
    for sessions in (12, 14):
        accept(drop(app, tips(sessions)))
    assert button(unfold(app, "board"), "Withdraw it").disabled and "Still needed: why." in markup(app)
    next(box for box in app.text_input if box.label == "Why").set_value("It was another unit's").run()
    press(app, "Withdraw it")
    assert "Withdrawn: TIPS · Rock Pool, 2024/25 Q2, return 2." in markup(app) and "version" not in square(
        app, "TIPS · Rock Pool"
    )
    assert ">12<" in overview_table(visit(app, "dashboard.py")) and len(accepted(store)) == 2


def test_a_return_of_a_locked_quarter_is_not_taken_back(app: AppTest, store: Store) -> None:
    issued(app)
    unfold(visit(app, "pages/returns.py"), "board")
    next(box for box in app.text_input if box.label == "Why").set_value("It was another unit's").run()
    press(app, "Withdraw it")
    assert "It covers 2024/25 Q2, which is locked because it was issued." in warned(
        app
    ) and "took back a return" not in actions(store)
    kept = next(box for box in app.text_input if box.label == "Why").value
    assert kept == "It was another unit's", "a refusal keeps what was typed"


def test_history_lists_it_all_and_checks_everything(app: AppTest, store: Store) -> None:
    issued(app)
    unlocked(app, "a correction")
    accept(drop(app, tips(14)))
    _, *rows = rows_drawn(visit(app, "pages/history.py"), "Newest first")
    assert [row[4] for row in rows] == [
        "accepted a return",
        "noted that a file arrived",
        "unlocked a quarter",
        "issued a quarter",
        "accepted a return",
        "noted that a file arrived",
        "made the store",
    ]
    assert (
        {row[2] for row in rows} == {"A. Officer", "the dashboard"}
        and "TIPS 14.csv" in rows[0][5]
        and "a correction" in rows[2][5]
    )
    assert str(trail_of(store)[-1].seq) == rows[0][0]
    assert "Everything stored is as it was saved." in markup(press(app, "Check everything"))
    with closing(sqlite3.connect(folder_of_user() / "returns.db")) as raw, raw:
        for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            raw.execute(f"DROP TRIGGER {name}")
        raw.execute("UPDATE audit SET who = 'Somebody Else' WHERE seq = 3")
    press(app, "Check everything")
    assert "Everything stored is as it was saved." not in markup(app) and "ieo-must-fix" in markup(app)


def test_two_tabs_of_which_one_was_quicker(
    app: AppTest, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What the second officer was shown is not what it would do now: it is refused with who and when, and
    shown anew."""
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    drop(app, tips(12))
    drop(other, tips(14))
    accept(app)
    monkeypatch.setenv("IEO_OFFICER", "B. Officer")
    stale = button(other, "Accept ")
    assert_calm(stale.click().run())
    assert len(accepted(store)) == 1
    assert re.search(
        r"A\. Officer accepted a return \(Rock Pool\) at \d\d:\d\d on .*Nothing was saved",
        warned(other),
    )
    drawn = rows_drawn(unfold(other, "what_would_change"), "What would change")
    assert [row[2:4] for row in drawn[1:]] == [["12", "14"]]
    press(other, "Accept ")
    assert [one.by for one in accepted(store)] == ["A. Officer", "B. Officer"]


def test_the_samples_are_offered_only_where_nothing_is_accepted(app: AppTest) -> None:
    assert button(visit(app, "pages/returns.py"), "Load the invented")
    accept(drop(app, tips(12)))
    for page in PAGES:
        assert not [b for b in visit(app, page).button if b.label.startswith("Load the invented")]


def test_the_samples_never_touch_the_real_store(
    app: AppTest, store: Store, makers: dict[str, Callable[[], bytes]]
) -> None:
    before = trail_of(store)
    press(app, "Load the invented")
    press(on_tables(app), "Issue 2024/25 Q4")
    for make in makers.values():
        assert make()
    path = SAMPLES[-1]
    drop(app, ("again.xlsx", path.read_bytes()))
    _, *rows = rows_drawn(visit(app, "pages/history.py"), "Newest first")
    assert {row[2] for row in rows} == {"the invented samples"}
    assert trail_of(store) == before and accepted(store) == []
    other = AppTest.from_file(str(ROOT / "dashboard.py"), default_timeout=60).run()
    assert "No returns accepted yet." in markup(other)
    press(app, "Close the samples")
    assert "No returns accepted yet." in markup(visit(app, "dashboard.py")) and trail_of(store) == before


@pytest.mark.usefixtures("twelve")
def test_a_store_that_can_only_be_read(
    app: AppTest, opened_anew: Callable[[], AppTest], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IEO_DATABASE_URL", f"sqlite:///{folder_of_user() / 'returns.db'}?mode=ro")
    at = opened_anew()
    for page in PAGES:
        assert "You can look at these returns here but not change them." in markup(visit(at, page))
        assert not [
            b.label for b in at.button if b.label.startswith(("Issue", "Unlock", "Withdraw it", "Reduce"))
        ]
    assert ">12<" in overview_table(visit(at, "dashboard.py"))
    drop(at, tips(14))
    assert (
        "12" in rows_drawn(unfold(at, "what_would_change"), "What would change")[1]
        and button(at, "Accept ").disabled
    )


@pytest.mark.usefixtures("twelve")
def test_a_key_that_is_gone(app: AppTest, opened_anew: Callable[[], AppTest]) -> None:
    (folder_of_user() / "key").unlink()
    at = opened_anew()
    for page in PAGES:
        assert "Returns cannot be accepted:" in markup(visit(at, page))
    assert ">12<" in overview_table(visit(at, "dashboard.py"))
    drop(at, tips(14))
    assert not [b for b in at.button if b.label.startswith("Accept ")]
    assert [line.endswith("cannot be accepted here") for line in lines(at)] == [True]


def empty(path: Path) -> None:
    path.write_bytes(b"")


def newer(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version=999")


def gone(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize(
    ("harm", "says"), [(empty, "is empty"), (newer, "its version is 999"), (gone, "is gone")]
)
@pytest.mark.usefixtures("twelve")
def test_a_store_in_trouble_is_a_calm_sentence_on_every_page(
    harm: Callable[[Path], None], says: str, app: AppTest, opened_anew: Callable[[], AppTest]
) -> None:
    path = folder_of_user() / "returns.db"
    for ending in ("-wal", "-shm"):
        assert (
            not path.with_name(path.name + ending).exists()
            or harm is not empty
            or path.with_name(path.name + ending).unlink() is None
        )
    harm(path)
    at = opened_anew()
    for page in PAGES:
        at.switch_page(page).run()
        (error,) = at.error
        assert not at.exception and says in error.value, page
        assert [title.value for title in at.title] == [NAMES[page]], "it has a heading all the same"
        of_group = 1 + len(GROUP_PAGES) if page == GROUP_PAGE else 0
        assert (
            "Traceback" not in error.value
            and [b.label for b in at.button] == ([] if page == MEETING else ["Search"])
            and len(at.get("page_link")) == (2 if page == MEETING else len(PAGES) + of_group)
        )
    assert harm is gone or path.exists()
    assert not path.exists() or path.stat().st_size == 0 or harm is newer, "no new store is made in its place"
