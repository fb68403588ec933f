"""One box in which measures, definitions and help are found; the key / opens it on every page."""

from collections.abc import Callable, Mapping

import streamlit as st

from ieo_metrics.framework.guidance.search_entries import (
    DEFINITION,
    MARKER,
    MEASURE,
    PAGE,
    SETTING,
    Entry,
    find_entries,
)
from pages.shared.guidance.definitions_tabs import HELP, MEASURES, OPEN, TAB, VERDICTS
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.text import draw_paragraph
from pages.shared.settings.tabs import TAB_OF

_DEFINITIONS = "Definitions"
_TIMES = "searches"  # in the session: how many there were; each begins with an empty box
# By kind of entry, the page that it leads to, and what stands in the page's address.
_LEADS_TO: dict[str, tuple[str, Callable[[str], dict[str, str]]]] = {
    MEASURE: ("Measure", lambda key: {"measure": key}),
    DEFINITION: (_DEFINITIONS, lambda key: {TAB: MEASURES, OPEN: key}),
    MARKER: (_DEFINITIONS, lambda _: {TAB: VERDICTS}),
    SETTING: ("Settings", lambda key: {"set": TAB_OF[key]}),
    PAGE: (_DEFINITIONS, lambda key: {TAB: HELP, OPEN: key}),
}
# The button is pressed for the key, so that both open the same; not while somebody is typing.
_KEY = """<script>
if (!window.ieoSearchKey) {
  window.ieoSearchKey = true;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) return;
    if (event.target.closest?.("input, textarea, [contenteditable=true], [role=dialog]")) return;
    const button = document.querySelector(".st-key-ieo_search button");
    if (!button) return;
    event.preventDefault();
    button.click();
  });
}
</script>"""
# A dialog gives the focus to itself some time after it opens; typing is what it was opened for.
_FOCUS = """<script>
{
  const end = performance.now() + 3000;
  const give = () => {
    const [box, at] = [document.querySelector("[role=dialog] input"), document.activeElement];
    if (box && (at === document.body || at?.getAttribute("role") === "dialog")) box.focus();
    if (performance.now() < end) setTimeout(give, 50);
  };
  give();
}
</script>"""
SCRIPTS = (_KEY, _FOCUS)


@st.fragment
def draw_search(paths: Mapping[str, str]) -> None:
    """The button, and the key that presses it. `paths`: of each page by its name."""
    if st.button("Search", key="ieo_search", help="Press / on any page"):
        st.session_state[_TIMES] = st.session_state.get(_TIMES, 0) + 1
        _search(paths)
    st.html(_KEY, unsafe_allow_javascript=True)


@st.dialog("Search")
def _search(paths: Mapping[str, str]) -> None:
    st.html(_FOCUS, unsafe_allow_javascript=True)
    words = st.text_input(
        "A measure, a word or a page", key=f"searched_{st.session_state[_TIMES]}", live=True
    )
    found = [one for one in find_entries(words) if _LEADS_TO[one.kind][0] in paths]
    for one in found:
        _draw_found(one, paths)
    if words.strip() and not found:
        draw_paragraph("Nothing found. Try fewer words, or the number of a measure, such as 5.1.2.c.")


def _draw_found(one: Entry, paths: Mapping[str, str]) -> None:
    page, where = _LEADS_TO[one.kind]
    st.page_link(paths[page], label=inert_text(one.title), query_params=where(one.key))
    draw_paragraph(one.kind, ": ", one.text, kind="ieo-found")
