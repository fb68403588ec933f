"""Which group of a breakdown a row is of, and who is with both of RESET's providers: on rows that are written down."""

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from ieo_metrics.accepting.breakdown_groups import can_be_grouped, group_of_rows, groups_of, groups_of_people
from ieo_metrics.accepting.match_support_with_follow_up import about_cohort, reconcile_cohort
from ieo_metrics.framework.breakdowns import BREAKDOWN, Breakdown
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.words.code_lists import NOT_KNOWN

COLOUR = Breakdown("colour", "colour", {"red": (), "blue": ()}, ("support", "school_sessions"))


def rows(*people: tuple[str | None, int | None, str | None], **columns: list) -> pd.DataFrame:
    """Reference, day of January 2024 on which support started, and colour."""
    words = [
        *COLOUR.words,
        *sorted({colour for *_, colour in people if colour and colour not in COLOUR.words}),
    ]
    many = len(people)
    frame = pd.DataFrame(
        {
            "person_ref": pd.Categorical([ref for ref, *_ in people]),
            "started": pd.to_datetime([f"2024-01-{day:02}" if day else None for _, day, _ in people]),
            "colour": pd.Categorical([colour for *_, colour in people], categories=words),
            "return_no": np.zeros(many, dtype=int),
            "source": np.zeros(many, dtype=int),
            "row": np.arange(many),
        }
    )
    return frame.assign(**columns)


def governed(**tables: pd.DataFrame) -> SimpleNamespace:
    return SimpleNamespace(tables=tables)


def test_groups_are_the_listed_ones_then_the_providers_own_then_not_known() -> None:
    """Spellings of one word are one group, called by the first in the order of the alphabet."""
    one = rows(("A", 1, "teal"), ("B", 1, "a - b"), ("C", 1, "red"))
    other = rows(("A", 1, "a-b"), ("B", 1, "Lime"))
    found = groups_of(governed(support=one, school_sessions=other), COLOUR)
    assert found == ("red", "blue", "a - b", "Lime", "teal", NOT_KNOWN)
    assert (
        groups_of(governed(), COLOUR)
        == groups_of(governed(support=rows(("A", 1, "red"))), COLOUR)
        == (
            "red",
            "blue",
            NOT_KNOWN,
        )
    )
    unused = rows(("A", 1, "teal"), ("B", 1, "red"))[1:]
    assert groups_of(governed(support=unused), COLOUR) == ("red", "blue", NOT_KNOWN), "no row is of it"
    listed = Breakdown("x", "colour", {"red": (), NOT_KNOWN: (), "blue": ()}, ("support",))
    assert groups_of(governed(), listed) == ("red", "blue", NOT_KNOWN)


def test_each_row_is_of_the_group_that_it_says() -> None:
    one = rows(("A", 1, "teal"), ("B", 1, "a - b"), ("C", 1, None), ("D", 1, "blue"))
    other = rows(("A", 1, "a-b"), ("B", 1, "red"))
    of = governed(support=one, school_sessions=other)
    groups = groups_of(of, COLOUR)
    found = group_of_rows(of, COLOUR, groups)
    said = {name: [groups[place] for place in places] for name, places in found.items()}
    assert said == {"support": ["teal", "a - b", NOT_KNOWN, "blue"], "school_sessions": ["a - b", "red"]}
    few = group_of_rows(of, COLOUR, ("red", "blue", NOT_KNOWN))
    assert few["support"].tolist() == [2, 2, 2, 1], "what is no group is not known"


def test_a_person_is_of_the_group_of_the_latest_period_of_support() -> None:
    """Of several rows of the latest start the last: by return, sheet and row. Without a start nothing is said."""
    support = rows(
        ("A", 1, "red"),
        ("A", 5, "blue"),
        ("A", 3, "red"),
        ("B", 2, "red"),
        ("C", None, "blue"),
        (None, 9, "blue"),
    )
    groups = groups_of(governed(support=support), COLOUR)
    found = groups_of_people(support, COLOUR, groups)
    assert {ref: groups[place] for ref, place in found.items()} == {"A": "blue", "B": "red"}
    for name in ("return_no", "source", "row"):
        for first, last in (("red", "blue"), ("blue", "red")):
            same = rows(("A", 1, first), ("A", 1, last))
            assert groups[groups_of_people(same, COLOUR, groups)["A"]] == last
            turned = same.assign(**{name: [1, 0]})
            assert groups[groups_of_people(turned, COLOUR, groups)["A"]] == first
    assert len(groups_of_people(None, COLOUR, groups)) == 0


