"""A class or a key stage beside its whole year group may count the same young people twice: said once for each,
and only there."""

import pytest

from tests.recognising.in_memory import answers, book, collected, sheet

HEADINGS = "Date  School  URN  Year group  Activity  Status  Young people reached  School staff engaged"
ROW = "2024-0{}-0{}  {}  -  {}  Assembly  {}  30  2"
DOUBLE = "class-beside-year-group"


def cells(*rows: str) -> list[tuple[str, str]]:
    found = collected(book(sheet("\n".join([HEADINGS, *rows]), "Sessions")))
    return [
        (p.code, p.cell) for p in found.problems if p.code in (DOUBLE, "same-cohort") and p.cell[0] == "D"
    ]


@pytest.mark.parametrize("part", ["10B", "Year 10 B", "10/2", "KS4", "Key Stage 4", "Year X B", "Year X"])
def test_what_is_part_of_a_year_group_beside_it(part: str):
    whole, again = ROW.format(4, 1, "Oak", "Year 10", "-"), ROW.format(5, 2, "Oak", part, "-")
    assert (DOUBLE, "D3") in cells(whole, again)
    assert (DOUBLE, "D2") in cells(again, whole, again)
    assert not any(code == DOUBLE for code, _ in cells(whole, ROW.format(5, 2, "Elm", part, "-")))
    assert not any(code == DOUBLE for code, _ in cells(whole, ROW.format(7, 2, "Oak", part, "-")))
    assert not any(code == DOUBLE for code, _ in cells(whole, ROW.format(5, 2, "Oak", part, "Planned")))


@pytest.mark.parametrize("other", ["9B", "KS3", "Year 9", "11/2", "Staff", "10 to 11", "Tutor group X"])
def test_what_is_not(other: str):
    assert cells(ROW.format(4, 1, "Oak", "Year 10", "-"), ROW.format(5, 2, "Oak", other, "-")) == []


@pytest.mark.parametrize(("first", "other"), [("KS4", "Key Stage 4"), ("10B", "Year X B")])
def test_other_words_for_one_cohort_are_asked_about(first: str, other: str):
    rows = [ROW.format(4, n, "Oak", said, "-") for n, said in enumerate((first, other), start=1)]
    assert cells(*rows) == [("same-cohort", "D3")]


def test_both_count_until_somebody_says_otherwise():
    rows = [ROW.format(4, n, "Oak", said, "-") for n, said in enumerate(("Year 10", "10B"), start=1)]
    found = collected(book(sheet("\n".join([HEADINGS, *rows]), "Sessions")))
    assert answers(found)["5.1.5.a", "2024/25 Q1"][0] == 60


@pytest.mark.parametrize(
    "both", ["Year 9 A & B", "9A/9B", "9a, 9b", "Y9A + Y9B", "Years 9 A and B", "9C, 9B and A"]
)
def test_several_classes_in_one_row_beside_one_of_them(both: str):
    one, several = ROW.format(4, 1, "Oak", "Year 9 A", "-"), ROW.format(5, 2, "Oak", both, "-")
    assert (DOUBLE, "D3") in cells(one, several) and (DOUBLE, "D2") in cells(several, one)
    assert not any(code == DOUBLE for code, _ in cells(one, ROW.format(7, 2, "Oak", both, "-")))
    assert not any(code == DOUBLE for code, _ in cells(several, several))


@pytest.mark.parametrize("other", ["Year 8 A & B", "9B & C", "9B and 10A", "Year 9 Oak & Ash", "A & B", "9D"])
def test_several_others_are_not_beside_it(other: str):
    found = cells(ROW.format(4, 1, "Oak", "Year 9 A", "-"), ROW.format(5, 2, "Oak", other, "-"))
    assert not any(code == DOUBLE for code, _ in found)
