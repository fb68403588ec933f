"""Rows of `bad-inputs.csv`, each under its id: a small workbook goes the whole way, and the problem names its
cell.

Every workbook is real, written by XlsxWriter: row 1 states the quarter, row 2 is the heading, the first row
of data is row 3.
"""

import datetime as dt
import io
import time
from collections.abc import Callable

import openpyxl
import pytest
import xlsxwriter

from ieo_metrics.exports.tidy_table import tidy_csv
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.pipeline import Collection, collect_files, measure_collection
from ieo_metrics.reading.cells.personal_details import looks_personal
from ieo_metrics.reading.read_files import read_files

D = dt.date
QUARTER = "2024/25 Q1"
RECEIVED = dt.datetime(2024, 7, 20, 12, tzinfo=dt.UTC)
SUPPORT = ["Young person ref", "Support started", "Support ended", "Setting"]
STARS = ["Young person ref", "First star date", "Latest star date", "Offending - first", "Offending - latest"]
PAIN = ["Young person ref", "First date", "First score", "Latest date", "Latest score"]
REFERRALS = ["Young person ref", "Started", "Ended", "Status"]
FOLLOW_UP = [
    "Young person ref",
    "Support started",
    "Follow-up ends",
    "Traced",
    "Reoffended",
    "CHI before",
    "CHI after",
]
SCHOOLS = [
    "Date",
    "School",
    "Year group",
    "Status",
    "Young people reached",
    "School staff engaged",
    "Hotspot area",
    "Priority school",
]
POLICE = ["Date", "Session type", "Status", "Number of sessions"]
FIRST, LATEST, MAY = D(2024, 4, 5), D(2024, 5, 10), D(2024, 5, 1)


def written(fill: Callable[[xlsxwriter.Workbook], object]) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        fill(book)
    return out.getvalue()


def write(
    book: xlsxwriter.Workbook, sheet: xlsxwriter.worksheet.Worksheet, rows: list[list], top: int = 0
) -> None:
    """Each value as the cell that it is in Excel; text stays text, whatever it looks like."""
    day, moment = (
        book.add_format({"num_format": "dd/mm/yyyy"}),
        book.add_format({"num_format": "dd/mm/yyyy hh:mm"}),
    )
    for i, row in enumerate(rows, start=top):
        for j, value in enumerate(row):
            if isinstance(value, bool):
                sheet.write_boolean(i, j, value)
            elif isinstance(value, dt.date):
                sheet.write_datetime(i, j, value, moment if isinstance(value, dt.datetime) else day)
            elif isinstance(value, str):
                sheet.write_string(i, j, value)
            elif value is not None:
                sheet.write_number(i, j, value)


def collected(*files: bytes, covers: str = "", settings: Settings | None = None) -> Collection:
    workbooks = read_files([(f"return {i}.xlsx", data) for i, data in enumerate(files, start=1)])
    return collect_files(
        workbooks, settings or Settings(), RECEIVED, parse_quarters(covers) if covers else None
    )


def returned(headings: list, *rows: list, settings: Settings | None = None) -> Collection:
    """A workbook of one sheet, "Sheet1", that states its quarter."""
    lines = [[f"Reporting quarter: {QUARTER}"], headings, *rows]
    return collected(written(lambda book: write(book, book.add_worksheet(), lines)), settings=settings)


# Checks of whole columns and of sense, which three rows of invention trip over; they have tests of their own.
BESIDE_THE_POINT = {"one-value-throughout", "headcount-without-session", "starts-after-quarter"}


def found(collection: Collection) -> list[tuple[str, str]]:
    """(code, cell) of every problem of the file's sheet."""
    assert {p.sheet for p in collection.problems} <= {"Sheet1"}
    return sorted((p.code, p.cell) for p in collection.problems if p.code not in BESIDE_THE_POINT)


def answer(collection: Collection, ref: str) -> tuple:
    """(value, denominator, left out) of a measure in the quarter; NaN as None."""
    results = measure_collection(collection)
    assert results is not None
    row = next(row for row in results.frame.itertuples() if (row.ref, row.quarter) == (ref, QUARTER))
    return tuple(None if n != n else n for n in (row.value, row.denominator, row.left_out))


def used(collection: Collection) -> list[tuple[int, int, int]]:
    return [(s.rows, s.used, s.left_out) for file in collection.files for s in file.sheets]


def references(collection: Collection) -> list[str]:
    (file,) = collection.files
    return [ref for frame in file.tables.values() for ref in frame["person_ref"].dropna().tolist()]


def supported(reference: object, started: object = MAY) -> list:
    return [reference, started, None, "Community"]


