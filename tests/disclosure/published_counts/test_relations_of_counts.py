"""What a reader adds up, relation by relation, of frames that can be written down by hand."""

import numpy as np
import pandas as pd

from ieo_metrics.disclosure.published_counts.additivity_constraints import overlapping, relations_of
from ieo_metrics.disclosure.published_counts.count_cube import Cube, cube_of, rows_of_results
from ieo_metrics.disclosure.published_counts.nested_differences import nested_differences
from ieo_metrics.framework.words.code_lists import DISTRICTS
from tests.disclosure.test_disclosure_protect import Q1, counts, framed, row

PEOPLE, SHARE = "5.1.3.b", "5.1.2.d"
YEAR, ROLLING = "year to date", "rolling four quarters"
ENDS = {0: "n", 1: "yes", 2: "rest"}
Terms = frozenset[tuple[str, int]]


def named(cube: Cube) -> dict[int, str]:
    """By the number of a cell: which number, of which quarters (from the first on), and of which area."""
    out: dict[int, str] = {}
    for (_, number, period, area), cell in np.ndenumerate(cube.cells):
        first, last = (q - Q1 for q in cube.periods[period])
        when = f"{first}" if first == last else f"{first}-{last}"
        where = "" if area == 0 else f" {cube.areas[area]}"
        out.setdefault(int(cell), f"{ENDS[number]} {when}{where}")
    return out


def relations(frame: pd.DataFrame) -> tuple[set[Terms], set[Terms]]:
    """The sums that are 0, and those that are at most 0."""
    cube = cube_of(rows_of_results(frame))
    matrix, equal = relations_of(cube).matrix(cube.values.size)
    name = named(cube)
    rows = [
        frozenset(
            (name[cell], int(value)) for cell, value in zip(row.indices, row.data, strict=True) if value
        )
        for row in (matrix[[i], :] for i in range(matrix.shape[0]))
    ]
    return (
        {one for one, is_equal in zip(rows, equal, strict=True) if is_equal},
        {one for one, is_equal in zip(rows, equal, strict=True) if not is_equal},
    )


def said(*rows: str) -> set[Terms]:
    """`n 0-1 = n 0 + n 1`, and with ≤ likewise: all to one side."""
    out = set()
    for text in rows:
        left, right = text.replace("≤", "=").split(" = ")
        terms = [(one, 1) for one in left.split(" + ")] + [(one, -1) for one in right.split(" + ")]
        out.add(frozenset(terms))
    return out


def share(yes: int, n: int, period: int, span: str = "quarter") -> dict:
    return row(SHARE, "all", yes / n, yes, n, period=Q1 + period, span=span)


def test_districts_that_add_up_and_districts_that_do_not() -> None:
    districts = [f"n 0 {area}" for area in DISTRICTS]
    whole = " + ".join(districts)
    assert relations(framed(counts("5.1.3.b", [31, 11, 1, 10, 9, 0]))) == (said(f"n 0 = {whole}"), set())
    assert relations(framed(counts("5.1.3.b", [30, 11, 1, 10, 9, 0]))) == (
        set(),
        said(f"n 0 ≤ {whole}", *(f"{district} ≤ n 0" for district in districts)),
    )
    # A total that is more than its parts, or less than one of them, is bound by what holds only.
    assert relations(framed(counts("5.1.3.b", [32, 11, 1, 10, 9, 0]))) == (
        set(),
        said(*(f"{district} ≤ n 0" for district in districts)),
    )
    bound = [district for district, n in zip(districts, [11, 1, 10, 9, 0], strict=True) if n <= 10]
    assert relations(framed(counts("5.1.3.b", [10, 11, 1, 10, 9, 0]))) == (
        set(),
        said(f"n 0 ≤ {whole}", *(f"{district} ≤ n 0" for district in bound)),
    )


def test_a_percentage_is_made_of_those_improved_and_the_rest() -> None:
    assert relations(framed([share(7, 20, 0)])) == (said("n 0 = yes 0 + rest 0"), set())


