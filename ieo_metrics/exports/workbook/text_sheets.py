"""The sheets of words in the SVRP workbook: cover, contents, notes and definitions."""

import datetime as dt
from collections.abc import Iterable

from ieo_metrics import __version__
from ieo_metrics.disclosure.rounded_counts import ShownWords, shown_in_words
from ieo_metrics.disclosure.shareable_results import hidden_kinds
from ieo_metrics.exports.office.figure_cells import DECIMALS_FROM, Link
from ieo_metrics.exports.workbook.sheet_content import CONTENTS, COVER, DEFINITIONS, NOTES, Page, SheetColumn
from ieo_metrics.framework.configuration.settings import SETTINGS, Settings
from ieo_metrics.framework.configuration.unit_look import PLAIN_LOOK, UnitLook
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label, label_with_months, stretch_in_words
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.framework.terms_of_reference import held_between
from ieo_metrics.statistics.figure_wording import ROUNDED
from ieo_metrics.statistics.people_not_remeasured import MEANING
from ieo_metrics.statistics.target_outcomes import HOW_TARGETS_ARE_MET
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED

FRAMEWORK = "Outcomes Based Performance Framework"
OFFICERS = "Not for sharing"  # begins the title of each of the officer's sheets
NOT_FOR_SHARING = "For the officer only. Not for sharing: small numbers are not hidden."
FOR_SHARING = "For sharing: small numbers are hidden."


def workbook_title(quarter: Quarter) -> str:
    """The workbook's title."""
    return f"{FRAMEWORK}: the {len(MEASURES)} measures, {label(quarter)}"


def cover_lines(
    quarter: Quarter,
    quarters: list[Quarter],
    made: dt.date,
    trail: str = "",
    hidden: str | None = None,
    look: UnitLook = PLAIN_LOOK,
    issued: str = "",
) -> list[tuple[str, str]]:
    """The lines of the cover, each with its kind: heading, subheading, strong or text. `trail`: the end of
    the audit trail; `hidden`: of a workbook for sharing, what is hidden; None of the officer's own;
    `issued`: which issue this is and of which day, in words; empty where it is none."""
    about = [
        ("strong", NOT_FOR_SHARING),
        ("text", "Small numbers are shown as they are, and a young person could be recognised from them."),
        (
            "text",
            "Give others only the version for sharing, in which small numbers are hidden.",
        ),
    ]
    return [
        ("heading", f"{OFFICERS if hidden is None else ''}. {workbook_title(quarter)}".removeprefix(". ")),
        ("text", look.name),
        *([("text", look.cover_text)] if look.cover_text else []),
        *([("strong", FOR_SHARING), ("text", hidden)] if hidden is not None else about),
        *(_publication(quarter, look, issued) if hidden is not None else []),
        ("subheading", "What this is"),
        (
            "text",
            f"Quarter: {label_with_months(quarter)}. Trends: {stretch_in_words(quarters[0], quarters[-1])}.",
        ),
        ("text", f"Date of the latest return: {day_in_words(made)}."),
        ("text", f"Software: ieo_metrics, version {__version__}."),
        *([("text", f"Audit trail at {trail}.")] if trail else []),
        ("subheading", "How to read it"),
        (
            "text",
            (
                f"The sheet {CONTENTS} lists all sheets, with links. Every sheet after this one has its "
                "title in cell A1 and one table."
            ),
        ),
        (
            "text",
            (
                "Shorthand in square brackets, intervals and the settings in force are explained on the "
                f"sheet {NOTES}."
            ),
        ),
    ]


def _publication(quarter: Quarter, look: UnitLook, issued: str) -> list[tuple[str, str]]:
    """What government guidance asks of a cover: issue, date of publication, next release, contact. The next
    quarter is not named: no file of a pack names a later one."""
    _, last_day = held_between(quarter + 1)
    said = (
        f"Issue and date of publication: {issued}." if issued else "",
        f"Next release: after the meeting about the next quarter, which is due by {day_in_words(last_day)}.",
        f"Contact: {look.contact}" if look.contact else "",
    )
    return [("subheading", "Publication"), *(("text", line) for line in said if line)]


def contents_sheet(pages: Iterable[Page], hidden: str | None = None) -> Page:
    """The contents page: every sheet with a link to it."""
    kind = "for sharing" if hidden is not None else "not for sharing"
    return Page(
        CONTENTS,
        "Contents",
        ("This sheet has one table. Each name leads to its sheet.",),
        "contents",
        (SheetColumn("Sheet", 20), SheetColumn("What is on it", 90)),
        [
            (Link(sheet, sheet), what)
            for sheet, what in (
                (COVER, f"What this workbook is, and that it is {kind}"),
                *((p.sheet, p.title) for p in pages),
            )
        ],
    )


