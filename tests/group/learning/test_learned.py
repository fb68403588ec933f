"""What was learned on each measure, and which moved or missed their target without a word of why."""

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from ieo_metrics.framework.configuration.targets import Band, Target
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.group.learning.learned import Learned, learned_by_measure, learned_until
from ieo_metrics.group.learning.section import MOST, learning_section
from ieo_metrics.group.learning.standing import learning_stands
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_of_measure import chart_of_figures
from ieo_metrics.statistics.differences import Figure, change_between
from ieo_metrics.statistics.verdicts import Verdict
from ieo_metrics.store.registers.register_rows import RegisterRow
from tests.group.made_rows import record, row

Q4, TODAY, REF = quarter(2024, 4), dt.date(2025, 5, 20), "5.3.1.b"


def learned(about: int, measure: str = REF, **more: object) -> RegisterRow:
    return row(
        "learning", about, **{"measure": measure, "quarter": about, "behind": f"Because of {about}", **more}
    )


def line(word: str, value: float = 6, ref: str = REF) -> OverviewLine:
    """A count of sessions with a verdict."""
    measure, now = MEASURE[ref], Figure(Q4, value, value, None)
    change = change_between(measure, Figure(Q4 - 1), now)
    return OverviewLine(
        measure, now, change, change, (now,), Verdict(word, chart_of_figures(measure, (), Q4))
    )


def target(aim: float) -> Target:
    return Target(REF, Q4 - 4, (Band("on target", aim),))


def of_one(word: str, rows: Sequence[RegisterRow], targets: Sequence[Target] = ()) -> Learned:
    (one,) = learned_by_measure([line(word)], targets, rows, Q4)
    return one


@pytest.mark.parametrize(
    ("word", "aims", "reasons"),
    [
        ("improving", (), ("improving",)),
        ("worsening", (10.0,), ("worsening", "target missed")),
        ("no clear change", (10.0,), ("target missed",)),
        ("no clear change", (5.0,), ()),
        ("not judged", (), ()),
    ],
)
def test_what_moved_or_missed_its_target_wants_a_word(
    word: str, aims: tuple[float, ...], reasons: tuple[str, ...]
) -> None:
    one = of_one(word, [], [target(aim) for aim in aims])
    assert one.reasons == reasons and one.is_to_do == bool(reasons)


@pytest.mark.parametrize(
    ("about", "is_to_do"),
    [(Q4, False), (Q4 - 3, False), (Q4 - 4, True), (Q4 + 1, True)],
    ids=["now", "three quarters ago", "a year ago", "later"],
)
def test_what_was_learned_within_a_year_is_enough(about: int, is_to_do: bool) -> None:
    assert of_one("improving", [learned(about)]).is_to_do == is_to_do


def test_the_newest_stands_first_and_nothing_is_of_a_later_quarter() -> None:
    rows = [learned(Q4 - 2), learned(Q4 + 1), learned(Q4), learned(Q4 - 1, "5.1.1.a")]
    until = learned_until(rows, Q4)
    assert {ref: [one.values["quarter"] for one in found] for ref, found in until.items()} == {
        REF: [Q4, Q4 - 2],
        "5.1.1.a": [Q4 - 1],
    }
    assert of_one("improving", rows).lately == (rows[2], rows[0])


def test_the_section_has_the_latest_of_each_measure_of_the_year() -> None:
    rows = [
        learned(Q4 - 4, "5.1.2.c"),  # too long ago
        learned(Q4 - 3, "5.1.2.d", doing="More time for each", helps=["Police", "Education"]),
        learned(Q4 - 1, "5.1.1.a"),
        learned(Q4, "5.1.1.a", changed="Two workers stay", doing="Keep it up until 2025/26 Q1"),
    ]
    made = learning_section(record(Q4, TODAY, learning=rows))
    assert made is not None and made.measures == ("5.1.1.a", "5.1.2.d") and made.said == ()
    assert made.finding == (
        "Something was learned on 2 of 19 measures from 2024/25 Q1 to 2024/25 Q4; something has changed "
        "because of 1 of them."
    )
    (table,) = made.tables
    assert table.rows == (
        (
            f"5.1.1.a {MEASURE['5.1.1.a'].name}",
            "2024/25 Q4",
            f"Because of {Q4}",
            "not shown: it names a quarter after 2024/25 Q4",
            "Two workers stay",
        ),
        (
            f"5.1.2.d {MEASURE['5.1.2.d'].name}",
            "2024/25 Q1",
            f"Because of {Q4 - 3}",
            "More time for each; Who helps: Police; Education",
            "not said yet",
        ),
    )


def test_a_section_is_no_longer_than_a_page() -> None:
    every: list[Any] = [learned(Q4, measure.ref) for measure in MEASURES]
    made = learning_section(record(Q4, TODAY, learning=every))
    assert made is not None and len(made.tables[0].rows) == MOST == len(made.measures)
    assert made.said == (f"The table has the {MOST} latest of {len(MEASURES)}.",)
    assert made.finding.endswith("nothing is said to have changed because of it yet.")


def test_where_it_stands() -> None:
    assert learning_section(record(Q4, TODAY)) is None and learning_stands(record(Q4, TODAY)) == []
    rows = [learned(Q4, "5.1.1.a", changed="Two stay"), learned(Q4 - 1, "5.1.2.d"), learned(Q4 - 2, REF)]
    _, still = learning_stands(record(Q4, TODAY, learning=rows))
    assert still == "What changed because of it is still to be said of 5.1.2.d and 5.3.1.b."
