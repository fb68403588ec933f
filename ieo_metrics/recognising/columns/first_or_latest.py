"""Which of two readings a heading speaks of, the first or the latest; and of what, without the words that say
so."""

from typing import NamedTuple

from ieo_metrics.framework.words.phrases import Phrases

_FIRST = (
    *("first", "1st", "initial", "initially", "entry", "start", "starting", "before", "pre", "baseline"),
    *("intake", "opening", "beginning", "earliest", "t1", "t 1", "time 1", "time one", "1", "one"),
)
# A third reading is the latest where there is no second; beside one it is a question.
_LATEST = (
    *("last", "latest", "review", "exit", "end", "ending", "after", "post", "follow up", "followup", "final"),
    *("closing", "most recent", "current", "currently", "now", "today", "at present", "newest", "t2", "t 2"),
    *("time 2", "time two", "2", "two", "2nd", "second", "t3", "t 3", "time 3", "3", "3rd", "third"),
)
_END_OF = {**dict.fromkeys(_FIRST, "first"), **dict.fromkeys(_LATEST, "latest")}
_PHRASES = Phrases(_END_OF)
_ONLY_AT_AN_END = frozenset(("1", "2", "3", "one", "two"))  # "pain score 1", but not "score out of 1 to 3"
# Words that may stand beside either reading and say neither which it is nor what is measured.
_BESIDE = frozenset(
    (
        *("date", "dates", "dt", "day", "of", "at", "on", "the", "in", "for", "a", "an", "our", "their"),
        *("when", "taken", "completed", "recorded", "contact", "contacts", "appointment", "session"),
        *("meeting", "assessment", "visit", "reading", "readings", "score", "scores", "scored", "rating"),
        *("level", "scale", "result", "point", "time", "check", "measure", "measurement", "form"),
        "questionnaire",
    )
)


class Said(NamedTuple):
    """What a heading says. `ends`: "first", "latest", both or neither; `of`: its other words, without those
    that say nothing; `beside`: those."""

    ends: frozenset[str]
    of: str
    beside: frozenset[str]


def what_is_said(text: str) -> Said:
    """A normalised heading, taken apart."""
    words, ends, rest, place = text.split(), set(), [], 0
    while place < len(words):
        many = _PHRASES.at(words, place)
        phrase = " ".join(words[place : place + many])
        at_an_end = place == 0 or place + many == len(words)
        if many and (at_an_end or phrase not in _ONLY_AT_AN_END):
            ends.add(_END_OF[phrase])
        else:
            rest.append(words[place])
        place += many or 1
    return Said(
        frozenset(ends),
        " ".join(word for word in rest if word not in _BESIDE),
        frozenset(word for word in rest if word in _BESIDE),
    )
