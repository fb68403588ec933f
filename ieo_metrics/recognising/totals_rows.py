"""Which rows of a sheet are totals rows: by a word such as Total, by the column in which it stands, and by
what else the row holds. A comment, an activity or any other free text makes no row a total."""

import re
from functools import cache
from typing import NamedTuple

import numpy as np

from ieo_metrics.framework.dates.days import MONTH_NAMES
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.record_tables import TABLE, Field
from ieo_metrics.framework.words.code_lists import BLANK, normalised
from ieo_metrics.framework.words.text_normalisation import visible
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.sheets import CellError, Column, Sheet
from ieo_metrics.recognising.mappings.mapping import EMPTY, RECORD, TOTAL, Mapping
from ieo_metrics.recognising.match_headings_to_layouts import Fit

_OF_GROUPS = frozenset(("total", "count", "average", "max", "min", "product", "sum", "stddev", "var"))
UNCLEAR_TOTAL = "totals-row-unclear"  # the code of a row that may be one

LONGEST = 40  # in letters: what is longer is a sentence
# Most cells are short references: this says that they are not totals, without normalising each one.
_MAY_BEGIN_ONE = re.compile(
    r"\W*(?:sum|overall|average|avg|ave|mean|ytd|year to date|cumulative|all|counts?|number|no?|median|mode"
    r"|min|max|minimum|maximum|range|std|standard|sd|percent|percentage|variance|targets?|check|change|diff|difference)\b|\s*%\s*$",
    re.I,
)
_KINDS = "grand|sub|overall|sum|running|annual|year|yearly|quarter|quarterly|month|monthly"
_TOTAL = re.compile(
    rf"(?:(?:{_KINDS}) )?totals?|subtotals?|(?:overall )?(?:sum|average|avg|ave|mean)s?"
    "|overall|cumulative|ytd|year to date"
)
# What may be a record's own word as well ("All" is a cohort, "Max" a person): a total only where the row has
# nothing else but numbers.
_FIGURE = re.compile(
    r"all|counts?|no?|(?:count|no|number)(?: of)?(?: [a-z]+){1,2}"
    r"|(?:median|mode|mean|average|min|max|minimum|maximum|range)(?: score)?"
    r"|(?:std|standard) dev(?:iation)?|sd|percent(?:age)?|variance|targets?|check(?: sum)?"
    r"|change|diff(?:erence)?"
)
_BEGINS_OR_ENDS = re.compile(rf"(?:{_TOTAL.pattern})\b.*|.*\b(?:sub ?)?totals?")
# What a total is of. "Total for Q2" and "Total young people" are totals whatever stands beside them; "Total
# Respect Academy" is not.
_OF = frozenset((
    "of", "for", "in", "the", "and", "all", "by", "to", "date", "no", "number", "count", "this", "our",
    "each", "per", "young", "people", "persons", "person", "yp", "yps", "participants", "clients",
    "pupils", "students", "attendees", "staff", "school", "schools", "sessions", "session", "workshops",
    "row", "rows", "record", "records", "entries", "referrals", "offences", "score", "scores",
    "readings", "delivered", "reached", "engaged", "supported", "quarter", "q1", "q2", "q3", "q4",
    "qtr", "year", "month", "week", "period", "financial", "fy", "ytd", "so", "far", "above", "below",
    "page", "carried", "brought", "forward",
    *(word for name in MONTH_NAMES for word in (name.lower(), name[:3].lower())),
))  # fmt: skip
_NUMBER = re.compile(r"[-+£]?\d[\d,]*(?:\.\d+)?%?", re.ASCII)
_SCHOOL_NUMBER = r"(?a)\d{6}"
_NOTHING = frozenset(BLANK)

ASKED = "asked"  # what a row is that may be a total or a record
FREE, BEFORE, LEADING = "free text", "before the first column", "leading"


class Totals(NamedTuple):
    """`rows`: totals rows. `unclear`: (row, column) of each word that may make its row a total, and that the
    officer is asked about."""

    rows: tuple[int, ...]
    unclear: tuple[tuple[int, int], ...]