def test_two_quarters_and_their_year_to_date() -> None:
    """n and those improved add up (20 + 30, 7 + 9), so do the rest; with one young person in both quarters n does not, nor
    do the rest: then the year is at most the sum, and of n at least each quarter."""
    parts = [f"n {q} = yes {q} + rest {q}" for q in ("0", "1", "0-1")]
    sums = [f"{number} 0-1 = {number} 0 + {number} 1" for number in ("n", "yes", "rest")]
    frame = framed([share(7, 20, 0), share(9, 30, 1), share(16, 50, 1, YEAR)])
    assert relations(frame) == (said(*parts, *sums), set())
    frame = framed([share(7, 20, 0), share(9, 30, 1), share(16, 49, 1, YEAR)])
    assert relations(frame) == (said(*parts, sums[1]), said(sums[0], sums[2], "n 0 ≤ n 0-1", "n 1 ≤ n 0-1"))


def test_a_third_quarter_is_added_to_the_year_to_date_of_the_second() -> None:
    rows = [row(PEOPLE, "all", n, n, period=Q1 + q) for q, n in enumerate((20, 30, 40))]
    years = [row(PEOPLE, "all", n, n, period=Q1 + q, span=YEAR) for q, n in ((1, 50), (2, 90))]
    equal, bound = relations(framed([*rows, *years]))
    assert (equal, bound) == (said("n 0-1 = n 0 + n 1", "n 0-2 = n 0-1 + n 2"), set())
    assert relations(framed([*rows, years[1]])) == (said("n 0-2 = n 0 + n 1 + n 2"), set())
    assert relations(framed([rows[0], rows[2], years[1]])) == (set(), set()), "of Q2 nothing is known"


def windows(*numbers: int) -> pd.DataFrame:
    """Counts of five quarters and of the two windows of four among them."""
    ends = [("quarter", q) for q in range(5)] + [(ROLLING, q) for q in (3, 4)]
    return framed(
        [
            row(PEOPLE, "all", n, n, period=Q1 + q, span=span)
            for n, (span, q) in zip(numbers, ends, strict=True)
        ]
    )


def test_two_windows_that_overlap() -> None:
    """10 in each quarter: where nobody is in two, the windows are 40, and add up. 35 and 38: the second is at most the
    first with the quarter that came, and the first at most the second with the one that left."""
    quarters = [["0", "1", "2", "3"], ["1", "2", "3", "4"]]
    sums = [f"n {some[0]}-{some[3]} = {' + '.join(f'n {q}' for q in some)}" for some in quarters]
    turn = said("n 0-3 + n 4 = n 1-4 + n 0")
    come, go = said("n 1-4 ≤ n 0-3 + n 4"), said("n 0-3 ≤ n 1-4 + n 0")
    assert relations(windows(10, 10, 10, 10, 10, 40, 40)) == (said(*sums) | turn, come | go)
    at_least = said(*(f"n {q} ≤ n {some[0]}-{some[3]}" for some in quarters for q in some))
    equal, bound = relations(windows(10, 10, 10, 10, 10, 35, 38))
    assert (equal, bound) == (set(), said(*sums) | at_least | come | go)
    # What is more than it can be is not taken for a bound.
    assert not relations(windows(10, 10, 10, 10, 10, 20, 38))[1] & come
    assert not relations(windows(10, 10, 10, 10, 10, 38, 20))[1] & go


def test_of_those_improved_in_a_window_no_more_is_known_than_that_somebody_came() -> None:
    """Who improved in the window before need not have in this one."""
    ends = [("quarter", q, 10, 20) for q in range(5)] + [(ROLLING, 3, 35, 70), (ROLLING, 4, 36, 72)]
    _, bound = relations(framed([share(yes, n, q, span) for span, q, yes, n in ends]))
    for number in ("n", "yes", "rest"):
        assert said(f"{number} 1-4 ≤ {number} 0-3 + {number} 4") <= bound
        assert (said(f"{number} 0-3 ≤ {number} 1-4 + {number} 0") <= bound) == (number == "n")


