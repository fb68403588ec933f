"""What can be searched for: the measures, what each means, the letters in square brackets, the settings, and
the help of each page."""

from collections.abc import Iterator
from functools import cache
from typing import NamedTuple

from ieo_metrics.framework.configuration.settings import SETTINGS
from ieo_metrics.framework.figure_markers import MARKERS
from ieo_metrics.framework.guidance.page_help import PAGE_HELP
from ieo_metrics.framework.measures import MEASURES

MEASURE, DEFINITION, MARKER, SETTING, PAGE = KINDS = (
    "Measure",
    "Definition",
    "Letter beside a figure",
    "Setting",
    "Help",
)
MOST_FOUND = 8
LONG_ENOUGH = 6  # letters of a word that are compared: "reoffending" finds "reoffend"


class Entry(NamedTuple):
    """Something to be found. `kind`: one of `KINDS`; `key`: which one of its kind; `text`: what else is
    searched, and shown below its `title`; `found_by`: searched, and not shown."""

    kind: str
    key: str
    title: str
    text: str
    found_by: str = ""


def _entries() -> Iterator[Entry]:
    for m in MEASURES:
        yield Entry(MEASURE, m.ref, f"{m.ref} {m.name}", f"{m.wording}. {m.programme}, {m.provider}.")
    for m in MEASURES:
        yield Entry(DEFINITION, m.ref, f"What {m.ref} counts", m.definition)
    for marker, meaning in MARKERS.items():
        yield Entry(MARKER, marker, f"[{marker}]", f"{meaning}.")
    for setting in SETTINGS:
        yield Entry(SETTING, setting.name, setting.title, setting.why)
    for row in PAGE_HELP:
        yield Entry(PAGE, row.page, f"Help: {row.page}", " ".join(row.sentences), row.found_by)


@cache
def _searched() -> tuple[tuple[str, str, Entry], ...]:
    """Each entry, after its title and all its words as they are compared. Made at the first search."""
    return tuple(
        (one.title.casefold(), " ".join((one.kind, one.title, one.text, one.found_by)).casefold(), one)
        for one in _entries()
    )


def find_entries(words: str) -> list[Entry]:
    """What has all of the words, or begins as they do, at most `MOST_FOUND`: first what has them in its
    title. Nothing for no words."""
    wanted = [word[:LONG_ENOUGH] if word.isalpha() else word for word in words.casefold().split()]
    if not wanted:
        return []
    found = [
        (not all(word in title for word in wanted), one)
        for title, text, one in _searched()
        if all(word in text for word in wanted)
    ]
    return [one for _, one in sorted(found, key=lambda pair: pair[0])][:MOST_FOUND]
