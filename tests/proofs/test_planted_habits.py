"""Habits of busy people, planted one at a time into the invented samples: none moves a figure without a question,
neither at once nor after everything is confirmed as it is proposed; and what is plain stops nothing."""

import datetime as dt
import random
from collections.abc import Callable
from functools import cache

import openpyxl
import pytest

from ieo_metrics.commands_on_files import exit_status
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.pipeline import Collection, collect_files
from ieo_metrics.recognising.mappings.confirm_all_proposals import confirmed_choice
from ieo_metrics.recognising.mappings.mapping import EMPTY, Mapping
from sample_data.make_samples import FILES, HERE
from tests.recognising.in_memory import answers, book, sheet

Cells = dict[str, list[list]]  # by sheet, its rows
Habit = Callable[[Cells], None]
RECEIVED = dt.datetime(2025, 4, 20, 12, tzinfo=dt.UTC)
HEADING, FIRST = 3, 4  # rows of the samples' sheets, from 0
OF = {
    "navigators": "A&E",
    "choices": "Choices",
    "police": "Constabulary",
    "society": "Society",
    "tips": "TIPS",
}


@cache
def sample(which: str) -> Cells:
    (name,) = (name for name in FILES if OF[which] in name)
    return {
        each.title: [
            [cell.date() if isinstance(cell, dt.datetime) else cell for cell in row]
            for row in each.iter_rows(values_only=True)
        ]
        for each in openpyxl.load_workbook(HERE / name)
    }


def collect(cells: Cells, mapping: Mapping = EMPTY) -> Collection:
    one = book(*(sheet(rows, name) for name, rows in cells.items()))
    return collect_files([one], Settings(), RECEIVED, None, mapping)


@cache
def plain(which: str) -> dict:
    return answers(collect(sample(which)))


def planted(which: str, habit: Habit) -> Cells:
    cells = {name: [list(row) for row in rows] for name, rows in sample(which).items()}
    habit(cells)
    return cells


def headed(where: str, **texts: str) -> Habit:
    """Other headings, by their columns."""

    def change(cells: Cells) -> None:
        for letter, text in texts.items():
            cells[where][HEADING][ord(letter) - ord("A")] = text

    return change


def above(where: str, **texts: str) -> Habit:
    """A row above the headings, with texts above some columns."""

    def change(cells: Cells) -> None:
        row: list = [None] * len(cells[where][HEADING])
        for letter, text in texts.items():
            row[ord(letter) - ord("A")] = text
        cells[where].insert(HEADING, row)

    return change


def written(where: str, letters: str, way: Callable, every: int = 1) -> Habit:
    """The filled cells of columns, or each so many-th of them, in another way."""

    def change(cells: Cells) -> None:
        for column in (ord(letter) - ord("A") for letter in letters):
            for row in cells[where][FIRST::every]:
                row[column] = row[column] if row[column] is None else way(row[column])

    return change


def without(where: str, letter: str) -> Habit:
    def change(cells: Cells) -> None:
        for row in cells[where]:
            del row[ord(letter) - ord("A")]

    return change


def row_below(where: str, *row: object) -> Habit:
    return lambda cells: cells[where].append([*row, *[None] * (len(cells[where][HEADING]) - len(row))])


def further_sheet(name: str, *rows: list) -> Habit:
    return lambda cells: cells.update({name: [list(row) for row in rows]})


def further_column(where: str, heading: str, value: object) -> Habit:
    def change(cells: Cells) -> None:
        for at, row in enumerate(cells[where]):
            row.append(heading if at == HEADING else value if at > HEADING else None)

    return change


def turned_round(where: str, letter: str, heading: str) -> Habit:
    """A column of yes and no under a heading that says the opposite, with the opposite answers."""
    other = {"Yes": "No", "No": "Yes"}

    def change(cells: Cells) -> None:
        written(where, letter, lambda answer: other[answer])(cells)
        headed(where, **{letter: heading})(cells)

    return change


