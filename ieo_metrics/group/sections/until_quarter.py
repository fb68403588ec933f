"""Typed texts in what ends with a quarter: a file that names a later one is not handed out."""

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.dates.quarters_in_text import quarters_named

NOT_SHOWN = "not shown: it names a quarter after {}"


def text_until(text: str, quarter: Quarter) -> str:
    """The text, or what stands in its place where it names a later quarter."""
    is_later = any(named > quarter for named in quarters_named(text))
    return NOT_SHOWN.format(label(quarter)) if is_later else text
