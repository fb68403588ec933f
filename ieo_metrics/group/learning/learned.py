"""What was learned on each measure, beside its verdict and its target: which have moved or missed their
target without anything being written of why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ieo_metrics.framework.configuration.targets import Target, in_force
from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.measuring.overview_lines import OverviewLine
from ieo_metrics.statistics.target_outcomes import MISSED, target_outcome
from ieo_metrics.store.registers.register_rows import RegisterRow

LASTS = 4  # quarters for which what was learned is taken to explain the measure
TARGET_MISSED = "target missed"


@dataclass(frozen=True)
class Learned:
    """One measure in a quarter. `line`: its figure and verdict; `outcome`: of its target, "" without one;
    `rows`: what was learned on it up to the quarter, the newest first."""

    line: OverviewLine
    outcome: str
    rows: tuple[RegisterRow, ...]

    @property
    def reasons(self) -> tuple[str, ...]:
        """Why something should be written: `improving`, `target missed`; none of what stayed as it was."""
        word = [self.line.verdict.word] if self.line.verdict.says_change else []
        return (*word, *([TARGET_MISSED] if self.outcome == MISSED else []))

    @property
    def lately(self) -> tuple[RegisterRow, ...]:
        """What was learned in the four quarters that end with this one."""
        return tuple(row for row in self.rows if quarter_of_row(row) > self.line.now.quarter - LASTS)

    @property
    def is_to_do(self) -> bool:
        """Whether it has moved or missed its target, and nothing is written of it lately."""
        return bool(self.reasons) and not self.lately


def quarter_of_row(row: RegisterRow) -> Quarter:
    """The quarter that something was learned about."""
    said = row.values["quarter"]
    assert isinstance(said, int)  # as its kind of field keeps it
    return said


def learned_until(rows: Iterable[RegisterRow], quarter: Quarter) -> dict[str, tuple[RegisterRow, ...]]:
    """By measure, what was learned up to a quarter, the newest first."""
    out: dict[str, tuple[RegisterRow, ...]] = {}
    for row in sorted(rows, key=quarter_of_row, reverse=True):
        if quarter_of_row(row) <= quarter:
            ref = str(row.values["measure"])
            out[ref] = (*out.get(ref, ()), row)
    return out


def learned_by_measure(
    lines: Iterable[OverviewLine], targets: Sequence[Target], rows: Iterable[RegisterRow], quarter: Quarter
) -> list[Learned]:
    """Every measure of the lines, which are those of the quarter, in their order."""
    known: Mapping[str, tuple[RegisterRow, ...]] = learned_until(rows, quarter)
    return [
        Learned(
            line,
            target_outcome(in_force(targets, line.measure.ref, quarter), line.now, line.measure),
            known.get(line.measure.ref, ()),
        )
        for line in lines
    ]