def test_rows_of_other_tables_are_of_the_group_of_their_person() -> None:
    support = rows(("A", 1, "red"), ("B", 1, "blue"))
    readings = pd.DataFrame({"person_ref": pd.Categorical(["B", None, "A", "Z", "B"])})
    sessions = pd.DataFrame({"number": [1, 2]})
    of = governed(support=support, star_readings=readings, police_sessions=sessions)
    groups = groups_of(of, COLOUR)
    found = group_of_rows(of, COLOUR, groups)
    assert [groups[place] for place in found["star_readings"]] == [
        "blue",
        NOT_KNOWN,
        "red",
        NOT_KNOWN,
        "blue",
    ]
    assert [groups[place] for place in found["police_sessions"]] == [NOT_KNOWN] * 2
    assert all(places.dtype == np.int16 for places in found.values())
    without = group_of_rows(governed(star_readings=readings), COLOUR, groups)
    assert [groups[place] for place in without["star_readings"]] == [NOT_KNOWN] * 5


@pytest.mark.parametrize(
    ("table", "district", "gender"),
    [("support", True, True), ("school_sessions", True, False), ("star_readings", True, True), ("police_sessions", False, False),
     ("school_list", False, False)],
)  # fmt: skip
def test_what_can_be_grouped(table: str, district: bool, gender: bool) -> None:
    assert can_be_grouped(BREAKDOWN["district"], table) is district
    assert can_be_grouped(BREAKDOWN["gender"], table) is gender


FIRST = quarter(2023, 1)


def with_both(
    support: list[tuple], follow_up: list[tuple] = (), offences: list[str | None] = ()
) -> SimpleNamespace:
    """Reference and start of support; reference and start of the follow-up; references of offences. Both providers cover
    2023/24 Q1 to Q4; the Constabulary's return was made on 31 March 2024."""

    def made(people: list[tuple], **columns: list) -> pd.DataFrame:
        return pd.DataFrame(
            {
                "person_ref": pd.Categorical([ref for ref, *_ in people]),
                "started": pd.to_datetime([start for _, start in people]),
                "ended": pd.to_datetime([None] * len(people)),
                "source": np.zeros(len(people), dtype=int),
                "row": np.arange(2, 2 + len(people)),
            }
        )

    tables = {"support": made(support)} if support else {}
    if follow_up:
        tables["follow_up"] = made(follow_up)
    if offences:
        tables["offences"] = made([(ref, None) for ref in offences]).drop(columns="started")
    governs = {"support": np.zeros(4, dtype=int), "follow_up": np.ones(4, dtype=int)}
    return SimpleNamespace(
        tables=tables,
        first=FIRST,
        quarters=4,
        governs=governs,
        covered=lambda name: governs[name] >= 0,
        made=np.array(["2024-04-01", "2024-03-31"], dtype="datetime64[D]"),
        sources=[SimpleNamespace(file="a.xlsx", sheet=SimpleNamespace(name="Support"))],
    )


def people(of: SimpleNamespace, **settings: object) -> dict[str, str]:
    """Of each reference: S with the Society, C with the Constabulary, ! if due with the other."""
    found = reconcile_cohort(of, Settings(**settings))
    return {
        row.Index: "S" * bool(row.society) + "C" * bool(row.constabulary) + "!" * bool(row.due)
        for row in found.itertuples()
    }