def session(reached: object, staff: object = 2, year: str = "Year 8") -> list:
    return [MAY, "Oak School", year, "Delivered", reached, staff, "yes", "no"]


# Cells: references


def test_C01_a_reference_with_leading_zeros_stays_text():
    one = returned(SUPPORT, supported("007"))
    assert (references(one), found(one)) == (["007"], [])


def test_C02_references_that_may_be_one_person_are_asked_about_and_never_merged():
    one = returned(
        SUPPORT,
        supported(7),
        supported("7", D(2024, 5, 2)),
        supported("007", D(2024, 5, 3)),
        supported(" 7 ", D(2024, 5, 4)),
    )
    assert references(one) == ["7", "7", "007", "7"]
    assert found(one) == [("same-reference", "A5")]
    assert answer(one, "5.1.3.b") == (2, None, 0)


@pytest.mark.parametrize(("one_way", "another"), [("YP 1", "YP1"), ("YP-1", "yp1"), ("YP-01", "YP-1")])
def test_C02_inner_spaces_hyphens_and_zeros(one_way, another):
    one = returned(SUPPORT, supported(one_way), supported(another))
    assert found(one) == [("same-reference", "A4")]
    assert answer(one, "5.1.3.b")[0] == 2


def test_C02_case_width_and_outer_spaces_are_one_person():
    one = returned(
        SUPPORT, supported("YP-1"), supported(" yp-1", D(2024, 5, 2)), supported("ＹＰ-1", D(2024, 5, 3))
    )
    assert found(one) == []
    assert answer(one, "5.1.3.b")[0] == 1


def test_C03_a_number_of_18_digits_has_lost_some():
    one = returned(SUPPORT, supported(123456789012345678), supported("A"))
    assert found(one) == [("reference-precision", "A3")]
    assert (references(one), used(one), answer(one, "5.1.3.b")[0]) == (["a"], [(2, 1, 1)], 1)


def test_C04_an_exponent_is_no_reference():
    one = returned(SUPPORT, supported("1.23E+09"))
    assert (found(one), used(one)) == ([("reference-exponent", "A3")], [(1, 0, 1)])


def test_C05_words_for_nothing_are_references_where_a_reference_stands():
    one = returned(SUPPORT, *(supported(word) for word in ("None", "NA", "N/A", "null", "nan")))
    assert references(one) == ["none", "na", "n/a", "null", "nan"]
    assert answer(one, "5.1.3.b")[0] == 5


# Cells: blank and zero


def test_C06_blank_zero_and_words_are_told_apart():
    cells = [None, 0, "-", "n/a", "TBC", "see notes", 20]
    one = returned(SCHOOLS, *(session(cell, year=f"Year {i}") for i, cell in enumerate(cells)))
    assert found(one) == [
        ("blank-in-words", "E5"),
        ("blank-in-words", "E6"),
        ("headcount-blank", "E3"),
        ("headcount-blank", "E5"),
        ("headcount-blank", "E6"),
        ("number-unreadable", "E7"),
        ("number-unreadable", "E8"),
    ]
    assert answer(one, "5.1.5.a") == (20, None, 5)
    assert answer(one, "5.1.6.a") == (14, None, 0)


@pytest.mark.parametrize("word", ["nil", "None"])
def test_C06_no_sessions_are_not_one(word):
    assert answer(returned(POLICE, [MAY, "Training", "Delivered", word]), "5.3.1.b")[0] == 0


@pytest.mark.parametrize("word", ["Not known", "not recorded"])
def test_C06_not_known_whether_traced_is_not_traced(word):
    one = returned(FOLLOW_UP, ["A", D(2023, 5, 1), MAY, word, "no", 5, 1])
    assert answer(one, "5.2.1.a") == (None, 0, 1)


# Cells: dates


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024",
        "3/4/2024",
        "03.04.2024",
        "03-04-2024",
        "2024-04-03",
        "3 April 2024",
        "3rd Apr 2024",
        "Wed 3 April 2024",
        " 03/04/2024 ",
    ],
)
def test_C07_a_date_as_text_is_read_day_first(text):
    one = returned(SUPPORT, supported("A", text))
    assert found(one) == []
    assert one.files[0].tables["support"]["started"].dt.date.tolist() == [D(2024, 4, 3)]


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("5/13/2024", "13 May 2024"),
        ("May 13, 2024", "13 May 2024"),
        ("20240513", "13 May 2024"),
        ("2024/05/13", "13 May 2024"),
    ],
)
def test_C08_a_date_of_another_order_is_left_out_with_its_reading_proposed(text, meant):
    one = returned(SUPPORT, supported("A", text), supported("B"))
    assert found(one) == [("date-not-uk", "B3")]
    assert meant in one.problems[0].fix
    assert answer(one, "5.1.3.b")[0] == 1


