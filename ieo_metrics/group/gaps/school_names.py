"""The names of schools, which the store does not keep, found again in a workbook that has them."""

from collections.abc import Iterable, Sequence

from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.group.gaps.schools_reached import ListedSchool
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown
from ieo_metrics.store.database.secret_key import Key

KnownAs = tuple[str, ...]

TABLES_WITH_SCHOOLS = ("school_list", "school_sessions")


def names_in_files(
    files: Iterable[CheckedFile], schools: Sequence[ListedSchool], key: Key
) -> dict[KnownAs, str]:
    """By what a school is known as, its name as the first of the files that names it has it. A school is met
    by its URN, else by the pseudonym of the name; names of other schools are not kept."""
    by_urn = {school.urn: school for school in schools if school.urn}
    by_name = {name: school for school in schools for name in school.names}
    found: dict[KnownAs, str] = {}
    for file in files:
        for table in TABLES_WITH_SCHOOLS:
            frame = file.tables.get(table)
            if frame is None:
                continue
            pairs = frame[["urn", "school"]].astype(object).drop_duplicates()
            for urn, name in pairs.itertuples(index=False):
                if not isinstance(name, str):
                    continue
                school = by_urn.get(urn) if isinstance(urn, str) else None
                school = school or by_name.get(key.stored_text(name))
                if school is not None:
                    found.setdefault(school.known_as, cell_as_shown(name))
    return found
