"""Large invented returns for the benchmarks: as workbooks, and as record tables."""

import datetime as dt
import random
from pathlib import Path

from ieo_metrics.exports.templates import template_layouts, template_slots, write_template
from ieo_metrics.framework.quarters import first_day, quarter
from ieo_metrics.framework.tables import TABLE, Slot
from ieo_metrics.framework.words import YES_NO

FIRST, QUARTERS = quarter(2014, 1), 40
SHARES = {
    "RESET": {"Support": 0.19, "Outcomes Star": 0.19, "Follow-up": 0.1},
    "A&E Navigators": {"Pain scale": 0.19, "Social prescribing": 0.1},
    "Choices": {"Sessions": 0.13, "School list": 0.001},
    "TIPS": {"Sessions": 0.1},
}


LATER = {"ended": ("started", 240), "latest_date": ("first_date", 300), "window_end": ("started", 365), "valid_to": ("valid_from", 900)}


def _row(slots: tuple[Slot, ...], table: str, chance: random.Random, row: int) -> list:
    """One row whose later dates are after its earlier ones."""
    cells = {slot.name: _cell(slot, table, chance, row) for slot in slots}
    for later, (earlier, days) in LATER.items():
        if later in cells and earlier in cells:
            begun = cells[earlier]
            cells[later] = add_a_year(begun) if later == "window_end" else begun + dt.timedelta(days=chance.randint(1, days))
    return list(cells.values())


def add_a_year(day: dt.date) -> dt.date:
    return day.replace(year=day.year + 1, day=min(day.day, 28) if day.month == 2 else day.day)


def _cell(slot: Slot, table: str, chance: random.Random, row: int) -> object:
    field = TABLE[table].field(slot.field)
    if field.kind == "reference":
        return f"YP-{chance.randrange(1, row // 3 + 2):06d}"
    if field.kind == "date":
        return first_day(FIRST) + dt.timedelta(days=chance.randrange(91 * QUARTERS))
    if field.kind in ("whole number", "number"):
        return chance.randint(int(field.lowest or 0), int(min(field.highest or 40, 40)))
    if field.words is YES_NO:
        return chance.choice(("Yes", "No"))
    if field.words is not None:
        return chance.choice(list(field.words))
    return f"{slot.title} {chance.randrange(200)}"


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
                sheets[name] = [_row(slots, layouts[name].table, chance, row) for row in range(max(int(rows * shares[name]), 3))]
            path = folder / f"{programme} {number}.xlsx"
            write_template(programme, path, FIRST, sheets, until=FIRST + QUARTERS - 1)
            out.append(path)
    return out
