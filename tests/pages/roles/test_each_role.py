"""Every page, address and change in each role: what it sees, what it may do, and that all else is closed."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from ieo_metrics.framework.roles import AGREE_ACTIONS, APPROVE, CHANGE, OFFICER, ROLE, ROLES
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.opening import open_store
from ieo_metrics.store.trail.audit_trail import trail_entries
from pages.shared.frame.page import APPROVAL_PAGE, GROUP_PAGES, PAGES
from pages.shared.frame.signing_in import door, times
from pages.shared.frame.signing_in.set_up import set_up
from tests.pages.frame.test_sign_in import AUTH, EVERY_PAGE, assert_closed, opened, said
from tests.pages.meeting.test_pages_meeting import screen
from tests.pages.roles.conftest import LISTS, claims, signed_in_as
from tests.pages.seen import MEETING, ROOT, button, markup, press, visit

OTHERS = [role for role in ROLES if role is not OFFICER]
CLOSED = "This page is for the officer."
# There is a way to these two where they are needed, and no link on every page.
NAMES = {**PAGES, **GROUP_PAGES, "pages/read_by_hand.py": "Read by hand", APPROVAL_PAGE: "Approval"}


def links(at: AppTest) -> list[str]:
    return [link.proto.label for link in at.get("page_link")]


def trail(folder: Path) -> list[tuple[str, str | None, str]]:
    store = open_store(folder=folder)
    with store.reading() as connection:
        found = [(entry.who, entry.role, entry.action) for entry in trail_entries(connection)]
    store.engine.dispose()
    return found


@pytest.mark.parametrize("page", EVERY_PAGE)
@pytest.mark.parametrize("role", OTHERS, ids=lambda role: role.name)
def test_a_page_is_open_or_says_whom_it_is_for(role, page: str, issued: Path, nothing_of_now: None) -> None:
    at = signed_in_as(role.name, page)
    assert not at.exception and not at.error, [one.value for one in at.error]
    name = NAMES[page]
    if role.sees(name):
        assert CLOSED not in markup(at)
    else:
        assert markup(at).count("<p") == 1 and CLOSED in markup(at) and [t.value for t in at.title] == [name]
        drawn = (
            at.selectbox,
            at.file_uploader,
            at.get("download_button"),
            at.get("bidi_component"),
            at.expander,
        )
        assert not any(drawn) and {b.label for b in at.button} == {"Search", "Sign out"}
    if page != MEETING:
        seen = [words for words in PAGES.values() if role.sees(words)]
        assert links(at)[: len(seen)] == seen and set(links(at)) == set(seen)


@pytest.mark.parametrize("role", OTHERS, ids=lambda role: role.name)
def test_no_button_but_to_look_and_to_download(role, issued: Path, nothing_of_now: None) -> None:
    looks = {"Search", "Sign out", "Open the meeting", "Get help on this page", "?"}
    for page in EVERY_PAGE:
        at = signed_in_as(role.name, page)
        assert {b.label for b in at.button} <= looks, page
        assert not at.get("file_uploader") and not at.text_input and not at.get("form"), page


@pytest.mark.parametrize(
    ("page", "asked"),
    [
        ("pages/measure.py", {"tab": "Rows", "measure": "5.1.1.a"}),
        ("pages/measure.py", {"tab": "Who is counted", "quarter": "2024-25-Q3"}),
        ("pages/signals.py", {"quarter": "2024-25-Q3", "part": "Notes on charts"}),
        ("pages/issue_and_pack.py", {"whom": "For you only, not for sharing"}),
        ("pages/settings.py", {"set": "Backups"}),
        ("pages/history.py", {"who": "A. Officer"}),
        ("pages/returns.py", {"quarter": "2024-25-Q4"}),
    ],
)
def test_an_address_opens_no_more(
    page: str, asked: dict[str, str], issued: Path, nothing_of_now: None
) -> None:
    at = signed_in_as("reader")
    for name, value in asked.items():
        at.query_params[name] = value
    visit(at, page)
    assert CLOSED in markup(at) or "As issued on" in markup(at)
    assert "not for sharing" not in markup(at).lower()
    if asked.get("quarter") == "2024-25-Q3":
        assert "has not been issued" in at.info[0].value


def test_where_nothing_was_issued_it_is_said(app: AppTest) -> None:
    for page in ("dashboard.py", "pages/measure.py", "pages/signals.py", MEETING):
        shown = signed_in_as("reader", page)
        assert "No quarter has been issued" in markup(shown) and "Load the invented" not in str(shown.button)


def test_the_help_of_a_page_asks_nothing_that_a_reader_cannot_do(issued: Path) -> None:
    shown = markup(signed_in_as("reader"))
    assert "download the pack at the top" in shown and "returns are missing" not in shown
    assert "returns are missing" in markup(signed_in_as("officer"))


@pytest.mark.parametrize("others", [{}, {"readers": ["officer@unit.example.org"]}])
def test_who_has_lost_a_role_is_given_no_file_of_it(
    others: dict, issued: Path, makers: dict[str, Callable[[], bytes]], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file is made when its button is pressed, without the page being drawn again."""
    signed_in_as("officer", "pages/signals.py")
    make = makers["signals in 2024-25-Q4, not for sharing.csv"]
    assert make()
    before = trail(issued)
    now = set_up({"auth": {**AUTH, "officers": ["another@unit.example.org"], **others}})
    monkeypatch.setattr(door, "read_set_up", lambda: now)
    with pytest.raises(StoreTrouble, match="signed out or have another role"):
        make()
    assert trail(issued) == before


