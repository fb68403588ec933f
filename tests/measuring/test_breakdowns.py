"""Measures by district, age band, gender and ethnicity: worked by hand, and held to the districts that the
second implementation knows."""

import copy
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings

from ieo_metrics.accepting.breakdown_groups import can_be_grouped
from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.charts.breakdown_dots import breakdown_dots, breakdown_in_words, has_intervals
from ieo_metrics.framework.breakdowns import BREAKDOWN, BREAKDOWNS
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import first_day, last_day, quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.record_tables import TABLES
from ieo_metrics.framework.words.code_lists import AGE_BAND, DISTRICTS, ETHNICITY, NOT_KNOWN
from ieo_metrics.measuring.by_group import ByGroup, by_group, period_in_words
from ieo_metrics.measuring.compute_measures import ALL, Results, compute_measures
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.pipeline import collect_files
from ieo_metrics.reading.read_files import read_files
from sample_data.make_samples import FILES, HERE, RETURNED, reset_society
from tests.second import generate
from tests.second.drawn import given as drawn
from tests.second.plain import PlainReturn
from tests.second.real import accepted

quick = settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
SSJ, POLICE, ARTSWORK, ROCK_POOL, NO_LIMITS = (
    "Society of St James",
    "Constabulary",
    "Artswork",
    "Rock Pool",
    "No Limits",
)
Q1 = quarter(2024, 1)
QUARTER, YEAR, ROLLING = SPANS

# A's support began at 18 to 21 and was taken up again at 22 to 25; C's band is blank at last; D has none at
# all.
SUPPORT = """
    person_ref  started     ended       setting    district     age_band  gender
    A           2023-05-01  2023-06-30  community  Portsmouth   18 to 21  male
    A           2024-04-05  -           community  Portsmouth   22 to 25  male
    B           2024-04-05  -           community  Southampton  22 to 25  female
    C           2023-05-01  2024-05-01  community  Hampshire    18 to 21  male
    C           2024-05-02  -           community  Hampshire    -         male
"""
STARS = """
    person_ref  date        area       score
    A           2023-05-05  offending  3
    A           2023-06-05  offending  5
    A           2024-05-05  offending  8
    B           2024-04-05  offending  4
    B           2024-06-05  offending  3
    C           2024-04-05  offending  5
    C           2024-06-05  offending  5
    D           2024-04-05  offending  2
    D           2024-06-05  offending  3
"""
RESET = drawn(SSJ, "2024-07-14", "2023/24 Q1..2024/25 Q1", support=SUPPORT, star_readings=STARS)


def results_of(*returns: PlainReturn, **how: object) -> Results:
    chosen = Settings()
    governed = govern(accepted(list(returns), chosen), chosen)
    assert governed is not None
    return compute_measures(governed, chosen, spans=SPANS, **how)


def by_area(results: Results, ref: str, label: str) -> dict[str, tuple]:
    """area → (value, denominator), of those areas that have a value."""
    frame = results.frame
    frame = frame[(frame["ref"] == ref) & (frame["quarter"] == label) & frame["value"].notna()]
    return {
        row.area: (row.value, None if row.denominator != row.denominator else int(row.denominator))
        for row in frame.itertuples()
    }


def test_whose_age_band_changes_is_of_the_band_that_the_latest_support_says() -> None:
    results = results_of(RESET, by="age band")
    # A's first pair is of 2023, when A was 18 to 21; the latest support says 22 to 25, in every quarter.
    assert by_area(results, "5.2.2.b", "2023/24 Q1") == {"all": (2, 1), "22 to 25": (2, 1)}
    # 2024/25 Q1: A +5, B −1, C 0, D +1. C's latest support says nothing, D has none.
    assert by_area(results, "5.2.2.b", "2024/25 Q1") == {
        "all": (1.25, 4),
        "22 to 25": (2, 2),
        NOT_KNOWN: (0.5, 2),
    }
    assert by_area(results, "5.2.2.c", "2024/25 Q1") == {
        "all": (0.5, 4),
        "22 to 25": (0.5, 2),
        NOT_KNOWN: (0.5, 2),
    }


