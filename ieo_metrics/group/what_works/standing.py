"""Where the use of evidence and the training for it (4.b), our own results (4.f) and the learning with Thames
Valley (7.2) stand."""

from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.what_works.copied import meeting_day
from ieo_metrics.group.what_works.practice_log import practice_says, quarters_looked_at
from ieo_metrics.group.what_works.section import interventions_say
from ieo_metrics.group.what_works.training import overdue_says, training_says


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


def training_stands(record: GroupRecord) -> list[str]:
    """What training is needed, planned and held, and of what it is not said whether it was."""
    rows = record.rows["training"]
    as_of = meeting_day(record.quarter, record.today)
    return [*filter(None, (training_says(rows), overdue_says(rows, as_of)))]


def own_results_stand(record: GroupRecord) -> list[str]:
    """Beside how many interventions our own measures are named, which say whether they work here."""
    rows = record.rows["interventions"]
    if not rows:
        return []
    beside = sum(bool(row.values.get("measures")) for row in rows)
    has = "has" if beside == 1 else "have"
    return [
        f"{beside} of {plural(len(rows), 'intervention')} {has} our own results beside the published "
        "evidence."
    ]


def thames_valley_stands(record: GroupRecord) -> list[str]:
    """What was made of each practice, and how many wait for too long."""
    rows = record.rows["practice"]
    if not rows:
        return []
    as_of = meeting_day(record.quarter, record.today)
    waiting = [row for row in rows if quarters_looked_at(row, as_of)]
    late = (
        f"{plural(len(waiting), 'practice')} {'has' if len(waiting) == 1 else 'have'} waited for a decision "
        "for more than two quarters."
    )
    return [practice_says(rows), *([late] if waiting else [])]
