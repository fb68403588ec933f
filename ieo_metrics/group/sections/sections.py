"""Which sections there are: one row each, in the order in which they stand in the pack and the meeting."""

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, replace

from ieo_metrics.framework.registers.registers import REGISTER
from ieo_metrics.group.evaluation.section import evaluation_section
from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.sections.section import Section


@dataclass(frozen=True)
class SectionKind:
    """`name`: by which the group chooses it; `title`: what it is called; `build`: makes it of the record,
    None where there is nothing to say yet; `needs_rows`: whether that asks for the rows about people."""

    name: str
    title: str
    build: Callable[[GroupRecord], Section | None]
    needs_rows: bool = False


SECTION_KINDS: tuple[SectionKind, ...] = (
    SectionKind("evaluation", "Evaluation", evaluation_section, needs_rows=True),
)


def kinds_named(names: Collection[str]) -> list[SectionKind]:
    """Those of some names, in their order; a name that is none any more is left out."""
    return [kind for kind in SECTION_KINDS if kind.name in names]


def build_sections(record: GroupRecord, chosen: Collection[str]) -> list[Section]:
    """The chosen sections of which there is something to say, each with the typed texts that are in it."""
    built = [kind.build(record) for kind in kinds_named(chosen)]
    return [_with_typed(section, record) for section in built if section is not None]


def _with_typed(section: Section, record: GroupRecord) -> Section:
    whole = "\n".join(section.texts)
    return replace(section, typed=tuple(dict.fromkeys(text for text in _typed(record) if text in whole)))


def _typed(record: GroupRecord) -> Iterator[str]:
    """Every text that somebody typed and that a section may repeat."""
    for name, rows in record.rows.items():
        typed = [field.name for field in REGISTER[name].fields if field.kind.is_typed]
        yield from (str(row.values[field]) for row in rows for field in typed if field in row.values)
    yield from (action.words for action in record.actions)
    yield from (status.evidence for status in record.recommendations.values() if status.evidence)
