"""What works, as a section of the pack: the published evidence for what is run here, how old it is, the
training that is needed, and what was made of practice from Thames Valley."""

import datetime as dt
from collections.abc import Sequence

from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import last_day
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.sections.section import Section, SectionTable
from ieo_metrics.group.sections.until_quarter import text_until
from ieo_metrics.group.what_works.copied import copied_says, is_stale, meeting_day
from ieo_metrics.group.what_works.interventions import level_of
from ieo_metrics.group.what_works.practice_log import looked_at_says, practice_says
from ieo_metrics.group.what_works.training import training_says, training_table
from ieo_metrics.store.registers.register_rows import RegisterRow

APART = (
    "Impact, strength of evidence and cost are as the Toolkit has them for the strand, not for the programme "
    "here, whose own results are among the measures."
)


def what_works_section(record: GroupRecord) -> Section | None:
    """The interventions with their evidence, training, and the log of practice seen up to the quarter's end;
    None where none of them has a row."""
    interventions, practice = record.rows["interventions"], practice_seen_by(record)
    training = record.rows["training"]
    if not interventions and not practice and not training:
        return None
    as_of = meeting_day(record.quarter, record.today)
    said = (interventions_say(interventions, as_of), training_says(training), practice_says(practice))
    finding, *more = filter(None, said)
    return Section(
        "what_works",
        "What works",
        finding,
        (*more, *((APART,) if interventions else ())),
        tuple(_tables(record, interventions, practice)),
        "the Youth Endowment Fund's Toolkit, as copied on the days given; levels of evidence as the "
        "group entered them; the group's log of practice and list of training. As of "
        f"{day_in_words(as_of)}.",
    )


def practice_seen_by(record: GroupRecord) -> list[RegisterRow]:
    """The log as far as the quarter's end: what was seen later is told with its own quarter."""
    end = last_day(record.quarter)
    return [
        row for row in record.rows["practice"] if dt.date.fromisoformat(str(row.values["seen_on"])) <= end
    ]


def interventions_say(rows: Sequence[RegisterRow], as_of: dt.date) -> str:
    """`3 interventions have the Toolkit's evidence beside them; 1 of them was copied a year ago or
    more.`; empty of none."""
    if not rows:
        return ""
    old = sum(is_stale(row, as_of) for row in rows)
    has = (
        "has the Toolkit's evidence beside it"
        if len(rows) == 1
        else "have the Toolkit's evidence beside them"
    )
    said = f"{plural(len(rows), 'intervention')} {has}"
    if not old:
        return f"{said}, all copied within a year."
    which = "that" if len(rows) == 1 else "all" if old == len(rows) else f"{old} of them"
    return f"{said}; {which} {'was' if old == 1 else 'were'} copied a year ago or more."


def _tables(
    record: GroupRecord, interventions: Sequence[RegisterRow], practice: Sequence[RegisterRow]
) -> list[SectionTable]:
    tables, as_of = [], meeting_day(record.quarter, record.today)
    if interventions:
        tables.append(
            SectionTable(
                "Interventions and their published evidence",
                ("Programme", "Strand", "Impact", "Strength", "Cost", "Copied on", "Level of evidence"),
                tuple(
                    (
                        *(row.words[name] for name in ("programme", "strand", "impact", "strength", "cost")),
                        copied_says(row, as_of, record.today),
                        level_of(row, record.rows["evidence_levels"]),
                    )
                    for row in interventions
                ),
            )
        )
    if (training := training_table(record.rows["training"])).rows:
        tables.append(training)
    if practice:
        tables.append(
            SectionTable(
                "Practice from Thames Valley",
                ("Practice", "Seen on", "What we decided", "Why"),
                tuple(
                    (
                        text_until(row.words["name"], record.quarter),
                        row.words["seen_on"],
                        "; ".join(filter(None, (row.words["state"], looked_at_says(row, as_of)))),
                        text_until(row.words["why"], record.quarter),
                    )
                    for row in practice
                ),
            )
        )
    return tables
