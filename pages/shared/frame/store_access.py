"""The store as the pages see it: a snapshot of it, taken anew only when a fact has changed. A download, a
comment or a note of a file that arrived discards nothing that was worked out."""

import os
from collections.abc import Callable
from dataclasses import replace
from typing import TypeVar

import streamlit as st

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.roles import CHANGE, CURRENT
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.store import current_snapshot as standing_of
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.database.errors import StoreTrouble
from ieo_metrics.store.database.opening import open_store, store_in_memory
from ieo_metrics.store.database.store import Store, folder_of_user
from ieo_metrics.store.issues.approving.second_person import Somebody
from ieo_metrics.store.registers.chosen_sections import RECORDED
from ieo_metrics.store.trail.audit_trail import DOWNLOADED, Head, append_entry, last_of
from pages.shared.frame.signing_in.door import (
    may,
    name_at_work,
    person_at_work,
    role_asked_later,
    role_of_session,
    who_is_at_work,
)

SAMPLES = "the invented samples"
_SAVED = "times_saved"  # in the session: how often each form was
T = TypeVar("T")


@st.cache_resource(show_spinner=False)
def _opened(folder: str, address: str) -> Store:
    """One connection for all visitors; no row of anybody's is in it."""
    del folder, address  # what tells stores apart
    return open_store()


def open_store_of_session() -> Store:
    """The store, written to in the role of whoever is at work; while somebody looks around in the invented
    samples, one of their own that is gone with the tab. Raises StoreTrouble."""
    role, own = role_of_session(), st.session_state.get("samples_store")
    store = own or _opened(str(folder_of_user()), os.environ.get("IEO_DATABASE_URL", ""))
    return replace(store, role=role and role.name)


def in_samples() -> bool:
    """Whether the invented samples are looked at."""
    return "samples_store" in st.session_state


def open_sample_store() -> Store:
    """A store of this tab's own, empty."""
    begin_drawing()
    st.session_state["samples_store"] = store_in_memory()
    return st.session_state["samples_store"]


def close_samples() -> None:
    """Back to the real store."""
    begin_drawing()
    of_store = ("samples_store", "standing", "standing_of", "drawn", "worked_out")
    for name in (*of_store, "held", "covers", "confirmations"):
        st.session_state.pop(name, None)


def open_anew() -> None:
    """After another file was put in the place of the store: nobody goes on with what was opened before."""
    _opened.clear()
    begin_drawing()
    for name in ("standing", "standing_of", "drawn", "worked_out"):
        st.session_state.pop(name, None)


def officer_name() -> str:
    """Who is at work, for the audit trail."""
    return SAMPLES if in_samples() else who_is_at_work()


def somebody_at_work() -> Somebody:
    """Who is at work, by which they are told from everybody else; in the invented samples nobody is."""
    return Somebody(officer_name(), "" if in_samples() else person_at_work())


def author_name() -> str:
    """Who is at work, as it stands under what they write."""
    return SAMPLES if in_samples() else name_at_work()


def begin_drawing() -> None:
    """A page is drawn from one version of the store: it is asked for once, and again after a change."""
    st.session_state["versions"] = None


def versions() -> tuple[Head, Head]:
    """The version of the facts, and the end of the audit trail, in this drawing of the page."""
    if st.session_state.get("versions") is None:
        st.session_state["versions"] = standing_of.versions_now(open_store_of_session())
    return st.session_state["versions"]


def _refuse_who_sees_what_was_issued() -> None:
    """Nothing of now is worked out for whoever is shown only what was issued, whichever page asks for it."""
    role = role_of_session()
    if role is None or role.figures != CURRENT:
        raise StoreTrouble("This is for the officer.")


def snapshot() -> StoreSnapshot:
    """How things stand in this drawing of the page. Raises StoreTrouble for whoever is shown only what was
    issued."""
    _refuse_who_sees_what_was_issued()
    here = open_store_of_session()
    facts, head = versions()
    key = (id(here.engine), here.key is None)
    if st.session_state.get("standing_of") != (*key, facts):
        now = standing_of.load_snapshot(here)
        st.session_state["standing_of"] = (*key, now.facts)
        st.session_state["worked_out"] = {}
        st.session_state["standing"] = now
    elif st.session_state["standing"].head != head:
        recorded = read_store(last_of, RECORDED)
        st.session_state["standing"] = replace(st.session_state["standing"], head=head, recorded=recorded)
    return st.session_state["standing"]


def note_drawn() -> None:
    """The page is drawn to its end: this is what the officer sees, and decides by."""
    st.session_state["drawn"] = st.session_state.get("standing")


