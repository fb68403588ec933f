"""A file of which a newer one arrived: the newer takes its place, and the older is put aside, where the
officer can take it back. In the session only, like all that was dropped."""

from collections.abc import Iterable, Sequence

import streamlit as st

from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.return_types import ReturnType
from pages.shared.returns.uploaded_file_record import UploadedFile


def _carried(
    uploaded_file: UploadedFile, returns: Iterable[AcceptedReturn]
) -> dict[tuple[ReturnType, str], set[Quarter]]:
    """Of which quarters a file tells, for each table of each return that it is part of."""
    return {
        (accepted.return_type, table): set(accepted.covers.get(table, accepted.covers_all))
        for accepted in returns
        for part in accepted.parts
        if part.file is uploaded_file.outcome
        for table in part.tables
    }


def replaced(
    held: Sequence[UploadedFile], fresh: set[str], returns: Sequence[AcceptedReturn]
) -> list[tuple[UploadedFile, UploadedFile]]:
    """(older, newer): files that waited and files that were just dropped, where the newer tells of the same
    quarters in every table of the older. One that brings only some of its tables is a part of the same
    return, or is asked about, and takes nobody's place."""
    carried = {uploaded_file.sha256: _carried(uploaded_file, returns) for uploaded_file in held}
    out = []
    for old in held:
        theirs = carried[old.sha256]
        if old.sha256 in fresh or not theirs:
            continue
        newer = [
            uploaded_file
            for uploaded_file in held
            if uploaded_file.sha256 in fresh
            and all(
                carried[uploaded_file.sha256].get(table) == quarters for table, quarters in theirs.items()
            )
        ]
        if newer:
            out.append((old, newer[-1]))
    return out


def put_aside(old: UploadedFile, new: UploadedFile) -> None:
    """Remember the older file as the one whose place the newer took."""
    _aside()[new.sha256] = old


def aside_of(digest: str) -> UploadedFile | None:
    """The file that was put aside for this one."""
    return _aside().get(digest)


def taken_back(digest: str) -> UploadedFile | None:
    """The file that was put aside for this one, which it is no longer."""
    return _aside().pop(digest, None)


def _aside() -> dict[str, UploadedFile]:
    return st.session_state.setdefault("put aside", {})