def test_a_period_of_support_is_of_the_band_that_it_says_itself() -> None:
    results = results_of(RESET, by="age band")
    nobody = {"under 18": (0, None), "over 25": (0, None)}
    assert by_area(results, "5.1.3.b", "2023/24 Q1") == nobody | {
        "all": (2, None),
        "18 to 21": (2, None),
        "22 to 25": (0, None),
        NOT_KNOWN: (0, None),
    }
    # C's earlier period reaches into the quarter, and the later one, which says no band, begins in it: C
    # stands in both.
    assert by_area(results, "5.1.3.b", "2024/25 Q1") == nobody | {
        "all": (3, None),
        "18 to 21": (1, None),
        "22 to 25": (2, None),
        NOT_KNOWN: (1, None),
    }


def test_by_gender_over_four_quarters() -> None:
    results = results_of(RESET, by="gender")
    # Rolling to 2024/25 Q1: 2023/24 Q2 to 2024/25 Q1, so A's pair of the first quarter is out: +5 for A, 0
    # for C; B −1; D +1.
    assert by_area(results, "5.2.2.b", "2023/24 Q2 to 2024/25 Q1") == {
        "all": (1.25, 4),
        "female": (-1, 1),
        "male": (2.5, 2),
        NOT_KNOWN: (1, 1),
    }
    # Each once in the year, though A and C have two periods.
    assert by_area(results, "5.1.3.b", "2023/24 Q4 YTD")["male"] == (2, None)


def test_the_constabulary_s_rows_take_the_group_from_the_society_s() -> None:
    police = drawn(
        POLICE, "2024-07-14", "2024/25 Q1",
        follow_up="""
            person_ref  started     traced  reoffended
            A           2023-05-01  yes     no
            B           2023-05-01  yes     yes
            Z           2023-05-01  yes     no
        """,
    )  # fmt: skip
    assert by_area(results_of(RESET, police, by="gender"), "5.2.1.a", "2024/25 Q1") == {
        "all": (2 / 3, 3),
        "female": (0, 1),
        "male": (1, 1),
        NOT_KNOWN: (1, 1),
    }


def test_of_rows_of_one_latest_start_the_last_says_the_group() -> None:
    """The same period stands in two rows, and A has moved."""
    support = """
        person_ref  started     ended  setting    district
        A           2024-04-05  -      community  Portsmouth
        A           2024-04-05  -      community  Southampton
    """
    stars = "person_ref  date  area  score\nA  2024-04-05  offending  4\nA  2024-06-05  offending  6"
    moved = drawn(SSJ, "2024-07-14", "2024/25 Q1", support=support, star_readings=stars)
    found = by_area(results_of(moved, by="district"), "5.2.2.b", "2024/25 Q1")
    assert found == {"all": (2, 1), "Southampton": (2, 1)}


def test_sessions_are_of_no_gender_and_stay_whole() -> None:
    police = drawn(
        ROCK_POOL,
        "2024-07-14",
        "2024/25 Q1",
        police_sessions="date        type\n2024-05-01  trauma informed training",
    )
    assert by_area(results_of(police, by="gender"), "5.3.1.b", "2024/25 Q1") == {
        "all": (1, None), "female": (0, None), "male": (0, None), "non-binary or other": (0, None),
        NOT_KNOWN: (1, None),
    }  # fmt: skip


@pytest.mark.parametrize("one", BREAKDOWNS, ids=lambda one: one.name)
def test_each_breakdown_is_a_field_of_the_tables_that_it_names(one) -> None:
    fields = {t.name: field for t in TABLES for field in t.fields if field.name == one.field}
    assert set(fields) == set(one.tables) and all(field.words is one.words for field in fields.values())
    # A row's code is its place among the field's words, and not known is the last group.
    assert one.groups[: len(one.words)] == tuple(one.words) and one.groups[-1] == NOT_KNOWN
    assert [
        can_be_grouped(one, name) for name in ("support", "star_readings", "follow_up", "police_sessions")
    ] == [True, True, True, False]
    assert can_be_grouped(one, "school_sessions") == (one.name == "district")


ALSO = {"age band": dict(zip(DISTRICTS, AGE_BAND)), "ethnicity": dict(zip(DISTRICTS, ETHNICITY))}


