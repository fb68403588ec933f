"""The section of the pack about gaps: made of shared figures only, and of nothing later than its quarter."""

import datetime as dt
import json

import pandas as pd
import pytest

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.registers.registers import REGISTERS
from ieo_metrics.group.gaps.section import NOTHING, gaps_section
from ieo_metrics.group.gaps.standing import gaps_stand, voices_stand
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.sections.section import Section
from ieo_metrics.measuring.compute_measures import compute_measures
from ieo_metrics.measuring.evidence_frame import SPANS
from tests.group.gaps.test_needs_and_voices import ROWS, need, row
from tests.group.gaps.test_reach_per_thousand import TABLE, kept
from tests.group.gaps.test_schools_reached import SCHOOLS, SESSIONS, given_year, governed

LAST = quarter(2024, 4)
AREAS = ("all", "Hampshire", "Isle of Wight", "Portsmouth", "Southampton", "not known")


def shared(span: str = "year to date", period: int = LAST) -> pd.DataFrame:
    """5.1.3.b and 5.1.5.a by district; of Southampton the first is hidden."""
    people = (16.0, 6.0, 0.0, 8.0, float("nan"), float("nan"))
    pupils = (640.0, 320.0, float("nan"), 320.0, 0.0, 0.0)
    rows = [
        (ref, span, period, area, value, marker)
        for ref, values, missing in (("5.1.3.b", people, "c"), ("5.1.5.a", pupils, "x"))
        for area, value in zip(AREAS, values, strict=True)
        for marker in ["" if value == value else missing]
    ]
    return pd.DataFrame(rows, columns=["ref", "span", "period", "area", "value", "marker"])


def record(**changes: object) -> GroupRecord:
    held, _ = kept(TABLE)
    full = compute_measures(
        governed(given_year(school_sessions=SESSIONS, school_list=SCHOOLS)), Settings(), spans=SPANS
    )
    rows = {register.name: [] for register in REGISTERS} | ROWS
    rows["voices"] = [row("voices", 1, who="A club", said_on="2025-01-05", what="Come to us")]
    given = {
        "quarter": LAST,
        "today": dt.date(2025, 5, 1),
        "settings": Settings(),
        "rows": rows,
        "tables": {"population": held},
        "meetings": {},
        "actions": [],
        "recommendations": {},
        "shared": shared(),
        "results": full,
    }
    return GroupRecord(**given | changes)  # type: ignore[arg-type]


def made(**changes: object) -> Section:
    section = gaps_section(record(**changes))
    assert section is not None
    return section


def test_what_it_says() -> None:
    section = made()
    assert section.finding == (
        "2 of 7 hotspot and priority schools were reached in 2024/25 Q1 to 2024/25 Q4. Of 3 needs, 1 has "
        "nothing recorded that meets it: Excluded from school."
    )
    assert section.said[0].startswith("Communities told us 1 thing, and nothing has changed yet")
    needs, rates = section.tables
    assert needs.rows == (
        ("Carrying knives", "risk factor", "Choices and Mentors"),
        ("Excluded from school", "risk factor", NOTHING),
        ("Leaving custody", "cohort", "RESET"),
    )
    assert rates.title == "Young people reached per 1,000 aged 10 to 25, 2024/25 Q1 to 2024/25 Q4"
    assert rates.headings == ("District", "Supported in the community", "Young people reached")
    # 16 of 3,200 people, 8 of 320; 640 pupils of 3,200, without an interval, since they come in classes.
    assert rates.rows == (
        ("All four together", "5.0 (2.9 to 8.1)", "200.0"),
        ("Hampshire", "4.7 (1.7 to 10.2)", "250.0"),
        ("Isle of Wight", "0.0 (0.0 to 3.8)", "[x]"),
        ("Portsmouth", "25.0 (10.8 to 49.3)", "1,000.0"),
        ("Southampton", "[c]", "0.0"),
    )
    assert section.measures == ("5.1.3.b", "5.1.5.a")
    assert any("1 figure is hidden" in said for said in section.said)
    assert all(cell for table in section.tables for line in table.rows for cell in line)


def test_it_is_the_same_again_after_it_was_kept() -> None:
    assert Section.of_data(json.loads(json.dumps(made().as_data()))) == made()


