"""What the officer has decided about whole sheets, and columns that are not there. Each answer is bound to
what was seen, the sheets and their headings, so that it answers no other question."""

from collections.abc import Callable, Sequence

from ieo_metrics.framework.layouts import LAYOUT_OF
from ieo_metrics.reading.cells.sanitise_for_display import cell_as_shown

# The kinds are the codes of the questions.
LISTS, REPEATED = "mapping-lists-differ", "mapping-sheet-repeated"
HIDDEN, LACKING = "sheet-hidden", "mapping-column-missing"
UNDER_A_LINE = "mapping-rows-under-a-line"
SET_ASIDE = "mapping-sheet-set-aside"
SWAPPED, BLANK_MEANS = "mapping-cells-swapped", "mapping-blank-means"
DOUBTFUL = "mapping-cells-doubtful"
FIRST, SECOND, BOTH, ONCE = "only the first", "only the second", "both", "each once"
READ, LEAVE = "read", "left out"
NOT_THERE = "not there"
COUNTED = "counted"
RIGHT = "right as they stand"
AS_BLANK, AS_NO, AS_YES, AS_ZERO = "blank", "no", "yes", "0"


def seen(*parts: str) -> str:
    """What a decision is bound to, as one text with a line for each part."""
    return "\n".join(" ".join(part.split()) for part in parts)


def _two_in_words(parts: Sequence[str], answer: str, what: str, both: str) -> str:
    one, other = (f'"{cell_as_shown(parts[at])}"' for at in (0, 2))
    said = {
        FIRST: f"only {one} counts",
        SECOND: f"only {other} counts",
        ONCE: "what is in both counts once",
        BOTH: both,
    }
    return f"{what} on the sheets {one} and {other}: {said[answer]}"


def _lists_in_words(parts: Sequence[str], answer: str) -> str:
    return _two_in_words(parts, answer, "the lists of schools", "both count, and a yes in either is taken")


def _repeated_in_words(parts: Sequence[str], answer: str) -> str:
    what = f"the sessions of {parts[4]}"
    return _two_in_words(parts, answer, what, "both count, because they are different sessions")


def _hidden_in_words(parts: Sequence[str], answer: str) -> str:
    return f'the hidden sheet "{cell_as_shown(parts[0])}" is {answer}'


def _set_aside_in_words(parts: Sequence[str], answer: str) -> str:
    return f'the sheet "{cell_as_shown(parts[0])}" is {answer}'


def _lacking_in_words(parts: Sequence[str], answer: str) -> str:
    layout = LAYOUT_OF[parts[0]]
    title = next((slot.title for slot in layout.slots if slot.name == parts[2]), parts[2])
    table = f"{layout.table.replace('_', ' ')} ({layout.shape})"
    return f'"{cell_as_shown(title)}" is {answer}, in {table} with the headings "{cell_as_shown(parts[1])}"'


def _line_in_words(parts: Sequence[str], answer: str) -> str:
    return f'the rows under the line "{cell_as_shown(parts[1])}" are {answer}'


def _swapped_in_words(parts: Sequence[str], answer: str) -> str:
    return f'{parts[2].replace("_", " ")} on the sheet "{cell_as_shown(parts[0])}" ({parts[3]}) are {answer}'


def _blank_in_words(parts: Sequence[str], answer: str) -> str:
    table, name = LAYOUT_OF[parts[0]].table.replace("_", " "), parts[2].replace("_", " ")
    where = f'{table} with the headings "{cell_as_shown(parts[1])}"'
    return f"a blank or a dash under {name}, in {where}, is {answer}"


# Of each kind: its answers, of how many parts is what was seen, and the decision in words.
KINDS: dict[str, tuple[tuple[str, ...], int, Callable[[Sequence[str], str], str]]] = {
    LISTS: ((FIRST, SECOND, BOTH), 4, _lists_in_words),
    REPEATED: ((ONCE, BOTH, FIRST, SECOND), 5, _repeated_in_words),
    HIDDEN: ((READ, LEAVE), 2, _hidden_in_words),
    LACKING: ((NOT_THERE,), 3, _lacking_in_words),
    UNDER_A_LINE: ((COUNTED,), 2, _line_in_words),
    SET_ASIDE: ((READ, LEAVE), 2, _set_aside_in_words),
    SWAPPED: ((RIGHT,), 4, _swapped_in_words),
    DOUBTFUL: ((RIGHT,), 4, _swapped_in_words),
    BLANK_MEANS: ((AS_BLANK, AS_NO, AS_YES, AS_ZERO), 3, _blank_in_words),
}


def decided_in_words(kind: str, what: str, answer: str) -> str:
    """A decision: `the hidden sheet "Old" is read`."""
    return KINDS[kind][2](what.split("\n"), answer)


def is_decision(kind: str, what: str, answer: object) -> bool:
    """Whether a decision is in the form of this program."""
    if kind not in KINDS or answer not in KINDS[kind][0]:
        return False
    parts = what.split("\n")
    return len(parts) == KINDS[kind][1] and (kind not in (LACKING, BLANK_MEANS) or parts[0] in LAYOUT_OF)
