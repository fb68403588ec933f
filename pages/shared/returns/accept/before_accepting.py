"""What must be known or said before the waiting returns are accepted: what stands in the way, what would be
left out, that there was nothing to report, and what would change."""

from collections.abc import Sequence
from functools import partial

from ieo_metrics.accepting.returns import quarters_in_words
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown as as_shown
from ieo_metrics.store.returns.acceptance import Preview, locked_in_words, reduced_in_words
from ieo_metrics.store.returns.masked_names import kept_sheet_names
from ieo_metrics.store.returns.return_record import ReturnRecord
from pages.shared.kit.notice import draw_notices, draw_obstacle
from pages.shared.kit.text import bold, draw_paragraph
from pages.shared.kit.unfolding import draw_folded
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.accept.what_would_change import Changes, draw_changes
from pages.shared.returns.panel.confirming_tick import draw_tick


def draw_before_accepting(shown: Preview) -> bool:
    """Whether the returns can be accepted. What would change is folded away, unless figures that were issued
    are among it."""
    if shown.again:
        draw_paragraph(
            f"{_named(shown.again)} {'has' if len(shown.again) == 1 else 'have'} already been accepted and "
            f"{'is' if len(shown.again) == 1 else 'are'} unchanged: nothing would change.",
            kind="ieo-small",
        )
    if not shown.returns:
        return False
    if left_out := [
        (
            bold(f"{record.return_type.title} would be accepted without {names}"),
            ", which could not be understood.",
        )
        for record in shown.returns
        if (names := _not_understood(record))
    ]:
        draw_notices(left_out)
    changes = Changes.of_preview(shown)
    draw_folded(
        f"What accepting would change: {changes.in_words}",
        "issued_would_change"
        if changes.issued
        else "what_would_change",  # folded away once, the other is not
        partial(_draw_changes, changes),
        is_open=bool(changes.issued),
    )
    if shown.locked:
        draw_obstacle(f"{locked_in_words(shown.locked, where='on the Issue and pack page ')}{_unseen(shown)}")
    if shown.gone:
        draw_obstacle(reduced_in_words(shown.gone))
    ticks = [_draw_nil(record) for record in shown.nil]
    return all(ticks) and not shown.locked and not shown.gone


def _draw_changes(changes: Changes) -> None:
    draw_changes(changes)
    draw_paragraph(
        "What is still to fix or to confirm in a file is left out until a corrected file arrives, which will "
        "be a new version.",
        kind="ieo-small",
    )


def _unseen(shown: Preview) -> str:
    """That of some locked quarters only figures change that the table does not have."""
    unseen = sorted(set(shown.locked) - {move.quarter for move in shown.moves})
    if not unseen:
        return ""
    return (
        f" For {', '.join(map(label, unseen))}, only the year to date, the rolling four quarters or a "
        "district would change."
    )


def _draw_nil(record: ReturnRecord) -> bool:
    """A tick to confirm that there was nothing to report on the sheets of a return that have a heading but
    no rows."""
    outcomes = {held.sha256: held.outcome for held in session_files.uploaded_files()}
    in_full = {  # a sheet as the record calls it → as the file that is at hand does
        (sha256, kept): as_shown(sheet.name)
        for sha256 in record.about_files
        if isinstance(file := outcomes.get(sha256), CheckedFile)
        for sheet, kept in zip(file.sheets, kept_sheet_names([one.name for one in file.sheets]))
    }
    empty = {(sha256, in_full.get((sha256, name), name)) for sha256, name in record.empty}
    keys = [
        officer_answers.problem_key(sha256, p)
        for sha256 in record.about_files
        if isinstance(file := outcomes.get(sha256), CheckedFile)
        for p in file.problems
        if p.code == "sheet-empty" and (sha256, as_shown(p.sheet)) in empty
    ]
    names = " and ".join(dict.fromkeys(name for _, name in sorted(empty)))
    words = "there was nothing to report: a nil return" if record.nil else "there was nothing to report"
    return draw_tick(
        f"{record.return_type.title} says that {words} (not a row in {names})",
        f"nil_{record.same_as[:12]}",
        keys,
    )


def _named(returns: Sequence[ReturnRecord]) -> str:
    names = {held.sha256: as_shown(held.outcome.name) for held in session_files.uploaded_files()}
    return " and ".join(
        f"{', '.join(names[sha256] for sha256 in record.about_files if sha256 in names)} "
        f"({record.return_type.title}, {quarters_in_words(record.quarters)})"
        for record in returns
    )


def _not_understood(record: ReturnRecord) -> str:
    """`Star Q2`; empty where all sheets were understood, or the officer has confirmed that they do not
    count."""
    return " and ".join(
        p.sheet
        for held in session_files.uploaded_files()
        if held.sha256 in record.about_files and isinstance(held.outcome, CheckedFile)
        for p in officer_answers.still_open(held.sha256, held.outcome.problems)
        if p.code == "mapping-sheet-unknown"
    )
