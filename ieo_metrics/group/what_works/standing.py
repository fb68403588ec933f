"""Where the use of evidence (4.b) and the learning with Thames Valley (7.2) stand."""

from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.what_works.copied import meeting_day
from ieo_metrics.group.what_works.practice_log import practice_says, quarters_looked_at
from ieo_metrics.group.what_works.section import interventions_say


def evidence_stands(record: GroupRecord) -> list[str]:
    """How many interventions have their evidence beside them, how old it is, and which programmes that send
    returns have none."""
    rows = record.rows["interventions"]
    if not rows:
        return []
    there = {row.values["programme"] for row in rows}
    lacking = [name for name in PROGRAMMES if name not in there]
    none = f"None is entered for {list_in_words(lacking)}." if lacking else ""
    return [*filter(None, (interventions_say(rows, meeting_day(record.quarter, record.today)), none))]


def thames_valley_stands(record: GroupRecord) -> list[str]:
    """What was made of each practice, and how many wait for too long."""
    rows = record.rows["practice"]
    if not rows:
        return []
    as_of = meeting_day(record.quarter, record.today)
    waiting = [row for row in rows if quarters_looked_at(row, as_of)]
    late = (
        f"{plural(len(waiting), 'practice')} {'is' if len(waiting) == 1 else 'are'} only looked at for more "
        "than two quarters."
    )
    return [practice_says(rows), *([late] if waiting else [])]
