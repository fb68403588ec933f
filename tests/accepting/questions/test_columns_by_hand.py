"""Which columns a table lacks, and which table it is that lacks them: fits that are written down."""

from types import SimpleNamespace

import pytest

from ieo_metrics.accepting.questions import column_questions
from ieo_metrics.accepting.questions.column_questions import _fit, _layout_of, _nearest, question_in_words
from ieo_metrics.accepting.questions.missing_columns import missing_slots
from ieo_metrics.framework.layouts import LAYOUT_OF
from ieo_metrics.recognising.mappings.mapping import EMPTY, NOT_NEEDED
from ieo_metrics.recognising.match_headings_to_layouts import fits_of_row
from tests.recognising.in_memory import sheet

SUPPORT = LAYOUT_OF["support, one row per period"]
SLOT = {slot.name: slot for slot in SUPPORT.slots}


def fit(
    *have: str, twice: tuple[str, ...] = (), missing: tuple[str, ...] = (), layout=SUPPORT
) -> SimpleNamespace:
    slots = {slot.name: slot for slot in layout.slots}
    return SimpleNamespace(
        layout=layout,
        columns={place: slots[name] for place, name in enumerate(have)},
        twice={name: [7, 8] for name in twice},
        missing=[slots[name] for name in missing],
        strength=len(have),
        known=len(have),
        lacks_only_one_of_two=False,
        fits=False,
    )


@pytest.mark.parametrize(
    ("of", "proposed", "fields", "lacks"),
    [
        # Of a table that is not read all that it needs, to be recognised and to count.
        (fit(), set(), set(), ["person_ref", "started", "ended", "setting"]),
        (fit("person_ref", "ended"), set(), set(), ["started", "setting"]),
        (fit("person_ref"), {"started"}, set(), ["ended", "setting"]),
        (fit("person_ref", twice=("started",)), set(), set(), ["ended", "setting"]),
        # Of one that is read those that are said to lack.
        (fit("person_ref", "started"), set(), {"ended", "district"}, ["ended", "district"]),
        (fit("person_ref", "ended"), set(), {"ended"}, []),
        # And what the fit itself lacks, once.
        (fit("person_ref", missing=("setting", "gender")), set(), {"ended"}, ["ended", "setting", "gender"]),
        (fit(missing=("setting",)), set(), {"setting"}, ["setting"]),
    ],
)
def test_the_columns_that_a_table_lacks(of: SimpleNamespace, proposed: set, fields: set, lacks: list) -> None:
    assert [slot.name for slot in missing_slots(of, proposed, fields)] == lacks


def test_a_row_is_of_the_table_that_lacks_just_what_is_said() -> None:
    """Else of the one that it is most likely."""
    other = LAYOUT_OF["follow_up, one row per person"]
    first, second = (
        fit("person_ref", "started", missing=("setting",)),
        fit("person_ref", missing=("started",), layout=other),
    )
    assert _layout_of([first, second], {"started"}) is other
    assert _layout_of([first, second], {"setting"}) is SUPPORT
    assert _layout_of([second, first], {"setting"}) is SUPPORT
    assert _layout_of([first, second], {"district"}) is _layout_of([first], {"district"}) is SUPPORT
    assert _layout_of([], {"setting"}) is None
    whole = fit("person_ref", "started", "ended", "setting")
    assert _layout_of([whole, second], {"started"}) is other, "the first lacks nothing"
    assert _layout_of([whole], set()) is SUPPORT


def test_a_layout_in_words() -> None:
    assert (
        question_in_words(LAYOUT_OF["star_readings, one row per star"]) == "star readings, one row per star"
    )


@pytest.mark.parametrize(
    ("choices", "proposal", "nearest"),
    [
        (["ended", "started", "setting"], "ended", ["started"]),  # dates
        (["started", "ended", "person_ref"], "started", ["ended"]),
        (["setting", "gender", "started"], "setting", ["gender"]),
        (["ended", "started", "setting"], "", ["ended", "started", "setting"]),
        ([], "", []),
    ],
)
def test_what_else_a_column_may_be_is_of_the_same_kind(choices: list, proposal: str, nearest: list) -> None:
    doubt = SimpleNamespace(layout=SUPPORT, choices=choices, proposal=proposal)
    assert list(_nearest(doubt)) == [*nearest, NOT_NEEDED]


def test_the_fit_of_a_row_is_that_of_its_table() -> None:
    """Readings of pain and of stars have headings in common; of a table that it does not fit nothing is known."""
    drawn = sheet("Young person ref  Date  Score  Star area\nA  2024-05-01  5  Offending")
    fits = fits_of_row(drawn, 0, mapping=EMPTY)
    assert len(fits) > 1
    for one in fits:
        found = _fit(drawn, 0, one.layout, EMPTY)
        assert found.layout is one.layout and found.columns == one.columns
    none = next(layout for layout in LAYOUT_OF.values() if layout not in [one.layout for one in fits])
    found = _fit(drawn, 0, none, EMPTY)
    assert found.layout is none and found.columns == {} and len(found.keys) == 4


def test_of_several_tables_those_that_fit_best_are_asked_about(monkeypatch: pytest.MonkeyPatch) -> None:
    """Two fit by three columns, of which two mean the same in both; one by two, and one does not fit."""
    stars, pain, referral = (
        LAYOUT_OF[key]
        for key in ("star_readings, long", "pain_readings, long", "social_prescribing, one row per referral")
    )
    fits = [
        replace_fit(fit("person_ref", "date", "score", layout=stars), fits=True),
        replace_fit(fit("person_ref", "date", "score", layout=pain), fits=True),
        replace_fit(fit("person_ref", "started", layout=referral), fits=True),
        fit("person_ref", "started", "ended"),
    ]
    fits[1].columns[2] = SLOT["setting"]
    monkeypatch.setattr(column_questions, "fits_of_row", lambda *of, **more: fits)
    found = column_questions._about_two_things(sheet("Young person ref  Date  Score"), 0, EMPTY)
    (question,) = found.questions
    assert list(question.choices.values()) == ["Star readings, long", "Pain readings, long"]
    assert found.taken == {0: "Young person ref", 1: "Date"} and found.table == "not known yet"


def replace_fit(one: SimpleNamespace, **more: object) -> SimpleNamespace:
    return SimpleNamespace(**{**vars(one), **more})
