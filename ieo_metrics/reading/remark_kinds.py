"""What can be said of a workbook that was read, beside its cells: one row for each kind of `Remark`."""

from typing import NamedTuple

from ieo_metrics.reading import limits


class RemarkKind(NamedTuple):
    """One thing that can be said of a workbook beside its cells."""

    kind: str
    title: str
    severity: str  # must fix, please confirm or for information
    expected: str
    to_do: str


REMARKS: tuple[RemarkKind, ...] = (
    RemarkKind(
        "macros",
        "The workbook contains macros; they were not run",
        "for information",
        "Values only.",
        "Nothing, if the figures do not depend on a macro that was never run.",
    ),
    RemarkKind(
        "named-otherwise",
        "The file is not the kind that its name says",
        "for information",
        "A name whose ending fits the file.",
        "Nothing: it was read as the kind it is.",
    ),
    RemarkKind(
        "external-links",
        "Formulas refer to another workbook; the values stored with them were used",
        "please confirm",
        "Values, or formulas within the workbook.",
        "Check that the figures were up to date when it was saved, or ask for a copy with values only.",
    ),
    RemarkKind(
        "hidden-sheet",
        "A sheet is hidden",
        "please confirm",
        "Only visible sheets.",
        "Say whether it belongs to the return.",
    ),
    RemarkKind(
        "hidden-rows",
        "Hidden or filtered rows hold data",
        "please confirm",
        "All rows visible.",
        (
            "They are counted like the others. Unhide them in Excel (clear the filter) and check that they "
            "belong to the return."
        ),
    ),
    RemarkKind(
        "hidden-columns",
        "Hidden columns hold data",
        "please confirm",
        "All columns visible.",
        "They are read like the others. Unhide them in Excel and check that they belong to the return.",
    ),
    RemarkKind(
        "far-cells",
        "Cells far away from the table were ignored",
        "please confirm",
        (
            f"No more than {limits.GAP_ROWS:,} empty rows or {limits.GAP_COLUMNS} empty columns between "
            "filled cells."
        ),
        "Check that nothing is missing; delete the far cells and save again.",
    ),
)
BY_KIND: dict[str, RemarkKind] = {r.kind: r for r in REMARKS}
