"""What the officer chooses while a sheet is read by hand: each choice has a proposal, and together they are a
reading."""

from dataclasses import replace
from zlib import crc32

import streamlit as st

from ieo_metrics.accepting.questions.hand_read_sheet_choices import (
    constant_choices,
    constants_to_ask,
    headings_to_choose,
    is_likely,
    is_typed,
    likely_corner,
    numbers_to_choose,
    reading_from,
    slots_to_choose,
    tables_to_choose,
)
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.by_hand.constants_for_sheet_block import field_of
from ieo_metrics.recognising.by_hand.hand_reading import (
    BLANK_ROW,
    MOST_HEADING_ROWS,
    NOT_NEEDED,
    WAYS,
    HandReading,
)
from pages.shared.kit.html_tables import inert_text
from pages.shared.kit.text import draw_paragraph
from pages.shared.returns.by_hand.sheet_in_progress import AtWork

UNDECIDED = "Choose…"
NOT_SAID, TYPED = "not said", "typed"


def choose_reading(sheet: Sheet, file: CheckedFile, work: AtWork) -> tuple[HandReading, bool]:
    """The reading as it is chosen now, and whether the table is chosen."""
    key, top = f"{work.sha256[:16]}_{sheet.name}", st.columns(2)
    first = work.corner or likely_corner(sheet, file)
    corner = top[0].text_input("First cell (top left)", first, max_chars=10, key=f"corner_{key}")
    corner = corner.strip().upper()
    proposed = _proposed(sheet, work, corner)
    tables = tables_to_choose(file.programmes)
    layout = st.selectbox(
        "Which table is it?",
        list(tables),
        index=list(tables).index(proposed.layout) if work.was or is_likely(sheet, proposed) else None,
        format_func=lambda one: tables.get(one, one),
        placeholder=UNDECIDED,
        filter_mode="contains",
        key=_key("table", key, corner),
    )
    if layout is None:
        return proposed, False
    proposed = _proposed(sheet, work, corner, layout)
    lies = st.radio(
        "How does it lie?",
        list(WAYS),
        index=list(WAYS).index(proposed.lies),
        format_func=lambda way: f"{way.capitalize()}: {WAYS[way].in_words}",
        key=_key("lies", key, corner, layout),
    )
    proposed = _proposed(sheet, work, corner, layout, lies)
    rows = proposed.heading_rows
    if not proposed.way.labels:
        rows = top[1].radio(
            "Heading columns" if proposed.way.turned else "Heading rows",
            range(proposed.way.counts, MOST_HEADING_ROWS + 1),
            index=rows - proposed.way.counts,
            horizontal=True,
            key=_key("rows", key, corner, layout, lies),
        )
    proposed = _proposed(sheet, work, corner, layout, lies, rows)
    return _choose_meanings(sheet, proposed, _key("of", key, corner, layout, lies, rows)), True


def _key(what: str, key: str, *of: object) -> str:
    return f"{what}_{key}_{crc32(repr(of).encode())}"


def _proposed(
    sheet: Sheet, work: AtWork, corner: str, layout: str = "", lies: str = "", rows: int | None = None
) -> HandReading:
    """What is proposed for what is chosen so far: the reading that is changed, as long as it is that."""
    if work.was and (corner, layout, lies, rows) in _as_it_was(work.was, work.corner):
        return replace(work.was, sheet=sheet.name, corner=corner)
    chosen = (corner, layout, lies, rows)
    if chosen not in work.proposed:
        work.proposed[chosen] = reading_from(sheet, *chosen)
    return work.proposed[chosen]


def _as_it_was(was: HandReading, corner: str) -> list[tuple[str, str, str, int | None]]:
    """What is chosen at each step, as long as nothing was changed."""
    said = (corner, was.layout, was.lies, was.heading_rows)
    return [(said[0], "", "", None), (*said[:2], "", None), (*said[:3], None), said]


