"""Checks the numbers in finished files against the figures that may be shared: none where one is hidden,
none that differs, none too small."""

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from ieo_metrics.exports.leak_check.open_parts import local_attribute, local_name
from ieo_metrics.exports.office.figure_cells import is_number
from ieo_metrics.exports.pack.content import Pack
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.measures import MEASURE, Measure
from ieo_metrics.measuring.compute_measures import ALL, stands_for_quarter
from ieo_metrics.statistics.control_charts.chart_lines import (
    LINES,
    TARGET,
    chart_lines,
    levels_by_kind,
    target_lines,
)

Grid = Sequence[Sequence[Any]]
REF = re.compile(r"5\.\d\.\d+\.[a-z]\b")
QUARTER = re.compile(r"20\d\d/\d\d Q[1-4]")
PERIOD = re.compile(rf"{QUARTER.pattern}(?: to {QUARTER.pattern})?")  # a quarter, or four
# A line beside the values of a chart, as its series or column is called.
LINE = re.compile(
    rf"(?:{REF.pattern},? )?({'|'.join((*LINES, TARGET))})(?: of the quarters| from {QUARTER.pattern})?", re.I
)
# What can be said of a figure by whoever knows it.
OUTCOME = re.compile(r"\b(?:met|missed|improving|worsening|no clear change)\b")
# What a column with numbers is called, by the beginning of its heading, and which column of the results it
# shows ("": words of several).
SHOWS = {
    "value": "value",
    "numerator": "numerator",
    "denominator": "denominator",
    "lower": "lower",
    "upper": "upper",
    "left out": "left_out",
    "left_out": "left_out",
    "better": "better",
    "same": "same",
    "worse": "worse",
    "percentage": "value",
    "average change": "value",
    "number of": "value",
    "of": "denominator",
    "95% interval": "",
    "95% range": "",
    "against": "",
    "as issued": "",
    "as now": "",
}
# The columns that say how a figure stands, and what they may say of one that is hidden; the number is an aim.
OF_HIDDEN = {
    "target": re.compile(r"none|([+−]?\d[\d,]*(?:\.\d+)?%?)(?:: cannot be told)?"),
    "target met": re.compile("no target|cannot be told"),
    "change": re.compile("not judged|hidden"),
    "verdict": re.compile("not judged|hidden"),
}
COLUMNS = (
    "ref",
    "quarter",
    "area",
    "marker",
    "value",
    "numerator",
    "denominator",
    "left_out",
    "lower",
    "upper",
    "better",
    "same",
    "worse",
)
AS_NEAR_AS = 1e-9


