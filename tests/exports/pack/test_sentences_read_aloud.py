"""All sentences about figures, read aloud: none says a range of one value, counts one of several, says a unit or a
word twice, or shows what is no number."""

import io
import re
from collections.abc import Iterable

import docx
import openpyxl
import pptx
import pytest

from tests.exports.conftest import Packed
from tests.exports.pack.every_sentence import drawn_sentences, moved_sentences, sentences_of_frame
from tests.exports.pack.read_web_and_pdf import BESIDE, pdf_pieces, web_page_pieces

NUMBER = r"[+−]?\d[\d,.]*%?"
SEVERAL = (
    "young people|people|quarters|sessions|points|pupils|school staff|groups|changes|measures|verdicts|days|have|are|were|"
    "of them have|do"
)
UNITS = "started|points|young people|school staff|sessions|quarters"
NEVER = {
    "a range of one value": rf"\b(?:from|between) ({NUMBER}) (?:to|and) \1(?![\d%.,]*\d)|limits ({NUMBER}) and \2(?![\d%.,]*\d)|(?<![\d.,])({NUMBER}) to \3(?![\d%])(?!\.\d)",
    "a stretch of one quarter": r"(20\d\d/\d\d Q\d) to \1",
    "two changes that look the same": rf"to ({NUMBER}) or to \1\b",
    "one of several": rf"(?<![\d.,−+–/])(?<!\d to )[+−]?1 (?:{SEVERAL})\b",
    "several of one": r"(?<![\d.,Q/])(?:[02-9]|\d\d+) (?:young person|quarter|session|point|change|has|was)\b",
    "a unit said twice": rf"\b({UNITS}),? (?:or|to|and) (?:to )?{NUMBER} \1\b|% points|%%|\b(?:{UNITS}) (?:points|young people|school staff)\b",
    "a word said twice": r"\b([a-z]+) \1\b",
    "no number": r"\bnan\b|\bNaN\b|\bNone\b(?! counted|\.$)|\binf\b|<NA>|Fraction",
    "nought with a sign": r"[-−+]0(?:\.0+)?(?![\d.])(?!\.\d)",
    "a hyphen for a minus": r"(?<![\w/–])-\d",
    "spaces and signs": r"  | [.,;:)]|\( |\(\)|\.\.|[;:,]\.|\.;|,,| $|^ ",
    "no capital": r"(?<![.\d])\. [a-z]",
    "a change that does not show": rf"(?<![\d.,+−])({NUMBER}), [a-z ;]*; (?:up|down) from \1(?![\d%.]*\d)|\b(?:up|down) 0(?:\.0)? points",
}
NEVER_SAID = {name: re.compile(pattern) for name, pattern in NEVER.items()}


def faults(sentences: Iterable[tuple[str, str]]) -> dict[str, set[str]]:
    """What must never be said, each with where it was."""
    found: dict[str, set[str]] = {}
    for of, said in sentences:
        for name, never in NEVER_SAID.items():
            if never.search(said):
                found.setdefault(name, set()).add(f"{of}: {said}")
    return found


@pytest.mark.parametrize("said", [
    "95% range 7 to 7", "between 40% and 40%", "limits 100% to 100%.", "its limits 7 and 7.", "from +0.4 to +0.4", "to 2 started or to 9 started",
    "1 young people", "of 1 young people", "1 have", "+1 points", "2 quarter", "is is", "nan", "range −0 to 3", "−0%", "two  spaces",
    "62%, improving; up from 62%", "2024/25 Q1 to 2024/25 Q1", "a true change to 5 or to 5 would", "fewer. here", "-0.3",
])  # fmt: skip
def test_the_reader_finds_what_must_not_be_said(said: str) -> None:
    assert faults([("", said)])


@pytest.mark.parametrize("said", [
    "95% range 7 to 71", "at 31 young people", "+0.1 points", "+1 point", "1 to 3 points", "2.1 points", "of 1,001 young people",
    "range −3 to +1 points", "+0.4 to +0.45", "between 40% and 40.5%", "62%, improving; up from 61%", "10% to 10.4%",
    "0.0 points", "2023/24 Q1 to 2023/24 Q4", "−0.3", "100% of 5 young people.",
])  # fmt: skip
def test_the_reader_finds_nothing_in_what_may_be_said(said: str) -> None:
    assert not faults([("", said)])


@pytest.mark.parametrize("seeds", [range(place, place + 20) for place in range(0, 80, 20)], ids=str)
def test_made_up_histories(seeds: range) -> None:
    found = faults(said for seed in seeds for said in drawn_sentences(seed))
    assert not found


def test_why_it_moved() -> None:
    assert not faults(said for seed in range(200) for said in moved_sentences(seed))


def test_the_samples(packed: Packed) -> None:
    """Every quarter, as the officer has it and as everyone else does."""
    for results in (packed.results, packed.last().results):
        for when in range(results.governed.first, results.governed.last + 1):
            assert not faults(sentences_of_frame(results.frame, when))


def test_the_files_of_a_pack(packed: Packed) -> None:
    """Paragraphs of the report, words and notes of the slides, and cells of the workbook."""
    report = docx.Document(io.BytesIO(packed.file("report.docx")))
    texts = [("report", paragraph.text) for paragraph in report.paragraphs]
    for pieces in (pdf_pieces(packed.file(".pdf")), web_page_pieces(packed.file(".html"))):
        texts += [("report", said) for piece in pieces if piece.tag != BESIDE for said in piece.texts]
    for slide in pptx.Presentation(io.BytesIO(packed.file("slides.pptx"))).slides:
        frames = [shape.text_frame for shape in slide.shapes if shape.has_text_frame]
        texts += [("slides", frame.text) for frame in (*frames, slide.notes_slide.notes_text_frame)]
    for sheet in openpyxl.load_workbook(io.BytesIO(packed.file("tables.xlsx"))):
        cells = (cell for row in sheet.iter_rows(values_only=True) for cell in row)
        texts += [("workbook", cell) for cell in cells if isinstance(cell, str)]
    assert len(texts) > 500 and not faults(texts)
