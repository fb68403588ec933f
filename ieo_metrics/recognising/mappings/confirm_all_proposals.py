"""Confirming all that is proposed, at once. While a question of a table is open, nothing of it is."""

from collections.abc import Iterable

from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.recognising.columns.near_matches import ColumnQuestion
from ieo_metrics.recognising.mappings.mapping import Mapping


def _table_of(doubt: ColumnQuestion) -> tuple[str, int, str]:
    """Which table a doubt is about: its sheet, layout and heading row."""
    return doubt.sheet, id(doubt.layout), "".join(ch for ch in doubt.cell if ch.isdigit())


def confirmed_choice(
    mapping: Mapping, doubts: Iterable[ColumnQuestion], problems: Iterable[Problem] = ()
) -> Mapping:
    """The mapping with every proposal taken as it stands, but for those of a table about which a question is
    open that has none: what the officer does who confirms them all.
    `problems`: those of answers that are nearly known are confirmed too."""
    doubts = list(doubts)
    still_open = {_table_of(doubt) for doubt in doubts if not doubt.proposal}
    for doubt in doubts:
        if doubt.proposal and _table_of(doubt) not in still_open:
            mapping = mapping.with_column(doubt.layout, doubt.key, doubt.proposal)
    for p in problems:
        if p.code == "mapping-answer-proposed":
            table = next(t for t in TABLE.values() if any(f.name == p.field and f.renamed for f in t.fields))
            renamed = table.field(p.field).renamed or {}
            meaning = next(
                answer for answer, others in renamed.items() if normalised(p.found) in map(normalised, others)
            )
            mapping = mapping.with_answer(table.name, p.field, p.found, meaning)
    return mapping
