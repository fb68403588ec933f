"""The lines of the files that wait: what each is, what is left to do in it, and what it would move."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

import streamlit as st

from ieo_metrics.accepting.returns import AcceptedReturn, quarters_in_words
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.dates.days import LONDON
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.problem_kinds import CONFIRM, MUST_FIX
from ieo_metrics.framework.return_types import ReturnType
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.sheets import Refused
from ieo_metrics.store.returns.acceptance import Preview
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.text import draw_paragraph
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.awaiting_answers import Waiting
from pages.shared.returns.lines.line import ASKS, DONE, LATE, NOTHING, QUIET, READY, Line
from pages.shared.returns.panel.file_panel import draw_panel, draw_refused
from pages.shared.returns.panel.questions import asked_quarters, hidden_sheets, other_unread_sheets
from pages.shared.returns.panel.to_confirm import ELSEWHERE
from pages.shared.returns.replaced_files import aside_of
from pages.shared.returns.uploaded_file_record import UploadedFile


@dataclass(frozen=True)
class WaitingFiles:
    """What the lines of the waiting files are made of. `asked`: by SHA-256, what each waits for; `shown`:
    what accepting would do, None where nothing can be accepted."""

    collection: Collection
    asked: dict[str, list[Waiting]]
    shown: Preview | None

    @classmethod
    def of_session(cls) -> "WaitingFiles":
        """Those of this session; what they ask is told by file."""
        asked: dict[str, list[Waiting]] = {}
        for waiting in session_files.waiting_returns():
            if not waiting.settled:
                asked.setdefault(waiting.sha256, []).append(waiting)
        return cls(session_files.pending_collection(), asked, session_files.acceptance_preview())

    @property
    def held_up(self) -> set[int]:
        """The numbers of the returns that cannot be accepted before something is answered."""
        return {
            accepted_return.number
            for some in self.asked.values()
            for waiting in some
            for accepted_return in waiting.returns
        }

    @property
    def asking(self) -> int:
        """How many returns wait for an answer, and files of which nobody knows whose they are."""
        homeless = sum(not any(waiting.returns for waiting in some) for some in self.asked.values())
        return len(self.held_up) + homeless

    @property
    def can_go_on(self) -> bool:
        """Whether something can be answered, accepted or cleared; else there are only files of no use."""
        return bool(self.asking or (self.shown and (self.shown.returns or self.shown.again)))


def file_lines(waiting: WaitingFiles, quarter: Quarter) -> list[tuple[Line, list[ReturnType]]]:
    """A line for each waiting file, in the order of their arrival, and whose return it is or would be once it
    is answered. `quarter`: that of the page, which is not said again."""
    out: list[tuple[Line, list[ReturnType]]] = []
    for uploaded_file in session_files.uploaded_files():
        file = uploaded_file.outcome
        if isinstance(file, Refused):
            out.append((_refused(uploaded_file), []))
        else:
            mine = [r for r in waiting.collection.returns if any(part.file is file for part in r.parts)]
            types = [r.return_type for r in mine] or [
                one.return_type for one in waiting.asked.get(uploaded_file.sha256, []) if one.return_type
            ]
            out.append((_line(uploaded_file, file, mine, waiting, _title(mine, types, quarter)), types))
    return out


def _refused(uploaded_file: UploadedFile) -> Line:
    return Line(
        key=uploaded_file.sha256[:16],
        title="Not read",
        file=uploaded_file.outcome.name,
        state="could not be read",
        look=LATE,
        draw=partial(draw_refused, uploaded_file),
    )


def _line(
    uploaded_file: UploadedFile,
    file: CheckedFile,
    mine: list[AcceptedReturn],
    waiting: WaitingFiles,
    title: str,
) -> Line:
    state, look = _state(uploaded_file, file, mine, waiting)
    quarters = len(asked_quarters(file, mine, waiting.collection)) if look != DONE else 0
    return Line(
        key=uploaded_file.sha256[:16],
        title=title,
        file=file.name,
        rows=plural(file.rows, "row"),
        to_do=_to_do(uploaded_file, file, quarters, waiting),
        moves=_moves(mine, waiting.shown) if look == READY else NOTHING,
        state=state,
        look=look,
        draw=partial(draw_panel, uploaded_file, waiting.collection),
        below=partial(_put_aside, uploaded_file) if aside_of(uploaded_file.sha256) else None,
        asks=uploaded_file.sha256 in waiting.asked
        or bool(quarters)
        or (not mine and bool(other_unread_sheets(uploaded_file, file))),
    )


def _title(mine: Sequence[AcceptedReturn], types: Sequence[ReturnType], quarter: Quarter) -> str:
    """`RESET · Constabulary`; with the quarters that it covers, where that of the page is none of them."""
    parts = [
        accepted_return.return_type.title
        + (
            ""
            if quarter in accepted_return.covers_all
            else f", {quarters_in_words(accepted_return.covers_all)}"
        )
        for accepted_return in mine
    ] or [return_type.title for return_type in types]
    return " and ".join(dict.fromkeys(parts)) or "Not known whose"


def _to_do(uploaded_file: UploadedFile, file: CheckedFile, quarters: int, waiting: WaitingFiles) -> str:
    """`1 question about columns · 6 to fix · 2 to confirm`: what is asked in words of its own is not counted
    again among what is to be confirmed."""
    columns = sum(len(sheet.asked_here) for sheet in session_files.asked_sheets_of(uploaded_file.sha256))
    spellings = sum(question.at.file == file.name for question in waiting.collection.same)
    left = officer_answers.still_open(
        uploaded_file.sha256, session_files.problems_of(file, waiting.collection)
    )
    n_fix = sum(p.severity == MUST_FIX for p in left)
    n_confirm = sum(p.severity == CONFIRM and p.code not in ELSEWHERE for p in left)
    parts = [f"{plural(columns, 'question')} about columns"] * bool(columns)
    parts += [f"{plural(spellings, 'question')} about spellings"] * bool(spellings)
    parts += [f"{plural(quarters, 'question')} about quarters"] * bool(quarters)
    hidden, unread = len(hidden_sheets(file)), len(other_unread_sheets(uploaded_file, file))
    parts += [plural(hidden, "hidden sheet")] * bool(hidden)
    parts += [f"{plural(unread, 'sheet')} not read"] * bool(unread)
    parts += [f"{n_fix:,} to fix"] * bool(n_fix) + [f"{n_confirm:,} to confirm"] * bool(n_confirm)
    return " · ".join(parts) or "nothing to fix"


def _state(
    uploaded_file: UploadedFile, file: CheckedFile, mine: Sequence[AcceptedReturn], waiting: WaitingFiles
) -> tuple[str, str]:
    """The state in words, and how it is drawn."""
    again = session_files.accepted_before()
    held_up = [accepted_return for accepted_return in mine if accepted_return.number in waiting.held_up]
    if uploaded_file.sha256 in waiting.asked:
        return "needs an answer", ASKS
    if held_up:
        return f"waits for {_asking_file(held_up, waiting)}", ASKS
    if not mine:
        return "not a return: nothing counts", LATE
    if all((one.return_type.title, uploaded_file.sha256) in again for one in mine):
        return "already accepted, unchanged", DONE
    return ("ready", READY) if waiting.shown else ("cannot be accepted here", QUIET)


def _asking_file(held_up: Sequence[AcceptedReturn], waiting: WaitingFiles) -> str:
    """The name of the file whose answer the others of its return wait for."""
    numbers = {accepted_return.number for accepted_return in held_up}
    return next(
        one.file
        for some in waiting.asked.values()
        for one in some
        if numbers & {accepted_return.number for accepted_return in one.returns}
    )


def _moves(mine: Sequence[AcceptedReturn], shown: Preview | None) -> str:
    """`5 figures move`, or how many would be new."""
    if shown is None:
        return NOTHING
    whose = {(one.return_type.programme, one.return_type.provider) for one in mine}
    own = [move for move in shown.moves if (MEASURE[move.ref].programme, MEASURE[move.ref].provider) in whose]
    fresh = sum(move.before is None or move.before["marker"] == NOT_COVERED for move in own)
    parts = [plural(len(own) - fresh, "figure moves", "figures move")] * (len(own) > fresh)
    parts += [plural(fresh, "new figure")] * bool(fresh)
    return " · ".join(parts) or "no figure moves"


def _put_aside(uploaded_file: UploadedFile) -> None:
    """Whose place the file took, and the button that undoes it."""
    other = aside_of(uploaded_file.sha256)
    assert other is not None
    arrived = other.received.astimezone(LONDON)
    with st.container(horizontal=True, vertical_alignment="center", key=f"ieo_aside_{other.sha256[:16]}"):
        draw_paragraph(
            f"In the place of {other.outcome.name}, received at {arrived:%H:%M}, which is of the same "
            "provider and quarters and does not count.",
            kind="ieo-small",
        )
        if st.button(
            f"Undo: use {inert_text(other.outcome.name)} instead", key=f"swap_{uploaded_file.sha256}"
        ):
            session_files.swap_back(uploaded_file.sha256)
            st.rerun()
