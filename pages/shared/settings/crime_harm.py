"""The Crime Harm Index in force: its edition, an official workbook to upload, what was settled about
offences, and what counts."""

from dataclasses import replace

import streamlit as st

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.crime_harm import Edition, crime_harm, starter_edition
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.recognising.crime_harm_workbook import NotAnEdition, ReadEdition, edition_of
from ieo_metrics.store.record import crime_harm_editions, settled_offences
from ieo_metrics.store.record.named_editions import LONGEST, take_named_edition
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.notice import draw_obstacle
from pages.shared.kit.text import draw_list, draw_paragraph
from pages.shared.settings.choose import draw_settings
from pages.shared.settings.tabs import CHOSEN_ON, HARM
from pages.shared.settings.what_it_changes import draw_moved


def draw_harm() -> None:
    """Everything about the index that an officer may decide. A change recalculates every quarter."""
    settings = store_access.snapshot().settings
    edition = settings.crime_harm.edition
    assert edition is not None
    guidelines = f", sentencing guidelines at {edition.sentencing}" if edition.sentencing else ""
    draw_paragraph(
        f"In force: the edition of {edition.name}{guidelines}, with {len(edition.offences):,} offences. "
        f"Its file's fingerprint begins {edition.sha256[:12]}."
    )
    if edition.sha256 == starter_edition().sha256:
        draw_paragraph(
            "This is a starter list with some of the offences of 2020. Upload the official workbook of "
            "the current edition once; it is then kept."
        )
    if not store_access.may_change():
        return
    _draw_editions(settings)
    _draw_upload(settings)
    _draw_proactive(settings)
    _draw_settled()


def _draw_editions(settings: Settings) -> None:
    known = {edition.sha256: edition for edition in store_access.read_store(crime_harm_editions.editions)}
    if len(known) < 2:
        return
    words = {
        sha: f"{edition.name}, {len(edition.offences):,} offences, file {sha[:12]}"
        for sha, edition in known.items()
    }
    chosen = st.selectbox(
        "Edition in force",
        list(words),
        index=list(words).index(settings.crime_harm_sha256),
        format_func=words.__getitem__,
    )
    if chosen == settings.crime_harm_sha256:
        return
    draw_moved(_under(settings, known[chosen]))
    if st.button("Use this edition"):
        store_access.change_fact(crime_harm_editions.take_edition, known[chosen])
        st.rerun()


def _draw_upload(settings: Settings) -> None:
    file = st.file_uploader(
        "Official workbook of an edition: .xlsx or .csv",
        key=f"edition_{st.session_state.setdefault('editions', 0)}",
    )
    if file is None:
        return
    found = _read(file.name, file.getvalue())
    if isinstance(found, str):
        draw_obstacle(found)
        return
    draw_list([(words,) for words in found.remarks])
    name = st.text_input("Year of the edition", value=found.edition.name, max_chars=LONGEST, live=True)
    sentencing = st.text_input(
        "Date of its sentencing guidelines",
        value=found.edition.sentencing,
        max_chars=LONGEST,
        placeholder="6 October 2020",
    )
    named = found.named(name, sentencing).edition
    draw_moved(_under(settings, named))
    needed = {"the year of the edition": name.strip()}
    if draw_button_once_complete("Use this edition from now on", needed, kind="primary"):
        if store_access.change_fact(take_named_edition, named):
            st.session_state["editions"] += 1  # a new key empties the uploader
        st.rerun()


def _read(name: str, data: bytes) -> ReadEdition | str:
    """The edition in an uploaded file, read in a child process like any other; else why it is none."""
    try:
        with st.spinner("Reading the workbook"):
            return edition_of(read_files([(name, data)])[0])
    except NotAnEdition as trouble:
        return str(trouble)


def _under(settings: Settings, edition: Edition) -> Settings:
    """The settings with another edition, and what is settled now."""
    harm = settings.crime_harm
    return replace(
        settings,
        crime_harm=crime_harm(edition, harm.settled, harm.stands_for),
        crime_harm_edition="",
        crime_harm_sha256="",
        crime_harm_settled="",
    )


def _draw_proactive(settings: Settings) -> None:
    draw_settings(CHOSEN_ON[HARM], "proactive", draw_moved)
    if settings.crime_harm.edition is not None and not settings.crime_harm.edition.marks_proactive:
        draw_paragraph(
            "The current edition marks no offences as proactively detected, so all of them count either way.",
            kind="ieo-small",
        )


def _draw_settled() -> None:
    settled = store_access.read_store(settled_offences.settlements)
    if not settled:
        return
    words = {
        key: f"{key.split(' ')[-1][:8] or key[:8]} is {' '.join(offence) if offence else 'left out'}"
        for key, offence in settled.items()
    }
    draw_paragraph(
        f"Settled by the officer: {len(words):,}. The wording in the returns is not kept; an eight-digit "
        "code tells the offences apart."
    )
    again = st.multiselect(
        "Settled offences",
        list(words),
        format_func=lambda key: words.get(key, key),
        placeholder="Choose which to ask about again…",
    )
    if draw_button_once_complete("Ask these again", {"which of them": again}):
        store_access.change_fact(settled_offences.ask_again, again)
        st.rerun()
