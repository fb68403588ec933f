"""Settings that can be chosen: what is in force and why, and a form that says what another choice would
change before it counts."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

import streamlit as st

from ieo_metrics.framework.configuration.settings import SETTING, Setting, Settings, setting_in_words
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.store.record.settings_in_force import choose_setting
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import draw_markup

SAVE = "Save the setting"
DrawChange = Callable[[Settings], None]


def draw_settings(names: Sequence[str], key: str, draw_change: DrawChange) -> None:
    """The settings of these names, and the form. `draw_change`: draws what others would change; nothing is
    saved by that. `key`: unlike that of any other form of settings."""
    in_force = store_access.snapshot().settings
    if said := st.session_state.pop(f"{key}_saved", ""):
        draw_notice(f"Done: {said}")
    draw_markup(
        html_table(
            "Settings in force",
            ("Setting", "In force", "Usual", "Why"),
            [
                (
                    SETTING[name].title,
                    setting_in_words(getattr(in_force, name)),
                    setting_in_words(SETTING[name].default),
                    SETTING[name].why,
                )
                for name in names
            ],
            caption_shown=False,
            kind="ieo-settings",
        )
    )
    if store_access.may_change():
        _draw_form(names, key, in_force, draw_change)


def _draw_form(names: Sequence[str], key: str, in_force: Settings, draw_change: DrawChange) -> None:
    left, right = st.columns(2)
    name = left.selectbox(
        "Change a setting", names, format_func=lambda name: SETTING[name].title, key=f"{key}_which"
    )
    now = getattr(in_force, name)
    with right:
        chosen = _draw_choice(SETTING[name], now, f"{key}_{name}")
    if chosen != now:
        draw_change(_with_choice(in_force, name, chosen))
    needed = {"another choice than the one in force": chosen != now}
    if draw_button_once_complete(SAVE, needed, f"{key}_save", kind="primary"):
        if store_access.change_fact(choose_setting, name, chosen):
            st.session_state[f"{key}_saved"] = f"{SETTING[name].title}: {setting_in_words(chosen)}."
        st.rerun()


def _with_choice(settings: Settings, name: str, chosen: Any) -> Settings:
    return replace(settings, **{name: chosen})


def _draw_choice(setting: Setting, now: object, key: str) -> object:
    if setting.of_measures:
        several = partial(
            st.multiselect,
            options=[m.ref for m in MEASURES if m.may_roll],
            format_func=lambda ref: f"{ref} {MEASURE[ref].name}",
        )
        return tuple(sorted(several("To", default=now, key=key)))
    return st.selectbox(
        "To", setting.choices, setting.choices.index(now), format_func=setting_in_words, key=key
    )
