"""What a workbook says of itself: the quarters that it covers and the day on which the return was made."""

import datetime as dt
import re
from collections.abc import Iterator

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.dates.quarters_in_text import (
    names_another_quarter,
    names_quarter_without_year,
    quarter_in_parts,
    quarters_stated,
)
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.text_normalisation import in_one_form
from ieo_metrics.reading.cells import cell_values
from ieo_metrics.reading.sheets import Sheet, Workbook

_COVERS = (
    r"\s*(?:(?:reporting|return|monitoring|time|financial|for the|for)\s+)?(?:quarter|qtr|period)\b|"
    r"\s*(?:reporting|monitoring|covers|covering|(?:quarters?|months|dates) covered|quarterly "
    r"(?:return|report)|"
    r"(?:this |quarterly )?(?:return|report|submission|data|figures) (?:for|covers|covering|is for|are "
    r"for))\b"
)
# Never "due", "by" or "cut-off", which are deadlines, nor "updated", "prepared" or "produced", which are the
# form's own days.
_MADE = re.compile(
    r"\b(?:(?:return|report|extract|extraction|data extract) date|date "
    r"(?:returned|completed|submitted|sent|extracted|data extracted)|"
    r"date of (?:the |this )?(?:quarterly |monitoring )?(?:return|report|submission|extract|data "
    r"extract)|returned(?: on)?|dated|"
    r"(?:completed|submitted|sent|extracted) on|(?:data )?(?:correct |accurate |up to date )?(?:as at|as "
    r"of))\b\W*(.*)",
    re.I,
)
_A_DATE = TABLE["star_readings"].field("date")


def _row(sheet: Sheet, row: int) -> list[object]:
    return [value for column in sheet.columns if (value := column.at(row)) is not None]


def _in_text(cells: list[object]) -> str:
    return " ".join(in_one_form(value) for value in cells if isinstance(value, str))


def quarters_above(sheet: Sheet, ends: int) -> list[Quarter]:
    """The quarters stated in the rows above a table's heading, else in the sheet's name; else the quarter of
    the one and the financial year of the other."""
    above = [_in_text(_row(sheet, row)) for row in range(ends)]
    for text in above:
        if stated := quarters_stated(text):
            return stated
    everything = " . ".join(above)
    if any(names_another_quarter(text) for text in above):
        return quarters_stated(in_one_form(sheet.name))
    return (
        quarters_stated(in_one_form(sheet.name))
        or quarter_in_parts(in_one_form(sheet.name), everything)
        or quarter_in_parts(everything, everything)
    )


def _may_state(sheet: Sheet) -> Iterator[tuple[int, str]]:
    """The lines of a sheet without a table that may say the quarter: those that begin with saying so, and the
    first ones."""
    seen = 0
    for row in range(min(sheet.height, 200)):
        text = _in_text(_row(sheet, row))
        seen += bool(text)
        if text and (seen <= 3 or re.match(_COVERS, text, re.I)) and len(text) < 160:
            yield row, text


def quarters_on_notes(sheet: Sheet) -> list[Quarter]:
    """The quarters stated on a sheet without a table: in a line that begins with saying so, or in its first
    lines."""
    return next((stated for _, text in _may_state(sheet) if (stated := quarters_stated(text))), [])


def stated_elsewhere(workbook: Workbook, sheet: Sheet) -> list[Quarter]:
    """The quarters that another sheet of a workbook states, for a sheet that states none."""
    others = (other for other in workbook.sheets if other is not sheet and other.visible and other.height)
    return next((stated for other in others if (stated := quarters_on_notes(other))), [])


def unclear_quarter(sheet: Sheet, ends: int) -> tuple[int, str] | None:
    """The row and text above a table that names a quarter but not its financial year, or two of which only
    one may be covered."""
    for row in range(ends):
        text = _in_text(_row(sheet, row))
        if names_quarter_without_year(text) or names_another_quarter(text):
            return row, text
    return None


def unclear_on_notes(sheet: Sheet) -> tuple[int, str] | None:
    """The row and text of a line of a sheet without a table that should say the quarter, and names two of
    which only one may be covered."""
    return next(((row, text) for row, text in _may_state(sheet) if names_another_quarter(text)), None)


_SAYS_MADE = r"(?i)\s*(?:date of (?:the )?return|return date|date returned)\s*:?\s*(.*)"


def unclear_day(sheet: Sheet, ends: int) -> tuple[int, object] | None:
    """The row and text of a line that should say the day on which the return was made, and says something
    else."""
    for row in range(ends):
        cells = _row(sheet, row)
        for place, value in enumerate(cells):
            if isinstance(value, str) and (m := re.fullmatch(_SAYS_MADE, value)):
                said = next((one for one in (m[1].strip(), *cells[place + 1 : place + 2]) if one), None)
                if said is not None and cell_values.read_cell(said, _A_DATE).value is None:
                    return row, said
    return None


def day_made(sheet: Sheet, ends: int) -> dt.date | None:
    """The day on which the return was made, where a line says so: "Date of return:" with a date behind it or
    in the next cell."""
    for row in range(ends):
        cells = _row(sheet, row)
        for place, value in enumerate(cells):
            if isinstance(value, str) and (m := _MADE.search(value)):
                for candidate in (m[1].strip(), *cells[place + 1 : place + 2]):
                    if candidate and (day := cell_values.read_cell(candidate, _A_DATE).value):
                        assert isinstance(day, dt.date)
                        return day
    return None
