"""People by district, age, sex and ethnic group: one edition of a published table."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, NamedTuple

from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.published.population.ages import Ages
from ieo_metrics.published.population.areas import AREA_BY_CODE
from ieo_metrics.published.population.groups import ETHNIC_GROUPS, EVERYBODY, SEXES

DISTRICTS_COUNTED: tuple[str, ...] = tuple(dict.fromkeys(area.district for area in AREA_BY_CODE.values()))
_MOST_SHOWN = 4  # bands of a table, beside which one does not fit


class Group(NamedTuple):
    """Whom a number of people counts. `sex`, `ethnicity`: EVERYBODY for all together."""

    district: str
    ages: Ages
    sex: str = EVERYBODY
    ethnicity: str = EVERYBODY


class People(NamedTuple):
    """A number of people; None where the table gives none, and then why, as the end of a sentence."""

    number: int | None
    why_none: str = ""


@dataclass(frozen=True)
class PopulationTable:
    """A published table of people. `title`: as found in the file; `year`: that of the estimate or census, 0
    where the file does not say it and it must be asked; `counts`: by group, None where the table has a mark
    in place of a number; `left_out`: what of the file is not in it, a sentence each."""

    title: str
    year: int
    counts: Mapping[Group, int | None]
    left_out: tuple[str, ...] = ()

    @property
    def edition(self) -> str:
        """As figures that rest on it are stamped: the year and the title."""
        return f"{self.year or 'year not known'}: {self.title}"

    @cached_property
    def districts(self) -> tuple[str, ...]:
        """Those of which it tells, in the framework's order."""
        there = {group.district for group in self.counts}
        return tuple(district for district in DISTRICTS_COUNTED if district in there)

    @cached_property
    def ethnic_groups(self) -> tuple[str, ...]:
        """Those of which it tells."""
        there = {group.ethnicity for group in self.counts}
        return tuple(group for group in ETHNIC_GROUPS if group in there)

    def people(
        self, ages: Ages, district: str = "", sex: str = EVERYBODY, ethnicity: str = EVERYBODY
    ) -> People:
        """How many people of these ages live in a district, or in all of them together. A sum of what is
        published, or None with the reason; nothing is guessed within a published band."""
        total = 0
        for one in (district,) if district else DISTRICTS_COUNTED:
            found = self._in_district(Group(one, ages, sex, ethnicity))
            if found.number is None:
                return found
            total += found.number
        return People(total)

    def _in_district(self, group: Group) -> People:
        """The number itself, or the sum over both sexes, or over all ethnic groups; the reason why there is
        none is that of the first of these that the table is about."""
        if group.district not in self.districts:
            return People(None, f"the table has nothing for {group.district}")
        found = self._laid_onto_bands(group)
        divided = (
            [group._replace(sex=sex) for sex in self._sexes if group.sex == EVERYBODY],
            [group._replace(ethnicity=ethnic) for ethnic in self._all_ethnic if group.ethnicity == EVERYBODY],
        )
        for parts in divided:
            if parts and (found is None or found.number is None):
                summed = self._sum(parts)
                found = summed if found is None or summed.number is not None else found
        whose = list_in_words([word for word in (group.district, group.sex, group.ethnicity) if word])
        return found or People(None, f"the table has nothing for {whose}")

    def _sum(self, groups: list[Group]) -> People:
        found = [self._in_district(group) for group in groups]
        lacking = [people for people in found if people.number is None]
        return lacking[0] if lacking else People(sum(people.number or 0 for people in found))

    @cached_property
    def _sexes(self) -> tuple[str, ...]:
        return SEXES if any(group.sex != EVERYBODY for group in self.counts) else ()

    @property
    def _all_ethnic(self) -> tuple[str, ...]:
        """All groups, of which none may be missing in a sum, where the table tells of any."""
        return ETHNIC_GROUPS if self.ethnic_groups else ()

    @cached_property
    def _bands(self) -> dict[tuple[str, str, str], list[Ages]]:
        bands: dict[tuple[str, str, str], list[Ages]] = {}
        for group in self.counts:
            bands.setdefault((group.district, group.sex, group.ethnicity), []).append(group.ages)
        return {whose: sorted(ages, key=_narrow_first) for whose, ages in bands.items()}

    def _laid_onto_bands(self, group: Group) -> People | None:
        """None where the table has nothing of its own for them."""
        bands = self._bands.get((group.district, group.sex, group.ethnicity))
        if not bands:
            return None
        # A band of which no number is given stands in the way only where no others make the ages up.
        given = [ages for ages in bands if self.counts[group._replace(ages=ages)] is not None]
        laid = _bands_that_make_up(group.ages, given) or _bands_that_make_up(group.ages, bands)
        if laid is None:
            return People(None, f"{group.ages.in_words} {_does_not_fit(group.ages, bands)}")
        numbers = [self.counts[group._replace(ages=ages)] for ages in laid]
        if None in numbers:
            marked = laid[numbers.index(None)]
            return People(None, f"the table gives no number for {group.district}, {marked.in_words}")
        return People(sum(number or 0 for number in numbers))

    def as_data(self) -> dict[str, Any]:
        """As plain data, which `of_data` reads."""
        counts = [
            [group.district, group.ages.lowest, group.ages.highest, group.sex, group.ethnicity, number]
            for group, number in self.counts.items()
        ]
        return {"title": self.title, "year": self.year, "counts": counts, "left_out": list(self.left_out)}

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "PopulationTable":
        """From what `as_data` gave."""
        counts = {
            Group(district, Ages(lowest, highest), sex, ethnicity): number
            for district, lowest, highest, sex, ethnicity, number in data["counts"]
        }
        return cls(data["title"], data["year"], counts, tuple(data["left_out"]))


def _narrow_first(ages: Ages) -> tuple[int, int]:
    return ages.lowest, 999 if ages.highest is None else ages.highest


def _bands_that_make_up(ages: Ages, bands: list[Ages]) -> list[Ages] | None:
    """Published bands that follow each other and together are these ages: the band itself where it is
    published, else the narrowest."""
    if ages in bands:
        return [ages]
    dead_ends: set[int] = set()

    def from_age(age: int) -> list[Ages] | None:
        for band in bands:
            if band.lowest != age or age in dead_ends:
                continue
            if band.highest == ages.highest:
                return [band]
            within = ages.highest is None or (band.highest or 0) < ages.highest
            if band.highest is not None and within and (rest := from_age(band.highest + 1)) is not None:
                return [band, *rest]
        dead_ends.add(age)
        return None

    return from_age(ages.lowest)


def _does_not_fit(ages: Ages, bands: list[Ages]) -> str:
    top = 999 if ages.highest is None else ages.highest
    touched = [
        band.in_words
        for band in bands
        if band.lowest <= top
        and (band.highest is None or band.highest >= ages.lowest)
        and band != Ages(0, None)
    ]
    if not touched:
        return "is not among the ages of the table"
    more = " and others" if len(touched) > _MOST_SHOWN else ""
    return f"does not fit the ages of the table: {list_in_words(touched[:_MOST_SHOWN])}{more}"
