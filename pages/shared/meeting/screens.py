"""The screens of the meeting, one idea each: all measures at a glance, then one measure large."""

from collections.abc import Sequence
from functools import partial
from itertools import groupby
from pathlib import Path

import pandas as pd
import streamlit as st

from ieo_metrics.charts.meeting_trend import large_trend, quarters_until
from ieo_metrics.charts.trend import trend_in_words
from ieo_metrics.exports.screen_files.chart_file import ShownChart
from ieo_metrics.framework.configuration.targets import in_force
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.framework.figure_markers import HIDDEN, MARKERS, NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import AREAS, MEASURES, Measure
from ieo_metrics.measuring import overview_lines
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, chart_events, events_in, events_say
from ieo_metrics.statistics.control_charts.chart_lines import target_lines
from ieo_metrics.statistics.control_charts.chart_sentences import target_says
from ieo_metrics.statistics.discussion_prompts import discussion_prompt
from ieo_metrics.statistics.verdict_wording import verdict_tally
from ieo_metrics.store.issues.texts_beside_issue import refuse_if_not_as_shown
from ieo_metrics.store.record.texts_of_meeting import comments_on, open_actions
from pages.shared.files.downloads import (
    Door,
    ShownTable,
    draw_picture_downloads,
    draw_table_download,
)
from pages.shared.frame import store_access
from pages.shared.frame.page_address import quarter_slug
from pages.shared.group.actions import action_form, agreed_in_short
from pages.shared.kit.described_chart import draw_chart
from pages.shared.kit.html_tables import html_table, safe_markup
from pages.shared.kit.text import draw_markup
from pages.shared.measure.measures_table import verdict_cell, with_shape
from pages.shared.meeting.closing_screens import draw_closing_screen
from pages.shared.meeting.screen_address import (
    AT_A_GLANCE,
    Room,
    draw_top,
    heading_markup,
    screen_link,
    window_scale,
)

_LOOK = (Path(__file__).parent / "meeting.css").read_text(encoding="utf-8")
_NO_TARGETS = (
    "No target is shown, because this issue was made before targets were saved with issues. Issue the "
    "quarter again to show them."
)
_WITHOUT = {HIDDEN: "Hidden", NOT_COVERED: "No return", NOBODY: "None counted"}
_SCREEN = {measure.ref: number for number, measure in enumerate(MEASURES, start=1)}


def draw_screen(room: Room) -> None:
    """The screen of the address."""
    draw_markup(f"<style>{_LOOK}</style>")
    if room.screen == AT_A_GLANCE:
        _draw_all(room)
    elif room.screen <= len(MEASURES):
        _draw_measure(room, room.lines[room.screen - 1])
    else:
        draw_closing_screen(room)


def _value(line: OverviewLine) -> str:
    now = line.now
    return (
        _WITHOUT.get(now.marker, figure_wording.NO_VALUE)
        if now.value is None
        else figure_wording.value_in_words(now.value, line.measure, now.n)
    )


def _glance(room: Room, area: str, some: list[OverviewLine]) -> str:
    rows = []
    for line in some:
        screen, measure = _SCREEN[line.measure.ref], line.measure
        name = screen_link(
            room,
            screen,
            (
                f'<span class="key">{screen}</span><span '
                f'class="ref">{measure.ref}</span><span>{safe_markup(line.name)}</span>'
            ),
        )
        kind = "" if line.now.value is not None else " none"
        rows.append(
            f'<tr><th scope="row">{name}</th><td class="value{kind}">{safe_markup(_value(line))}</td><td '
            f'class="change">{verdict_cell(line.verdict)}</td></tr>'
        )
    head = (
        '<thead class="unseen"><tr><th scope="col">Measure</th><th scope="col">Value</th><th '
        'scope="col">Verdict</th></tr></thead>'
    )
    return (
        f'<table class="ieo-glance"><caption>{safe_markup(area)}  '
        f"{safe_markup(AREAS[area])}</caption>{head}<tbody>{''.join(rows)}</tbody></table>"
    )


def _draw_all(room: Room) -> None:
    draw_top(room, room.there.once(("meeting, all",), lambda: _all(room)))


