"""More habits, planted one at a time into the invented samples: a second pair of readings in words that nobody
listed, another column for what did not take place, a copy of a sheet in other words, and what Excel adds up."""

import datetime as dt
from collections.abc import Callable

import pytest

from ieo_metrics.commands_on_files import exit_status
from tests.proofs.test_planted_habits import (
    FIRST,
    HEADING,
    Cells,
    Habit,
    collect,
    exchanged,
    further_column,
    headed,
    moves_nothing_unasked,
    one_after_another,
    planted,
    stops_nothing,
    written,
)

STATUS = 5  # the column of TIPS' sessions, from 0


def said_by(heading: str, no: object, yes: object, attendees: object = 9) -> Habit:
    """TIPS' sessions with another column in the place of their status. `attendees`: of those that did not take
    place, which would else be seen to lack them."""

    def change(cells: Cells) -> None:
        cells["Sessions"][HEADING][STATUS] = heading
        for row in cells["Sessions"][FIRST:]:
            if row[STATUS] != "Delivered":
                row[4] = attendees if row[1] == "Training" else row[4]
            row[STATUS] = yes if row[STATUS] == "Delivered" else no

    return change


def under_a_line(line: str) -> Habit:
    """TIPS' sessions without a status: those that took place, then a line, then the others."""

    def change(cells: Cells) -> None:
        rows = cells["Sessions"]
        happened, others = (
            [row for row in rows[FIRST:] if (row[STATUS] == "Delivered") == delivered]
            for delivered in (True, False)
        )
        rows[FIRST:] = [*happened, [line, *[None] * (len(rows[HEADING]) - 1)], *others]
        for row in rows:
            del row[STATUS]

    return change


def copied(where: str, title: str, column: int, way: Callable) -> Habit:
    """The sheet once more under another name, with a column in other words."""

    def change(cells: Cells) -> None:
        cells[title] = [list(row) for row in cells[where]]
        for row in cells[title][FIRST:]:
            row[column] = row[column] and way(row[column])

    return change


