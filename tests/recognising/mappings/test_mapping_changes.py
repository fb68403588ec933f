"""What the audit trail says of a change to what was confirmed: which kind of answer, and how many."""

from dataclasses import replace

from ieo_metrics.framework.layouts import LAYOUTS
from ieo_metrics.recognising.mappings.answers_on_sameness import SameAnswers
from ieo_metrics.recognising.mappings.mapping import DAY_FIRST, EMPTY, MONTH_FIRST
from ieo_metrics.recognising.mappings.mapping_changes import changes_in_words

SUPPORT = next(layout for layout in LAYOUTS if layout.table == "support")
HASH = "0" * 48


def test_each_kind_of_answer_is_said():
    after = replace(
        EMPTY.with_column(SUPPORT, "began", "started")
        .with_answer("support", "setting", "town", "community")
        .with_order(SUPPORT, "support started", MONTH_FIRST),
        same=SameAnswers().answered("school", [(HASH, "1" * 48)]),
    )
    key = "support, one row per period"
    assert changes_in_words(EMPTY, after) == [
        f"columns of {key}: 1 added",
        "answers of support.setting: 1 added",
        f"orders of dates of {key}: 1 added",
        "spellings that are the same or not, of school: 2 added",
    ]
    assert changes_in_words(after, replace(after, same=SameAnswers())) == [
        "spellings that are the same or not, of school: 2 taken away"
    ]


def test_what_changed_its_answer_is_told_from_what_was_added():
    before = EMPTY.with_order(SUPPORT, "support started", MONTH_FIRST)
    after = before.with_order(SUPPORT, "support started", DAY_FIRST).with_order(SUPPORT, "end", DAY_FIRST)
    assert changes_in_words(before, after) == [
        "orders of dates of support, one row per period: 1 added, 1 changed"
    ]
