"""Problems as people work through them: the worst first, with a heading for each kind, so that many of one
kind do not bury one of another."""

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import streamlit as st

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.lines_by_kind import cells_in_words, in_order, place_in_words
from ieo_metrics.exports.fix_list.provider_wording import texts_of_many
from ieo_metrics.exports.tidy_table import neutral_text
from ieo_metrics.framework.problem_kinds import CHECKS, CONFIRM, INFORMATION, MUST_FIX, Problem
from ieo_metrics.reading.remark_kinds import BY_KIND
from ieo_metrics.reading.sheets import Refused
from pages.shared.kit.html_tables import cell, framed_table, safe_markup, table_heading_row
from pages.shared.kit.text import draw_markup

PROBLEMS = "Problems"  # the tab
SEVERITIES = (MUST_FIX, CONFIRM, INFORMATION)
COLUMNS = ("Sheet", "Cells", "Found", "Expected", "What to do")
FEW = 20  # lines of each kind, where all kinds are shown
MOST = 200  # cells of one kind; the rest is in the list as a file
CELLS_NAMED, FOUND_NAMED = 6, 3  # in one line
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


def problems_table(groups: Sequence[Group], most: int = FEW, *, each_cell: bool = False) -> str:
    """All kinds in one table, each under its own heading; of each kind `most` lines, and how many cells more.
    The same problem in many cells is one line, or one for each cell."""
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
        lines = [[p] for p in group.problems] if each_cell else same_problems(group.problems)
        for alike in lines[:most]:
            shown = _line(alike)
            rows.append(f"<tr>{cell(shown[0], heading=True)}{''.join(map(cell, shown[1:]))}</tr>")
        if more := sum(map(len, lines[most:])):
            words = f"{more:,} more of this kind are listed in All problems (.csv)."
            rows.append(f'<tr><td colspan="{len(COLUMNS)}" class="quiet">{words}</td></tr>')
        bodies.append(f"<tbody>{''.join(rows)}</tbody>")
    return framed_table(
        "Problems, by kind",
        table_heading_row(COLUMNS) + "".join(bodies),
        caption_shown=False,
        kind="ieo-problems",
    )


def same_problems(problems: Iterable[Problem]) -> list[list[Problem]]:
    """The problems of one kind, those together of which the same is to be done in the same sheet."""
    by_text: dict[tuple[str, str, str], list[Problem]] = {}
    for p in problems:
        by_text.setdefault((p.sheet, p.expected, p.fix), []).append(p)
    lines: dict[tuple[object, ...], list[Problem]] = {}
    for (sheet, expected, fix), alike in by_text.items():
        lines.setdefault((sheet, texts_of_many(alike[0].code, expected, fix)[0]), []).extend(alike)
    return list(lines.values())


def _line(alike: Sequence[Problem]) -> tuple[str, ...]:
    """Sheet, cells, what was found in the first of them, what is expected and what to do."""
    first = alike[0]
    if len(alike) == 1:
        where = place_in_words(first.cell) or "–"
        return first.sheet or "whole file", where, first.found, first.expected, first.fix
    found = examples([p.found for p in alike])
    if len({(p.expected, p.fix) for p in alike}) == 1:
        cells = cells_in_words(
            sorted((p.cell for p in alike), key=in_order), of_sheet=bool(first.sheet), most=CELLS_NAMED
        )
        return first.sheet or "whole file", cells, found, first.expected, first.fix
    of_many = [texts_of_many(p.code, p.expected, p.fix) for p in alike[:CELLS_NAMED]]
    places = [
        f"{place_in_words(p.cell)} ({bracket})" if bracket else place_in_words(p.cell)
        for p, (_, bracket) in zip(alike, of_many, strict=False)
    ]
    more = f" and {len(alike) - len(places):,} more" if len(alike) > len(places) else ""
    return first.sheet or "whole file", ", ".join(places) + more, found, *of_many[0][0]


def examples(found: Sequence[str]) -> str:
    """What was found, once each, and the first few."""
    texts = [text for text in dict.fromkeys(found) if text]
    return ", ".join(texts[:FOUND_NAMED]) + (" …" if len(texts) > FOUND_NAMED else "") or "–"


def draw_problems(problems: Sequence[Problem], key: str) -> None:
    """Each kind under its own heading, the same problem in one line; a line for each cell where one kind is
    chosen. `key`: of the file."""
    groups = problem_groups(problems)
    left, right = st.columns(2)
    with left:
        severities = st.pills(
            "Show", SEVERITIES, selection_mode="multi", default=SEVERITIES, key=f"severity_{key}"
        )
    shown = [group for group in groups if group.severity in severities]
    with right:
        kinds = {f"{group.severity}/{group.code}": group for group in shown}
        titles = {"": "All kinds"} | {
            name: f"{group.title} ({len(group.problems):,})" for name, group in kinds.items()
        }
        only = st.selectbox(
            "Kind", list(titles), format_func=lambda name: titles.get(name, name), key=f"kind_{key}"
        )
    draw_markup(problems_table([kinds[only]], MOST, each_cell=True) if only else problems_table(shown))


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
