"""A short text to paste into an e-mail with the marked workbook: places and kinds of problems only, nothing
of what is in a cell."""

import re
from collections.abc import Iterable, Sequence

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.fix_list_words import SHEET, there_are
from ieo_metrics.framework.problem_kinds import CHECKS, CONFIRM, MUST_FIX, Problem
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.reading.remark_kinds import BY_KIND

FEW = 5  # kinds named


def covering_text(problems: Sequence[Problem], file: CheckedFile, provider: str, quarter_words: str) -> str:
    """What was received and used, what to do, and how; `quarter_words` as in "2024/25 Q2"."""
    mine = [p for p in problems if p.file == file.name]
    to_fix, to_confirm = ([p for p in mine if p.severity == severity] for severity in (MUST_FIX, CONFIRM))
    lines = [
        f"To {provider}",
        "",
        "Hello,",
        "",
        (
            f"Thank you for your return for {quarter_words} ({file.name}). We read "
            f"{plural(file.rows, 'row')} and could use {file.used:,} of them."
        ),
    ]
    if not to_fix and not to_confirm:
        return "\n".join(
            [*lines, "Nothing to correct and nothing to confirm.", "", "Violence Reduction Unit", ""]
        )
    lines += [
        f"{there_are([p.severity for p in mine])} before the quarter's figures are final.",
        "",
        *_kinds("To fix", to_fix),
        *_kinds("To confirm", to_confirm),
        (
            f"Please open the attached workbook. Its first sheet, {SHEET}, lists them all, each with a link "
            "to its cell, which is coloured and has a comment."
        ),
        (
            "Please correct what is marked to fix, tell us about what is marked to confirm, save the "
            "workbook with that sheet still in it, and send it back."
        ),
        "Please do not add names, dates of birth, telephone or NHS numbers.",
        "",
        "Violence Reduction Unit",
        "",
    ]
    return "\n".join(lines)


def _kinds(title: str, problems: Sequence[Problem]) -> Iterable[str]:
    kinds: dict[str, list[Problem]] = {}
    for p in problems:
        kinds.setdefault(p.code, []).append(p)
    if not kinds:
        return
    yield f"{title}:"
    for code, some in list(kinds.items())[:FEW]:
        first, more = some[0], len(some) - 1
        place = ", ".join(
            part
            for part in (f"sheet {first.sheet}" if first.sheet else "the whole file", _cell(first.cell))
            if part
        )
        yield f"- {kind_in_words(code)}: {place}{f', and {more:,} more' if more else ''}"
    if len(kinds) > FEW:
        yield f"- and {plural(len(kinds) - FEW, 'more kind', 'more kinds')} of problem"
    yield ""


def _cell(cell: str) -> str:
    rows = re.fullmatch(r"(\d+):\1", cell)
    return f"row {rows[1]}" if rows else f"cell {cell}" if cell and ":" not in cell else cell


def kind_in_words(code: str) -> str:
    """The kind of a problem; what differs between problems of one kind cannot be filled in."""
    title = CHECKS[code].title if code in CHECKS else BY_KIND[code].title if code in BY_KIND else code
    return re.sub(r"\{\w+\}", "the usual number of", title)