def test_C09_an_iso_date_beside_uk_dates_stays_iso():
    one = returned(
        SUPPORT, supported("A", "2010-05-01"), supported("B", "01/05/2010"), supported("C", "05/01/2010")
    )
    assert found(one) == []
    assert one.files[0].tables["support"]["started"].dt.date.tolist() == [
        D(2010, 5, 1),
        D(2010, 5, 1),
        D(2010, 1, 5),
    ]


@pytest.mark.parametrize(
    "text", ["31/04/2025", "29/02/2023", "00/01/2025", "2023-02-29", "31 June 2024", "32/01/2024"]
)
def test_C10_a_day_that_is_not_in_the_calendar(text):
    one = returned(SUPPORT, supported("A", text))
    assert (found(one), used(one)) == ([("date-impossible", "B3")], [(1, 0, 1)])


@pytest.mark.parametrize("cell", [45772, "45772"])
def test_C11_a_serial_number_is_not_taken_for_its_date(cell):
    one = returned(SUPPORT, supported("A", cell))
    assert (found(one), used(one)) == ([("date-serial", "B3")], [(1, 0, 1)])
    assert "25 April 2025" in one.problems[0].fix


@pytest.mark.parametrize("text", ["03/04/24", "3.4.24", "3 Apr 24", "3-Apr-24"])
def test_C12_a_year_of_two_digits(text):
    one = returned(SUPPORT, supported("A", text))
    assert (found(one), used(one)) == ([("date-two-digit-year", "B3")], [(1, 0, 1)])


@pytest.mark.parametrize(
    "cell",
    [
        dt.datetime(2024, 6, 30, 23, 30),
        "30/06/2024 23:30",
        "2024-06-30T22:30:00Z",
        "2024-06-30 23:30:00+01:00",
        "30 June 2024 11:30 pm",
    ],
)
def test_C13_a_time_is_dropped_and_the_date_stays_in_its_quarter(cell):
    one = returned(SUPPORT, ["A", D(2024, 4, 3), cell, "Community"])
    assert found(one) == [("date-time-dropped", "C3")]
    assert one.files[0].tables["support"]["ended"].dt.date.tolist() == [D(2024, 6, 30)]


@pytest.mark.parametrize(
    ("cell", "london"),
    [
        ("2024-06-30T23:30:00Z", "1 July 2024"),  # it is summer time in London
        ("2024-06-30T23:30:00.000+00:00", "1 July 2024"),
        ("2024-06-30 23:30 UTC", "1 July 2024"),
        ("30/06/2024 11:30 pm GMT", "1 July 2024"),
        ("30 June 2024 23:00Z", "1 July 2024"),
        ("2024-06-30T19:30:00-05:00", "1 July 2024"),
        ("2024-07-01 00:30 +02", "30 June 2024"),
        ("2025-01-01T00:30:00+01:00", "31 December 2024"),
        ("2024-12-31 23:30 -0100", "1 January 2025"),
    ],
)
def test_C13_a_time_in_another_zone_is_asked_about_where_the_quarter_turns_on_it(cell, london):
    one = returned(SUPPORT, ["A", cell, None, "Community"], supported("B"))
    assert found(one) == [("date-other-zone", "B3")]
    assert one.problems[0].severity == CONFIRM and london in one.problems[0].fix
    assert (used(one), answer(one, "5.1.3.b")[0]) == ([(2, 1, 1)], 1)


@pytest.mark.parametrize(
    "cell",
    [
        "2024-12-31T23:30:00Z",  # winter: London's own time
        "2024-06-29T23:30:00Z",  # another day, and the same quarter
        "2024-06-30 23:30 BST",
        "2024-06-30 23:30",
        "2024-09-30T22:59:59Z",
        "2024-07-01T00:30:00Z",
    ],
)
def test_C13_a_time_in_another_zone_that_moves_nothing_is_dropped(cell):
    one = returned(SUPPORT, ["A", cell, None, "Community"])
    assert [(code, at) for code, at in found(one) if at == "B3" and code != "date-after-return"] == [
        ("date-time-dropped", "B3")
    ]
    day = one.files[0].tables["support"]["started"].dt.date.tolist()
    assert [one.isoformat() for one in day] == [cell[:10]]


def test_C14_an_age_is_not_asked_for_but_a_band_that_is_not_on_the_list_is_said():
    one = returned([*SUPPORT, "Age band"], [*supported("A"), "130"], [*supported("B"), "18-21"])
    assert found(one) == [("word-not-kept", "E3")]
    assert answer(one, "5.1.3.b") == (2, None, 0)  # no measure needs it