def drawn_snapshot() -> StoreSnapshot:
    """What the page showed on which something was pressed. It may be older than `snapshot`: a change that was
    decided by it is then refused."""
    return st.session_state.get("drawn") or snapshot()


def snapshot_with_rows(returns: tuple[int, ...] | None = None) -> Results | None:
    """The results with the rows behind them, in this visitor's own session; `returns`: as they were with
    these only. Raises StoreTrouble as `snapshot` does."""
    now = snapshot()
    wanted = returns if returns is not None else tuple(stored_return.seq for stored_return in now.returns)
    return worked_out(
        ("the rows behind it", wanted),
        lambda: standing_of.results_with_rows(open_store_of_session(), now.settings, wanted),
        "Reading the rows behind it",
    )


def worked_out(what: tuple[object, ...], make: Callable[[], T], words: str = "Working it out") -> T:
    """Something that takes a moment, made once for how things stand and kept in this visitor's own session.
    `words`: what is said meanwhile."""
    if is_known(what):
        return kept(what, make)
    with st.spinner(words):
        return kept(what, make)


def kept(what: tuple[object, ...], make: Callable[[], T]) -> T:
    """`worked_out` of what takes no time that anybody would notice, but is drawn often."""
    known: dict[tuple[object, ...], T] = st.session_state["worked_out"]
    if what not in known:
        known[what] = make()
    return known[what]


def is_known(what: tuple[object, ...]) -> bool:
    """Whether `kept` has it already, for how things stand."""
    return what in st.session_state["worked_out"]


def overview_of(results: Results, quarter: Quarter) -> list[OverviewLine]:
    """The line of each measure in a quarter, of the results of the snapshot."""
    rules = overview_lines.chart_rules(results)
    figures = kept(("figures by measure",), lambda: overview_lines.figures_by_measure(results.frame))
    return kept(("overview", quarter), lambda: overview_lines.lines_of_figures(figures, quarter, rules))


def read_store(read: Callable[..., T], *given: object) -> T:
    """What a function reads in the store of this session."""
    with open_store_of_session().reading() as connection:
        return read(connection, *given)


def may_change(right: str = CHANGE) -> bool:
    """Whether whoever is at work may change something here; a form is drawn only then. `right`: what they
    must be allowed to do."""
    return may(right) and not open_store_of_session().read_only


def run_change(change: Callable[[Store], object], right: str = CHANGE, form: str = "") -> bool:
    """Do something that changes the store; whether it was done. What prevents it is said on the page at its
    next drawing. `right`: what whoever pressed must be allowed to do; `form`: that it was typed in."""
    if not may(right):
        return False
    begin_drawing()
    try:
        change(open_store_of_session())
    except StoreTrouble as trouble:
        st.session_state.setdefault("troubles", []).append(str(trouble))
        return False
    if form:
        _times_saved()[form] = _times_saved().get(form, 0) + 1
    return True


def _times_saved() -> dict[str, int]:
    return st.session_state.setdefault(_SAVED, {})


def key_of_form(form: str) -> str:
    """The key of a form: another once it was saved, and not where that was refused. So a saved form is empty,
    and what is half typed in the others stays."""
    return f"{form}_{_times_saved().get(form, 0)}"


def change_fact(change: Callable[..., object], *given: object, form: str = "", **more: object) -> bool:
    """`run_change` of something that figures, issues, verdicts or locks rest on, in the officer's name; not
    done where any of that has changed since the page was drawn."""
    who, drawn = officer_name(), drawn_snapshot().facts
    return run_change(lambda store: change(store, who, *given, drawn, **more), form=form)


def record_change(change: Callable[..., object], *given: object, right: str = CHANGE, form: str = "") -> None:
    """`run_change` of something that is recorded beside the returns, in the name of whoever is at work; the
    page is then drawn anew."""
    run_change(lambda store: change(store, officer_name(), *given), right, form)
    st.rerun()


def pop_troubles() -> list[str]:
    """What could not be done, to be shown once."""
    return st.session_state.pop("troubles", [])


def export_button_data(what: str, made: Callable[[Store], bytes]) -> Callable[[], bytes]:
    """A download that is made of the store when it is asked for, and written in the audit trail. Refused to
    whoever has signed out since its button was drawn, or has another role."""
    # The session is not at hand when the file is made.
    here, by, role_now = open_store_of_session(), officer_name(), role_asked_later()

    def make() -> bytes:
        role = role_now()
        if role is None or role.name != here.role:
            raise StoreTrouble("You have signed out or have another role now. Load the page again.")
        data = made(here)
        if not here.read_only:
            with here.writing() as connection:
                append_entry(connection, here.now(), by, DOWNLOADED, {"file": what})
        return data

    return make
