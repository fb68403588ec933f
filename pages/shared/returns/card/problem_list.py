"""Problems as people work through them: the worst first, with a heading for each kind, so that many of one
kind do not bury one of another."""

import csv
import io
import re
from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.tidy_table import neutral_text
from ieo_metrics.framework.problem_kinds import CHECKS, CONFIRM, INFORMATION, MUST_FIX, Problem
from ieo_metrics.reading.remark_kinds import BY_KIND
from ieo_metrics.reading.sheets import Refused
from pages.shared.kit.html_tables import cell, framed_table, safe_markup, table_heading_row

SEVERITIES = (MUST_FIX, CONFIRM, INFORMATION)
COLUMNS = ("Sheet", "Cell", "Found", "Expected", "What to do")
FEW = 20  # of each kind, where all kinds are shown
MOST = 200  # of one kind; the rest is in the list as a file
AT_ONCE = 3  # while other files are still being checked


@dataclass(frozen=True)
class Group:
    """All problems of one kind."""

    code: str
    title: str
    severity: str
    problems: tuple[Problem, ...]


def title_of(code: str) -> str:
    """The kind of a problem in words."""
    title = CHECKS[code].title if code in CHECKS else BY_KIND[code].title if code in BY_KIND else code
    # A heading stands for many problems, so what differs between them cannot be filled in.
    return re.sub(r"\{\w+\}", "the usual number of", title)


def problem_groups(problems: Sequence[Problem]) -> list[Group]:
    """One group per kind: those to fix before those to confirm, and within each the rarest kind first."""
    kinds: dict[tuple[str, str], list[Problem]] = {}
    for problem in problems:
        kinds.setdefault((problem.severity, problem.code), []).append(problem)
    groups = [Group(code, title_of(code), severity, tuple(some)) for (severity, code), some in kinds.items()]
    return sorted(groups, key=lambda group: (SEVERITIES.index(group.severity), len(group.problems)))


def counts_in_words(problems: Sequence[Problem]) -> str:
    """`6 to fix · 2 to confirm · 1 for information`."""
    n = {severity: sum(p.severity == severity for p in problems) for severity in SEVERITIES}
    return f"{n[MUST_FIX]:,} to fix · {n[CONFIRM]:,} to confirm · {n[INFORMATION]:,} for information"


def problems_table(groups: Sequence[Group], most: int | None = None) -> str:
    """All kinds in one table, each under its own heading; of each kind all, or the first `most` and how many
    more."""
    bodies = []
    for group in groups:
        kind = group.severity.replace(" ", "-")
        severity = f'<span class="ieo-{kind}">{safe_markup(group.severity.capitalize())}</span>'
        rows = [
            (
                f'<tr class="kind"><th scope="rowgroup" colspan="{len(COLUMNS)}">{severity} · '
                f"{safe_markup(group.title)} · {len(group.problems):,}</th></tr>"
            )
        ]
        for p in group.problems[:most]:
            shown = (p.cell or "–", p.found, p.expected, p.fix)
            rows.append(f"<tr>{cell(p.sheet or 'whole file', heading=True)}{''.join(map(cell, shown))}</tr>")
        if most is not None and (more := len(group.problems) - most) > 0:
            words = f"{more:,} more of this kind are listed in All problems (.csv)."
            rows.append(f'<tr><td colspan="{len(COLUMNS)}" class="quiet">{words}</td></tr>')
        bodies.append(f"<tbody>{''.join(rows)}</tbody>")
    return framed_table(
        "Problems, by kind",
        table_heading_row(COLUMNS) + "".join(bodies),
        caption_shown=False,
        kind="ieo-problems",
    )


def first_problems(file: CheckedFile | Refused) -> str:
    """A file that has just been checked, and the first of its problems."""
    if isinstance(file, Refused):
        return f'<p class="ieo-text"><strong>{safe_markup(file.name)}</strong> could not be read</p>'
    lines = "".join(
        (
            f"<li>{safe_markup('!'.join(part for part in (p.sheet, p.cell) if part))} "
            f"{safe_markup(p.found)}. {safe_markup(p.fix)}</li>"
        )
        for p in file.problems[:AT_ONCE]
    )
    return (
        f'<p class="ieo-text"><strong>{safe_markup(file.name)}</strong> '
        f'{counts_in_words(file.problems)}</p><ul class="ieo-first">{lines}</ul>'
    )


def problems_csv(problems: Sequence[Problem]) -> bytes:
    """The list for the provider: a row a problem, the worst first. With a mark that tells Excel that it is
    UTF-8."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(("Severity", "Kind", "File", "Sheet", "Cell", "Found", "Expected", "What to do"))
    for group in problem_groups(problems):
        for p in group.problems:
            writer.writerow(
                [
                    neutral_text(text)
                    for text in (p.severity, group.title, p.file, p.sheet, p.cell, p.found, p.expected, p.fix)
                ]
            )
    return out.getvalue().encode("utf-8-sig")
