"""How much of a file's columns was known before: from earlier answers, or from returns that came earlier."""

from collections.abc import Sequence

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.layouts import layout_key
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import NOT_NEEDED, Mapping
from ieo_metrics.recognising.match_headings_to_layouts import heading_row


def all_known(file: CheckedFile, workbook: Workbook, mapping: Mapping) -> str:
    """`All columns were recognised, 2 of them as you confirmed before.`"""
    sheets, before = {sheet.name: sheet for sheet in workbook.sheets}, 0
    for checked_sheet in file.sheets:
        said = mapping.columns.get(checked_sheet.layout_key, {})
        sheet = sheets[checked_sheet.name]
        before += (
            len(set(heading_row(sheet, checked_sheet.header_row - sheet.first_row).keys) & set(said))
            if said
            else 0
        )
    return (
        f"All columns were recognised, {before} of them from your earlier answers."
        if before
        else "All columns were recognised."
    )


def what_is_new(file: CheckedFile, mapping: Mapping, earlier: Sequence[CheckedFile]) -> str:
    """`1 new column, 1 renamed`, against what was confirmed or came before; empty where nothing did."""
    known: dict[str, set[str]] = {key: set(slots.values()) for key, slots in mapping.columns.items()}
    for other in earlier:
        for sheet in other.sheets:
            known.setdefault(sheet.layout_key, set()).update(sheet.columns.values())
    of_known = [doubt for doubt in file.doubts if layout_key(doubt.layout) in known]
    renamed = sum(doubt.proposal in known[layout_key(doubt.layout)] - {NOT_NEEDED} for doubt in of_known)
    new = len(of_known) - renamed
    parts = [f"{new} new column{'' if new == 1 else 's'}"] * bool(new) + [f"{renamed} renamed"] * bool(
        renamed
    )
    return ", ".join(parts)
