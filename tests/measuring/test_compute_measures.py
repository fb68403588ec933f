"""What holds of all measures, on generated returns; and where each number came from."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ieo_metrics.accepting.governing_returns import govern
from ieo_metrics.accepting.returns import Part
from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.sort_rows_by_keys import order_by
from ieo_metrics.framework.statistic_kinds import MEAN, PEOPLE, SHARE, TOTAL
from ieo_metrics.framework.words.code_lists import DISTRICTS
from ieo_metrics.measuring.compute_measures import EVIDENCE_FUNCTIONS, ORDER, Results, compute_measures
from ieo_metrics.measuring.evidence_frame import (
    COUNTED,
    LEFT_OUT,
    SPANS,
    STATES,
    WHYS,
    best_of_each,
    expanded_to_periods,
)
from ieo_metrics.pipeline import measure_collection
from tests.recognising.in_memory import answers, book, collected
from tests.second import generate
from tests.second.plain import PlainReturn
from tests.second.real import accepted

quick = settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
SUMS = ("numerator", "denominator", "left_out", "single", "zero_before", "open")
# Their district is the person's, and each person has one; a session's or a period's is the row's own.
OF_ONE_DISTRICT = [m.ref for m in MEASURES if m.evidence not in ("support", "school cohorts")]


def computed(
    returns: list[PlainReturn], chosen: Settings, split: bool = False, **how: object
) -> Results | None:
    """The measures of plain returns; `split`: each table as if it had come in a file of its own."""
    numbered = accepted(returns, chosen)
    if split:
        numbered = [
            one._replace(
                parts=tuple(
                    Part(p.file, {name: frame}) for p in one.parts for name, frame in p.tables.items()
                ),
            )
            for one in numbered
        ]
    governed = govern(numbered, chosen)
    return compute_measures(governed, chosen, **how) if governed else None


def numbers(results: Results) -> list[tuple]:
    names = [
        "ref",
        "quarter",
        "area",
        "value",
        "numerator",
        "denominator",
        "left_out",
        "lower",
        "upper",
        "marker",
        "note",
    ]
    return [
        tuple(None if cell != cell else cell for cell in row)
        for row in results.frame[names].itertuples(index=False)
    ]


@quick
@given(generate.returns(), generate.settings())
def test_what_must_hold_of_every_row(returns, chosen):
    results = computed(returns, chosen, spans=SPANS, by="district")
    if results is None:
        return
    frame = results.frame
    assert tuple(frame.columns) == ORDER
    assert len(frame) == len(MEASURES) * len(SPANS) * results.governed.quarters * (1 + len(DISTRICTS))
    valued = frame[frame["value"].notna()]
    of = {m.ref: m.statistic.label for m in MEASURES}
    shares, means, sums = (
        valued[valued["ref"].map(of).isin(kinds)]
        for kinds in ([SHARE.label], [MEAN.label], [PEOPLE.label, TOTAL.label])
    )
    assert (shares["numerator"] <= shares["denominator"]).all()
    assert shares["value"].between(0, 1).all()
    assert means["value"].between(-10, 10).all()
    assert (sums["value"] >= 0).all() and sums["denominator"].isna().all()
    assert (
        valued["lower"].isna()
        | ((valued["lower"] <= valued["value"] + 1e-12) & (valued["value"] <= valued["upper"] + 1e-12))
    ).all()
    counted = frame[frame["denominator"].notna()]
    assert (
        counted["better"] + counted["same"] + counted["worse"] == counted["denominator"]
    ).all() or not len(counted)
    assert (frame["marker"].isin(["x", "z"]) == frame["value"].isna()).all()
    reached, in_hotspots = (
        frame.loc[frame["ref"] == ref, "value"].to_numpy() for ref in ("5.1.5.a", "5.1.5.b")
    )
    assert (np.isnan(in_hotspots) | (in_hotspots <= reached)).all()
    assert (frame.loc[frame["marker"] == "x", "left_out"].isna()).all() and frame.loc[
        frame["marker"] != "x", "left_out"
    ].notna().all()


def in_another_order(one: PlainReturn, shuffled: Callable[[list], list]) -> PlainReturn:
    """The return with its rows in another order, but for readings: of two scores of a day, the later row's is
    used."""
    return replace(
        one,
        tables={
            name: rows if name.endswith("_readings") else shuffled(rows) for name, rows in one.tables.items()
        },
    )


@quick
@given(generate.returns(), generate.settings(), st.randoms(use_true_random=False))
def test_the_order_of_rows_never_matters(returns, chosen, random):
    def shuffled(rows: list) -> list:
        return random.sample(rows, len(rows))

    first, second = (
        computed(some, chosen) for some in (returns, [in_another_order(one, shuffled) for one in returns])
    )
    assert first is None or numbers(first) == numbers(second)


@quick
@given(generate.returns(providers=("Society of St James", "No Limits")), st.randoms(use_true_random=False))
def test_the_order_of_readings_of_different_days_never_matters(returns, random):
    def one_a_day(rows: list) -> list:
        """One reading of each person, area and day, in any order."""
        kept = list(
            {
                (str(r["person_ref"]).strip().casefold()[-1:], r.get("area"), r["date"]): r for r in rows
            }.values()
        )
        return sorted(kept, key=repr)

    single = [
        replace(
            one,
            tables={name: one_a_day(rows) for name, rows in one.tables.items() if name.endswith("_readings")},
        )
        for one in returns
    ]
    mixed = [
        replace(one, tables={name: random.sample(rows, len(rows)) for name, rows in one.tables.items()})
        for one in single
    ]
    first, second = computed(single, Settings()), computed(mixed, Settings())
    assert first is None or numbers(first) == numbers(second)


def test_of_two_scores_of_one_day_the_later_row_s_is_used():
    """The documented exception: 3 then 5, or 3 then 4, by which of them stands last."""
    heading = "Reporting quarter: 2024/25 Q1\nYoung person ref  Date  Score\nA  2024-04-05  3\n"
    one, other = "A  2024-05-05  4\n", "A  2024-05-05  5\n"
    assert answers(collected(book(heading + one + other)))["5.1.2.c", "2024/25 Q1"][0] == 2
    assert answers(collected(book(heading + other + one)))["5.1.2.c", "2024/25 Q1"][0] == 1


@quick
@given(generate.returns(), generate.settings())
def test_one_return_or_a_file_for_each_table(returns, chosen):
    first, second = (
        computed(returns, chosen, by="district"),
        computed(returns, chosen, split=True, by="district"),
    )
    assert first is None or numbers(first) == numbers(second)


def test_two_tables_in_one_file_or_in_two():
    stars = (
        "Reporting quarter: 2024/25 Q1\nYoung person ref  Date  Star area  Score\nA  2024-04-05  Offending  "
        "3\nA  2024-05-05  Offending  5"
    )
    support = (
        "Reporting quarter: 2024/25 Q1\nYoung person ref  Support started  Support ended  Setting  "
        "District\nA  2024-04-05  -  Community  Gosport"
    )
    together, apart = (
        collected(book(stars, support)),
        collected(book(stars, name="stars.csv"), book(support, name="support.csv")),
    )
    assert answers(together) == answers(apart)
    assert numbers(measure_collection(together, by="district")) == numbers(
        measure_collection(apart, by="district")
    )
    assert len(apart.returns) == 1


@quick
@given(generate.returns(), generate.settings(), st.sampled_from((None, *BREAKDOWN)))
def test_year_to_date_of_a_first_quarter_is_that_quarter(returns, chosen, by):
    results = computed(returns, chosen, spans=SPANS, by=by)
    if results is None:
        return
    frame = results.frame[results.frame["period"] % 4 == 0]
    quarter, year = (
        frame[frame["span"] == span].drop(columns=["span", "quarter"]).reset_index(drop=True)
        for span in SPANS[:2]
    )
    assert quarter.equals(year)


@quick
@given(generate.returns(), generate.settings())
def test_districts_add_up(returns, chosen):
    results = computed(returns, chosen, spans=SPANS[:2], by="district")
    if results is None:
        return
    frame = results.frame[results.frame["marker"] != "x"]
    total = frame[frame["area"] == "all"].set_index(["ref", "quarter"]).sort_index()
    parts = frame[frame["area"] != "all"].groupby(["ref", "quarter"])[list(SUMS)].sum().sort_index()
    assert total.index.equals(parts.index)
    exact = total.index.get_level_values("ref").isin(OF_ONE_DISTRICT)
    for name in SUMS:
        whole, added = total[name].fillna(0).to_numpy(), parts[name].to_numpy()
        assert (whole[exact] == added[exact]).all(), name
    # A person supported in two districts, or a cohort with sessions in two, stands in both.
    assert (total["numerator"].to_numpy()[~exact] <= parts["numerator"].to_numpy()[~exact]).all()


def test_districts_of_schools_add_up_where_each_school_is_in_one():
    text = """
        Reporting quarter: 2024/25 Q1
        Date        School  District     Year group  Young people reached  School staff engaged  Hotspot area  Priority school
        2024-05-01  Oak     Gosport      Year 8      30                    2                     yes           no
        2024-05-08  Oak     Gosport      Year 8      28                    3                     yes           no
        2024-05-01  Elm     Portsmouth   Year 8      20                    1                     no            no
        2024-05-01  Ash     -            -           10                    1                     no            yes
    """
    frame = measure_collection(collected(book(text)), by="district").frame
    found = {
        (row.ref, row.area): row.value
        for row in frame.itertuples()
        if row.ref in ("5.1.5.a", "5.1.5.b", "5.1.6.a")
    }
    expected = {
        "all": (60, 40, 5),
        "Hampshire": (30, 30, 3),
        "Portsmouth": (20, 0, 1),
        "not known": (10, 10, 1),
    }
    expected |= {"Isle of Wight": (0, 0, 0), "Southampton": (0, 0, 0)}
    assert found == {
        (ref, area): values[i]
        for area, values in expected.items()
        for i, ref in enumerate(("5.1.5.a", "5.1.5.b", "5.1.6.a"))
    }


@quick
@given(generate.returns(), generate.settings(), st.sampled_from(SPANS))
def test_every_piece_of_evidence_points_to_a_row_of_the_return_that_governs(returns, chosen, span):
    results = computed(returns, chosen, spans=(span,))
    if results is None:
        return
    for evidence in results.evidence.values():
        table, frame = results.governed.tables[evidence.table], evidence.frame
        assert (
            frame["row"].between(0, len(table) - 1).all() and frame["first"].between(-1, len(table) - 1).all()
        )
        assert (
            frame["topic"].between(0, len(evidence.topics) - 1).all()
            and frame["state"].between(0, len(STATES) - 1).all()
        )
        assert (
            frame["why"].between(0, len(WHYS) - 1).all()
            and ((frame["why"] > 0) == (frame["state"] == LEFT_OUT)).all()
        )
        rows = table.iloc[frame["row"].to_numpy()]
        assert rows["counts"].all()
        assert rows["source"].between(0, len(results.governed.sources) - 1).all()
        # In a quarter, each row counts where it is dated, and its return governs there.
        if span == "quarter":
            quarter = rows["quarter"].to_numpy()
            assert (quarter == frame["period"].to_numpy()).all()
            assert (
                results.governed.governs[evidence.table][quarter - results.governed.first]
                == rows["return_no"].to_numpy()
            ).all()


@quick
@given(generate.returns(), generate.settings())
def test_numerators_are_the_sums_of_the_evidence(returns, chosen):
    results = computed(returns, chosen)
    if results is None:
        return
    for row in results.frame[results.frame["marker"] != "x"].itertuples():
        m = MEASURE[row.ref]
        here = results.evidence[m.evidence, "quarter"].of(m.topic)
        counted = here[(here["period"] == row.period) & (here["state"] == COUNTED)]
        assert row.numerator == counted["success" if m.statistic is SHARE else "amount"].sum()
        assert row.left_out == ((here["period"] == row.period) & (here["state"] == LEFT_OUT)).sum()


def test_a_change_is_followed_back_to_its_two_cells():
    heading = [
        "Young person ref",
        "First star date",
        "Latest star date",
        "Offending - first",
        "Offending - latest",
    ]
    cells = [
        ["2024/25 Q1"],
        heading,
        ["A", dt.date(2024, 4, 5), dt.date(2024, 5, 5), 3.0, 8.0],
        ["B", dt.date(2024, 4, 5), dt.date(2024, 6, 5), 6.0, 5.0],
    ]
    results = measure_collection(collected(book(cells)))
    evidence, table = results.evidence["star pairs", "quarter"], results.governed.tables["star_readings"]
    followed = []
    for pair in evidence.of("offending").itertuples():
        ends = [table.iloc[place] for place in (pair.first, pair.row)]
        scores = [cells[end["row"] - 1][end["column"] - 1] for end in ends]
        assert scores == [end["score"] for end in ends] and pair.amount == scores[1] - scores[0]
        followed.append([(int(end["row"]), int(end["column"])) for end in ends])
    assert sorted(followed) == [[(3, 4), (3, 5)], [(4, 4), (4, 5)]]


def test_every_kind_and_topic_of_a_measure_exists():
    text = "Reporting quarter: 2024/25 Q1\n"
    sheets = (
        "Young person ref  Date  Star area  Score\nA  2024-05-05  Offending  5",
        "Young person ref  Date  Score\nA  2024-05-05  5",
        "Young person ref  Started  Ended  Status\nA  2024-05-05  -  Engaged",
        "Young person ref  Support started  Support ended  Setting\nA  2024-05-05  -  Community",
        "Date  School  Year group  Young people reached  School staff engaged\n2024-05-05  Oak  Year 8  5  1",
        (
            "Young person ref  Support started  Follow-up ends  Traced  Reoffended\nA  2023-05-05  "
            "2024-05-05  yes  no"
        ),
        "Date  Session type\n2024-05-05  Training",
    )
    results = measure_collection(collected(book(*(text + sheet for sheet in sheets))))
    assert {kind for kind, _ in results.evidence} == set(EVIDENCE_FUNCTIONS) == {m.evidence for m in MEASURES}
    for m in MEASURES:
        evidence = results.evidence[m.evidence, "quarter"]
        assert m.topic in evidence.topics and evidence.table == m.reads[0]


def test_nothing_of_the_caller_s_is_changed():
    collection = collected(
        book(
            "Reporting quarter: 2024/25 Q1\nYoung person ref  Date  Score\nA  2024-05-05  5\nA  2024-06-05  4"
        )
    )
    before = {name: frame.copy(deep=True) for name, frame in collection.governed.tables.items()}
    measure_collection(collection, spans=SPANS, by="district")
    for name, frame in before.items():
        assert frame.equals(collection.governed.tables[name])


# The small tools of evidence.


@pytest.mark.parametrize(
    ("span", "expected"),
    [
        ("quarter", [(0, 8), (1, 11)]),
        ("year to date", [(0, 8), (0, 9), (0, 10), (0, 11), (1, 11)]),
        ("rolling four quarters", [(0, 8), (0, 9), (0, 10), (0, 11), (1, 11), (1, 12)]),
    ],
)
def test_a_row_stands_in_every_period_that_holds_its_quarter(span, expected):
    """Quarters 8 and 11 are the first and last of a year; the last period is 12."""
    places, periods = expanded_to_periods(np.array([8, 11]), span, 12)
    assert sorted(zip(places.tolist(), periods.tolist())) == expected


@settings(max_examples=100, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(-5, 5), st.sampled_from([0, 1, 2**40, -(2**40), 2**62, -(2**62)])), max_size=30
    )
)
def test_ordering_is_python_s(pairs):
    first, second = (np.array([pair[i] for pair in pairs], dtype=np.int64) for i in (0, 1))
    if pairs:
        assert order_by(first, second).tolist() == sorted(range(len(pairs)), key=lambda i: pairs[i])
        last = {
            pair[0]: max((other[1], place) for place, other in enumerate(pairs) if other[0] == pair[0])[1]
            for pair in pairs
        }
        assert sorted(best_of_each(second, first).tolist()) == sorted(last.values())
