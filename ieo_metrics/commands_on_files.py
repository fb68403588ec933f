"""What the command line answers, once the files are being read."""

import argparse
import datetime as dt
import json
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pandas as pd

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.tidy_table import tidy_csv, tidy_json
from ieo_metrics.framework.breakdowns import BREAKDOWNS
from ieo_metrics.framework.configuration.settings import Settings, read_settings
from ieo_metrics.framework.crime_harm import crime_harm, starter_harm
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.framework.measures import MEASURE, checked_settings
from ieo_metrics.framework.problem_kinds import MUST_FIX, Problem
from ieo_metrics.measuring.compute_measures import ALL, Results
from ieo_metrics.measuring.evidence_frame import ROLLING, YEAR_TO_DATE
from ieo_metrics.measuring.overview_lines import with_verdicts
from ieo_metrics.pipeline import Collection, collect_files, measure_collection
from ieo_metrics.reading.refusals import BY_CODE
from ieo_metrics.reading.sheets import Refused, Workbook
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping

SHARED_BY = "district"
UNPRINTED = (
    "{} not broken down by district: more than half of the figures would be hidden, for a small number or "
    "for a difference from a shorter period."
)
LONGER = {YEAR_TO_DATE: "The year to date is", ROLLING: "Rolling four quarters are"}
FEW = 20  # answers of a mapping file that are named


def refusal_as_problem(refused_file: Refused) -> Problem:
    """A refused file as a problem."""
    row = BY_CODE[refused_file.code]
    return Problem(
        MUST_FIX,
        refused_file.code,
        refused_file.name,
        "",
        "",
        "",
        f"{row.title}: {refused_file.found}" if refused_file.found else row.title,
        row.expected,
        row.to_do,
    )


def exit_status(collection: Collection) -> int:
    """0, 1 or 2, as the command line ends."""
    if collection.refused or not collection.files:
        return 2
    return int(
        any(p.severity == MUST_FIX or p.code.startswith(("mapping", "same")) for p in collection.problems)
    )


def problem_line(p: Problem) -> str:
    """One problem in one line."""
    place = "!".join(part for part in (p.sheet, p.cell) if part)
    found = f"found: {p.found}; " if p.found else ""
    return (
        f"{p.severity}: {' '.join(part for part in (p.file, place) if part)}: {p.code}: {found}expected: "
        f"{p.expected}. {p.fix}"
    )


def all_problems(collection: Collection) -> list[Problem]:
    """Refused files first, then the problems of the others."""
    return [*(refusal_as_problem(refused_file) for refused_file in collection.refused), *collection.problems]


def collection_as_data(collection: Collection) -> dict[str, Any]:
    """How each file was understood, and every problem, as the json of `check`."""
    files = [
        {
            "file": file.name,
            "programme": file.programme,
            "sheets": [
                {
                    "sheet": s.name,
                    "table": s.table,
                    "header_row": s.header_row or None,
                    "columns": s.columns,
                    "rows": s.rows,
                    "used": s.used,
                    "left_out": s.left_out,
                }
                for s in file.with_data
            ],
        }
        for file in collection.files
    ]
    names = ("severity", "code", "file", "sheet", "cell", "field", "found", "expected", "fix")
    return {
        "files": files,
        "problems": [{name: getattr(p, name) for name in names} for p in all_problems(collection)],
    }


def _understood(file: CheckedFile) -> Iterable[str]:
    yield f"{file.name}: {file.programme or 'nothing recognised'}"
    for s in file.sheets:
        yield (
            f"  {s.name}: {s.table} ({s.shape}), heading in row {s.header_row}; {s.rows} rows = {s.used} "
            f"used + {s.left_out} left out"
        )
        yield "    " + ", ".join(f"{letter} {slot}" for letter, slot in s.columns.items())
    for s in file.unread:
        yield f"  {s.name}: not read; {s.rows} rows = {s.used} used + {s.left_out} left out"


def _settings(call: argparse.Namespace, index: Iterable[Workbook | Refused]) -> Settings:
    """The settings of a call; what is odd in the workbook of the Crime Harm Index is said beside. Raises
    ValueError where it is none."""
    harm = starter_harm()
    if call.crime_harm:
        from ieo_metrics.recognising.crime_harm_workbook import edition_of
    for file in index:
        found = edition_of(file)
        print(
            (
                f"{file.name}: edition {found.edition.name}, fingerprint {found.edition.sha256[:12]}: "
                f"{' '.join(found.remarks)}"
            ),
            file=sys.stderr,
        )
        harm = crime_harm(found.edition)
    return (
        checked_settings(read_settings(call.settings, harm)) if call.settings else Settings(crime_harm=harm)
    )


def _mapping(call: argparse.Namespace) -> Mapping:
    """What the mapping file of a call adds; that, and what of the file is not used, is said beside."""
    if not call.mapping:
        return EMPTY
    from ieo_metrics.recognising.mappings.mapping_file_additions import offer_of_file

    offer = offer_of_file(call.mapping)
    name = Path(call.mapping).name
    for what, sentences in (("used", offer.added), ("not used", offer.refused)):
        many = len(sentences)
        said = "; ".join(sentences[:FEW]) + (f"; and {many - FEW:,} more" if many > FEW else "")
        if many:
            print(
                f"{name}: {many:,} answer{'' if many == 1 else 's'} of the file "
                f"{'was' if many == 1 else 'were'} {what}: {said}.",
                file=sys.stderr,
            )
    return offer.mapping


