"""Evaluation in the pack: the same questions for all programmes, their answers in bands, and the levels of
evidence."""

from collections.abc import Iterator, Mapping

import pandas as pd

from ieo_metrics.disclosure.bands_of_shares import NOT_TOLD, band_in_words
from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.evaluation_questions import SHARES
from ieo_metrics.framework.figure_markers import HIDDEN
from ieo_metrics.framework.return_types import PROGRAMMES, RETURN_TYPES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.evaluation.answers import Programme
from ieo_metrics.group.evaluation.evaluation_table import answers_of, programmes_of
from ieo_metrics.group.evaluation.in_words import NONE
from ieo_metrics.group.evaluation.levels import levels_of
from ieo_metrics.group.evaluation.people_of_return import kinds_of
from ieo_metrics.group.evaluation.why_no_answer import no_people
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.measuring.compute_measures import stands_for_quarter

NAME, TITLE = "evaluation", "Evaluation"
WHY_BANDS = (
    "Each share is given as a band, a wider one where few young people are counted in it, so that nobody can "
    "work out that fewer than {threshold} of them lack something. Where few or none are counted, or no band "
    f"would be safe, it says “{NOT_TOLD}”."
)


def evaluation_section(record: GroupRecord) -> Section | None:
    """None where nothing is known of the quarter and no level of evidence is entered."""
    bands = _bands(record)
    levels = levels_of(record.rows["evidence_levels"])
    if not bands and not levels:
        return None
    tables = [*_table_of_bands(record, bands), *_table_of_levels(levels)]
    threshold = record.settings.small_number_threshold
    return Section(
        NAME,
        TITLE,
        _finding(bands, levels),
        (WHY_BANDS.format(threshold=threshold), *_of_what(bands)) if bands else (),
        tuple(tables),
        f"the accepted returns of {label(record.quarter)}, and the group's register of levels of evidence",
    )


def _bands(record: GroupRecord) -> dict[str, dict[str, str]]:
    """By programme's title, by question: the band. Only programmes and questions that have any."""
    if record.results is None:
        return {}
    found = {
        programme.return_type.title: dict(_bands_of(programme, record))
        for programme in programmes_of(record.results)
        if record.quarter in programme.quarters
    }
    return {title: bands for title, bands in found.items() if bands}


def _bands_of(programme: Programme, record: GroupRecord) -> Iterator[tuple[str, str]]:
    """Of nobody there is no band either: else `not shown` would say that there are few, and not none."""
    own, threshold = _shown_of(programme, record), record.settings.small_number_threshold
    shown = numbers_shown(own, record.settings.counts_rounded_to)
    all_hidden = bool((own["marker"] == HIDDEN).any()) and max(shown, default=0) < threshold
    for question in SHARES:
        (figure,) = answers_of(programme, question, record.quarter, record.rows_from)
        if figure.numerator is not None and figure.n is not None:
            # Of those lost, it is those who stayed that are measured.
            turned = question.better == "lower"
            have = figure.n - figure.numerator if turned else figure.numerator
            # Beside hidden figures alone a band would say that they are not of few.
            band = NOT_TOLD if all_hidden else band_in_words(have, figure.n, threshold, shown)
            yield question.name, band


def _of_what(bands: Mapping[str, Mapping[str, str]]) -> Iterator[str]:
    """Of what else than young people a programme's shares are."""
    for return_type in RETURN_TYPES:
        if return_type.title in bands and no_people(return_type):
            several = list_in_words([kind.contributor[1] for kind in kinds_of(return_type)])
            yield f"Those of {return_type.title} are of {several}."


def _shown_of(programme: Programme, record: GroupRecord) -> pd.DataFrame:
    """The programme's measures of young people in the quarter, as readers see them."""
    frame = record.shared
    refs = [measure.ref for measure in programme.measures if measure.about_people]
    if not len(frame):
        return pd.DataFrame(columns=["marker", "numerator", "denominator"])
    return frame[stands_for_quarter(frame) & (frame["period"] == record.quarter) & frame["ref"].isin(refs)]


def numbers_shown(own: pd.DataFrame, rounded_to: int) -> set[int]:
    """How many young people the shown measures of a programme are of: of each that is rounded, every number
    that it may stand for. `own`: their rows of a quarter, in the columns of the results' frame."""
    numbers = [*own["denominator"].dropna(), *own["numerator"].dropna()]
    either_way = range(-(rounded_to // 2), rounded_to // 2 + 1)
    whole = {int(number) for number in numbers if number == int(number) and number > 0}
    return {number + more for number in whole for more in either_way}


def _table_of_bands(record: GroupRecord, bands: Mapping[str, Mapping[str, str]]) -> Iterator[SectionTable]:
    asked = [question for question in SHARES if any(question.name in own for own in bands.values())]
    if asked:
        yield SectionTable(
            f"What is known of whom, {label(record.quarter)}",
            ("Share", *bands),
            tuple(
                (question.shared_as, *(own.get(question.name, NONE) for own in bands.values()))
                for question in asked
            ),
        )


def _table_of_levels(levels: Mapping[str, Mapping[str, str]]) -> Iterator[SectionTable]:
    if levels:
        yield SectionTable(
            "Level of evidence (standards of the former Early Intervention Foundation, now Foundations)",
            ("Programme", "Level", "Assessed on", "Source"),
            tuple((name, row["level"], row["as_of"], row["source"]) for name, row in levels.items()),
        )


def _finding(bands: Mapping[str, Mapping[str, str]], levels: Mapping[str, Mapping[str, str]]) -> str:
    entered = [name for name in PROGRAMMES if name in levels]
    have = "have" if len(entered) > 1 else "has"
    said = f"{list_in_words(entered) if entered else 'No programme'} {have} a level of evidence"
    told = {
        title: own["first reading"]
        for title, own in bands.items()
        if own.get("first reading", NOT_TOLD) != NOT_TOLD
    }
    if not told:
        return f"{said}."
    first = list_in_words([f"{band} by {title}" for title, band in told.items()])
    return f"{said}; of those supported, {first} have a first score."
