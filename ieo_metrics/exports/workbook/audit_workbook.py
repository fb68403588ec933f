"""The officer's audit workbook: every figure of a quarter as a live formula over the rows it is made from,
so that it can be checked without Python.

Never for sharing: it holds a row for each young person, under a running number in place of the reference, and
small numbers.
"""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import numpy as np
import pandas as pd
from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from ieo_metrics.exports.office.figure_cells import clean_text, is_number
from ieo_metrics.exports.workbook.writer import LINE, open_book
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months
from ieo_metrics.framework.evidence_kinds import EvidenceKind
from ieo_metrics.framework.figure_markers import NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import MEASURES, Measure
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.evidence_frame import COUNTED, LEFT_OUT, STATES, WHYS
from ieo_metrics.measuring.rows_behind import shown_amounts
from ieo_metrics.reading.cells.cell_addresses import column_letters

WARNING = "NOT FOR SHARING"
ROWS_FROM, FIGURES = 3, "Figures"  # the row under the headings, counted from 0
HEADINGS = (
    "Topic",
    "Who or what",
    "State",
    "Why left out",
    "First score",
    "Latest score",
    "Amount",
    "File",
    "Sheet",
    "Cell",
    "First cell",
)
TOPIC, STATE, FIRST, LATEST, AMOUNT = (
    HEADINGS.index(name) for name in ("Topic", "State", "First score", "Latest score", "Amount")
)
WIDTHS = (46, 18, 18, 34, 11, 12, 11, 36, 22, 9, 60)
COLUMNS = (
    "Reference",
    "Measure",
    "Sheet of its rows",
    "Topic",
    "Numerator",
    "Denominator",
    "Value",
    "Left out",
)
PROGRAM = ("Numerator, program", "Denominator, program", "Value, program", "Left out, program")
CLOSE = "1E-9"


@dataclass(frozen=True)
class _Rows:
    """A sheet of evidence: its rows as they are written, and how many there are."""

    kind: EvidenceKind
    rows: Sequence[Sequence[Any]]

    @property
    def sheet(self) -> str:
        return self.kind.name[:1].upper() + self.kind.name[1:]

    def range(self, column: int) -> str:
        """`'Star pairs'!$G$4:$G$40`; one row at least, which may be empty."""
        last = ROWS_FROM + max(len(self.rows), 1) - 1
        return f"'{self.sheet}'!{xl_range_abs(ROWS_FROM, column, last, column)}"


def audit_workbook(results: Results, quarter: Quarter) -> bytes:
    """The workbook of a quarter, from results with their evidence, which are not disclosure-controlled. The
    same gives the same bytes."""
    known: dict[str, str] = {}
    sheets = {
        kind.name: _Rows(kind, _evidence(results, kind, quarter, known))
        for kind in dict.fromkeys(m.kind for m in MEASURES)
    }
    out = BytesIO()
    with open_book(out) as book:
        made = max(accepted_return.made for accepted_return in results.governed.returns)
        book.set_properties(
            {
                "title": f"{WARNING}: figures of {label(quarter)} with their rows",
                "comments": WARNING,
                "created": dt.datetime.combine(made, dt.time()),
            }
        )
        look = {
            "title": book.add_format({"bold": True, "font_size": 16}),
            "heading": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
            "plain": book.add_format({"valign": "top"}),
            "number": book.add_format(
                {"valign": "top", "num_format": "General", "align": "right", "indent": 1}
            ),
        }
        _write_figures(book, look, results, quarter, sheets)
        for one in sheets.values():
            _write_rows(book, look, one)
    return out.getvalue()


