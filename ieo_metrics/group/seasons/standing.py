"""Where planning for seasons stands."""

from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.seasons.run_up import run_up_says
from ieo_metrics.group.seasons.seasons_until import seasons_until
from ieo_metrics.statistics.seasons.season_sentences import standing_out_says


def seasons_stand(record: GroupRecord) -> list[str]:
    """Which quarters of the year stand out in the uploaded table, and the run-up to the next of them."""
    seen = seasons_until(record.tables, record.quarter)
    if seen is None:
        return []
    said = [f"{seen.series.name}: {standing_out_says(seen.found)}"]
    return said + [
        run_up_says(record.rows["run_up"], quarter, record.today) for quarter in seen.to_prepare_for
    ]
