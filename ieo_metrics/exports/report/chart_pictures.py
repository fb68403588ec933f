"""The picture of one measure for the report: one dark line with its last value named, its 95% interval as
bars, the limits of its control chart as dashed steps with the average between them, the target as a dotted
line with its name, what happened as numbered lines, and a gap where there is no value."""

from collections.abc import Iterable, Sequence
from math import ceil, floor, log10

from ieo_metrics.exports.report.blocks import Chart
from ieo_metrics.exports.report.sheet import Canvas, Place, Sheet
from ieo_metrics.exports.report.small_trends import small_trend
from ieo_metrics.exports.workbook.charts import axis_title
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.framework.dates.quarters import label, number_of
from ieo_metrics.framework.evidence_kinds import WIDEST_CHANGE
from ieo_metrics.framework.measures import Measure
from ieo_metrics.statistics.control_charts.chart_events import ChartEvent, event_labels
from ieo_metrics.statistics.control_charts.chart_lines import LIMITS, TARGET, ChartLine, stepped
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import value_in_words

WIDTH, HALF = 6.69, 3.3  # inches: of the page, and of two charts side by side or on a telephone
TELEPHONE = 2.2  # inches: how high a chart is there
LEFT, RIGHT, ABOVE, BELOW = 0.47, 0.78, 0.3, 0.36  # inches around the axes, for words
APART = 0.14  # inches between two labels at the right
NAME = 0.21  # inches that the name of a quarter takes
MOST_RULES = 4
INK, RULE, TARGET_COLOUR = "#1A1A1A", "#D9D9D9", "#7A3E00"
DASHED, DOTTED, FINE = (3.7, 1.6), (1.8, 2.7), (0.8, 1.3)  # points drawn and left away


def width_of(beside: int) -> float:
    """How wide each of so many charts beside each other is, in inches."""
    return WIDTH if beside == 1 else HALF


class Pictures:
    """The pictures of one report, in the colours of the unit. Several files of one report show the same
    picture: it is drawn once."""

    def __init__(self, look: UnitLook) -> None:
        self._look = look
        self._charts: dict[tuple[str, float, float], tuple[Chart, bytes]] = {}
        self._trends: dict[tuple[float | None, ...], bytes] = {}

    def of(self, chart: Chart, high: float, wide: float = WIDTH) -> bytes:
        """A PNG of so many inches. One of the chart's quarters at least has a value."""
        asked = chart.line.measure.ref, round(high, 2), wide
        if asked not in self._charts or self._charts[asked][0] is not chart:
            sheet = Sheet(wide, round(high, 2))
            DrawnChart(chart.line.measure, chart.line.history, chart.lines, chart.events, self._look).draw_on(
                sheet, wide, round(high, 2)
            )
            self._charts[asked] = chart, sheet.png()
        return self._charts[asked][1]

    def trend(self, values: Sequence[float | None]) -> bytes:
        """A small PNG of the values in the order of time; None is a gap. One at least is a number."""
        asked = tuple(values)
        if asked not in self._trends:
            self._trends[asked] = small_trend(values, self._look)
        return self._trends[asked]


