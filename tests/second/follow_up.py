"""The Constabulary's follow-up: who did not reoffend, and whose harm was reduced, by the quarter in which the
window ended."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from ieo_metrics.framework.configuration.settings import Settings

from . import harm
from .days import Quarter, months_later, quarter_of
from .governing import governor, governs_any
from .periods import active_quarters, has_usable_dates
from .plain import BAD, PlainReturn, Row, is_date, is_number, reference

SAID = ("started", "window_end", "traced", "reoffended", "chi_before", "chi_after")
LEFT_OUT, APART = "left out", "apart"


@dataclass
class Window:
    """One follow-up row whose window ends in the period."""

    row: Row
    start: date | None
    end: date
    still_open: bool

    def says(self) -> tuple:
        """What two rows of one person must agree on. The start is not in the row when another date than
        support's starts the window."""
        return (self.start, *(self.row[name] for name in SAID))


def share(
    returns: list[PlainReturn],
    of_harm: bool,
    period: list[Quarter],
    settings: Settings,
    in_area: Callable[[str], bool],
) -> tuple[int, int, int, bool]:
    """(numerator, denominator, people left out, whether a window was still open)."""
    numerator, denominator, left_out, still_open = 0, 0, 0, False
    for person, windows in _windows(returns, period, settings).items():
        if not in_area(person):
            continue
        still_open = still_open or any(window.still_open for window in windows)
        # A window that has not ended is no event yet: what the person's other rows say stands.
        windows = [window for window in windows if not window.still_open]
        if not windows:
            continue
        answer = _answer(returns, person, windows, of_harm, settings)
        if answer == LEFT_OUT:
            left_out += 1
        elif answer != APART:
            denominator += 1
            numerator += answer
    return numerator, denominator, left_out, still_open


def _windows(
    returns: list[PlainReturn], period: list[Quarter], settings: Settings
) -> dict[str, list[Window]]:
    """Each person's windows that end in the period, from the returns that govern. A row without a window's
    end is in no quarter."""
    out: dict[str, list[Window]] = {}
    for quarter in period:
        one = governor(returns, "follow_up", quarter)
        for row in one.tables.get("follow_up", []):
            person = reference(row["person_ref"])
            if person is None or row["window_end"] == BAD:
                continue
            start = _start(returns, person, row, settings)
            end = row["window_end"]
            if end is None and start is not None:
                end = months_later(start, settings.follow_up_months)
            if end is not None and quarter_of(end) == quarter:
                out.setdefault(person, []).append(Window(row, start, end, end > one.dated))
    return out


def _start(returns: list[PlainReturn], person: str, row: Row, settings: Settings) -> date | None:
    if settings.window_starts == "support end":
        return _support_ended(returns, person)
    start = row.get("arrested") if settings.window_starts == "arrest" else row["started"]
    return start if is_date(start) else None


def _support_ended(returns: list[PlainReturn], person: str) -> date | None:
    """The latest end of the person's support, over usable rows that govern in some quarter."""
    ends = []
    for one in returns:
        for row in one.tables.get("support", []):
            if reference(row["person_ref"]) != person or not has_usable_dates(row) or row["ended"] is None:
                continue
            if governs_any(returns, one, "support", active_quarters(row, one, "support")):
                ends.append(row["ended"])
    return max(ends, default=None)


def _answer(
    returns: list[PlainReturn], person: str, windows: list[Window], of_harm: bool, settings: Settings
) -> bool | str:
    """Whether the person belongs in the numerator, or why not in the denominator."""
    if any(window.says() != windows[0].says() for window in windows):
        return LEFT_OUT
    window = windows[0]
    if window.start is not None and window.end < window.start:
        return LEFT_OUT
    if not _is_traced(window.row):
        return LEFT_OUT
    offences = _offences(returns, person, window)
    return _harm_reduced(window, offences, settings) if of_harm else _did_not_reoffend(window, offences)


def _is_traced(row: Row) -> bool:
    """Traced blank is yes where Reoffended is answered; untraced or unknown is not "did not reoffend"."""
    return row["traced"] is True or (row["traced"] is None and row["reoffended"] in (True, False))


def _offences(returns: list[PlainReturn], person: str, window: Window) -> list[Row] | None:
    """The person's offences, of the whole list in the return that governs the quarter in which the window
    ends; None without a list, or with an empty one."""
    one = governor(returns, "offences", quarter_of(window.end))
    if one is None or not one.tables.get("offences"):
        return None
    return [row for row in one.tables.get("offences", []) if reference(row["person_ref"]) == person]


def _did_not_reoffend(window: Window, offences: list[Row] | None) -> bool | str:
    said = window.row["reoffended"]
    if said is not None:
        return LEFT_OUT if said == BAD else not said
    if offences is None or window.start is None:
        return LEFT_OUT
    days = [offence["offence_date"] for offence in offences]
    if any(is_date(day) and window.start < day <= window.end for day in days):
        return False
    return True if all(is_date(day) for day in days) else LEFT_OUT


def _harm_reduced(window: Window, offences: list[Row] | None, settings: Settings) -> bool | str:
    before, after = window.row["chi_before"], window.row["chi_after"]
    if before is None and after is None:
        found = (
            harm.scores(offences, window.start, settings)
            if offences is not None and window.start is not None
            else None
        )
        if found is None:
            return LEFT_OUT
        before, after = found
    if not is_number(before) or not is_number(after):
        return LEFT_OUT
    if before == 0 and settings.zero_before_excluded:
        return APART
    return after < before
