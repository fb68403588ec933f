"""Where *one approach to evaluation* (4.f) and the recommendation to agree one (3.1) stand."""

from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.evaluation.levels import levels_of
from ieo_metrics.group.group_record import GroupRecord

RECOMMENDATION = "3.1"


def evaluation_stands(record: GroupRecord) -> list[str]:
    """Which programmes have a level of evidence."""
    levels = levels_of(record.rows["evidence_levels"])
    if not levels:
        return []
    entered = [f"{name} ({row['level'].partition(':')[0]}, {row['as_of']})" for name, row in levels.items()]
    lacking = [name for name in PROGRAMMES if name not in levels]
    said = [f"A level of evidence is entered for {list_in_words(entered)}."]
    return [*said, f"None is entered for {list_in_words(lacking)}."] if lacking else said


def one_approach_stands(record: GroupRecord) -> list[str]:
    """How many programmes are assessed by the one standard; none where none is."""
    levels = levels_of(record.rows["evidence_levels"])
    assessed = sum(name in levels for name in PROGRAMMES)
    if not assessed:
        return []
    has = "has a level" if assessed == 1 else "have levels"
    return [f"{assessed} of {plural(len(PROGRAMMES), 'programme')} {has} of evidence by the same standard."]
