"""The rows that a series of offences is the sum of, without those that are a sum of the others: a table often
lists both, and to add them all up would count everything twice."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.published.count_cells import Count
from ieo_metrics.published.names_in_cells import without_notes
from ieo_metrics.published.offences.offence_table import Recorded
from ieo_metrics.published.offences.periods import Period
from ieo_metrics.published.sheet_grid import as_text

Texts = tuple[Any, ...]
FEWEST_COMPARED = 4  # periods, before a row that always is the sum of the others is taken for it
_MOST_NAMED = 4
_TOTAL = re.compile(
    r".*\b(?:sub ?)?totals?\b.*|all|overall|both(?: sexes)?|persons|everyone|everybody"
    r"|all (?:recorded )?(?:offences?|crimes?|ages?|persons?|people|sexes|genders?|victims?|suspects?|types?"
    r"|groups?|categories|areas?|districts?|forces?|wards?|outcomes?|violence.*|robbery|robberies|assaults?)"
)


@dataclass
class RowsOfSeries:
    """`by_row`: by the texts that tell the rows of the file apart, by period, what each gives."""

    by_row: dict[Texts, dict[Period, Count]] = field(default_factory=dict)

    def added_up(self) -> tuple[dict[Period, Recorded], list[str]]:
        """By period what is recorded, and a sentence for what was not added up and for what was."""
        sums = self._sums()
        parts = {texts: periods for texts, periods in self.by_row.items() if texts not in sums}
        out: dict[Period, Recorded] = {}
        for periods in parts.values():
            for period, count in periods.items():
                out.setdefault(period, Recorded()).add(count.number, count.mark)
        said = []
        if sums:
            said.append(f"Not added up, because it is a sum of the others: {self._named(sums)}.")
        if len(parts) > 1:
            said.append(f"It is the sum of {plural(len(parts), 'row')} a period: {self._named(parts)}.")
        return out, said

    def _sums(self) -> dict[Texts, None]:
        """The rows that are sums of others: those that are called so, and the one that always is."""
        if len(self.by_row) < 2:
            return {}
        called = dict.fromkeys(texts for texts in self.by_row if any(map(is_total, self._apart(texts))))
        if len(called) == len(self.by_row):
            return {}
        others = [texts for texts in self.by_row if texts not in called]
        return called | dict.fromkeys(self._that_add_up(others))

    def _that_add_up(self, among: list[Texts]) -> list[Texts]:
        """The row that is, wherever that can be told, the sum of two others or more: half of all of them
        together."""
        together: dict[Period, int | None] = {}
        counting: dict[Period, int] = {}
        for texts in among:
            for period, (number, *_) in self.by_row[texts].items():
                before = together.get(period, 0)
                together[period] = None if number is None or before is None else before + number
                counting[period] = counting.get(period, 0) + bool(number)
        return [
            texts
            for texts in among
            for known in [
                {
                    period: count.number
                    for period, count in self.by_row[texts].items()
                    if together[period] is not None
                }
            ]
            if sum(counting[period] > 2 and bool(known[period]) for period in known) >= FEWEST_COMPARED
            and all(2 * (number or 0) == together[period] for period, number in known.items())
        ]

    def _apart(self, texts: Texts) -> list[str]:
        """Of a row, the texts in which not all rows are alike."""
        return [as_text(texts[place]) for place in self._places_apart]

    @cached_property
    def _places_apart(self) -> list[int]:
        first, *others = self.by_row
        return [place for place in range(len(first)) if any(o[place] != first[place] for o in others)]

    def _named(self, rows: Iterable[Texts]) -> str:
        names = [", ".join(filter(None, self._apart(texts))) or "a row without a name" for texts in rows]
        names = list(dict.fromkeys(names))
        more = len(names) - _MOST_NAMED
        return list_in_words([*names[:_MOST_NAMED], f"{more:,} more"] if more > 1 else names)


def is_total(text: str) -> bool:
    """Whether a text is what a sum is called: `Total violence`, `All persons`, `Both`."""
    return bool(_TOTAL.fullmatch(normalised(without_notes(text))))


def all_added_up(
    rows: Mapping[Any, RowsOfSeries],
) -> tuple[dict[Any, dict[Period, Recorded]], dict[Any, tuple[str, ...]]]:
    """By series what is recorded of each period, and what is to be said of it."""
    recorded, said = {}, {}
    for whose, series in rows.items():
        recorded[whose], sentences = series.added_up()
        said[whose] = tuple(sentences)
    return recorded, said
