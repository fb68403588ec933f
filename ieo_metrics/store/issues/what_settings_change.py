"""What other settings would change, before they count: which figures and verdicts would be others, and which
figures would be hidden."""

from dataclasses import dataclass

import pandas as pd

from ieo_metrics.framework.configuration.settings import SETTINGS, Settings
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.measures import MEASURE, MEASURES
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.framework.words.plural import plural
from ieo_metrics.measuring.compute_measures import Results
from ieo_metrics.measuring.overview_lines import overview
from ieo_metrics.store.current_snapshot import StoreSnapshot, load_snapshot
from ieo_metrics.store.database.store import Store
from ieo_metrics.store.issues.corrections.compare_quarter_figures import is_changed, quarter_figures
from ieo_metrics.store.issues.issuing import would_share
from ieo_metrics.store.issues.rolling_proposals import FiguresShown, figures_shown


@dataclass(frozen=True)
class MeasureUnderOthers:
    """What other settings would make of a measure. `moved`: the quarters whose figure would be another;
    `issued`: how many of those were issued; `verdicts`: of the quarter that was asked about, now and then."""

    ref: str
    moved: tuple[Quarter, ...]
    issued: int
    verdicts: tuple[str, str]

    @property
    def is_another(self) -> bool:
        return bool(self.moved) or self.verdicts[0] != self.verdicts[1]


def measured_under_others(
    store: Store, quarter: Quarter, standing: StoreSnapshot, settings: Settings
) -> list[MeasureUnderOthers]:
    """The measures that are another under other settings, in the framework's order; none where nothing is
    accepted. Nothing is changed."""
    then = load_snapshot(store, settings)
    if standing.results is None or then.results is None:
        return []
    before, after = quarter_figures(standing.results.frame), quarter_figures(then.results.frame)
    verdicts = [
        {line.measure.ref: line.verdict for line in overview(results, quarter)}
        for results in (standing.results, then.results)
    ]
    out = []
    for ref in MEASURE:
        moved = tuple(
            period
            for (other, period), figure in before.items()
            if other == ref and is_changed(figure, after[other, period])
        )
        issued = sum(standing.issue_of(period) is not None for period in moved)
        words = tuple(known[ref].word for known in verdicts)
        out.append(MeasureUnderOthers(ref, moved, issued, (words[0], words[1])))
    return [measure for measure in out if measure.is_another]


def why_nothing_moves(results: Results, quarter: Quarter, settings: Settings) -> str:
    """Why other settings that change no figure do not: which measures they could change, and how many figures
    of these come out the same. `quarter`: of the verdicts that were looked at."""
    pairs = zip(SETTINGS, results.settings.in_words(), settings.in_words(), strict=True)
    chosen = [setting for setting, now, then in pairs if now != then]
    could = [
        m.ref
        for m in MEASURES
        if any(m.topic in s.touches and (m.statistic.percent or not s.shares_only) for s in chosen)
    ]
    if not could:
        return f"It changes the limits of charts only, and no verdict of {label(quarter)} rests on that."
    figures = quarter_figures(results.frame)
    same = sum(ref in could and pd.notna(figure["value"]) for (ref, _), figure in figures.items())
    given = " ".join(dict.fromkeys(setting.given for setting in chosen if setting.given))
    return (
        f"It could change {list_in_words(could)} only, and each of their {plural(same, 'figure')} comes out "
        f"the same. {given}"
    ).rstrip()


def shared_under_others(
    store: Store, quarter: Quarter, standing: StoreSnapshot, settings: Settings
) -> dict[str, tuple[FiguresShown, FiguresShown]]:
    """By ref, how many figures an issue of the quarter would show now, and under other settings of how
    figures are shared; only the measures of which that differs. Raises StoreTrouble where nothing covers the
    quarter."""
    now, then = (
        figures_shown(would_share(store, quarter, standing, one).frame)
        for one in (standing.settings, settings)
    )
    none = FiguresShown(0, 0)
    return {
        ref: (now.get(ref, none), then.get(ref, none))
        for ref in MEASURE
        if now.get(ref, none) != then.get(ref, none)
    }
