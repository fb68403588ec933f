"""Phrases of one or several whole words, looked for in a text word by word. A pattern of all of them takes
longer to make, at every start, than the texts of a return take to look through."""

from collections.abc import Iterable
from typing import NamedTuple

NUMBER = "#"  # in a phrase, any number in figures: "# months"


class Taken(NamedTuple):
    """A text taken apart: the phrases that it has, in their order, and its other words."""

    found: list[str]
    rest: list[str]


class Phrases:
    """Some phrases, of normalised words."""

    def __init__(self, phrases: Iterable[str]) -> None:
        self._all = frozenset(phrases)
        # By the word with which it begins, how many words the longest phrase has.
        self._longest: dict[str, int] = {}
        for words in map(str.split, self._all):
            self._longest[words[0]] = max(self._longest.get(words[0], 0), len(words))

    def at(self, words: list[str], place: int) -> int:
        """How many words the longest phrase has that begins at a place of a text; 0 where none does."""
        first = words[place]
        if first not in self._longest and first.isdigit():
            first = NUMBER
        for many in range(min(self._longest.get(first, 0), len(words) - place), 0, -1):
            if " ".join((first, *words[place + 1 : place + many])) in self._all:
                return many
        return 0

    def are_in(self, text: str) -> bool:
        """Whether a normalised text has any of them."""
        words = text.split()
        return any(self.at(words, place) for place in range(len(words)))

    def taken_from(self, text: str) -> Taken:
        """A normalised text, taken apart."""
        taken, words, place = Taken([], []), text.split(), 0
        while place < len(words):
            many = self.at(words, place)
            if many:
                taken.found.append(" ".join(words[place : place + many]))
            else:
                taken.rest.append(words[place])
            place += many or 1
        return taken
