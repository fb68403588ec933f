"""Where gap analysis, and work with communities, stand."""

from ieo_metrics.group.gaps.needs_grid import needs_grid
from ieo_metrics.group.gaps.section import schools_of
from ieo_metrics.group.gaps.voices import voices_of
from ieo_metrics.group.gaps.wording import needs_sentence, schools_sentence, voices_sentence
from ieo_metrics.group.group_record import GroupRecord


def gaps_stand(record: GroupRecord) -> list[str]:
    """Of the needs and of the hotspot and priority schools."""
    grid, schools = needs_grid(record.rows, record.actions, None, record.quarter), schools_of(record)
    said = [needs_sentence(grid)] if grid.lines else []
    return said + ([schools_sentence(schools)] if schools and not schools.why_not else [])


def voices_stand(record: GroupRecord) -> list[str]:
    """Of what communities told us."""
    voices = voices_of(record.rows["voices"])
    return [voices_sentence(voices)] if voices.all else []
