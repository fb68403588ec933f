"""A short text to paste into an e-mail with the marked workbook: places and kinds of problems only, nothing
of what is in a cell."""

from collections.abc import Iterable, Sequence

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.fix_list_words import NO_NAMES, SHEET, there_are
from ieo_metrics.exports.fix_list.lines_by_kind import cells_in_words, in_order
from ieo_metrics.exports.fix_list.provider_wording import kind_in_words
from ieo_metrics.exports.fix_list.reply_details import ReplyDetails
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX, Problem
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.returned_fix_list import ANSWER

FEW = 5  # kinds named
FEW_CELLS = 3  # named of each


def covering_text(problems: Sequence[Problem], file: CheckedFile, details: ReplyDetails) -> str:
    """What was received and used, what to do, how, and by when."""
    mine = [p for p in problems if p.file == file.name]
    to_fix, to_confirm = ([p for p in mine if p.severity == severity] for severity in (MUST_FIX, CONFIRM))
    lines = [
        f"To {details.provider}",
        "",
        "Hello,",
        "",
        (
            f"Thank you for your return for {details.quarter} ({file.name}). We read "
            f"{plural(file.rows, 'row')} and could use {file.used:,} of them."
        ),
    ]
    if not to_fix and not to_confirm:
        return "\n".join([*lines, "Nothing to correct and nothing to confirm.", "", *sender_lines(details)])
    lines += [
        f"{there_are([p.severity for p in mine])} before the quarter's figures are final. "
        f"{details.deadline_in_words}",
        "",
        *_kinds("To fix", to_fix),
        *_kinds("To confirm", to_confirm),
        (
            f"Please open the attached workbook. Its first sheet, {SHEET}, lists them all by kind, with what "
            "to write; each cell is coloured in its own sheet and has a comment."
        ),
        (
            "Please correct what is marked to fix. Where it says please confirm, correct the cell or write "
            f"a short answer in the column {ANSWER}. Save the workbook with that sheet still in it, and send "
            "it back."
        ),
        NO_NAMES,
        "",
        *sender_lines(details),
    ]
    return "\n".join(lines)


def sender_lines(details: ReplyDetails) -> list[str]:
    """Who writes, and how to reach them."""
    return [line for line in (details.unit, details.contact) if line] + [""]


def _kinds(title: str, problems: Sequence[Problem]) -> Iterable[str]:
    """The first kinds, each with its first cells in each sheet."""
    by_code: dict[str, dict[str, list[str]]] = {}
    for p in problems:
        by_code.setdefault(p.code, {}).setdefault(p.sheet, []).append(p.cell)
    if not by_code:
        return
    yield f"{title}:"
    for code, sheets in list(by_code.items())[:FEW]:
        places = (_place(sheet, sorted(cells, key=in_order)) for sheet, cells in sheets.items())
        yield f"- {kind_in_words(code)}: {'; '.join(places)}"
    if len(by_code) > FEW:
        yield f"- and {plural(len(by_code) - FEW, 'more kind', 'more kinds')} of problem"
    yield ""


def _place(sheet: str, cells: Sequence[str]) -> str:
    """`80 in sheet Support (B5, B16, B18 and 77 more)`."""
    where = cells_in_words(cells, bool(sheet), FEW_CELLS)
    if not sheet:
        return where
    return f"{len(cells):,} in sheet {sheet} ({where})" if len(cells) > 1 else f"sheet {sheet}, {where}"
