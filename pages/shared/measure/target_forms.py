"""The stored targets and re-based charts, and the forms to set and remove them."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from ieo_metrics.framework.configuration.targets import (
    LONGEST_NAME,
    LONGEST_REASON,
    LOWEST_N,
    Band,
    Rebasing,
    Target,
)
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, MEASURES, Measure
from ieo_metrics.statistics.figure_wording import value_in_words
from ieo_metrics.store.record.targets_and_chart_notes import Aim, change_aims
from pages.shared.frame import store_access
from pages.shared.kit.button_once_complete import draw_button_once_complete
from pages.shared.kit.html_tables import html_table, inert_text
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import draw_markup, text_markup
from pages.shared.kit.unfolding import draw_folded

_SET, _REBASE = "set_target", "rebase"  # the forms


def change_aim(aim: Aim, changed: str, form: str, *, away: bool = False) -> None:
    """Set or take away one and draw the page anew, which closes the form; what is wrong with it, beside the
    others, is said."""
    try:
        done = store_access.change_fact(change_aims, aim, changed, away=away, form=form)
    except ValueError as wrong:
        st.warning(inert_text(f"{wrong}."))
        return
    if done:
        st.session_state["aims_said"] = f"{changed[0].upper()}{changed[1:]}."
    st.rerun()


def draw_saved() -> None:
    """What was saved a moment ago, once."""
    if said := st.session_state.pop("aims_said", ""):
        draw_notice(f"Done: {said}")


def measure_in_words(measure: Measure) -> str:
    """`5.1.1.a  Meaningful use of time: average change`."""
    return f"{measure.ref}  {measure.name}"


def _value(measure: Measure, typed: float) -> float:
    """As measures are computed: 65 per cent is 0.65."""
    return round(typed / 100, 6) if measure.statistic.percent else typed


def draw_targets(quarters: Sequence[Quarter]) -> None:
    """The targets, and a form for another."""
    rows = []
    targets = store_access.snapshot().targets
    for target in targets:
        bands = "; ".join(
            band.name
            if band.least is None
            else f"{band.name} from {value_in_words(band.least, MEASURE[target.ref])}"
            for band in target.bands
        )
        rows.append(
            (
                measure_in_words(MEASURE[target.ref]),
                label(target.start),
                label(target.end) if target.end is not None else "the next one",
                bands,
                "" if target.baseline is None else value_in_words(target.baseline, MEASURE[target.ref]),
                target.lowest_n,
                target.reason,
            )
        )
    draw_markup(
        html_table(
            "Targets: each quarter is judged by the target in force in it",
            ("Measure", "From", "Until", "Bands", "Baseline", "Minimum people", "Why"),
            rows,
            numeric=("Minimum people",),
        )
        if rows
        else text_markup("No targets set.")
    )
    if not store_access.may_change():
        return
    draw_folded("Set a target", store_access.key_of_form(_SET), partial(_new_target, quarters))
    if rows:
        named = [f"{row[0]}, from {row[1]}" for row in rows]
        draw_removing("target", named, targets)


def _chosen_ref(key: str) -> str:
    """The reference of the measure that is chosen among all."""
    return st.selectbox(
        "Measure",
        [measure.ref for measure in MEASURES],
        format_func=lambda ref: measure_in_words(MEASURE[ref]),
        key=key,
    )


def _new_target(quarters: Sequence[Quarter]) -> None:
    ref = _chosen_ref("target_measure")
    measure = MEASURE[ref]
    offered = [*range(quarters[0], quarters[-1] + 5)][::-1]
    unit = measure.statistic.typed_in
    better = "At least" if measure.better == "higher" else "At most"
    left, right = st.columns(2)
    start = left.selectbox("From", offered, index=4, format_func=label, key="target_from")
    aim = right.number_input(f"Target: {better.lower()}, in {unit}", value=None, key="target_aim")
    reason = st.text_input("Why", max_chars=LONGEST_REASON, key="target_why", live=True)
    with st.expander("More: names, a second band, minimum people"):
        left, right = st.columns(2)
        name = left.text_input(
            "Name for reaching it", value="on target", max_chars=LONGEST_NAME, key="target_name"
        )
        rest = right.text_input(
            "Name for anything worse (optional)", max_chars=LONGEST_NAME, key="target_rest"
        )
        second = left.number_input(
            f"A second band (optional): {better.lower()}, in {unit}", value=None, key="target_second"
        )
        second_name = right.text_input(
            "Name of the second band", value="close", max_chars=LONGEST_NAME, key="target_second_name"
        )
        lowest_n = left.number_input(
            "Minimum people for a verdict",
            value=LOWEST_N,
            min_value=1,
            step=1,
            key="target_lowest",
            disabled=measure.counts,
        )
        stood = right.number_input(f"Baseline, in {unit} (optional)", value=None, key="target_stood")
    needed = {"the target": aim is not None, "why": reason.strip()}
    if draw_button_once_complete("Set it", needed, kind="primary"):
        bands = [Band(name, _value(measure, aim or 0))]
        bands += [Band(second_name, _value(measure, second))] if second is not None else []
        bands += [Band(rest)] if rest.strip() else []
        try:
            new = Target(
                ref,
                start,
                tuple(bands),
                None,
                int(lowest_n),
                None if stood is None else _value(measure, stood),
                reason.strip(),
            )
        except ValueError as wrong:
            st.warning(inert_text(f"{wrong}."))
            return
        change_aim(
            new,
            f"a target of {ref} from {label(start)}: {better.lower()} {value_in_words(new.aim, measure)}",
            _SET,
        )


def draw_steps(steps: Sequence[Rebasing], quarters: Sequence[Quarter]) -> None:
    """The re-based charts, and a form for another."""
    rows = [
        (measure_in_words(MEASURE[rebasing.ref]), label(rebasing.quarter), rebasing.reason)
        for rebasing in steps
    ]
    draw_markup(
        html_table(
            "Re-based charts: limits are worked out again from these quarters on",
            ("Measure", "From", "Why"),
            rows,
        )
        if rows
        else text_markup(
            "No charts are re-based. Re-base a chart where the service itself changed, for example a "
            "new area or a new way of scoring."
        )
    )
    if not store_access.may_change():
        return
    draw_folded("Re-base a chart", store_access.key_of_form(_REBASE), partial(_new_step, quarters))
    if rows:
        named = [f"{row[0]}, {row[1]}" for row in rows]
        draw_removing("step", named, steps, "Undo a re-base")


def _new_step(quarters: Sequence[Quarter]) -> None:
    ref = _chosen_ref("step_measure")
    quarter = st.selectbox("From", list(quarters)[::-1], format_func=label, key="step_from")
    reason = st.text_input("Why", max_chars=LONGEST_REASON, key="step_why", live=True)
    if draw_button_once_complete("Re-base it", {"why": reason.strip()}, kind="primary"):
        change_aim(Rebasing(ref, quarter, reason.strip()), f"a step of {ref} in {label(quarter)}", _REBASE)


def draw_removing(name: str, words: Sequence[str], aims: Sequence[Aim], called: str = "") -> None:
    """Folded, the form that takes one away. `called`: what that is called, where it is no removing."""
    form = f"remove_{name}"
    draw_folded(
        called or f"Remove a {name}",
        store_access.key_of_form(form),
        partial(_draw_removing, name, words, aims, form),
    )


def _draw_removing(name: str, words: Sequence[str], aims: Sequence[Aim], form: str) -> None:
    """Which one, by what it is: its place among the others may be another once it is pressed."""
    known = dict(zip(words, aims, strict=True))
    which = st.selectbox("Which", words, key=f"away_{name}")
    if st.button("Remove it", key=f"take_{name}"):
        change_aim(known[which], f"took away {which}", form, away=True)