def halved(heading: str) -> Habit:
    """Young people in two columns."""

    def change(cells: Cells) -> None:
        for at, row in enumerate(cells["Sessions"]):
            count = row[7] if at > HEADING and isinstance(row[7], int) else None
            row.append(heading if at == HEADING else count and count - count // 2)
            row[7] = row[7] if count is None else count // 2

    return change


def added_up(where: str, column: int, word: str, number_in: int) -> Habit:
    """What Excel writes under each group of rows, and at the end."""

    def change(cells: Cells) -> None:
        out, rows = cells[where][:FIRST], cells[where][FIRST:]
        for group in sorted({str(row[column]) for row in rows if row[column]}):
            out += [row for row in rows if row[column] == group]
            out.append([None] * len(cells[where][HEADING]))
            out[-1][column], out[-1][number_in] = f"{group} {word}", 77
        out += [row for row in rows if not row[column]]
        out.append([None] * len(cells[where][HEADING]))
        out[-1][column], out[-1][number_in] = f"Grand {word}", 777
        cells[where] = out

    return change


def without_urns(cells: Cells) -> None:
    for where in ("Sessions", "School list"):
        place = cells[where][HEADING].index("URN")
        for row in cells[where][FIRST:]:
            row[place] = None


def star_headed(date: str, score: str) -> Habit:
    """The star with plain first headings, and others over the second date and scores."""

    def change(cells: Cells) -> None:
        heading = cells["Outcomes Star"][HEADING]
        heading[1:3] = ["Date", date]
        heading[3:] = [
            score.format(text.removesuffix(" - latest"))
            if text.endswith("latest")
            else text.removesuffix(" - first")
            for text in heading[3:]
        ]

    return change


PAIRS = (
    ("Re-scored", "New score"), ("Date later", "Later score"), ("Repeat date", "Repeat"), ("Re-visit", "Score at re-visit"),
    ("Check-in", "Check-in score"), ("Outcome date", "Outcome score"), ("Progress date", "Progress score"),
    ("Discharge date", "Discharge score"), ("Leaving date", "Leaving score"), ("Date of call", "Score (call)"),
    ("Reassessment date", "Reassessment score"), ("Date (r)", "Score (r)"),
)  # fmt: skip
HABITS: list[tuple[str, Habit]] = [
    *(("navigators", headed("Pain scale", B="Date", C="Pain score", D=d, E=s)) for d, s in PAIRS),
    ("navigators", headed("Pain scale", B="Assessed", C="Pain", D="Reassessed", E="Pain reassessed")),
    *(
        ("society", star_headed(*how))
        for how in (("Re-assessment date", "{} (re-assessment)"), ("Updated", "{} updated"), ("Date 2", "{}2"))
    ),
    *(
        ("choices", headed("School list", E=start, F=end))
        for start, end in (("Start", "End"), ("Date joined", "Date left"), ("Listed", "Delisted"), ("Entered the list", "Left it"))
    ),
    ("choices", headed("School list", F="Left list")),
    *(
        ("choices", one_after_another(without_urns, written("Sessions", "B", lambda name, more=more: f"{name}{more}", 2)))
        for more in (" PO9 1AA", ", SO14 0AA", " 2024", " (2024/25)")
    ),
    ("choices", headed("School list", D="PRU")),
    ("choices", exchanged("School list", "E", "F")),
    *(
        ("tips", said_by(*how))
        for how in (
            ("Took place?", "No", "Yes"),
            ("Held", "N", "Y"),
            ("Went ahead", None, "Y"),
            ("Completed", "No", "Yes"),
            ("Done", None, "✓"),
            ("DNA", "Y", None),
            ("No show", "x", None),
            ("Cancelled on", dt.date(2024, 5, 1), None),
            ("Comments", "Cancelled - officer sick", None),
            ("Comments", "Officer off sick so session called off", "Went well"),
            ("Notes", "CANX", None),
            ("RAG", "Red", "Green"),
        )
    ),
    *(
        ("tips", under_a_line(line))
        for line in (
            "Sessions that did not happen", "Cancellations", "DNAs", "Not yet delivered", "Cancelled by team", "No shows",
            "Called off", "Rejected", "Test entries", "Did not go ahead", "On hold", "Already reported",
        )
    ),
    *(
        ("tips", copied("Sessions", title, column, way))
        for title, column, way in (
            ("Sessions (2)", 2, lambda name: name.replace("Practitioner ", "Prac ")),
            ("Sessions v1", 3, lambda team: team[:4]),
            ("Team view", 2, lambda name: name.upper()[-3:]),
        )
    ),
    *(
        ("choices", halved(heading))
        for heading in (
            "Additional young people reached", "Young people (online)", "YP reached - 2nd group", "Pupils 2", "Further students",
        )
    ),
    *(
        ("police", further_column("Follow-up", heading, value))
        for heading, value in (("Reoffended (updated)", "Yes"), ("CHI after (revised)", 900), ("Traced (corrected)", "No"))
    ),
    *(
        ("choices", written("Sessions", "E", way, 2))
        for way in (
            lambda cohort: f"{cohort} pt 2",
            lambda cohort: f"{cohort} 2nd",
            lambda cohort: f"{cohort.split()[-1]} {cohort.split()[1]}",
            lambda cohort: f"KS4 {cohort}",
        )
    ),
]  # fmt: skip
# A column of bare answers beside a status that says otherwise.
CONTRADICTIONS: list[tuple[str, Habit]] = [
    ("tips", further_column("Sessions", "Took place?", "No")),
    ("tips", further_column("Sessions", "Cancelled?", "Yes")),
    ("choices", further_column("Sessions", "Was it held", "N")),
]
CONTROLS: list[tuple[str, Habit]] = [
    ("tips", further_column("Sessions", "Took place?", "Yes")),
    ("choices", further_column("Sessions", "Programme completed", "No")),
    ("choices", further_column("Sessions", "Cancelled on", dt.date(2024, 5, 1))),
    *(
        ("navigators", further_column("Pain scale", heading, value))
        for heading, value in (("Next appointment", dt.date(2025, 5, 1)), ("Contacts", 4), ("Age", 9), ("Feedback score", 8))
    ),
    (
        "navigators",
        one_after_another(
            further_column("Pain scale", "Date entered", dt.date(2025, 3, 1)),
            further_column("Pain scale", "Number of contacts", 4),
        ),
    ),
    ("choices", further_column("Sessions", "Other agency", "Yes")),
    ("choices", further_column("School list", "Last inspection", dt.date(2021, 5, 1))),
    ("tips", further_column("Sessions", "Comments", "cancelled once, went well today")),
    ("tips", further_column("Sessions", "No of DNAs", 3)),
    *(
        (which, added_up(where, column, word, number))
        for which, where, column, number in (
            ("tips", "Sessions", 3, 6), ("tips", "Sessions", 1, 6), ("choices", "Sessions", 3, 7), ("choices", "Sessions", 5, 7),
            ("society", "Support", 3, 1),
        )
        for word in ("Total", "Count", "Average")
    ),
]  # fmt: skip


@pytest.mark.parametrize(("which", "habit"), HABITS)
def test_no_figure_moves_without_a_question(which: str, habit: Habit):
    moves_nothing_unasked(which, habit)


@pytest.mark.parametrize(("which", "habit"), CONTRADICTIONS)
def test_what_speaks_against_a_status_is_asked_about(which: str, habit: Habit):
    assert exit_status(collect(planted(which, habit))) == 1


@pytest.mark.parametrize(("which", "habit"), CONTROLS)
def test_what_is_plain_stops_nothing(which: str, habit: Habit):
    stops_nothing(which, habit)
