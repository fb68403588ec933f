"""The data dictionary of the tidy table: what its columns, markers, units and references mean, one row
each."""

import csv
import io

from ieo_metrics.disclosure.rounded_counts import shown_in_words
from ieo_metrics.exports.tidy_table import COLUMNS, neutral_text
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.statistic_kinds import UNITS
from ieo_metrics.statistics.control_charts.chart_with_signals import NEEDED
from ieo_metrics.statistics.people_not_remeasured import OFFICER_COLUMNS
from ieo_metrics.statistics.verdicts import VERDICTS

HEADINGS = ("kind", "name", "type", "unit", "meaning")
# Of each column: its type, its unit, and what it is.
MEANING = {
    "ref": (
        "text",
        "",
        "Reference of the measure in the Outcomes Based Performance Framework; see the rows of kind measure.",
    ),
    "quarter": (
        "text",
        "financial quarter",
        (
            "{quarter} is the quarter of the pack. Of each financial year, Q1 is April to June, Q2 July to "
            "September, Q3 October to December, and Q4 January to March of the next calendar year. Of a "
            "measure that is shared as rolling four quarters, the first and the last of the four."
        ),
    ),
    "area": ("text", "", "all: every area together; or the name of a district."),
    "value": (
        "number",
        "see unit",
        (
            "The measure's value. Percentages are proportions from 0 to 1{shown.percentage}. Empty where "
            "there is none; the marker says why."
        ),
    ),
    "unit": ("text", "", "What the value counts: see the rows of kind unit."),
    "numerator": (
        "number",
        "people, points, sessions",
        (
            "For a percentage, how many young people it applies to{shown.rounded}; for an average, "
            "{shown.sum_of_changes}; for a count, the count{shown.rounded}."
        ),
    ),
    "denominator": (
        "whole number",
        "young people",
        "How many young people a percentage or an average is based on{shown.rounded}. Empty for a count.",
    ),
    "left_out": (
        "whole number",
        "people, or rows of a sum",
        (
            "With an event in the quarter but no usable value for the measure{shown.rounded}. Empty where it "
            "could identify somebody."
        ),
    ),
    "lower": (
        "number",
        "as value",
        (
            "Lower end of the 95% interval: Wilson's for a percentage, Student's t for an average. "
            "Empty for a count, and where there is none."
        ),
    ),
    "upper": ("number", "as value", "Upper end of the 95% interval."),
    "marker": (
        "text",
        "",
        "Why there is no value, or what else to know about it; see the rows of kind marker. Empty: "
        "nothing to note.",
    ),
    "note": ("text", "", "The same in words, where that identifies nobody."),
    "verdict": (
        "text",
        "",
        f"{', '.join(VERDICTS)}: by the measure's control chart up to that quarter, or below {NEEDED} values "
        "by the difference from the quarter before. Empty for an area and for more than a quarter.",
    ),
}


def meaning_of(name: str, quarter: Quarter, settings: Settings) -> str:
    """What a column of the tidy table is, in a pack of a quarter under the settings."""
    return MEANING[name][2].format(quarter=label(quarter), shown=shown_in_words(settings))


def dictionary_csv(quarter: Quarter, settings: Settings, warning: str = "") -> str:
    """One row per column, unit, marker and measure: kind, name, type, unit, meaning; and per column that only
    the officer has, so that everybody can read what else is known. `quarter`, `settings`: of the pack;
    `warning`: about the pack, if there is one."""
    rows = [
        *([("pack", "sharing", "text", "", warning)] if warning else []),
        *(("column", name, *MEANING[name][:2], meaning_of(name, quarter, settings)) for name in COLUMNS),
        *(
            ("column for the officer only", name, "whole number", unit, f"{title}. {meaning}")
            for name, unit, title, meaning in OFFICER_COLUMNS
        ),
        *(("unit", unit, "text", "", UNITS[unit]) for unit in dict.fromkeys(m.unit for m in MEASURES)),
        *(("marker", marker, "text", "", meaning) for marker, meaning in MARKERS.items()),
        *(
            (
                "measure",
                m.ref,
                m.statistic.label,
                m.unit,
                f"{m.wording}. {m.definition} Source: {m.provider}, {m.programme} returns.",
            )
            for m in MEASURES
        ),
    ]
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(HEADINGS)
    writer.writerows([neutral_text(cell) for cell in row] for row in rows)
    return out.getvalue()
