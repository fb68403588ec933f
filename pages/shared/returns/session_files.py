"""What this visitor has dropped and not yet accepted. It is kept in the visitor's own session and nowhere
else: the tables hold rows about young people, and a shared cache would show them to the next visitor."""

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from hashlib import sha256

import streamlit as st

from ieo_metrics.accepting.questions.question import AskedSheet
from ieo_metrics.checking.check_within_time_limit import check_in_time
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.exports.fix_list.earlier_problems import Outcome, fixes_of
from ieo_metrics.exports.fix_list.send_back import fix_outcomes
from ieo_metrics.exports.fix_list.start_marking_process import CannotAnnotate
from ieo_metrics.framework.problem_kinds import CONFIRM, INFORMATION, Problem
from ieo_metrics.pipeline import Collection
from ieo_metrics.reading.read_files import start_reading
from ieo_metrics.reading.sheets import Refused, Workbook
from ieo_metrics.recognising.totals_rows import UNCLEAR_TOTAL
from ieo_metrics.store.returns import acceptance
from ieo_metrics.store.returns.acceptance import Preview
from ieo_metrics.store.returns.board import note_received
from ieo_metrics.store.returns.pending_with_accepted import collect_pending
from pages.shared.frame import store_access
from pages.shared.frame.page_address import look_at
from pages.shared.returns import awaiting_answers as waiting
from pages.shared.returns import officer_answers, waiting_mapping_files
from pages.shared.returns.accepted_files import AcceptedFile, keep_accepted
from pages.shared.returns.awaiting_answers import Waiting
from pages.shared.returns.lines.line import forget_choice
from pages.shared.returns.panel.problem_list import first_problems
from pages.shared.returns.replaced_files import put_aside, replaced, taken_back
from pages.shared.returns.uploaded_file_record import UploadedFile
from sample_data import SAMPLES
from sample_data.group_record import record_samples


def uploaded_files() -> list[UploadedFile]:
    """The files in the order of their arrival, which is the order in which they are accepted."""
    return st.session_state.setdefault("held", [])


def _name_apart(name: str, taken: set[str]) -> str:
    """A name that no other file has, because problems are told apart by it."""
    stem, dot, ending = name.rpartition(".") if "." in name else (name, "", "")
    number, new = 2, name
    while new in taken:
        new, number = f"{stem} ({number}){dot}{ending}", number + 1
    return new


def take_files(files: Sequence[tuple[str, bytes]]) -> None:
    """Read and check files, and add them to those waiting; a newer one takes the place of an older one of the
    same return. The same file again changes nothing; a notice says so. Confirmed columns that arrive with
    them are taken first, so that the files are read with them."""
    for name, data in files:
        if _is_mapping(name):
            _take_mapping(name, data)
    here = uploaded_files()
    known, taken, fresh = (
        {uploaded_file.sha256: uploaded_file.outcome.name for uploaded_file in here},
        {uploaded_file.outcome.name for uploaded_file in here},
        [],
    )
    for name, data in files:
        digest = sha256(data).hexdigest()
        if _is_mapping(name):
            continue
        if digest in known:
            add_notice(
                name, f"is the same file as {known[digest]}, which is already here. Nothing has changed."
            )
        else:
            known[digest] = name = _name_apart(name, taken)
            taken.add(name)
            fresh.append((name, data, digest))
    if not fresh:
        return
    forget_choice()
    st.session_state.pop("see_quarter", None)
    received, many = dt.datetime.now(dt.UTC).replace(microsecond=0), len(fresh)
    with st.status(f"Reading {many} file{'' if many == 1 else 's'}", expanded=True) as progress:
        reading = start_reading([(name, data) for name, data, _ in fresh])
        for number, (one, (_, data, digest)) in enumerate(
            zip(reading.results(), fresh, strict=True), start=1
        ):
            progress.update(label=f"Checking file {number} of {many}", expanded=True)
            file = (
                one
                if isinstance(one, Refused)
                else check_in_time(
                    one, store_access.snapshot().settings, received, officer_answers.column_mapping()
                )
            )
            here.append(UploadedFile(digest, data, one, file, received))
            st.html(first_problems(file))
            _carry_over(here[-1], here[:-1])
        _replace_older({digest for _, _, digest in fresh})
        progress.update(label="Working out what would change", expanded=True)
        acceptance_preview()
        progress.update(label="Done", state="complete", expanded=True)


def _is_mapping(name: str) -> bool:
    return name.lower().endswith(".json")


def _replace_older(fresh: set[str]) -> None:
    """Put aside the files of which a newer one was just dropped."""
    if not any(uploaded_file.sha256 not in fresh for uploaded_file in uploaded_files()):
        return
    for old, new in replaced(uploaded_files(), fresh, pending_collection().returns):
        put_aside(old, new)
        st.session_state["held"] = [
            uploaded_file for uploaded_file in uploaded_files() if uploaded_file is not old
        ]
        add_notice(
            new.outcome.name,
            f"takes the place of {old.outcome.name}, which is of the same provider and quarters. "
            "You can undo this below.",
        )


