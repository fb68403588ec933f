"""The pack, opened again: every file has the figures that may be shared and no other, and can be read by
everybody."""

import csv
import io
import math
import os
import re
import shutil
import subprocess
import zipfile
from dataclasses import replace
from itertools import pairwise

import docx
import openpyxl
import pandas as pd
import pptx
import pytest
from docx.oxml.ns import qn

from ieo_metrics.__main__ import main
from ieo_metrics.exports.dictionary import dictionary_csv
from ieo_metrics.exports.pack.content import Pack, PackComment, pack_file_name
from ieo_metrics.exports.pack.files import pack_files, write_pack
from ieo_metrics.exports.report.document_parts import paragraph_height
from ieo_metrics.exports.report.measure_pages import ROWS
from ieo_metrics.exports.tidy_table import COLUMNS, tidy_csv
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics.figure_wording import value_in_words
from tests.exports.conftest import SAMPLES

Q2 = quarter(2024, 2)


def shown_in_words(row: pd.Series) -> str:
    """A figure as everything in words shows it."""
    return (
        f"[{row['marker']}]"
        if pd.isna(row["value"])
        else value_in_words(row["value"], MEASURE[row["ref"]], row["denominator"])
    )


def upto(pack: Pack, ref: str) -> pd.DataFrame:
    frame = pack.frame
    return frame[(frame["ref"] == ref) & (frame["period"] <= pack.quarter)]


@pytest.fixture(scope="module")
def report(packed):
    return docx.Document(io.BytesIO(packed.file(".docx")))


@pytest.fixture(scope="module")
def presentation(packed):
    return pptx.Presentation(io.BytesIO(packed.file(".pptx")))


def charts(presentation) -> dict[str, object]:
    """By ref, the frame of each chart."""
    frames = (shape for slide in presentation.slides for shape in slide.shapes if shape.has_chart)
    return {next(iter(f.chart.plots[0].series)).name.split()[0]: f for f in frames}


def test_pack_is_six_files_named_after_the_quarter(packed):
    kinds = (
        *("tables.xlsx", "report.docx", "slides.pptx"),
        *("measures.csv", "data dictionary.csv", "measures.csv-metadata.json"),
    )
    assert (
        list(packed.files)
        == [f"SVRP 2024-25 Q2 {kind}" for kind in kinds]
        == [pack_file_name(Q2, kind) for kind in kinds]
    )


def test_pack_issued_twice_is_the_same_to_the_byte(packed):
    again = pack_files(replace(packed.pack))
    assert {name: again[name] == data for name, data in packed.files.items()} == dict.fromkeys(
        packed.files, True
    )
    for ending in (".xlsx", ".docx", ".pptx"):
        with zipfile.ZipFile(io.BytesIO(packed.file(ending))) as file:
            assert {info.date_time[0] for info in file.infolist()} == {1980}


def test_pack_csv_of_the_last_quarter_is_what_the_command_line_prints_for_sharing(packed, capsys):
    main(["measures", "--share", *map(str, SAMPLES)])
    assert tidy_csv(packed.last().frame) == capsys.readouterr().out


def test_pack_tables_have_every_figure_and_the_revisions(packed):
    book = openpyxl.load_workbook(io.BytesIO(packed.file(".xlsx")))
    for m in MEASURES:
        held = packed.pack.frame[packed.pack.frame["ref"] == m.ref]
        rows = list(book[m.ref].iter_rows(values_only=True))
        at = next(i for i, row in enumerate(rows) if row[0] == "Quarter")
        assert [row[0] for row in rows[at + 1 :]] == list(held["quarter"])
        values = [
            f"[{marker}]" if pd.isna(value) else pytest.approx(value)
            for value, marker in zip(held["value"], held["marker"], strict=True)
        ]
        assert [row[1] for row in rows[at + 1 :]] == values
    revisions = [row for row in book["Revisions"].iter_rows(values_only=True) if row[0] in MEASURE]
    assert revisions == [
        (
            "5.3.1.a",
            "1-1 reflective practice sessions",
            "2024/25 Q2",
            11,
            12,
            "One session arrived late.",
        ),
        ("5.3.1.b", "Trauma informed training sessions", "2024/25 Q1", 2, 1, None),
    ]
    without = openpyxl.load_workbook(
        io.BytesIO(pack_files(replace(packed.pack, revisions=()))[pack_file_name(Q2, "tables.xlsx")]),
        read_only=True,
    )
    assert "Revisions" not in without.sheetnames


