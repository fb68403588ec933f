"""Words on a page: titles, headings, paragraphs and lists. Every text from elsewhere is escaped."""

from collections.abc import Iterable, Sequence

import streamlit as st

from pages.shared.kit.html_tables import Html, safe_markup
from pages.shared.kit.page_help import draw_help


def draw_markup(markup: str) -> None:
    """Our own markup, in which every text from elsewhere has been escaped."""
    st.html(markup)


def draw_title(words: str) -> None:
    """The title of a page, and beside it the page's help."""
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        st.title(words, anchor=False, width="content")
        draw_help()


def draw_heading(words: str) -> None:
    draw_markup(f"<h2 class='ieo-h2'>{safe_markup(words)}</h2>")


def text_markup(*parts: object, kind: str = "") -> str:
    """A paragraph's markup; its texts are shown as plain text."""
    return f'<p class="ieo-text {kind}">{"".join(safe_markup(part) for part in parts)}</p>'


def draw_paragraph(*parts: object, kind: str = "") -> None:
    draw_markup(text_markup(*parts, kind=kind))


def draw_list(lines: Iterable[Sequence[object]], kind: str = "") -> None:
    """A list of lines; each line is made of texts shown as plain text."""
    items = ["".join(map(safe_markup, parts)) for parts in lines]
    draw_markup(f'<ul class="ieo-list {kind}">{"".join(f"<li>{item}</li>" for item in items)}</ul>')


def bold(words: str) -> Html:
    return Html(f"<strong>{safe_markup(words)}</strong>")
