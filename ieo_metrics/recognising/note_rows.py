"""Which rows of a sheet are notes: a text alone in its row that is no reference, date, number or known answer
of its column, and rows that say nothing. A young person's reference alone in its row is a person without
dates."""

import re

import numpy as np

from ieo_metrics.framework.dates.days import MONTH_NAMES
from ieo_metrics.framework.long_work.time_limit import stop_if_late
from ieo_metrics.framework.record_tables import TABLE, Field, Table
from ieo_metrics.framework.words.code_lists import BLANK
from ieo_metrics.framework.words.text_normalisation import visible
from ieo_metrics.framework.words.words_that_change_a_heading import says_what_does_not_count
from ieo_metrics.reading.cells.cell_values import read_cell
from ieo_metrics.reading.sheets import Column, Sheet
from ieo_metrics.recognising.match_headings_to_layouts import Fit
from ieo_metrics.recognising.totals_rows import answers_of, names_some_of_them

END_OF_FILE = "\x1a"  # what old programs end a text file with
SENTENCE = (3, 13)  # words and letters from which a text is a sentence
_NOTHING = frozenset(BLANK)
_SIGNS = "*†‡§¶•^"
_NUMBERED = r"\(?(?:\d{1,2}|[a-h]|i{1,3})[).]|\[\d{1,2}\]|[¹²³⁴⁵⁶⁷⁸⁹]+"
# Patterns that are made when a row may be a note, for making them takes longer than most returns' rows.
_FOOTNOTE = rf"[{_SIGNS}·#]{{1,5}}\s.*|[{_SIGNS}]{{1,5}}[a-z -]+|(?:{_NUMBERED})\s*[a-z]{{2,}}[a-z,;:]*\s?.*"
_MARK = re.compile(rf"[{_SIGNS}]+|{_NUMBERED}|notes?:?|(?:sources?|key|n\.?b\.?):", re.I)
_COUNT = r"(?:\d+|one|two|three|four|five|six)"
_NOTE = "|".join(
    (
        r"(?:foot)?notes?(?: \d+)?[:.,;-].*",
        r"(?:foot)?notes? (?:to|on|for|that)\b.*",
        r"(?:sources?|key|comments?|n\.?b\.?|p\.?s)\s?[:-].*|n\.?b\.? .*",
        r"\W*(?:end|end of [a-z ]+|eof|provisional|estimated?|draft|revised|continued)\W*",
        r"\W*continued (?:overleaf|on next page|below)\W*",
        r"\W*(?:none|nil|nil return|no data|no returns?|blank)\W*",
        r"(?:data|figures?|information|correct) (?:as )?(?:at|of|to|from|are|is|for|provided)\b.*",
        r"(?:prepared|produced|compiled|completed|printed|(?:last )?updated) (?:by|on|at|from)\b.*",
        rf"(?:page|part|section|table|sheet|list) {_COUNT}(?: of {_COUNT})?:?",
        r"(?:first|second|third|next|last|other|1st|2nd|3rd) (?:half|part|section|page):?",
        r"see (?:also )?(?:notes?|below|above|sheet|tab|attached|comments?)\b.*",
        r"no (?:new|further|more|other)\b.*",
    )
)
# What stands over the rows of a month, a term or a quarter, alone in its row.
_MONTH = rf"(?:{'|'.join(f'{name}|{name[:3]}' for name in MONTH_NAMES)}|sept)\.?"
_NUMBERED_PERIOD = (
    r"(?:quarter|qtr|q) ?(?:[1-4]|one|two|three|four)"
    r"|(?:week|wk|month|year|term|half term|cohort|phase) ?(?:\d{1,2}|one|two|three|four|five|six)"
)
_SEASON = r"(?:autumn|spring|summer|winter)(?: ?\d| half)?(?: term)?(?: \d)?"
_YEAR = r"(?:19|20)\d\d(?: ?[/-] ?(?:20)?\d\d)?|'?\d\d ?/ ?\d\d"
_PERIOD = (
    rf"(?:{_MONTH},?(?: ?(?:-|to) ?{_MONTH})?|{_NUMBERED_PERIOD}|{_SEASON}|year|fy)?[ ,:-]*(?:{_YEAR})?:?"
)
_PART_OF_A_DATE = frozenset(
    (
        *("st", "nd", "rd", "th", "of", "w", "c", "wc", "week", "commencing", "sept"),
        *("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"),
        *("mon", "tue", "wed", "thu", "fri", "sat", "sun"),
        *(name.lower() for name in MONTH_NAMES),
        *(name[:3].lower() for name in MONTH_NAMES),
    )
)
_EMPTY, _END, _NO_WORD, _A_MARK, _TEXT, _OTHER = range(6)


def _sort_of(value: object) -> int:
    """What a cell is, as far as notes go: empty, an end of file, a word for nothing, a footnote's mark, any
    other text, anything else."""
    if not isinstance(value, str):
        return _EMPTY if value is None else _OTHER
    if value[:1].isalnum() and (len(value) > 16 or (value.isascii() and value[-1].isdigit())):
        return _TEXT  # as most texts and references are: no need to look closer
    text = visible(value)
    if not text:
        return _END if END_OF_FILE in value else _EMPTY
    if _says_nothing(text):
        return _A_MARK if _MARK.fullmatch(text) else _NO_WORD
    return _A_MARK if _MARK.fullmatch(text) else _TEXT


