"""What the lines above a published table of people, and the name of its sheet, say of the whole of it."""

import re
from collections.abc import Callable

from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.published.population.ages import ages_in
from ieo_metrics.published.population.groups import EVERYBODY, ethnic_group_named, sex_named
from ieo_metrics.published.population.headings import Told, role_of
from ieo_metrics.published.sheet_grid import LONGEST_TITLE, Grid
from ieo_metrics.reading.cells.personal_details import personal_details_in
from ieo_metrics.reading.cells.sanitise_for_display import cut_short

_YEARS = re.compile(
    r"(?:\bmid[\s-]*(?:year\s*)?|\bcensus,?\s*|\b30 june\s*|\b21 march\s*|\bmye_?)((?:19|20)\d\d)(?!\d)", re.I
)
_BARE_YEAR = re.compile(r"(?:19|20)\d\d")
_SEX = re.compile(r"\b(females?|males?|persons|people)\b", re.I)


def _year(text: str) -> Told:
    found = _BARE_YEAR.search(text)
    return Told(year=int(found[0])) if found else Told()


# What a line of two cells, a label and its value, says; labels have the roles of headings.
_LABELLED: dict[str, Callable[[str], Told]] = {
    "year": _year,
    "age": lambda text: Told(ages=ages_in(text)),
    "sex": lambda text: Told(sex=sex_named(text)),
    "ethnicity": lambda text: Told(ethnic=ethnic_group_named(text)),
}


def years_in(texts: list[str]) -> set[int]:
    """The years of which texts say that they are the estimate's or the census's."""
    return {int(year) for text in texts for year in _YEARS.findall(text)}


def told_above(grid: Grid, row: int, least: int) -> Told:
    """What the lines above a heading row say, from the row `least` on, and the sheet's name."""
    told, titles = Told(), [grid.sheet]
    for _, texts in grid.texts_above(row, least):
        reader = _LABELLED.get(role_of(texts[0].rstrip(":"))) if len(texts) > 1 else None
        if reader:
            told = told.completed_by(reader(texts[1]))
        else:
            titles += texts
    years = years_in(titles)
    by_titles = Told(sex=_sex_of(grid.sheet, titles), year=years.pop() if len(years) == 1 else None)
    return told.completed_by(by_titles)


def title_above(grid: Grid, row: int) -> str:
    """The first line of text above the table, nothing where there is none."""
    lines = (texts[0] for _, texts in grid.texts_above(row))
    titles = (line for line in lines if not role_of(line.rstrip(":")) and not personal_details_in(line))
    return cut_short(next(titles, ""), LONGEST_TITLE)


def is_in_thousands(grid: Grid, row: int, least: int) -> bool:
    """Whether a line above the table says that its numbers are thousands."""
    return any(
        re.search(r"\bthousands\b", normalised(text))
        for _, texts in grid.texts_above(row, least)
        for text in texts
    )


def _sex_of(sheet: str, titles: list[str]) -> str | None:
    """The one sex that the sheet's name says, or else the titles; all people where they say several."""
    for texts in ([sheet], titles):
        named = {sex_named(word) for text in texts for word in _SEX.findall(text)}
        specific = named - {EVERYBODY}
        if len(named) == 1:
            return named.pop()
        if named and not specific:
            return EVERYBODY
    return None
