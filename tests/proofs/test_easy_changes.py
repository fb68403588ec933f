"""What should be easy is easy: in a copy of the house each thing is added by what the README says and nothing more, and
walked through from the template to what is shared. Changes that know nothing of each other are in one copy: the walk
is what takes long."""

import json
from pathlib import Path

import pytest

from sample_data import SAMPLES
from tests.proofs.house_copy import TESTS, HouseCopy

QUARTER = "2024/25 Q2"
SAMPLE_PATHS = [f"sample_data/{path.name}" for path in SAMPLES]


@pytest.fixture
def house(tmp_path: Path) -> HouseCopy:
    return HouseCopy(tmp_path)


MEASURES_END = ")\nMEASURE: dict[str, Measure]"


MEASURE_20 = """    *_star("5.1.7.a", "5.1.7.b", "Young people look after themselves", "self-care and living skills", "Self-care"),
"""


STILL_SUPPORTED = '''"""Of the people supported in the community, those who are still supported at the end of the period."""

import numpy as np

from ieo_metrics.accepting.governing_returns import Governed
from ieo_metrics.framework.dates.quarters import quarters_of
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KIND
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring.evidence_frame import COUNTED, Evidence
from ieo_metrics.measuring.kinds.people_supported import support


def still_supported(governed: Governed, settings: Settings, span: str, groups: np.ndarray) -> Evidence:
    """One row a person supported; a success where support goes on after the period."""
    held = support(governed, settings, span, groups)
    ended = governed.tables["support"]["ended"].to_numpy()[held.frame["row"].to_numpy()]
    stays = np.isnat(ended) | (quarters_of(ended) > held.frame["period"].to_numpy())
    stays &= held.frame["state"].to_numpy() == COUNTED
    return held._replace(topics=EVIDENCE_KIND["staying supported"].topic_names, frame=held.frame.assign(success=stays))
'''


KIND = """    EvidenceKind(
        "staying supported",
        "support",
        (
            Topic(
                "at the end",
                "What would help the young people whose support ended early?",
                "were still supported at its end",
                ties=(Tie("n", SAME, "support", "community"),),
            ),
        ),
        yes_no=True,
        steps=(Step("Supported in the quarter"), Step("With a setting and dates", "left out", "left out")),
    ),
"""
MEASURE = """    Measure(
        ref="5.1.3.c",
        success=_TRUSTED_ADULTS,
        programme="RESET",
        provider="Society of St James",
        wording="Percentage of young people supported in the community whose support goes on",
        name="Still supported at the end of the quarter",
        evidence="staying supported",
        topic="at the end",
        statistic=SHARE,
        better="higher",
        unit="proportion",
        definition="Of the young people supported in the community in the quarter: the share whose support did not end in it.",
        reads=("support",),
    ),
"""
TIE = '                ties=(Tie("n", SAME, "support", "community"),),\n'
KINDS_END = ")\nEVIDENCE_KIND: dict"


def add_still_supported(house: HouseCopy, kind: str) -> None:
    house.add("framework/evidence_kinds.py", kind, KINDS_END)
    house.add_file("measuring/kinds/still_supported.py", STILL_SUPPORTED)
    house.add(
        "measuring/compute_measures.py",
        '    "staying supported": still_supported,\n',
        '    "follow-up": follow_up,\n',
    )
    imported = "from ieo_metrics.measuring.kinds.still_supported import still_supported\n"
    house.add("measuring/compute_measures.py", imported, "from ieo_metrics.statistics.intervals")
    house.add("framework/measures.py", MEASURE, MEASURES_END)


def test_whose_number_is_anothers_and_does_not_say_so_is_named(house: HouseCopy) -> None:
    add_still_supported(house, KIND.replace(TIE, ""))
    rule = "test_what_is_the_same_in_every_quarter_of_the_samples_is_said"
    status, said = house.call(*TESTS, f"tests/disclosure/test_disclosure_identities.py::{rule}")
    assert status and "the n of 5.1.3.c (staying supported, at the end) is always the n of 5.1.3.b" in said


