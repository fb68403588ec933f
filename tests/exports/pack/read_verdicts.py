"""The verdicts that a pack's files say, read from the files as anybody would: by ref, every verdict found."""

import csv
import io
import re
from collections.abc import Mapping, Sequence

import docx
import pptx
from python_calamine import CalamineWorkbook

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics.verdicts import NOT_JUDGED, VERDICTS
from tests.exports.pack.read_web_and_pdf import BESIDE, ROW, Piece, pdf_pieces, web_page_pieces

Found = dict[str, set[str]]
REF = re.compile(r"5\.\d\.\d\.[a-d]\b")
# How a sentence says a verdict, at its beginning or after `: +1.4. `.
SAID = re.compile(rf"\b({'|'.join(word.capitalize() for word in VERDICTS)}|Change {NOT_JUDGED}): ")


def words_in(text: str) -> set[str]:
    """The verdicts that the sentences of a text begin with."""
    return {found.lower().removeprefix("change ") for found in SAID.findall(text)}


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
    """The table of the first page, its sentences, and the page of each measure."""
    document = docx.Document(io.BytesIO(data))
    rows = [[cell.text for cell in row.cells] for row in document.tables[0].rows]
    return _report_says([paragraph.text for paragraph in document.paragraphs], rows)


def _report_says(texts: list[str], table: Sequence[Sequence[str]]) -> Found:
    """`table`: the rows of the first table."""
    of_all = {row[0].split()[0]: {_bare(row[3])} for row in table[1:]}
    sentences = {found[0]: words_in(text) for text in texts if (found := REF.match(text)) and words_in(text)}
    return together(of_all, sentences, _measure_pages(texts))


def _pieces_say(pieces: Sequence[Piece]) -> Found:
    rows = [piece.texts for piece in pieces if piece.tag == ROW]
    return _report_says(
        [piece.texts[0] for piece in pieces if piece.tag not in (BESIDE, ROW)], rows[: len(MEASURES) + 1]
    )


def _bare(cell: str) -> str:
    """The verdict without what is only worth watching."""
    return cell.partition(";")[0].lower()


def _measure_pages(texts: list[str]) -> Found:
    """From the heading of each measure to that of the next; the first page has none."""
    starts = [
        place
        for measure in MEASURES
        for place in [
            max(i for i, text in enumerate(texts) if text.startswith(f"{measure.ref} {measure.name}"))
        ]
    ]
    return {
        measure.ref: words_in(" ".join(texts[start:end]))
        for measure, start, end in zip(MEASURES, starts, [*starts[1:], len(texts)], strict=True)
    }


def measure_slides(presentation) -> dict[str, object]:
    """By ref, the slide of each measure: the one with a box that begins with it."""
    found: dict[str, object] = {}
    for slide in presentation.slides:
        boxes = [shape.text_frame.text for shape in slide.shapes if shape.name == "How many"]
        found |= {box.split(". ")[0]: slide for box in boxes}
    return found


def slides_verdicts(data: bytes) -> Found:
    """The table of all measures, the title of each measure's slide, and its notes."""
    found: Found = {}
    for slide in pptx.Presentation(io.BytesIO(data)).slides:
        for table in (shape.table for shape in slide.shapes if shape.has_table):
            for row in list(table.rows)[1:]:
                name, _, _, word = (cell.text for cell in row.cells)
                found.setdefault(name.split()[0], set()).add(_bare(word))
        boxes = [shape.text_frame.text for shape in slide.shapes if shape.name == "How many"]
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
        "report.pdf": lambda data: _pieces_say(pdf_pieces(data)),
        "report.html": lambda data: _pieces_say(web_page_pieces(data)),
        "slides.pptx": slides_verdicts,
    }
    return {
        name: reader(data)
        for name, data in files.items()
        for ending, reader in readers.items()
        if name.endswith(ending)
    }
