"""An age band, gender, ethnic group or district in words that nobody listed is a group of its own: no question, no
problem, and hidden in what is shared as any other is."""

import numpy as np
import pytest

from ieo_metrics.disclosure.protect import protect
from ieo_metrics.framework.breakdowns import BREAKDOWN
from ieo_metrics.framework.problem_kinds import INFORMATION
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import DISTRICTS, NOT_KNOWN
from ieo_metrics.measuring.by_group import by_group
from ieo_metrics.pipeline import measure_collection
from ieo_metrics.reading.cells.unlisted_groups import group_key, own_word
from ieo_metrics.store.database.secret_key import Key
from ieo_metrics.store.returns.row_bytes import as_bytes, as_frame
from tests.recognising.in_memory import book, collected, drawn

HEAD = [
    "Young person ref",
    "Support started",
    "Support ended",
    "Setting",
    "District",
    "Age band",
    "Gender",
    "Ethnicity",
]
STATED = ["Reporting quarter: 2024/25 Q1"]


def row(number: int, **said: object) -> list:
    start = drawn("2024-05-01")[0][0]
    own = {"District": "Portsmouth", "Age band": "under 18", "Gender": "male", "Ethnicity": "White"} | said
    return [f"A{number}", start, None, "Community", *own.values()]


def taken(*rows: list, head: list = HEAD):
    return collected(book([STATED, head, *rows]))


def groups(collection, by: str, ref: str = "5.1.3.b") -> dict[str, float]:
    results = measure_collection(collection, by=by)
    found = by_group(results, results, ref, by, "quarter", results.governed.first)
    return {name: figure.value for name, figure in found.groups if figure.value}


@pytest.mark.parametrize("word", ["21-25", "18-24", "16+", "Year 11"])
def test_an_age_band_is_kept_as_it_was_written(word):
    one = taken(row(1), row(2, **{"Age band": word}), row(3, **{"Age band": word}))
    assert [(p.severity, p.code, p.cell, p.found) for p in one.problems] == [
        (INFORMATION, "word-kept", "F4", word)
    ]
    assert "in 2 cells" in one.problems[0].fix
    assert one.files[0].left_out == 0
    assert groups(one, "age band") == {"under 18": 1, word: 2}


@pytest.mark.parametrize(
    ("heading", "by", "word"),
    [
        ("District", "district", "New Milton"),
        ("Gender", "gender", "trans man"),
        ("Ethnicity", "ethnicity", "Kurdish"),
        ("Ethnicity", "ethnicity", "W1"),
    ],
)
def test_so_is_every_other_group(heading, by, word):
    one = taken(row(1), row(2, **{heading: word}))
    assert [p.code for p in one.problems] == ["word-kept"]
    assert groups(one, by)[word] == 1


def test_spellings_of_one_group_are_one_also_over_returns():
    first = taken(row(1, **{"Age band": "21-25"}), row(2, **{"Age band": "21 – 25"}))
    assert groups(first, "age band") == {"21-25": 2}
    sheets = [
        book(
            [[f"Reporting quarter: 2024/25 Q{q}"], HEAD, row(q, District=word, **{"Age band": band})],
            name=f"{q}",
        )
        for q, word, band in ((1, "New Milton", "21-25"), (2, "new milton", "16+"))
    ]
    results = measure_collection(collected(*sheets), by="district")
    areas = list(dict.fromkeys(results.frame["area"]))
    assert areas == ["all", *DISTRICTS[:-1], "New Milton", NOT_KNOWN]
    bands = measure_collection(collected(*sheets), by="age band").frame["area"].unique().tolist()
    assert bands[-3:] == ["16+", "21-25", NOT_KNOWN]


@pytest.mark.parametrize(
    "cell",
    [
        "07700 900123",
        "kim@example.org",
        "SO14 2AR",
        "born 3 May 2008",
        "x" * 41,
        2008.0,
        "1234567",
        True,
        "?!",
    ],
    ids=str,
)
def test_what_may_be_personal_is_not_known(cell):
    one = taken(row(1), row(2, Ethnicity=cell))
    (p,) = one.problems
    assert (p.severity, p.code, p.cell) == (INFORMATION, "word-not-kept", "H4")
    assert groups(one, "ethnicity") == {"White": 1, NOT_KNOWN: 1}
    assert own_word(cell) == ""


def test_a_column_of_many_different_words_is_no_column_of_groups():
    one = taken(*(row(i, District=f"Town {chr(65 + i)}") for i in range(21)))
    assert [(p.code, p.cell) for p in one.problems] == [("word-not-kept", "E3")]
    assert set(measure_collection(one, by="district").frame["area"]) == {"all", *DISTRICTS}


def test_nothing_of_them_must_be_fixed():
    from ieo_metrics.reading.sheets import CellError

    one = taken(row(1, District=CellError("#N/A"), Gender=CellError("#REF!"), **{"Age band": 12.5}))
    assert {p.severity for p in one.problems} == {INFORMATION} and one.files[0].left_out == 0
    tips = collected(
        book([STATED, ["Date", "Session type", "Attendees"], *drawn("2024-05-01  Training  about twelve")])
    )
    assert [(p.severity, p.code) for p in tips.problems] == [(INFORMATION, "number-unreadable")]


def test_a_finer_band_of_their_own_is_no_contradiction():
    first, second = row(1, **{"Age band": "21-25"}), row(1, **{"Age band": "18 to 21"})
    second[1] = drawn("2024-05-09")[0][0]
    assert "person-details-differ" not in [p.code for p in taken(first, second).problems]


def test_they_are_stored_and_read_back_and_nothing_else_is():
    (file,) = taken(row(1, District="New Milton"), row(2, District="07700 900123")).files
    key = Key(b"k" * 32)
    data = as_bytes(file.tables["support"], TABLE["support"], key)
    assert b"New Milton" in data and b"07700" not in data
    again = as_frame(data, TABLE["support"])["district"]
    assert again.astype(object).where(again.notna(), None).tolist() == ["New Milton", None]
    clean = as_bytes(taken(row(1)).files[0].tables["support"], TABLE["support"], key)
    assert b"New Milton" not in clean


def test_in_what_is_shared_it_is_hidden_like_any_area():
    """Eight in New Milton's own group would be seen; two are not, nor can they be worked out from the rest."""
    for many, shown in ((2, False), (8, True)):
        words = ["New Milton"] * many + ["Portsmouth"] * 9 + ["Southampton"] * 7
        one = taken(*(row(i, District=word) for i, word in enumerate(words)))
        frame = measure_collection(one, spans=("quarter",), by="district").frame
        hidden = protect(frame, 5).frame
        own = hidden[(hidden["ref"] == "5.1.3.b") & (hidden["marker"] == "c")]["area"].tolist()
        assert ("New Milton" in own) is not shown
        # The total is shown, so another area than the small one is hidden with it.
        assert len(own) != 1
        left = hidden[(hidden["ref"] == "5.1.3.b") & (hidden["area"] == "New Milton")]["value"].to_numpy()
        assert bool(np.isnan(left.astype(float)).all()) is not shown


def test_keys():
    assert group_key("21 - 25") == group_key("21–25") == "21-25" and group_key("16+") != group_key("16")
    assert BREAKDOWN["district"].groups == DISTRICTS
