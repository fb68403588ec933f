"""Figures that were issued and withdrawn, because repeating them would mislead, as the audit trail tells of
them. No number stands there: which figure it was, who withdrew it, when and why."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics.disclosure.shareable_results import with_rows_hidden
from ieo_metrics.framework.dates.quarters import Quarter, label
from ieo_metrics.framework.dates.quarters_in_text import parse_quarters
from ieo_metrics.framework.measures import MEASURE
from ieo_metrics.measuring.compute_measures import period_label
from ieo_metrics.measuring.evidence_frame import SPANS, quarters_within
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.schema import AUDIT

ACTION, UNDONE = "withdrew a figure", "put a withdrawn figure back"
NOTICE = "One or more figures that were issued before have been withdrawn; they are hidden here."


@dataclass(frozen=True)
class WithdrawnFigure:
    """A figure of all areas that was withdrawn: of a measure and the period of a `span` that ends with a
    `quarter`. `row`: its place in the audit trail; `at` a time by `who`; `person`: by which they are told
    from everybody else, "" where nobody signed in."""

    ref: str
    span: str
    quarter: Quarter
    row: int
    at: str
    who: str
    why: str
    person: str = ""

    @property
    def key(self) -> tuple[str, str, Quarter]:
        return self.ref, self.span, self.quarter

    @property
    def period(self) -> str:
        """`2024/25 Q1`, or four quarters."""
        return period_label(self.quarter, self.span)

    def is_in(self, ref: str, span: str, last: Quarter) -> bool:
        """Whether the figure of a measure and period is this one, or of a longer period that holds it."""
        return ref == self.ref and set(quarters_within(self.span, self.quarter)) <= set(
            quarters_within(span, last)
        )

    def as_told(self) -> dict[str, object]:
        """What the audit trail says of it, whoever does something with it."""
        return {"measure": self.ref, "quarter": label(self.quarter), "figure of": self.span}

    def as_withdrawn(self) -> dict[str, object]:
        """What the audit trail says where it is withdrawn."""
        by = {"person": self.person} if self.person else {}
        return self.as_told() | {"why": self.why} | by


def withdrawn_figures(connection: Connection) -> tuple[WithdrawnFigure, ...]:
    """Every figure that was withdrawn and not put back, the first first. Raises Damaged where what the trail
    says of one cannot be read."""
    rows = connection.execute(
        sa.select(AUDIT).where(AUDIT.c.action.in_((ACTION, UNDONE))).order_by(AUDIT.c.seq)
    )
    found: dict[int, WithdrawnFigure] = {}
    try:
        for row in rows:
            about = json.loads(row.about)
            if row.action == UNDONE:
                del found[int(about["withdrawn in row"])]
            else:
                found[row.seq] = _as_withdrawn(row.seq, row.at, row.who, about)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise Damaged(
            "What the audit trail says of a figure that was withdrawn cannot be read. Restore the latest "
            "backup."
        ) from None
    return tuple(found.values())


def _as_withdrawn(row: int, at: str, who: str, about: dict[str, str]) -> WithdrawnFigure:
    [quarter] = parse_quarters(about["quarter"])
    ref, span = about["measure"], about["figure of"]
    if ref not in MEASURE or span not in SPANS:
        raise ValueError("no such figure")
    return WithdrawnFigure(ref, span, quarter, row, at, who, about["why"], about.get("person", ""))


def rows_withdrawn(frame: pd.DataFrame, withdrawn: Iterable[WithdrawnFigure]) -> np.ndarray:
    """Per row of results, whether it is one of these figures, of any area, or of a longer period that holds
    one, and has a value."""
    by_ref: dict[str, list[WithdrawnFigure]] = {}
    for figure in withdrawn:
        by_ref.setdefault(figure.ref, []).append(figure)
    refs, spans, periods = (frame[name].tolist() for name in ("ref", "span", "period"))
    found = [
        any(figure.is_in(ref, span, int(period)) for figure in by_ref.get(ref, ()))
        for ref, span, period in zip(refs, spans, periods, strict=True)
    ]
    return np.array(found, dtype=bool) & frame["value"].notna().to_numpy()


def since(place: int, withdrawn: Iterable[WithdrawnFigure]) -> list[WithdrawnFigure]:
    """The figures that were withdrawn since an issue was made. `place`: of the issue, among all that was
    done."""
    return [figure for figure in withdrawn if figure.row > place]


def without_rows(frame: pd.DataFrame, is_hidden: np.ndarray) -> pd.DataFrame:
    """The results, with no number and no note in each row that `is_hidden`."""
    out = with_rows_hidden(frame, is_hidden)
    out["note"] = frame["note"].mask(is_hidden, "")
    return out


def hidden_since(frame: pd.DataFrame, place: int, withdrawn: Sequence[WithdrawnFigure]) -> pd.DataFrame:
    """What the issue of a place shared, with what was withdrawn since hidden."""
    is_hidden = rows_withdrawn(frame, since(place, withdrawn))
    return without_rows(frame, is_hidden) if is_hidden.any() else frame
