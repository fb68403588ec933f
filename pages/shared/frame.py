"""What every page has: its title, the look, the way in when nothing is loaded, and a calm end when something fails."""

import logging
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import streamlit as st

from ieo_metrics.framework.quarters import Quarter
from ieo_metrics.measuring import story
from ieo_metrics.measuring.compute import Results
from ieo_metrics.walk import Collection
from pages.shared import session
from pages.shared.address import choose_quarter, slug
from pages.shared.html_tables import Html, safe

UNIT = "Violence Reduction Unit"
RETURNS_PAGE, MEASURE_PAGE = "pages/returns.py", "pages/measure.py"
PAGES = {
    "dashboard.py": "Overview",
    RETURNS_PAGE: "Returns",
    MEASURE_PAGE: "Measure",
    "pages/svrp_tables.py": "SVRP tables",
    "pages/definitions.py": "Definitions",
}
_LOOK = (Path(__file__).parent / "look.css").read_text(encoding="utf-8")


def draw(markup: str) -> None:
    """Our own markup, in which every text from elsewhere has been escaped."""
    st.html(markup)


def text(*parts: object, kind: str = "") -> str:
    """A paragraph's markup; its texts are shown as they are."""
    return f'<p class="ieo-text {kind}">{"".join(safe(part) for part in parts)}</p>'


def paragraph(*parts: object, kind: str = "") -> None:
    draw(text(*parts, kind=kind))


def heading(words: str) -> None:
    draw(f"<h2 class='ieo-h2'>{safe(words)}</h2>")


def bold(words: str) -> Html:
    return Html(f"<strong>{safe(words)}</strong>")


@contextmanager
def calm() -> Iterator[None]:
    """An error that nobody foresaw ends in a plain sentence. The log says where, and not with what: that could be a person's."""
    try:
        yield
    except Exception as trouble:
        last = traceback.extract_tb(trouble.__traceback__)[-1]
        where = f"{type(trouble).__name__} in {Path(last.filename).name}, line {last.lineno}"
        logging.getLogger("ieo_metrics").error("A page failed: %s", where)
        st.error(
            "This page could not be shown. The returns that are loaded have not been changed. "
            f"Another page may still work; if not, load the returns again. ({where})"
        )


@contextmanager
def page(name: str) -> Iterator[None]:
    """Every page stands inside it: the look, the way to the other pages, and a calm end when something fails."""
    st.set_page_config(page_title=f"{name} · {UNIT}", layout="wide")
    draw(f"<style>{_LOOK}</style>")
    with st.container(horizontal=True, key="ieo_pages"):
        for path, words in PAGES.items():
            st.page_link(path, label=words)
    with calm():
        yield


def title(words: str) -> None:
    st.title(words, anchor=False)
    invented = [one.invented for one in session.held()]
    if any(invented):
        who = "The returns shown are" if all(invented) else "Other returns stand beside invented ones here. Some of the returns shown are"
        paragraph(f"{who} invented samples. No young person, school or figure in them is real.", kind="ieo-invented")


def _way_in(words: str) -> None:
    paragraph(words)
    paragraph(
        "Drop the providers' workbooks on the Returns page, or look around with invented ones first. "
        "What is loaded stays in this browser tab only: reloading the page forgets it."
    )
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(RETURNS_PAGE, label="Go to Returns")
        pressed = st.button("Load the invented sample returns", type="primary")
    if pressed:
        session.take_samples()
        st.rerun()


def loaded(words: str) -> tuple[Collection, Results] | None:
    """The collection and its results; where there are none, the page says under its title what to do, and None comes back."""
    collection, results = session.computed()
    if results is not None:
        return collection, results
    title(words)
    if asked := st.query_params.get("quarter"):
        st.session_state["last_quarter"] = asked
    if session.held():
        _way_in("The files that are loaded cover no quarter yet, so there is nothing to measure. The Returns page says what is wrong with them.")
    else:
        _way_in("Nothing is loaded yet.")
    return None


def quarter_on_top(words: str) -> tuple[Collection, Results, Quarter] | None:
    """The usual top of a page: its title, and the quarter to choose. None where nothing is loaded."""
    there = loaded(words)
    if there is None:
        return None
    collection, results = there
    left, right = st.columns([5, 2], vertical_alignment="bottom")
    with left:
        title(words)
    with right:
        quarter = choose_quarter(story.quarters(results))
    return collection, results, quarter


def open_measure(ref: str, quarter: Quarter) -> None:
    st.switch_page(MEASURE_PAGE, query_params={"quarter": slug(quarter), "measure": ref})
