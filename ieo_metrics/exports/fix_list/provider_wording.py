"""What a provider is told of a kind of problem: in words that mean something outside the unit, and once for
many cells, with what differs from cell to cell beside each cell."""

import re
from collections.abc import Mapping
from functools import cache

from ieo_metrics.framework.problem_kinds import CHECKS
from ieo_metrics.reading.remark_kinds import BY_KIND

_TITLES = {"word-unknown": "An answer that is not one of those asked for"}
# By kind: what is expected and what to do, where the words on the officer's page are for the officer.
_FOR_PROVIDERS: dict[str, tuple[str, str]] = {
    "mapping-column-proposed": ("a heading of the template", CHECKS["mapping-column-proposed"].fix),
    "mapping-column-unclear": ("a heading of the template", CHECKS["mapping-column-unclear"].fix),
    "mapping-date-order": ("dates written day first", CHECKS["mapping-date-order"].fix),
    "mapping-sheet-unknown": (
        CHECKS["mapping-sheet-unknown"].expected,
        "Use the template's headings. Nothing in it was counted.",
    ),
    "mapping-nothing-recognised": (
        CHECKS["mapping-nothing-recognised"].expected,
        "Send the workbook in the layout of the template.",
    ),
    "mapping-quarter-without-rows": (
        CHECKS["mapping-quarter-without-rows"].expected,
        "Correct the dates, or tell us which quarters the return covers. Until then {covers} counts as a "
        "quarter without anybody.",
    ),
    "mapping-quarter-too-early": (
        CHECKS["mapping-quarter-too-early"].expected,
        "Correct the dates, or tell us which quarters the return covers. Until then it counts as a return of "
        "{covers}.",
    ),
    "mapping-quarter-emptied": (
        CHECKS["mapping-quarter-emptied"].expected,
        "Add the rows, or tell us which quarters the return covers. Until then it takes the place of the "
        "return before in {covers}.",
    ),
    "same-reference": (
        CHECKS["same-reference"].expected,
        "Say whether this is the same young person as {others}. Until then they are counted as different "
        "people. It is best written the same way each time.",
    ),
    "same-school": (
        CHECKS["same-school"].expected,
        "Say whether this is the same school as {others}. Until then they are counted as different schools.",
    ),
    "same-cohort": (
        CHECKS["same-cohort"].expected,
        "Say whether this is the same year group or class as {others}. Until then they are counted as "
        "different ones.",
    ),
    "mapping-by-hand-heading": ("{expected}", "Write it like that. Nothing under it was counted."),
    "mapping-by-hand-twice": (
        "headings that stand once, or words over them that tell them apart",
        "Give each table headings of its own. It was not read.",
    ),
    "mapping-by-hand-changed": (
        "the headings as they were in your last return",
        "Write {headings} again as it was. Nothing in it was counted.",
    ),
}
# By kind, for many cells at once: what is expected, what to do, and what stands in brackets behind each cell;
# "" is as for one. What is in brackets is left out of the two sentences.
_OF_MANY: dict[str, tuple[str, str, str]] = {
    "date-not-uk": ("", "If the date in brackets is meant, write it that way.", "{proposal}"),
    "date-serial": (
        "",
        "Excel shows the number for the date in brackets. If that is meant, give the cell a date format.",
        "{proposal}",
    ),
    "date-other-zone": (
        "",
        "Write one of the two days in brackets, without a time: the second is the day in London. Until then "
        "the row is left out of what needs the date.",
        "{written} or {london}",
    ),
    "end-before-start": ("an end on or after the start, which is in brackets", "", "{start}"),
    "session-identical": (
        "",
        "Remove one of them if it is the same session as the row in brackets. Both were counted.",
        "row {first}",
    ),
    "score-conflict": (
        "",
        "Remove the wrong one. The later row was used, not the row in brackets.",
        "row {first}",
    ),
    "follow-up-conflict": (
        "",
        "Remove the wrong row (see also the row in brackets). The person is left out.",
        "row {first}",
    ),
    "window-not-standard": ("the end in brackets, which is {months} months on", "", "{expected}"),
    "school-without-year-group": (
        "",
        "Add the year group or class. The sessions of this school were added up (see also the row in "
        "brackets).",
        "row {first}",
    ),
    "class-beside-year-group": (
        "",
        "Nothing to do if nobody of it is in the year group in brackets as well. Both were added up: leave "
        "out the one or the other if somebody is.",
        "{year} of row {first}",
    ),
    "offence-several-values": (
        "",
        "Write the title as the index has it, or give the CHI value, one of those in brackets. The person is "
        "left out of the harm measure.",
        "{values}",
    ),
    "offences-contradict": ("an answer that fits the list of offences, in brackets", "", "{expected}"),
    "person-details-differ": (
        "",
        "The two rows in brackets are of the same young person: correct the one that is wrong.",
        "rows {row} and {first}",
    ),
    "staff-exceed-young-people": ("no more than the young people reached, in brackets", "", "{young}"),
    "attendees-exceed-sessions": (
        "no more than one person for each one-to-one session, of which there are as many as in brackets",
        "",
        "{sessions}",
    ),
    "sessions-exceed-attendees": (
        "somebody at each session, of which there are as many as in brackets",
        "",
        "{sessions}",
    ),
    "totals-disagree": ("the total of the rows, as in brackets", "", "{expected}"),
    "baseline-restated": (
        "the first score of an earlier return, which is in brackets",
        "Confirm the change.",
        "{expected}",
    ),
    "headcount-unusual": (
        "about the number in brackets, the median of the {count} earlier ones",
        "",
        "{usual}",
    ),
    "same-reference": (
        "",
        "Say whether this is the same young person as in brackets. Until then "
        "they are counted as different people.",
        "{others}",
    ),
    "same-school": (
        "",
        "Say whether this is the same school as in brackets. Until then they are "
        "counted as different schools.",
        "{others}",
    ),
    "same-cohort": (
        "",
        "Say whether this is the same year group or class as in brackets. Until "
        "then they are counted as different ones.",
        "{others}",
    ),
}