def test_windows_that_overlap_are_as_long_and_a_quarter_apart() -> None:
    quarters = [(q, q) for q in range(6)]
    periods = [*quarters, (0, 3), (1, 4), (0, 1), (1, 2)]
    place = {period: i for i, period in enumerate(periods)}
    assert sorted(overlapping(periods)) == sorted(
        tuple(place[period] for period in some)
        for some in (((0, 3), (4, 4), (1, 4), (0, 0)), ((0, 1), (2, 2), (1, 2), (0, 0)))
    )
    assert list(overlapping([*quarters, (0, 3), (2, 5)])) == []
    assert list(overlapping([(1, 1), (0, 3), (1, 4), (4, 4)])) == [], "the quarter that left is not there"


def differences(frame: pd.DataFrame) -> set[Terms]:
    cube = cube_of(rows_of_results(frame))
    name, found = named(cube), nested_differences(cube, 5)
    return {
        frozenset((name[cell], int(value)) for cell, value in zip(row.indices, row.data, strict=True))
        for row in (found[[i], :] for i in range(found.shape[0]))
    }


def people(*numbers: tuple[int, int, str]) -> pd.DataFrame:
    return framed([row(PEOPLE, "all", n, n, period=Q1 + q, span=span) for n, q, span in numbers])


def test_who_is_new_since_and_who_is_in_several() -> None:
    quarters = [(20, 0, "quarter"), (30, 1, "quarter")]
    # 48: two are in both; 28 are new since Q1, 18 in Q1 only.
    assert differences(people(*quarters, (48, 1, YEAR))) == said("n 0 + n 1 = n 0-1")
    assert differences(people(*quarters, (50, 1, YEAR))) == set()
    assert differences(people(*quarters, (45, 1, YEAR))) == set()
    assert differences(people(*quarters, (46, 1, YEAR))) == said("n 0 + n 1 = n 0-1")
    # 31: one of them was not in Q2; 34: four.
    assert differences(people(*quarters, (31, 1, YEAR))) == said("n 0-1 = n 1")
    assert differences(people(*quarters, (34, 1, YEAR))) == said("n 0-1 = n 1")
    assert differences(people(*quarters, (35, 1, YEAR))) == set()


def test_what_the_third_quarter_adds() -> None:
    """Years to date of 20, 40 and 43: three are new in Q3, and of its 20 seventeen were there before."""
    some = [(20, 0, "quarter"), (20, 1, "quarter"), (20, 2, "quarter"), (40, 1, YEAR), (43, 2, YEAR)]
    assert differences(people(*some)) == said("n 0-2 = n 0-1")
    # 57: of 40 and 20 three are in both; of the three quarters likewise.
    some[4] = (57, 2, YEAR)
    assert differences(people(*some)) == said("n 0-1 + n 2 = n 0-2", "n 0 + n 1 + n 2 = n 0-2")


def test_what_two_windows_do_not_have_in_common() -> None:
    """35, and with the ten that came and without the ten that left 38: 38 + 10 − 35 are 13 of the second with the quarter
    that left, 35 + 10 − 38 seven; at 43 it is two."""
    assert differences(windows(10, 10, 10, 10, 10, 35, 38)) == said("n 1 + n 2 + n 3 + n 4 = n 1-4")
    assert differences(windows(10, 10, 10, 10, 10, 30, 38)) == said(
        "n 1 + n 2 + n 3 + n 4 = n 1-4", "n 0-3 + n 4 = n 1-4"
    )
    assert differences(windows(10, 10, 10, 10, 10, 33, 26)) == said("n 1-4 + n 0 = n 0-3")


def test_rows_that_a_cube_has_no_place_for_have_no_cell() -> None:
    """One row each of another thing counted, of a quarter and of an area that are not in it; its own have theirs."""
    cube = cube_of(rows_of_results(framed([share(7, 20, 0)])))
    own = rows_of_results(framed([share(7, 20, 0)]))
    assert sorted(set(cube.cells_of(own)[own.place == 0].ravel().tolist())) != [-1]
    for other in (
        share(7, 20, 1),
        share(7, 20, 0, YEAR) | {"period": Q1 + 1},
        row("5.1.4.a", "all", 0.5, 10, 20),
        share(7, 20, 0) | {"area": "Elsewhere"},
    ):
        assert (cube.cells_of(rows_of_results(framed([other]))) == -1).all()


