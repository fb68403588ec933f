"""What reading a published table gives: the table, or what stands in its way, and what was left out."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Generic, TypeVar

Table = TypeVar("Table")


@dataclass(frozen=True)
class Trouble:
    """Why a table cannot be used as it is: where, what was found, what is expected and what to do."""

    file: str
    sheet: str
    cell: str
    found: str
    expected: str
    to_do: str

    def __str__(self) -> str:
        where = ", ".join(
            part
            for part in (
                self.file,
                f"sheet {self.sheet}" if self.sheet else "",
                self.cell and f"cell {self.cell}",
            )
            if part
        )
        return f"{where}: found {self.found}; expected {self.expected}. {self.to_do}"


@dataclass(frozen=True)
class Understood(Generic[Table]):
    """A published table, read. `table`: None where there is trouble, of which every piece is listed;
    `left_out`: what of the file is not in the table, and why, a sentence each."""

    table: Table | None
    troubles: Sequence[Trouble] = ()
    left_out: Sequence[str] = ()


@dataclass
class Notes:
    """What is gathered while a file is read: troubles, each once, and sentences about what was left out."""

    troubles: list[Trouble] = field(default_factory=list)
    left_out: list[str] = field(default_factory=list)

    def trouble(self, trouble: Trouble) -> None:
        """Add what stands in the way."""
        if trouble not in self.troubles:
            self.troubles.append(trouble)

    def leave_out(self, sentence: str) -> None:
        """Say what is not in the table."""
        if sentence not in self.left_out:
            self.left_out.append(sentence)
