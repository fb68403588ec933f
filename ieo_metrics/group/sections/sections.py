"""Which sections there are: one row each, in the order in which they stand in the pack and the meeting."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from ieo_metrics.group.group_record import GroupRecord
from ieo_metrics.group.sections.section import Section


@dataclass(frozen=True)
class SectionKind:
    """`name`: by which the group chooses it; `title`: what it is called; `build`: makes it of the record,
    None where there is nothing to say yet."""

    name: str
    title: str
    build: Callable[[GroupRecord], Section | None]


SECTION_KINDS: tuple[SectionKind, ...] = ()


def build_sections(record: GroupRecord, chosen: Collection[str]) -> tuple[Section, ...]:
    """The chosen sections of which there is something to say."""
    built = [kind.build(record) for kind in SECTION_KINDS if kind.name in chosen]
    return tuple(section for section in built if section is not None)