def test_C14_a_date_too_far_away():
    one = returned(SUPPORT, supported("A", "03/04/1924"), supported("B", "03/04/2204"))
    assert found(one) == [("date-out-of-range", "B3"), ("date-out-of-range", "B4")]


# Cells: numbers


@pytest.mark.parametrize(
    ("cell", "code", "value"),
    [
        ("1,234", "", 1234),
        (" 30 ", "", 30),
        ("30.0", "", 30),
        ("３０", "", 30),  # full width
        ("12.5%", "number-unreadable", None),
        ("0.125", "number-not-whole", None),
        ("12 5", "number-unreadable", None),
        ("1,23", "number-unreadable", None),
        ("1.234,5", "number-unreadable", None),
        ("٣٠", "number-unreadable", None),  # Arabic
        ("30-35", "number-unreadable", None),
        ("c. 30", "number-unreadable", None),
        (True, "number-unreadable", None),
        (MAY, "number-unreadable", None),
    ],
)
def test_C15_one_rule_for_numbers_in_text(cell, code, value):
    one = returned(SCHOOLS, session(cell))
    assert found(one) == ([(code, "E3")] if code else [])
    assert answer(one, "5.1.5.a") == (value or 0, None, int(value is None))


@pytest.mark.parametrize("cell", ["28²", "28①"])
def test_C15_a_footnote_mark_is_no_digit(cell):
    one = returned(SCHOOLS, session(cell))
    assert found(one) == [("number-unreadable", "E3")]


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (-1, "number-out-of-range"),
        (3.5, "number-not-whole"),
        ("NaN", "number-unreadable"),
        ("inf", "number-unreadable"),
        ("-inf", "number-unreadable"),
        ("1e309", "number-unreadable"),
        ("1e3", "number-unreadable"),
        ("9" * 400, "number-unreadable"),
        (999_999, "number-out-of-range"),
    ],
)
def test_C16_impossible_counts(cell, code):
    one = returned(SCHOOLS, session(cell))
    assert found(one) == [(code, "E3")]
    assert answer(one, "5.1.5.a") == (0, None, 1)


@pytest.mark.parametrize("score", [0, 11, -1, 4.5])
def test_C17_a_star_score_outside_its_range(score):
    one = returned(STARS, ["A", None, LATEST, None, score])
    assert found(one) == [("number-not-whole" if score == 4.5 else "number-out-of-range", "E3")]
    assert one.problems[0].expected == "a whole number from 1 to 10"
    assert answer(one, "5.2.2.b") == (None, 0, 1)


@pytest.mark.parametrize(("minimum", "bad"), [(0, [-1, 11]), (1, [0, 11])])
def test_C17_a_pain_score_outside_its_range(minimum, bad):
    settings = Settings(pain_scale_minimum=minimum)
    fine = returned(PAIN, ["A", FIRST, 10, LATEST, minimum], settings=settings)
    assert found(fine) == []
    assert answer(fine, "5.1.2.c") == (minimum - 10, 1, 0)
    for score in bad:
        one = returned(PAIN, ["A", None, None, LATEST, score], settings=settings)
        assert found(one) == [("number-out-of-range", "E3")]
        assert one.problems[0].expected == f"a whole number from {minimum} to 10"
        assert answer(one, "5.1.2.c") == (None, 0, 1)


# Cells: words


def test_C18_yes_and_no_in_every_way_of_the_list():
    ways = {
        "yes": ["Yes", "Y", "TRUE", "1", "yes ", 1, True],
        "no": ["No", "n", "False", "0", " NO", 0, False],
    }
    rows = [
        [f"P{i}", D(2023, 5, 1), MAY, "yes", way, 5, 1] for i, way in enumerate([*ways["yes"], *ways["no"]])
    ]
    one = returned(FOLLOW_UP, *rows)
    assert found(one) == []
    assert answer(one, "5.2.1.a") == (0.5, 14, 0)


@pytest.mark.parametrize("cell", ["maybe", "yes/no", "2", 2, "TBC", "oui", MAY])
def test_C18_any_other_answer_is_unknown(cell):
    one = returned(FOLLOW_UP, ["A", D(2023, 5, 1), MAY, "yes", cell, 5, 1])
    assert found(one) == [("word-unknown", "E3")]
    assert answer(one, "5.2.1.a") == (None, 0, 1)


