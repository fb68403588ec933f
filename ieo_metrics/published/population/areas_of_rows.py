"""Which of our areas a row of a published table is about, by its code and its name."""

from dataclasses import dataclass, field

from ieo_metrics.published.population.areas import CODE, Area, area_named, area_of_code
from ieo_metrics.published.population.headings import AREA_ROLES
from ieo_metrics.published.population.table_columns import TableColumns
from ieo_metrics.published.sheet_grid import Grid, as_text
from ieo_metrics.published.what_was_understood import Notes


@dataclass
class AreasOfRows:
    """The areas of the rows under one heading row; a code goes before a name, and must not speak against
    it."""

    grid: Grid
    columns: TableColumns
    above: str  # the one area that the whole table is about, if it is
    notes: Notes
    _known: dict[tuple[object, ...], Area | None] = field(default_factory=dict)

    def area_of(self, row: int) -> Area | None:
        """The area of a row; None of a row of another area, a total or a note."""
        if self.above:
            return area_named(self.above)
        places = [self.columns.dimensions[role] for role in AREA_ROLES if role in self.columns.dimensions]
        cells = tuple(self.grid.rows[row][place] for place in places)
        if cells not in self._known:
            self._known[cells] = self._looked_up(row, places)
        return self._known[cells]

    def _looked_up(self, row: int, places: list[int]) -> Area | None:
        by_code, by_name, has_code = None, None, False
        code_place = name_place = places[0]
        for place in places:
            text = as_text(self.grid.rows[row][place])
            if CODE.fullmatch(text.upper()):
                has_code, by_code, code_place = True, area_of_code(text), place
            elif by_name is None and (found := area_named(text)):
                by_name, name_place = found, place
        if has_code and by_name and by_code and by_code != by_name:
            self.notes.trouble(
                self.grid.trouble(
                    row,
                    name_place,
                    f"{by_code.name}, whose code stands in {self.grid.address(row, code_place)}",
                    "Download the table again, or correct the code or the name.",
                )
            )
        return by_code if has_code else by_name
