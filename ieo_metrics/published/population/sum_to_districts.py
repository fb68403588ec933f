"""Published numbers of people, added up to the framework's districts and ethnic groups.

What is published for a whole is used as it is; only where it is not, its parts are added up, and only if all
of them are there.
"""

from collections.abc import Mapping
from typing import NamedTuple

from ieo_metrics.framework.words.code_lists import COUNCILS_OF
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.published.population.ages import ALL_AGES, Ages
from ieo_metrics.published.population.areas import Area
from ieo_metrics.published.population.groups import EthnicGroup, fewest_categories
from ieo_metrics.published.population.observations import Counted
from ieo_metrics.published.population.population_table import DISTRICTS_COUNTED, Group
from ieo_metrics.published.what_was_understood import Notes

_YOUNGEST_TOP = 80  # from which the last age of a table may stand for all who are older


class _Of(NamedTuple):
    """Whom a number counts, without where they live."""

    ages: Ages
    sex: str
    ethnicity: str


def counts_by_district(numbers: Mapping[Counted, int | None], notes: Notes) -> dict[Group, int | None]:
    """By district, ages, sex and ethnic group the number of people, None where it is not given."""
    by_area = _by_ethnic_group(numbers, notes)
    counts: dict[Group, int | None] = {}
    for district in DISTRICTS_COUNTED:
        for of in dict.fromkeys(of for area, of in by_area if area.district == district):
            whole, parts = by_area.get((Area(district), of), ...), _parts(by_area, district, of)
            lacking = [part for part in COUNCILS_OF.get(district, ()) if part not in parts]
            if whole is not ...:
                counts[Group(district, *of)] = whole
                _compare(district, of, whole, {} if lacking else parts, notes)
            elif lacking:
                notes.leave_out(
                    f"{district} is left out where only some of its parts are there: "
                    f"{list_in_words(lacking)} {'is' if len(lacking) == 1 else 'are'} not in the table."
                )
            else:
                counts[Group(district, *of)] = _sum(list(parts.values()))
    for district in DISTRICTS_COUNTED:
        if not any(group.district == district for group in counts):
            notes.leave_out(f"The table has nothing for {district}.")
    return _with_open_top(counts, notes)


def _sum(numbers: list[int | None]) -> int | None:
    return None if None in numbers else sum(number or 0 for number in numbers)


def _by_ethnic_group(
    numbers: Mapping[Counted, int | None], notes: Notes
) -> dict[tuple[Area, _Of], int | None]:
    whole: dict[tuple[Area, _Of], int | None] = {}
    categories: dict[tuple[Area, _Of], list[int | None]] = {}
    for counted, number in numbers.items():
        of = _Of(counted.ages, counted.sex, counted.ethnic.group)
        if counted.ethnic == EthnicGroup(of.ethnicity):
            whole[counted.area, of] = number
        else:
            categories.setdefault((counted.area, of), []).append(number)
    for key, parts in categories.items():
        group = key[1].ethnicity
        if key not in whole and len(parts) >= fewest_categories(group):
            whole[key] = _sum(parts)
        elif key not in whole:
            notes.leave_out(f"{group} is left out where only some of its categories are in the table.")
    return whole


def _parts(by_area: Mapping[tuple[Area, _Of], int | None], district: str, of: _Of) -> dict[str, int | None]:
    places = ((part, (Area(district, part), of)) for part in COUNCILS_OF.get(district, ()))
    return {part: by_area[place] for part, place in places if place in by_area}


def _compare(district: str, of: _Of, whole: int | None, parts: dict[str, int | None], notes: Notes) -> None:
    summed = _sum(list(parts.values())) if parts else None
    if whole is not None and summed is not None and whole != summed and of.ages == ALL_AGES:
        notes.leave_out(
            f"The table gives {whole:,} people for {district} and {summed:,} for its parts together; its own "
            "number is used."
        )


def _with_open_top(counts: dict[Group, int | None], notes: Notes) -> dict[Group, int | None]:
    """Older editions, and some sheets of newer ones, head the last age 90 where they mean 90 and over: it is
    so where the ages add up to all ages with it, or where another sheet has as many of 90 and over."""
    counts = {group: number for group, number in counts.items() if not _is_open_elsewhere(group, counts)}
    tops: dict[tuple[str, str, str], list[Group]] = {}
    for group in counts:
        tops.setdefault((group.district, group.sex, group.ethnicity), []).append(group)
    opened: dict[Group, Group] = {}
    for groups in tops.values():
        total = counts.get(groups[0]._replace(ages=ALL_AGES))
        single = [group for group in groups if group.ages.lowest == group.ages.highest]
        closed = [group for group in groups if group.ages.highest is not None]
        top = max(single, key=lambda group: group.ages.lowest, default=None)
        over = [group for group in groups if group.ages.highest is None and group.ages != ALL_AGES]
        known = _sum([counts[group] for group in (*single, *over)])
        complete = {group.ages.lowest for group in single} == set(range(len(single))) and len(single) == len(
            closed
        )
        if total is None or top is None or known is None or not complete:
            continue
        if known != total:
            notes.leave_out(
                f"The ages of {groups[0].district} add up to {known:,}, and all ages together are given as "
                f"{total:,}: compare the file with the published one."
            )
        elif not over and top.ages.lowest >= _YOUNGEST_TOP:
            opened[top] = top._replace(ages=Ages(top.ages.lowest, None))
    return {opened.get(group, group): number for group, number in counts.items()}


def _is_open_elsewhere(group: Group, counts: Mapping[Group, int | None]) -> bool:
    lowest = group.ages.lowest
    if group.ages.highest != lowest or lowest < _YOUNGEST_TOP:
        return False
    twin = group._replace(ages=Ages(lowest, None))
    return counts[group] is not None and counts.get(twin) == counts[group]
