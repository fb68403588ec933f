"""Notes that the officer puts on charts: what happened to a service and when, on the chart of one measure, of
all of a provider's measures, or of every measure."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from ieo_metrics.framework.configuration.validate_officer_rows import check_words, one_quarter, row_of_file
from ieo_metrics.framework.dates.days import day_in_words
from ieo_metrics.framework.dates.quarters import Quarter, label, quarter_of
from ieo_metrics.framework.measures import MEASURES, Measure

LONGEST_NOTE = 100
EVERY_MEASURE = "every measure"
PROVIDERS = tuple(dict.fromkeys(measure.provider for measure in MEASURES))
# What a note can be about: every measure, those of one provider, or one by its reference.
SCOPES = (EVERY_MEASURE, *PROVIDERS, *(measure.ref for measure in MEASURES))


@dataclass(frozen=True)
class ChartNote:
    """`words` on the charts of `scope` (one of SCOPES) from a quarter on; `day`: the day in it, where it is
    known."""

    quarter: Quarter
    words: str
    scope: str = EVERY_MEASURE
    day: dt.date | None = None

    def __post_init__(self) -> None:
        if self.scope not in SCOPES:
            raise ValueError(
                f"A note is about {self.scope!r}: name a measure such as {MEASURES[0].ref}, a provider, or "
                f"{EVERY_MEASURE}"
            )
        check_words(self.words, f"The note in {label(self.quarter)}", LONGEST_NOTE)
        if self.day is not None and quarter_of(self.day) != self.quarter:
            raise ValueError(f"The note of {day_in_words(self.day)} is not in {label(self.quarter)}")

    def is_about(self, measure: Measure) -> bool:
        """Whether it stands on a measure's charts."""
        return self.scope in (EVERY_MEASURE, measure.provider, measure.ref)

    def as_dict(self) -> dict[str, str]:
        """As it is stored; only what is not a default."""
        row = {"quarter": label(self.quarter), "words": self.words, "scope": self.scope}
        return row if self.day is None else row | {"day": self.day.isoformat()}


def _note(given: object) -> ChartNote:
    row = row_of_file(given, {"quarter", "words", "scope"}, {"day"}, "note")
    try:
        day = dt.date.fromisoformat(row["day"]) if "day" in row else None
    except (TypeError, ValueError):
        raise ValueError(f"The day of a note is {row['day']!r}: write it as 2024-04-03") from None
    return ChartNote(one_quarter(row["quarter"], "The quarter of a note"), row["words"], row["scope"], day)


def notes_of_rows(rows: Sequence[object]) -> tuple[ChartNote, ...]:
    """Notes from what JSON says of them, in the order of time. Raises ValueError saying which is wrong, and
    where one is there twice."""
    notes = sorted(
        map(_note, rows), key=lambda n: (n.quarter, n.day or dt.date.min, SCOPES.index(n.scope), n.words)
    )
    for note, following in pairwise(notes):
        if note == following:
            raise ValueError(f'The note "{note.words}" in {label(note.quarter)} is there already')
    return tuple(notes)
