"""The status of the problems of an earlier check: each fixed or still there, and which are new."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from ieo_metrics.exports.fix_list.fix_list_words import (
    FIXED,
    NEW,
    SHEET,
    STILL,
    TICKED,
    WHOLE_FILE,
    WHOLE_SHEET,
)
from ieo_metrics.exports.office.figure_cells import clean_text
from ieo_metrics.framework.problem_kinds import Problem
from ieo_metrics.reading.returned_fix_list import is_fix_list, lines_of
from ieo_metrics.reading.sheets import Sheet, Workbook


@dataclass(frozen=True)
class Fix:
    """One problem as listed in a workbook that came back. `about`: the reference in its row, which
    goes with the row when it moves; `look`: the cell's own colours."""

    code: str
    sheet: str
    cell: str
    found: str
    about: str = ""
    look: str = ""


@dataclass(frozen=True)
class Outcome:
    """`fixed`: only `fix`; `new`: only `problem`; `still there`: both."""

    state: str
    fix: Fix | None
    problem: Problem | None


About = Callable[[str, str], str]  # what the row of a (sheet, cell) is about


def fixes_of(workbook: Workbook) -> list[Fix]:
    """The problems that the workbook's own list names, without those already ticked; [] if it has no list.
    Its rows and columns may have been sorted, moved or deleted."""
    return [fix for sheet in workbook.sheets if is_fix_list(sheet) for fix in _fixes(sheet)]


def _fixes(sheet: Sheet) -> Iterator[Fix]:
    for said in lines_of(sheet):
        if said.get("State") != TICKED:
            cell = "" if said["Cell"] in (WHOLE_SHEET, WHOLE_FILE) else said["Cell"]
            found, about, look = (
                said.get(title, "") for title in ("What was found", "Row is about", "Colour before")
            )
            yield Fix(said["Code"], said["Sheet"], cell, found, about, look.strip("–"))


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
        Outcome(STILL if j in matched else NEW, earlier[matched[j]] if j in matched else None, p)
        for j, p in enumerate(now)
    ]
    remaining = set(matched.values())
    return outcomes + [Outcome(FIXED, fix, None) for i, fix in enumerate(earlier) if i not in remaining]


def _may_be_one(old: _Place, new: _Place) -> bool:
    """Not if both rows have a reference and it differs, but where the reference itself is the problem."""
    return old.about == new.about or not (old.about and new.about) or old.code.startswith("reference")


def list_names(workbook: Workbook) -> list[str]:
    """The names of its sheets that are lists of ours."""
    return [sheet.name for sheet in workbook.sheets if is_fix_list(sheet)]


def free_name(taken: Sequence[str]) -> str:
    """`What to fix`, or with a number where they have a sheet of that name. Excel ignores capitals in
    names."""
    known, name, number = {t.casefold() for t in taken}, SHEET, 2
    while name.casefold() in known:
        name, number = f"{SHEET} ({number})", number + 1
    return name
