"""What the answers as they are chosen make of a sheet, beside what the next best ones make: rows, n, the
measures that move, and the first records."""

from collections.abc import Sequence
from functools import reduce
from hashlib import sha256

import streamlit as st

from ieo_metrics.accepting.questions.next_best_readings import Answers, Chosen, next_best_readings
from ieo_metrics.accepting.questions.question import AskedSheet
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.preview_of_a_mapping import ReadingResult, result_of_reading
from ieo_metrics.reading.sheets import Workbook
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.mapping_as_json import mapping_as_text
from pages.shared.frame import store_access
from pages.shared.kit.html_tables import Html, html_table, safe_markup
from pages.shared.kit.text import draw_markup
from pages.shared.returns import officer_answers
from pages.shared.returns.uploaded_file_record import UploadedFile

MOST = 2  # other readings of a sheet
LARGE = 20_000  # rows of a file of which the readings are worked out only when they are asked for
REMEMBERED = 100  # readings that a session remembers
COLUMNS = ("Reading", "Rows used", "n: measures", "Measures that move", "First rows")


def draw_readings(uploaded_file: UploadedFile, by_table: Sequence[tuple[AskedSheet, Chosen]]) -> None:
    """One small table for each sheet in question."""
    assert isinstance(uploaded_file.outcome, CheckedFile)
    if uploaded_file.outcome.rows > LARGE and not st.toggle(
        "Show what each reading makes", key=f"made_{uploaded_file.sha256}"
    ):
        return
    for asked, chosen in by_table:
        elsewhere = [pair for other, pairs in by_table if other is not asked for pair in pairs]
        others = _given(elsewhere)
        now = _result(uploaded_file, asked.sheet.name, (*others, *_given(chosen)))
        rows = [_row(_name_of(chosen), now, now)]
        rows += [
            _row(
                f"{'Next best' if _given(chosen) else 'If'}: {words}",
                _result(uploaded_file, asked.sheet.name, (*others, *answers)),
                now,
            )
            for words, answers in next_best_readings(chosen, MOST)
        ]
        caption = f"What each reading makes of the sheet {asked.sheet.name}"
        draw_markup(html_table(caption, COLUMNS, rows, numeric=("Rows used",), kind="ieo-compact"))


def _given(chosen: Chosen) -> Answers:
    return tuple((question, answer) for question, answer in chosen if answer is not None)


def _name_of(chosen: Chosen) -> str:
    """What the reading by the answers as they are chosen is called."""
    if all(answer == question.proposed for question, answer in chosen if answer is not None):
        return "As proposed" if _given(chosen) else "Until it is answered"
    return "As chosen"


def _row(words: str, result: ReadingResult, chosen: ReadingResult) -> tuple[object, ...]:
    measures: dict[int, list[str]] = {}
    for ref, many in result.n.items():
        measures.setdefault(many, []).append(ref)
    n = "; ".join(f"{many:,}: {', '.join(refs)}" for many, refs in measures.items() if many) or "none"
    moved = "–" if result is chosen else ", ".join(result.moved_from(chosen)) or "none"
    records = Html("<br>".join(map(safe_markup, result.records)) or "none")
    return words, f"{result.used:,} of {result.rows:,}", n, moved, records


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