def _choose_meanings(sheet: Sheet, proposed: HandReading, key: str) -> HandReading:
    """What each heading is, and what stands in none. Of personal columns nothing is kept, not even that they
    are not needed."""
    reading = _choose_grid(proposed, key) if proposed.way.counts else proposed
    slots = {NOT_NEEDED: "Not needed"} | slots_to_choose(reading.layout)
    columns = {}
    headings, personal = headings_to_choose(sheet, reading)
    for found in headings:
        before = reading.columns.get(found.key, NOT_NEEDED)
        columns[found.key] = st.selectbox(
            inert_text(f"{found.cell} “{found.shown}”"),
            list(slots),
            index=list(slots).index(before),
            format_func=lambda slot: slots.get(slot, slot),
            filter_mode="contains",
            key=_key("heading", key, found.key),
        )
    for found in personal:
        draw_paragraph(f"{found.cell} “{found.shown}” is personal: neither read nor kept.", kind="ieo-small")
    return _choose_constants(replace(reading, columns=columns), key)


def _choose_grid(reading: HandReading, key: str) -> HandReading:
    slots, numbers = slots_to_choose(reading.layout), numbers_to_choose(reading.layout)
    each = len(reading.across) > 1
    across = tuple(
        _slot(f"The headings in row {n} across are" if each else "The headings across are",
              slots, slot, _key("across", key, n))
        for n, slot in enumerate(reading.across or ("",), start=1)
    )  # fmt: skip
    held = _slot("The numbers are", numbers, reading.numbers, _key("numbers", key))
    return replace(reading, across=across, numbers=held)


def _slot(label: str, choices: dict[str, str], now: str, key: str) -> str:
    names = list(choices)
    chosen = st.selectbox(
        label,
        names,
        index=names.index(now) if now in names else None,
        format_func=lambda name: choices.get(name, name),
        placeholder=UNDECIDED,
        filter_mode="contains",
        key=key,
    )
    return chosen or ""


def _choose_constants(reading: HandReading, key: str) -> HandReading:
    """What is the same in every row: asked of what is missing, offered for the rest, and where the table
    ends."""
    needed, others = constants_to_ask(reading)
    said = {slot.name: _constant(reading, slot, key) for slot in needed}
    with st.expander("More: what is the same in every row, and where the table ends"):
        said |= {slot.name: _constant(reading, slot, key) for slot in others}
        ends = _ends(reading, key)
    constants = {name: value for name, value in said.items() if value is not None}
    return replace(reading, constants=constants, ends=ends)


def _constant(reading: HandReading, slot: ColumnSpec, key: str) -> str | None:
    """What a slot is in every row; None where nothing is said."""
    before = reading.constants.get(slot.name)
    listed = constant_choices(reading, slot)
    choices = {NOT_SAID: "No: it stands in the sheet"} | listed
    if is_typed(field_of(reading, slot)):
        choices[TYPED] = "It is as I type it"
    if before is None:
        start = NOT_SAID
    else:
        start = before if before in listed else TYPED
    chosen = st.selectbox(
        inert_text(f"Is “{slot.title}” the same in every row?"),
        list(choices),
        index=list(choices).index(start),
        format_func=lambda one: choices.get(one, one),
        key=_key("always", key, slot.name),
    )
    if chosen == TYPED:
        typed = st.text_input(
            inert_text(f"“{slot.title}” in every row"),
            before if before and before not in listed else "",
            max_chars=100,
            key=_key("typed", key, slot.name),
        )
        return typed.strip() or None
    return None if chosen == NOT_SAID else chosen


def _ends(reading: HandReading, key: str) -> str:
    ways = {"": "At the next table, or the end of the sheet", BLANK_ROW: "At the first blank row"}
    choices = ways | {TYPED: "Before a row that begins with certain words"}
    chosen = st.selectbox(
        "Where does the table end?",
        list(choices),
        index=list(choices).index(reading.ends if reading.ends in ways else TYPED),
        format_func=lambda one: choices.get(one, one),
        key=_key("ends", key),
    )
    if chosen != TYPED:
        return chosen
    now = "" if reading.ends in ways else reading.ends
    return st.text_input("The row after it begins with", now, max_chars=100, key=_key("words", key)).strip()
