"""Names of schools for the officer's screen: from the workbooks of this session, or from one that is dropped
here, which nothing is kept of but the names that are shown, until the tab is closed."""

import datetime as dt
from collections.abc import Sequence
from hashlib import sha256

import streamlit as st

from ieo_metrics.checking.check_within_time_limit import check_in_time
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.group.gaps.school_names import KnownAs, names_in_files
from ieo_metrics.group.gaps.schools_reached import ListedSchool
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.refusals import BY_CODE
from ieo_metrics.reading.sheets import Refused
from pages.shared.frame import store_access
from pages.shared.kit.notice import draw_obstacle
from pages.shared.kit.text import draw_paragraph
from pages.shared.returns import officer_answers, session_files
from pages.shared.returns.accepted_files import ACCEPTED_FILES

_DROPPED = "names of schools"  # in the session: what was dropped for which schools, and the names it has


def names_at_hand(schools: Sequence[ListedSchool]) -> dict[KnownAs, str]:
    """The names of those of the schools that a workbook of this session names."""
    key = store_access.open_store_of_session().key
    if key is None:
        return {}
    accepted = [file.uploaded_file for file in st.session_state.get(ACCEPTED_FILES, {}).values()]
    outcomes = [file.outcome for file in (*session_files.uploaded_files(), *accepted)]
    files = [outcome for outcome in outcomes if isinstance(outcome, CheckedFile)]
    return _dropped()[1] | names_in_files(files, schools, key)


def _dropped() -> tuple[object, dict[KnownAs, str]]:
    return st.session_state.get(_DROPPED, (None, {}))


def draw_names_from_file(schools: Sequence[ListedSchool]) -> None:
    """A place to drop a workbook that names the schools."""
    draw_paragraph(
        "Drop a workbook with the list of schools or with sessions, such as the last return of Choices. Its "
        "names are met by URN and code, shown above, and gone when you close this tab; nothing is stored."
    )
    file = st.file_uploader("Workbook with names of schools", key="file_with_school_names")
    if file is None:
        return
    data = file.getvalue()
    asked = sha256(data).hexdigest(), tuple(school.known_as for school in schools)
    if _dropped()[0] == asked:
        draw_paragraph("That workbook names none of the schools whose names are missing above.")
        return
    key = store_access.open_store_of_session().key
    checked = _checked(file.name, data)
    if key is None:
        draw_obstacle("The key by which names are met is not there.")
    elif isinstance(checked, str):
        draw_obstacle(checked)
    else:
        st.session_state[_DROPPED] = asked, _dropped()[1] | names_in_files([checked], schools, key)
        st.rerun()


def _checked(name: str, data: bytes) -> CheckedFile | str:
    """The workbook as a return is read; else why it cannot be used, in words."""
    with st.spinner("Reading the workbook"):
        (read,) = read_files([(name, data)])
        outcome: CheckedFile | Refused = (
            read
            if isinstance(read, Refused)
            else check_in_time(
                read,
                store_access.snapshot().settings,
                dt.datetime.now(dt.UTC).replace(microsecond=0),
                officer_answers.column_mapping(),
            )
        )
    if isinstance(outcome, CheckedFile):
        return outcome
    refusal = BY_CODE[outcome.code]
    return f"{cell_as_shown(outcome.name)}: {refusal.title}. {refusal.to_do}"
