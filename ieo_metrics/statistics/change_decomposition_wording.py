"""Why a number moved, in words: who joined, who left, who continued, and what was corrected. It says what a
change is made of, never what caused it."""

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.figure_markers import NOBODY, NOT_COVERED
from ieo_metrics.framework.measures import Measure
from ieo_metrics.framework.record_tables import TABLE
from ieo_metrics.framework.words.list_in_words import list_in_words
from ieo_metrics.statistics.differences import Figure
from ieo_metrics.statistics.figure_wording import FINE_FROM, MINUS, no_value, unit_for

NOTHING = Fraction(0)


@dataclass(frozen=True)
class Side:
    """A measure on one side of a change. `n`: how many contributors count; `marker`: where there is no value,
    x (no return covers it) or z (nobody could be counted)."""

    value: Fraction | None = None
    n: int = 0
    marker: str = NOT_COVERED


@dataclass(frozen=True)
class Moved:
    """What the change of a measure is made of. The parts are in the measure's own unit: points, a proportion,
    or a number.

    `joined`, `left`, `continued`: the parts of those who count only after, only before, and on both sides.
    `joiners`, `leavers`: how many they are; of those on both sides how many `rose`, `fell` and stayed the
    `same`. `replaced`: the whole change, where it is of a mean or share and nobody is on both sides."""

    before: Side
    after: Side
    joined: Fraction = NOTHING
    left: Fraction = NOTHING
    continued: Fraction = NOTHING
    replaced: Fraction = NOTHING
    joiners: int = 0
    leavers: int = 0
    rose: int = 0
    fell: int = 0
    same: int = 0

    @property
    def change(self) -> Fraction | None:
        """The later value − the earlier one: the exact sum of the parts. None where a side has no value."""
        if self.before.value is None or self.after.value is None:
            return None
        return self.after.value - self.before.value

    @property
    def stayers(self) -> int:
        """How many count on both sides."""
        return self.rose + self.fell + self.same

    @property
    def corrected(self) -> int:
        """Of two versions of one quarter: how many count in both, with another amount."""
        return self.rose + self.fell

    @property
    def differs(self) -> bool:
        """Whether any contributor differs, even where the value does not."""
        return bool(self.joiners or self.leavers or self.corrected)

    @property
    def nobody_stayed(self) -> bool:
        """Somebody counts on each side, and nobody on both."""
        return self.joiners > 0 and self.leavers > 0 and self.stayers == 0


def apportion(parts: Sequence[Fraction], total: int) -> list[int]:
    """Parts as whole numbers that add up to their rounded sum `total`, each less than 1 from what it is, and
    none beyond 0. Method: largest remainder (Hamilton)."""
    whole = [floor(part) for part in parts]
    by_remainder = sorted(range(len(parts)), key=lambda i: whole[i] - parts[i])
    for i in by_remainder[: total - sum(whole)]:
        whole[i] += 1
    return whole


def _noun(measure: Measure, n: int) -> str:
    return measure.kind.contributor[n != 1]


def _is_their_number(measure: Measure) -> bool:
    """Whether the measure is the number of its contributors, so that a part of it says how many they are."""
    _, several = measure.kind.contributor
    return measure.unit == several


def _how_many(measure: Measure, n: int, part: Fraction) -> int:
    """How many joined or left; a row of police sessions can stand for several sessions."""
    return abs(int(part)) if _is_their_number(measure) else n


@dataclass(frozen=True)
class _Print:
    """How the values of one sentence are printed: as whole numbers of their last digit, so that what is
    printed adds up."""

    measure: Measure
    digits: int

    def exact(self, value: Fraction) -> Fraction:
        return value * self.measure.statistic.scale * Fraction(10) ** self.digits

    def rounded(self, value: Fraction) -> int:
        """As `wording` rounds it, so that one value does not read in two ways."""
        return int(f"{self.measure.statistic.scale * float(value):.{self.digits}f}".replace(".", ""))

    def signed(self, units: int) -> str:
        return (
            "+" if units > 0 else MINUS if units < 0 else ""
        ) + f"{abs(units) / 10**self.digits:,.{self.digits}f}"

    def with_unit(self, units: int) -> str:
        if self.measure.counts:
            return self.signed(units)
        return f"{self.signed(units)} {'point' if abs(units) == 1 and not self.digits else 'points'}"

    def value(self, value: Fraction) -> str:
        """`61%`, `+1.4`, `1,204`."""
        units = self.rounded(value)
        return (
            self.signed(units)
            if self.measure.statistic.signed
            else self.signed(units).lstrip("+") + ("%" if self.measure.statistic.percent else "")
        )


