"""Accepting: which figures would change, from what to what, which of them were already issued, and the one
button."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.accepting.returns import quarters_in_words
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown as as_shown
from ieo_metrics.reading.sheets import Refused
from ieo_metrics.statistics.figure_wording import MINUS
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words
from ieo_metrics.store.returns.acceptance import Move, locked_in_words, reduced_in_words
from ieo_metrics.store.returns.return_record import ReturnRecord
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import html_table, inert_text
from pages.shared.kit.notice import draw_notices, draw_obstacle
from pages.shared.kit.text import bold, draw_heading, draw_list, draw_markup, draw_paragraph, text_markup
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.officer_answers import ProblemKey

MOST = 60


def _cells(move: Move) -> tuple[object, ...]:
    measure = MEASURE[move.ref]
    was, would_be = _told_apart(move)
    n = [
        "–" if row is None or row["denominator"] != row["denominator"] else f"{row['denominator']:,.0f}"
        for row in (move.before, move.after)
    ]
    counted = "" if measure.counts or n == ["–", "–"] else f"{n[0]} → {n[1]}"
    return (
        f"{move.ref}  {measure.name}",
        label(move.quarter),
        was,
        would_be,
        counted,
        move.issue.title if move.issue else "",
    )


def _told_apart(move: Move) -> tuple[str, str]:
    """A figure now and after accepting, with enough decimals to see that they differ."""
    now = figure_in_words(move.after, move.ref)
    if move.before is None:
        return "–", now
    was, (old, new) = figure_in_words(move.before, move.ref), (move.before["value"], move.after["value"])
    if was != now or old == new or old != old or new != new or MEASURE[move.ref].counts:
        return was, now
    sign, scale, unit = ("+", 1, "") if MEASURE[move.ref].statistic.signed else ("", 100, "%")
    for decimals in range(2, 6):
        was, now = (f"{value * scale:{sign}.{decimals}f}{unit}".replace("-", MINUS) for value in (old, new))
        if was != now:
            return was, now
    return was, f"{now}, a change too small to show"


def _tick(words: str, name: str, keys: Sequence[ProblemKey]) -> bool:
    """A tick to confirm something: the same tick as in the file's card."""
    st.session_state[name] = bool(keys) and all(key in officer_answers.confirmations() for key in keys)
    return st.checkbox(inert_text(words), key=name, on_change=_ticked, args=(name, keys))


def _ticked(name: str, keys: Sequence[ProblemKey]) -> None:
    if st.session_state[name]:
        officer_answers.confirm_problems(keys)
    else:
        for key in keys:
            officer_answers.unconfirm_problem(key)


def _draw_nil(return_record: ReturnRecord) -> bool:
    """A tick to confirm that there was nothing to report on the sheets of a return that have a heading but
    no rows."""
    empty = set(return_record.empty)
    outcomes = {held.sha256: held.outcome for held in session_files.uploaded_files()}
    keys = [
        officer_answers.problem_key(sha256, p)
        for sha256 in return_record.about_files
        if isinstance(file := outcomes.get(sha256), CheckedFile)
        for p in file.problems
        if p.code == "sheet-empty" and (sha256, as_shown(p.sheet)) in empty
    ]
    names = " and ".join(dict.fromkeys(name for _, name in return_record.empty))
    words = (
        "there was nothing to report: a nil return" if return_record.nil else "there was nothing to report"
    )
    return _tick(
        f"{return_record.return_type.title} says that {words} (not a row in {names})",
        f"nil_{return_record.same_as[:12]}",
        keys,
    )


def _draw_waiting() -> None:
    """Returns that are not ready because of a question about their columns, and what would be left out."""
    waiting = session_files.waiting_returns()
    if asked := [one for one in waiting if one.questions]:
        answers = [f"{waiting.questions} answer{'' if waiting.questions == 1 else 's'}" for waiting in asked]
        lines = (
            (
                bold(waiting.title),
                f" needs {n}: without {'it' if waiting.questions == 1 else 'them'}, {waiting.why}. See the "
                f"questions below, under {waiting.file}.",
            )
            for waiting, n in zip(asked, answers, strict=True)
        )
        draw_notices(lines)
    for place, one in enumerate(one for one in waiting if not one.questions):
        lacking = ", ".join(dict.fromkeys(f"{p.sheet}: {p.expected}" for p in one.lacking))
        words = (
            f"{one.title} · {one.file} lacks some of what is needed ({lacking}), so {one.why}. Accept it "
            "without"
        )
        _tick(
            words,
            f"without_{one.sha256}_{place}",
            [officer_answers.problem_key(one.sha256, p) for p in one.lacking],
        )


