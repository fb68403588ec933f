"""What a text that somebody typed could tell a reader of the pack: a count of few young people, a figure that
is hidden, or something of a later quarter. It asks rather once too often where young people are meant."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from ieo_metrics.disclosure.typed_text.compare_numbers import Compare, Written
from ieo_metrics.disclosure.typed_text.hidden_figures import HiddenFigures
from ieo_metrics.disclosure.typed_text.number_words_to_digits import in_digits
from ieo_metrics.disclosure.typed_text.people_and_number_words import (
    BESIDE_VERBS,
    DONE_TO_PEOPLE,
    OF_ANYTHING,
    OF_PEOPLE_ONLY,
)
from ieo_metrics.disclosure.typed_text.what_a_number_counts import Counted, counted_behind, last_counted
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.dates.quarters_in_text import quarters_named
from ieo_metrics.framework.measures import MEASURE


@dataclass(frozen=True)
class Typed:
    """A text, the quarter in whose pack or meeting it can be read, and the measure that it is about, if it is
    about one. `ends_there`: nothing in it may be of a later quarter."""

    text: str
    quarter: Quarter
    ref: str = ""
    ends_there: bool = True


class Told(NamedTuple):
    """A sentence of a text, and what it could tell."""

    sentence: str
    what: str


HIDDEN_FIGURE = "a figure that is hidden"
_SENTENCES = re.compile(r"(?<=[.!?;])\s+")
_THE = "the|our|these|those|their"
_NUMBER = r"(?<![\w.,<§/-])\d+(?![\d§]|\.\d|/\d)"
_HEDGE = re.compile(
    r"(?:\b(?:about|around|roughly|nearly|almost|over|under|some|more than|less than|just|approximately|"
    r"circa|ca?\.?|well)|~)\s*$"
)
_PER_CENT = re.compile(r"(?<![\w.§-])(\d+(?:\.\d+)?)\s*(?:%|per\s?cents?\b|pc\b|pct\b)(?!\s*points?)")
_RATE = re.compile(rf"({_NUMBER})\s+in\s+(?:every\s+)?(1\d|20|100|1000|[2-9])(?![\d%§]|[.,]\d|\s*per)")
_PART_OF = re.compile(
    r"<(\d)/(\d+)>(?:\s+(?:of|the|our|those|these|all|about|around|some))*\s+(\d+)(?![\d%]|\.\d|\s*per)"
)
_PART = re.compile(r"<(\d)/(\d+)>")
_PAIR = re.compile(
    r"((?<![\w.,<§/-])\d+(?![\d§]|\.\d))((?:\s+(?!(?:of|out|in|and|or|to)\b)[a-z][a-z'-]*){0,3})\s*\(?\s*"
    r"(?:(?:out\s+of|of|in(?:\s+every)?|from(?= (?:the|our) ))"
    rf"(?:\s+(?:all|{_THE}|a|about|total|group|of|who))*\s+|/\s*)"
    r"(\d+)(?![\d%]|\.\d|\s*per\s?cent)"
)
_ALL = re.compile(
    rf"\b(all|each|every one|both|none|nobody|neither)(?:\s+of)?(?:\s+(?:{_THE}))?\s+({_NUMBER})"
)
_EVERYONE = re.compile(
    r"\b(?P<word>everyone|everybody|nobody|none|all|every|no)"
    r"(?=\s+(?:of\s+)?(?:(?:the|our|these|those)\s+)?(?P<following>[a-z][a-z'-]*(?:\s[a-z'-]+)?))"
)
_DECIMAL = re.compile(r"(?<![\w.§])([+-]?)(\d+\.\d+)(?![\d§]|\.\d|\s*(?:%|per))")
_WHOLE = re.compile(_NUMBER)
_EXCEPT = re.compile(
    r"\b(?:all|nobody|none|no|every\w*|each)\b[^.;]*"
    r"\b(?:but|except|bar|excepting|excluding|apart from|other than|save)(?:\s+for)?\s*(?:the\s+)?$"
)
_FEWER = re.compile(r"\b(?:fewer|less) than\s*$|\b(?:under|below)\s*$")
_NAMED_BEFORE = re.compile(r"([^:=(]*)(?::|=|\(|-\s)\s*$")
_NUMBER_WAS = re.compile(
    r"(?:\bn|\b(?:number|total|count|tally)\b([^.;,\d]*))\s*(?:=|:|\bwas|\bis|\bwere|\bof|\bto)\s*$"
)
_MORE = re.compile(r"\s*(?:more|fewer|less)\b(?!\s+(?!than\b|in\b|this\b|left\b)[a-z])")
_CHANGED_BY = re.compile(r"\bby\s*$")


def told_by(typed: Typed, figures: HiddenFigures) -> list[Told]:
    """The sentences of a text that could tell what a reader is not shown; none where it may be kept."""
    compare = Compare(figures, typed.text, typed.quarter, typed.ref)
    out: list[Told] = []
    before = ""
    for sentence in _SENTENCES.split(typed.text.strip()):
        written = in_digits(sentence)
        reading = _Sentence(before, written, compare, _own_people(typed.ref))
        out += [Told(sentence, what) for what in dict.fromkeys(reading.found())]
        if typed.ends_there:
            out += [
                Told(sentence, f"something of {label(one)}, after {label(typed.quarter)}")
                for one in dict.fromkeys(quarters_named(sentence))
                if one > typed.quarter
            ]
        before += f" {written}"
    return out


def _own_people(ref: str) -> bool:
    return not ref or MEASURE[ref].about_people


class _Sentence:
    """One sentence, whose numbers are read kind by kind; what was read stands no longer in the text."""

    def __init__(self, before: str, text: str, compare: Compare, people_meant: bool) -> None:
        self.before, self.text, self.compare, self.people_meant = before, text, compare, people_meant
        self.whole = text

    def found(self) -> Iterator[str]:
        """What its numbers could tell."""
        for pattern, read in (
            (_PER_CENT, self._per_cent),
            (_PART_OF, self._part_of),
            (_PART, self._part),
            (_RATE, self._rate),
            (_PAIR, self._pair),
            (_ALL, self._all_of),
            (_EVERYONE, self._everyone),
            (_DECIMAL, self._decimal),
            (_WHOLE, self._whole),
        ):
            at = 0
            while number := pattern.search(self.text, at):
                what = read(number)
                if what is None:
                    at = number.end()
                    continue
                yield from filter(None, [what])
                # Of the same length, so that what stands around it is where it was.
                self.text = self.text[: number.start()] + "§" * len(number[0]) + self.text[number.end() :]
                at = number.end()

    def _behind(self, number: re.Match[str]) -> str:
        return self.text[number.end() :]

    def _front(self, number: re.Match[str]) -> str:
        return self.text[: number.start()]

    def _meant(self, counted: Counted) -> bool:
        """Whether a number may be of young people; where nothing says so, whether the text is about them."""
        return counted is Counted.PEOPLE or (
            self.people_meant and counted in (Counted.NOT_TOLD, Counted.OF_THEM)
        )

    def _hidden(self, is_hidden: bool) -> str:
        return HIDDEN_FIGURE if is_hidden else ""

    def _per_cent(self, number: re.Match[str]) -> str:
        if counted_behind(self._behind(number)) is Counted.OTHER:
            return ""
        hedged = bool(_HEDGE.search(self._front(number)))
        return self._hidden(self.compare.share(Written.per_cent(number[1], hedged)))

    def _part_of(self, number: re.Match[str]) -> str:
        whole = int(number[3])
        few = int(number[1]) * whole / int(number[2])
        return self._of_whole(round(few), whole, counted_behind(self._behind(number)))

    def _part(self, number: re.Match[str]) -> str:
        if counted_behind(self._behind(number)) in (Counted.OTHER, Counted.UNKNOWN):
            return ""
        return self._hidden(self.compare.share(Written.part(int(number[1]), int(number[2]))))

    def _rate(self, number: re.Match[str]) -> str | None:
        if counted_behind(self._behind(number)) in (Counted.OTHER, Counted.UNKNOWN):
            return ""
        many, whole = int(number[1]), int(number[2])
        return None if many >= whole else self._hidden(self.compare.share(Written.part(many, whole)))

    def _pair(self, number: re.Match[str]) -> str | None:
        many, whole = int(number[1]), int(number[3])
        between, behind = (
            counted_behind(number[2], many == 1),
            counted_behind(self._behind(number), whole == 1),
        )
        if between is Counted.OTHER or (between is Counted.UNKNOWN and behind is not Counted.PEOPLE):
            return None
        if many > whole:
            return None
        return self._of_whole(many, whole, between if between is Counted.PEOPLE else behind)

    def _all_of(self, number: re.Match[str]) -> str | None:
        many = int(number[2])
        behind = counted_behind(self._behind(number))
        none = number[1] in ("none", "nobody", "neither")
        if not self._meant(behind):
            return None
        return self._of_whole(0 if none else many, many, behind)

    def _of_whole(self, many: int, whole: int, counted: Counted) -> str:
        if not self._meant(counted) or self.compare.pair_is_shown(many, whole):
            return ""
        few = (many, whole, whole - many)
        if any(0 < one < self.compare.threshold for one in few):
            return self._few()
        return self._hidden(self.compare.pair(many, whole))

    def _everyone(self, number: re.Match[str]) -> str | None:
        word, following = number["word"], number["following"]
        people = counted_behind(following) is Counted.PEOPLE
        first = following.split()[0]
        verb = first in OF_PEOPLE_ONLY | OF_ANYTHING or first in ("them", "whom")
        if not (people or (verb and word not in ("every", "no"))):
            return None
        share = 0.0 if word in ("nobody", "none", "no") else 1.0
        return self._hidden(self.compare.own_share(Written(share, 0.0)))

    def _decimal(self, number: re.Match[str]) -> str:
        points = bool(re.match(r"\s*(?:star )?points?\b", self._behind(number)))
        return self._hidden(
            self.compare.mean(Written.plain(number[2]), points)
            or self.compare.own_share(Written.proportion(number[2]))
        )

    def _whole(self, number: re.Match[str]) -> str:
        many, behind, front = int(number[0]), self._behind(number), self._front(number)
        counted = counted_behind(behind, many == 1)
        if 0 < many <= self.compare.threshold:
            fewer = bool(_FEWER.search(front))
            is_few = many < self.compare.threshold or fewer
            if is_few and self._of_young_people(many, counted, front, behind):
                return self._few()
        if not self._meant(counted):
            return ""
        if counted is Counted.PEOPLE:
            return self._hidden(self.compare.count(many))
        # A small number of which nothing says that it is of young people is hardly one.
        return self._hidden(many >= self.compare.threshold and self.compare.own_count(many))

    def _of_young_people(self, many: int, counted: Counted, front: str, behind: str) -> bool:
        """Whether a small number is one of young people."""
        if counted is Counted.PEOPLE:
            return True
        if counted is Counted.OTHER:
            return False
        spoken_of = last_counted(f"{self.before} {front}")
        not_things = spoken_of is not Counted.OTHER and (self.people_meant or spoken_of is Counted.PEOPLE)
        if counted is Counted.OF_THEM or _EXCEPT.search(self.whole[: len(front)]):
            return not_things and counted is not Counted.UNKNOWN
        if _MORE.match(behind):
            return spoken_of is Counted.PEOPLE or self.compare.counts_people
        if counted is Counted.UNKNOWN:
            return False
        if (named := _NAMED_BEFORE.search(front)) and last_counted(named[1]) is Counted.PEOPLE:
            return True
        if was := _NUMBER_WAS.search(front):
            return counted_behind(was[1] or "") is not Counted.OTHER and self.people_meant and not_things
        if _CHANGED_BY.search(front):
            return self.compare.counts_people
        if not DONE_TO_PEOPLE.isdisjoint(front.split()[-1:]):
            return not_things
        return self._has_verb(behind, spoken_of, not_things)

    def _has_verb(self, behind: str, spoken_of: Counted, not_things: bool) -> bool:
        words = re.findall(r"[a-z][a-z'-]*|\S", behind)
        verb = next((word for word in words if word not in BESIDE_VERBS), "")
        if verb in OF_PEOPLE_ONLY:
            return self.people_meant or spoken_of is Counted.PEOPLE
        if verb in OF_ANYTHING:
            return not_things
        is_said = not OF_ANYTHING.isdisjoint(words[:1])
        return is_said and (spoken_of is Counted.PEOPLE or self.compare.about_people)

    def _few(self) -> str:
        return f"a count of 1 to {self.compare.threshold - 1} young people"
