"""The whole way of the data, as the pages and the command line walk it."""

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ieo_metrics.accepting.baselines import restated_baselines
from ieo_metrics.accepting.cohort import about_cohort
from ieo_metrics.accepting.govern import Governed, govern
from ieo_metrics.accepting.returns import AcceptedReturn, accept
from ieo_metrics.checking.check import CheckedFile, check
from ieo_metrics.framework.problems import Problem
from ieo_metrics.framework.quarters import Quarter
from ieo_metrics.framework.settings import Settings
from ieo_metrics.measuring.compute import Results, compute
from ieo_metrics.reading.sheets import Refused, Workbook
from ieo_metrics.recognising.mapping import EMPTY, Mapping


@dataclass(frozen=True)
class Collection:
    """What was read, understood and accepted together: the files, the refusals, the returns, and every question about them."""

    files: tuple[CheckedFile, ...]
    refused: tuple[Refused, ...]
    returns: tuple[AcceptedReturn, ...]
    problems: tuple[Problem, ...]
    governed: Governed | None
    settings: Settings


def collect(
    read: Iterable[Workbook | Refused], settings: Settings, received: dt.datetime, covers: Sequence[Quarter] | None = None, mapping: Mapping = EMPTY
) -> Collection:
    """Files as they were read → checked, accepted in their order, and governed."""
    files: list[CheckedFile] = []
    refused: list[Refused] = []
    for one in read:
        if isinstance(one, Refused):
            refused.append(one)
        else:
            files.append(check(one, settings, received, mapping))
    return collected(files, refused, settings, covers)


def collected(files: Sequence[CheckedFile], refused: Sequence[Refused], settings: Settings, covers: Sequence[Quarter] | None = None) -> Collection:
    """Files that are checked already → accepted in their order, and governed."""
    returns, questions = accept(files, settings, covers)
    governed = govern(returns, settings)
    questions += restated_baselines(returns)
    if governed:
        questions += about_cohort(governed, settings)
    problems = (*(p for file in files for p in file.problems), *questions)
    return Collection(tuple(files), tuple(refused), tuple(returns), problems, governed, settings)


def measure(collection: Collection, *, spans: Sequence[str] = ("quarter",), by_district: bool = False) -> Results | None:
    """The measures of a collection; None where nothing covers any quarter."""
    return compute(collection.governed, collection.settings, spans=spans, by_district=by_district) if collection.governed else None