def with_groups(returns: list[PlainReturn], field: str, group_of: dict[str, str]) -> list[PlainReturn]:
    """The same returns, with a group in another field wherever a period of support says a district."""
    out = copy.deepcopy(returns)
    for one in out:
        for row in one.tables.get("support", []):
            row[field] = group_of.get(row["district"], row["district"])
    return out


@quick
@given(generate.returns(), generate.settings())
@pytest.mark.parametrize("name", ALSO)
def test_another_field_that_says_the_same_as_the_district_gives_the_same(name: str, returns, chosen) -> None:
    """The second implementation knows districts; of young people, every other breakdown is worked out
    alike."""
    group_of = ALSO[name]
    governed = govern(accepted(with_groups(returns, BREAKDOWN[name].field, group_of), chosen), chosen)
    if governed is None:
        return
    of = tuple(m for m in MEASURES if m.reads[0] not in ("school_sessions", "police_sessions"))
    districts, others = (
        compute_measures(governed, chosen, spans=SPANS, by=by, measures=of).frame for by in ("district", name)
    )
    same = {**group_of, ALL: ALL, NOT_KNOWN: NOT_KNOWN}
    keys = ["ref", "span", "period", "area"]
    left = districts.assign(area=districts["area"].map(same)).set_index(keys).sort_index()
    right = others[others["area"].isin(same.values())].set_index(keys).sort_index()
    assert left.equals(right.loc[left.index])


@quick
@given(generate.returns(), generate.settings())
@pytest.mark.parametrize("by", ["age band", "gender", "ethnicity"])
def test_the_groups_of_young_people_add_up(by: str, returns, chosen) -> None:
    words = dict(zip(DISTRICTS, BREAKDOWN[by].words))
    governed = govern(
        accepted(with_groups(returns, BREAKDOWN[by].field, words | {"Southampton": None}), chosen), chosen
    )
    if governed is None:
        return
    frame = compute_measures(governed, chosen, spans=SPANS, by=by).frame
    frame = frame[frame["marker"] != "x"]
    sums = [
        "numerator",
        "denominator",
        "left_out",
        "single",
        "zero_before",
        "open",
        "better",
        "same",
        "worse",
        "ceiling",
    ]
    total = frame[frame["area"] == ALL].set_index(["ref", "quarter"])[sums].fillna(0).sort_index()
    parts = frame[frame["area"] != ALL].groupby(["ref", "quarter"])[sums].sum().sort_index()
    supported = total.index.get_level_values("ref") == "5.1.3.b"
    assert total[~supported].equals(parts[~supported].astype(total.dtypes))
    assert (total["numerator"][supported] <= parts["numerator"][supported]).all()


def test_one_measure_alone_is_as_among_all() -> None:
    every = results_of(RESET, by="gender").frame
    alone = results_of(RESET, by="gender", measures=(MEASURE["5.2.2.c"],)).frame
    assert alone.reset_index(drop=True).equals(every[every["ref"] == "5.2.2.c"].reset_index(drop=True))


# The invented samples


@pytest.fixture(scope="module")
def samples() -> Results:
    files = [(name, (HERE / name).read_bytes()) for name in FILES]
    found = collect_files(read_files(files), Settings(), RETURNED)
    assert found.governed is not None
    return compute_measures(found.governed, found.settings, spans=SPANS, by="district")


@pytest.mark.parametrize(
    ("by", "column"), [("district", 4), ("age band", 5), ("gender", 6), ("ethnicity", 7)]
)
def test_people_supported_in_the_samples_counted_a_second_way(samples: Results, by: str, column: int) -> None:
    """From the rows that the workbooks are made of: ref, start, end, setting, district, age band, gender,
    ethnicity."""
    frame = compute_measures(samples.governed, Settings(), by=by, measures=(MEASURE["5.1.3.b"],)).frame
    found = {(row.period, row.area): row.value for row in frame.itertuples()}
    rows = [row for row in reset_society()["Support"] if row[3] == "Community"]
    for q in range(quarter(2022, 1), quarter(2024, 4) + 1):
        active = [row for row in rows if row[1] <= last_day(q) and (row[2] is None or row[2] >= first_day(q))]
        assert found[q, ALL] == len({row[0] for row in active})
        for group in BREAKDOWN[by].groups:
            here = {row[0] for row in active if _group(row[column], by) == group}
            assert found[q, group] == len(here), (q, group)


