"""Writes the invented samples beside this file: `python sample_data/make_samples.py [FOLDER]`. Run twice, it
gives the same bytes.

Nothing here is anyone's: the numbers come from a seeded generator, shaped to look like twelve quarters of the
five returns.
"""

import calendar
import csv
import datetime as dt
import random
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

sys.path.insert(
    0, str(Path(__file__).resolve().parents[1])
)  # so that it runs as a script, without being installed

from ieo_metrics.exports.templates import write_template
from ieo_metrics.framework.dates.quarters import Quarter, first_day, last_day, quarter, quarter_of
from ieo_metrics.framework.words.code_lists import STAR_AREAS
from sample_data.make_published import write_published
from sample_data.make_untidy import write_untidy

HERE = Path(__file__).resolve().parent
FIRST, LAST = quarter(2022, 1), quarter(2024, 4)
QUARTERS = range(FIRST, LAST + 1)
RETURNED = dt.date(2025, 4, 14)
INVENTED = (
    "Invented data: made by a program to show the dashboard. There is no real person, school or officer in "
    "it."
)

Row = Sequence[object]


@dataclass(frozen=True)
class Person:
    """One invented young person of RESET."""

    ref: str
    started: dt.date
    ended: dt.date  # may lie after the return: then it is still open
    released: (
        dt.date
    )  # the day on which support moves from custody into the community; `started` where it began there
    district: str | None
    age_band: str
    gender: str
    ethnicity: str | None
    reviewed: bool
    pace: float  # how much better this person's stars get than the average


def working_day(day: dt.date) -> dt.date:
    """The day itself, or the Monday after it; nothing is dated between Christmas and New Year."""
    if (day.month, day.day) >= (12, 24):
        day = dt.date(day.year + 1, 1, 2)
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


def a_day_in(chance: random.Random, q: Quarter) -> dt.date:
    """A working day of the quarter."""
    first, last = first_day(q), last_day(q)
    while (day := working_day(first + dt.timedelta(days=chance.randrange((last - first).days + 1)))) > last:
        pass
    return day


def a_year_after(day: dt.date) -> dt.date:
    """29 February gives 28 February, as the Constabulary reckons it."""
    return day.replace(year=day.year + 1, day=min(day.day, calendar.monthrange(day.year + 1, day.month)[1]))


def in_order(row: Row) -> list[str]:
    """Sorts sessions by their date, which is written year first, then by the rest."""
    return [str(cell) for cell in row]


def pick(chance: random.Random, weights: Mapping[str, float]) -> str:
    return chance.choices(list(weights), list(weights.values()))[0]


# ---- RESET

DISTRICTS = {
    "Portsmouth": 25, "Southampton": 28, "Isle of Wight": 3, "Havant": 8,
    "Gosport": 6, "Eastleigh": 5, "Rushmoor": 5, "Basingstoke and Deane": 6,
    "Fareham": 3, "Test Valley": 3, "New Forest": 2, "Winchester": 2, "Hampshire": 3,
}  # fmt: skip
ETHNICITIES = {
    "White": 76,
    "Black, Black British, Caribbean or African": 8,
    "Mixed or multiple ethnic groups": 7,
    "Asian or Asian British": 5,
    "Other ethnic group": 1,
    "Not known": 3,
}

# How many began in each quarter from a year before the first that is reported. One quarter's intake is small
# on purpose.
STARTS = (18, 20, 19, 21, 20, 18, 22, 19, 17, 21, 6, 23, 25, 19, 20, 21)


