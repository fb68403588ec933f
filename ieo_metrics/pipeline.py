"""The whole way of the data, as the pages and the command line walk it."""

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from ieo_metrics.accepting.changed_first_readings import restated_baselines
from ieo_metrics.accepting.files_to_returns import Covers, accept_files
from ieo_metrics.accepting.governing_returns import Governed, govern
from ieo_metrics.accepting.match_support_with_follow_up import about_cohort
from ieo_metrics.accepting.questions.ask_about_alike_spellings import SameQuestion, settle_spellings
from ieo_metrics.accepting.questions.mark_rows_awaiting_answers import about_lists, mark_open_questions
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.accepting.unusual_values import against_history
from ieo_metrics.checking.check_within_time_limit import check_in_time
from ieo_metrics.checking.check_workbook import CheckedFile
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.reading.sheets import Refused, Workbook
from ieo_metrics.recognising.mappings.answers_on_sameness import NOTHING_SAID, SameAnswers, StandIns
from ieo_metrics.recognising.mappings.mapping import EMPTY
from ieo_metrics.recognising.mappings.mapping import Mapping as ColumnMapping


class Collection(NamedTuple):
    """What was read, understood and accepted together: the files, the refusals, the returns, and every
    question about them. `counts`: how many problems of each (file, severity, code), where the problems
    themselves are not kept; `trail`: the end of the audit trail, where the returns are accepted ones;
    `same`: the open questions whether spellings are the same, `same_answered`: those that were answered."""

    files: tuple[CheckedFile, ...]
    refused: tuple[Refused, ...]
    returns: tuple[AcceptedReturn, ...]
    problems: tuple[Problem, ...]
    governed: Governed | None
    settings: Settings
    counts: Mapping[tuple[str, str, str], int] | None = None
    trail: str = ""
    same: tuple[SameQuestion, ...] = ()
    same_answered: tuple[SameQuestion, ...] = ()

    def problem_counts(self) -> Mapping[tuple[str, str, str], int]:
        """How many problems of each (file, severity, code); the same file again has the same problems again,
        and they count once."""
        return (
            self.counts
            if self.counts is not None
            else Counter((p.file, p.severity, p.code) for p in dict.fromkeys(self.problems))
        )


def collect_files(
    read: Iterable[Workbook | Refused],
    settings: Settings,
    received: dt.datetime,
    covers: Covers | None = None,
    mapping: ColumnMapping = EMPTY,
) -> Collection:
    """Files as they were read → checked, accepted in their order, and governed."""
    files: list[CheckedFile] = []
    refused: list[Refused] = []
    for one in read:
        file = one if isinstance(one, Refused) else check_in_time(one, settings, received, mapping)
        if isinstance(file, Refused):
            refused.append(file)
        else:
            files.append(file)
    return collect_checked(files, refused, settings, covers, answers=mapping.same)


def _as_it_is(accepted_return: AcceptedReturn) -> AcceptedReturn:
    return accepted_return


def collect_checked(
    files: Sequence[CheckedFile],
    refused: Sequence[Refused],
    settings: Settings,
    covers: Covers | None = None,
    before: Sequence[AcceptedReturn] = (),
    disguise: Callable[[AcceptedReturn], AcceptedReturn] = _as_it_is,
    answers: SameAnswers = NOTHING_SAID,
    key: StandIns | None = None,
) -> Collection:
    """Files that are checked already → accepted in their order after the returns `before`, and governed with
    them. `disguise`: how those had their references replaced, so that the same person is the same in both,
    and `key` that of their store; `answers`: what the officer has said about spellings."""
    accepted, questions = accept_files(files, settings, covers, before)
    settled = settle_spellings(accepted, before, answers, key)
    returns = settled.returns
    questions += [question.problem for question in settled.questions]
    questions += [*about_lists(settled.questions), *settled.not_compared]
    known = mark_open_questions([*before, *map(disguise, returns)], settled.questions, key)
    governed = govern(known, settings)
    about = [*against_history(known, settings), *restated_baselines(known, governed)]
    fresh = {file.name for file in files}
    questions += [p for p in about if p.file in fresh]
    if governed and (returns or not before):
        questions += about_cohort(governed, settings)
    problems = (*(p for file in files for p in file.problems), *questions)
    return Collection(
        tuple(files),
        tuple(refused),
        returns,
        problems,
        governed,
        settings,
        same=settled.questions,
        same_answered=settled.answered,
    )


def measure_collection(
    collection: Collection, *, spans: Sequence[str] = ("quarter",), by: str | None = None
) -> Results | None:
    """The measures of a collection; None where nothing covers any quarter."""
    return (
        compute_measures(collection.governed, collection.settings, spans=spans, by=by)
        if collection.governed
        else None
    )