def swap_back(digest: str) -> None:
    """Let the file that was put aside for this one take its place again; this one is put aside for it."""
    old = taken_back(digest)
    if old is None:
        return
    for place, new in enumerate(uploaded_files()):
        if new.sha256 == digest:
            uploaded_files()[place] = old
            put_aside(new, old)
            check_again(lambda file: file is old.outcome)  # something may have been confirmed since
            add_notice(old.outcome.name, f"is back in the place of {new.outcome.name}.")
            return


def _take_mapping(name: str, data: bytes) -> None:
    try:
        waiting_mapping_files.take(name, data)
    except ValueError as why:
        add_notice(
            name,
            f"is not a file of confirmed columns saved by this dashboard: {why}. Nothing has changed.",
        )


def _carry_over(new: UploadedFile, earlier: Sequence[UploadedFile]) -> None:
    """When a file comes back with our fix list in it, what the officer had confirmed and has not changed
    stays confirmed."""
    if (
        not isinstance(new.read, Workbook)
        or not isinstance(new.outcome, CheckedFile)
        or not fixes_of(new.read)
    ):
        return
    for old in earlier:
        if isinstance(old.outcome, CheckedFile):
            answers = {
                (p.code, p.sheet, p.cell, p.found): officer_answers.confirmations().get(
                    officer_answers.problem_key(old.sha256, p)
                )
                for p in old.outcome.problems
            }
            for p in new.outcome.problems:
                answer = answers.get((p.code, p.sheet, p.cell, p.found))
                if answer is not None and p.severity == CONFIRM:
                    officer_answers.confirm_problems([officer_answers.problem_key(new.sha256, p)], answer)


def open_samples() -> None:
    """The invented workbooks that come with the project, accepted in a store of this tab's own, and what an
    invented group has typed beside them."""
    store_access.open_sample_store()
    # Before there are figures, so that no text waits to be compared with what is hidden of each quarter.
    store_access.run_change(lambda store: record_samples(store, store_access.SAMPLES))
    st.session_state["held"] = []
    take_files([(path.name, path.read_bytes()) for path in SAMPLES])
    if acceptance_preview() and accept_shown():
        st.session_state.pop("told", None)


def take_away(digest: str) -> None:
    taken_back(digest)
    st.session_state["held"] = [
        uploaded_file for uploaded_file in uploaded_files() if uploaded_file.sha256 != digest
    ]


def asks_something(file: CheckedFile) -> bool:
    """Whether there is a question about a file that a mapping may answer."""
    asked = ("mapping", officer_answers.HIDDEN, UNCLEAR_TOTAL)
    return bool(file.doubts) or any(p.code.startswith(asked) for p in file.problems)


def check_again(which: Callable[[CheckedFile], bool] = lambda file: True) -> None:
    """Check the files that were read again, with the current mapping and settings."""
    again = []
    with st.spinner("Checking again"):
        for uploaded_file in uploaded_files():
            if (
                isinstance(uploaded_file.read, Workbook)
                and isinstance(uploaded_file.outcome, CheckedFile)
                and which(uploaded_file.outcome)
            ):
                uploaded_file = replace(
                    uploaded_file,
                    outcome=check_in_time(
                        uploaded_file.read,
                        store_access.snapshot().settings,
                        uploaded_file.received,
                        officer_answers.column_mapping(),
                    ),
                )
            again.append(uploaded_file)
    st.session_state["held"] = again


def pending_collection() -> Collection:
    """The waiting files together with what was accepted before. Worked out once for these files and the
    officer's answers, not at every click."""
    now = store_access.snapshot()
    if uploaded_files() and st.session_state.setdefault("checked_under", now.settings) != now.settings:
        st.session_state["checked_under"] = now.settings
        check_again()
    key = (
        tuple(uploaded_file.sha256 for uploaded_file in uploaded_files()),
        now.facts,
        officer_answers.column_mapping(),
        dict(officer_answers.covered_quarters_said()),
    )
    if st.session_state.get("computed_for") != key:
        files = [uploaded_file.outcome for uploaded_file in uploaded_files()]
        refused = [o for o in files if isinstance(o, Refused)]
        checked = [o for o in files if isinstance(o, CheckedFile)]
        st.session_state["computed"] = collect_pending(
            store_access.open_store_of_session(),
            now,
            checked,
            refused,
            officer_answers.covered_quarters_said(),
            officer_answers.column_mapping().same,
        )
        st.session_state["computed_for"] = key
        st.session_state["became"], st.session_state["preview"], st.session_state["asked"] = (
            {},
            None,
            waiting.asked_of(uploaded_files(), partial(problems_of, collection=st.session_state["computed"])),
        )
        _note_received(st.session_state["computed"])
    return st.session_state["computed"]


def _note_received(collection: Collection) -> None:
    """Note on the board what arrived and who dropped it, but nothing of its content."""
    if collection.returns and store_access.may_change():
        store_access.run_change(
            lambda store: note_received(store, store_access.officer_name(), collection.returns)
        )


def asked_sheets_of(sha256: str) -> list[AskedSheet]:
    """The sheets of a waiting file about whose columns something is asked, with all that is asked."""
    pending_collection()
    asked: list[AskedSheet] = st.session_state["asked"].get(sha256, [])
    return asked


