"""A question about a file's sheets and columns, and the sheet that it stands beside."""

from collections.abc import Callable
from dataclasses import dataclass

from ieo_metrics.reading.sheets import Sheet
from ieo_metrics.recognising.mappings.mapping import Mapping

PROPOSED = " (proposed)"
Place = tuple[str, int]  # a sheet's name, and the row of a heading from 0


@dataclass(frozen=True)
class Question:
    """`choices`: what may be answered, in words; `proposed`: the answer that stands unless the officer
    changes it, None where nothing is proposed; `answered`: the mapping with an answer. `columns`: what it is
    about, from 0."""

    key: str
    about: str
    why: str
    choices: dict[str, str]
    proposed: str | None
    answered: Callable[[Mapping, str], Mapping]
    columns: tuple[int, ...] = ()
    slots: bool = False  # its answers are slots, of which each can be given once
    needed: bool = True  # whether a figure of a measure could turn on it
    code: str = ""  # of the problems of its sheet that it answers, so that they are not ticked as well
    nearest: tuple[str, ...] = ()  # the answers that come next after the proposed one; else as in `choices`
    looks_for: str = ""  # the slot of which it asks where it is; another answer may tell
    only_for: tuple[str, ...] = ()  # the slots that its column may be; once they are settled it is none
    asked_at: Place | None = None  # where the same is asked first, so that it is not asked twice
    also: tuple[str, ...] = ()  # the other sheets for which the answer counts

    def title_of(self, answer: str) -> str:
        """An answer in words, without the mark of what is proposed."""
        return self.choices[answer].removesuffix(PROPOSED if answer == self.proposed else "")


@dataclass(frozen=True)
class AskedSheet:
    """One table of a sheet, and the questions about it. `header`: its heading row, from 0; `taken`: what
    each column was read as; `table_name`: its record table, "" where that is the question."""

    sheet: Sheet
    header: int
    table: str
    taken: dict[int, str]
    questions: tuple[Question, ...]
    table_name: str = ""

    @property
    def place(self) -> Place:
        return self.sheet.name, self.header

    @property
    def asked_here(self) -> list[Question]:
        """Its questions without those that are asked at another table."""
        return [question for question in self.questions if question.asked_at is None]
