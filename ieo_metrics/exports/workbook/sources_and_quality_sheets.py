"""Where the numbers come from: the files of the collection, and a count of their problems. Never what stands
in a cell of theirs."""

import datetime as dt
from collections.abc import Sequence

from ieo_metrics.accepting.returns import AcceptedReturn, Part, quarters_in_words
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.office.figure_cells import NONE, number_of_words
from ieo_metrics.exports.pack.content import Revised
from ieo_metrics.exports.workbook.sheet_content import QUALITY, REVISIONS, SOURCES, Cell, Page, SheetColumn
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.problem_kinds import CHECKS, CONFIRM, INFORMATION, MUST_FIX
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.refusals import REFUSALS
from ieo_metrics.reading.remark_kinds import REMARKS
from ieo_metrics.reading.sheets import Refused

HASH_SHOWN = 12
TITLES = {
    **{r.kind: r.title for r in REMARKS},
    **{r.code: r.title for r in REFUSALS},
    **{c.code: c.title for c in CHECKS.values()},
}
HOW = {
    "stated": "the return states it",
    "assumed": "assumed from its dates",
    "given": "the officer chose them",
}


def received_time(file: CheckedFile) -> dt.datetime:
    """When the file came, to the second, by the clock of the place."""
    return file.received.replace(tzinfo=None, microsecond=0)


def sources_sheet(collection: Collection) -> Page:
    """A row for each file and provider, in the order of acceptance; then the files of which nothing was
    taken."""
    used = {id(part.file) for accepted_return in collection.returns for part in accepted_return.parts}
    return Page(
        SOURCES,
        "Sources: the files that the measures come from",
        (
            (
                "This sheet has one table. Rows are those of the provider's tables: rows = rows used + rows "
                "left out."
            ),
        ),
        "sources",
        (
            SheetColumn("File", 36),
            SheetColumn("Programme", 18),
            SheetColumn("Provider", 20),
            SheetColumn("Sheets", 26),
            SheetColumn("Quarters covered", 24),
            SheetColumn("How the quarters are known", 16),
            SheetColumn("Date of the return", 20),
            SheetColumn("How the date is known", 16),
            SheetColumn("Received", 24),
            SheetColumn(f"Fingerprint, first {HASH_SHOWN}", 18),
            SheetColumn("Rows", 9, "number"),
            SheetColumn("Rows used", 9, "number"),
            SheetColumn("Rows left out", 9, "number"),
            SheetColumn("Used", 30),
        ),
        [
            *[
                _accepted(accepted_return, part)
                for accepted_return in collection.returns
                for part in accepted_return.parts
            ],
            *[_not_used(file) for file in collection.files if id(file) not in used],
            *[_refused(refused_file, collection.settings) for refused_file in collection.refused],
        ],
    )


def _accepted(accepted_return: AcceptedReturn, part: Part) -> tuple[Cell, ...]:
    file = part.file
    sheets = [sheet for sheet in file.sheets if sheet.table in part.tables]
    covers = quarters_in_words(
        sorted({q for name in part.tables for q in accepted_return.covers.get(name, ())})
    )
    rows = [sum(getattr(sheet, name) for sheet in sheets) for name in ("rows", "used", "left_out")]
    about = (
        accepted_return.return_type.programme,
        accepted_return.return_type.provider,
        ", ".join(sheet.name for sheet in sheets),
        covers,
        HOW[accepted_return.how],
    )
    return (
        file.name,
        *about,
        *_dates(file),
        file.sha256[:HASH_SHOWN],
        *rows,
        f"return {accepted_return.number + 1}, in the order used",
    )


def _not_used(file: CheckedFile) -> tuple[Cell, ...]:
    """The same file a second time, or one in which no table was recognised."""
    return (
        file.name,
        NONE,
        NONE,
        NONE,
        NONE,
        NONE,
        *_dates(file),
        file.sha256[:HASH_SHOWN],
        file.rows,
        0,
        file.rows,
        ("no: the same file again" if file.tables else "no: nothing was recognised"),
    )


def _refused(file: Refused, settings: Settings) -> tuple[Cell, ...]:
    why = _title(file.code, settings)
    return (file.name, *(NONE,) * 8, file.sha256[:HASH_SHOWN], 0, 0, 0, f"no: {why[0].lower()}{why[1:]}")


