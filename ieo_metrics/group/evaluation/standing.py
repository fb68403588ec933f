"""Where *one approach to evaluation* (4.f) and the recommendation to agree one (3.1) stand. Without a number
of young people: what is said of a recommendation may become its evidence, which everybody may read."""

from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.evaluation.against_year_before import (
    BETTER,
    NOT_COMPARED,
    WORSE,
    evidence_in_words,
)
from ieo_metrics.group.evaluation.levels import levels_of
from ieo_metrics.group.group_record import GroupRecord

RECOMMENDATION = "3.1"


def evaluation_stands(record: GroupRecord) -> list[str]:
    """What the returns tell better than a year before, and which programmes have a level of evidence."""
    better = evidence_in_words([one for one in record.changes if one.word == BETTER])
    return [*filter(None, (better,)), *_levels_stand(record)]


def _levels_stand(record: GroupRecord) -> list[str]:
    levels = levels_of(record.rows["evidence_levels"])
    if not levels:
        return []
    entered = [f"{name} ({row['level'].partition(':')[0]}, {row['as_of']})" for name, row in levels.items()]
    lacking = [name for name in PROGRAMMES if name not in levels]
    said = [f"A level of evidence is entered for {list_in_words(entered)}."]
    return [*said, f"None is entered for {list_in_words(lacking)}."] if lacking else said


def one_approach_stands(record: GroupRecord) -> list[str]:
    """How many of the answers are better or worse than a year before, and how many programmes are assessed by
    the one standard; nothing where there is neither."""
    return [*_answers_stand(record), *_standard_stands(record)]


def _answers_stand(record: GroupRecord) -> list[str]:
    words = [one.word for one in record.changes if one.word != NOT_COMPARED]
    if not words:
        return []
    better, worse = (words.count(word) for word in (BETTER, WORSE))
    return [
        f"Every programme is asked the same questions. Of {plural(len(words), 'answer')} that can be "
        f"compared with four quarters before, {better or 'none'} {'is' if better < 2 else 'are'} better and "
        f"{worse or 'none'} worse by more than chance."
    ]


def _standard_stands(record: GroupRecord) -> list[str]:
    levels = levels_of(record.rows["evidence_levels"])
    assessed = sum(name in levels for name in PROGRAMMES)
    if not assessed:
        return []
    has = "has a level" if assessed == 1 else "have levels"
    return [f"{assessed} of {plural(len(PROGRAMMES), 'programme')} {has} of evidence by the same standard."]
