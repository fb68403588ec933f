"""Words in a heading that turn, plan or add up what the rest of it says: "Not traced", "Planned sessions",
"Total young people"; or that are of another subject: "Date of incident". A heading with one of them is asked
about, and nothing is proposed for it."""

import re
from collections.abc import Iterable

from ieo_metrics.framework.words.code_lists import normalised
from ieo_metrics.framework.words.phrases import NUMBER, Phrases

# fmt: off
_TURNS = (
    "not", "non", "never", "without", "unable", "cannot", "didnt", "hasnt", "free", "failed", "nil",
    "avoided", "avoids", "avoiding", "prevented", "desisted", "ceased", "stopped", "max", "maximum",
    "highest", "cancelled", "declined", "refused", "missed", "postponed", "rescheduled", "absent", "except",
)
_PLANS = (
    "planned", "plan", "expected", "proposed", "target", "targets", "goal", "aim", "projected", "predicted",
    "forecast", "estimated", "estimate", "booked", "scheduled", "invited", "intended", "anticipated",
    "potential", "possible", "next", "future", "due", "pending", "requested", "capacity", "roll", "eligible",
    "registered", "enrolled", "risk", "likelihood", "to be",
)
_ADDS_UP = (
    "cumulative", "cumulatively", "total", "totals", "overall", "running", "ytd", "aggregate", "sum",
    "average", "mean", "combined", "to date", "so far", "lifetime", "ever",
)
_OF_ANOTHER = (
    "previous", "previously", "prior", "former", "formerly", "earlier", "before", "old", "birth", "own",
)
# Another stretch of time than the measure's, or another's word for it; and answers the other way round.
_OTHERWISE = (
    "since", "last quarter", "last month", "last year", "self report", "self reported", "n y", "no yes",
    *(f"{NUMBER} {time}" for time in ("month", "year", "week", "months", "years", "weeks")),
    *(f"{many} {time}" for many in ("two", "three", "six") for time in ("months", "years")),
)
# fmt: on
_PHRASES = Phrases((*_TURNS, *_PLANS, *_ADDS_UP, *_OF_ANOTHER, *_OTHERWISE))
_A_TIME = re.compile(r"\b(?:quarter|qtr|month|year|period|week|return)\b")
# "No reoffence", but "No of sessions" and "Ref no"; before a number of people it is a number: "No pupils".
_NO = re.compile(r"(?<!yes )(?<!or )\bno\b(?! of\b)(?=.)")
_PREFIXES = ("un", "dis", "non")
# Words that many headings share, and that do not say what a column is of.
_OF_ANY = frozenset((
    "date", "dates", "dt", "status", "type", "start", "started", "end", "ended", "setting", "score", "ref",
    "reference", "id", "number", "no", "session", "sessions",
))  # fmt: skip
_ARTICLES = frozenset((
    "of", "the", "a", "an", "our", "your", "at", "on", "in", "for", "and", "or", "to", "was", "is", "were",
    "when",
))  # fmt: skip
# Words that may stand beside any of them.
_SMALL = frozenset((
    "this", "each", "name", "initials", "yp", "young", "person", "persons", "people", "client", "programme",
    "project", "service", "support", "reset", "choices", "tips", "workshop", "workshops", "activity",
    "delivery", "delivered", "held", "took", "place", "yes", "y", "n", "dd", "mm", "yyyy", "yy", "please",
    "day", "time",
))  # fmt: skip
_ALIKE = 75  # of 100: a word that is nearly another is that word mistyped


def turning_words(heading: str, known: str, *, counts: bool = False, own_stretch: str = "") -> list[str]:
    """The words of a heading (normalised) that turn, plan or add up. One that turns or plans says nothing
    where the `known` heading to which it is near has it too. `counts`: of a column of numbers, where "no" is
    short for number; `own_stretch`: the stretch of time that the column is of."""
    heading = heading.replace(own_stretch, "")
    found = [*_PHRASES.taken_from(heading).found, *(() if counts else _NO.findall(heading))]
    of_known = known.removesuffix(" yes no").split()
    found += [
        word
        for word in heading.split()
        for prefix in _PREFIXES
        if word.startswith(prefix) and word.removeprefix(prefix) in of_known
    ]
    turned = [word for word in dict.fromkeys(found) if word in _ADDS_UP or word not in of_known]
    return turned or _without_again(heading.split(), of_known)


def may_turn(above: str) -> bool:
    """Whether a text (normalised) has a word that turns, plans or adds up what is said below it."""
    return _PHRASES.are_in(above)


def turns_below(above: str, heading: str, *, is_title: bool, is_reading: bool) -> bool:
    """Whether the text above a heading (both normalised) turns, plans or adds up what that says: "Target"
    above "Number of young people". `is_title`: whether it may be the title of the table, which it hardly is
    where it says nothing else; `is_reading`: whether it may be the first of two readings, as "Previous" is
    beside "Latest", and "Previous quarter" is not."""
    taken = _PHRASES.taken_from(above)
    if is_title:
        return len(taken.found) == 1 and not taken.rest
    reading = _OF_ANOTHER if is_reading and not _A_TIME.search(above) else ()
    return any(word not in (*reading, *heading.split()) for word in taken.found)


