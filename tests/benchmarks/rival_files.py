"""The rival's way from workbooks to measures: fastexcel and polars. `python -m tests.benchmarks.rival_files
FILE...` prints csv.

It is told which sheet is which and where the headings stand, checks nothing, and reads each file in a thread
of its own.
"""

import datetime as dt
import sys
from concurrent.futures import ThreadPoolExecutor

import fastexcel
import polars as pl

from tests.benchmarks.big import FIRST, QUARTERS
from tests.benchmarks.rival import STAR, measures

AREAS = (
    "motivation", "self-care", "money", "social networks and relationships", "drugs", "physical health",
    "emotional and mental health",
    "meaningful use of time", "tenancy", "offending",
)  # fmt: skip
COLUMNS: dict[str, dict[str, tuple[str, ...]]] = {
    "Support": {
        "support": (
            "person_ref",
            "started",
            "ended",
            "setting",
            "district",
            "age_band",
            "gender",
            "ethnicity",
        )
    },
    "Outcomes Star": {
        "star_readings": (
            "person_ref",
            "first_date",
            "latest_date",
            *(f"{end}: {area}" for area in AREAS for end in ("first", "latest")),
        )
    },
    "Follow-up": {
        "follow_up": (
            "person_ref",
            "started",
            "window_end",
            "traced",
            "reoffended",
            "chi_before",
            "chi_after",
        )
    },
    "Pain scale": {
        "pain_readings": ("person_ref", "first_date", "first_score", "latest_date", "latest_score")
    },
    "Social prescribing": {"social_prescribing": ("person_ref", "started", "ended", "status")},
    "School list": {"school_list": ("urn", "school", "hotspot", "priority", "valid_from", "valid_to")},
}
SCHOOL = (
    "date",
    "school",
    "urn",
    "district",
    "cohort",
    "activity",
    "status",
    "young_people_reached",
    "staff_engaged",
    "hotspot",
    "priority",
)
POLICE = ("date", "type", "practitioner", "team", "attendees", "status", "number")
YES_NO = ("traced", "reoffended", "hotspot", "priority")
HEADING = 2  # the row of the headings, from 0


def _long(name: str, frame: pl.DataFrame) -> pl.DataFrame:
    """One row per reading, first readings before latest ones within each row of the sheet."""
    row = frame.with_row_index("row")
    if name == "pain_readings":
        parts = [
            row.select("row", "person_ref", date=f"{end}_date", score=f"{end}_score")
            for end in ("first", "latest")
        ]
    else:
        parts = [
            row.select(
                "row",
                "person_ref",
                pl.col(f"{end}_date").alias("date"),
                pl.lit(area).alias("area"),
                pl.col(f"{end}: {area}").alias("score"),
            )
            for area in STAR
            for end in ("first", "latest")
        ]
    return pl.concat(parts).sort("row", maintain_order=True).drop("row")


def _sheet(reader: fastexcel.ExcelReader, sheet: str) -> tuple[str, pl.DataFrame]:
    frame = reader.load_sheet(sheet, header_row=HEADING).to_polars()
    named = COLUMNS.get(sheet) or (
        {"school_sessions": SCHOOL} if len(frame.columns) == len(SCHOOL) else {"police_sessions": POLICE}
    )
    (name, columns), *_ = named.items()
    frame = frame.rename(dict(zip(frame.columns, columns)))
    frame = frame.with_columns(
        pl.col(pl.Datetime).cast(pl.Date), *(pl.col(c) == "Yes" for c in YES_NO if c in columns)
    )
    frame = frame.with_columns(pl.col(pl.String).str.strip_chars().str.to_lowercase())
    return name, _long(name, frame) if name in ("star_readings", "pain_readings") else frame


def _file(path: str) -> dict[str, pl.DataFrame]:
    reader = fastexcel.read_excel(path)
    return dict(_sheet(reader, sheet) for sheet in reader.sheet_names if sheet != "Notes")


def main(paths: list[str]) -> pl.DataFrame:
    tables: dict[str, pl.DataFrame] = {}
    with ThreadPoolExecutor() as threads:
        for found in threads.map(_file, paths):
            tables |= found
    return measures(tables, FIRST, FIRST + QUARTERS - 1, dt.date.today())


if __name__ == "__main__":
    print(main(sys.argv[1:]).write_csv())
