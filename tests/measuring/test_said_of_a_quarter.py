"""What stands around the figures of a quarter, on returns drawn as text: what has arrived, who is behind a figure, what
changed between two versions, and what is said where there is nothing."""

import datetime as dt

import pandas as pd

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.evidence_kinds import EVIDENCE_KIND
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.words.code_lists import DISTRICTS
from ieo_metrics.measuring import evidence_frame
from ieo_metrics.measuring.by_group import by_group
from ieo_metrics.measuring.change_decomposition import contributions
from ieo_metrics.measuring.compute_measures import Results, note_of
from ieo_metrics.measuring.contributions_by_quarter import (
    PARTS,
    changed_parts,
    parts_of_quarters,
    people_changed,
)
from ieo_metrics.measuring.evidence_frame import COUNTED, LEFT_OUT, OPEN, SPANS
from ieo_metrics.measuring.follow_up_completeness import COLUMNS as MATURITY
from ieo_metrics.measuring.follow_up_completeness import maturity
from ieo_metrics.measuring.overview_lines import (
    covered_quarters,
    frame_verdicts,
    of_quarter,
    overview,
    page_chance,
    page_not_judged,
    page_regression,
    quarter_with_verdicts,
    verdict_told,
    with_verdicts,
    year_end_told,
)
from ieo_metrics.measuring.rows_behind import rows_behind
from ieo_metrics.measuring.source_returns import arrivals_told, governing_return
from ieo_metrics.measuring.who_was_counted import attrition_flow, change_distribution, left_out
from ieo_metrics.pipeline import measure_collection
from ieo_metrics.reading.sheets import Sheet, Workbook
from ieo_metrics.statistics.control_charts.chart_sentences import regression_to_the_mean
from ieo_metrics.statistics.years.year_sentences import year_end_says, year_still_to_come
from tests.recognising.in_memory import book, collected, sheet

Q2 = quarter(2024, 2)
SUPPORT = """
    Young person ref  Support started  Support ended  Setting
    A  2024-07-02  -  Community
"""
STARS = """
    Young person ref  Date  Area  Score
    A  2024-07-02  Meaningful use of time  3
    A  2024-08-02  Meaningful use of time  5
    B  2024-07-02  Meaningful use of time  6
    B  2024-08-02  Meaningful use of time  5
    C  2024-08-02  Meaningful use of time  4
"""
SESSIONS = "Date  School  URN  Year group  Status  Young people reached  School staff engaged"


def stated(rows: str, name: str, says: str = "2024/25 Q2") -> Sheet:
    return sheet(f"Reporting quarter: {says}\n{rows.strip()}", name)


def results_of(*books: Workbook, **how: object) -> Results:
    found = measure_collection(collected(*books, received=dt.datetime(2025, 4, 20, tzinfo=dt.UTC)), **how)
    assert found is not None
    return found


def both() -> Results:
    return results_of(book(stated(SUPPORT, "Support"), stated(STARS, "Stars")))


def test_what_has_arrived_is_told_with_how_late_the_rest_is() -> None:
    """Q2 ends on 30 September and is due 21 days later; of the Society both tables are there, or one of them."""
    day = dt.date(2024, 11, 2)
    told = arrivals_told(both().governed, Q2, day)
    assert told.startswith(
        "1 of 5 returns in · RESET · Constabulary was due 21 October 2024, 12 days late · "
    )
    assert told.count("12 days late") == 4
    told = arrivals_told(results_of(book(stated(SUPPORT, "Support"))).governed, Q2, day)
    assert told.startswith(
        "0 of 5 returns in · RESET · Society of St James without star readings, was due 21 October 2024, 12 days "
        "late · "
    )


def test_without_periods_of_support_the_flow_begins_with_the_scores() -> None:
    """A and B have a pair and C one reading: 3, then 2. With A's period of support it begins with A, and B is beside."""
    alone = attrition_flow(results_of(book(stated(STARS, "Stars"))), "5.1.1.b", Q2)
    assert [(step.words, step.people, step.lost) for step in alone] == [
        ("With a score in the quarter", 3, ()),
        ("With an earlier score to compare", 2, ((1, "with one reading only"),)),
    ]
    assert {step.beside for step in alone} == {""}
    supported = attrition_flow(both(), "5.1.1.b", Q2)
    assert [(step.people, step.beside) for step in supported] == [
        (1, ""),
        (1, ""),
        (2, "1 of them without a period of support in the quarter"),
    ]


