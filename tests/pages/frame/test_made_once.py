"""What is drawn once: as much as there is room for, and in what is shared nothing of now."""

from pathlib import Path
from weakref import WeakKeyDictionary

from pages.shared.frame import figures
from pages.shared.frame.figures import Figures
from pages.shared.frame.made_once import MadeOnce
from tests.pages.roles.conftest import clock, issued, issued_folder, signed_in_as

__all__ = ["clock", "issued", "issued_folder"]


def test_it_is_made_once_and_what_was_not_asked_for_the_longest_goes() -> None:
    made, kept = list[str](), MadeOnce(2)

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    for name in "abacb":
        assert kept.get((name,), lambda name=name: make(name)) == name.upper()
    assert made == ["a", "b", "c", "b"], "a was asked for again and stays, b had to go for c"


def test_what_is_shared_is_of_issues_only_and_read_once(issued: Path, monkeypatch) -> None:
    read, load = [], figures.load_issue_to_read

    def counted(connection, quarter, number):
        read.append((quarter, number))
        return load(connection, quarter, number)

    monkeypatch.setattr(figures, "_OF_ISSUES", WeakKeyDictionary())
    monkeypatch.setattr(figures, "load_issue_to_read", counted)
    for role, page in [
        ("officer", "dashboard.py"),
        *[("reader", "pages/meeting.py")] * 2,
        ("officer", "pages/meeting.py"),
    ]:
        signed_in_as(role, page)
    assert len(read) == 1, "three people in the meeting look at one issue"
    shared = [value for _, held in figures._OF_ISSUES.values() for value in held._made.values()]
    drawn = [value for value in shared if isinstance(value, Figures)]
    assert drawn and all(one.standing is None and one.issue for one in drawn)
    assert all(isinstance(value, Figures | dict) for value in shared)
