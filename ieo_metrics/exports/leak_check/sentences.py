"""Checks sentences in finished files: titles, captions, words beside pictures. One that names a measure, by
its reference or name, tells no number and no outcome of a quarter in which that measure is hidden."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ieo_metrics.exports.leak_check.figures import OUTCOME, PERIOD, REF, Truth
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.measuring.compute_measures import ALL

_OF_NAME = {measure.name: measure.ref for measure in MEASURES}
_NAMED = re.compile("|".join([REF.pattern, *map(re.escape, sorted(_OF_NAME, key=len, reverse=True))]))
_MEASURED = "§"  # stands in place of a measure's name, in which there may be numbers
_SENTENCES = re.compile(r"(?<=[.!?])\s+")
_NUMBER = r"[+−-]?\d[\d,]*(?:\.\d+)?%?"
_SAID = re.compile(rf"(?<![\w.,/-])({_NUMBER}) in ({PERIOD.pattern})")
_REVISED = re.compile(rf"(5\.\d\.\d+\.[a-z]) .*, ({PERIOD.pattern}): (.+?) as issued, now (\S+)")
# What is no figure of a quarter although it has a number: an aim and since when it is in force, the name of
# a range or its width, a table's or an event's number.
_AIM = re.compile(rf"(?:no target any more, |[Tt]arget (?:of )?)({_NUMBER})(?:, ({_NUMBER}) before)?")
_SINCE = re.compile(rf" in force since {PERIOD.pattern}")
_BESIDE = re.compile(r"95% (?:range|interval)")
# A percentage, another number with decimals or a sign, so many of something that is counted, one part of a
# whole, or what stands behind the colon after a measure's name or a quarter.
_FIGURE = re.compile(
    r"(?<![\w.,/§-])(?:\d[\d,]*(?:\.\d+)?%|[+−-]\d[\d,]*(?:\.\d+)?|\d+\.\d+(?![.\d])"
    r"|\d[\d,]* (?:young people|school staff|sessions)\b|\d[\d,]* (?:of|out of) \d[\d,]*(?! targets?\b))"
    r"|(?:(?<=§: )|(?<=Q\d: ))\d[\d,]*(?![\d/]|, \d)"
)
_UNTOLD = re.compile(r"\bcannot be told\b|\b[Ww]hether\b|\bnot judged\b|\bis hidden\b")


def sentence_leaks(texts: Iterable[str], truth: Truth) -> Iterator[str]:
    """What texts tell that is hidden, or that is not among the figures of the pack."""
    for text in texts:
        if revised := _REVISED.search(text):
            ref, quarter, *both = revised.groups()
            yield from truth.against(ref, quarter, {"as issued, or as now": " ".join(both)})
        if truth.hidden_refs.intersection(_refs_in(text)):
            yield from _of_text(text, truth)


def _of_text(text: str, truth: Truth) -> Iterator[str]:
    # What was typed is judged where it is kept, by what reads free text.
    for typed in truth.typed:
        text = text.replace(typed, " ")
    # A sentence that names no measure is about that of the one before it, else of the next that does.
    about = _refs_in(text)[:1]
    for sentence in _SENTENCES.split(text):
        about = _refs_in(sentence) or about
        for ref in dict.fromkeys(about):
            if ref in truth.hidden_refs:
                yield from _told(ref, _NAMED.sub(_MEASURED, sentence), truth)


def _told(ref: str, sentence: str, truth: Truth) -> Iterator[str]:
    for number, quarter in _SAID.findall(sentence):
        if (ref, quarter) in truth.hidden:
            yield f"{number} for {ref} in {quarter}, which is hidden"
    rest = _AIM.sub(lambda aim: "" if _is_aim(ref, aim, truth) else aim[0], _SAID.sub("", sentence))
    rest = _BESIDE.sub("", _SINCE.sub("", rest))
    # A stretch of quarters is no period that the measure has a figure of.
    known = [quarter for quarter in PERIOD.findall(rest) if (ref, quarter, ALL) in truth.rows]
    quarters = known or [truth.quarter]
    if not all((ref, quarter) in truth.hidden for quarter in quarters):
        return
    where = f"{ref} in {quarters[0]}, which is hidden"
    yield from (f"{number} for {where}" for number in _FIGURE.findall(rest))
    if OUTCOME.search(rest) and not _UNTOLD.search(sentence):
        yield f"an outcome for {where}"


def _is_aim(ref: str, aim: re.Match[str], truth: Truth) -> bool:
    return all(truth.is_aim(ref, number) for number in aim.groups() if number)


@lru_cache(maxsize=8192)
def _refs_in(text: str) -> tuple[str, ...]:
    """The measures that a text names: the files of a pack share most of their texts."""
    return tuple(
        ref for found in _NAMED.findall(text) for ref in [_OF_NAME.get(found, found)] if ref in MEASURE
    )
