"""What a dropped file of confirmed columns would add, and the two answers to it."""

import streamlit as st

from ieo_metrics.recognising.mappings.mapping_file_additions import Offer
from pages.shared.kit.next_step import keyboard_moves, step_kind
from pages.shared.kit.text import draw_list, draw_paragraph
from pages.shared.returns import session_files, waiting_mapping_files

FEW = 30  # answers that are listed


def draw_offer(name: str, offer: Offer) -> None:
    """What a dropped file would add, and what of it is not used."""
    many = len(offer.added)
    answers = f"{many:,} answer{'' if many == 1 else 's'}"
    draw_paragraph(
        f"It would add {answers}. Everything that you have confirmed stays."
        if many
        else "It adds nothing to what you have confirmed, and takes nothing away."
    )
    _draw_list("", offer.added)
    _draw_list("Not used: ", offer.refused)
    with st.container(horizontal=True):
        if many and st.button("Use these answers", key=f"use_{name}", type=step_kind("use_answers")):
            waiting_mapping_files.use(name)
            session_files.check_again()
            session_files.add_notice(name, f"was used: {answers} added.")
            keyboard_moves()
            st.rerun()
        if st.button("Leave them" if many else "Close", key=f"leave_{name}"):
            waiting_mapping_files.leave(name)
            keyboard_moves()
            st.rerun()


def _draw_list(before: str, sentences: tuple[str, ...]) -> None:
    shown = [f"{before}{sentence}" for sentence in sentences[:FEW]]
    if len(sentences) > FEW:
        shown.append(f"{before}and {len(sentences) - FEW:,} more")
    if shown:
        draw_list((sentence,) for sentence in shown)