def _group(cell: object, by: str) -> str:
    """The sample's words are the field's own but for capitals, and councils within Hampshire."""
    names = {name.casefold(): name for name in BREAKDOWN[by].groups}
    said = str(cell).casefold()
    return (
        NOT_KNOWN
        if cell is None
        else names.get(said) or next(name for name, forms in BREAKDOWN[by].words.items() if said in forms)
    )


def shown(
    samples: Results,
    ref: str,
    by: str,
    span: str = QUARTER,
    change: Callable[[Results], Results] = lambda one: one,
) -> ByGroup:
    return by_group(change(samples), samples, ref, by, span, quarter(2024, 4))


@pytest.mark.parametrize("span", SPANS)
@pytest.mark.parametrize("by", BREAKDOWN)
def test_a_breakdown_has_its_total_first_and_all_its_groups(samples: Results, by: str, span: str) -> None:
    found = shown(samples, "5.2.1.a", by, span)
    assert found.why_not == "" and tuple(name for name, _ in found.groups) == BREAKDOWN[by].groups
    assert (
        sum(f.n for _, f in found.groups) == found.total.n
        and sum(f.left_out for _, f in found.groups) == found.total.left_out
    )
    assert (
        found.period
        == {
            QUARTER: "2024/25 Q4",
            YEAR: "year to date to 2024/25 Q4",
            ROLLING: "rolling four quarters to 2024/25 Q4",
        }[span]
    )


def test_what_cannot_be_broken_down_says_why(samples: Results) -> None:
    assert (
        shown(samples, "5.3.1.a", "gender").why_not
        == "The return of TIPS does not include gender, so there is nothing to break down."
    )
    assert (
        shown(samples, "5.3.1.a", "district").why_not
        == "The return of TIPS does not include district, so there is nothing to break down."
    )
    assert (
        shown(samples, "5.1.5.a", "age band").why_not
        == "The return of Choices does not include age band, so there is nothing to break down."
    )
    assert shown(samples, "5.1.5.a", "district").why_not == ""
    assert shown(samples, "5.1.2.c", "gender").why_not.startswith("Nobody counted here has a known gender")
    early = by_group(samples, samples, "5.2.1.a", "gender", ROLLING, quarter(2022, 1))
    assert (
        early.why_not == "The returns do not cover all of the rolling four quarters to 2022/23 Q1."
        and not early.groups
    )


def test_rows_that_were_reduced_are_not_broken_down(samples: Results) -> None:
    def more(results: Results) -> Results:
        """As it was measured while a young person's row was still there."""
        frame = results.frame.copy()
        frame.loc[frame["ref"] == "5.2.1.a", ["numerator", "denominator"]] += 1
        return results._replace(frame=frame)

    assert (
        shown(samples, "5.2.1.a", "gender", change=more).why_not
        == "The rows about young people behind it were reduced to aggregates, which do not include gender."
    )
    assert (
        shown(samples, "5.2.1.a", "district", change=more).why_not == ""
    )  # districts are kept with the total


def test_who_stands_in_two_groups_is_said() -> None:
    results = results_of(RESET, by="district")
    found = by_group(results, results, "5.1.3.b", "age band", QUARTER, Q1)
    own = "The group is the one given for a period of support itself."
    assert (
        found.beside == f"{own} Anything in two groups is counted in both, so the groups add up to 4, not 3."
    )
    assert by_group(results, results, "5.1.3.b", "gender", QUARTER, Q1).beside == own
    latest = "A young person's group is the one given for their latest period of support."
    assert by_group(results, results, "5.2.2.c", "age band", QUARTER, Q1).beside == latest


