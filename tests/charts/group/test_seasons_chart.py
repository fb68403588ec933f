"""The chart of seasons: what stands in it, and in the words in its place."""

from ieo_metrics.charts.group.seasons_chart import seasons_chart, seasons_in_words
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.statistics.seasons.usual_range import seasons

Q = quarter(2021, 1)
COUNTS = dict(enumerate([100, 160, 110, 90] * 4, Q))


def test_quarters_and_the_range_of_the_next_two():
    found = seasons(COUNTS)
    line, ranges = seasons_chart(COUNTS, found).data
    assert list(line.y) == list(COUNTS.values())
    assert list(line.marker.symbol[:4]) == ["circle", "diamond", "circle", "circle"]
    assert list(ranges.x) == [Q + 16, Q + 17]
    assert [base + height for base, height in zip(ranges.base, ranges.y)] == [c.upper for c in found.coming]


def test_colour_is_not_the_only_sign_of_what_stands_out():
    written = [note.text for note in seasons_chart(COUNTS, seasons(COUNTS)).layout.annotations]
    assert written == ["usual range", "usual range,<br>stands out"]


def test_its_words_say_what_it_shows():
    said = seasons_in_words("Assaults", COUNTS, seasons(COUNTS))
    assert said.startswith(
        "Assaults by quarter, 2021/22 Q1 to 2024/25 Q4: lowest 90 in 2021/22 Q4, highest 160 in 2021/22 Q2."
    )
    assert "Q2 (Jul–Sep) stands out" in said and said.endswith("(95% ranges).")
    assert seasons_in_words("Assaults", {}, seasons({})) == "Assaults: no quarter has a number."


def test_too_few_quarters_have_no_range():
    few = dict(list(COUNTS.items())[:8])
    assert len(seasons_chart(few, seasons(few)).data[1].x) == 0
    assert "It takes 12 quarters" in seasons_in_words("Assaults", few, seasons(few))


def test_of_many_years_every_other_one_is_written_out():
    names = seasons_chart(COUNTS, seasons(COUNTS)).layout.xaxis.ticktext
    assert [name for name in names if name] == ["Q1<br>2021/22", "Q1", "Q1<br>2023/24", "Q1", "Q1<br>2025/26"]


def test_the_words_of_the_two_ranges_stand_on_either_side_and_of_small_numbers_never_below_the_axis():
    """At the same height they would run into each other."""
    for shift in range(4):
        known = {number: count for number, count in COUNTS.items() if number <= Q + 12 + shift}
        sides = [note.yanchor for note in seasons_chart(known, seasons(known)).layout.annotations]
        assert sorted(sides) == ["bottom", "top"]
    few = {number: count // 20 for number, count in COUNTS.items()}
    notes = seasons_chart(few, seasons(few)).layout.annotations
    assert len(notes) == 2 and all(note.yanchor == "bottom" or note.y > 1 for note in notes)