def waiting_returns() -> list[Waiting]:
    """The questions about the columns and spellings of the waiting files, return by return."""
    collection = pending_collection()
    about_columns = waiting.returns_that_wait(uploaded_files(), collection.returns, st.session_state["asked"])
    return [*about_columns, *waiting.spellings_that_wait(collection)]


def acceptance_preview() -> Preview | None:
    """What it would do to accept the waiting returns that have no open question; None where none can be
    accepted."""
    collection = pending_collection()
    if not collection.returns or store_access.open_store_of_session().key is None:
        return None
    wait = {
        accepted_return.number
        for waiting in waiting_returns()
        if not waiting.settled
        for accepted_return in waiting.returns
    }
    if st.session_state.get("preview") is None or st.session_state.get("preview_without") != wait:
        with st.spinner("Working out what would change"):
            ready = [
                accepted_return
                for accepted_return in collection.returns
                if accepted_return.number not in wait
            ]
            st.session_state["preview"], st.session_state["preview_without"] = (
                acceptance.preview_acceptance(
                    store_access.open_store_of_session(), store_access.snapshot(), ready
                ),
                wait,
            )
    return st.session_state["preview"]


def accepted_before() -> set[tuple[str, str]]:
    """(title of the return, SHA-256 of a file) of the waiting returns that have already been accepted,
    unchanged."""
    shown = acceptance_preview()
    return (
        {
            (return_record.return_type.title, sha256)
            for return_record in shown.again
            for sha256 in return_record.about_files
        }
        if shown
        else set()
    )


def accept_shown() -> bool:
    """Accept every held return exactly as it was shown. Somebody else's change in between is a conflict, and
    nothing is saved; what is accepted is no longer held, so that a second click finds nothing to do."""
    shown = st.session_state.get("preview")
    if shown is None:
        return False
    done = store_access.run_change(
        lambda store: acceptance.accept_shown_returns(store, store_access.officer_name(), shown)
    )
    st.session_state["preview"] = None
    if not done:
        return False
    fresh, before = (
        {sha256 for one in some for sha256 in one.about_files} for some in (shown.returns, shown.again)
    )
    wait = st.session_state.get("preview_without", set())
    there = (fresh | before) - {
        part.file.sha256
        for one in st.session_state["computed"].returns
        if one.number in wait
        for part in one.parts
    }
    for uploaded_file in uploaded_files():
        if uploaded_file.sha256 in fresh:
            add_notice(uploaded_file.outcome.name, "was accepted.")
        elif uploaded_file.sha256 in before:
            add_notice(uploaded_file.outcome.name, "had already been accepted. Nothing has changed.")
    keep_accepted(
        _as_accepted(uploaded_file, st.session_state["computed"])
        for uploaded_file in uploaded_files()
        if uploaded_file.sha256 in there
    )
    st.session_state["held"] = [
        uploaded_file for uploaded_file in uploaded_files() if uploaded_file.sha256 not in there
    ]
    if (
        covered := [quarter for one in shown.returns for quarter in one.quarters]
    ) and not store_access.in_samples():
        look_at(max(covered))
        st.session_state["see_quarter"] = max(covered)
        # Of the quarter looked at before, which the Overview would open again.
        st.query_params.pop("quarter", None)
    return True


def _as_accepted(uploaded_file: UploadedFile, collection: Collection) -> AcceptedFile:
    """A file that is not held any more, with its problems and returns."""
    file = uploaded_file.outcome
    assert isinstance(file, CheckedFile)
    mine = (one for one in collection.returns if any(part.file is file for part in one.parts))
    return AcceptedFile(uploaded_file, tuple(problems_of(file, collection)), tuple(mine))


def problems_of(file: CheckedFile, collection: Collection) -> list[Problem]:
    """A file's problems, and the questions about the return as a whole, which come from accepting it."""
    return [
        *file.problems,
        *(
            p
            for p in collection.problems[sum(len(f.problems) for f in collection.files) :]
            if p.file == file.name
        ),
    ]


def outcomes_of_list(uploaded_file: UploadedFile, problems: Sequence[Problem]) -> list[Outcome]:
    """The status of each problem on the fix list inside the file; [] where it has no list."""
    known = st.session_state.setdefault("became", {})
    key = (uploaded_file.sha256, len(problems))
    if key not in known:
        found: list[Outcome] = []
        if (
            isinstance(uploaded_file.read, Workbook)
            and isinstance(uploaded_file.outcome, CheckedFile)
            and fixes_of(uploaded_file.read)
        ):
            try:
                found = fix_outcomes(uploaded_file.data, problems, uploaded_file.outcome)
            except CannotAnnotate:
                found = []
        known[key] = [o for o in found if o.fix or (o.problem and o.problem.severity != INFORMATION)]
    return known[key]


def add_notice(name: str, words: str) -> None:
    """Add a notice about a file, to be shown once."""
    st.session_state.setdefault("told", []).append((name, words))


def pop_notices() -> list[tuple[str, str]]:
    return st.session_state.pop("told", [])