def test_of_a_quarter_in_all_what_is_mostly_a_part_leaves_no_difference() -> None:
    """Harm is known of 14 of 20 followed up, in the quarter and in the year to date: of the year the six beside them are
    a number of their own, of the quarter they are not; of a district they are in both."""
    spans = ((Q1, "quarter"), (Q1 + 1, YEAR))
    rows = [
        row(ref, area, 0.5, n / 2, n, period=period, span=span)
        for period, span in spans
        for area in ("all", DISTRICTS[0])
        for ref, n in (("5.2.1.a", 20), ("5.2.2.a", 14))
    ]
    cube = cube_of(rows_of_results(framed(rows)))
    (beside,) = (
        i for i, name in enumerate(cube.counted) if name.startswith("follow-up, no reoffence without n")
    )
    found = {period: cube.values[beside, 1, t] for t, period in enumerate(cube.periods)}
    quarter, year = found[Q1, Q1], found[Q1, Q1 + 1]
    district = cube.areas.index(DISTRICTS[0])
    assert (quarter[district], year[0], year[district]) == (6, 6, 6) and np.isnan(quarter[0])


def test_what_is_a_part_is_its_whole_less_who_is_beside_it() -> None:
    """Of 20 followed up 8 reoffended, and the harm of 7 of 14 did not fall: those are among the 8. Of 80 pupils of whom 80
    are in hotspots nobody is beside them; 81 of 80 cannot be."""
    rows = [row("5.2.1.a", "all", 12 / 20, 12, 20), row("5.2.2.a", "all", 0.5, 7, 14)]
    cube = cube_of(rows_of_results(framed(rows)))
    matrix, equal = relations_of(cube).matrix(cube.values.size)
    found = {
        (
            bool(is_equal),
            *sorted(zip(cube.values.ravel()[one.indices].tolist(), one.data.tolist(), strict=True)),
        )
        for one, is_equal in zip((matrix[[i], :] for i in range(matrix.shape[0])), equal, strict=True)
    }
    assert found == {
        (True, (8, -1), (12, -1), (20, 1)),
        (True, (7, -1), (7, -1), (14, 1)),
        (False, (7, 1), (8, -1)),
    }
    for hotspots, beside in ((80, 0), (81, np.nan)):
        reached = framed([row("5.1.5.a", "all", 80, 80), row("5.1.5.b", "all", hotspots, hotspots)])
        np.testing.assert_equal(cube_of(rows_of_results(reached)).values[2, 1, 0, 0], beside)


def test_numbers_that_are_the_same_have_one_cell_where_they_are_equal() -> None:
    """A star is filled in for every area: n of one is n of another where both are 20, in all and in each district, and those
    improved are each other's only by chance."""
    rows = [
        row(ref, area, yes / n, yes, n)
        for ref, numbers in (
            ("5.1.1.b", ((10, 20), (5, 9))),
            ("5.1.2.b", ((10, 20), (5, 11))),
            ("5.1.2.d", ((10, 20), (5, 9))),
        )
        for area, (yes, n) in zip(("all", DISTRICTS[0]), numbers, strict=True)
    ]
    read = rows_of_results(framed(rows))
    cube = cube_of(read)
    one, other, pain = (cube.counted.index(read.counted[i]) for i in (0, 2, 4))
    district = cube.areas.index(DISTRICTS[0])
    cells = cube.cells
    assert cells[one, 0, 0, 0] == cells[other, 0, 0, 0] != cells[pain, 0, 0, 0]
    assert cells[one, 0, 0, district] != cells[other, 0, 0, district]
    assert cells[one, 1, 0, 0] != cells[other, 1, 0, 0]
    assert cube.cells_of(read)[:, 0].tolist() == [
        cells[place, 0, 0, area] for place in (one, other, pain) for area in (0, district)
    ]
