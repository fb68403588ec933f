"""A sentence with each number in it as digits, and without the numbers that count nothing: dates, names of
quarters and measures, times, money, ages, "Year 9", "item 4"."""

import re

from ieo_metrics.disclosure.typed_text.people_and_number_words import LABELS, NUMBERS, PARTS, PEOPLE, TENS
from ieo_metrics.framework.words.text_normalisation import one_spelling

_PEOPLE_NEXT = rf"(?:young\s+)?(?:{'|'.join(sorted(map(re.escape, PEOPLE), key=len, reverse=True))})\b"
_MONTH = r"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\.?"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
# Not a number: a word that stands for it keeps its place in the sentence.
_NAME = " § "
_YEARS = "|".join(f"{year}/{year + 1}" for year in range(15, 45))
_LABEL = "|".join(sorted(LABELS, key=len, reverse=True))
_ITEM = r"\d+[a-z]?(?![\w%]|\.\d)"
_NOT_COUNTS = re.compile(
    "|".join(
        (
            rf"\b{_DAY}(?:\s*(?:-|to|and|&)\s*{_DAY})?\s+(?:of\s+)?{_MONTH}(?![a-z])(?:,?\s+\d{{4}})?",
            rf"\b(?:january|february|march|april|june|july|august|september|october|november|december|may)\s+{_DAY}"
            rf"(?:,?\s+\d{{4}})?(?!\d|\s+(?:\w+\s+)?{_PEOPLE_NEXT})",
            r"\b\d{1,4}[/.-]\d{1,2}[/.-]\d{1,4}\b",
            r"\b(?:19|20)\d\d\s*[/-]\s*\d\d(?:\d\d)?\b",
            r"\b(?:fy\s*)?\d\d/\d\d\s*q[1-4]\b",
            rf"(?<![\d,.])(?:19|20)\d\d(?![\d,.%]\d?|\s+{_PEOPLE_NEXT})",
            r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:am|pm)\b",
            r"\b\d{1,2}:\d\d\b",
            rf"\b(?:in|for|during|since|from|until|by|of|to|year)\s+(?:{_YEARS})\b",
            rf"\b(?:24/7|9-5|(?:999|111|101)(?!\s+(?:\w+\s+)?{_PEOPLE_NEXT}))\b",
            r"\b\d+(?:\.\d+){2,}(?:\.?[a-z])?\b",
            r"\b\d+\.[a-z]\b",
            r"[£$€]\s?\d[\d,.]*\s?(?:k|m|bn|million|thousand)?\b",
            r"\b\d+p\b",
            r"\b95\s?(?:%|per ?cent)\s+(?:confidence|interval|ci)",
            r"\b[a-z]+-?\d[\w-]*",  # Q2, A1, W12, Covid-19
            r"\b1(?:-to-|-|:|\sto\s|\son\s)1s?\b",
            rf"\b(?:year|yr|y|class)\.?\s*{_ITEM}(?:\s*(?:,|and|&|to|-|/|or)\s*{_ITEM})*",
            rf"\b(?:{_LABEL})s?\.?\s*(?:no\.?\s*|number\s*)?[#:]?\s*{_ITEM}"
            rf"(?:\s*(?:,|and|&|to|-|/|or|)\s*{_ITEM})*(?!\s+(?:\w+\s+)?{_PEOPLE_NEXT})",
        )
    )
)
_AGES = re.compile(
    r"\b\d{1,2}(?:\s*(?:-|to|and|or)\s*\d{1,2})?[\s-]*(?:years?|yrs?)[\s-]olds?\b|"
    r"\b(?:aged?|ages|under|over)[\s-]+\d{1,2}s?(?:\s*(?:-|to|and|or)\s*\d{1,2}s?)?\b(?=\s*(?:years|group|$|[,.;)]))|"
    r"\baged?\s+\d{1,2}\b|\b(?:under|over)-\d{1,2}s\b"
)
_SINGULAR = (
    "young person|young man|young woman|boy|girl|lad|lass|pupil|patient|client|child|student|participant|"
    "offender"
)
# "a 12-week programme" counts no programmes.
_COMPOUND = re.compile(
    r"\b\d+-(?:(?:year|month|week|day|night|hour|minute|session|part|point|page|step|stage|fold|mile|tier|star)s?|weekly)\b"
)
_UNITS = r"(?:one|two|three|four|five|six|seven|eight|nine)"
_WORDS = "|".join(sorted((*NUMBERS, *TENS), key=len, reverse=True))
_SPELLED = re.compile(
    rf"\b(?:(?:a|one|(?P<hundreds>{_UNITS}))\s+hundred(?:\s+and)?(?:\s+|\b))?"
    rf"(?:(?P<tens>{'|'.join(TENS)})(?:[\s-]+(?P<units>{_UNITS}))?|(?P<small>{'|'.join(NUMBERS)}))?\b"
)
_ONE_AS_A_WORD = re.compile(
    r"\b((?:no|any|every|some|each|this|that|which|a|new|old|other|right|good|latter|former|big|big)[\s-]+)one\b"
)
_ONE_MORE = re.compile(r"\bone(?=\s+(?:another|day|time|side|hand|way|reason|thing)\b)|\bone-off\b")
_FRACTION = re.compile(
    rf"\b(?:(?P<many>a|1|2|3|4|5|6|7|8|9)[\s-]+)?(?P<parts>{'|'.join(PARTS)})(?=\s+(?:of\b|the\b|our\b|were\b))"
)
_SLASHED = re.compile(r"\b([1-9])/([2-9]|10)(?=\s+of\b)|([½⅓⅔¼¾])")
# "a handful (4) of young people", "3 × young people"
_SET_APART = re.compile(rf"\((\d+)\)(?=\s+(?:of\s|{_PEOPLE_NEXT}))|\b(\d+)\s*[×x*](?=\s+{_PEOPLE_NEXT})")
_SIGNS = {"½": "1/2", "⅓": "1/3", "⅔": "2/3", "¼": "1/4", "¾": "3/4"}