@pytest.mark.parametrize("cell", [-1, "no?", "né"])
def test_C18_what_is_nearly_an_answer_is_not_one(cell):
    assert found(returned(FOLLOW_UP, ["A", D(2023, 5, 1), MAY, "yes", cell, 5, 1])) == [
        ("word-unknown", "E3")
    ]


def test_C19_a_misspelt_category_names_the_allowed_list():
    one = returned([*SUPPORT, "Ethnicity"], ["A", MAY, None, "Comunity", "White"], [*supported("B"), "W1"])
    assert found(one) == [("word-kept", "E4"), ("word-unknown", "D3")]
    assert {p.cell: p.expected for p in one.problems}["D3"] == "one of: community, custody"
    assert answer(one, "5.1.3.b") == (1, None, 1)


def test_C20_a_postcode_is_not_kept():
    one = returned([*SUPPORT, "Postcode"], [*supported("A"), "SO14 2AR"])
    assert found(one) == [("column-personal-dropped", "E2")]
    assert "SO14" not in repr(one.files[0].tables) + repr(one.problems)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>",
        "[a](javascript:b)",
        "![x](http://x)",
        "$x^2$",
        ":material/delete:",
        "=HYPERLINK(1)",
        "@x",
    ],
)
def test_C21_C22_markup_and_formulas_are_text_like_any_other(text):
    """What is shown of it is the text itself; the pages and exports make it inert (tests/pages,
    tests/exports)."""
    one = returned([*SUPPORT[:3], "Setting"], supported(text), ["B", MAY, None, text])
    assert references(one) == [text.casefold(), "b"]
    assert found(one) == [("word-unknown", "D4")]
    assert one.problems[0].found == text


@pytest.mark.parametrize("text", ["+1", "-1", "\tA", "\rA", "\nA"])
def test_C22_signs_and_control_characters_before_a_reference(text):
    assert references(returned(SUPPORT, supported(text))) == [text.strip().casefold()]


def test_C23_long_and_strange_text_goes_the_whole_way():
    school, rtl = "Ö🎓" * 4_000, "\u202eloohcS\u202c"
    names = (school, rtl, "Cafe\u0301 School", "Café School")
    one = returned(
        SCHOOLS,
        *([MAY, name, "Year 8", "Delivered", 10, staff, "yes", "no"] for staff, name in enumerate(names)),
    )
    assert found(one) == []
    assert answer(one, "5.1.5.a")[0] == 30  # combining accents make no other school
    wrong = returned(SUPPORT, ["A", MAY, None, "\u202e" + "x y " * 8_000])
    assert found(wrong) == [("word-unknown", "D3")]
    shown, mark = wrong.problems[0].found.split("…")
    assert len(shown) == 59 and "\u202e" not in shown and mark == " (with right-to-left override)"


@pytest.mark.parametrize("text", ["07700 900123", "+44 7700 900123", "943 476 5919", "a.name@example.org"])
def test_C24_what_looks_personal_is_said_and_not_shown(text):
    one = returned(SUPPORT, supported(text), ["B", MAY, None, text])
    assert found(one) == [("text-personal", "A3"), ("word-unknown", "D4")]
    assert text not in repr(one.problems) and {p.found for p in one.problems} == {
        "not shown: it looks personal"
    }


def test_C24_references_that_look_personal_are_not_shown_when_they_are_similar():
    one = returned(SUPPORT, supported("07700 900123"), supported("07700900123"))
    assert "same-reference" in [p.code for p in one.problems]
    assert "900123" not in repr(one.problems)


@pytest.mark.parametrize("title", ["ring 07700 900123", "x" * 4_000])
def test_C24_an_offence_s_title_is_shown_safely(title):
    one = returned(
        ["Young person ref", "Offence date", "HO code", "Offence", "CHI"], ["A", MAY, None, title, None]
    )
    assert "offence-no-value" in [p.code for p in one.problems]
    assert title not in repr(one.problems)


@pytest.mark.parametrize("cell", ["6 weeks", "£5", "30 pupils", "ten"])
def test_C25_units_and_words_in_a_number(cell):
    one = returned(SCHOOLS, session(cell))
    assert found(one) == [("number-unreadable", "E3")]
    assert answer(one, "5.1.5.a") == (0, None, 1)


def test_C26_a_negative_value_is_exported_as_a_number():
    one = returned(PAIN, ["A", FIRST, 9, LATEST, 4])
    line = next(
        line for line in tidy_csv(measure_collection(one).frame).splitlines() if line.startswith("5.1.2.c")
    )
    assert line == "5.1.2.c,2024/25 Q1,all,-5.0,points,-5,1,0,,,,,"


