"""The report on protection: how much of a publication is hidden and why, and how closely the small counts in
it can still be told."""

import numpy as np

from ieo_metrics.disclosure.protect import protect
from ieo_metrics.disclosure.published_counts.linked_tables import shown_together
from ieo_metrics.disclosure.shareable_results import NUMBERS, ProtectionReport, Publication, Standing
from ieo_metrics.disclosure.suppression.ranges_told import ranges_told
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.figure_markers import HIDDEN


def protection_report(
    published: Publication,
    threshold: int,
    until: Quarter | None = None,
    all_or_none: bool = False,
) -> ProtectionReport:
    """The report on a publication; its figures are those up to the quarter `until`, and all that is known
    counts for what can be told. What an earlier issue showed and a later one revised is in the report of the
    earlier one only."""
    shared = published.shared
    hidden = (shared["marker"] == HIDDEN).to_numpy()
    numbers = published.numbers.copy()
    for name in NUMBERS:
        numbers[name] = shared[name].where(~hidden, numbers[name])
    # What is not printed at all has nothing to do with what is.
    unshared, left_away = published.unshared, published.unprinted & hidden
    printed = np.flatnonzero(~left_away)
    together = shown_together(
        numbers.iloc[printed],
        threshold,
        Standing(published.known[printed], np.zeros_like(printed, dtype=bool)),
        all_or_none,
    )
    places = printed[together.places]
    tables = together.with_areas_together(hidden[places])
    within = np.ones_like(hidden) if until is None else (shared["period"] <= until).to_numpy()
    left_away, within = left_away & within, within & ~left_away & ~unshared
    withdrawn = published.withdrawn if len(published.withdrawn) else np.zeros_like(hidden)
    own = hidden & within & ~withdrawn
    small = np.zeros_like(hidden)
    small[places[tables.forced]] = True
    # What would be hidden if nothing had been handed out before; the rest is for that.
    alone = hidden
    if published.earlier:
        shared_alone = protect(numbers, threshold, all_or_none=all_or_none, unshared=unshared).frame
        alone = (shared_alone["marker"] == HIDDEN).to_numpy()
    told = ranges_told(tables, tables.shown(hidden[places]))
    low, high = told.narrowest or (None, None)
    return ProtectionReport(
        int(((shared["value"].notna().to_numpy() | hidden) & within).sum()),
        int((own & small).sum()),
        int((own & ~small & alone).sum()),
        int((own & ~small & ~alone).sum()),
        low,
        high,
        told.recovered,
        told.confined,
        threshold,
        int(left_away.sum()),
        int((withdrawn & within).sum()),
    )
