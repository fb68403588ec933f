"""Tables of people in the layouts in which they are published: numbers that can be worked out in the head (see
`population_files`), and the troubles of each cell."""

import io
import json

import pytest
import xlwt
from hypothesis import given
from hypothesis import strategies as st

from ieo_metrics.published.population.ages import Ages
from ieo_metrics.published.population.population_table import DISTRICTS_COUNTED, Group, PopulationTable
from tests.published.population_files import (
    CODES,
    NUMBERS,
    PART_CODES,
    SHEETS,
    TOP,
    all_people,
    as_csv,
    mye2,
    mye2_workbook,
    people,
    read,
    table,
    workbook,
)

TEENAGERS = Ages(10, 17)


def of_ages(area: str, ages: Ages, sex: int | None = None) -> int:
    return sum(people(area, age, sex) for age in range(ages.lowest, (ages.highest or TOP) + 1))


def everywhere(ages: Ages, sex: int | None = None) -> int:
    return sum(of_ages(area, ages, sex) for area in NUMBERS)


def xls(rows: list) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("MYE2 - Persons")
    for row, cells in enumerate(rows):
        for column, cell in enumerate(cells):
            sheet.write(row, column, cell)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


# ---- Ages across: MYE2


def test_ages_across_with_a_sheet_for_each_sex():
    """Southampton has 300 + age females and 301 + age males: of 10 and 11 together 310 + 311 + 311 + 312."""
    found = table(mye2_workbook())
    assert found.people(Ages(10, 11), "Southampton").number == 310 + 311 + 311 + 312
    assert found.people(Ages(10, 11), "Southampton", "male").number == 311 + 312
    assert found.people(TEENAGERS).number == everywhere(TEENAGERS)
    assert found.people(TEENAGERS, sex="female").number == everywhere(TEENAGERS, 0)
    assert found.people(Ages(26, None), "Portsmouth").number == of_ages("Portsmouth", Ages(26, None))
    assert (found.year, found.title) == (
        2022,
        "Mid-2022: Population estimates by single year of age, invented",
    )
    assert found.districts == DISTRICTS_COUNTED
    assert (
        "Rows of other areas are left out: 1 on MYE2 - Persons, 1 on MYE2 - Females and 1 on MYE2 - Males."
    ) in found.left_out


@pytest.mark.parametrize(
    "name, data", [("mye2.csv", as_csv(mye2(None, "Persons"))), ("mye2.xls", xls(mye2(None, "Persons")))]
)
def test_the_same_table_in_another_format(name, data):
    found = table(data, name)
    assert found.people(TEENAGERS).number == everywhere(TEENAGERS)
    assert found.year == 2022


def test_a_last_age_that_stands_for_all_who_are_older():
    """Older editions head it 90; it is open where the ages add up to all ages with it."""
    assert table(mye2_workbook(top=90)).people(Ages(26, None)).number == everywhere(Ages(26, None))
    rows = mye2(None, "Persons", 90)
    del rows[4][3], rows[5][3], rows[6][3], rows[7][3], rows[8][3], rows[9][3]  # without all ages
    assert table(workbook({"Persons": rows})).people(Ages(26, None)).number is None


def test_a_last_age_that_another_sheet_heads_as_open():
    """As the estimates of mid-2022 are published: 90+ on three sheets, and 90 for the same people on a fourth."""
    females = [row for row in myeb1() if row[3] == "sex" or (row[3] == "F" and row[1] in CODES)]
    sheets = {f"MYE2 - {name}": mye2(sex, name) for name, sex in SHEETS.items()}
    alone, found = table(workbook(sheets)), table(workbook({**sheets, "MYEB1": females}))
    assert not [words for words in found.left_out if "add up to" in words]
    ages = (Ages(26, None), Ages(10, 25), Ages(TOP, None))
    assert [found.people(one, sex="female").number for one in ages] == [
        alone.people(one, sex="female").number for one in ages
    ]


def test_thousands_and_marks_and_notes_on_names():
    rows = mye2(None, "Persons")
    rows[6][1], rows[6][5 + 10] = "Isle of Wight [note 2]", "1,234 [r]"  # of 11
    rows[7][1], rows[7][4 + 12] = "Portsmouth3", "[c]"
    rows[8][4 + 13] = ".."
    understood = read(workbook({"Persons": rows}))
    found = understood.table
    assert found.people(Ages(11, 11), "Isle of Wight").number == 1234
    assert found.people(Ages(11, 11), "Portsmouth").number == people("Portsmouth", 11, None)
    assert found.people(TEENAGERS, "Portsmouth") == (None, "the table gives no number for Portsmouth, 12")
    assert "No number is given in Persons Q8: confidential." in found.left_out
    assert "No number is given in Persons R9: not available." in found.left_out
    assert any("compare the file with the published one" in words for words in found.left_out)


