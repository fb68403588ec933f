"""The questions which of two sheets counts: lists of schools that disagree, and sessions that are in both."""

from collections.abc import Callable, Iterable, Iterator

from ieo_metrics.accepting.questions.question import Question
from ieo_metrics.checking.conflicting_sheets import TwoTables
from ieo_metrics.recognising.mappings.mapping import Mapping
from ieo_metrics.recognising.mappings.sheet_decisions import BOTH, FIRST, LISTS, ONCE, REPEATED, SECOND

# Of each kind: what is asked, what happens until it is answered, and its answers in words.
_KINDS: dict[str, tuple[str, str, dict[str, str]]] = {
    LISTS: (
        "Which list of schools counts, {one} or {other}?",
        "Until this is answered, a yes in either is taken.",
        {
            FIRST: "Only {one} counts",
            SECOND: "Only {other} counts",
            BOTH: "Both count: a yes in either is taken",
        },
    ),
    REPEATED: (
        "Are these the same sessions, on {one} and on {other}?",
        "Until this is answered, each is counted twice.",
        {
            ONCE: "The same sessions: each counts once",
            BOTH: "Both count: they are different sessions",
            FIRST: "Only {one} counts: leave out {other}",
            SECOND: "Only {other} counts: leave out {one}",
        },
    ),
}


def about_which_counts(asked: Iterable[TwoTables]) -> Iterator[Question]:
    """Each two tables of which it is open which counts."""
    for two in asked:
        about, until, answers = _KINDS[two.code]
        one, other = _names(two)
        yield Question(
            f"which {two.code} {two.seen}",
            about.format(one=one, other=other),
            f"{two.sheet}!{two.cell}: {two.found}. {until}",
            {answer: words.format(one=one, other=other) for answer, words in answers.items()},
            None,
            _decided(two),
            code=two.code,
        )


def _names(two: TwoTables) -> tuple[str, str]:
    """What the two tables are called: by their sheets, and by their rows where they share one."""
    one, other = (f"“{name}”" for name in two.sheets)
    if two.sheets[0] != two.sheets[1]:
        return one, other
    return f"{one} from row {two.headers[0]}", f"{other} from row {two.headers[1]}"


def _decided(two: TwoTables) -> Callable[[Mapping, str], Mapping]:
    return lambda mapping, answer: mapping.with_decision(two.code, two.seen, answer)
