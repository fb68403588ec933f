"""Whether a number in a text is that of a hidden figure: of its own measure and quarter first, then of others. A few
figures at a time, so that each can be judged by hand."""

import pytest

from ieo_metrics.disclosure.typed_text.compare_numbers import Written
from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures, KnownFigure
from ieo_metrics.disclosure.typed_text.what_text_tells import HIDDEN_FIGURE, Typed, told_by
from ieo_metrics.framework.dates.quarters import quarter

Q = quarter(2024, 2)
STAR, HARM, PAIN, PEOPLE = "5.1.2.b", "5.1.1.b", "5.1.2.d", "5.1.3.a"
YEAR = "year to date"


def share(
    ref: str, hits: int, n: int, hidden: bool, q: int = Q, span: str = "quarter", area: str = "all"
) -> KnownFigure:
    return KnownFigure(ref, q, span, area, hidden, (hits, n, n - hits), share=hits / n, pair=(hits, n))


def told(sentence: str, ref: str, *figures: KnownFigure, nothing: bool = False) -> list[str]:
    found = told_by(Typed(sentence, Q, ref), HiddenFigures(5, figures, tells_nothing=nothing))
    return [one.what for one in found]


HIDDEN = [HIDDEN_FIGURE]


def test_the_same_number_elsewhere_is_no_excuse_for_the_measure_and_quarter_of_the_text() -> None:
    """35 is hidden of the quarter, and shown of the one before, or of another measure: it is told all the same. Hidden
    before, or in the year to date, and shown now, it is what is shown."""
    said = "35 young people were seen."
    hidden = share(STAR, 20, 35, True)
    assert told(said, STAR, hidden, share(STAR, 20, 35, False, Q - 1)) == HIDDEN
    assert told(said, STAR, hidden, share(HARM, 20, 35, False)) == HIDDEN
    assert told(said, STAR, share(STAR, 20, 35, True, Q - 1), share(STAR, 20, 35, False)) == []
    assert told(said, STAR, share(STAR, 20, 35, True, span=YEAR), share(STAR, 20, 35, False)) == []
    assert told(said, STAR, share(HARM, 20, 35, True), share(STAR, 20, 35, False)) == []


def test_of_other_measures_it_is_the_quarter_that_is_looked_through() -> None:
    said = "35 young people were seen."
    assert told(said, STAR, share(HARM, 20, 35, True)) == HIDDEN
    assert told(said, STAR, share(HARM, 20, 35, True, span=YEAR)) == []
    assert told(said, STAR, share(HARM, 20, 35, True, Q - 1)) == []
    assert told(said, STAR, share(STAR, 20, 35, True, span=YEAR)) == HIDDEN


def test_a_pair_of_no_measure_is_compared_with_all_and_one_of_a_measure_with_its_own() -> None:
    """12 of 40, of which 12 is hidden of another measure."""
    other, own = share(PAIN, 12, 30, True), share(HARM, 28, 35, False)
    assert told("12 of 40 young people improved.", "", other, own) == HIDDEN
    assert told("40 of 52 young people improved.", "", share(PAIN, 17, 52, True)) == HIDDEN
    assert told("12 of 40 young people improved.", HARM, other, own) == []
    assert told("28 of 60 young people improved.", HARM, share(HARM, 28, 35, True)) == HIDDEN


def test_a_pair_that_is_hidden_of_any_measure_is_told() -> None:
    pair = share(PAIN, 20, 40, True)
    assert told("20 of 40 young people improved.", HARM, pair) == HIDDEN
    assert told("20 of 40 young people improved.", HARM, share(PAIN, 20, 40, False)) == []
    assert told("20 of 40 young people improved.", HARM, pair, share(HARM, 20, 40, False)) == HIDDEN
    assert (
        told("20 of 40 young people improved.", HARM, share(PAIN, 20, 40, True, area="Portsmouth")) == HIDDEN
    )


def test_whoever_is_not_shown_what_is_hidden_is_asked_about_any_pair() -> None:
    """Of a measure that has no figure too, as long as another has one that the pair could be."""
    for figure in (share(PAIN, 20, 40, True), share(PAIN, 7, 19, False)):
        assert told("20 of 40 young people improved.", HARM, figure, nothing=True) == HIDDEN
    assert told("20 of 40 young people improved.", HARM, nothing=True) == []


def test_by_three_is_of_points_where_a_percentage_is_named_beside_a_count() -> None:
    few = ["a count of 1 to 4 young people"]
    assert told("It rose by three.", PEOPLE) == few
    assert told("It rose by three, and 5.1.3.b too.", PEOPLE) == few
    assert told("It rose by three, and 5.1.1.a too.", PEOPLE) == []


@pytest.mark.parametrize(
    ("digits", "ends"),
    [("85", (0.825, 0.875)), ("90", (0.875, 0.925)), ("84", (0.83, 0.85)), ("96", (0.95, 0.97))],
)
def test_about_a_round_number_is_further_than_about_another(digits: str, ends: tuple[float, float]) -> None:
    """Round is what five divides."""
    written = Written.per_cent(digits, True)
    assert (written.number - written.within, written.number + written.within) == pytest.approx(ends)


def test_a_part_of_a_number_is_so_many() -> None:
    """A third of 30 are ten, and 20 are not; half of 40 are 20; a quarter of 16 are four."""
    assert told("A third of the 30 young people improved.", STAR) == []
    assert told("Half of our 40 young people improved.", STAR) == []
    assert told("A quarter of the 16 young people improved.", STAR) == ["a count of 1 to 4 young people"]
    assert told("Two thirds of the 12 young people improved.", STAR) == ["a count of 1 to 4 young people"]
    assert told("Two thirds of the 30 young people improved.", STAR, share(STAR, 20, 33, True)) == HIDDEN