def test_C23_a_long_word_is_looked_through_in_time():
    started = time.perf_counter()
    looks_personal("x" * 32_767)
    assert time.perf_counter() - started < 0.3


@pytest.mark.parametrize("blank", [" ", "\u00a0", "\t"])
def test_rows_of_spaces_are_blank(blank):
    one = returned(SUPPORT, supported("A"), [blank] * 4)
    assert (found(one), used(one)) == ([], [(1, 1, 0)])


# Workbooks


def pages(
    *sheets: tuple[str, list[list]], then: Callable[[xlsxwriter.Workbook], object] = lambda book: None
) -> Collection:
    """A workbook of sheets, and what is done to it besides."""

    def fill(book: xlsxwriter.Workbook) -> None:
        for name, rows in sheets:
            write(book, book.add_worksheet(name), [[f"Reporting quarter: {QUARTER}"], *rows])
        then(book)

    return collected(written(fill))


def where(collection: Collection) -> list[tuple[str, str, str]]:
    return sorted((p.code, p.sheet, p.cell) for p in collection.problems)


@pytest.mark.parametrize("how", ["hide", "very_hidden"])
def test_W03_a_hidden_sheet_is_reported_and_not_read(how):
    one = pages(
        ("Support", [SUPPORT, supported("A")]),
        ("Old", [SUPPORT, supported("B")]),
        then=lambda book: getattr(book.get_worksheet_by_name("Old"), how)(),
    )
    assert where(one) == [("sheet-hidden", "Old", "")]
    assert answer(one, "5.1.3.b")[0] == 1


def test_W04_hidden_rows_and_columns_are_counted_and_said():
    def hide(book: xlsxwriter.Workbook) -> None:
        sheet = book.get_worksheet_by_name("Support")
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_column("D:D", None, None, {"hidden": True})

    one = pages(("Support", [SUPPORT, supported("A"), supported("B"), supported("C")]), then=hide)
    places = {p.code: (p.sheet, p.cell, p.severity) for p in one.problems}
    assert set(places) == {"hidden-rows", "hidden-columns"}
    assert places["hidden-rows"][0] == places["hidden-columns"][0] == "Support"
    assert "4" in places["hidden-rows"][1] and "D" in places["hidden-columns"][1]
    assert answer(one, "5.1.3.b")[0] == 3


def test_W06_a_stray_cell_far_away_is_ignored_and_named():
    one = pages(
        ("Support", [SUPPORT, supported("A")]),
        then=lambda book: book.get_worksheet_by_name("Support").write_string("XFD1048576", "x"),
    )
    assert where(one) == [("far-cells", "Support", "XFD1048576")]
    assert answer(one, "5.1.3.b")[0] == 1


def test_W08_a_formula_without_its_result_is_to_be_saved():
    book = openpyxl.Workbook()
    for row in ([f"Reporting quarter: {QUARTER}"], SCHOOLS, session("=10+20"), session(5, year="Year 9")):
        book.active.append(row)
    out = io.BytesIO()
    book.save(out)
    one = collected(out.getvalue())
    assert where(one) == [("cell-formula-unsaved", "Sheet", "E3")]
    assert "save it" in one.problems[0].fix
    assert answer(one, "5.1.5.a") == (5, None, 1)


@pytest.mark.parametrize("shows", ["#REF!", "#N/A", "#DIV/0!", "#VALUE!"])
def test_W10_an_error_is_said_of_its_cell(shows):
    rows = [SCHOOLS, session(0), session(5, year="Year 9")]
    one = pages(
        ("Sessions", rows),
        then=lambda book: book.get_worksheet_by_name("Sessions").write_formula("E3", "=1/0", None, shows),
    )
    assert where(one) == [("cell-error", "Sessions", "E3")]
    assert one.problems[0].found == shows
    assert answer(one, "5.1.5.a") == (5, None, 1)


def test_W11_merged_cells_among_the_data_are_named_and_not_filled_down():
    rows = [SCHOOLS, session(None), session(None, year="Year 9"), session(5, year="Year 7")]
    one = pages(
        ("Sessions", rows), then=lambda book: book.get_worksheet_by_name("Sessions").merge_range("E3:E4", 30)
    )
    assert where(one) == [("cell-merged", "Sessions", "E3:E4"), ("headcount-blank", "Sessions", "E4")]
    assert answer(one, "5.1.5.a") == (35, None, 1)


def test_W11_a_merged_title_is_no_problem():
    one = pages(
        ("Sessions", [[None], SCHOOLS, session(30)]),
        then=lambda book: book.get_worksheet_by_name("Sessions").merge_range("A2:H2", "Choices"),
    )
    assert where(one) == []


