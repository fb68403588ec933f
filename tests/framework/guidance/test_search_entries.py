"""What is found for some words, and how quickly nothing is done for none."""

import pytest

from ieo_metrics.framework.guidance import search_entries
from ieo_metrics.framework.guidance.page_help import PAGE_HELP
from ieo_metrics.framework.guidance.search_entries import KINDS, find_entries


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("5.1.2.c", "5.1.2.c Pain scale: average change"),
        ("PAIN reduced", "5.1.2.d Pain scale: reduced score"),
        ("[c]", "[c]"),
        ("suppressed", "[c]"),
        ("reoffending", "5.2.1.a Do not reoffend"),
        ("withdraw an issue", "Help: Issue and pack"),
        ("backup", "Help: Settings"),
        ("95% range", "Help: Measure"),
        ("help working group", "Help: Working group"),
        ("what 5.2.1.a counts", "What 5.2.1.a counts"),
    ],
)
def test_what_has_the_words_in_its_title_comes_first(words: str, first: str) -> None:
    assert find_entries(words)[0].title == first


def test_all_words_are_asked_for_and_none_finds_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    assert find_entries("pain zebra") == []

    def worked() -> None:
        raise AssertionError("nothing is looked through for no words")

    monkeypatch.setattr(search_entries, "_searched", worked)
    assert find_entries("") == find_entries("  ") == []


def test_everything_can_be_found_by_its_title() -> None:
    for one in search_entries._entries():
        assert one in find_entries(one.title) and one.kind in KINDS


def test_each_page_has_three_sentences() -> None:
    for row in PAGE_HELP:
        for said in row.sentences:
            assert said.endswith(".") and ". " not in said, row.page