class Truth:
    """The figures that may be shared, by reference, quarter and area, and the numbers allowed for each; and
    the limits that anybody can work out from these figures and the targets, by reference, quarter and
    kind of line."""

    def __init__(self, pack: Pack) -> None:
        self.rows: dict[tuple[str, str, str], dict[str, Any]] = {
            (row["ref"], row["quarter"], row["area"]): row  # type: ignore[misc]
            for row in pack.results.frame[list(COLUMNS)].to_dict("records")
        }
        # Four quarters stand in tables of all measures, and on charts, at the last of them.
        at_quarters = pack.results.frame[stands_for_quarter(pack.results.frame)]
        for row, period in zip(
            at_quarters[list(COLUMNS)].to_dict("records"), at_quarters["period"], strict=True
        ):
            self.rows.setdefault((row["ref"], label(period), row["area"]), row)  # type: ignore[arg-type]
        self.hidden = {
            (ref, period)
            for (ref, period, area), row in self.rows.items()
            if area == ALL and row["marker"] == HIDDEN
        }
        self.hidden_refs = {ref for ref, _ in self.hidden}
        # The longest first: a text may be a part of another.
        texts = {typed.text.strip().rstrip(".") for typed in pack.typed}
        self.typed = sorted(texts - {""}, key=len, reverse=True)
        self.levels = {
            (line.measure.ref, label(quarter), kind): level
            for line in pack.lines
            for kind, levels in levels_by_kind(
                [
                    *chart_lines(line.verdict.control, line.measure),
                    *target_lines(pack.targets, line.measure, [figure.quarter for figure in line.history]),
                ]
            ).items()
            for quarter, level in levels.items()
        }
        self.aims: dict[str, list[float]] = {}
        for target in pack.targets:
            self.aims.setdefault(target.ref, []).append(target.aim)
        self.quarter = label(pack.quarter)
        self.threshold = pack.results.settings.small_number_threshold
        # Of counts that are rounded, what one has beside another is no count of anybody.
        self.exact = pack.results.settings.counts_rounded_to == 1
        self.all_or_none_hidden = pack.results.settings.all_or_none_hidden

    def against(self, ref: str, quarter: str, shown: Mapping[str, Any], area: str = ALL) -> Iterator[str]:
        """The faults in the numbers shown for a figure. `shown`: by column of the results, a number, or
        words that may hold one."""
        row, where = (
            self.rows.get((ref, quarter, area)),
            f"{ref} in {quarter}{'' if area == ALL else f', {area}'}",
        )
        numbers = {name: value for name, value in shown.items() if is_number(value)}
        told = {
            name: value
            for name, value in shown.items()
            if is_number(value) or (isinstance(value, str) and _tells(value))
        }
        if row is None or row["marker"] == HIDDEN:
            if told:
                yield f"a number for {where}, which is {'hidden' if row else 'not among the figures'}"
            return
        for name, value in numbers.items():
            if name in row and not (
                is_number(row[name]) and abs(row[name] - value) <= AS_NEAR_AS * max(1.0, abs(value))
            ):
                yield f"{value:g} as {name} of {where}, which is not the figure that may be shared"
        if small := list(self._small(MEASURE[ref], numbers)):
            yield f"a count of young people from 1 to {self.threshold - 1} for {where} ({', '.join(small)})"
        if self.all_or_none_hidden and MEASURE[ref].statistic.percent and numbers.get("value") in (0, 1):
            yield f"a percentage of 0 or 100 for {where}"

    def is_aim(self, ref: str, number: object) -> bool:
        """Whether a number, or one in words such as `60%`, is what was aimed for."""
        text = str(number).replace(",", "").replace("−", "-")
        scale = 100 if text.endswith("%") else 1
        bare = text.rstrip("%")
        off = AS_NEAR_AS if is_number(number) else 0.5 * 10.0 ** -len(bare.partition(".")[2]) + AS_NEAR_AS
        return any(abs(aim * scale - float(bare)) <= off for aim in self.aims.get(ref, []))

    def against_outcome(self, ref: str, quarter: str, heading: str, cell: object) -> Iterator[str]:
        """More in a column of OF_HIDDEN than may be said of a hidden figure."""
        allowed = OF_HIDDEN.get(heading.lower())
        if allowed is None or (ref, quarter) not in self.hidden or cell in (None, ""):
            return
        found = allowed.fullmatch(str(cell))
        if found is None or any(not self.is_aim(ref, number) for number in found.groups() if number):
            yield f"{cell} as {heading} of {ref} in {quarter}, which is hidden"

    def against_line(self, ref: str, quarter: str, kind: str, level: object) -> Iterator[str]:
        """A limit or middle that does not follow from the figures that may be shared."""
        if not is_number(level):
            return
        known = self.levels.get((ref, quarter, kind))
        if known is None or abs(known - level) > AS_NEAR_AS * max(1.0, abs(level)):  # type: ignore[operator, arg-type]
            yield f"{level:g} as {kind} of {ref} in {quarter}, which does not follow from what may be shared"

    def _small(self, measure: Measure, shown: Mapping[str, float]) -> Iterator[str]:
        """The counts of young people that are too small."""
        if not measure.about_people:
            return
        people = {"left_out", "denominator", "better", "same", "worse"} | (
            {"value", "numerator"} if measure.counts else set()
        )
        people |= {"numerator"} if measure.statistic.percent else set()
        counts = {name: value for name, value in shown.items() if name in people}
        if self.exact and measure.statistic.percent and "numerator" in shown and "denominator" in shown:
            counts["denominator − numerator"] = shown["denominator"] - shown["numerator"]
        for name, value in counts.items():
            if 1 - AS_NEAR_AS <= value < self.threshold - AS_NEAR_AS:
                yield name


def _tells(words: str) -> bool:
    """Whether words hold an outcome, or a number other than the name of a quarter or measure."""
    return any(c.isdigit() for c in REF.sub("", QUARTER.sub("", words))) or bool(OUTCOME.search(words))


