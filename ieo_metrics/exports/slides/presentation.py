"""The slides for the SVRP: a title, the quarter at a glance, and a slide for every measure with a native
chart that can be edited."""

from collections.abc import Mapping, Sequence
from typing import Any

from pptx import Presentation
from pptx.dml.color import RGBColor
from pptx.enum.text import PP_ALIGN
from pptx.util import Emu

from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.exports.office.sealed_package import LANGUAGE, sealed_bytes, set_properties
from ieo_metrics.exports.office.unit_logo import logo_on_slide
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    change_bullets,
    change_told_first,
    chart_in_words,
    commentary,
    compared_with,
    figure_as_shown,
    finding,
    gaps_in_words,
    lines_of,
    of_how_many,
    source_line,
    target_verdicts,
)
from ieo_metrics.exports.slides.native_chart import slide_line_chart
from ieo_metrics.exports.workbook.charts import DEEP_BLUE
from ieo_metrics.exports.workbook.text_sheets import FOR_SHARING, FRAMEWORK
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.measuring.overview_lines import OverviewLine, page_chance, page_regression
from ieo_metrics.statistics.control_charts.chart_events import events_say
from ieo_metrics.statistics.control_charts.chart_lines import chart_lines, lines_say
from ieo_metrics.statistics.figure_wording import better_direction, rolling_says
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED, verdict_in_short, verdict_tally
from ieo_metrics.statistics.verdicts import IMPROVING, WORSENING

WIDTH, HEIGHT = 12_192_000, 6_858_000  # 16:9, in English Metric Units
INCH, POINT = 914_400, 12_700
LEFT, ACROSS = INCH // 2, WIDTH - INCH
TITLE_SLIDE, TITLE_ONLY = 0, 5  # layouts of the blank presentation
INK, WHITE = "1A1A1A", "FFFFFF"
ROWS = 10  # measures on one slide of the summary
# Where a chart ends, in inches from the top; and by size of letters, how many of them have room below it.
BELOW, ROOM_BELOW = 5.9, {12: 800, 10: 1300}
SMALLEST = 8


def presentation_bytes(pack: Pack) -> bytes:
    """The presentation as bytes; the same pack gives the same bytes."""
    presentation = _blank()
    set_properties(presentation, f"{FRAMEWORK}: slides for {label(pack.quarter)}", pack.look.name, pack.made)
    lines = lines_of(pack)
    _title(presentation, pack, lines)
    parts = [lines[place : place + ROWS] for place in range(0, len(lines), ROWS)]
    for number, part in enumerate(parts, start=1):
        _summary(presentation, pack, part, f" ({number} of {len(parts)})")
    said_of = target_verdicts(pack.results, pack.quarter, pack.targets)
    for line in lines:
        _measure(presentation, pack, line, said_of)
    _in_english(presentation)
    return sealed_bytes(presentation)


def _blank() -> Any:
    """The library's own blank presentation, made as wide as screens are."""
    presentation = Presentation()
    wider = WIDTH / presentation.slide_width
    presentation.slide_width, presentation.slide_height = Emu(WIDTH), Emu(HEIGHT)
    master = presentation.slide_master
    for shape in (
        *master.shapes,
        *(shape for layout in master.slide_layouts for shape in layout.placeholders),
    ):
        if shape._element.xpath(".//a:xfrm"):  # else it takes its place from the master
            shape.left, shape.width = int(shape.left * wider), int(shape.width * wider)
    theme = next(rel.target_part for rel in master.part.rels.values() if rel.reltype.endswith("/theme"))
    theme._blob = theme.blob.replace(b'"Calibri"', b'"Arial"')
    return presentation


def _titled(presentation: Any, layout: int, title: str, size: int) -> Any:
    slide = presentation.slides.add_slide(presentation.slide_layouts[layout])
    _fill(slide.shapes.title, title, size, bold=True)
    return slide


def _fill(shape: Any, text: str, size: int, *, bold: bool = False, white: bool = False) -> None:
    frame = shape.text_frame
    frame.word_wrap = True
    frame.text = clean_text(text)
    for paragraph in frame.paragraphs:
        paragraph.font.size, paragraph.font.bold, paragraph.alignment = size * POINT, bold, PP_ALIGN.LEFT
        paragraph.font.color.rgb = RGBColor.from_string(WHITE if white else INK)


def _at(shape: Any, top: float, height: float) -> Any:
    shape.left, shape.top, shape.width, shape.height = LEFT, int(top * INCH), ACROSS, int(height * INCH)
    return shape


def _words(slide: Any, name: str, text: str, top: float, height: float, size: int) -> None:
    box = slide.shapes.add_textbox(LEFT, int(top * INCH), ACROSS, int(height * INCH))
    box.name = name
    _fill(box, text, size)


