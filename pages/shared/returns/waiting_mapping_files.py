"""Mapping files that were dropped and wait for the officer's word: what is in them does not count before."""

import streamlit as st

from ieo_metrics.recognising.mappings.mapping_file_additions import Offer, offer_of_bytes
from pages.shared.returns import officer_answers


def waiting() -> dict[str, Offer]:
    """By the name of its file, what each would add."""
    return st.session_state.setdefault("mapping offers", {})


def take(name: str, data: bytes) -> None:
    """Keep what a file would add until the officer has answered. Raises ValueError saying what is wrong with
    it."""
    waiting()[name] = offer_of_bytes(data, name, officer_answers.column_mapping())


def use(name: str) -> None:
    """Add what a file says; what was confirmed before stands."""
    added = waiting().pop(name).mapping
    officer_answers.say_mapping(lambda now: now.merged(added))


def leave(name: str) -> None:
    """Forget a file."""
    waiting().pop(name, None)