def test_the_dots_are_the_groups_that_have_a_value() -> None:
    results = results_of(RESET, by="district")
    found, measure = by_group(results, results, "5.2.2.c", "gender", QUARTER, Q1), MEASURE["5.2.2.c"]
    figure = breakdown_dots(found, measure)
    points = figure.data[0]
    # A rose, C stayed; B fell; D rose: half of all, none of one, half of two, one of one.
    assert list(points.y) == ["all", "female", "male", NOT_KNOWN] and list(points.x) == [0.5, 0, 0.5, 1]
    assert points.error_x.arrayminus[1] == 0 and 0.5 < points.error_x.array[1] < 1
    assert figure.layout.shapes[0].x0 == 0.5
    assert breakdown_in_words(found, measure).startswith(
        "Offending: positive change by group, 2024/25 Q1, with 95% intervals: all 50% of 4, 95% range "
        "15% to 85%;"
    )
    assert has_intervals(found) and not has_intervals(
        by_group(results, results, "5.1.3.b", "gender", QUARTER, Q1)
    )


def test_a_period_in_words() -> None:
    assert [period_in_words(Q1, span) for span in SPANS] == [
        "2024/25 Q1",
        "year to date to 2024/25 Q1",
        "rolling four quarters to 2024/25 Q1",
    ]


def test_no_file_of_the_samples_is_missed() -> None:
    assert {path.name for path in Path(HERE).glob("*.xlsx")} == set(FILES)


def test_where_only_one_without_a_known_group_is_left_out_it_is_said() -> None:
    """Two young people of whom no period of support is known: one has a pair, one a blank score."""
    stars = """
        person_ref  date  area  score
        X           2024-04-01  offending  3
        X           2024-05-01  offending  4
        Y           2024-05-02  offending  -
    """
    said = "Nobody counted here has a known gender: it is taken from the period of support under the same reference."
    for rows in (stars, "\n".join(stars.splitlines()[:2] + stars.splitlines()[4:5])):
        results = results_of(drawn(SSJ, "2024-07-14", "2024/25 Q1", star_readings=rows))
        found = by_group(results, results, "5.2.2.c", "gender", QUARTER, Q1)
        assert found.why_not == said and found.groups == ()
    nobody = results_of(drawn(SSJ, "2024-07-14", "2024/25 Q1", star_readings="person_ref  date  area  score"))
    found = by_group(nobody, nobody, "5.2.2.c", "gender", QUARTER, Q1)
    assert found.why_not == "" and [name for name, _ in found.groups] == list(BREAKDOWN["gender"].groups)


def test_a_total_that_was_kept_stands_beside_groups_from_the_rows() -> None:
    """Kept without any breakdown, and worked out by gender from the rows."""
    kept, full = results_of(RESET), results_of(RESET, by="district")
    found = by_group(kept, full, "5.1.3.b", "gender", QUARTER, Q1)
    assert found.why_not == "" and found.period == "2024/25 Q1"
    assert found.total == by_group(full, full, "5.1.3.b", "gender", QUARTER, Q1).total
    assert {name: figure.value for name, figure in found.groups if figure.value} == {"male": 2, "female": 1}
    assert (
        by_group(kept, None, "5.1.3.b", "gender", QUARTER, Q1).why_not
        == "The rows behind it are not available."
    )


def test_a_window_that_is_open_is_of_its_own_persons_district() -> None:
    """A of the first district, whose window has ended, and B of the second, whose is open on the return's day."""
    support = "person_ref  started  setting  district\n" + "".join(
        f"{who}  2023-05-01  community  {district}\n"
        for who, district in zip("AB", DISTRICTS[:2], strict=True)
    )
    follow_up = "person_ref  started  window_end  traced  reoffended\n" + "".join(
        f"{who}  2023-05-01  {end}  yes  no\n" for who, end in (("A", "2024-05-01"), ("B", "2024-06-20"))
    )
    results = results_of(
        drawn(SSJ, "2024-07-14", "2023/24 Q1..2024/25 Q1", support=support),
        drawn(POLICE, "2024-06-10", "2024/25 Q1", follow_up=follow_up),
        by="district",
    )
    frame = results.frame
    own = frame[(frame["ref"] == "5.2.1.a") & (frame["span"] == QUARTER) & (frame["period"] == Q1)].set_index(
        "area"
    )
    assert own.loc[[ALL, *DISTRICTS[:2]], ["denominator", "open"]].to_numpy().tolist() == [
        [1, 1],
        [1, 0],
        [0, 1],
    ]
