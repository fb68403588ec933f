"""What happened, and the limits of the verdict's chart, in every file of the pack: the same numbers and words as
everywhere else, nothing later than its quarter, and looked through at the door."""

import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

import docx
import openpyxl
import pptx
import pytest
from lxml import etree

from ieo_metrics.exports.leak_check.check_file import Leaks, find_leaks, raise_if_leaking
from ieo_metrics.exports.pack.content import Pack, pack_file_name
from ieo_metrics.exports.pack.files import pack_files, pack_writers
from ieo_metrics.exports.report.blocks import Chart, Charts
from ieo_metrics.exports.report.chart_pictures import Pictures
from ieo_metrics.exports.report.content import report_content
from ieo_metrics.exports.slides.presentation import presentation_bytes
from ieo_metrics.framework.configuration.chart_notes import ChartNote
from ieo_metrics.framework.configuration.targets import Band, Rebasing, Target
from ieo_metrics.framework.dates.quarters import label, quarter
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.statistics.control_charts.chart_lines import HEADINGS, LINES, chart_lines, levels_by_kind
from ieo_metrics.store.issues.cut_off_after_quarter import notes_until
from tests.exports.pack.read_verdicts import measure_slides

Q4 = quarter(2024, 4)  # the twelfth quarter of the samples
REF = "5.3.1.b"
SAID = "Events: 1, 2023/24 Q1: another timetable. 2, 2024/25 Q1: target of 3. 3, 5 May 2024: second trainer from May."


@pytest.fixture(scope="module")
def noted(packed) -> Pack:
    import datetime as dt

    pack = packed.last()
    return replace(
        pack,
        results=pack.results._replace(steps=(Rebasing("5.1.1.a", quarter(2023, 1), "New form"),)),
        targets=(Target(REF, quarter(2024, 1), (Band("met", 3),)),),
        notes=(
            ChartNote(quarter(2023, 1), "another timetable", "Rock Pool"),
            ChartNote(quarter(2024, 1), "second trainer from May.", REF, dt.date(2024, 5, 5)),
        ),
    )


@pytest.fixture(scope="module")
def files(noted) -> dict[str, bytes]:
    return pack_files(noted)


def lines(pack: Pack) -> Iterator[tuple[str, dict[str, dict[int, float]]]]:
    """By measure, kind of line and quarter, the levels of the chart of its verdict."""
    for line in pack.lines:
        yield line.measure.ref, levels_by_kind(chart_lines(line.verdict.control, line.measure))


def charts(data: bytes) -> dict[str, object]:
    slides = measure_slides(pptx.Presentation(io.BytesIO(data))).values()
    found = [next((s.chart for s in slide.shapes if s.has_chart), None) for slide in slides]
    return {m.ref: chart for m, chart in zip(MEASURES, found, strict=True) if chart is not None}


def steps(chart) -> list[tuple[str, list[tuple[float, float]]]]:
    """The pieces of the lines of a slide's chart: name, and place and level of each of their points."""
    found = []
    for series in chart.plots[1].series:
        held = [
            {
                int(point.get("idx")): float(point[0].text)
                for point in series._element.xpath(f"c:{axis}//c:pt")
            }
            for axis in ("xVal", "yVal")
        ]
        found.append((series.name, [(held[0][place], level) for place, level in held[1].items()]))
    return found


def test_a_line_on_a_slide_is_of_pieces_that_no_program_gives_more_places_than_there_are_quarters(
    noted, files
):
    """And each begins where the one before ends, so that nothing is missing between them."""
    for ref, chart in charts(files[pack_file_name(Q4, "slides.pptx")]).items():
        kinds = [kind for own, held in lines(noted) if own == ref for kind in held]
        assert (len(list(chart.plots)) == 2) == bool(kinds)
        if not kinds:
            continue
        quarters = len(chart.plots[0].categories)
        counts = chart._chartSpace.xpath(".//c:scatterChart//c:yVal//c:ptCount")
        assert {int(count.get("val")) for count in counts} == {quarters}
        assert not chart._chartSpace.xpath(".//c:scatterChart/c:ser[not(c:smooth[@val='0'])]")
        by_name: dict[str, list] = {}
        for name, points in steps(chart):
            by_name.setdefault(name, []).append(points)
        for pieces in by_name.values():
            assert all(one[-1] == after[0] for one, after in pairwise(pieces))