def test_a_kind_of_which_there_is_no_table_has_no_parts() -> None:
    found = parts_of_quarters(both().governed, Settings(), EVIDENCE_KIND["pain pairs"])
    assert tuple(found.columns) == PARTS and not len(found)


def test_a_quarter_of_which_no_evidence_was_kept_has_no_contributors() -> None:
    """Measured for the year to date only; a quarter that nothing covers is another matter."""
    found = contributions(results_of(book(stated(STARS, "Stars")), spans=("year to date",)), "5.1.1.a", Q2)
    assert found is not None and list(found.columns) == ["key", "amount"] and not len(found)
    assert contributions(both(), "5.1.1.a", Q2 + 1) is None


def test_groups_that_are_not_kept_need_the_rows() -> None:
    results = both()
    assert (
        by_group(results, None, "5.1.3.b", "district", SPANS[0], Q2).why_not
        == "The rows behind it are not available."
    )
    assert by_group(results, None, "5.1.3.b", "district", SPANS[0], Q2).beside == ""
    asked = by_group(results, results, "5.1.3.b", "district", SPANS[0], Q2)
    assert asked.why_not == (
        "Nobody counted here has a known district: it is taken from the period of support under the same "
        "reference."
    )
    nothing = by_group(results, results, "5.1.3.b", "district", SPANS[0], Q2 + 1).why_not
    assert nothing == "No return covers 2024/25 Q3."


def test_a_page_says_what_is_not_judged_and_that_chance_has_no_part_in_it() -> None:
    """Two pairs are too few, one young person is one of few quarters, and of four returns there is nothing."""
    results = both()
    lines = overview(results, Q2)
    assert covered_quarters(results) == [Q2] and page_chance(lines) == ""
    said = page_not_judged(lines)
    assert said.startswith(
        "Not judged: 5.1.1.a and 5.1.1.b (fewer than 5 young people are behind the figure); "
    )
    assert "5.3.1.a and 5.3.1.b (no return covers 2024/25 Q2)" in said
    assert (
        said_by_ref(results, Q2)["5.1.1.b"]
        == "Change not judged: fewer than 5 young people are behind the figure."
    )


def said_by_ref(results, quarter):
    return {line.measure.ref: verdict_told(line) for line in overview(results, quarter)}


def test_what_follows_the_school_year_is_beside_the_year_before() -> None:
    """20 pupils in April 2023 and 30 in April 2024. The other measures have no year to date to compare."""
    books = [
        book(
            stated(
                f"{SESSIONS}\n{day}  Elm School  100001  Year 9  Delivered  {many}  2",
                "Sessions",
                f"{year} Q1",
            ),
            name=f"{year[-2:]}.xlsx",
        )
        for year, day, many in (("2023/24", "2023-04-24", 20), ("2024/25", "2024-04-24", 30))
    ]
    said = said_by_ref(results_of(*books, spans=SPANS[:2]), Q2 - 1)
    assert said["5.1.5.a"] == (
        "Change not judged: what follows the school year is compared with the year before. The year to "
        "date is 30: up 10 from 20 a year before."
    )
    # Without years to date nothing is said of them, nor of a quarter without a value.
    assert said_by_ref(results_of(*books), Q2 - 1)["5.1.5.a"].endswith("with the year before.")
    assert "year to date" not in said_by_ref(results_of(*books), Q2 - 1)["5.1.5.a"]
    assert "year to date" not in said_by_ref(results_of(*books, spans=SPANS[:2]), Q2 - 2)["5.1.5.a"]


def test_the_verdict_of_each_quarter_stands_in_its_row_only() -> None:
    """One young person in support: a quarter's verdict in the quarter's row, none for districts and the year."""
    results = results_of(book(stated(SUPPORT, "Support")), spans=SPANS[:2], by="district")
    frame = with_verdicts(results).frame
    one = (frame["span"] == "quarter") & (frame["area"] == "all")
    assert set(frame.loc[one, "verdict"]) == {"not judged"} and set(frame.loc[~one, "verdict"]) == {""}
    assert frame.columns[-1] == "verdict" and "verdict" not in results.frame
    alone = with_verdicts(results, Q2).frame
    assert alone["verdict"].ne("").tolist() == (one & (frame["period"] == Q2)).tolist()


