"""Learning, as a section of the pack: what the group thinks is behind its measures, what it does, and what
changed because of it."""

from ieo_metrics.framework.dates.quarters import Quarter, label, stretch_in_words
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.learning.learned import LASTS, learned_until, quarter_of_row
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.group.sections.until_quarter import text_until
from ieo_metrics.store.registers.register_rows import RegisterRow

MOST = 6  # measures in the table: more would take more than its page
NOT_YET = "not said yet"


def learning_section(record: GroupRecord) -> Section | None:
    """The latest that was learned on each measure in the four quarters that end with this one, what is of the
    last quarter first; None where nothing was."""
    lately = learned_lately(record)
    if not lately:
        return None
    shown = lately[:MOST]
    return Section(
        "learning",
        "What we have learned",
        learning_says(record),
        (f"The table has the {MOST} latest of {len(lately)}.",) if len(lately) > MOST else (),
        (
            SectionTable(
                "What is behind the measures, and what changed because of it",
                ("Measure", "Quarter", "What we think is behind it", "What we do", "What changed"),
                tuple(_row(row, record.quarter) for row in shown),
            ),
        ),
        "what the working group wrote, up to "
        f"{label(record.quarter)}. What is behind a measure is its judgement, not a finding of the figures.",
        tuple(ref for ref in MEASURE if ref in {row.values["measure"] for row in shown}),
    )


def learned_lately(record: GroupRecord) -> list[RegisterRow]:
    """The latest row of each measure that has one of the four quarters, the newest first, then as the
    framework has the measures."""
    latest = [rows[0] for rows in learned_until(record.rows["learning"], record.quarter).values()]
    order = list(MEASURE)
    return sorted(
        (row for row in latest if quarter_of_row(row) > record.quarter - LASTS),
        key=lambda row: (-quarter_of_row(row), order.index(str(row.values["measure"]))),
    )


def learning_says(record: GroupRecord) -> str:
    """`Something was learned on 4 of 19 measures from 2024/25 Q1 to 2024/25 Q4; something has changed
    because of 2 of them.`"""
    lately = learned_lately(record)
    changed = sum("changed" in row.values for row in lately)
    span = stretch_in_words(record.quarter - LASTS + 1, record.quarter)
    said = f"Something was learned on {len(lately)} of {plural(len(MEASURE), 'measure')} from {span}"
    if not changed:
        return f"{said}; nothing is said to have changed because of it yet."
    return f"{said}; something has changed because of {changed} of them."


def _row(row: RegisterRow, until: Quarter) -> tuple[str, ...]:
    words = {name: text_until(said, until) for name, said in row.words.items()}
    helps = f"Who helps: {words['helps']}" if words["helps"] else ""
    doing = "; ".join(filter(None, (words["doing"], helps)))
    return (
        f"{words['measure']} {MEASURE[words['measure']].name}",
        words["quarter"],
        words["behind"],
        doing or NOT_YET,
        words["changed"] or NOT_YET,
    )
