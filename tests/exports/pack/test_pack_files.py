"""The pack, opened again: every file has the figures that may be shared and no other, and can be read by
everybody."""

import csv
import datetime as dt
import io
import math
import os
import re
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
from ieo_metrics.exports.pack.files import pack_files, pack_writers, write_pack
from ieo_metrics.exports.report.blocks import Heading, Table
from ieo_metrics.exports.report.content import report_content
from ieo_metrics.exports.report.measure_content import QUARTERS
from ieo_metrics.exports.report.page_plan.page_room import OWN
from ieo_metrics.exports.report.page_plan.pages import pages_of
from ieo_metrics.exports.slides.presentation import presentation_bytes
from ieo_metrics.exports.tidy_table import COLUMNS, tidy_csv
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import quarter
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.statistics.figure_wording import value_in_words
from tests.exports.conftest import SAMPLES, shared_until
from tests.exports.pack.on_paper import assert_as_planned, needs_libreoffice, printed_pages
from tests.exports.pack.read_verdicts import measure_slides

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


def test_pack_is_eight_files_named_after_the_quarter(packed):
    kinds = (
        "tables.xlsx",
        "report.docx",
        "report.pdf",
        "report.html",
        "slides.pptx",
        "measures.csv",
        "data dictionary.csv",
        "measures.csv-metadata.json",
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
    (decision,) = (row for row in book["Decisions"].iter_rows(values_only=True) if isinstance(row[0], int))
    assert decision == (1, "Whether Choices goes on in the autumn", "Police", dt.datetime(2025, 2, 28))
    without = openpyxl.load_workbook(
        io.BytesIO(pack_files(replace(packed.pack, revisions=()))[pack_file_name(Q2, "tables.xlsx")]),
        read_only=True,
    )
    assert "Revisions" not in without.sheetnames


def tables_by_title(report) -> dict[str, object]:
    """By what a screen reader says of it, in full or its ref."""
    titles = [t._tbl.find(".//" + qn("w:tblCaption")).get(qn("w:val")) for t in report.tables]
    return {title.split()[0]: table for title, table in zip(titles, report.tables, strict=True)}


def rows_of_measures(report) -> dict[str, list[list[str]]]:
    """By ref, the heading row and the rows of each measure, from a table of its own or of two."""
    found = {}
    for table in report.tables[1:]:
        title = table._tbl.find(".//" + qn("w:tblCaption")).get(qn("w:val"))
        heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
        refs = re.findall(r"5\.\d\.\d\.[a-d]", title)
        for ref in refs:
            found[ref] = [heads, *(row for row in rows if len(refs) == 1 or row[0].startswith(f"{ref} "))]
    return found


def test_pack_report_tables_have_every_figure(packed, report):
    tables = rows_of_measures(report)
    assert list(tables) == [m.ref for m in MEASURES]
    hidden = 0
    for ref, (heads, values, *rest) in tables.items():
        held = upto(packed.pack, ref).tail(QUARTERS)
        assert heads == ["Quarter", *held["quarter"]]
        assert [value.partition(" [")[0] for value in values[1:]] == [
            shown_in_words(row) for _, row in held.iterrows()
        ]
        assert len(rest) == (0 if MEASURE[ref].counts else 2)
        for place, (_, figure) in enumerate(held.iterrows(), start=1):
            if figure["marker"] == "c":
                hidden += 1
                assert {row[place] for row in (values, *rest)} == {"[c]"}
            else:
                assert MEASURE[ref].counts or rest[0][place] == str(int(figure["denominator"]))
                assert all(f"[{m}]" in values[place] for m in figure["marker"])
    assert hidden > 10


def test_pack_report_has_one_table_of_all_measures_that_leads_to_each(packed, report):
    (_, table), *_ = tables_by_title(report).items()
    heads, *rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert heads == ["Measure", "Value", "Target", "Verdict", "Trend"]
    anchors = [link.get(qn("w:anchor")) for link in table._tbl.iter(qn("w:hyperlink"))]
    named = {
        b.get(qn("w:name")): "".join(t.text for t in b.getparent().iter(qn("w:t")))
        for b in report.element.iter(qn("w:bookmarkStart"))
    }
    for m, row, anchor in zip(MEASURES, rows, anchors, strict=True):
        figure = upto(packed.pack, m.ref).iloc[-1]
        assert row[0] == f"{m.ref} {m.name}" and named[anchor].startswith(f"{m.ref} {m.name}: ")
        assert row[1].partition(" [")[0] == shown_in_words(figure)
        assert row[2] == "none"


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
    # Of one measure a single quarter is shown: a dot is no chart.
    charted = [m.ref for m in MEASURES if upto(packed.pack, m.ref)["value"].notna().sum() > 1]
    assert hidden >= 9 and list(charts(presentation)) == charted and len(charted) == len(MEASURES) - 1


def test_pack_slides_gaps_are_gaps_and_charts_can_be_edited(presentation):
    for frame in charts(presentation).values():
        xml = frame.chart.part.blob.decode()
        assert '<c:dispBlanksAs val="gap"/>' in xml and "c:externalData" in xml


def test_pack_slides_show_a_change_with_the_range_that_what_is_shown_gives(packed, presentation):
    """Newcombe's range of each percentage, from the two quarters as they are shown; none where one is hidden."""
    ranged = 0
    for m in MEASURES:
        slide = measure_slides(presentation)[m.ref]
        (face,) = (shape.text_frame.text for shape in slide.shapes if shape.name == "How many")
        then, now = (figure for _, figure in upto(packed.pack, m.ref).iloc[-2:].iterrows())
        if "c" in (then["marker"], now["marker"]) and not m.seasonal:
            assert "(95% range" not in face
        elif m.statistic.percent:
            below = math.hypot(now["value"] - now["lower"], then["upper"] - then["value"])
            above = math.hypot(now["upper"] - now["value"], then["value"] - then["lower"])
            moved = now["value"] - then["value"]
            ends = [f"{100 * end:+.0f}".replace("-", "−") for end in (moved - below, moved + above)]
            assert face.endswith(f"from {100 * then['value']:.0f}% (95% range {ends[0]} to {ends[1]}).")
            ranged += 1
    assert ranged >= 3


def test_pack_slides_have_one_summary_with_targets_and_a_slide_each_for_what_was_recorded(
    packed, presentation
):
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert titles[1].startswith("2024/25 Q2: ")
    assert titles[2:4] == ["What the board is asked to decide", "Key updates and corrections"]
    said = [
        next(shape.text_frame.text for shape in presentation.slides[place].shapes if shape.name == "List")
        for place in (2, 3)
    ]
    assert said == [
        "1. Whether Choices goes on in the autumn. Owner: Police. Decide by 28 February 2025.",
        "Key updates\nRESET has moved to the new office.\nCorrections\n5.3.1.a 1-1 reflective practice sessions, "
        "2024/25 Q2: 11 as issued, now 12. One session arrived late.\n5.3.1.b Trauma informed training sessions, "
        "2024/25 Q1: 2 as issued, now 1.",
    ]
    (table,) = (shape.table for shape in presentation.slides[1].shapes if shape.has_table)
    rows = [[cell.text for cell in row.cells] for row in table.rows]
    assert rows[0] == ["Measure", "Value", "Target", "Verdict"]
    assert [row[0] for row in rows[1:]] == [f"{m.ref} {m.name}" for m in MEASURES]
    cover = " ".join(shape.text_frame.text for shape in presentation.slides[0].shapes)
    assert "Figures corrected since they were issued: 2. One session arrived late." in cover
    comments = [
        shape.text_frame.text
        for shape in measure_slides(presentation)["5.1.1.a"].shapes
        if shape.name == "Source"
    ]
    assert "Two workers joined." in comments[0]


def test_pack_slides_have_no_letter_under_14_points(presentation):
    for slide in presentation.slides:
        parts = [slide._element, *(shape.chart._chartSpace for shape in slide.shapes if shape.has_chart)]
        sizes = [int(size) for part in parts for size in part.xpath(".//@sz") if size.isdigit()]
        assert sizes and min(sizes) >= 1400


def test_pack_slides_of_a_first_quarter_have_no_chart_and_all_comments(packed):
    first = packed.results.governed.first
    results, collection, hidden = shared_until(packed.results, packed.collection, first)
    pack = Pack(first, results, collection, hidden, comments=packed.pack.comments)
    slides = list(pptx.Presentation(io.BytesIO(presentation_bytes(pack))).slides)
    assert not any(shape.has_chart for slide in slides for shape in slide.shapes)
    assert [slide.shapes.title.text_frame.text for slide in slides[2:]] == ["Comments on the first figures"]


def test_pack_every_slide_says_its_finding_and_what_its_chart_shows(packed, presentation):
    assert list(measure_slides(presentation)) == [m.ref for m in MEASURES]
    titles = [slide.shapes.title.text_frame.text for slide in presentation.slides]
    assert len(set(titles)) == len(titles)
    for m, slide in zip(MEASURES, measure_slides(presentation).values(), strict=True):
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


def test_pack_report_first_page_answers_in_order(report):
    texts = [p.text for p in report.paragraphs]
    first = texts[: 1 + next(i for i, text in enumerate(texts) if text.startswith("What is hidden"))]
    answers = [
        "2024/25 Q2: ",
        "No target is in force this quarter.",
        "Table 1: All measures in 2024/25 Q2",
        "What changed, and why",
        "Decisions sought",
        "1",
        "Key updates",
        "2",
        "What was corrected",
        "3",
        "4",
        "What is hidden. ",
    ]
    said = {
        "1": "Whether Choices goes on in the autumn. Owner: Police. Decide by 28 February 2025.",
        "2": "RESET has moved to the new office.",
        "3": (
            "5.3.1.a 1-1 reflective practice sessions, 2024/25 Q2: 11 as issued, now 12. One session "
            "arrived late."
        ),
        "4": "5.3.1.b Trauma informed training sessions, 2024/25 Q1: 2 as issued, now 1.",
    }
    places = [
        next(i for i, text in enumerate(first) if text.startswith(said.get(answer, answer)))
        for answer in answers
    ]
    assert places == sorted(places)
    assert [p.style.name for p in report.paragraphs if p.text == said["1"]] == ["List Number"]
    assert [p.style.name for p in report.paragraphs if p.text == said["2"]] == ["List Bullet"]
    # The table stands after the targets and before what changed.
    body = list(report.element.body)
    table = body.index(report.tables[0]._tbl)
    caption, changed = (body.index(report.paragraphs[places[i]]._p) for i in (2, 3))
    assert caption + 1 == table < changed
    assert "A. Officer, Data and Evaluations Officer, 3 February 2025: Two workers joined." in texts


def test_pack_report_can_be_read_by_everybody(packed, report):
    assert [text.split()[0] for text in headed(report, 3)] == [m.ref for m in MEASURES]
    levels = [int(p.style.name[-1]) for p in report.paragraphs if p.style.name.startswith("Heading")]
    assert levels[0] == 1 and all(after - before <= 1 for before, after in pairwise(levels))
    captions = [p.text for p in report.paragraphs if p.style.name == "Caption"]
    charted = [m for m in MEASURES if upto(packed.pack, m.ref)["value"].notna().sum() > 1]
    figures, tables = ([c.split(":")[0] for c in captions if c.startswith(of)] for of in ("Figure", "Table"))
    assert figures == [f"Figure {i + 1}" for i in range(len(figures))]
    assert tables == [f"Table {i + 1}" for i in range(len(report.tables))]
    assert len(figures) + len(tables) == len(captions)
    assert len(figures) < len(charted), "some stand beside each other"
    alts = [shape._inline.docPr.get("descr") for shape in report.inline_shapes]
    assert sum(alt.startswith("Line chart of 5.") for alt in alts) == len(charted) >= 18
    assert all(re.match(r"Line chart of 5\.|5\.\d\.\d\.[a-d]: ", alt) for alt in alts)
    trends = {alt[:7]: alt for alt in alts if not alt.startswith("Line")}
    for m in charted:
        held = upto(packed.pack, m.ref)
        hidden = ", ".join(held["quarter"][held["marker"] == "c"])
        assert trends[m.ref].endswith(f" Hidden [c]: {hidden}." if hidden else held["quarter"].iloc[-1] + ".")
    for table in report.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None
        assert table._tbl.tblPr.find(qn("w:tblLook")).get(qn("w:firstColumn")) == "1"
        kept = [
            all(p.paragraph_format.keep_with_next for cell in row.cells for p in cell.paragraphs)
            for row in table.rows
        ]
        assert all(kept[:-1]) and not kept[-1], "a short table stays on one page"
        assert not table._tbl.findall(".//" + qn("w:gridSpan")) and not table._tbl.findall(
            ".//" + qn("w:vMerge")
        )
        assert all(
            cell.text or cell._tc.findall(".//" + qn("w:drawing")) for row in table.rows for cell in row.cells
        )
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


def test_pack_report_has_the_framework_in_its_order(report):
    assert headed(report, 1)[1:] == [
        "5.1 Decreased risk factors and increased protective factors for young people and families",
        "5.2 Reoffending in the supported cohort is reduced",
        "5.3 Trauma informed approach within policing",
        "How to read this report",
    ]
    # The success measures of the terms of reference, with the number that their measures share.
    assert [text for text in headed(report, 2) if text.startswith("5.")] == [
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


def test_pack_report_of_a_measure_has_its_finding_chart_table_and_words_together(packed, report):
    """Those of two measures whose charts stand beside each other, too."""
    content = report_content(packed.pack)
    first = {
        next(block.text for block in group if isinstance(block, Heading))
        for success in content.successes
        for group in success.groups
    }
    groups: list[list] = []
    for paragraph in report.paragraphs:
        if paragraph.style.name in ("Heading 1", "Heading 2"):
            groups.append([])
        elif paragraph.text in first:
            groups.append([paragraph])
        else:
            groups[-1:] = [[*one, paragraph] if one else [] for one in groups[-1:]]
    groups = list(filter(None, groups))
    assert len(groups) == len(first)
    measures = iter(MEASURES)
    for group in groups:
        titles = [p.text for p in group if p.style.name == "Heading 3"]
        held = [next(measures) for _ in titles]
        for m, title in zip(held, titles, strict=True):
            row = upto(packed.pack, m.ref).iloc[-1]
            assert title.startswith(f"{m.ref} {m.name}: ")
            assert "is hidden" in title if row["marker"] == "c" else shown_in_words(row) in title
        figures, (table,) = (
            [p for p in group if p.style.name == "Caption" and p.text.startswith(of)]
            for of in ("Figure", "Table")
        )
        refs = " and ".join(m.ref for m in held)
        assert re.fullmatch(
            rf"Table \d+: {refs}, 2023/24 Q2 to 2024/25 Q2\. Source: {held[0].provider}, "
            rf"{re.escape(held[0].programme)} returns\.",
            table.text,
        )
        assert group[-1].text == f"{held[0].wording}." if len(held) == 1 else group[-1] is table
        # Nothing of it is torn apart: a caption stays with what is below it by its style.
        others = [p for p in group if p is not group[-1] and p.style.name != "Caption"]
        assert all(p.paragraph_format.keep_with_next for p in others)
        assert len(held) > 1 or not group[-1].paragraph_format.keep_with_next
        assert report.styles["Caption"].paragraph_format.keep_with_next
        drawings = sum(len(p._p.findall(".//" + qn("w:drawing"))) for p in group)
        assert (drawings, len(figures)) == ((len(held), 1) if figures else (0, 0))
    assert next(measures, None) is None


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
    assert OWN.paragraph_height("Body Text", text) == pytest.approx(3 + lines * 11.5)


def with_comments(pack: Pack, **words: str) -> bytes:
    """The report with a comment on some measures."""
    comments = {ref: [PackComment("A", "Officer", "3 February 2025", text)] for ref, text in words.items()}
    return pack_files(replace(pack, comments=comments))[pack_file_name(pack.quarter, "report.docx")]


@needs_libreoffice
@pytest.mark.parametrize(("letters", "most"), [(0, 10), (150, 11), (700, 20)])
def test_pack_report_pages_are_on_paper_as_they_were_planned(packed, tmp_path, letters, most):
    """No page runs over into another, none is left half empty, and none of a measure is torn apart."""
    comments = {
        m.ref: [PackComment("A", "Officer", "3 February 2025", ("So it was. " * 70)[:letters])]
        for m in MEASURES
        if letters
    }
    pack = replace(packed.pack, comments=comments)
    content = report_content(pack)
    planned = pages_of(content)
    assert 1 + len(planned) <= most
    data = pack_writers()["report.docx"](pack)
    _, *pages = printed_pages(data, tmp_path)
    assert_as_planned(pages, planned)


def test_pack_report_of_a_first_quarter_has_a_page_of_figures_and_no_chart(packed):
    first = packed.results.governed.first
    results, collection, hidden = shared_until(packed.results, packed.collection, first)
    pack = Pack(first, results, collection, hidden)
    content = report_content(pack)
    assert not content.successes
    tables = [block for block in content.figures if isinstance(block, Table)]
    rows = [row for table in tables for row in table.rows]
    assert [row[0] for row in rows] == [f"{m.ref} {m.name}" for m in MEASURES]
    for m, row in zip(MEASURES, rows, strict=True):
        (figure,) = (figure for _, figure in upto(pack, m.ref).iterrows())
        assert row[1].partition(" [")[0] == shown_in_words(figure)
    made = docx.Document(io.BytesIO(pack_writers()["report.docx"](pack)))
    assert not made.inline_shapes and len(made.tables) == 1 + 3


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
    files = pack_files(replace(packed.pack, results=packed.pack.results._replace(frame=frame)))
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
    # And of another only one quarter is shown.
    assert texts.count("There is no chart, because only one quarter has a value that may be shown.") == 1
    assert sum(any(shape.has_chart for shape in slide.shapes) for slide in slides) == len(MEASURES) - 2


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
    rows = list(csv.DictReader(io.StringIO(dictionary_csv(Q2, Settings()))))
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
