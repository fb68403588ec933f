"""What another setting would change, in words and a table, before it counts."""

from collections.abc import Callable, Mapping

from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.store.current_snapshot import StoreSnapshot
from ieo_metrics.store.issues.rolling_proposals import FiguresShown, figures_shown
from ieo_metrics.store.issues.what_settings_change import (
    measured_under_others,
    shared_under_others,
    why_nothing_moves,
)
from pages.shared.frame import store_access
from pages.shared.issue.next_issue import would_issue
from pages.shared.kit.html_tables import html_table
from pages.shared.kit.notice import draw_notice
from pages.shared.kit.text import draw_markup, draw_paragraph

NOTHING_YET = "No returns accepted yet, so no figure changes."
STAYS = (
    "What was issued stays as it was issued; a new issue revises it where that can be told without pointing "
    "at a young person."
)


def draw_moved(settings: Settings) -> None:
    """How many figures of which measures would be others, and which verdicts of the latest quarter."""
    _draw_where_accepted(_draw_moved, settings)


def draw_hidden(settings: Settings) -> None:
    """Of which measures an issue of the latest quarter would show more or fewer figures."""
    _draw_where_accepted(_draw_hidden, settings)


def _draw_where_accepted(
    draw: Callable[[StoreSnapshot, Quarter, Settings], None], settings: Settings
) -> None:
    standing = store_access.snapshot()
    if standing.results is None:
        draw_paragraph(NOTHING_YET)
    else:
        draw(standing, standing.results.governed.last, settings)


def _draw_moved(standing: StoreSnapshot, quarter: Quarter, settings: Settings) -> None:
    found = store_access.worked_out(
        ("measured under", *settings.in_words()),
        lambda: measured_under_others(store_access.open_store_of_session(), quarter, standing, settings),
        "Counting every quarter with the other setting",
    )
    moved, issued = sum(len(one.moved) for one in found), sum(one.issued for one in found)
    if not found:
        assert standing.results is not None
        why = why_nothing_moves(standing.results, quarter, settings)
        draw_notice(f"If you save this: no figure and no verdict changes. {why}")
        return
    measures = plural(sum(bool(one.moved) for one in found), "measure")
    draw_notice(
        f"If you save this: {plural(moved, 'figure')} of {measures} would change"
        f"{f', {issued} of them issued' if issued else ''}. {STAYS if issued else ''}".rstrip()
        if moved
        else "If you save this: no figure changes, but verdicts do."
    )
    draw_markup(
        html_table(
            "What would change",
            ("Measure", "Figures that would change", f"Verdict of {label(quarter)}"),
            [
                (
                    f"{one.ref}  {MEASURE[one.ref].name}",
                    len(one.moved),
                    " → ".join(dict.fromkeys(one.verdicts)),
                )
                for one in found
            ],
            numeric=("Figures that would change",),
            kind="ieo-compact",
        )
    )


def _why_the_same(standing: StoreSnapshot, quarter: Quarter) -> str:
    """How many figures of the latest quarter and before are shown and hidden, by either setting."""
    now = figures_shown(would_issue(standing, quarter).shared.frame).values()
    shown, of = sum(one.shown for one in now), sum(one.of for one in now)
    hidden = of - shown
    if not hidden:
        return f": all {of}, since no number behind them is small by either setting"
    return f": {shown} of {of}; the other {hidden} have a number that is small by either, or protect one"


def _draw_hidden(standing: StoreSnapshot, quarter: Quarter, settings: Settings) -> None:
    found: Mapping[str, tuple[FiguresShown, FiguresShown]] = store_access.worked_out(
        ("shared under", *settings.in_words()),
        lambda: shared_under_others(store_access.open_store_of_session(), quarter, standing, settings),
        "Hiding small numbers with the other setting, and trying to work them out again",
    )
    rolled = set(settings.shared_as_rolling) ^ set(standing.settings.shared_as_rolling)
    moved = [then.shown - now.shown for ref, (now, then) in found.items() if ref not in rolled]
    fewer, more = -sum(by for by in moved if by < 0), sum(by for by in moved if by > 0)
    rounds = (
        " Counts of young people would be rounded otherwise."
        if settings.counts_rounded_to != standing.settings.counts_rounded_to
        else ""
    )
    shown = (
        f"{plural(fewer, 'figure')} fewer and {more} more"
        if fewer or more
        else f"the same figures{'' if found else _why_the_same(standing, quarter)}"
    )
    of = "of the other measures " if rolled else ""
    draw_notice(f"If you save this, an issue of {label(quarter)} would {of}show {shown}.{rounds} {STAYS}")
    if found:
        draw_markup(
            html_table(
                "What would be shown",
                ("Measure", "Shown now", "Shown then"),
                [
                    (f"{ref}  {MEASURE[ref].name}", f"{now.shown} of {now.of}", f"{then.shown} of {then.of}")
                    for ref, (now, then) in found.items()
                ],
                numeric=("Shown now", "Shown then"),
                kind="ieo-compact",
            )
        )