def notes_sheet(settings: Settings, hidden: str | None = None, protection: str = "") -> Page:
    """Markers, how to read the numbers, small numbers and settings, one numbered row each."""
    # The officer's own numbers are exact.
    shown = ShownWords() if hidden is None else shown_in_words(settings)
    said = [
        *_small_numbers(settings, hidden),
        *([("Protection", protection)] if protection else []),
        *((f"[{marker}]", f"{meaning[0].upper()}{meaning[1:]}.") for marker, meaning in MARKERS.items()),
        *((about, what.format(shown=shown)) for about, what in READING),
        *(MEANING.items() if hidden is None else ()),
        *(
            (f"Setting: {words}", f"In force: {value}. {setting.why}")
            for setting, (words, value) in zip(SETTINGS, settings.in_words(), strict=True)
        ),
    ]
    return Page(
        NOTES,
        "Notes",
        ("This sheet has one table.",),
        "notes",
        (SheetColumn("Number", 10, "number"), SheetColumn("About", 34), SheetColumn("Note", 90)),
        [(number, about, what) for number, (about, what) in enumerate(said, start=1)],
    )


def _small_numbers(settings: Settings, hidden: str | None) -> tuple[tuple[str, str], ...]:
    what = f"{hidden_kinds(settings)}. Sessions and school staff are not counts of young people."
    if hidden is not None:
        return (
            ("Sharing", f"{FOR_SHARING} {hidden}"),
            (
                "Small numbers",
                (
                    f"Hidden, and marked [c]: {what} All of them have the same mark. The number left out "
                    "is shown only where it is not small."
                ),
            ),
        )
    return (
        ("Sharing", NOT_FOR_SHARING),
        ("Small numbers", f"Before any of this is shared, these must be hidden: {what}"),
    )


READING = (
    (
        "Where [x] and [z] are used",
        "In place of a number that is not there. Other shorthand stands beside the value, under Marker. "
        "Under numerator, denominator and interval, [z] also means that there is none: a count has no "
        "denominator, and one young person, or changes that are all equal, have no interval.",
    ),
    (
        "Value",
        (
            "Percentages are stored as proportions from 0 to 1 and shown as percentages. An average change "
            "has a sign: +1.4 is up, −0.6 is down."
        ),
    ),
    (
        "Differences",
        f"{ROUNDED} 60% less 55% may be said to be 6 points.",
    ),
    ("Target met", HOW_TARGETS_ARE_MET),
    ("Verdict", HOW_JUDGED),
    (
        "n, the denominator",
        f"How many young people a percentage or an average is based on. Below {DECIMALS_FROM} a "
        "percentage is shown without decimals: of 25 young people, one is 4 percentage points.",
    ),
    (
        "Numerator",
        (
            "For a percentage: how many young people it applies to{shown.rounded}. For an average: "
            "{shown.sum_of_changes}. For a count: the count{shown.rounded}."
        ),
    ),
    (
        "95% interval",
        "How far the value could be off by chance alone: with few young people it is wide. Where two "
        "quarters' intervals overlap a good deal, chance alone may "
        "explain the difference. Percentages: Wilson's interval. Average changes: Student's t interval. "
        "Counts have none.",
    ),
    (
        "Left out",
        (
            "Young people (for a sum: rows) with an event in the quarter but no usable value for the "
            "measure. The sheet Data quality says which problems there were."
        ),
    ),
    (
        "Better, same, worse",
        (
            "Young people whose latest score is better than, equal to or worse than their first. They add "
            "up to n."
        ),
    ),
    (
        "Quarters",
        (
            "Of the financial year: Q1 is April to June, Q2 July to September, Q3 October to December, Q4 "
            "January to March."
        ),
    ),
    (
        "Adding up quarters",
        (
            "A young person supported in two quarters is in both. Quarters of a count of people must not be "
            "added up."
        ),
    ),
    (
        "Charts",
        (
            "Each shows one measure by quarter. A quarter without a value is a gap. Vertical bars are the "
            "95% interval."
        ),
    ),
)


def definitions_sheet() -> Page:
    """The wording and the plain definition of every measure."""
    return Page(
        DEFINITIONS,
        "Definitions of the measures",
        ("This sheet has one table.",),
        "definitions",
        (
            SheetColumn("Reference", 12),
            SheetColumn("Strategic area", 24),
            SheetColumn("Success measure", 24),
            SheetColumn("Wording of the framework", 26),
            SheetColumn("Definition in plain words", 42),
            SheetColumn("Kind", 12),
            SheetColumn("Unit", 12),
            SheetColumn("Better when", 9),
            SheetColumn("Source", 20),
        ),
        [
            (
                m.ref,
                m.area,
                m.success,
                m.wording,
                m.definition,
                m.statistic.label,
                m.unit,
                m.better,
                f"{m.provider}, {m.programme} returns",
            )
            for m in MEASURES
        ],
    )