def kind_in_words(code: str) -> str:
    """The kind of a problem; what differs between problems of one kind cannot be filled in."""
    title = (
        _TITLES.get(code) or CHECKS[code].title
        if code in CHECKS
        else BY_KIND[code].title
        if code in BY_KIND
        else code
    )
    return re.sub(r"\{\w+\}", "the usual number of", title)


def provider_texts(code: str, expected: str, fix: str) -> tuple[str, str]:
    """What is expected and what to do, in words for a provider; given in those for the officer."""
    if code not in _FOR_PROVIDERS:
        return expected, fix
    words = _words_of(code, expected, fix)
    if not words and CHECKS[code].fix != fix:
        return expected, fix  # not its own words: better the officer's than none
    in_words = [text.format_map(words) for text in _FOR_PROVIDERS[code]]
    return in_words[0], in_words[1]


def texts_of_many(code: str, expected: str, fix: str) -> tuple[tuple[str, str], str]:
    """What is expected and what to do, as it can be said of many cells at once, and what stands in brackets
    behind this cell: "" where nothing differs from cell to cell."""
    words = _words_of(code, expected, fix) if code in _OF_MANY else {}
    if not words:
        return provider_texts(code, expected, fix), ""
    check = CHECKS[code]
    of_many = zip(_OF_MANY[code], (check.expected, check.fix, ""), strict=True)
    texts = [(text or as_for_one).format_map(words) for text, as_for_one in of_many]
    return (texts[0], texts[1]), texts[2]


def _words_of(code: str, expected: str, fix: str) -> Mapping[str, str]:
    """The words that were filled into the two sentences of a kind; {} where they are not its own."""
    words: dict[str, str] = {}
    for text, pattern in zip((expected, fix), _patterns(code), strict=True):
        found = pattern.fullmatch(text)
        if found is None:
            return {}
        words |= found.groupdict()
    return words


@cache
def _patterns(code: str) -> tuple[re.Pattern[str], re.Pattern[str]]:
    """The two sentences of a kind as patterns of what was filled in."""
    check = CHECKS[code]
    return _pattern(check.expected), _pattern(check.fix)


def _pattern(sentence: str) -> re.Pattern[str]:
    known: set[str] = set()
    out = ""
    for text, name in re.findall(r"([^{}]+)|\{(\w+)\}", sentence):
        if text:
            out += re.escape(text)
        else:
            out += f"(?P={name})" if name in known else f"(?P<{name}>.*?)"
            known.add(name)
    return re.compile(out, re.S)
