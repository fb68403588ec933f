"""The kinds of published tables that are read, one row each."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from ieo_metrics.published.offences.offence_table import OffenceSeries
from ieo_metrics.published.offences.read_offences import read_offences
from ieo_metrics.published.population.population_table import PopulationTable
from ieo_metrics.published.population.read_population import read_population
from ieo_metrics.published.what_was_understood import Trouble, Understood
from ieo_metrics.reading.read_files import read_files
from ieo_metrics.reading.refusals import BY_CODE
from ieo_metrics.reading.sheets import Refused, Workbook


class PublishedTable(Protocol):
    """What the store keeps of a published table."""

    @property
    def edition(self) -> str:
        """As figures that rest on it are stamped."""

    def as_data(self) -> dict[str, Any]:
        """As plain data, which the kind's `of_data` reads."""


@dataclass(frozen=True)
class PublishedKind:
    """One kind. `read`: a workbook as what it holds, of which what is kept is chosen; `of_data`: what is
    kept, from its plain data."""

    name: str
    title: str
    read: Callable[[Workbook], Understood[Any]]
    of_data: Callable[[Mapping[str, Any]], PublishedTable]


POPULATION = PublishedKind("population", "People by area and age", read_population, PopulationTable.of_data)
OFFENCES = PublishedKind("offences", "Offences by quarter or month", read_offences, OffenceSeries.of_data)
KINDS: tuple[PublishedKind, ...] = (POPULATION, OFFENCES)
KIND: dict[str, PublishedKind] = {kind.name: kind for kind in KINDS}


def read_published(kind: PublishedKind, file_name: str, data: bytes) -> Understood[Any]:
    """A downloaded file (.xlsx, .xls, .ods or .csv) as a published table of a kind. A file that cannot be
    read at all is a trouble like any other."""
    (workbook,) = read_files([(file_name, data)])
    if isinstance(workbook, Refused):
        refusal = BY_CODE[workbook.code]
        more = f" ({workbook.found})" if workbook.found else ""
        found, expected = f"that {_within(refusal.title)}{more}", _within(refusal.expected)
        return Understood(None, (Trouble(workbook.name, "", "", found, expected, refusal.to_do),))
    return kind.read(workbook)


def _within(sentence: str) -> str:
    """A sentence as part of another."""
    return sentence[:1].lower() + sentence[1:].rstrip(".")
