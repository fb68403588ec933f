"""The official workbook of the Crime Harm Index as an officer may upload it, whole, odd, or something
else."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import ieo_metrics.framework
from ieo_metrics.framework.crime_harm import Offence, starter_edition
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.sheets import CellError, Refused, Workbook
from ieo_metrics.recognising.crime_harm_workbook import MOST_OFFENCES, NotAnEdition, edition_of
from tests.recognising.in_memory import book, sheet

# The headings of the published workbook, in their order.
OFFICIAL = [
    "ATHENA URN", "HOME_OFFICE_CLASSIFICATION", "FULL_OFFENCE_TITLE", "CCHI Score",
    "Starting Point", "Sentencing data from actual offence available:",
    "GROUP", "SUB_GROUP", "CLASSIFICATION_CODE", "NOTIFIABLE",
]  # fmt: skip


def official(*offences: tuple, more: tuple[str, ...] = ()) -> list[list]:
    """Rows as the published workbook has them, of (code, title, days, …)."""
    return [
        [*OFFICIAL, *more],
        *(
            [f"A{n}", code, title, days, "1 year", "Y", "G", "S", "C", "Y", *rest]
            for n, (code, title, days, *rest) in enumerate(offences)
        ),
    ]


def refused(*sheets: object, name: str = "index.xlsx") -> str:
    with pytest.raises(NotAnEdition) as why:
        edition_of(book(*sheets, name=name))
    return str(why.value)


def test_a_workbook_of_the_official_shape():
    rows = [
        ["Cambridge Crime Harm Index 2026"],
        ["Sentencing guidelines at 1st February 2026"],
        *official(("001/01", "Murder", 5475), ("008/01", "Wounding", "912.5")),
    ]
    found = edition_of(book(rows, name="cchi.xlsx"))
    assert (found.edition.name, found.edition.sentencing) == ("2026", "1 February 2026")
    assert found.edition.offences == (
        Offence("001/01", "Murder", 5475.0),
        Offence("008/01", "Wounding", 912.5),
    )
    assert found.remarks == ("2 offences were read from the sheet Sheet1.",)


@pytest.mark.parametrize("ending", ["csv", "xlsx"])
def test_the_starter_s_own_rows_through_a_child_process(ending):
    text = (Path(ieo_metrics.framework.__file__).parent / "crime_harm_2020.csv").read_text(encoding="utf-8")
    data, workbook = io.BytesIO(), openpyxl.Workbook()
    for row in csv.reader(io.StringIO(text)):
        workbook.active.append(row)
    workbook.save(data)
    (file,) = read_files([(f"index 2020.{ending}", text.encode() if ending == "csv" else data.getvalue())])
    found = edition_of(file)
    assert found.edition.offences == starter_edition().offences and found.edition.name == "2020"
    assert found.named("2020", "6 October 2020").edition == starter_edition()


def test_everything_odd_is_said():
    rows = official(
        ("001/01", "Murder", 5475),
        ("001/01", "Murder", 5475),
        ("008/01", "Wounding", 10),
        ("008/01", "wounding!", 19),
        ("008/01", "No days", "n/a"),
        ("008/01", "An error", CellError("#REF!")),
        ("008/01", "Below nothing", -1),
        ("008/01", "Far too many", 1e9),
        ("008/01", None, 4),
        ("8-1", "Odd code", 0),
        (8.0, "A number for a code", 2),
        (None, None, None),
    )
    found = edition_of(book(rows))
    assert found.edition.offences == (
        Offence("001/01", "Murder", 5475), Offence("008/01", "Wounding", 10),
        Offence("008/01", "wounding!", 19),
        Offence("8-1", "Odd code", 0), Offence("", "A number for a code", 2),
    )  # fmt: skip
    first, *others = found.remarks
    assert first == "5 offences were read from the sheet Sheet1."
    said = "\n".join(others)
    assert "Duplicate rows, used once: 1 (row 3 as row 2)." in said
    assert (
        "Rows without a number of days that can be used, left out: 4 (row 6: n/a; row 7: #REF!; row 8: "
        "-1; row 9: 1000000000)."
    ) in said
    assert "Rows without a title that can be read, left out: 1 (row 10)." in said
    assert (
        "Home Office codes in another form, kept as written where they are text: 2 (row 11: 8-1; row 12: 8)."
        in said
    )
    assert (
        "Rows that differ from another row with the same code and title, so the officer is asked about "
        "such an offence: 2 ("
        in said
        and "row 4: 008/01 Wounding (10 days)" in said
    )


def test_of_many_odd_rows_the_first_few_are_named():
    (_, many) = edition_of(
        book(official(("001/01", "Murder", 5475), *(("008/01", f"No {n}", None) for n in range(20))))
    ).remarks
    assert many.startswith(
        "Rows without a number of days that can be used, left out: 20 (row 3"
    ) and many.endswith("row 7: blank, and 15 more).")


def test_proactively_detected_where_the_workbook_says_so():
    offences = [
        ("092/61", f"No {n}", 2, word)
        for n, word in enumerate(["Yes", "no", None, 1.0, "Proactive", "reactive", True, "perhaps"])
    ]
    found = edition_of(book(official(*offences, more=("Proactive",))))
    assert [one.proactive for one in found.edition.offences] == [
        True,
        False,
        False,
        True,
        True,
        False,
        True,
        False,
    ]
    assert found.remarks[1] == "Rows without yes or no under Proactive, read as not proactive: 1 (row 9)."
    assert not edition_of(book(official(("092/61", "Having cannabis", 2)))).edition.marks_proactive


def test_other_files_are_refused_in_words():
    assert "the column CCHI Score cannot be found" in refused(
        [["HOME_OFFICE_CLASSIFICATION", "FULL_OFFENCE_TITLE"], ["001/01", "Murder"]]
    )
    assert "the columns HOME_OFFICE_CLASSIFICATION and FULL_OFFENCE_TITLE and CCHI Score" in refused(
        [["Date", "Session type"], ["x", "y"]]
    )
    assert "is not a workbook of the index" in refused(name="empty.xlsx")
    assert "no row under the headings" in refused(official())
    assert "no row under the headings" in refused(official(("001/01", "Murder", "life")))
    assert "two columns of the sheet Sheet1 are CCHI Score" in refused(
        [["HO code", "Offence", "CCHI Score", "CCHI Score"], ["001/01", "Murder", 1, 2]]
    )
    one = official(("001/01", "Murder", 5475))
    assert "several sheets hold a list of offences: 2020, 2026" in refused(
        sheet(one, "2020"), sheet(one, "2026")
    )
    assert f"more than {MOST_OFFENCES:,} rows" in refused(
        official(*(("001/01", f"No {n}", 1) for n in range(MOST_OFFENCES + 1)))
    )
    with pytest.raises(NotAnEdition, match="protected by a password"):
        edition_of(Refused("index.xlsx", "", "file-password"))


def test_hidden_sheets_are_not_read():
    rows = official(("001/01", "Murder", 5475))
    assert len(edition_of(book(sheet(rows, "2026"), sheet(rows, "old", visible=False))).edition.offences) == 1
    assert "is not a workbook of the index" in refused(sheet(rows, "2026", visible=False))


@pytest.mark.parametrize(
    ("name", "edition"),
    [
        ("CCHI 2024 final.xlsx", "2024"),
        ("index.xlsx", "index"),
        ("2020 to 2026.xlsx", "2020 to 2026"),
        ("<b>.xlsx", "<b>"),
    ],
)
def test_without_a_year_in_it_the_edition_is_named_by_its_file(name, edition):
    found = edition_of(book(official(("001/01", "Murder", 5475)), name=name))
    assert (found.edition.name, found.edition.sentencing) == (edition, "")
    assert found.named("  ", " ").edition.name == edition and found.named("2026", "").edition.name == "2026"


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    st.lists(
        st.tuples(
            *[
                st.one_of(
                    st.none(),
                    st.text(max_size=9),
                    st.floats(),
                    st.dates(),
                    st.booleans(),
                    st.just(CellError("")),
                )
            ]
            * 4
        ),
        max_size=6,
    )
)
def test_whatever_stands_in_it_every_row_is_accounted_for(rows):
    """Each row is an offence, or is named in a remark; and what is read is an edition that can be kept."""
    file: Workbook = book([["HO code", "Offence", "CCHI Score", "Proactive"], *map(list, rows)])
    try:
        found = edition_of(file)
    except NotAnEdition:
        return
    assert all(one.title and 0 <= one.days <= 100_000 for one in found.edition.offences)
    blank = sum(all(cell in (None, "") for cell in row[:3]) for row in rows)
    left_out = sum(
        int(words.split(": ")[1].split()[0])
        for words in found.remarks
        if "left out" in words or "used once" in words
    )
    assert len(found.edition.offences) + left_out + blank == len(rows)
    assert type(found.edition).of_data(found.edition.as_data()) == found.edition