def _all(room: Room) -> str:
    areas = [
        _glance(room, area, list(some))
        for area, some in groupby(room.lines, lambda line: line.measure.ref[:3])
    ]
    said = verdict_tally([line.verdict for line in room.lines])
    chance = safe_markup(overview_lines.page_chance(room.lines))
    regression = safe_markup(overview_lines.page_regression(room.lines))
    hidden = sum(line.now.marker == HIDDEN for line in room.lines)
    each = "each " if hidden > 1 else ""
    why = f" {hidden} of {len(MEASURES)} hidden, {each}{_why_hidden(room)}." if hidden else ""
    why += f" {room.issue.notice}" if room.issue.notice else ""
    about = (
        f'<div class="ieo-about"><p><strong>{safe_markup(said)}</strong></p><p>{chance}</p>'
        f"<p>Each measure is compared with its own history. {regression}{safe_markup(why)} These are the "
        f"figures as issued (issue {room.issue.number}); they do not change.</p>"
        '<p class="keys">← → move between screens; a number and Enter goes to that screen; Home returns '
        "here. "
        f"{', '.join(screen_link(room, *after) for after in room.after_measures)}</p></div>"
    )
    columns = f"<div>{areas[0]}</div><div>{''.join(areas[1:])}{about}</div>"
    return (
        f"{heading_markup('Outcomes Based Performance Framework', label_with_months(room.quarter))}<div "
        f'class="ieo-two ieo-all">{columns}</div>'
    )


def _said(kind: str, words: str, by: str) -> str:
    note = f' <span class="quiet">({safe_markup(by)})</span>' if by else ""
    return (
        f'<div class="ieo-said {kind}" role="region" tabindex="0" '
        f'aria-label="{safe_markup(kind)}">{safe_markup(words)}{note}</div>'
    )


def _why_hidden(room: Room) -> str:
    return figure_wording.WHY_HIDDEN + (figure_wording.OR_WITHDRAWN if room.issue.notice else "")


def _number(line: OverviewLine, room: Room) -> str:
    """The number in words, how sure it is, and what changed."""
    measure, now = line.measure, line.now
    if now.value is None:
        why = figure_wording.no_value(now) + (f", {_why_hidden(room)}" if now.marker == HIDDEN else "")
        return (
            '<p class="ieo-large '
            f'none">{safe_markup(_value(line))}</p><p>{safe_markup(why[0].upper() + why[1:])}.</p>'
        )
    # How many points one young person is belongs to the Measure page: one idea a screen.
    value, of, _, more = figure_wording.figure_words(now, measure)
    parts = [f'<p class="ieo-large">{safe_markup(value)} <small>{safe_markup(of)}</small></p>']
    if sure := "; ".join(more):
        parts.append(f"<p>{safe_markup(sure[0].upper() + sure[1:])}.</p>")
    if now.rolling:
        parts.append(f"<p>{safe_markup(figure_wording.rolling_says(now))}</p>")
    parts.append(f"<p>{with_shape(line.verdict, overview_lines.verdict_told(line))}</p>")
    changes = [
        f'<span class="quiet">{name}:</span> '
        # A 95% range, as that of the value above it says.
        f"{safe_markup(figure_wording.change_with_range(change, measure, named='range'))}"
        for name, change in (
            *(() if line.against_year else (("Quarter before", line.previous),)),
            ("Year before", line.year_ago),
        )
    ]
    parts.append(f'<p class="ieo-changes">{"".join(f"<span>{change}</span> " for change in changes)}</p>')
    if year := overview_lines.year_end_told(line, beside_to_date=True):
        parts.append(f"<p>{safe_markup(year)}</p>")
    return "".join(parts)


def _draw_measure(room: Room, line: OverviewLine) -> None:
    measure = line.measure
    whose = f"{measure.programme}, {measure.provider}"
    draw_top(room, heading_markup(f"{measure.ref} · {measure.success} · {whose}", measure.name))
    said = store_access.read_store(comments_on, room.issue, measure.ref)
    noted = [
        action for action in store_access.read_store(open_actions, room.issue) if action.ref == measure.ref
    ]
    once, ref = room.there.once, measure.ref
    frame, events = once(("meeting, quarters", ref), lambda: _quarters(room, measure))
    with st.container(key="ieo_measure"):
        left, right = st.columns([5, 7], gap="medium")
        with left:
            draw_markup(once(("meeting, words", ref), lambda: _words(room, line, frame)))
            with st.popover("By quarter, as a table", type="tertiary"):
                table, markup = once(("meeting, table", ref), lambda: _table(line, room, events))
                draw_markup(markup)
                _draw_files(table, line, frame, room, events)
        with right:
            scale = window_scale()
            drawn = once(
                ("meeting, chart", ref, scale),
                lambda: (
                    large_trend(frame, measure, room.quarter, scale, events),
                    trend_in_words(frame, measure, events),
                ),
            )
            draw_chart(*drawn)
            if events:
                draw_markup(_said("events", events_say(events), ""))
        quoted = [
            _said(comment.role, comment.text, f"{comment.author}, {day_in_words(day_in_london(comment.at))}")
            for comment in said
        ]
        asked = (
            '<div class="ieo-ask"><h2>For the '
            f"group</h2><p>{safe_markup(discussion_prompt(measure, line.now, line.verdict))}</p></div>"
        )
        comments = "".join(quoted) or "<p class=quiet>No comments.</p>"
        theirs = f'<div class="ieo-ask"><h2>Comments</h2>{comments}</div>'
        kind = "ieo-two ieo-three" if noted else "ieo-two"
        kind += " ieo-tight" if line.verdict.before is not None else ""  # its words take a line more
        draw_markup(f'<div class="{kind} ieo-below">{theirs}{asked}{agreed_in_short(noted)}</div>')
        action_form(room.quarter, measure.ref)


