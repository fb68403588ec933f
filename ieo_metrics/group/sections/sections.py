"""Which sections there are: one row each, in the order in which they stand in the pack and the meeting."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.group.evaluation import section as evaluation
from ieo_metrics.group.funding import section as funding
from ieo_metrics.group.gaps import section as gaps
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.learning.section import learning_section
from ieo_metrics.group.partners import section as partners
from ieo_metrics.group.seasons import section as seasons
from ieo_metrics.group.sections.section import Section
from ieo_metrics.group.sections.until_quarter import text_until
from ieo_metrics.group.what_works.section import what_works_section
from ieo_metrics.store.registers.typed_in_row import typed_in_row


@dataclass(frozen=True)
class SectionKind:
    """`name`: by which the group chooses it; `title`: what it is called; `serves`: the activities and
    recommendations that it is about; `build`: makes it of the record, None where there is nothing to say yet;
    `needs_rows`: whether that asks for the rows about people."""

    name: str
    title: str
    serves: tuple[str, ...]
    build: Callable[[GroupRecord], Section | None]
    needs_rows: bool = False


SECTION_KINDS: tuple[SectionKind, ...] = (
    SectionKind(
        evaluation.NAME, evaluation.TITLE, ("4.f", "3.1"), evaluation.evaluation_section, needs_rows=True
    ),
    SectionKind(gaps.NAME, gaps.TITLE, ("4.a", "4.c"), gaps.gaps_section, needs_rows=True),
    SectionKind(seasons.NAME, seasons.TITLE, ("4.a",), seasons.seasons_section),
    SectionKind(funding.NAME, funding.TITLE, ("4.d", "4.e"), funding.funding_section),
    SectionKind("what_works", "What works", ("4.b", "4.f", "7.2"), what_works_section),
    SectionKind("learning", "What we have learned", ("4.g",), learning_section),
    SectionKind(partners.NAME, partners.TITLE, ("4.c",), partners.partners_section),
)


def kinds_named(names: Collection[str]) -> list[SectionKind]:
    """Those of some names, in their order; a name that is none any more is left out."""
    return [kind for kind in SECTION_KINDS if kind.name in names]


def build_sections(record: GroupRecord, chosen: Collection[str]) -> list[Section]:
    """The chosen sections of which there is something to say, each with the typed texts that are in it."""
    built = [(kind, kind.build(record)) for kind in kinds_named(chosen)]
    return [
        _with_typed(_until(replace(section, serves=kind.serves), record.quarter), record)
        for kind, section in built
        if section is not None
    ]


def _until(section: Section, quarter: Quarter) -> Section:
    """Without a text that names a later quarter: a pack that did would not be handed out. A finding and a
    source repeat typed names too."""
    tables = tuple(
        replace(table, rows=tuple(tuple(text_until(cell, quarter) for cell in row) for row in table.rows))
        for table in section.tables
    )
    said = tuple(text_until(one, quarter) for one in section.said)
    finding, source = text_until(section.finding, quarter), text_until(section.source, quarter)
    return replace(section, finding=finding, said=said, tables=tables, source=source)


def _with_typed(section: Section, record: GroupRecord) -> Section:
    whole = "\n".join(section.texts)
    about = [
        (typed.text, typed.quarter, typed.ref)
        for name, rows in record.rows.items()
        for row in rows
        for typed in typed_in_row(REGISTER[name], row.values, record.quarter)
        if typed.ref and typed.text in whole
    ]
    typed = dict.fromkeys(text for text in _typed(record) if text and text in whole)
    return replace(section, typed=tuple(typed), typed_about=tuple(dict.fromkeys(about)))


def _typed(record: GroupRecord) -> Iterator[str]:
    """Every text that somebody typed and that a section may repeat."""
    for name, rows in record.rows.items():
        typed = [field.name for field in REGISTER[name].fields if field.kind.is_typed]
        yield from (str(row.values[field]) for row in rows for field in typed if field in row.values)
    # Of a published table the file says these, which somebody else may have written into it.
    yield from (text for kept in record.tables.values() for text in kept.named)
    yield from (action.words for action in record.actions)
    yield from (status.evidence for status in record.recommendations.values() if status.evidence)