def draw_accept(collection: Collection) -> None:
    """What accepting the waiting returns would do; nothing where there is nothing to accept."""
    shown = session_files.acceptance_preview()
    if shown is None:
        if store_access.open_store_of_session().key is not None and session_files.waiting_returns():
            draw_heading("Not ready to accept")
            _draw_waiting()
        return
    many = len(shown.returns)
    draw_heading(
        f"Ready to accept: {many} return{'' if many == 1 else 's'}"
        if many
        else "Accept"
        if not session_files.waiting_returns()
        else "Not ready to accept"
    )
    if many:
        draw_list(
            (
                bold(return_record.return_type.title),
                f" · {quarters_in_words(return_record.quarters)} · {', '.join(return_record.files)}",
                _not_understood(return_record),
            )
            for return_record in shown.returns
        )
    _draw_waiting()
    if not many:
        if shown.again:
            rest = not session_files.waiting_returns()
            draw_paragraph(
                f"{'Everything here' if rest else _again(shown.again)} has already been accepted and is "
                "unchanged. Nothing would change."
            )
            st.button("Clear these files", on_click=_accept)
        return
    if shown.again:
        draw_paragraph(
            f"{_again(shown.again)} has already been accepted and is unchanged. Accepting changes "
            "nothing in it and removes it from this page."
        )
    in_it = {sha256 for return_record in shown.returns for sha256 in return_record.about_files}
    open_questions = [
        p
        for uploaded_file in session_files.uploaded_files()
        if uploaded_file.sha256 in in_it
        for p in officer_answers.still_open(
            uploaded_file.sha256,
            (
                session_files.problems_of(uploaded_file.outcome, collection)
                if not isinstance(uploaded_file.outcome, Refused)
                else []
            ),
        )
    ]
    to_fix, to_confirm = (
        sum(p.severity == severity for p in open_questions) for severity in (MUST_FIX, CONFIRM)
    )
    if to_fix or to_confirm:
        draw_paragraph(
            f"Still open in these files: {to_fix:,} to fix, {to_confirm:,} to confirm. What is wrong is "
            "left out until a corrected file arrives, which will be a new version."
        )
    fresh = [move for move in shown.moves if move.before is None or move.before["marker"] == NOT_COVERED]
    moved = [move for move in shown.moves if move not in fresh]
    parts = [f"{plural(len(fresh), 'figure is', 'figures are')} new"] if fresh else []
    parts.append(
        f"{plural(len(moved), 'existing figure', 'existing figures') if moved else 'no existing figure'} "
        "would change"
    )
    issued = sum(move.issue is not None for move in shown.moves)
    if issued:
        parts.append(
            f"{issued:,} of these {'was' if issued == 1 else 'were'} issued to the SVRP and would be marked "
            "as revised for you. What was issued stands until a new issue revises it"
        )
    draw_markup(text_markup("If you accept: ", "; ".join(parts), "."))
    columns = ("Measure", "Quarter", "Now", "After accepting", "n", "Issued")
    if moved:
        rows = sorted(moved, key=lambda move: (move.issue is None, -move.quarter))
        draw_markup(html_table("What would change", columns, map(_cells, rows[:MOST])))
        if len(rows) > MOST:
            draw_paragraph(f"{len(rows) - MOST:,} more would change.", kind="ieo-small")
    if fresh:
        with st.expander(f"The {plural(len(fresh), 'new figure')}"):
            draw_markup(
                html_table(
                    "What would be new",
                    columns,
                    map(_cells, sorted(fresh, key=lambda move: -move.quarter)[:MOST]),
                )
            )
            if len(fresh) > MOST:
                draw_paragraph(f"The newest {MOST} are shown.", kind="ieo-small")
    if shown.locked:
        unseen = sorted(set(shown.locked) - {move.quarter for move in shown.moves})
        more = (
            (
                f" For {', '.join(map(label, unseen))}, only the year to date, the rolling four quarters "
                "or a district would change."
            )
            if unseen
            else ""
        )
        draw_obstacle(
            f"{locked_in_words(shown.locked, where='on the Issue and pack page ')}{more}",
        )
    if shown.gone:
        draw_obstacle(reduced_in_words(shown.gone))
    ticks = [_draw_nil(return_record) for return_record in shown.nil]
    words = f"Accept {'this return' if many == 1 else f'these {many} returns'}"
    # A call back, not an answer: it accepts what was drawn, and not what has come since.
    st.button(
        words,
        type="primary",
        disabled=bool(shown.locked or shown.gone)
        or not all(ticks)
        or store_access.open_store_of_session().read_only,
        on_click=_accept,
    )


def _accept() -> None:
    session_files.accept_shown()


def _again(returns: Sequence[ReturnRecord]) -> str:
    return " and ".join(
        f"{', '.join(accepted.files)} ({accepted.return_type.title}, {quarters_in_words(accepted.quarters)})"
        for accepted in returns
    )


def _not_understood(return_record: ReturnRecord) -> str:
    """` · not in it: its sheet Star Q2, which could not be understood`; empty where all sheets were, or the
    officer has confirmed that they do not count."""
    names = [
        p.sheet
        for held in session_files.uploaded_files()
        if held.sha256 in return_record.about_files and isinstance(held.outcome, CheckedFile)
        for p in officer_answers.still_open(held.sha256, held.outcome.problems)
        if p.code == "mapping-sheet-unknown"
    ]
    return f" · without {' and '.join(names)}, which could not be understood" if names else ""
