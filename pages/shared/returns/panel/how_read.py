"""How a file was read: its returns and their quarters, when it was made, how its rows add up, and what each
sheet was understood as."""

from collections.abc import Sequence

from ieo_metrics.accepting.questions.new_columns_in_words import all_known
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.dates.days import LONDON, day_in_words
from ieo_metrics.framework.layouts import slot_title
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.sheets import Workbook
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.returns import officer_answers
from pages.shared.returns.panel.problem_list import counts_in_words
from pages.shared.returns.panel.quarters_covered import draw_covered
from pages.shared.returns.panel.to_confirm import confirmed_in_words
from pages.shared.returns.uploaded_file_record import UploadedFile

HOW_READ = "How it was read"  # the tab
_NOT_ALL_KNOWN = ("mapping-sheet", "mapping-column")  # how the codes begin of what was not recognised


def draw_how_read(
    uploaded_file: UploadedFile, returns: Sequence[AcceptedReturn], problems: Sequence[Problem]
) -> None:
    """`returns`: of which the quarters can still be changed; `problems`: with those of the return as a
    whole."""
    file = uploaded_file.outcome
    assert isinstance(file, CheckedFile) and isinstance(uploaded_file.read, Workbook)
    for accepted_return in returns:
        draw_covered(accepted_return, f"{uploaded_file.sha256}_{accepted_return.number}", ())
    counts = [counts_in_words(problems), confirmed_in_words(uploaded_file.sha256, problems)]
    draw_markup(
        text_markup(
            f"{plural(file.rows, 'row')} = {file.used:,} used + {file.left_out:,} left out · ",
            bold(" · ".join(filter(None, counts))),
        )
        + text_markup(
            "A row that is used may still lack what one measure needs: Problems says what does not count. ",
            _when(file),
            kind="ieo-small",
        )
    )
    if file.sheets and not any(p.code.startswith(_NOT_ALL_KNOWN) for p in file.problems):
        draw_paragraph(
            all_known(file, uploaded_file.read, officer_answers.column_mapping()), kind="ieo-small"
        )
    _draw_sheets(file)


def _when(file: CheckedFile) -> str:
    stated = (
        "as stated in the workbook"
        if file.made_is_stated
        else "no date stated, so the day it was received is used"
    )
    received = file.received.astimezone(LONDON)
    return (
        f"Made on {day_in_words(file.made)}, {stated} · received {day_in_words(received)} at "
        f"{received:%H:%M}; files count in the order in which they are received"
    )


def _draw_sheets(file: CheckedFile) -> None:
    columns = ("Sheet", "Understood as", "Heading in row", "Columns", "Rows", "Used", "Left out")
    rows: list[tuple[str | int, ...]] = []
    for s in file.sheets:
        read_as = ", ".join(
            f"{letter} {slot_title(s.layout_key, slot)}" for letter, slot in s.columns.items()
        )
        rows.append((s.name, s.table.replace("_", " "), s.header_row, read_as, s.rows, s.used, s.left_out))
    rows += [(s.name, "not read", "", "", s.rows, s.used, s.left_out) for s in file.unread]
    draw_markup(
        html_table(
            "How each sheet was understood",
            columns,
            rows,
            numeric=("Heading in row", "Rows", "Used", "Left out"),
        )
    )
    if others := [name for name in file.other_sheets if name not in {s.name for s in file.unread}]:
        draw_paragraph("Sheets without a table: ", ", ".join(others), kind="ieo-small")
