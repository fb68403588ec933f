"""The published tables of people that rates rest on: which is kept as what, and how many people a group of a
breakdown has."""

from collections.abc import Callable, Mapping, Sequence

from ieo_metrics.framework.breakdowns import Breakdown
from ieo_metrics.framework.words.code_lists import AGE_BAND
from ieo_metrics.published.kinds import POPULATION
from ieo_metrics.published.population.ages import YOUNGEST_COUNTED, Ages, ages_of_band
from ieo_metrics.published.population.groups import ETHNIC_GROUPS, SEXES
from ieo_metrics.published.population.population_table import People, PopulationTable
from ieo_metrics.store.registers.published_tables import KeptTable

# A newer table mostly has no ethnic groups, and the census's is older: each is kept beside the other.
BY_ETHNIC_GROUP = f"{POPULATION.name} by ethnic group"
# The years of age of all our bands that have both ends.
YOUNG_PEOPLE = Ages(
    YOUNGEST_COUNTED,
    max(ages.highest or 0 for band in AGE_BAND if (ages := ages_of_band(band).ages) is not None),
)
# What is shown of a table: all of them, and our bands that have both ends.
BANDS = (YOUNG_PEOPLE, *(ages for band in AGE_BAND if (ages := ages_of_band(band).ages) is not None))


def kept_as(table: PopulationTable) -> str:
    """The kind under which the store keeps a table."""
    return BY_ETHNIC_GROUP if table.ethnic_groups else POPULATION.name


def population_tables(kept: Mapping[str, KeptTable]) -> list[tuple[KeptTable, PopulationTable]]:
    """The tables of people that are kept, the one without ethnic groups first."""
    kinds = (POPULATION.name, BY_ETHNIC_GROUP)
    return [(kept[kind], PopulationTable.of_data(kept[kind].data)) for kind in kinds if kind in kept]


def _of_sex(table: PopulationTable, group: str, ages: Ages) -> People:
    if group not in SEXES:
        return People(None, "published tables count females and males only")
    return table.people(ages, sex=group)


def _of_ethnic_group(table: PopulationTable, group: str, ages: Ages) -> People:
    if not table.ethnic_groups:
        return People(None, "the table has no ethnic groups; one of the census has")
    if group not in ETHNIC_GROUPS:
        return People(None, "it is no group of the census")
    return table.people(ages, ethnicity=group)


def _of_band(table: PopulationTable, group: str, ages: Ages) -> People:
    band = ages_of_band(group)
    return table.people(band.ages) if band.ages is not None else People(None, band.why_none)


# By breakdown: how many people of some ages are in one of its groups.
_PEOPLE_IN: dict[str, Callable[[PopulationTable, str, Ages], People]] = {
    "district": lambda table, group, ages: table.people(ages, district=group),
    "age band": _of_band,
    "gender": _of_sex,
    "ethnicity": _of_ethnic_group,
}


def people_in(table: PopulationTable, breakdown: Breakdown, group: str, ages: Ages) -> People:
    """How many people of these ages are in a group; of an age band, of its own ages. None, with the reason,
    where the table does not say: nothing is guessed."""
    return _PEOPLE_IN[breakdown.name](table, group, ages)


def table_for(
    tables: Sequence[tuple[KeptTable, PopulationTable]],
    breakdown: Breakdown,
    groups: Sequence[str],
    ages: Ages,
) -> tuple[KeptTable, PopulationTable] | None:
    """The first table that has a number for any of the groups, else the first; None where there is none."""
    for kept, table in tables:
        if any(people_in(table, breakdown, group, ages).number is not None for group in groups):
            return kept, table
    return tables[0] if tables else None
