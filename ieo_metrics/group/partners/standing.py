"""Where the partners' commitments stand: interventions with and for communities need what each promised."""

from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.partners.partner_sheet import TO_COME, is_late
from ieo_metrics.group.partners.section import commitment_in_words, commitments_until


def partners_stands(record: GroupRecord) -> list[str]:
    """One sentence about the commitments, and one about what is late; none where none is recorded."""
    rows = commitments_until(record)
    if not rows:
        return []
    states = [row.values["state"] for row in rows]
    to_come = sum(state in TO_COME for state in states)
    who = plural(len({row.values["agency"] for row in rows}), "agency has", "agencies have")
    said = [
        f"{who} committed to {plural(len(rows), 'thing')}: {states.count('kept')} kept, {to_come} to come, "
        f"{states.count('not kept')} not kept."
    ]
    late = [commitment_in_words(row, record.quarter) for row in rows if is_late(row, record.today)]
    return [*said, f"Late: {'; '.join(late)}."] if late else said
