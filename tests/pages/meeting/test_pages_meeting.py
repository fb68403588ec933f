"""Meeting mode and the Working group page without a browser: what they show, what they keep, and that no
person's row is in reach."""

import ast
import datetime as dt
import json
import re
from collections.abc import Iterator
from weakref import WeakKeyDictionary

import pytest
import sqlalchemy as sa
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.record.comments import PROVIDER, add_comment, current_comments
from ieo_metrics.store.record.meetings_and_actions import (
    Action,
    all_actions,
    close_action,
    open_action,
    recorded_meetings,
)
from ieo_metrics.store.record.raised_to_svrp import raise_to_svrp, raised_items, take_back_raised
from ieo_metrics.store.record.recommendation_progress import latest_recommendations
from ieo_metrics.store.record.targets_and_chart_notes import TARGETS
from ieo_metrics.store.trail.audited_named_values import recall
from pages.shared.frame import figures, store_access
from pages.shared.group import actions as actions_shown
from pages.shared.meeting import screen_address
from pages.shared.returns import board
from tests.pages.returns.test_pages_mapping import CONFIRM
from tests.pages.seen import (
    MEETING,
    ROOT,
    accept,
    assert_calm,
    button,
    drop,
    filled,
    markup,
    open_form,
    press,
    visit,
)
from tests.pages.untidy import reset, tips
from tests.store.office import remember

GROUP, TABLES = "pages/working_group.py", "pages/issue_and_pack.py"
OWNING = "Owner and date of a decision"
Q, REF, PLACE = quarter(2024, 2), "5.3.1.b", 19
TODAY = dt.date(2024, 11, 20)