def part(
    key: str, q: int, amount: float, state: int = COUNTED, topic: str = "pain scale", area: str = "all"
) -> tuple:
    return topic, q, area, key, state, amount, amount < 0, False


def frame_of(*parts: tuple) -> pd.DataFrame:
    return pd.DataFrame(parts, columns=list(PARTS)).astype({"key": object})


def test_how_many_young_peoples_parts_changed() -> None:
    """In Q1 A went, B was corrected and C came: 3; in the year to date of Q2 A and B have later scores, which stayed as
    they were, so there it is C alone."""
    q1, q2 = quarter(2024, 1), quarter(2024, 2)
    later = [part("A", q2, -2), part("B", q2, -3)]
    before = frame_of(part("A", q1, -1), part("B", q1, -1), part("D", q1, 1), *later)
    after = frame_of(part("B", q1, -2), part("C", q1, 1), part("D", q1, 1), *later)
    kind = EVIDENCE_KIND["pain pairs"]
    assert people_changed(before, after, kind, ("quarter",), q2) == [3]
    assert people_changed(before, after, kind, ("year to date",), q2) == [3, 1]
    assert people_changed(before, before, kind, SPANS, q2) == []


def test_of_a_headcount_as_many_parts_changed_as_it_moved() -> None:
    """A class of 30 is one of 25, and one of 10 came: 15 pupils. What only one of the two versions leaves out is no
    part of the figure."""
    q1 = quarter(2024, 1)
    pupils = {"topic": "young people"}
    before = frame_of(part("9A", q1, 30, **pupils), part("9C", q1, 0, LEFT_OUT, **pupils))
    after = frame_of(part("9A", q1, 25, **pupils), part("9B", q1, 10, **pupils))
    assert people_changed(before, after, EVIDENCE_KIND["school cohorts"], ("quarter",), q1) == [15]


def test_who_is_in_two_windows_of_a_year_is_in_none_of_them() -> None:
    """A's windows ended in Q1 and in Q2: of the year A is left out, in both versions; in Q2 alone the answer changed."""
    q1, q2 = quarter(2024, 1), quarter(2024, 2)
    topic = {"topic": "no reoffence"}
    before = frame_of(part("A", q1, 1, **topic), part("A", q2, 1, **topic), part("B", q2, 1, OPEN, **topic))
    after = before.assign(success=[False, True, False])
    kind = EVIDENCE_KIND["follow-up"]
    assert people_changed(before, after, kind, ("quarter",), q2) == [1]
    assert people_changed(before, after, kind, ("year to date",), q2) == []


def test_the_rows_of_a_quarter_are_those_of_all_measures_in_all_areas() -> None:
    """Two quarters, by district and with the year to date: 19 rows, in the framework's order."""
    books = [
        book(stated(SUPPORT, "Support"), name="a"),
        book(stated(SUPPORT, "Support", "2024/25 Q3"), name="b"),
    ]
    results = results_of(*books, spans=SPANS[:2], by="district")
    rows = of_quarter(results, Q2)
    assert rows["ref"].tolist() == [measure.ref for measure in MEASURES]
    assert set(rows["period"]) == {Q2} and set(rows["span"]) == {"quarter"} and set(rows["area"]) == {"all"}
    assert rows.index.tolist() == list(range(len(MEASURES))) and list(rows) == list(results.frame)


def test_what_follows_the_school_year_is_told_beside_the_year_before() -> None:
    lines = {line.measure.ref: line for line in overview(both(), Q2)}
    assert lines["5.1.5.a"].told_first == ("a year before", lines["5.1.5.a"].year_ago)
    assert lines["5.1.1.a"].told_first == ("the quarter before", lines["5.1.1.a"].previous)


def test_who_came_and_who_went_is_told_of_each() -> None:
    """A went, B was corrected, C and E came, D stayed as it was."""
    q1 = quarter(2024, 1)
    before = frame_of(part("A", q1, -1), part("B", q1, -1), part("D", q1, 1))
    after = frame_of(part("B", q1, -2), part("C", q1, 1), part("D", q1, 1), part("E", q1, 1))
    changed = changed_parts(before, after, EVIDENCE_KIND["pain pairs"]).set_index("key").sort_index()
    assert changed["came"].to_dict() == {"A": False, "B": False, "C": True, "E": True}
    assert changed["went"].to_dict() == {"A": True, "B": False, "C": False, "E": False}
    assert set(changed["people"]) == {1}


