"""What accepting the waiting returns would change: which figures, from what to what, and which of them were
already issued."""

from collections.abc import Sequence
from dataclasses import dataclass

from ieo_metrics.framework.dates.quarters import label
from ieo_metrics.framework.figure_markers import NOT_COVERED
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.statistics.figure_wording import MINUS
from ieo_metrics.store.issues.corrections.compare_quarter_figures import figure_in_words
from ieo_metrics.store.returns.acceptance import Move, Preview
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.text import draw_markup, draw_paragraph

MOST = 60
COLUMNS = ("Measure", "Quarter", "Now", "After accepting", "n", "Issued")


@dataclass(frozen=True)
class Changes:
    """The figures that accepting would add and change, the issued first."""

    fresh: tuple[Move, ...]
    moved: tuple[Move, ...]

    @classmethod
    def of_preview(cls, shown: Preview) -> "Changes":
        """What is new has no figure now, or one of no return."""
        fresh = [move for move in shown.moves if move.before is None or move.before["marker"] == NOT_COVERED]
        moved = [move for move in shown.moves if move not in fresh]
        return cls(
            tuple(sorted(fresh, key=lambda move: -move.quarter)),
            tuple(sorted(moved, key=lambda move: (move.issue is None, -move.quarter))),
        )

    @property
    def issued(self) -> int:
        """How many of them were issued to the SVRP."""
        return sum(move.issue is not None for move in (*self.fresh, *self.moved))

    @property
    def in_words(self) -> str:
        """`166 figures are new; 5 existing figures would change`."""
        parts = [f"{plural(len(self.fresh), 'figure is', 'figures are')} new"] if self.fresh else []
        parts.append(
            f"{plural(len(self.moved), 'existing figure') if self.moved else 'no existing figure'} "
            "would change"
        )
        parts += [f"{self.issued:,} of these issued"] * bool(self.issued)
        return "; ".join(parts)


def draw_changes(changes: Changes) -> None:
    """The figures, from what to what."""
    if changes.issued:
        draw_paragraph(
            f"{changes.issued:,} of these {'was' if changes.issued == 1 else 'were'} issued to the SVRP and "
            "would be marked as revised for you. What was issued stands until a new issue revises it."
        )
    _draw_table("What would change", changes.moved, "more would change.")
    _draw_table("What would be new", changes.fresh, "more would be new; the newest are shown.")


def _draw_table(caption: str, moves: Sequence[Move], more: str) -> None:
    if moves:
        draw_markup(html_table(caption, COLUMNS, map(_cells, moves[:MOST])))
    if len(moves) > MOST:
        draw_paragraph(f"{len(moves) - MOST:,} {more}", kind="ieo-small")


def _cells(move: Move) -> tuple[object, ...]:
    measure = MEASURE[move.ref]
    was, would_be = _told_apart(move)
    n = [
        "–" if row is None or row["denominator"] != row["denominator"] else f"{row['denominator']:,.0f}"
        for row in (move.before, move.after)
    ]
    counted = "" if measure.counts or n == ["–", "–"] else f"{n[0]} → {n[1]}"
    return (
        f"{move.ref}  {measure.name}",
        label(move.quarter),
        was,
        would_be,
        counted,
        move.issue.title if move.issue else "",
    )


def _told_apart(move: Move) -> tuple[str, str]:
    """A figure now and after accepting, with enough decimals to see that they differ."""
    now = figure_in_words(move.after, move.ref)
    if move.before is None:
        return "–", now
    was, (old, new) = figure_in_words(move.before, move.ref), (move.before["value"], move.after["value"])
    if was != now or old == new or old != old or new != new or MEASURE[move.ref].counts:
        return was, now
    sign, scale, unit = ("+", 1, "") if MEASURE[move.ref].statistic.signed else ("", 100, "%")
    for decimals in range(2, 6):
        was, now = (f"{value * scale:{sign}.{decimals}f}{unit}".replace("-", MINUS) for value in (old, new))
        if was != now:
            return was, now
    return was, f"{now}, a change too small to show"