def in_digits(sentence: str) -> str:
    """`three of our seven lads` → `3 of our 7 lads`; `a third of them` → `<1/3> of them`; what counts nothing
    is a sign of its own."""
    text = "".join(f" {_SIGNS.get(ch, ch)} " if ch in _SIGNS else ch for ch in sentence)
    text = one_spelling(text)
    text = re.sub(r"\bno[- ]one\b", "nobody", text)
    text = re.sub(r"\bone[- ](?:to|on)[- ]one\b", _NAME, text)
    # "both boys and girls" counts nobody.
    text = re.sub(r"\bboth(?=(?:\s+[\w'-]+){1,4}\s+and\b)|\b(?:every|each|any) single\b", "§", text)
    text = re.sub(r"\b(?:half a|half-a)[\s-]dozen\b", "6", text)
    text = re.sub(r"\ba (?=couple|pair|duo|trio|dozen|single|lone|sole)", "", text)
    text = re.sub(r"\b(?:couple|pair|trio|duo|dozen) of (?!(?:them|these|those|whom|the|our|us)\b)",
                  lambda m: m[0].split()[0] + " ", text)  # fmt: skip
    text = _ONE_MORE.sub(_NAME, _ONE_AS_A_WORD.sub(r"\1§", text))
    # A single third young person is no fraction, but tells of three.
    text = re.sub(rf"\b(?:a|the|our) (second|third|fourth)(?= (?:{_SINGULAR})\b)",
                  lambda m: {"second": "2", "third": "3", "fourth": "4"}[m[1]], text)  # fmt: skip
    text = _SPELLED.sub(_number, text)
    text = _SLASHED.sub(lambda m: f"<{m[0]}>", text)
    text = _FRACTION.sub(_fraction, text)
    text = re.sub(r"\bhalf(?=\s+(?:\d|did\b))", "<1/2>", text)
    text = re.sub(r"(?<=\d),(?=\d{3}\b)", "", text)
    text = _SET_APART.sub(r"\1\2", text)
    text = _AGES.sub(" year-olds ", text)
    text = _COMPOUND.sub(" ", text)
    return " ".join(_NOT_COUNTS.sub(_NAME, text).split())


def _number(found: re.Match[str]) -> str:
    if not found[0]:
        return ""
    total = 0
    if "hundred" in found[0]:
        total = 100 * (NUMBERS[found["hundreds"]] if found["hundreds"] else 1)
    if found["tens"]:
        total += TENS[found["tens"]] + (NUMBERS[found["units"]] if found["units"] else 0)
    elif found["small"]:
        total += NUMBERS[found["small"]]
    trailing = " " if found[0].endswith(" ") else ""
    return f"{total}{trailing}"


def _fraction(found: re.Match[str]) -> str:
    many = 1 if found["many"] in (None, "a") else int(found["many"])
    parts = PARTS[found["parts"]]
    return f"<{many}/{parts}>" if many < parts else found[0]