PROVIDER = """    ReturnType("Turnaround", "Youth Justice Service", "Support for children on the edge of the justice system"),
"""
TABLE = """    Table(
        "wellbeing_readings",
        "Turnaround",
        "Youth Justice Service",
        "one reading of the wellbeing scale",
        (
            REFERENCE,
            Field("date", "date", "must"),
            Field("score", "whole number", "should", None, 0, 40),
        ),
        dated_by="date",
        checks=("after the return", "duplicates", "two scores of one day"),
    ),
"""
LAYOUT = '''"""Turnaround, Youth Justice Service: readings of the wellbeing scale."""

from ieo_metrics.framework.layouts.column_specs_and_common_headings import (
    PERSON,
    READING_DATES,
    ColumnSpec,
    Layout,
    date_slot,
    one_record_a_row,
)

LAYOUTS: tuple[Layout, ...] = (
    Layout(
        "wellbeing_readings",
        "one row per reading",
        wellbeing := (
            PERSON,
            date_slot("date", "Date", *READING_DATES),
            ColumnSpec("score", "score", "Wellbeing score", ("Wellbeing",), "to recognise"),
        ),
        one_record_a_row(*wellbeing),
        "Wellbeing",
    ),
)
'''
WELLBEING = """    EvidenceKind(
        "wellbeing pairs",
        "wellbeing_readings",
        (Topic("wellbeing", "What would help the children whose wellbeing stayed the same or fell?", since_before=True),),
        improves=1,
        steps=_PAIRED_STEPS,
    ),
"""
WELLBEING_MEASURES = "".join(
    f"""    Measure(
        ref="5.1.8.{letter}",
        success="Improved wellbeing of children",
        programme="Turnaround",
        provider="Youth Justice Service",
        wording="{name}",
        name="{name}",
        evidence="wellbeing pairs",
        topic="wellbeing",
        statistic={statistic},
        better="higher",
        unit="{unit}",
        definition="For each child with a score in the quarter: that score beside their earliest ever, if it is of an earlier day.",
        reads=("wellbeing_readings",),
    ),
"""
    for letter, name, statistic, unit in (
        ("a", "Wellbeing: average change", "MEAN", "points"),
        ("b", "Wellbeing: positive change", "SHARE", "proportion"),
    )
)
FILLED = """
import datetime as dt, random
from ieo_metrics.exports.templates import write_template
from ieo_metrics.framework.dates.quarters import first_day, quarter
chance = random.Random(1)
first, last = quarter(2022, 1), quarter(2024, 4)
rows = [
    (f"TA-{child:03}", first_day(q) + dt.timedelta(days=chance.randrange(80)), chance.randrange(8, 25) + min(q - first, 12))
    for child in range(30) for q in range(first + child % 4, last + 1) if chance.random() < 0.7
]
write_template("Turnaround", "sixth.xlsx", first, {"Wellbeing": rows}, until=last, returned=dt.date(2025, 4, 14))
"""


CHECK = """        Check("support-very-long", "Support of more than a year", CONFIRM, "support of a year at most", "Confirm the two dates, or correct them."),
"""
CHECK_FUNCTION = '''def support_very_long(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Periods of support that lasted for more than a year."""
    starts, ends = days_of(frame, "started"), days_of(frame, "ended")
    for at in np.flatnonzero(ends - starts > np.timedelta64(365, "D")):
        yield Finding("support-very-long", at, "ended", shown_day(ends[at]), {})


'''


EXPORT = '''"""The measures by district, as a tidy table."""

from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.measuring.compute_measures import ALL


def district_csv(pack: Pack) -> bytes:
    """The quarters of each district, as they may be shared."""
    frame = pack.results.frame
    return tidy_csv(frame[(frame["span"] == "quarter") & (frame["area"] != ALL)]).encode()
'''


