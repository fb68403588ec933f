"""Every place of the dashboard where somebody types, and what becomes of what is typed there: a new one fails this test
until it is said, and tried, that it is looked through."""

import ast
from pathlib import Path

from tests.pages.seen import ROOT
from tests.store.record.test_store_free_text import LOOKED_THROUGH

TYPES = {"text_input", "text_area", "chat_input", "data_editor"}
LONG_COMMENT = "Comment: everyone will see it, so do not identify a young person or give a hidden number"
NOT_KEPT = "is gone with the tab"
PUBLIC_ADDRESS = "is the unit's own address, for providers and for readers of what is shared: an address and a number may stand in it, and nothing else that is personal"
READS_A_SHEET = (
    "says how a sheet is read; with the words of its headings it is remembered, and no other page has it"
)

# By the pages that it is on and by what the place is called: what becomes of the text. A name is one of LOOKED_THROUGH, where it is tried.
TREATED = {
    ("group", "Action"): "The action",
    ("group", "How, or why"): "The reason it is closed",
    ("group", "Where"): "The place",
    ("group", LONG_COMMENT): "The comment",
    ("group", "What to raise"): "What is to be raised",
    ("group", "Evidence"): "The evidence",
    ("registers", ""): "A text of a register",
    ("registers", "Action"): "The action",
    ("registers", "Evidence"): "The evidence",
    ("guidance", "A measure, a word or a page"): NOT_KEPT,
    ("history", "Words in it"): NOT_KEPT,
    ("issue", "Why are you unlocking it?"): "The reason it is unlocked",
    ("issue", "Why is it sent back?"): "The reason an issue is sent back",
    ("issue", "Why is it withdrawn?"): "The reason an issue is withdrawn",
    ("issue", "Who received it?"): "Who received it",
    ("issue", "Why is the figure withdrawn?"): "The reason a figure is withdrawn",
    ("measure", "What happened"): "The note",
    ("settings", "Year of the edition"): "The year of the edition",
    ("settings", "Date of its sentencing guidelines"): "The date",
    ("measure", "Why"): "The reason of a target or step",
    ("measure", "Name for reaching it"): "The name of a band",
    ("measure", "Name for anything worse (optional)"): "The name of a band",
    ("measure", "Name of the second band"): "The name of a band",
    ("settings", "Name of the unit on its files"): "The name of the unit on its files",
    ("settings", "Words for the cover"): "The text of the cover",
    ("settings", "Contact of the unit (a shared mailbox, a telephone number)"): PUBLIC_ADDRESS,
    ("returns", "Why"): "The reason a return is taken back",
    ("returns", "First cell (top left)"): READS_A_SHEET,
    ("returns", "in every row"): READS_A_SHEET,
    ("returns", "The row after it begins with"): READS_A_SHEET,
    ("returns", "Answer for"): NOT_KEPT,
    ("returns", "Show only answers with these words"): NOT_KEPT,
    ("returns", "Contact of the unit (a shared mailbox, a telephone number)"): PUBLIC_ADDRESS,
    ("units", "Name of the unit"): "The name of the unit",
}


def typed_places() -> set[tuple[str, str]]:
    """(pages, what is written beside the place) of everything that can be typed into, by reading the pages."""
    found = set()
    for path in [ROOT / "dashboard.py", *sorted((ROOT / "pages").rglob("*.py"))]:
        for call in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(call, ast.Call) and isinstance(call.func, ast.Attribute):
                more = any(one.arg == "accept_new_options" for one in call.keywords)
                if call.func.attr in TYPES or more:
                    found.add((_of_page(path), _label(call)))
    return found


def _of_page(path: Path) -> str:
    return path.relative_to(ROOT).as_posix().removeprefix("pages/shared/").partition("/")[0]


def _label(call: ast.Call) -> str:
    """The longest piece of text of the first thing that is said."""
    pieces = [
        n.value for n in ast.walk(call.args[0]) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]
    return max(pieces, key=len).strip("“” ") if pieces else ""


def test_of_every_place_it_is_said_what_becomes_of_what_is_typed_there() -> None:
    assert typed_places() == set(TREATED)


def test_what_is_kept_or_goes_out_is_looked_through() -> None:
    """Each by a test of its own, with a count of few young people, a hidden figure and a personal detail."""
    assert {how for how in TREATED.values() if how not in (NOT_KEPT, PUBLIC_ADDRESS, READS_A_SHEET)} == {
        *LOOKED_THROUGH,
        "The name of the unit",
    }
