"""The screens of the meeting, one idea each: all measures at a glance, one measure large, the actions, what goes to the SVRP."""

from itertools import groupby
from pathlib import Path

import streamlit as st

from ieo_metrics.charts.large_trend import large_trend, until
from ieo_metrics.charts.trend import trend_in_words
from ieo_metrics.framework.dates.days import day_in_london, day_in_words
from ieo_metrics.framework.dates.quarters import label, label_with_months
from ieo_metrics.framework.markers import MARKERS
from ieo_metrics.framework.measures import AREAS, MEASURES
from ieo_metrics.framework.targets import in_force
from ieo_metrics.measuring import measure_history
from ieo_metrics.measuring.measure_history import Line
from ieo_metrics.statistics import figure_wording
from ieo_metrics.statistics.chart_sentences import target_says
from ieo_metrics.statistics.discussion_prompts import question
from ieo_metrics.store.record.comments import comments
from ieo_metrics.store.record.record import actions
from pages.shared.frame import memory
from pages.shared.frame.html_tables import safe, table
from pages.shared.frame.page import draw
from pages.shared.group.actions import action_form, action_rows, agreed
from pages.shared.group.raised import raise_form, raised_rows
from pages.shared.measure.measures_table import change_cell, with_shape
from pages.shared.measure.one_measure import chart
from pages.shared.meeting.room import ACTIONS, AT_A_GLANCE, TO_RAISE, Room, scale, screen_link, top

_LOOK = (Path(__file__).parent / "meeting.css").read_text(encoding="utf-8")
HIDDEN = "c"
_NO_TARGETS = "No target is shown: this issue is older than targets are kept with an issue. Issue the quarter again to show them."
_WITHOUT = {HIDDEN: "Hidden", "x": "No return", "z": "None counted"}
_SCREEN = {measure.ref: number for number, measure in enumerate(MEASURES, start=1)}


def draw_screen(room: Room) -> None:
    """The screen of the address."""
    draw(f"<style>{_LOOK}</style>")
    if room.screen == AT_A_GLANCE:
        _draw_all(room)
    elif room.screen == ACTIONS:
        _draw_actions(room)
    elif room.screen == TO_RAISE:
        _draw_to_raise(room)
    else:
        _draw_measure(room, room.lines[room.screen - 1])


def _heading(over: str, words: str) -> str:
    return f'<p class="ieo-over">{safe(over)}</p><h1 class="ieo-h1">{safe(words)}</h1>'


def _value(line: Line) -> str:
    now = line.now
    return _WITHOUT.get(now.marker, figure_wording.NO_VALUE) if now.value is None else figure_wording.number(now.value, line.measure, now.n)


def _glance(room: Room, area: str, some: list[Line]) -> str:
    rows = []
    for line in some:
        screen, measure = _SCREEN[line.measure.ref], line.measure
        name = screen_link(room, screen, f'<span class="key">{screen}</span><span class="ref">{measure.ref}</span><span>{safe(measure.name)}</span>')
        kind = "" if line.now.value is not None else " none"
        change = change_cell(line.previous) if line.now.value is not None else ""
        rows.append(f'<tr><th scope="row">{name}</th><td class="value{kind}">{safe(_value(line))}</td><td class="change">{change}</td></tr>')
    head = '<thead class="unseen"><tr><th scope="col">Measure</th><th scope="col">Value</th><th scope="col">Against the quarter before</th></tr></thead>'
    return f'<table class="ieo-glance"><caption>{safe(area)}  {safe(AREAS[area])}</caption>{head}<tbody>{"".join(rows)}</tbody></table>'


def _draw_all(room: Room) -> None:
    areas = [_glance(room, area, list(some)) for area, some in groupby(room.lines, lambda line: line.measure.ref[:3])]
    said = figure_wording.tally([line.previous.verdict for line in room.lines])
    hidden = sum(line.now.marker == HIDDEN for line in room.lines)
    why = f" {hidden} of {len(MEASURES)} hidden, each {figure_wording.WHY_HIDDEN}." if hidden else ""
    about = (
        f'<div class="ieo-about"><p><strong>{safe(said)}</strong></p><p>Against the quarter before; improved or worsened only where chance alone '
        f"hardly explains it.{safe(why)} These are the figures as issued (issue {room.issue.number}); they do not move.</p>"
        "<p>← → move, a number and Enter jumps, Home comes back here. "
        f"{screen_link(room, ACTIONS, 'Actions')}, {screen_link(room, TO_RAISE, 'To raise to the SVRP')}</p></div>"
    )
    columns = f"<div>{areas[0]}</div><div>{''.join(areas[1:])}{about}</div>"
    top(room, f'{_heading("Outcomes Based Performance Framework", label_with_months(room.quarter))}<div class="ieo-two ieo-all">{columns}</div>')


def _said(kind: str, words: str, by: str) -> str:
    note = f' <span class="quiet">({safe(by)})</span>' if by else ""
    return f'<div class="ieo-said {kind}" role="region" tabindex="0" aria-label="{safe(kind)}">{safe(words)}{note}</div>'