def _evidence(
    results: Results, kind: EvidenceKind, quarter: Quarter, known: dict[str, str]
) -> list[list[Any]]:
    """The rows of one kind of evidence in the quarter that a measure takes, by topic, counted ones first."""
    held = results.evidence.get((kind.name, "quarter"))
    if held is None:
        return []
    measured = {m.topic for m in MEASURES if m.kind is kind}
    frame = held.frame[
        (held.frame["period"] == quarter)
        & held.frame["topic"].isin([i for i, topic in enumerate(held.topics) if topic in measured])
    ]
    frame = frame.sort_values(["topic", "state", "row"], kind="stable")
    table = results.governed.tables[held.table]
    place, first = frame["row"].to_numpy(), frame["first"].to_numpy()
    who = (
        table["person_ref"].astype(object).iloc[place]
        if "person_ref" in table
        else [f"{held.table} {row}" for row in place]
    )
    counted = frame["state"].to_numpy() == COUNTED
    amounts = np.where(counted, shown_amounts(frame, kind), np.nan).astype(np.float64)
    scores = [
        table["score"].iloc[at].to_numpy(dtype=np.float64, na_value=np.nan) if kind.paired else None
        for at in (np.maximum(first, 0), place)
    ]
    at, at_first = _cells(results, table, place), _cells(results, table, np.maximum(first, 0))
    out = []
    for i, (topic, state, why, one) in enumerate(
        zip(frame["topic"], frame["state"], frame["why"], who, strict=True)
    ):
        pair = (
            [scores[0][i], scores[1][i]]
            if counted[i] and scores[0] is not None and scores[1] is not None
            else [None, None]
        )
        out.append(
            [
                held.topics[topic],
                known.setdefault(str(one), f"P{len(known) + 1:04d}"),
                STATES[state],
                WHYS[why],
                *pair,
                amounts[i],
                *at[i],
                " ".join(at_first[i]) if first[i] >= 0 else "",
            ]
        )
    return out


def _cells(results: Results, table: pd.DataFrame, places: np.ndarray) -> list[tuple[str, str, str]]:
    """Where rows come from: file, sheet and cell."""
    if not len(table):
        return []
    rows = table.iloc[places]
    sources = [results.governed.sources[s] for s in rows["source"]]
    return [
        (s.file, s.sheet.name, f"{column_letters(column)}{row}")
        for s, column, row in zip(sources, rows["column"], rows["row"], strict=True)
    ]


def _sheet(
    book: Any, look: Mapping[str, Any], name: str, title: str, headings: Sequence[str], widths: Sequence[int]
) -> Any:
    sheet = book.add_worksheet(name)
    sheet.set_landscape()
    sheet.set_paper(9)
    sheet.fit_to_pages(1, 0)
    sheet.set_footer(f"&C{WARNING}")
    sheet.repeat_rows(ROWS_FROM - 1)
    sheet.freeze_panes(ROWS_FROM, 0)
    sheet.set_row(
        ROWS_FROM - 1, 2 * LINE
    )  # a heading of two lines: Excel would see to it, other programs do not
    sheet.write_string(0, 0, title, look["title"])
    for column, (heading, width) in enumerate(zip(headings, widths, strict=True)):
        sheet.set_column(column, column, width)
        sheet.write_string(ROWS_FROM - 1, column, heading, look["heading"])
    return sheet


def _write_rows(book: Any, look: Mapping[str, Any], of: _Rows) -> None:
    sheet = _sheet(book, look, of.sheet, f"{WARNING}: {of.kind.name}", HEADINGS, WIDTHS)
    sheet.write_string(
        1,
        0,
        (
            "One row for each young person, cohort or session of the quarter. A change is a formula: latest "
            "score minus first."
        ),
        look["plain"],
    )
    for row, cells in enumerate(of.rows, start=ROWS_FROM):
        for column, cell in enumerate(cells):
            if isinstance(cell, str):
                sheet.write_string(row, column, clean_text(cell), look["plain"])
            elif column == AMOUNT and is_number(cells[LATEST]):
                scores = [xl_rowcol_to_cell(row, at) for at in (LATEST, FIRST)]
                sheet.write_formula(row, column, f"={scores[0]}-{scores[1]}", look["number"], cell)
            elif is_number(cell):
                sheet.write_number(row, column, cell, look["number"])


