"""Where evaluation stands: what the returns answer better than a year before, without a number of young people."""

import datetime as dt
from dataclasses import replace

import pandas as pd

from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.group.evaluation.against_year_before import against_year_before
from ieo_metrics.group.evaluation.standing import evaluation_stands, one_approach_stands
from tests.group.evaluation.test_against_year_before import NOW, table_of
from tests.group.made_rows import record, row

LEVEL = row("evidence_levels", programme="RESET", level="not assessed", as_of="2024-06-03", source="Invented")
NOTHING = record(NOW, dt.date(2025, 5, 20))


def test_what_is_better_is_said_in_words_and_only_counted_for_the_recommendation() -> None:
    """56 of 70 against 48 of 80 is better, 48 of 80 against 56 of 70 of those lost too; 5 of 80 against 4 of 80 is
    neither."""
    table = pd.concat(
        [
            table_of("first reading", (56, 70), (48, 80)),
            table_of("second reading", (5, 80), (4, 80)),
            table_of("traced", (48, 80), (56, 70)),
        ]
    )
    told = replace(NOTHING, changes=against_year_before(table, NOW))
    assert evaluation_stands(told) == [
        "Compared with a year before, RESET (Society of St James): more of those supported have a first score."
    ]
    (said,) = one_approach_stands(told)
    assert said == (
        "Every programme is asked the same questions. Of 3 answers that can be compared with four quarters before, "
        "1 is better and 1 worse by more than chance."
    )
    assert not [word for word in ("56", "70", "80", "48") if word in f"{evaluation_stands(told)} {said}"]


def test_levels_of_evidence_come_after_it_and_alone_where_nothing_can_be_compared() -> None:
    told = replace(
        record(NOW, dt.date(2025, 5, 20), evidence_levels=[LEVEL]),
        changes=against_year_before(table_of("first reading", (1, 3), (1, 3)), NOW),
    )
    entered, lacking = evaluation_stands(told)
    assert entered.startswith("A level of evidence is entered for RESET") and lacking.startswith("None is")
    assert one_approach_stands(told) == ["1 of 4 programmes has a level of evidence by the same standard."]
    assert evaluation_stands(NOTHING) == one_approach_stands(NOTHING) == []
    long_before = against_year_before(table_of("traced", (9, 9), (9, 9)), quarter(2020, 1))
    other = replace(NOTHING, quarter=quarter(2020, 1), changes=long_before)
    assert evaluation_stands(other) == one_approach_stands(other) == []