def test_the_same_words_stand_in_report_slides_and_workbook(noted, files):
    paragraphs = [
        p.text for p in docx.Document(io.BytesIO(files[pack_file_name(Q4, "report.docx")])).paragraphs
    ]
    assert sum(SAID in text for text in paragraphs) == 1
    slide = measure_slides(pptx.Presentation(io.BytesIO(files[pack_file_name(Q4, "slides.pptx")])))[REF]
    assert any(SAID in shape.text_frame.text for shape in slide.shapes if shape.has_text_frame)
    assert SAID in slide.notes_slide.notes_text_frame.text
    (frame,) = (shape for shape in slide.shapes if shape.has_chart)
    assert SAID in frame._element.nvGraphicFramePr.cNvPr.get("descr")
    sheet = openpyxl.load_workbook(io.BytesIO(files[pack_file_name(Q4, "tables.xlsx")]))[REF]
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
    assert any(SAID in row[0] for row in rows)
    (noted_row,) = (row for row in rows if row[0] == "2024/25 Q1")
    assert any("2, 2024/25 Q1: target of 3; 3, 5 May 2024: second trainer" in cell for cell in noted_row)


def test_native_charts_name_the_events_at_the_value_of_their_quarter(noted, files):
    """Not by the number alone, which would be taken for a value."""
    series = charts(files[pack_file_name(Q4, "slides.pptx")])[REF].plots[0].series[0]
    places = re.findall(r'<c:dLbl>\s*<c:idx val="(\d+)"', etree.tostring(series._element).decode())
    quarters = [label(noted.results.governed.first + int(place)) for place in places]
    texts = [series.points[int(place)].data_label.text_frame.text for place in places]
    expected = {"2023/24 Q1": "event 1", "2024/25 Q1": "events 2, 3", "2024/25 Q4": "6"}
    assert dict(zip(quarters, texts, strict=True)) == expected
    with zipfile.ZipFile(io.BytesIO(files[pack_file_name(Q4, "tables.xlsx")])) as package:
        drawn = [package.read(part).decode() for part in package.namelist() if "/charts/chart" in part]
    (own,) = (xml for xml in drawn if f"<a:t>{REF} " in xml)
    assert re.findall(r"<a:t>(events? .*?)</a:t>", own) == ["event 1", "events 2, 3"]
    assert own.count('<c:delete val="1"/>') >= 10, "and at no other of the twelve"


def test_nothing_later_than_the_quarter_is_told(noted):
    later = ChartNote(Q4 + 1, "what nobody knew then")
    with pytest.raises(ValueError, match="a pack ends with its quarter"):
        replace(noted, notes=(*noted.notes, later))
    assert notes_until((*noted.notes, later), Q4) == noted.notes


def test_slides_draw_the_limits_of_the_verdicts_chart(noted, files):
    drawn = charts(files[pack_file_name(Q4, "slides.pptx")])
    limited = 0
    for ref, kinds in lines(noted):
        if ref not in drawn:
            continue
        first = noted.results.governed.first - 1  # whose place is 0
        for kind, levels in kinds.items():
            found = {
                (first + place, level)
                for name, points in steps(drawn[ref])
                if re.fullmatch(rf"{re.escape(ref)} {kind}( from .*)?", name)
                for place, level in points
            }
            assert found == {(q + side, level) for q, level in levels.items() for side in (-0.5, 0.5)}
        limited += "upper limit" in kinds
    assert limited >= 5


def test_slides_draw_the_target_and_name_it_and_the_last_value(noted, files):
    chart = charts(files[pack_file_name(Q4, "slides.pptx")])[REF]
    first = noted.results.governed.first - 1
    pieces = [points for name, points in steps(chart) if name == f"{REF} target"]
    assert {point for points in pieces for point in points} == {
        (q - first + side, 3) for q in range(quarter(2024, 1), Q4 + 1) for side in (-0.5, 0.5)
    }
    xml = etree.tostring(chart._chartSpace).decode()
    assert xml.count("<a:t>target 3</a:t>") == 1
    sizes = [int(size) for size in re.findall(r'sz="(\d+)"', xml)]
    assert sizes and min(sizes) >= 1400


def test_each_slide_says_what_its_lines_are_and_marks_what_happened_in_a_hidden_quarter(noted):
    frame = noted.results.frame.copy()
    own = (frame["ref"] == REF) & (frame["span"] == "quarter") & (frame["period"] == quarter(2024, 1))
    frame.loc[own, ["value", "numerator"]] = float("nan")
    frame.loc[own, "marker"] = "c"
    pack = replace(noted, results=noted.results._replace(frame=frame))
    slides = measure_slides(pptx.Presentation(io.BytesIO(presentation_bytes(pack))))
    drawn = charts_of_report(pack)
    for ref, slide in slides.items():
        (said,) = (shape.text_frame.text for shape in slide.shapes if shape.name == "Source")
        kinds = {line.kind for line in drawn[ref].lines} if ref in drawn else set()
        assert ("The dotted line is the target." in said) == ("target" in kinds), ref
        assert ("Dashed lines: " in said) == ("upper limit" in kinds), ref
        assert ("median" in said) == ("median" in kinds), ref
    marks = {ref: [shape for shape in slide.shapes if shape.name == "Event"] for ref, slide in slides.items()}
    assert [ref for ref, found in marks.items() if found] == [REF]
    (mark,) = marks[REF]
    (chart,) = (shape for shape in slides[REF].shapes if shape.has_chart)
    assert mark.text_frame.text == "↑ events 2, 3" and mark.top >= chart.top + chart.height
    # The ninth of the twelve quarters stands right of the middle.
    assert 0.6 < (mark.left + mark.width / 2 - chart.left) / chart.width < 0.7