def collect_call_files(
    call: argparse.Namespace, reading: Iterable[Workbook | Refused], index: Iterable[Workbook | Refused]
) -> Collection:
    """The files of a call, by its settings, coverage and mapping; the mapping is written again where that is
    asked."""
    settings = _settings(call, index)
    covers = parse_quarters(call.covers) if call.covers else None
    mapping = _mapping(call)
    collection = collect_files(reading, settings, dt.datetime.now(dt.UTC), covers, mapping)
    if call.save_mapping:
        from ieo_metrics.recognising.mappings.confirm_all_proposals import confirmed_choice
        from ieo_metrics.recognising.mappings.mapping_as_json import write_mapping

        write_mapping(
            confirmed_choice(
                mapping,
                [doubt for file in collection.files for doubt in file.doubts],
                all_problems(collection),
            ),
            call.save_mapping,
        )
    return collection


def write_annotated(
    call: argparse.Namespace,
    reading: Iterable[Workbook | Refused],
    data: bytes,
    index: Iterable[Workbook | Refused] = (),
) -> int:
    """Write the file with its problems marked, whole or not at all; returns the exit status of `check`.
    `index`: the workbook of the Crime Harm Index, if one was given."""
    from ieo_metrics.exports.fix_list.reply_details import reply_details
    from ieo_metrics.exports.fix_list.send_back import annotate_workbook
    from ieo_metrics.exports.fix_list.start_marking_process import CannotAnnotate
    from ieo_metrics.store.database.owner_only import make_file

    collection = collect_call_files(call, reading, index)
    for p in all_problems(collection):
        print(problem_line(p), file=sys.stderr)
    if not collection.files:
        return 2
    out = Path(call.out)
    beside = out.with_name(out.name + ".part")
    try:
        details = reply_details(collection.returns, call.reply_by, call.contact)
        make_file(beside)  # it is the provider's own workbook, names and all
        beside.write_bytes(annotate_workbook(data, collection.problems, collection.files[0], details))
        beside.replace(out)
    except (CannotAnnotate, OSError) as trouble:
        beside.unlink(missing_ok=True)
        print(
            trouble
            if isinstance(trouble, CannotAnnotate)
            else f"{out.name} cannot be written: {trouble.strerror}",
            file=sys.stderr,
        )
        return 2
    return exit_status(collection)


def _measured(call: argparse.Namespace, collection: Collection) -> "pd.DataFrame | None":
    """The rows that were asked for. What is for sharing is hidden as if its breakdown by district and its
    year to date were published beside it. Raises ValueError where another breakdown is to be shared."""
    by = {breakdown.option: breakdown.name for breakdown in BREAKDOWNS}.get(call.by)
    asked = ("quarter", "year to date") if call.year_to_date else ("quarter",)
    if not call.share:
        results = measure_collection(collection, spans=asked, by=by)
        return with_verdicts(results).frame if results else None
    if by not in (None, SHARED_BY):
        raise ValueError(f"Figures for sharing can be broken down only by {SHARED_BY}")
    results = measure_shared_spans(collection)
    if results is None:
        return None
    from ieo_metrics.disclosure.protection_report import protection_report
    from ieo_metrics.disclosure.rounded_counts import rounded_for_sharing, rounded_in_words
    from ieo_metrics.disclosure.shareable_results import Publication
    from ieo_metrics.store.issues.protect_for_sharing import protect_rows, rows_to_protect, unshared_rows

    settings = collection.settings
    rows = rows_to_protect(results.frame, settings)
    protected, unshared = protect_rows(rows, settings), unshared_rows(rows, settings)
    report = protection_report(
        Publication.first(rows, protected, unshared),
        settings.small_number_threshold,
        all_or_none=settings.all_or_none_hidden,
    )
    print(report.in_words, rounded_in_words(settings), sep="", file=sys.stderr)
    shown = rounded_for_sharing(protected.frame[~unshared], settings)
    printed = with_verdicts(results._replace(frame=shown)).frame
    wanted = printed["span"].isin((*asked, ROLLING)) & ((by == SHARED_BY) | (printed["area"] == ALL))
    unprinted = protected.unprinted[~unshared]
    for span in printed["span"][wanted & unprinted].unique():
        print(UNPRINTED.format(LONGER[span]), file=sys.stderr)
    chosen: pd.DataFrame = printed[wanted & ~unprinted]
    return chosen


def measure_shared_spans(collection: Collection) -> Results | None:
    """What is computed for sharing: it is hidden as if its breakdown and its year to date were published
    beside it."""
    from ieo_metrics.disclosure.shared_periods import shared_spans

    spans = shared_spans(list(MEASURE), collection.settings.shared_as_rolling)
    return measure_collection(collection, spans=spans, by=SHARED_BY)


def print_answer(
    call: argparse.Namespace, reading: Iterable[Workbook | Refused], index: Iterable[Workbook | Refused] = ()
) -> int:
    """Print what was asked; returns the exit status. `index`: the workbook of the Crime Harm Index, if one
    was given."""
    collection = collect_call_files(call, reading, index)
    if call.command == "check":
        if call.format == "json":
            print(json.dumps(collection_as_data(collection), ensure_ascii=False, indent=1))
        else:
            for file in collection.files:
                print("\n".join(_understood(file)))
            print("\n".join(problem_line(p) for p in all_problems(collection)) or "No problems.")
        return exit_status(collection)
    frame = _measured(call, collection)
    if frame is not None:
        sys.stdout.write((tidy_csv if call.format == "csv" else tidy_json)(frame))
    for p in all_problems(collection):
        print(problem_line(p), file=sys.stderr)
    return exit_status(collection) if frame is not None else max(exit_status(collection), 1)
