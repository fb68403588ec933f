"""The 19 measures are the framework's table, fact for fact, and each is documented."""

import pytest

from ieo_metrics.framework.measures import AREAS, MEASURE, MEASURES, Measure
from ieo_metrics.framework.record_tables import TABLE, TABLES
from ieo_metrics.framework.return_types import PROGRAMMES, RETURN_TYPES, return_type_of
from ieo_metrics.framework.statistic_kinds import MEAN, PEOPLE, SHARE, TOTAL, UNITS

FRAMEWORK = """
    5.1.1.a  Society of St James  RESET           mean    higher
    5.1.1.b  Society of St James  RESET           share   higher
    5.1.2.a  Society of St James  RESET           mean    higher
    5.1.2.b  Society of St James  RESET           share   higher
    5.1.2.c  No Limits            A&E Navigators  mean    lower
    5.1.2.d  No Limits            A&E Navigators  share   higher
    5.1.3.a  No Limits            A&E Navigators  people  higher
    5.1.3.b  Society of St James  RESET           people  higher
    5.1.4.a  Society of St James  RESET           mean    higher
    5.1.4.b  Society of St James  RESET           share   higher
    5.1.5.a  Artswork             Choices         total   higher
    5.1.5.b  Artswork             Choices         total   higher
    5.1.6.a  Artswork             Choices         total   higher
    5.2.1.a  Constabulary         RESET           share   higher
    5.2.2.a  Constabulary         RESET           share   higher
    5.2.2.b  Society of St James  RESET           mean    higher
    5.2.2.c  Society of St James  RESET           share   higher
    5.3.1.a  Rock Pool            TIPS            total   higher
    5.3.1.b  Rock Pool            TIPS            total   higher
"""
# What is measured, in words that must stand in the wording or be the topic.
ABOUT = {
    "5.1.1.a": "'meaningful use of time' outcomes star score",
    "5.1.1.b": "'meaningful use of time' outcomes star score",
    "5.1.2.a": "'emotional and mental health' outcomes star score",
    "5.1.2.b": "'emotional and mental health' outcomes star score",
    "5.1.2.c": "mental health pain scale",
    "5.1.2.d": "mental health pain scale",
    "5.1.3.a": "social prescribing",
    "5.1.3.b": "in the community",
    "5.1.4.a": "'social networks and relationships' outcomes star score",
    "5.1.4.b": "'social networks and relationships' outcomes star score",
    "5.1.5.a": "young people reached",
    "5.1.5.b": "hotspot areas and priority schools",
    "5.1.6.a": "school staff engaged",
    "5.2.1.a": "do not reoffend",
    "5.2.2.a": "Crime Harm Index score reduces",
    "5.2.2.b": "'offending' outcomes star score",
    "5.2.2.c": "'offending' outcomes star score",
    "5.3.1.a": "1-1 reflective practice sessions",
    "5.3.1.b": "trauma informed training sessions",
}
STATISTICS = {MEAN: "mean", SHARE: "share", PEOPLE: "people", TOTAL: "total"}
COUNTED_IN = {
    MEAN: {"points"},
    SHARE: {"proportion"},
    PEOPLE: {"young people"},
    TOTAL: {"young people", "school staff", "sessions"},
}


def test_the_table_of_the_framework():
    expected = [
        tuple(cell.strip() for cell in line.split("  ") if cell.strip())
        for line in FRAMEWORK.strip().splitlines()
    ]
    assert [(m.ref, m.provider, m.programme, STATISTICS[m.statistic], m.better) for m in MEASURES] == expected
    assert list(MEASURE) == [m.ref for m in MEASURES]


each = pytest.mark.parametrize("measure", MEASURES, ids=lambda m: m.ref)


@each
def test_is_documented(measure: Measure):
    assert ABOUT[measure.ref] in measure.wording
    assert measure.definition.endswith(".") and len(measure.definition) > 60
    assert measure.name and len(measure.name) < 60
    assert measure.unit in COUNTED_IN[measure.statistic] and measure.unit in UNITS
    assert measure.success and measure.area == AREAS[measure.ref[:3]]


@each
def test_reads_its_own_provider_s_tables(measure: Measure):
    assert measure.reads
    for name in measure.reads:
        assert (TABLE[name].programme, TABLE[name].provider) == (measure.programme, measure.provider)


def test_success_measures_of_the_same_number_are_the_same():
    for ref, success in {m.ref[:5]: m.success for m in MEASURES}.items():
        assert {m.success for m in MEASURES if m.ref.startswith(ref)} == {success}


def test_sessions_and_staff_are_not_about_young_people():
    assert {m.ref for m in MEASURES if not m.about_people} == {"5.1.6.a", "5.3.1.a", "5.3.1.b"}


def test_names_and_wordings_are_told_apart():
    assert len({m.name for m in MEASURES}) == len({(m.wording) for m in MEASURES}) == 19


def test_four_programmes_and_five_providers():
    assert PROGRAMMES == ("RESET", "A&E Navigators", "Choices", "TIPS")
    assert [r.provider for r in RETURN_TYPES] == [
        "Society of St James",
        "Constabulary",
        "No Limits",
        "Artswork",
        "Rock Pool",
    ]
    for table in TABLES:
        assert table.name in return_type_of(table.name).tables


COLUMNS = {
    "support": "person_ref started ended setting district age_band gender ethnicity",
    "star_readings": "person_ref date area score",
    "pain_readings": "person_ref date score",
    "social_prescribing": "person_ref started ended status",
    "follow_up": "person_ref started window_end traced reoffended chi_before chi_after arrested",
    "offences": "person_ref offence_date ho_code offence chi",
    "school_sessions": "date school urn district cohort activity status young_people_reached staff_engaged "
    "hotspot priority",
    "school_list": "urn school hotspot priority valid_from valid_to",
    "police_sessions": "date type practitioner team attendees status number",
}


def test_record_tables():
    """As in the returns document; `arrested` is there for the setting that starts the window at arrest."""
    assert {t.name: " ".join(f.name for f in t.fields) for t in TABLES} == COLUMNS