def test_a_number_that_was_changed_is_noticed_by_the_sum():
    rows = mye2(None, "Persons")
    rows[8][4 + 12] += 1
    total = all_people("Southampton", None)
    said = f"The ages of Southampton add up to {total + 1:,}, and all ages together are given as {total:,}"
    assert any(words.startswith(said) for words in table(workbook({"Persons": rows})).left_out)


# ---- Rows: MYEB1


def myeb1(without: str = "") -> list:
    rows = [["ladcode23", "laname23", "country", "sex", "age", "population_2021", "population_2022"]]
    areas = {area: code for area, code in CODES.items() if area != "Hampshire"}
    for sex, word in enumerate("FM"):
        for age in range(TOP + 1):
            rows += [[code, area, "E", word, age, 7, people(area, age, sex)] for area, code in areas.items()]
            rows += [
                [code, part, "E", word, age, 7, age] for part, code in PART_CODES.items() if part != without
            ]
    return rows


def test_a_row_for_each_area_sex_and_age():
    """Hampshire is the sum of its eleven districts, of which each has as many people of an age as years."""
    found = table(as_csv(myeb1()), "MYEB1_detailed.csv")
    assert found.people(Ages(10, 12), "Hampshire").number == 11 * 2 * (10 + 11 + 12)
    assert found.people(TEENAGERS, "Southampton", "male").number == of_ages("Southampton", TEENAGERS, 1)
    assert (found.year, found.title) == (2022, "MYEB1_detailed")
    assert "The file holds several years: 2022 is read, and 2021 left out." in found.left_out


def test_a_district_of_which_a_part_is_missing_is_not_added_up():
    found = table(as_csv(myeb1(without="Gosport")), "MYEB1.csv")
    assert found.people(TEENAGERS, "Hampshire") == (None, "the table has nothing for Hampshire")
    assert found.people(TEENAGERS, "Portsmouth").number == of_ages("Portsmouth", TEENAGERS)
    assert any("Gosport is not in the table" in words for words in found.left_out)


def test_sex_as_a_number():
    rows = myeb1()
    for row in rows[1:]:
        row[3] = {"F": 2, "M": 1}[row[3]]
    assert table(as_csv(rows)).people(TEENAGERS, "Southampton", "male").number == of_ages(
        "Southampton", TEENAGERS, 1
    )


# ---- Nomis


BANDS = {
    "Aged 10 to 14 years": Ages(10, 14),
    "Aged 15 to 17": Ages(15, 17),
    "18-21": Ages(18, 21),
    "Age 22": Ages(22, 22),
}


def nomis(**dates: str) -> list:
    """Two tables under each other, with the lines that Nomis writes above, and its notes below."""
    rows: list = []
    for sex, word in enumerate(("Female", "Male")):
        rows += [
            ["Population estimates - local authority based by five year age band"],
            ["ONS Crown Copyright Reserved [from Nomis on 1 October 2023]"],
            [],
            ["date", "2022"],
            ["gender", word],
            ["measures", "Value"],
            [],
            [
                "local authority: county / unitary (as of April 2023)",
                "mnemonic",
                *(dates.get(band, band) for band in BANDS),
            ],
            *(
                [area, code, *(f"{of_ages(area, ages, sex):,}" for ages in BANDS.values())]
                for area, code in CODES.items()
            ),
            [],
            ["These figures are rounded."],
        ]
    return rows


def test_several_tables_under_each_other():
    found = table(as_csv(nomis()), "nomis.csv")
    assert found.people(TEENAGERS).number == everywhere(TEENAGERS)
    assert found.people(Ages(18, 22), "Hampshire", "male").number == of_ages("Hampshire", Ages(18, 22), 1)
    assert (found.year, found.title) == (
        2022,
        "Population estimates - local authority based by five year age band",
    )


def test_a_band_that_cuts_a_published_one_is_refused_in_words():
    found = table(as_csv(nomis()), "nomis.csv")
    assert found.people(Ages(16, 18)) == (
        None,
        "16 to 18 does not fit the ages of the table: 15 to 17 and 18 to 21",
    )
    assert found.people(Ages(23, 25)) == (None, "23 to 25 is not among the ages of the table")