def test_a_figure_of_four_quarters_is_named_with_them_and_beside_the_year_before() -> None:
    lines = {line.measure.ref: line for line in overview(both(), Q2)}
    line = lines["5.1.1.a"]
    rolling = line._replace(now=line.now._replace(rolling=True))
    assert line.name == line.measure.name and not line.against_year
    assert rolling.name == f"{line.measure.name}, 2023/24 Q3 to 2024/25 Q2"
    assert rolling.told_first == ("a year before", line.year_ago)


def test_the_verdicts_of_a_frame_are_those_of_its_lines() -> None:
    results = results_of(book(stated(SUPPORT, "Support")), spans=SPANS[:2], by="district")
    found = frame_verdicts(results.frame, Q2)
    assert found == {line.measure.ref: line.verdict for line in overview(results, Q2)}
    rows = quarter_with_verdicts(results, Q2)
    assert dict(zip(rows["ref"], rows["verdict"], strict=True)) == {ref: v.word for ref, v in found.items()}


def test_that_the_furthest_come_back_is_said_once_where_a_change_is_shown() -> None:
    """A star went from 3 to 5; in the quarter after it there is nothing."""
    assert page_regression(overview(both(), Q2)) == regression_to_the_mean(MEASURE["5.1.1.a"]) != ""
    assert page_regression(overview(both(), Q2 + 1)) == page_regression([]) == ""


def test_the_year_of_a_count_is_told_with_its_year_to_date_once() -> None:
    """30 pupils of one class so far; of a percentage nothing is told, nor of what has no value."""
    rows = [f"2024-{day}  Elm School  100001  Year 9  Delivered  30  2" for day in ("04-23", "07-03")]
    quarters = [
        stated("\n".join([SESSIONS, row]), "Sessions", says)
        for row, says in zip(rows, ("2024/25 Q1", "2024/25 Q2"), strict=True)
    ]
    results = results_of(book(quarters[0], name="a"), book(quarters[1], name="b"), spans=SPANS[:2])
    lines = {line.measure.ref: line for line in overview(results, Q2)}
    line = lines["5.1.5.a"]
    assert line.year_end is not None
    alone = year_still_to_come(line.year_end, line.measure)
    assert alone.startswith("Not projected to the year's end: it takes 8 quarters")
    assert (
        year_end_told(line)
        == f"So far this year: 30 young people, each group of pupils counted once. {alone}"
    )
    assert year_end_told(line) == year_end_says(line.year_end, line.measure)
    assert year_end_told(line, beside_to_date=True) == alone
    assert year_end_told(line._replace(to_date=None), beside_to_date=True) == year_end_told(line)
    assert year_end_told(lines["5.1.1.b"]) == year_end_told(line._replace(year_end=None)) == ""
    assert year_end_told(line._replace(now=line.now._replace(value=None))) == ""


def test_the_rows_behind_a_headcount_are_of_a_school_and_a_cohort() -> None:
    """One row has both, one no cohort, and one neither; each with its headcount."""
    rows = [
        "2024-07-03  Elm School  100001  Year 9  Delivered  30  2",
        "2024-07-04  Oak School  100002  -  Delivered  20  1",
        "2024-07-05  -  -  -  Delivered  10  1",
    ]
    found = rows_behind(results_of(book(stated("\n".join([SESSIONS, *rows]), "Sessions"))), "5.1.5.a", Q2)
    assert list(found.columns[:3]) == ["state", "why", "amount"]
    assert found[["who", "cell", "amount"]].values.tolist() == [
        ["Elm School, Year 9", "A3", 30.0],
        ["Oak School", "A4", 20.0],
        ["", "A5", 10.0],
    ]
    assert "first_cell" not in found and found["date"].tolist() == [
        dt.date(2024, 7, day) for day in (3, 4, 5)
    ]


def test_a_first_reading_in_another_file_is_named_with_it() -> None:
    """A's first score came with the return of Q1, in a sheet of its own; B's stands in the same sheet as the latest."""
    first = "Young person ref  Date  Area  Score\nA  2024-05-02  Meaningful use of time  3"
    second = (
        "Young person ref  Date  Area  Score\nA  2024-08-02  Meaningful use of time  5\n"
        "B  2024-07-02  Meaningful use of time  6\nB  2024-08-02  Meaningful use of time  5"
    )
    books = [
        book(stated(first, "Spring", "2024/25 Q1"), name="spring.xlsx"),
        book(stated(second, "Summer"), name="summer.xlsx"),
    ]
    found = rows_behind(results_of(*books), "5.1.1.a", Q2)
    assert found[["who", "cell", "first_cell", "first_date"]].values.tolist() == [
        ["a", "D3", "spring.xlsx · Spring · D3", dt.date(2024, 5, 2)],
        ["b", "D5", "D4", dt.date(2024, 7, 2)],
    ]


