"""What one tab does, and another still shows: what was worked out stays where no fact has moved, and what is
pressed on an old page is refused calmly."""

import re
from collections import Counter
from collections.abc import Iterator

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.store import current_snapshot
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues import results_cache
from ieo_metrics.store.record.comments import OFFICER, add_comment
from ieo_metrics.store.record.settings_in_force import choose_setting
from ieo_metrics.store.record.targets_and_chart_notes import change_aims
from ieo_metrics.store.returns.board import note_received
from pages.shared.frame import store_access
from tests.pages.seen import (
    assert_calm,
    button,
    for_you_only,
    markup,
    open_form,
    open_part,
    press,
    tick_beside,
    visit,
)
from tests.store.office import returns_of, stands, take, trainings

Q, OTHER, REF = quarter(2024, 4), "B. Officer", "5.3.1.b"
TABLES, MEASURE, SIGNALS, SETTINGS = (
    f"pages/{name}.py" for name in ("issue_and_pack", "measure", "signals", "settings")
)
SETTING = "changed the settings (Small number threshold) at "
AIMS = [Target(REF, Q + later, (Band("on target", 10),)) for later in (0, 1)]


@pytest.fixture
def store(loaded: AppTest) -> Store:
    """The store of the tab, as another tab would have it."""
    return loaded.session_state["samples_store"]


@pytest.fixture
def small(app: AppTest) -> Iterator[Store]:
    """The store of the dashboard, opened beside it, with the sessions of one quarter: what an issue would hand out
    under each setting is quickly worked out."""
    one = open_store()
    take(one, returns_of(trainings(Q, 12), store=one))
    yield one
    one.engine.dispose()


def in_another_tab(store: Store, value: int = 10) -> None:
    choose_setting(store, OTHER, "small_number_threshold", value, stands(store).facts)


def warned(at: AppTest) -> str:
    (warning,) = at.warning
    return re.sub(r"\\(.)", r"\1", warning.value)


def test_what_is_no_fact_leaves_everything_worked_out(loaded: AppTest, store: Store, monkeypatch) -> None:
    visit(loaded, MEASURE)
    counted: Counter = Counter()
    for module, name in ((results_cache, "measure_returns"), (current_snapshot, "load_snapshot")):

        def noted(*given, _made=getattr(module, name), _name=name):
            counted[_name] += 1
            return _made(*given)

        monkeypatch.setattr(module, name, noted)
    add_comment(store, OTHER, Q, REF, OFFICER, OTHER, "As planned.")
    note_received(store, OTHER, returns_of(trainings(Q + 1, 3)))
    with store.writing() as connection:
        store_access.append_entry(connection, store.now(), OTHER, "took a file away", {})
    kept = loaded.session_state["standing"].results, dict(loaded.session_state["worked_out"])
    for page in (MEASURE, SIGNALS, MEASURE, TABLES):
        visit(loaded, page)
    assert not counted and kept[1]
    assert loaded.session_state["standing"].results is kept[0]
    assert all(loaded.session_state["worked_out"][what] is made for what, made in kept[1].items())
    assert loaded.session_state["standing"].head == current_snapshot.versions_now(store)[1]
    in_another_tab(store)
    visit(loaded, MEASURE)
    assert loaded.session_state["standing"].results is not kept[0], "a fact does not"


def test_a_quarter_is_not_issued_under_settings_that_another_tab_has_changed(
    app: AppTest, small: Store
) -> None:
    tick_beside(visit(app, TABLES), "Issue 2024/25 Q4")
    in_another_tab(small)
    press(app, "Issue 2024/25 Q4")
    assert warned(app).startswith(f"Something was changed since this page was drawn: {OTHER} {SETTING}")
    assert "Nothing was issued; look at the figures again, then issue." in warned(app)
    assert stands(small).issues == () and not stands(small).locks
    assert button(app, "Issue 2024/25 Q4").disabled, "the tick was about what was seen then"
    press(app, "Issue 2024/25 Q4")  # now that it has been looked at again
    assert not app.warning and stands(small).issues[0].settings.small_number_threshold == 10


def test_a_lock_is_not_changed_from_an_old_page(app: AppTest, small: Store) -> None:
    press(visit(app, TABLES), "Issue 2024/25 Q4")
    in_another_tab(small)
    app.text_input[0].set_value("late").run()  # by now the page shows what is in force
    in_another_tab(small, 8)
    press(app, "Unlock")
    assert SETTING in warned(app) and "Nothing was unlocked" in warned(app)
    assert Q in stands(small).locks
    press(app, "Unlock")
    assert not stands(small).locks


@pytest.mark.parametrize(
    ("aims", "key", "page", "tabs", "tab", "form"),
    [
        (AIMS, "take_target", SETTINGS, "set", "Targets", "Remove a target"),
        (
            [Rebasing(REF, Q - n, "another area") for n in (1, 0)],
            "take_step",
            SIGNALS,
            "part",
            "Re-based charts",
            "Undo a re-base",
        ),
    ],
)
def test_the_target_or_step_that_was_seen_is_taken_away_or_none(
    loaded, store, aims, key, page, tabs, tab, form
) -> None:
    """Another tab takes the first away: on the old page the second one's place is another's."""
    for one in aims:
        change_aims(store, OTHER, one, "one", stands(store).facts)
    open_form(open_part(visit(loaded, page), tabs, tab), form)
    loaded.selectbox(key=key.replace("take", "away")).select_index(1).run()
    change_aims(store, OTHER, aims[0], "took it away", stands(store).facts, away=True)
    loaded.button(key=key).click().run()
    assert_calm(loaded)
    held = stands(store)
    assert [*held.targets, *held.rebasings] == [aims[1]]
    assert "Something was changed since this page was drawn" in warned(loaded)
    loaded.button(key=key).click().run()
    held = stands(store)
    assert not held.targets + held.rebasings and "Done: Took away" in markup(loaded)


def test_a_figure_of_an_edition_that_is_not_kept_is_said_not_to_be_made(loaded) -> None:
    for_you_only(press(visit(loaded, TABLES), "Issue 2024/25 Q4"))
    assert "Figures with their rows, as issued (.xlsx)" in [
        one.proto.label for one in loaded.get("download_button")
    ]
    one = loaded.session_state["standing"].issues[0]
    del one.about["crime harm"]
    one.about["settings"]["crime_harm_sha256"] = "ab" * 32
    vars(one).pop("settings")
    visit(loaded, TABLES)
    assert "cannot be made: It was made with the edition 2020 of the Crime Harm Index" in markup(loaded)
    assert "Figures with their rows, as issued (.xlsx)" not in [
        one.proto.label for one in loaded.get("download_button")
    ]


def test_of_a_second_click_nothing_is_said(loaded, store) -> None:
    tick_beside(visit(loaded, TABLES), "Issue 2024/25 Q4")
    button(loaded, "Issue 2024/25 Q4").click()
    twice = loaded._tree.get_widget_states()
    for _ in range(2):
        assert_calm(loaded._run(twice))
    assert len(stands(store).issues) == 1 and not loaded.warning