@pytest.mark.parametrize(
    ("start", "due"),
    [
        ("2022-03-31", False),  # ended before the first quarter that is covered
        ("2022-04-01", True),
        ("2023-03-30", True),
        ("2023-03-31", True),  # on the day of the return
        ("2023-04-01", False),  # not yet
        (None, False),
    ],
)
def test_who_is_due_for_follow_up(start: str | None, due: bool) -> None:
    of = with_both([("A", start), ("B", "2023-05-01")], [("B", "2023-05-01")])
    assert people(of) == {"A": "S!" if due else "S", "B": "SC"}
    assert people(of, window_starts="arrest")["A"] == "S", "the Society does not know it"
    assert people(of, window_starts="support end")["A"] == "S", "it has not ended"


def test_a_window_that_ends_where_the_constabulary_covers_nothing_is_not_due() -> None:
    of = with_both([("A", "2022-05-01")])
    assert people(of) == {"A": "S!"}
    of.governs["follow_up"][0] = -1
    assert people(of) == {"A": "S"}
    other = with_both([("A", "2022-08-01")])
    other.governs["follow_up"][0] = -1
    assert people(other) == {"A": "S!"}, "the second quarter is covered"


@pytest.mark.parametrize(("start", "due"), [("2023-03-31", False), ("2023-04-01", True), (None, True)])
def test_who_is_due_with_the_society(start: str | None, due: bool) -> None:
    """Unless the support began before the first quarter that the Society covers."""
    of = with_both([("A", "2023-05-01")], [("C", start)])
    assert people(of)["C"] == ("C!" if due else "C")


def test_the_first_quarter_of_the_society_is_its_own() -> None:
    of = with_both([("A", "2023-05-01")], [("C", "2023-06-30"), ("D", "2023-07-01")])
    of.governs["support"][0] = -1
    assert people(of) == {"A": "S", "C": "C", "D": "C!"}
    of.governs["support"][:] = -1
    assert people(of)["C"] == "C!", "it covers nothing"


def test_of_several_rows_any_of_support_makes_due_and_all_of_follow_up() -> None:
    of = with_both(
        [("A", "2023-05-01"), ("A", "2022-05-01")],
        [("C", "2022-01-01"), ("C", "2023-05-01"), ("D", "2023-05-01")],
    )
    assert people(of) == {"A": "S!", "C": "C", "D": "C!"}


def test_references_of_offences_are_known_and_those_without_are_nobody() -> None:
    of = with_both([("A", "2023-05-01"), (None, "2023-05-01")], [("B", "2023-05-01")], ["A", "E", None, "E"])
    assert people(of) == {"A": "SC", "B": "C!", "E": "C!"}
    found = reconcile_cohort(of, Settings())
    assert found.loc["E", "row"] == 3 and found.loc["B", "row"] == 2 and found.loc["A", "row"] == 2


def test_the_counts_are_said_once_and_asked_about_where_the_dates_do_not_say_why() -> None:
    """A is with both, B and C only with the Society, the latter as the dates say; D only with the Constabulary."""
    of = with_both(
        [("A", "2023-05-01"), ("B", "2022-05-01"), ("C", "2023-05-01")],
        [("A", "2023-05-01"), ("D", "2022-05-01")],
    )
    (asked,) = about_cohort(of, Settings())
    assert (asked.code, asked.file, asked.sheet) == ("cohort-unmatched", "a.xlsx", "Support")
    assert asked.found == (
        "1 with both; 2 only with the Society of St James (1 of them unexplained by the dates); 1 only with the "
        "Constabulary (0 of them unexplained by the dates)"
    )
    (matched,) = about_cohort(with_both([("A", "2023-05-01")], [("A", "2023-05-01")]), Settings())
    assert matched.code == "cohort-matched"
    assert list(about_cohort(with_both([("A", "2023-05-01")]), Settings())) == []
    assert list(about_cohort(with_both([], [("A", "2023-05-01")]), Settings())) == []
    for of in (with_both([("A", "2023-05-01")]), with_both([], [("A", "2023-05-01")]), with_both([])):
        found = reconcile_cohort(of, Settings())
        assert list(found.columns) == ["source", "row", "due", "society", "constabulary"]
