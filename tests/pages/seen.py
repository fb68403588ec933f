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
    "pages/definitions.py",
)


def markup(at: AppTest) -> str:
    """Everything that was drawn as our own markup, but the style sheet."""
    return "\n".join(body for e in at.get("html") if not (body := str(e.proto.body)).startswith("<style>"))


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
    at.run()
    assert_calm(at)
    return at


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