def grid_leaks(grid: Grid, title: str, truth: Truth) -> Iterator[str]:
    """What is wrong with a table. Its measure is named by the row's first cell, the heading or the title; its
    quarter by a cell of the row or the heading, else it is that of the pack."""
    at = next((i for i, row in enumerate(grid) if _is_heading(row)), -1)
    if at < 0:
        return
    headings = [
        (heading, REF.match(heading), PERIOD.search(heading), _column(heading))
        for heading in map(str, grid[at])
    ]
    of_title = REF.match(title)
    for row in grid[at + 1 :]:
        of_row = REF.match(str(row[0])) if row else None
        when = next((str(cell) for cell in row if isinstance(cell, str) and PERIOD.fullmatch(cell)), "")
        shown: dict[tuple[str, str], dict[str, Any]] = {}
        for (heading, of_heading, then, column), cell in zip(headings, row, strict=False):
            ref = next((m[0] for m in (of_row, of_heading, of_title) if m), "")
            if of_row or when:
                yield from truth.against_outcome(ref, when or truth.quarter, heading, cell)
            if line := LINE.fullmatch(heading):
                yield from truth.against_line(ref, when or truth.quarter, line[1].lower(), cell)
            elif ref in MEASURE and column is not None and (of_row or when or (of_title and then)):
                key = ref, when or (then[0] if then else truth.quarter)
                shown.setdefault(key, {})[column or heading] = cell
        for (ref, quarter), cells in shown.items():
            yield from truth.against(ref, quarter, cells)


def _is_heading(row: Sequence[Any]) -> bool:
    first = str(row[0] or "") if row else ""
    return first in ("Quarter", "Reference", "Measure") or (
        first == "" and any(REF.match(str(cell or "")) for cell in row[1:])
    )


def _column(heading: str) -> str | None:
    """Which column of the results a heading is of; empty for words of several; None for one without
    numbers."""
    if REF.match(heading):
        return "" if ", interval" in heading else "value"
    found = next(
        (
            column
            for begins, column in SHOWS.items()
            if re.match(rf"{re.escape(begins)}\b", heading, re.I) and not QUARTER.search(heading)
        ),
        None,
    )
    if found is None and QUARTER.search(heading):
        return "" if heading.lower().startswith("against") else "value"
    return found


def word_tables(root: Element) -> Iterator[tuple[str, Grid]]:
    """Title and cells of every table of a part of a document or slide."""
    for table in root.iter():
        if local_name(table) == "tbl":
            title = next(
                (local_attribute(e, "val") for e in table.iter() if local_name(e) == "tblCaption"), ""
            )
            rows = [
                [
                    "".join(e.text or "" for e in cell.iter() if local_name(e) == "t")
                    for cell in row
                    if local_name(cell) == "tc"
                ]
                for row in table
                if local_name(row) == "tr"
            ]
            yield title, rows


def chart_leaks(root: Element, truth: Truth) -> Iterator[str]:
    """What is wrong with the numbers that a native chart keeps beside its workbook."""
    quarters: dict[float, str] = {}  # of the values, which come before their limits
    for series in (e for e in root.iter() if local_name(e) == "ser"):
        held = {
            local_name(part): {
                float(p.get("idx", 0)): next((e.text or "" for e in p if local_name(e) == "v"), "")
                for p in part.iter()
                if local_name(p) == "pt"
            }
            for part in series
            if local_name(part) in ("cat", "val", "xVal", "yVal")
        }
        quarters = held.get("cat") or quarters
        parts = [element for part in series if local_name(part) == "tx" for element in part.iter()]
        # Its words as they are shown, without the address of the cell where they stand.
        name = "".join(element.text or "" for element in parts if local_name(element) == "v")
        ref = REF.search(name)
        if not ref or ref[0] not in MEASURE:
            if held.get("val") or held.get("yVal"):
                yield f"a chart of numbers without a measure, {name.strip()!r}"
            continue
        for place, value in held.get("val", {}).items():
            if value:
                yield from truth.against(ref[0], quarters.get(place, ""), {"value": float(value)})
        line = LINE.fullmatch(name.strip())
        for at, value in held.get("yVal", {}).items():
            if value and line:
                where = float(held.get("xVal", {}).get(at, "nan"))
                yield from _step_leaks(quarters, where, ref[0], line[1].lower(), float(value), truth)
            elif value:
                yield f"{value} in steps of {ref[0]} that are no limits, {name.strip()!r}"


def _step_leaks(
    quarters: Mapping[float, str], place: float, ref: str, kind: str, level: float, truth: Truth
) -> list[str]:
    """A step ends where the next one begins, half way between two quarters, of which the first stands at 1:
    its level is that of one of them."""
    sides = [
        list(truth.against_line(ref, quarters.get(place - away, ""), kind, level)) for away in (0.5, 1.5)
    ]
    return min(sides, key=len)