def test_everybody_who_is_lost_on_the_way_to_a_pair_is_lost_for_a_reason() -> None:
    """Five are supported. E has a score of another area only. Of the other four A has a pair, B one score, D's second is no score, and
    C's only one is of the quarter before."""
    support = SUPPORT.strip().splitlines()[0] + "".join(
        f"\n{who}  2024-07-02  -  Community" for who in ("A", "B", "C", "D", "E")
    )
    early, late = (
        "Young person ref  Date  Area  Score\n"
        + "\n".join(
            f"{who}  {day}  {'Offending' if who == 'E' else 'Meaningful use of time'}  {score}"
            for who, day, score in rows
        )
        for rows in (
            [("A", "2024-05-02", 3), ("C", "2024-05-03", 4), ("D", "2024-05-04", 5), ("E", "2024-05-05", 5)],
            [("A", "2024-08-02", 5), ("B", "2024-08-03", 6), ("D", "2024-08-04", 11)],
        )
    )
    results = results_of(
        book(stated(early, "Stars", "2024/25 Q1"), name="q1"),
        book(stated(support, "Support"), stated(late, "Stars"), name="q2"),
    )
    steps = attrition_flow(results, "5.1.1.b", Q2)
    assert [(step.people, step.beside, step.lost) for step in steps] == [
        (5, "", ()),
        (4, "", ((1, "without a usable score by its end"),)),
        (
            1,
            "",
            ((1, "with one reading only"), (1, "left out"), (1, "without a score in the quarter")),
        ),
    ]


def test_of_pairs_of_scores_there_are_no_windows_that_end() -> None:
    found = maturity(both(), "5.1.1.b")
    assert tuple(found.columns) == MATURITY and not len(found)


def test_no_return_is_told_of_a_quarter_before_the_first_or_after_the_last() -> None:
    governed = both().governed
    found = [governing_return(governed, "support", quarter) for quarter in (Q2 - 1, Q2, Q2 + 1)]
    assert [one.number if one else None for one in found] == [None, 0, None]
    assert governing_return(governed, "police_sessions", Q2) is None


def test_of_what_is_no_change_there_is_no_distribution() -> None:
    found = change_distribution(both(), "5.1.3.b", Q2)
    assert list(found.columns) == ["change", "people", "side"] and not len(found)
    of_pairs = change_distribution(both(), "5.1.1.b", Q2).set_index("change")
    assert (of_pairs.loc[2, "people"], of_pairs.loc[-1, "people"], of_pairs["people"].sum()) == (1, 1, 2)
    assert of_pairs.loc[[-1, 0, 2], "side"].tolist() == ["worse", "same", "better"]


def test_where_no_return_says_who_was_supported_in_the_quarter_the_flow_begins_with_the_scores() -> None:
    """The periods of support are of the quarter before."""
    books = [
        book(stated(SUPPORT.replace("07-02", "05-02"), "Support", "2024/25 Q1"), name="q1"),
        book(stated(STARS, "Stars"), name="q2"),
    ]
    steps = attrition_flow(results_of(*books), "5.1.1.b", Q2)
    assert [(step.words, step.people) for step in steps] == [
        ("With a score in the quarter", 3),
        ("With an earlier score to compare", 2),
    ]


def test_a_row_that_cannot_be_used_is_among_those_behind_a_figure() -> None:
    """C has one score, D none that can be read; E has a blank one beside a pair, and is counted for the pair."""
    rows = (
        "A  2024-07-02  Meaningful use of time  3\nA  2024-08-02  Meaningful use of time  5\n"
        "C  2024-08-02  Meaningful use of time  4\nD  2024-08-03  Meaningful use of time  -\n"
        "E  2024-07-02  Meaningful use of time  6\nE  2024-08-02  Meaningful use of time  6\n"
        "E  2024-08-09  Meaningful use of time  -"
    )
    stars = f"Young person ref  Date  Area  Score\n{rows}"
    found = rows_behind(results_of(book(stated(stars, "Stars"))), "5.1.1.a", Q2)
    assert found[["state", "why", "who", "cell"]].values.tolist() == [
        ["counted", "", "a", "D4"],
        ["counted", "", "e", "D8"],
        ["left out", "the score is blank or cannot be used", "d", "D6"],
        ["one reading only", "", "c", "D5"],
    ]
    assert found["amount"].tolist()[:2] == [2.0, 0.0] and found["amount"].isna().tolist()[2:] == [True, True]