def _write_figures(
    book: Any, look: Mapping[str, Any], results: Results, quarter: Quarter, sheets: Mapping[str, _Rows]
) -> None:
    sheet = _sheet(
        book,
        look,
        FIGURES,
        f"{WARNING}: figures of {label_with_months(quarter)}",
        (*COLUMNS, *PROGRAM, "The same"),
        (11, 48, 20, 50, *(14,) * (len(COLUMNS) - 4 + len(PROGRAM)), 10),
    )
    sheet.write_string(
        1,
        0,
        (
            "Each figure is a formula over the rows of its sheet, beside the figure that the program worked "
            "out. Change a row to see it change."
        ),
        look["plain"],
    )
    held = {row["ref"]: row for row in overview_lines.of_quarter(results, quarter).to_dict("records")}
    for row, measure in enumerate(MEASURES, start=ROWS_FROM):
        of, own = sheets[measure.evidence], held.get(measure.ref)
        for column, words in enumerate((measure.ref, measure.name, of.sheet, measure.topic)):
            sheet.write_string(row, column, words, look["plain"])
        if own is None or own["marker"] == NOT_COVERED:
            for column in range(4, len(COLUMNS) + len(PROGRAM)):
                sheet.write_string(row, column, f"[{NOT_COVERED}]", look["number"])
            sheet.write_boolean(row, len(COLUMNS) + len(PROGRAM), True)
            continue
        counted: list[Any] = _counted(measure, of, results.settings)
        theirs: list[Any] = [
            own[name] if is_number(own[name]) else f"[{NOBODY}]" if name == "value" else ""
            for name in ("numerator", "denominator", "value", "left_out")
        ]
        for at, formula in enumerate(_formulas(measure, of, row, results.settings)):
            if formula:
                sheet.write_formula(row, 4 + at, f"={formula}", look["number"], counted[at])
            sheet.write(row, len(COLUMNS) + at, theirs[at], look["number"])
        both = [
            (xl_rowcol_to_cell(row, 4 + at), xl_rowcol_to_cell(row, len(COLUMNS) + at)) for at in range(4)
        ]
        sheet.write_formula(
            row,
            len(COLUMNS) + len(PROGRAM),
            f"=AND({','.join(_same(*pair) for pair in both)})",
            look["number"],
            all(
                one == other or (is_number(one) and is_number(other) and abs(one - other) < float(CLOSE))
                for one, other in zip(counted, theirs, strict=True)
            ),
        )


def _same(one: str, other: str) -> str:
    return f"IF(AND(ISNUMBER({one}),ISNUMBER({other})),ABS({one}-{other})<{CLOSE},{one}={other})"


def _formulas(measure: Measure, of: _Rows, row: int, settings: Settings) -> list[str | None]:
    """Numerator, denominator, value and left out of a measure; None where it has none. Its topic is read from
    the cell beside."""
    topic = f"{of.range(TOPIC)},{xl_rowcol_to_cell(row, 3, col_abs=True)},{of.range(STATE)}"
    counted, lost = f'{topic},"{STATES[COUNTED]}"', f'COUNTIFS({topic},"{STATES[LEFT_OUT]}")'
    amounts, everybody = of.range(AMOUNT), f"COUNTIFS({counted})"
    total = f"SUMIFS({amounts},{counted})"
    numerator, denominator = (xl_rowcol_to_cell(row, at) for at in (4, 5))
    if measure.counts:
        return [total, None, numerator, lost]
    if measure.statistic.signed:
        return [total, everybody, f'IF({denominator}=0,"[{NOBODY}]",AVERAGEIFS({amounts},{counted}))', lost]
    improved = "<=-" if measure.kind.improves < 0 else ">="
    succeeded = f'COUNTIFS({counted},{amounts},"{improved}{measure.kind.least_change(settings)}")'
    return [succeeded, everybody, f'IF({denominator}=0,"[{NOBODY}]",{numerator}/{denominator})', lost]


def _counted(measure: Measure, of: _Rows, settings: Settings) -> list[Any]:
    """What the formulas of a measure come to: a program that does not calculate shows it."""
    own = [row for row in of.rows if row[TOPIC] == measure.topic]
    amounts = [row[AMOUNT] for row in own if row[STATE] == STATES[COUNTED]]
    lost = sum(row[STATE] == STATES[LEFT_OUT] for row in own)
    if measure.counts:
        return [sum(amounts), "", sum(amounts), lost]
    least = measure.kind.least_change(settings)
    better = sum(amount * (measure.kind.improves or 1) >= least for amount in amounts)
    numerator = sum(amounts) if measure.statistic.signed else better
    return [numerator, len(amounts), numerator / len(amounts) if amounts else f"[{NOBODY}]", lost]