def _number(line: Line) -> str:
    """The number in words, how sure it is, and what changed."""
    measure, now = line.measure, line.now
    if now.value is None:
        why = figure_wording.no_value(now) + (f", {figure_wording.WHY_HIDDEN}" if now.marker == HIDDEN else "")
        return f'<p class="ieo-large none">{safe(_value(line))}</p><p>{safe(why[0].upper() + why[1:])}.</p>'
    first, *rest = figure_wording.statement(now, measure).split("; ")
    value, _, of = first.partition(" ")
    parts = [f'<p class="ieo-large">{safe(value)} <small>{safe(of)}</small></p>']
    # How many points one young person is belongs to the Measure page: one idea a screen.
    parts += [f"<p>{safe(words[0].upper() + words[1:])}.</p>" for words in rest if not words.startswith("one young person is")]
    for name, change in (("Quarter before", line.previous), ("A year before", line.year_ago)):
        parts.append(f'<p><span class="quiet">{name}:</span> {with_shape(change, figure_wording.change_in_words(change, measure))}</p>')
    return "".join(parts)


def _draw_measure(room: Room, line: Line) -> None:
    measure = line.measure
    top(room, _heading(f"{measure.ref} · {measure.success}", measure.name))
    with memory.store().reading() as connection:
        said = comments(connection, room.quarter).get(measure.ref, [])
        noted = [one for one in actions(connection) if one.ref == measure.ref and one.state == "open"]
    frozen = room.issue.targets
    target = in_force(frozen or (), measure.ref, room.quarter)
    frame = until(measure_history.quarters_of(room.issue.frame, measure.ref), room.quarter)
    with st.container(key="ieo_measure"):
        left, right = st.columns([5, 7], gap="medium")
        with left:
            aim = f"<p>{safe(target_says(target, line.now, measure))}</p>" if target else ""
            aim += f'<p class="quiet">{_NO_TARGETS}</p>' if frozen is None else ""
            marked = dict.fromkeys(one for one in frame["marker"] if one and one not in _WITHOUT)
            aim += "".join(f'<p class="quiet">{one}: {safe(MARKERS[one])}.</p>' for one in marked)
            draw(f'<div class="ieo-words">{_number(line)}{aim}<p class="quiet">{measure.programme}, {measure.provider}</p></div>')
            with st.popover("By quarter, as a table", type="tertiary"):
                _draw_table(line, room)
        with right:
            chart(large_trend(frame, measure, room.quarter, scale()), trend_in_words(frame, measure))
        quoted = [_said(one.role, one.text, f"{one.author}, {day_in_words(day_in_london(one.at))}") for one in said]
        asked = f'<div class="ieo-ask"><h2>For the group</h2><p>{safe(question(measure, line.previous))}</p></div>'
        theirs = f'<div class="ieo-ask"><h2>Comments</h2>{"".join(quoted) or "<p class=quiet>No comment was given.</p>"}</div>'
        kind = "ieo-two ieo-three" if noted else "ieo-two"
        draw(f'<div class="{kind} ieo-below">{theirs}{asked}{agreed(noted)}</div>')
        action_form(room.quarter, measure.ref)


def _draw_table(line: Line, room: Room) -> None:
    measure, rows = line.measure, []
    for one in [figure for figure in line.history if figure.quarter <= room.quarter][::-1]:
        value = _WITHOUT.get(one.marker, figure_wording.NO_VALUE) if one.value is None else figure_wording.number(one.value, measure, one.n)
        ends = ["" if end is None else figure_wording.number(end, measure, one.n) for end in (one.lower, one.upper)]
        rows.append((label(one.quarter), value, "" if one.n is None else f"{one.n:,}", *ends))
    columns = ("Quarter", "Value", "n", "Lower", "Upper")
    draw(table(f"{measure.name} by quarter, as issued, with its 95% interval", columns, rows, numeric=columns[1:]))


def _draw_actions(room: Room) -> None:
    top(room, _heading("Working group", "Actions"))
    with memory.store().reading() as connection:
        every = [one for one in actions(connection) if one.state == "open"]
    columns, rows = action_rows([one for one in every if one.quarter < room.quarter])
    with st.container(key="ieo_closing"):
        draw(table("Carried forward from earlier meetings", columns, rows) if rows else '<p class="ieo-words">No action is carried forward.</p>')
        columns, rows = action_rows([one for one in every if one.quarter >= room.quarter])
        draw(table("New at this meeting", columns, rows) if rows else '<p class="ieo-words">No action is new at this meeting.</p>')
        action_form(room.quarter, "")


def _draw_to_raise(room: Room) -> None:
    top(room, _heading("Strategic Violence Reduction Partnership", "To raise to the SVRP"))
    with st.container(key="ieo_closing"):
        raised_rows(room.quarter)
        raise_form(room.quarter)