def _says_nothing(text: str) -> bool:
    """Whether a text is a dash, a dot, a line of signs, or a word for nothing."""
    return text.casefold() in _NOTHING or not any(ch.isalnum() for ch in text)


def _is_sentence(text: str) -> bool:
    words, letters = SENTENCE
    return len(text) >= letters and len(text.split()) >= words


def _is_footnote(text: str) -> bool:
    """Whether a text says by its form that it is a note, whatever column it stands in. One word with a digit
    in it is somebody's reference, whatever sign stands before it."""
    is_code = " " not in text.strip("*# ") and any(ch.isdigit() for ch in text)
    if re.fullmatch(_PERIOD, text, re.I) or says_what_does_not_count(text):
        return True
    return not is_code and any(re.fullmatch(pattern, text, re.I) for pattern in (_FOOTNOTE, _NOTE))


def _is_nearly_a_date(text: str) -> bool:
    parts = re.findall(r"[a-z]+|\d+", text.casefold())
    return 0 < len(parts) <= 6 and all(part.isdigit() or part in _PART_OF_A_DATE for part in parts)


def _names_the_record(field: Field, table: Table) -> bool:
    """Whether a field's words say which record a row is: a reference, a session's school; in a list without
    anything that must be given, any of its words."""
    listed = not any(field.blank in ("must", "should") for field in table.fields)
    return field.kind == "reference" or (field.kind == "text" and (field.blank == "should" or listed))


def _is_note(text: str, field: Field | None, table: Table, peers: list[str]) -> bool:
    """Whether a text alone in its row is a note. `peers`: what stands in its column in fuller rows."""
    if _says_nothing(text) or _is_footnote(text):
        return True
    if field is None:
        return _is_sentence(text)
    if _names_the_record(field, table):
        # "Community" over some rows is nobody's reference where all others have digits.
        numbered = bool(peers) and all(any(map(str.isdigit, peer)) for peer in peers)
        if field.kind == "reference" and numbered and names_some_of_them(text, answers_of(table.name)):
            return True
        # A sentence is a note, unless the provider's own references or schools are as long. Schools have more
        # words than references.
        longest = max((len(peer.split()) for peer in peers), default=0)
        fewest = SENTENCE[0] if field.kind == "reference" else 5
        return _is_sentence(text) and len(text.split()) >= max(fewest, longest + 1)
    if field.kind == "date":
        read = read_cell(text, field)
        return read.value is None and read.code == "date-unreadable" and not _is_nearly_a_date(text)
    if field.words is not None:
        read = read_cell(text, field)
        return read.value is None and read.code == "word-unknown"
    return not re.match(r"\W{0,2}\d", text)


def notes_of(sheet: Sheet, fit: Fit, inside: np.ndarray) -> np.ndarray:
    """Which of the rows `inside` (a bool for each row of the sheet) are notes."""
    table = TABLE[fit.layout.table]
    fields = {j: table.field(slot.field) for j, slot in fit.columns.items()}
    sorts = [
        np.array([_sort_of(v) for v in column.values], np.int8)[column.codes] for column in sheet.columns
    ]
    filled, nothing, marks, ended = (
        np.sum([(sort >= lowest) & (sort <= highest) for sort in sorts], axis=0)
        for lowest, highest in ((_NO_WORD, _OTHER), (_NO_WORD, _A_MARK), (_A_MARK, _A_MARK), (_END, _END))
    )
    notes = ((filled > 0) & (nothing == filled)) | ((filled == 0) & (ended > 0))
    for j, (column, sort) in enumerate(zip(sheet.columns, sorts, strict=True)):
        stop_if_late()
        alone = inside & (filled == 1) & (sort == _TEXT)
        if alone.any():
            peers = [text for text in _values(column, inside & (filled > 1)) if isinstance(text, str)]
            found = [
                code
                for code in np.unique(column.codes[alone])
                if _is_note(visible(column.values[code]), fields.get(j), table, peers)
            ]
            notes |= alone & np.isin(column.codes, found)
    for row in np.flatnonzero(inside & (filled == 2) & (marks == 1)):
        notes[row] = _is_mark_and_text(sheet, sorts, fields, int(row))
    return np.asarray(notes & inside)


def _is_mark_and_text(sheet: Sheet, sorts: list[np.ndarray], fields: dict[int, Field], row: int) -> bool:
    """Whether a row of two cells is a mark and, right of it, a text that no field can be."""
    mark, said = (j for j, sort in enumerate(sorts) if sort[row] >= _NO_WORD)
    if sorts[mark][row] != _A_MARK or sorts[said][row] != _TEXT:
        return False
    field, text = fields.get(said), str(sheet.columns[said].at(row))
    return field is None or field.kind == "text" or read_cell(text, field).value is None


def _values(column: Column, rows: np.ndarray) -> list[object]:
    return [column.values[code] for code in np.unique(column.codes[rows])]