def test_pack_report_tables_have_every_figure(packed, report):
    tables = {t._tbl.find(".//" + qn("w:tblCaption")).get(qn("w:val")).split()[0]: t for t in report.tables}
    assert list(tables) == [m.ref for m in MEASURES]
    hidden = 0
    for ref, table in tables.items():
        held = upto(packed.pack, ref).tail(ROWS)
        cells = [[cell.text for cell in row.cells] for row in table.rows][1:]
        assert [(c[0], c[1].partition(" [")[0]) for c in cells] == [
            (row["quarter"], shown_in_words(row)) for _, row in held.iterrows()
        ]
        for row, (_, figure) in zip(cells, held.iterrows(), strict=True):
            if figure["marker"] == "c":
                hidden += 1
                assert set(row[1:]) == {"[c]"}
            elif not MEASURE[ref].counts:
                assert row[2].split()[0] == str(int(figure["denominator"]))
    assert hidden > 10


def test_pack_slides_have_every_figure_and_nothing_hidden_inside(packed, presentation):
    hidden = 0
    for ref, frame in charts(presentation).items():
        held = upto(packed.pack, ref)
        values = [None if pd.isna(value) else pytest.approx(value) for value in held["value"]]
        plot = frame.chart.plots[0]
        assert list(plot.categories) == list(held["quarter"]) and list(plot.series[0].values) == values
        book = openpyxl.load_workbook(io.BytesIO(frame.chart.part.chart_workbook.xlsx_part.blob))
        rows, *limits = (list(sheet.iter_rows(values_only=True)) for sheet in book.worksheets)
        assert rows[0] == ("Quarter", f"{ref} {MEASURE[ref].name}")
        assert [row[0] for row in rows[1:]] == list(held["quarter"])
        assert [series.name for series in plot.series] == [rows[0][1]]
        assert [row[1] for row in rows[1:]] == values
        # Ten quarters have no limits; where another number is judged, no median either.
        assert len(limits) == (not MEASURE[ref].kind.judged_under)
        for steps in limits:
            assert steps[0] == ("Quarter", "Place on the chart", f"{ref} median")
            assert [row[0] for row in steps[1:]] == [q for q in held["quarter"] for _ in range(2)]
        hidden += values.count(None)
    assert hidden > 10 and len(charts(presentation)) == len(MEASURES)


def test_pack_slides_gaps_are_gaps_and_charts_can_be_edited(presentation):
    for frame in charts(presentation).values():
        xml = frame.chart.part.blob.decode()
        assert '<c:dispBlanksAs val="gap"/>' in xml and "c:externalData" in xml


def test_pack_slides_show_a_change_with_the_range_that_what_is_shown_gives(packed, presentation):
    """Newcombe's range of each percentage, from the two quarters as they are shown; none where one is hidden."""
    ranged = 0
    slides = list(presentation.slides)
    rows = [row for slide in slides[1:3] for row in list(slide.shapes[1].table.rows)[1:]]
    for m, slide, row in zip(MEASURES, slides[3:], rows, strict=True):
        faces = [shape.text_frame.text for shape in slide.shapes if shape.has_text_frame]
        (face,) = (text for text in faces if text.startswith(f"{m.ref}. "))
        then, now = (figure for _, figure in upto(packed.pack, m.ref).iloc[-2:].iterrows())
        cell = row.cells[3].text
        if "c" in (then["marker"], now["marker"]) and not m.seasonal:
            assert "(95% range" not in face and cell.startswith("Cannot be compared") and "range" not in cell
        elif m.statistic.percent:
            below = math.hypot(now["value"] - now["lower"], then["upper"] - then["value"])
            above = math.hypot(now["upper"] - now["value"], then["value"] - then["lower"])
            moved = now["value"] - then["value"]
            ends = [f"{100 * end:+.0f}".replace("-", "−") for end in (moved - below, moved + above)]
            said = f"from {100 * then['value']:.0f}% (95% range {ends[0]} to {ends[1]})."
            assert face.endswith(said) and cell.endswith(said.replace("95% ", "").rstrip("."))
            ranged += 1
    assert ranged >= 3


