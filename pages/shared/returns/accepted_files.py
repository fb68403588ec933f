"""The files that were accepted in this session, with what was left to fix in them: the store keeps no problem
of a cell, since its words could tell of a person."""

from collections.abc import Iterable
from dataclasses import dataclass

import streamlit as st

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.problem_kinds import Problem
from pages.shared.returns.uploaded_file_record import UploadedFile

ACCEPTED_FILES = "accepted files"


@dataclass(frozen=True)
class AcceptedFile:
    """A file as it was accepted: its problems with those of the return as a whole, and its returns."""

    uploaded_file: UploadedFile
    problems: tuple[Problem, ...]
    returns: tuple[AcceptedReturn, ...]


def keep_accepted(files: Iterable[AcceptedFile]) -> None:
    """Remember files until the tab is closed."""
    known = st.session_state.setdefault(ACCEPTED_FILES, {})
    known |= {file.uploaded_file.sha256: file for file in files}


def accepted_file(sha256: str) -> AcceptedFile | None:
    """The file, where it was accepted in this session."""
    return st.session_state.get(ACCEPTED_FILES, {}).get(sha256)