def young_people() -> list[Person]:
    """Everyone whom RESET took on from 2021/22 Q1 to 2024/25 Q4, in the order of their first day."""
    chance = random.Random("RESET, young people")
    days = sorted(a_day_in(chance, FIRST - 4 + i) for i, many in enumerate(STARTS) for _ in range(many))
    out = []
    for number, started in enumerate(days, start=1):
        ended = working_day(started + dt.timedelta(days=round(chance.triangular(120, 425, 270))))
        in_custody = chance.random() < 0.3
        released = (
            working_day(started + dt.timedelta(days=chance.randint(20, 100))) if in_custody else started
        )
        out.append(
            Person(
                ref=f"RST-{number:04d}",
                started=started,
                ended=ended,
                released=released,
                district=pick(chance, DISTRICTS) if chance.random() > 0.02 else None,
                age_band=pick(chance, {"18 to 21": 55, "22 to 25": 45}),
                gender=pick(chance, {"Male": 88, "Female": 10, "Non-binary or other": 1, "Not known": 1}),
                ethnicity=pick(chance, ETHNICITIES) if chance.random() > 0.02 else None,
                reviewed=chance.random() < 0.68,
                pace=chance.gauss(0, 0.06),
            )
        )
    return out


def seen(person: Person) -> bool:
    """Whether the Society's return, which begins with 2022/23 Q1, has the person at all."""
    return person.ended >= first_day(FIRST)


def support(people: Sequence[Person]) -> list[Row]:
    """One row a period: a person who began in custody and was released has two."""
    out: list[Row] = []
    for p in people:
        about = (p.district, p.age_band, p.gender, p.ethnicity)
        periods = (
            [("Custody", p.started, p.released), ("Community", p.released, p.ended)]
            if p.released > p.started
            else [("Community", p.started, p.ended)]
        )
        for setting, started, ended in periods:
            if ended >= first_day(FIRST) and started <= last_day(LAST):
                out.append((p.ref, started, ended if ended <= last_day(LAST) else None, setting, *about))
    return out


# A month's average rise in points: areas move unevenly, and tenancy hardly at all.
MONTHLY = (0.16, 0.12, 0.10, 0.15, 0.09, 0.07, 0.17, 0.20, 0.03, 0.18)
# How the programme itself did, a figure a quarter from the first: mostly upwards, with a dip when posts were
# vacant.
SEASON = (0.4, 0.5, 0.65, 0.55, 0.8, 1.0, 0.85, 0.6, 0.95, 1.3, 1.45, 1.5)


def stars(people: Sequence[Person]) -> list[Row]:
    """One row a person and review, the first star repeated on each; a person without a review has blank
    latest cells."""
    chance = random.Random("RESET, stars")
    out: list[Row] = []
    for p in people:
        first_star = working_day(p.started + dt.timedelta(days=chance.randint(3, 30)))
        if first_star > last_day(LAST):
            continue
        first = [
            None if chance.random() < 0.015 else chance.choices((3, 4, 5, 6), (28, 32, 25, 15))[0]
            for _ in STAR_AREAS
        ]
        reviews: list[tuple[dt.date | None, list[int | None]]] = []
        level = [float(score or 4) for score in first]
        before = first_star
        while p.reviewed:
            late = chance.randint(35, 80) if chance.random() < 0.12 else 0
            review = working_day(before + dt.timedelta(days=chance.randint(80, 115) + late))
            if review > min(p.ended, last_day(LAST)):
                break
            months = (review - before).days / 30.4
            season = SEASON[max(0, quarter_of(review) - FIRST)]
            level = [
                x + months * (rise + p.pace) * season + chance.gauss(0, 0.8)
                for x, rise in zip(level, MONTHLY, strict=True)
            ]
            scores = [None if chance.random() < 0.02 else min(10, max(1, round(x))) for x in level]
            reviews.append((review, scores))
            before = review
        for date, latest in reviews or [(None, [None] * len(STAR_AREAS))]:
            if date is None or date >= first_day(FIRST):
                out.append(
                    (
                        p.ref,
                        first_star,
                        date,
                        *(cell for pair in zip(first, latest, strict=True) for cell in pair),
                    )
                )
    return out