def _quarters(room: Room, measure: Measure) -> tuple[pd.DataFrame, Sequence[ChartEvent]]:
    """The rows of results on the chart, and what happened in their quarters."""
    issue = room.issue
    frame = quarters_until(room.there.rows_of(measure.ref), room.quarter)
    shown = (int(frame["period"].min()), room.quarter)
    events = chart_events(measure, issue.targets or (), issue.chart_rules.steps, issue.notes, shown)
    return frame, events


def _words(room: Room, line: OverviewLine, frame: pd.DataFrame) -> str:
    """What stands beside the chart. `frame`: the rows of results on it."""
    measure, frozen = line.measure, room.issue.targets
    target = in_force(frozen or (), measure.ref, room.quarter)
    aim = f"<p>{safe_markup(target_says(target, line.now, measure))}</p>" if target else ""
    aim += f'<p class="quiet">{_NO_TARGETS}</p>' if frozen is None else ""
    marked = dict.fromkeys(one for one in frame["marker"] if one and one not in _WITHOUT)
    aim += "".join(f'<p class="quiet">{one}: {safe_markup(MARKERS[one])}.</p>' for one in marked)
    return f'<div class="ieo-words">{_number(line, room)}{aim}</div>'


def _table(line: OverviewLine, room: Room, events: Sequence[ChartEvent]) -> tuple[ShownTable, str]:
    """The table as a file has it, and its markup."""
    measure, rows = line.measure, []
    for one in [figure for figure in line.history if figure.quarter <= room.quarter][::-1]:
        value = (
            _WITHOUT.get(one.marker, figure_wording.NO_VALUE)
            if one.value is None
            else figure_wording.value_in_words(one.value, measure, one.n)
        )
        ends = [
            "" if end is None else figure_wording.value_in_words(end, measure, one.n)
            for end in (one.lower, one.upper)
        ]
        happened = (events_in(events, one.quarter),) if events else ()
        rows.append((one.label, value, "" if one.n is None else f"{one.n:,}", *ends, *happened))
    columns = ("Quarter", "Value", "n", "Lower", "Upper", *(("Events",) if events else ()))
    title = f"{measure.name} by quarter, as issued, with its 95% interval"
    return ShownTable(columns, rows), html_table(title, columns, rows, numeric=columns[1:5])


def _draw_files(
    table: ShownTable, line: OverviewLine, frame: pd.DataFrame, room: Room, events: Sequence[ChartEvent]
) -> None:
    """The chart and the table as files: of what was issued, and so of what may be shared. `frame`: the rows
    of results on the chart."""
    measure, issue = line.measure, room.issue
    door = Door(
        f"{label(room.quarter)} as issued, issue {issue.number}: small numbers are hidden.",
        refuse=partial(refuse_if_not_as_shown, shown=issue),
    )
    name = f"{measure.ref}, {quarter_slug(room.quarter)} as issued"
    chart = room.there.once(("meeting, picture", measure.ref), lambda: _picture(line, frame, room, events))
    with st.container(horizontal=True):
        draw_picture_downloads(name, door, [chart], events_say(events))
        draw_table_download(name, door, table)


def _picture(line: OverviewLine, frame: pd.DataFrame, room: Room, events: Sequence[ChartEvent]) -> ShownChart:
    measure = line.measure
    history = [figure for figure in line.history if figure.quarter <= room.quarter]
    lines = target_lines(room.issue.targets or (), measure, [figure.quarter for figure in history])
    words = trend_in_words(frame, measure)  # its events stand below it
    return ShownChart(f"{measure.ref} {line.name}", words, measure, history, lines, events)
