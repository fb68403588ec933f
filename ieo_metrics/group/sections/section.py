"""A section of the pack and a screen of the meeting about the group's other work: what stands in it, as plain
values. It is frozen with an issue; a writer of one kind of file only draws what stands here."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from ieo_metrics.framework.dates.quarters import Quarter


@dataclass(frozen=True)
class SectionTable:
    """A table of texts, whose first column names its rows. `numbers`: the columns that stand to the right. No
    cell is empty."""

    title: str
    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    numbers: tuple[int, ...] = ()


@dataclass(frozen=True)
class Section:
    """`name`: by which it is chosen; `title`: of a few words; `finding`: what it says, in one sentence;
    `said`: paragraphs; `source`: where it is from and as of when; `measures`: those whose figures it repeats:
    where one of them is withdrawn later, the section is not shown any more; `typed`: the texts in it that
    somebody typed; `typed_about`: those of them that are about a measure, each with a quarter beside which it
    is read and the measure; `serves`: the activities and recommendations of the terms of reference that it is
    about."""

    name: str
    title: str
    finding: str
    said: tuple[str, ...]
    tables: tuple[SectionTable, ...]
    source: str
    measures: tuple[str, ...] = ()
    typed: tuple[str, ...] = ()
    typed_about: tuple[tuple[str, Quarter, str], ...] = ()
    serves: tuple[str, ...] = ()

    @property
    def heading(self) -> str:
        """`Gaps (4.a, 4.c)`."""
        return f"{self.title} ({', '.join(self.serves)})" if self.serves else self.title

    @property
    def texts(self) -> Iterator[str]:
        """Every text in it."""
        yield from (self.heading, self.finding, *self.said, self.source)
        for table in self.tables:
            yield from (table.title, *table.headings, *(cell for row in table.rows for cell in row))

    def as_data(self) -> dict[str, Any]:
        """As it is kept with an issue."""
        return asdict(self)

    @classmethod
    def of_data(cls, data: Mapping[str, Any]) -> "Section":
        """What `as_data` gave, also after it was JSON."""
        tables = tuple(
            SectionTable(
                table["title"],
                tuple(table["headings"]),
                tuple(map(tuple, table["rows"])),
                tuple(table["numbers"]),
            )
            for table in data["tables"]
        )
        lists = {name: tuple(data[name]) for name in ("said", "measures", "typed")}
        about = tuple((text, quarter, ref) for text, quarter, ref in data.get("typed_about", ()))
        serves = tuple(data.get("serves", ()))
        return cls(**{**data, **lists, "tables": tables, "typed_about": about, "serves": serves})
