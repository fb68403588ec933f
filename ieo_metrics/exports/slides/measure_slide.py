"""The slide of a measure: the title states its finding; below it what the figure rests on, a native chart,
and what happened and was said."""

from collections.abc import Mapping
from typing import Any

from ieo_metrics.exports.pack.charted import is_charted, lines_drawn, lines_on_chart, why_no_chart
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.exports.pack.wording import (
    NO_REASON,
    chart_in_words,
    comment_says,
    commentary,
    compared_with,
    explained_once,
    finding,
    gaps_in_words,
    of_how_many,
    source_line,
)
from ieo_metrics.exports.slides import slide_parts as parts
from ieo_metrics.exports.slides.event_marks import MARK_HIGH, draw_marks, marks_below
from ieo_metrics.exports.slides.native_chart import slide_line_chart
from ieo_metrics.framework.configuration.targets import Target
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.control_charts.chart_events import events_say
from ieo_metrics.statistics.figure_wording import better_direction, rolling_says

TITLE_TOP, TITLE_HIGH, TITLE_SIZE = 0.2, 0.95, 24
SAID_TOP = TITLE_TOP + TITLE_HIGH
LEAST_CHART = 3.0  # inches: what leaves less of comments stands on the next slide


def add_measure_slide(
    presentation: Any,
    pack: Pack,
    line: OverviewLine,
    said_of: Mapping[str, str],
    target: Target | None,
) -> None:
    """The slide of a measure, and where there is no room for its comments beside a chart that can be read,
    another for those. `said_of`: by ref, how each stands to its target; `target`: the one in force."""
    measure, events = line.measure, pack.events[line.measure.ref]
    title = finding(line, target)
    slide = parts.titled(presentation, parts.TITLE_ONLY, title, TITLE_SIZE)
    parts.at(slide.shapes.title, TITLE_TOP, TITLE_HIGH)
    aim = said_of.get(measure.ref, "")
    comments = [" ".join(comment_says(comment)) for comment in pack.comments.get(measure.ref, ())]
    why = NO_REASON if not comments and measure.ref in explained_once(pack) else ""
    rests_on = (f"{measure.ref}.", of_how_many(line.now, measure), compared_with(line), aim, why)
    said = " ".join(filter(None, rests_on))
    high = parts.words_height(said)
    parts.words(slide, "How many", said, SAID_TOP, high)
    top = SAID_TOP + high
    said_of_chart = (
        rolling_says(line.now),
        lines_drawn(pack, line),
        events_say(events),
        source_line(measure),
    )
    facts = [" ".join(filter(None, said_of_chart))]
    marks = marks_below(line.history, events) if is_charted(line) else []
    room = parts.BOTTOM - top - len(marks) * MARK_HIGH
    fits = room - parts.words_height("\n".join([*comments, *facts])) >= LEAST_CHART
    below = "\n".join([*comments, *facts] if fits else facts)
    bottom = parts.BOTTOM - parts.words_height(below)
    if is_charted(line):
        lines, high = lines_on_chart(pack, line), bottom - top - len(marks) * MARK_HIGH
        place = (parts.LEFT, round(top * parts.INCH), parts.ACROSS, round(high * parts.INCH))
        frame = slide_line_chart(slide, measure, line.history, lines, events, place, pack.made)
        parts.name_shape(frame, f"Chart {measure.ref}", chart_in_words(line, events))
        draw_marks(slide, marks, top + high)
    else:
        parts.words(slide, "No chart", why_no_chart(line), top + 1, 0.5, 18)
    parts.words(slide, "Source", below, bottom, parts.BOTTOM - bottom)
    if comments and not fits:
        _comments(presentation, f"{measure.ref} {line.name}: what is said of it", comments)
    notes = (
        f"{measure.success}. {measure.definition}",
        *commentary(line, said_of),
        lines_drawn(pack, line),
        gaps_in_words(line),
        better_direction(measure),
        events_say(events),
        source_line(measure),
    )
    parts.note(slide, "\n".join(filter(None, notes)))


def _comments(presentation: Any, title: str, comments: list[str]) -> None:
    for some in parts.listed(comments, parts.SMALLEST + 2, parts.BOTTOM - SAID_TOP):
        slide = parts.titled(presentation, parts.TITLE_ONLY, title, TITLE_SIZE)
        parts.at(slide.shapes.title, TITLE_TOP, TITLE_HIGH)
        parts.words(slide, "Comments", "\n".join(some), SAID_TOP, parts.BOTTOM - SAID_TOP, parts.SMALLEST + 2)