class DrawnChart:
    """One measure's chart, to be drawn on a sheet. Quarters are counted as the chart's lines count them. One
    figure of `history` at least has a value. `reach`: what else the upright axis reaches."""

    def __init__(
        self,
        measure: Measure,
        history: Sequence[Figure],
        lines: Sequence[ChartLine],
        events: Sequence[ChartEvent],
        look: UnitLook,
        reach: Sequence[float] = (),
    ) -> None:
        self._measure, self._history, self._look = measure, history, look
        self._lines, self._events = lines, events
        levels = [level for line in lines for level in line.levels.values()]
        (self._low, self._top), self._rules = _scale(measure, history, [*levels, *reach])
        self._first, self._span = history[0].quarter - 0.5, len(history)

    def draw_on(self, sheet: Canvas, wide: float, high: float) -> None:
        """Draw it in the upper left corner, as so many inches; narrower than the page, with the measure's
        number over it."""
        self._sheet, self._alone = sheet, wide == WIDTH
        self._right, self._floor = wide - RIGHT, high - BELOW
        name = "" if self._alone else f"{self._measure.ref} "
        self._sheet.words((0, 0.01), f"{name}{axis_title(self._measure)}", INK, anchor="la")
        self._draw_rules()
        self._draw_events()
        self._draw_lines()
        self._draw_values()
        self._name_quarters()
        self._label_right()

    def _x(self, quarter: float) -> float:
        return LEFT + (quarter - self._first) / self._span * (self._right - LEFT)

    def _y(self, value: float) -> float:
        return self._floor - (value - self._low) / (self._top - self._low) * (self._floor - ABOVE)

    def _at(self, quarter: float, value: float) -> Place:
        return self._x(quarter), self._y(value)

    def _draw_rules(self) -> None:
        measure = self._measure
        for rule in self._rules:
            y, colour = self._y(rule), self._look.second_colour if rule == 0 else RULE
            self._sheet.line([(LEFT, y), (self._right, y)], colour, 0.75)
            is_bare_zero = abs(rule) < 1e-9 and measure.statistic.signed
            words = "0" if is_bare_zero else value_in_words(rule, measure)
            self._sheet.words((LEFT - 0.05, y), words, INK, anchor="rm")

    def _draw_events(self) -> None:
        """A thin line where something happened, and its number above the chart."""
        colour = self._look.second_colour
        for place in dict.fromkeys(event.place for event in self._events):
            self._sheet.line([(self._x(place), ABOVE), (self._x(place), self._floor)], colour, 0.75, FINE)
        for mark in event_labels(self._events, self._span):
            spot = self._x(mark.place), ABOVE - 0.08
            self._sheet.words(spot, mark.words, INK, 7, frame=colour)

    def _draw_lines(self) -> None:
        for line in self._lines:
            colour, wide, dash = self._look.main_colour, 1.0, None
            if line.kind == TARGET:
                colour, wide, dash = TARGET_COLOUR, 1.8, DOTTED
            elif line.kind in LIMITS:
                colour, dash = self._look.second_colour, DASHED
            for piece in _pieces(zip(*stepped(line.levels), strict=True)):
                self._sheet.line([self._at(*place) for place in piece], colour, wide, dash)

    def _draw_values(self) -> None:
        main, second = self._look.main_colour, self._look.second_colour
        for figure in self._history:
            if figure.value is not None and figure.lower is not None and figure.upper is not None:
                ends = [self._at(figure.quarter, end) for end in (figure.lower, figure.upper)]
                self._sheet.line(ends, second, 1.25)
        for piece in _pieces((figure.quarter, figure.value) for figure in self._history):
            self._sheet.line([self._at(*place) for place in piece], main, 2)
            for place in piece:
                self._sheet.dot(self._at(*place), main, 6)
        for figure in self._history:
            if figure.marker:
                place = self._x(figure.quarter), self._floor - 0.14
                self._sheet.words(place, f"[{figure.marker}]", INK, 7, frame="white")

    def _name_quarters(self) -> None:
        """The quarters under the chart; where there is no room for all, only the first of each year."""
        quarters = [figure.quarter for figure in self._history]
        roomy = (self._right - LEFT) / self._span >= NAME
        for quarter in quarters:
            begins = number_of(quarter) == 1
            if roomy or begins:
                place = self._x(quarter), self._floor + 0.04
                year = f"\n{label(quarter)[:7]}" if begins or quarter == quarters[0] else ""
                self._sheet.words(place, f"Q{number_of(quarter)}{year}", INK, anchor="ma")

    def _label_right(self) -> None:
        """Beside the right end of the chart, its last value and the target, apart from each other."""
        last, end = [figure for figure in self._history if figure.value is not None][-1], self._history[-1]
        value = value_in_words(last.value, self._measure, last.n)
        words = value if last is end else f"last {value}"
        labels = [(self._y(last.value or 0.0), words, True)]
        labels += [
            (self._y(line.levels[end.quarter]), _target(line.levels[end.quarter], self._measure), False)
            for line in self._lines
            if line.kind == TARGET and end.quarter in line.levels
        ]
        heights = [height for height, _, _ in labels]
        if len(heights) > 1 and abs(heights[0] - heights[1]) < APART:
            middle, way = sum(heights) / 2, 1 if heights[0] >= heights[1] else -1
            heights = [middle + way * APART / 2, middle - way * APART / 2]
        for (_, words, strong), height in zip(labels, heights, strict=True):
            colour = self._look.main_colour if strong else TARGET_COLOUR
            place = self._right + 0.05, height
            self._sheet.words(place, words, colour, 9 if strong else 8, anchor="lm", bold=strong)


def _target(level: float, measure: Measure) -> str:
    return f"target {value_in_words(level, measure)}"


def _pieces(places: Iterable[tuple[float | None, float | None]]) -> list[list[Place]]:
    """A line with gaps, as the lines between them."""
    pieces: list[list[Place]] = [[]]
    for place, height in places:
        if place is None or height is None:
            pieces.append([])
        else:
            pieces[-1].append((place, height))
    return [piece for piece in pieces if piece]


def _scale(
    measure: Measure, history: Sequence[Figure], reach: Sequence[float]
) -> tuple[tuple[float, float], list[float]]:
    """The ends of the upright axis, and where its rules are. Zero is always on it, and so is the `reach` of
    the limits; a percentage has all of it."""
    if measure.statistic.percent:
        return (-0.05, 1.03), [0, 0.25, 0.5, 0.75, 1]
    ends = [end for f in history for end in (f.value, f.lower, f.upper) if end is not None] + [*reach]
    low, high = (
        max(min(0.0, *ends), -WIDEST_CHANGE),
        min(max(0.0, *ends), WIDEST_CHANGE if not measure.counts else max(1.0, *ends)),
    )
    room = 0.1 * ((high - low) or 1)
    step = _step((high - low) or 1, whole=measure.counts)
    rules = [number * step for number in range(floor(low / step), ceil(high / step) + 1)]
    return (low - room, high + room), [rule for rule in rules if low - room <= rule <= high + room]


def _step(span: float, *, whole: bool) -> float:
    """From rule to rule: 1, 2 or 5 of tens, hundreds, tenths …, or 25, 250 …, and at most so many of them."""
    tens = 10.0 ** floor(log10(span / MOST_RULES))
    sizes = (1, 2, 2.5, 5, 10) if tens >= 10 else (1, 2, 5, 10)
    step = next(size * tens for size in sizes if size * tens * MOST_RULES >= span * (1 - 1e-9))
    return max(1.0, step) if whole else step