def test_a_reading_that_cannot_be_used_is_left_out_of_its_own_district() -> None:
    """A, of the first district, has a pair; D, of the second, a blank score."""
    support = "Young person ref  Support started  Support ended  Setting  District" + "".join(
        f"\n{who}  2024-07-02  -  Community  {district}"
        for who, district in zip("AD", DISTRICTS[:2], strict=True)
    )
    stars = (
        "Young person ref  Date  Area  Score\nA  2024-07-02  Meaningful use of time  3\n"
        "A  2024-08-02  Meaningful use of time  5\nD  2024-08-03  Meaningful use of time  -"
    )
    results = results_of(book(stated(support, "Support"), stated(stars, "Stars")))
    found = dict(by_group(results, results, "5.1.1.a", "district", SPANS[0], Q2).groups)
    told = {name: (figure.n or 0, figure.left_out) for name, figure in found.items()}
    assert told[DISTRICTS[0]] == (1, 0) and told[DISTRICTS[1]] == (0, 1)


def test_the_words_for_why_a_row_is_not_counted() -> None:
    named = {
        "NO_SCORE": "the score is blank or cannot be used",
        "NO_DATE": "a date cannot be used",
        "NO_ANSWER": "the answer needed is blank or cannot be read",
        "NO_HEADCOUNT": "the headcount is blank or cannot be used",
        "NO_MEMBERSHIP": "not known whether the school is in a hotspot area or a priority school",
        "NO_STATUS": "the session's status or type cannot be read",
        "UNTRACED": "could not be traced",
        "DISAGREE": "two rows of the person disagree",
        "NO_REOFFENCE_KNOWN": "not known whether the person reoffended",
        "NO_HARM": "harm before or after is not known",
        "NO_FIRST": "an earlier score may be theirs, under another spelling of the reference",
    }
    assert {name: evidence_frame.WHYS[getattr(evidence_frame, name)] for name in named} == named
    assert len(evidence_frame.WHYS) == len(named) + 1 and evidence_frame.WHYS[0] == ""
    states = ("COUNTED", "SINGLE", "ZERO_BEFORE", "OPEN", "LEFT_OUT")
    assert [evidence_frame.STATES[getattr(evidence_frame, name)] for name in states] == [
        "counted",
        "one reading only",
        "zero before",
        "follow-up still open",
        "left out",
    ]


def test_what_stands_beside_a_value_in_words() -> None:
    counts = {"ceiling": 1, "single": 2, "zero_before": 3, "open": 4}
    assert note_of(counts, "", "quarter") == (
        "1 began at the best score and could not improve; 2 with one reading only; 3 with no harm before, "
        "counted apart; 4 whose follow-up was still open when the return was made"
    )
    assert (
        note_of(counts | {"ceiling": 0, "zero_before": 0, "open": 0}, "", "quarter")
        == "2 with one reading only"
    )
    assert note_of(counts, "x", "quarter") == "no return covers it"
    assert note_of(counts, "x", SPANS[2]) == "returns do not cover all four quarters"


def test_a_session_that_is_not_counted_says_why() -> None:
    """One without a headcount and one whose status cannot be read; of a third it is not known whether its school is in a
    hotspot area, as no list of schools came."""
    rows = [
        "2024-07-03  Elm School  100001  Year 9  Delivered  -  2",
        "2024-07-04  Oak School  100002  Year 9  Perhaps  20  1",
        "2024-07-05  Ash School  100003  Year 9  Delivered  10  1",
    ]
    results = results_of(book(stated("\n".join([SESSIONS, *rows]), "Sessions")))
    headcount, status = (
        "the headcount is blank or cannot be used",
        "the session's status or type cannot be read",
    )
    unknown = "not known whether the school is in a hotspot area or a priority school"
    assert left_out(results, "5.1.5.a", Q2) == {headcount: 1, status: 1}
    assert left_out(results, "5.1.5.b", Q2) == {headcount: 1, status: 1, unknown: 1}
