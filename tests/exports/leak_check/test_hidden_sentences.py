"""A sentence, a title, a caption or a row of a measure that is hidden tells no number but its aim, and no
outcome."""

import io
import re
import zipfile
from collections.abc import Callable

import openpyxl
import pytest

from ieo_metrics.exports.leak_check.check_file import find_leaks
from ieo_metrics.exports.leak_check.figures import Truth
from ieo_metrics.exports.leak_check.sentences import sentence_leaks
from tests.exports.conftest import Packed

# Of the pack's own quarter, in which 85% reduced their score.
REF, NAME, NOW, BEFORE = "5.1.2.d", "Pain scale: reduced score", "2024/25 Q2", "2024/25 Q1"
FINDING = f"{REF} {NAME}: 85% against a target of 75%; missed"
TELLING = [
    FINDING,
    f"{NAME}: 85% against a target of 75%; missed",
    f"{REF} {NAME}: 85%",
    f"Figure 3: {REF}: 85% in {NOW}",
    f"{REF} and 5.3.1.a: 85% in {NOW}",
    f"{REF}, 5.3.1.a and 5.1.1.b: 85% in {NOW}",
    f"{NOW}: 85%. {REF}",
    f"Lowest 85% ({NOW}); {REF}",
    f"{REF} {NAME}, {NOW}: 17 of 20 young people",
    f"{NAME}: of 3 young people",
    f"{NAME}, {NOW}: 17",
    f"{REF}. Up 9 points from the quarter before, to 85%.",
    f"Targets missed (1): {NAME}.",
    f"{REF} {NAME}: improving",
    f"{NAME}: target of 85%",
    f"{REF}, 85% against a target of 75%, beside 5.1.1.a by quarter, 2022/23 Q1 to {NOW}.",
]
QUIET = [
    f"{REF} {NAME}: {NOW} is hidden, so that no young person can be recognised",
    f"{REF}: lowest 45% in 2019/20 Q2. Hidden [c]: {NOW}.",
    f"Targets where this cannot be told (1): {NAME}.",
    f"Table 9: {REF}, 2023/24 Q4 to {NOW}. Source: No Limits, A&E Navigators returns.",
    f"Figure 8: {REF} by quarter. No limits: fewer than 12 quarters have a value. Events: 1, {NOW}: Another timetable.",
    "Targets met (1): Trauma informed training sessions.",
    "5.3.1.a: 85% against a target of 75%; missed",
    "2 of 3 targets met; 1 measure improving.",
]


@pytest.fixture(scope="module")
def truth(packed: Packed) -> Truth:
    truth = Truth(packed.pack)
    assert (REF, NOW) in truth.hidden
    return truth


@pytest.mark.parametrize("sentence", TELLING)
def test_a_sentence_that_tells_what_is_hidden(truth: Truth, sentence: str) -> None:
    found = list(sentence_leaks([sentence], truth))
    assert any(f"for {REF} in {NOW}, which is hidden" in leak for leak in found), found


@pytest.mark.parametrize("sentence", QUIET)
def test_a_sentence_that_tells_nothing(truth: Truth, sentence: str) -> None:
    assert list(sentence_leaks([sentence], truth)) == []


def in_part(part: str, old: str) -> Callable[[bytes], bytes]:
    """The finding is put behind a text of one part of an Office file."""

    def plant(data: bytes) -> bytes:
        out = io.BytesIO()
        with zipfile.ZipFile(io.BytesIO(data)) as was, zipfile.ZipFile(out, "w") as now:
            assert old.encode() in was.read(part)
            for name in was.namelist():
                held = was.read(name)
                new = held.replace(old.encode(), f"{old}{FINDING} ".encode(), 1)
                now.writestr(name, new if name == part else held)
        return out.getvalue()

    return plant


def in_page(old: str, new: str) -> Callable[[bytes], bytes]:
    def plant(data: bytes) -> bytes:
        assert old.encode() in data
        return data.replace(old.encode(), new.encode(), 1)

    return plant


PLACES = [
    (".html", in_page("</main>", f"<p>{FINDING}</p></main>")),
    (".html", in_page("</main>", f"<h3>{FINDING}</h3></main>")),
    (".html", in_page("<caption>", f"<caption>{FINDING} ")),
    (".html", in_page('alt="', f'alt="{FINDING} ')),
    (".docx", in_part("word/document.xml", "<w:t>")),
    (".docx", in_part("word/document.xml", 'descr="')),
    (".xlsx", in_part("xl/sharedStrings.xml", "<si><t>")),
    (".pptx", in_part("ppt/slides/slide2.xml", "<a:t>")),
    (".pptx", in_part("ppt/slides/slide5.xml", 'descr="')),
]


@pytest.mark.parametrize(("ending", "plant"), PLACES)
def test_it_is_found_wherever_it_stands(packed: Packed, ending: str, plant: Callable[[bytes], bytes]) -> None:
    found = find_leaks(f"x{ending}", plant(packed.file(ending)), packed.pack)
    assert any(f"85% for {REF} in {NOW}, which is hidden" in leak for leak in found), found


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("Target", "61%: missed"),
        ("Target", "61%"),
        ("Target met", "missed"),
        ("Target met", "61%"),
        ("Verdict", "up 7 points from 61%"),
        ("Verdict", "improving"),
        ("Note", f"{REF}: 3 of 5"),
    ],
)
def test_a_row_of_the_summary_that_is_hidden_tells_nothing(packed: Packed, heading: str, told: str) -> None:
    book = openpyxl.load_workbook(io.BytesIO(packed.file(".xlsx")))
    rows = list(book["Summary"].iter_rows())
    headings = next([cell.value for cell in row] for row in rows if row[0].value == "Reference")
    next(row for row in rows if row[0].value == REF)[headings.index(heading)].value = told
    out = io.BytesIO()
    book.save(out)
    found = find_leaks("x.xlsx", out.getvalue(), packed.pack)
    assert any(f"{REF} in {NOW}, which is hidden" in leak for leak in found), found


@pytest.mark.parametrize("told", ["85%", "85%: missed", "missed", "up 9 points from 76%", "improving"])
def test_a_row_of_the_page_that_is_hidden_tells_nothing(packed: Packed, told: str) -> None:
    page = packed.file(".html").decode()
    row = next(row for row in re.findall(r"<tr>.*?</tr>", page, re.S) if REF in row and "[c]" in row)
    cells = re.findall(r"<td[^>]*>[^<]*</td>", row)
    for cell in cells[:3]:  # the value, the target and the change
        planted = row.replace(cell, re.sub(r">[^<]*<", f">{told}<", cell), 1)
        found = find_leaks("x.html", page.replace(row, planted, 1).encode(), packed.pack)
        assert any(f"{REF} in {NOW}, which is hidden" in leak for leak in found), (cell, found)