def test_workbook_has_the_limits_beside_its_charts(noted, files):
    data = files[pack_file_name(Q4, "tables.xlsx")]
    book = openpyxl.load_workbook(io.BytesIO(data))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        drawn = [package.read(part).decode() for part in package.namelist() if "/charts/chart" in part]
    for ref, kinds in lines(noted):
        rows = list(book[ref].iter_rows(values_only=True))
        heading = next(i for i, row in enumerate(rows) if row[0] == "Quarter")
        shown = [kind for kind in LINES if HEADINGS[kind] in rows[heading]]
        assert shown == [kind for kind in LINES if kind in kinds]
        for kind in shown:
            at = rows[heading].index(HEADINGS[kind])
            levels = {row[0]: row[at] for row in rows[heading + 1 :] if row[0]}
            expected = {label(q): pytest.approx(level) for q, level in kinds[kind].items()}
            assert levels == {q: expected.get(q, "none") for q in levels}
            assert any(f">{ref} {kind}" in xml for xml in drawn)


def test_a_re_based_chart_has_lines_of_each_stretch_and_says_why_it_has_no_limits(noted, files):
    """Four quarters and then eight: too few for limits in either."""
    names = [name for name, _ in steps(charts(files[pack_file_name(Q4, "slides.pptx")])["5.1.1.a"])]
    assert list(dict.fromkeys(names)) == ["5.1.1.a median", "5.1.1.a median from 2023/24 Q1"]
    sheet = openpyxl.load_workbook(io.BytesIO(files[pack_file_name(Q4, "tables.xlsx")]))["5.1.1.a"]
    lines_above = " ".join(str(row[0]) for row in sheet.iter_rows(values_only=True, max_row=12))
    assert (
        "No limits in 2022/23 Q1 to 2022/23 Q4 and 2023/24 Q1 to 2024/25 Q4: fewer than 12 quarters have a value. "
        "The thin line is the median."
    ) in lines_above
    assert "Events: 1, 2023/24 Q1: re-based (New form)." in lines_above


def test_a_pack_with_limits_and_events_may_be_handed_out_and_is_the_same_to_the_byte(noted, files):
    assert {name: find_leaks(name, data, noted) for name, data in files.items()} == {
        name: [] for name in files
    }
    assert pack_files(replace(noted)) == files


def test_limits_of_other_figures_are_found(noted, files, packed):
    """Drawn from what is not hidden, the limits of a measure with hidden quarters are others."""
    name = pack_file_name(Q4, "slides.pptx")
    bare = replace(noted, results=noted.results._replace(frame=_halved(noted)))
    said = find_leaks(name, files[name], bare)
    assert any("does not follow from what may be shared" in one for one in said)
    tables = pack_file_name(Q4, "tables.xlsx")
    assert any("does not follow" in one for one in find_leaks(tables, files[tables], bare))


def _halved(pack: Pack):
    """The figures with the first quarter of each measure hidden."""
    frame = pack.results.frame.copy()
    first = frame["period"] == frame["period"].min()
    frame.loc[first, ["value", "numerator", "denominator", "lower", "upper"]] = float("nan")
    frame.loc[first, "marker"] = "c"
    return frame


def charts_of_report(pack: Pack) -> dict[str, Chart]:
    """By ref, the charts of the report."""
    blocks = [
        block for success in report_content(pack).successes for group in success.groups for block in group
    ]
    return {
        chart.line.measure.ref: chart
        for block in blocks
        if isinstance(block, Charts)
        for chart in block.charts
    }


def test_the_picture_is_another_with_its_events_and_with_its_target(noted):
    pictures, chart = Pictures(noted.look), charts_of_report(noted)[REF]
    (target,) = (line for line in chart.lines if line.kind == "target")
    assert target.levels == dict.fromkeys(range(quarter(2024, 1), Q4 + 1), 3)
    drawn = pictures.of(chart, 2.0)
    assert drawn == pictures.of(chart, 2.0)
    assert drawn != pictures.of(chart._replace(events=()), 2.0)
    without = tuple(line for line in chart.lines if line is not target)
    assert drawn != pictures.of(chart._replace(lines=without), 2.0)


def test_a_note_that_may_not_be_shared_is_refused_at_the_door_with_what_to_do(noted):
    told = replace(noted, notes=(ChartNote(Q4, "ring 023 8000 1234"),))
    report = pack_file_name(Q4, "report.docx")
    with pytest.raises(Leaks, match=r"telephone(?s:.*)remove that on the Signals page"):
        raise_if_leaking({report: pack_writers()["report.docx"](told)}, told)
