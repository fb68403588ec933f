"""Needs beside what is provided: which need nothing meets, and what the programmes that meet it reach."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import pandas as pd

from ieo_metrics.framework.dates.quarters import Quarter
from ieo_metrics.framework.registers.choices import NEED_KINDS
from ieo_metrics.framework.return_types import PROGRAMMES
from ieo_metrics.framework.terms_of_reference import OPEN
from ieo_metrics.group.gaps.reach import REACHING
from ieo_metrics.measuring.compute_measures import ALL
from ieo_metrics.measuring.evidence_frame import ROLLING
from ieo_metrics.store.record.meetings_and_actions import Action
from ieo_metrics.store.registers.register_rows import RegisterRow


@dataclass(frozen=True)
class ProgrammeReach:
    """What a programme reached in four quarters. `words`: as a table shows it; `young_people`: the most that
    one of its measures counts, None where none does or is known."""

    words: str
    young_people: float | None = None


@dataclass(frozen=True)
class NeedLine:
    """One need. `met_by`: by programme, how; `actions`: those that name it, the latest last."""

    need: RegisterRow
    met_by: Mapping[str, str]
    actions: tuple[Action, ...] = ()

    @property
    def name(self) -> str:
        """As it was entered."""
        return self.need.words["name"]

    @property
    def open_action(self) -> Action | None:
        """The latest that is open and names it."""
        return next((action for action in reversed(self.actions) if action.state == OPEN), None)


@dataclass(frozen=True)
class NeedsGrid:
    """Every need, by kind and then as entered, and every programme, with what it reached."""

    lines: tuple[NeedLine, ...]
    reach: Mapping[str, ProgrammeReach]

    @property
    def gaps(self) -> tuple[NeedLine, ...]:
        """The needs that nothing is recorded to meet."""
        return tuple(line for line in self.lines if not line.met_by)

    @property
    def unreached(self) -> tuple[NeedLine, ...]:
        """The needs that are met only by programmes which reached nobody in the four quarters."""
        return tuple(
            line
            for line in self.lines
            if line.met_by and all(self.reach[name].young_people == 0 for name in line.met_by)
        )

    @property
    def without_need(self) -> tuple[str, ...]:
        """The programmes of which no need is recorded that they meet."""
        return tuple(name for name in self.reach if not any(name in line.met_by for line in self.lines))


def needs_grid(
    rows: Mapping[str, Sequence[RegisterRow]],
    actions: Sequence[Action],
    frame: pd.DataFrame | None,
    quarter: Quarter,
) -> NeedsGrid:
    """`rows`: by register; `frame`: of results with rolling four quarters, None where there are none."""
    provided: dict[str, dict[str, str]] = {}
    for row in rows["provision"]:
        provided.setdefault(row.words["need"], {})[row.words["programme"]] = row.words["how"]
    lines = [
        NeedLine(
            need,
            provided.get(need.words["name"], {}),
            tuple(action for action in actions if need.words["name"].casefold() in action.words.casefold()),
        )
        for need in rows["needs"]
    ]
    lines.sort(key=lambda line: NEED_KINDS.index(line.need.words["kind"]))
    own = [row.words["name"] for row in rows["programmes"]]
    named = [row.words["programme"] for row in rows["provision"]]
    programmes = dict.fromkeys((*PROGRAMMES, *own, *named))
    reach = {name: _reach_of(name, frame, quarter) for name in programmes}
    return NeedsGrid(tuple(lines), reach)


def _reach_of(programme: str, frame: pd.DataFrame | None, quarter: Quarter) -> ProgrammeReach:
    if programme not in PROGRAMMES:
        return ProgrammeReach("it sends no returns")
    measures = [measure for measure in REACHING if measure.programme == programme]
    if not measures:
        return ProgrammeReach("counts no young people")
    if frame is None:
        return ProgrammeReach("no returns accepted yet")
    here = frame[(frame["span"] == ROLLING) & (frame["period"] == quarter) & (frame["area"] == ALL)]
    said, numbers = [], []
    for measure in measures:
        own = here[here["ref"] == measure.ref]
        value = own["value"].iloc[0] if len(own) else float("nan")
        if value == value:
            numbers.append(float(value))
            said.append(f"{value:,.0f} ({measure.ref})")
        else:
            said.append(f"not known ({measure.ref})")
    return ProgrammeReach("; ".join(said), max(numbers, default=None))