def test_W13_a_totals_row_is_not_a_session_and_a_note_is_not_data():
    rows = [
        SCHOOLS,
        session(30),
        session(5, year="Year 9"),
        ["Total", None, None, None, 35, 4],
        ["These are our own counts"],
    ]
    one = pages(("Sessions", rows))
    assert where(one) == [("note-row", "Sessions", "6:6"), ("totals-row", "Sessions", "5:5")]
    assert (answer(one, "5.1.5.a")[0], used(one)) == (35, [(2, 2, 0)])


def test_W13_a_second_table_on_the_sheet_is_read_from_its_heading():
    referrals = [[f"P{i}", MAY, None, "Engaged"] for i in range(4)]
    one = pages(("Return", [REFERRALS, *referrals, [None], PAIN, ["A", FIRST, 5, LATEST, 3]]))
    assert where(one) == []
    assert [(s.table, s.header_row, s.rows) for s in one.files[0].sheets] == [
        ("social_prescribing", 2, 4),
        ("pain_readings", 8, 1),
    ]
    assert (answer(one, "5.1.3.a")[0], answer(one, "5.1.2.c")[0]) == (4, -2)


# Headings


def test_H01_the_heading_may_stand_under_a_title():
    one = collected(
        written(
            lambda book: write(
                book,
                book.add_worksheet(),
                [["RESET"], [f"Quarter: {QUARTER}"], [None], SUPPORT, supported("A")],
            )
        )
    )
    assert (found(one), one.files[0].sheets[0].header_row) == ([], 4)
    assert answer(one, "5.1.3.b")[0] == 1


def test_H03_a_missing_column_is_named_with_what_is_there():
    one = returned([*SUPPORT[:3], "Remarks"], *(["A", day, None, "fine"] for day in (MAY, FIRST, LATEST)))
    (problem,) = [p for p in one.problems if p.code.startswith("mapping")]
    assert (problem.code, problem.sheet, problem.cell, problem.field) == (
        "mapping-column-missing",
        "Sheet1",
        "2:2",
        "setting",
    )
    assert '"Setting"' in problem.expected and "Remarks" in problem.found + problem.fix
    assert not one.files[0].tables


def test_H08_a_heading_that_is_nearly_known_is_proposed_and_not_taken():
    one = returned([*SUPPORT[:3], "Where"], supported("A"), supported("B"), supported("C"))
    (problem,) = one.problems
    assert (problem.code, problem.cell, problem.field) == ("mapping-column-proposed", "D2", "setting")
    assert 'column D is "Setting"' in problem.fix
    assert not one.files[0].tables


def test_H03_a_missing_column_that_the_table_can_do_without_is_asked_about():
    one = returned([REFERRALS[0], REFERRALS[1], REFERRALS[3]], ["A", MAY, "Engaged"])
    assert [(p.code, p.field) for p in one.problems] == [("mapping-column-missing", "ended")]


@pytest.mark.parametrize(
    "heading", ["Name", "Date of birth", "DOB", "Address", "Phone number", "NHS number", "Surname", "E-mail"]
)
def test_H04_a_personal_column_is_dropped_and_said_to_have_been(heading):
    one = returned([*SUPPORT, heading], [*supported("A"), "Alex Example"])
    assert found(one) == [("column-personal-dropped", "E2")]
    assert "Alex" not in repr(one.files[0].tables) + repr(one.problems)


def test_H04_another_column_is_dropped_too():
    one = returned([*SUPPORT, "Favourite colour"], [*supported("A"), "Blue"])
    assert found(one) == [("column-dropped", "E2")]
    assert "Blue" not in repr(one.files[0].tables) + repr(one.problems)


def test_H05_a_heading_that_is_there_twice_names_both_letters():
    one = returned([*SUPPORT, "Setting"], [*supported("A"), "Custody"])
    (problem,) = one.problems
    assert problem.code == "mapping-column-duplicate"
    assert "D and E" in problem.fix
    assert not one.files[0].tables


def test_H05_twice_a_column_that_the_table_can_do_without():
    one = returned([*SUPPORT, "Gender", "Sex"], [*supported("A"), "F", "M"])
    assert [(p.code, p.cell) for p in one.problems] == [("column-duplicate", "E2")]
    assert "E and F" in one.problems[0].fix
    assert (used(one), one.files[0].tables["support"]["gender"].isna().all()) == ([(1, 1, 0)], True)


@pytest.mark.parametrize(
    "heading",
    [
        "Young\u00a0person ref",
        "Young\u200b person ref",
        "Young person’s ref",
        "Young\nperson\nref",
        "Young  person   ref",
        "\ufeffYoung person ref",
    ],
)
def test_H06_odd_spaces_quotes_and_line_breaks(heading):
    one = returned([heading, *SUPPORT[1:]], supported("A"))
    assert (found(one), answer(one, "5.1.3.b")[0]) == ([], 1)