def _may_be_total(text: str) -> bool:
    return (
        len(text) < LONGEST
        and ("total" in text.lower() or bool(_MAY_BEGIN_ONE.match(text)))
        and (bool(_says_total(text)) or _names_a_figure(text))
    )


def _names_a_figure(text: str) -> bool:
    """Whether a text says which figure of the rows above stands beside it: "Median", "n =", "%"."""
    return visible(text) == "%" or bool(_FIGURE.fullmatch(normalised(text)))


def names_some_of_them(text: str, answers: frozenset[str]) -> bool:
    """Whether a text says of which records a figure beside it is: "Community", "Delivered sessions", "Male
    young people". `answers`: of the table's lists."""
    if len(text) >= LONGEST or any(map(str.isdigit, text)):
        return False
    words = normalised(text)
    return words in answers or all(word in _OF or word in answers for word in words.split())


@cache
def answers_of(table: str) -> frozenset[str]:
    """What the lists of a table's fields have but Yes and No, normalised."""
    lists = [field.words for field in TABLE[table].fields if field.words is not None and not field.yes_no]
    return frozenset(
        normalised(word) for words in lists for answer, ways in words.items() for word in (str(answer), *ways)
    )


def _says_total(text: str) -> str:
    """The normalised words of a text that begins or ends with a totals word, "" for any other."""
    words, seen = normalised(text), visible(text)
    # In one piece it is the word itself or a part of a code: "Sub-total"; "TOTAL-01" is somebody's reference.
    pattern = _BEGINS_OR_ENDS if " " in seen else _TOTAL
    return words if pattern.fullmatch(words) else ""


def is_plain_total(text: str) -> bool:
    """Whether a text says nothing but that here stands a total, and of what sort of thing: "Grand total",
    "Total for Q2"."""
    if len(text) >= LONGEST or not (words := _says_total(text)):
        return False
    rest = _TOTAL.sub(" ", words).split()
    return all(word in _OF or word.isdigit() for word in rest)


def _of_groups(column: Column) -> list[int]:
    """The codes of what Excel writes in a column under each group of rows that it adds up: "Custody Total"
    under rows of "Custody"."""
    texts = {
        code: visible(value).casefold() for code, value in enumerate(column.values) if value.__class__ is str
    }
    parted = [(code, *text.rpartition(" ")[::2]) for code, text in texts.items()]
    groups = {"grand", *texts.values()} if any(figure in _OF_GROUPS for *_, figure in parted) else set()
    return [code for code, name, figure in parted if figure in _OF_GROUPS and name in groups]


def _place_of(field: Field | None, before: bool) -> str:
    """What a totals word in a column means: `LEADING` in the fields that a record begins with, `BEFORE` left
    of them, `FREE` elsewhere."""
    if field is None:
        return BEFORE if before else FREE
    if field.kind in ("reference", "date"):
        return LEADING
    return LEADING if field.kind in ("text", "category") and field.blank in ("must", "should") else FREE


def identifies(field: Field, value: object) -> bool:
    """Whether a cell says which record its row is: a reference, a date, the six digits of a school's URN. Not
    the word Total in its place, nor a count there."""
    if isinstance(value, str) and is_plain_total(value):
        return False
    if field.kind == "date":
        return read_cell(value, field).value is not None
    if field.kind == "reference":
        # One that Excel has rounded cannot be read, and is one nevertheless.
        return not read_cell(value, field).blank and not isinstance(value, CellError)
    return field.name == "urn" and bool(
        re.fullmatch(_SCHOOL_NUMBER, visible(f"{value:.15g}" if isinstance(value, float) else str(value)))
    )


def _is_number(value: object) -> bool:
    """Whether a cell holds a number, an error of a formula, or nothing."""
    if isinstance(value, str):
        text = visible(value)
        return not text or text.casefold() in _NOTHING or bool(_NUMBER.fullmatch(text))
    return value is None or isinstance(value, (float, CellError))