def test_after_numbers_that_make_no_pair_the_next_pair_is_read() -> None:
    assert told("41 of 30 and 20 of 21 young people", STAR) == ["a count of 1 to 4 young people"]
    assert told("20 of 25 young people, 20 of 30 sessions and 30 of 31 pupils", STAR) == [
        "a count of 1 to 4 young people"
    ]


FEW = ["a count of 1 to 4 young people"]


@pytest.mark.parametrize(
    ("sentence", "is_few"),
    [
        ("2 girls in 12 sessions", True),  # what stands between is who they are
        ("12 girls in 40 sessions", False),
        ("3 keen of 12 pupils came.", True),
        ("3 buses of 12 came.", False),
        ("3 sessions of 12 came.", False),
        ("3 in 3 young people improved.", True),  # no rate, but a pair
        ("30 in 30 young people improved.", False),
        ("1 of 20 young people improved.", True),
        ("4 of 20 young people improved.", True),
        ("5 of 20 young people improved.", False),
        ("15 of 20 young people improved.", False),
        ("16 of 20 young people improved.", True),
        ("19 of 20 young people improved.", True),
        ("20 of 20 young people improved.", False),
        ("1 girl of 20 young people improved.", True),
        ("2 of 4 young people improved.", True),
        ("Zero girls left.", False),
        ("1 of 1 pupil keen to come.", True),
        ("1 pupil keen to come.", True),
        ("2 pupil keen to come.", False),
    ],
)
def test_pairs_of_which_one_side_is_few(sentence: str, is_few: bool) -> None:
    assert told(sentence, STAR) == FEW * is_few


@pytest.mark.parametrize("word", ["None", "Nobody", "Neither"])
def test_none_of_a_number_is_another_pair_than_all_of_it(word: str) -> None:
    """None of 12 is shown, and 12 of 20 is hidden."""
    figures = share(PAIN, 0, 12, False), share(PAIN, 12, 20, True)
    assert told(f"{word} of the 12 improved.", PAIN, *figures) == []
    for every in ("All", "Each", "Every one"):
        assert told(f"{every} of the 12 improved.", PAIN, *figures) == HIDDEN


def test_all_of_all_that_is_shown_is_a_pair() -> None:
    """12 of 12 is shown, and 12 of 20 is hidden; without the former, 12 is a hidden number."""
    figures = share(PAIN, 12, 12, False), share(PAIN, 12, 20, True)
    assert told("12 of 12 young people improved.", PAIN, *figures) == []
    assert told("12 of 12 young people improved.", PAIN, figures[1]) == HIDDEN


@pytest.mark.parametrize(
    ("before", "sentence", "of_young_people", "of_nothing", "of_sessions"),
    [
        # Only people do so, or have it done to them: young people, where the text is about them or they were spoken of.
        ("", "Three improved.", True, True, False),
        ("The girls came.", "Three improved.", True, True, True),
        ("The schools came.", "Three improved.", True, True, False),
        # What anything may do: whatever was spoken of last.
        ("", "Three attended.", True, True, False),
        ("The girls came.", "Three attended.", True, True, True),
        ("The schools came.", "Three attended.", False, False, False),
        # What was said of three, behind a verb: of young people where a measure of them is named or they were spoken of.
        ("", "Three were calm.", True, False, False),
        ("The girls came.", "Three were calm.", True, True, True),
        ("", "Three calm.", False, False, False),
        ("The girls came.", "Of those three.", False, False, False),
        ("", "We met three.", True, True, False),
        ("The girls came.", "We met three.", True, True, True),
        ("The schools came.", "We met three.", False, False, False),
        ("", "We met and chose three.", False, False, False),
        ("", "n = 3", True, True, False),
        ("The schools came.", "n = 3", False, False, False),
        ("", "The number of schools was 3", False, False, False),
        ("", "All but three came.", True, True, False),
        ("The girls came.", "All but three came.", True, True, True),
        ("", "All but three buses came.", False, False, False),
    ],
)
def test_of_whom_three_are_is_told_by_what_is_said_of_them(
    before: str, sentence: str, of_young_people: bool, of_nothing: bool, of_sessions: bool
) -> None:
    for ref, is_few in ((STAR, of_young_people), ("", of_nothing), ("5.3.1.a", of_sessions)):
        assert told(f"{before} {sentence}", ref) == FEW * is_few, (ref, sentence)


def test_a_number_of_which_nothing_is_said_is_compared_from_the_threshold_on() -> None:
    assert told("There were 5.", STAR, share(STAR, 20, 25, True)) == HIDDEN
    assert told("There were 4.", STAR, share(STAR, 4, 25, True)) == []
    assert told("There were 5.", "5.3.1.a", share(STAR, 20, 25, True)) == [], "it is about sessions"
    assert told("There were 5 buses.", STAR, share(STAR, 20, 25, True)) == []
    assert told("There were 5 of them.", STAR, share(STAR, 20, 25, True)) == HIDDEN


@pytest.mark.parametrize(
    ("sentence", "is_few"),
    [
        ("Fewer than five girls", True),
        ("Fewer than six girls", False),
        ("Five girls", False),
        ("Under 5 girls", True),
        ("Four girls", True),
    ],
)
def test_fewer_than_the_threshold_are_few(sentence: str, is_few: bool) -> None:
    assert told(sentence, STAR) == FEW * is_few
