"""Whether a file of a pack names a quarter after the pack's own, anywhere in it: in a text, in what a chart
remembers, in the name of a sheet, a part or the file."""

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from ieo_metrics.framework.dates.quarters import Quarter, label, quarter
from ieo_metrics.framework.dates.quarters_in_text import quarters_named

AS_LABELLED = re.compile(r"(20\d\d)[/-]\d\d Q([1-4])")
# Without any of these no text names a quarter: most texts need no closer look.
NAMES_ONE = re.compile(
    r"q[1-4]|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|three|3[\s-]month", re.I
)


class Written(NamedTuple):
    """A part of a file: its name, empty of a file that is one; all that is written in it; and its texts."""

    part: str
    all: str
    texts: Sequence[str]


def later_quarters(name: str, parts: Iterable[Written], last: Quarter) -> Iterator[str]:
    """Each quarter after the `last` that a file names, once, with a text or part that does."""
    found = dict.fromkeys(_as_labelled(name), name)
    for written in parts:
        for one in _as_labelled(written.part + written.all):
            found.setdefault(one, written.part)
        for text in written.texts:
            found.update(dict.fromkeys(_named_in(text), text))
    for one, where in sorted(found.items()):
        if one > last:
            yield f"a quarter after that of the pack, {label(one)}, in {where[:60]!r}"


@lru_cache(maxsize=8192)
def _named_in(text: str) -> tuple[Quarter, ...]:
    """The quarters that a text names: the files of a pack share most of their texts."""
    return tuple(quarters_named(text)) if NAMES_ONE.search(text) else ()


def _as_labelled(text: str) -> set[Quarter]:
    return {quarter(int(year), int(number)) for year, number in AS_LABELLED.findall(text)}
