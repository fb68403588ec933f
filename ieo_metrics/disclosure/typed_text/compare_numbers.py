"""Whether a number in a text is that of a hidden figure, and of none that is shown. What is said of a measure
and quarter is compared with theirs first: there the same number elsewhere is no excuse."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from ieo_metrics.disclosure.typed_text.hidden_figures import ALL, QUARTER, HiddenFigures, KnownFigure
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.dates.quarters_in_text import quarters_named
from ieo_metrics.framework.measures import MEASURE

_REF = re.compile(r"\b5\.\d\.\d+\.[a-z]\b")
_CLOSE = 1e-9


@dataclass(frozen=True)
class Written:
    """A number as it was written, and how far from it a figure may be that is still said by it."""

    number: float
    within: float

    def says(self, figure: float) -> bool:
        """Whether a figure, rounded as people round, is this number."""
        return abs(figure - self.number) <= self.within + _CLOSE

    @classmethod
    def plain(cls, digits: str) -> "Written":
        """`1.4`: from 1.35 to 1.45."""
        places = len(digits.partition(".")[2])
        return cls(float(digits), 0.5 * 10**-places)

    @classmethod
    def per_cent(cls, digits: str, hedged: bool) -> "Written":
        """`91`: from 90.5% to 91.5%; "about 90": from 87.5% to 92.5%."""
        written = cls.plain(digits)
        within = written.within
        if hedged:
            within = 2.5 if written.number % 5 == 0 else 1.0
        return cls(written.number / 100, within / 100)

    @classmethod
    def proportion(cls, digits: str) -> "Written":
        """`0.91`; with one place only (0.9) it is hardly meant as one, and then only itself."""
        written = cls.plain(digits)
        return written if len(digits.partition(".")[2]) > 1 else cls(written.number, 0.0)

    @classmethod
    def part(cls, many: int, of: int) -> "Written":
        """`a third`: from 31% to 35%."""
        return cls(many / of, 0.02)


class Compare:
    """The figures that a text may be about. `own`: those of its measure, or of the measures that it names;
    `others`: all."""

    def __init__(self, figures: HiddenFigures, text: str, quarter: Quarter, ref: str) -> None:
        self.figures, self.threshold, self.quarter = figures, figures.threshold, quarter
        refs = {one for one in (ref, *_REF.findall(text)) if one in MEASURE and MEASURE[one].about_people}
        self.about_people = bool(refs)
        self.counts_people = bool(refs) and all(MEASURE[ref].counts for ref in refs)
        self.refs = refs
        near = {quarter, quarter - 1, quarter - 4, *quarters_named(text)}
        small = text.casefold()
        areas = {ALL, *(area for area in figures.areas if area.casefold() in small)}
        self.own = list(figures.of(refs, near, areas))
        self.others = [
            known_figure
            for known_figure in figures.of(MEASURE, (quarter,), areas)
            if known_figure.span == QUARTER
        ]
        self.every_area = list(figures.of(MEASURE, near, figures.areas))

    def share(self, written: Written) -> bool:
        """Whether a percentage is a hidden one."""
        return self.own_share(written) or self._among(
            self.others, lambda known_figure: _is(written, known_figure.share)
        )

    def own_share(self, written: Written) -> bool:
        """Whether a percentage is a hidden one of what the text is about."""
        return self._among(self.own, lambda known_figure: _is(written, known_figure.share))

    def mean(self, written: Written, in_points: bool) -> bool:
        """Whether an average change, rising or falling, is a hidden one."""

        def says(known_figure: KnownFigure) -> bool:
            return known_figure.mean is not None and written.says(abs(known_figure.mean))

        return self._among(self.own, says) or (in_points and self._among(self.others, says))

    def own_count(self, many: int) -> bool:
        """Whether a number of young people is a hidden one of what the text is about."""
        return self._among(self.own, lambda known: many in known.counts)

    def count(self, many: int) -> bool:
        """Whether a number of young people is a hidden one."""
        return self.own_count(many) or self._among(self.others, lambda known: many in known.counts)

    def pair_is_shown(self, many: int, whole: int) -> bool:
        """Whether "28 of 35" is numerator and n of a figure that is shown, and of none that is hidden."""
        return (
            not self.figures.tells_nothing
            and self._known_pair(many, whole, hidden=False)
            and not self._known_pair(many, whole, hidden=True)
        )

    def pair(self, many: int, whole: int) -> bool:
        """Whether "28 of 35" tells a hidden figure."""
        among = self.own_count if self.refs else self.count
        return self._known_pair(many, whole, hidden=True) or among(many) or among(whole)

    def _known_pair(self, many: int, whole: int, *, hidden: bool) -> bool:
        if self.figures.tells_nothing:
            return bool(self.every_area)
        return any(
            known_figure.pair == (many, whole) and known_figure.hidden is hidden
            for known_figure in self.every_area
        )

    def _among(self, figures: Sequence[KnownFigure], says: Callable[[KnownFigure], bool]) -> bool:
        if self.figures.tells_nothing:
            return bool(figures)
        said = [known_figure for known_figure in figures if says(known_figure)]
        hidden = [known_figure for known_figure in said if known_figure.hidden]
        here = any(
            known_figure.ref in self.refs
            and known_figure.quarter == self.quarter
            and known_figure.span == QUARTER
            for known_figure in hidden
        )
        return here or (bool(hidden) and len(hidden) == len(said))


def _is(written: Written, share: float | None) -> bool:
    return share is not None and written.says(share)
