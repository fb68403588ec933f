"""The verdicts that a pack's files say, read from the files as anybody would: by ref, every verdict found."""

import csv
import io
import re
from collections.abc import Iterable, Mapping

import docx
import pptx
from python_calamine import CalamineWorkbook

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics.verdicts import IMPROVING, NO_CLEAR_CHANGE, NOT_JUDGED, VERDICTS, WORSENING

Found = dict[str, set[str]]
REF = re.compile(r"5\.\d\.\d\.[a-d]")
# How a sentence says a verdict, at its beginning or after `: +1.4. `.
SAID = re.compile(rf"\b({'|'.join(word.capitalize() for word in VERDICTS)}): ")
_FIRST_PAGE = {
    "What is improving": IMPROVING,
    "What is worsening": WORSENING,
    "What is not judged": NOT_JUDGED,
    "No clear change: ": NO_CLEAR_CHANGE,
}


def words_in(text: str) -> set[str]:
    """The verdicts that the sentences of a text begin with."""
    return {found.lower() for found in SAID.findall(text)}


def together(*readings: Mapping[str, set[str]]) -> Found:
    """By ref, what all of them say."""
    found: Found = {}
    for reading in readings:
        for ref, words in reading.items():
            found.setdefault(ref, set()).update(words)
    return found


def csv_verdicts(data: bytes, quarter: Quarter) -> Found:
    """The column of a tidy table, of one quarter, all areas and single quarters only."""
    rows = csv.DictReader(io.StringIO(data.decode("utf-8-sig")))
    return {
        row["ref"]: {row["verdict"]}
        for row in rows
        if row["quarter"] == label(quarter) and row.get("area", "all") == "all" and row["verdict"]
    }


def workbook_verdicts(data: bytes) -> Found:
    """The sheet Summary, and whatever else a cell says of one measure."""
    found: Found = {}
    book = CalamineWorkbook.from_filelike(io.BytesIO(data))
    for name in book.sheet_names:
        for row in book.get_sheet_by_name(name).to_python():
            ref = row[0] if row[0] in MEASURE else name
            for cell in row:
                if ref in MEASURE and isinstance(cell, str) and (words := words_in(cell)):
                    found.setdefault(ref, set()).update(words)
    return found


def report_verdicts(data: bytes) -> Found:
    """The first page, which lists measures under each verdict, and the page of each measure."""
    texts = [paragraph.text for paragraph in docx.Document(io.BytesIO(data)).paragraphs]
    contents = texts.index("Contents")
    return together(_first_page(texts[:contents]), _measure_pages(texts[contents:]))


def _first_page(texts: Iterable[str]) -> Found:
    found: Found = {}
    word = ""
    for text in texts:
        word = next((verdict for head, verdict in _FIRST_PAGE.items() if text.startswith(head)), word)
        word = "" if text in ("What was revised", "Decisions sought") else word
        for ref in REF.findall(text) if word else ():
            found.setdefault(ref, set()).add(word)
    return found


def _measure_pages(texts: list[str]) -> Found:
    heads = [text for text in texts if text in {f"{m.ref} {m.name}" for m in MEASURES}][-len(MEASURES) :]
    starts = [len(texts) - 1 - texts[::-1].index(head) for head in heads]
    return {
        head.split()[0]: words_in(" ".join(texts[start:end]))
        for head, start, end in zip(heads, starts, [*starts[1:], len(texts)], strict=True)
    }


def slides_verdicts(data: bytes) -> Found:
    """The tables of all measures, the title of each measure's slide, and its notes."""
    found: Found = {}
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            for row in list(table.rows)[1:]:
                name, _, word, _ = (cell.text for cell in row.cells)
                found.setdefault(name.split()[0], set()).add(word.partition(";")[0].lower())
        boxes = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        refs = [box.split(". ")[0] for box in boxes if REF.match(box)]
        if len(refs) == 1 and refs[0] in MEASURE:
            title = slide.shapes.title.text_frame.text
            notes = words_in(slide.notes_slide.notes_text_frame.text)
            found.setdefault(refs[0], set()).update(
                notes, (word for word in VERDICTS if f", {word}" in title)
            )
    return found


def pack_verdicts(files: Mapping[str, bytes], quarter: Quarter) -> dict[str, Found]:
    """By file, what it says; every file but the dictionary says something of all measures."""
    readers = {
        "measures.csv": lambda data: csv_verdicts(data, quarter),
        "tables.xlsx": workbook_verdicts,
        "report.docx": report_verdicts,
        "slides.pptx": slides_verdicts,
    }
    return {
        name: reader(data)
        for name, data in files.items()
        for ending, reader in readers.items()
        if name.endswith(ending)
    }
