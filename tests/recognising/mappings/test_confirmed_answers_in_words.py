"""Each answer in words, and the mapping without it."""

from ieo_metrics.framework.layouts import LAYOUTS, layout_key
from ieo_metrics.recognising.mappings.confirmed_answers_in_words import confirmed_answers
from ieo_metrics.recognising.mappings.mapping import EMPTY, MONTH_FIRST
from ieo_metrics.recognising.mappings.sheet_decisions import (
    LACKING,
    LISTS,
    NOT_THERE,
    ONCE,
    REPEATED,
    SECOND,
    seen,
)

SUPPORT, FOLLOW_UP = (
    next(layout for layout in LAYOUTS if layout.table == name) for name in ("support", "follow_up")
)
WHOLE = (
    EMPTY.with_column(SUPPORT, "began", "started")
    .with_column(SUPPORT, "colour", "")
    .with_answer("support", "setting", "Town", "community")
    .with_answer("follow_up", "traced", "ja", True)
    .with_order(SUPPORT, "support started", MONTH_FIRST)
    .with_sheet("ref | began", SUPPORT)
    .with_hidden("Old")
    .with_decision(LISTS, seen("A", "urn | hotspot", "B", "urn"), SECOND)
    .with_decision(REPEATED, seen("Q1", "date", "Q2", "date", "1 May 2024 to 4 May 2024"), ONCE)
    .with_decision(LACKING, seen(layout_key(FOLLOW_UP), "ref | traced", "chi_before"), NOT_THERE)
)


def test_every_answer_is_said_in_words():
    assert [one.words for one in confirmed_answers(WHOLE)] == [
        '"began" is "Support started", in support (one row per period)',
        '"colour" is not needed, in support (one row per period)',
        '"town" of setting means "community"',
        '"ja" of traced means "yes"',
        'the dates under "support started" of support (one row per period) are written month first',
        'the hidden sheet "Old" is read',
        'the lists of schools on the sheets "A" and "B": only "B" counts',
        'the sessions of 1 May 2024 to 4 May 2024 on the sheets "Q1" and "Q2": what is in both counts once',
        '"CHI before" is not there, in follow up (one row per person) with the headings "ref | traced"',
        'a sheet with the headings "ref | began" is support (one row per period)',
    ]


def test_each_is_taken_back_alone():
    answers = list(confirmed_answers(WHOLE))
    for place, taken in enumerate(answers):
        left = [one.key for one in confirmed_answers(taken.taken_from(WHOLE))]
        assert left == [one.key for number, one in enumerate(answers) if number != place]
    nothing = WHOLE
    for one in answers:
        nothing = one.taken_from(nothing)
    assert nothing == EMPTY
