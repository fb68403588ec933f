"""Large invented returns for the benchmarks, as workbooks. As record tables: `records`."""

import datetime as dt
import random
from pathlib import Path

from ieo_metrics.exports.templates import template_layouts, template_slots, write_template
from ieo_metrics.framework.dates.quarters import first_day, quarter
from ieo_metrics.framework.layouts import ColumnSpec
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import YES_NO

FIRST, QUARTERS = quarter(2014, 1), 40
SHARES = {
    "RESET": {"Support": 0.19, "Outcomes Star": 0.19, "Follow-up": 0.1},
    "A&E Navigators": {"Pain scale": 0.19, "Social prescribing": 0.1},
    "Choices": {"Sessions": 0.13, "School list": 0.001},
    "TIPS": {"Sessions": 0.1},
}


LATER = {
    "ended": ("started", 240),
    "latest_date": ("first_date", 300),
    "window_end": ("started", 365),
    "valid_to": ("valid_from", 900),
}


def _column(slot: ColumnSpec, table: str, chance: random.Random, n: int, before: dict[str, list]) -> list:
    """One column of n cells; later dates are after the earlier ones of their row."""
    field = TABLE[table].field(slot.field)
    if slot.name in LATER and LATER[slot.name][0] in before:
        earlier, days = LATER[slot.name]
        if slot.name == "window_end":
            return [add_a_year(day) for day in before[earlier]]
        return [
            day + dt.timedelta(days=later)
            for day, later in zip(before[earlier], chance.choices(range(1, days + 1), k=n))
        ]
    if field.kind == "reference":
        return [f"YP-{int(chance.random() * (row // 3 + 1)) + 1:06d}" for row in range(n)]
    if field.kind == "date":
        return chance.choices(
            [first_day(FIRST) + dt.timedelta(days=later) for later in range(91 * QUARTERS)], k=n
        )
    if field.kind in ("whole number", "number"):
        return chance.choices(range(int(field.lowest or 0), int(min(field.highest or 40, 40)) + 1), k=n)
    if field.words is YES_NO:
        return chance.choices(("Yes", "No"), k=n)
    words = (
        list(field.words) if field.words is not None else [f"{slot.title} {number}" for number in range(200)]
    )
    return chance.choices(words, k=n)


def _rows(slots: tuple[ColumnSpec, ...], table: str, chance: random.Random, n: int) -> list[tuple]:
    columns: dict[str, list] = {}
    for slot in slots:
        columns[slot.name] = _column(slot, table, chance, n, columns)
    _agree(columns)
    return list(zip(*columns.values(), strict=True))


# What stands only where another column says so; what is not more than another; what is a person's own.
ONLY_IF = {
    "young_people_reached": ("status", "delivered"),
    "staff_engaged": ("status", "delivered"),
    "attendees": ("status", "delivered"),
    "number": ("status", ""),  # a row is one session
    "ended": ("status", "engaged"),
    "reoffended": ("traced", "Yes"),
    "chi_before": ("traced", "Yes"),
    "chi_after": ("traced", "Yes"),
}
AT_MOST = {"staff_engaged": "young_people_reached"}
OWN = ("district", "age_band", "gender", "ethnicity")


def _agree(columns: dict[str, list]) -> None:
    """Cells that a provider would not write beside each other are put right: what is measured is the work,
    not the complaints."""
    for name, most in AT_MOST.items():
        if name in columns and most in columns:
            columns[name] = list(map(min, columns[name], columns[most]))
    for name, (other, says) in ONLY_IF.items():
        if name in columns and other in columns:
            nothing = 0 if name in ("young_people_reached", "staff_engaged") else None
            columns[name] = [
                cell if said == says else nothing for cell, said in zip(columns[name], columns[other])
            ]
    if "urn" in columns and "school" in columns:
        columns["urn"] = [f"1{school.rpartition(' ')[2]:>05}" for school in columns["school"]]
    if "person_ref" in columns:
        first = {ref: row for row, ref in reversed(list(enumerate(columns["person_ref"])))}
        for name in columns.keys() & set(OWN):
            columns[name] = [columns[name][first[ref]] for ref in columns["person_ref"]]


def add_a_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def write_big(folder: Path, rows: int, seed: int = 1) -> list[Path]:
    """Workbooks of `rows` rows in all, RESET's two providers apart: five files."""
    out = []
    for programme, shares in SHARES.items():
        layouts = {layout.template_sheet: layout for layout in template_layouts(programme)}
        parts = [["Support", "Outcomes Star"], ["Follow-up"]] if programme == "RESET" else [list(shares)]
        for number, names in enumerate(parts):
            chance = random.Random(f"{seed} {programme} {number}")
            sheets = {}
            for name in names:
                slots = template_slots(layouts[name])
                sheets[name] = _rows(slots, layouts[name].table, chance, max(int(rows * shares[name]), 3))
            path = folder / f"{programme} {number}.xlsx"
            write_template(programme, path, FIRST, sheets, until=FIRST + QUARTERS - 1)
            out.append(path)
    return out
