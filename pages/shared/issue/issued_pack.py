"""The pack of what was issued, for whoever is shown nothing else: made and looked through when it is asked
for, once for all of them, and kept until it would be another."""

from threading import Lock
from weakref import WeakKeyDictionary

import streamlit as st
from sqlalchemy import Engine

from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.exports.office.sealed_package import zip_bytes
from ieo_metrics.exports.pack.from_issue import checked_pack_files, rests_on
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.store.database.errors import KeyTrouble, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.as_issued import refuse_withdrawn
from ieo_metrics.store.issues.issues import all_issues
from ieo_metrics.store.issues.shared_issue_snapshot import IssuedSnapshot
from pages.shared.frame import store_access
from pages.shared.frame.page_address import quarter_slug

# Of each open store by issue, with what it rested on. One is made at a time: that keeps a core busy.
_MADE: WeakKeyDictionary[Engine, dict[tuple[Quarter, int], tuple[object, bytes]]] = WeakKeyDictionary()
_MAKING = Lock()


def draw_issued_pack(issue: IssuedSnapshot) -> None:
    """The download of an issue's pack."""
    quarter, number = issue.quarter, issue.number
    st.download_button(
        "Download the pack (.zip)",
        store_access.export_button_data(
            f"SVRP pack of issue {number} of {quarter_slug(quarter)}",
            lambda store: issued_pack(store, quarter, number),
        ),
        file_name=f"SVRP pack {quarter_slug(quarter)}, issue {number}.zip",
        mime="application/zip",
        key=f"issued_pack_{quarter}_{number}",
        on_click="ignore",
    )


def issued_pack(store: Store, quarter: Quarter, number: int) -> bytes:
    """The files of the pack as one. Raises StoreTrouble where the issue was withdrawn, or a file may not be
    handed out; why not is the officer's to read."""
    with store.reading() as connection:
        issue = next(issue for issue in all_issues(connection) if issue.key == (quarter, number))
        refuse_withdrawn(connection, issue)
        basis = rests_on(connection, issue)
    with _MAKING:
        known = _MADE.setdefault(store.engine, {})
        if known.get(issue.key, (None, b""))[0] != basis:
            try:
                known[issue.key] = basis, zip_bytes(checked_pack_files(store, issue).items())
            except (Leaks, KeyTrouble):
                raise StoreTrouble(
                    f"The pack of {issue.title} cannot be handed out at the moment. Please tell the officer."
                ) from None
        return known[issue.key][1]