def harm_values() -> dict[str, list[float]]:
    """Crime Harm Index values of the framework's edition, in three bands of what is usual among young
    people."""
    with (HERE.parent / "ieo_metrics/framework/crime_harm_2020.csv").open(encoding="utf-8") as file:
        values = [float(row["cchi_days"]) for row in csv.DictReader(file)]
    return {
        "common": [v for v in values if v < 25],
        "serious": [v for v in values if 25 <= v < 600],
        "grave": [v for v in values if 600 <= v < 2000],
    }


def harm(chance: random.Random, values: dict[str, list[float]], offences: int, grave: float) -> float:
    """The harm of several offences: mostly slight, now and then very great."""
    return sum(
        chance.choice(values[pick(chance, {"common": 75, "serious": 25 - grave, "grave": grave})])
        for _ in range(offences)
    )


def follow_up(people: Sequence[Person]) -> list[Row]:
    """One row for each person whose twelve months ended in the quarters covered."""
    chance = random.Random("RESET, follow-up")
    values = harm_values()
    out: list[Row] = []
    for p in people:
        window_end = a_year_after(p.started)
        if not first_day(FIRST) <= window_end <= last_day(LAST):
            continue
        before = (
            0.0
            if chance.random() < 0.08
            else harm(chance, values, chance.choices((1, 2, 3, 4, 6), (35, 30, 18, 12, 5))[0], 4)
        )
        # From two in five to under a third over the three years.
        reoffended = chance.random() < 0.42 - 0.011 * (quarter_of(window_end) - FIRST)
        after = (
            harm(chance, values, chance.choices((1, 2, 3, 5), (50, 28, 15, 7))[0], 2) if reoffended else 0.0
        )
        if chance.random() < 0.06:
            out.append((p.ref, p.started, window_end, "No", None, None, None))
        else:
            scores = (None, None) if chance.random() < 0.02 else (before, after)
            out.append((p.ref, p.started, window_end, "Yes", "Yes" if reoffended else "No", *scores))
    return out


# ---- A&E Navigators

# Young people first seen in each quarter. The second summer had no navigator for two months.
SEEN_IN_HOSPITAL = (25, 28, 31, 27, 33, 4, 29, 34, 32, 30, 38, 36)
FELL_BY = {"3": 16, "2": 30, "1": 26, "0": 19, "-1": 9}


def pain(refs_by_quarter: Sequence[Sequence[str]]) -> list[Row]:
    """One row a young person: the first score 4 to 9, the latest mostly 1 to 3 lower; a quarter of them are
    not asked again."""
    chance = random.Random("A&E Navigators, pain scale")
    out: list[Row] = []
    for q, refs in zip(QUARTERS, refs_by_quarter, strict=True):
        for ref in refs:
            date, score = a_day_in(chance, q), chance.choices(range(4, 10), (8, 16, 24, 26, 18, 8))[0]
            again = working_day(date + dt.timedelta(days=chance.randint(14, 85)))
            later = max(0, score - int(pick(chance, FELL_BY)) - (chance.random() < 0.02 * (q - FIRST)))
            if chance.random() < 0.24 or again > last_day(LAST):
                out.append((ref, date, score, None, None))
            else:
                out.append((ref, date, score, again, None if chance.random() < 0.02 else later))
    return out


def social_prescribing(refs_by_quarter: Sequence[Sequence[str]]) -> list[Row]:
    """One row a referral, for about half of those whom the navigators met."""
    chance = random.Random("A&E Navigators, social prescribing")
    out: list[Row] = []
    for q, refs in zip(QUARTERS, refs_by_quarter, strict=True):
        for ref in refs:
            if chance.random() > 0.55:
                continue
            started, status = (
                a_day_in(chance, q),
                pick(chance, {"Engaged": 60, "Referred": 22, "Declined": 18}),
            )
            ended = working_day(started + dt.timedelta(days=chance.randint(30, 170)))
            out.append(
                (ref, started, ended if status == "Engaged" and ended <= last_day(LAST) else None, status)
            )
    return out