@pytest.fixture(autouse=True)
def the_day_of_the_meeting(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(board, "today", lambda: TODAY)
    monkeypatch.setattr(actions_shown, "today", lambda: TODAY)
    monkeypatch.setenv("IEO_OFFICER", "A. Officer")


def test_no_action_is_born_late(monkeypatch: pytest.MonkeyPatch) -> None:
    assert actions_shown.first_due(Q) == dt.date(2025, 1, 22)
    monkeypatch.setattr(actions_shown, "today", lambda: dt.date(2026, 11, 23))
    assert actions_shown.first_due(Q) == dt.date(2026, 12, 21), "four weeks on"


@pytest.fixture
def store(app: AppTest) -> Iterator[Store]:
    """The store that the pages write, opened beside them."""
    one = open_store()
    yield one
    one.engine.dispose()


def kept(store: Store, what, *given):
    with store.reading() as connection:
        return what(connection, *given)


def screen(at: AppTest, number: object, quarter: str = "2024-25-Q2", issue: str = "") -> str:
    """All that a screen of the meeting shows, as markup."""
    at.query_params["quarter"], at.query_params["screen"] = quarter, str(number)
    if issue:
        at.query_params["issue"] = issue
    visit(at, MEETING)
    components = [json.loads(one.proto.json)["markup"] for one in at.get("bidi_component")]
    return "\n".join([*components, markup(at)])


def issued(at: AppTest, sessions: int = 12) -> AppTest:
    accept(drop(at, tips(sessions)))
    press(visit(at, TABLES), "Issue 2024/25 Q2")
    return at


def box(some, label: str):
    return next(one for one in some if one.label.startswith(label))


@pytest.mark.usefixtures("twelve")
def test_a_quarter_that_was_not_issued_is_not_shown(app: AppTest) -> None:
    shown = screen(app, 0)
    assert "2024/25 Q2 has not been issued." in shown and ">12<" not in shown and "12 sessions" not in shown
    assert filled(app) == ["Go to Issue and pack"]


def test_all_nineteen_at_a_glance_and_each_on_its_own_screen(app: AppTest) -> None:
    shown = screen(issued(app), 0)
    assert shown.count('scope="row"') == 19 == len(MEASURES)
    for number, measure in enumerate(MEASURES, start=1):
        assert (
            f'data-screen="{number}" href="meeting?quarter=2024-25-Q2&amp;issue=1&amp;screen={number}"'
            in shown
        )
        one = screen(app, number)
        assert (
            f'<h1 class="ieo-h1">{measure.name}</h1>'.replace("&", "&amp;") in one
            and f">{number} / 19<" in one
            and measure.ref in one
        )


def test_a_screen_says_the_number_in_words_a_question_and_what_the_provider_says(
    app: AppTest, store: Store
) -> None:
    issued(app)
    add_comment(store, "A. Officer", Q, REF, PROVIDER, "Rock Pool", "Two <b>more</b> trainers joined.")
    shown = screen(app, PLACE)
    assert '<p class="ieo-large">12 <small>sessions</small></p>' in shown
    assert "Which teams are not reached yet" in shown
    assert "Two &lt;b&gt;more&lt;/b&gt; trainers joined." in shown and "Rock Pool, " in shown
    assert "Two &lt;b&gt;" not in screen(app, PLACE - 1)


def test_what_is_hidden_is_said_in_words_and_its_number_is_nowhere(app: AppTest) -> None:
    """Eight invented young people with stars, seven in the community: the means and shares of few are hidden,
    and the markup holds no value."""
    drop(app, tips(12), ("RESET.xlsx", reset(wrong=False)))
    accept(press(app, CONFIRM))
    press(visit(app, TABLES), "Issue 2024/25 Q2")
    standing = app.session_state["standing"]
    shown = standing.issue_of(Q).shared
    hidden = set(
        shown[
            (shown["marker"] == "c")
            & (shown["period"] == Q)
            & (shown["span"] == "quarter")
            & (shown["area"] == "all")
        ]["ref"]
    )
    assert hidden, "nothing is hidden in the sample, so this test proves nothing"
    for number, measure in enumerate(MEASURES, start=1):
        if measure.ref in hidden:
            one = screen(app, number)
            assert (
                '<p class="ieo-large none">Hidden</p>' in one
                and "is hidden, because it covers very few young people" in one
            )
            assert "what else could tell the group how this is going?" in one and "95% range" not in one
    assert screen(app, 0).count('class="value none">Hidden') == len(hidden)


def test_an_address_that_means_nothing_opens_the_first_screen(app: AppTest) -> None:
    issued(app)
    for asked in ("99", "-1", "x", "²", "<b>"):
        assert "ieo-glance" in screen(app, asked)
    for asked in ("0", "2", "x"):
        assert "issue=1&amp;screen=3" in screen(app, 0, issue=asked)
    app.query_params["quarter"] = "<script>"
    assert "That quarter has not been issued." in markup(visit(app, MEETING))


def test_the_meeting_stays_with_its_issue(app: AppTest) -> None:
    issued(app)
    assert "12 <small>sessions" in screen(app, PLACE)
    next(one for one in visit(app, TABLES).text_input if "unlocking" in one.label).set_value(
        "a correction"
    ).run()
    press(app, "Unlock")
    accept(drop(app, tips(14)))
    assert "12 <small>sessions" in screen(app, PLACE), "an acceptance moves nothing"
    press(visit(app, TABLES), "Issue 2024/25 Q2 again")
    assert "12 <small>sessions" in screen(app, PLACE, issue="1"), "nor does another issue"
    assert "14 <small>sessions" in screen(app, PLACE, issue="2")


def aim(store: Store, least: float) -> None:
    remember(store, "A. Officer", TARGETS, [Target(REF, Q, (Band("on target", least),)).as_dict()])


def test_the_target_stays_with_its_issue(app: AppTest, store: Store) -> None:
    """Twelve sessions meet the target of 10 that was in force when they were issued, whatever is aimed for
    since."""
    aim(store, 10)
    issued(app)
    assert "Meets the target of 10" in screen(app, PLACE)
    aim(store, 20)
    assert "Meets the target of 10" in screen(app, PLACE)
    press(visit(app, TABLES), "Issue 2024/25 Q2 again")
    assert "Meets the target of 10" in screen(app, PLACE, issue="1") and "the target of 20" in screen(
        app, PLACE, issue="2"
    )


def test_an_action_that_is_typed_in_the_meeting_is_kept_and_shown(app: AppTest, store: Store) -> None:
    issued(app)
    screen(app, PLACE)
    box(app.text_input, "Action").set_value("Offer a day of training in Gosport")
    box(app.selectbox, "Owner").set_value("Police")
    box(app.selectbox, "Activity").set_value("4.f")
    press(app, "Add it")
    [one] = kept(store, all_actions)
    assert (one.words, one.owner, one.ref, one.activity, one.quarter, one.due) == (
        "Offer a day of training in Gosport", "Police", REF, "4.f", Q, dt.date(2025, 1, 22),
    )  # fmt: skip
    assert "Offer a day of training in Gosport" in markup(app)
    assert "Offer a day of training" in screen(app, 20) and "Offer a day of training" in markup(
        on_tab(app, "Actions")
    )
    screen(app, PLACE - 1)
    press(app, "Add it")  # nothing was typed
    assert len(kept(store, all_actions)) == 1


def test_an_action_is_not_kept_until_it_says_who_owns_it(app: AppTest, store: Store) -> None:
    """Enter saves what was typed: to nobody unasked."""
    issued(app)
    screen(app, PLACE)
    box(app.text_input, "Action").set_value("Offer a day of training in Gosport")
    assert box(app.selectbox, "Owner").value is None and box(app.selectbox, "Owner").proto.required
    press(app, "Add it")
    assert kept(store, all_actions) == []
    assert box(app.text_input, "Action").value == "Offer a day of training in Gosport"


def test_an_action_that_tells_of_few_young_people_is_not_kept_until_it_is_changed(
    app: AppTest, store: Store
) -> None:
    issued(app)
    screen(app, PLACE)
    box(app.text_input, "Action").set_value("Find a room. See the two girls from Gosport")
    box(app.selectbox, "Owner").set_value("Police")
    next(b for b in app.button if b.label == "Add it").click().run()
    [said] = [one.value.replace("\\", "") for one in (*app.error, *app.warning)]
    assert 'The action could tell a count of 1 to 4 young people: "See the two girls from Gosport"' in said
    assert "Nothing was saved: change the sentence" in said and kept(store, all_actions) == []
    assert box(app.text_input, "Action").value == "Find a room. See the two girls from Gosport", (
        "to be changed"
    )
    box(app.text_input, "Action").set_value("Find a room for the girls from Gosport")
    press(app, "Add it")
    assert [one.words for one in kept(store, all_actions)] == ["Find a room for the girls from Gosport"]
    assert box(app.text_input, "Action").value == ""


def test_a_comment_that_tells_of_few_young_people_is_not_kept(app: AppTest, store: Store) -> None:
    issued(app)
    on_tab(app, "Comments")
    open_form(app, "Write a comment")
    box(app.text_area, "Comment: everyone").set_value("Nobody but one came back.").run()
    next(b for b in app.button if b.label == "Save it").click().run()
    [said] = [one.value.replace("\\", "") for one in (*app.error, *app.warning)]
    assert 'The comment could tell a count of 1 to 4 young people: "Nobody but one came back."' in said
    assert kept(store, current_comments, Q) == {}


def on_tab(app: AppTest, tab: str) -> AppTest:
    """The Working group page with a tab open."""
    app.session_state["record"] = tab
    return visit(app, GROUP)


def old_action(store: Store) -> Action:
    open_action(store, "A. Officer", Q - 1, "Map what there is", "Education", dt.date(2024, 10, 1))
    return kept(store, all_actions)[0]


def test_actions_are_carried_forward_until_they_are_closed(app: AppTest, store: Store) -> None:
    issued(app)
    old_action(store)
    shown = screen(app, 20)
    assert (
        shown.index("Carried forward from earlier meetings")
        < shown.index("1. Map what there is")
        < shown.index("No new actions at this meeting.")
    )
    assert "1 October 2024, late" in shown
    close_action(store, "A. Officer", 1, "done", "Mapped")
    assert "Map what there is" not in screen(app, 20) and "No actions carried forward." in markup(app)


def test_an_action_is_closed_with_a_reason_on_the_page(app: AppTest, store: Store) -> None:
    old_action(store)
    app.query_params["quarter"] = "2024-25-Q2"
    on_tab(app, "Actions")
    assert "1 open, including 1 carried forward" in markup(app)
    assert button(open_form(app, "Close an action"), "Close it").disabled
    box(app.text_input, "How, or why").set_value("Mapped in October").run()
    press(app, "Close it")
    assert (
        kept(store, all_actions)[0].state == "done"
        and "No open actions." in markup(app)
        and "Mapped in October" in markup(open_form(app, "Closed: 1"))
    )


def test_what_was_agreed_or_raised_by_mistake_is_taken_back_in_the_meeting(
    app: AppTest, store: Store
) -> None:
    issued(app)
    old_action(store)
    raise_to_svrp(store, "A. Officer", Q, "key update", "A new worker began")
    screen(app, 20)
    open_form(app, "Close an action")
    box(app.radio, "It is").set_value("dropped").run()
    box(app.text_input, "How, or why").set_value("Typed twice").run()
    assert "No actions carried forward." in markup(press(app, "Close it"))
    screen(app, 21)
    press(open_form(app, "Withdraw one"), "Withdraw it")
    assert kept(store, raised_items, Q) == [] and "A new worker began" not in markup(app)


def test_what_is_raised_in_the_meeting_is_on_the_page(app: AppTest, store: Store) -> None:
    issued(app)
    screen(app, 21)
    assert not any(one.label == "Owner" for one in app.selectbox), "an update has none"
    box(app.selectbox, "Kind").set_value("decision").run()
    box(app.text_input, "What to raise").set_value("Fund a second year")
    press(app, "Add it")
    assert [(one.kind, one.words, one.owner) for one in kept(store, raised_items, Q)] == [
        ("decision", "Fund a second year", None)
    ]
    # Proposed is the first day on which the next meeting can be, as of an action.
    assert "No owner yet. Decide by 22 January 2025." in markup(on_tab(app, "To raise"))
    open_form(app, OWNING)
    owners = next(one for one in app.selectbox if one.label == "Owner" and "owned" in one.form_id)
    owners.set_value("Police")
    next(one for one in app.date_input if "owned" in one.form_id).set_value(dt.date(2025, 1, 31))
    press(app, "Set them")
    assert "Fund a second year" in markup(app) and "Owner: Police. Decide by 31 January 2025." in markup(app)


def test_what_was_chosen_and_is_gone_is_not_another(app: AppTest, store: Store) -> None:
    """Another tab withdraws the decision that was chosen here: the press does nothing to the one that is left."""
    for words in ("Fund a second year", "Pay a second trainer"):
        raise_to_svrp(store, "A. Officer", Q, "decision", words, "Police", dt.date(2025, 1, 31))
    app.query_params["quarter"] = "2024-25-Q2"
    first, second = kept(store, raised_items, Q)
    for form, key, label in (
        (OWNING, "owned_which", "Set them"),
        ("Withdraw one", "raised_which", "Withdraw it"),
    ):
        open_form(on_tab(app, "To raise"), form).selectbox(key=key).set_value(second.number).run()
        assert [one.value for one in app.selectbox if one.label == "Owner" and "owned" in one.form_id] == [
            "Police"
        ]
        take_back_raised(store, "B. Officer", second.number)
        press(app, label)
        assert kept(store, raised_items, Q) == [first]
        raise_to_svrp(
            store, "A. Officer", Q, "decision", "Pay a second trainer", "Police", dt.date(2025, 1, 31)
        )
        second = kept(store, raised_items, Q)[1]


def test_attendance_says_which_authority_was_missing(app: AppTest, store: Store) -> None:
    app.query_params["quarter"] = "2024-25-Q2"
    shown = markup(visit(app, GROUP))
    assert (
        "Meeting 5, between 22 October 2024 and 31 December 2024. On Teams." in shown
        and "Attendance has not been recorded yet." in shown
    )
    press(app, "Record attendance")
    for role in ("Violent Crime Taskforce", "Head of Community Integration"):
        box(app.checkbox, role).check()
    press(app, "Record it")
    assert kept(store, recorded_meetings)[Q].came == (
        "Police: Violent Crime Taskforce",
        "Probation: Head of Community Integration",
    )
    shown = re.sub(r"<[^>]+>", "", markup(app))
    assert "2 of 20 seats attended" in shown
    assert "Specified Authority, missing: Fire and Rescue Service, Health, Local Authorities." in shown
    assert "Relevant Authority, missing: Prison Service, Education." in shown


def test_a_recommendation_that_is_achieved_reminds_of_the_terms(app: AppTest, store: Store) -> None:
    on_tab(app, "Recommendations")
    assert "To do:" not in markup(app) and "the terms of reference are revised" in markup(app)
    open_form(app, "Update progress").radio(key="recommendation_state_3.1").set_value("achieved").run()
    box(app.text_input, "Evidence").set_value("Agreed by the board").run()
    app.button(key="recommendation_record").click().run()
    assert_calm(app)
    assert (
        kept(store, latest_recommendations)["3.1"].state == "achieved"
        and "To do:" in markup(app)
        and "Agreed by the board" in markup(app)
    )


def test_meetings_are_counted_from_another_one(app: AppTest, store: Store) -> None:
    on_tab(app, "Calendar and members")
    open_form(app, "Count from another meeting").selectbox(key="first_meeting").set_value(Q - 2).run()
    press(app, "Count from it")
    assert kept(
        store, recall, "first meeting"
    ) == Q - 2 and "Meetings are counted from the one about 2023/24 Q4." in markup(app)


def test_a_text_that_says_who_somebody_is_is_refused_in_words(app: AppTest, store: Store) -> None:
    issued(app)
    screen(app, 21)
    box(app.text_input, "What to raise").set_value("Ring <b>Jo</b> on 07700 900123")
    button(app, "Add it").click().run()
    said = " ".join(one.value for one in app.warning).replace("\\", "")
    assert (
        'What is to be raised holds a telephone number, "07700 900123".' in said
        and "Nothing was saved" in said
    )
    assert kept(store, raised_items, Q) == []


def test_a_comment_is_written_on_the_page_in_the_provider_s_name(app: AppTest, store: Store) -> None:
    app.query_params["quarter"] = "2024-25-Q2"
    on_tab(app, "Comments")
    open_form(app, "Write a comment").selectbox(key="comment_measure").set_value(REF).run()
    app.text_area[0].set_value("Two more trainers joined.").run()
    press(app, "Save it")
    assert "Rock Pool (provider)" in markup(app) and "Two more trainers joined." in markup(app)


MEETING_MODULES = (
    "meeting.py",
    "shared/meeting/screen_address.py",
    "shared/meeting/screens.py",
    "shared/meeting/closing_screens.py",
    "shared/group/section_markup.py",
    "shared/group/actions.py",
    "shared/group/raised_to_svrp.py",
)
# All that the meeting's modules take of those that can do more; none of it reads a row, or how things stand
# now.
ALLOWED = {
    # `read_store` and `record_change` take a function, which has to be imported: that is looked at below.
    "store_access": {
        "open_store_of_session",
        "officer_name",
        "in_samples",
        "may_change",
        "read_store",
        "record_change",
        "key_of_form",
    },
    "pages.shared.frame.page": {
        "draw_markup",
        "page",
        "draw_paragraph",
        "draw_title",
        "samples_notice",
        "unfolding_form",
    },
    "pages.shared.kit.described_chart": {"draw_chart"},
    "pages.shared.measure.measures_table": {"verdict_cell", "with_shape"},
    "ieo_metrics.measuring.overview_lines": {"OverviewLine"},
    "measure_history": {"overview_lines", "page_chance", "quarter_rows"},
}


def test_the_meeting_takes_nothing_from_the_pages_that_could_reach_a_row() -> None:
    for name in MEETING_MODULES:
        for node in ast.walk(ast.parse((ROOT / "pages" / name).read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module in ALLOWED:
                assert {alias.name for alias in node.names} <= ALLOWED[node.module], f"{name}: {node.module}"
            elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("ieo_metrics.store"):
                assert node.module.split(".")[-1] in (
                    "shared_issue_snapshot",
                    "texts_beside_issue",
                    "texts_of_meeting",
                    "meetings_and_actions",
                    "raised_to_svrp",
                    "store",
                ), f"{name}: {node.module}"
            elif (
                isinstance(node, ast.Attribute)
                and isinstance(node.value, ast.Name)
                and node.value.id in ("store_access", "measure_history")
            ):
                assert node.attr in ALLOWED[node.value.id], f"{name}: {node.value.id}.{node.attr}"


def test_the_meeting_is_held_where_every_row_is_gone(
    app: AppTest, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tables of rows, of returns and of results are dropped, and reading how things stand fails: each
    screen is as it was."""
    issued(app)
    before = [screen(app, number) for number in range(22)]
    with store.writing() as connection:
        for name in ("kept_rows", "versions", "withdrawn", "results", "returns"):
            connection.exec_driver_sql(f"DROP TABLE {name}")

    def gone(*_: object) -> None:
        raise AssertionError("the meeting asked how things stand")

    monkeypatch.setattr(store_access, "snapshot", gone)
    monkeypatch.setattr(store_access, "snapshot_with_rows", gone)
    asked: list[str] = []

    def note(connection, cursor, statement, *_: object) -> None:
        asked.append(statement)

    monkeypatch.setattr(figures, "_OF_ISSUES", WeakKeyDictionary())  # what was read before is not to hand
    sa.event.listen(sa.Engine, "before_cursor_execute", note)
    try:
        after = [screen(app, number) for number in range(22)]
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", note)
    assert after == before
    tables = {
        name
        for statement in asked
        for name in re.findall(r"\b(?:FROM|JOIN|INTO|UPDATE)\s+\"?(\w+)", statement)
    }
    assert "issues" in tables and tables <= {"issues", "comments", "actions", "raised", "audit"}
    # Of the trail only where it ends, and which issues and figures were withdrawn, for they are not shown.
    of_trail = [statement for statement in asked if "audit" in statement]
    its_end = re.compile(r"SELECT audit\.seq, audit\.hash\s+FROM audit\b")
    assert all("WHERE audit.action" in statement or its_end.match(statement) for statement in of_trail)


@pytest.mark.parametrize(
    ("said", "scale"),
    [(1.5, 1.5), (1.5123, 1.5), (2.49, 2.5), (0.2, 1.0), (1e9, 2.5), (-1, 1.0), (float("inf"), 2.5)]
    + [(odd, 1.0) for odd in (float("nan"), None, "2", [2])],
)
def test_no_browser_can_ask_for_charts_without_end(
    said: object, scale: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A chart of each size is kept for everybody, so there are few sizes: 31."""
    monkeypatch.setattr(screen_address.st, "session_state", {screen_address.KEYS: {"scale": said}})
    assert screen_address.window_scale() == scale
