"""Whether a file of a pack names a quarter after the pack's own, anywhere in it: in a text, in what a chart
remembers, in the name of a sheet, a part or the file."""

import re
from collections.abc import Iterator, Sequence
from xml.etree.ElementTree import fromstring

from ieo_metrics.exports.leak_check.find_personal_words import readable_texts
from ieo_metrics.exports.leak_check.open_parts import package_parts
from ieo_metrics.framework.dates.quarters import Quarter, label, quarter, quarters_named

AS_LABELLED = re.compile(r"(20\d\d)[/-]\d\d Q([1-4])")
# Without any of these no text names a quarter: most texts need no closer look.
NAMES_ONE = re.compile(
    r"q[1-4]|quarter|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|three|3[\s-]month", re.I
)


def later_quarters(
    name: str, data: bytes, last: Quarter, texts: Sequence[str] | None = None
) -> Iterator[str]:
    """Each quarter after the `last` that a file names, once, with a text or part that does. `texts`: those of
    a file that was read already."""
    if texts is not None:
        parts = [("", "\n".join(texts).encode())]
    else:
        parts = [("", data)] if name.endswith((".csv", ".json")) else list(package_parts(data))
    found = dict.fromkeys(_as_labelled(name), name)
    for part, held in parts:
        if part.endswith(".png"):
            continue
        written = held.decode("utf-8", "replace")
        for one in _as_labelled(part + written):
            found.setdefault(one, part)
        for text in readable_texts(fromstring(written)) if part else written.splitlines():
            if NAMES_ONE.search(text):
                found.update(dict.fromkeys(quarters_named(text), text))
    for one, where in sorted(found.items()):
        if one > last:
            yield f"a quarter after that of the pack, {label(one)}, in {where[:60]!r}"


def _as_labelled(text: str) -> set[Quarter]:
    return {quarter(int(year), int(number)) for year, number in AS_LABELLED.findall(text)}
