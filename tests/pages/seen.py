"""What a page that runs without a browser shows, and how files are dropped on it."""

from pathlib import Path

from streamlit.testing.v1 import AppTest
from streamlit.testing.v1.element_tree import Button

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
    return press(visit(at, "pages/returns.py"), "Accept th")


def open_part(at: AppTest, key: str, value: str | bool = True) -> AppTest:
    """Open a tab by its name, or what is folded away."""
    at.session_state[key] = value
    at.run()
    assert_calm(at)
    return at


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
