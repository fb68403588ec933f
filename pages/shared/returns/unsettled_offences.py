"""Offences for which the current edition has no value, or more than one: each listed once, and settled by
the officer once for all returns."""

from collections.abc import Sequence

import streamlit as st

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.checking.offence_harm_values import Unsettled, unsettled_offences
from ieo_metrics.framework.crime_harm import CrimeHarm, Offence
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.store.record.settled_offences import settle_offence
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.text import bold, draw_markup, draw_paragraph, text_markup
from pages.shared.returns import session_files

MOST = 10  # each offers the whole edition


def unsettled_in_files() -> list[Unsettled]:
    """The offences in the waiting files that need settling."""
    files = [
        uploaded_file.outcome
        for uploaded_file in session_files.uploaded_files()
        if isinstance(uploaded_file.outcome, CheckedFile)
    ]
    offences = (file.tables["offences"] for file in files if "offences" in file.tables)
    return list(unsettled_offences(offences, store_access.snapshot().settings))


def draw_unsettled(found: Sequence[Unsettled]) -> None:
    """Each of them, and how it is settled."""
    settings = store_access.snapshot().settings
    draw_paragraph(
        f"The Crime Harm Index ({settings.crime_harm_edition}) has no value for these offences, or more "
        "than one. Until you settle them, the young people concerned are left out of the harm measure. "
        "Your choice applies to every return, including those already accepted. An offence that you "
        "leave out adds nothing to the harm; it does not affect whether somebody reoffended."
    )
    can_be_kept = store_access.open_store_of_session().key is not None and store_access.may_change()
    for unsettled_offence in found[:MOST]:
        _draw_one(unsettled_offence, settings.crime_harm, can_be_kept)
    if len(found) > MOST:
        draw_paragraph(f"{len(found) - MOST:,} more will be shown when these are settled.", kind="ieo-small")


def _choices(unsettled_offence: Unsettled, harm: CrimeHarm) -> list[Offence]:
    """The edition's offences, those of the same Home Office code first."""
    assert harm.edition is not None
    code = unsettled_offence.written[0][0].strip()
    return sorted(
        harm.edition.offences,
        key=lambda offence: (offence.code != code or not code, offence.code, offence.title),
    )


def _draw_one(unsettled_offence: Unsettled, harm: CrimeHarm, can_be_kept: bool) -> None:
    code, words = unsettled_offence.written[0]
    name = cell_as_shown(" ".join(part for part in (code, words) if part))
    fits = (
        f"may be {' or '.join(f'{value:g}' for value in unsettled_offence.values)} days"
        if unsettled_offence.values
        else "no match"
    )
    key = harm.key_of(code, words)
    left, middle, right = st.columns([3, 3, 2], vertical_alignment="center")
    with left:
        draw_markup(
            text_markup(
                bold(name),
                f" · {unsettled_offence.count:,} row{'' if unsettled_offence.count == 1 else 's'} · {fits}",
            )
        )
    with middle:
        offence = st.selectbox(
            inert_text(f"What {name} is"),
            _choices(unsettled_offence, harm),
            index=None,
            format_func=lambda offence: offence.in_words,
            placeholder="Choose the offence…",
            label_visibility="collapsed",
            key=f"offence_{key}_{harm.sha256[:12]}",
        )
    with right, st.container(horizontal=True):
        if st.button(
            "Use this offence",
            key=f"settle_{key}",
            disabled=offence is None or not can_be_kept,
            help=f"Settle {inert_text(name)}",
        ):
            _settle(unsettled_offence, harm, offence)
        if st.button(
            "Leave it out",
            key=f"leave_offence_{key}",
            disabled=not can_be_kept,
            help=f"{inert_text(name)} adds nothing to the harm",
        ):
            _settle(unsettled_offence, harm, None)


def _settle(unsettled_offence: Unsettled, harm: CrimeHarm, offence: Offence | None) -> None:
    store_access.change_fact(settle_offence, harm, unsettled_offence, offence)
    st.rerun()