def hospital_refs() -> list[list[str]]:
    numbers = iter(range(1, sum(SEEN_IN_HOSPITAL) + 1))
    return [[f"NAV-{next(numbers):04d}" for _ in range(many)] for many in SEEN_IN_HOSPITAL]


# ---- Choices


@dataclass(frozen=True)
class School:
    """An invented school. `listed`: from and to; None where it is on no list."""

    name: str
    urn: str
    district: str
    hotspot: bool = False
    priority: bool = False
    listed: tuple[dt.date, dt.date | None] | None = None

    def on_list(self, day: dt.date) -> bool:
        return self.listed is not None and self.listed[0] <= day <= (self.listed[1] or dt.date.max)


_FROM, _NEW, _OLD = dt.date(2022, 4, 1), dt.date(2023, 9, 1), dt.date(2023, 8, 31)
# Numbers from 999001: no school's number begins so.
SCHOOLS = (
    School("Northgate Example School", "999001", "Southampton", True, True, (_FROM, None)),
    School("Southgate Example School", "999002", "Southampton", True, False, (_FROM, None)),
    School("Eastgate Example Academy", "999003", "Portsmouth", True, True, (_FROM, None)),
    School("Westgate Example Academy", "999004", "Portsmouth", False, True, (_FROM, None)),
    School("Harbour Example School", "999005", "Portsmouth", True, False, (_FROM, _OLD)),
    School("Meadow Example School", "999006", "Havant", True, False, (_NEW, None)),
    School("Orchard Example School", "999007", "Gosport", False, True, (_FROM, None)),
    School("Hillside Example College", "999008", "Eastleigh"),
    School("Riverside Example School", "999009", "Rushmoor", False, True, (_NEW, None)),
    School("Woodland Example School", "999010", "Basingstoke and Deane"),
    School("Island Example School", "999011", "Isle of Wight", False, True, (_NEW, None)),
    School("Valley Example School", "999012", "Test Valley"),
    School("Forest Example Academy", "999013", "New Forest"),
    School("Lighthouse Example School", "999014", "Fareham", True, False, (_FROM, _OLD)),
)
# On the list, and never visited: what the page on gaps is about.
NOT_VISITED = (
    School("Lakeside Example School", "999015", "Portsmouth", True, True, (_FROM, None)),
    School("Quayside Example Academy", "999016", "Southampton", True, False, (_NEW, None)),
    School("Castle Example School", "999017", "Gosport", False, True, (dt.date(2024, 9, 1), None)),
)
# Sessions a quarter, April first; schools are shut for most of July to September.
SESSIONS = (18, 0, 26, 22, 24, 2, 31, 27, 16, 1, 38, 33)
WORKSHOPS = ("Workshop 1: choices and consequences", "Workshop 2: telling your own story")


def school_sessions() -> list[Row]:
    """Two workshops a class, mostly one or two weeks apart; what did not take place has no headcount."""
    chance = random.Random("Choices")
    out: list[Row] = []
    for q, many in zip(QUARTERS, SESSIONS, strict=True):
        rows: list[Row] = []
        while len(rows) < many:
            school = chance.choice(SCHOOLS)
            cohort: str | None = (
                f"Year {chance.choices((7, 8, 9, 10), (10, 25, 40, 25))[0]} {chance.choice('ABC')}"
            )
            if any((row[2], row[4]) == (school.urn, cohort) for row in rows):
                continue
            size, staff = chance.randint(20, 32), chance.randint(1, 4)
            cohort = None if chance.random() < 0.03 else cohort
            while (day := a_day_in(chance, q)).month == 8:
                pass
            for workshop in WORKSHOPS[: many - len(rows)]:
                status = pick(chance, {"Delivered": 91, "Cancelled": 5, "Postponed": 4})
                counts = (
                    (size - chance.choices((0, 1, 2, 3), (45, 30, 15, 10))[0], staff)
                    if status == "Delivered"
                    else (None, None)
                )
                listed = school.on_list(day)
                yes_no = (
                    "Yes" if school.hotspot and listed else "No",
                    "Yes" if school.priority and listed else "No",
                )
                rows.append(
                    (
                        day,
                        school.name,
                        school.urn,
                        school.district,
                        cohort,
                        workshop,
                        status,
                        *counts,
                        *yes_no,
                    )
                )
                later = working_day(day + dt.timedelta(days=chance.choice((7, 7, 14))))
                day = later if later <= last_day(q) else day
        out.extend(sorted(rows, key=in_order))
    return out