def test_of_people_it_holds_nothing_but_what_is_shared() -> None:
    """The officer's own results change no word but those about schools, which are not people."""
    alone = made(results=None)
    assert alone.tables == made().tables and alone.measures == made().measures
    nothing = made(shared=pd.DataFrame())
    assert [table.title for table in nothing.tables] == ["Needs, and what meets them"]
    assert nothing.measures == ()


def test_where_no_year_to_date_is_shown_by_district_it_takes_the_quarter() -> None:
    hidden = shared().assign(value=float("nan"), marker="c")
    both = pd.concat([hidden, shared("quarter")], ignore_index=True)
    assert made(shared=both).tables[1].title.endswith("2024/25 Q4")
    assert "to 2024/25 Q4" not in made(shared=both).tables[1].title
    assert len(made(shared=hidden).tables) == 1


def test_a_measure_of_which_no_district_is_known_has_no_column() -> None:
    nobody = shared()
    nobody.loc[(nobody["ref"] == "5.1.3.b") & (nobody["area"] != "all"), ["value", "marker"]] = 0.0, ""
    section = made(shared=nobody)
    assert section.measures == ("5.1.5.a",) and len(section.tables[1].headings) == 2
    assert any("nobody is shown of" in said and "Supported in the community" in said for said in section.said)


def test_nothing_of_a_later_day_stands_in_it() -> None:
    rows = dict(record().rows)
    late = need("Known later", "cohort", 9)
    late.values["as_of"] = "2025-04-01"  # type: ignore[index]
    rows["needs"] = [*rows["needs"], late]
    rows["voices"] = [row("voices", 1, who="A club", said_on="2025-04-01", what="Said later")]
    section = made(rows=rows)
    assert not any("later" in text for text in section.texts)
    assert len(section.tables[0].rows) == 3


def test_the_gaps_stand_first_where_not_all_needs_fit() -> None:
    rows = dict(record().rows)
    rows["needs"] = [need(f"Need {n:02d}", "cohort", n) for n in range(15)] + [ROWS["needs"][1]]
    section = made(rows=rows)
    assert section.tables[0].title == "Needs, and what meets them (12 of 16)"
    assert all(line[2] == NOTHING for line in section.tables[0].rows)


def test_with_nothing_recorded_there_is_none_and_nothing_stands() -> None:
    empty = record(
        rows={register.name: [] for register in REGISTERS}, results=None, shared=pd.DataFrame(), tables={}
    )
    assert gaps_section(empty) is None
    assert gaps_stand(empty) == [] and voices_stand(empty) == []


def test_where_the_activities_stand() -> None:
    assert gaps_stand(record()) == [
        "Of 3 needs, 1 has nothing recorded that meets it: Excluded from school.",
        "2 of 7 hotspot and priority schools were reached in 2024/25 Q1 to 2024/25 Q4.",
    ]
    assert voices_stand(record()) == [
        "Communities told us 1 thing, and nothing has changed yet because of it."
    ]


@pytest.mark.parametrize("name", ["tables", "shared"])
def test_without_a_table_or_figures_there_are_no_rates(name: str) -> None:
    section = made(**{name: {} if name == "tables" else pd.DataFrame()})
    assert len(section.tables) == 1 and section.measures == ()


def test_that_no_school_was_reached_is_not_said_beside_a_hidden_number_of_their_pupils() -> None:
    planned = """
        date        school      urn     cohort  status   young_people_reached
        2024-05-01  Oak         100001  Year 8  planned  -
    """
    nobody = compute_measures(
        governed(given_year(school_sessions=planned, school_list=SCHOOLS)),
        Settings(),
        spans=SPANS,
    )
    said = made(results=nobody)
    assert said.finding.startswith("0 of 7 hotspot and priority schools were reached")
    assert "5.1.5.b" in said.measures  # with it withdrawn, the section is not shown
    hidden = pd.DataFrame(
        [("5.1.5.b", "quarter", LAST - 2, "Portsmouth", float("nan"), "c")], columns=shared().columns
    )
    silent = made(results=nobody, shared=pd.concat([shared(), hidden]))
    assert not any("schools were reached" in text for text in (silent.finding, *silent.said))
