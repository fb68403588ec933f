"""Words in a heading that turn, plan or add up what the rest of it says: "Not traced", "Planned sessions",
"Total young people". A heading with one of them is asked about, and nothing is proposed for it."""

import re
from collections.abc import Iterable

from ieo_metrics.framework.words.code_lists import normalised

_TURNS = (
    *("not", "non", "never", "without", "unable", "cannot", "didnt", "hasnt", "free", "failed", "nil"),
    *("cancelled", "declined", "refused", "missed", "postponed", "rescheduled", "absent", "except"),
)
_PLANS = (
    *(
        "planned",
        "plan",
        "expected",
        "proposed",
        "target",
        "targets",
        "goal",
        "aim",
        "projected",
        "predicted",
    ),
    *("forecast", "estimated", "estimate", "booked", "scheduled", "invited", "intended", "anticipated"),
    *(
        "potential",
        "possible",
        "next",
        "future",
        "due",
        "pending",
        "requested",
        "capacity",
        "roll",
        "eligible",
    ),
    *("registered", "enrolled", "to be"),
)
_ADDS_UP = (
    *("cumulative", "cumulatively", "total", "totals", "overall", "running", "ytd", "aggregate", "sum"),
    *("average", "mean", "combined", "to date", "so far"),
)
_OF_ANOTHER = ("previous", "previously", "prior", "former", "formerly", "earlier", "before", "birth", "own")
_PHRASES = re.compile(rf"\b(?:{'|'.join((*_TURNS, *_PLANS, *_ADDS_UP, *_OF_ANOTHER))})\b")
# "No reoffence", but "No of sessions" and "Ref no"; before a number of people it is a number: "No pupils".
_NO = re.compile(r"(?<!yes )(?<!or )\bno\b(?! of\b)(?=.)")
_PREFIXES = ("un", "dis", "non")


def turning_words(heading: str, known: str, *, counts: bool = False) -> list[str]:
    """The words of a heading (normalised) that turn, plan or add up. One that turns or plans says nothing
    where the `known` heading to which it is near has it too. `counts`: of a column of numbers, where "no" is
    short for number."""
    found = [*_PHRASES.findall(heading), *(() if counts else _NO.findall(heading))]
    of_known = known.removesuffix(" yes no").split()
    found += [
        word
        for word in heading.split()
        for prefix in _PREFIXES
        if word.startswith(prefix) and word.removeprefix(prefix) in of_known
    ]
    return [word for word in dict.fromkeys(found) if word in _ADDS_UP or word not in of_known]


def is_answer(heading: str, answers: Iterable[Iterable[str]]) -> bool:
    """Whether a heading (normalised) is itself one of the answers of its column: "Declined?" asks for a yes
    or no, and is not a status."""
    return any(heading == normalised(way) for ways in answers for way in ways)