def _title(presentation: Any, pack: Pack, lines: Sequence[OverviewLine]) -> None:
    slide = _titled(presentation, TITLE_SLIDE, f"{FRAMEWORK}: {label_with_months(pack.quarter)}", 36)
    said = [
        pack.look.name,
        pack.which_issue,
        f"Date of the latest return: {day_in_words(pack.made)}. {FOR_SHARING}",
        pack.warning,
    ]
    _at(slide.shapes.title, 0.6, 1.5)
    logo_on_slide(slide, pack.look, WIDTH)
    _fill(_at(slide.placeholders[1], 2.2, 1.9), "\n".join(filter(None, said)), 20)
    heads = {"What is improving:": IMPROVING, "What is worsening:": WORSENING}
    told = [
        text
        for head, word in heads.items()
        if (some := change_bullets(lines, word))
        for text in (head, *some)
    ]
    if told:
        _words(slide, "More than chance", "\n".join(told), 4.3, 2.9, 16 if len(told) <= 3 else 13)
    slide.notes_slide.notes_text_frame.text = clean_text(
        "\n".join(
            [
                f"{verdict_tally([line.verdict for line in lines])}. {HOW_JUDGED} {page_chance(lines)}",
                page_regression(lines),
                pack.protection,
                *[f"Decision sought: {decision}" for decision in pack.decisions],
            ]
        )
    )


def _summary(presentation: Any, pack: Pack, lines: Sequence[OverviewLine], part: str) -> None:
    title = f"The {len(MEASURES)} measures in {label(pack.quarter)}{part}"
    slide = _titled(presentation, TITLE_ONLY, title, 26)
    _at(slide.shapes.title, 0.25, 0.7)
    headings = (
        "Measure",
        label(pack.quarter),
        "Verdict",
        f"Against {label(pack.quarter - 1)}, where nothing else is said (95% range)",
    )
    frame = slide.shapes.add_table(
        len(lines) + 1, len(headings), LEFT, INCH, ACROSS, int(0.46 * INCH) * (len(lines) + 1)
    )
    _alt(frame, "Table of measures", f"{title}: the value and change of each measure, one row for each.")
    table = frame.table
    table.horz_banding = False
    for column, width in zip(table.columns, (0.40, 0.10, 0.18, 0.32), strict=True):
        column.width = int(ACROSS * width)
    said = [(line, change_told_first(line)) for line in lines]
    rows = [
        (
            f"{line.measure.ref} {line.name}",
            figure_as_shown(line.now, line.measure),
            verdict_in_short(line.verdict),
            change,
        )
        for line, change in said
    ]
    for number, cells in enumerate((headings, *rows)):
        for cell, text in zip(table.rows[number].cells, cells, strict=True):
            _fill(cell, text[:1].upper() + text[1:], 13, bold=number == 0, white=number == 0)
            if number == 0:
                cell.fill.solid()
                cell.fill.fore_color.rgb = RGBColor.from_string(DEEP_BLUE[1:])
            cell.margin_top = cell.margin_bottom = int(0.03 * INCH)
    _words(
        slide,
        "Shorthand",
        (
            "[c] hidden, so that no young person can be recognised; [x] no return covers it; [z] nobody to "
            "count."
        ),
        6.75,
        0.4,
        12,
    )
    slide.notes_slide.notes_text_frame.text = clean_text(
        f"{verdict_tally([line.verdict for line in lines])}. {pack.protection}"
    )


def _measure(presentation: Any, pack: Pack, line: OverviewLine, said_of: Mapping[str, str]) -> None:
    measure, events = line.measure, pack.events[line.measure.ref]
    slide = _titled(presentation, TITLE_ONLY, finding(line), 24)
    _at(slide.shapes.title, 0.25, 1.0)
    below_title = f"{measure.ref}. {of_how_many(line.now, measure)} {compared_with(line)}".strip()
    _words(slide, "How many", below_title, 1.25, 0.6, 15)
    if aim := said_of.get(measure.ref, ""):
        _words(slide, "Target", aim, 1.85, 0.4, 15)
    if any(f.value is not None for f in line.history):
        top = 2.25 if aim else 1.85
        frame = slide_line_chart(
            slide,
            measure,
            line.history,
            chart_lines(line.verdict.control, measure),
            events,
            (LEFT, int(top * INCH), ACROSS, int((BELOW - top) * INCH)),
            pack.made,
        )
        _alt(frame, f"Chart {measure.ref}", chart_in_words(line, events))
    else:
        _words(
            slide,
            "No chart",
            "There is no chart, because no quarter has a value that may be shown.",
            3.0,
            0.5,
            18,
        )
    lines = lines_say(line.verdict.control, measure)
    said = (
        rolling_says(line.now),
        events_say(events),
        lines,
        gaps_in_words(line),
        better_direction(measure),
        source_line(measure),
    )
    below = " ".join(filter(None, said))
    size = next((size for size, letters in ROOM_BELOW.items() if len(below) <= letters), SMALLEST)
    _words(slide, "Source", below, BELOW + 0.05, 7.3 - BELOW, size)
    slide.notes_slide.notes_text_frame.text = clean_text(
        "\n".join(
            [
                f"{measure.success}. {measure.definition}",
                *commentary(line, said_of),
                *([events_say(events)] if events else []),
                source_line(measure),
            ]
        )
    )


def _alt(frame: Any, name: str, words: str) -> None:
    about = frame._element.nvGraphicFramePr.cNvPr
    about.set("name", name)
    about.set("descr", clean_text(words))


def _in_english(presentation: Any) -> None:
    """Every run of text is in British English, so that it is spelt and read aloud so."""
    for slide in presentation.slides:
        for part in (slide, slide.notes_slide):
            for run in part._element.iter("{http://schemas.openxmlformats.org/drawingml/2006/main}r"):
                run.get_or_add_rPr().set("lang", LANGUAGE)
