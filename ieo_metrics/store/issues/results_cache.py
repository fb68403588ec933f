"""Measures worked out once for each set of accepted returns and settings, and kept: opening a page reads
them, and nothing about a person."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

import pandas as pd
import sqlalchemy as sa
from sqlalchemy import Connection

from ieo_metrics import __version__
from ieo_metrics.accepting.governing_returns import Governed, govern, only_governing
from ieo_metrics.accepting.returns import AcceptedReturn
from ieo_metrics.framework.configuration.settings import Settings
from ieo_metrics.measuring.compute_measures import Results, compute_measures
from ieo_metrics.measuring.evidence_frame import SPANS
from ieo_metrics.store.database.errors import Damaged
from ieo_metrics.store.database.schema import RESULTS
from ieo_metrics.store.issues.results_as_bytes import frame_as_bytes, frame_of_bytes
from ieo_metrics.store.returns.return_record import canonical_json, sha256

if TYPE_CHECKING:  # so that what is looked through for hidden figures reaches no row
    from ieo_metrics.store.returns.stored_returns import Stored

MOST_KEPT = 8


def measure_returns(returns: Sequence[AcceptedReturn], settings: Settings) -> Results | None:
    """Every measure, over every span and by district; None where no return covers any quarter."""
    governed = govern(returns, settings)
    return compute_measures(governed, settings, spans=SPANS, by="district") if governed else None


def cache_key(returns: "Sequence[Stored]", settings: Settings, reduced: int) -> str:
    """What results rest on, as one hash: the returns in their order, the settings, the software, how often
    rows were reduced."""
    return sha256(
        canonical_json(
            [[stored_return.seq for stored_return in returns], settings.as_dict(), __version__, reduced]
        ).encode()
    )


def find_results(connection: Connection, of: str) -> pd.DataFrame | None:
    """The frame that was kept; None where it has to be worked out. Raises Damaged where it is not what was
    kept."""
    row = connection.execute(sa.select(RESULTS).where(RESULTS.c.made_of == of)).first()
    if row is None:
        return None
    data = bytes(row.data)
    if sha256(data) != row.sha256:
        raise Damaged(
            "The measures that were kept are not those that were worked out. Restore the latest backup."
        )
    return frame_of_bytes(data)


def keep_results(connection: Connection, of: str, at: str, frame: pd.DataFrame) -> None:
    """Keep a frame in place of an older one of the same, and forget all but the newest few."""
    data = frame_as_bytes(frame)
    connection.execute(sa.delete(RESULTS).where(RESULTS.c.made_of == of))
    connection.execute(sa.insert(RESULTS).values(made_of=of, at=at, data=data, sha256=sha256(data)))
    newest = sa.select(RESULTS.c.made_of).order_by(RESULTS.c.at.desc()).limit(MOST_KEPT)
    # Not itself, either: by a clock that was put back it looks like the oldest.
    connection.execute(sa.delete(RESULTS).where(RESULTS.c.made_of.not_in(newest), RESULTS.c.made_of != of))


def without_rows(
    returns: Sequence[AcceptedReturn], frame: pd.DataFrame, settings: Settings
) -> Results | None:
    """Results as pages show them: the frame, and which return governs which quarter; no evidence and no
    rows."""
    governed: Governed | None = only_governing(returns)
    return Results(frame, {}, governed, settings) if governed else None


def same_value(one: object, other: object) -> bool:
    """Whether two values of results are equal; nothing equals nothing."""
    return bool(one == other) or (bool(pd.isna(one)) and bool(pd.isna(other)))  # type: ignore[call-overload]