def test_pack_every_slide_says_its_finding_and_what_its_chart_shows(packed, presentation):
    assert len(presentation.slides) == 1 + 2 + len(MEASURES)
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert len(set(titles)) == len(titles)
    for m, slide in zip(MEASURES, list(presentation.slides)[3:], strict=True):
        row = upto(packed.pack, m.ref).iloc[-1]
        title = slide.shapes.title.text_frame.text
        assert title.startswith(m.name) and (
            "is hidden" in title if row["marker"] == "c" else shown_in_words(row) in title
        )
        said = " ".join(shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
        assert f"Source: {m.provider}, {m.programme} returns." in said
        assert m.definition in slide.notes_slide.notes_text_frame.text
        for shape in slide.shapes:
            if shape.has_chart:
                assert f"Line chart of {m.ref}" in shape._element.nvGraphicFramePr.cNvPr.get("descr")
    assert {
        run.get("lang")
        for slide in presentation.slides
        for run in slide._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}rPr")
    } == {"en-GB"}


def test_pack_nothing_on_a_slide_lies_outside_it_or_on_another_thing(presentation):
    for slide in presentation.slides:
        boxes = [(s.left, s.top, s.left + s.width, s.top + s.height) for s in slide.shapes]
        for left, top, right, bottom in boxes:
            assert (
                left >= 0
                and top >= 0
                and right <= presentation.slide_width
                and bottom <= presentation.slide_height
            )
        for i, (left, top, right, bottom) in enumerate(boxes):
            for other in boxes[i + 1 :]:
                apart = right <= other[0] or other[2] <= left or bottom <= other[1] or other[3] <= top
                assert apart, slide.shapes.title.text_frame.text


def test_pack_report_first_page_on_paper(report):
    texts = [p.text for p in report.paragraphs]
    first = texts[: texts.index("Contents")]
    assert [
        t
        for t in first
        if t
        in (
            "What is improving",
            "What is worsening",
            "What is not judged",
            "What was revised",
            "Decisions sought",
        )
    ] == [
        "What is improving",
        "What is worsening",
        "What is not judged",
        "What was revised",
        "Decisions sought",
    ]
    assert (
        "5.3.1.a 1-1 reflective practice sessions, 2024/25 Q2: 11 as issued, now 12. One session "
        "arrived late."
    ) in first
    assert "5.3.1.b Trauma informed training sessions, 2024/25 Q1: 2 as issued, now 1." in first
    assert "Whether Choices goes on in the autumn" in first
    assert any(t.startswith("The figure is hidden: ") and "5.2.2.a" in t for t in first)
    assert "A. Officer, Data and Evaluations Officer, 3 February 2025: Two workers joined." in texts


