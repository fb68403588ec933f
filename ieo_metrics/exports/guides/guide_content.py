"""The printed guides, one row each: for the officer a quarter and every page, for the chair the meeting. They
say what the help of the pages says."""

import datetime as dt
from collections.abc import Callable
from typing import NamedTuple

from ieo_metrics.exports.report.blocks import Block, Heading, Items, Paragraph, Report, Table
from ieo_metrics.framework.configuration.unit_look import UnitLook
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.guidance.page_help import HELP, PAGE_HELP
from ieo_metrics.framework.measures import MEASURES
from ieo_metrics.statistics.figure_wording import better_direction
from ieo_metrics.statistics.verdict_wording import HOW_JUDGED

_NOT_SHARED = (
    "Only the files of a pack may leave the office. They are made from an issue, with small numbers hidden, "
    "and each is checked before it is offered.",
    "Everything else on the screen, and every file that says “not for sharing”, is for the officer only: a "
    "young person could be recognised from small numbers.",
    "Do not write a person's name in a comment, an action or a note.",
)
_QUARTER = (
    "Send each provider its template, from Returns, with the day on which it is due.",
    "Drop what comes in on Returns, answer what is asked, and send back what the provider must fix.",
    "Accept the returns, after reading which figures would change.",
    "Look at Overview, Measure and Signals; write comments, and what is to be raised, on Working group.",
    "On Issue and pack look at the preview, issue the quarter, and download the pack for the SVRP.",
    "Hold the Meeting from what was issued, and type in the actions as they are agreed.",
)
_KEYS = (
    ("Arrow right, arrow left", "The next measure, the one before"),
    ("A number, then Enter", "The measure with that number"),
    ("Home", "All measures"),
    ("End", "What is to be raised to the SVRP"),
)


def _page(page: str) -> list[Block]:
    return [Heading(page, 2), Paragraph(" ".join(HELP[page].sentences))]


def _verdicts_and_letters() -> list[Block]:
    rows = tuple((f"[{letter}]", meaning) for letter, meaning in MARKERS.items())
    return [
        Heading("Verdicts", 1),
        Paragraph(HOW_JUDGED),
        Heading("Letters beside a figure", 1),
        Table("Letters beside a figure, and in place of one", ("Letter", "Meaning"), rows, (0.12, 0.88)),
    ]


def _for_officer() -> list[Block]:
    return [
        Paragraph(
            "Press / on any page to search for a measure, a word or a page. The question mark beside a title "
            "opens the help of that page."
        ),
        Heading("A quarter in six steps", 1),
        Items(_QUARTER, numbered=True),
        Heading("Page by page", 1),
        *(block for row in PAGE_HELP if not row.is_other_work for block in _page(row.page)),
        Heading("The group's other work", 2),
        Items(tuple(row.sentences[0] for row in PAGE_HELP if row.is_other_work)),
        Heading("What may leave the office", 1),
        Items(_NOT_SHARED),
        *_verdicts_and_letters(),
    ]


def _for_chair() -> list[Block]:
    measures = tuple(
        (str(number), m.ref, m.name, better_direction(m)) for number, m in enumerate(MEASURES, start=1)
    )
    return [
        Heading("In the meeting", 1),
        Paragraph(" ".join(HELP["Meeting"].sentences[:2])),
        Paragraph(
            "The figures are those of an issue and do not change while you look at them; small numbers are "
            "hidden so that no young person can be recognised."
        ),
        Table("Keys", ("Key", "Shows"), _KEYS, (0.35, 0.65)),
        Heading("The measures and their numbers", 1),
        Table(
            "The number to type for each measure",
            ("Number", "Reference", "Measure", "Which way is better"),
            measures,
            (0.1, 0.12, 0.44, 0.34),
            (0,),
        ),
        *_verdicts_and_letters(),
    ]


class Guide(NamedTuple):
    """`reader`: who it is for, as its title says; `blocks`: what stands in it."""

    reader: str
    title: str
    blocks: Callable[[], list[Block]]

    @property
    def file_name(self) -> str:
        return f"guide for the {self.reader}.pdf"


GUIDES: tuple[Guide, ...] = (
    Guide("officer", "A quarter with the dashboard: a guide for the officer", _for_officer),
    Guide("chair", "The meeting on a shared screen: a guide for the chair", _for_chair),
)


def guide_report(guide: Guide, look: UnitLook, made: dt.date) -> Report:
    """The guide as a report without figures, in the unit's look. `made`: in the file's properties."""
    foot = f"Guide for the {guide.reader}."
    return Report(guide.title, look, made, foot, tuple(guide.blocks()), (), (), ())
