"""The evidence for a bid: chosen here, made of issued figures only, looked through as a file of the pack is,
and downloaded as a Word document."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.exports.bid.chosen_rows import BidChoice
from ieo_metrics.exports.bid.from_issue import bid_file_name, bid_rests_on, checked_bid
from ieo_metrics.exports.leak_check.check_file import Leaks
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.group.funding.grants import all_programmes
from ieo_metrics.group.funding.run_outs import measures_of
from ieo_metrics.store.database.errors import KeyTrouble, StoreTrouble
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.as_issued import refuse_withdrawn
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.registers.register_rows import RegisterRow, all_rows
from pages.shared.frame import store_access
from pages.shared.frame.page import ISSUE_PAGE
from pages.shared.frame.page_address import quarter_slug
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.text import draw_paragraph
from pages.shared.kit.ways import draw_way

_MADE = "evidence for a bid"  # in the session: what it rests on, and the document
WHAT_IT_HOLDS = (
    "A Word document to go on with: the need and its source, what the programme does, its figures with how "
    "many and their range, what is hidden and why, the level of evidence, what was learned, partners and "
    "match, and the sources. Its figures are those of the issue alone; what was typed in the registers "
    "stands in it as it is."
)


def draw_bid(quarter: Quarter) -> None:
    """What to choose, and the document; of a quarter that was not issued, why there is none."""
    issue = store_access.snapshot().issue_of(quarter)
    if issue is None:
        draw_paragraph(
            f"{label(quarter)} has not been issued. The evidence for a bid is made of issued figures only, "
            "in which small numbers are hidden."
        )
        draw_way("Go to Issue and pack", ISSUE_PAGE, quarter=quarter_slug(quarter))
        return
    draw_paragraph(WHAT_IT_HOLDS)
    rows = store_access.read_store(all_rows)
    choice = _choose(rows["rounds"], all_programmes(rows), [str(row.values["name"]) for row in rows["needs"]])
    needed = {"a programme": choice.programmes, "a measure": choice.measures}
    made = _made_before(issue, choice)
    if draw_button_once_complete(
        "Make the document", needed, "make_bid", kind="secondary" if made else "primary"
    ):
        _make(issue, choice)
    if made is not None:
        _draw_download(issue, choice, made)


def _choose(rounds: Sequence[RegisterRow], programmes: Sequence[str], needs: Sequence[str]) -> BidChoice:
    left, right = st.columns(2)
    known = {row.row: row for row in rounds}
    with left:
        chosen = st.selectbox(
            "Round",
            [None, *known],
            format_func=lambda row: known[row].name if row in known else "No round yet",
            key="bid_round",
        )
        could = known[chosen].values.get("programmes", []) if chosen in known else []
        begin = [name for name in could if name in programmes] if isinstance(could, list) else []
        paid = st.multiselect("Programmes", programmes, begin, key=f"bid_programmes_{chosen}")
    with right:
        need = str(known[chosen].values.get("need", "")) if chosen in known else ""
        met = st.multiselect("Needs", needs, [need] if need in needs else [], key=f"bid_needs_{chosen}")
        refs = [measure.ref for programme in paid for measure in measures_of(programme)]
        measures = _choose_measures(refs, paid) if refs else []
    return BidChoice(tuple(paid), tuple(ref for ref in refs if ref in measures), tuple(met), chosen)


def _choose_measures(refs: Sequence[str], programmes: Sequence[str]) -> list[str]:
    return st.multiselect(
        "Measures",
        refs,
        refs,
        format_func=lambda ref: f"{ref}  {MEASURE[ref].name}",
        key=f"bid_measures_{'_'.join(programmes)}",
    )


def _basis(issue: Issue, choice: BidChoice) -> tuple[object, ...]:
    return issue.key, choice, store_access.read_store(bid_rests_on, issue, choice)


def _made_before(issue: Issue, choice: BidChoice) -> bytes | None:
    """The document that was made in this session of the same choice, if it would be the same now."""
    basis, document = st.session_state.get(_MADE, (None, None))
    return document if document is not None and basis == _basis(issue, choice) else None


def _make(issue: Issue, choice: BidChoice) -> None:
    with st.spinner("Making and checking the document"):
        try:
            document = checked_bid(store_access.open_store_of_session(), issue, choice)
        except (Leaks, KeyTrouble, StoreTrouble) as found:
            st.error(inert_text(str(found)))
            return
    st.session_state[_MADE] = _basis(issue, choice), document
    st.rerun()  # to download it is what comes next


def _draw_download(issue: Issue, choice: BidChoice, document: bytes) -> None:
    name, rests_on = bid_file_name(issue.quarter), _basis(issue, choice)[-1]

    def handed_out(store: Store) -> bytes:
        """Raises StoreTrouble where it would be another now."""
        with store.reading() as connection:
            refuse_withdrawn(connection, issue)
            if bid_rests_on(connection, issue, choice) != rests_on:
                raise StoreTrouble("Something in the document was changed since it was made. Make it again.")
        return document

    draw_paragraph(
        "Checked: safe to share. Read what was typed once more before you send it.", kind="ieo-small"
    )
    st.download_button(
        "Download the evidence (.docx)",
        store_access.export_button_data(f"{name}, of {issue.title}", handed_out),
        file_name=name,
        mime="application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        key="take_bid",
        type="primary",
        on_click="ignore",
    )
