"""The uploaded table of offences as it looks from a quarter: its seasons, with nothing of a later one."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ieo_metrics.framework.dates.quarters import Quarter, label, number_of
from ieo_metrics.published.kinds import OFFENCES
from ieo_metrics.published.offences.offence_table import OffenceSeries
from ieo_metrics.statistics.seasons.usual_range import ComingQuarter, Seasons, seasons
from ieo_metrics.store.registers.published_tables import KeptTable


@dataclass(frozen=True)
class SeriesSeasons:
    """`series`: the kept one, up to `quarter`; `found`: its seasons; `later`: quarters of the table that come
    after it, and are not in it."""

    kept: KeptTable
    quarter: Quarter
    series: OffenceSeries
    found: Seasons
    later: tuple[Quarter, ...] = ()

    @property
    def ahead(self) -> tuple[ComingQuarter, ...]:
        """The coming quarters that are not over where one looks."""
        return tuple(coming for coming in self.found.coming if coming.quarter > self.quarter)

    @property
    def standing_out_ahead(self) -> tuple[Quarter, ...]:
        """Those of them that stand out."""
        return tuple(coming.quarter for coming in self.ahead if coming.stands_out)

    @property
    def to_prepare_for(self) -> tuple[Quarter, ...]:
        """The quarters ahead that stand out; where none of those that are told of does, the first whose
        quarter of the year does."""
        year_ahead = range(self.quarter + 1, self.quarter + 5)
        by_the_year = (one for one in year_ahead if number_of(one) in self.found.standing_out)
        return self.standing_out_ahead or tuple(by_the_year)[:1]

    @property
    def about_its_end(self) -> str:
        """Where the table does not end with the quarter at which one looks, in a sentence."""
        if self.later:
            return (
                f"The table goes on to {label(self.later[-1])}: choose a later quarter to look at all of it."
            )
        last = max(self.series.counts, default=self.quarter)
        if last < self.quarter:
            return f"The table ends with {label(last)}: upload a newer one when there is one."
        return ""


def seasons_until(tables: Mapping[str, KeptTable], quarter: Quarter) -> SeriesSeasons | None:
    """The seasons of the kept table of offences, as they look at the end of a quarter; None where none is
    kept, or nothing of it is as early."""
    kept = tables.get(OFFENCES.name)
    if kept is None:
        return None
    series = OffenceSeries.of_data(kept.data)
    known = {number: count for number, count in series.counts.items() if number <= quarter}
    if not known:
        return None
    later = tuple(sorted(number for number in series.counts if number > quarter))
    return SeriesSeasons(kept, quarter, replace(series, counts=known), seasons(known), later)
