"""The officer's twin: its formulas, worked out by a few lines of our own and by LibreOffice, are the
program's figures."""

import io
import operator
import re
import shutil
import subprocess

import openpyxl
import pytest
from openpyxl.utils import range_boundaries

from ieo_metrics.exports.workbook.audit_workbook import FIGURES, HEADINGS, ROWS_FROM, WARNING, audit_workbook
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring import overview_lines

QUARTERS = (quarter(2022, 1), quarter(2023, 3), quarter(2024, 2))
CRITERION = re.compile(r"'([^']+)'!(\$\w+\$\d+:\$\w+\$\d+)")


class Evaluated:
    """A workbook of formulas, worked out cell by cell: COUNTIFS, SUMIFS, AVERAGEIFS, IF on an empty
    denominator, and arithmetic."""

    def __init__(self, data: bytes) -> None:
        self.book = openpyxl.load_workbook(io.BytesIO(data))

    def cell(self, sheet: str, address: str):
        value = self.book[sheet][address].value
        return self.formula(sheet, value[1:]) if isinstance(value, str) and value.startswith("=") else value

    def range(self, text: str) -> list:
        sheet, place = CRITERION.fullmatch(text).groups()
        left, top, right, bottom = range_boundaries(place)
        assert left == right
        letter = openpyxl.utils.get_column_letter(left)
        return [self.cell(sheet, f"{letter}{row}") for row in range(top, bottom + 1)]

    def matching(self, sheet: str, arguments: list[str]) -> list[bool]:
        out = None
        for place, wanted in zip(arguments[::2], arguments[1::2], strict=True):
            wanted = wanted[1:-1] if wanted.startswith('"') else self.cell(sheet, wanted.replace("$", ""))
            test = lambda v, wanted=wanted: v == wanted  # noqa: E731
            if m := re.fullmatch(r"(>=|<=)(-?\d+)", str(wanted)):
                compare, end = {">=": operator.ge, "<=": operator.le}[m[1]], int(m[2])
                test = lambda v, compare=compare, end=end: v is not None and compare(v, end)  # noqa: E731
            here = [test(v) for v in self.range(place)]
            out = here if out is None else [a and b for a, b in zip(out, here, strict=True)]
        return out

    def formula(self, sheet: str, text: str):
        if m := re.fullmatch(r'IF\((\w+)=0,"\[z\]",(.+)\)', text):
            return "[z]" if self.cell(sheet, m[1]) == 0 else self.formula(sheet, m[2])
        if m := re.fullmatch(r"(COUNTIFS|SUMIFS|AVERAGEIFS)\((.+)\)", text):
            arguments = re.findall(r"(?:'[^']*'|\"[^\"]*\"|[^,])+", m[2])
            if m[1] == "COUNTIFS":
                return sum(self.matching(sheet, arguments))
            values = [
                v
                for v, yes in zip(self.range(arguments[0]), self.matching(sheet, arguments[1:]), strict=True)
                if yes
            ]
            return sum(values) / (len(values) if m[1] == "AVERAGEIFS" else 1)
        if m := re.fullmatch(r"(\w+)([-/])(\w+)", text):
            one, other = self.cell(sheet, m[1]), self.cell(sheet, m[3])
            return one - other if m[2] == "-" else one / other
        return self.cell(sheet, text)

    def figures(self) -> dict[str, list]:
        """By ref: numerator, denominator, value and left out, as the formulas have them."""
        rows = range(ROWS_FROM + 1, ROWS_FROM + 1 + len(MEASURES))
        return {
            self.cell(FIGURES, f"A{row}"): [self.cell(FIGURES, f"{letter}{row}") for letter in "EFGH"]
            for row in rows
        }


def of_program(packed, when: int) -> dict[str, list]:
    rows = overview_lines.of_quarter(packed.results, when).to_dict("records")
    return {
        row["ref"]: [
            None if row[n] != row[n] else pytest.approx(row[n])
            for n in ("numerator", "denominator", "value", "left_out")
        ]
        for row in rows
    }


@pytest.mark.parametrize("when", QUARTERS)
def test_pack_twin_formulas_come_to_the_figures(packed, when):
    held = Evaluated(audit_workbook(packed.results, when))
    assert held.figures() == of_program(packed, when)
    shown = openpyxl.load_workbook(io.BytesIO(audit_workbook(packed.results, when)), data_only=True)[FIGURES]
    assert [row[-1] for row in shown.iter_rows(min_row=ROWS_FROM + 1, values_only=True)] == [True] * len(
        MEASURES
    )
    for row in shown.iter_rows(
        min_row=ROWS_FROM + 1, values_only=True
    ):  # what is shown before anything is calculated
        assert [pytest.approx(v) if v is not None else None for v in row[8:12]] == list(row[4:8])