def test_ages_that_a_spreadsheet_program_has_made_dates_of():
    understood = read(as_csv(nomis(**{"18-21": "Oct-14"})), "nomis.csv")
    assert understood.table is None
    assert [trouble.cell for trouble in understood.troubles] == ["E8", "E22"]
    assert "has made a date of ages" in str(understood.troubles[0])


def test_sexes_across_under_merged_headings():
    rows = [
        ["Mid-2022"],
        ["", "", "Males", "Males", "Females", "Females"],
        ["Area", "Code", "10 to 14", "15 to 17", "10 to 14", "15 to 17"],
        ["Portsmouth", "E06000044", 1, 2, 30, 40],
    ]
    rows[1] = ["", "", "Males", None, "Females", None]
    found = table(workbook({"Data": rows}, merged=[("Data", "C2:D2"), ("Data", "E2:F2")]))
    assert found.people(TEENAGERS, "Portsmouth", "male").number == 3
    assert found.people(TEENAGERS, "Portsmouth").number == 73


def test_ages_down_and_sexes_across_for_one_area():
    rows = [["geography", "Portsmouth"], ["date", "2022"], [], ["Age", "Persons", "Males", "Females"]]
    rows += [[f"Age {age}", 2 * age + 1, age, age + 1] for age in range(10, 18)]
    found = table(as_csv(rows), "nomis.csv")
    assert found.people(TEENAGERS, "Portsmouth").number == sum(2 * age + 1 for age in range(10, 18))
    assert found.people(TEENAGERS, "Portsmouth", "male").number == sum(range(10, 18))
    assert found.people(TEENAGERS).number is None  # of the other districts it says nothing


# ---- Custom tables of the census


CATEGORIES = {
    "Asian, Asian British or Asian Welsh": ("Bangladeshi", "Chinese", "Indian", "Pakistani", "Other Asian"),
    "Black, Black British, Black Welsh, Caribbean or African": ("African", "Caribbean", "Other Black"),
    "Mixed or Multiple ethnic groups": (
        "White and Asian",
        "White and Black African",
        "White and Black Caribbean",
        "Other Mixed or Multiple ethnic groups",
    ),
    "White": (
        "English, Welsh, Scottish, Northern Irish or British",
        "Irish",
        "Gypsy or Irish Traveller",
        "Roma",
        "Other White",
    ),
    "Other ethnic group": ("Arab", "Any other ethnic group"),
}
FINE = [f"{group}: {category}" for group, categories in CATEGORIES.items() for category in categories]


def census(groups: list[str]) -> list:
    """10 people of each area, group, age and sex."""
    of = f"Ethnic group ({len(groups)} categories)"
    rows = [
        [
            "Upper tier local authorities Code",
            "Upper tier local authorities",
            f"{of} Code",
            of,
            "Age (B) (4 categories) Code",
            "Age (B) (4 categories)",
            "Sex (2 categories) Code",
            "Sex (2 categories)",
            "Observation",
        ]
    ]
    ages = ("Aged 9 years and under", "Aged 10 to 17 years", "Aged 18 to 25 years", "Aged 26 years and over")
    for area, code in CODES.items():
        for place, group in enumerate([*groups, "Does not apply"]):
            for age, words in enumerate(ages):
                for sex, word in enumerate(("Female", "Male")):
                    number = 10 if group in groups else 0
                    rows.append([code, area, place, group, age, words, sex, word, number])
    return rows


@pytest.mark.parametrize("groups", [list(CATEGORIES), FINE], ids=["groups", "categories"])
def test_a_custom_table_of_the_census(groups):
    found = table(as_csv(census(groups)), "custom-filtered.csv")
    white = 5 if groups is FINE else 1
    assert found.people(TEENAGERS, "Portsmouth", "male", "White").number == 10 * white
    assert found.people(TEENAGERS, ethnicity="White").number == 10 * white * 2 * 4
    assert found.people(TEENAGERS).number == 10 * len(groups) * 2 * 4
    assert found.year == 0  # it is asked for
    assert len(found.ethnic_groups) == 5
    assert "Rows of “Does not apply” are left out." in found.left_out


@pytest.mark.parametrize("year", ["2023 {}", "{} 2023", "{} (2023)"])
def test_a_custom_table_that_says_the_year_of_its_boundaries(year):
    (headings, *rows), tiers = census(FINE), "Upper tier local authorities"
    named = [heading.replace(tiers, year.format(tiers)) for heading in headings]
    assert table(as_csv([named, *rows]), "x.csv").counts == table(as_csv(census(FINE)), "x.csv").counts


