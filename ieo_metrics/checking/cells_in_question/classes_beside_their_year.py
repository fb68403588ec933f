"""A class, or a key stage, beside a whole year group of the same school and quarter, and several classes at
once beside one of them: young people may be in both, and would count twice."""

import re
from collections.abc import Iterator

import numpy as np
import pandas as pd

from ieo_metrics.checking.findings import Context, Finding, days_of
from ieo_metrics.framework.dates.quarters import quarters_of
from ieo_metrics.framework.record_tables import Table
from ieo_metrics.framework.words.reference_and_school_matching import plain_year_group, year_in_digits
from ieo_metrics.framework.words.text_normalisation import one_spelling
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown

_KEY_STAGES = {"1": (1, 2), "2": (3, 4, 5, 6), "3": (7, 8, 9), "4": (10, 11), "5": (12, 13)}
_KEY_STAGE = re.compile(r"(?:ks|key ?stage) ?([1-5])")
_YEAR = re.compile(r"year (\d{1,2})")
_CLASS = re.compile(r"(?:(?:year|yr|y)[ .]?)?(\d{1,2})(?:[ .-]?[a-z]|/\d)")
_CLASS_NAME = re.compile(r"(?:(?:years?|yr|y)[ .]?)?(\d{1,2})?[ .-]?([a-z])")
_AND = re.compile(r" ?(?:&|\+|,|/|\band\b) ?")


def classes_beside_their_year(frame: pd.DataFrame, table: Table, context: Context) -> Iterator[Finding]:
    """Each class and key stage of a school, once a quarter, that stands beside a year group it is part of,
    and several classes in one row that stand beside one of them."""
    delivered = (frame["status"].isna() | frame["status"].eq("delivered")).to_numpy()
    used = np.flatnonzero(delivered & frame[["school", "cohort", "date"]].notna().all(axis=1).to_numpy())
    names, cohorts = (frame[name].astype(object).to_numpy() for name in ("school", "cohort"))
    years_of = {said: _years(str(said)) for said in {*cohorts[used]}}
    quarters, rows = quarters_of(days_of(frame, "date")), frame["row"].to_numpy()
    first: dict[tuple[str, int, object], int] = {}
    for at in used.tolist():
        first.setdefault((str(names[at]).casefold(), int(quarters[at]), cohorts[at]), at)
    whole = {
        (school, quarter, years): at
        for (school, quarter, said), at in reversed(first.items())
        for years, is_part in [years_of[said]]
        if not is_part
    }
    classes_of = {said: _classes(str(said)) for said in years_of}
    alone = {
        (school, quarter, *classes_of[said]): at
        for (school, quarter, said), at in reversed(first.items())
        if len(classes_of[said]) == 1
    }
    for (school, quarter, said), at in first.items():
        years, is_part = years_of[said]
        beside = [whole[key] for year in years if (key := (school, quarter, (year,))) in whole]
        if len(several := classes_of[said]) > 1:
            beside += [alone[place] for one in several if (place := (school, quarter, one)) in alone]
        if (is_part or len(several) > 1) and beside:
            words = {
                "year": cell_as_shown(cohorts[beside[0]]),
                "first": context.row_in_words(rows[beside[0]]),
            }
            yield Finding("class-beside-year-group", at, "cohort", cell_as_shown(said), words)


def _years(cohort: str) -> tuple[tuple[int, ...], bool]:
    """The year groups of which a cohort has young people, and whether it is something else than one of them
    in its usual words."""
    said = year_in_digits(one_spelling(cohort))
    if found := _YEAR.fullmatch(plain_year_group(said).casefold()):
        return (int(found[1]),), said != one_spelling(cohort)  # Year X beside Year 10 is that year again
    if found := _KEY_STAGE.fullmatch(said):
        return _KEY_STAGES[found[1]], True
    found = _CLASS.fullmatch(said)
    return ((int(found[1]),), True) if found else ((), True)


def _classes(cohort: str) -> tuple[str, ...]:
    """`9a` and `9b` of "Year 9 A & B"; none of what is no class."""
    found: list[str] = []
    year = ""
    for part in filter(None, _AND.split(year_in_digits(one_spelling(cohort)))):
        named = _CLASS_NAME.fullmatch(part)
        year = (named and named[1]) or year
        if not named or not year:
            return ()
        found.append(year + named[2])
    return tuple(dict.fromkeys(found))
