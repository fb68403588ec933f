"""Which figures that were withdrawn an issue hides, and what readers were told of them before."""

from collections.abc import Iterable, Sequence

import pandas as pd

from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.store.issues.issues import Issue
from ieo_metrics.store.issues.shared_issue_snapshot import WITHHELD
from ieo_metrics.store.trail.withdrawn_figures import WithdrawnFigure, rows_withdrawn, since


def told_before(issues: Iterable[Issue], withdrawn: Sequence[WithdrawnFigure]) -> list[pd.DataFrame]:
    """The figures that were withdrawn, as issues had told them."""
    return [
        told[rows_withdrawn(told, gone)]
        for issue in issues
        if (gone := since(issue.place, withdrawn)) and (told := issue.told) is not None
    ]


def hides_withdrawn(issue: Issue, withdrawn: Sequence[WithdrawnFigure]) -> bool:
    """Whether anything of an issue is hidden because it was withdrawn, before it was made or since."""
    return bool(issue.about.get(WITHHELD)) or any(map(len, told_before([issue], withdrawn)))


def still_withdrawn(
    withdrawn: Iterable[WithdrawnFigure], issues: Sequence[Issue]
) -> tuple[WithdrawnFigure, ...]:
    """The figures in whose place no later issue has given out another one."""
    return tuple(
        figure
        for figure in withdrawn
        if not any(figure_told(issue.told, figure.key) for issue in issues if issue.place >= figure.row)
    )


def figure_told(frame: pd.DataFrame | None, key: tuple[str, str, int]) -> dict[str, object] | None:
    """The row of a measure, span and last quarter, of all areas together; None where it has no value."""
    if frame is None:
        return None
    ref, span, quarter = key
    own = (frame["ref"] == ref) & (frame["span"] == span) & (frame["period"] == quarter)
    rows = frame[own & (frame["area"] == ALL) & frame["value"].notna()]
    return None if rows.empty else dict(rows.iloc[-1])
