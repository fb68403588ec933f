"""Every number of a published table that is about one of our areas, with whom it counts and where it
stands."""

from dataclasses import dataclass, field
from typing import NamedTuple

from ieo_metrics.framework.words.plural import plural
from ieo_metrics.published.count_cells import Count
from ieo_metrics.published.population.ages import Ages
from ieo_metrics.published.population.areas import Area
from ieo_metrics.published.population.groups import EthnicGroup
from ieo_metrics.published.sheet_grid import Grid
from ieo_metrics.published.what_was_understood import Notes

_SAME_TWICE = (
    "Another column may tell the two apart; download the table with one row for each area, age, sex and "
    "ethnic group, or delete the rows that are not meant."
)


class Counted(NamedTuple):
    """Whom one published number counts. `year`: 0 where the file does not say it."""

    area: Area
    ages: Ages
    sex: str
    ethnic: EthnicGroup
    year: int


@dataclass
class Observations:
    """What has been read so far. `numbers`: None where a mark stands in place of the number."""

    notes: Notes
    numbers: dict[Counted, int | None] = field(default_factory=dict)
    _places: dict[Counted, tuple[Grid, int, int]] = field(default_factory=dict)
    _marked: dict[str, list[str]] = field(default_factory=dict)

    def add(self, counted: Counted, count: Count, grid: Grid, row: int, column: int) -> None:
        """One number. The same people with another number are a trouble; with the same, nothing new."""
        if counted in self.numbers:
            if self.numbers[counted] != count.number:
                self.notes.trouble(
                    grid.trouble(
                        row,
                        column,
                        f"the number of {_place(*self._places[counted])}, which is for the same people",
                        _SAME_TWICE,
                    )
                )
            return
        self.numbers[counted] = count.number
        self._places[counted] = (grid, row, column)
        if count.number is None:
            self._marked.setdefault(count.mark, []).append(_place(grid, row, column))

    def sheet_of(self, counted: Counted) -> str:
        """The name of the sheet in which its number stands."""
        return self._places[counted][0].sheet

    def say_what_is_marked(self) -> None:
        """A sentence for each mark that stands in place of numbers."""
        for mark, places in self._marked.items():
            where = places[0] + (f" and {plural(len(places) - 1, 'other cell')}" if len(places) > 1 else "")
            self.notes.leave_out(f"No number is given in {where}: {mark}.")


def _place(grid: Grid, row: int, column: int) -> str:
    return f"{grid.sheet} {grid.address(row, column)}"
