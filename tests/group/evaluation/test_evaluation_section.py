"""Evaluation in the pack: bands, never a number of young people, and nothing that rests on rows that are
gone."""

import datetime as dt
import re
from dataclasses import replace

import pandas as pd
import pytest

from ieo_metrics.disclosure.bands_of_shares import BEGINS, NOT_TOLD
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.evaluation_questions import SHARES
from ieo_metrics.group.evaluation.section import evaluation_section, numbers_shown
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from sample_data import SAMPLES

NOW = quarter(2024, 4)
WORDS = "|".join(words for _, words in BEGINS)
BAND = re.compile(rf"fewer than ({WORDS})|({WORDS}) or more|({WORDS}) to ({WORDS})|{NOT_TOLD}|–")


@pytest.fixture(scope="module")
def record() -> GroupRecord:
    received = dt.datetime(2025, 4, 20, 9, 30, tzinfo=dt.UTC)
    read = read_files([(path.name, path.read_bytes()) for path in SAMPLES])
    governed = collect_files(read, Settings(), received).governed
    assert governed is not None
    results = compute_measures(governed, Settings())
    rows = {"evidence_levels": []}
    return GroupRecord(NOW, received.date(), Settings(), rows, {}, {}, (), {}, results.frame, results)


def test_every_share_is_a_band_and_no_number_of_people_stands_in_it(record: GroupRecord) -> None:
    section = evaluation_section(record)
    assert section is not None
    (table,) = section.tables
    assert [row[0] for row in table.rows] == [question.shared_as for question in SHARES]
    cells = [cell for row in table.rows for cell in row[1:]]
    assert [cell for cell in cells if not BAND.fullmatch(cell)] == []
    assert table.rows[1][1] == "half to three quarters"  # 46 of 87
    assert any("as a band" in said for said in section.said)
    assert "Those of Choices · Artswork are of groups of pupils." in section.said
    # TIPS tells of nobody, and has no column.
    assert not any("TIPS" in heading for heading in table.headings)


def test_rows_that_are_gone_and_results_that_are_not_at_hand_give_no_band(record: GroupRecord) -> None:
    gone = evaluation_section(replace(record, rows_from=NOW + 1))
    assert gone is None
    assert evaluation_section(replace(record, results=None)) is None
    # What looks back to a quarter that was reduced is left out, the rest stands.
    some = evaluation_section(replace(record, rows_from=NOW))
    assert some is not None
    told = [row[0] for row in some.tables[0].rows]
    assert "Supported, with a first score" in told and "Second score due, and there" not in told


def _column(record: GroupRecord, title: str) -> list[str]:
    section = evaluation_section(record)
    assert section is not None
    table = section.tables[0]
    place = table.headings.index(title)
    return [row[place] for row in table.rows]


@pytest.mark.parametrize("few", [quarter(2022, 2), quarter(2023, 2)])
def test_of_few_and_of_nobody_it_is_said_alike(record: GroupRecord, few: int) -> None:
    """No class had a workshop in the first of these summers, and one in the second: else `not shown` would say that
    there are 1 to 4."""
    place = [question.name for question in SHARES].index("district known")
    section = evaluation_section(replace(record, quarter=few))
    assert section is not None
    table = section.tables[0]
    (row,) = [row for row in table.rows if row[0] == SHARES[place].shared_as]
    assert row[table.headings.index("Choices · Artswork")] == NOT_TOLD
    # What a return cannot have at all is another thing, and the same in every quarter.
    assert _column(record, "RESET · Constabulary")[0] == "–"


def test_where_all_that_is_known_of_a_programme_is_hidden_no_band_says_that_it_is_not_of_few(
    record: GroupRecord,
) -> None:
    """A hidden figure may be of few; a band is of no fewer than five, so that `not shown` beside it would be of few."""
    title = "RESET · Constabulary"
    assert set(_column(record, title)) - {"–", NOT_TOLD}
    hidden = record.shared.copy()
    own = hidden["ref"].isin(["5.2.1.a", "5.2.2.a"]) & (hidden["period"] == NOW)
    hidden.loc[own, ["value", "numerator", "denominator"]] = float("nan")
    hidden.loc[own, "marker"] = "c"
    assert set(_column(replace(record, shared=hidden), title)) == {"–", NOT_TOLD}
    # One of the two that is shown is of at least five, and so are the bands.
    hidden.loc[own & (hidden["ref"] == "5.2.1.a")] = record.shared.loc[own & (hidden["ref"] == "5.2.1.a")]
    assert set(_column(replace(record, shared=hidden), title)) - {"–", NOT_TOLD}


def test_a_rounded_number_stands_for_each_that_it_may_be() -> None:
    """A reader of 85 to the nearest 5 knows that no fewer than 83 are counted."""
    own = pd.DataFrame({"denominator": [85.0, float("nan")], "numerator": [0.0, float("nan")]})
    assert numbers_shown(own, 5) == {83, 84, 85, 86, 87}
    assert numbers_shown(own, 1) == {85}
