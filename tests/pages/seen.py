"""What a page that runs without a browser shows, and how files are dropped on it."""

import re
from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

from pages.shared.kit.unfolding import unfolded
from pages.shared.returns.lines.all_lines import mapping_line_key

ROOT = Path(__file__).resolve().parents[2]
MEETING = "pages/meeting.py"
PAGES = (
    "dashboard.py",
    "pages/returns.py",
    "pages/measure.py",
    "pages/signals.py",
    "pages/issue_and_pack.py",
    MEETING,
    "pages/working_group.py",
    "pages/units.py",
    "pages/history.py",
    "pages/settings.py",
    "pages/definitions.py",
)
SETTINGS = "pages/settings.py"


def markup(at: AppTest) -> str:
    """Everything that was drawn as our own markup, but the style sheet and the script of the keys."""
    bodies = (str(e.proto.body) for e in at.get("html"))
    return "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))


def overview_table(at: AppTest) -> str:
    """The markup that the overview hands to its table."""
    (component,) = at.get("bidi_component")
    return str(component.proto.json)


def visit(at: AppTest, page: str) -> AppTest:
    at.switch_page(page).run()
    assert_calm(at)
    return at


def button(at: AppTest, label: str) -> Button:
    """The button whose label begins so."""
    return next(b for b in at.button if b.label.startswith(label))


def tick_beside(at: AppTest, label: str) -> AppTest:
    """Tick what the button asks for before it can be pressed, if anything."""
    if button(at, label).disabled:
        next(box for box in at.checkbox if not box.value and "Freeze" in box.label).check().run()
        assert_calm(at)
    return at


def press(at: AppTest, label: str) -> AppTest:
    button(tick_beside(at, label), label).click().run()
    assert_calm(at)
    return at


def accept(at: AppTest) -> AppTest:
    """Accept all that is held, on the Returns page."""
    return press(visit(at, "pages/returns.py"), "Accept ")


def open_part(at: AppTest, key: str, value: str | bool = True) -> AppTest:
    """Open a tab by its name, or what is folded away."""
    at.session_state[key] = value
    if key in at.query_params:
        at.query_params[key] = str(value)
    at.run()
    assert_calm(at)
    return at


def for_you_only(at: AppTest) -> AppTest:
    """What of the page Issue and pack is the officer's only."""
    return open_part(at, "whom", "For you only, not for sharing")


def for_sharing(at: AppTest) -> AppTest:
    return open_part(at, "whom", "For sharing")


def both_parts(at: AppTest) -> tuple[str, str]:
    """What the page Issue and pack shows for sharing, and to the officer only, in that order."""
    shared = markup(for_sharing(at))
    return shared, markup(for_you_only(at))


def steps_of(at: AppTest) -> list[tuple[str, bool]]:
    """The steps of a page as they are written, and whether each is open."""
    lines = [(one.label.replace("**", ""), one.proto.expanded) for one in at.expander]
    return [(re.sub(r"\\(.)", r"\1", words), is_open) for words, is_open in lines if words[:1].isdigit()]


def filled(at: AppTest) -> list[str]:
    """The buttons that say what to do next."""
    buttons = [*at.button, *at.get("download_button")]
    return [one.proto.label for one in buttons if one.proto.type == "primary"]


def set_up(at: AppTest, tab: str) -> AppTest:
    """A tab of the page Settings."""
    return open_part(visit(at, SETTINGS), "set", tab)


def open_file(at: AppTest, name: str, tab: str = "") -> AppTest:
    """Open the line of a waiting file, and one of its tabs."""
    (digest,) = [held.sha256[:16] for held in at.session_state["held"] if held.outcome.name == name]
    return open_line(at, digest, tab)


def open_mapping_file(at: AppTest, name: str) -> AppTest:
    """Open the line of a file of confirmed columns."""
    return open_line(at, mapping_line_key(name))


def open_line(at: AppTest, key: str, tab: str = "", of_tabs: str = "") -> AppTest:
    """Open a line, and one of its tabs; `of_tabs`: what the tabs are called, where that is not the line."""
    at.session_state["open line"] = (key, False)
    if tab:
        at.session_state["open tabs"] = {of_tabs or key: tab}
    at.run()
    assert_calm(at)
    return at


def unfold(at: AppTest, key: str) -> AppTest:
    """Unfold what is worked out only then."""
    return open_part(at, unfolded(key))


def open_form(at: AppTest, words: str) -> AppTest:
    """Unfold the form under these words."""
    (form,) = [box for box in at.get("expander") if box.label == words]
    return unfold(at, form.proto.id.partition("-folded_")[2])


def lines(at: AppTest) -> list[str]:
    """The lines of the Returns page that can be opened, as one reads them."""
    labels = [box.label for box in at.get("expander") if box.proto.id and "line_" in box.proto.id]
    return [
        re.sub(r"\\(.)", r"\1", re.sub(r"(?<!\\)\*+", "", label)).replace("\u2060", "") for label in labels
    ]


def assert_calm(at: AppTest) -> None:
    assert not at.exception and not at.error, [e.value for e in at.error]


def drop(at: AppTest, *files: tuple[str, bytes]) -> AppTest:
    """Several files dropped at once on the Returns page."""
    visit(at, "pages/returns.py")
    uploader = at.file_uploader[0]
    for name, data in files:
        uploader.upload(name, data, "application/octet-stream")
    at.run()
    assert_calm(at)
    return at