def test_H07_another_order_and_case():
    one = returned(
        ["SETTING", "support ended", "young PERSON ref", "Support Started"], ["Community", None, "A", MAY]
    )
    assert (found(one), answer(one, "5.1.3.b")[0]) == ([], 1)
    assert one.files[0].sheets[0].columns == {"A": "setting", "B": "ended", "C": "person_ref", "D": "started"}


def without_heading(*above: list) -> Collection:
    rows = [*above, [*SUPPORT[:2], None, *SUPPORT[2:]], ["A", MAY, "something", None, "Community"]]
    return collected(written(lambda book: write(book, book.add_worksheet(), rows)))


def test_H09_a_column_without_a_heading_names_its_letter():
    one = without_heading([f"Reporting quarter: {QUARTER}"], [None])
    assert found(one) == [("mapping-column-blank-heading", "C3")]
    assert "column C" in one.problems[0].fix
    assert answer(one, "5.1.3.b")[0] == 1


def test_H09_a_title_right_above_is_no_heading_of_every_column():
    assert found(without_heading([f"Reporting quarter: {QUARTER}"])) == [
        ("mapping-column-blank-heading", "C2")
    ]


@pytest.mark.parametrize("heading", [2024, D(2024, 4, 1), True])
def test_H10_a_heading_that_is_not_words(heading):
    one = returned([*SUPPORT, heading], [*supported("A"), "something"])
    assert found(one) == [("mapping-heading-not-words", "E2")]


# Meaning


def test_S01_the_same_row_twice_counts_once():
    one = returned(SUPPORT, supported("A"), supported("B"), supported(" a"))
    assert found(one) == [("row-duplicate", "A5")]
    assert "row 3" in one.problems[0].fix
    assert (used(one), answer(one, "5.1.3.b")[0]) == ([(3, 2, 1)], 2)


def test_S03_an_end_before_its_start():
    one = returned(SUPPORT, ["A", MAY, D(2024, 4, 30), "Community"], ["B", MAY, MAY, "Community"])
    assert found(one) == [("end-before-start", "C3")]
    assert (used(one), answer(one, "5.1.3.b")) == ([(2, 1, 1)], (1, None, 1))


def test_S05_a_first_score_without_a_latest_and_a_latest_before_the_first():
    one = returned(
        STARS,
        ["A", D(2024, 4, 10), None, 3, None],
        ["B", LATEST, D(2024, 4, 10), 5, 3],
        ["C", FIRST, LATEST, 3, 5],
    )
    assert found(one) == [("latest-before-first", "C4")]
    assert one.problems[0].severity == MUST_FIX
    assert answer(one, "5.2.2.b") == (2.0, 1, 0)  # C from 3 to 5; of B nobody knows what changed places
    note = next(row.note for row in measure_collection(one).frame.itertuples() if row.ref == "5.2.2.b")
    assert note == "1 with one reading only"


def test_S06_nobody_eligible_is_not_applicable():
    one = returned(STARS, ["A", D(2024, 4, 10), None, 3, None])
    rows = {row.ref: row for row in measure_collection(one).frame.itertuples()}
    for ref in ("5.2.2.b", "5.2.2.c"):
        assert (rows[ref].marker, rows[ref].denominator, rows[ref].value == rows[ref].value) == (
            "z",
            0,
            False,
        )
    assert rows["5.1.3.b"].marker == "x"


def test_S07_one_pair_has_no_interval_of_its_mean():
    row = next(
        row
        for row in measure_collection(returned(STARS, ["A", FIRST, LATEST, 3, 5])).frame.itertuples()
        if row.ref == "5.2.2.b"
    )
    assert (row.value, row.denominator) == (2, 1)
    assert row.lower != row.lower and row.upper != row.upper


def test_S08_changes_that_are_all_equal_have_no_interval():
    row = next(
        row
        for row in measure_collection(
            returned(STARS, *([name, FIRST, LATEST, 4, 4] for name in "ABC"))
        ).frame.itertuples()
        if row.ref == "5.2.2.b"
    )
    assert (row.value, row.denominator) == (0, 3)
    assert row.lower != row.lower and row.upper != row.upper


def test_S15_a_heading_without_rows_is_nil_and_is_asked_about():
    one = returned(SUPPORT)
    assert found(one) == [("sheet-empty", "")]
    assert answer(one, "5.1.3.b") == (0, None, 0)