def totals_of(sheet: Sheet, fit: Fit, inside: np.ndarray, mapping: Mapping = EMPTY) -> Totals:
    """The totals rows among the rows `inside` (a bool for each row) of the table that `fit` says.

    A plain totals word in a row that no reference, date or URN identifies makes it one, if it stands in a
    field of the record or left of all of them; under any other column only if the row's fields hold nothing
    but numbers. So does, among numbers, the name of a group of rows with such a word ("Custody Total"). Where
    the word is not plain ("Total Respect Academy"), or the row is identified in part, the row is asked about,
    unless the officer has said what such rows are.
    """
    table = TABLE[fit.layout.table]
    fields = {j: table.field(slot.field) for j, slot in fit.columns.items()}
    first, answers = min(fields), answers_of(table.name)
    rows: dict[int, bool] = {}
    unclear: dict[int, int] = {}
    for j, column in enumerate(sheet.columns):
        stop_if_late()
        hits = [i for i, value in enumerate(column.values) if value.__class__ is str and _may_be_total(value)]
        place = _place_of(fields.get(j), j < first)
        for row in _among_numbers(sheet, fields, j, _of_groups(column), inside):
            rows[int(row)] = True
        said = [code for code in hits if _says_total(str(column.values[code]))]
        figures = [code for code in hits if code not in said]  # "No" of a figure is an answer as well
        if place == LEADING and fields[j].kind in ("reference", "date"):
            texts = ((code, value) for code, value in enumerate(column.values) if value.__class__ is str)
            figures += [
                code for code, text in texts if names_some_of_them(text, answers) and code not in hits
            ]
        for row in (*_rows(column, said, inside), *_among_numbers(sheet, fields, j, figures, inside)):
            judged = _judged(sheet, fields, int(row), j, place)
            if judged == ASKED:
                field = fields[j].name if j in fields else ""
                known = mapping.totals.get(f"{table.name}.{field}", {})
                judged = known.get(normalised(str(column.at(int(row)))), ASKED)
            if judged == TOTAL:
                rows[int(row)] = True
            elif judged == ASKED:
                unclear.setdefault(int(row), j)
    return Totals(
        tuple(sorted(rows)), tuple((row, j) for row, j in sorted(unclear.items()) if row not in rows)
    )


def _rows(column: Column, codes: list[int], inside: np.ndarray) -> np.ndarray:
    return np.flatnonzero(np.isin(column.codes, codes) & inside) if codes else np.zeros(0, dtype=np.int64)


def _among_numbers(
    sheet: Sheet, fields: dict[int, Field], word_in: int, codes: list[int], inside: np.ndarray
) -> np.ndarray:
    """The rows in which one of the words of a column stands, and nothing but numbers beside it. In columns of
    few different cells it is soonest seen where there is something else."""
    rows = _rows(sheet.columns[word_in], codes, inside)
    for j in sorted(fields, key=lambda j: len(sheet.columns[j].values)):
        if j != word_in and len(rows):
            column = sheet.columns[j]
            here = column.codes[rows]
            numbers = [code for code in np.unique(here).tolist() if _is_number(column.values[code])]
            rows = rows[np.isin(here, numbers)]
    return rows


def _judged(sheet: Sheet, fields: dict[int, Field], row: int, word_in: int, place: str) -> str:
    """TOTAL, ASKED, or RECORD for a row of data."""
    text = str(sheet.columns[word_in].at(row))
    plain = is_plain_total(text)
    beside = {j: sheet.columns[j].at(row) for j in fields if j != word_in}
    identified = {fields[j].kind for j, value in beside.items() if identifies(fields[j], value)}
    numbers_only = all(_is_number(value) for value in beside.values())
    if not _says_total(text):  # the name of a figure
        only_figures = numbers_only and any(isinstance(value, float) for value in beside.values())
        return TOTAL if only_figures and not identified else RECORD
    if plain and not identified and (place != FREE or numbers_only):
        return TOTAL
    if place == FREE or {"reference", "date"} <= identified:
        return RECORD
    in_part = plain and identified
    in_words = not identified and numbers_only and any(value is not None for value in beside.values())
    return ASKED if in_part or in_words else RECORD
