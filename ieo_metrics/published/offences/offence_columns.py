"""The columns of a published table of offences: which say the period, the area and the offence, and which
hold numbers."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.published.count_cells import read_count
from ieo_metrics.published.offences.periods import NOT_A_COUNT, Said, said_of_period, said_together
from ieo_metrics.published.population.areas import CODE, area_named
from ieo_metrics.published.sheet_grid import Grid, as_text

FEWEST_ACROSS = 3  # periods in a heading row
_ROWS_LOOKED_AT = 5  # under a heading row: the first may be the sum of a year, or say the unit
# The first row whose form fits says what a column holds.
ROLES: tuple[tuple[str, str], ...] = (
    ("code", r".*\bcode|.*\bid"),
    ("year", r"(?:financial |calendar |fin )?(?:year|fy)"),
    (
        "quarter",
        r"(?:financial |fin |calendar )?(?:quarter|qtr|q)"
        r"|(?:quarter|qtr)s? (?:end(?:s|ed|ing)?|starts?|starting|begins?|beginning|to|from)"
        r"(?: (?:date|day|month|on|in))*|(?:3|three) months (?:ending|ended|to|from)",
    ),
    ("month", r"months?(?: (?!extract|publish|releas|updat).*)?|date|period|time period"),
    (
        "area",
        r"(?:police )?force(?: name| area)?|police areas?|(?:local )?areas?(?: name)?|districts?(?: name)?"
        r"|csp(?: name)?|community safety partnership.*|local authorit.*|lpa|boroughs?|constabulary|region"
        r"|location|town|ward|geography",
    ),
    (
        "offence",
        r"(?:offence|crime)(?: description| (?:sub ?)?group| sub group| type| category| name)?"
        r"|(?:sub)?category|types?(?: of .*)?|description|measure",
    ),
    (
        "count",
        r"(?:number|no|count|total)(?: of)? (?:police )?(?:recorded )?(?:offences|crimes?|assaults|incidents)"
        r"|(?:offence|crime) count|count|number|volume|value|recorded(?: crimes?| offences)?",
    ),
)
PERIOD_ROLES = ("year", "quarter", "month")


@dataclass(frozen=True)
class OffenceColumns:
    """The columns under a heading row. `periods`: by column, the role in which it says the row's period;
    `areas`, `offences`: columns whose texts name them; `others`: further texts that tell rows apart, and
    `codes`;
    `numbers`: by column, what its heading says of the period; `labels`: by column of numbers, the area and
    the offence that its heading names."""

    heading_row: int
    periods: dict[int, str]
    areas: tuple[int, ...]
    offences: tuple[int, ...]
    others: tuple[int, ...]
    codes: tuple[int, ...]
    numbers: dict[int, Said]
    labels: dict[int, tuple[str, str]]
    not_counts: tuple[str, ...]

    @property
    def across(self) -> bool:
        """Whether the periods are headings."""
        return any(self.numbers.values())

    @property
    def texts(self) -> tuple[int, ...]:
        """Every column whose texts tell rows apart."""
        return (*self.areas, *self.offences, *self.others)


@lru_cache(maxsize=1024)
def role_of(heading: str) -> str:
    """What a column with this heading holds: a name of ROLES, or nothing."""
    word = normalised(heading)
    return next((role for role, form in ROLES if re.fullmatch(form, word)), "")


def periods_in_headings(grid: Grid, row: int) -> dict[int, Said]:
    """By column, the quarter or month that a row of headings names, with the year over it where it stands
    there; of fewer than three, none."""
    own = [said_of_period(cell, "year") for cell in grid.rows[row]]
    if sum(said.within_a_year for said in own) < FEWEST_ACROSS:
        return {}
    over = Said()
    found: dict[int, Said] = {}
    for column, said in enumerate(own):
        above = said_of_period(grid.rows[row - 1][column], "year") if row else Said()
        # In a .csv file only the first of merged cells has the year.
        over = above or (over if said.within_a_year else Said())
        if said and role_of(as_text(grid.rows[row][column])) not in ("year", "quarter"):
            found[column] = said if said.named else said.with_(over)
    return found


def columns_of_offences(grid: Grid, row: int) -> OffenceColumns | None:
    """The columns under a row, None where it is not a heading row of a table of offences."""
    headings = [as_text(cell) for cell in grid.rows[row]]
    roles = [role_of(heading) if heading else "" for heading in headings]
    across = periods_in_headings(grid, row)
    if not across and _has_more_numbers_than_texts(grid.rows[row]):
        return None
    periods = _period_columns(grid, row, roles, across)
    if periods is None or (not across and not any(headings)):
        return None
    free = [c for c in range(grid.width) if c not in across and c not in periods and roles[c] != "code"]
    counted = [c for c in free if _has_numbers(grid, row, c)]
    numeric = [c for c in counted if not across and not NOT_A_COUNT.search(headings[c])]
    if not across and not _is_over(grid, row, numeric):
        return None
    of_texts = [c for c in free if c not in counted and not NOT_A_COUNT.search(headings[c])]
    texts = [c for c in of_texts if _has_texts(grid, row, c) and not _has_periods(grid, row, c)]
    areas, offences, others = _texts_by_role(grid, row, texts, roles)
    codes = [column for column, role in enumerate(roles) if role == "code"]
    if not areas:  # of areas of which there is no name, the codes say which they are
        areas = tuple(column for column in codes if _has_area_codes(grid, row, column))
    return OffenceColumns(
        heading_row=row,
        periods=periods,
        areas=areas,
        offences=offences,
        others=others,
        codes=tuple(column for column in codes if column not in areas),
        numbers=across or {column: Said() for column in numeric},
        labels=_labels(grid, row, numeric, roles, may_be_areas=not areas),
        not_counts=tuple(headings[c] for c in free if c not in (*numeric, *texts) and headings[c]),
    )


def _has_more_numbers_than_texts(cells: Sequence[object]) -> bool:
    numbers = sum(isinstance(cell, int | float) for cell in cells)
    return numbers > sum(isinstance(cell, str) for cell in cells)


def said_of_row(grid: Grid, row: int, periods: dict[int, str]) -> Said:
    """What the cells of a row say of its period, together."""
    return said_together([said_of_period(grid.rows[row][column], role) for column, role in periods.items()])


def _period_columns(
    grid: Grid, row: int, roles: Sequence[str], across: Collection[int]
) -> dict[int, str] | None:
    """By column its role, those in which one of the next rows says its period; None where none does, and the
    headings do not say it either."""
    filled = (
        place
        for place in range(row + 1, len(grid.rows))
        if any(cell is not None for cell in grid.rows[place])
    )
    found: dict[int, str] | None = {} if across else None
    for place in islice(filled, _ROWS_LOOKED_AT):
        said = {
            column: roles[column]
            for column, cell in enumerate(grid.rows[place])
            if column not in across and said_of_period(cell, roles[column])
        }
        periods = [said_of_period(grid.rows[place][column], role) for column, role in said.items()]
        if not across and sum(one.within_a_year for one in periods) >= FEWEST_ACROSS:  # a row of headings
            return None
        # A day without a heading of a period may be that on which the table was made.
        headed = {column: role for column, role in said.items() if role in PERIOD_ROLES}
        if said_of_row(grid, place, headed).within_a_year:
            return headed
        if (across and said) or said_of_row(grid, place, said).within_a_year:
            return said
    return found


def _is_over(grid: Grid, row: int, numeric: Sequence[int]) -> bool:
    """Whether a row is the heading of columns of numbers: a text is over one of them, no number is, and no
    other text is nearer."""

    def texts(place: int) -> list[str]:
        return [
            cell
            for c in numeric
            if isinstance(cell := grid.rows[place][c], str) and not read_count(cell).readable
        ]

    if not texts(row) or any(read_count(grid.rows[row][c]).number is not None for c in numeric):
        return False
    for place in range(row + 1, len(grid.rows)):
        if any(read_count(grid.rows[place][c]).number is not None for c in numeric):
            return True
        if texts(place):
            return False
    return False


def _has_numbers(grid: Grid, row: int, column: int) -> bool:
    return any(read_count(cells[column]).number is not None for cells in grid.rows[row + 1 :])


def _has_area_codes(grid: Grid, row: int, column: int) -> bool:
    texts = [cells[column] for cells in grid.rows[row + 1 :] if isinstance(cells[column], str)]
    return any(CODE.fullmatch(text) for text in texts)


def _has_texts(grid: Grid, row: int, column: int) -> bool:
    return any(isinstance(cells[column], str) for cells in grid.rows[row + 1 :])


def _has_periods(grid: Grid, row: int, column: int) -> bool:
    """Whether a column that does not say the rows' periods holds days or months all the same: when a row was
    made, say."""
    first = next((cells[column] for cells in grid.rows[row + 1 :] if cells[column] is not None), None)
    return bool(said_of_period(first).period)


def _texts_by_role(
    grid: Grid, row: int, texts: Sequence[int], roles: Sequence[str]
) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The columns of areas, of offences, and others. A column whose heading is not known has areas if one of
    ours stands in it; if not, and nothing else does, it has the offences."""
    areas = [c for c in texts if roles[c] == "area"]
    offences = [c for c in texts if roles[c] == "offence"]
    unknown = [c for c in texts if roles[c] not in ("area", "offence")]
    for column in list(unknown):
        cells = {cells[column] for cells in grid.rows[row + 1 :] if isinstance(cells[column], str)}
        if not areas and any(area_named(text) or CODE.fullmatch(text) for text in cells):
            areas.append(column)
            unknown.remove(column)
    if not offences and unknown:
        offences.append(unknown.pop(0))
    return tuple(areas), tuple(offences), tuple(unknown)


def _labels(
    grid: Grid, row: int, numeric: Sequence[int], roles: Sequence[str], may_be_areas: bool
) -> dict[int, tuple[str, str]]:
    """By column of numbers, the area and the offence that its heading names, and the cell over it. Where one
    heading of a row is an area of ours, all are areas: their sum, and those of others."""
    over = [as_text(cell) for cell in grid.rows[row - 1]] if row else []
    rows = [[as_text(cell) for cell in grid.rows[row]]]
    if len({over[column] for column in numeric if over and over[column]}) > 1:
        rows.append(over)
    labels = dict.fromkeys(numeric, ("", ""))
    for texts in rows:
        named = {c: texts[c] for c in numeric if texts[c] and (texts is over or roles[c] != "count")}
        are_areas = may_be_areas and any(area_named(text) for text in named.values())
        for column, text in named.items():
            area, offence = labels[column]
            labels[column] = (area or text, offence) if are_areas else (area, offence or text)
    return labels
