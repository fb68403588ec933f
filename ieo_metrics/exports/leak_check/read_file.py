"""What a file that is read as a whole shows, and what it may not have in it."""

import re
from dataclasses import dataclass, field

from ieo_metrics.exports.leak_check.figures import Grid

NUMBERED = re.compile(r"(?:Table|Figure) \d+: ")


def words_of(text: str, begin: str = "") -> frozenset[str]:
    """The words of a text, each after `begin`."""
    return frozenset(f"{begin}{word}" for word in text.split())


class CannotRead(ValueError):
    """A file that cannot be opened again."""


@dataclass
class Shown:
    """`texts`: every text that somebody could read, also beside pictures; `tables`: each with its title;
    `unfit`: what no file for sharing may have, in words."""

    texts: list[str] = field(default_factory=list)
    tables: list[tuple[str, Grid]] = field(default_factory=list)
    unfit: list[str] = field(default_factory=list)

    def say(self, text: str) -> None:
        """A text, if there is any."""
        if text.strip():
            self.texts.append(text)

    def table(self, caption: str, grid: Grid) -> None:
        """A table, whose title is its caption without its number."""
        self.tables.append((NUMBERED.sub("", caption, count=1), grid))