def _dates(file: CheckedFile) -> tuple[dt.date, str, dt.datetime]:
    return (
        file.made,
        "the return states it" if file.made_is_stated else "the day it came",
        received_time(file),
    )


def sources_sheet_shared(collection: Collection) -> Page:
    """A row for each return, without the names of files or how many rows they have: what may be given to
    others. Returns of which all that is said is the same have one row."""
    rows = [
        (
            accepted_return.return_type.programme,
            accepted_return.return_type.provider,
            quarters_in_words(accepted_return.covers_all),
            accepted_return.made,
        )
        for accepted_return in collection.returns
    ]
    return Page(
        SOURCES,
        "Sources: the returns that the measures come from",
        ("This sheet has one table.",),
        "sources",
        (
            SheetColumn("Programme", 18),
            SheetColumn("Provider", 22),
            SheetColumn("Quarters covered", 30),
            SheetColumn("Date of the return", 20),
        ),
        list(dict.fromkeys(rows)),
    )


def quality_sheet_shared(collection: Collection) -> Page:
    """Which kinds of problem there are. How many is the officer's: that counts rows of later quarters too,
    tells how many young people were left out and, from two packs, what came late."""
    grave = {severity: place for place, severity in enumerate((MUST_FIX, CONFIRM, INFORMATION))}
    kinds = {(severity, code) for _, severity, code in collection.problem_counts()}
    rows: list[tuple[Cell, ...]] = [
        (severity, _title(code, collection.settings))
        for severity, code in sorted(kinds, key=lambda kind: (grave.get(kind[0], len(grave)), kind[1]))
    ]
    return Page(
        QUALITY,
        "Data quality: kinds of problem",
        (
            "This sheet has one table.",
            "Must fix: what the problem is about is left out. Please confirm: the officer has answered, or "
            "still needs to.",
        ),
        "data_quality",
        (SheetColumn("Severity", 18), SheetColumn("Kind of problem", 60)),
        rows or [(NONE, "no problem was found")],
    )


def revisions_sheet(revised: "Sequence[Revised]", quarter: Quarter) -> Page:
    """Each figure that is another now than when it was issued, as issued, as now, and why."""
    return Page(
        REVISIONS,
        "Revisions: figures that differ from those issued",
        (
            "This sheet has one table. Both figures are as they were shown, rounded. A blank cell under Why "
            "means that nothing was said.",
        ),
        "revisions",
        (
            SheetColumn("Reference", 13),
            SheetColumn("Measure", 40),
            SheetColumn("Quarter", 14),
            SheetColumn("As issued", 12, "number"),
            SheetColumn("As now", 12, "number"),
            SheetColumn("Why", 70),
        ),
        [
            (
                one.ref,
                MEASURE[one.ref].name,
                one.period(quarter),
                number_of_words(one.issued, MEASURE[one.ref]),
                number_of_words(one.now, MEASURE[one.ref]),
                one.why,
            )
            for one in revised
        ],
    )


def quality_sheet(collection: Collection) -> Page:
    """How many problems of each kind each file has, the gravest first."""
    grave = {severity: place for place, severity in enumerate((MUST_FIX, CONFIRM, INFORMATION))}
    counts = collection.problem_counts()
    files = {name: place for place, name in enumerate(dict.fromkeys(file for file, _, _ in counts))}

    def order(counted: tuple[tuple[str, str, str], int]) -> tuple[int, int, int, str]:
        (file, severity, code), n = counted
        return files[file], grave.get(severity, len(grave)), -n, code

    rows: list[tuple[Cell, ...]] = [
        (file or "more than one file", severity, _title(code, collection.settings), code, n)
        for (file, severity, code), n in sorted(counts.items(), key=order)
    ]
    return Page(
        QUALITY,
        "Data quality: problems by file and kind",
        (
            "This sheet has one table. Must fix: what the problem is about is left out.",
            "Please confirm: the officer needs to answer. For information: nothing to do.",
        ),
        "data_quality",
        (
            SheetColumn("File", 40),
            SheetColumn("Severity", 18),
            SheetColumn("Kind of problem", 50),
            SheetColumn("Code", 32),
            SheetColumn("How many", 12, "number"),
        ),
        rows or [("all files", NONE, "no problem was found", NONE, 0)],
    )


def _title(code: str, settings: Settings) -> str:
    """What a kind of problem, remark or refusal is called."""
    return TITLES.get(code, code.replace("-", " ").capitalize()).replace(
        "{months}", str(settings.follow_up_months)
    )
