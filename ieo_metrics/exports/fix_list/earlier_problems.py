"""The status of the problems of an earlier check: each fixed, answered or still there, and which are new."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from ieo_metrics.exports.fix_list.fix_list_words import (
    ANSWERED,
    FIXED,
    NEW,
    SHEET,
    STILL,
    TICKED,
    WHOLE_FILE,
    WHOLE_SHEET,
)
from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.framework.problem_kinds import CONFIRM, Problem
from ieo_metrics.reading.cells.personal_details import looks_personal, personal_details_in
from ieo_metrics.reading.cells.sanitise_for_display import cut_short
from ieo_metrics.reading.returned_fix_list import BEFORE, KIND, LINE, answers_of, is_fix_list, lines_of
from ieo_metrics.reading.sheets import Sheet, Workbook

LONGEST_ANSWER = 200
PERSONAL_ANSWER = "an answer that is not shown: it looks personal"


@dataclass(frozen=True)
class Fix:
    """One problem as listed in a workbook that came back. `about`: the reference in its row, which
    goes with the row when it moves; `look`: the cell's own colours; `answer`: what the provider wrote beside
    it, as a person may see it."""

    code: str
    sheet: str
    cell: str
    found: str
    about: str = ""
    look: str = ""
    answer: str = ""


@dataclass(frozen=True)
class Outcome:
    """`fixed`: only `fix`; `new`: only `problem`; `still there` and `answered`: both. Answered is what was to
    confirm and has the provider's answer beside it: that answer is for the officer to read, and no figure
    turns on it."""

    state: str
    fix: Fix | None
    problem: Problem | None

    @property
    def answer(self) -> str:
        """What the provider wrote beside it; "" where that is nothing."""
        return self.fix.answer if self.fix else ""


About = Callable[[str, str], str]  # what the row of a (sheet, cell) is about


def fixes_of(workbook: Workbook) -> list[Fix]:
    """The problems that the workbook's own list names, without those already fixed; [] if it has no list.
    Its rows and columns may have been sorted, moved or deleted."""
    answers = {line: _as_shown(answer) for line, answer in answers_of(workbook.sheets).items()}
    return [fix for sheet in workbook.sheets if is_fix_list(sheet) for fix in _fixes(sheet, answers)]


def _fixes(sheet: Sheet, answers: Mapping[str, str]) -> Iterator[Fix]:
    for said in lines_of(sheet):
        if said.get("State") != TICKED:
            cell = "" if said["Cell"] in (WHOLE_SHEET, WHOLE_FILE) else said["Cell"]
            found, about, look = (said.get(title, "") for title in ("What was found", "Row is about", BEFORE))
            answer = answers.get(said.get(LINE, ""), "")
            yield Fix(said[KIND], said["Sheet"], cell, found, about, look.strip("–"), answer)


def _as_shown(answer: str) -> str:
    """A provider's answer as a person may see it."""
    text = " ".join(clean_text(answer).split())
    if looks_personal(text) or personal_details_in(text):
        return PERSONAL_ANSWER
    return cut_short(text, LONGEST_ANSWER)


@dataclass(frozen=True)
class _Place:
    code: str
    sheet: str
    cell: str
    found: str
    about: str

    @property
    def column(self) -> str:
        return self.cell.partition(":")[0].rstrip("0123456789")


# From the surest to the least sure. A key of None takes no part.
_KEYS: tuple[Callable[[_Place], object], ...] = (
    lambda p: (p.code, p.sheet, p.cell, p.found, p.about),
    lambda p: (p.code, p.column, p.found, p.about) if p.about else None,  # the row has moved
    lambda p: (
        (p.code, p.sheet, p.column, p.about) if p.about else None
    ),  # and its cell was changed, to no avail
    lambda p: (p.code, p.sheet, p.cell),
    lambda p: (
        (p.code, p.column, p.found) if not p.about and p.found else None
    ),  # a row without a reference has moved
)


def compare_fixes(
    earlier: Sequence[Fix], now: Sequence[Problem], about: About = lambda sheet, cell: ""
) -> list[Outcome]:
    """The status of each problem: those that are there now, in their order, then those that are fixed.

    Without `about` a moved row is known by what was found in it only. Another row in the place of an old one
    is not the old one.
    """
    old = [_Place(f.code, f.sheet, f.cell, f.found, f.about) for f in earlier]
    new = [_Place(p.code, p.sheet, p.cell, clean_text(p.found).strip(), about(p.sheet, p.cell)) for p in now]
    matched: dict[int, int] = {}  # places in `new` to places in `old`
    for key in _KEYS:
        waiting: defaultdict[object, list[int]] = defaultdict(list)
        for i in sorted(set(range(len(old))) - set(matched.values()), reverse=True):
            waiting[key(old[i])].append(i)
        waiting.pop(None, None)
        for j, place in enumerate(new):
            if (
                j not in matched
                and (candidates := waiting.get(key(place)))
                and _may_be_one(old[candidates[-1]], place)
            ):
                matched[j] = candidates.pop()
    outcomes = [
        _still_there(p, earlier[matched[j]]) if j in matched else Outcome(NEW, None, p)
        for j, p in enumerate(now)
    ]
    remaining = set(matched.values())
    return outcomes + [Outcome(FIXED, fix, None) for i, fix in enumerate(earlier) if i not in remaining]


def _still_there(problem: Problem, fix: Fix) -> Outcome:
    return Outcome(ANSWERED if fix.answer and problem.severity == CONFIRM else STILL, fix, problem)


def _may_be_one(old: _Place, new: _Place) -> bool:
    """Not if both rows have a reference and it differs, but where the reference itself is the problem."""
    return old.about == new.about or not (old.about and new.about) or old.code.startswith("reference")


def list_names(workbook: Workbook) -> list[str]:
    """The names of its sheets that are lists of ours."""
    return [sheet.name for sheet in workbook.sheets if is_fix_list(sheet)]


def free_name(taken: Sequence[str], wanted: str = SHEET) -> str:
    """`What to fix`, or with a number where they have a sheet of that name. Excel ignores capitals in
    names."""
    known, name, number = {t.casefold() for t in taken}, wanted, 2
    while name.casefold() in known:
        name, number = f"{wanted} ({number})", number + 1
    return name
