"""What the answers as they are chosen make of a sheet, beside what the next best ones make: what differs in
rows, figures and first rows."""

from collections.abc import Mapping as Mapping_
from functools import reduce
from hashlib import sha256

import streamlit as st

from ieo_metrics.accepting.questions.answering.next_best_readings import Answers, Chosen, next_best_readings
from ieo_metrics.accepting.questions.question import AskedSheet, Place
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.previewing.result_of_reading import ReadingResult, result_of_reading
from ieo_metrics.previewing.what_differs import what_differs
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_text
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph
from pages.shared.returns import officer_answers
from pages.shared.returns.uploaded_file_record import UploadedFile

MOST = 2  # other readings of a sheet
LARGE = 20_000  # rows of a file of which the readings are worked out only when they are asked for
REMEMBERED = 100  # readings that a session remembers


def draw_readings(uploaded_file: UploadedFile, asked: AskedSheet, by_table: Mapping_[Place, Chosen]) -> None:
    """One small table for a sheet in question, or one line where nothing differs. `by_table`: the answers of
    each table of the file, of which those of the others are the same in all readings."""
    assert isinstance(uploaded_file.outcome, CheckedFile)
    if uploaded_file.outcome.rows > LARGE and not st.toggle(
        "Show what each answer makes", key=f"made_{uploaded_file.sha256}"
    ):
        return
    name, chosen = asked.sheet.name, by_table[asked.place]
    others = _given([pair for place, pairs in by_table.items() if place != asked.place for pair in pairs])
    now = _result(uploaded_file, name, (*others, *_given(chosen)))
    made = [
        (words, _result(uploaded_file, name, (*others, *answers)))
        for words, answers in next_best_readings(chosen, MOST)
    ]
    differ = [(words, result) for words, result in made if what_differs([now, result])]
    now_is = _name_of(chosen)
    if differ:
        caption = f"What the answers make of the sheet {name}"
        heads = ("What differs", now_is, *(f"Instead: {words}" for words, _ in differ))
        lines = what_differs([now, *(result for _, result in differ)])
        draw_markup(
            html_table(
                caption, heads, [(head, *said) for head, said in lines], kind="ieo-compact ieo-readings"
            )
        )
    if same := [words for words, result in made if not what_differs([now, result])]:
        draw_paragraph(
            f"{now_is}, {now.used:,} of {now.rows:,} rows are used. No row and no figure differs with: "
            f"{'; '.join(same)}.",
            kind="ieo-small",
        )


def _given(chosen: Chosen) -> Answers:
    return tuple((question, answer) for question, answer in chosen if answer is not None)


def _name_of(chosen: Chosen) -> str:
    """What the reading by the answers as they are chosen is called."""
    if all(answer == question.proposed for question, answer in chosen if answer is not None):
        return "As proposed" if _given(chosen) else "Until it is answered"
    return "As chosen"


def _result(uploaded_file: UploadedFile, sheet: str, answers: Answers) -> ReadingResult:
    """What a reading makes, worked out once."""
    assert isinstance(uploaded_file.read, Workbook)
    mapping: Mapping = reduce(
        lambda known, pair: pair[0].answered(known, pair[1]), answers, officer_answers.column_mapping()
    )
    now = store_access.snapshot()
    known = st.session_state.setdefault("readings", {})
    key = (uploaded_file.sha256, sheet, now.facts, sha256(mapping_as_text(mapping).encode()).hexdigest())
    if key not in known:
        if len(known) >= REMEMBERED:
            known.clear()
        known[key] = result_of_reading(
            uploaded_file.read, sheet, mapping, now.settings, uploaded_file.received
        )
    return known[key]