def overlapping(where: str) -> Habit:
    """One sheet in two, of which the second begins before the first ends."""

    def change(cells: Cells) -> None:
        rows = cells.pop(where)
        cells["Part A"] = [*map(list, rows[:FIRST]), *rows[FIRST : FIRST + 120]]
        cells["Part B"] = [*map(list, rows[:FIRST]), *rows[FIRST + 100 :]]

    return change


def in_part(where: str, letters: str, way: Callable, first: int = 100, last: int = 10_000) -> Habit:
    """The filled cells of columns in some rows in another way."""

    def change(cells: Cells) -> None:
        for column in (ord(letter) - ord("A") for letter in letters):
            for row in cells[where][FIRST + first : FIRST + last]:
                row[column] = row[column] if row[column] is None else way(row[column])

    return change


def four_years_back(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=1462)


def swapped(day: dt.date) -> dt.date:
    return dt.date(day.year, day.day, day.month) if day.day <= 12 else day


def exchanged(where: str, one: str, other: str, every: int = 1) -> Habit:
    """Two columns in each other's place in all rows, or in each so many-th, where both are filled."""

    def change(cells: Cells) -> None:
        a, b = (ord(letter) - ord("A") for letter in (one, other))
        for row in cells[where][FIRST::every]:
            if row[a] is not None and row[b] is not None:
                row[a], row[b] = row[b], row[a]

    return change


def in_a_short_name(cells: Cells) -> None:
    """A school without its URN, under the first word of its name, in each second of its rows."""
    rows = [row for row in cells["Sessions"][FIRST:] if row[1] == "Northgate Example School"]
    for row in rows[::2]:
        row[1:3] = ["Northgate", None]


def last_years_january(day: dt.date) -> dt.date:
    return day.replace(year=2024) if (day.year, day.month) == (2025, 1) else day


def a_year_early(day: dt.date) -> dt.date:
    return day - dt.timedelta(days=364)


def digits_changed_round(reference: str) -> str:
    return f"{reference[:-2]}{reference[-1]}{reference[-2]}"


def shuffled(where: str) -> Habit:
    """The rows of a sheet in no order."""

    def change(cells: Cells) -> None:
        rows = cells[where][FIRST:]
        random.Random(1).shuffle(rows)
        cells[where][FIRST:] = rows

    return change


def one_after_another(*habits: Habit) -> Habit:
    def change(cells: Cells) -> None:
        for habit in habits:
            habit(cells)

    return change


def copied_into_next_rows(where: str) -> Habit:
    """A reference in the next row as well, now and then."""

    def change(cells: Cells) -> None:
        for one, other in zip(cells[where][FIRST + 9 :: 40], cells[where][FIRST + 10 :: 40]):
            other[0] = one[0]

    return change


def stating(quarters: str) -> Habit:
    """The same rows, with other quarters stated over them."""

    def change(cells: Cells) -> None:
        for rows in cells.values():
            rows[1][0] = f"Reporting quarter: {quarters}"

    return change


def numbered(where: str) -> Habit:
    """A column of running numbers before all others."""

    def change(cells: Cells) -> None:
        for at, row in enumerate(cells[where]):
            row.insert(0, "No." if at == HEADING else at - HEADING if at > HEADING else None)

    return change


def draft_of(where: str) -> Habit:
    """The sheet once more, before its numbers were put right."""

    def change(cells: Cells) -> None:
        draft = [list(row) for row in cells[where]]
        for row in draft[FIRST:]:
            row[:] = [cell + 1 if isinstance(cell, int) and 0 < cell < 9 else cell for cell in row]
        cells["Draft"] = draft

    return change