def school_list() -> list[Row]:
    return [
        (s.urn, s.name, "Yes" if s.hotspot else "No", "Yes" if s.priority else "No", *s.listed)
        for s in (*SCHOOLS, *NOT_VISITED)
        if s.listed
    ]


# ---- TIPS

ONE_TO_ONE = (6, 7, 9, 8, 11, 8, 12, 13, 3, 12, 15, 16)
TRAINING = (3, 2, 4, 4, 5, 3, 6, 5, 2, 6, 7, 6)


def police_sessions() -> list[Row]:
    """One-to-one sessions and training, some cancelled, postponed or not attended."""
    chance = random.Random("TIPS")
    out: list[Row] = []
    for q, one_to_one, training in zip(QUARTERS, ONE_TO_ONE, TRAINING, strict=True):
        rows: list[Row] = []
        for kind in ["One-to-one reflective practice"] * one_to_one + ["Trauma informed training"] * training:
            status = pick(chance, {"Delivered": 86, "Cancelled": 7, "Postponed": 4, "Did not attend": 3})
            attended = (
                (1 if kind.startswith("One") else chance.randint(8, 22)) if status == "Delivered" else None
            )
            team = pick(
                chance,
                {
                    "Response": 35,
                    "Neighbourhoods": 25,
                    "Investigations": 20,
                    "Custody": 12,
                    "Control room": 8,
                },
            )
            while (
                row := (
                    a_day_in(chance, q),
                    kind,
                    f"Practitioner {chance.choice('ABC')}",
                    team,
                    attended,
                    status,
                    1,
                )
            ) in rows:
                pass  # two rows alike would be asked about
            rows.append(row)
        out.extend(sorted(rows, key=in_order))
    return out


# ---- The files


def reset_society() -> dict[str, list[Row]]:
    people = [p for p in young_people() if seen(p)]
    return {"Support": support(people), "Outcomes Star": stars(people)}


def reset_constabulary() -> dict[str, list[Row]]:
    return {"Follow-up": follow_up(young_people())}


def navigators() -> dict[str, list[Row]]:
    refs = hospital_refs()
    return {"Pain scale": pain(refs), "Social prescribing": social_prescribing(refs)}


def choices() -> dict[str, list[Row]]:
    return {"Sessions": school_sessions(), "School list": school_list()}


def tips() -> dict[str, list[Row]]:
    return {"Sessions": police_sessions()}


FILES: dict[str, tuple[str, Callable[[], dict[str, list[Row]]]]] = {
    "RESET - Society of St James.xlsx": ("RESET", reset_society),
    "RESET - Constabulary.xlsx": ("RESET", reset_constabulary),
    "A&E Navigators - No Limits.xlsx": ("A&E Navigators", navigators),
    "Choices - Artswork.xlsx": ("Choices", choices),
    "TIPS - Rock Pool.xlsx": ("TIPS", tips),
}


def write_samples(folder: Path) -> list[Path]:
    """The five clean workbooks, and the untidy one in `untidy`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, (programme, rows) in FILES.items():
        write_template(
            programme, folder / name, FIRST, rows(), until=LAST, line_above=INVENTED, returned=RETURNED
        )
    return [*(folder / name for name in FILES), write_untidy(folder / "untidy")]


if __name__ == "__main__":
    to = Path(sys.argv[1]) if len(sys.argv) > 1 else HERE
    for path in (*write_samples(to), *write_published(to / "published")):
        print(path)