def _prints(measure: Measure, *sides: Side) -> tuple[_Print, _Print]:
    """With the digits that the values have elsewhere, and with one more; a count has no more."""
    if measure.counts:
        return (_Print(measure, 0),) * 2
    digits = 1 if measure.statistic.signed or min(side.n for side in sides) >= FINE_FROM else 0
    return _Print(measure, digits), _Print(measure, digits + 1)


def moved_words(moved: Moved, measure: Measure, earlier: Quarter, quarter: Quarter) -> str:
    """`61% → 68%, +7 points: 9 joined (+4 points), 6 left (+2), 22 continued (+1).`

    The printed parts add up to the printed change. The printed values differ by it too, with one more digit
    where that is needed (and enough: from a third to two thirds no number of digits is)."""
    change, then, now = moved.change, moved.before.value, moved.after.value
    if change is None or then is None or now is None:
        sides = ((moved.before, earlier), (moved.after, quarter))
        why = [no_value(Figure(q, marker=side.marker)) for side, q in sides if side.value is None]
        return f"No change can be worked out: {' and '.join(why)}."
    usual, finer = _prints(measure, moved.before, moved.after)
    agree = (
        one
        for one in (usual, finer)
        if one.rounded(now) - one.rounded(then) == one.rounded(change) and (one.rounded(change) or not change)
    )
    shown = next(agree, usual)
    unit = " points on average" if measure.statistic.signed else ""
    if measure.counts:
        unit = f" {unit_for(float(now), measure)}"
    by = shown.with_unit(shown.rounded(change)) if change else "no change"
    parts = _parts(moved, shown)
    return f"{shown.value(then)} → {shown.value(now)}{unit}, {by}{': ' if parts else ''}{', '.join(parts)}."


def _parts(moved: Moved, shown: _Print) -> list[str]:
    """Each part in words, with its amount in brackets unless its words say it; the first amount has its
    unit."""
    measure = shown.measure
    people = TABLE[measure.kind.table].persons
    if moved.nobody_stayed and not measure.counts:
        return [f"{moved.joiners:,} joined and {moved.leavers:,} left, with nobody in both quarters"]
    if moved.nobody_stayed and not people and _is_their_number(measure):
        return ["none in both quarters"]
    found = [
        (
            _how_many(measure, moved.joiners, moved.joined),
            "joined" if people else "only in the later quarter",
            moved.joined,
        ),
        (
            _how_many(measure, moved.leavers, moved.left),
            "left" if people else "only in the earlier",
            moved.left,
        ),
        (moved.stayers, "continued" if people else "in both", moved.continued),
    ]
    found = [one for one in found if one[0]]
    amounts = apportion([shown.exact(one[2]) for one in found], shown.rounded(moved.change or NOTHING))
    out = []
    for i, ((n, verb, _), units) in enumerate(zip(found, amounts, strict=True)):
        noun = "" if people or i else f" {_noun(measure, n)}"
        amount = "" if _is_their_number(measure) else f" ({(shown.signed if i else shown.with_unit)(units)})"
        out.append(f"{n:,}{noun} {verb}{amount}")
    return out


_NO_VALUE = {NOT_COVERED: "no return covered it", NOBODY: "nobody could be counted"}


def revised_words(moved: Moved, measure: Measure, quarter: Quarter) -> str:
    """`2024/25 Q2 was 62%, is 58%: 3 young people were added and 1 was corrected.`, of two versions of one
    quarter."""
    then, now, of = moved.before.value, moved.after.value, label(quarter)
    first = next((float(value) for value in (then, now) if value is not None), None)
    unit = "" if _is_their_number(measure) or not measure.counts else f" {unit_for(first, measure)}"
    unit = " points on average" if measure.statistic.signed else unit
    if then is None or now is None:
        was = (
            f"had no value ({_NO_VALUE[moved.before.marker]})"
            if then is None
            else f"was {_prints(measure, moved.before)[0].value(then)}{unit}"
        )
        has = (
            f"now has none ({_NO_VALUE[moved.after.marker]})"
            if now is None
            else f"is now {_prints(measure, moved.after)[0].value(now)}{unit}"
        )
        return f"{of} {was}, {has}."
    usual, finer = _prints(measure, moved.before, moved.after)
    shown = usual if usual.rounded(then) != usual.rounded(now) or then == now else finer
    said = (
        f"was {shown.value(then)}{unit}, is now {shown.value(now)}"
        if then != now
        else f"is still {shown.value(now)}{unit}"
    )
    found = [
        (_how_many(measure, moved.joiners, moved.joined), "added"),
        (_how_many(measure, moved.leavers, moved.left), "removed"),
        (moved.corrected, "corrected"),
    ]
    found = [one for one in found if one[0]]
    parts = [
        f"{n:,}{'' if i else f' {_noun(measure, n)}'} {'was' if n == 1 else 'were'} {done}"
        for i, (n, done) in enumerate(found)
    ]
    return f"{of} {said}{': ' if parts else ''}{list_in_words(parts)}."