SCORES = "DEFGHIJKLMNOPQRSTUVW"  # of the star
VISITS = [
    ["School", "Priority school"],
    ["Valley Example School", "Yes"],
    ["Hillside Example College", "Yes"],
]
HABITS: list[tuple[str, Habit]] = [
    *(("navigators", exchanged("Pain scale", "C", "E", every)) for every in (1, 5, 11)),
    ("navigators", written("Pain scale", "CE", lambda score: 10 - score)),
    ("society", written("Outcomes Star", SCORES, lambda score: 11 - score)),
    ("society", written("Outcomes Star", SCORES, lambda score: (score + 1) // 2)),
    *(("police", exchanged("Follow-up", "D", "E", every)) for every in (1, 9)),
    *(
        (which, written(where, "A", digits_changed_round, every))
        for which, where in (
            ("navigators", "Pain scale"),
            ("navigators", "Social prescribing"),
            ("society", "Support"),
        )
        for every in (7, 20)
    ),
    ("navigators", copied_into_next_rows("Pain scale")),
    *(
        (which, one_after_another(shuffled(where), written(where, "B", a_year_early, 15)))
        for which, where in (("navigators", "Social prescribing"), ("society", "Support"))
    ),
    *((which, draft_of("Sessions")) for which in ("choices", "tips")),
    ("choices", written("Sessions", "C", lambda urn: "999999", 4)),
    *(
        ("choices", headed("Sessions", **row))
        for row in ({"D": "Year group", "E": "District"}, {"E": "Activity", "F": "Year group"})
    ),
    *(
        ("choices", written("Sessions", "E", lambda cohort, way=way: way(cohort), 2))
        for way in (
            lambda cohort: cohort.replace(" ", ""),
            lambda cohort: f"{cohort} n=28",
            lambda cohort: f"{cohort} w1",
            lambda cohort: f"{cohort} 12/5",
            lambda cohort: f"{cohort} Mr Oak",
        )
    ),
    ("police", written("Follow-up", "E", {"Yes": "No", "No": "Yes"}.get)),
    *(
        (which, stating(quarters))
        for which in ("navigators", "tips")
        for quarters in ("2022/23 Q1", "2023/24 Q1 to 2025/26 Q4")
    ),
    ("society", draft_of("Outcomes Star")),
    *(
        ("police", written("Follow-up", letters, lambda cell, old=old, new=new: new if cell == old else cell))
        for letters, old, new in (
            ("E", "No", None),
            ("E", "No", "-"),
            ("G", 0, "-"),
            ("G", 0, None),
            ("FG", 0, "n/a"),
        )
    ),
    *((which, written("Sessions", "A", last_years_january)) for which in ("tips", "choices")),
    ("navigators", written("Pain scale", "BD", last_years_january)),
    ("society", written("Outcomes Star", "C", last_years_january)),
    *(("choices", exchanged("Sessions", "H", "I", every)) for every in (1, 20)),
    *(("choices", exchanged("Sessions", "B", "C", every)) for every in (20, 45)),
    *(("tips", exchanged("Sessions", "E", "G", every)) for every in (1, 5)),
    *(("police", exchanged("Follow-up", "F", "G", every)) for every in (1, 10)),
    *(("navigators", exchanged("Pain scale", "B", "D", every)) for every in (1, 9)),
    ("choices", in_a_short_name),
    *(
        ("choices", written("Sessions", "E", lambda cohort, more=more: f"{cohort}{more}", 2))
        for more in (" (am)", " - pm", " boys", " (28)", " session 2")
    ),
    *(
        ("society", written("Outcomes Star", "A", lambda ref, letters=letters: letters + ref[3:], 2))
        for letters in ("AE", "SRT", "RESET")
    ),
    *(
        ("police", turned_round("Follow-up", "E", h))
        for h in ("Did not reoffend", "No reoffence", "Offence free")
    ),
    *(("police", turned_round("Follow-up", "D", h)) for h in ("Not traced", "Untraced", "Unable to trace")),
    *(("police", without("Follow-up", letter)) for letter in "BEFG"),
    ("police", written("Follow-up", "C", swapped)),
    ("police", written("Follow-up", "E", lambda said: "Yes - theft" if said == "Yes" else said, 5)),
    ("police", headed("Follow-up", F="CHI lifetime")),
    *(
        ("police", headed("Follow-up", E=f"Reoffended? ({h})"))
        for h in ("No = yes", "Y = no, N = yes", "1=no")
    ),
    ("society", in_part("Outcomes Star", "BC", swapped)),
    ("society", written("Outcomes Star", "BC", four_years_back)),
    *((which, overlapping("Sessions")) for which in ("tips", "choices")),
    *(
        (which, habit)
        for which, where, letters in (
            ("tips", "Sessions", "A"),
            ("choices", "Sessions", "A"),
            ("police", "Follow-up", "BC"),
            ("navigators", "Pain scale", "BD"),
        )
        for habit in (
            in_part(where, letters, swapped),
            in_part(where, letters, swapped, 20, 60),
            in_part(where, letters, swapped, 60, 90),
            written(where, letters, four_years_back),
        )
    ),
    *(("tips", without("Sessions", letter)) for letter in "ABF"),
    *(("tips", headed("Sessions", F=h)) for h in ("Not delivered", "Planned status", "Outcome")),
    *(("tips", headed("Sessions", A=h)) for h in ("Date of incident", "Planned date", "Date booked")),
    ("tips", headed("Sessions", G="Cumulative sessions")),
    ("tips", written("Sessions", "A", swapped)),
    ("tips", written("Sessions", "A", lambda day: f"w/c {day:%d %B}", 7)),
    *(
        ("tips", written("Sessions", "A", lambda day, text=text: text, 7))
        for text in ("as above", '"', "Spring term")
    ),
    ("choices", further_sheet("Schools we hope to visit", *VISITS)),
    *(
        ("choices", headed("Sessions", H=f"Young people {what}"))
        for what in ("to date", "expected", "on roll")
    ),
    ("choices", written("Sessions", "C", lambda urn: "999021" if urn == "999001" else urn, 3)),
    ("choices", written("Sessions", "H", lambda count: f"{count} of 30", 9)),
    ("navigators", headed("Pain scale", B="Date", C="Score", D="Date 2", E="Score 2")),
    ("navigators", headed("Pain scale", B="Date", C="Score", D="Review", E="Review score")),
    ("navigators", headed("Social prescribing", D="Declined?")),
    ("navigators", headed("Social prescribing", C="Expected end date")),
    ("navigators", written("Pain scale", "D", swapped)),
    *(("society", headed("Support", D=h)) for h in ("Setting at referral", "Previous setting")),
    ("society", headed("Support", C="Planned end date")),
    ("society", written("Outcomes Star", "D", lambda score: f"{score} - good", 7)),
    ("society", written("Outcomes Star", "C", swapped)),
    *(("choices", above("Sessions", H=h)) for h in ("Target", "Planned", "Cumulative", "To date")),
    *(("tips", above("Sessions", G=h)) for h in ("Total", "Planned", "Previous quarter")),
    ("tips", above("Sessions", A="Planned")),
    *(("navigators", above("Pain scale", E=h)) for h in ("Target", "Previous quarter", "Average")),
    ("navigators", above("Pain scale", B="Actual", D="Target")),
    *(("police", above("Follow-up", E=h)) for h in ("Not", "Predicted")),
    *(("society", above("Support", **row)) for row in ({"C": "Planned"}, {"D": "Previous"})),
    *(("society", above("Support", D=h)) for h in ("Prior", "Former", "Birth")),
    *((which, above("Sessions", A="Planned", B="Previous")) for which in ("tips", "choices")),
    ("police", above("Follow-up", C="Earlier")),
    *(
        ("police", headed("Follow-up", G=h))
        for h in ("CHI after 12 months", "CHI after 6 months", "CHI before 12 months")
    ),
    *(("society", in_part("Outcomes Star", columns, swapped, 20, 60)) for columns in ("B", "C", "BC")),
    *(
        ("choices", written("Sessions", "B", lambda name, way=way: way(name), 5))
        for way in (
            lambda name: name.replace("le", "el", 1),
            lambda name: name.replace("l", "", 1),
            lambda name: name.replace("l", "ll", 1),
        )
    ),
    *(
        (which, written(where, "A", lambda ref, way=way: way(ref), 5))
        for which, where in (("navigators", "Pain scale"), ("society", "Outcomes Star"))
        for way in (
            lambda ref: ref.replace("0", "O", 1),
            lambda ref: ref.replace("1", "l", 1),
            lambda ref: ref.replace("1", "I", 1),
            lambda ref: ref.replace("A", "\u0410").replace("T", "\u0422"),
            lambda ref: f"{ref} (2)",
            lambda ref: f"{ref[:4]}({ref[4:]})",
        )
    ),
]
MAIN = (("police", "Follow-up"), ("choices", "Sessions"), ("society", "Support"))
NOTES = ("* provisional", "Spring term", "*excludes self-referrals", "(continued overleaf)")
CONTROLS: list[tuple[str, Habit]] = [
    *((which, numbered(where)) for which, where in MAIN),
    ("society", row_below("Support", "Community")),
    ("navigators", row_below("Social prescribing", "Engaged young people")),
    *(
        (which, shuffled(where))
        for which, where in (*MAIN, ("navigators", "Pain scale"), ("tips", "Sessions"))
    ),
    *(
        (which, row_below(where, text, None, None, 40))
        for which, where in MAIN
        for text in ("Overall", "YTD", "Average", "Grand total", "Median", "n =", "%", "All", "Target")
    ),
    *((which, row_below(where, text)) for which, where in MAIN for text in NOTES),
    *(
        (which, further_sheet("Summary", ["Quarter", "Sessions delivered"], *[["Q1", 5.0]] * 4))
        for which in OF
    ),
    *(
        (which, further_column(where, heading, value))
        for which, where in (("police", "Follow-up"), ("choices", "Sessions"), ("tips", "Sessions"))
        for heading, value in (("Comments", "Total of 3 calls"), ("Consent (Y/N)", "Y"), ("Hours", 2.0))
    ),
    ("society", further_column("Support", "Area", "North")),
    ("tips", written("Sessions", "C", lambda name: "Max", 3)),
    ("choices", written("Sessions", "H", str)),
    *(("police", headed("Follow-up", E=f"Reoffended ({h})")) for h in ("Y = yes, N = no", "1 = yes; 0 = no")),
    ("society", written("Support", "F", lambda band: "21-25")),
    ("choices", above("Sessions", H="Participants")),
    ("choices", above("Sessions", A="Planned and delivered sessions, total for the year")),
    ("police", above("Follow-up", F="Crime Harm Index")),
    ("police", above("Follow-up", B="Dates", D="Outcome", F="Before and after")),
    ("navigators", above("Pain scale", B="Before support", D="After support")),
]


def moves_nothing_unasked(which: str, habit: Habit) -> None:
    """Neither at once nor after everything is confirmed as it is proposed."""
    cells = planted(which, habit)
    first = collect(cells)
    assert exit_status(first) == 1 or answers(first) == plain(which)
    doubts = [doubt for file in first.files for doubt in file.doubts]
    confirmed = collect(cells, confirmed_choice(EMPTY, doubts, first.problems))
    assert exit_status(confirmed) == 1 or answers(confirmed) == plain(which)


def stops_nothing(which: str, habit: Habit) -> None:
    one = collect(planted(which, habit))
    assert (exit_status(one), answers(one)) == (0, plain(which))


@pytest.mark.parametrize(("which", "habit"), HABITS)
def test_no_figure_moves_without_a_question(which: str, habit: Habit):
    moves_nothing_unasked(which, habit)


@pytest.mark.parametrize(("which", "habit"), CONTROLS)
def test_what_is_plain_stops_nothing(which: str, habit: Habit):
    stops_nothing(which, habit)