def test_pack_report_can_be_read_by_everybody(packed, report):
    assert headed(report, 3)[-len(MEASURES) :] == [f"{m.ref} {m.name}" for m in MEASURES]
    captions = [p.text for p in report.paragraphs if p.style.name == "Caption"]
    assert [c for c in captions if c.startswith("Figure")] == [
        c for c in captions if re.match(r"Figure \d+: 5\.", c)
    ]
    assert [int(re.search(r"\d+", c)[0]) for c in captions if c.startswith("Table")] == list(
        range(1, len(MEASURES) + 1)
    )
    alts = [shape._inline.docPr.get("descr") for shape in report.inline_shapes]
    assert len(alts) == len(MEASURES) and all(alt.startswith("Line chart of 5.") for alt in alts)
    for table in report.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        kept = [
            all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)
            for row in table.rows
        ]
        assert all(kept[:-1]) and not kept[-1], "a short table stays on one page"
        assert not table._tbl.findall(".//" + qn("w:gridSpan")) and not table._tbl.findall(
            ".//" + qn("w:vMerge")
        )
        assert all(cell.text for row in table.rows for cell in row.cells)
    assert {e.get(qn("w:val")) for e in report.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    foot = report.sections[0].footer._element.xml
    assert " PAGE " in foot and " NUMPAGES " in foot
    assert not any(
        "}rsid" in key
        for part in (report.element, report.styles.element)
        for e in part.iter()
        for key in e.attrib
    )


def headed(report, level: int) -> list[str]:
    """The headings of a level, in order."""
    return [p.text for p in report.paragraphs if p.style.name == f"Heading {level}"]


def test_pack_report_has_the_framework_in_its_order_and_each_success_measure_begins_a_page(report):
    assert headed(report, 1) == [
        "Contents",
        "How to read this report",
        "5.1 Decreased risk factors and increased protective factors for young people and families",
        "5.2 Reoffending in the supported cohort is reduced",
        "5.3 Trauma informed approach within policing",
    ]
    # The success measures of the terms of reference, with the number that their measures share.
    assert headed(report, 2) == [
        "5.1.1 Young people moving towards education, training and employment",
        "5.1.2 Improved mental health amongst young people",
        "5.1.3 Increased provision of trusted adults for young people",
        "5.1.4 Improved relationships for young people",
        (
            "5.1.5 Improved knowledge and attitudes towards knife crime and violence amongst young people, "
            "including at-risk cohorts"
        ),
        "5.1.6 Improved knowledge and attitudes towards knife crime and violence amongst school staff",
        "5.2.1 Levels of reoffending decrease",
        "5.2.2 Young people are moving towards decreased offending behaviour",
        "5.3.1 Increased trauma informed knowledge, attitudes and behaviours from police officers",
    ]
    body = [p for p in report.paragraphs if p.style.name.startswith("Heading") or p.style.name == "Caption"]
    for before, p in pairwise(body):
        if p.style.name == "Heading 2":
            area = before.style.name == "Heading 1"
            assert (
                bool(before.paragraph_format.page_break_before) == area
                and bool(p.paragraph_format.page_break_before) != area
            )
            of_it = [q.text for q in body if re.match(re.escape(p.text.split()[0]) + r"\.[a-z] ", q.text)]
            assert of_it == [f"{m.ref} {m.name}" for m in MEASURES if m.success == p.text.partition(" ")[2]]


def test_pack_report_of_a_measure_has_its_words_chart_table_and_commentary(packed, report):
    paragraphs = report.paragraphs
    at = {
        p.text.split()[0]: i
        for i, p in enumerate(paragraphs)
        if p.style.name == "Heading 3" and p.text.split()[0] in MEASURE
    }
    for m, end in zip(MEASURES, [*list(at.values())[1:], len(paragraphs)], strict=True):
        words, figure, picture, table, *said = paragraphs[at[m.ref] + 1 : end]
        assert words.text.startswith(m.wording) and words.text.endswith(
            f"Source: {m.provider}, {m.programme} returns."
        )
        # Nothing of it is torn apart: the heading is kept with the words, the words with the caption, the
        # caption with what it is of.
        for p in (paragraphs[at[m.ref]], words, figure, table):
            assert p.paragraph_format.keep_with_next or p.style.paragraph_format.keep_with_next
        held = list(upto(packed.pack, m.ref)["quarter"])[-ROWS:]
        assert re.fullmatch(
            rf"Figure \d+: {m.ref} {re.escape(m.name)}, by quarter(; bars are the 95% interval)?\. No limits: .+\.",
            figure.text,
        )
        assert picture._p.findall(".//" + qn("w:drawing"))
        assert re.fullmatch(rf"Table \d+: {m.ref} {re.escape(m.name)}, {held[0]} to {held[-1]}", table.text)
        assert re.match(rf"Commentary\. ({label(Q2)}: |No value: .*{label(Q2)})", said[0].text)


def contents(report) -> list[tuple[str, str]]:
    """The entries of the contents: the bookmark that they lead to, and their words."""
    links = report.element.findall(".//" + qn("w:hyperlink"))
    return [(link.get(qn("w:anchor")), "".join(t.text for t in link.iter(qn("w:t")))) for link in links]


def test_pack_report_contents_are_filled_in_and_lead_to_every_heading(packed, report):
    named = {
        b.get(qn("w:name")): "".join(t.text for t in b.getparent().iter(qn("w:t")))
        for b in report.element.iter(qn("w:bookmarkStart"))
    }
    entries = contents(report)
    assert [re.sub(r"\d+$", "", text) for _, text in entries] == [named[anchor] for anchor, _ in entries]
    after = [p for p in report.paragraphs if re.fullmatch("Heading [123]", p.style.name)]
    headings = [p.text for p in after[[p.text for p in after].index("Contents") + 1 :]]
    assert len(headings) == 1 + 3 + 9 + len(MEASURES) and [named[anchor] for anchor, _ in entries] == headings
    # The page of each heading, counted by the page breaks before headings; the first page has none.
    page, pages = 1, {}
    for p in report.paragraphs:
        page += bool(p.paragraph_format.page_break_before)
        pages[p.text] = page
    assert [int(re.search(r"\d+$", text)[0]) for _, text in entries] == [
        pages[named[anchor]] for anchor, _ in entries
    ]


@pytest.mark.parametrize(
    ("text", "lines"),
    # Body Text is of 10 points on 17 cm = 481.89 points. A digit of Arial is 5.57 wide: 86 are 479.02, 87 are
    # 484.59; a space is 2.8, an m 9.45.
    [
        ("", 1),
        ("1" * 86, 1),
        ("1" * 87, 3),  # one word: at most an empty line, and two of its own
        ("1" * 43 + " " + "1" * 43, 1),
        ("1" * 43 + " " + "1" * 44, 2),
        ("m" * 50, 1),
        ("a\nb\nc", 3),
    ],
)
def test_pack_height_of_a_paragraph_is_its_lines_and_the_space_around_them(text, lines):
    assert paragraph_height("Body Text", text) == pytest.approx(3 + lines * 11.5)


def with_comments(pack: Pack, **words: str) -> bytes:
    """The report with a comment on some measures."""
    comments = {ref: [PackComment("A", "Officer", "3 February 2025", text)] for ref, text in words.items()}
    return pack_files(replace(pack, comments=comments))[pack_file_name(pack.quarter, "report.docx")]


def test_pack_contents_have_no_page_numbers_where_nobody_knows_them_before_word(packed):
    for pack in (
        replace(
            packed.pack,
            comments={"5.1.1.a": [PackComment("A", "Officer", "3 February 2025", "So it was. " * 400)]},
        ),
        replace(packed.pack, revisions=packed.pack.revisions * 30),
    ):
        made = docx.Document(io.BytesIO(pack_files(pack)[pack_file_name(Q2, "report.docx")]))
        assert len(contents(made)) == 1 + 3 + 9 + len(MEASURES)
        assert not any(text[-1].isdigit() for _, text in contents(made))


@pytest.mark.skipif(
    not (shutil.which("soffice") and shutil.which("pdftotext")), reason="LibreOffice is not here"
)
@pytest.mark.parametrize("letters", [0, 150, 500, 1500])
def test_pack_report_headings_are_on_paper_where_the_contents_say(packed, tmp_path, letters):
    data = with_comments(
        packed.pack, **{m.ref: ("So it was in the quarter. " * 60)[:letters] for m in MEASURES if letters}
    )
    (tmp_path / "report.docx").write_bytes(data)
    call = (
        "soffice",
        f"-env:UserInstallation={(tmp_path / 'home').as_uri()}",
        "--headless",
        "--convert-to",
        "pdf",
        "--outdir",
        str(tmp_path),
    )
    subprocess.run([*call, str(tmp_path / "report.docx")], check=True, capture_output=True, timeout=120)
    said = subprocess.run(
        ["pdftotext", "-layout", str(tmp_path / "report.pdf"), "-"],
        check=True,
        capture_output=True,
        text=True,
    ).stdout
    pages = [" ".join(page.split()) for page in said.split("\f")[:-1]]
    entries = [re.fullmatch(r"(.*?)(\d+)", text) for _, text in contents(docx.Document(io.BytesIO(data)))]
    for entry in entries:
        assert entry is not None and entry[1] in pages[int(entry[2]) - 1]
    assert len(pages) == int(entries[-1][2]), "no page runs over"


def test_pack_says_why_each_kind_of_value_is_missing(packed):
    frame = packed.pack.results.frame.copy()
    nothing = ["value", "numerator", "denominator", "lower", "upper"]
    for ref, marker in (("5.3.1.a", "x"), ("5.2.2.b", "z"), ("5.1.3.b", "c")):
        at = (
            (frame["ref"] == ref)
            & (frame["period"] == Q2)
            & (frame["span"] == "quarter")
            & (frame["area"] == "all")
        )
        frame.loc[at, nothing] = float("nan")
        frame.loc[at, "marker"] = marker
    # Of one measure no quarter may be shown.
    all_of = frame["ref"] == "5.1.5.b"
    frame.loc[all_of, nothing] = float("nan")
    frame.loc[all_of, "marker"] = "c"
    files = pack_files(replace(packed.pack, results=replace(packed.pack.results, frame=frame)))
    slides = pptx.Presentation(io.BytesIO(files[pack_file_name(Q2, "slides.pptx")])).slides
    titles = [slide.shapes.title.text_frame.text for slide in slides]
    assert "1-1 reflective practice sessions: no return covers 2024/25 Q2" in titles
    assert "Offending: average change: nobody could be counted in 2024/25 Q2" in titles
    assert (
        "Supported in the community: 2024/25 Q2 is hidden, so that no young person can be recognised"
        in titles
    )
    texts = [p.text for p in docx.Document(io.BytesIO(files[pack_file_name(Q2, "report.docx")])).paragraphs]
    assert texts.count("There is no chart, because no quarter has a value that may be shown.") == 1
    assert sum(any(shape.has_chart for shape in slide.shapes) for slide in slides) == len(MEASURES) - 1


def test_pack_files_name_nobody(packed):
    for ending in (".docx", ".pptx"):
        with zipfile.ZipFile(io.BytesIO(packed.file(ending))) as file:
            core = file.read("docProps/core.xml").decode()
            assert not re.search(r"<dc:creator>[^<]|<cp:lastModifiedBy>[^<]", core)
            assert (
                "2025-04-14T00:00:00Z" in core and "en-GB" in core
            )  # the date of the latest return of the samples
            assert not [name for name in file.namelist() if re.search("thumbnail|customXml|printer", name)]


def test_pack_dictionary_explains_every_column_unit_marker_and_measure(packed):
    rows = list(csv.DictReader(io.StringIO(dictionary_csv(Q2))))
    held = {
        kind: [row["name"] for row in rows if row["kind"] == kind]
        for kind in ("column", "unit", "marker", "measure")
    }
    table = list(csv.DictReader(io.StringIO(packed.file("measures.csv").decode())))
    assert held["column"] == list(COLUMNS) == list(table[0])
    assert set(held["unit"]) == {row["unit"] for row in table} and held["marker"] == list(MARKERS)
    assert held["measure"] == [m.ref for m in MEASURES] and all(row["meaning"] for row in rows)


def test_pack_is_written_whole_or_not_at_all(tmp_path, monkeypatch):
    write_pack({"a": b"1", "b": b"2"}, tmp_path / "new")
    assert {p.name: p.read_bytes() for p in (tmp_path / "new").iterdir()} == {"a": b"1", "b": b"2"}
    really, calls = os.replace, []

    def full(source, target):
        calls.append(target)
        if len(calls) == 4:  # a aside, a in place, b aside, b in place
            raise OSError(28, "No space left on device")
        really(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(OSError, match="No space"):
        write_pack({"a": b"3", "b": b"4", "c": b"5"}, tmp_path / "new")
    assert {p.name: p.read_bytes() for p in (tmp_path / "new").iterdir()} == {"a": b"1", "b": b"2"}


def test_a_pack_takes_no_rows_about_people(packed) -> None:
    with pytest.raises(ValueError, match="hold rows about people"):
        replace(packed.pack, results=packed.results)