def test_who_has_signed_out_is_given_no_file(issued: Path, makers: dict[str, Callable[[], bytes]]) -> None:
    signed_in_as("reader", "pages/signals.py")
    make = makers["signals in 2024-25-Q4, as issued.csv"]
    assert make()
    before = trail(issued)
    times.end(claims(email="reader@unit.example.org", sub="reader"))
    with pytest.raises(StoreTrouble, match="signed out or have another role"):
        make()
    assert trail(issued) == before


# What changes something


def pressed_in(role: str, at: AppTest, label: str) -> AppTest:
    """A button of the officer's page, pressed by somebody who is not an officer any more."""
    at.user = claims(email=f"{role}@unit.example.org", sub="officer")
    button(at, label).click().run()
    return at


@pytest.mark.parametrize("role", ["reader", "approver"])
def test_what_an_officer_left_on_the_screen_does_nothing_for_another(role: str, issued: Path) -> None:
    at = signed_in_as("officer", "pages/issue_and_pack.py")
    next(one for one in at.text_input if "unlocking" in one.label).set_value("a correction").run()
    assert "standing" in at.session_state
    before = trail(issued)
    pressed_in(role, at, "Unlock")
    assert CLOSED in markup(at) and trail(issued) == before
    assert "standing" not in at.session_state, "what was loaded as an officer stays"


@pytest.mark.parametrize("role", ROLES, ids=lambda role: role.name)
@pytest.mark.parametrize("right", [CHANGE, APPROVE, AGREE_ACTIONS])
def test_a_change_is_made_by_whoever_may_and_by_nobody_else(role, right: str, issued: Path) -> None:
    done: list[str] = []

    def script() -> None:
        import streamlit

        from pages.shared.frame import store_access

        right, done = streamlit.session_state["asked"]
        streamlit.text(store_access.run_change(lambda store: done.append(store.role), right))

    at = AppTest.from_function(script)
    at.user, at.secrets = claims(email=f"{role.name}@unit.example.org"), opened(**LISTS).secrets
    at.session_state["asked"] = right, done
    at.run()
    assert at.text[0].value == str(right in role.may)
    assert done == ([role.name] if right in role.may else [])


def test_everything_that_a_page_writes_goes_one_way() -> None:
    """`run_change` asks who may; what is downloaded is noted besides."""
    writers = {"writing", "append_entry", "append_sealed"}
    for path in [ROOT / "dashboard.py", *(ROOT / "pages").rglob("*.py")]:
        named = {
            node.attr for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Attribute)
        }
        if path.name != "store_access.py":
            assert not named & writers, path


@pytest.mark.parametrize(("extra", "may"), [({}, False), ({"actions_in_meeting": True}, True)])
def test_a_reader_types_an_action_where_that_is_set_up(extra: dict, may: bool, issued: Path) -> None:
    at = signed_in_as("reader", **extra)
    screen(at, 3, quarter="2024-25-Q4")
    assert bool(at.text_input) == may
    if may:
        next(one for one in at.text_input if one.label == "Action").set_value("Offer a day of training")
        next(one for one in at.selectbox if one.label == "Owner").set_value("Police")
        press(at, "Add it")
        assert "Offer a day of training" in screen(at, 3, quarter="2024-25-Q4")
        assert trail(issued)[-1] == ("reader@unit.example.org (reader)", "reader", "agreed an action")
    screen(at, 21, quarter="2024-25-Q4")
    assert not [box for box in at.selectbox if box.label == "Kind"], "what is raised is the officer's to type"


def test_the_trail_says_who_in_which_role(issued: Path, makers: dict[str, Callable[[], bytes]]) -> None:
    at = signed_in_as("officer", "pages/issue_and_pack.py")
    next(one for one in at.text_input if "unlocking" in one.label).set_value("a correction").run()
    press(at, "Unlock")
    assert trail(issued)[-1] == ("officer@unit.example.org (officer)", "officer", "unlocked a quarter")
    shown = markup(visit(at, "pages/history.py"))
    assert '<th scope="col">Role</th>' in shown and "<td>officer</td>" in shown
    signed_in_as("reader", "pages/signals.py")
    makers["signals in 2024-25-Q4, as issued.csv"]()
    assert trail(issued)[-1] == ("reader@unit.example.org (reader)", "reader", "took a file away")


def test_who_has_no_role_has_no_access(issued: Path) -> None:
    at = opened("dashboard.py", claims(email="nobody@unit.example.org"), **LISTS)
    assert_closed(at)
    assert "you do not have access" in said(at)
    at = opened("dashboard.py", claims(email="x@y.org", hasgroups=True), officer_groups=["0f-1"])
    assert_closed(at)
    assert "too many" in said(at)


def test_every_page_that_a_row_names_is_there() -> None:
    for role in OTHERS:
        assert role.pages and role.pages <= set(NAMES.values()) and ROLE[role.name] is role