def test_a_group_of_which_a_category_is_missing_is_left_out():
    found = table(
        as_csv(census([group for group in FINE if "Asian British" not in group or "Chinese" in group]))
    )
    assert found.people(TEENAGERS, "Portsmouth", ethnicity="White").number == 100
    assert found.people(TEENAGERS, "Portsmouth").number is None
    assert any(words.startswith("Asian or Asian British is left out") for words in found.left_out)


# ---- Troubles


def test_a_cell_that_is_no_number_names_its_place():
    rows = mye2(None, "Persons")
    rows[7][4 + 12] = "about 200"
    (trouble,) = read(workbook({"Persons": rows}), "mye.xlsx").troubles
    assert str(trouble) == (
        "mye.xlsx, sheet Persons, cell Q8: found about 200; expected a whole number of people. Correct the cell, or "
        "download the table again."
    )


@pytest.mark.parametrize("cell", [1.5, -3, "1.234,5", "12%"])
def test_what_is_no_number_of_people(cell):
    rows = mye2(None, "Persons")
    rows[7][4 + 12] = cell
    assert [trouble.cell for trouble in read(workbook({"Persons": rows})).troubles] == ["Q8"]


def test_a_code_that_speaks_against_the_name():
    rows = mye2(None, "Persons")
    rows[7][1] = "Southampton"
    trouble = read(workbook({"Persons": rows})).troubles[0]
    assert (trouble.cell, trouble.expected) == ("B8", "Portsmouth, whose code stands in A8")


def test_the_same_people_with_two_numbers():
    rows = mye2(None, "Persons")
    rows.insert(9, [*rows[8][:4], *[number + 1 for number in rows[8][4:]]])
    trouble = read(workbook({"Persons": rows})).troubles[0]
    assert (trouble.cell, "the number of Persons E9" in trouble.expected) == ("E10", True)


def test_a_table_in_thousands_is_refused():
    rows = mye2(None, "Persons")
    rows[2] = ["All figures in thousands"]
    (trouble,) = read(workbook({"Persons": rows})).troubles
    assert trouble.found == "numbers in thousands"


@pytest.mark.parametrize(
    "rows",
    [
        [["Notes"], ["Nothing here"]],
        [["Code", "Name", "0", "1"], ["E09000001", "City of London", 1, 2]],
        [[]],
    ],
)
def test_a_file_without_such_a_table(rows):
    (trouble,) = read(workbook({"Sheet": rows})).troubles
    assert trouble.found == "no table of people of our districts"
    assert "MYE2" in trouble.to_do


def test_people_without_their_ages_are_told_as_such():
    """As the census gives them by ethnic group alone."""
    (headings, *rows) = census(FINE)
    without = [[*row[:4], row[-1]] for row in (headings, *rows)]
    (trouble,) = read(as_csv(without)).troubles
    assert trouble.found == "people without their ages" and "and ages as headings" in trouble.expected


def test_a_hidden_sheet_is_not_read():
    import openpyxl

    book = openpyxl.load_workbook(io.BytesIO(mye2_workbook()))
    book["MYE2 - Males"].sheet_state = "hidden"
    out = io.BytesIO()
    book.save(out)
    found = table(out.getvalue())
    assert found.people(TEENAGERS, sex="male").number is None
    assert "The sheet MYE2 - Males is hidden, and was not read." in found.left_out


# ---- Properties


def test_it_comes_back_from_its_data_as_it_was():
    found = table(mye2_workbook())
    assert PopulationTable.of_data(json.loads(json.dumps(found.as_data()))) == found


@given(st.integers(0, TOP - 1), st.integers(0, TOP - 1), st.integers(0, TOP - 1))
def test_ages_that_follow_each_other_add_up(first, second, third):
    lowest, middle, highest = sorted((first, second, third))
    numbers = {Group("Portsmouth", Ages(age, age)): age * age for age in range(TOP)}
    found = PopulationTable("", 2022, numbers)
    whole = found.people(Ages(lowest, highest), "Portsmouth").number
    below = found.people(Ages(lowest, middle), "Portsmouth").number
    above = found.people(Ages(middle + 1, highest), "Portsmouth").number if middle < highest else 0
    assert whole == below + above == sum(age * age for age in range(lowest, highest + 1))


@pytest.mark.parametrize("order", [(9, 8, 7, 6), (8, 6, 9, 7)])
def test_the_order_of_the_rows_never_matters(order):
    rows = mye2(None, "Persons")
    shuffled = [*rows[:6], *(rows[place] for place in order), *rows[10:]]
    assert table(as_csv(shuffled)).people(TEENAGERS).number == everywhere(TEENAGERS)
