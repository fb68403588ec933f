"""Accepting: which figures would move, from what to what, which of them were issued already, and the one button."""

import streamlit as st

from ieo_metrics.accepting.returns import in_words
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.problems import CONFIRM, MUST_FIX
from ieo_metrics.framework.quarters import label
from ieo_metrics.store.accepting import Move, reduced_in_words
from ieo_metrics.store.issues import figure_in_words
from ieo_metrics.walk import Collection
from pages.shared import memory, said, session
from pages.shared.frame import bold, draw, heading, listed, paragraph, text
from pages.shared.html_tables import table

MOST = 60


def _cells(move: Move) -> tuple[object, ...]:
    measure = MEASURE[move.ref]
    was = figure_in_words(move.before, move.ref) if move.before else "–"
    n = ["–" if row is None or row["denominator"] != row["denominator"] else f"{row['denominator']:,.0f}" for row in (move.before, move.after)]
    counted = "" if measure.counts or n == ["–", "–"] else f"{n[0]} → {n[1]}"
    return f"{move.ref}  {measure.name}", label(move.quarter), was, figure_in_words(move.after, move.ref), counted, move.issue.title if move.issue else ""


def draw_accept(collection: Collection) -> None:
    """What accepting the held returns would do; nothing where there is nothing to accept."""
    shown = session.preview()
    if shown is None:
        return
    many = len(shown.returns)
    heading("Accept" if not many else f"Ready to accept: {many} return{'' if many == 1 else 's'}")
    if not many:
        paragraph("All of it was accepted before, exactly as it is. Nothing would change.")
        st.button("Put it away", on_click=session.accept_shown)
        return
    listed((bold(one.of.title), f" · {in_words(one.quarters)} · {', '.join(one.files)}") for one in shown.returns)
    open_questions = [p for one in session.held() for p in said.still_open(one.sha256, _problems(one, collection))]
    to_fix, to_confirm = (sum(p.severity == severity for p in open_questions) for severity in (MUST_FIX, CONFIRM))
    if to_fix or to_confirm:
        paragraph(
            f"Still open in these files: {to_fix:,} to fix, {to_confirm:,} to confirm. What is wrong is left out until a corrected file comes, "
            "which is then a new version."
        )
    fresh = [move for move in shown.moves if move.before is None or move.before["marker"] == "x"]
    moved = [move for move in shown.moves if move not in fresh]
    parts = [f"{len(fresh):,} figures are new"] if fresh else []
    parts.append(f"{len(moved):,} that are there now would change" if moved else "no figure that is there now would change")
    issued = sum(move.issue is not None for move in shown.moves)
    parts += [f"{issued:,} of these were issued to the SVRP and would be marked as revised"] if issued else []
    draw(text("If you accept: ", "; ".join(parts), "."))
    columns = ("Measure", "Quarter", "Is now", "Would be", "n", "Issued")
    if moved:
        rows = sorted(moved, key=lambda move: (move.issue is None, -move.quarter))
        draw(table("What would change", columns, map(_cells, rows[:MOST])))
        if len(rows) > MOST:
            paragraph(f"{len(rows) - MOST:,} more would change.", kind="ieo-small")
    if fresh:
        with st.expander(f"The {len(fresh):,} new figures"):
            draw(table("What would be new", columns, map(_cells, sorted(fresh, key=lambda move: -move.quarter)[:MOST])))
            if len(fresh) > MOST:
                paragraph(f"The newest {MOST} are shown.", kind="ieo-small")
    if shown.locked:
        unseen = sorted(set(shown.locked) - {move.quarter for move in shown.moves})
        more = f" Of {', '.join(map(label, unseen))} it is the year to date, the four quarters or a district that would be another." if unseen else ""
        paragraph(
            f"{', '.join(map(label, shown.locked))} is locked, because it was issued: unlock it on the page SVRP tables first, and say why.{more}",
            kind="ieo-must-fix",
        )
    if shown.gone:
        paragraph(reduced_in_words(shown.gone), kind="ieo-must-fix")
    ticks = [st.checkbox(f"{one.of.title} says that there was nothing: it is a nil return", key=f"nil_{one.same_as[:12]}") for one in shown.nil]
    words = f"Accept {'this return' if many == 1 else f'these {many} returns'}"
    # A call back, not an answer: it accepts what was drawn, and not what has come since.
    st.button(words, type="primary", disabled=bool(shown.locked or shown.gone) or not all(ticks) or memory.store().read_only, on_click=session.accept_shown)


def _problems(one: session.Held, collection: Collection) -> list:
    return session.problems_of(one.outcome, collection) if not isinstance(one.outcome, session.Refused) else []