def add_sixth_provider(house: HouseCopy) -> None:
    house.add("framework/return_types.py", PROVIDER, ")\nPROGRAMMES: tuple")
    house.add("framework/record_tables.py", TABLE, ")\nTABLE: dict")
    house.add_file("framework/layouts/youth_justice.py", LAYOUT)
    house.add(
        "framework/layouts/__init__.py",
        "from ieo_metrics.framework.layouts import youth_justice\n",
        "from ieo_metrics.framework.layouts.column_specs_and_common_headings",
    )
    house.add("framework/layouts/__init__.py", ", youth_justice", ")\n    for layout in provider")
    house.add("framework/evidence_kinds.py", WELLBEING, KINDS_END)
    house.add("framework/measures.py", WELLBEING_MEASURES, MEASURES_END)


def add_check(house: HouseCopy) -> None:
    """The row of the check and its function; the table that it is of names it apart."""
    house.add("framework/problem_kinds.py", CHECK, "        # Against the provider's own history")
    checks = "checking/checks_across_cells.py"
    house.add(checks, CHECK_FUNCTION, "# By the name that a record table's row gives it.")
    house.add(
        checks, '    "support very long": support_very_long,\n', '    "after the return": after_return,\n'
    )


def name_check_in_table(house: HouseCopy) -> None:
    house.add(
        "framework/record_tables.py", '            "support very long",\n', '            "details differ",\n'
    )


def add_export(house: HouseCopy) -> None:
    house.add_file("exports/by_district.py", EXPORT)
    imported = "    from ieo_metrics.exports.by_district import district_csv\n"
    house.add("exports/pack/files.py", imported, "    from ieo_metrics.exports.dictionary import")
    handed_out = '        "districts.csv": district_csv,\n'
    house.add("exports/pack/files.py", handed_out, "        DICTIONARY_CSV: ")


@pytest.fixture(scope="module")
def grown(tmp_path_factory: pytest.TempPathFactory) -> HouseCopy:
    """The house with a 20th measure of a kind that is there, one of a new kind, a sixth provider, a check and an
    export."""
    house = HouseCopy(tmp_path_factory.mktemp("grown"))
    house.add("framework/measures.py", MEASURE_20, MEASURES_END)
    add_still_supported(house, KIND)
    add_sixth_provider(house)
    add_check(house)
    name_check_in_table(house)
    add_export(house)
    return house


def test_measures_kinds_and_a_provider_are_rows_functions_and_layouts_and_an_export_a_file(
    grown: HouseCopy,
) -> None:
    """5.1.7.a is of a kind that was there, 5.1.3.c of a new one, 5.1.8.a of the sixth provider."""
    grown.run("-c", FILLED)
    refs = ("5.1.7.a", "5.1.3.c", "5.1.8.a")
    said = grown.run(
        "-m", "tests.proofs.walk_house", ",".join(refs), QUARTER, *SAMPLE_PATHS, "sixth.xlsx"
    ).splitlines()
    assert said[-1] == "walked"
    assert json.loads(said[-2])["SVRP 2024-25 Q2 districts.csv"] > 1000


def test_the_rules_of_the_tree_are_kept(grown: HouseCopy) -> None:
    assert grown.broken_rules() == ""


def test_a_check_is_a_row_and_a_function(grown: HouseCopy) -> None:
    society = next(path for path in SAMPLE_PATHS if "Society" in path)
    assert "support-very-long" in grown.call("-m", "ieo_metrics", "check", society)[1]
    grown.call("-m", "ieo_metrics", "annotate", society, "--out", "marked.xlsx")
    assert (grown.root / "marked.xlsx").exists()


def test_what_is_forgotten_of_a_kind_or_a_check_is_named(house: HouseCopy) -> None:
    house.add("framework/evidence_kinds.py", KIND.replace("        yes_no=True,\n", ""), KINDS_END)
    house.add("framework/measures.py", MEASURE, MEASURES_END)
    add_check(house)
    broken = house.broken_rules()
    assert "compute_measures.EVIDENCE_FUNCTIONS" in broken and "named by no table" in broken
    imported = "from ieo_metrics.measuring.kinds.people_supported import support as again\n"
    house.add("measuring/compute_measures.py", imported, "from ieo_metrics.statistics.intervals")
    house.add(
        "measuring/compute_measures.py", '    "staying supported": again,\n', '    "follow-up": follow_up,\n'
    )
    assert "a percentage needs `yes_no` in its kind" in house.broken_rules()