def test_pack_twin_a_changed_row_moves_its_figure(packed):
    held = Evaluated(audit_workbook(packed.results, QUARTERS[-1]))
    before = held.figures()
    sheet, topic = held.book["Star pairs"], MEASURE["5.1.1.a"].topic
    row = next(
        r
        for r in sheet.iter_rows(min_row=ROWS_FROM + 1)
        if r[0].value == topic and r[2].value == "counted" and r[5].value < 10
    )
    row[5].value += 1
    after = held.figures()
    n = before["5.1.1.a"][1]
    assert after["5.1.1.a"][2] == pytest.approx(before["5.1.1.a"][2] + 1 / n)
    assert {ref for ref in before if before[ref] != after[ref]} <= {"5.1.1.a", "5.1.1.b"}


def test_pack_twin_formulas_take_every_row_of_their_sheet_and_no_other(packed):
    book = openpyxl.load_workbook(io.BytesIO(audit_workbook(packed.results, QUARTERS[-1])))
    kinds = {m.ref: m.evidence[:1].upper() + m.evidence[1:] for m in MEASURES}
    for row in book[FIGURES].iter_rows(min_row=ROWS_FROM + 1):
        named = {found for cell in row[4:8] if cell.value for found in CRITERION.findall(str(cell.value))}
        assert {sheet for sheet, _ in named} == {kinds[row[0].value]}
        for sheet, place in named:
            _, top, _, bottom = range_boundaries(place)
            assert (top, bottom) == (ROWS_FROM + 1, book[sheet].max_row)


def test_pack_twin_names_nobody_and_says_on_every_sheet_that_it_is_not_for_sharing(packed):
    made = audit_workbook(packed.results, QUARTERS[-1])
    book = openpyxl.load_workbook(io.BytesIO(made))
    references = {
        str(ref)
        for table in packed.results.governed.tables.values()
        if "person_ref" in table
        for ref in table["person_ref"].dropna()
    }
    rows = [row for sheet in book for row in sheet.iter_rows(values_only=True)]
    assert references and not references & {str(cell) for row in rows for cell in row}
    assert all(
        sheet["A1"].value.startswith(WARNING) and WARNING in sheet.oddFooter.center.text for sheet in book
    )
    who = HEADINGS.index("Who or what")
    stars = list(book["Star pairs"].iter_rows(min_row=ROWS_FROM + 1, values_only=True))
    assert all(re.fullmatch(r"P\d{4}", row[who]) for row in stars)
    assert len({row[who] for row in stars}) < len(stars), "one number for one person, on every topic"
    assert audit_workbook(packed.results, QUARTERS[-1]) == made


def test_pack_twin_of_a_quarter_that_is_not_covered(packed):
    shown = openpyxl.load_workbook(
        io.BytesIO(audit_workbook(packed.results, quarter(2031, 1))), data_only=True
    )[FIGURES]
    assert {
        cell for row in shown.iter_rows(min_row=ROWS_FROM + 1, values_only=True) for cell in row[4:12]
    } == {"[x]"}


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not here")
def test_pack_twin_is_worked_out_by_libreoffice(packed, tmp_path):
    """Without the values that we put beside the formulas, so that LibreOffice has to work them out."""
    path = tmp_path / "twin.xlsx"
    book = openpyxl.load_workbook(io.BytesIO(audit_workbook(packed.results, QUARTERS[-1])))
    book.save(path)  # openpyxl keeps formulas and drops their values
    call = (
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'home').as_uri()}",
        "--headless",
        "--convert-to",
        "xlsx:Calc MS Excel 2007 XML",
    )
    subprocess.run(
        (*call, "--outdir", str(tmp_path / "out"), str(path)), check=True, capture_output=True, timeout=120
    )
    shown = openpyxl.load_workbook(tmp_path / "out" / "twin.xlsx", data_only=True)[FIGURES]
    rows = list(shown.iter_rows(min_row=ROWS_FROM + 1, values_only=True))
    assert {row[0]: list(row[4:8]) for row in rows} == of_program(packed, QUARTERS[-1])
    assert [row[12] for row in rows] == [True] * len(MEASURES)