# Over rows of a table: words for what did not take place, is still to come or was told before; and words that
# may stand beside them.
# fmt: off
_TOLD_BEFORE = ("previous", "last quarter", "old")
_NOT_COUNTED = (
    "not counted", "not included", "not for use", "not delivered", "did not attend", "did not take place",
    "next quarter", "waiting list", "cancelled", "canceled", "postponed", "rescheduled", "planned",
    "proposed", "expected", "booked", "withdrawn", "declined", "refused", "excluded", "exclude", "draft",
    "archive", "archived", "duplicate", "duplicates", "deleted", "void", "dna", "upcoming", "forthcoming",
    "future", "pending", "to be confirmed", "tbc", "target", "targets", "forecast", "do not count",
    "do not use", "removed", "did not happen", "did not go ahead", "did not run", "not held",
    "cancellation", "cancellations", "canx", "dnas", "no show", "no shows", "not yet delivered",
    "to be delivered", "called off", "aborted", "abandoned", "stood down", "pencilled in", "moved to",
    "already reported", "already counted", "reported before", "previously reported", "rejected",
    "unverified", "unapproved", "not approved", "superseded", "on hold", "test", "tests", "dummy", "backup",
    "back up", "ineligible", "in error", "invalid", "not valid", "out of area", "outside area",
    "outside of area", "out area", "unsuccessful", "not used", "ignore", "delete",
)
_OF_A_LINE = frozenset((
    "sessions", "session", "workshops", "workshop", "training", "visits", "young", "people", "yp",
    "referrals", "cases", "clients", "schools", "support", "reviews", "stars", "readings", "rows",
    "records", "entries", "quarter", "quarters", "q1", "q2", "q3", "q4", "year", "month", "for", "the",
    "in", "of", "this", "only", "list", "from", "below", "data", "figures", "return", "and", "or", "to",
    "date", "next", "term", "cohort", "by", "team", "school", "provider", "us", "that", "which",
))
# fmt: on
_NOT_COUNTED_ROWS = Phrases((*_NOT_COUNTED, *_TOLD_BEFORE))


def says_what_does_not_count(text: str) -> bool:
    """Whether a line over rows says of them that they do not count: "Cancelled sessions", "Planned for next
    quarter". A sentence that mentions such rows says other things as well."""
    found, rest = _NOT_COUNTED_ROWS.taken_from(normalised(text) if len(text) < 60 else "")
    return bool(found) and all(word in _OF_A_LINE or word.isdigit() for word in rest)


# In the name of a sheet: more words for the same. The sheet of an earlier quarter is what it is.
# fmt: off
_SET_ASIDE = (
    "not yet approved", "obsolete", "backups", "back ups", "pipeline", "booking", "bookings", "example",
    "examples", "trial", "scrap", "spare", "waitlist", "wait list", "waiting", "did not engage", "not engaged",
    "disengaged", "not in use", "not started", "errors", "not accepted", "no consent", "no consented",
    "not consent", "not consented", "historic", "historical", "legacy", "sample", "samples",
    *(f"not for {the}{whom}" for the in ("", "the ") for whom in ("unit", "vru", "return")),
)
_TO_FILL_IN = ("template", "templates", "blank", "form")  # and so filled in, where it is the only one
_OF_A_SHEET = _OF_A_LINE | frozenset((
    "pain", "scale", "outcomes", "social", "prescribing", "follow", "up", "offences", "school", "reset", "tips", "choices",
    "a", "e", "navigators", "sheet", "tab", "copy", "delivery", "our", "all", "do", "yet", "as", "at", "version", "v1",
    "v2", "v3", "me", "approval", "was",
))
# fmt: on
_SHEETS_SET_ASIDE = Phrases((*_NOT_COUNTED, *_SET_ASIDE, *(f"{before} version" for before in _TOLD_BEFORE)))
_SHEETS_TO_FILL_IN, _OF_A_QUARTER_BEFORE = Phrases(_TO_FILL_IN), Phrases(_TOLD_BEFORE)


def names_what_does_not_count(sheet_name: str, *, is_only_one: bool = True) -> bool:
    """Whether the name of a sheet says of its rows that they do not count: "Planned", "Archive 2023". One
    that says something else besides, such as "Planned and delivered", does not. `is_only_one`: of its table
    in the workbook."""
    found, rest = _SHEETS_SET_ASIDE.taken_from(normalised(sheet_name))
    if not is_only_one:
        to_fill_in, rest = _SHEETS_TO_FILL_IN.taken_from(" ".join(rest))
        found += to_fill_in
    rest = _OF_A_QUARTER_BEFORE.taken_from(" ".join(rest)).rest
    return bool(found) and all(word in _OF_A_SHEET or word.isdigit() for word in rest)


def _without_again(words: list[str], of_known: list[str]) -> list[str]:
    """The words of a heading of which the known one says that they are done again: "offended" is not
    "reoffended", nor "re-offended"."""
    apart = "re" in of_known and "re" not in words
    return [word for word in words if f"re{word}" in of_known or (apart and word in of_known)]


def of_another_subject(heading: str, known: str) -> list[str]:
    """The words of a heading (normalised) that the `known` one does not have, where the two share nothing but
    words that many headings share."""
    from rapidfuzz import fuzz

    of_known = [word for word in known.split() if word not in _ARTICLES]
    other: list[str] = []
    shared: list[str] = []
    for word in heading.split():
        if any(fuzz.ratio(word, each) >= _ALIKE for each in of_known):
            shared.append(word)
        elif word not in _SMALL | _ARTICLES:
            other.append(word)
    return [] if any(word not in _OF_ANY for word in shared) else [w for w in other if w not in _OF_ANY]


def is_answer(heading: str, answers: Iterable[Iterable[str]]) -> bool:
    """Whether a heading (normalised) is itself one of the answers of its column: "Declined?" asks for a yes
    or no, and is not a status."""
    return any(heading == normalised(way) for ways in answers for way in ways)
