"""Where the learning from data and evaluations (4.g) stands."""

from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.learning.section import learned_lately, learning_says


def learning_stands(record: GroupRecord) -> list[str]:
    """On how many measures something was learned lately, and of which it is still to be said what changed."""
    lately = learned_lately(record)
    if not lately:
        return []
    waiting = [row.words["measure"] for row in lately if "changed" not in row.values]
    still = f"What changed because of it is still to be said of {list_in_words(waiting)}."
    return [learning_says(record), *([still] if waiting else [])]
