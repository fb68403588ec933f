"""Turns checked files into returns, in the order in which they are accepted, with the questions about the
quarters they cover."""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from ieo_metrics.accepting.coverage import counting_days, coverage, rows_by_quarter
from ieo_metrics.accepting.lacking_columns import about_lacking_columns
from ieo_metrics.accepting.quarters_without_rows import (
    emptied_quarters,
    later_than_stated,
    quarters_without_rows,
)
from ieo_metrics.accepting.returns import AcceptedReturn, Part, quarters_in_words
from ieo_metrics.accepting.starts_after_coverage import late_starts
from ieo_metrics.checking.check_workbook import CheckedFile, CheckedSheet
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.problem_kinds import Problem, problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.return_types import RETURN_TYPES, ReturnType, return_type_of


def group_into_returns(files: Sequence[CheckedFile]) -> list[tuple[ReturnType, list[Part]]]:
    """The returns that files make, in their order. Files of one provider and programme that arrive together
    with different tables are one return; a table that comes again begins the next."""
    out: list[tuple[ReturnType, list[Part]]] = []
    for file in files:
        for of in RETURN_TYPES:
            tables = {name: frame for name, frame in file.tables.items() if return_type_of(name) == of}
            if not tables or _left_empty_for_another(file, tables):
                continue
            part = Part(file, tables)
            last = next((parts for r, parts in reversed(out) if r == of), None)
            if last is not None and not any(set(p.tables) & set(tables) for p in last):
                last.append(part)
            else:
                out.append((of, [part]))
    return out


def _left_empty_for_another(file: CheckedFile, tables: dict[str, pd.DataFrame]) -> bool:
    """Whether a provider's sheets are empty in a workbook that another provider filled in: blank sheets of
    the template, not a nil return."""
    return not any(map(len, tables.values())) and any(map(len, file.tables.values()))


ReturnKey = tuple[str, str]  # (the SHA-256 of a return's first file, its title)


Covers = Sequence[Quarter] | Mapping[ReturnKey, Sequence[Quarter]]


def return_key(of: ReturnType, parts: Sequence[Part]) -> ReturnKey:
    """What identifies a return before it is accepted."""
    return parts[0].file.sha256, of.title


def accept_files(
    files: Sequence[CheckedFile],
    settings: Settings,
    covers: Covers | None = None,
    before: Sequence[AcceptedReturn] = (),
) -> tuple[list[AcceptedReturn], list[Problem]]:
    """The returns that these files make, in their order, after the returns accepted `before`, and the
    questions about the quarters they cover. `covers`: the officer's choice, for all of them or by return.
    The same file again changes nothing."""
    problems: list[Problem] = []
    once: dict[str, CheckedFile] = {}
    for file in files:
        if file.sha256 in once:
            problems.append(
                problem("file-repeated", file.name, found=f"the same as {once[file.sha256].name}")
            )
        else:
            once[file.sha256] = file
    accepted: list[AcceptedReturn] = []
    for of, parts in group_into_returns(list(once.values())):
        said = covers.get(return_key(of, parts)) if isinstance(covers, Mapping) else covers
        if said:
            by_table, how = {name: tuple(sorted(said)) for part in parts for name in part.tables}, "given"
        elif same := _again(of, parts, before):
            by_table, how = same.covers, same.how
        else:
            earlier = {
                q
                for accepted_return in (*before, *accepted)
                if accepted_return.return_type == of
                for q in accepted_return.covers_all
            }
            by_table, how = coverage(parts, earlier, settings)
        accepted.append(AcceptedReturn(len(before) + len(accepted), of, tuple(parts), by_table, how))
    for accepted_return in accepted:
        beside = [
            other
            for other in (*before, *accepted)
            if other.return_type == accepted_return.return_type and other is not accepted_return
        ]
        others = {q for other in beside for q in other.covers_all}
        problems.extend(_questions(accepted_return, others, settings))
        problems.extend(about_lacking_columns(accepted_return, beside))
        problems.extend(late_starts(accepted_return))
        problems.extend(quarters_without_rows(accepted_return, settings))
        problems.extend(later_than_stated(accepted_return, settings))
        older = [other for other in beside if other.number < accepted_return.number]
        problems.extend(emptied_quarters(accepted_return, older, settings))
    return accepted, problems


def _again(of: ReturnType, parts: Sequence[Part], before: Sequence[AcceptedReturn]) -> AcceptedReturn | None:
    """The return accepted before that has exactly the same files: it covers the same quarters as then."""
    files = {part.file.sha256 for part in parts}
    return next(
        (
            accepted_return
            for accepted_return in reversed(before)
            if accepted_return.return_type == of
            and {part.file.sha256 for part in accepted_return.parts} == files
        ),
        None,
    )


def _questions(accepted_return: AcceptedReturn, others: set[Quarter], settings: Settings) -> list[Problem]:
    """The questions for the officer about the quarters that a return covers."""
    out: list[Problem] = []
    file, covered = accepted_return.parts[0].file, accepted_return.covers_all
    words = quarters_in_words(covered)
    if not covered:
        return [
            problem(
                "mapping-quarter",
                file.name,
                found="no quarter is stated, and there are no dates to tell it by",
            )
        ]
    if accepted_return.how == "assumed":
        out.append(
            problem(
                "quarter-assumed",
                file.name,
                found=f"{accepted_return.return_type.title}: no quarter stated",
                covers=words,
            )
        )
    for part in accepted_return.parts:
        for name, frame in part.tables.items():
            sheets = [sheet for sheet in part.file.sheets if sheet.table == name]
            out.extend(_about_table(accepted_return, part, name, frame, sheets, others, settings))
    return out


def _about_table(
    accepted_return: AcceptedReturn,
    part: Part,
    name: str,
    frame: pd.DataFrame,
    sheets: list[CheckedSheet],
    others: set[Quarter],
    settings: Settings,
) -> list[Problem]:
    out: list[Problem] = []
    covered, words, file, sheet = (
        set(accepted_return.covers[name]),
        quarters_in_words(accepted_return.covers[name]),
        part.file.name,
        sheets[0].name,
    )
    table, general = TABLE[name], set(part.file.stated)
    by_date = table.counts_by == "date"
    days = counting_days(name, frame, settings, dt.date.max) if by_date else np.zeros(0, "datetime64[D]")
    held = rows_by_quarter(days)
    left_away = (general - covered - others) & set(held)  # of which there are rows
    if (
        accepted_return.how == "stated"
        and general
        and part.stated(name)
        and (left_away or not set(part.stated(name)) <= general)
    ):
        out.append(
            problem(
                "quarter-disagrees",
                file,
                sheet,
                "",
                "",
                f"the notes say {quarters_in_words(part.file.stated)}",
                covers=words,
            )
        )
    if not by_date:
        return out
    outside = sorted(set(held) - covered)
    count = sum(held[quarter] for quarter in outside)
    if outside:
        code = (
            "rows-outside-quarter" if "score" in frame or name == "follow_up" else "sessions-outside-quarter"
        )
        out.append(
            problem(
                code,
                file,
                sheet,
                "",
                table.dated_by,
                f"{count} dated in {quarters_in_words(outside)}"[:200],
                covers=words,
            )
        )
    earlier = [q for q in outside if q < min(covered) and q not in others]
    if accepted_return.how == "stated" and len(covered) == 1 and earlier:
        out.append(
            problem(
                "quarter-one-of-many",
                file,
                sheet,
                "",
                "",
                f"{count} dated in other quarters",
                covers=words,
                earlier=quarters_in_words(earlier),
            )
        )
    return out
